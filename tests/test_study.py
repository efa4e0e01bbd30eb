"""What is kept and when it is due: the schedule and the log, without a terminal."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from making import replace

from quizgen.interchange.history import Review
from quizgen.study.history import History
from quizgen.study.history_file import UnusableError, open_history
from quizgen.study.schedule import AGAIN, GOOD, replay, study_day

TODAY = 739_000


def review(item: str, at: int, mark: str = "correct", **more: Any) -> Review:
    rating = GOOD if mark == "correct" else AGAIN
    whole = Review(at, "uid", item, 1, TODAY, "[]", mark, "", rating, 900, "key")
    return replace(whole, **more)


def log(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT * FROM review ORDER BY id").fetchall()


def cards(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT * FROM card ORDER BY deck, item").fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "history.sqlite"


@pytest.fixture
def history(file: Path) -> History:
    return open_history(file)


# --- The schedule ----------------------------------------------------------------------


def test_a_study_day_begins_at_four() -> None:
    late = datetime(2026, 3, 2, 3, 59)
    assert study_day(late) == datetime(2026, 3, 1).toordinal()
    assert study_day(late + timedelta(minutes=1)) == datetime(2026, 3, 2).toordinal()


def test_the_schedule_is_that_of_fsrs_6() -> None:
    """First intervals of the published default parameters; see research on py-fsrs."""
    assert replay([(TODAY, GOOD)]).stability == pytest.approx(2.3065)
    assert replay([(TODAY, AGAIN)]).due == TODAY + 1
    assert replay([(TODAY, GOOD), (TODAY + 2, GOOD)]).due > TODAY + 8


def test_the_schedule_is_the_same_every_time() -> None:
    given = [(TODAY + 3 * n, GOOD if n % 3 else AGAIN) for n in range(30)]
    assert replay(given) == replay(given)
    assert replay(given).lapses == 9


# --- The log ---------------------------------------------------------------------------


def test_an_answer_is_on_disk_when_recorded(history: History, file: Path) -> None:
    history.record(review("a", 1000))
    assert len(log(file)) == 1
    assert history.due_days("uid") == {"a": TODAY + 2}
    assert history.introduced("uid", TODAY) == {"a"}
    assert history.introduced("uid", TODAY + 1) == frozenset()
    assert history.due_days("another deck") == {}


def test_ids_are_unique_at_the_same_millisecond(history: History) -> None:
    assert [history.record(review("a", 1000)).at for _ in range(3)] == [1000, 1001, 1002]


def test_an_answer_without_rating_is_logged_and_schedules_nothing(
    history: History, file: Path
) -> None:
    history.record(review("a", 1, "wrong"))
    before = cards(file)
    history.record(review("a", 2, rating=None))
    assert cards(file) == before
    assert len(log(file)) == 2


def test_what_was_missed_today_until_it_was_right(history: History) -> None:
    for number, (item, mark) in enumerate(
        [("a", "wrong"), ("b", "wrong"), ("c", "correct"), ("a", "correct"), ("d", "wrong")]
    ):
        history.record(review(item, number, mark))
    history.record(review("e", 9, "wrong", day=TODAY - 1))
    marks = history.last_marks("uid", TODAY)
    assert list(marks.items()) == [
        ("b", "wrong"),
        ("c", "correct"),
        ("a", "correct"),
        ("d", "wrong"),
    ]


def test_the_cards_are_a_cache_of_the_log(history: History, file: Path) -> None:
    for number in range(20):
        mark = "wrong" if number % 3 else "correct"
        history.record(review(f"i{number % 4}", number, mark, day=TODAY + number))
    history.rename("uid", {"new": ["i1"]})
    before = cards(file)
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM card")
    history.rebuild()
    assert cards(file) == before
    assert len(before) == 4


def test_a_renamed_item_keeps_its_history(history: History, file: Path) -> None:
    history.record(review("old", 1))
    card = history.due_days("uid")["old"]
    history.rename("uid", {"new": ["old"]})
    assert history.due_days("uid") == {"new": card}
    history.rename("uid", {"newest": ["new"]})
    assert history.due_days("uid") == {"newest": card}
    history.record(review("newest", 2, day=TODAY + 2))
    assert cards(file)[0][7] == 2
    assert [row[2] for row in log(file)] == ["old", "newest"]


def test_an_old_terminal_answers_for_the_new_name(history: History) -> None:
    history.rename("uid", {"new": ["old"]})
    history.record(review("old", 1))
    assert set(history.due_days("uid")) == {"new"}


def test_renaming_again_writes_nothing(history: History, file: Path) -> None:
    history.rename("uid", {"new": ["old"]})
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    history.rename("uid", {"new": ["old"]})
    other.execute("ROLLBACK")


def test_a_broken_transaction_leaves_nothing(
    history: History, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("quizgen.study.tables.recompute", broken)
    with pytest.raises(ValueError, match="broken"):
        history.record(review("a", 1))
    monkeypatch.undo()
    assert log(file) == []
    history.record(review("a", 1))
    assert len(log(file)) == 1


def test_hostile_text_is_text(history: History, file: Path) -> None:
    hostile = "'); DROP TABLE review; --\x00\x1b[2J"
    history.record(review(hostile, 1, answer=hostile))
    assert set(history.due_days("uid")) == {hostile}
    assert log(file)[0][5] == hostile


def test_nobody_writes_between_reading_and_writing(history: History, file: Path) -> None:
    """Another terminal tries at the worst moment: after the log was read, before it is added to."""
    history.record(review("a", 1))
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    refusals: list[str] = []

    def interfere(statement: str) -> None:
        if statement.startswith("INSERT INTO review"):
            try:
                other.execute("DELETE FROM alias")
            except sqlite3.OperationalError as fault:
                refusals.append(str(fault))

    history.connection.set_trace_callback(interfere)
    history.record(review("a", 1))
    assert set(refusals) == {"database is locked"}


def test_the_file_is_durable(history: History, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_newer_history_is_refused_and_left_alone(history: History, file: Path) -> None:
    history.close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    with pytest.raises(UnusableError, match="newer quizgen"):
        open_history(file)
    assert file.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "collection.anki2"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE notes(id)")
    before = other.read_bytes()
    with pytest.raises(UnusableError, match="another program"):
        open_history(other)
    assert other.read_bytes() == before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "essay").write_text("My holidays. " * 500)
    (tmp_path / "folder").mkdir()
    for name in ("essay", "folder", "essay/below"):
        with pytest.raises(UnusableError, match="no history can be kept"):
            open_history(tmp_path / name)
