"""How a stage that does no I/O gets at the files that a deck names."""

from __future__ import annotations

from typing import Protocol


class Library(Protocol):
    """The folder of a deck and its sibling `source/`, and nothing else."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none, or it cannot be read."""
