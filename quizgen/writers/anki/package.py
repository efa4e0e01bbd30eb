"""An .apkg written in one pass, with genanki's format, ids and JSON.

genanki's own writer stamps everything with the clock, reads and writes all decks again for each
deck, and inserts row by row. Here rows are streamed in the order of their ids into a file without
a journal, indexes are made last, and the archive has no date, so that the same input makes the
same bytes.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from quizgen.writers.anki.notetypes import NoteType

# Level 1 makes a file a fifth the size; level 6 takes off a further tenth for eight times the work.
DEFLATE_LEVEL = 1


class Note(NamedTuple):  # made so often that a dataclass would show
    """A row of the package to be. `due` has the place of each of its cards among the new ones;
    `modified` is in seconds since 1970."""

    note_id: int
    guid: str
    model: NoteType
    deck_id: int
    fields: Sequence[str]
    tags: Sequence[str]
    due: tuple[int, ...]
    modified: int


class MarkdownDeck(genanki.Deck):  # type: ignore[misc]  # genanki is untyped
    """Anki shows a description as Markdown only where the deck says that it is."""

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), "md": True}


@dataclass(frozen=True, slots=True)
class Package:
    """`notes` come in ascending order of their ids, and are read only once."""

    decks: list[MarkdownDeck]
    models: list[NoteType]
    notes: Iterable[Note]
    media: Mapping[str, bytes]
    lock: str = ""

    def packed(self, scratch: Path) -> bytes:
        """`scratch` is left as empty as it was."""
        collection = scratch / "collection.anki2"
        try:
            self._write_collection(collection)
            return _archive(collection, self.media, self.lock)
        except sqlite3.OperationalError as fault:  # the disk is full
            raise OSError(f"the deck cannot be written: {fault}") from fault
        finally:
            collection.unlink(missing_ok=True)

    def _write_collection(self, path: Path) -> None:
        tables, mark, indexes = APKG_SCHEMA.partition("CREATE INDEX")
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(_FAST + tables + APKG_COL)
            connection.execute("BEGIN")
            self._write_settings(connection)
            notes = iter(self.notes)
            while batch := list(islice(notes, _BATCH)):
                connection.executemany(_INSERT_NOTE, map(_note_row, batch))
                connection.executemany(_INSERT_CARD, _card_rows(batch))
            connection.execute("COMMIT")
            connection.executescript(f"BEGIN; {mark}{indexes} COMMIT;")
        finally:
            connection.close()

    def _write_settings(self, connection: sqlite3.Connection) -> None:
        (known,) = connection.execute("SELECT decks FROM col").fetchone()
        decks = {**json.loads(known), **{str(deck.deck_id): deck.to_json() for deck in self.decks}}
        home = self.decks[0].deck_id
        models = {str(model.model_id): model.to_json(model.modified, home) for model in self.models}
        connection.execute("UPDATE col SET decks = ?, models = ?", (_json(decks), _json(models)))


# The file is new and private: nothing is lost if the machine stops half-way.
# Pages of 16 KB hold whole notes, so that hardly any spills over.
_FAST = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
"""
# Anki takes -1 for a row that is not synchronised yet; like genanki, we leave the checksum at 0.
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_BATCH = 500


def _note_row(note: Note) -> tuple[int | str, ...]:
    return (
        note.note_id,
        note.guid,
        note.model.model_id,
        note.modified,
        f" {' '.join(note.tags)} ",  # Anki searches for a tag with the spaces around it
        "\x1f".join(note.fields),
        note.fields[0],
    )


def _card_rows(notes: Iterable[Note]) -> Iterator[tuple[int, ...]]:
    for note in notes:
        note_id, deck_id, modified = note.note_id, note.deck_id, note.modified
        for ordinal, due in enumerate(note.due):
            yield note_id + ordinal, note_id, deck_id, ordinal, modified, due


# Anki ignores entries of the archive that it does not know.
LOCK_ENTRY = "quizgen.lock"


def _archive(collection: Path, media: Mapping[str, bytes], lock: str) -> bytes:
    archive = BytesIO()
    names = sorted(media)
    listing = {str(number): name for number, name in enumerate(names)}
    with ZipFile(archive, "w") as zipped:
        with collection.open("rb") as rows, zipped.open(_entry("collection.anki2"), "w") as entry:
            shutil.copyfileobj(rows, entry, 1 << 20)
        zipped.writestr(_entry("media"), _json(listing))
        for number, name in enumerate(names):
            zipped.writestr(_entry(str(number)), media[name])
        if lock:
            zipped.writestr(_entry(LOCK_ENTRY), lock)
    return archive.getvalue()


def _entry(name: str) -> ZipInfo:
    """The entry has no date, and the same marks on every system."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the earliest date of the format
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # Unix, whatever the machine is
    entry._compresslevel = DEFLATE_LEVEL  # type: ignore[attr-defined]  # public from 3.13 on
    return entry


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
