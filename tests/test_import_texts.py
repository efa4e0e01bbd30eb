"""Questions as plain text, in the formats that have no columns: Aiken, text2qti, lists of cards."""

from __future__ import annotations

import pytest
from importing import foreign, read

from quizgen import importers, registry
from quizgen.importers import Resemblance


def told(form: str, text: str) -> list[tuple[str, dict[str, object]]]:
    """The kinds and the keys of questions about which nothing is said."""
    found, said = read(form, text)
    assert said == []
    return [(each.kind, dict(each.keys)) for each in found]


# --- Aiken ----------------------------------------------------------------------------------


def test_aiken() -> None:
    text = (
        "What is the right answer\nto this?\nA. Is it this one?\nB) Maybe\n  this?\nANSWER: B\n\n"
        "2. Which two?\nA) x\nB) y\nC) z\nAnswer: A, C\nExplanation: Both.\n"
        "3) Stars shine.\nANSWER: True\n"
        "Ice is cold.\nA. True\nB. False\nANSWER: B\n"
        "4. Starred?\n*a) yes\nb) no\n5. Again?\na. no\n*b. yes\n"
    )
    assert told("aiken", text) == [
        ("choice", {"stem": "What is the right answer\\\nto this?", "key": "Maybe this?",
                    "distractors": ["Is it this one?"]}),
        ("multiple", {"stem": "Which two?", "keys": ["x", "z"], "distractors": ["y"],
                      "rationale": "Both."}),
        ("truefalse", {"stem": "Stars shine.", "key": True}),
        ("truefalse", {"stem": "Ice is cold.", "key": False}),
        ("choice", {"stem": "Starred?", "key": "yes", "distractors": ["no"]}),
        ("choice", {"stem": "Again?", "key": "yes", "distractors": ["no"]}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who?\nA. x\nANSWER: A\n", "1: no answer is wrong"),
        ("Who?\nA. x\nB. y\nANSWER: E\n", "1: no answer is right"),
        ("Who?\nA. x\nB. y\n", "1: no answer is right"),
        (
            "Who?\nA. x\nB. y\nANSWER: AB",
            "1: no answer is wrong",
        ),
        ("ANSWER: True\n", "1: the question has no words"),
    ],
)
def test_aiken_names_what_is_no_question(text: str, said: str) -> None:
    assert read("aiken", f"{text}\nNext?\nA. x\nB. y\nANSWER: B\n")[1] == [said]


# --- text2qti -------------------------------------------------------------------------------


def test_text2qti() -> None:
    text = """\
Quiz title: Numbers
Quiz description: About numbers.
shuffle answers: true

% a comment
1.  What is *2* + 3?
... It is a prime.
a)  6
... Too many.
*c) 5
+ Well done.
- No.

Title: Several
Points: 2
2.  Which are prime?
    Choose all.
[*] 2
[ ] 4
[*] 5

COMMENT
3. Not this one
END_COMMENT
4.  The root of 2?
=   1.4142 +- 0.0001

5.  In the range?
=   [1, 3]

6.  Who wrote it?
*   Anna Berg
*   Berg

7.  Why?
____
!   It has two reasons.

8.  Ice is cold.
*a) True
b) False
"""
    assert told("text2qti", text) == [
        ("choice", {"stem": "What is *2* + 3?", "key": "5",
                    "distractors": [{"text": "6", "why": "Too many."}],
                    "rationale": "It is a prime. Well done."}),
        ("multiple", {"stem": "Which are prime? Choose all.", "keys": ["2", "5"],
                      "distractors": ["4"], "points": "2"}),
        ("numeric", {"stem": "The root of 2?", "key": "1.4142", "tolerance": "0.0001"}),
        ("numeric", {"stem": "In the range?", "key": "2", "tolerance": "1"}),
        ("short", {"stem": "Who wrote it?", "key": "Anna Berg", "accept": ["Berg"]}),
        ("open", {"stem": "Why?", "key": "No model answer is given.",
                  "rationale": "It has two reasons."}),
        ("truefalse", {"stem": "Ice is cold.", "key": True}),
    ]  # fmt: skip


def test_text2qti_names_what_it_loses() -> None:
    text = (
        "GROUP\npick: 1\n1. Who?\n*a) She\nb) He\n\n2. What?\n\n3. Which?\na) x\nb) y\nEND_GROUP\n"
    )
    found, said = read("text2qti", text)
    assert [each.keys["stem"] for each in found] == ["Who?"]
    assert said == [
        "2: not kept: that only some questions of a group are drawn",
        "7: the question has no answers",
        "9: no answer is right",
    ]


