"""How much a session asks: after a pause, when much is missed, and within a learner's time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from making import replace
from studying import deck, rows, run_here, texts, words
from test_study_plan import TODAY, bank

from quizgen.commands import study
from quizgen.study.plan import Amounts, Stage, plan

MANY = tuple(f"c{number}.t" for number in range(3000))


def stages(due: int, amounts: Amounts) -> Counter[str]:
    """Of what stages the turns are, when so many of 3,000 are due since yesterday."""
    known = bank(MANY, due_days=dict.fromkeys(MANY[:due], TODAY - 1))
    return Counter(turn.stage for turn in plan([known], TODAY, amounts, "s").turns)


@pytest.mark.parametrize(
    ("due", "asked", "new"),
    [(0, 0, 10), (50, 50, 10), (51, 51, 9), (80, 80, 4), (99, 99, 0), (100, 100, 0),
     (2000, 100, 0)],
)  # fmt: skip
def test_new_ones_wait_while_many_are_due(due: int, asked: int, new: int) -> None:
    found = stages(due, Amounts(new=10))
    assert (found[Stage.DUE], found[Stage.NEW]) == (asked, new)


def test_a_limit_is_the_learners_own() -> None:
    assert stages(2000, Amounts(new=10, limit=300)) == {Stage.DUE: 300}
    assert stages(30, Amounts(new=10, limit=35)) == {Stage.DUE: 30, Stage.NEW: 5}
    assert stages(0, Amounts(new=60)) == {Stage.NEW: 60}


def test_the_longest_waiting_are_asked_first() -> None:
    days = {name: TODAY - 1 - (number < 100) for number, name in enumerate(reversed(MANY))}
    planned = plan([bank(MANY, due_days=days)], TODAY, Amounts(new=0), "s")
    assert {turn.item for turn in planned.turns} == set(MANY[-100:])
    assert planned.left == 2900


def test_what_is_left_is_said(tmp_path: Path) -> None:
    path = deck(tmp_path, *texts(5))
    run_here(tmp_path, path, "UN\n\n" * 5)
    rows(tmp_path, "UPDATE card SET due = 1")
    shown = words(run_here(tmp_path, path, "/quit\n", "--limit", "2").stdout)
    assert "2 due, 0 new" in shown
    assert "Due, but left for another session: 3." in shown
    assert "left for another" not in words(run_here(tmp_path, path, "/quit\n").stdout)


@pytest.fixture
def _slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock takes ten seconds."""
    now = [datetime(2026, 3, 2, 12).astimezone()]

    def clock() -> datetime:
        now[0] += timedelta(seconds=10)
        return now[0]

    monkeypatch.setattr(study, "_now", clock)


@pytest.mark.usefixtures("_slow_clock")
@pytest.mark.parametrize("options", [("--minutes", "2"), ("--minutes", "2", "--cram")])
def test_after_its_minutes_a_session_asks_no_more(tmp_path: Path, options: tuple[str, ...]) -> None:
    """The answer to the question that is on the screen still counts."""
    run = run_here(tmp_path, deck(tmp_path, *texts(9)), "UN\n\n" * 9, *options)
    shown = words(run.stdout)
    assert "Time in minutes: 2." in shown
    assert "go on. n: I was wrong. u: take it back. > The time is up. Answers kept:" in shown
    kept = len(rows(tmp_path, "SELECT * FROM review"))
    assert 0 < kept == shown.count("Question ") < 9


@pytest.mark.usefixtures("_slow_clock")
def test_a_session_that_ends_before_its_time_says_nothing_of_it(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), "UN\n\n", "--minutes", "2")
    assert "The time is up" not in words(run.stdout)


def next_due(tmp_path: Path, path: Path, typed: str, *options: str) -> str:
    found = re.search(r"due on (\S+)\.", words(run_here(tmp_path, path, typed, *options).stdout))
    return found[1] if found else ""


def test_the_next_day_is_the_one_on_which_something_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is due and put off is not asked today, and what a limit left over is."""
    now = datetime(2026, 3, 2, 12).astimezone()
    monkeypatch.setattr(study, "_now", lambda: now)
    asked = [replace(each, claim=f"c{number // 2}") for number, each in enumerate(texts(4))]
    path = deck(tmp_path, *asked)
    run_here(tmp_path, path, "UN\n\n" * 4)
    monkeypatch.setattr(study, "_now", lambda: now + timedelta(days=9))
    assert next_due(tmp_path, path, "UN\n\n", "--limit", "1") == "2026-03-11"
    assert next_due(tmp_path, path, "/skip\n") == "2026-03-11"
    run = run_here(tmp_path, path, "UN\n\n")
    assert "put off to another day, since they go with other questions of today: 2" in words(
        run.stdout
    )
    assert next_due(tmp_path, path, "") == "2026-03-12"
    assert run_here(tmp_path, path, "", "--due").stdout == b"0\n"


def test_the_end_says_that_so_many_new_ones_a_day_are_the_limit(tmp_path: Path) -> None:
    path = deck(tmp_path, *[replace(each, claim=each.id) for each in texts(3)])
    limit = "2 new questions a day is the limit, and more wait; --new raises it."
    assert limit in words(run_here(tmp_path, path, "UN\n\n" * 2, "--new", "2").stdout)
    assert limit in words(run_here(tmp_path, path, "", "--new", "2").stdout)
    assert "is the limit" not in words(run_here(tmp_path, path, "UN\n\n" * 2).stdout)
