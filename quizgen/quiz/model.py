"""The compiled quiz: what the front end makes and every outlet reads.

Authors get many question kinds; all of them compile to the few responses below, so that
writers and graders branch on responses only and mypy lists what a new one still needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from quizgen.quiz.layout import NOTHING_ASKED, STANDARD, Layout, Printing

# --- Text: inline Markdown, parsed once ------------------------------------------------


# Plain text is `str` itself: nearly all texts are nothing else, and a large deck has 100,000.
Text: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Strong:
    children: Rich


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: Rich


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    children: Rich
    url: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place left open in a stem. `gap` is an index into `Gaps.gaps`, or None where the
    blank is only shown (a `{quote|gap slot}` in a choice question, for instance)."""

    gap: int | None = None


Inline: TypeAlias = Text | Strong | Emphasis | Code | Link | Break | Blank
Rich: TypeAlias = tuple[Inline, ...]

BLANK = "_____"


def plain(rich: Rich, blank: str = BLANK) -> str:
    """The text of `rich` without its markup; a break becomes a space."""
    if len(rich) == 1 and isinstance(rich[0], str):
        return rich[0]  # nearly all texts
    return "".join(_plain_parts(rich, blank))


def _plain_parts(rich: Rich, blank: str) -> Iterator[str]:
    for node in rich:
        match node:
            case str(text) | Code(text):
                yield text
            case Strong(children) | Emphasis(children) | Link(children):
                yield from _plain_parts(children, blank)
            case Break():
                yield " "
            case Blank():
                yield blank


# --- Where the words come from ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is asked about. `paragraphs` are numbered from 1 in print and reports;
    the numbers in `skipped` are not text (a photo credit) and are never shown."""

    file: str
    name: str  # how stems and evidence name it: "the report"
    language: str
    paragraphs: tuple[str, ...]
    skipped: frozenset[int] = frozenset()
    title: str = ""
    publisher: str = ""
    url: str = ""
    retrieved: str = ""
    rights: str = ""  # empty: unknown, and said to be unknown
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    name: str
    full: str
    role: str = ""
    aka: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation, found in the source. `spans` are (start, end) offsets into the paragraph's
    text, one for each piece between elisions; `context` is the sentence or sentences around."""

    quote: str
    paragraph: int
    is_direct: bool  # inside quotation marks in the source; otherwise reported speech
    context: str
    spans: tuple[tuple[int, int], ...] = ()
    translation: str = ""


class Status(StrEnum):
    FACT = "fact"
    OPINION = "opinion"
    DISPUTED = "disputed"


# --- Responses -------------------------------------------------------------------------


class Match(StrEnum):
    """How a typed answer is held against the accepted ones."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    EXACT = "exact"


class Strict(StrEnum):
    """What belongs to a typed answer, though it is forgiven elsewhere."""

    ACCENTS = "accents"


@dataclass(frozen=True, slots=True)
class Option:
    content: Rich
    is_key: bool = False
    rationale: Rich = ()
    is_last: bool = False  # stays last, whatever the shuffle


@dataclass(frozen=True, slots=True)
class Choice:
    """Options stand in a neutral order that gives nothing away; `is_fixed` forbids shuffling.
    `announced` is how many to choose where that is told, None for "all that apply"."""

    options: tuple[Option, ...]
    is_multiple: bool = False
    is_fixed: bool = False
    announced: int | None = None

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(i for i, option in enumerate(self.options) if option.is_key)


@dataclass(frozen=True, slots=True)
class TextEntry:
    answer: str
    accepted: tuple[str, ...] = ()  # variants beside `answer`
    match: Match = Match.TEXT
    strict: tuple[Strict, ...] = ()


@dataclass(frozen=True, slots=True)
class Numeric:
    """`shown` is the key as the author typed it; `tolerance` is absolute, in units of `value`."""

    value: Decimal
    shown: str
    tolerance: Decimal = Decimal(0)
    unit: str = ""

    @property
    def with_unit(self) -> str:
        return f"{self.shown} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Gap:
    answer: str
    accepted: tuple[str, ...] = ()
    match: Match = Match.TEXT
    strict: tuple[Strict, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """Ordered gaps have one `Blank(gap=i)` each in the stem. Unordered ones (name all of
    several) have none: any order counts. `is_together`: one card for all gaps."""

    gaps: tuple[Gap, ...]
    is_ordered: bool = True
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    left: Rich
    right: Rich


@dataclass(frozen=True, slots=True)
class Matching:
    """`extras` are right-hand sides that belong to no left-hand side."""

    pairs: tuple[Pair, ...]
    extras: tuple[Rich, ...] = ()

    @property
    def rights(self) -> tuple[Rich, ...]:
        return (*(pair.right for pair in self.pairs), *self.extras)


@dataclass(frozen=True, slots=True)
class Ordering:
    """Steps in their right order."""

    steps: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The learner judges. `points` are marking points; a flashcard has none. `lines` is the
    room to write on paper, None for a length fitting the answer."""

    answer: Rich
    points: tuple[Rich, ...] = ()
    lines: int | None = None


