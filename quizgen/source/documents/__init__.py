"""Documents of other programs, turned once into a plain text that an author can read and mend.

A deck never quotes such a file itself: what a program takes out of it may change with the
program. The text is kept instead, and the deck says where it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import quizgen.source.documents as package
from quizgen.reading.decoding import Undecodable
from quizgen.registry import load

if TYPE_CHECKING:
    from quizgen.source.documents.original import Document

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
    if not isinstance(document, Undecodable) and not any(map(str.isalpha, document.text)):
        hint = "open it, copy the text that you see, and save it as plain text, UTF-8 (.txt)"
        return Undecodable(f"{name} without any text", hint)
    return document
