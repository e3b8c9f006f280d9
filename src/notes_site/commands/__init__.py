"""The programs behind ``make``, each run as ``python -m notes_site.commands.<name>``."""
