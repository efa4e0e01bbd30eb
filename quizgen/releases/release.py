"""Compares the ledger with a compiled deck: what a release would change, and what it records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quizgen.quiz.build import AnkiNote, Build, Releases
from quizgen.quiz.model import Item, Outlet
from quizgen.releases.lock import Ledger, LockedNote, LockedType, render
from quizgen.releases.meaning import imprint, meaning
from quizgen.writers.anki.note_fields import ordinals
from quizgen.writers.anki.notes import deck_names, identities, note_types
from quizgen.writers.anki.notetypes import VERSION, NoteType, family_of


@dataclass(frozen=True, slots=True)
class Release:
    """The ids of items by what happens to them. All groups except `renamed` are disjoint.
    `rekinded` questions have another kind than before, so they get a new note, and the old one is
    withdrawn. `retired` ones are withdrawn by this release."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    returned: tuple[str, ...]
    rekinded: tuple[str, ...]
    retired: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]  # (before, now)
    restyled: tuple[str, ...]  # families whose note type looks different
    is_safe: bool  # whether Anki updates the notes that learners have
    # cards that stay in the first deck, though the second one is their deck now
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def is_nothing(self) -> bool:
        """Whether learners have all of it already."""
        groups = (self.new, self.changed, self.returned, self.rekinded, self.retired)
        return not any((*groups, self.renamed, self.restyled))


def released(ledger: Ledger | None, build: Build, now: int) -> Ledger:
    """The ledger after a release of `build`. `now` is in seconds since 1970. The line of a note
    that has not changed stays as it is."""
    before = ledger or Ledger(build.about.name, build.about.uid)
    items = build.deck.items_for(Outlet.ANKI)
    kept = kept_notes(items, before.notes)
    gone = _withdrawn(before.notes, kept.values(), build.modified)
    guids = identities(replace(build, releases=_releases(kept, gone, ())))
    notes = [*_notes(items, kept, guids, build, now), *gone]
    types = note_types(replace(build, releases=_releases({}, gone, ())), items)
    return Ledger(
        build.about.name,
        build.about.uid,
        _types(types, before.types, build.modified),
        tuple(sorted(notes, key=lambda note: (note.item, note.family, note.guid))),
    )


def compare(before: Ledger, after: Ledger) -> Release:
    """What a release changes. `after` is what `released` made of `before`."""
    old = {note.guid: note for note in before.notes}
    groups: dict[str, list[str]] = {
        name: [] for name in ("new", "changed", "unchanged", "returned", "rekinded", "retired")
    }
    live_before = {note.item for note in before.notes if note.is_live}
    live_after = {note.item for note in after.notes if note.is_live}
    for note in after.notes:
        known = old.get(note.guid)
        if group := _group(known, note, live_before, live_after):
            groups[group].append(note.item)
    renamed = [
        (old[note.guid].item, note.item)
        for note in after.notes
        if note.guid in old and old[note.guid].item != note.item
    ]
    return Release(
        **{name: tuple(ids) for name, ids in groups.items()},
        renamed=tuple(renamed),
        restyled=tuple(_restyled(before.types, after.types)),
        moved=_moved(old, after.notes),
        is_safe=_is_safe(before.types, after.types),
    )


def dated(build: Build, ledger: Ledger, lock: Ledger) -> Build:
    """`build` with the identities and times of `ledger`, which `released` made of it. `lock` is the
    ledger on disk, which the package shall carry."""
    live = {note.item: note for note in ledger.notes if note.is_live}
    gone = [note for note in ledger.notes if not note.is_live]
    known = _releases(live, gone, ledger.types)
    is_released = compare(lock, ledger).is_nothing
    return replace(build, releases=replace(known, lock=render(lock), is_released=is_released))


# --- Which note is whose ---------------------------------------------------------------


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


def _withdrawn(
    notes: Iterable[LockedNote], kept: Iterable[LockedNote], modified: int
) -> list[LockedNote]:
    """The notes that no item has any more. Those that were live until now get a new date."""
    in_use = {note.guid for note in kept}
    return [
        replace(note, is_live=False, modified=_later(modified, note)) if note.is_live else note
        for note in notes
        if note.guid not in in_use
    ]


