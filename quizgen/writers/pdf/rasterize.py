"""Draws an author's image as PNG, by Typst, for formats that cannot hold its kind."""

from __future__ import annotations

from pathlib import Path

from quizgen.quiz.model import Image
from quizgen.writers._paper.quiz_paper import image_name
from quizgen.writers.pdf.press import copy_templates
from quizgen.writers.pdf.typesetter import BrokenError, RefusedError, Typesetter

PIXELS_AN_INCH = 220  # Word reduces pictures to this by itself
TOO_MUCH = "it takes more memory or time than there is"


class UndrawableError(Exception):
    """The image is damaged. The message says how."""


def rasterize(
    image: Image, scratch: Path, width: float, height: float, typesetter: Typesetter
) -> bytes:
    """A larger image is scaled down to `width` and `height` points. Raises ImportError where there
    is no Typst."""
    template = scratch / "picture.typ"
    if not template.exists():
        copy_templates(scratch)
    (scratch / image_name(image)).write_bytes(image.content)
    data = {"file": image_name(image), "width": width, "height": height}
    try:
        content, _ = typesetter.compile(template, [scratch], data, format="png", ppi=PIXELS_AN_INCH)
    except RefusedError as error:
        raise UndrawableError(str(error)) from error
    except BrokenError as error:
        raise UndrawableError(TOO_MUCH) from error
    return content
