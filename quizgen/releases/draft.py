"""A build held against its ledger: which note each item continues, and what is written in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from quizgen.quiz.model import AnkiNote, Build, Item, Outlet, Releases
from quizgen.releases.lock import Ledger, LockedNote
from quizgen.releases.meaning import content, meaning, means_the_same
from quizgen.writers.anki.notes import live_notes
from quizgen.writers.anki.notetypes import family_of
from quizgen.writers.anki.package import Note


class Draft(NamedTuple):
    """`before` is what was released, `kept` its note of each item that has one, and `gone` are
    notes that no item has any more. `written` are the notes of the items."""

    build: Build
    before: Ledger
    kept: Mapping[str, LockedNote]
    gone: tuple[LockedNote, ...]
    written: Mapping[str, Note]


def drafted(ledger: Ledger | None, build: Build) -> Draft:
    before = ledger or Ledger(build.about.name, build.about.uid)
    build = _with_released(build, before)
    kept = kept_notes(build.deck.items_for(Outlet.ANKI), before.notes)
    in_use = {note.guid for note in kept.values()}
    gone = tuple(note for note in before.notes if note.guid not in in_use)
    known = Releases(
        notes={item: as_anki_note(note) for item, note in kept.items()},
        withdrawn=tuple(map(as_anki_note, gone)),
        name=before.name,
    )
    named = structs.replace(build, releases=known)
    written = dict(live_notes(named, {}))
    today = {note.guid: note for note in _in_todays_way(named, kept, written)}
    return Draft(
        named,
        replace(before, notes=tuple(today.get(note.guid, note) for note in before.notes)),
        {item: today.get(note.guid, note) for item, note in kept.items()},
        gone,
        written,
    )


def _with_released(build: Build, ledger: Ledger) -> Build:
    """What learners have stays in Anki, though without a lock its length would keep it out."""
    live = {(note.item, note.family) for note in ledger.notes if note.is_live}

    def kept(item: Item) -> Item:
        family = family_of(item.response).name
        is_released = any((name, family) in live for name in (item.id, *item.was))
        if not (item.is_left_out and is_released):
            return item
        return structs.replace(item, use=item.use | {Outlet.ANKI}, is_left_out=False)

    items = tuple(map(kept, build.deck.items))
    return structs.replace(build, deck=structs.replace(build.deck, items=items))


def as_anki_note(note: LockedNote, written: Note | None = None) -> AnkiNote:
    content = (written.fields, written.tags) if written else ()
    return AnkiNote(note.item, note.family, note.guid, note.modified, note.cards, *content)


def content_of(note: Note) -> str:
    return content(note.model.model_id, note.fields, note.tags)


def _in_todays_way(
    build: Build, kept: Mapping[str, LockedNote], written: Mapping[str, Note]
) -> Iterator[LockedNote]:
    """Live notes of locks of the first edition that have not changed by the hashes these have, with
    the hashes of today."""
    for name, note in kept.items():
        item = build.deck.by_id[name]
        is_old = note.is_live and not note.content
        if is_old and means_the_same(item, build.deck, note.meaning):
            found = content_of(written[name])
            yield structs.replace(note, meaning=meaning(item, build.deck), content=found)


def kept_notes(items: tuple[Item, ...], notes: Iterable[LockedNote]) -> dict[str, LockedNote]:
    """The released note of each item that has one. Live notes are looked for first: under the
    item's own id, then under its former ids, latest first. After that come notes that were
    withdrawn, which return."""
    # the latest of several withdrawn notes comes last, and so replaces the others
    by_age = sorted(notes, key=lambda note: note.modified)
    known = {(note.item, note.family, note.is_live): note for note in by_age}
    kept: dict[str, LockedNote] = {}
    taken: set[str] = set()
    for item, former, is_live in _claims(items):
        note = known.get((former, family_of(item.response).name, is_live))
        if note and item.id not in kept and note.guid not in taken:
            kept[item.id] = note
            taken.add(note.guid)
    return kept


def _claims(items: tuple[Item, ...]) -> Iterator[tuple[Item, str, bool]]:
    """Which item may continue the note of which id, and whether the note must be live. The best
    claims come first."""
    for is_live in (True, False):
        yield from ((item, item.id, is_live) for item in items)
        yield from ((item, former, is_live) for item in items for former in item.was)
