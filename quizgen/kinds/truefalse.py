"""Whether something was said: keyed by the stem's {text} (true) or {untrue} (false)."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import Rich, Text
from quizgen.reading.fields import declared, declares_keys
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import BOOLEAN, RICH


@declares_keys
class TruefalseKeys:
    key: bool | None = declared(
        BOOLEAN,
        "Whether the statement is right.",
        default="true with {text} in the stem, false with {untrue}",
    )
    why: Node | None = declared(RICH, "Why the wrong answer is wrong.")


KEYS = TruefalseKeys

HAS_FIXED_WORDS = True


def respond(raw: RawItem, keys: TruefalseKeys) -> Choice | None:
    key = _key(raw, keys.key)
    why: Rich | None = raw.rich(keys.why) if keys.why else ()
    if key is None or why is None:
        return None
    say = raw.deck.language.say
    options = (
        Option((Text(say("common.true")),), key, () if key else why),
        Option((Text(say("common.false")),), not key, why if key else ()),
    )
    return Choice(options, is_fixed=True)


def _key(raw: RawItem, written: bool | None) -> bool | None:
    if written is None and "key" in raw.node.entries:
        return None  # it is neither true nor false, which has been said
    names = {hole.name for hole in raw.texts.prose(raw.stem).holes}
    stated: set[bool] = {name == "text" for name in names & {"text", "untrue"}}
    if written is not None:
        stated.add(written)
    elif "key" in raw.node.entries:
        return None  # it was read, and reported then
    if len(stated) == 1:
        return stated.pop()
    message = "the stem and `key:` disagree" if stated else "nothing says whether this is true"
    hint = "use {text} (true) or {untrue} (false), or write key: true or key: false"
    raw.report.error(raw.stem, "unkeyed-statement", f"`{raw.id}`: {message}", hint)
    return None
