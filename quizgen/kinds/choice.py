"""One right answer among several options."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.kinds._options import DISTRACTORS, ORDER, Options, Order, WrittenOption, compile_choice
from quizgen.quiz.responses import Choice
from quizgen.reading.declaration import declares_keys, needed
from quizgen.reading.fields import listed
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH, TEXT


@declares_keys
class ChoiceKeys:
    key: Node = needed(RICH, "The right answer.", "the right answer")
    distractors: int | Options = DISTRACTORS
    accept: tuple[Node, ...] = listed(TEXT, "Variants of the key: never drawn as distractors.")
    order: Order = ORDER


KEYS = ChoiceKeys


def respond(raw: RawItem, keys: ChoiceKeys) -> Choice | None:
    key = (WrittenOption(text=keys.key),)
    return compile_choice(raw, key, keys.distractors, keys.order, accept=keys.accept)
