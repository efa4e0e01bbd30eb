"""Compares a build with the last release, dates and records it, and says what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from quizgen.commands._streams import write_file
from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile, count, has_errors
from quizgen.project.built_before import (
    BuiltBefore,
    built_before,
    lost_lock,
    recovered_lock,
    remember,
)
from quizgen.project.compiled import Compiled, lock_path, read_lock
from quizgen.quiz.model import Build
from quizgen.quiz.rich import plain
from quizgen.releases.draft import drafted
from quizgen.releases.lock import Ledger, render
from quizgen.releases.release import Dating, Release, compare, dated, gathered, released, stamps
from quizgen.writers import File
from quizgen.writers.anki.notes import SEARCH, announcement

Step: TypeAlias = Literal["build", "release", "locked"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """`now` is the time of a release. `is_alone` says that the lock alone tells dates, so that
    everybody builds the same; `resent` are ids of items, or `all`."""

    step: Step
    now: int
    is_alone: bool = False
    resent: tuple[str, ...] = ()

    @property
    def is_release(self) -> bool:
        return self.step == "release"

    @property
    def resends_all(self) -> bool:
        return "all" in self.resent


@dataclass(frozen=True, slots=True)
class Publication:
    """`build` is dated by the ledger `after`. `before` is None if nothing was released yet; `made`
    is what was built before, `origin` the package that a lost lock was recovered
    from, and `loses_history` says that questions were renamed without `was:`."""

    build: Build
    schedule: Schedule
    before: Ledger | None
    after: Ledger
    release: Release
    lock: Path
    made: BuiltBefore
    origin: Path | None
    loses_history: bool = False

    def record(self, files: Iterable[File]) -> list[Diagnostic]:
        """Writes the lock, after the files that it describes, and remembers what was built. An
        unchanged lock is left alone, so that its date does not change."""
        if self.schedule.is_release:
            lock, content = self.lock, render(self.after).encode()
            if not (lock.is_file() and lock.read_bytes() == content):
                write_file(lock, content)
        if self.schedule.is_alone:
            return []
        packages = [file.content for file in files if file.name.endswith(".apkg")]
        after, items = self.after, self.build.deck.by_id
        live = (note for note in after.notes if note.is_live)
        stems = {note.guid: plain(items[note.item].stem, blank="…") for note in live}
        released = stems if self.schedule.is_release else None
        return remember(after.uid, stamps(after), packages, released, self.made)

    def remove_outdated(self, files: Iterable[File], folder: Path) -> None:
        """An earlier build's file of withdrawn notes would withdraw what is back by now."""
        path = folder / f"{self.build.about.name}-withdrawn.apkg"
        if path.is_file() and all(file.name != path.name for file in files):
            from quizgen.releases.verify import is_retired  # mostly there is no such file
            from quizgen.releases.verify.archive import AnkiPackage, read_package

            package = read_package(path.read_bytes(), path.name)
            if isinstance(package, AnkiPackage) and all(map(is_retired, package.notes)):
                path.unlink()

    def announced(self) -> Iterator[File]:
        """What the author tells learners of a release. Elsewhere than on the computer of the last
        one, withdrawn questions have only their ids."""
        gone, stems = set(self.release.retired), self.made.stems
        notes = [each for each in self.after.notes if each.item in gone]
        withdrawn = [stems.get(each.guid, each.item) for each in notes]
        release = self.release
        fresh, changed = (*release.new, *release.returned), (*release.changed, *release.rekinded)
        yield from announcement(self.build, fresh, changed, withdrawn)

    def in_short(self) -> Iterator[str]:
        """Reports a build that is not a release. In a first build, nothing has changed."""
        release = self.release
        if self.before is None:
            yield (
                "Anki deck: before you give it to your class, and after each change, build it with "
                "--release, so that everybody gets what has changed."
            )
            return
        if self.origin:
            yield (
                f"{self.lock} is missing; the last release was read from "
                f"{self.origin}. `quizgen build --release` writes the lock again"
            )
        effect = _effect(release)
        if self.loses_history:
            effect = "Learners would lose what they have learnt of renamed questions."
        yield f"Since the last release, {_counts(release)}. {effect}"
        if rewritten := (*release.changed, *release.retouched, *release.returned):
            notes = count(len(rewritten), "note")
            yield (
                f"Trial build: Anki takes up the changes in {notes} where nobody has edited or "
                "tagged the note; quizgen build --release brings them everywhere."
            )
        if release.reverted:
            yield (
                f"{count(len(release.reverted), 'note is', 'notes are')} as in the last release "
                "again, also for whoever has imported a build from in between: "
                f"{_listed(release.reverted)}"
            )
        yield from _moves(release)

    def in_full(self) -> Iterator[str]:
        """Reports a release."""
        release = self.release
        if self.origin:
            yield f"The lock was missing; the last release was read from {self.origin}."
        if self.before is None:
            yield f"Released for the first time: {count(len(release.new), 'note')}."
        else:
            yield f"Released. Since the last release, {_counts(release)}."
        for label, ids in _groups(release).items():
            if ids:
                yield f"  {label}: {_listed(ids)}"
        if self.before is not None:
            yield _effect(release)
            yield from (f"  {sentence}" for sentence in _seen_by_learners(release))
            yield from (f"  {sentence}" for sentence in _moves(release))
        if self.schedule.resent:
            yield (
                "Sent again: learners get these notes whatever they have, and lose their own edits "
                f"and tags in them: {_listed(self.schedule.resent)}"
            )
        yield f"Keep {self.lock} in git with the deck: the next release is compared with it."


