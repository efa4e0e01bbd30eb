"""The file that a learner's history is in: made, recognised, brought up to date, or refused.

Every version is a step from the one before, a new file takes them all, and a file with answers in
it is copied before it takes one. Write-ahead logging is asked for once, when the file is made: the
setting stays in the file, and asking again on every start can itself fail with "locked". Where the
file system cannot do it (a network drive) SQLite stays with its rollback journal, which is as safe
and a little slower. While it is open, the `-wal` and `-shm` beside the file belong to it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from quizgen.reading.safe_files import make_private, make_private_folder, write_beside
from quizgen.study.history import History
from quizgen.study.migrations import MIGRATIONS

VERSION = len(MIGRATIONS)
_APPLICATION = 0x717A6765  # "qzge": another program's file is not taken for ours
_BUSY_SECONDS = 10


class UnusableError(Exception):
    """No history can be kept in that file; the sentence is for the learner."""


def open_history(path: Path) -> History:
    """Made if it is not there, with the folders above it."""
    try:
        make_private_folder(path.parent)
        make_private(path)
        connection = sqlite3.connect(
            path.absolute(), timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=64
        )
        # Text that is not UTF-8 would end a query halfway, which keeps the file locked.
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        connection.execute("PRAGMA synchronous = FULL")
        if _version(connection, path) != VERSION:
            _bring_up_to_date(connection, path)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as fault:  # the last, of a damaged schema
        raise UnusableError(f"no history can be kept in {path}: {fault}") from fault
    return History(connection)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    before = _version(connection, path)
    if before:
        _back_up(connection, path.with_name(f"{path.name}.version-{before}"))
    else:
        with suppress(sqlite3.OperationalError):  # another terminal makes the same file just now
            connection.execute("PRAGMA journal_mode = WAL")
    history = History(connection)
    with history.transaction():
        for version in range(_version(connection, path), VERSION):
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if before:
            history.rebuild_cards()


def _back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """Written beside and renamed; an older copy stays, since it is of the same version and may
    hold what has been lost since. A copy of the file alone would lack what is in its `-wal`."""
    if copy.exists():
        return
    beside = write_beside(copy, b"", is_private=True)
    try:
        with closing(sqlite3.connect(beside)) as target:
            connection.backup(target)
        beside.replace(copy)
    finally:
        beside.unlink(missing_ok=True)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """0 for an empty file; refuses what is not ours or not of our time. The tables are counted
    first: another terminal may be making the file, and its tables come with their mark."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if tables and application != _APPLICATION:
        raise UnusableError(f"{path} is a database of another program")
    if version < 0:
        raise UnusableError(f"{path} is damaged: it has no version")
    if version > VERSION:
        raise UnusableError(
            f"{path} was written by a newer quizgen; install that one, or name another with --db"
        )
    return int(version)
