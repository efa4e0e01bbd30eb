"""A key of another kind: one message, at its place, and none of what follows from it."""

from __future__ import annotations

import pytest
from making import try_deck

CLAIM = "claims:\n  c: {speaker: reporter, quote: trade needs luck}\n"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            "kind: ordering, pairs: {a: b, c: d}",
            "`pairs:` belongs to matching, and this is an ordering",
        ),
        ("kind: short, keys: [a, b]", "`keys:` belongs to list and multiple, and this is a short"),
        (
            "kind: flashcard, key: a, marking: {x: 1}",
            "`marking:` belongs to open, and this is a flashcard",
        ),
        ("kind: matching, steps: [a, b]", "`steps:` belongs to ordering, and this is a matching"),
        (
            "kind: truefalse, key: true, unit: m",
            "`unit:` belongs to numeric, and this is a truefalse",
        ),
    ],
)
def test_one_message(keys: str, said: str) -> None:
    made = try_deck(
        f"{CLAIM}questions:\n  q: {{claim: c, stem: 'What, says the report?', {keys}}}\n"
    )
    assert [problem.message for problem in made.problems] == [said]
    assert made.codes == ["unknown-key"]


def test_a_template_as_well() -> None:
    made = try_deck(
        f"{CLAIM}templates:\n  t: {{kind: ordering, stem: 'Order, says the report.', "
        "pairs: {a: b}}\n"
        "questions:\n  q: {kind: short, claim: c, stem: 'What, says the report?', key: luck}\n"
    )
    assert made.codes == ["unknown-key"]


def test_a_slip_that_is_no_key_of_any_kind_is_read_on() -> None:
    made = try_deck(
        f"{CLAIM}questions:\n"
        "  q: {kind: short, claim: c, stem: 'What, says the report?', kye: a}\n"
    )
    assert made.codes == ["unknown-key"]
    assert "unknown key `kye`" in made.problems[0].message