# --- Cards ----------------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\t", "---", " | ", "|", " - ", " – ", "::", " = "])
def test_cards_one_a_line(between: str) -> None:
    lines = [f"die Katze{between}the cat", "", f"der Hund{between}the dog"]
    assert told("cards", "\n".join(lines)) == [
        ("flashcard", {"stem": "die Katze", "key": "the cat"}),
        ("flashcard", {"stem": "der Hund", "key": "the dog"}),
    ]


def test_cards_between_rules() -> None:
    text = "die Katze\nthe cat\na pet\n---\nder Hund\nthe dog\n-----\nalone\n"
    found, said = read("cards", text)
    assert [dict(each.keys) for each in found] == [
        {"stem": "die Katze", "key": "the cat\\\na pet"},
        {"stem": "der Hund", "key": "the dog"},
    ]
    assert said == ["8: the card has only one side"]


def test_a_card_with_one_side_is_named() -> None:
    lines = [f"word {n}\tmeaning {n}" for n in range(10)]
    found, said = read("cards", "\n".join([*lines, "alone"]))
    assert len(found) == 10
    assert said == ["11: the card has only one side"]


# --- Told apart -----------------------------------------------------------------------------

AIKEN = "Who?\nA. She\nB. He\nANSWER: A\n"
QTI = "1. Who?\n*a) She\nb) He\n"
GIFT = "::t:: Who? {=She ~He}\n\nWhen?{#1822}\n"
XML = '<?xml version="1.0"?><quiz><question type="essay"></question></quiz>'
TABLE = "question,A,B,key\nWho?,She,He,A\n"


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("q.txt", AIKEN, "aiken"),
        ("q.txt", f"1) {AIKEN}2) {AIKEN}", "aiken"),
        ("q.txt", "1. Who?\n*A. She\nB. He\n2. What?\nA. x\n*B. y\n", "aiken"),
        ("q.txt", QTI, "text2qti"),
        ("q.md", QTI, "text2qti"),
        ("q.txt", GIFT, "gift"),
        ("q.csv", GIFT, "gift"),
        ("q.txt", "What is it?{=a<br>\tb ~c,d}\n", "gift"),
        ("q.txt", "So, it was.\nHe said no.\nWell, he did.\nAnd so, we went.\n", ""),
        ("q", "Ice is cold.{T}\n", "gift"),
        ("q.txt", "Why?{}\n", "gift"),
        ("q.xml", XML, "moodle-xml"),
        ("q.txt", XML, "moodle-xml"),
        ("q.csv", TABLE, "csv"),
        ("q.txt", TABLE, "csv"),
        ("q.txt", TABLE.replace(",", "\t"), "csv"),
        ("q.csv", "question;answer\nWhat is {=x}?;a\n", "csv"),
        ("q.csv", "What?,a,b,c,A\nWho?,d,e,f,B\n", "csv"),
        ("q.txt", "#separator:tab\n#html:true\nWho?\tShe\n", "anki"),
        ("q.txt", "#Separator: Comma\nWho?,She\n", "anki"),
        ("q.txt", "{{c1::Rome}} is old.\t\n", "anki"),
        ("q.txt", "Who <b>came</b>?\tShe<br>did\n", "anki"),
        ("q.txt", "die Katze\tthe cat\nder Hund\tthe dog\n", "cards"),
        ("q.txt", "Wo?\tda\tein Ort\nWer?\tsie\teine Frau\n", "anki"),
        ("q.txt", "What?\tw\tx\ty\tA\nWho?\tw\tx\ty\tC\n", "csv"),
        ("q.txt", "die Katze---the cat\nder Hund---the dog\n", "cards"),
        ("q.txt", "die Katze | the cat\nder Hund | the dog\n", "cards"),
        ("q.txt", "cat\na pet\n---\ndog\na friend\n---\n", "cards"),
        ("q.txt", "Dear all,\nhere are my questions.\n", ""),
        ("q.txt", "", ""),
        ("q.md", "# Notes\n\nSome prose, and more prose. It has {braces} too.\n", ""),
    ],
)  # fmt: skip
def test_formats_are_told_apart_by_their_content(name: str, text: str, form: str) -> None:
    known = registry.names(importers)
    judged = {each: registry.load(importers, each).likeness(foreign(text, name)) for each in known}
    best = max(known, key=lambda each: judged[each])
    assert (best if judged[best] is not Resemblance.NONE else "") == form
