"""Documents of other programs, turned once into a plain text that an author can read and mend.

A deck never quotes such a file itself: what a program takes out of it may change with the
program. The text is kept instead, and the deck says where it comes from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import quizgen.source.documents as package
from quizgen.reading.characters import REPLACEMENT, without_refused
from quizgen.reading.safe_files import Undecodable
from quizgen.registry import load

LARGEST = 50_000_000  # bytes; a book without its pictures has a few million

# What each is called, and the module that reads it.
_FORMATS = {
    ".docx": ("a Word file", "word"),
    ".html": ("a web page", "web"),
    ".htm": ("a web page", "web"),
    ".xhtml": ("a web page", "web"),
    ".pdf": ("a PDF file", "pdf"),
}
SUFFIXES = tuple(_FORMATS)


def read_document(suffix: str, content: bytes) -> Document | Undecodable:
    """`suffix` is one of SUFFIXES."""
    name, module = _FORMATS[suffix]
    if len(content) > LARGEST:
        hint = "save the part that is asked about as a file of its own"
        return Undecodable(f"it has more than {LARGEST // 1_000_000} MB", hint)
    document: Document | Undecodable = load(package, module).read(content)
    if isinstance(document, Undecodable):
        return document
    if not any(map(str.isalpha, document.text)):
        hint = "open it, copy the text that you see, and save it as plain text, UTF-8 (.txt)"
        return Undecodable(f"{name} without any text", hint)
    said = tuple(each for each in document.paragraphs if any(map(str.isalnum, each.text)))
    return replace(document, paragraphs=said)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A "\\n" in `text` ends a line of verse. Headings and captions are no text to ask about.
    `page` is how the document numbers it; "" where it has no pages."""

    text: str
    is_heading: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`remarks` say what an author should look at."""

    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    rights: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n\n".join(each.text for each in self.paragraphs) + "\n"

    @property
    def has_verse(self) -> bool:
        return any("\n" in each.text for each in self.paragraphs)

    @property
    def pages(self) -> dict[str, int]:
        """The number of the first paragraph that begins on each page."""
        first: dict[str, int] = {}
        for number, each in enumerate(self.paragraphs, 1):
            if each.page:
                first.setdefault(each.page, number)
        return first

    @property
    def headings(self) -> tuple[int, ...]:
        """Their numbers, as `skip:` counts."""
        return tuple(number for number, each in enumerate(self.paragraphs, 1) if each.is_heading)


def paragraph(text: str, *, is_heading: bool = False, page: str = "") -> Paragraph:
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return Paragraph(_allowed("\n".join(filter(None, lines))), is_heading, page)


def quotation(text: str) -> str:
    """Words that a document sets apart instead of marking them, with quotation marks."""
    is_bare = text.strip() and not _MARK.search(text)
    return f"“{text.strip()}”" if is_bare else text


_MARK = re.compile('["“”„«»‹›]')


def fact(text: str | None) -> str:
    """What a document says of itself, as a deck can repeat it."""
    return _allowed(" ".join((text or "").split()))[:_LONGEST_FACT]


def _allowed(text: str) -> str:
    """Removes what no text may hold."""
    return without_refused(text).replace(REPLACEMENT, "")


_LONGEST_FACT = 300  # characters


_SPACES = re.compile("[ \t\r\f\v\x85\u2028\u2029]+")
