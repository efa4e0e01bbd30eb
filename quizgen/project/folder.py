"""Where the decks of a project are. Apart from `project`, since a self-test needs no compiler."""

from __future__ import annotations

from pathlib import Path


def find_decks(start: Path) -> list[Path]:
    """The decks of the project that `start` lies in: `decks/*.yaml` there or in the nearest
    folder above."""
    for folder in (start, *start.parents):
        found = sorted((folder / "decks").glob("*.yaml"))
        if found:
            return found
    return []


def output_folder(deck: Path) -> Path:
    """Where what is made of a deck goes: `dist/` beside `decks/`."""
    folder = deck.parent
    return folder.parent / "dist" if folder.name == "decks" else Path("dist")
