"""Sessions of acts drawn at random: whatever is typed, the log explains the state."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from studying import deck, item, rich, run_here

from quizgen.commands import study
from quizgen.quiz.responses import Choice, Gap, Gaps, Open, Option, TextEntry
from quizgen.study.history_file import open_history
from quizgen.study.schedule import replay

RESPONSES = (
    TextEntry("UN"),
    Choice((Option(rich("1")), Option(rich("2"), is_key=True))),
    Gaps((Gap("war"), Gap("abyss"))),
    Open(rich("Because.")),
)
ANSWERS = ("UN", "NATO", 1, 2, ["war", "abyss"], ["war", "hill"], True, False)
COMMANDS = ("next", "next", "next", "hint", "answer", "skip", "undo", "suspend", "right", "wrong")


def line(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return json.dumps({"answer": chance.choice(ANSWERS)})
    if chance.random() < 0.05:
        return json.dumps(chance.choice([{"flag": "bad"}, {"command": "quit"}, 3]))
    return json.dumps({"command": chance.choice(COMMANDS)})


@pytest.mark.parametrize("seed", range(12))
def test_any_session_is_explained_by_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - acts, not secrets
    path = deck(tmp_path, *(item(f"q{n}", rich("?"), RESPONSES[n % 4]) for n in range(8)))
    now = [datetime(2026, 3, 2, 12).astimezone()]

    def clock() -> datetime:
        now[0] += timedelta(milliseconds=chance.randrange(3))
        return now[0]

    monkeypatch.setattr(study, "_now", clock)
    for _ in range(4):
        now[0] += timedelta(hours=chance.choice([1, 23, 100]))
        options = chance.choice([("--json",), ("--json", "--cram"), ("--json", "--new", "3")])
        run = run_here(tmp_path, path, "\n".join(line(chance) for _ in range(60)), *options)
        assert run.returncode in (0, 2), run.stderr
        assert json.loads(run.stdout.splitlines()[-1])["event"] == "end"
    history = open_history(tmp_path / "history.sqlite")
    cards = history.connection.execute("SELECT item, due, reviews FROM card").fetchall()
    for name, due, reviews in cards:
        given = history.connection.execute(
            "SELECT day, rating FROM standing WHERE item = ? AND rating IS NOT NULL"
            " ORDER BY at, id",
            (name,),
        ).fetchall()
        assert (due, reviews) == (replay(given).due, len(given))
    before = sorted(cards)
    history.rebuild()
    after = history.connection.execute("SELECT item, due, reviews FROM card").fetchall()
    assert sorted(after) == before


def test_a_clock_that_was_put_back_breaks_nothing() -> None:
    memory = replay([(739_000, 3), (738_000, 1), (738_500, 3), (738_400, 3)])
    assert memory.due >= memory.last
