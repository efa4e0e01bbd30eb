"""Lists what a session asks of whoever shows it, and what a learner can do at a prompt.

The terminal and the JSON lines are frontends of one and the same session, so that a pipe, a test
and a screen reader meet the same questions, the same log and the same schedule.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from quizgen.study.question import Marked, ShownItem

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer, Judged
    from quizgen.study.feedback import MarkedQuestion


class Command(Enum):
    HINT = auto()
    REVEAL = auto()  # shows the answer, and counts as a wrong one
    SKIP = auto()
    UNDO = auto()  # takes back the last answer or suspension
    SUSPEND = auto()  # keeps the question out of later sessions
    QUIT = auto()
    RIGHT = auto()  # overrules the verdict just given, as WRONG does
    WRONG = auto()
    NEXT = auto()


# the commands that do something at a prompt
AT_FIRST = ("hint", "reveal", "skip", "suspend", "flag", "quit")
LATER = ("hint", "reveal", "skip", "undo", "suspend", "flag", "quit")
BEHIND_FEEDBACK = ("undo", "suspend", "flag", "quit")
IN_EXAM = ("skip", "flag", "quit")


class Remark(Struct, frozen=True):
    """Flags the question as faulty. The text is for its author, and may be empty."""

    text: str


class Given(Struct, frozen=True):
    answer: Answer
    is_hinted: bool = False


Action: TypeAlias = Command | Remark


class Opening(Struct, frozen=True):
    """`counts` are the questions due, new and missed earlier, in a usual session. `minutes` are
    those left until it ends, or until the deadline of an exam, which fills in the others."""

    mode: str
    title: str
    total: int
    is_disputed: bool
    counts: tuple[int, int, int] = (0, 0, 0)
    points: float = 0
    minutes: int | None = None
    is_resumed: bool = False


class Position(Struct, frozen=True):
    """Counts the questions of a session. `has_changed` says whether its key has changed since
    the learner last answered it, and `has_past` whether there is something to take back."""

    number: int
    total: int
    stage: str
    has_changed: bool = False
    has_past: bool = False


class Closing(Struct, frozen=True):
    """`right` of `tries` questions were right at the first try. `next_due` is the ordinal of a day
    (`date.toordinal`). `has_noted` says whether a question was flagged or put away, and
    `is_kept` whether the history is one that answers can be added to."""

    answered: int
    tries: int
    right: int
    next_due: int | None = None
    has_noted: bool = False
    is_kept: bool = True


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
