"""What was answered, for years: SQLite with an append-only log as the truth.

`review` is only ever added to. `card` is a cache, computed anew from a card's log in the very
transaction that adds to the log; nothing that was read earlier is written back, so two terminals
at once lose nothing. Reviews that do not schedule (a missed question asked again in the same
session) have no rating. A transaction is committed to disk before the learner sees the feedback.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date

from quizgen.study.schedule import Memory, replay


@dataclass(frozen=True, slots=True)
class Review:
    """One answer. `at` and `session` are milliseconds since 1970, `took` is in milliseconds;
    without a rating it does not schedule; `key` tells a response from an edited one."""

    at: int
    deck: str
    item: str
    session: int
    day: int
    answer: str
    mark: str
    reason: str
    rating: int | None
    took: int
    key: str


# A day that another program has spoilt must not cost a learner the rest.
_LAST_DAY = date.max.toordinal() - 366_000  # a thousand years of room for the schedule


class History:
    """One open file. Raises sqlite3.Error where the disk does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record(self, review: Review) -> int:
        """Commits the answer and the card's new state together; gives the review's id."""
        with self._transaction():
            number = self._append(review)
            if review.rating is not None:
                self._recompute(review.deck, self._current(review.deck, review.item))
        return number

    def due_days(self, deck: str) -> dict[str, int]:
        """The items that were ever scheduled, with the day on which each is due."""
        return dict(
            self._connection.execute(
                "SELECT item, min(max(CAST(due AS INTEGER), 1), ?) FROM card WHERE deck = ?",
                (_LAST_DAY, deck),
            )
        )

    def introduced(self, deck: str, day: int) -> frozenset[str]:
        """The items answered for the first time on that day."""
        rows = self._connection.execute(
            "SELECT item FROM card WHERE deck = ? AND first = ?", (deck, day)
        )
        return frozenset(item for (item,) in rows)

    def unlearned(self, deck: str, day: int) -> tuple[str, ...]:
        """What was answered on that day and is still wrong, in the order of the last answers."""
        rows = self._connection.execute(
            "SELECT coalesce(alias.item, review.item) AS now, mark, max(id) FROM review"
            " LEFT JOIN alias ON alias.deck = review.deck AND alias.old = review.item"
            " WHERE review.deck = ? AND day = ? GROUP BY now ORDER BY max(id)",
            (deck, day),
        )
        return tuple(item for item, mark, _ in rows if mark == "wrong")

    def rename(self, deck: str, renames: Mapping[str, Iterable[str]]) -> None:
        """`renames` are new ids with the old ones that no item has any more."""
        known = dict(
            self._connection.execute("SELECT old, item FROM alias WHERE deck = ?", (deck,))
        )
        fresh = [
            (old, item) for item, was in renames.items() for old in was if known.get(old) != item
        ]
        if not fresh:
            return
        with self._transaction():
            for old, item in fresh:
                self._adopt(deck, old, item)

    def rebuild(self) -> None:
        """Every card anew from the log."""
        with self._transaction():
            self._connection.execute("DELETE FROM card")
            rows = self._connection.execute(
                "SELECT DISTINCT review.deck, coalesce(alias.item, review.item) FROM review"
                " LEFT JOIN alias ON alias.deck = review.deck AND alias.old = review.item"
                " WHERE rating IS NOT NULL"
            ).fetchall()
            for deck, item in rows:
                self._recompute(deck, item)

    def close(self) -> None:
        self._connection.close()

    def _append(self, review: Review) -> int:
        number = review.at
        while self._connection.execute("SELECT 1 FROM review WHERE id = ?", (number,)).fetchone():
            number += 1
        self._connection.execute(
            "INSERT INTO review(id, deck, item, session, day, answer, mark, reason, rating, took,"
            " key) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, *astuple(review)[1:]),
        )
        return number

    def _current(self, deck: str, item: str) -> str:
        row = self._connection.execute(
            "SELECT item FROM alias WHERE deck = ? AND old = ?", (deck, item)
        ).fetchone()
        return str(row[0]) if row else item

    def _recompute(self, deck: str, item: str) -> None:
        given = self._connection.execute(
            "SELECT day, rating FROM review WHERE deck = ?1 AND rating IS NOT NULL"
            " AND typeof(day) = 'integer' AND day BETWEEN 1 AND ?3 AND (item = ?2"
            " OR item IN (SELECT old FROM alias WHERE deck = ?1 AND item = ?2)) ORDER BY id",
            (deck, item, _LAST_DAY),
        ).fetchall()
        if given:
            self._store(deck, item, replay(given))

    def _store(self, deck: str, item: str, memory: Memory) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO card(deck, item, stability, difficulty, due, last, first,"
            " reviews, lapses) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (deck, item, *astuple(memory)),
        )

    def _adopt(self, deck: str, old: str, item: str) -> None:
        run = self._connection.execute
        run("UPDATE alias SET item = ?3 WHERE deck = ?1 AND item = ?2", (deck, old, item))
        run("INSERT OR REPLACE INTO alias VALUES(?, ?, ?)", (deck, old, item))
        run("DELETE FROM card WHERE deck = ? AND item = ?", (deck, old))
        self._recompute(deck, item)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """IMMEDIATE takes the write lock before anything is read: a deferred transaction that
        turns from reading to writing fails at once when another terminal has written."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
