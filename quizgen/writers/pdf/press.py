"""Prints sheets with the Typst compiler, and draws images for formats that cannot hold their kind.

The templates read JSON, so that no author's text is ever markup: the record of a sheet, the
settings of its page, and what Typst must measure. Templates and fonts are copied into `scratch`,
the only folder that the compiler may read.

Layout is fast because little is measured: only questions that may be taller than a page, and
words that may be wider than their line. The standard layout has few of them. In large print or
narrow columns nearly all are suspect, and there time matters less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from quizgen.quiz.layout import Layout, Options, Style
from quizgen.quiz.model import Build, Image, Item
from quizgen.quiz.rich import Rich, plain
from quizgen.writers._paper import records
from quizgen.writers._paper.quiz_paper import image_name
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

    def print(self, sheet: records.Sheet) -> Printed:
        """A tagged file; the compiler refuses a sheet that would not be accessible."""
        return self._print(sheet, {}, pdf_standards="ua-1")

    def print_bare(self, sheet: records.Sheet, particulars: list[Rich]) -> Printed:
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

    def _print(self, sheet: records.Sheet, settings: dict[str, Any], **how: Any) -> Printed:
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


_STANDARD = 10.5
_LETTERS_IN_A_ROW = 30  # bold capital W, in the narrowest column of a whole page
_QUESTION_ROWS = 22  # of writing lines, the highest kind: 9 mm each on a page of 240 mm
_ENTRY_ROWS = 37  # of 4.5 mm each, and the room between them
# Shorter words fit into every line of the standard layout, or of any other.
_LONG_WORD, _LONG_WORD_IN_NARROW = re.compile(r"(\S{20,})"), re.compile(r"(\S{8,})")
_SIGN = re.compile("([≠≮≯])")
_LONG = 700  # characters: longer instructions do not fit on one page in some layouts
_LEADING = {Style.STANDARD: 0.58, Style.LARGE_PRINT: 0.7, Style.DYSLEXIA: 0.85}
_TRACKING = {Style.DYSLEXIA: 0.035}


def with_settings(sheet: records.Sheet, fonts: Sequence[str]) -> dict[str, Any]:
    content, layout = sheet.content, sheet.printed_layout
    data = {"properties": to_builtins(sheet.properties), **_typeset(content, layout, fonts)}
    data["setting"] |= {"added_pages": sheet.added_pages}
    if isinstance(content, records.AnswerKey) and content.paper:
        # The marked paper is behind the key, whose pages are whole ones.
        upright = replace(sheet.layout, half_sheet=False, size=sheet.layout.points)
        data["paper"] = _typeset(content.paper, upright, fonts)
    return data


def _typeset(content: records.SheetContent, layout: Layout, fonts: Sequence[str]) -> dict[str, Any]:
    is_narrow = _is_narrow(layout) or isinstance(content, records.AnswerGrid)
    long = _LONG_WORD_IN_NARROW if is_narrow else _LONG_WORD
    setting = _page(layout, fonts) | _measured(content, _is_narrow(layout))
    return {**_cuttable(to_builtins(content), long), "setting": setting}


def _page(layout: Layout, fonts: Sequence[str]) -> dict[str, Any]:
    width, height = layout.page
    shrunk = 0.75 if layout.half_sheet else 1
    footer = max(9 * shrunk, layout.points * 0.75)
    return {
        "fonts": fonts,
        "size": layout.points,
        "footer": footer,
        "leading": _LEADING[layout.style],
        "tracking": _TRACKING.get(layout.style, 0),
        "italics": layout.style is not Style.DYSLEXIA,
        "columns": layout.text_columns,
        "is_compact": layout.options is Options.AUTO,
        "width": width,
        "height": height,
        "top": max(12.75, 16.5 * shrunk),
        "bottom": 14.8 * max(1, footer / 9),
        "fields": False,
        "particulars": [],
    }


def _is_narrow(layout: Layout) -> bool:
    is_standard = layout.style is Style.STANDARD and layout.points <= _STANDARD
    return not is_standard or layout.text_columns > 1 or layout.half_sheet


def _measured(content: records.SheetContent, is_narrow: bool) -> dict[str, Any]:
    """What may be taller than a page: the numbers of questions, and headings."""
    measured = {"suspects": list(_suspects(content, is_narrow)), "is_long": False}
    if isinstance(content, records.QuizPaper):
        headings = [(*each.title, *each.instructions) for each in content.sections]
        long = [place for place, heading in enumerate(headings) if _is_long(heading)]
        measured |= {"is_long": _is_long(*content.head.opening), "long_sections": long}
    return measured


def _is_long(*texts: Rich) -> bool:
    return sum(len(plain(text)) for text in texts) > _LONG


def _suspects(content: records.SheetContent, is_narrow: bool) -> Iterator[int]:
    match content:
        case records.QuizPaper(sections=sections):
            for section in sections:
                above = _rows(section.instructions)  # which must stay with the first question
                for asked in section.questions:
                    if is_narrow or asked.image or above + _height(asked) > _QUESTION_ROWS:
                        yield asked.number
                    above = 0
        case records.AnswerKey(sections=sections):
            for each in (entry for section in sections for entry in section.entries):
                # What is said of an answer may go on over the next page.
                if is_narrow or _rows((each.stem, each.key)) > _ENTRY_ROWS:
                    yield each.number


def _height(asked: records.PrintedQuestion) -> int:
    """The height in rows. A matching question has two columns of half the width, which count
    twice."""
    parts = _rows(asked.room) * (2 if asked.room.kind == "matching" else 1)
    return _rows(asked.stem) + parts + asked.room.height


def _rows(record: object) -> int:
    """An upper limit of the lines that all texts in a record take."""
    return _rows_in(to_builtins(record))


def _rows_in(shown: Any) -> int:
    match shown:
        case str():
            return sum(1 + len(row) // _LETTERS_IN_A_ROW for row in shown.split("\n"))
        case tuple():
            return sum(map(_rows_in, shown))
        case {"text": text}:
            return _rows_in(text)
    return sum(_rows_in(each) for each in shown.values() if isinstance(each, tuple | dict)) or 1


def _cuttable(shown: Any, long: re.Pattern[str]) -> Any:
    """A copy in which each word that may be wider than its line is a node of its own, so that the
    template can cut it; to measure every word would take too long. A tuple of strings is a text."""
    if isinstance(shown, tuple):
        return [part for each in shown for part in _parts(each, long)]
    if shown.get("type") == "code":
        return {"type": "code", "children": _parts(shown["text"], long)}
    return {
        key: _cuttable(each, long) if isinstance(each, tuple | dict) else each
        for key, each in shown.items()
    }


def _parts(shown: Any, long: re.Pattern[str]) -> list[Any]:
    if not isinstance(shown, str):
        return [_cuttable(shown, long)]
    if long.search(shown) is None and _SIGN.search(shown) is None:
        return [shown]
    # `re.split` gives the text between, and then what either group found.
    pieces = zip(cycle(("", "word", "sign")), re.split(f"{long.pattern}|{_SIGN.pattern}", shown))
    return [{"type": kind, "text": piece} if kind else piece for kind, piece in pieces if piece]
