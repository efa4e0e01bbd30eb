"""The history over the years: taken back, overruled, merged, migrated, kept up with its deck."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from quizgen.commands.history import command
from quizgen.interchange.history import (
    Alias,
    Entry,
    Flag,
    Overrule,
    Review,
    Suspension,
    Void,
    entries,
    lines,
)
from quizgen.study.history import History, contents, flags, merge
from quizgen.study.history_file import MIGRATIONS, VERSION, open_history
from quizgen.study.schedule import AGAIN, DESIRED_RETENTION, GOOD

TODAY = date(2026, 3, 2).toordinal()
NOW = 1_772_440_000_000


def review(item: str, at: int = NOW, mark: str = "correct", **more: Any) -> Review:
    rating = GOOD if mark == "correct" else AGAIN
    whole = Review(at, "uid", item, NOW, TODAY, "[]", mark, "", rating, 900, "1.aa")
    return replace(whole, **more)


def state(history: History) -> list[tuple[Any, ...]]:
    """The cards, without what only a look at the deck tells."""
    return history.connection.execute(
        "SELECT deck, item, stability, difficulty, due, last, first, reviews, lapses, key"
        " FROM card ORDER BY deck, item"
    ).fetchall()


def is_sound(history: History) -> bool:
    """The file is whole, and the state is what the log gives."""
    before = state(history)
    history.rebuild()
    (verdict,) = history.connection.execute("PRAGMA integrity_check").fetchone()
    return bool(verdict == "ok" and state(history) == before)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(file: Path) -> History:
    return open_history(file)


# --- Taken back, overruled, put away ----------------------------------------------------


def test_what_is_taken_back_has_not_been(history: History) -> None:
    history.record(review("a", day=TODAY - 3))
    before = state(history)
    given = history.record(review("a", NOW + 1, "wrong"))
    history.add(Void(NOW + 2, "uid", "a", given.at))
    assert state(history) == before
    assert "wrong" not in history.last_marks("uid", TODAY).values()
    assert len(list(contents(history))) == 3
    assert is_sound(history)


def test_the_first_answer_taken_back_makes_it_new_again(history: History) -> None:
    given = history.record(review("a"))
    history.add(Void(NOW, "uid", "a", given.at))
    assert history.due_days("uid") == {}
    assert history.introduced("uid", TODAY) == frozenset()


def test_an_overruled_verdict_counts_as_the_learner_says(history: History) -> None:
    given = history.record(review("a", mark="wrong"))
    other = history.record(review("b"))
    history.add(Overrule(NOW + 1, "uid", "a", given.at, "correct", GOOD))
    assert [row[2:] for row in state(history) if row[1] == "a"] == [
        row[2:] for row in state(history) if row[1] == "b"
    ]
    assert "wrong" not in history.last_marks("uid", TODAY).values()
    history.add(Overrule(NOW + 2, "uid", "a", given.at, "wrong", AGAIN))
    history.add(Overrule(NOW + 2, "uid", "b", other.at, "wrong", AGAIN))
    assert history.last_marks("uid", TODAY) == {"a": "wrong", "b": "wrong"}
    assert is_sound(history)


def test_a_question_is_put_away_and_taken_up_again(history: History) -> None:
    history.add(Suspension(NOW, "uid", "a", True))
    history.rename("uid", {"b": ["a"]})
    assert history.suspended("uid") == {"b"}
    history.add(Suspension(NOW + 1, "uid", "b", False))
    assert history.suspended("uid") == frozenset()


def test_cramming_and_exams_leave_the_day_alone(history: History) -> None:
    history.record(review("a", mark="wrong", rating=None, mode="cram"))
    assert "wrong" not in history.last_marks("uid", TODAY).values()
    assert history.due_days("uid") == {}


def test_a_flag_is_listed_under_todays_id(history: History) -> None:
    history.add(Flag(NOW, "uid", "old", "the date is wrong"))
    history.rename("uid", {"new": ["old"]})
    assert list(flags(history)) == [Flag(NOW, "uid", "new", "the date is wrong")]


# --- Keeping up with the deck -------------------------------------------------------------


def test_a_changed_key_makes_an_item_due_until_it_is_answered(history: History) -> None:
    for name in ("a", "b", "gone"):
        history.record(review(name))
    keys = {"a": "1.bb", "b": "1.aa"}
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda item: keys.get(item, ""))
    assert history.changed("uid") == {"a", "gone"} - {"gone"}
    assert history.due_days("uid")["a"] < TODAY < history.due_days("uid")["b"]
    assert is_sound(history)
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda item: keys.get(item, ""))
    assert history.changed("uid") == {"a"}
    history.record(review("a", NOW + 1, key="1.bb"))
    assert history.changed("uid") == frozenset()
    assert history.due_days("uid")["a"] > TODAY


def test_an_answer_to_the_old_question_in_another_terminal_settles_nothing(
    history: History,
) -> None:
    history.record(review("a"))
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda _: "1.bb")
    history.record(review("a", NOW + 1))
    assert history.changed("uid") == {"a"}


def test_an_old_fingerprint_is_no_change(history: History) -> None:
    history.record(review("a", key="0123456789abcdef"))
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda _: "1.bb")
    assert history.changed("uid") == frozenset()


def test_an_answer_taken_back_is_changed_again(history: History) -> None:
    history.record(review("a"))
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda _: "1.bb")
    given = history.record(review("a", NOW + 1, key="1.bb"))
    history.add(Void(NOW + 2, "uid", "a", given.at))
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda _: "1.bb")
    assert history.changed("uid") == {"a"}


def test_a_lower_aim_asks_later(history: History) -> None:
    for at in range(3):
        history.record(review("a", NOW + at, day=TODAY + 3 * at))
    usual = history.due_days("uid")["a"]
    history.keep_up("uid", "digest", 0.8, lambda _: "1.aa")
    assert history.due_days("uid")["a"] > usual
    assert is_sound(history)
    history.keep_up("uid", "digest", DESIRED_RETENTION, lambda _: "1.aa")
    assert history.due_days("uid")["a"] == usual


def test_a_deck_that_has_not_changed_costs_one_look(history: History, file: Path) -> None:
    history.keep_up("uid", "digest", 0.8, lambda _: "1.aa")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    history.keep_up("uid", "digest", 0.8, lambda _: pytest.fail("asked for a key"))
    other.execute("ROLLBACK")


def test_an_id_that_is_an_items_again_is_that_items(history: History) -> None:
    history.record(review("old"))
    history.rename("uid", {"new": ["old"]}, living={"new"})
    assert set(history.due_days("uid")) == {"new"}
    history.rename("uid", {"new": ["old"]}, living={"new", "old"})
    assert set(history.due_days("uid")) == {"old"}
    assert is_sound(history)


def test_an_id_that_an_item_still_bears_is_not_taken_from_it(history: History) -> None:
    history.record(review("a"))
    history.rename("uid", {"b": ["a"]}, living={"a", "b"})
    assert set(history.due_days("uid")) == {"a"}
    assert is_sound(history)


def test_two_questions_that_become_one_share_their_histories(history: History) -> None:
    history.record(review("a"))
    history.record(review("b", NOW + 1, day=TODAY + 2))
    history.rename("uid", {"c": ["a", "b"]})
    assert [row[1:2] + row[7:8] for row in state(history)] == [("c", 2)]
    history.rename("uid", {"d": ["b"]})
    assert {row[1]: row[7] for row in state(history)} == {"c": 1, "d": 1}
    assert is_sound(history)


def test_an_answer_costs_the_same_beside_a_long_log(file: Path) -> None:
    steps = []
    for count in (200, 2000):
        history = open_history(file.with_name(f"{count}.sqlite"))
        merge(history, [review(f"q{n % 100}", NOW + n, day=TODAY + n) for n in range(count)])
        taken = [0]
        history.connection.set_progress_handler(lambda t=taken: t.__setitem__(0, t[0] + 1), 10)
        history.record(review("fresh", NOW - 1))
        history.last_marks("uid", TODAY)
        steps.append(taken[0])
    assert steps[1] < 1.5 * steps[0]


def test_renaming_all_of_a_large_deck_is_linear(file: Path) -> None:
    """In steps of SQLite's own machine, which do not depend on the clock."""
    steps = []
    for count in (500, 2000):
        history = open_history(file.with_name(f"{count}.sqlite"))
        merge(history, [review(f"old{number}", NOW + number) for number in range(count)])
        taken = [0]
        history.connection.set_progress_handler(lambda t=taken: t.__setitem__(0, t[0] + 1), 100)
        history.rename("uid", {f"new{n}": [f"old{n}", f"older{n}"] for n in range(count)})
        assert set(history.due_days("uid")) == {f"new{n}" for n in range(count)}
        assert is_sound(history)
        steps.append(taken[0])
    assert steps[1] < 5 * steps[0]


