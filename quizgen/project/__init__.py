"""A project on disk: finds its decks.

This stands apart from `compiled`, so that a self-test need not import the compiler.
"""

from __future__ import annotations

from pathlib import Path


def find_decks(start: Path) -> list[Path]:
    """The decks of the project around `start`: `decks/*.yaml` there, or in the nearest folder
    above that has any."""
    for folder in (start, *start.parents):
        found = sorted((folder / "decks").glob("*.yaml"))
        if found:
            return found
    return []


def output_folder(deck: Path, name: str) -> Path:
    """The folder for what is built from the deck of that name: its own one in `dist/`, which lies
    beside `decks/`, or else here."""
    folder = deck.parent
    return (folder.parent if folder.name == "decks" else Path()) / "dist" / name
