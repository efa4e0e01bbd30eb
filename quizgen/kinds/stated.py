"""Whether the text says so, says otherwise, or says nothing of it: true, false or not stated."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.kinds.truefalse import WHY, compile_statement
from quizgen.quiz.languages import Language
from quizgen.quiz.notation import FALSE, NOT_STATED, TRUE, VERDICTS, shown_as
from quizgen.quiz.responses import Choice
from quizgen.reading.characters import words
from quizgen.reading.declaration import declared, declares_keys
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import TEXT, truth

# Examinations have several words for it; a plain “n” could mean “no” as well.
_UNSTATED = ("not given", "not mentioned", "not said", "unstated", "ns", "ng")


@declares_keys
class StatedKeys:
    key: Node | None = declared(
        TEXT,
        "`true`, `false` or `not stated`. Quote what comes nearest to what is not stated.",
        default="true with {text} in the stem, false with {untrue}",
    )
    why: Node | None = WHY


KEYS = StatedKeys

HAS_FIXED_WORDS = True


def respond(raw: RawItem, keys: StatedKeys) -> Choice | None:
    key = _meant(keys.key, raw.deck.language) if keys.key else ""
    if keys.key and not key:
        message = f"{keys.key.shown} is neither true nor false nor not stated"
        hint = "write true, false or not stated"
        raw.report.error(keys.key, "unknown-word", message, hint)
    elif keys.key or "key" not in raw.node.entries:
        return compile_statement(raw, VERDICTS, key, keys.why)
    return None


def _meant(node: Node, language: Language) -> str:
    """The verdict that was typed, in English or in the deck's language; "" for no verdict."""
    typed = _spelt(node.text)
    named = {_spelt(shown_as(each, language)): each for each in VERDICTS}
    named |= dict.fromkeys((NOT_STATED, *_UNSTATED), NOT_STATED)
    if typed in named:
        return named[typed]
    said = None if typed == "n" else truth(node)
    return "" if said is None else TRUE if said else FALSE


def _spelt(text: str) -> str:
    return " ".join(words(text.casefold().replace("_", " ")))
