"""Released items of untrue statements that get a name, lose it or get another."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_renames import DECK, deck, edit, found, guids, release, said

__all__ = ["deck"]  # a fixture

SAID = '  said: {kind: truefalse, stem: "Flooding: {text}.", key: true}\n'
NOT_SAID = '  not-said: {kind: truefalse, stem: "Flooding: {untrue}."}\n'
TEXT = "    text: the river floods in May\n"
ONE = "    untrue: the river floods in June\n"
REASON = "    untrue: {text: the river floods in June, why: The report says May.}\n"
NAMED = "    untrue: {june: the river floods in June, july: the river floods in July}\n"
RENAMED = "    untrue: {summer: the river floods in June, july: the river floods in July}\n"


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        (ONE, NAMED, "flood.not-said", "flood.not-said.june"),
        (NAMED, RENAMED, "flood.not-said.june", "flood.not-said.summer"),
        (NAMED, ONE, "flood.not-said.june", "flood.not-said"),
    ],
)
def test_another_name_is_another_id(
    deck: Path, before: str, after: str, old: str, new: str
) -> None:
    released = edit(deck, (TEXT, TEXT + before), (SAID, SAID + NOT_SAID))
    ledger = release(released)
    problems = found(edit(deck, (before, after)), ledger)
    assert said(problems) == [("flood", f"below `questions:` write {new}: {{was: [{old}]}}")]
    cured = edit(deck, ("questions:\n", f"questions:\n  {new}: {{was: [{old}]}}\n"))
    assert found(cured, ledger) == []
    assert guids(release(cured, ledger))[new] == guids(ledger)[old]


def test_a_reason_is_no_other_id(deck: Path) -> None:
    ledger = release(edit(deck, (TEXT, TEXT + ONE), (SAID, SAID + NOT_SAID)))
    explained = edit(deck, (ONE, REASON))
    assert found(explained, ledger) == []
    assert guids(release(explained, ledger)) == guids(ledger)


def test_a_renamed_template_is_said_once_for_all_its_statements(deck: Path) -> None:
    ledger = release(edit(deck, (TEXT, TEXT + NAMED), (SAID, SAID + NOT_SAID)))
    problems = found(edit(deck, ("  not-said:", "  false:")), ledger)
    assert said(problems) == [("false", "was: [not-said]")]
    assert DECK.count("not-said") == 0
