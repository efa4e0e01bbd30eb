"""Pieces of the program's own sentences, which are English in every deck."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """ "1 deck", "2 decks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, most: int = 40) -> str:
    """At most so many characters; an ellipsis stands for what is cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
