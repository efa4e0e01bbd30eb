"""Bytes of a file → its text, or why they are no text and what to do about it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undecodable:
    """`message` follows the name of a file and a colon."""

    message: str
    hint: str


_OTHER_FORMATS = (
    (b"PK\x03\x04", "a Word, Excel, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Word or Excel"),
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
)
# The mark of UTF-16-LE is the beginning of that of UTF-32-LE, so the longer one is tried first.
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
SAVE_AS_UTF8 = "open it in the program it was written with and save it as plain text in UTF-8"


def decode(content: bytes) -> str | Undecodable:
    """UTF-8 with or without a byte-order mark; line ends become \\n."""
    for mark, name in _OTHER_FORMATS:
        if content.startswith(mark):
            return Undecodable(f"this is {name}, not plain text", SAVE_AS_UTF8)
    for mark, name in _OTHER_MARKS:
        if content.startswith(mark):
            return Undecodable(f"the text is {name}, not UTF-8", SAVE_AS_UTF8)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02X}"
        return Undecodable(f"the text is not UTF-8: byte {byte} in line {line}", SAVE_AS_UTF8)
    return text.replace("\r\n", "\n").replace("\r", "\n")
