"""Makes a built site light to load; it knows finished files only, and nothing of Sphinx.

Offers: ``site.lighten``.
Imports: sphinx_support.
"""
