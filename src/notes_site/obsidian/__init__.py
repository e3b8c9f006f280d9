"""Reads notes as Obsidian writes them, and writes drafts of pages in MyST."""
