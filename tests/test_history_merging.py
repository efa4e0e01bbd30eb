"""Histories of several machines and pages, merged in any order and more than once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from studying import deck, run_here, texts, words
from test_study_history import NOW, TODAY, is_sound, review

from quizgen.commands.history import command
from quizgen.interchange.history import (
    Alias,
    Entry,
    Flag,
    Overrule,
    Suspension,
    Void,
    entries,
    lines,
)
from quizgen.study.history import History, contents, merge
from quizgen.study.history_file import open_history
from quizgen.study.schedule import AGAIN, GOOD

ITEMS = st.sampled_from(["a", "b", "old"])
MOMENTS = st.integers(NOW, NOW + 4)  # few, so that many entries share one
RENAMED = Alias("uid", "old", "a")
RENAMED_AGAIN = Alias("uid", "a", "c")


@st.composite
def an_entry(draw: st.DrawFn) -> Entry:
    item, at, about = draw(ITEMS), draw(MOMENTS), draw(MOMENTS)
    is_right, kind = draw(st.booleans()), draw(st.integers(0, 5))
    mark, rating = ("correct", GOOD) if is_right else ("wrong", AGAIN)
    match kind:
        case 0:
            return Void(at, "uid", item, about)
        case 1:
            return Overrule(at, "uid", item, about, mark, rating)
        case 2:
            return Suspension(at, "uid", item, is_right)
        case 3:
            return Flag(at, "uid", item, "?")
        case _:
            return review(item, at, mark, day=TODAY + at - NOW, rating=rating)


def identity(entry: Entry) -> tuple[Any, ...]:
    """Two lines with these in common are the same line."""
    if isinstance(entry, Alias):
        return Alias, entry.old
    return type(entry), entry.item, entry.at


LIVES = st.lists(an_entry(), max_size=12, unique_by=identity)


def seen(history: History) -> tuple[Any, ...]:
    """Whatever a learner sees of it."""
    cards = history.connection.execute(
        "SELECT deck, item, stability, difficulty, due, last, first, reviews, lapses, key"
        " FROM card ORDER BY item"
    ).fetchall()
    days = range(TODAY, TODAY + 5)
    marks = [sorted(history.last_marks("uid", day).items()) for day in days]
    return cards, marks, history.suspended("uid"), events(contents(history))


def events(known: Iterable[Entry]) -> set[Entry]:
    """All but the names, which a history follows from one to the next."""
    return {entry for entry in known if not isinstance(entry, Alias)}


@given(
    life=LIVES,
    names=st.sampled_from([[], [RENAMED], [RENAMED_AGAIN], [RENAMED, RENAMED_AGAIN]]),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_any_order_and_twice_is_the_same(
    life: list[Entry], names: list[Entry], data: st.DataObject
) -> None:
    """Every entry gets somewhere, in any number of files, and some get there more than once."""
    whole = [*life, *names]
    files = data.draw(st.lists(st.lists(st.sampled_from(whole)), max_size=3)) if whole else []
    files.append(data.draw(st.permutations(whole)))
    with TemporaryDirectory() as folder:
        one, other = (open_history(Path(folder, name)) for name in ("one", "other"))
        with closing(one), closing(other):
            merge(one, whole)
            for file in files:
                merge(other, entries("\n".join(lines(file)).encode())[0])
            assert seen(other) == seen(one)
            assert events(contents(one)) == events(whole)
            assert is_sound(other)


# --- Made again from the log -----------------------------------------------------------------

SPOILT = [
    "DELETE FROM card",
    "UPDATE card SET due = 1, lapses = 99",
    "INSERT INTO card SELECT deck, 'nobody', 1, 1, 1, 1, 1, 1, 1, '', 0 FROM card LIMIT 1",
    "DROP TABLE card",
    "ALTER TABLE card RENAME COLUMN due TO d",
    "DROP VIEW scheduling",
    "DROP VIEW scheduling; DROP VIEW standing",
    "DROP TABLE deck",
    "DROP INDEX review_of_day",
    "DROP INDEX event_about",
    "DROP INDEX review_once",
]


@pytest.mark.parametrize("change", SPOILT)
def test_all_that_is_derived_is_made_again(tmp_path: Path, change: str) -> None:
    file = tmp_path / "history.sqlite"
    with closing(open_history(file)) as history:
        merge(history, [review("a"), review("b", NOW + 1, "wrong"), Void(NOW + 2, "uid", "b", NOW)])
        merge(history, [RENAMED, review("old", NOW + 3, day=TODAY + 3)])
        before = seen(history)
    with closing(sqlite3.connect(file)) as spoilt:
        spoilt.executescript(change)
    with closing(open_history(file)) as history:
        assert history.rebuild() == 2
        assert seen(history) == before
        history.keep_up("uid", "digest", 0.9, lambda _: "1.aa")
        history.record(review("c", NOW + 9))
        assert is_sound(history)
        indexes = history.connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE '%\\_%' ESCAPE '\\' AND type = 'index'"
        ).fetchall()
        assert {("review_of_day",), ("review_once",), ("event_about",)} <= set(indexes)


def test_whoever_meets_a_missing_table_is_told_what_to_do(tmp_path: Path) -> None:
    path = deck(tmp_path, *texts(1))
    run_here(tmp_path, path, "UN\n\n")
    with closing(sqlite3.connect(tmp_path / "history.sqlite")) as spoilt:
        spoilt.executescript("DROP TABLE card")
    run = run_here(tmp_path, path, "")
    assert run.returncode == 1
    assert "no such table: card; quizgen history rebuild makes again" in words(run.stderr)
    with closing(open_history(tmp_path / "history.sqlite")) as history:
        history.rebuild()
    assert "Nothing to ask now" in words(run_here(tmp_path, path, "").stdout)


# --- Files with bad lines --------------------------------------------------------------------


def imported(folder: Path, *files: Path) -> Result:
    arguments = ["import", *map(str, files), "--db", str(folder / "history.sqlite")]
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def written(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return path


def kept(folder: Path) -> set[Entry]:
    with closing(open_history(folder / "history.sqlite")) as history:
        return set(contents(history))


def test_bad_lines_are_named_and_the_good_ones_taken(tmp_path: Path) -> None:
    head, first, second = lines([review("a"), review("b", NOW + 1)])
    bad = first.replace('"correct"', '"right"')
    path = written(tmp_path / "a.jsonl", [head, bad, first, "\x1b[2J", second, second[:40]])
    run = imported(tmp_path, path)
    assert run.exit_code == 1
    assert f"{path}: line 2: `mark` of the line should be correct or close or wrong" in run.stderr
    assert f"{path}: line 4: " in run.stderr
    assert f"{path}: line 6: " in run.stderr
    assert "\x1b" not in run.output
    assert f"{path}: 2 lines, 2 of them new; left out: 3 lines" in run.stdout
    assert kept(tmp_path) == {review("a"), review("b", NOW + 1)}


def test_a_file_that_is_no_history_does_not_keep_the_next_one_out(tmp_path: Path) -> None:
    head, only = lines([review("a")])
    other = written(tmp_path / "other.txt", ["Dear diary,", only])
    run = imported(tmp_path, other, written(tmp_path / "a.jsonl", [head, only]))
    assert run.exit_code == 1
    assert f"error: {other}: this is not a history of quizgen" in run.stderr
    assert "nothing was added from it" in run.stderr
    assert kept(tmp_path) == {review("a")}


def test_a_wrong_name_is_noticed_before_anything_is_added(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines([review("a")]))
    run = imported(tmp_path, path, tmp_path / "b.jsonl")
    assert run.exit_code == 2
    assert not (tmp_path / "history.sqlite").exists()
