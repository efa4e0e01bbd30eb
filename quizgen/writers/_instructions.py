"""What a question asks learners to do, and how its points are given, in words."""

from __future__ import annotations

from typing import assert_never

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Item, Scoring
from quizgen.quiz.notation import count
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry


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
    part, parts = _parts(item)
    if not parts:
        return ""
    if item.scoring is Scoring.ALL:
        return language.say("print.all-ticks" if part == "tick" else "print.all-or-nothing")
    share = round(points / parts, 2)
    about = "" if round(share * parts, 2) == points else "≈\N{NO-BREAK SPACE}"
    return language.say(f"print.each-{part}", points=about + count(language, "points", share))


def scoring_told(item: Item, points: float, language: Language) -> str:
    """The rule as learners see it. Where they are not told how many options are right, what one is
    worth would tell it."""
    match item:
        case Item(scoring=Scoring.PARTS, response=Choice(is_multiple=True, announced=None)):
            return language.say("print.each-tick-alike")
        case _:
            return scoring_rule(item, points, language)


def _parts(item: Item) -> tuple[str, int]:
    """What counts as a part, and how many there are; none where the question is one whole."""
    match item.response:
        case Choice(is_multiple=True) as choice:
            return "tick", max(1, len(choice.keys))
        case Gaps(gaps=gaps) if len(gaps) > 1:
            return "answer", len(gaps)
        case Matching(pairs=pairs):
            return "pair", len(pairs)
        case Ordering(steps=steps):
            return "step", len(steps)
        case Choice() | Gaps() | TextEntry() | Numeric() | Open():
            return "", 0
        case _ as never:
            assert_never(never)
