"""Formats to import from: one file each; its name is what users type after `--from`.

An importer is pure: it gets a file's text and yields questions, and a diagnostic for everything
that it cannot keep, at its line. What a question claims and where that stands no such format
says; so all of it becomes drafts, with the claims for the author to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers._imported import Imported

__all__ = ["Imported", "Importer"]


class Importer(Protocol):
    """What a module in this package must have. `ENDINGS` are those of its files."""

    @property
    def ENDINGS(self) -> tuple[str, ...]: ...  # noqa: N802  # a constant of the module

    def read(self, file: TextFile) -> Iterator[Imported | Diagnostic]: ...
