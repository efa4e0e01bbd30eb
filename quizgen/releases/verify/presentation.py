"""A outcome for people and for programs. What harms is said by `harms`, not here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quizgen import diagnostics
from quizgen.diagnostics import Diagnostic, has_errors, printable
from quizgen.releases.verify import Fate, ImportOutcome, NoteChange, TypeChange

_NOTES = {
    Fate.NEW: "new",
    Fate.UPDATED: "updated: text and tags become the file's; a learner's own tags on them are lost",
    Fate.RESTAMPED: "unchanged, but with a newer date",
    Fate.UNCHANGED: "unchanged: a learner's edits, tags, flags and schedule stay",
    Fate.SKIPPED: "changed, but not taken: the date is not newer",
    Fate.CONFLICTING: "not taken: the note type does not fit",
}
_TYPES = {
    Fate.NEW: "new",
    Fate.UPDATED: "updated: a learner's own styling is overwritten",
    Fate.RESTAMPED: "unchanged, but with a newer date",
    Fate.UNCHANGED: "unchanged",
    Fate.SKIPPED: "changed, but not taken: the date is not newer",
    Fate.CONFLICTING: "doubled: fields, templates or ids differ",
}
_CARDS = {
    "added": "new",
    "lost": "left without content, until the learner uses Empty Cards",
    "moved": "in another deck than before: they stay in the old one",
}


def as_rows(outcome: ImportOutcome) -> list[str]:
    """What changes, in lines of text that a terminal may show."""
    rows = [
        f"Importing {outcome.new.name}",
        f"     over {outcome.old.name}, with the settings that Anki starts with:",
        "",
        "  notes",
        *_counted(_notes(outcome)),
    ]
    types = ((len(outcome.types_of(fate)), meaning) for fate, meaning in _TYPES.items())
    for title, found in (
        ("cards", _counted((_cards(outcome)[name], said) for name, said in _CARDS.items())),
        ("note types", _counted(types)),
        ("decks", [f"    new: {name}" for name in outcome.new_decks]),
    ):
        rows += [f"  {title}", *found] if found else []
    return [printable(row) for row in rows]


def _notes(outcome: ImportOutcome) -> Iterator[tuple[int, str]]:
    for fate, meaning in _NOTES.items():
        yield len(outcome.of(fate)), meaning
    retired = sum(change.is_newly_retired for change in outcome.notes)
    yield retired, "of these are retired now and say so"
    retagged = sum(change.is_retagged for change in outcome.notes)
    yield retagged, "of these have different tags than before"
    yield len(outcome.gone), "gone from the file: they stay with the learner"


def _counted(found: Iterable[tuple[int, str]]) -> list[str]:
    return [f"  {number:>7,}  {meaning}" for number, meaning in found if number]


def as_mapping(outcome: ImportOutcome, problems: list[Diagnostic]) -> Mapping[str, object]:
    """For JSON. Unchanged notes are counted, the others listed."""
    changed = [change for change in outcome.notes if change.fate is not Fate.UNCHANGED]
    return {
        "old": outcome.old.name,
        "new": outcome.new.name,
        "is_safe": not has_errors(problems),
        "notes": {str(fate): len(outcome.of(fate)) for fate in Fate} | {"gone": len(outcome.gone)},
        "cards": _cards(outcome),
        "note_types": [_type(change) for change in outcome.types],
        "new_decks": outcome.new_decks,
        "changes": [_note(change) for change in changed],
        "gone": [{"guid": note.guid, "name": note.name} for note in outcome.gone],
        "problems": list(map(diagnostics.as_mapping, problems)),
    }


def unread(problems: list[Diagnostic]) -> Mapping[str, object]:
    """Like `as_mapping`, for a package that could not be read."""
    return {"is_safe": False, "problems": list(map(diagnostics.as_mapping, problems))}


def _cards(outcome: ImportOutcome) -> Mapping[str, int]:
    return {
        "added": sum(len(change.added_cards) for change in outcome.notes),
        "lost": sum(len(change.lost_cards) for change in outcome.notes),
        "moved": outcome.moves.total(),
    }


def _note(change: NoteChange) -> Mapping[str, object]:
    return {
        "guid": change.new.guid,
        "name": change.new.name,
        "fate": str(change.fate),
        "is_retired": change.is_newly_retired,
        "is_retagged": change.is_retagged,
        "added_cards": [number + 1 for number in change.added_cards],
        "lost_cards": [number + 1 for number in change.lost_cards],
    }


def _type(change: TypeChange) -> Mapping[str, object]:
    return {"id": change.new.id, "name": change.new.name, "fate": str(change.fate)}
