"""Compares a build with the last release, dates and records it, and says what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from quizgen.commands._output import write_file
from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile, has_errors
from quizgen.phrases import count
from quizgen.project.compiled import Compiled, lock_path, read_lock
from quizgen.quiz.build import Build
from quizgen.quiz.model import About
from quizgen.reading.safe_files import read_ordinary
from quizgen.releases.lock import Ledger, render
from quizgen.releases.recovery import recovered
from quizgen.releases.release import Release, compare, dated, released
from quizgen.writers.anki.withdrawn_notes import SEARCH

Step: TypeAlias = Literal["build", "release", "locked"]


@dataclass(frozen=True, slots=True)
class Publication:
    """`build` is dated by the ledger. `before` is None if nothing was released yet, and `after` is
    the ledger of this release. `origin` is the package that a lost lock was recovered from, and
    `loses_history` says that questions were renamed without `was:`."""

    build: Build
    before: Ledger | None
    after: Ledger
    release: Release
    lock: Path
    origin: Path | None
    loses_history: bool = False


def publication(
    deck: Path, compiled: Compiled, build: Build, folder: Path, step: Step, now: int
) -> tuple[Publication | None, list[Diagnostic]]:
    """Compares the deck with its ledger. `folder` may hold an older package. If there is no
    publication, nothing may be written; if there is one, the problems are only warnings."""
    before, problems = read_lock(deck, build.about)
    if problems:
        return None, problems
    lock, origin = lock_path(deck, build.about), None
    if before is None and step != "locked" and (older := _older_package(folder, build.about)):
        origin, before = older
    nothing = Ledger(build.about.name, build.about.uid)
    if before is None and step == "build":
        return Publication(build, None, nothing, compare(nothing, nothing), lock, None), []
    renames = _renames(compiled, build, before) if before else []
    if step == "build":  # a trial build harms no learner who later imports the release
        renames = [replace(each, severity=Severity.WARNING) for each in renames]
    after = released(before, build, now)
    release = compare(before or nothing, after)
    if step == "locked" and (before is None or not release.is_nothing):
        return None, [*renames, _outdated(lock, before, release)]
    if has_errors(renames):
        return None, renames
    carried = after if step == "release" else before
    if carried:
        build = dated(build, after, carried)
    return Publication(build, before, after, release, lock, origin, bool(renames)), renames


def record(publication: Publication) -> None:
    """Writes the lock, after the files that it describes. An unchanged lock is left alone, so that
    its date does not change."""
    content = render(publication.after).encode()
    lock = publication.lock
    if not lock.is_file() or lock.read_bytes() != content:
        write_file(lock, content)


def in_short(publication: Publication) -> Iterator[str]:
    """Reports a build that is not a release."""
    if publication.before is None:
        yield (
            "Anki deck: not released yet. Before learners get it, run `quizgen build --release`: "
            "otherwise a later import overwrites what learners changed in any of its notes. That "
            f"writes {publication.lock}, which belongs beside the deck and into git."
        )
        return
    if publication.origin:
        yield (
            f"{publication.lock} is missing; the last release was read from "
            f"{publication.origin}. `quizgen build --release` writes the lock again"
        )
    release = publication.release
    upgrade = _upgrade(release)
    if publication.loses_history:
        upgrade = "not yet, since learners would lose their history of renamed questions"
    yield f"compared with the last release: {_counts(release)}; upgrade: {upgrade}"
    yield from _moves(release)
    if not publication.build.releases.is_released:
        yield (
            "Not released: before learners get it, run `quizgen build --release`, or a later "
            "import overwrites what they changed in the notes that differ."
        )


def in_full(publication: Publication) -> Iterator[str]:
    """Reports a release."""
    release = publication.release
    if publication.origin:
        yield f"The lock was missing; the last release was read from {publication.origin}."
    if publication.before is None:
        yield f"Released for the first time: {count(len(release.new), 'note')}."
    else:
        yield f"Released, compared with the last release: {_counts(release)}."
    for label, ids in _groups(release):
        if ids:
            yield f"  {label}: {_listed(ids)}"
    if publication.before is not None:
        yield f"Upgrade: {_upgrade(release)}."
        yield from (f"  {sentence}" for sentence in _seen_by_learners(release))
        yield from (f"  {sentence}" for sentence in _moves(release))
    yield f"Keep {publication.lock} in git with the deck: the next release is compared with it."


# --- Words -----------------------------------------------------------------------------

_REFUSED = (
    "Learners have these note types with other fields or templates, so Anki updates none of their "
    "notes. Release with the version of quizgen that made the last release."
)
_MOST_LISTED = 12


def _upgrade(release: Release) -> str:
    return "safe" if release.is_safe else "not for notes that have other fields or templates"


def _counts(release: Release) -> str:
    always = ("new", "changed", "unchanged", "retired", "renamed")
    parts = [f"{len(getattr(release, group))} {group}" for group in always]
    if release.renamed:
        parts[-1] += " (counted as changed or unchanged too)"
    if release.returned:
        parts.append(f"{len(release.returned)} returned")
    if release.rekinded:
        parts.append(f"{len(release.rekinded)} of another kind")
    if release.restyled:
        parts.append(f"new look of {count(len(release.restyled), 'note type')}")
    return ", ".join(parts)


def _groups(release: Release) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "new", release.new
    yield "changed", release.changed
    yield "returned", release.returned
    yield "of another kind", release.rekinded
    yield "retired", release.retired
    yield "renamed", tuple(f"{before} → {now}" for before, now in release.renamed)
    yield "new look", release.restyled


def _listed(ids: tuple[str, ...]) -> str:
    more = len(ids) - _MOST_LISTED
    return ", ".join(ids[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def _seen_by_learners(release: Release) -> Iterator[str]:
    fresh = len(release.new) + len(release.rekinded)
    rewritten = len(release.changed) + len(release.returned)
    withdrawn = len(release.retired) + len(release.rekinded)
    if not release.is_safe:
        yield _REFUSED
    if fresh:
        yield f"{count(fresh, 'note')} will be added as new."
    if rewritten:
        yield (
            f"{count(rewritten, 'note')} will be rewritten: the history stays, a learner's own "
            "edits and tags there are replaced, unless they are later than yours."
        )
    if withdrawn:
        yield (
            f"{count(withdrawn, 'note')} will say that the question was withdrawn and how to "
            f"delete it. In Anki, this search finds all of them: {SEARCH}"
        )
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
    message = (
        f"it differs from the deck: {_counts(release)}" if before else "there is no such lock yet"
    )
    where = Location(TextFile(str(lock), ""))
    return Diagnostic(where, "lock-outdated", message, "quizgen build --release")


def _renames(compiled: Compiled, build: Build, before: Ledger) -> list[Diagnostic]:
    if compiled.deck is None or compiled.expansion is None:
        return []
    from quizgen.releases.renames import unnamed_renames  # only what was released can be renamed

    return unnamed_renames(compiled.deck, compiled.expansion.places, build, before)


def _older_package(folder: Path, about: About) -> tuple[Path, Ledger] | None:
    """The package that an earlier build made after a release, and the ledger in it. Earlier
    versions of quizgen wrote it to `dist/` itself."""
    for package in (folder / f"{about.name}.apkg", folder.parent / f"{about.name}.apkg"):
        with suppress(OSError):
            if ledger := recovered(read_ordinary(package), about):
                return package, ledger
    return None
