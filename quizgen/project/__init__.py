"""A folder of decks on disk."""
