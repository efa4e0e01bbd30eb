"""Names a deck, reads its text and overwrites nothing, for the commands that start a deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import click

from quizgen.commands._input import content_of
from quizgen.commands.schema import schema_text
from quizgen.importers._imported import Value
from quizgen.reading.characters import normalised, words
from quizgen.reading.safe_files import Undecodable
from quizgen.reading.scalars import is_device, is_identifier
from quizgen.source.documents import SUFFIXES, Document, read_document
from quizgen.source.paragraphs import Breaks, Paragraphs, paragraphs_of, read_paragraphs
from quizgen.source.source_text import decode_source
from quizgen.writers import File

T = TypeVar("T")


def identifier(name: str) -> str:
    """Turns a name into an id: letters and digits of any script, with hyphens between the words."""
    # two spellings of one letter must not give two ids, nor two file names
    made = "-".join(words(normalised("NFC", name))).strip("-_").lower()
    if not made:
        raise click.UsageError(f"`{name}` cannot name a deck: use letters and digits")
    if not is_identifier(made) or is_device(made):
        raise click.UsageError(
            f"`{made[:40]}` cannot name a deck: it is too long, or a device's name on Windows"
        )
    return made


def text_of(path: Path) -> str:
    return _readable(path, decode_source(content_of(path)))


def _readable(path: Path, found: T | Undecodable) -> T:
    if isinstance(found, Undecodable):
        raise click.ClickException(f"{path}: {found.message}; {found.hint}")
    return found


@dataclass(frozen=True, slots=True)
class StartingText:
    """A text to make a deck from: the file to keep it in, what the deck's source says of it beside
    its name, where it comes from, and what its author should look at."""

    name: str
    content: bytes
    read: Paragraphs
    about: Mapping[str, Value]
    origin: str = ""
    remarks: tuple[str, ...] = ()


def starting_text(path: Path) -> StartingText:
    """A document of another program is turned into a text; a text stays as it is."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return _taken_from(path, _readable(path, read_document(suffix, content_of(path))))
    read = paragraphs_of(path.name, text_of(path))
    return StartingText(path.name, path.read_bytes(), read, {})


def _taken_from(path: Path, document: Document) -> StartingText:
    breaks = Breaks.VERSE if document.has_verse else None
    read = read_paragraphs(document.text, breaks)
    facts = {
        "breaks": breaks or "",
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "rights": document.rights,
    }
    about: dict[str, Value] = {key: text for key, text in facts.items() if text}
    if document.headings:
        about["skip"] = list(document.headings)
    if document.pages:
        about["pages"] = dict(document.pages)
    author = f", by {document.author}" if document.author else ""
    return StartingText(
        f"{identifier(path.stem)}.txt",
        document.text.encode(),
        replace(read, skipped=frozenset(document.headings)),
        about,
        f"The text was taken from {path.name}{author}.",
        document.remarks,
    )


def refuse_existing(path: Path, hint: str = "choose another name") -> None:
    if path.exists():
        raise click.UsageError(f"{path} exists already; {hint}")


def text_file(name: str, text: str) -> File:
    return File(name, text.encode(), "")


def schema_file() -> File:
    return text_file("schema.json", schema_text())
