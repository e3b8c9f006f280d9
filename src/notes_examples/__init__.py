"""Reference implementations behind the pages of notes-examples."""

__version__ = "0.1.0"
