"""A outcome as diagnostics: an error for what would harm a learner, less for what is to be known.

The place is the whole file. `details` name some of the notes by their first fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.phrases import count, shortened
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


@dataclass(frozen=True, slots=True)
class _Harm:
    """`what` says how many things of which sort are meant, and is empty where there is none."""

    code: str
    what: str
    named: Iterable[str]
    said: str
    hint: str
    severity: Severity = Severity.ERROR
    package: AnkiPackage | None = None  # the new one, unless another is named


def harms(outcome: ImportOutcome) -> list[Diagnostic]:
    found = (*_malformed(outcome), *_changed(outcome), *_dated(outcome), *_left_behind(outcome))
    return [
        Diagnostic(
            Location(TextFile((harm.package or outcome.new).name, "")),
            harm.code,
            f"{harm.what} {harm.said}",
            harm.hint,
            harm.severity,
            _examples(list(harm.named)),
        )
        for harm in found
        if harm.what
    ]


def _malformed(outcome: ImportOutcome) -> Iterator[_Harm]:
    yield _Harm(
        "anki-same-guid",
        *_notes(repeated(outcome.new)),
        "with the identity of another note in the file: Anki would keep both, and update one of "
        "them from then on",
        "give each its own",
    )
    yield _Harm(
        "anki-same-guid",
        *_notes(repeated(outcome.old)),
        "with the identity of another note in the file: learners have both already, and only one "
        "of them is updated",
        "ask learners to delete the notes named here before they import",
        Severity.WARNING,
        outcome.old,
    )
    yield _Harm(
        "anki-no-card",
        *_notes(
            [
                change.new
                for change in outcome.notes
                if not change.new.homes and not is_retired(change.new)
            ]
        ),
        "without a card: never shown to anyone",
        "give each a question, or each cloze a marker",
    )


def _changed(outcome: ImportOutcome) -> Iterator[_Harm]:
    kinds = [f"note type {change.new.name}" for change in outcome.types if change.changes_kind]
    emptied = [
        f"{_shortened(change.new.name)}, card {number + 1}"
        for change in outcome.notes
        for number in change.lost_cards
    ]
    yield _Harm(
        "anki-conflict",
        *_notes_and_types(outcome, Fate.CONFLICTING),
        "at odds with the fields, templates or ids that learners have: Anki takes no update of "
        "such notes, now or later, and puts new ones under a second note type beside the first",
        "keep fields, templates and ids as they were",
    )
    yield _Harm(
        "anki-kind-changed",
        _counted(kinds, "note type"),
        kinds,
        "changed between plain and cloze: Anki turns all notes of the type into the other kind, "
        "their cards with them",
        "give the other kind a note type of its own",
    )
    yield _Harm(
        "anki-lost-card",
        _counted(emptied, "card"),
        emptied,
        "left without content: they stay, show nothing, and their schedule is of no use",
        "keep the gaps that learners have, or ask again under a new id\n"
        "learners remove such cards with Tools > Empty Cards",
    )


def _dated(outcome: ImportOutcome) -> Iterator[_Harm]:
    yield _Harm(
        "anki-skipped",
        *_notes_and_types(outcome, Fate.SKIPPED),
        "changed under a date that is not newer: the change never reaches a learner",
        "in a deck of quizgen's, send them again: quizgen build --release --resend all",
    )
    yield _Harm(
        "anki-restamped",
        *_notes_and_types(outcome, Fate.RESTAMPED, overwrites_edits),
        "unchanged under a newer date: learners' own edits, tags and styling are overwritten for "
        "nothing",
        "keep the date of what has not changed; quizgen does so by the deck's lock file",
    )


def _left_behind(outcome: ImportOutcome) -> Iterator[_Harm]:
    doubled = {note.guid for note, _ in outcome.doubled}
    yield _Harm(
        "anki-doubled",
        *_notes([change.new for _, change in outcome.doubled]),
        "under another identity than before: learners get them as new, and go on being asked the "
        "old ones",
        "put the deck's old `uid:` back, and name the old ids of renamed questions in `was:`",
    )
    yield _Harm(
        "anki-gone",
        *_notes(
            [
                note
                for note in outcome.gone
                if note.guid not in doubled
                and not outcome.is_of_withdrawals
                and not is_retired(note)
            ]
        ),
        "no longer in the file: an import deletes nothing, so learners go on being asked",
        "keep what was published as a retired note; quizgen writes a file of such notes beside the "
        "deck, for learners to import as well",
        Severity.WARNING,
    )
    yield _Harm(
        "anki-moved",
        _counted([*outcome.moves.elements()], "card"),
        [f"{was} → {home}: {number}" for (was, home), number in outcome.moves.most_common()],
        "in another deck than before: an import moves no card, so learners keep them where they "
        "are",
        "ask learners to move them by hand where that matters",
        Severity.INFO,
    )


def _notes(notes: list[PackagedNote]) -> tuple[str, Iterable[str]]:
    return _counted(notes, "note"), [_shortened(note.name) for note in notes]


def _notes_and_types(
    outcome: ImportOutcome,
    fate: Fate,
    counts: Callable[[NoteChange | TypeChange], bool] = lambda _: True,
) -> tuple[str, Iterable[str]]:
    notes, named = _notes([change.new for change in outcome.of(fate) if counts(change)])
    found = filter(counts, outcome.types_of(fate))
    types = [f"note type {change.new.name}" for change in found]
    return " and ".join(filter(None, (notes, _counted(types, "note type")))), [*types, *named]


def _counted(things: Sized, noun: str) -> str:
    return count(len(things), noun) if things else ""


def _shortened(name: str) -> str:
    return shortened(" ".join(name.split()), _LONGEST_NAME)


def _examples(named: list[str]) -> tuple[str, ...]:
    more = len(named) - _EXAMPLES
    return (*named[:_EXAMPLES], *([f"and {more:,} more"] if more > 0 else []))
