"""Questions that give their key away, and two that a learner cannot tell apart."""

from __future__ import annotations

import pytest
from making import HEAD, try_deck


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
        ("kind: numeric, stem: What is the amount of −14?, key: 14", []),
        ("kind: numeric, stem: 'Round 14.4 to a whole number.', key: 14", []),
        ("kind: numeric, stem: 'How much is 14/3 by 3?', key: 14", []),
        ("kind: numeric, stem: 'How many hours is 14:00 after midnight?', key: 14", []),
        ("kind: numeric, stem: 'How many stalls, 10-14?', key: 14", ["key-in-stem"]),
        ("kind: numeric, stem: 'How many of 14, 15.5 and -14?', key: 14", ["key-in-stem"]),
    ],
)
def test_a_stem_does_not_hold_its_key(keys: str, found: list[str]) -> None:
    assert codes(keys) == found


def test_an_empty_key_among_several_is_one_mistake() -> None:
    for keys in ("[a, '']", "['', '']", "['', b]"):
        assert {*codes(f"kind: list, stem: Name two., keys: {keys}")} == {"empty"}
    assert codes("kind: list, stem: Name two., keys: [a]") == ["too-few"]


def test_one_question_is_asked_once_in_one_kind() -> None:
    short = "kind: short, stem: When did it open?, key: May 3"
    assert codes(short, short) == ["same-question"]
    assert codes(short, short.replace("When", "On which day")) == []
    assert codes(short, short.replace("short", "flashcard")) == []


def test_one_stem_may_be_asked_of_other_options() -> None:
    choice = "kind: choice, stem: Which of these is a noun?, key: table, distractors: [to go, big]"
    assert codes(choice, choice) == ["same-question"]
    assert codes(choice, choice.replace("[to go, big]", "[big, To go.]")) == ["same-question"]
    assert codes(choice, choice.replace("table", "house")) == []


def test_what_rests_on_no_text_may_be_meant_so() -> None:
    """Such questions come from elsewhere, and no build waits for them."""
    head = HEAD.replace("{file: text.txt, as: the report}", "none")
    made = try_deck(
        "questions:\n"
        "  a: {kind: short, stem: bank, key: Ufer}\n"
        "  b: {kind: short, stem: bank, key: Institut}\n"
        "  c: {kind: short, stem: Is Oslo or Bergen the capital?, key: Oslo}\n",
        head=head,
    )
    assert [(str(each.severity), each.code) for each in made.problems] == [
        ("warning", "same-question"),
        ("warning", "key-in-stem"),
    ]
    assert len(made.items) == 3
