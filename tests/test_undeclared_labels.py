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


TRANSCRIPT = """\
Q: How old were you when
you began?
EVANS: I went at
nine.

Q: Why?
EVANS: I had to.
"""


@pytest.mark.parametrize("breaks", ["", ", breaks: wrapped", ", breaks: verse"])
def test_a_label_begins_a_paragraph_without_a_blank_line(breaks: str) -> None:
    head = HEAD.replace(
        "as: the report", f"as: the report, labels: {{Q: asker, EVANS: evans}}{breaks}"
    )
    people = "speakers: {evans: {name: Evans}, asker: {name: the asker}}\n"
    for quote, speaker in (("I went at nine", "evans"), ("Why?", "asker"), ("I had to", "evans")):
        keys = f"kind: open, quote: {quote}, stem: 'What did Evans and the asker say?', key: X"
        made = try_deck(f"{people}questions: {{q: {{{keys}}}}}\n", TRANSCRIPT, head)
        assert made.codes == []
        item = made.items["q"]
        assert item.voice_of(item.evidence[0]).speaker == speaker
    assert len(made.source.paragraphs) == 4


def test_one_that_is_not_declared_is_named_there_too() -> None:
    head = LABELLED.replace("{EVANS: evans}", "{Q: reporter}")
    made = try_deck(QUESTION, TRANSCRIPT, head)
    assert "undeclared-label" in made.codes


def test_a_label_in_bold_begins_a_paragraph_of_markdown() -> None:
    head = LABELLED.replace("text.txt", "t.md").replace(
        "{EVANS: evans}", "{Q: reporter, EVANS: evans}"
    )
    text = b"**Q:** Where?\n**EVANS:** I went.\n\n**Q**: Why?\n**EVANS**: So.\n"
    made = try_deck(QUESTION, "", head, {"t.md": text})
    assert made.codes == []
    assert len(made.source.paragraphs) == 4
