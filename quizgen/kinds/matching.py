"""Match what stands on the left with what stands on the right."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.diagnostics import count
from quizgen.quiz.notation import alike, same
from quizgen.quiz.responses import Matching, Pair
from quizgen.quiz.rich import Text
from quizgen.reading.declaration import Entries, Entry, declares_keys, needed
from quizgen.reading.fields import MapOf, listed
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH


@declares_keys
class MatchingKeys:
    pairs: Entries[Node] = needed(
        MapOf(RICH, has_ids=False, is_whole=True),
        "Left: right.",
        "{left: right, other left: other right}",
    )
    extras: tuple[Node, ...] = listed(RICH, "Right-hand sides that match nothing.")


KEYS = MatchingKeys


def respond(raw: RawItem, keys: MatchingKeys) -> Matching | None:
    entries: list[Entry[Node]] = list(keys.pairs.values())
    typed = (raw.typed(entry.key_node) for entry in entries)
    lefts = [left for left in typed if left is not None]
    rights = raw.riches(entry.value for entry in entries)
    extras = raw.riches(keys.extras)
    if len(lefts) < len(entries) or rights is None or extras is None:
        return None
    if len(entries) < 2:
        message = f"`{raw.id}` has {count(len(entries), 'pair')}; two are needed to match"
        pairs_at = raw.written_at("pairs")
        raw.report.error(pairs_at, "too-few", message, "add a pair", key="pairs")
        return None
    if len({same(left) for left in lefts}) < len(lefts):
        message = f"two left-hand sides of `{raw.id}` say the same"
        raw.report.error(entries[0].node, "same-options", message, "reword or remove one")
        return None
    texts = [alike(rich) for rich in (*rights, *extras)]
    for position, text in enumerate(texts):
        if text in texts[:position]:
            node = [*(entry.value for entry in entries), *keys.extras][position]
            message = f"two right-hand sides of `{raw.id}` say the same"
            raw.report.error(node, "same-options", message, "reword or remove one")
            return None
    # a left side is the key of a YAML mapping, which is compared as text and so has no markup
    pairs = tuple(Pair((Text(left),), right) for left, right in zip(lefts, rights, strict=True))
    return Matching(pairs, extras)
