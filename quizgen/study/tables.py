"""The tables of a history: how each is made, which of its rows are sound, and what fills them.

`review` and `event` are the log, to which rows are only added. `card` is a cache computed from it,
`deck` records the keys and the retention that the cache was computed with, and `exam` which exams
were begun. Times are in milliseconds since 1970; days are ordinals of local study days.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import asdict, astuple

from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION, replay

if TYPE_CHECKING:
    from quizgen.interchange.history import Flag, Overrule, Review, Suspension, Void

    Event: TypeAlias = Void | Overrule | Flag | Suspension


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
    with closing(sqlite3.connect(":memory:")) as new:
        for statement in chain.from_iterable(MIGRATIONS):
            new.execute(statement)
        made = new.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT IN ('review', 'event', 'alias', 'exam') ORDER BY rowid"
        ).fetchall()
    for kind, name, statement in made:
        if name == "deck":  # it knows what the learner aims at
            connection.execute(statement.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            continue
        connection.execute(f"DROP {kind} IF EXISTS {name}")
        # somebody may have put the same line in twice, where the index was gone
        with suppress(sqlite3.IntegrityError):
            connection.execute(statement)


# --- The log ---------------------------------------------------------------------------
# Its rows are never changed or removed. Some learners edit the file by hand. So every query that
# reads a table has that table's condition, and a damaged row is left out without the loss of any
# other. What adds to the log or computes cards runs inside a transaction that its caller began.


REVIEW_COLUMNS = "at, deck, item, session, day, answer, mark, reason, rating, took, key, mode"


def add_review(connection: sqlite3.Connection, review: Review) -> bool:
    """Returns False if the log has that answer already."""
    values = ", ".join("?" * len(astuple(review)))
    query = f"INSERT INTO review({REVIEW_COLUMNS}) VALUES({values}) ON CONFLICT DO NOTHING"
    return connection.execute(query, astuple(review)).rowcount > 0


def add_event(connection: sqlite3.Connection, event: Event) -> bool:
    """Returns False if the log has that event already."""
    return connection.execute(
        "INSERT INTO event(type, deck, item, at, about, mark, rating, value)"
        " VALUES(:type, :deck, :item, :at, :about, :mark, :rating, :value)"
        " ON CONFLICT DO NOTHING",
        event_row(event),
    ).rowcount > 0  # fmt: skip


def event_row(event: Event) -> dict[str, object]:
    """The columns of the table; those that the event has no use for are empty."""
    row: dict[str, object] = dict.fromkeys(("about", "mark", "rating", "value"))
    row |= {_COLUMNS.get(name, name): value for name, value in asdict(event).items()}
    return row | {"type": type(event).__name__.lower()}


_COLUMNS = {"of": "about", "remark": "value", "is_suspended": "value"}

LAST_DAY = 3_286_059  # as in the view `scheduling`
_LAST_MOMENT = 32_503_680_000_000  # the year 3000, in milliseconds

_TEXT = "(typeof({0}) = 'text')"
_NAME = "(typeof({0}) = 'text' AND {0} <> '')"
_FIRST_EXPORTED, _LAST_EXPORTED = 719_163, 1_095_362  # 1970 to 2999, as `interchange.history` reads
_MOMENT = f"(typeof({{0}}) = 'integer' AND {{0}} BETWEEN 0 AND {_LAST_MOMENT - 1})"
_RATING = "({0} IS NULL OR (typeof({0}) = 'integer' AND {0} BETWEEN 1 AND 4))"


def _all(*conditions: str) -> str:
    return "(" + " AND ".join(conditions) + ")"


def _each(shape: str, *columns: str) -> str:
    return _all(*(shape.format(column) for column in columns))


DAY = f"(typeof(day) = 'integer' AND +day BETWEEN 1 AND {LAST_DAY})"
ANSWER = _all(DAY, _each(_TEXT, "item"), "mark IN ('correct', 'close', 'wrong')")
REVIEW = _all(
    ANSWER,
    _each(_NAME, "deck", "item"),
    _each(_TEXT, "answer", "reason", "key"),
    f"+day BETWEEN {_FIRST_EXPORTED} AND {_LAST_EXPORTED}",
    _each(_MOMENT, "at", "session", "took"),
    _RATING.format("rating"),
    "mode IN ('', 'cram', 'exam')",
)
SCHEDULED = _all(_RATING.format("rating"), _each(_TEXT, "item", "key"))
EVENT = _all(
    _each(_NAME, "event.deck", "event.item"),
    _MOMENT.format("event.at"),
    "CASE type"
    f" WHEN 'void' THEN {_MOMENT.format('about')}"
    f" WHEN 'overrule' THEN {_MOMENT.format('about')} AND mark IN ('correct', 'wrong')"
    f" AND {_RATING.format('rating')}"
    f" WHEN 'flag' THEN {_TEXT.format('value')}"
    " WHEN 'suspension' THEN value IN ('0', '1') ELSE 0 END",
)
ALIAS = _each(_NAME, "deck", "old", "item")
MEMORY = _all(
    _TEXT.format("item"),
    "typeof(stability) = 'real' AND stability > 0 AND stability < 1e6",
    f"typeof(last) = 'integer' AND last BETWEEN 1 AND {LAST_DAY}",
)
EXAM = _all(
    _each(_MOMENT, "session"),
    _each(_TEXT, "quiz", "form"),
    "(deadline IS NULL OR " + _MOMENT.format("deadline") + ")",
)


def unreadable_rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Yields one sentence for each row of the log that is left out."""
    for table, condition in (("review", REVIEW), ("event", EVENT)):
        query = f"SELECT id FROM {table} WHERE NOT coalesce({condition}, 0) ORDER BY id"
        for (number,) in connection.execute(query):
            yield f"row {number} of the table `{table}` cannot be read and is left out"


# --- Cards -----------------------------------------------------------------------------


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
    row = connection.execute("SELECT retention FROM deck WHERE deck = ?", (deck,)).fetchone()
    retention = sound_retention(row[0] if row else None)
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
