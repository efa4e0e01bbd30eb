"""Documents of other programs, turned once into a plain text that an author can read and mend.

A deck never quotes such a file itself: what a program takes out of it may change with the
program. The text is kept instead, and the deck says where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quizgen.reading.decoding import Undecodable
from quizgen.source.documents.original import Document

LARGEST = 50_000_000  # bytes; a book without its pictures has a few million


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    read: Callable[[bytes], Document | Undecodable]


def _formats() -> dict[str, _Format]:
    from quizgen.source.documents import pdf, web, word

    page = _Format("a web page", web.read)
    return {
        ".docx": _Format("a Word file", word.read),
        ".pdf": _Format("a PDF file", pdf.read),
        ".html": page,
        ".htm": page,
        ".xhtml": page,
    }


SUFFIXES = (".docx", ".html", ".htm", ".xhtml", ".pdf")


def read_document(suffix: str, content: bytes) -> Document | Undecodable:
    """`suffix` is one of SUFFIXES."""
    document_format = _formats()[suffix]
    if len(content) > LARGEST:
        hint = "save the part that is asked about as a file of its own"
        return Undecodable(f"it has more than {LARGEST // 1_000_000} MB", hint)
    document = document_format.read(content)
    if isinstance(document, Document) and not any(map(str.isalpha, document.text)):
        hint = "open it, copy the text that you see, and save it as plain text, UTF-8 (.txt)"
        return Undecodable(f"{document_format.name} without any text", hint)
    return document
