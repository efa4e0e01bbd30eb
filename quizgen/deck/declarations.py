"""The deck format, version 1: every key but those of the single question kinds.

These declarations are the format: the reader, its messages, the JSON Schema and the reference
in `decks/README.md` are made from them, and so are the records that hold what an author wrote.
`load/format.py` puts them and the kinds' together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from quizgen.quiz.model import Outlet, Scoring, Status
from quizgen.reading.fields import (
    PLAIN,
    ByShape,
    ListOf,
    Made,
    MapOf,
    Record,
    Type,
    declared,
    flag,
    listed,
    needed,
    one_or_several,
    plain,
    wanted,
)
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report
from quizgen.reading.scalars import (
    IDENTIFIER,
    NUMBER,
    RICH,
    TEXT,
    Identifier,
    Integer,
    OneOf,
    Schema,
)
from quizgen.reading.values import Entries
from quizgen.source.line_ends import Breaks

T = TypeVar("T")

TEXTS = ListOf(TEXT)
WAS = "Ids that it had before: learners keep their history. `[]` says that it is new."
_SPEAKER = Identifier("under speakers:")
_POOL = Identifier("under pools:")
_CLAIM = Identifier("under claims:")
_SOURCE = Identifier("under sources:")
_WHICH = "The id of the text, where the words stand in several."


def _name_forms(about: str) -> Mapping[str, str]:
    type_ = Made(MapOf(PLAIN), lambda all: {form: each.value for form, each in all.items()})
    return declared(type_, about, absent={})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationKeys:
    quote: Node | None = wanted(
        TEXT, "The words, as they stand in the source.", "the words, as they stand in the source"
    )
    speaker: str = declared(_SPEAKER, "Whose words they are.", absent="", example="hale")
    told_by: str = declared(_SPEAKER, "Who passes them on.", absent="", example="hale")
    source: str = declared(_SOURCE, _WHICH, absent="", example="report")
    par: int | None = declared(Integer(1), "The paragraph, where the words stand in several.")
    translation: str = plain("In the deck's language; shown beside it, marked as one.")


QUOTATION = Record("a quotation", QuotationKeys)
_QUOTATIONS: ListOf[Node | QuotationKeys] = ListOf(ByShape(TEXT, mapping=QUOTATION))
_ONE = Made(QUOTATION, lambda keys: (keys,))
QUOTATIONS: ByShape[tuple[Node | QuotationKeys, ...]] = ByShape(
    Made(TEXT, lambda node: (node,)), _QUOTATIONS, _ONE
)


@dataclass(frozen=True, slots=True, kw_only=True)
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
OUTLETS = OneOf(tuple(Outlet), "unknown-outlet", "outlet")
SCORINGS = OneOf(tuple(Scoring), "unknown-scoring", "scoring")
BLOOM = OneOf(("remember", "understand", "apply", "analyse", "evaluate"), "unknown-bloom", "level")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKeys:
    file: Node = needed(
        TEXT,
        "The text, beside the deck or in its sibling folder `source/`; `.md` is Markdown.",
        "report.txt",
    )
    as_: str = plain("What questions and evidence call it.", example="the report")
    speaker: str = declared(
        _SPEAKER,
        "Whose words all of it is, apart from what it quotes.",
        absent="",
        example="hale",
    )
    labels: Entries[str] = declared(
        MapOf(_SPEAKER, has_ids=False),
        "Who speaks in a paragraph that begins with this text and a colon, and in those after.",
        absent={},
        example="{Q: hale}",
    )
    language: str = plain("The text's language.", default="the deck's")
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
    title: str = plain("Its title, if the text has one.")
    publisher: str = plain("Who published it.")
    url: str = plain("Where it can be read.")
    retrieved: str = plain("When it was taken from there.")
    rights: str = plain("Who holds the rights.", default="said to be unknown")
    licence: str = plain("The licence, if the text states one.")


SOURCE = Record("the source", SourceKeys)
NO_SOURCE = "none"


@dataclass(frozen=True, slots=True)
class SourceOrNone:
    """`none`, where the questions rest on no text; else the keys of the source."""

    label: str = f"the keys of the source, or `{NO_SOURCE}`"

    def read(self, node: Node, report: Report) -> SourceKeys | str | None:
        return NO_SOURCE if node.value == NO_SOURCE else SOURCE.read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [{"const": NO_SOURCE}, SOURCE.schema()]}


SOURCE_OR_NONE: Type[SourceKeys | str] = SourceOrNone()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerKeys:
    name: Node = needed(TEXT, "As stems name the speaker.", "President Tokayev")
    full: Node | None = declared(TEXT, "The full name, for {speaker.full}.", default="the name")
    aka: tuple[str, ...] = listed(PLAIN, "Other names that count as naming the speaker.")
    role: Node | None = declared(TEXT, "For {speaker.role}.")
    forms: Entries[Node] = declared(
        MapOf(TEXT), "The name's grammatical forms: {gen: …} gives {speaker.gen}.", absent={}
    )


SPEAKER = Record("a speaker", SpeakerKeys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or name with the grammatical forms that its author gave."""

    value: Node = needed(TEXT, "The word or name.", "market")
    forms: Mapping[str, str] = _name_forms("Its grammatical forms.")

    @property
    def text(self) -> str:
        return str(self.value.value)


