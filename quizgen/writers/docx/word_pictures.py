"""Authors' images for Word; Typst turns those that Word cannot read into PNG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docx.image.image import Image as Read

from quizgen.quiz.model import Image
from quizgen.writers.docx.measures import Measures
from quizgen.writers.pdf.press import PIXELS_AN_INCH, UndrawableError, rasterize
from quizgen.writers.pdf.typesetter import Typesetter

_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` are in points."""

    content: bytes
    width: float
    height: float

    def within(self, width: float, height: float) -> Picture:
        """The same picture made smaller if need be, but never larger."""
        scale = min(1, width / self.width, height / self.height)
        return Picture(self.content, self.width * scale, self.height * scale)


def picture(image: Image, measures: Measures, scratch: Path, typesetter: Typesetter) -> Picture:
    """The image fits the column and a third of the page. Typst draws every image once, since that
    shows whether it is damaged. Raises UndrawableError, and ImportError where only the missing
    Typst could read it."""
    most = (measures.column - measures.gutter, measures.page[1] / 3)
    given = _read(image.content)
    try:
        drawn = rasterize(image, scratch, *most, typesetter)
    except ImportError:
        if given is None:
            raise
        return given.within(*most)
    if given is not None:
        return given.within(*most)
    shown = _read(drawn, PIXELS_AN_INCH)
    if shown is None:
        raise UndrawableError("its drawing cannot be read")
    return shown.within(*most)


def _read(content: bytes, pixels_an_inch: int | None = None) -> Picture | None:
    """None where python-docx cannot read the image. On odd bytes it raises nearly anything, even a
    bare Exception."""
    try:
        read = Read.from_blob(content)
        across, down = pixels_an_inch or read.horz_dpi, pixels_an_inch or read.vert_dpi
        width = read.px_width / across * _POINTS_AN_INCH
        height = read.px_height / down * _POINTS_AN_INCH
    except Exception:
        return None
    return Picture(content, width, height) if min(width, height) > 0 else None
