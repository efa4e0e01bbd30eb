"""A question of another format, expressed in our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.phrases import shortened
from quizgen.quiz.model import BORDER
from quizgen.reading.characters import normalised, words
from quizgen.reading.scalars import is_identifier

Value: TypeAlias = "str | bool | int | list[Value] | dict[str, Value]"
Entries: TypeAlias = Mapping[str, Mapping[str, Value]]  # the keys of questions, by their ids


@dataclass(frozen=True, slots=True)
class ForeignPicture:
    """`name` is what the file calls it. `content` is None for one that should lie beside it."""

    name: str
    alt: str = ""
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """`id` is the one that the file gives it, "" for none: then one is made of `title`. `keys` are
    those of a question of this kind."""

    where: Location
    kind: str
    keys: Mapping[str, Value]
    id: str = ""
    title: str = ""
    picture: ForeignPicture | None = None


def unread(where: Location, message: str, hint: str = "") -> Diagnostic:
    """Reports a whole question that is left out."""
    return Diagnostic(where, "row-not-read", shortened(message, _LONGEST), hint, Severity.WARNING)


def not_kept(where: Location, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(where, "not-imported", shortened(message, _LONGEST), hint, Severity.WARNING)


def changed(where: Location, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(where, "import-changed", shortened(message, _LONGEST), hint, Severity.INFO)


_LONGEST = 300  # characters of a message, which may quote a whole cell


def on_line(file: TextFile, number: int) -> Location:
    """The place of the line without the blanks around its text. If the file has fewer lines, it is
    the last one."""
    number = min(max(number, 1), len(file.line_starts))
    start, text = file.line_starts[number - 1], file.line(number)
    indent = len(text) - len(text.lstrip())
    return Location(file, start + indent, start + max(len(text.rstrip()), indent))


_LONGEST_ID = 60  # characters, for each part of an id, so that both fit in the 100 of an id


def as_id(text: str, *, dots: bool = False) -> str:
    """Makes an id of the words of a text; it is empty if they have no letter or digit."""
    composed = normalised("NFC", text)
    kept = ["-".join(words(part)) for part in (composed.split(".") if dots else [composed])]
    parts = [part.strip("-_")[:_LONGEST_ID].strip("-_") for part in kept]
    name = ".".join(part for part in parts if part)[:100].strip(".-_")
    return name if is_identifier(name, dots=dots) else ""


def tags_of(tags: Iterable[str]) -> list[Value]:
    """The tags as ids, each only once."""
    return list(dict.fromkeys(filter(None, map(as_tag, tags))))


def as_tag(text: str) -> str:
    return BORDER.join(filter(None, map(as_id, text.split(BORDER))))
