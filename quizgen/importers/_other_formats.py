"""Names what a file is that cannot be imported, and says what to do with it."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from quizgen.importers._foreign_file import ForeignFile

_PACKED = {
    "collection.anki2": "is an Anki package; in Anki, use File > Export > Notes in Plain Text",
    "collection.anki21b": "is an Anki package; in Anki, use File > Export > Notes in Plain Text",
    "word/document.xml": "is a Word file; put its questions into a table, one a row",
    "content.xml": "is an OpenDocument file; save it as .xlsx or as CSV",
    "imsmanifest.xml": "is a QTI package; export GIFT or Moodle XML instead",
    "h5p.json": "is an H5P file, which is not read",
}
_TEXTS = (
    (
        re.compile(r"\s*<[^>]*questestinterop|\s*<[^>]*assessment", re.S),
        "is QTI, which is not read",
    ),
    (re.compile(r"\s*<(?:!doctype )?html", re.I), "is a web page; put its questions into a table"),
    (re.compile(r"\s*[\[{]\s*[\[{\"]"), "is JSON, which is not read; save it as CSV"),
)
_BINARY = (
    (b"\xd0\xcf\x11\xe0", "is a file of an old Excel or Word; save it as .xlsx or as CSV"),
    (b"%PDF", "is a PDF file; put its questions into a table, one a row"),
    (b"{\\rtf", "is an RTF file; save it as plain text"),
    (b"SQLite format 3", "is an Anki collection; use File > Export > Notes in Plain Text"),
)


def is_packed(content: bytes) -> bool:
    """Whether the bytes are no text, whatever the encoding."""
    return content.startswith((b"PK\x03\x04", *(mark for mark, _ in _BINARY)))


def members(content: bytes) -> frozenset[str]:
    """The names inside a ZIP file; none if it is damaged."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            return frozenset(parts.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


def known_as(file: ForeignFile) -> str:
    """A predicate: what the file seems to be."""
    for mark, said in _BINARY:
        if file.content.startswith(mark):
            return said
    if is_packed(file.content):
        inside = members(file.content)
        return next((said for name, said in _PACKED.items() if name in inside), _UNKNOWN)
    return next((said for pattern, said in _TEXTS if pattern.match(file.text.text)), _UNKNOWN)


_UNKNOWN = "does not look like any format that is read"
