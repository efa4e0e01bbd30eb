"""The few responses that all question kinds compile to.

Writers and graders branch on these only, so that mypy lists what a new one still needs.
"""

from __future__ import annotations

import math
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from quizgen.quiz.rich import Name, Rich, Stored, Worth


class Match(StrEnum):
    """How a typed answer is held against the accepted ones."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    EXACT = "exact"


class Strict(StrEnum):
    """What a typed answer must have right here, though elsewhere it may differ."""

    ACCENTS = "accents"


class Option(Stored, frozen=True):
    content: Rich
    is_key: bool = False
    rationale: Rich = ()
    is_last: bool = False  # stays last, whatever the shuffle


class Choice(Stored, frozen=True, tag="choice"):
    """Options stand in a neutral order that gives nothing away; `is_fixed` forbids shuffling.
    `announced` is how many to choose where that is told, None for "all that apply"."""

    options: tuple[Option, ...]
    is_multiple: bool = False
    is_fixed: bool = False
    announced: int | None = None

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(i for i, option in enumerate(self.options) if option.is_key)


class Gap(Stored, frozen=True):
    answer: Name
    accepted: tuple[str, ...] = ()  # variants beside `answer`
    match: Match = Match.TEXT
    strict: tuple[Strict, ...] = ()


class TextEntry(Gap, frozen=True, tag="text"):
    """What is typed without a gap to fill."""


_MAGNITUDE = 1000  # decimal places to the left or the right


class Numeric(Stored, frozen=True, tag="number"):
    """`shown` is the key as the author typed it; `tolerance` is absolute, in units of `value`."""

    value: Decimal
    shown: Name
    tolerance: Decimal = Decimal(0)
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuses huge exponents, since comparing or printing such a number would take for ever."""
        for number in (self.value, self.tolerance):
            if not number.is_finite() or abs(number.adjusted()) > _MAGNITUDE:
                raise ValueError("the number is not of usual size")

    @property
    def with_unit(self) -> str:
        return f"{self.shown} {self.unit}".rstrip()


class Gaps(Stored, frozen=True, tag="gaps"):
    """Ordered gaps have one `Blank(gap=i)` each in the stem. Unordered ones (name all of
    several) have none: any order counts. `is_together`: one card for all gaps."""

    gaps: tuple[Gap, ...]
    is_ordered: bool = True
    is_together: bool = False


class Pair(Stored, frozen=True):
    left: Rich
    right: Rich


class Matching(Stored, frozen=True, tag="matching"):
    """`extras` are right-hand sides that belong to no left-hand side."""

    pairs: tuple[Pair, ...]
    extras: tuple[Rich, ...] = ()

    @property
    def rights(self) -> tuple[Rich, ...]:
        return (*(pair.right for pair in self.pairs), *self.extras)


class Ordering(Stored, frozen=True, tag="ordering"):
    """Steps in their right order."""

    steps: tuple[Rich, ...]


class Open(Stored, frozen=True, tag="open"):
    """The learner judges. `points` are marking points; a flashcard has none. `lines` is the
    room to write on paper, None for a length fitting the answer. `worths` says what each of the
    points is worth, or nothing at all."""

    answer: Rich
    points: tuple[Rich, ...] = ()
    lines: int | None = None
    worths: tuple[Worth, ...] = ()

    def __post_init__(self) -> None:
        if self.worths and len(self.worths) != len(self.points):
            raise ValueError("not every marking point has its worth")

    @property
    def worth(self) -> float | None:
        """What all points together are worth, where that is said."""
        return round(math.fsum(self.worths), 9) if self.worths else None


Response: TypeAlias = Choice | TextEntry | Numeric | Gaps | Matching | Ordering | Open
