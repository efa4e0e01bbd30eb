"""Several right answers among the options."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.kinds._options import DISTRACTORS, OPTIONS, ORDER, Options, Order, compile_choice
from quizgen.quiz.responses import Choice
from quizgen.reading.declaration import declared, declares_keys, needed
from quizgen.reading.scalars import OneOf


@declares_keys
class MultipleKeys:
    keys: Options = needed(
        OPTIONS, "The right answers: a list, or a slot with several values.", "[one, two]"
    )
    distractors: int | Options = DISTRACTORS
    announce: str = declared(
        OneOf(("all", "number"), "unknown-word"),
        "Says “all that apply”, or how many.",
        absent="all",
        default="all",
    )
    order: Order = ORDER


KEYS = MultipleKeys


def respond(raw: RawItem, keys: MultipleKeys) -> Choice | None:
    is_counted = keys.announce == "number"
    return compile_choice(
        raw, keys.keys, keys.distractors, keys.order, is_multiple=True, is_counted=is_counted
    )
