"""A rule may warn only if enough of its alarms were read, and most of them were right."""

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
READ = {code: (int(fired), int(read), int(right)) for code, fired, read, right, _ in ROWS}


def test_every_rule_was_measured() -> None:
    assert sorted(READ) == sorted(rules())
    assert len(rules()) <= 50
    assert all(fired >= read >= right for fired, read, right in READ.values())


@pytest.mark.parametrize(
    "code", [code for code, rule in rules().items() if rule.severity is Severity.WARNING]
)
def test_what_warns_is_right_in_most_alarms(code: str) -> None:
    _, read, right = READ[code]
    assert read >= 10
    assert right / read >= 0.7
