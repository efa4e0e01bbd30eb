"""What a release changes for learners: one ledger compared with the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizgen.releases.lock import Ledger, LockedNote


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
