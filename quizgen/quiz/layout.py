"""How quizzes are printed: paper, type, copies, names.

A teacher can make each choice in the deck, for one quiz, or on the command line. The command line
overrides the quiz, and the quiz overrides the deck.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

from quizgen.diagnostics import Location


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class Style(StrEnum):
    STANDARD = "standard"
    LARGE_PRINT = "large-print"
    DYSLEXIA = "dyslexia"


class Key(StrEnum):
    FULL = "full"
    SHORT = "short"


class Options(StrEnum):
    AUTO = "auto"
    COLUMN = "column"


POINTS_A_MILLIMETRE = 72 / 25.4
# The fonts have all these letters, as a test checks. Most decks need no others, and then no
# compiler has to be started.
PRINTED = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), *range(0x490, 0x4FA)))
) | frozenset("\n–—‘’‚“”„…‐‑′″€№−×≤≥→←•·\u00a0\u202f\u2009ӘәҒғҚқҢңӨөҰұҮүҺһІі")

# Large print begins at 18 points (American Printing House). The British Dyslexia Association asks
# for 12 to 14 points, wide lines and no italics.
_SIZES = {Style.STANDARD: 10.5, Style.LARGE_PRINT: 18, Style.DYSLEXIA: 13}
_SIZE_ON_HALF_SHEETS = 9
# A4 is from ISO 216; a letter is 8.5 by 11 inches.
_MILLIMETRES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}


class Layout(Struct, frozen=True):
    """`size` is that of the type in points, None for the style's own. `sides` is how many of a
    sheet are printed: 2 pads the papers of a print run, so that each begins on a fresh sheet."""

    paper: Paper = Paper.A4
    columns: int = 1
    size: float | None = None
    style: Style = Style.STANDARD
    half_sheet: bool = False
    sides: int = 2
    answer_sheet: bool = False
    marked: bool = True
    feedback: bool = True
    options: Options = Options.AUTO
    key: Key = Key.FULL

    @property
    def points(self) -> float:
        """The size of the type."""
        if self.size is not None:
            return float(self.size)
        if self.half_sheet and self.style is Style.STANDARD:
            return _SIZE_ON_HALF_SHEETS
        return _SIZES[self.style]

    @property
    def text_columns(self) -> int:
        """Large print and half sheets have one, since narrow ones would hold few words a line."""
        is_narrow = self.half_sheet or self.style is Style.LARGE_PRINT
        return 1 if is_narrow else self.columns

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of what goes into the printer, in millimetres, upright."""
        return _MILLIMETRES[self.paper]

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of one page of a paper, in millimetres."""
        width, height = self.sheet
        # Half of a sheet that lies on its side is upright again.
        return (height / 2, width) if self.half_sheet else (width, height)


STANDARD = Layout()


class Student(Struct, frozen=True):
    """The learner whose paper it is. `shown` has further (heading, value) pairs to print on it, and
    `where` is the line of the list that names the learner, for messages about it."""

    name: str
    group: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    where: Location | None = None


class QuizzesSeen(StrEnum):
    """Which quizzes somebody will see."""

    ALL = "all"
    NAMED = "named"  # not that of a deck which names none: it has all items, which takes its time
    NONE = "none"  # the named ones are made without care, to see whether they can be


class Printing(Struct, frozen=True):
    """What the command line asks for, beside what the deck says. `quizzes` names those to make,
    () for all; `layout` holds the keys of `Layout` that it sets."""

    forms: int | None = None
    quizzes: tuple[str, ...] = ()
    layout: Mapping[str, object] = field(default_factory=dict)
    copies: int = 0
    students: tuple[Student, ...] = ()
    font_paths: tuple[Path, ...] = ()
    shown: QuizzesSeen = QuizzesSeen.ALL


NOTHING_ASKED = Printing()
NOTHING_PRINTED = Printing(shown=QuizzesSeen.NAMED)
