"""The text that a new deck asks about: read, turned into a text if need be, and described."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import click

from quizgen.commands._streams import content_of
from quizgen.importers._imported import Value
from quizgen.importers._language import LanguageGuess, language_of, text_called
from quizgen.reading.characters import normalised, words
from quizgen.reading.safe_files import Undecodable
from quizgen.reading.scalars import is_device, is_identifier
from quizgen.source.documents import SUFFIXES, Document, read_document
from quizgen.source.line_ends import Breaks, Paragraphs, paragraphs_of, read_paragraphs
from quizgen.source.punctuation import is_closed
from quizgen.source.source_text import decode_source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StartingText:
    """A text to make a deck from: the file to keep it in, what the deck's `source:` says of it,
    where it comes from, and what its author should look at. `read` skips its title and byline."""

    name: str
    content: bytes
    read: Paragraphs
    title: str
    language: LanguageGuess
    about: dict[str, Value]
    origin: str = ""
    remarks: tuple[str, ...] = ()


def starting_text(path: Path) -> StartingText:
    """A document of another program is turned into a text; a text stays as it is."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return _taken_from(path, _readable(path, read_document(suffix, content_of(path))))
    read = paragraphs_of(path.name, _readable(path, decode_source(content_of(path))))
    return _described(path.name, path.read_bytes(), read, {}, ())


def _described(
    name: str, content: bytes, read: Paragraphs, facts: dict[str, Value], headings: tuple[int, ...]
) -> StartingText:
    """`headings` are paragraphs that only the original shows as such."""
    title, opening, language = _title(read), _opening(read), language_of(read.texts)
    skip: list[Value] = [*sorted({*headings, *opening})]
    called = text_called(name.rpartition(".")[0], title, language.tag)
    about: dict[str, Value] = {"file": name, "as": called, **({"title": title} if title else {})}
    return StartingText(
        name=name,
        content=content,
        read=replace(read, skipped=read.skipped.union(opening)),
        title=title,
        language=language,
        about=about | facts | ({"skip": skip} if skip else {}),
    )


def _taken_from(path: Path, document: Document) -> StartingText:
    breaks = Breaks.VERSE if document.has_verse else None
    read = read_paragraphs(document.text, breaks)
    about: dict[str, Value] = {"breaks": breaks} if breaks else {}
    facts = ((key, getattr(document, key)) for key in ("title", "publisher", "url", "rights"))
    about |= {key: text for key, text in facts if text}
    if document.pages:
        about["pages"] = dict(document.pages)
    author = f", by {document.author}" if document.author else ""
    read = replace(read, skipped=frozenset(document.headings))
    name, content = f"{identifier(path.stem)}.txt", document.text.encode()
    return replace(
        _described(name, content, read, about, document.headings),
        origin=f"The text was taken from {path.name}{author}.",
        remarks=document.remarks,
    )


def _opening(read: Paragraphs) -> list[int]:
    """The title, the byline and the like that a text begins with."""
    closed = [at for at, text in enumerate(read.texts) if is_closed(text)]
    before = enumerate(read.texts[: min(closed, default=0)], 1)
    return [at for at, text in before if len(text) <= _LONGEST_TITLE and "\n" not in text]


def _title(read: Paragraphs) -> str:
    """The heading, or the line without a full stop, that a text begins with."""
    first = " ".join("".join(read.texts[:1]).split())
    is_heading = 1 in read.skipped or (len(read.texts) > 1 and not is_closed(first))
    return first[:_LONGEST_TITLE] if is_heading else ""


_LONGEST_TITLE = 120  # characters


def _readable(path: Path, found: T | Undecodable) -> T:
    if isinstance(found, Undecodable):
        raise click.ClickException(f"{path}: {found.message}; {found.hint}")
    return found


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