# --- Out and in ---------------------------------------------------------------------------


def a_life(seed: int, count: int = 40) -> list[Entry]:
    """What may happen to ten questions in forty days."""
    chance = random.Random(seed)  # noqa: S311 - a life, no secret
    life: list[Entry] = [Alias("uid", "q0", "q1")]
    reviews: list[Review] = []
    for number in range(count):
        at = NOW + 1000 * number
        item = f"q{chance.randrange(10)}"
        reviews.append(review(item, at, chance.choice(["wrong", "correct"]), day=TODAY + number))
        life.append(reviews[-1])
        about = chance.choice(reviews)
        match chance.randrange(6):
            case 0:
                life.append(Void(at + 1, "uid", about.item, about.at))
            case 1:
                life.append(Overrule(at + 1, "uid", about.item, about.at, "correct", GOOD))
            case 2:
                life.append(Suspension(at + 1, "uid", item, chance.random() < 0.5))
            case 3:
                life.append(Flag(at + 1, "uid", item, "?"))
    return life


@pytest.mark.parametrize("seed", range(5))
def test_merging_in_any_order_and_twice_gives_the_same(tmp_path: Path, seed: int) -> None:
    life = a_life(seed)
    one, other = open_history(tmp_path / "1"), open_history(tmp_path / "2")
    assert merge(one, life) == len(life)
    mixed = life[:]
    random.Random(seed).shuffle(mixed)  # noqa: S311 - an order, no secret
    assert merge(other, mixed[:20]) + merge(other, mixed[10:]) == len(life)
    assert merge(other, life) == 0
    assert state(one) == state(other)
    assert one.suspended("uid") == other.suspended("uid")
    assert is_sound(other)


