"""The Typst compiler, with our templates and fonts in a folder of its own.

The templates read JSON, so that no author's text is markup. They are copied into `scratch`, which
is all that the compiler may read; system fonts are left out, or the output would depend on the
machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.model import Build
from quizgen.writers._frame import Sheet
from quizgen.writers._sheets import image_name
from quizgen.writers.pdf.setting import set_out

if TYPE_CHECKING:
    import typst

_FONTS = ("Noto Sans", "DejaVu Sans Mono", "Libertinus Serif")


@dataclass(frozen=True, slots=True)
class Field:
    """A line that a print run can write a name on: where it stands on the page, in points."""

    name: str
    page: int
    left: float
    foot: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Printed:
    """`taller` are the numbers of questions that did not fit on one page, `wider` the words
    that had to be cut."""

    content: bytes
    pages: int
    taller: tuple[int, ...]
    wider: tuple[str, ...]
    fields: tuple[Field, ...]


class Press:
    """A compiler keeps what it has laid out, so one for each template serves all forms."""

    def __init__(self, build: Build, scratch: Path) -> None:
        import typst

        self.build = build
        self.scratch = scratch
        self.refusal = typst.TypstError
        _furnish(build, scratch)
        given = list(build.printing.font_paths)
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[scratch, *given])
        own = typst.Fonts(False, False, given) if given else None
        families = own.families() if own else []
        self.fonts = [_FONTS[0], *families, *_FONTS[1:]]
        self._compilers: dict[str, typst.Compiler] = {}

    def print(self, sheet: Sheet) -> Printed:
        """Tagged, and refused by the compiler where it is not accessible."""
        return self._print(sheet, {}, pdf_standards="ua-1")

    def print_bare(self, sheet: Sheet) -> Printed:
        """Without tags: pages to be placed on sheets, telling where names go."""
        return self._print(sheet, {"fields": True}, pdf_tags=False)

    def impose(self, pages: list[dict[str, Any]]) -> bytes:
        data = {"fonts": self.fonts, "pages": pages}
        return self._compile("impose", data, pdf_tags=False)

    def try_letters(self, letters: str) -> None:
        """Refused where the fonts lack one of them."""
        data = {"fonts": self.fonts, "letters": letters}
        self._compile("letters", data, pdf_standards="ua-1")

    def _print(self, sheet: Sheet, settings: dict[str, Any], **how: Any) -> Printed:
        data = set_out(sheet, self.fonts)
        data["setting"] |= settings
        content = self._compile(sheet.template, data, **how)
        found = self._query(sheet.template, "pages")
        return Printed(
            content,
            found[0],
            tuple(self._query(sheet.template, "taller")),
            tuple(dict.fromkeys(self._query(sheet.template, "wider"))),
            tuple(Field(**each) for each in self._query(sheet.template, "field")),
        )

    def _compile(self, template: str, data: dict[str, Any], **how: Any) -> bytes:
        content = self._compiler(template).compile(
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            timestamp=self.build.modified,
            **how,
        )
        if not isinstance(content, bytes):
            raise TypeError("typst gave no bytes")
        return content

    def _query(self, template: str, label: str) -> list[Any]:
        found: list[Any] = json.loads(self._compiler(template).query(f"<{label}>", field="value"))
        return found

    def _compiler(self, template: str) -> typst.Compiler:
        import typst

        if template not in self._compilers:
            path = self.scratch / f"{template}.typ"
            self._compilers[template] = typst.Compiler(
                path, root=self.scratch, font_paths=self._fonts
            )
        return self._compilers[template]


def furnish(scratch: Path) -> None:
    """Templates and fonts, where the compiler may read them."""
    for folder in ("typst", "fonts"):
        for entry in files("quizgen").joinpath(f"data/{folder}").iterdir():
            (scratch / entry.name).write_bytes(entry.read_bytes())


def _furnish(build: Build, scratch: Path) -> None:
    furnish(scratch)
    images = (placed.item.image for form in build.forms for placed in form.placed)
    for image in filter(None, images):
        (scratch / image_name(image)).write_bytes(image.content)
