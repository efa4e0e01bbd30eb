"""Match what stands on the left with what stands on the right."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.phrases import count
from quizgen.quiz.model import Matching, Pair, Text, plain
from quizgen.quiz.values import same
from quizgen.reading.fields import Entry, Field, ListOf, MapOf
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH

KEYS = (
    Field(
        "pairs",
        MapOf(RICH, has_ids=False),
        "Left: right.",
        is_required=True,
        example="{left: right, other left: other right}",
    ),
    Field("extras", ListOf(RICH), "Right-hand sides that match nothing."),
)


def respond(asked: Asked) -> Matching | None:
    entries: list[Entry] = list(asked.keys["pairs"].values())
    typed = (asked.typed(Node(entry.key, entry.node.key_start)) for entry in entries)
    lefts = [left for left in typed if left is not None]
    rights = asked.riches(entry.value for entry in entries)
    extras = asked.riches(asked.keys.get("extras", ()))
    if len(lefts) < len(entries) or rights is None or extras is None:
        return None
    if len(entries) < 2:
        message = f"`{asked.id}` has {count(len(entries), 'pair')}; two are needed to match"
        asked.report.error(asked.node("stem"), "too-few", message, "add a pair")
        return None
    if len({same(left) for left in lefts}) < len(lefts):
        message = f"two left-hand sides of `{asked.id}` say the same"
        asked.report.error(entries[0].node, "same-options", message, "reword or remove one")
        return None
    texts = [same(plain(rich)) for rich in (*rights, *extras)]
    for position, text in enumerate(texts):
        if text in texts[:position]:
            node = [*(entry.value for entry in entries), *asked.keys.get("extras", ())][position]
            message = f"two right-hand sides of `{asked.id}` say the same"
            asked.report.error(node, "same-options", message, "reword or remove one")
            return None
    pairs = tuple(Pair((Text(left),), right) for left, right in zip(lefts, rights, strict=True))
    return Matching(pairs, extras)
