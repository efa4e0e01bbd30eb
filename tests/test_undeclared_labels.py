"""What looks like a label and is not declared: its words would go to the speaker before."""

from __future__ import annotations

import pytest
from making import HEAD, try_deck

QUESTION = """
speakers: {evans: {name: Evans}}
questions: {q: {kind: open, quote: I went, stem: "Where, said Evans, did he go?", key: X}}
"""
SAID = "EVANS: I went.\n\nEVANS: Yes.\n\n"
LABELLED = HEAD.replace("as: the report", "as: the report, labels: {EVANS: evans}")


def warned(more: str, head: str = LABELLED) -> list[str]:
    made = try_deck(QUESTION, SAID + more, head)
    return [each.message for each in made.problems if each.code == "undeclared-label"]


@pytest.mark.parametrize(
    "label",
    ["Q", "MR. LEE", "Interviewer", "The Chair", "В", "Вопрос", "Frau Süß", "प्रश्न", "И. Лин"],
)
def test_it_is_named(label: str) -> None:
    found = warned(f"{label}: Where?\n\n{label}: Why?\n")
    expected = label[:1].isupper()  # a script without capitals gives no sign
    assert [f"“{label}:”" in each for each in found] == [True] * expected


def test_several_are_one_message() -> None:
    (message,) = warned("Q: Where?\n\nLEE: No.\n\nQ: Why?\n\nLEE: So.\n")
    assert "“Q:”, “LEE:”" in message


@pytest.mark.parametrize(
    "more",
    [
        "Q: Where?\n",  # once
        "We saw this: a mill.\n\nWe saw this, too: a mill.\n",
        "And then, after all of it: rain.\n\nAnd then, after all of it: snow.\n",
        "At 9:30 we left.\n\nAt 9:30 we came back.\n",
        "https://example.org\n\nhttps://example.org\n",
        "It rained.\n\nIt rained.\n",
    ],
)
def test_other_beginnings_are_not(more: str) -> None:
    assert warned(more) == []


def test_a_declared_label_is_not() -> None:
    head = LABELLED.replace("{EVANS: evans}", "{EVANS: evans, Q: reporter}")
    assert warned("Q: Where?\n\nQ: Why?\n", head) == []


@pytest.mark.parametrize(
    ("more", "is_warned"),
    [("Note: rain.\n\nNote: snow.\n", False), ("Q: Where?\n\nQ: Why?\n", True)],
)
def test_beside_no_label_only_capitals_are(more: str, is_warned: bool) -> None:
    made = try_deck(QUESTION, "I went.\n\n" + more, HEAD)
    assert ("undeclared-label" in made.codes) is is_warned


@pytest.mark.parametrize(
    "text",
    [
        "问：Where?\n\n答：I went.\n",  # a full-width colon, as in Chinese and Japanese
        "问: Where?\n\n答: I went.\n",
        "问:\n\nWhere?\n\n答:\n\nI went.\n",  # in paragraphs of their own
        "问:\nWhere?\n\n答:\nI went.\n",
    ],
)
def test_a_label_stands_before_a_colon(text: str) -> None:
    head = HEAD.replace("as: the report", "as: the report, labels: {问: reporter, 答: evans}")
    made = try_deck(QUESTION, text, head)
    assert made.codes == []
    assert made.items["q"].voice_of(made.items["q"].evidence[0]).speaker == "evans"


def test_a_label_without_a_colon_is_none() -> None:
    made = try_deck(QUESTION, "EVANS. I went.\n", LABELLED)
    assert "unused-label" in made.codes
    assert "before a colon" in made.problems[0].hint
