"""The keys of templates and questions, and of the quizzes that draw or list their items."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from quizgen.deck import claim_declarations as shared
from quizgen.deck.claim_declarations import QuotationKeys, SlotKeys
from quizgen.quiz.layout import Key, Options, Paper, Style
from quizgen.quiz.model import Outlet, Scoring, Status
from quizgen.reading.declaration import Entries, Type, declared, declares_keys, needed
from quizgen.reading.fields import PLAIN, ByShape, ListOf, MapOf, Record, any_of, flag, listed, word
from quizgen.reading.nodes import Node, as_yaml
from quizgen.reading.scalars import (
    BOOLEAN,
    IDENTIFIER,
    NUMBER,
    RICH,
    TEXT,
    Identifier,
    Integer,
    OneOf,
)

_CLAIM = Identifier(is_reference=True)
OUTLETS = OneOf(tuple(Outlet), "unknown-outlet", "outlet")
SCORINGS = OneOf(tuple(Scoring), "unknown-scoring", "scoring")


@declares_keys
class Selection:
    """Conditions that all must hold; an empty one holds always. Within one, any fits."""

    tags: tuple[str, ...] = listed(shared.TAG, "Has one of these tags, or one below it.")
    speaker: tuple[str, ...] = any_of(shared.SPEAKER_ID, "Is said by one of these.")
    source: tuple[str, ...] = any_of(
        shared.SOURCE_ID, "Quotes one of these texts.", example="letter"
    )
    status: tuple[Status, ...] = any_of(shared.STATUSES, "Has one of these statuses.")
    claims: tuple[str, ...] = listed(IDENTIFIER, "Is, or belongs to, one of these claims.")
    topic: tuple[str, ...] = any_of(IDENTIFIER, "Is about one of these topics.")
    difficulty: tuple[int, ...] = listed(Integer(1, 5), "Is as hard as one of these.")
    bloom: tuple[str, ...] = any_of(shared.BLOOM, "Is of one of these levels.")
    voice: str = word(
        OneOf(("direct", "reported"), "unknown-word"),
        "Its first quotation lies inside quotation marks (`direct`), or does not.",
    )


FOR = Record("a selection", Selection)


@declares_keys
class ImageKeys:
    file: str = needed(PLAIN, "Beside the deck or in its sibling `source/`.", "stall.png")
    alt: str = needed(
        PLAIN, "What it shows, for those who cannot see it.", "what the image shows, in a sentence"
    )


IMAGE = Record("an image", ImageKeys)


_DRAFT: bool = flag("Keeps it out of the build; it is counted.")
_WAS: tuple[str, ...] = declared(ListOf(PLAIN, least=0), shared.WAS, absent=())


@declares_keys
class OwnKeys:
    """What a template or a question says of itself. The rest goes to its items, and is read when
    the keys of claim and defaults are there as well."""

    draft: bool = _DRAFT
    was: tuple[str, ...] = _WAS
    lint: tuple[Node, ...] = shared.LINT


@declares_keys
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
    tags: tuple[str, ...] = shared.TAGS
    topic: str = shared.TOPIC
    difficulty: int | None = shared.DIFFICULTY
    bloom: str = shared.BLOOM_LEVEL
    subdeck: Node | None = shared.SUBDECK
    use: tuple[Outlet, ...] = declared(
        ListOf(OUTLETS),
        "Where it may appear.",
        absent=tuple(Outlet),
        default="everywhere; open questions and matching of more than five pairs not in Anki",
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
    draft: bool = _DRAFT
    was: tuple[str, ...] = _WAS
    lint: tuple[Node, ...] = shared.LINT


@declares_keys
class TemplateKeys:
    """What a template says beside the keys of its items."""

    kind: Node = needed(TEXT, "The kind of question.", "choice")
    for_: Selection = declared(FOR, "Narrows the claims it applies to.", absent=Selection())


@declares_keys
class QuestionKeys:
    """What a question says beside the keys of its item."""

    kind: Node | None = declared(TEXT, "The kind; left out where an item of a template is amended.")
    claim: str = word(_CLAIM, "The claim it asks about; left out where it has a `quote:`.")
    quote: tuple[Node | QuotationKeys, ...] | None = declared(
        shared.QUOTATIONS,
        "Its own evidence. With `claim:`, in place of the claim's; without, it is its own claim. "
        "A cloze without either quotes the words that its stem has between quotation marks.",
    )
    par: int | None = declared(Integer(1), "The quotation's paragraph, where it stands in several.")
    translation: str = word(PLAIN, "The quotation in the deck's language.")
    speaker: str = word(shared.SPEAKER_ID, "Who says so, where it names no claim.")
    told_by: str = word(
        shared.SPEAKER_ID, "Who passes the words on, if it names no claim.", example="hale"
    )
    source: str = word(
        shared.SOURCE_ID,
        "`none`: it rests on no text, and needs no `quote:`. Else the id of the text,"
        " where the words stand in several.",
        example="none",
    )
    status: Status | None = declared(
        shared.STATUSES, "How far it is settled, where it names no claim."
    )
    note: Node | None = declared(RICH, "Shown with the answer, where it names no claim.")
    slots: Entries[SlotKeys] = declared(MapOf(shared.SLOT_OR_TEXT), "Of its own claim.", absent={})


@declares_keys
class DefaultKeys:
    speaker: str = word(shared.SPEAKER_ID, "Of claims.")
    status: Status | None = declared(shared.STATUSES, "Of claims.")
    tags: tuple[str, ...] = shared.TAGS
    topic: str = shared.TOPIC
    difficulty: int | None = shared.DIFFICULTY
    bloom: str = shared.BLOOM_LEVEL
    subdeck: Node | None = shared.SUBDECK
    use: tuple[Outlet, ...] | None = declared(ListOf(OUTLETS), "Of items.")
    scoring: Scoring | None = declared(SCORINGS, "Of items.")
    distractors: int | None = declared(Integer(1, 25), "How many a choice draws.")
    points: Decimal | None = declared(NUMBER, "Of a quiz's sections.")


DEFAULTS = Record("the defaults", DefaultKeys)


@declares_keys
class ItemSelection(Selection):
    kinds: tuple[str, ...] = listed(PLAIN, "Is of one of these kinds.")
    templates: tuple[str, ...] = listed(IDENTIFIER, "Comes from one of these templates.")


FROM = Record("a selection", ItemSelection)


@declares_keys
class SectionKeys:
    title: Node | None = declared(RICH, "Its heading.")
    instructions: Node | None = declared(RICH, "Below the heading.")
    draw: int = declared(Integer(1, 1000), "How many items to draw.", absent=0)
    from_: ItemSelection = declared(
        FROM, "What to draw from.", absent=ItemSelection(), default="all items"
    )
    items: tuple[Node, ...] = listed(TEXT, "The ids of its items, instead of drawing.")
    points: Decimal | None = declared(
        NUMBER, "For each item that does not say what it is worth.", default="1"
    )
    max_per_claim: int | None = declared(
        Integer(1), "At most so many items of one claim, or on the same words."
    )
    per_form: bool = flag("Draws anew for each form; otherwise all forms ask the same.")


def _as_section(texts: Sequence[str]) -> str:
    if len(texts) == 1 and texts[0].isdecimal():
        return f"{{draw: {texts[0]}}}"
    return f"{{items: [{', '.join(map(as_yaml, texts))}]}}"


SECTION = Record("a section", SectionKeys, _as_section)


@declares_keys
class LayoutKeys:
    """What a deck or a quiz says of `Layout`; None where it says nothing."""

    paper: Paper | None = declared(OneOf(tuple(Paper)), "The paper.", default="a4")
    columns: int | None = declared(
        Integer(1, 2), "Columns of questions; large print and half sheets have one.", default="1"
    )
    size: int | None = declared(
        Integer(7, 36), "The type's size in points.", default="that of the style"
    )
    style: Style | None = declared(
        OneOf(tuple(Style)),
        "`large-print`: 18 points; `dyslexia`: 13 points, wider set, no italics.",
        default="standard",
    )
    half_sheet: bool | None = declared(
        BOOLEAN, "Two half-size papers on a sheet, with a line to cut at."
    )
    sides: int | None = declared(
        Integer(1, 2), "Sides of a sheet that print runs use.", default="2"
    )
    answer_sheet: bool | None = declared(BOOLEAN, "Adds a sheet with the letters to tick.")
    marked: bool | None = declared(BOOLEAN, "Adds the answered paper to the key.", default="true")
    feedback: bool | None = declared(
        BOOLEAN, "Adds a sheet for learners: the answers.", default="true"
    )
    options: Options | None = declared(
        OneOf(tuple(Options)),
        "`auto`: short options stand side by side; `column`: each has a line of its own.",
        default="auto",
    )
    key: Key | None = declared(
        OneOf(tuple(Key)),
        "`short`: the answers on one page; `full`: their evidence as well.",
        default="full",
    )


LAYOUT = Record("a layout", LayoutKeys)


Passages: TypeAlias = str | tuple[int | str, ...] | Entries[tuple[int, ...]]
_PASSAGES: Type[Passages] = ByShape(
    OneOf(("source",), "unknown-passage", "passage"),
    ListOf(shared.TextOrParagraph()),
    MapOf(ListOf(Integer(1))),
)


@declares_keys
class QuizKeys:
    title: str = needed(PLAIN, "Its title.", "Test 1")
    instructions: Node | None = declared(RICH, "Below the title.")
    level: str = word(PLAIN, "For whom it is.")
    time: int = declared(
        Integer(1, 1440), "Minutes that it takes, in `study --exam` as well.", absent=0
    )
    aids: Node | None = declared(RICH, "What learners may use.")
    passage: Passages = declared(
        _PASSAGES,
        "Printed before the questions: `source`, or a list of its paragraphs. With several sources,"
        " list their ids, or give each its paragraphs: `{report: [1, 2]}`.",
        absent=(),
    )
    max_per_claim: int | None = declared(
        Integer(1), "At most so many items of one claim, or on the same words, in the quiz."
    )
    forms: int = declared(Integer(1, 26), "How many forms (A, B, …).", absent=1, default="1")
    seed: str = word(PLAIN, "Changes what is drawn and in which order.", default="the quiz's id")
    layout: LayoutKeys = declared(
        LAYOUT, "How it is printed.", absent=LayoutKeys(), default="the deck's"
    )
    sections: tuple[SectionKeys, ...] = needed(ListOf(SECTION), "Its parts.", "[{draw: 5}]")
    lint: tuple[Node, ...] = shared.LINT


QUIZ = Record("a quiz", QuizKeys)
