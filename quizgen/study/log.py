"""The rows of the log: answers, and what was done about them later.

Rows are never changed or removed. Some learners edit the file by hand. So every query that reads a
table has that table's condition, and a damaged row is left out without the loss of any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import asdict, astuple

if TYPE_CHECKING:
    from quizgen.interchange.history import Flag, Overrule, Review, Suspension, Void

    Event: TypeAlias = Void | Overrule | Flag | Suspension


def add_review(connection: sqlite3.Connection, review: Review) -> bool:
    """Returns False if the log has that answer already. It runs inside a transaction that its
    caller began, as `add_event` does."""
    return connection.execute(
        "INSERT INTO review(at, deck, item, session, day, answer, mark, reason, rating,"
        " took, key, mode) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        astuple(review),
    ).rowcount > 0  # fmt: skip


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

_LOG_TABLES: Mapping[str, str] = {"review": REVIEW, "event": EVENT}


def unreadable_rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Yields one sentence for each row of the log that is left out."""
    for table, condition in _LOG_TABLES.items():
        query = f"SELECT id FROM {table} WHERE NOT coalesce({condition}, 0) ORDER BY id"
        for (number,) in connection.execute(query):
            yield f"row {number} of the table `{table}` cannot be read and is left out"
