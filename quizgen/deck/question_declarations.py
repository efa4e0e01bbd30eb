"""The keys of templates and questions, and of what chooses among their items."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from quizgen.deck.claim_declarations import (
    BLOOM,
    BLOOM_LEVEL,
    DIFFICULTY,
    LINT,
    QUOTATIONS,
    SLOT_OR_TEXT,
    SOURCE_ID,
    SPEAKER_ID,
    STATUSES,
    SUBDECK,
    TAG,
    TAGS,
    TOPIC,
    WAS,
    QuotationKeys,
    SlotKeys,
)
from quizgen.quiz.model import Outlet, Scoring, Status
from quizgen.reading.declaration import Type, declared, declares_keys, needed
from quizgen.reading.fields import PLAIN, ListOf, MapOf, Record, flag, listed, one_or_several, plain
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import IDENTIFIER, NUMBER, RICH, TEXT, Identifier, Integer, OneOf
from quizgen.reading.values import Entries

T = TypeVar("T")

_CLAIM = Identifier("under claims:")
OUTLETS = OneOf(tuple(Outlet), "unknown-outlet", "outlet")
SCORINGS = OneOf(tuple(Scoring), "unknown-scoring", "scoring")
# What only a question without `claim:` says of the claim that it is itself.
OF_OWN_CLAIM = ("speaker", "told_by", "source", "status", "note", "slots")
NEEDING_SOURCE = ("speaker", "told_by", "status", "slots", "quote", "par", "translation")


def _any_of(of: Type[T], about: str, **shown: str) -> tuple[T, ...]:
    return declared(one_or_several(of), about, absent=(), **shown)


@declares_keys
class Selection:
    """Conditions that all must hold; an empty one holds always. Within one, any fits."""

    tags: tuple[str, ...] = listed(TAG, "Has one of these tags, or one below it.")
    speaker: tuple[str, ...] = _any_of(SPEAKER_ID, "Is said by one of these.")
    source: tuple[str, ...] = _any_of(SOURCE_ID, "Quotes one of these texts.", example="letter")
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


@declares_keys
class ImageKeys:
    file: str = needed(PLAIN, "Beside the deck or in its sibling `source/`.", "stall.png")
    alt: str = needed(
        PLAIN, "What it shows, for those who cannot see it.", "what the image shows, in a sentence"
    )


IMAGE = Record("an image", ImageKeys)


_DRAFT: bool = flag("Keeps it out of the build; it is counted.")
_WAS: tuple[str, ...] = declared(ListOf(PLAIN, least=0), WAS, absent=())


@declares_keys
class OwnKeys:
    """What a template or a question says of itself. The rest goes to its items, and is read when
    the keys of claim and defaults are there as well."""

    draft: bool = _DRAFT
    was: tuple[str, ...] = _WAS
    lint: tuple[Node, ...] = LINT


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
    tags: tuple[str, ...] = TAGS
    topic: str = TOPIC
    difficulty: int | None = DIFFICULTY
    bloom: str = BLOOM_LEVEL
    subdeck: Node | None = SUBDECK
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
    lint: tuple[Node, ...] = LINT


@declares_keys
class TemplateKeys:
    """What a template says beside the keys of its items."""

    kind: Node = needed(TEXT, "The kind of question.", "choice")
    for_: Selection = declared(FOR, "Narrows the claims it applies to.", absent=Selection())


@declares_keys
class QuestionKeys:
    """What a question says beside the keys of its item."""

    kind: Node | None = declared(TEXT, "The kind; left out where an item of a template is amended.")
    claim: str = declared(
        _CLAIM, "The claim it asks about; left out where it has a `quote:`.", absent=""
    )
    quote: tuple[Node | QuotationKeys, ...] | None = declared(
        QUOTATIONS,
        "Its own evidence. With `claim:`, in place of the claim's; without, it is its own claim. "
        "A cloze without either quotes the words that its stem has between quotation marks.",
    )
    par: int | None = declared(Integer(1), "The quotation's paragraph, where it stands in several.")
    translation: str = plain("The quotation in the deck's language.")
    speaker: str = declared(SPEAKER_ID, "Who says so, where it names no claim.", absent="")
    told_by: str = declared(
        SPEAKER_ID, "Who passes the words on, if it names no claim.", absent="", example="hale"
    )
    source: str = declared(
        SOURCE_ID,
        "`none`: it rests on no text, and needs no `quote:`. Else the id of the text,"
        " where the words stand in several.",
        absent="",
        example="none",
    )
    status: Status | None = declared(STATUSES, "How far it is settled, where it names no claim.")
    note: Node | None = declared(RICH, "Shown with the answer, where it names no claim.")
    slots: Entries[SlotKeys] = declared(MapOf(SLOT_OR_TEXT), "Of its own claim.", absent={})


@declares_keys
class DefaultKeys:
    speaker: str = declared(SPEAKER_ID, "Of claims.", absent="")
    status: Status | None = declared(STATUSES, "Of claims.")
    tags: tuple[str, ...] = TAGS
    topic: str = TOPIC
    difficulty: int | None = DIFFICULTY
    bloom: str = BLOOM_LEVEL
    subdeck: Node | None = SUBDECK
    use: tuple[Outlet, ...] | None = declared(ListOf(OUTLETS), "Of items.")
    scoring: Scoring | None = declared(SCORINGS, "Of items.")
    distractors: int | None = declared(Integer(1, 25), "How many a choice draws.")
    points: Decimal | None = declared(NUMBER, "Of a quiz's sections.")


DEFAULTS = Record("the defaults", DefaultKeys)
