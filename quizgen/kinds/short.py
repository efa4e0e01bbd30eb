"""A short answer, typed."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.responses import Match, Strict, TextEntry
from quizgen.reading.declaration import declared, declares_keys, needed
from quizgen.reading.fields import listed
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import TEXT, OneOf

MATCH: Match = declared(
    OneOf(tuple(Match), "unknown-match", "match"),
    "How it is marked: as text, as a name, as a date, or exactly as written.",
    absent=Match.TEXT,
    default="text",
)
STRICT: tuple[Strict, ...] = listed(
    OneOf(tuple(Strict), "unknown-word"),
    "What must not be missing: `accents`.",
    default="accents are forgiven",
)


@declares_keys
class ShortKeys:
    key: Node = needed(TEXT, "The answer.", "the answer")
    accept: tuple[Node, ...] = listed(TEXT, "Other answers that are right.")
    match: Match = MATCH
    strict: tuple[Strict, ...] = STRICT


KEYS = ShortKeys


def respond(raw: RawItem, keys: ShortKeys) -> TextEntry | None:
    answer = raw.typed(keys.key)
    if answer is None:
        return None
    return TextEntry(
        answer=answer,
        accepted=raw.variants(keys.key, keys.accept),
        match=keys.match,
        strict=keys.strict,
    )
