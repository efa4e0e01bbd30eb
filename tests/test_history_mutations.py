"""Histories edited by hand: whatever stands in a row, no command ends in a traceback, the row is
named, and the rest goes on.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from studying import deck, item, rich

from quizgen.commands import history as history_command
from quizgen.commands import stats, study
from quizgen.quiz.model import Form, FormSection, Placed
from quizgen.quiz.responses import Choice, Gap, Gaps, Open, Option, TextEntry

EXAMPLES = int(os.environ.get("EDITS") or (200 if os.environ.get("CI") else 60))

TABLES = {
    "review": ("deck", "item", "session", "day", "answer", "mark", "reason", "rating", "took",
               "key", "at", "mode"),
    "event": ("type", "deck", "item", "at", "about", "mark", "rating", "value"),
    "alias": ("deck", "old", "item"),
    "card": ("deck", "item", "stability", "difficulty", "due", "last", "first", "reviews",
             "lapses", "key", "is_changed"),
    "deck": ("deck", "keys", "retention"),
    "exam": ("session", "deck", "quiz", "form", "deadline", "ended"),
}  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, "", "abc", "12", "2026-03-02", "wrong", "undo", "\x1b[2J\u202e", "x" * 20_000, b"",
    b"\xff\xfe", 0, -1, 1, 5, 1.5, -0.0, 1e300, float("inf"), 2**31, 3_286_060, 3_652_060,
    2**62, -(2**63), 253_402_300_800_000, "[1]", "{}", '[["a"]]', "[" * 5000, '"\\ud800"',
    "9" * 5000,
)  # fmt: skip

RESPONSES = (
    TextEntry("UN"),
    Choice((Option(rich("1")), Option(rich("2"), is_key=True))),
    Gaps((Gap("war"), Gap("abyss"))),
    Open(rich("Because.")),
)
LINES = [{"answer": "UN"}, {"answer": 1}, {"answer": ["war", "hill"]}, {"answer": "why"},
         {"answer": True}, {"command": "next"}, {"command": "undo"}, {"command": "answer"},
         {"command": "suspend"}, {"flag": "bad"}]  # fmt: skip
TYPED = "\n".join(json.dumps(LINES[n % len(LINES)]) for n in range(23))


def run(command: click.Command, *arguments: object, typed: str = "") -> Result:
    result = CliRunner().invoke(command, list(map(str, arguments)), input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(arguments) from result.exception
    assert result.exit_code in (0, 1, 2), result.output
    return result


def quiz(folder: Path) -> Path:
    items = [
        item(f"q{n}", rich("?"), RESPONSES[n % 4], was=(f"old{n}",) if n < 2 else ())
        for n in range(8)
    ]
    placed = tuple(Placed(n, each.id, tuple(range(2))[: 2 * (n % 4 == 2)], 1)
                   for n, each in enumerate(items, 1))  # fmt: skip
    form = Form("test", "A test", "A", (), None, (FormSection("", (), placed),))
    return deck(folder, *items, forms=(form,))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A deck, and a history with rows in every table, in which anything may be put anywhere."""
    folder = tmp_path_factory.mktemp("kept")
    path, db = quiz(folder), folder / "history.sqlite"
    for options in (["--seed", "1"], ["--seed", "2", "--cram"], ["--exam", "test"]):
        run(study.command, path, "--db", db, "--json", *options, typed=TYPED)
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("INSERT INTO event(type, deck, item, at, about, mark, rating) SELECT"
                           " 'overrule', deck, item, at + 1, at, 'correct', 3 FROM review"
                           " WHERE rating = 1")  # fmt: skip
        for table in TABLES:
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            assert rows[0] > 0, table
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '')"
                           " WHERE type = 'table' AND name <> 'alias'")  # fmt: skip
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path, db.read_bytes()


def edit(chance: random.Random, db: Path) -> list[str]:
    """A few values put where they do not belong; says which."""
    done = []
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        for _ in range(chance.choice([1, 1, 2, 4])):
            table = chance.choice([*TABLES, "review", "event"])
            column = chance.choice(TABLES[table])
            value = chance.choice(VALUES)
            written = chance.choice(["?", "?", "?", "CAST(? AS TEXT)"])
            number = chance.choice([1, 1, 99])
            start = chance.randrange(1, 97)
            try:
                connection.execute(
                    f"UPDATE {table} SET {column} = {written} WHERE rowid IN"  # noqa: S608
                    f" (SELECT rowid FROM {table} ORDER BY rowid * {start} % 97 LIMIT ?)"
                    if table not in ("alias", "card", "deck")
                    else f"UPDATE {table} SET {column} = {written} WHERE ? > 1 OR"  # noqa: S608
                    f" {TABLES[table][1]} = (SELECT max({TABLES[table][1]}) FROM {table})",
                    (value, number),
                )
            except sqlite3.Error as fault:
                done.append(f"({fault})")
            done.append(f"{table}.{column} = {value!r:.40}")
    return done


