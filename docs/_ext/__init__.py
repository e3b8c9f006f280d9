"""The site's own Sphinx extensions, one concern each."""