def _term(node: Node) -> Term:
    return Term(value=node, forms={})


TERM = Record("a term", Term)
TERMS = ListOf(ByShape(Made(TEXT, _term), mapping=TERM))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotKeys:
    value: Node | None = declared(
        TEXT, "What stands there; must occur in a quotation of the claim."
    )
    values: tuple[Term, ...] | None = declared(TERMS, "Several values, in the source's order.")
    accept: tuple[str, ...] = listed(PLAIN, "Variants that are right as well.")
    near: tuple[Term, ...] = declared(
        TERMS, "Wrong values made for this claim; drawn before those of a pool.", absent=()
    )
    pool: str = declared(_POOL, "A pool of values of the same type, for distractors.", absent="")
    also_true: tuple[str, ...] = listed(PLAIN, "Other right answers: never drawn as distractors.")
    forms: Mapping[str, str] = _name_forms("Grammatical forms: {gen: …} gives {SLOT.gen}.")


SLOT = Record("a slot", SlotKeys)
_SLOT = ByShape(Made(TEXT, lambda node: SlotKeys(value=node)), mapping=SLOT)

# What a claim hands on to its items, and an item can say for itself.
_TAGS: tuple[str, ...] = listed(IDENTIFIER, "Words to choose items by; they become Anki tags.")
_TOPIC: str = declared(IDENTIFIER, "The one topic it belongs to.", absent="")
_DIFFICULTY = declared(Integer(1, 5), "1 (easy) to 5 (hard).")
_BLOOM: str = declared(BLOOM, "The level of Bloom's taxonomy.", absent="")
_SUBDECK = declared(TEXT, "The Anki subdeck; `::` makes levels.")
CLASSIFYING = ("tags", "topic", "difficulty", "bloom", "subdeck")
# What only a question without `claim:` says of the claim that it is itself.
OF_OWN_CLAIM = ("speaker", "told_by", "source", "status", "note", "slots")
NEEDING_SOURCE = ("speaker", "told_by", "status", "slots", "quote", "par", "translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimKeys:
    speaker: str = declared(
        _SPEAKER,
        "Who says so: an id under `speakers:`, or `reporter` for the source's own voice.",
        absent="",
        default="that of the source or of `defaults:`, or `reporter`",
        example="reporter",
    )
    told_by: str = declared(
        _SPEAKER,
        "Who passes the words on, where another than the source does.",
        absent="",
        example="hale",
    )
    source: str = declared(_SOURCE, _WHICH, absent="", example="report")
    quote: tuple[Node | QuotationKeys, ...] | None = wanted(
        QUOTATIONS,
        "The words of the source that show it; the compiler finds them.",
        "the words, as they stand in the source",
    )
    par: int | None = declared(Integer(1), "The quotation's paragraph, where it stands in several.")
    translation: str = plain("The quotation in the deck's language, marked as a translation.")
    text: Node | None = declared(TEXT, "What is claimed, as a clause: for {text}.")
    untrue: Node | None = declared(TEXT, "What was not said: for {untrue}.")
    slots: Entries[SlotKeys] = declared(MapOf(_SLOT), "Named places for templates.", absent={})
    status: Status | None = declared(
        STATUSES,
        "How far it is settled.",
        default="`opinion` under a speaker, `fact` under the reporter",
    )
    note: Node | None = declared(
        RICH, "Shown with every answer; needed for `disputed`; adds no fact."
    )
    tags: tuple[str, ...] = _TAGS
    topic: str = _TOPIC
    difficulty: int | None = _DIFFICULTY
    bloom: str = _BLOOM
    subdeck: Node | None = _SUBDECK
    rationale: Node | None = declared(RICH, "Of its items that have none of their own.")
    draft: bool = flag("Keeps its items out of the build; they are counted.")
    was: tuple[str, ...] = declared(ListOf(IDENTIFIER, least=0), WAS, absent=())
    lint: tuple[Node, ...] = LINT


CLAIM = Record("a claim", ClaimKeys)


def _any_of(of: Type[T], about: str, **shown: str) -> tuple[T, ...]:
    return declared(one_or_several(of), about, absent=(), **shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Conditions that all must hold; an empty one holds always. Within one, any fits."""

    tags: tuple[str, ...] = listed(IDENTIFIER, "Has one of these tags.")
    speaker: tuple[str, ...] = _any_of(_SPEAKER, "Is said by one of these.")
    source: tuple[str, ...] = _any_of(_SOURCE, "Quotes one of these texts.", example="letter")
    status: tuple[Status, ...] = _any_of(STATUSES, "Has one of these statuses.")
    claims: tuple[str, ...] = listed(IDENTIFIER, "Is, or belongs to, one of these claims.")
    topic: tuple[str, ...] = _any_of(IDENTIFIER, "Is about one of these topics.")
    difficulty: tuple[int, ...] = listed(Integer(1, 5), "Is as hard as one of these.")
    bloom: tuple[str, ...] = _any_of(BLOOM, "Is of one of these levels.")
    voice: str = declared(
        OneOf(("direct", "reported"), "unknown-word"),
        "Its first quotation lies inside quotation marks (`direct`), or does not.",
        absent="",
    )


FOR = Record("a selection", Selection)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageKeys:
    file: str = needed(PLAIN, "Beside the deck or in its sibling `source/`.", "stall.png")
    alt: str = needed(
        PLAIN, "What it shows, for those who cannot see it.", "what the image shows, in a sentence"
    )


IMAGE = Record("an image", ImageKeys)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKeys:
    """What every kind of question can say."""

    stem: Node | None = declared(
        RICH,
        "The question; `{placeholders}` are filled in, `==gaps==` are left open.",
        example="the question",
    )
    rationale: Node | None = declared(
        RICH, "Why the key is right. The evidence is added by itself."
    )
    hint: Node | None = declared(RICH, "Shown when asked for.")
    image: ImageKeys | None = declared(IMAGE, "Shown with the stem.")
    tags: tuple[str, ...] = _TAGS
    topic: str = _TOPIC
    difficulty: int | None = _DIFFICULTY
    bloom: str = _BLOOM
    subdeck: Node | None = _SUBDECK
    use: tuple[Outlet, ...] = declared(
        ListOf(OUTLETS), "Where it may appear.", absent=tuple(Outlet), default="everywhere"
    )
    scoring: Scoring = declared(
        SCORINGS,
        "`all`: every part or nothing; `parts`: each right part earns its share, and a wrong tick "
        "takes one away.",
        absent=Scoring.ALL,
        default="all",
    )
    points: Decimal | None = declared(
        NUMBER, "What it is worth in a quiz.", default="the sum of its `marking:`, or the section's"
    )
    enemies: tuple[Node, ...] = listed(
        TEXT, "Items, or templates of the same claim, that may not stand in a form with it."
    )
    friends: tuple[Node, ...] = listed(
        TEXT, "The same, of those that may, though quizgen finds that they help with each other."
    )
    draft: bool = flag("Keeps it out of the build; it is counted.")
    was: tuple[str, ...] = declared(ListOf(PLAIN, least=0), WAS, absent=())
    lint: tuple[Node, ...] = LINT


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateKeys:
    """What a template says beside the keys of its items."""

    kind: Node = needed(TEXT, "The kind of question.", "choice")
    for_: Selection = declared(FOR, "Narrows the claims it applies to.", absent=Selection())


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKeys:
    """What a question says beside the keys of its item."""

    kind: Node | None = declared(TEXT, "The kind; left out where an item of a template is amended.")
    claim: str = declared(
        _CLAIM, "The claim it asks about; left out where it has a `quote:`.", absent=""
    )
    quote: tuple[Node | QuotationKeys, ...] | None = declared(
        QUOTATIONS,
        "Its own evidence. With `claim:`, in place of the claim's; without, it is its own claim.",
    )
    par: int | None = declared(Integer(1), "The quotation's paragraph, where it stands in several.")
    translation: str = plain("The quotation in the deck's language.")
    speaker: str = declared(_SPEAKER, "Who says so, where it names no claim.", absent="")
    told_by: str = declared(
        _SPEAKER, "Who passes the words on, if it names no claim.", absent="", example="hale"
    )
    source: str = declared(
        _SOURCE,
        "`none`: it rests on no text, and needs no `quote:`. Else the id of the text,"
        " where the words stand in several.",
        absent="",
        example="none",
    )
    status: Status | None = declared(STATUSES, "How far it is settled, where it names no claim.")
    note: Node | None = declared(RICH, "Shown with the answer, where it names no claim.")
    slots: Entries[SlotKeys] = declared(MapOf(_SLOT), "Of its own claim.", absent={})


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultKeys:
    speaker: str = declared(_SPEAKER, "Of claims.", absent="")
    status: Status | None = declared(STATUSES, "Of claims.")
    tags: tuple[str, ...] = _TAGS
    topic: str = _TOPIC
    difficulty: int | None = _DIFFICULTY
    bloom: str = _BLOOM
    subdeck: Node | None = _SUBDECK
    use: tuple[Outlet, ...] | None = declared(ListOf(OUTLETS), "Of items.")
    scoring: Scoring | None = declared(SCORINGS, "Of items.")
    distractors: int | None = declared(Integer(1, 25), "How many a choice draws.")
    points: Decimal | None = declared(NUMBER, "Of a quiz's sections.")


DEFAULTS = Record("the defaults", DefaultKeys)
