"""Prints sheets with the Typst compiler, and draws images for formats that cannot hold their kind.

The templates read JSON, so that no author's text is ever markup. Templates and fonts are copied
into `scratch`, the only folder that the compiler may read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from quizgen.quiz.model import Build, Image, Item
from quizgen.quiz.rich import Rich
from quizgen.writers._paper.quiz_paper import image_name
from quizgen.writers._paper.records import Sheet
from quizgen.writers.pdf.page_settings import with_settings
from quizgen.writers.pdf.typesetter import BrokenError, RefusedError, Typesetter

# The first is ours, and has the letters of authors. Typst brings the others, for code and signs.
_FONTS = ("Noto Sans", "DejaVu Sans Mono", "Libertinus Serif")


@dataclass(frozen=True, slots=True)
class FormField:
    """The place of a line on which a print run can write a name; lengths are in points."""

    name: str
    page: int
    left: float
    foot: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Printed:
    """`taller` has the numbers of questions that did not fit on one page, `wider` the words that
    had to be cut; `filled` is the share of the last page above the end of the text."""

    content: bytes
    pages: int
    filled: float
    taller: tuple[int, ...]
    wider: tuple[str, ...]
    fields: tuple[FormField, ...]


class Press:
    """`items` are those to be printed, whose images the compiler may read."""

    def __init__(
        self, build: Build, items: Iterable[Item], scratch: Path, typesetter: Typesetter
    ) -> None:
        self.build = build
        self.scratch = scratch
        self._typesetter = typesetter
        typesetter.start()
        copy_templates(scratch)
        for image in filter(None, (item.image for item in items)):
            (scratch / image_name(image)).write_bytes(image.content)
        given = build.printing.font_paths
        self._folders = (scratch, *given)
        self.fonts = [_FONTS[0], *typesetter.families(given), *_FONTS[1:]]

    def print(self, sheet: Sheet) -> Printed:
        """A tagged file; the compiler refuses a sheet that would not be accessible."""
        return self._print(sheet, {}, pdf_standards="ua-1")

    def print_bare(self, sheet: Sheet, particulars: list[Rich]) -> Printed:
        """Pages without tags, to be placed on the sheets of a print run. `particulars` are the
        headings of further lines below the learner's name."""
        settings = {"fields": True, "particulars": particulars}
        return self._print(sheet, settings, pdf_tags=False)

    def impose(self, pages: list[dict[str, Any]]) -> bytes:
        data = {"fonts": self.fonts, "pages": pages}
        return self._compile("impose", data, pdf_tags=False)[0]

    def try_letters(self, letters: str) -> None:
        """Raises RefusedError where the fonts lack one of the letters."""
        data = {"fonts": self.fonts, "letters": letters}
        self._compile("letters", data, pdf_standards="ua-1")

    def _print(self, sheet: Sheet, settings: dict[str, Any], **how: Any) -> Printed:
        data = with_settings(sheet, self.fonts)
        data["setting"] |= settings
        labels = ("pages", "filled", "taller", "wider", "field")
        content, found = self._compile(sheet.template, data, labels, **how)
        return Printed(
            content=content,
            pages=found["pages"][0],
            filled=found["filled"][0],
            taller=tuple(found["taller"]),
            wider=tuple(dict.fromkeys(found["wider"])),
            fields=tuple(FormField(**each) for each in found["field"]),
        )

    def _compile(
        self, template: str, data: dict[str, Any], labels: tuple[str, ...] = (), **how: Any
    ) -> tuple[bytes, dict[str, list[Any]]]:
        return self._typesetter.compile(
            self.scratch / f"{template}.typ",
            self._folders,
            data,
            labels,
            format="pdf",
            timestamp=self.build.modified,
            **how,
        )


def copy_templates(scratch: Path) -> None:
    """Fonts are copied too: the compiler may read nothing outside `scratch`."""
    for folder in ("typst", "fonts"):
        for entry in files("quizgen").joinpath(f"data/{folder}").iterdir():
            (scratch / entry.name).write_bytes(entry.read_bytes())


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
