"""What a release changes for learners: one ledger compared with the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from quizgen.releases.lock import Ledger, LockedNote, LockedType


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
