"""The tables, views and indexes of the file that holds a history, version by version.

`review` and `event` are the log, to which rows are only added. `card` is a cache computed from it,
`deck` records the keys and the retention that the cache was computed with, and `exam` which exams
were begun. Times are in milliseconds since 1970; days are ordinals of local study days.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from itertools import chain

_FIRST = (
    # rating: 1 to 4 as in FSRS, or null if the answer does not schedule
    """CREATE TABLE review(
        id INTEGER PRIMARY KEY, deck TEXT NOT NULL, item TEXT NOT NULL, session INTEGER NOT NULL,
        day INTEGER NOT NULL, answer TEXT NOT NULL, mark TEXT NOT NULL, reason TEXT NOT NULL,
        rating INTEGER, took INTEGER NOT NULL, key TEXT NOT NULL)""",
    "CREATE INDEX review_of_item ON review(deck, item)",
    "CREATE INDEX review_of_day ON review(deck, day)",
    """CREATE TABLE alias(
        deck TEXT NOT NULL, old TEXT NOT NULL, item TEXT NOT NULL,
        PRIMARY KEY(deck, old)) WITHOUT ROWID""",
    """CREATE TABLE card(
        deck TEXT NOT NULL, item TEXT NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL,
        due INTEGER NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL,
        reviews INTEGER NOT NULL, lapses INTEGER NOT NULL,
        PRIMARY KEY(deck, item)) WITHOUT ROWID""",
)

# In the first version a review's id was its time, and had to be unique among all decks: a review
# imported from another machine could not be told from a new one.
_SECOND = (
    "ALTER TABLE review ADD COLUMN at INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE review ADD COLUMN mode TEXT NOT NULL DEFAULT ''",
    "UPDATE review SET at = id",
    "DROP INDEX review_of_item",
    "CREATE UNIQUE INDEX review_once ON review(deck, item, at)",
    "CREATE INDEX alias_of_item ON alias(deck, item)",
    # about: the `at` of the review concerned; value: a remark, or 1 or 0
    """CREATE TABLE event(
        id INTEGER PRIMARY KEY, type TEXT NOT NULL, deck TEXT NOT NULL, item TEXT NOT NULL,
        at INTEGER NOT NULL, about INTEGER, mark TEXT, rating INTEGER, value TEXT)""",
    "CREATE UNIQUE INDEX event_once ON event(deck, item, at, type)",
    "CREATE INDEX event_about ON event(deck, item, about)",
    "CREATE INDEX event_of_type ON event(deck, type)",
    # the log under today's ids, without reviews that were taken back, with verdicts as overruled
    """CREATE VIEW standing AS
        SELECT review.id, review.deck, review.item AS name,
            coalesce(alias.item, review.item) AS item, review.at, session, day, answer,
            coalesce(overrule.mark, review.mark) AS mark, reason,
            CASE WHEN overrule.id IS NULL THEN review.rating ELSE overrule.rating END AS rating,
            took, key, mode, overrule.id IS NOT NULL AS is_overruled
        FROM review
        LEFT JOIN alias ON alias.deck = review.deck AND alias.old = review.item
        LEFT JOIN event AS overrule ON overrule.id = (
            SELECT id FROM event WHERE event.deck = review.deck AND event.item = review.item
            AND about = review.at AND type = 'overrule' ORDER BY event.at DESC LIMIT 1)
        WHERE NOT EXISTS (
            SELECT 1 FROM event WHERE event.deck = review.deck AND event.item = review.item
            AND about = review.at AND type = 'void')""",
    # The reviews that the schedule is computed from. A day that another program has spoilt must not
    # cost a learner the rest, so it is left out. The highest day leaves a thousand years before the
    # calendar ends. The plus keeps SQLite from using the index of days for a query on one item.
    """CREATE VIEW scheduling AS
        SELECT id, deck, name, item, at, day, rating, key FROM standing
        WHERE rating IS NOT NULL AND typeof(day) = 'integer' AND +day BETWEEN 1 AND 3286059""",
    "DROP TABLE card",
    # key: the key at the last answer; is_changed: the deck has had another key since
    """CREATE TABLE card(
        deck TEXT NOT NULL, item TEXT NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL,
        due INTEGER NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL,
        reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, key TEXT NOT NULL,
        is_changed INTEGER NOT NULL, PRIMARY KEY(deck, item)) WITHOUT ROWID""",
    "CREATE TABLE deck(deck TEXT PRIMARY KEY, keys TEXT NOT NULL, retention REAL) WITHOUT ROWID",
    """CREATE TABLE exam(
        session INTEGER PRIMARY KEY, deck TEXT NOT NULL, quiz TEXT NOT NULL, form TEXT NOT NULL,
        deadline INTEGER, ended INTEGER)""",
)

MIGRATIONS = (_FIRST, _SECOND)


def renew(connection: sqlite3.Connection) -> None:
    """Makes again all but the log, the names and the exams: views, indexes and empty tables."""
    for kind, name, statement in _standing():
        if name == "deck":  # it knows what the learner aims at
            connection.execute(statement.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            continue
        connection.execute(f"DROP {kind} IF EXISTS {name}")
        # somebody may have put the same line in twice, where the index was gone
        with suppress(sqlite3.IntegrityError):
            connection.execute(statement)


_CREATED = re.compile(r"CREATE (?:UNIQUE )?(TABLE|VIEW|INDEX) (\w+)")


def _standing() -> list[tuple[str, str, str]]:
    """What the last version has of views, indexes and derived tables, with their statements."""
    found: dict[str, tuple[str, str, str]] = {}
    for statement in chain.from_iterable(MIGRATIONS):
        created = _CREATED.match(statement)
        if created:
            found[created[2]] = (created[1], created[2], statement)
        elif statement.startswith("DROP"):
            del found[statement.split()[-1]]
    return [each for each in found.values() if each[1] not in ("review", "event", "alias", "exam")]
