"""An author who releases decks, and a learner who has imported the first one.

A learner's edits are dated back to the time of the build: Anki stamps them with the clock, which
is later than any test's package, so that they would always be kept and no test could fail.
"""

from __future__ import annotations

import json
import sqlite3
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from making import rebuilt, released

from quizgen.quiz.model import Build
from quizgen.releases import release
from quizgen.releases.draft import drafted
from quizgen.releases.lock import Ledger
from quizgen.releases.release import FIRST, Dating, Release, compare, dated
from quizgen.writers import File
from quizgen.writers.anki import write

DAY = 86_400


class Author:
    """Builds and releases, with a lock in between. `withdrawn` is what the last release has beside
    the deck."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock: Ledger | None = None
        self.last: Release | None = None
        self.withdrawn: File | None = None

    def release(self, build: Build) -> File:
        before = self.lock or Ledger(build.about.name, build.about.uid)
        after = released(self.lock, build, build.modified + 5)
        self.last = compare(before, after)
        self.lock = after
        return self._packed(dated(build, after, after))

    def build(self, build: Build) -> File:
        draft = drafted(self.lock, build)
        trial = release.released(draft, Dating())
        return self._packed(dated(build, trial, self.lock, draft.written))

    def _packed(self, build: Build) -> File:
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        file, *more = write(build, scratch)
        assert isinstance(file, File), file
        self.withdrawn = more[0] if more else None
        return file


@pytest.fixture
def author(tmp_path) -> Author:
    return Author(tmp_path)


@pytest.fixture
def learner(anki, author, build):
    """Has imported the first release, learnt, and changed this and that."""
    anki.take(author.release(build))
    collection = anki.collection
    collection.db.execute("update cards set type = 2, queue = 2, ivl = 40, reps = 5, due = 99")
    edited = note(anki, "years")
    edited["Hint"] = "my own hint"
    edited.tags += ["mine", "marked"]
    collection.update_note(edited)
    (flagged,) = collection.find_cards("Item:plans")
    collection.set_user_flag_for_cards(3, [flagged])
    collection.sched.suspend_cards(collection.find_cards("Item:war"))
    look = collection.models.get(note(anki, "plans").mid)
    look["css"] += "/* mine */"
    collection.models.update_dict(look)
    then = build.modified
    collection.db.execute("update notes set mod = ? where mod > ?", then, FIRST)
    collection.db.execute("update notetypes set mtime_secs = ? where mtime_secs > ?", then, FIRST)
    return anki


def note(anki, name):
    (number,) = anki.collection.find_notes(f"Item:{name}")
    return anki.collection.get_note(number)


def schedules(anki):
    """Of each card of each note: all that learning has made."""
    rows = anki.collection.db.all(
        "select n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.reps, c.flags"
        " from cards c join notes n on n.id = c.nid"
    )
    return {(guid, ord): rest for guid, ord, *rest in rows}


def state(anki):
    """What must not change: the schema (or a full sync is due) and the number of note types."""
    database = anki.collection.db
    return database.scalar("select scm from col"), database.scalar("select count() from notetypes")


def check_cards(anki):
    before = anki.card_set()
    anki.collection.fix_integrity()
    assert anki.card_set() == before, "Anki had to make cards, or to remove some"
    assert not anki.collection.get_empty_cards().notes


def description(file):
    """Of the deck in a package."""
    with ZipFile(BytesIO(file.content)) as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    (decks,) = database.execute("select decks from col").fetchone()
    return " ".join(deck["desc"] for deck in json.loads(decks).values())


def later(build, *items):
    return rebuilt(build, items=items or build.deck.items, modified=build.modified + DAY)


def by_id(build):
    return {item.id: item for item in build.deck.items}
