"""Finds, reads and compiles the decks of a project on disk."""