def use(path: Path, db: Path) -> None:
    """All that reads a history, and then all again after it was made again from its log."""
    folder = db.parent
    for _ in range(2):
        run(study.command, path, "--db", db, "--due")
        run(stats.command, path, "--db", db)
        run(stats.command, path, "--db", db, "--json")
        run(stats.command, path, "--db", db, "--html", folder / "stats.html")
        for name in ("flags", "suspended"):
            run(history_command.command, name, "--db", db)
        run(history_command.command, "flags", "--json", "--db", db)
        lines = folder / "lines.jsonl"
        exported = run(history_command.command, "export", lines, "--db", db)
        if exported.exit_code == 0:
            again = folder / "again.sqlite"
            assert run(history_command.command, "import", lines, "--db", again).exit_code == 0
            back = run(history_command.command, "import", lines, "--db", db)
            assert back.exit_code == 0 or "the history cannot be used" in back.stderr
        for options in (["--json"], ["--json", "--cram"], ["--json", "--exam", "test"]):
            run(study.command, path, "--db", db, *options, typed=TYPED)
        run(history_command.command, "rebuild", "--db", db)


def try_edit(kept: tuple[Path, bytes], folder: Path, seed: int) -> None:
    path, content = kept
    db = folder / "history.sqlite"
    db.write_bytes(content)
    for beside in ("again.sqlite", "history.sqlite-wal", "history.sqlite-shm"):
        (folder / beside).unlink(missing_ok=True)
    done = edit(random.Random(seed), db)  # noqa: S311 - edits, not secrets
    try:
        use(path, db)
    except AssertionError as fault:
        raise AssertionError(f"seed {seed}: {'; '.join(done)}") from fault


@pytest.mark.parametrize("chunk", range(4))
def test_any_edit_is_borne(kept: tuple[Path, bytes], tmp_path: Path, chunk: int) -> None:
    for seed in range(chunk, EXAMPLES, 4):
        try_edit(kept, tmp_path, seed)


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost or doubled, as by a bad disk or a copy that was cut off."""
    if chance.random() < 0.2:
        return content[: chance.randrange(len(content))]
    spoilt = bytearray(content)
    for _ in range(chance.choice([1, 3, 30])):
        at = chance.randrange(len(spoilt))
        size = chance.choice([1, 1, 8, 500])
        spoilt[at : at + size] = chance.randbytes(size)[: len(spoilt) - at]
    return bytes(spoilt)


@pytest.mark.parametrize("chunk", range(2))
def test_any_damage_to_the_file_is_borne(
    kept: tuple[Path, bytes], tmp_path: Path, chunk: int
) -> None:
    path, content = kept
    for seed in range(chunk, EXAMPLES // 3, 2):
        db = tmp_path / f"{seed}.sqlite"
        db.write_bytes(damaged(random.Random(seed), content))  # noqa: S311 - no secrets
        try:
            use(path, db)
        except AssertionError as fault:
            raise AssertionError(f"seed {seed}") from fault


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE card SET item = CAST(x'fffe' AS TEXT) WHERE item = (SELECT max(item) FROM card)",
        "UPDATE card SET due = NULL",
        "UPDATE card SET due = NULL, is_changed = NULL",
        "UPDATE review SET answer = CAST(x'fffe' AS TEXT)",
        "UPDATE event SET value = CAST(x'fffe' AS TEXT)",
        "UPDATE alias SET old = CAST(x'fffe' AS TEXT) WHERE old = (SELECT max(old) FROM alias)",
    ],
)
def test_a_cell_that_cannot_be_used_stops_nothing(
    kept: tuple[Path, bytes], tmp_path: Path, change: str
) -> None:
    path, content = kept
    db = tmp_path / "history.sqlite"
    db.write_bytes(content)
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        assert connection.execute(change).rowcount > 0
    assert run(study.command, path, "--db", db, "--due").exit_code == 0
    assert run(stats.command, path, "--db", db).exit_code == 0
    assert run(history_command.command, "export", "--db", db).exit_code == 0
    use(path, db)


def test_a_row_that_cannot_be_read_is_named(kept: tuple[Path, bytes], tmp_path: Path) -> None:
    path, content = kept
    db = tmp_path / "history.sqlite"
    db.write_bytes(content)
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("UPDATE review SET rating = 'abc' WHERE id = 2")
        connection.execute("UPDATE event SET at = NULL WHERE id = 1")
    for arguments in (("export",), ("flags",), ("rebuild",)):
        said = run(history_command.command, *arguments, "--db", db).stderr
        assert "warning: row 2 of the table `review` cannot be read and is left out" in said
        assert "warning: row 1 of the table `event` cannot be read and is left out" in said
    assert "row 2 of the table `review`" in run(stats.command, path, "--db", db).stderr
