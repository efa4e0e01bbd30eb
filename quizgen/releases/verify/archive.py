"""Reads from an `.apkg` what Anki would take, and the lock that our own packages carry beside it.

Somebody else's file may be hostile. Sizes are checked before anything is unpacked, the database is
opened in memory so that nothing is written to disk, only plain tables are read, and whatever else
goes wrong is one diagnostic.
"""

from __future__ import annotations

import json
import lzma
import sqlite3
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.quiz.model import About
from quizgen.releases.lock import Ledger, parse

MOST_BYTES = 1 << 29  # unpacked; a hundred times as much as a large deck
MOST_BYTES_A_VALUE = 1 << 26
_ENTRIES = ("collection.anki21", "collection.anki2")  # like Anki, we read the first that is there
_NEWER = "collection.anki21b"


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """`homes` names the deck of each card by the card's number; `modified` is in seconds since
    1970."""

    guid: str
    type_id: int
    modified: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    homes: Mapping[int, str]

    @property
    def name(self) -> str:
        """The first field, by which Anki lists a note."""
        return self.fields[0]


@dataclass(frozen=True)
class PackagedType:
    """`parts` are the fields, then the templates, as (id or None, name); `look` is everything
    that the type says, dates and numbering apart."""

    id: int
    name: str
    modified: int
    is_cloze: bool
    parts: tuple[tuple[tuple[int | None, str], ...], tuple[tuple[int | None, str], ...]]
    raw: Mapping[str, Any]

    @property
    def has_item_id(self) -> bool:
        """Whether the first field is an item's id, as in the decks that we write."""
        return self.parts[0][0][1] == "Item"

    @cached_property
    def look(self) -> str:
        said = {key: value for key, value in self.raw.items() if key not in _NUMBERING}
        return json.dumps(said, sort_keys=True)


# These keys differ between exports of the same note type.
_NUMBERING = {"id", "mod", "usn", "did", "req", "tags", "vers", "originalId"}


@dataclass(frozen=True, slots=True)
class AnkiPackage:
    """`notes` in the order of their ids; `types` are those that a note uses, since Anki takes
    no others."""

    name: str
    notes: tuple[PackagedNote, ...]
    types: Mapping[int, PackagedType]


def read_package(content: bytes, name: str) -> AnkiPackage | Diagnostic:
    """`name` is how messages call the file."""
    where = Location(TextFile(name, ""))
    try:
        with ZipFile(BytesIO(content)) as archive:
            collection = _collection(archive, where)
    except (BadZipFile, *_UNPACKING) as error:
        return _not_a_package(where, f"it cannot be unpacked ({error})")
    if isinstance(collection, Diagnostic):
        return collection
    try:
        return _package(collection, name)
    except (sqlite3.Error, OverflowError) as error:
        return _damaged(where, f"its database cannot be read ({error})")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _damaged(where, "its note types or decks are not what Anki writes")


_MAGIC = b"SQLite format 3\0"
# zipfile raises all of these if the directory of an archive is wrong.
_UNPACKING = (
    *(zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, LookupError),
    *(NotImplementedError, OverflowError, RuntimeError, ValueError),
)


def _collection(archive: ZipFile, where: Location) -> bytes | Diagnostic:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if _NEWER in entries:
        message = f"`{where.file.name}` is in Anki's newer format, which quizgen cannot read"
        hint = "export it again with `Support older Anki versions` ticked"
        return Diagnostic(where, "anki-newer-format", message, hint)
    for name in _ENTRIES:
        if name in entries:
            if entries[name].file_size > MOST_BYTES:
                return _damaged(where, f"its collection is larger than {MOST_BYTES >> 20} MiB")
            return archive.read(name)  # never more than the size that was just checked
    return _not_a_package(where, "it holds no collection")


def _package(collection: bytes, name: str) -> AnkiPackage:
    if not collection.startswith(_MAGIC):
        raise sqlite3.DatabaseError("no SQLite file")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(_without_journal(collection))
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES_A_VALUE)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = OFF")
        _refuse_computed_tables(connection)
        notes = tuple(_notes(connection))
        used = {note.type_id for note in notes}
        types = {each.id: each for each in _types(connection) if each.id in used}
    finally:
        connection.close()
    if used - types.keys():
        raise KeyError("a note without its note type")
    return AnkiPackage(name, notes, types)


