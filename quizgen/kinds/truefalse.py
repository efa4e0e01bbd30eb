"""Whether something was said: keyed by the stem's {text} (true) or {untrue} (false)."""

from __future__ import annotations

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.notation import FALSE, TRUE, shown_as
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import Rich, Text
from quizgen.reading.declaration import declared, declares_keys
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import BOOLEAN, RICH

WHY: Node | None = declared(RICH, "Why the wrong answer is wrong.")


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


_STATED = {"text": TRUE, "untrue": FALSE}


def compile_statement(
    raw: RawItem, possible: tuple[str, ...], key: str, why: Node | None
) -> Choice | None:
    """The reason stands at the first wrong option, which is “true” unless the statement is."""
    reason: Rich | None = raw.rich(why) if why else ()
    verdict = _verdict(raw, possible, key)
    if verdict is None or reason is None:
        return None
    tempting = next(each for each in possible if each != verdict)
    options = (
        Option(
            (Text(shown_as(each, raw.deck.language)),),
            is_key=each == verdict,
            rationale=reason if each == tempting else (),
        )
        for each in possible
    )
    return Choice(tuple(options), is_fixed=True)


def _verdict(raw: RawItem, possible: tuple[str, ...], key: str) -> str | None:
    holes = (hole.name for hole in raw.texts.prose(raw.stem).holes)
    found = {_STATED[name] for name in holes if name in _STATED} | ({key} if key else set())
    if len(found) == 1:
        return found.pop()
    message = "the stem and `key:` disagree" if found else "nothing says whether this is true"
    keys = " or ".join(f"key: {each}" for each in possible)
    hint = f"use {{text}} (true) or {{untrue}} (false), or write {keys}"
    raw.report.error(raw.stem, "unkeyed-statement", f"`{raw.id}`: {message}", hint)
    return None
