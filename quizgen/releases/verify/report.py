"""An outcome as diagnostics, and for people and programs.

An error is what would harm a learner, less is what is to be known. The place is the whole file.
`details` name some of the notes by their first fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from functools import partial

from quizgen import diagnostics
from quizgen.diagnostics import (
    Diagnostic,
    Location,
    Severity,
    TextFile,
    count,
    has_errors,
    printable,
    shortened,
)
from quizgen.releases.verify import (
    Fate,
    ImportOutcome,
    NoteChange,
    TypeChange,
    is_retired,
    overwrites_edits,
    repeated,
)
from quizgen.releases.verify.archive import AnkiPackage, PackagedNote

_EXAMPLES = 5
_LONGEST_NAME = 60


def harms(outcome: ImportOutcome) -> list[Diagnostic]:
    return [*_malformed(outcome), *_changed(outcome), *_dated(outcome), *_left_behind(outcome)]


def _malformed(outcome: ImportOutcome) -> Iterator[Diagnostic]:
    harm = partial(_harm, outcome.new)
    yield from harm(
        "anki-same-guid",
        *_notes(repeated(outcome.new)),
        "with the identity of another note in the file: Anki would keep both, and update one of "
        "them from then on",
        "give each its own",
    )
    yield from _harm(
        outcome.old,
        "anki-same-guid",
        *_notes(repeated(outcome.old)),
        "with the identity of another note in the file: learners have both already, and only one "
        "of them is updated",
        "ask learners to delete the notes named here before they import",
        Severity.WARNING,
    )
    notes = [change.new for change in outcome.notes]
    yield from harm(
        "anki-no-card",
        *_notes([note for note in notes if not note.homes and not is_retired(note)]),
        "without a card: never shown to anyone",
        "give each a question, or each cloze a marker",
    )


def _changed(outcome: ImportOutcome) -> Iterator[Diagnostic]:
    harm = partial(_harm, outcome.new)
    kinds = [f"note type {change.new.name}" for change in outcome.types if change.changes_kind]
    emptied = [
        f"{_shortened(change.new.name)}, card {number + 1}"
        for change in outcome.notes
        for number in change.lost_cards
    ]
    yield from harm(
        "anki-conflict",
        *_notes_and_types(outcome, Fate.CONFLICTING),
        "at odds with the fields, templates or ids that learners have: Anki takes no update of "
        "such notes, now or later, and puts new ones under a second note type beside the first",
        "keep fields, templates and ids as they were",
    )
    yield from harm(
        "anki-kind-changed",
        _counted(kinds, "note type"),
        kinds,
        "changed between plain and cloze: Anki turns all notes of the type into the other kind, "
        "their cards with them",
        "give the other kind a note type of its own",
    )
    yield from harm(
        "anki-lost-card",
        _counted(emptied, "card"),
        emptied,
        "left without content: they stay, show nothing, and their schedule is of no use",
        "keep the gaps that learners have, or ask again under a new id\n"
        "learners remove such cards with Tools > Empty Cards",
    )


def _dated(outcome: ImportOutcome) -> Iterator[Diagnostic]:
    harm = partial(_harm, outcome.new)
    yield from harm(
        "anki-skipped",
        *_notes_and_types(outcome, Fate.SKIPPED),
        "changed under a date that is not newer: the change never reaches a learner",
        "in a deck of quizgen's, send them again: quizgen build --release --resend all",
    )
    yield from harm(
        "anki-restamped",
        *_notes_and_types(outcome, Fate.RESTAMPED, overwrites_edits),
        "unchanged under a newer date: learners' own edits, tags and styling are overwritten for "
        "nothing",
        "keep the date of what has not changed; quizgen does so by the deck's lock file",
    )


def _left_behind(outcome: ImportOutcome) -> Iterator[Diagnostic]:
    harm = partial(_harm, outcome.new)
    doubled = {note.guid for note, _ in outcome.doubled}
    gone = [each for each in outcome.gone if each.guid not in doubled and not is_retired(each)]
    yield from harm(
        "anki-doubled",
        *_notes([change.new for _, change in outcome.doubled]),
        "under another identity than before: learners get them as new, and go on being asked the "
        "old ones",
        "put the deck's old `uid:` back, and name the old ids of renamed questions in `was:`",
    )
    yield from harm(
        "anki-gone",
        *_notes([] if outcome.is_of_withdrawals else gone),
        "no longer in the file: an import deletes nothing, so learners go on being asked",
        "keep what was published as a withdrawn note; quizgen writes a file of such notes beside "
        "the deck, for learners to import as well",
        Severity.WARNING,
    )
    yield from harm(
        "anki-moved",
        _counted([*outcome.moves.elements()], "card"),
        [f"{was} → {home}: {number}" for (was, home), number in outcome.moves.most_common()],
        "in another deck than before: an import moves no card, so learners keep them where they "
        "are",
        "ask learners to move them by hand where that matters",
        Severity.INFO,
    )


def _harm(
    package: AnkiPackage,
    code: str,
    what: str,
    named: list[str],
    said: str,
    hint: str,
    severity: Severity = Severity.ERROR,
) -> Iterator[Diagnostic]:
    """`what` says how many things of which sort are meant, and is empty where there is none."""
    if what:
        more = len(named) - _EXAMPLES
        examples = (*named[:_EXAMPLES], *([f"and {more:,} more"] if more > 0 else []))
        where = Location(TextFile(package.name, ""))
        yield Diagnostic(where, code, f"{what} {said}", hint, severity, examples)


def _notes(notes: list[PackagedNote]) -> tuple[str, list[str]]:
    return _counted(notes, "note"), [_shortened(note.name) for note in notes]


def _notes_and_types(
    outcome: ImportOutcome,
    fate: Fate,
    counts: Callable[[NoteChange | TypeChange], bool] = lambda _: True,
) -> tuple[str, list[str]]:
    notes, named = _notes([change.new for change in outcome.of(fate) if counts(change)])
    found = filter(counts, outcome.types_of(fate))
    types = [f"note type {change.new.name}" for change in found]
    return " and ".join(filter(None, (notes, _counted(types, "note type")))), [*types, *named]


def _counted(things: Sized, noun: str) -> str:
    return count(len(things), noun) if things else ""


def _shortened(name: str) -> str:
    return shortened(" ".join(name.split()), _LONGEST_NAME)


# --- For people and programs -----------------------------------------------------------

_NOTES = {
    Fate.NEW: "new",
    Fate.UPDATED: "updated: text and tags become the file's; a learner's own tags on them are lost",
    Fate.RESTAMPED: "unchanged, but with a newer date",
    Fate.UNCHANGED: "unchanged: a learner's edits, tags, flags and schedule stay",
    Fate.SKIPPED: "changed, but not taken: the date is not newer",
    Fate.CONFLICTING: "not taken: the note type does not fit",
}
_TYPES = _NOTES | {
    Fate.UPDATED: "updated: a learner's own styling is overwritten",
    Fate.UNCHANGED: "unchanged",
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
        *_rows(_note_counts(outcome)),
    ]
    types = ((len(outcome.types_of(fate)), meaning) for fate, meaning in _TYPES.items())
    for title, found in (
        ("cards", _rows((_cards(outcome)[name], said) for name, said in _CARDS.items())),
        ("note types", _rows(types)),
        ("decks", [f"    new: {name}" for name in outcome.new_decks]),
    ):
        rows += [f"  {title}", *found] if found else []
    return [printable(row) for row in rows]


def _note_counts(outcome: ImportOutcome) -> Iterator[tuple[int, str]]:
    for fate, meaning in _NOTES.items():
        yield len(outcome.of(fate)), meaning
    retired = sum(change.is_newly_retired for change in outcome.notes)
    yield retired, "of these are withdrawn now and say so"
    retagged = sum(change.is_retagged for change in outcome.notes)
    yield retagged, "of these have different tags than before"
    yield len(outcome.gone), "gone from the file: they stay with the learner"


def _rows(found: Iterable[tuple[int, str]]) -> list[str]:
    return [f"  {number:>7,}  {meaning}" for number, meaning in found if number]


def as_mapping(outcome: ImportOutcome, problems: list[Diagnostic]) -> Mapping[str, object]:
    """The report as JSON has it: unchanged notes are counted, the others listed."""
    changed = [change for change in outcome.notes if change.fate is not Fate.UNCHANGED]
    return {
        "old": outcome.old.name,
        "new": outcome.new.name,
        "is_safe": not has_errors(problems),
        "notes": {str(fate): len(outcome.of(fate)) for fate in Fate} | {"gone": len(outcome.gone)},
        "cards": _cards(outcome),
        "note_types": [
            {"id": change.new.id, "name": change.new.name, "fate": str(change.fate)}
            for change in outcome.types
        ],
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
