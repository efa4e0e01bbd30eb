"""Lists what a session asks of whoever shows it, and what a learner can do at a prompt.

The terminal and the JSON lines are frontends of one and the same session, so that a pipe, a test
and a screen reader meet the same questions, the same log and the same schedule.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import CompiledDeck
from quizgen.study.screen import Marked, MarkedQuestion, ShownItem, title_of

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer, Judged


class Command(Enum):
    HINT = auto()
    REVEAL = auto()  # shows the answer, and counts as a wrong one
    SKIP = auto()
    UNDO = auto()  # takes back the last answer or suspension
    SUSPEND = auto()  # keeps the question out of later sessions
    QUIT = auto()
    BACK = auto()  # to the question before, in an exam; else as UNDO
    RIGHT = auto()  # overrules the verdict just given, as WRONG does
    WRONG = auto()
    NEXT = auto()


class Remark(Struct, frozen=True):
    """Flags the question as faulty. The text is for its author, and may be empty."""

    text: str


class Given(Struct, frozen=True):
    answer: Answer
    is_hinted: bool = False


Action: TypeAlias = Command | Remark


class Opening(Struct, frozen=True):
    """`decks` are those that have questions in it. `counts` are the questions due, new and missed
    earlier, in a usual session. `minutes` are those left until it ends, or until the deadline of an
    exam, which fills in the others."""

    decks: Sequence[CompiledDeck]
    total: int
    mode: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)
    minutes: int | None = None
    exam: str = ""  # its title
    points: float = 0
    is_resumed: bool = False

    @property
    def title(self) -> str:
        return self.exam or "; ".join(map(title_of, self.decks))

    @property
    def statement(self) -> str:
        """What decks with disputed claims open with."""
        abouts = [deck.about for deck in self.decks if deck.has_disputed]
        if not abouts:
            return ""
        from quizgen.source.provenance import disputed

        return " ".join(disputed(each, load_language(each.language)) for each in abouts)


class Position(Struct, frozen=True):
    """`number` and `total` count the questions of a session, each once, and `again` those that wait
    to be asked again. `deck` is the title of the question's deck, if there are others.
    `has_changed` says whether its key has changed since the learner last answered it, and
    `has_past` whether there is something to take back."""

    number: int
    total: int
    stage: str
    again: int = 0
    deck: str = ""
    has_changed: bool = False
    has_past: bool = False


class Closing(Struct, frozen=True):
    """`right` of `tries` questions were right at the first try. `next_due` is the ordinal of a day
    (`date.toordinal`). `has_noted` says whether a question was flagged or put away, and
    `is_kept` whether the history is one that answers can be added to. `new_limit` is how many new
    questions a day are asked, where others wait for that reason, and otherwise 0."""

    answered: int
    tries: int
    right: int
    next_due: int | None = None
    has_noted: bool = False
    is_kept: bool = True
    new_limit: int = 0


class Frontend(Protocol):
    """Every method that waits for the learner raises EOFError at the end of the input."""

    def begin(self, opening: Opening) -> None: ...

    def put(self, shown: ShownItem, position: Position) -> None:
        """The question must be on the screen when this returns: the time for it starts then."""

    def take(self, shown: ShownItem) -> Given | Action: ...

    def hand_in(self, shown: ShownItem) -> Action:
        """Asks, behind the last question, whether the paper is finished."""

    def judge(self, shown: ShownItem, written: str) -> Judged | Action: ...

    def tell(self, word: str, **values: object) -> None:
        """Says a fixed sentence from the section `study` of the language."""

    def explain(self, marked: Marked) -> None: ...

    def after(self, marked: Marked) -> Action:
        """Waits for what the learner does after reading the feedback."""

    def show_paper(self, paper: Sequence[MarkedQuestion]) -> None: ...

    def end(self, closing: Closing, has_finished: bool) -> None: ...
