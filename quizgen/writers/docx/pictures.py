"""Authors' images as Word can show them: what it does not read is drawn as PNG by Typst."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image as Read

from quizgen.model import Image
from quizgen.writers.docx.measures import Measures
from quizgen.writers.pdf.drawing import PIXELS_AN_INCH, UndrawableError, draw

_UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` are in points, with its own proportions."""

    content: bytes
    width: float
    height: float


def picture(image: Image, measures: Measures, scratch: Path) -> Picture:
    """Scaled to the column and to a third of the page, never made larger than it is. Every image
    is drawn once, since that shows whether it is damaged. Raises UndrawableError, and ImportError
    where only the missing Typst could read it."""
    most = (measures.column - measures.gutter, measures.page[1] / 3)
    read = _read(image.content)
    try:
        drawn = draw(image, scratch, *most)
    except ImportError:
        if read is None:
            raise
        return _scaled(image.content, read, most)
    if read is not None:
        return _scaled(image.content, read, most)
    read = _read(drawn)
    if read is None:
        raise UndrawableError("its drawing cannot be read")
    pixel = _POINTS_AN_INCH / PIXELS_AN_INCH
    return Picture(drawn, read.px_width * pixel, read.px_height * pixel)


def _read(content: bytes) -> Read | None:
    """None for what python-docx cannot place."""
    try:
        return Read.from_blob(content)
    except _UNREADABLE:
        return None


def _scaled(content: bytes, read: Read, most: tuple[float, float]) -> Picture:
    width, height = read.width.pt, read.height.pt
    scale = min(1, most[0] / width, most[1] / height)
    return Picture(content, width * scale, height * scale)
