"""The SQL conditions that a row of the history must meet to be read.

Some learners edit the file by hand. Every query that reads a table has that table's condition, so
that a damaged row is left out and the learner loses nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

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
EXAM = _all(_each(_MOMENT, "session"), "(deadline IS NULL OR " + _MOMENT.format("deadline") + ")")

_LOG_TABLES: Mapping[str, str] = {"review": REVIEW, "event": EVENT}


def unreadable_rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Yields one sentence for each row of the log that is left out."""
    for table, condition in _LOG_TABLES.items():
        query = f"SELECT id FROM {table} WHERE NOT coalesce({condition}, 0) ORDER BY id"
        for (number,) in connection.execute(query):
            yield f"row {number} of the table `{table}` cannot be read and is left out"
