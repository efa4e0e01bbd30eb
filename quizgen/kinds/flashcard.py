"""A question on the front, its answer on the back; the learner judges."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.responses import Open
from quizgen.reading.declaration import declares_keys, needed
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH


@declares_keys
class FlashcardKeys:
    key: Node = needed(RICH, "The back of the card.", "the back of the card")


KEYS = FlashcardKeys
IS_BARE = True


def respond(raw: RawItem, keys: FlashcardKeys) -> Open | None:
    answer = raw.rich(keys.key)
    return None if answer is None else Open(answer)
