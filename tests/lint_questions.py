"""Questions and claims for lint rules, in a line each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from making import HEAD, make_deck

from quizgen.lint import lint

SOURCE = """\
The market opened on May 3 with 14 stalls, Anna Berg said on Monday.

“Apples came before pears, and pears came before plums,” she said. “There is no other way.”

She said that trade needs peace, not rules. Boris Lind denied that trade needs luck. He pointed \
out that plums are rare, and if the market closes, the town loses 30 stalls.

“Rain may spoil the plums. This is a risk for all of us,” Anna Berg said.
"""


CLAIMS = """\
speakers:
  anna: {name: Anna Berg, aka: [Berg]}
  boris: {name: the mayor}
claims:
  opened: {speaker: reporter, quote: The market opened on May 3}
  needs: {speaker: anna, quote: trade needs peace}
  plums: {speaker: boris, quote: plums are rare}
  fruit: {speaker: anna, quote: "Apples came before pears, and pears came before plums"}
  rain: {speaker: anna, quote: Rain may spoil the plums}
  risk: {speaker: anna, quote: This is a risk for all of us}
"""


Question = dict[str, Any]


@dataclass(frozen=True)
class Body:
    """A whole deck but for its head; without `questions`, nothing asks about its claims."""

    text: str
    language: str = "en"
    about: str = ""  # a key of the source


def choice(stem: str, key: str, *distractors: str, **keys: Any) -> Question:
    return {"kind": "choice", "stem": stem, "key": key, "distractors": list(distractors), **keys}


def multiple(stem: str, right: list[str], wrong: list[str], **keys: Any) -> Question:
    return {"kind": "multiple", "stem": stem, "keys": right, "distractors": wrong, **keys}


def truefalse(stem: str, key: bool, **keys: Any) -> Question:
    return {"kind": "truefalse", "stem": stem, "key": key, **keys}


def short(stem: str, key: str, **keys: Any) -> Question:
    return {"kind": "short", "stem": stem, "key": key, **keys}


def cloze(stem: str, **keys: Any) -> Question:
    return {"kind": "cloze", "stem": stem, **keys}


def card(stem: str, key: str, **keys: Any) -> Question:
    return {"kind": "flashcard", "stem": stem, "key": key, **keys}


def essay(stem: str, key: str, *marking: str, **keys: Any) -> Question:
    marked = {"marking": list(marking)} if marking else {}
    return {"kind": "open", "stem": stem, "key": key, **marked, **keys}


def ask(*questions: Question, quiz: Mapping[str, Any] | None = None, language: str = "en") -> Body:
    named = {f"q{number}": {"claim": "opened", **q} for number, q in enumerate(questions)}
    text = f"{CLAIMS}questions: {json.dumps(named, ensure_ascii=False)}\n"
    if quiz is not None:
        made = {"title": "Test", "sections": [{"items": list(named)}], **quiz}
        text += f"quizzes: {json.dumps({'test': made}, ensure_ascii=False)}\n"
    return Body(text, language)


def claim(quote: str | list[str], text: str = "", language: str = "en", **keys: Any) -> Body:
    made = {"speaker": "anna", "quote": quote, **({"text": text} if text else {}), **keys}
    return Body(
        f"speakers: {{anna: {{name: Anna Berg}}}}\nclaims: {json.dumps({'c': made})}\n", language
    )


def quiz(*questions: Question, **keys: Any) -> Body:
    return ask(*questions, quiz=keys)


def ru(*questions: Question) -> Body:
    return ask(*questions, language="ru")


def kk(question: Question) -> Body:
    return ask(question, language="kk")


def licensed(about: str) -> Body:
    """A quiz that prints a text of which this is known."""
    made = quiz(short(WHAT, "apples"), passage="source")
    return replace(made, about=about)


def turned(*options: str, by: int) -> tuple[str, ...]:
    """The options, another one of them in front."""
    at = by % len(options)
    return (*options[at:], *options[:at])


def codes(case: Question | Body) -> list[str]:
    body = case if isinstance(case, Body) else ask(case)
    head = HEAD.replace("language: en", f"language: {body.language}")
    head = head.replace("as: the report", f"as: the report, {body.about}") if body.about else head
    if body.language != "en":
        head = head.replace("as: the report}", "as: the report, language: en}")
    made = make_deck(body.text, SOURCE, head)
    assert made.deck is not None
    return [each.code for each in lint(made.deck, made.expansion, made.forms)]


WHAT = "What came before pears?"


# Other words of one sentence.
PIECES = ("The market opened", "on May", "3 with", "14 stalls", "on Monday")
OTHERS = ("The market opened", "market opened", "opened on May", "The market opened on", "opened")
BOTH = "Rain may spoil the plums. This is a risk for all of us"
LONG = "a fund that all members pay into by size"


TEXT_60 = "What came, " + "in the end and after all, " * 10 + "before pears?"


NUMBERS = [["3", "5", "9", "12"], ["10", "20", "30", "40"]]


def even(number: int, key: str = "pears") -> Question:
    """A question whose options have one length and no cue."""
    return choice(f"Which fruit is number {number}?", key, "plums", "apple", "lemon", order="fixed")


def with_length(number: int, key: str) -> Question:
    return choice(f"Which fruit is number {number}?", key, "plums", "apple", "lemon")


def cases(table: Mapping[str, tuple[Question | Body, ...]]) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code, several in table.items()
        for number, case in enumerate(several, 1)
    ]
