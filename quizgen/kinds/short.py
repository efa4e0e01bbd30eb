"""A short answer, typed."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.kinds._typed import MATCH, STRICT
from quizgen.quiz.responses import Match, Strict, TextEntry
from quizgen.reading.declaration import declares_keys, needed
from quizgen.reading.fields import listed
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import TEXT


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