def _notes(
    items: tuple[Item, ...],
    kept: Mapping[str, LockedNote],
    guids: Mapping[str, str],
    build: Build,
    now: int,
) -> Iterator[LockedNote]:
    homes = deck_names(build.about, items)
    for item in items:
        note = LockedNote(
            item.id,
            family_of(item.response).name,
            guids[item.id],
            meaning(item, build.deck, VERSION),
            build.modified,
            now,
            len(ordinals(item.response)),
            imprint=imprint(item),
            home=homes[item.subdeck],
        )
        known = kept.get(item.id)
        yield _following(known, note) if known else note


def _following(known: LockedNote, note: LockedNote) -> LockedNote:
    """`note` with the history of `known`."""
    is_same = known.is_live and known.meaning == note.meaning
    modified = known.modified if is_same else _later(note.modified, known)
    return replace(note, modified=modified, released=known.released)


def _types(
    types: Mapping[str, NoteType], locked: Iterable[LockedType], modified: int
) -> tuple[LockedType, ...]:
    known = {kind.family: kind for kind in locked}
    found = []
    for family, model in types.items():
        content, fields, templates = model.content_hash, model.field_ids, model.template_ids
        before = known.get(family)
        kind = LockedType(family, VERSION, modified, content, fields, templates)
        if before and before.content == content:
            kind = replace(kind, modified=before.modified)
        elif before:
            kind = replace(kind, modified=_later(modified, before))
        found.append(kind)
    return tuple(sorted(found, key=lambda kind: kind.family))


def _later(modified: int, than: LockedNote | LockedType) -> int:
    """A time that is later than the released one, whatever the author's clock says. Anki ignores a
    change without one."""
    return max(modified, than.modified + 1)


def _releases(
    live: Mapping[str, LockedNote], gone: Iterable[LockedNote], types: Iterable[LockedType]
) -> Releases:
    return Releases(
        {item: _note(note) for item, note in live.items()},
        tuple(map(_note, gone)),
        {kind.family: kind.modified for kind in types},
    )


def _note(note: LockedNote) -> AnkiNote:
    return AnkiNote(note.item, note.family, note.guid, note.modified, note.cards)


# --- What a release changes ------------------------------------------------------------


def _group(
    known: LockedNote | None, note: LockedNote, before: set[str], after: set[str]
) -> str | None:
    """The group of `Release` to which the note belongs. None if it was withdrawn before, or is
    withdrawn now because its question has another kind."""
    if known is None:
        return "rekinded" if note.item in before else "new"
    if not note.is_live:
        return "retired" if known.is_live and note.item not in after else None
    if not known.is_live:
        return "returned"
    return "unchanged" if known.modified == note.modified else "changed"


def _moved(
    before: Mapping[str, LockedNote], after: Iterable[LockedNote]
) -> Counter[tuple[str, str]]:
    """Deck names that differ only in case are one deck."""
    moved: Counter[tuple[str, str]] = Counter()
    for note in after:
        old = before.get(note.guid, note)
        if note.is_live and old.home and old.home.casefold() != note.home.casefold():
            moved[old.home, note.home] += min(old.cards, note.cards)
    return moved


def _restyled(before: Iterable[LockedType], after: Iterable[LockedType]) -> Iterator[str]:
    known = {kind.family: kind for kind in before}
    for kind in after:
        if kind.family in known and known[kind.family].content != kind.content:
            yield kind.family


def _is_safe(before: Iterable[LockedType], after: Iterable[LockedType]) -> bool:
    """Anki knows fields and templates by their ids. A new name is harmless, but it updates no note
    of a type that has others, or has them in another order."""
    known = {kind.family: (kind.fields, kind.templates) for kind in before}
    now = {kind.family: (kind.fields, kind.templates) for kind in after}
    return all(known.get(family, ids) == ids for family, ids in now.items())
