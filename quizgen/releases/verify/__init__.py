"""Foretells what importing one `.apkg` over another does to a learner.

The rules are those of Anki's importer with the settings of a new profile (update notes and note
types if newer, do not merge note types, no learning progress). They were measured against the real
backend (see tests/test_anki/test_verify.py). The learner has imported the old package and changed
nothing since; anyone who edits a note keeps the edit until the package has a newer date for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizgen.quiz.model import EPOCH
from quizgen.releases.verify.archive import AnkiPackage, PackagedNote, PackagedType

RETIRED = "quizgen::retired"  # we give this tag to notes that were withdrawn


class Fate(StrEnum):
    """What happens to a note or a note type of the new package."""

    NEW = "new"
    UPDATED = "updated"
    RESTAMPED = "restamped"  # it says the same under a newer date: edits are lost for nothing
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"  # it says something else under a date that is not newer
    CONFLICTING = "conflicting"  # the note types do not fit, so nothing is taken


@dataclass(frozen=True, slots=True)
class NoteChange:
    old: PackagedNote | None
    new: PackagedNote
    fate: Fate

    @property
    def added_cards(self) -> tuple[int, ...]:
        """The numbers of new cards. Anki adds them even if it does not update the note."""
        if self.fate is Fate.CONFLICTING:
            return ()
        had = self.old.homes if self.old else {}
        return tuple(sorted(number for number in self.new.homes if number not in had))

    @property
    def lost_cards(self) -> tuple[int, ...]:
        """The numbers of cards that stay, but show nothing until the learner uses Empty Cards. A
        withdrawn note comes without cards, and Anki keeps those that are there."""
        if self.fate is not Fate.UPDATED or self.old is None or is_retired(self.new):
            return ()
        return tuple(sorted(number for number in self.old.homes if number not in self.new.homes))

    @property
    def moves(self) -> Iterator[tuple[str, str]]:
        """For each such card the deck where it stays and the deck where the new package has it.
        Deck names that differ only in case are one deck. Withdrawn notes do not count."""
        if is_retired(self.new):
            return
        for number, home in self.new.homes.items():
            was = self.old.homes.get(number, home) if self.old else home
            if was.casefold() != home.casefold():
                yield was, home

    @property
    def is_retagged(self) -> bool:
        is_same = self.old is not None and {*self.old.tags} == {*self.new.tags}
        return self.fate is Fate.UPDATED and not is_same

    @property
    def is_newly_retired(self) -> bool:
        return is_retired(self.new) and not (self.old and is_retired(self.old))


# Nobody edits a note within a minute of a release, nor did before this program was there. So a date
# that is so little newer, or so old, overwrites nothing.
_A_MINUTE, _FIRST_EDITS = 60, EPOCH + 7 * 86_400  # seconds


def overwrites_edits(change: NoteChange | TypeChange) -> bool:
    """Whether its date may be later than an edit of the old one."""
    then, now = change.old.modified if change.old else 0, change.new.modified
    return now >= _FIRST_EDITS and now - then >= _A_MINUTE


@dataclass(frozen=True, slots=True)
class TypeChange:
    old: PackagedType | None
    new: PackagedType
    fate: Fate

    @property
    def changes_kind(self) -> bool:
        """Whether it changes between plain and cloze. Anki then turns the learner's notes into the
        other kind."""
        is_same = self.old is not None and self.old.is_cloze == self.new.is_cloze
        return self.fate is Fate.UPDATED and not is_same


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """`gone` are the old notes that the new package lacks: they stay with the learner."""

    old: AnkiPackage
    new: AnkiPackage
    notes: tuple[NoteChange, ...]
    types: tuple[TypeChange, ...]
    gone: tuple[PackagedNote, ...]

    def of(self, fate: Fate) -> list[NoteChange]:
        return [change for change in self.notes if change.fate is fate]

    def types_of(self, fate: Fate) -> list[TypeChange]:
        return [change for change in self.types if change.fate is fate]

    @property
    def is_of_withdrawals(self) -> bool:
        """Whether it is the file beside a deck that only says what was withdrawn."""
        return all(map(is_retired, self.new.notes))

    @property
    def doubled(self) -> list[tuple[PackagedNote, NoteChange]]:
        """New notes that are old ones under another guid, each with the old one: of ours, those
        with the same item id or the same content; of others, those with the same content."""
        old = {sign: note for note in self.gone for sign in _signs(note, self.old)}
        return [
            (note, change)
            for change in self.of(Fate.NEW)
            if (note := next(filter(None, map(old.get, _signs(change.new, self.new))), None))
        ]

    @property
    def moves(self) -> Counter[tuple[str, str]]:
        """How many cards stay in the first deck although the new package has them in the
        second."""
        return Counter(move for change in self.notes for move in change.moves)

    @property
    def new_decks(self) -> list[str]:
        """The decks that the import makes, including parents and decks in which learners have no
        card."""
        had = {name.casefold() for name in _decks(self.old)}
        return sorted(name for name in _decks(self.new) if name.casefold() not in had)


def compare(old: AnkiPackage, new: AnkiPackage) -> ImportOutcome:
    known = {note.guid: note for note in old.notes}  # of two with one guid, the last counts
    pairs = [(old.types.get(each.id), each) for each in new.types.values()]
    types = tuple(TypeChange(was, now, _type_fate(was, now)) for was, now in pairs)
    forked = {change.new.id for change in types if change.fate is Fate.CONFLICTING}
    changes = []
    for note in new.notes:
        was, has_id = known.get(note.guid), new.types[note.type_id].has_item_id
        is_forked = note.type_id in forked
        fate = Fate.CONFLICTING if was and is_forked else _note_fate(was, note, has_id)
        changes.append(NoteChange(was, note, fate))
    here = {note.guid for note in new.notes}
    gone = tuple(note for note in old.notes if note.guid not in here)
    return ImportOutcome(old=old, new=new, notes=tuple(changes), types=types, gone=gone)


def repeated(package: AnkiPackage) -> list[PackagedNote]:
    """Notes whose guid stands on an earlier one of the package."""
    first = {note.guid: note for note in reversed(package.notes)}
    return [note for note in package.notes if first[note.guid] is not note]


def is_retired(note: PackagedNote) -> bool:
    """Whether it is a withdrawn note of ours."""
    return any(tag.casefold() == RETIRED for tag in note.tags)


def _signs(note: PackagedNote, package: AnkiPackage) -> Iterator[tuple[object, ...]]:
    """What tells a note apart, whatever its guid."""
    kind = package.types[note.type_id]
    if kind.has_item_id:
        yield kind.parts, "id", note.name
        yield kind.parts, "content", note.fields[1:]
    else:
        yield kind.parts, "content", note.fields


def _note_fate(old: PackagedNote | None, new: PackagedNote, has_id: bool) -> Fate:
    """`has_id`: the first field is an item's id, as in the decks that we write."""
    if old is None:
        return Fate.NEW
    if old.type_id != new.type_id:
        return Fate.CONFLICTING
    is_newer = new.modified > old.modified
    # if only the item's id differs, a rename is no update, and misses no learner
    if not is_newer and has_id and _said(old) == _said(new):
        return Fate.UNCHANGED
    is_same = old.fields == new.fields and {*old.tags} == {*new.tags}
    return _fate(is_same, is_newer)


