"""Opens the file that holds a learner's history, and makes, updates or refuses it.

Each version of the file is one migration away from the version before it. A new file takes all of
them; a file that holds answers is copied first. Write-ahead logging is requested once, when the
file is made: the setting stays in the file, and a request at every start can itself fail with
"locked". A file system that cannot do it, such as a network drive, leaves SQLite with its rollback
journal, which is as safe and a little slower. While the file is open, the `-wal` and `-shm` beside
it belong to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain
from operator import methodcaller
from pathlib import Path

from quizgen.reading.safe_files import (
    make_private,
    make_private_folder,
    read_ordinary,
    write_beside,
)
from quizgen.study.history import History
from quizgen.study.tables import MIGRATIONS

VERSION = len(MIGRATIONS)
_APPLICATION = 0x717A6765  # "qzge": another program's file is not taken for ours
_BUSY_SECONDS = 10


class UnusableError(Exception):
    """The file cannot keep a history. The sentence is for the learner."""


def open_history(path: Path) -> History:
    """Opens the history. A file that does not exist is made, with the folders above it."""
    with _usable(path):
        make_private_folder(path.parent)
        make_private(path)
        connection = _connect(path.absolute())
        connection.execute("PRAGMA synchronous = FULL")
        before = _version(connection, path)
        if 0 < before < VERSION:
            _back_up(connection, path.with_name(f"{path.name}.version-{before}"))
        if before == 0:
            with suppress(sqlite3.OperationalError):  # another terminal is making the same file
                connection.execute("PRAGMA journal_mode = WAL")
        if before != VERSION:
            _migrate(connection, path)
    return History(connection)


def open_to_read(path: Path) -> History:
    """Opens the history, or where nothing can be written a copy of it in memory, so that the same
    queries serve. Nothing that is added to the copy is kept."""
    try:
        return open_history(path)
    except UnusableError:
        nearest = next(each for each in (path, *path.absolute().parents) if each.exists())
        if nearest != path and not nearest.is_dir():
            raise
    with _usable(path):
        connection = _connect(":memory:")
        _load(connection, path)
        if _version(connection, path) != VERSION:
            _migrate(connection, path)
    return History(connection, is_kept=False)


def _load(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite reads a file with a `-wal` only where it can write beside it."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        copy = Path(folder, "history")
        for ending in ("", "-wal"):
            with suppress(FileNotFoundError):
                content = read_ordinary(path.with_name(path.name + ending))
                copy.with_name(copy.name + ending).write_bytes(content)
        with closing(sqlite3.connect(copy)) as source:
            source.backup(connection)


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, UnicodeDecodeError) as fault:  # the last: a damaged schema
        raise UnusableError(f"no history can be kept in {path}: {fault}") from fault


def _connect(place: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        place, timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=64
    )
    # Text that is not UTF-8 would end a query halfway, which keeps the file locked.
    connection.text_factory = methodcaller("decode", "utf-8", "replace")
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    history = History(connection)
    with history.transaction():
        before = _version(connection, path)  # another terminal may have been here meanwhile
        for statement in chain.from_iterable(MIGRATIONS[before:]):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if before:
            history.rebuild_cards()


def _back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """Writes the copy beside its place and renames it. A copy that is there already stays, since it
    has the same version and may hold what has been lost since. SQLite makes the copy, because a
    copy of the file alone would lack what is in its `-wal`."""
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
    """Reads the version of the file, which is 0 if it is empty. The tables are counted first, since
    another terminal that makes the file right now writes its tables and its mark together."""
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