def _without_journal(collection: bytes) -> bytes:
    """Turns off write-ahead mode, in which a database can only be opened from disk. Bytes 18 and 19
    of the header hold it (https://www.sqlite.org/fileformat.html)."""
    if collection[18:20] != b"\x02\x02":
        return collection
    return collection[:18] + b"\x01\x01" + collection[20:]


def _refuse_computed_tables(connection: sqlite3.Connection) -> None:
    """Refuses views, virtual tables and computed columns, which could run for ever."""
    for table in ("col", "notes", "cards"):
        kinds = "SELECT type, sql FROM sqlite_master WHERE name = ?"
        found = [(kind, sql.lower()) for kind, sql in connection.execute(kinds, (table,))]
        hidden = "SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden"
        (computed,) = connection.execute(hidden, (table,)).fetchone()
        if [kind for kind, _ in found] != ["table"] or "virtual" in found[0][1] or computed:
            raise sqlite3.DatabaseError(f"no plain table {table}")


def _types(connection: sqlite3.Connection) -> Iterator[PackagedType]:
    for raw in _settings(connection, "models").values():
        yield PackagedType(
            id=int(raw["id"]),
            name=str(raw["name"]),
            modified=int(raw["mod"]),
            is_cloze=int(raw["type"]) == 1,
            parts=(_parts(raw["flds"]), _parts(raw["tmpls"])),
            raw=raw,
        )


def _parts(parts: list[dict[str, Any]]) -> tuple[tuple[int | None, str], ...]:
    return tuple(
        (None if part.get("id") is None else int(part["id"]), str(part["name"])) for part in parts
    )


def _notes(connection: sqlite3.Connection) -> Iterator[PackagedNote]:
    homes = _homes(connection)
    rows = "SELECT id, guid, mid, mod, flds, tags FROM notes ORDER BY id"
    for note_id, guid, type_id, modified, fields, tags in connection.execute(rows):
        yield PackagedNote(
            guid=str(guid),
            type_id=int(type_id),
            modified=int(modified),
            fields=tuple(str(fields).split("\x1f")),
            tags=tuple(str(tags).split()),
            homes=homes[note_id],
        )


def _homes(connection: sqlite3.Connection) -> Mapping[int, dict[int, str]]:
    """The deck of each card, by the id of its note."""
    names = {int(key): str(deck["name"]) for key, deck in _settings(connection, "decks").items()}
    homes: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for note_id, number, deck_id in connection.execute("SELECT nid, ord, did FROM cards"):
        homes[note_id][int(number)] = names.get(deck_id, "")
    return homes


def _settings(connection: sqlite3.Connection, column: str) -> dict[str, dict[str, Any]]:
    (text,) = connection.execute(f"SELECT {column} FROM col").fetchone()  # noqa: S608  # ours
    settings: dict[str, dict[str, Any]] = json.loads(text)
    return settings


def _not_a_package(where: Location, why: str) -> Diagnostic:
    message = f"`{where.file.name}` is not an Anki package: {why}"
    return Diagnostic(where, "anki-not-a-package", message, "name an .apkg file")


def _damaged(where: Location, why: str) -> Diagnostic:
    message = f"`{where.file.name}` is damaged: {why}"
    return Diagnostic(where, "anki-damaged", message, "build or download it again")


# --- The lock inside -------------------------------------------------------------------

_LARGEST_LOCK = 64 << 20  # bytes, for half a million notes; we write no larger entry


def recovered(package: bytes, about: About) -> Ledger | None:
    """The ledger with which the package was built; None if it has no ledger of this deck. A package
    that was never released carries none, so a mere build is not taken for a release."""
    from quizgen.writers.anki.package import LOCK_ENTRY  # genanki takes a while to load

    try:
        with ZipFile(BytesIO(package)) as archive:
            if archive.getinfo(LOCK_ENTRY).file_size > _LARGEST_LOCK:
                return None
            text = archive.read(LOCK_ENTRY).decode()
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return None
    ledger, _ = parse(TextFile(LOCK_ENTRY, text), about)
    return ledger
