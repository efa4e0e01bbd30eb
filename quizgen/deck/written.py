"""A deck as its author wrote it: read and checked, not yet expanded into items.

Texts that can hold placeholders stay `Node`s, so that a problem inside one has its column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import Struct

from quizgen.deck.claim_declarations import ClaimKeys, SlotKeys, Term
from quizgen.deck.quiz_declarations import (
    DefaultKeys,
    ItemSelection,
    LayoutKeys,
    OwnKeys,
    QuizKeys,
    SectionKeys,
    Selection,
)
from quizgen.diagnostics import Diagnostic, Severity, TextFile
from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, Evidence, Item, Speaker, Status, all_with_parents
from quizgen.reading.declaration import Values
from quizgen.reading.nodes import Node
from quizgen.source.source_text import SourceText

REPORTER = "reporter"  # the speaker's id where the source speaks in its own voice


@dataclass(frozen=True, slots=True)
class Slot:
    """What a claim has in one place: one value or several, and the keys beside them."""

    id: str
    node: Node
    values: tuple[Term, ...]
    keys: SlotKeys

    @property
    def is_list(self) -> bool:
        return self.keys.values is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`speaker` is None where the source speaks in its own voice."""

    id: str
    node: Node
    keys: ClaimKeys
    speaker: Speaker | None = None
    status: Status = Status.FACT
    evidence: tuple[Evidence, ...] = ()
    slots: Mapping[str, Slot] = field(default_factory=dict)
    teller: Speaker | None = None  # who passes the speaker's words on

    @property
    def has_reasons(self) -> bool:
        """Whether it says why an answer is right, or gives a hint."""
        slots = (slot.keys for slot in self.slots.values())
        statements = (self.keys.text, *self.keys.untrue.values())
        return any(each.why or each.hint for each in slots) or any(
            each.why for each in statements if each
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`values` are what its items take over, the keys of their kind among them."""

    id: str
    node: Node
    kind: str
    keys: OwnKeys
    values: Values
    selection: Selection


class Question(Struct, frozen=True, kw_only=True, gc=False):
    """Written out by hand. With neither kind nor claim it amends the generated item whose id
    it bears. `evidence` is its own; without any, its claim's. A question that quotes and names
    no claim has one of its own, with its id."""

    id: str
    node: Node
    kind: str
    claim: str
    keys: OwnKeys
    values: Values
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Draws `draw` of the items that its selection admits, or lists them; `has_all` lists all
    there are."""

    node: Node
    keys: SectionKeys
    draw: int
    points: float
    has_all: bool = False

    @property
    def is_listed(self) -> bool:
        return bool(self.keys.items) or self.has_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A quiz to be assembled. `passages` hold the paragraphs to read, by source."""

    id: str
    node: Node
    keys: QuizKeys
    passages: Mapping[str, tuple[int, ...]]
    sections: tuple[Section, ...]

    @classmethod
    def of_all(cls, root: Node, title: str, points: float) -> Blueprint:
        """That of a deck that names no quiz: all its questions, in the order of the file."""
        section = Section(node=root, keys=SectionKeys(), draw=0, points=points, has_all=True)
        keys = QuizKeys(title=title, sections=(section.keys,))
        return cls(id="quiz", node=root, keys=keys, passages={}, sections=(section,))

    @property
    def seed(self) -> str:
        return self.keys.seed or self.id

    @property
    def is_implied(self) -> bool:
        """Whether the deck names no quiz, and this one has all its questions."""
        return any(section.has_all for section in self.sections)


class Origin(NamedTuple):
    """What an item comes from: its id is that of a claim, that of a template and, if the claim
    has several untrue ones, the name of a statement. A question's own id need not say any."""

    claim: str
    template: str = ""
    statement: str = ""


def origin(item_id: str) -> Origin:
    return Origin(*item_id.split(".", 2))


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the file marks as unfinished, read or not: `ids` of claims, templates and questions,
    those of questions alone, and from where to where in the file each is written."""

    ids: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int, str], ...] = ()  # start, end, id; by their starts

    def judged(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The problems, of which those within a draft are information. An id that stands a second
        time is none of them, since the other entry may be finished. That a draft has no gap yet
        is not worth a word."""
        judged = (self._judged(problem) for problem in problems)
        return [each for each in judged if not (each.draft and each.code == "no-gap")]

    def _judged(self, problem: Diagnostic) -> Diagnostic:
        at = problem.where.start
        before = bisect_right(self.spans, at, key=lambda span: span[0]) - 1
        if before < 0 or problem.severity is Severity.INFO:
            return problem
        start, end, name = self.spans[before]
        if at >= end or (at == start and problem.code == "duplicate-key"):
            return problem
        return problem.as_of_draft(name)


_WHOLE_SECTIONS = ("claims:", "templates:", "questions:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    about: About
    file: TextFile
    language: Language
    texts: Mapping[str, SourceText]  # by the ids of their sources; "" is that of the only one
    speakers: Mapping[str, Speaker]
    pools: Mapping[str, tuple[Term, ...]]
    claims: Mapping[str, Claim]
    templates: Mapping[str, Template]
    questions: Mapping[str, Question]
    images: Mapping[str, bytes]  # by the names of their files
    blueprints: Mapping[str, Blueprint]
    defaults: DefaultKeys
    layout: LayoutKeys
    lint: tuple[Node, ...]
    slot_names: frozenset[str]  # of all claims in the file, unread ones too
    # ids in the file that errors of their own leave out; `questions:` where all of them are
    unread: frozenset[str]
    drafts: Drafts
    language_node: Node | None  # where the language is given

    def text_of(self, piece: Evidence) -> SourceText:
        return self.texts[piece.source]

    @property
    def shared_claims(self) -> tuple[Claim, ...]:
        """The claims that templates and other questions can use: not those of single questions."""
        return tuple(each for name, each in self.claims.items() if name not in self.questions)

    def is_unread(self, item_id: str) -> bool:
        """Whether an item is missing because of an error that has been reported elsewhere."""
        names = (item_id, *item_id.split("."), *_WHOLE_SECTIONS) if self.unread else ()
        return not self.unread.isdisjoint(names)

    def is_unread_draft(self, item_id: str) -> bool:
        names = (item_id, *item_id.split("."))
        return self.is_unread(item_id) and not self.drafts.ids.isdisjoint(names)


def admits_claim(selection: Selection, claim: Claim) -> bool:
    """All conditions hold; within one, any of its words will do."""
    speaker = claim.speaker.id if claim.speaker else ""
    return _any(selection.claims, (claim.id,)) and _admits(selection, claim, claim.keys, speaker)


def admits_item(selection: ItemSelection, item: Item) -> bool:
    return (
        _any(selection.claims, (item.claim,))
        and _any(selection.kinds, (item.kind,))
        and _any(selection.templates, (template_of(item),))
        and _admits(selection, item, item, item.speaker)
    )


def _admits(
    selection: Selection, thing: Claim | Item, keys: ClaimKeys | Item, speaker: str
) -> bool:
    return (
        _any(selection.tags, all_with_parents(keys.tags))
        and _any(selection.speaker, (speaker or REPORTER,))
        and _any(selection.source, tuple(each.source for each in thing.evidence))
        and _any(selection.status, (thing.status,))
        and _any(selection.topic, (keys.topic,))
        and _any(selection.difficulty, (keys.difficulty,))
        and _any(selection.bloom, (keys.bloom,))
        and _has_voice(selection, thing.evidence)
    )


def template_of(item: Item) -> str:
    """The template that an item comes from; "" for one written by hand."""
    made = origin(item.id)
    return made.template if made.claim == item.claim else ""


def _has_voice(selection: Selection, evidence: tuple[Evidence, ...]) -> bool:
    is_direct = selection.voice == "direct"
    return not selection.voice or any(each.is_direct == is_direct for each in evidence[:1])


def _any(wanted: tuple[object, ...], present: Iterable[object]) -> bool:
    return not wanted or not set(wanted).isdisjoint(present)


# --- What a draft has before it is written ---

# A draft has these in place of words that only its author knows. They must never be printed.
PLACEHOLDER = "Put the text here that the questions ask about."
NO_KEY = "To be written."  # imports once wrote it where a question had no key
SOMEONE = "Someone"  # the speaker of words in quotation marks

# What authors and other programs put where something is still to be written; it is the whole text.
_UNWRITTEN = re.compile(
    r"(?:put|insert|enter|type|write|add|paste) (?:the|an?|your|another) (?:\w+ ){0,2}?"
    r"(?:question|stem|key|answer|option|distractor|statement|text|words|hint|reason|note)s?"
    r"(?: text)? here|todo|tbd|fixme|lorem ipsum.*"
)

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def leftover(text: str) -> str:
    """The placeholder that the text still has or is, or "". The long one is found anywhere, but the
    short one only as a sentence, since a letter may have “to be written”."""
    words = " ".join(text.casefold().split())
    if _bare(PLACEHOLDER) in words:
        return PLACEHOLDER
    if _UNWRITTEN.fullmatch(_bare(words)):
        return text
    sentences = map(_bare, _SENTENCE_END.split(words))
    return NO_KEY if _bare(NO_KEY) in sentences else ""


def is_nobody(name: str) -> bool:
    return _bare(name) == _bare(SOMEONE)


def may_hold_leftovers(file: str) -> bool:
    """Whether a file may have a placeholder. This quick look settles it for most files."""
    lowered = file.lower()
    wanted = (PLACEHOLDER, NO_KEY)
    is_ours = any(all(word in lowered for word in _bare(each).split()) for each in wanted)
    return is_ours or any(word in lowered for word in _OF_UNWRITTEN)


_OF_UNWRITTEN = (" here", "todo", "tbd", "fixme", "lorem ipsum")


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?…\"'“”«»*_")