def _said(note: PackagedNote) -> tuple[object, ...]:
    """What it says without the item's id and the tag of the claim, which is part of such an id."""
    return note.fields[1:], {tag for tag in note.tags if "::claim::" not in tag}


def _type_fate(old: PackagedType | None, new: PackagedType) -> Fate:
    if old is None:
        return Fate.NEW
    if not _fits(old, new):
        return Fate.CONFLICTING
    return _fate(old.look == new.look, new.modified > old.modified)


def _fate(is_same: bool, is_newer: bool) -> Fate:
    if is_same:
        return Fate.RESTAMPED if is_newer else Fate.UNCHANGED
    return Fate.UPDATED if is_newer else Fate.SKIPPED


def _fits(old: PackagedType, new: PackagedType) -> bool:
    """Fields and templates, one by one: by id where both have one, otherwise by name."""
    return all(
        len(mine) == len(theirs) and all(map(_is_match, mine, theirs))
        for mine, theirs in zip(old.parts, new.parts, strict=True)
    )


def _is_match(mine: tuple[int | None, str], theirs: tuple[int | None, str]) -> bool:
    (my_id, my_name), (their_id, their_name) = mine, theirs
    return my_name == their_name if None in (my_id, their_id) else my_id == their_id


def _decks(package: AnkiPackage) -> set[str]:
    names = {home for note in package.notes for home in note.homes.values() if home}
    levels = (name.split("::") for name in names)
    return {"::".join(level[:depth]) for level in levels for depth in range(1, len(level) + 1)}
