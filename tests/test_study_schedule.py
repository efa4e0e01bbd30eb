"""The schedule against the published algorithm: py-fsrs driven directly, and the one in Rust."""

from __future__ import annotations

import os
import random
import warnings
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from itertools import pairwise

import pytest
from fsrs import Card, Rating, Scheduler

from quizgen.study.schedule import GOOD, recall, replay, study_day

START = date(2026, 1, 1).toordinal()
RETENTIONS = (0.7, 0.8, 0.9, 0.97)


def histories(count: int) -> list[list[tuple[int, int]]]:
    """Days and ratings: several on one day, long pauses, all four ratings."""
    chance = random.Random(5)  # noqa: S311 - histories, not secrets
    made = []
    for _ in range(count):
        day, history = START, []
        for _ in range(chance.randrange(1, 15)):
            history.append((day, chance.choice([1, 2, 3, 3, 3, 4])))
            day += chance.choice([0, 1, 1, 2, 5, 17, 90, 400])
        made.append(history)
    return made


def test_as_the_library_itself_on_500_histories() -> None:
    for number, history in enumerate(histories(500)):
        retention = RETENTIONS[number % len(RETENTIONS)]
        scheduler = Scheduler(
            desired_retention=retention,
            learning_steps=[],
            relearning_steps=[],
            enable_fuzzing=False,
        )
        card = Card(card_id=number)
        for day, rating in history:
            moment = datetime(1, 1, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)
            card, _ = scheduler.review_card(card, Rating(rating), moment)
        memory = replay(history, retention)
        assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
        assert memory.due == card.due.toordinal()


def test_as_the_one_in_rust_on_500_histories() -> None:
    """Another implementation, by the algorithm's authors, in single precision."""
    if find_spec("fsrs_rs_python") is None:
        message = "NOT CHECKED against fsrs-rs: pip install 'quizgen[test]'"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview

    model = FSRS(DEFAULT_PARAMETERS)
    for history in histories(500):
        days = [day for day, _ in history]
        gaps = [0, *(after - before for before, after in pairwise(days))]
        reviews = [FSRSReview(rating, gap) for (_, rating), gap in zip(history, gaps, strict=True)]
        other = model.memory_state(FSRSItem(reviews))
        memory = replay(history)
        assert memory.stability == pytest.approx(other.stability, rel=1e-3)
        assert memory.difficulty == pytest.approx(other.difficulty, rel=1e-3)


def test_daily_reviews_23_hours_apart_grow() -> None:
    """The library alone, which counts whole spans of 24 hours, stands still."""
    moments = [datetime(2026, 3, 1, 23) + timedelta(hours=23 * number) for number in range(18)]
    days = [study_day(moment) for moment in moments]
    given = list(dict.fromkeys(days))  # once in a while two fall on one day
    stabilities = [
        replay([(day, GOOD) for day in given[: count + 1]]).stability for count in range(len(given))
    ]
    assert all(after > before for before, after in pairwise(stabilities))


@pytest.mark.parametrize("retention", RETENTIONS)
def test_what_falls_due_is_known_as_well_as_wanted(retention: float) -> None:
    """To a day: intervals are whole ones."""
    memory = replay([(START, 3), (START + 3, 3), (START + 20, 3)], retention)
    before = recall(memory.stability, memory.last, memory.due - 1)
    after = recall(memory.stability, memory.last, memory.due + 1)
    assert before > retention > after


def test_summer_time_moves_no_day() -> None:
    """Local time is what the wall clock says."""
    assert study_day(datetime(2026, 3, 29, 3, 59)) == date(2026, 3, 28).toordinal()
    assert study_day(datetime(2026, 3, 29, 4, 0)) == date(2026, 3, 29).toordinal()
