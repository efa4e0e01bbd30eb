"""The sheets as records, with everything that is printed and nothing else.

No record has a key in it but those of the answer key and of the marked paper, so a learner's paper
cannot tell one, not even in the data that Typst reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from quizgen.quiz.layout import STANDARD, Layout, Style
from quizgen.quiz.model import CompiledDeck, Form
from quizgen.quiz.rich import Rich

_FOR_TEACHERS = 9.5  # points


class TextLanguage(Struct, frozen=True):
    """A language tag in the two parts that Typst takes; "und" stands for an unknown language."""

    language: str
    region: str | None


class SheetProperties(Struct, frozen=True, kw_only=True):
    """What a file says of itself, and what stands at the foot of each page. `page` has the places
    `{page}` and `{pages}`."""

    language: TextLanguage
    direction: str
    authors: tuple[str, ...]
    metadata: str
    footer: str
    page: str


class LearnerLines(Struct, frozen=True):
    """Where learners write their name. `of` is what the score is out of."""

    words: Mapping[str, str]
    of: str


class SheetHead(Struct, frozen=True):
    """Everything above the first question."""

    title: Rich
    summary: str
    opening: tuple[Rich, ...] = ()
    learner: LearnerLines | None = None  # teachers' sheets have none


class PrintedPart(Struct, frozen=True):
    """A labelled line. On a marked paper, `is_key` marks the right option, and `written` is what
    belongs into the box or onto the line."""

    label: str
    content: Rich = ()
    is_key: bool = False
    written: Rich = ()


# One record for all kinds, since a template asks for the same things in most of them.
RoomKind: TypeAlias = Literal["choice", "entry", "lines", "stem", "matching", "ordering", "open"]


class AnswerRoom(Struct, frozen=True):
    """Where learners answer. The parts are options, left-hand sides, steps, or gaps, whose blanks
    stand in the stem or which have `lines` of their own. `height` counts the lines to write on."""

    kind: RoomKind
    parts: tuple[PrintedPart, ...] = ()
    rights: tuple[PrintedPart, ...] = ()
    shape: str = ""
    unit: str = ""
    is_number: bool = False
    height: int = 0
    written: Rich = ()


class PrintedImage(Struct, frozen=True):
    file: str
    alt: str


class PrintedQuestion(Struct, frozen=True, kw_only=True):
    """`worth` is the number in `points`, for the box in which whoever marks writes; "" for 0."""

    number: int
    points: str = ""
    worth: str = ""
    stem: Rich
    task: str
    room: AnswerRoom
    image: PrintedImage | None = None


class PrintedSection(Struct, frozen=True, kw_only=True):
    title: Rich
    worth: str
    instructions: Rich
    questions: tuple[PrintedQuestion, ...]


class PrintedPassage(Struct, frozen=True, kw_only=True):
    heading: str
    language: TextLanguage
    paragraphs: tuple[PrintedPart, ...]
    credit: Rich


class QuizPaper(Struct, frozen=True, kw_only=True):
    """All blanks of a quiz are as wide as its longest answer needs, and so are all lines for an
    entry. The widths are in millimetres."""

    head: SheetHead
    words: Mapping[str, str]
    blank_width: int
    entry_width: int
    passages: tuple[PrintedPassage, ...]
    sections: tuple[PrintedSection, ...]


class KeyNote(Struct, frozen=True, tag="note"):
    """A remark, or a list of parts under its label."""

    label: str
    content: Rich = ()
    parts: tuple[PrintedPart, ...] = ()


class KeyQuotation(Struct, frozen=True, kw_only=True, tag="quotation"):
    label: str
    language: TextLanguage
    quote: Rich
    whose: Rich
    translation: Rich


class KeyEntry(Struct, frozen=True, kw_only=True):
    """`id` is empty where learners read the entry."""

    number: int
    points: str = ""
    stem: Rich = ()
    id: Rich = ()
    key: tuple[PrintedPart, ...] = ()
    remarks: tuple[KeyNote | KeyQuotation, ...]


class KeySection(Struct, frozen=True):
    title: Rich
    entries: tuple[KeyEntry, ...]


class ShortKey(Struct, frozen=True):
    """The key on one page: letters, in a block for each worth, and the answers in words. The
    evidence follows on the same page unless the key `fills_page`."""

    letters: tuple[KeyNote, ...]
    written: tuple[KeyNote, ...]
    fills_page: bool


class AnswerKey(Struct, frozen=True, kw_only=True):
    """The key for the teacher, or the feedback for learners. The marked paper ends it if it is
    wanted."""

    head: SheetHead
    words: Mapping[str, str]
    credit: Rich
    sections: tuple[KeySection, ...]
    short: ShortKey | None = None
    paper: QuizPaper | None = None


class AnswerSheet(Struct, frozen=True):
    """Learners answer here instead of on the paper."""

    head: SheetHead
    questions: tuple[PrintedQuestion, ...]


class GridRow(Struct, frozen=True):
    number: int
    cells: tuple[Rich, ...]


class GridTable(Struct, frozen=True):
    heads: tuple[PrintedPart, ...]  # a form and its edition
    rows: tuple[GridRow, ...]


class AnswerGrid(Struct, frozen=True):
    head: SheetHead
    question: str
    tables: tuple[GridTable, ...]
    below: tuple[PrintedPart, ...]  # the answers that the tables only point to


class FlashCard(Struct, frozen=True):
    front: PrintedQuestion
    back: KeyEntry


class FlashCards(Struct, frozen=True):
    """The backs are printed on the other side, or beside the fronts if the cards are folded."""

    head: SheetHead
    words: Mapping[str, str]
    cards: tuple[FlashCard, ...]
    rows: int  # on a page
    is_folded: bool


SheetContent: TypeAlias = QuizPaper | AnswerKey | AnswerSheet | AnswerGrid | FlashCards


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file. `template` says which sheet it is: "quiz", "key", "feedback", "answer-sheet",
    "grid" or "cards"; `contains` and `advice` are what `quizgen build` says of it. `added_pages`
    stay empty at the end."""

    name: str
    template: str
    properties: SheetProperties
    content: SheetContent
    contains: str
    advice: str
    layout: Layout = STANDARD
    added_pages: int = 0

    @property
    def printed_layout(self) -> Layout:
        """Learners get type that they can read; teachers get everything on few pages."""
        layout = self.layout
        match self.template:
            case "quiz" | "cards":
                return layout
            case "answer-sheet":
                return replace(layout, columns=1, size=layout.points)
            case "feedback":
                whole = replace(layout, columns=1, half_sheet=False)  # half a sheet: smaller type
                is_standard = layout.style is Style.STANDARD
                return replace(whole, size=whole.points - 1 if is_standard else whole.points)
            case _:
                return Layout(layout.paper, size=_FOR_TEACHERS)


MakeSheet: TypeAlias = Callable[[CompiledDeck, Form], Sheet]
