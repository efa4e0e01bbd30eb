"""Computes each item's card from the log: when it is due, and how well it is known.

Every function here runs inside a transaction that its caller began.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from msgspec.structs import astuple

from quizgen.study.log import SCHEDULED
from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION, replay


def recompute(connection: sqlite3.Connection, deck: str, item: str) -> None:
    """Uses the log under the item's id and under all ids that it had before."""
    given = connection.execute(
        f"{_GIVEN} AND item = ?2 AND name IN"
        " (SELECT ?2 UNION ALL SELECT old FROM alias WHERE deck = ?1 AND item = ?2)"
        " ORDER BY at, name",
        (deck, item),
    ).fetchall()
    if not given:
        connection.execute("DELETE FROM card WHERE deck = ? AND item = ?", (deck, item))
    _store(connection, deck, given)


def recompute_deck(connection: sqlite3.Connection, deck: str) -> None:
    connection.execute("DELETE FROM card WHERE deck = ?", (deck,))
    given = connection.execute(f"{_GIVEN} ORDER BY item, at, name", (deck,))
    _store(connection, deck, given.fetchall())  # no query goes on while its deck is written


_GIVEN = f"SELECT item, day, rating, key FROM scheduling WHERE deck = ?1 AND {SCHEDULED}"


def give_names(
    connection: sqlite3.Connection, deck: str, names: Iterable[tuple[str, str]]
) -> Iterable[str]:
    """Each name is an old id with the item that it belongs to now, which may be that id itself
    again. Returns the items whose cards have to be computed again."""
    touched: dict[str, None] = {}
    run = connection.execute
    for old, item in names:
        owners = run("SELECT item FROM alias WHERE deck = ? AND old = ?", (deck, old))
        touched |= dict.fromkeys((*(owner for (owner,) in owners), old, item))
        run("DELETE FROM alias WHERE deck = ? AND old = ?", (deck, old))
        if old != item:
            run("UPDATE alias SET item = ?3 WHERE deck = ?1 AND item = ?2", (deck, old, item))
            run("INSERT INTO alias VALUES(?, ?, ?)", (deck, old, item))
    return touched


def _retention(connection: sqlite3.Connection, deck: str) -> float:
    row = connection.execute("SELECT retention FROM deck WHERE deck = ?", (deck,)).fetchone()
    return sound_retention(row[0] if row else None)


def sound_retention(kept: object) -> float:
    """Replaces a retention that the schedule cannot aim at by the usual one."""
    if isinstance(kept, float) and LEAST_RETENTION <= kept <= MOST_RETENTION:
        return kept
    return DESIRED_RETENTION


def _store(
    connection: sqlite3.Connection, deck: str, given: Iterable[tuple[str, int, int, str]]
) -> None:
    """Takes the answers item by item, each with its day, its rating and the key at the time. A card
    stays marked as changed until its new key has been answered."""
    retention = _retention(connection, deck)
    for item, rows in groupby(given, itemgetter(0)):
        _, days, ratings, keys = zip(*rows, strict=True)
        memory = replay(zip(days, ratings, strict=True), retention)
        connection.execute(
            "INSERT INTO card(deck, item, stability, difficulty, due, last, first, reviews, lapses,"
            " key, is_changed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
            " ON CONFLICT(deck, item) DO UPDATE SET stability = excluded.stability,"
            " difficulty = excluded.difficulty, due = excluded.due, last = excluded.last,"
            " first = excluded.first, reviews = excluded.reviews, lapses = excluded.lapses,"
            " is_changed = is_changed AND key = excluded.key, key = excluded.key",
            (deck, item, *astuple(memory), keys[-1]),
        )
