"""Put steps in their order."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.notation import alike
from quizgen.quiz.responses import Ordering
from quizgen.reading.declaration import Type, declares_keys, needed
from quizgen.reading.fields import ByShape, ListOf, as_list
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH

_STEPS: Type[Node | tuple[Node, ...]] = ByShape(RICH, ListOf(RICH, is_whole=True))


@declares_keys
class OrderingKeys:
    steps: Node | tuple[Node, ...] = needed(
        _STEPS,
        "The steps in their right order: a list, or a slot with several values.",
        "[first, then, last]",
    )


KEYS = OrderingKeys


def respond(raw: RawItem, keys: OrderingKeys) -> Ordering | None:
    steps = raw.contents(keys.steps) if isinstance(keys.steps, Node) else raw.riches(keys.steps)
    if steps is None:
        return None
    # One text with commas is most likely a list whose brackets were forgotten.
    if isinstance(keys.steps, Node) and len(steps) == 1 and "," in str(keys.steps.value):
        message = f"a list is expected here, not {keys.steps.shown}"
        raw.report.error(keys.steps, "expected-list", message, as_list(keys.steps, raw.report))
        return None
    if len(steps) < 2 or len(set(map(alike, steps))) < len(steps):
        message = f"the steps of `{raw.id}` must be two or more, and all different"
        steps_at = raw.written_at("steps")
        raw.report.error(steps_at, "too-few", message, "add or reword a step", key="steps")
        return None
    return Ordering(steps)
