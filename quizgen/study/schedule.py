"""Decides when to ask again, by FSRS-6 over local study days.

The library counts whole spans of 24 hours, so a learner who came a little earlier every day would
never get a day further. So every review is dated noon UTC of its study day, which begins at four in
the morning local time. Fuzz is off, because the library draws it from an unseeded generator. There
are no steps within a day: a missed item comes back in the session without being scheduled.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from fsrs import Scheduler

AGAIN, HARD, GOOD = 1, 2, 3
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
DESIRED_RETENTION = 0.9
LEECH = 8  # lapses, as in Anki, after which a question is put aside
_ROLL_OVER = timedelta(hours=4)  # whoever studies past midnight is still in the same day


class Memory(Struct, frozen=True):
    """Days are ordinals of the proleptic calendar (`date.toordinal`)."""

    stability: float
    difficulty: float
    due: int
    last: int
    first: int
    reviews: int
    lapses: int


def study_day(now: datetime) -> int:
    """`now` is local time."""
    return (now - _ROLL_OVER).date().toordinal()


def rating(is_right: bool, is_hinted: bool = False) -> int:
    """A program tells right from wrong, but not good from easy. After a hint it was hard."""
    if not is_right:
        return AGAIN
    return HARD if is_hinted else GOOD


def replay(reviews: Iterable[tuple[int, int]], retention: float = DESIRED_RETENTION) -> Memory:
    """Computes the memory after all `reviews`, which are pairs of a day and a rating in the order
    in which they were given. There must be at least one."""
    from fsrs import Card, Rating

    given = list(reviews)
    scheduler = _scheduler(retention)
    card = Card(card_id=1)
    for day, rating in given:
        card, _ = scheduler.review_card(card, Rating(rating), _noon(day))
    first, last = given[0][0], given[-1][0]
    if card.stability is None or card.difficulty is None:
        raise ValueError("a card without reviews has no memory")
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due.date().toordinal(),
        last=last,
        first=first,
        reviews=len(given),
        lapses=sum(rating == AGAIN for _, rating in given[1:]),
    )


def recall(stability: float, last: int, day: int) -> float:
    """Returns the chance, from 0 to 1, that an item is known on that day."""
    from fsrs import Card

    card = Card(card_id=1, stability=stability, last_review=_noon(last))
    return _scheduler(DESIRED_RETENTION).get_card_retrievability(card, _noon(max(day, last)))


def warm_up() -> None:
    """Imports the library while the learner reads the first question. It takes as long as the rest
    of the program."""
    _scheduler(DESIRED_RETENTION)


@cache
def _scheduler(retention: float) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def _noon(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(12), UTC)
