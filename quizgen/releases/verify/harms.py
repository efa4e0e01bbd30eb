"""A verdict as diagnostics: an error for what would harm a learner, less for what is to be known.

The place is the file; `details` name a few of the notes, by their first field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.phrases import count, shortened
from quizgen.releases.verify import Fate, NoteChange, Verdict, repeated
from quizgen.releases.verify.package import Note, Package

_EXAMPLES = 5
_LONGEST_NAME = 60


def harms(verdict: Verdict) -> list[Diagnostic]:
    return [
        *_same_guids(verdict),
        *_without_cards(verdict),
        *_conflicts(verdict),
        *_kinds(verdict),
        *_lost_cards(verdict),
        *_skipped(verdict),
        *_restamped(verdict),
        *_doubled(verdict),
        *_gone(verdict),
        *_moved(verdict),
    ]


def _same_guids(verdict: Verdict) -> Iterator[Diagnostic]:
    if twice := repeated(verdict.new):
        yield _harm(
            verdict.new,
            "anki-same-guid",
            f"{count(len(twice), 'note')} with the identity of another note in the file: "
            "Anki would keep both, and update one of them from then on",
            "give each its own",
            map(_name, twice),
        )
    if twice := repeated(verdict.old):
        yield _harm(
            verdict.old,
            "anki-same-guid",
            f"{count(len(twice), 'note')} with the identity of another note in the file: "
            "learners have both already, and only one of them is updated",
            "ask learners to delete the notes named here before they import",
            map(_name, twice),
            Severity.WARNING,
        )


def _without_cards(verdict: Verdict) -> Iterator[Diagnostic]:
    bare = [change.new for change in verdict.notes if not change.new.homes]
    if bare:
        yield _harm(
            verdict.new,
            "anki-no-card",
            f"{count(len(bare), 'note')} without a card: never shown to anyone",
            "give each a question, or each cloze a marker",
            map(_name, bare),
        )


def _conflicts(verdict: Verdict) -> Iterator[Diagnostic]:
    forked = verdict.types_of(Fate.CONFLICTING)
    kept_back = verdict.of(Fate.CONFLICTING)
    if forked or kept_back:
        yield _harm(
            verdict.new,
            "anki-conflict",
            f"{_both(len(kept_back), len(forked))} at odds with the fields, templates or ids that "
            "learners have: Anki takes no update of such notes, now or later, and puts new ones "
            "under a second note type beside the first",
            "keep fields, templates and ids as they were",
            [*(f"note type {change.new.name}" for change in forked), *_names(kept_back)],
        )


def _kinds(verdict: Verdict) -> Iterator[Diagnostic]:
    if changed := [change for change in verdict.types if change.changes_kind]:
        yield _harm(
            verdict.new,
            "anki-kind-changed",
            f"{count(len(changed), 'note type')} changed between plain and cloze: Anki turns "
            "all notes of the type into the other kind, their cards with them",
            "give the other kind a note type of its own",
            (f"note type {change.new.name}" for change in changed),
        )


def _lost_cards(verdict: Verdict) -> Iterator[Diagnostic]:
    emptied = [change for change in verdict.notes if change.lost_cards]
    if emptied:
        cards = sum(len(change.lost_cards) for change in emptied)
        yield _harm(
            verdict.new,
            "anki-lost-card",
            f"{count(cards, 'card')} left without content: they stay, show nothing, and their "
            "schedule is of no use",
            "keep the gaps that learners have, or ask again under a new id\n"
            "learners remove such cards with Tools > Empty Cards",
            (
                f"{_shortened(change.new.name)}, card {number + 1}"
                for change in emptied
                for number in change.lost_cards
            ),
        )


def _skipped(verdict: Verdict) -> Iterator[Diagnostic]:
    notes, types = verdict.of(Fate.SKIPPED), verdict.types_of(Fate.SKIPPED)
    if notes or types:
        yield _harm(
            verdict.new,
            "anki-skipped",
            f"{_both(len(notes), len(types))} changed under a date that is not newer: the change "
            "never reaches a learner",
            "build again from the sources, with the clock and SOURCE_DATE_EPOCH right",
            [*(f"note type {change.new.name}" for change in types), *_names(notes)],
        )


def _restamped(verdict: Verdict) -> Iterator[Diagnostic]:
    notes, types = verdict.of(Fate.RESTAMPED), verdict.types_of(Fate.RESTAMPED)
    if notes or types:
        yield _harm(
            verdict.new,
            "anki-restamped",
            f"{_both(len(notes), len(types))} unchanged under a newer date: learners' own edits, "
            "tags and styling are overwritten for nothing",
            "keep the date of what has not changed; quizgen does so by the deck's lock file",
            [*(f"note type {change.new.name}" for change in types), *_names(notes)],
        )


def _doubled(verdict: Verdict) -> Iterator[Diagnostic]:
    if doubled := [change.new for _, change in verdict.doubled]:
        yield _harm(
            verdict.new,
            "anki-doubled",
            f"{count(len(doubled), 'note')} under another identity than before: learners get "
            "them as new, and go on being asked the old ones",
            "put the deck's old `uid:` back, and name the old ids of renamed questions in `was:`",
            map(_name, doubled),
        )


def _gone(verdict: Verdict) -> Iterator[Diagnostic]:
    doubled = {note.guid for note, _ in verdict.doubled}
    if gone := [note for note in verdict.gone if note.guid not in doubled]:
        yield _harm(
            verdict.new,
            "anki-gone",
            f"{count(len(gone), 'note')} no longer in the file: an import deletes "
            "nothing, so learners go on being asked",
            "keep what was published as a retired note",
            map(_name, gone),
            Severity.WARNING,
        )


def _moved(verdict: Verdict) -> Iterator[Diagnostic]:
    if verdict.moves:
        yield _harm(
            verdict.new,
            "anki-moved",
            f"{count(verdict.moves.total(), 'card')} in another deck than before: an import "
            "moves no card, so learners keep them where they are",
            "ask learners to move them by hand where that matters",
            (f"{was} → {home}: {number}" for (was, home), number in verdict.moves.most_common()),
            Severity.INFO,
        )


def _harm(
    package: Package,
    code: str,
    message: str,
    hint: str,
    named: Iterable[str],
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    where = Location(TextFile(package.name, ""))
    return Diagnostic(where, code, message, hint, severity, _examples(list(named)))


def _names(changes: Iterable[NoteChange]) -> Iterator[str]:
    return (_name(change.new) for change in changes)


def _name(note: Note) -> str:
    return _shortened(note.name)


def _shortened(name: str) -> str:
    return shortened(" ".join(name.split()), _LONGEST_NAME)


def _examples(named: list[str]) -> tuple[str, ...]:
    more = len(named) - _EXAMPLES
    return (*named[:_EXAMPLES], *([f"and {more:,} more"] if more > 0 else []))


def _both(notes: int, types: int) -> str:
    parts = ((notes, "note"), (types, "note type"))
    return " and ".join(count(number, what) for number, what in parts if number)
