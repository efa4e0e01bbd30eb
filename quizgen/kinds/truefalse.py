"""Whether something was said: keyed by the stem's {text} (true) or {untrue} (false)."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.kinds._statements import WHY, compile_statement
from quizgen.quiz.notation import FALSE, TRUE
from quizgen.quiz.responses import Choice
from quizgen.reading.declaration import declared, declares_keys
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import BOOLEAN


@declares_keys
class TruefalseKeys:
    key: bool | None = declared(
        BOOLEAN,
        "Whether the statement is right.",
        default="true with {text} in the stem, false with {untrue}",
    )
    why: Node | None = WHY


KEYS = TruefalseKeys

HAS_FIXED_WORDS = True


def respond(raw: RawItem, keys: TruefalseKeys) -> Choice | None:
    if keys.key is None and "key" in raw.node.entries:
        return None  # it is neither true nor false, which has been said
    key = {True: TRUE, False: FALSE, None: ""}[keys.key]
    return compile_statement(raw, (TRUE, FALSE), key, keys.why)
