"""Lists what a session asks of whoever shows it.

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
    from quizgen.study.feedback import MarkedQuestion


@dataclass(frozen=True, slots=True)
class Opening:
    """`counts` are the questions due, new and missed earlier, in a usual session. An exam fills in
    the fields below it; `minutes` are those left until the deadline."""

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
    """Counts the questions of a session. `has_changed` says whether its key has changed since
    the learner last answered it."""

    number: int
    total: int
    stage: str
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """`right` of `tries` questions were right at the first try. `next_due` is the ordinal of a day
    (`date.toordinal`)."""

    answered: int
    tries: int
    right: int
    next_due: int | None = None


class Frontend(Protocol):
    """Every method that waits for the learner raises EOFError at the end of the input."""

    def begin(self, opening: Opening) -> None: ...

    def put(self, shown: ShownItem, position: Position) -> None:
        """The question must be on the screen when this returns: the time for it starts then."""

    def take(self, shown: ShownItem) -> Given | Action: ...

    def write(self, shown: ShownItem) -> str | Action:
        """Asks for an answer in the learner's own words, which the learner will judge."""

    def judge(self, shown: ShownItem, written: str) -> Judged | Action: ...

    def tell(self, word: str, **values: object) -> None:
        """Says a fixed sentence from the section `study` of the language."""

    def explain(self, marked: Marked) -> None: ...

    def after(self, marked: Marked) -> Action:
        """Waits for what the learner does after reading the feedback."""

    def show_paper(self, paper: Sequence[MarkedQuestion]) -> None: ...

    def end(self, closing: Closing, has_finished: bool) -> None: ...
