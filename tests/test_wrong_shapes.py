"""A mapping where a list is meant, and the other way round: one message with the line to write."""

from __future__ import annotations

import pytest
from making import try_deck

CLAIMS = "claims:\n  a: {speaker: reporter, quote: opened on May 3}\n"
QUESTIONS = "questions:\n  q: {kind: open, claim: a, stem: Why?, key: x}\n"


def told(body):
    return [(each.code, each.hint) for each in try_deck(CLAIMS + body).problems]


@pytest.mark.parametrize(
    ("sections", "line"),
    [
        ("{draw: 3}", "- draw: 3"),
        ("\n      draw: 3\n      points: 2", "- draw: 3"),
        ("{items: [q]}", "- items:"),
    ],
)
def test_sections_without_a_dash(sections, line):
    quizzes = f"quizzes:\n  t:\n    title: T\n    sections: {sections}\n"
    assert told(QUESTIONS + quizzes) == [("expected-list", f"begin each entry with a dash: {line}")]


@pytest.mark.parametrize(
    "questions",
    [
        "questions:\n  - kind: open\n    claim: a\n    stem: Why?\n    key: x\n",
        "questions: [{kind: open, claim: a, stem: Why?, key: x}]\n",
    ],
)
def test_questions_in_a_list(questions):
    """Neither the claims are unused, nor do quizzes and enemies name what is not there."""
    quizzes = "quizzes: {t: {title: T, sections: [{items: [q]}, {draw: 1}]}}\n"
    hint = "give each entry an id and a colon instead of its dash: first: {kind: …}"
    assert told(questions + quizzes) == [("expected-mapping", hint)]


def test_templates_in_a_list():
    body = "templates: [{kind: open}]\n" + QUESTIONS
    assert [code for code, _ in told(body)] == ["expected-mapping"]
