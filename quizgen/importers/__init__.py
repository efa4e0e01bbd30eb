"""Formats to import from: one file each; its name is what users type after `--from`.

An importer is pure. It gets a file and yields questions, and a diagnostic at the line of everything
that it cannot keep. No such format says where a text shows what a question asks. Therefore the
questions rest on no text, and the deck can be built at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from quizgen.diagnostics import Diagnostic
from quizgen.importers._imported import ForeignFile, Imported, Resemblance

__all__ = ["ForeignFile", "Imported", "Importer", "Resemblance"]


class Importer(Protocol):
    """What a module in this package must have. `likeness` looks at the content first, and at the
    ending of the name where the content could be anything."""

    def likeness(self, file: ForeignFile) -> Resemblance: ...

    def read(self, file: ForeignFile) -> Iterator[Imported | Diagnostic]: ...