def publication(
    deck: Path, compiled: Compiled, build: Build, folder: Path, schedule: Schedule
) -> tuple[Publication | None, list[Diagnostic]]:
    """Compares the deck with its ledger. `folder` may hold an older package. If there is no
    publication, nothing may be written; if there is one, the problems are only warnings."""
    before, problems = read_lock(deck, build.about)
    if problems:
        return None, problems
    lock, origin = lock_path(deck, build.about), None
    made = BuiltBefore() if schedule.is_alone else built_before(build.about, folder)
    if before is None and schedule.step != "locked":
        if found := None if schedule.is_alone else recovered_lock(build.about, folder):
            origin, before = found
        elif lost := None if schedule.resends_all else lost_lock(lock, build.about, made):
            if schedule.is_release:
                return None, [lost]
            problems = [replace(lost, severity=Severity.WARNING)]
    draft = drafted(before, build)
    before = draft.before if before else None
    renames = compiled.renames_since(before, draft.build)
    if schedule.step == "build":  # a trial harms no learner who later imports the release
        renames = [replace(each, severity=Severity.WARNING) for each in renames]
    after = released(draft, _dating(schedule, made))
    release = compare(draft.before, after)
    if schedule.step == "locked" and (before is None or not release.is_nothing):
        return None, [*renames, _outdated(lock, before, release)]
    if has_errors(renames):
        return None, renames
    publication = Publication(
        build=dated(draft.build, after, after if schedule.is_release else before, draft.written),
        schedule=schedule,
        before=before,
        after=after,
        release=release,
        lock=lock,
        made=made,
        origin=origin,
        loses_history=bool(renames),
    )
    return publication, [*problems, *renames]


def _dating(schedule: Schedule, made: BuiltBefore) -> Dating:
    now = schedule.now if schedule.is_release else None
    return Dating(known=gathered(made.stamps), now=now, resent=schedule.resent)


# --- Words -----------------------------------------------------------------------------

_REFUSED = (
    "Learners have these note types with other fields or templates, so Anki updates none of their "
    "notes. Release with the version of quizgen that made the last release."
)
_REWRITTEN = (
    "be rewritten: the history stays, a learner's own edits and tags there are replaced, unless "
    "they are later than this release."
)
_RETOUCHED = (
    "get another form, other tags or another paragraph number, where the learner has not edited or "
    "tagged it."
)
_WITHDRAWN = (
    "say that the question was withdrawn and how to delete it, once a learner who has an earlier "
    "version imports the file of withdrawn notes as well. In Anki, this search finds all of them: "
    f"{SEARCH}"
)
_MOST_LISTED = 12


def _effect(release: Release) -> str:
    if not release.is_safe:
        return "Learners get no update of notes that have other fields or templates."
    stay = ", and cards stay in their old deck" if release.moved else ""
    return f"Learners keep what they have learnt{stay}."


def _counts(release: Release) -> str:
    """A predicate: “nothing has changed”, or how many notes are new, changed, and so on."""
    parts = [f"{len(ids)} {name}" for name, ids in _groups(release).items() if ids]
    if release.restyled:
        parts[-1] = f"new look of {count(len(release.restyled), 'note type')}"
    if release.renamed:
        parts = [f"{each} (counted there too)" if "renamed" in each else each for each in parts]
    return ", ".join(parts) or "nothing has changed"


def _groups(release: Release) -> dict[str, tuple[str, ...]]:
    return {
        "new": release.new,
        "changed": release.changed,
        "retouched": release.retouched,
        "returned": release.returned,
        "of another kind": release.rekinded,
        "withdrawn": release.retired,
        "renamed": tuple(f"{before} → {now}" for before, now in release.renamed),
        "new look": release.restyled,
    }


def _listed(ids: tuple[str, ...]) -> str:
    more = len(ids) - _MOST_LISTED
    return ", ".join(ids[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def _seen_by_learners(release: Release) -> Iterator[str]:
    if not release.is_safe:
        yield _REFUSED
    happens = (
        ((*release.new, *release.rekinded), "be added as new."),
        ((*release.changed, *release.returned), _REWRITTEN),
        (release.retouched, _RETOUCHED),
        ((*release.retired, *release.rekinded), _WITHDRAWN),
    )
    yield from (f"{count(len(ids), 'note')} will {said}" for ids, said in happens if ids)
    if release.restyled:
        yield "Cards will have a new look, which replaces a learner's own changes to their styling."
    if release.unchanged:
        yield f"{count(len(release.unchanged), 'note')} will be left as the learner has them."


def _moves(release: Release) -> Iterator[str]:
    if release.moved:
        decks = release.moved.most_common()
        listed = "; ".join(f"{was} → {home}: {number}" for (was, home), number in decks)
        yield (
            f"{count(release.moved.total(), 'card')} in another deck than before: an import moves "
            f"no card, so learners keep them where they are ({listed})"
        )


def _outdated(lock: Path, before: Ledger | None, release: Release) -> Diagnostic:
    differs = f"it differs from the deck: {_counts(release)}"
    message = differs if before else "there is no such lock yet"
    where = Location(TextFile(str(lock), ""))
    return Diagnostic(where, "lock-outdated", message, "quizgen build --release")
