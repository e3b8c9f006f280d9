"""What can be wrong with a formula apart from its truth."""


class FormulaError(Exception):
    """A formula that cannot be read or evaluated."""