def test_everything_comes_out_and_goes_in(tmp_path: Path) -> None:
    one, other = open_history(tmp_path / "1"), open_history(tmp_path / "2")
    merge(one, a_life(7))
    written = "\n".join(lines(contents(one))).encode()
    merge(other, entries(written)[0])
    assert set(contents(other)) == set(contents(one))
    assert state(other) == state(one)


def test_two_machines_come_to_the_same(tmp_path: Path) -> None:
    """Answered here and there at the same time, each brought to the other."""
    one, other = open_history(tmp_path / "1"), open_history(tmp_path / "2")
    one.record(review("a", NOW))
    other.record(review("b", NOW))
    other.record(review("a", NOW + 5, day=TODAY + 2))
    merge(one, list(contents(other)))
    merge(other, list(contents(one)))
    assert state(one) == state(other)
    assert len(list(contents(one))) == 3


def run(file: Path, *arguments: str) -> Any:
    return CliRunner().invoke(command, [*arguments, "--db", str(file)], catch_exceptions=False)


def test_the_commands(tmp_path: Path, file: Path, history: History) -> None:
    merge(history, [review("a"), Flag(NOW, "uid", "a", "wrong\x1b[2J date"),
                    Suspension(NOW, "uid", "a", True)])  # fmt: skip
    out = tmp_path / "out.jsonl"
    assert run(file, "export", str(out)).exit_code == 0
    assert run(file, "export").stdout == out.read_text("utf-8")
    other = tmp_path / "other.sqlite"
    assert "3 lines, 3 of them new" in run(other, "import", str(out)).stdout
    assert "3 lines, 0 of them new" in run(other, "import", str(out)).stdout
    assert run(other, "rebuild").stdout == "1 question rescheduled\n"
    listed = run(other, "flags").stdout
    assert listed.startswith("uid  a  2026-03-02  wrong")
    assert "\x1b" not in listed
    assert json.loads(run(other, "flags", "--json").stdout.splitlines()[1])["item"] == "a"
    assert run(other, "suspended").stdout == "uid  a\n"
    assert run(other, "resume", "a").exit_code == 0
    assert run(other, "suspended").stdout == ""
    assert run(other, "resume", "a").exit_code == 2


# --- The file over the years ----------------------------------------------------------------


def a_first_version(file: Path) -> list[tuple[Any, ...]]:
    """A history as version 1 wrote it; gives its log."""
    with closing(sqlite3.connect(file, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        for statement in MIGRATIONS[0]:
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {0x717A6765}")
        old.execute("PRAGMA user_version = 1")
        for number, (item, mark, rating) in enumerate(
            [("old", "correct", 3), ("b", "wrong", 1), ("b", "correct", None), ("new", "wrong", 1)]
        ):
            old.execute(
                "INSERT INTO review VALUES(?, 'uid', ?, 1, ?, '[]', ?, '', ?, 5, 'abc')",
                (NOW + number, item, TODAY + number, mark, rating),
            )
        old.execute("INSERT INTO alias VALUES('uid', 'old', 'new')")
        return old.execute(
            "SELECT id, deck, item, session, day, answer, mark, reason, rating, took, key"
            " FROM review ORDER BY id"
        ).fetchall()


def test_a_history_of_the_first_version_is_brought_up_to_date(file: Path) -> None:
    log = a_first_version(file)
    history = open_history(file)
    assert [
        (entry.at, entry.deck, entry.item, entry.session, entry.day, entry.answer, entry.mark,
         entry.reason, entry.rating, entry.took, entry.key)
        for entry in contents(history) if isinstance(entry, Review)
    ] == log  # fmt: skip
    assert set(history.due_days("uid")) == {"new", "b"}
    assert is_sound(history)
    assert history.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert history.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_copy_is_made_before_a_history_is_changed(file: Path) -> None:
    log = a_first_version(file)
    open_history(file).close()
    copy = file.with_name(f"{file.name}.version-1")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT * FROM review ORDER BY id").fetchall() == log
    assert sorted(each.name for each in file.parent.iterdir()) == [file.name, copy.name]


def test_a_migration_that_fails_leaves_the_file_as_it_was(file: Path) -> None:
    log = a_first_version(file)
    with closing(sqlite3.connect(file)) as spoilt:
        spoilt.execute("CREATE TABLE event(x)")
        spoilt.commit()
    from quizgen.study.history_file import UnusableError

    with pytest.raises(UnusableError, match="event already exists"):
        open_history(file)
    with closing(sqlite3.connect(file)) as left:
        assert left.execute("PRAGMA user_version").fetchone() == (1,)
        assert left.execute("SELECT * FROM review ORDER BY id").fetchall() == log
