"""What a session asks of whoever shows it.

The terminal and the JSON lines are frontends of one and the same session, so that a pipe, a test
and a screen reader meet the same questions, the same log and the same schedule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from quizgen.study.actions import Action, Given
from quizgen.study.question import Marked, ShownItem

if TYPE_CHECKING:
    from quizgen.grade.answer import Judged
    from quizgen.study.paper import MarkedQuestion


@dataclass(frozen=True, slots=True)
class Opening:
    """`counts` are due, new and missed earlier, in a usual session; the rest is of an exam, with
    `minutes` until the deadline."""

    mode: str
    title: str
    total: int
    is_disputed: bool
    counts: tuple[int, int, int] = (0, 0, 0)
    points: float = 0
    minutes: int | None = None
    is_resumed: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where a question stands. `has_changed`: its key is not what it was when it was last
    answered."""

    number: int
    total: int
    stage: str
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """`right` counts those right at the first try, of `tries`; `next_due` is an ordinal."""

    answered: int
    tries: int
    right: int
    next_due: int | None = None


class Frontend(Protocol):
    """Raises EOFError at the end of the input."""

    def begin(self, opening: Opening) -> None: ...

    def put(self, shown: ShownItem, position: Position) -> None:
        """Shown by the time it returns."""

    def take(self, shown: ShownItem) -> Given | Action: ...

    def write(self, shown: ShownItem) -> str | Action:
        """The learner's own words, where the learner will be the judge."""

    def judge(self, shown: ShownItem, written: str) -> Judged | Action: ...

    def tell(self, word: str, **values: object) -> None:
        """A fixed sentence of the language's section `study`."""

    def explain(self, marked: Marked) -> None: ...

    def after(self, marked: Marked) -> Action:
        """What the learner does on reading the feedback."""

    def show_paper(self, paper: Sequence[MarkedQuestion]) -> None: ...

    def end(self, closing: Closing, has_finished: bool) -> None: ...
