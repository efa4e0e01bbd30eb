"""Questions that rest on no text and go on under another id, reworded or corrected as well.

A lock keeps hashes, so words that are alike but not the same cannot be compared.
"""

from __future__ import annotations

import pytest
from making import HEAD, Made, as_build, make_deck, released

from quizgen.diagnostics import Diagnostic
from quizgen.quiz.model import Build
from quizgen.releases.renames import unnamed_renames

NONE = HEAD.replace("{file: text.txt, as: the report}", "none")
ITALY = "italy: {kind: short, stem: What is the capital of Italy?, key: Rome}"
SEVEN = "q7: {kind: choice, stem: Which is a fish?, key: cod, distractors: [crow, cow, cat]}"
TRUE = "boil: {kind: truefalse, stem: Water boils at 90 degrees., key: true}"
BEFORE = (ITALY, SEVEN, TRUE)


def built_of(made: Made) -> Build:
    assert made.deck is not None
    return as_build(made.deck.about, tuple(made.items.values()), made.forms, 1_700_000_000)


def problems(before: tuple[str, ...], after: tuple[str, ...]) -> list[Diagnostic]:
    old, new = (
        make_deck("questions:\n" + "".join(f"  {line}\n" for line in lines), head=NONE)
        for lines in (before, after)
    )
    ledger = released(None, built_of(old), 1_700_000_000)
    assert new.deck is not None
    return unnamed_renames(new.deck, new.expansion.places, built_of(new), ledger)


def said(*after: str, before: tuple[str, ...] = BEFORE) -> list[tuple[str, str]]:
    found = problems(before, after)
    assert {each.code for each in found} <= {"renamed-without-was"}
    return [(str(each.severity), each.hint.split("\n")[0]) for each in found]


@pytest.mark.parametrize(
    ("line", "was", "severity"),
    [
        (ITALY.replace("italy", "rome"), "italy", "error"),
        # one of the two is new as well
        (ITALY.replace("italy", "rome").replace("What is", "Name"), "italy", "error"),
        (ITALY.replace("italy", "rome").replace("Rome", "Roma"), "italy", "error"),
        (TRUE.replace("boil:", "steam:").replace("key: true", "key: false"), "boil", "error"),
        # both are
        (ITALY.replace("italy", "italys").replace("What is", "Name").replace("Rome", "R"), "italy",
         "warning"),
        (SEVEN.replace("q7", "q7-fish").replace("Which", "What").replace("cod", "eel"), "q7",
         "warning"),
    ],
)  # fmt: skip
def test_a_rename_is_noticed_and_cured(line: str, was: str, severity: str) -> None:
    rest = [each for each in BEFORE if not each.startswith(f"{was}:")]
    assert said(line, *rest) == [(severity, f"was: [{was}]")]
    assert said(line.replace("{", f"{{was: [{was}], ", 1), *rest) == []
    assert said(line.replace("{", "{was: [], ", 1), *rest) == []


@pytest.mark.parametrize(
    "line",
    [
        "peru: {kind: short, stem: What is the capital of Peru?, key: Lima}",
        "q8: {kind: choice, stem: Which is a bird?, key: crow, distractors: [cod, cow, cat]}",
        "q71: {kind: choice, stem: Which is a bird?, key: crow, distractors: [cod, cow, cat]}",
        "ice: {kind: truefalse, stem: Water freezes at 0 degrees., key: true}",
        "fish: {kind: flashcard, stem: A fish, key: cod}",  # another kind of note
    ],
)
def test_a_new_question_in_place_of_another_is_no_rename(line: str) -> None:
    for gone in BEFORE:
        assert said(line, *(each for each in BEFORE if each != gone)) == []


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        ("unit1-cat", "unit1-dog"),
        ("word-cat", "word-car"),
        ("mouse", "house"),
        ("u1.a2-cat", "u1.a2-cow"),
    ],
)
def test_ids_that_begin_alike_are_of_many_questions(gone: str, new: str) -> None:
    question = "{kind: short, stem: What is le %s?, key: the %s}"
    one, other = (f"{name}: " + question.replace("%s", name.split("-")[-1]) for name in (gone, new))
    assert said(other, ITALY, before=(one, ITALY)) == []
    slip = other.replace(new, gone + "s", 1)
    assert said(slip, ITALY, before=(one, ITALY)) == [("warning", f"was: [{gone}]")]


def test_a_key_that_others_keep_tells_nothing() -> None:
    """In a vocabulary several words have one meaning."""
    word = "{name}: {{kind: short, stem: What does “{name}” mean?, key: hello}}"
    hola, salut, ciao, hallo = (
        word.format(name=each) for each in ("hola", "salut", "ciao", "hallo")
    )
    assert said(hola, salut, hallo, before=(hola, salut, ciao)) == []
    assert said(hola, hallo, before=(hola, ciao)) == []
    assert said(hola, hallo, before=(ciao,)) == []
    assert said(hallo, before=(ciao,)) == [("error", "was: [ciao]")]


def test_a_key_that_several_have_tells_nothing() -> None:
    two = (
        "france: {kind: short, stem: What is the capital of France?, key: Paris}",
        "louvre: {kind: short, stem: Where is the Louvre?, key: Paris}",
    )
    assert said("seine: {kind: short, stem: Which city has the Pont Neuf?, key: Paris}",
                before=two) == []  # fmt: skip
    moved = "seine: {kind: short, stem: Where is the Louvre?, key: Paris}"
    assert said(moved, before=two) == [("error", "was: [louvre]")]
