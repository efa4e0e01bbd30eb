"""The file that a learner's history is in: made, recognised, or refused with a sentence.

Write-ahead logging is asked for once, when the file is made: the setting stays in the file, and
asking again on every start can itself fail with "locked". Where the file system cannot do it (a
network drive) SQLite stays with its rollback journal, which is as safe and a little slower.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from quizgen.study.history import History

VERSION = 1
_APPLICATION = 0x717A6765  # "qzge": another program's file is not taken for ours
_BUSY_SECONDS = 10

_SCHEMA = (
    # id and session in milliseconds since 1970; day: local study day, as an ordinal;
    # rating: 1 to 4 as in FSRS, or null where the answer does not schedule
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
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)


class UnusableError(Exception):
    """No history can be kept in that file; the sentence is for the learner."""


def open_history(path: Path) -> History:
    """Made if it is not there, with the folders above it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path.absolute(), timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=64
        )
        _prepare(connection)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as fault:  # the last, of a damaged schema
        raise UnusableError(f"no history can be kept in {path}: {fault}") from fault
    except _RefusedError as refused:
        raise UnusableError(f"{path} {refused}") from None
    return History(connection)


class _RefusedError(Exception):
    pass


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    if _version(connection) == VERSION:
        return
    with suppress(sqlite3.OperationalError):  # another terminal makes the same file just now
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) == 0:
        for statement in _SCHEMA:
            connection.execute(statement)
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    """0 for an empty file; refuses what is not ours or not of our time. The tables are counted
    first: another terminal may be making the file, and its tables come with their mark."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if tables and application != _APPLICATION:
        raise _RefusedError("is a database of another program")
    if version > VERSION:
        raise _RefusedError(
            "was written by a newer quizgen; install that one, or name another with --db"
        )
    return int(version)
