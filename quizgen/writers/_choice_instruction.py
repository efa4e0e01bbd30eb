"""The sentence that tells how many options to choose."""

from __future__ import annotations

from quizgen.quiz.languages import Language
from quizgen.quiz.responses import Choice


def choice_instruction(choice: Choice, language: Language) -> str:
    number = choice.announced if choice.is_multiple else 1
    if number is None:
        return language.say("common.choose-all")
    if number == 1:
        return language.say("common.choose-one")
    return language.say("common.choose-number", number=number)
