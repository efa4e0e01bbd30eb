"""Output formats: one file each; its name is what users type after `--to`.

A writer is pure: it gets the compiled quiz and yields files as bytes. `scratch` is an empty
folder for libraries that can only write to disk. What cannot be written is a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quizgen.diagnostics import Diagnostic
from quizgen.quiz.model import Build


@dataclass(frozen=True, slots=True)
class File:
    """`contains` says in a few words what is in the file ("42 notes, 55 cards"), `advice` what to
    do with it. `quizgen build` shows both. `forms` are the names of the forms that it is about, and
    a print run has all papers to print."""

    name: str
    content: bytes
    contains: str
    advice: str = ""
    forms: tuple[str, ...] = ()
    is_print_run: bool = False


class Writer(Protocol):
    """The contract of a module in this package. A module that also has `IS_DEFAULT = False` only
    writes when somebody asks for its format; one that has `SHOWS_FORMS = False` leaves the quizzes
    out; one that has `KNOWS_ENEMIES = True` needs to know which questions give others away."""

    def write(self, build: Build, scratch: Path) -> Iterator[File | Diagnostic]: ...
