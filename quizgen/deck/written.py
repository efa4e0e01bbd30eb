"""A deck as its author wrote it: read and checked, not yet expanded into items.

Texts that can hold placeholders stay `Node`s, so that a problem inside one has its column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizgen.diagnostics import Diagnostic, Severity, TextFile
from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, Evidence, Speaker, Status
from quizgen.reading.nodes import Node
from quizgen.source.text import SourceText

Keys = Mapping[str, Any]
REPORTER = "reporter"  # the speaker's id where the source speaks in its own voice


@dataclass(frozen=True, slots=True)
class Term:
    """A word or name with the grammatical forms that its author gave."""

    text: str
    node: Node
    forms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a claim has in one place: one value or several, variants that are right as well,
    and where wrong ones come from (`near`, a pool)."""

    id: str
    node: Node
    values: tuple[Term, ...]
    is_list: bool = False
    accept: tuple[str, ...] = ()
    near: tuple[Term, ...] = ()
    pool: str = ""
    also_true: tuple[str, ...] = ()  # other right answers: never a distractor


@dataclass(frozen=True, slots=True)
class Claim:
    """`speaker` is None where the source speaks in its own voice; `keys` are those that its
    items take over (tags, topic, difficulty, bloom, subdeck)."""

    id: str
    node: Node
    speaker: Speaker | None
    status: Status
    evidence: tuple[Evidence, ...]
    text: Node | None
    untrue: Node | None
    note: Node | None
    slots: Mapping[str, Slot]
    keys: Keys
    is_draft: bool
    was: tuple[str, ...]
    allowed: tuple[Node, ...] = ()  # codes of lint rules that are not to be reported here


@dataclass(frozen=True, slots=True)
class Selector:
    """Conditions that all must hold; an empty one holds always. Within one, any fits."""

    tags: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    difficulties: tuple[int, ...] = ()
    blooms: tuple[str, ...] = ()
    voice: str = ""  # direct or reported


@dataclass(frozen=True, slots=True)
class Template:
    id: str
    node: Node
    kind: str
    keys: Keys
    selector: Selector
    was: tuple[str, ...]
    allowed: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Written out by hand. With neither kind nor claim it amends the generated item whose id
    it bears. `evidence` is its own; without any, its claim's."""

    id: str
    node: Node
    kind: str
    claim: str
    keys: Keys
    evidence: tuple[Evidence, ...]
    was: tuple[str, ...]
    allowed: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Draws `draw` items that the selector admits, or lists `items`."""

    node: Node
    title: Node | None
    instructions: Node | None
    draw: int
    selector: Selector
    items: tuple[Node, ...]
    points: float
    max_per_claim: int | None
    is_per_form: bool = False


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A quiz to be assembled. `passage` holds the paragraphs to read, () for none; `layout`
    are the keys that it sets itself."""

    id: str
    node: Node
    title: str
    instructions: Node | None
    passage: tuple[int, ...]
    forms: int
    seed: str
    max_per_claim: int | None
    sections: tuple[Section, ...]
    layout: Keys = field(default_factory=dict)
    allowed: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the file marks as unfinished, read or not: `ids` of claims, templates and questions,
    those of questions alone, and from where to where in the file each is written."""

    ids: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int, str], ...] = ()  # start, end, id; by their starts

    def judged(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The problems, of which those within a draft are information. An id that stands a second
        time is none of them, since the other entry may be finished."""
        return [self._judged(problem) for problem in problems]

    def _judged(self, problem: Diagnostic) -> Diagnostic:
        at = problem.where.start
        before = bisect_right(self.spans, at, key=lambda span: span[0]) - 1
        if before < 0 or problem.severity is Severity.INFO:
            return problem
        start, end, name = self.spans[before]
        if at >= end or (at == start and problem.code == "duplicate-key"):
            return problem
        return problem.as_of_draft(name)


_WHOLE_SECTIONS = ("templates:", "questions:")


@dataclass(frozen=True, slots=True)
class Deck:
    about: About
    file: TextFile
    language: Language
    source: SourceText
    speakers: Mapping[str, Speaker]
    pools: Mapping[str, tuple[Term, ...]]
    claims: Mapping[str, Claim]
    templates: Mapping[str, Template]
    questions: Mapping[str, Question]
    blueprints: Mapping[str, Blueprint]
    defaults: Keys
    layout: Keys = field(default_factory=dict)
    slot_names: frozenset[str] = frozenset()  # of all claims in the file, unread ones too
    allowed: tuple[Node, ...] = ()
    # ids in the file that errors of their own leave out; `questions:` where all of them are
    unread: frozenset[str] = frozenset()
    drafts: Drafts = Drafts()
    language_node: Node | None = None  # where the language is given

    def is_unread(self, item_id: str) -> bool:
        """Whether an item is missing because of an error that has been reported elsewhere."""
        return not self.unread.isdisjoint((item_id, *item_id.split("."), *_WHOLE_SECTIONS))

    def is_unread_draft(self, item_id: str) -> bool:
        return not self.drafts.ids.isdisjoint((item_id, *item_id.split("."))) and self.is_unread(
            item_id
        )
