"""Whether something was said: keyed by the stem's {text} (true) or {untrue} (false)."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.quiz.model import Choice, Option, Rich, Text
from quizgen.reading.fields import Field
from quizgen.reading.scalars import BOOLEAN, RICH

KEYS = (
    Field(
        "key",
        BOOLEAN,
        "Whether the statement is right.",
        default="true with {text} in the stem, false with {untrue}",
    ),
    Field("why", RICH, "Why the wrong answer is wrong."),
)

HAS_FIXED_WORDS = True


def respond(asked: Asked) -> Choice | None:
    key = _key(asked)
    why: Rich | None = asked.rich(asked.keys["why"]) if "why" in asked.keys else ()
    if key is None or why is None:
        return None
    say = asked.deck.language.say
    options = (
        Option((Text(say("common.true")),), key, () if key else why),
        Option((Text(say("common.false")),), not key, why if key else ()),
    )
    return Choice(options, is_fixed=True)


def _key(asked: Asked) -> bool | None:
    stem = asked.node("stem")
    names = {hole.name for hole in asked.parse(stem).holes}
    stated: set[bool] = {name == "text" for name in names & {"text", "untrue"}}
    if "key" in asked.keys:
        stated.add(asked.keys["key"])
    if len(stated) == 1:
        return stated.pop()
    message = "the stem and `key:` disagree" if stated else "nothing says whether this is true"
    hint = "use {text} (true) or {untrue} (false), or write key: true or key: false"
    asked.report.error(stem, "unkeyed-statement", f"`{asked.id}`: {message}", hint)
    return None
