"""Reference implementations behind the pages of notes-examples."""
