"""Formats to import from: one file each; its name is what users type after `--from`.

An importer is pure. It gets the text of a file and yields questions, and a diagnostic at the line
of everything that it cannot keep. No such format says what a question claims, nor where the source
says so. Therefore every question becomes a draft, and its author fills in the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers._imported import Imported

__all__ = ["Imported", "Importer"]


class Importer(Protocol):
    """What a module in this package must have. `ENDINGS` lists the endings of its files."""

    @property
    def ENDINGS(self) -> tuple[str, ...]: ...  # noqa: N802  # a constant of the module

    def read(self, file: TextFile) -> Iterator[Imported | Diagnostic]: ...
