"""The paragraphs of a PDF file, pieced together from its lines.

A PDF knows where letters stand and nothing of paragraphs: a short line that ends a sentence ends
one. The author is told to compare the text with the pages.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from quizgen.reading.characters import REPLACEMENT
from quizgen.reading.safe_files import Undecodable
from quizgen.source.documents import Document, Paragraph, fact, paragraph
from quizgen.source.line_ends import CutWords

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MOST_PAGES = 2_000
_LONGEST_PAGE = 20_000  # characters; a newspaper's page has as many
_LARGEST_DRAWING = 1_000_000  # bytes; a page of text needs 50,000, a map many millions

_ALL_DRAWINGS = 30_000_000

_FEWER = "save the pages that are asked about as a file of their own"
_NO_TEXT = (
    "run text recognition over it (OCRmyPDF does: `ocrmypdf scan.pdf readable.pdf`), and read "
    "what comes out"
)
_SAVE_AGAIN = "open it in a PDF viewer, copy the text, and save it as plain text, UTF-8 (.txt)"


@dataclass(frozen=True, slots=True)
class _PdfPage:
    label: str
    lines: tuple[str, ...]


def read(content: bytes) -> Document | Undecodable:
    try:
        import pypdf
    except ModuleNotFoundError:
        return Undecodable("pypdf, which reads PDF files, is not here", _INSTALL)
    # pypdf warns of many flaws that do not keep it from reading the text.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(pypdf.PdfReader(BytesIO(content)))
    # What is damaged fails in pypdf in any way that wrong data can.
    except Exception as fault:
        return Undecodable(f"no PDF file that can be read ({type(fault).__name__})", _SAVE_AGAIN)


_INSTALL = "install it with: pip install 'quizgen[pdf]'"


def _read(reader: PdfReader) -> Document | Undecodable:
    if reader.is_encrypted and not _opens(reader):
        hint = "open it with its password and print it into another PDF file, without one"
        return Undecodable("the PDF file is encrypted", hint)
    if len(reader.pages) > _MOST_PAGES:
        return Undecodable(f"it has more than {_MOST_PAGES:,} pages", _FEWER)
    drawn = [_drawing(page) for page in reader.pages]
    if sum(size for size in drawn if size <= _LARGEST_DRAWING) > _ALL_DRAWINGS:
        return Undecodable(f"it has more than {_ALL_DRAWINGS // 1_000_000} MB of text", _FEWER)
    pages = tuple(_pages(reader, drawn))
    if problem := _unreadable(pages):
        return problem
    about = reader.metadata
    return Document(
        tuple(_paragraphs(_without_running_heads(pages))),
        title=fact(about.title if about else ""),
        author=fact(about.author if about else ""),
        remarks=tuple(_remarks(pages)),
    )


def _opens(reader: PdfReader) -> bool:
    """Many a file is encrypted only against changes, and opens without a password."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        return False


def _pages(reader: PdfReader, drawn: Sequence[int]) -> Iterator[_PdfPage]:
    labels = reader.page_labels
    for number, page in enumerate(reader.pages, 1):
        is_read = drawn[number - 1] <= _LARGEST_DRAWING
        text = page.extract_text()[:_LONGEST_PAGE] if is_read else ""
        label = fact(labels[number - 1]) or str(number)
        yield _PdfPage(label, tuple(line.strip() for line in text.split("\n") if line.strip()))


def _drawing(page: PageObject) -> int:
    """How many bytes draw the page."""
    contents: Any = page["/Contents"].get_object() if "/Contents" in page else []
    parts = contents if isinstance(contents, list) else [contents]
    return sum(len(part.get_object().get_data()) for part in parts)


def _unreadable(pages: Sequence[_PdfPage]) -> Undecodable | None:
    text = "".join(line for page in pages for line in page.lines)
    letters = sum(map(str.isalpha, text))
    if not letters:
        return Undecodable("the PDF file is a scan: pictures of pages, without text", _NO_TEXT)
    if len(_UNKNOWN.findall(text)) > letters / 20:
        message = "the PDF file does not say which letters its signs stand for"
        return Undecodable(message, _NO_TEXT)
    return None


# Signs without a meaning: replaced, for private use, by the number of a shape, or controls.
_UNKNOWN = re.compile(f"[{REPLACEMENT}\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)|/g\\d+")


def _remarks(pages: Sequence[_PdfPage]) -> Iterator[str]:
    yield "Paragraphs were pieced together from lines: compare the text with the pages."
    empty = [page.label for page in pages if not page.lines]
    if empty:
        yield f"No text was found on p. {', '.join(empty[:20])}: pictures of text are not read."


def _without_running_heads(pages: Sequence[_PdfPage]) -> Iterator[_PdfPage]:
    """What stands at the top or bottom of many pages, whatever its numbers, and page numbers."""
    edges = ((*page.lines[:_RUNNING], *page.lines[-_RUNNING:]) for page in pages)
    ends = Counter(key for lines in edges for key in {_key(line) for line in lines})
    common = {key for key, count in ends.items() if count >= max(2, len(pages) / 3)}
    for page in pages:
        lines = page.lines
        for _ in range(_RUNNING):
            lines = lines[1:] if lines and _is_running(lines[0], common) else lines
            lines = lines[:-1] if lines and _is_running(lines[-1], common) else lines
        yield _PdfPage(page.label, lines)


_RUNNING = 2  # lines at the top of a page, and as many at its bottom


def _is_running(line: str, common: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line)) or _key(line) in common


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


_PAGE_NUMBER = re.compile(r"\W*(?:p\.|page|seite|стр\.|бет)?\s*(?:\d{1,4}|[ivxlc]{1,8})\W*", re.I)
_SENTENCE_END = tuple(".!?…:।”’»“\"')]")


def _paragraphs(pages: Iterator[_PdfPage]) -> Iterator[Paragraph]:
    """Each on the page where it begins."""
    lines = [(line, page.label) for page in pages for line in page.lines]
    width = _width([line for line, _ in lines])
    blocks: list[list[tuple[str, str]]] = [[]]
    for line, label in lines:
        blocks[-1].append((line, label))
        if _ends_paragraph(line, width, is_alone=len(blocks[-1]) == 1):
            blocks.append([])
    words = CutWords([[line for line, _ in block] for block in blocks])
    for block in filter(None, blocks):
        is_heading = len(block) == 1 and _is_heading(block[0][0], width)
        text = words.joined([line for line, _ in block])
        yield paragraph(text, is_heading=is_heading, page=block[0][1])


def _width(lines: Sequence[str]) -> int:
    """The length of a full line."""
    lengths = sorted(map(len, lines))
    return lengths[len(lengths) * 8 // 10] if lengths else 0


def _ends_paragraph(line: str, width: int, *, is_alone: bool) -> bool:
    if line.endswith(_SENTENCE_END):
        return len(line) < 0.85 * width
    return is_alone and _is_heading(line, width)


def _is_heading(line: str, width: int) -> bool:
    return len(line) < 0.6 * width and not line.endswith((*_SENTENCE_END, ",", ";", "-", "‐"))
