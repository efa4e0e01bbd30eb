"""Questions that are forgotten time and again are named and put aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from studying import deck, run_here, texts, words

from quizgen.commands import history as history_command
from quizgen.commands import study

START = datetime(2020, 3, 2, 12).astimezone()
Days = Callable[..., list[str]]


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Days:
    """Types the same every hundred days, and gives what each session showed."""
    path = deck(tmp_path, *texts(1))
    number = 0

    def run(typed: str, many: int, *options: str) -> list[str]:
        nonlocal number
        shown = []
        for _ in range(many):
            number += 1
            now = START + timedelta(days=100 * number)
            monkeypatch.setattr(study, "_now", lambda now=now: now)
            shown.append(words(run_here(tmp_path, path, typed, *options).stdout))
        return shown

    return run


def history(tmp_path: Path, *arguments: str) -> str:
    db = str(tmp_path / "history.sqlite")
    result = CliRunner().invoke(history_command.command, [*arguments, "--db", db])
    assert result.exit_code == 0, result.output
    return result.output


def away(tmp_path: Path) -> str:
    return history(tmp_path, "suspended")


MISSED = "NATO\n\n/quit\n"


def test_what_was_forgotten_eight_times_is_put_aside(tmp_path: Path, days: Days) -> None:
    *before, last = days(MISSED, 9)
    assert not any("put aside" in shown for shown in before)
    assert "Missed 8 times after it was learnt, so this question is put aside." in last
    assert "quizgen history resume q0 brings it back." in last
    assert "Nothing to ask now." in days(MISSED, 1)[0]
    assert away(tmp_path) == "uid-demo  q0\n"
    history(tmp_path, "resume", "q0")
    *before, last = days(MISSED, 4)
    assert not any("put aside" in shown for shown in before)
    assert "Missed 12 times" in last


@pytest.mark.parametrize(
    "typed", ["UN\n\n", "NATO\ny\n", "NATO\nu\nUN\n\n", "NATO\n/undo\n/skip\n", "/skip\n"]
)
def test_what_was_known_is_not_put_aside(days: Days, typed: str) -> None:
    days(MISSED, 8)
    assert "put aside" not in days(typed, 1)[0]


def test_putting_aside_is_taken_back(tmp_path: Path, days: Days) -> None:
    days(MISSED, 8)
    deck(tmp_path, *texts(2))  # a new one follows, so that there is a prompt for /undo
    shown = days("NATO\n\n/undo\n/quit\n", 1)[0]
    assert "put aside" in shown
    assert "Taken back." in shown
    assert away(tmp_path) == ""


def test_cramming_puts_nothing_aside(days: Days) -> None:
    days(MISSED, 8)
    assert "put aside" not in days(MISSED, 1, "--cram")[0]
