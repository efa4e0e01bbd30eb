"""Half a pair of quotation marks in a value is told where it stands, and once."""

from __future__ import annotations

import pytest
from making import try_deck

from quizgen.source.punctuation import is_paired

SOURCE = "“There is no way,” Anna Berg said. She said that trade needs a “gift and trust."
HALVES = ["a “boon", "a «boon", "a „boon", "a ‟boon"]


def told(slot: str, pool: str = "y", quote: str = "trade") -> list[str]:
    """What is told to have half a pair of marks, of a slot that two templates use."""
    body = f"""
speakers: {{anna: {{name: Anna Berg}}}}
pools: {{p: [x, {pool}]}}
claims: {{a: {{speaker: anna, quote: {quote}, slots: {{s: {slot}}}}}}}
templates:
  one: {{kind: choice, stem: "What did Anna Berg say “{{s.f}} is”?", key: "{{s}}", distractors: 2}}
  two: {{kind: choice, stem: "Why did Anna Berg say {{s.f}}?", key: "{{s}}", distractors: 2}}
  three: {{kind: open, stem: "What did Anna Berg say of {{s}} in May?", key: x}}
"""
    problems = try_deck(body, SOURCE).problems
    where = [each.where for each in problems if each.code == "unpaired-mark"]
    return [place.file.text[place.start : place.end] for place in where]


@pytest.mark.parametrize("half", HALVES)
def test_a_mark_that_opens(half: str) -> None:
    assert told(f"{{value: trade, near: [{half}, y], forms: {{f: z}}}}") == [half]
    assert told("{value: trade, pool: p, forms: {f: z}}", half) == [half]
    assert told(f"{{value: trade, near: [x, y], forms: {{f: {half}}}}}") == ["trade"]
    assert not is_paired(half)


def test_one_of_a_slot_s_own_value() -> None:
    slot = "{value: a “gift, near: [x, y], forms: {f: z}}"
    assert told(slot, quote="needs a “gift") == ["a “gift"]


@pytest.mark.parametrize("half", ["boon” a", "boon» a"])
def test_a_mark_that_closes(half: str) -> None:
    assert told(f"{{value: trade, near: [x, y], forms: {{f: {half}}}}}") == ["trade"]
    assert not is_paired(half)


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("What did Anna Berg say of a boon” in May?", "unpaired-mark"),
        ("What did Anna Berg say: “There is no way?", "unpaired-mark"),
        ("What did Anna Berg say: “There is a way?", "unpaired-mark"),
        ("What did Anna Berg say: “There is a way”?", "invented-quotation"),
        ('What did Anna Berg say of a screen of 12" in May?', ""),
        ("What did Anna Berg say: “There is no way”?", ""),
    ],
)
def test_one_in_a_stem(stem: str, code: str) -> None:
    """What the words are, a reader cannot tell where only one mark stands."""
    body = f"""
speakers: {{anna: {{name: Anna Berg}}}}
claims: {{a: {{speaker: anna, quote: There is no way}}}}
questions: {{q: {{kind: open, claim: a, stem: '{stem}', key: X}}}}
"""
    assert try_deck(body, SOURCE).codes == [code] * bool(code)


def test_one_in_a_name() -> None:
    for name in ("{name: Anna “Berg, aka: [Anna]}", "{name: Anna, forms: {gen: Anna “B}}"):
        body = f"""
speakers: {{anna: {name}}}
claims: {{a: {{speaker: anna, quote: trade}}}}
templates:
  one: {{kind: open, stem: "What did {{speaker}} say?", key: X}}
  two: {{kind: open, stem: "Why did {{speaker}} say so?", key: X}}
"""
        assert try_deck(body, SOURCE).codes == ["unpaired-mark"]


@pytest.mark.parametrize(("key", "keyed"), [("text", "true"), ("untrue", "false")])
def test_one_in_a_statement_of_a_claim(key: str, keyed: str) -> None:
    body = f"""
claims: {{a: {{quote: trade, {key}: trade “glows}}}}
templates:
  one: {{kind: truefalse, stem: "So {{{key}}}.", key: {keyed}}}
  two: {{kind: truefalse, stem: "Thus {{{key}}}.", key: {keyed}}}
"""
    problems = try_deck(body, SOURCE.replace("She", "He")).problems
    assert [(each.code, "trade “glows" in each.message) for each in problems] == [
        ("unpaired-mark", True)
    ]


@pytest.mark.parametrize(
    "written",
    ["a “gift”", "a “gift «of» it”", '12" pipes', "Berg’s", "the ’90s", "«a» b", "»a«", "„a“", ""],
)
def test_what_is_paired(written: str) -> None:
    assert is_paired(written)
