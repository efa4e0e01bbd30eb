"""Dates what a draft writes, as a release or as a trial, and says what changes for learners."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from quizgen.quiz.model import EPOCH, Build, Item, Outlet, Releases
from quizgen.releases.draft import Draft, as_anki_note, content_of, imprint, meaning
from quizgen.releases.lock import Imprint, Ledger, LockedNote, LockedType, render
from quizgen.writers.anki.note_fields import ordinals
from quizgen.writers.anki.notes import deck_names, note_types, withdrawn_notes
from quizgen.writers.anki.notetypes import VERSION, NoteType, type_id
from quizgen.writers.anki.package import Note


def released(draft: Draft, dating: Dating) -> Ledger:
    """The ledger after a release, or as if a trial were one. The line of a note that has not
    changed stays as it is."""
    build, before = draft.build, draft.before
    notes = [*_live(draft, dating), *_withdrawn(draft, dating)]
    types = note_types(build, {note.family for note in notes})
    return Ledger(
        name=before.name,
        uid=before.uid,
        types=_types(types, before.types, dating),
        notes=tuple(sorted(notes, key=lambda note: (note.item, note.family, note.guid))),
    )


def dated(
    build: Build,
    ledger: Ledger,
    lock: Ledger | None,
    written: Mapping[str, Note] = MappingProxyType({}),
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
    known = Releases(
        notes={item: as_anki_note(note, written.get(item)) for item, note in live.items()},
        withdrawn=tuple(map(as_anki_note, gone)),
        note_types={kind.family: kind.modified for kind in ledger.types},
        lock=render(lock) if lock else "",
        name=ledger.name,
    )
    return replace(build, releases=known)


_TELL_WITHDRAWN_FOR = 365 * 86_400  # seconds


def stamps(ledger: Ledger) -> Iterator[Stamp]:
    """What a build with these dates writes."""
    for note in ledger.notes:
        if note.content:
            yield Stamp(note.guid, note.modified, note.content)
    for kind in ledger.types:
        yield Stamp(str(type_id(ledger.uid, kind.family)), kind.modified, kind.content)


# --- What is written -------------------------------------------------------------------


def _live(draft: Draft, dating: Dating) -> Iterator[LockedNote]:
    build, items = draft.build, draft.build.deck.items_for(Outlet.ANKI)
    homes = deck_names(build.about, items)
    for item in items:
        known, written = draft.kept.get(item.id), draft.written[item.id]
        found = content_of(written)
        note = LockedNote(
            item=item.id,
            family=written.model.family.name,
            guid=written.guid,
            meaning=_meaning(item, build, found, known, dating),
            modified=EPOCH,
            released=known.released if known else dating.now or EPOCH,
            cards=len(ordinals(item.response)),
            imprint=Imprint() if dating.now is None else imprint(item),  # a trial is not kept
            home=homes[item.subdeck],
            content=found,
        )
        is_form = known is not None and known.is_live and known.meaning == note.meaning
        yield _stamped(note, known, dating, is_form=is_form)


def _meaning(
    item: Item, build: Build, written: str, known: LockedNote | None, dating: Dating
) -> str:
    """The hash is "" for what is neither compared nor kept, since it takes a while to find."""
    if known and known.content == written:
        return known.meaning
    return meaning(item, build.deck) if known or dating.now is not None else ""


def _withdrawn(draft: Draft, dating: Dating) -> Iterator[LockedNote]:
    known = {note.guid: note for note in draft.gone}
    for written in withdrawn_notes(draft.build, map(as_anki_note, draft.gone)):
        before = known[written.guid]
        note = replace(before, is_live=False, content=content_of(written))
        if before.content or before.is_live:
            note = _stamped(note, before, dating, is_form=not before.is_live)
        yield note


def _stamped(
    note: LockedNote, before: LockedNote | None, dating: Dating, *, is_form: bool
) -> LockedNote:
    modified = dating.date(before, note.guid, note.content, note.item, is_form=is_form)
    return replace(note, modified=modified)


def _types(
    types: Mapping[str, NoteType], locked: Iterable[LockedType], dating: Dating
) -> tuple[LockedType, ...]:
    known = {kind.family: kind for kind in locked}
    found = []
    for family, model in sorted(types.items()):
        name, written = str(model.model_id), model.content_hash
        modified = dating.date(known.get(family), name, written, name)
        ids = (tuple(part["id"] for part in parts) for parts in (model.fields, model.templates))
        found.append(LockedType(family, VERSION, modified, written, *ids))
    return tuple(found)


# --- Dates -----------------------------------------------------------------------------
# Anki updates a note if the date in the file is later than its own, and an edit by a learner sets
# that to the time of the edit. So a note keeps its date as long as nothing in it changes. A trial
# is dated one second after what is known of earlier builds, which is before any edit, and only a
# release dates what it changes by its own time. Neither the clock nor the dates of files play a
# part in a build: two computers that know the same write the same.

FIRST = EPOCH + 86_400  # a first release comes after all trials, of which there are fewer
_LATEST = 4_102_444_800  # 2100; a later date is a mistake, and nothing could come after it


class Stamp(NamedTuple):
    """What a build wrote: the guid of a note or the id of a note type, its date, and the hash of
    what was in it."""

    name: str
    modified: int
    content: str


_Dated: TypeAlias = LockedNote | LockedType
_Dates = Mapping[str, Mapping[str, int]]  # by name, of each content the latest date


def gathered(stamps: Iterable[Stamp]) -> _Dates:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, modified, content in stamps:
        if modified < _LATEST:
            dates = found[name]
            dates[content] = max(modified, dates.get(content, modified))
    return found


@dataclass(frozen=True, slots=True)
class Dating:
    """`known` is what is known of earlier builds, and `now` the time of a release, or None if this
    is only a trial. What is `resent` gets a later date than ever, by its item's id or the id of the
    note type, or all as `all`."""

    known: _Dates = field(default_factory=dict)
    now: int | None = None
    resent: tuple[str, ...] = ()

    def date(
        self, before: _Dated | None, name: str, content: str, item: str, *, is_form: bool = False
    ) -> int:
        """`before` is what was released; what is resent is named by `item`. `is_form` says that
        only the form has changed. That reaches whoever has not edited the note, and is no reason to
        overwrite an edit."""
        date = self._trial(before, name, content)
        if self.now is None:
            return date
        if before is None:
            date = max(FIRST, date)
        elif not is_form and before.content != content:
            date = max(self.now, date)
        return date if {item, "all"}.isdisjoint(self.resent) else max(self.now, date + 1)

    def _trial(self, before: _Dated | None, name: str, content: str) -> int:
        """The latest date stays if only this content has it."""
        dates = dict(self.known.get(name, {}))
        if before:
            dates[before.content] = max(before.modified, dates.get(before.content, before.modified))
        latest = max(dates.values(), default=EPOCH)
        is_another = any(dates[each] == latest for each in dates if each != content)
        return latest + is_another


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


def compare(before: Ledger, after: Ledger) -> Release:
    """What a release changes. `after` is what `released` made of `before`."""
    old = {note.guid: note for note in before.notes}
    live_before = {note.item for note in before.notes if note.is_live}
    live_after = {note.item for note in after.notes if note.is_live}
    groups: defaultdict[str | None, list[str]] = defaultdict(list)
    for note in after.notes:
        group = _group(old.get(note.guid), note, live_before, live_after)
        groups[group].append(note.item)
    pairs = [(old[note.guid], note) for note in after.notes if note.guid in old]
    types = [(was, now) for now in after.types for was in before.types if was.family == now.family]
    return Release(
        **{name: tuple(groups[name]) for name in _GROUPS},
        renamed=tuple((was.item, now.item) for was, now in pairs if was.item != now.item),
        restyled=tuple(now.family for was, now in types if was.content != now.content),
        moved=_moved(pairs),
        # Anki knows fields and templates by their ids. A new name is harmless, but it updates no
        # note of a type that has others, or has them in another order.
        is_safe=all(
            (was.fields, was.templates) == (now.fields, now.templates) for was, now in types
        ),
        reverted=tuple(
            now.item
            for was, now in pairs
            if was.content == now.content and was.modified < now.modified
        ),
    )


_GROUPS = ("new", "changed", "retouched", "unchanged", "returned", "rekinded", "retired")


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


def _moved(pairs: Iterable[tuple[LockedNote, LockedNote]]) -> Counter[tuple[str, str]]:
    """Deck names that differ only in case are one deck."""
    moved: Counter[tuple[str, str]] = Counter()
    for was, now in pairs:
        if now.is_live and was.home and was.home.casefold() != now.home.casefold():
            moved[was.home, now.home] += min(was.cards, now.cards)
    return moved
