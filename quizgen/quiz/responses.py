"""The few responses that all question kinds compile to, and the order in which parts are shown.

Writers and graders branch on these only, so that mypy lists what a new one still needs.

Shuffling is stable: the same seed gives the same order, and an addition moves nothing else. Each
candidate gets a number of its own, from a seed and its name (rendezvous hashing). To sort by this
number is to shuffle, and to take the first ones is to draw.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias, TypeVar, assert_never

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


T = TypeVar("T")


def shuffled(candidates: Iterable[T], name: Callable[[T], str], *seed: str) -> list[T]:
    """Sorts the candidates by SHA-256 of the seed and their names, with a null between them."""
    # Somebody may have typed a seed that is no valid Unicode.
    start = "\0".join((*seed, "")).encode(errors="surrogatepass")
    return sorted(candidates, key=lambda each: sha256(start + name(each).encode()).digest())


def count_arranged(response: Response) -> int:
    """How many parts each form shows in an order of its own."""
    match response:
        case Choice(options):
            return len(options)
        case Matching() as matching:
            return len(matching.rights)
        case Ordering(steps):
            return len(steps)
        case TextEntry() | Numeric() | Gaps() | Open():
            return 0
        case _ as never:
            assert_never(never)


def display_order(response: Response, *seed: str) -> tuple[int, ...]:
    """Gives indices into the options, right-hand sides or steps; () where nothing is shuffled. The
    seed ends with the item's id."""
    indices = range(count_arranged(response))
    mixed = tuple(shuffled(indices, str, *seed))
    match response:
        case Choice(is_fixed=True):
            return tuple(indices)
        case Choice(options):
            # Sorting is stable, so all options but “none of these” keep the order of chance.
            return tuple(sorted(mixed, key=lambda index: options[index].is_last))
        case Ordering() if is_telling(response, mixed):
            return (*mixed[1:], mixed[0])
        case _:
            return mixed


def is_telling(response: Response, order: tuple[int, ...]) -> bool:
    """Whether steps stand in their right order, or in the reverse, which many would try first. Two
    steps have no other order."""
    in_order = tuple(range(len(order)))
    is_ordering = isinstance(response, Ordering) and len(order) > 2
    return is_ordering and order in (in_order, in_order[::-1])
