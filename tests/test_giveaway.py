"""Questions that give their key away, and two that a learner cannot tell apart."""

from __future__ import annotations

import pytest
from making import try_deck


def codes(*questions: str) -> list[str]:
    """What is wrong with questions q0, q1 and so on."""
    lines = "\n".join(
        f"  q{number}: {{claim: stalls, {keys}}}" for number, keys in enumerate(questions)
    )
    claims = "claims: {stalls: {speaker: reporter, quote: opened on May 3 with 14 stalls}}"
    return try_deck(f"{claims}\nquestions:\n{lines}\n").codes


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("kind: short, stem: What opened on May 3?, key: May 3", ["key-in-stem"]),
        ("kind: short, stem: What opened on May 30?, key: May 3", []),
        (
            "kind: numeric, stem: How many stalls were the 14?, key: 14, unit: stalls",
            ["key-in-stem"],
        ),
        ("kind: numeric, stem: How many stalls were the 14?, key: 14", ["key-in-stem"]),
        ("kind: numeric, stem: How many stalls in 1914?, key: 14, unit: stalls", []),
    ],
)
def test_a_stem_does_not_hold_its_key(keys: str, found: list[str]) -> None:
    assert codes(keys) == found


def test_one_question_is_asked_once_in_one_kind() -> None:
    short = "kind: short, stem: When did it open?, key: May 3"
    assert codes(short, short) == ["same-question"]
    assert codes(short, short.replace("When", "On which day")) == []
    assert codes(short, short.replace("short", "flashcard")) == []
