"""The programs behind ``make``: ``python -m notes_site.commands.<name>``.

Offers: build, live, serve, translate, import_note, book, package.
Imports: obsidian, lessons, languages, minify, execution, sphinx_support.
"""
