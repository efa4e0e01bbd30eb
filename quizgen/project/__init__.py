"""A project on disk: its decks compiled, and what was built of them before."""
