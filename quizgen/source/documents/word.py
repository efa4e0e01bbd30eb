"""The paragraphs of a .docx file: what its page shows, without headers, notes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from quizgen.reading.safe_files import Undecodable
from quizgen.source.documents import Document, Paragraph, fact, paragraph, quotation

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_UNPACKED = 200_000_000  # bytes
_UNPACKED_XML = 40_000_000  # bytes; ten times as much memory is needed
_MOST_PARTS = 10_000
# Word puts a new file with a password into the container of its old format ([MS-OFFCRYPTO]).
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_QUOTATIONS = ("quote", "intense quote", "block text")
_HEADINGS = ("heading", "title", "subtitle", "caption", "toc")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# What the page does not show, or shows elsewhere; a Fallback repeats what stands before it.
_ELSEWHERE = {f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def read(content: bytes) -> Document | Undecodable:
    if content.startswith(_OLD_OR_LOCKED):
        hint = "open it in Word and save it as .docx, without a password"
        return Undecodable("a file of an old Word, or one with a password", hint)
    import docx

    try:
        if problem := _too_large(content):
            return problem
        return _document(docx.Document(BytesIO(content)))
    # What is damaged fails in lxml, in zipfile or in python-docx, each in its own ways.
    except Exception as fault:
        hint = "open it in Word, save it as .docx again, or as plain text, UTF-8 (.txt)"
        return Undecodable(f"no Word file that can be read ({type(fault).__name__})", hint)


def _too_large(content: bytes) -> Undecodable | None:
    with ZipFile(BytesIO(content)) as parts:
        entries = parts.infolist()
    sizes = [(each.file_size, each.filename.endswith((".xml", ".rels"))) for each in entries]
    unpacked = sum(size for size, _ in sizes)
    xml = sum(size for size, is_xml in sizes if is_xml)
    if len(sizes) <= _MOST_PARTS and unpacked <= _UNPACKED and xml <= _UNPACKED_XML:
        return None
    hint = "save the text alone, without pictures, as a file of its own"
    return Undecodable(f"it unpacks to {unpacked // 1_000_000} MB, which is too much", hint)


def _document(word: WordFile) -> Document:
    about = word.core_properties
    said = tuple(_paragraphs(word))
    return Document(said, title=fact(about.title), author=fact(about.author))


def _paragraphs(word: WordFile) -> Iterator[Paragraph]:
    names = {style.style_id: str(style.name).lower() for style in word.styles}
    for each in word.element.body.iter(f"{_W}p"):
        # Paragraphs of a text box are read by themselves, not within the one around it.
        if not any(
            above.tag in _ELSEWHERE - {f"{_W}txbxContent"} for above in each.iterancestors()
        ):
            style = names.get(each.style or "", "")
            words = "".join(_words(each))
            shown = quotation(words) if style in _QUOTATIONS else words
            yield paragraph(shown, is_heading=style.startswith(_HEADINGS))


def _words(element: Any) -> Iterator[str]:
    for each in element:
        match each.tag:
            case tag if tag in _ELSEWHERE or tag == f"{_W}p":
                continue
            case tag if tag == f"{_W}t":
                yield each.text or ""
            case tag if tag == f"{_W}br":
                yield " " if each.get(f"{_W}type") in ("page", "column") else "\n"
            case tag if tag in _MARKS:
                yield _MARKS[tag]
            case _:
                yield from _words(each)


_MARKS = {
    f"{_W}{name}": mark
    for name, mark in {
        "tab": " ",
        "cr": "\n",
        "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
        "softHyphen": "\N{SOFT HYPHEN}",
    }.items()
}
