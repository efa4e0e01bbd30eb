"""A rule may warn only if two readers each judged enough of its alarms, and most were right."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.diagnostics import Severity
from quizgen.lint import rules

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "lint_measured.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
READ = {code: (int(fired), int(read), int(right)) for code, fired, read, right, _, _ in ROWS}
SECOND = {
    code: (int(read), int(right))
    for code, *_, second, _ in ROWS
    if second != "-"
    for right, read in [second.split("/")]
}
WARNINGS = [code for code, rule in rules().items() if rule.severity is Severity.WARNING]


def test_every_rule_was_measured() -> None:
    assert sorted(READ) == sorted(rules())
    assert len(rules()) <= 50
    assert all(fired >= read >= right for fired, read, right in READ.values())
    assert all(read >= right for read, right in SECOND.values())


@pytest.mark.parametrize("code", WARNINGS)
def test_what_warns_is_right_in_most_alarms(code: str) -> None:
    _, read, right = READ[code]
    assert read >= 10
    assert right / read >= 0.7


@pytest.mark.parametrize("code", WARNINGS)
def test_a_second_reader_found_most_alarms_right(code: str) -> None:
    """Whoever wrote a rule sees what it means; others see only what it says."""
    read, right = SECOND[code]
    assert read >= 10
    assert right / read >= 0.7
