"""What is asked when: the schedule, the queue, the log. All of it without a terminal."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import replace

from quizgen.interchange.history import Review
from quizgen.quiz.model import Item
from quizgen.quiz.responses import TextEntry
from quizgen.quiz.rich import Text
from quizgen.quiz.siblings import Siblings
from quizgen.study.history import History
from quizgen.study.history_file import UnusableError, open_history
from quizgen.study.plan import (
    Amounts,
    KnownItems,
    Progress,
    Stage,
    Turn,
    come_back,
    next_turn,
    plan,
    practice,
)
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


# --- The queue -------------------------------------------------------------------------

NAMES = tuple(f"c{number // 4}.t{number % 4}" for number in range(40))  # four items a claim
NOTHING_SEEN = KnownItems(TODAY, {})


def claim_of(name: str) -> str:
    return name.partition(".")[0]


def siblings(names: Iterable[str]) -> Siblings:
    """Items with these ids, of the claims that their ids begin with."""
    stem, response = (Text("?"),), TextEntry("x")
    return Siblings(Item(name, "short", stem, response, claim_of(name), ()) for name in names)


def asked(known: KnownItems, amounts: Amounts, seed: str = "s") -> list[tuple[str, str]]:
    return [(turn.stage, turn.item) for turn in plan(NAMES, known, amounts, seed, siblings(NAMES))]


def test_due_come_before_new_and_the_most_overdue_first() -> None:
    seen = {"c1.t0": TODAY, "c2.t0": TODAY - 3}
    turns = asked(KnownItems(TODAY, seen), Amounts(new=1))
    assert turns[:2] == [("due", "c2.t0"), ("due", "c1.t0")]
    assert [stage for stage, _ in turns[2:]] == ["new"]


def test_what_is_not_due_or_no_longer_in_the_deck_is_not_asked() -> None:
    seen = {"c1.t0": TODAY + 1, "gone": TODAY}
    known = KnownItems(TODAY, seen, unlearned=("gone",))
    assert asked(known, Amounts(new=0)) == []


def test_new_ones_are_of_the_authors_first_claims_one_of_each() -> None:
    turns = asked(NOTHING_SEEN, Amounts(new=4))
    assert {claim_of(item) for _, item in turns} == {"c0", "c1", "c2", "c3"}


@pytest.mark.parametrize("claims", [10, 5000])
def test_new_ones_are_not_all_of_one_template(claims: int) -> None:
    """A deck lists all items of its first template first: ten statements that are all true."""
    names = [f"c{claim}.{template}" for template in ("said", "not-said") for claim in range(claims)]
    turns = plan(names, NOTHING_SEEN, Amounts(new=10), "s", siblings(names))
    assert {turn.item.partition(".")[2] for turn in turns} == {"said", "not-said"}
    assert len({claim_of(turn.item) for turn in turns}) == 10


def test_new_ones_of_one_claim_follow_when_there_are_no_others() -> None:
    turns = asked(NOTHING_SEEN, Amounts(new=12))
    assert len(turns) == 12
    assert {claim_of(item) for _, item in turns} == {f"c{n}" for n in range(10)}


def test_new_ones_of_a_large_deck_are_from_all_over_it() -> None:
    names = [f"c{number}.t" for number in range(1000)]
    turns = plan(names, NOTHING_SEEN, Amounts(new=20), "s", siblings(names))
    assert any(names.index(turn.item) > 500 for turn in turns)


def test_of_more_than_can_be_shuffled_the_most_overdue_still_comes_first() -> None:
    days = {f"i{number:04}": TODAY for number in range(1100)}
    known = KnownItems(TODAY, {**days, "i1099": TODAY - 9})
    assert plan(list(days), known, Amounts(new=0), "s", siblings(days))[0].item == "i1099"


def test_practice_takes_no_more_than_the_limit() -> None:
    assert len(practice(NAMES, 3, "s")) == 3
    assert {turn.item for turn in practice(NAMES, None, "s")} == set(NAMES)


def test_new_ones_of_today_count() -> None:
    known = KnownItems(TODAY, dict.fromkeys(NAMES[:3], TODAY + 2), frozenset(NAMES[:3]))
    assert len(asked(known, Amounts(new=4))) == 1
    assert asked(known, Amounts(new=2)) == []


def test_what_is_no_longer_in_the_deck_takes_no_place_of_a_new_one() -> None:
    known = KnownItems(TODAY, {"gone": TODAY + 2}, frozenset({"gone"}))
    assert len(asked(known, Amounts(new=4))) == 4


def test_what_was_missed_today_comes_last_and_the_limit_holds() -> None:
    seen = {"c1.t0": TODAY, "c5.t0": TODAY + 1}
    known = KnownItems(TODAY, seen, unlearned=("c5.t0",))
    assert asked(known, Amounts(new=2))[-1] == ("again", "c5.t0")
    assert len(asked(known, Amounts(new=2, limit=2))) == 2


def test_the_seed_decides_the_order() -> None:
    orders = {tuple(asked(NOTHING_SEEN, Amounts(new=6), seed)) for seed in "abcabc"}
    assert len(orders) == 3


def test_items_of_one_claim_are_kept_apart() -> None:
    waiting = tuple(Turn(name, Stage.NEW) for name in ("c0.t0", "c0.t1", "c1.t0", "c0.t2"))
    there = siblings(turn.item for turn in waiting)
    taken: list[str] = []
    while waiting:
        index = next_turn(waiting, taken[-1] if taken else "", there)
        taken.append(waiting[index].item)
        waiting = waiting[:index] + waiting[index + 1 :]
    assert taken == ["c0.t0", "c1.t0", "c0.t1", "c0.t2"]


def test_keeping_apart_does_not_put_new_before_due() -> None:
    waiting = (Turn("c0.t1", Stage.DUE), Turn("c1.t0", Stage.NEW))
    assert next_turn(waiting, "c0.t0", siblings(["c0.t0", "c0.t1", "c1.t0"])) == 0


@pytest.mark.parametrize(("others", "place"), [(0, 0), (2, 2), (3, 3), (9, 3)])
def test_a_missed_one_comes_back_after_three_others(others: int, place: int) -> None:
    waiting = tuple(Turn(f"x{n}", Stage.NEW) for n in range(others))
    assert come_back(waiting, "missed").index(Turn("missed", Stage.AGAIN)) == place


def test_each_miss_puts_it_further_off() -> None:
    waiting = tuple(Turn(f"x{n}", Stage.NEW) for n in range(30))
    places = [
        come_back(waiting, "missed", misses).index(Turn("missed", Stage.AGAIN))
        for misses in (1, 2, 3, 4, 5)
    ]
    assert places == [3, 6, 12, 24, 30]


def session(size: int, misses: Callable[[str], int], longest: int, claims: int = 1000) -> list[str]:
    """The items in the order asked; each is missed as often as `misses` says, then right."""
    progress = Progress(tuple(Turn(f"{n % claims}.q{n}", Stage.NEW) for n in range(size)))
    there = siblings(turn.item for turn in progress.waiting)
    asked: list[str] = []
    while progress.waiting and len(asked) < longest:
        turn, progress = progress.step(there)
        asked.append(turn.item)
        progress = progress.marked(turn, asked.count(turn.item) > misses(turn.item))
    return asked


@pytest.mark.parametrize("size", [1, 2, 4, 5, 10, 40, 100])
def test_whoever_misses_everything_still_sees_every_question(size: int) -> None:
    asked = session(size, lambda name: 10**6, 8 * size)
    assert len(set(asked)) == size


@given(st.data(), st.integers(1, 30), st.sampled_from([1, 2, 3, 1000]))
def test_any_session_asks_everything_and_ends(data: st.DataObject, size: int, claims: int) -> None:
    misses = data.draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
    tries = {f"{n % claims}.q{n}": number for n, number in enumerate(misses)}
    asked = session(size, tries.__getitem__, 1000, claims)
    assert Counter(asked) == {name: number + 1 for name, number in tries.items()}
    for place, (one, following) in enumerate(pairwise(asked)):
        assert one != following or set(asked[place:]) == {one}


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
    assert history.unlearned("uid", TODAY) == ("b", "d")


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

    monkeypatch.setattr("quizgen.study.card_table.recompute", broken)
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
