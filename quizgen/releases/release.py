"""Compares the ledger with a compiled deck: what a release would change, and what it records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from msgspec import structs

from quizgen.quiz.build import EPOCH, AnkiNote, Build, Releases
from quizgen.quiz.model import Item, Outlet
from quizgen.releases.dates import Dating, Stamp
from quizgen.releases.lock import Ledger, LockedNote, LockedType, render
from quizgen.releases.meaning import content, imprint, meaning, means_the_same
from quizgen.writers.anki.note_fields import ordinals
from quizgen.writers.anki.notes import (
    deck_names,
    identities,
    live_notes,
    note_types,
    withdrawn_notes,
)
from quizgen.writers.anki.notetypes import VERSION, NoteType, family_of, type_id
from quizgen.writers.anki.package import Note


@dataclass(frozen=True, slots=True)
class Release:
    """The ids of items by what happens to them. All groups except `renamed` are disjoint.
    `retouched` notes say the same in another form, with other tags or with another number of a
    paragraph. `rekinded` questions have another kind than before, so they get a new note, and the
    old one is withdrawn. `retired` ones are withdrawn by this release. `reverted` notes are as they
    were released, but for a date that only this computer knows."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    retouched: tuple[str, ...]
    unchanged: tuple[str, ...]
    returned: tuple[str, ...]
    rekinded: tuple[str, ...]
    retired: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]  # (before, now)
    restyled: tuple[str, ...]  # families whose note type looks different
    is_safe: bool  # whether Anki updates the notes that learners have
    reverted: tuple[str, ...] = ()
    # cards that stay in the first deck, though the second one is their deck now
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def is_nothing(self) -> bool:
        """Whether learners have all of it already."""
        rewritten = (self.changed, self.retouched, self.returned, self.rekinded, self.retired)
        return not any((self.new, *rewritten, self.renamed, self.restyled))


class Issue(NamedTuple):
    """A ledger, and the notes of questions as they are written, by their guids."""

    ledger: Ledger
    notes: Mapping[str, Note]


def released(ledger: Ledger | None, build: Build, dating: Dating) -> Issue:
    """The ledger after a release of `build`, or as if a trial were one. The line of a note that has
    not changed stays as it is."""
    before = ledger or Ledger(build.about.name, build.about.uid)
    kept = kept_notes(build.deck.items_for(Outlet.ANKI), before.notes)
    gone = _gone(before.notes, kept.values())
    named = replace(build, releases=_releases(before.name, kept, gone, ()))
    families = {family_of(item.response).name for item in build.deck.items_for(Outlet.ANKI)}
    families |= {note.family for note in gone}
    written = {note.guid: note for note in live_notes(named, {})}
    notes = [*_live(named, kept, written, dating), *_withdrawn(named, gone, dating)]
    after = Ledger(
        before.name,
        build.about.uid,
        _types(note_types(named, families), before.types, dating),
        tuple(sorted(notes, key=lambda note: (note.item, note.family, note.guid))),
    )
    return Issue(after, written)


def upgraded(ledger: Ledger, build: Build) -> Ledger:
    """The ledger with today's hashes of notes that have not changed by the hashes it has."""
    items = build.deck.items_for(Outlet.ANKI)
    kept = kept_notes(items, ledger.notes)
    old = {
        kept[item.id].guid: item
        for item in items
        if item.id in kept and not kept[item.id].content and kept[item.id].is_live
    }
    if not old:
        return ledger
    gone = _gone(ledger.notes, kept.values())
    named = replace(build, releases=_releases(ledger.name, kept, gone, ()))
    found = {note.guid: note for note in ledger.notes}
    for written in live_notes(named, {}):
        item, note = old.get(written.guid), found.get(written.guid)
        if item and note and means_the_same(item, build.deck, note.meaning):
            today = meaning(item, build.deck)
            found[note.guid] = replace(note, meaning=today, content=_content(written))
    return replace(ledger, notes=tuple(found.values()))


def with_released(build: Build, ledger: Ledger) -> Build:
    """What learners have stays in Anki, though without a lock its length would keep it out."""
    live = {(note.item, note.family) for note in ledger.notes if note.is_live}

    def kept(item: Item) -> Item:
        family = family_of(item.response).name
        is_released = any((name, family) in live for name in (item.id, *item.was))
        if not (item.is_left_out and is_released):
            return item
        return structs.replace(item, use=item.use | {Outlet.ANKI}, is_left_out=False)

    items = tuple(map(kept, build.deck.items))
    return replace(build, deck=structs.replace(build.deck, items=items))


def compare(before: Ledger, after: Ledger) -> Release:
    """What a release changes. `after` is what `released` made of `before`."""
    old = {note.guid: note for note in before.notes}
    groups: dict[str, list[str]] = {
        name: []
        for name in (
            *("new", "changed", "retouched", "unchanged"),
            *("returned", "rekinded", "retired"),
        )
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
        reverted=tuple(_reverted(old, after.notes)),
    )


