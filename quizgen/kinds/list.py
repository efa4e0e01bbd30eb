"""Name all of several, in any order."""

from __future__ import annotations

from quizgen.deck.claim_declarations import TEXTS
from quizgen.deck.raw_item import RawItem, variants_of
from quizgen.kinds.short import MATCH, STRICT
from quizgen.quiz.notation import same
from quizgen.quiz.responses import Gap, Gaps, Match, Strict
from quizgen.reading.declaration import Entries, declared, declares_keys, needed
from quizgen.reading.fields import ByShape, ListOf, Made, MapOf, texts_of
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import TEXT


@declares_keys
class ListKeys:
    keys: tuple[Node, ...] = needed(
        ByShape(Made(TEXT, lambda one: (one,)), ListOf(TEXT, is_whole=True)),
        "What is to be named: a list, or a slot with several values.",
        "[one, two]",
    )
    accept: Entries[tuple[Node, ...]] = declared(
        MapOf(TEXTS, has_ids=False), "Variants: `answer: [variants]`.", absent={}
    )
    match: Match = MATCH
    strict: tuple[Strict, ...] = STRICT


KEYS = ListKeys


def respond(raw: RawItem, keys: ListKeys) -> Gaps | None:
    if not keys.keys:
        return None  # the reader has said that each of them is empty
    gaps: list[Gap] = []
    for node in keys.keys:
        texts = raw.spread(node)
        if texts is None:
            return None
        gaps += [
            Gap(
                answer=text,
                accepted=texts_of(variants_of(text, keys.accept)),
                match=keys.match,
                strict=keys.strict,
            )
            for text in texts
        ]
    if len(gaps) < 2:
        message = f"`{raw.id}` asks to name several, and has {len(gaps)}"
        raw.report.error(keys.keys[0], "too-few", message, "add keys, or use `kind: short`")
        return None
    raw.check_accepted(keys.accept, [gap.answer for gap in gaps])
    if len({same(gap.answer) for gap in gaps}) < len(gaps):
        message = f"two keys of `{raw.id}` say the same"
        raw.report.error(keys.keys[0], "same-options", message, "reword or remove one")
        return None
    return Gaps(tuple(gaps), is_ordered=False, is_together=True)
