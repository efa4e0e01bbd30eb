"""The plug is pulled: whatever was acknowledged is kept, and the state is what the log says."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from making import as_build, as_file

from quizgen.interchange.history import Review
from quizgen.quiz.model import About, Item, Source
from quizgen.quiz.responses import TextEntry
from quizgen.study.history import History
from quizgen.study.history_file import open_history
from quizgen.study.schedule import GOOD

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is POSIX")

ROOT = Path(__file__).parent.parent
PROGRAM = "from quizgen.commands.study import command; command(prog_name='quizgen study')"
TODAY = 739_677
RUNS = 100
SESSIONS = 100 if os.environ.get("CI") else 5  # whole sessions, which take longer to start


def state(history: History) -> list[tuple[object, ...]]:
    run = history.connection.execute
    return run("SELECT * FROM card ORDER BY deck, item").fetchall()


def logged(history: History) -> set[tuple[str, int]]:
    return set(history.connection.execute("SELECT item, at FROM review").fetchall())


def check(file: Path, acknowledged: set[tuple[str, int]]) -> None:
    """By the next one who opens it."""
    history = open_history(file)
    assert acknowledged <= logged(history)
    assert history.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    before = state(history)
    history.rebuild()
    assert state(history) == before
    history.close()


def answer_on(file: Path, first: int, told: Connection) -> None:
    """Until killed; tells of every answer that was kept."""
    history = open_history(file)
    at = first
    while True:
        item = f"q{at % 7}"
        history.record(
            Review(at, "uid", item, first, TODAY + at % 50, "[]", "correct", "", GOOD, 1, "")
        )
        told.send((item, at))
        at += 1


def received(told: Connection) -> set[tuple[str, int]]:
    found = set()
    while told.poll():
        try:
            found.add(told.recv())
        except (EOFError, OSError):
            break
    return found


def test_a_hundred_kills_lose_no_answer(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - moments, not secrets
    file = tmp_path / "history.sqlite"
    open_history(file).close()
    context = get_context("fork")
    acknowledged: set[tuple[str, int]] = set()
    for run in range(RUNS):
        told, teller = context.Pipe(duplex=False)
        child = context.Process(target=answer_on, args=(file, 100_000 * run, teller))
        child.start()
        teller.close()
        assert told.poll(10)
        time.sleep(chance.random() * 0.03)
        child.kill()
        child.join()
        acknowledged |= received(told)
        if run % 10 == 9:
            check(file, acknowledged)
    assert len(acknowledged) >= RUNS


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    source = Source("speech.txt", "the report", "en", ("Text.",))
    items = tuple(
        Item(f"q{number}", "short", (f"Stem {number}?",), TextEntry("UN"), f"c{number}", ())
        for number in range(60)
    )
    path = tmp_path / "deck.json"
    path.write_bytes(as_file(as_build(About("demo", "uid", "Demo", "en", source), items, (), 0)))
    return path


def a_session(deck: Path, file: Path, is_time: Callable[[int], bool]) -> list[str]:
    """Answers until it is time and kills it then; gives the items whose feedback was shown."""
    command = [sys.executable, "-c", PROGRAM, str(deck), "--db", str(file), "--json"]
    child = subprocess.Popen(
        [*command, "--new", "60"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdin
    assert child.stdout
    child.stdin.write(b'{"answer": "UN"}\n{"command": "next"}\n' * 60)
    child.stdin.flush()
    shown: list[str] = []
    for line in child.stdout:
        event = json.loads(line)
        if event["event"] == "feedback":
            shown.append(event["item"])
        if is_time(len(shown)):
            break
    child.send_signal(signal.SIGKILL)
    rest = [json.loads(line) for line in child.stdout if line.endswith(b"}\n")]
    child.wait()
    child.stdin.close()
    child.stdout.close()
    return shown + [event["item"] for event in rest if event["event"] == "feedback"]


def test_a_session_that_is_killed_goes_on_with_the_next_question(
    tmp_path: Path, deck: Path
) -> None:
    chance = random.Random(4)  # noqa: S311 - moments, not secrets
    answered: list[str] = []
    file = tmp_path / "0.sqlite"
    for run in range(SESSIONS):
        if len(answered) > 40:
            file, answered = tmp_path / f"{run}.sqlite", []
        last = chance.randrange(1, 6)
        fresh = a_session(deck, file, lambda count, last=last: count >= last)
        assert not set(fresh) & set(answered), "asked again what had been answered"
        answered += fresh
        history = open_history(file)
        kept = [item for item, _ in sorted(logged(history), key=lambda entry: entry[1])]
        assert set(answered) <= set(kept)
        answered = kept
        history.close()
        check(file, set())


def _answer_often(file: Path, first: int, start: Connection) -> None:
    start.recv()
    history = open_history(file)
    for number in range(100):
        history.record(
            Review(first + number, "uid", "shared", first, TODAY, "[]", "correct", "", GOOD, 1, "")
        )


def test_three_terminals_at_once_lose_no_update(tmp_path: Path) -> None:
    """All make the file, answer the same card and use the same milliseconds."""
    file = tmp_path / "history.sqlite"
    context = get_context("fork")
    pipes = [context.Pipe() for _ in range(3)]
    children = [
        context.Process(target=_answer_often, args=(file, 1000 + n, pipe[1]))
        for n, pipe in enumerate(pipes)
    ]
    for child in children:
        child.start()
    for pipe, _ in pipes:
        pipe.send("go")
    for child in children:
        child.join(120)
    assert [child.exitcode for child in children] == [0, 0, 0]
    history = open_history(file)
    assert len(logged(history)) == 300
    assert history.connection.execute("SELECT reviews FROM card").fetchall() == [(300,)]
    check(file, set())
