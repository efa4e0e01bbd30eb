"""An author's image drawn as PNG by Typst, which reads kinds that other formats cannot hold."""

from __future__ import annotations

import json
from pathlib import Path

from quizgen.model import Image
from quizgen.writers._sheets import image_name
from quizgen.writers.pdf.press import furnish

PIXELS_AN_INCH = 220


class UndrawableError(Exception):
    """The image is damaged; the message says how."""


def draw(image: Image, scratch: Path, width: float, height: float) -> bytes:
    """Scaled down to `width` and `height` points where it is larger. Raises ImportError where
    there is no Typst."""
    import typst

    template = scratch / "picture.typ"
    if not template.exists():
        furnish(scratch)
    (scratch / image_name(image)).write_bytes(image.content)
    data = {"file": image_name(image), "width": width, "height": height}
    try:
        content = typst.compile(
            template,
            root=scratch,
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[scratch]),
            sys_inputs={"data": json.dumps(data)},
            format="png",
            ppi=PIXELS_AN_INCH,
        )
    except typst.TypstError as error:
        raise UndrawableError(str(error.message)) from error
    if not isinstance(content, bytes):
        raise TypeError("typst gave no bytes")
    return content
