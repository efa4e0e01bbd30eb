"""Cards: what is known of each item, computed from the log inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from quizgen.study.row_checks import SCHEDULED
from quizgen.study.schedule import (
    DESIRED_RETENTION,
    LEAST_RETENTION,
    MOST_RETENTION,
    replay,
)


def recompute(connection: sqlite3.Connection, deck: str, item: str) -> None:
    """From the log under the item's id and all that it had before."""
    given = connection.execute(
        "SELECT day, rating, key FROM scheduling WHERE deck = ?1 AND item = ?2 AND name IN"
        " (SELECT ?2 UNION ALL SELECT old FROM alias WHERE deck = ?1 AND item = ?2)"
        f" AND {SCHEDULED} ORDER BY at, id",
        (deck, item),
    ).fetchall()
    if given:
        _store(connection, deck, item, given, _retention(connection, deck))
    else:
        connection.execute("DELETE FROM card WHERE deck = ? AND item = ?", (deck, item))


def recompute_deck(connection: sqlite3.Connection, deck: str) -> None:
    connection.execute("DELETE FROM card WHERE deck = ?", (deck,))
    by_item: dict[str, list[tuple[int, int, str]]] = {}
    for item, *review in connection.execute(
        f"SELECT item, day, rating, key FROM scheduling WHERE deck = ? AND {SCHEDULED}"
        " ORDER BY at, id",
        (deck,),
    ):
        by_item.setdefault(item, []).append((review[0], review[1], review[2]))
    retention = _retention(connection, deck)
    for item, given in by_item.items():
        _store(connection, deck, item, given, retention)


def adopt(connection: sqlite3.Connection, deck: str, renames: Iterable[tuple[str, str]]) -> None:
    """Pairs of an old id and the one that it now is. A card moves as it is where nothing is known
    of the new id: a whole deck renamed need not be computed anew."""
    spoilt: dict[str, None] = {}
    for old, item in renames:
        was = connection.execute(
            "SELECT item FROM alias WHERE deck = ? AND old = ?", (deck, old)
        ).fetchone()
        connection.execute(
            "UPDATE alias SET item = ?3 WHERE deck = ?1 AND item = ?2", (deck, old, item)
        )
        connection.execute("INSERT OR REPLACE INTO alias VALUES(?, ?, ?)", (deck, old, item))
        if was:
            spoilt |= {was[0]: None, item: None}
        elif not _move(connection, deck, old, item):
            spoilt[item] = None
    for item in spoilt:
        recompute(connection, deck, item)


def _move(connection: sqlite3.Connection, deck: str, old: str, item: str) -> bool:
    """False where both have a card: then theirs is a common history."""
    connection.execute(
        "UPDATE OR IGNORE card SET item = ?3 WHERE deck = ?1 AND item = ?2", (deck, old, item)
    )
    left = connection.execute("DELETE FROM card WHERE deck = ? AND item = ?", (deck, old))
    return left.rowcount == 0


def release(connection: sqlite3.Connection, deck: str, ids: Iterable[str]) -> None:
    """Old ids that are an item's of their own again."""
    for old in ids:
        (item,) = connection.execute(
            "DELETE FROM alias WHERE deck = ? AND old = ? RETURNING item", (deck, old)
        ).fetchone()
        recompute(connection, deck, item)
        recompute(connection, deck, old)


def _retention(connection: sqlite3.Connection, deck: str) -> float:
    row = connection.execute("SELECT retention FROM deck WHERE deck = ?", (deck,)).fetchone()
    return sound_retention(row[0] if row else None)


def sound_retention(kept: object) -> float:
    """What a deck's row says, where the schedule can aim at it."""
    if isinstance(kept, float) and LEAST_RETENTION <= kept <= MOST_RETENTION:
        return kept
    return DESIRED_RETENTION


def _store(
    connection: sqlite3.Connection,
    deck: str,
    item: str,
    given: Sequence[tuple[int, int, str]],
    retention: float,
) -> None:
    """A key that has changed stays marked until it is another one that was answered."""
    memory = replay([(day, rating) for day, rating, _ in given], retention)
    connection.execute(
        "INSERT INTO card(deck, item, stability, difficulty, due, last, first, reviews, lapses,"
        " key, is_changed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
        " ON CONFLICT(deck, item) DO UPDATE SET stability = excluded.stability,"
        " difficulty = excluded.difficulty, due = excluded.due, last = excluded.last,"
        " first = excluded.first, reviews = excluded.reviews, lapses = excluded.lapses,"
        " is_changed = is_changed AND key = excluded.key, key = excluded.key",
        (deck, item, *astuple(memory), given[-1][2]),
    )
