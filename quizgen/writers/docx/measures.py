"""The lengths of a sheet in Word, computed from its layout, in points unless a comment says so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from quizgen.quiz.layout import POINTS_A_MILLIMETRE, Layout, Options, Style
from quizgen.quiz.rich import Rich, plain
from quizgen.writers._paper.records import QuizPaper, Sheet

# Margin, gap and gutter are the same in the PDF (`data/typst/common.typ`).
_SIDE_SHARE = 0.095
COLUMN_GAP = 9 * POINTS_A_MILLIMETRE
CELL_GAP = 8  # points, between the words of two cells
GUTTER, LABEL = 2.2, 2.4  # em: where numbers of questions hang, and labels of their parts
_BESIDE_TEXT = 0.3  # em: room before the points in the margin, which may have two digits
_UNPRINTED = 5 * POINTS_A_MILLIMETRE  # what printers leave white at the edge
_UNDERSCORE = 0.556  # em, in Arial and all that have its widths
_LINE_TO_WRITE_ON = 9 * POINTS_A_MILLIMETRE
_LINE_WITH_BLANKS = 8 * POINTS_A_MILLIMETRE
# Word multiplies the 1.15 em of Arial by these. The British Dyslexia Association asks for 1.5 em.
_LEADING = {Style.STANDARD: 1.12, Style.LARGE_PRINT: 1.2, Style.DYSLEXIA: 1.36}
_TRACKING = {Style.DYSLEXIA: 0.035}
_IN_KEYS = (32, 90)  # blanks and lines to write on, in millimetres


@dataclass(frozen=True, slots=True)
class Measures:
    layout: Layout
    columns: int
    entry: float  # the line for a short answer
    blank_signs: int  # underscores in a blank
    rule_signs: int  # underscores in the line for a number

    @property
    def size(self) -> float:
        return self.layout.points

    @property
    def leading(self) -> float:
        return _LEADING[self.layout.style]

    @property
    def tracking(self) -> float:
        return _TRACKING.get(self.layout.style, 0) * self.size

    @property
    def has_italics(self) -> bool:
        return self.layout.style is not Style.DYSLEXIA

    @property
    def page(self) -> tuple[float, float]:
        width, height = (length * POINTS_A_MILLIMETRE for length in self.layout.page)
        return width, height

    @property
    def has_wide_page(self) -> bool:
        """Whether all about the learner fits on one line, as in the PDF."""
        return self.page[0] > 52 * self.size

    @property
    def side(self) -> float:
        """The left and the right margin."""
        return self.page[0] * _SIDE_SHARE

    @property
    def text(self) -> float:
        """The width of a line across all columns."""
        return self.page[0] - 2 * self.side

    @property
    def column(self) -> float:
        return (self.text - (self.columns - 1) * COLUMN_GAP) / self.columns

    @property
    def gutter(self) -> float:
        """The numbers of questions hang in it."""
        return GUTTER * self.size

    def as_wide_as(self, texts: Iterable[str]) -> float:
        """The width of a table's cell in which each line of the texts fits on one line."""
        rows = (row for text in texts for row in text.split("\n"))
        return max(map(_letters_width, rows)) * self.size + max(0.8 * self.size, CELL_GAP + 0.5)

    def options_in_a_row(self, options: Sequence[Rich]) -> int:
        """Even rows have as many as there is room for; one if the layout wants a column."""
        if self.layout.options is Options.COLUMN:
            return 1
        widest = self.as_wide_as(plain(each, line_end="\n") for each in options)
        widest += LABEL * self.size
        most = max(1, int((self.column - self.gutter) / widest))
        return math.ceil(len(options) / math.ceil(len(options) / most))

    def place_in_margin(self, words: str) -> float | None:
        """How far from the edge of the page the words stand, None if they are too wide."""
        room = self.side - _UNPRINTED - _BESIDE_TEXT * self.size
        is_fitting = self.columns == 1 and _letters_width(words) * self.size <= room
        return self.side + self.text + _BESIDE_TEXT * self.size if is_fitting else None

    @property
    def blank_leading(self) -> float:
        """How far apart lines with blanks to write in are, in lines of Word."""
        return max(self.leading, _LINE_WITH_BLANKS / (1.15 * self.size))

    @property
    def pairs_on_a_page(self) -> int:
        """The stem, the task and some wrapped words take as much room as six pairs."""
        return int(self.page[1] * 0.88 / (2.3 * self.size)) - 6

    @property
    def above_line(self) -> float:
        """The room above a writing line, in ems. In Word a fixed line height would do, but
        LibreOffice ignores that where a line has nothing but a tab."""
        pitch = max(_LINE_TO_WRITE_ON / self.size, 1.6)
        return max(0, pitch - 1.15 * self.leading)


def measure(sheet: Sheet) -> Measures:
    content = sheet.content
    layout = structs.replace(sheet.printed_layout, options=sheet.layout.options)
    columns = layout.text_columns
    # Its columns are needed to limit the lengths that the finished measures have.
    bare = Measures(layout, columns, entry=0, blank_signs=0, rule_signs=0)
    blank_width, entry_width = _IN_KEYS
    if isinstance(content, QuizPaper):
        blank_width, entry_width = content.blank_width, content.entry_width
    answer_width = bare.column - 9 * bare.size  # the word “Answer” stands before it
    entry = min(entry_width * POINTS_A_MILLIMETRE, answer_width)
    blank = min(blank_width * POINTS_A_MILLIMETRE, 0.7 * bare.column)
    rule = min(40 * POINTS_A_MILLIMETRE, answer_width)
    return replace(
        bare, entry=entry, blank_signs=_signs(blank, layout), rule_signs=_signs(rule, layout)
    )


# em, in Arial and all that have its widths; the rest is as wide as most small letters are
_WIDTHS = {
    "'ijl|": 0.22,
    " \N{NO-BREAK SPACE}!(),-./:;I[]frt“”": 0.31,
    "Jcksvxyz": 0.5,
    "ABCDEFGHKLNOPQRSTUVXYZw": 0.7,
    "%@MWm—": 0.88,
}
_BY_LETTER = {letter: width for letters, width in _WIDTHS.items() for letter in letters}


def _letters_width(text: str) -> float:
    return sum(_BY_LETTER.get(each, 1 if each > "\u2e80" else _UNDERSCORE) for each in text)


def _signs(length: float, layout: Layout) -> int:
    return max(3, math.ceil(length / (_UNDERSCORE * layout.points)))
