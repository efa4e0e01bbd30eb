"""What a question asks learners to do, and how its points are given, in words."""

from __future__ import annotations

from typing import assert_never

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Item, Scoring
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.values import count


def choice_instruction(choice: Choice, language: Language) -> str:
    """How many options to choose."""
    number = choice.announced if choice.is_multiple else 1
    if number is None:
        return language.say("common.choose-all")
    if number == 1:
        return language.say("common.choose-one")
    return language.say("common.choose-number", number=number)


def scoring_rule(item: Item, points: float, language: Language) -> str:
    """How the points are given, as `grade/marking.py` gives them; empty where there is one part."""
    parts = _count_parts(item)
    if not parts:
        return ""
    if item.scoring is Scoring.ALL:
        return language.say("print.all-or-nothing")
    share = count(language, "points", round(points / parts, 2))
    each = language.say("print.each-part", points=share)
    is_ticked = isinstance(item.response, Choice)
    return f"{each}; {language.say('print.right-minus-wrong')}" if is_ticked else each


def _count_parts(item: Item) -> int:
    match item.response:
        case Choice(is_multiple=is_multiple) as choice:
            return max(1, len(choice.keys)) if is_multiple else 0
        case Gaps(gaps=gaps):
            return len(gaps) if len(gaps) > 1 else 0
        case Matching(pairs=pairs):
            return len(pairs)
        case Ordering(steps=steps):
            return len(steps)
        case TextEntry() | Numeric() | Open():
            return 0
        case _ as never:
            assert_never(never)
