"""Reads notes as Obsidian writes them, and writes drafts of pages in MyST.

Offers: blocks, inline, links, supported, writer, cells.
Imports: pages, execution.
"""
