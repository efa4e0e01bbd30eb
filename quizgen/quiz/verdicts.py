"""What can be said of a statement: as authors type it, and as learners see it."""

from __future__ import annotations

from quizgen.quiz.languages import Language
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain

TRUE, FALSE, NOT_STATED = VERDICTS = ("true", "false", "not stated")


def shown_as(verdict: str, language: Language) -> str:
    return language.say(f"common.{verdict.replace(' ', '-')}")


def verdicts(choice: Choice, language: Language) -> tuple[str, ...]:
    """What the options of a statement say, in their order; () for any other choice."""
    possible = VERDICTS[: len(choice.options)]
    shown = tuple(plain(option.content) for option in choice.options)
    is_statement = len(shown) > 1 and not choice.is_multiple
    words = tuple(shown_as(each, language) for each in possible)
    return possible if is_statement and shown == words else ()
