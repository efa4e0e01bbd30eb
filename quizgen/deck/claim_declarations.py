"""The keys of what is asked about: sources, speakers, terms and claims.

The declarations in `deck/` are the format: the reader, its messages, the JSON Schema and the
reference in `decks/REFERENCE.md` are made from them, and so are the records that hold what an
author wrote. `load/format.py` puts them and those of the single question kinds together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.quiz.model import BORDER, Status
from quizgen.reading.declaration import Entries, Type, declared, declares_keys, needed, wanted
from quizgen.reading.fields import PLAIN, ByShape, ListOf, Made, MapOf, Record, flag, listed, word
from quizgen.reading.nodes import Node, Report
from quizgen.reading.scalars import IDENTIFIER, RICH, TEXT, Identifier, Integer, OneOf, Schema
from quizgen.source.line_ends import Breaks

TEXTS = ListOf(TEXT)
WAS = "Ids that it had before: learners keep their history. `[]` says that it is new."
SPEAKER_ID = Identifier(is_reference=True)
_POOL = Identifier(is_reference=True)
SOURCE_ID = Identifier(is_reference=True)
_WHICH = "The id of the text, where the words stand in several."


def _name_forms(about: str) -> Mapping[str, str]:
    type_ = Made(MapOf(PLAIN), lambda all: {form: each.value for form, each in all.items()})
    return declared(type_, about, absent={})


@declares_keys
class QuotationKeys:
    quote: Node | None = wanted(
        TEXT, "The words, as they stand in the source.", "the words, as they stand in the source"
    )
    speaker: str = word(SPEAKER_ID, "Whose words they are.", example="hale")
    told_by: str = word(SPEAKER_ID, "Who passes them on.", example="hale")
    source: str = word(SOURCE_ID, _WHICH, example="report")
    par: int | None = declared(Integer(1), "The paragraph, where the words stand in several.")
    translation: str = word(PLAIN, "In the deck's language; shown beside it, marked as one.")


QUOTATION = Record("a quotation", QuotationKeys)
_QUOTATIONS: ListOf[Node | QuotationKeys] = ListOf(ByShape(TEXT, mapping=QUOTATION))
_ONE = Made(QUOTATION, lambda keys: (keys,))
QUOTATIONS: ByShape[tuple[Node | QuotationKeys, ...]] = ByShape(
    Made(TEXT, lambda node: (node,)), _QUOTATIONS, _ONE
)


@declares_keys
class LintKeys:
    allow: tuple[Node, ...] = needed(
        TEXTS, "Codes of lint rules that are not to be reported here.", "[long-list]"
    )


LINT_SETTINGS = Record("the lint settings", LintKeys)
LINT: tuple[Node, ...] = declared(
    Made(LINT_SETTINGS, lambda settings: settings.allow),
    "Which advice of `quizgen check` does not hold here.",
    absent=(),
    example="{allow: [long-list]}",
)

STATUSES = OneOf(tuple(Status), "unknown-status", "status")
BLOOM = OneOf(("remember", "understand", "apply", "analyse", "evaluate"), "unknown-bloom", "level")


@declares_keys
class SourceKeys:
    file: Node = needed(
        TEXT,
        "The text, beside the deck or in its sibling folder `source/`; `.md` is Markdown.",
        "report.txt",
    )
    as_: str = word(PLAIN, "What questions and evidence call it.", example="the report")
    speaker: str = word(
        SPEAKER_ID, "Whose words all of it is, apart from what it quotes.", example="hale"
    )
    labels: Entries[str] = declared(
        MapOf(SPEAKER_ID, has_ids=False),
        "Who speaks in a paragraph that begins with this text and a colon, and in those after.",
        absent={},
        example="{Q: hale}",
    )
    language: str = word(PLAIN, "The text's language.", default="the deck's")
    breaks: Breaks | None = declared(
        OneOf(tuple(Breaks)),
        "What its line ends mean: `verse` keeps the lines, `wrapped` joins them.",
        default="blank lines part paragraphs; without any, each line is one",
    )
    skip: tuple[int, ...] = listed(
        Integer(1), "Paragraphs that are not text: a photo credit, a menu."
    )
    pages: Entries[int] = declared(
        MapOf(Integer(1), has_ids=False),
        "Its pages, each with the number of its first paragraph; evidence then names the page.",
        absent={},
        example="{12: 1, 13: 3}",
    )
    title: str = word(PLAIN, "Its title, if the text has one.")
    publisher: str = word(PLAIN, "Who published it.")
    url: str = word(PLAIN, "Where it can be read.")
    retrieved: str = word(PLAIN, "When it was taken from there.")
    rights: str = word(PLAIN, "Who holds the rights.", default="said to be unknown")
    licence: str = word(PLAIN, "The licence, if the text states one.")


SOURCE = Record("the source", SourceKeys)
NO_SOURCE = "none"


@dataclass(frozen=True, slots=True)
class SourceOrNone:
    """`none`, where the questions rest on no text; else the keys of the source."""

    label: str = f"the keys of the source, or `{NO_SOURCE}`"

    def read(self, node: Node, report: Report) -> SourceKeys | str | None:
        if isinstance(node.value, list):
            message = "one text is expected here, not a list"
            hint = "several stand under `sources:`, each with an id: sources: {report: {file: …}}"
            report.error(node, "expected-mapping", message, hint)
            return None
        if node.value in ("None", "NONE", "null", "~"):
            message = f"{SOURCE.label} is expected here, not {node.shown}"
            report.error(node, "expected-mapping", message, f"write source: {NO_SOURCE}")
            return None
        return NO_SOURCE if node.value == NO_SOURCE else SOURCE.read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [{"const": NO_SOURCE}, SOURCE.schema()]}


SOURCE_OR_NONE: Type[SourceKeys | str] = SourceOrNone()


@dataclass(frozen=True, slots=True)
class TextOrParagraph:
    """The number of a paragraph of the only source, or the id of one of several."""

    label: str = f"{Integer(1).label} or id under `sources:`"

    def read(self, node: Node, report: Report) -> int | str | None:
        is_id = node.text[:1].isalpha()
        of: Type[int | str] = Identifier(is_reference=True) if is_id else Integer(1)
        return of.read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [Integer(1).schema(), Identifier().schema()]}


@declares_keys
class SpeakerKeys:
    name: Node = needed(TEXT, "As stems name the speaker.", "President Tokayev")
    full: Node | None = declared(TEXT, "The full name, for {speaker.full}.", default="the name")
    aka: tuple[str, ...] = listed(PLAIN, "Other names that count as naming the speaker.")
    role: Node | None = declared(TEXT, "For {speaker.role}.")
    forms: Entries[Node] = declared(
        MapOf(TEXT), "The name's grammatical forms: {gen: …} gives {speaker.gen}.", absent={}
    )


SPEAKER = Record("a speaker", SpeakerKeys)


@declares_keys
class Term:
    """A word or name with the grammatical forms that its author gave."""

    value: Node = needed(TEXT, "The word or name.", "market")
    forms: Mapping[str, str] = _name_forms("Its grammatical forms.")

    @property
    def text(self) -> str:
        return self.value.text


TERM = Record("a term", Term)
TERMS = ListOf(ByShape(Made(TEXT, lambda node: Term(value=node)), mapping=TERM))


@declares_keys
class WrongValue(Term):
    why: Node | None = declared(RICH, "Why it is wrong; only under `near:`.")


WRONG_VALUE = Record("a wrong value", WrongValue)
_LISTED = ListOf(ByShape(Made(TEXT, lambda node: WrongValue(value=node)), mapping=WRONG_VALUE))
_EXPLAINED = Made(
    MapOf(RICH, has_ids=False, least=1),
    lambda all: tuple(WrongValue(value=each.key_node, why=each.value) for each in all.values()),
)
_NEAR: ByShape[tuple[WrongValue, ...]] = ByShape(sequence=_LISTED, mapping=_EXPLAINED)


@declares_keys
class SlotKeys:
    value: Node | None = declared(
        TEXT, "What stands there; must occur in a quotation of the claim."
    )
    values: tuple[Term, ...] | None = declared(TERMS, "Several values, in the source's order.")
    accept: tuple[str, ...] = listed(PLAIN, "Variants that are right as well.")
    near: tuple[WrongValue, ...] = declared(
        _NEAR,
        "Wrong values made for this claim: a list, or `value: why it is wrong`; drawn before those"
        " of a pool.",
        absent=(),
    )
    pool: str = word(_POOL, "A pool of values of the same type, for distractors.")
    also_true: tuple[str, ...] = listed(PLAIN, "Other right answers: never drawn as distractors.")
    forms: Mapping[str, str] = _name_forms("Grammatical forms: {gen: …} gives {SLOT.gen}.")
    why: Node | None = declared(RICH, "The rationale of the items whose key it is.")
    hint: Node | None = declared(RICH, "The hint of the items whose key it is.")


SLOT = Record("a slot", SlotKeys)
SLOT_OR_TEXT = ByShape(Made(TEXT, lambda node: SlotKeys(value=node)), mapping=SLOT)


@declares_keys
class StatementKeys:
    text: Node = needed(TEXT, "What was said, or was not, as a clause.", "what was not said")
    why: Node | None = declared(RICH, "The rationale of the items that are true or false by it.")


STATEMENT = Record("a statement", StatementKeys)
_STATEMENT = ByShape(Made(TEXT, lambda node: StatementKeys(text=node)), mapping=STATEMENT)


@dataclass(frozen=True, slots=True)
class Statements:
    """One statement, whose name is empty, or several by their names."""

    label: str = f"text or {STATEMENT.label} or id: {STATEMENT.label}"

    def read(self, node: Node, report: Report) -> Mapping[str, StatementKeys] | None:
        if isinstance(node.value, dict) and STATEMENT.by_name.keys().isdisjoint(node.value):
            return _STATEMENTS.read(node, report)
        one = _STATEMENT.read(node, report)
        return {"": one} if one else None

    def schema(self) -> Schema:
        return {"anyOf": [each.schema() for each in (_STATEMENT, _STATEMENTS)]}


_STATEMENTS = Made(
    MapOf(_STATEMENT, least=1), lambda all: {name: each.value for name, each in all.items()}
)

# What a claim hands on to its items, and an item can say for itself.
TAG = Identifier(border=BORDER)
TAGS: tuple[str, ...] = listed(
    TAG, "Words to choose items by; they become Anki tags. `exam::2026` stands below `exam`."
)
TOPIC: str = word(IDENTIFIER, "The one topic it belongs to.")
DIFFICULTY = declared(Integer(1, 5), "1 (easy) to 5 (hard).")
BLOOM_LEVEL: str = word(BLOOM, "The level of Bloom's taxonomy.")
SUBDECK = declared(TEXT, "The Anki subdeck; `::` makes levels.")
CLASSIFYING = ("tags", "topic", "difficulty", "bloom", "subdeck")


@declares_keys
class ClaimKeys:
    speaker: str = word(
        SPEAKER_ID,
        "Who says so: an id under `speakers:`, or `reporter` for the source's own voice.",
        default="that of the source or of `defaults:`, or `reporter`",
        example="reporter",
    )
    told_by: str = word(
        SPEAKER_ID, "Who passes the words on, where another than the source does.", example="hale"
    )
    source: str = word(SOURCE_ID, _WHICH, example="report")
    quote: tuple[Node | QuotationKeys, ...] | None = wanted(
        QUOTATIONS,
        "The words of the source that show it; the compiler finds them.",
        "the words, as they stand in the source",
    )
    par: int | None = declared(Integer(1), "The quotation's paragraph, where it stands in several.")
    translation: str = word(PLAIN, "The quotation in the deck's language, marked as a translation.")
    text: StatementKeys | None = declared(_STATEMENT, "What is claimed, as a clause: for {text}.")
    untrue: Mapping[str, StatementKeys] = declared(
        Statements(), "What was not said: for {untrue}.", absent={}
    )
    slots: Entries[SlotKeys] = declared(
        MapOf(SLOT_OR_TEXT), "Named places for templates.", absent={}
    )
    status: Status | None = declared(
        STATUSES,
        "How far it is settled.",
        default="`opinion` under a speaker, `fact` under the reporter",
    )
    note: Node | None = declared(
        RICH, "Shown with every answer; needed for `disputed`; adds no fact."
    )
    tags: tuple[str, ...] = TAGS
    topic: str = TOPIC
    difficulty: int | None = DIFFICULTY
    bloom: str = BLOOM_LEVEL
    subdeck: Node | None = SUBDECK
    rationale: Node | None = declared(RICH, "Of its items that have none of their own.")
    draft: bool = flag("Keeps its items out of the build; they are counted.")
    was: tuple[str, ...] = declared(ListOf(IDENTIFIER, least=0), WAS, absent=())
    lint: tuple[Node, ...] = LINT


CLAIM = Record("a claim", ClaimKeys)