def dated(
    build: Build, ledger: Ledger, lock: Ledger | None, written: Mapping[str, Note] | None = None
) -> Build:
    """`build` with the identities and times of `ledger`, which `released` made of it. `lock` is the
    ledger on disk, which the package shall carry; `written` are notes as they will be."""
    live = {note.item: note for note in ledger.notes if note.is_live}
    had = {note.guid for note in lock.notes if note.is_live} if lock else set()
    latest = max((note.modified for note in ledger.notes), default=0)
    gone = [
        note
        for note in ledger.notes
        if not note.is_live and (note.guid in had or note.modified > latest - _TELL_WITHDRAWN_FOR)
    ]
    known = _releases(ledger.name, live, gone, ledger.types, written or {})
    return replace(build, releases=replace(known, lock=render(lock) if lock else ""))


_TELL_WITHDRAWN_FOR = 365 * 86_400  # seconds


def stamps(ledger: Ledger) -> Iterator[Stamp]:
    """What a build with these dates writes."""
    for note in ledger.notes:
        if note.content:
            yield Stamp(note.guid, note.modified, note.content)
    for kind in ledger.types:
        yield Stamp(str(type_id(ledger.uid, kind.family)), kind.modified, kind.content)


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


def _gone(notes: Iterable[LockedNote], kept: Iterable[LockedNote]) -> list[LockedNote]:
    """The notes that no item has any more."""
    in_use = {note.guid for note in kept}
    return [note for note in notes if note.guid not in in_use]


# --- What is written -------------------------------------------------------------------


def _live(
    build: Build, kept: Mapping[str, LockedNote], written: Mapping[str, Note], dating: Dating
) -> Iterator[LockedNote]:
    items = build.deck.items_for(Outlet.ANKI)
    homes, guids = deck_names(build.about, items), identities(build)
    for item in items:
        known, name = kept.get(item.id), guids[item.id]
        found = _content(written[name])
        note = LockedNote(
            item=item.id,
            family=family_of(item.response).name,
            guid=name,
            meaning=_meaning(item, build, found, known, dating),
            modified=EPOCH,
            released=known.released if known else dating.now or EPOCH,
            cards=len(ordinals(item.response)),
            imprint=imprint(item),
            home=homes[item.subdeck],
            content=found,
        )
        is_form = known is not None and known.is_live and known.meaning == note.meaning
        yield _stamped(note, known, dating, is_form=is_form)


def _meaning(
    item: Item, build: Build, written: str, known: LockedNote | None, dating: Dating
) -> str:
    """What is not compared with anything, nor kept, needs none: to find it takes a while."""
    if known and known.content == written:
        return known.meaning
    return meaning(item, build.deck) if known or dating.now is not None else ""


def _withdrawn(build: Build, gone: Iterable[LockedNote], dating: Dating) -> Iterator[LockedNote]:
    known = {note.guid: note for note in gone}
    for written in withdrawn_notes(build, map(_note, known.values())):
        before = known[written.guid]
        note = replace(before, is_live=False, content=_content(written))
        if before.content or before.is_live:
            note = _stamped(note, before, dating, is_form=not before.is_live)
        yield note


def _stamped(
    note: LockedNote, before: LockedNote | None, dating: Dating, *, is_form: bool
) -> LockedNote:
    stamp = Stamp(note.guid, before.modified, before.content) if before else None
    modified = dating.date(stamp, note.guid, note.content, is_form=is_form)
    if note.item in dating.resent:
        modified = dating.resend(modified)
    return replace(note, modified=modified)


def _content(note: Note) -> str:
    return content(note.model.model_id, note.fields, note.tags)


def _types(
    types: Mapping[str, NoteType], locked: Iterable[LockedType], dating: Dating
) -> tuple[LockedType, ...]:
    known = {kind.family: kind for kind in locked}
    found = []
    for family, model in sorted(types.items()):
        name, written = str(model.model_id), model.content_hash
        before = known.get(family)
        stamp = Stamp(name, before.modified, before.content) if before else None
        modified = dating.date(stamp, name, written)
        if name in dating.resent:
            modified = dating.resend(modified)
        ids = model.field_ids, model.template_ids
        found.append(LockedType(family, VERSION, modified, written, *ids))
    return tuple(found)


def _releases(
    name: str,
    live: Mapping[str, LockedNote],
    gone: Iterable[LockedNote],
    types: Iterable[LockedType],
    written: Mapping[str, Note] = MappingProxyType({}),
) -> Releases:
    return Releases(
        {item: _note(note, written.get(note.guid)) for item, note in live.items()},
        tuple(map(_note, gone)),
        {kind.family: kind.modified for kind in types},
        name=name,
    )


def _note(note: LockedNote, written: Note | None = None) -> AnkiNote:
    content = (written.fields, written.tags) if written else ()
    return AnkiNote(note.item, note.family, note.guid, note.modified, note.cards, *content)


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
    if known.content == note.content:
        return "unchanged"
    return "retouched" if known.meaning == note.meaning else "changed"


def _reverted(before: Mapping[str, LockedNote], after: Iterable[LockedNote]) -> Iterator[str]:
    for note in after:
        known = before.get(note.guid)
        if known and known.content == note.content and known.modified < note.modified:
            yield note.item


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
