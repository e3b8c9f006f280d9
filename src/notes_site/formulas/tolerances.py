"""By how much the two sides of a sign may differ."""

EQUAL = 1e-9
ABOUT = 1e-4
