"""Questions about punctuation, whose options and keys are marks alone."""

from __future__ import annotations

import pytest
from making import HEAD, try_deck

NONE = HEAD.replace("{file: text.txt, as: the report}", "none")


def codes(question: str) -> list[str]:
    body = f"questions: {{q: {{stem: Which marks are meant?, {question}}}}}\n"
    return try_deck(body, head=NONE).codes


@pytest.mark.parametrize("question", [
    'kind: list, keys: ["...", "?!"]',
    'kind: choice, key: "?", distractors: ["!", ".", ";"]',
    'kind: choice, key: "«", distractors: ["»", "“", "”"]',
    'kind: multiple, keys: [".", "!"], distractors: [",", "?"]',
    'kind: matching, pairs: {"?": question mark, "!": exclamation mark}',
    'kind: ordering, steps: [",", ";", "."]',
])  # fmt: skip
def test_marks_that_differ_are_different_answers(question: str) -> None:
    assert codes(question) == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ('kind: list, keys: ["?", " ?"]', "same-options"),
        ('kind: choice, key: "?", distractors: ["!", "？"]', "key-among-distractors"),
        ('kind: choice, key: "Go!", distractors: ["Go.", "Come"]', "key-among-distractors"),
        ('kind: ordering, steps: [",", ";", "; "]', "too-few"),
    ],
)
def test_the_same_mark_twice_is_refused(question: str, code: str) -> None:
    assert codes(question) == [code]