Response: TypeAlias = Choice | TextEntry | Numeric | Gaps | Matching | Ordering | Open

# --- Items and forms -------------------------------------------------------------------


class Outlet(StrEnum):
    ANKI = "anki"
    PRINT = "print"
    STUDY = "study"


class Scoring(StrEnum):
    ALL = "all"  # every part right, or nothing
    PARTS = "parts"  # right minus wrong, never below nothing


@dataclass(frozen=True, slots=True)
class Image:
    """`content` are the bytes of the file, read once by the front end."""

    name: str
    alt: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `id` is the author's and never changes; `speaker` is None where the
    source speaks in its own voice."""

    id: str
    kind: str
    stem: Rich
    response: Response
    claim: str
    evidence: tuple[Evidence, ...]
    status: Status = Status.FACT
    speaker: Speaker | None = None
    note: Rich = ()
    rationale: Rich = ()
    hint: Rich = ()
    image: Image | None = None
    tags: tuple[str, ...] = ()
    topic: str = ""
    difficulty: int | None = None  # 1 easy to 5 hard
    bloom: str = ""
    subdeck: str = ""
    use: frozenset[Outlet] = frozenset(Outlet)
    scoring: Scoring = Scoring.ALL
    enemies: tuple[str, ...] = ()  # items that may not stand in the same form
    was: tuple[str, ...] = ()  # ids that this item had before


@dataclass(frozen=True, slots=True)
class Placed:
    """An item on a form. `order` says how its parts are shown: indices into
    `Choice.options`, `Matching.rights` or `Ordering.steps`; empty for the others."""

    number: int
    item: Item
    order: tuple[int, ...]
    points: float


@dataclass(frozen=True, slots=True)
class FormSection:
    title: str
    instructions: Rich
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read before answering: (paragraph number, text) in order."""

    paragraphs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    quiz: str  # the quiz's id
    title: str
    letter: str  # A, B, …
    instructions: Rich
    passage: Passage | None
    sections: tuple[FormSection, ...]
    layout: Layout = STANDARD

    @property
    def placed(self) -> tuple[Placed, ...]:
        return tuple(placed for section in self.sections for placed in section.placed)

    @property
    def points(self) -> float:
        return sum(placed.points for placed in self.placed)


# --- What the writers get --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class About:
    """What a deck says of itself. `uid` is its identity, `name` what people type and see in
    file names."""

    name: str
    uid: str
    title: str
    language: str
    source: Source
    description: Rich = ()
    version: str = ""
    contact: str = ""
    authors: tuple[str, ...] = ()
    retention: float | None = None  # what the self-test's schedule aims at


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as it was released or is about to be. `modified`, in seconds since 1970, is what it
    must carry so that Anki takes a change and nothing else; `cards` is how many it has."""

    item: str
    family: str
    guid: str
    modified: int
    cards: int


@dataclass(frozen=True, slots=True)
class Releases:
    """What the ledger knows of a deck: the notes of its items (by item id), those that were
    withdrawn, and when each note type (by family) last changed. `lock` is the ledger's text,
    which travels in the package; `is_released` says that nothing differs from it."""

    notes: Mapping[str, AnkiNote] = field(default_factory=dict)
    withdrawn: tuple[AnkiNote, ...] = ()
    note_types: Mapping[str, int] = field(default_factory=dict)
    lock: str = ""
    is_released: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """`modified` is in seconds since 1970 and dates everything that carries a date, but for what
    was released before: `releases` dates that."""

    about: About
    items: tuple[Item, ...]
    forms: tuple[Form, ...]
    modified: int
    releases: Releases = Releases()
    printing: Printing = NOTHING_ASKED

    def items_for(self, outlet: Outlet) -> tuple[Item, ...]:
        return tuple(item for item in self.items if outlet in item.use)

    @property
    def has_disputed(self) -> bool:
        return any(item.status is Status.DISPUTED for item in self.items)
