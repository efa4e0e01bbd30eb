"""Reads a deck from disk and compiles it.

The stages themselves do no I/O. This module hands them bytes, and collects their diagnostics for
the commands to print.
"""

from __future__ import annotations

import re
import secrets
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from quizgen.compiling.assemble import assemble, gathered
from quizgen.compiling.expand import Expansion, expand
from quizgen.deck.written import Deck
from quizgen.diagnostics import (
    Cure,
    Diagnostic,
    Location,
    Severity,
    TextFile,
    has_errors,
    in_reading_order,
)
from quizgen.load import load
from quizgen.quiz.layout import NOTHING_PRINTED, Printing
from quizgen.quiz.model import About, Build
from quizgen.reading.nodes import location
from quizgen.reading.safe_files import Undecodable, as_on_disk, decode, read_inside, read_ordinary

if TYPE_CHECKING:
    from quizgen.releases.lock import Ledger
    from quizgen.source.covered_sentences import Coverage


@dataclass(frozen=True, slots=True)
class Compiled:
    """A deck after all stages. `build` is None if there are errors. `inputs` are the files that
    were read, each with the SHA-256 of its bytes. `draft_problems` are kept apart, since they stop
    no build."""

    problems: tuple[Diagnostic, ...]
    inputs: tuple[tuple[Path, str], ...] = ()
    deck: Deck | None = None
    expansion: Expansion | None = None
    build: Build | None = None
    draft_problems: tuple[Diagnostic, ...] = ()

    @property
    def with_enemies(self) -> Build | None:
        """The build, for what orders its questions. Finding the enemies takes time."""
        if self.build is None or self.expansion is None:
            return None
        enemies = structs.replace(self.expansion.enemies, akin={}, friends={})
        return structs.replace(self.build, deck=structs.replace(self.build.deck, enemies=enemies))

    def renames_since(self, before: Ledger | None, build: Build | None) -> list[Diagnostic]:
        """The released items that were renamed without `was:`."""
        if before is None or build is None or self.deck is None or self.expansion is None:
            return []
        from quizgen.releases.renames import unnamed_renames  # only for what was released

        return unnamed_renames(self.deck, self.expansion.places, build, before)

    @property
    def coverage(self) -> Coverage | None:
        if self.deck is None or self.build is None or not self.deck.about.source.is_there:
            return None
        from quizgen.source.covered_sentences import coverage

        return coverage(
            self.deck.texts, (e for item in self.build.deck.items for e in item.evidence)
        )

    def placed(self, problem: Diagnostic) -> Diagnostic:
        """A writer knows no places: what it says of an item belongs at the item's stem. That a
        quiz which no author asked for cannot be printed stops nothing."""
        if self.deck is None or self.expansion is None:
            return problem
        is_implied = any(each.is_implied for each in self.deck.blueprints.values())
        if is_implied and problem.code in _OF_PAPER:
            problem = replace(problem, severity=Severity.INFO)
        if node := self.expansion.places.get(problem.item):
            return replace(problem, where=location(self.deck.file, node))
        is_nowhere = not problem.where.file.text  # it has only the deck's name
        return replace(problem, where=Location(self.deck.file)) if is_nowhere else problem


_OF_PAPER = frozenset(
    ("missing-glyph", "no-typst", "taller-than-a-page", "unprintable", "wider-than-a-line")
)


class DeckFolder:
    """Reads the files that a deck may name: those beside it, then those in its sibling `source/`,
    but nothing outside."""

    def __init__(self, deck: Path) -> None:
        beside = deck.parent
        above = beside.parent if beside.name not in ("", "..") else beside / ".."
        self.folders = (beside, above / "source")
        self.read_files: dict[Path, bytes] = {}

    def read(self, name: str) -> bytes | None:
        found = read_inside(name, self.folders, self.folders)
        if found is None:
            return None
        path, content = found
        self.read_files[path] = content
        return content


def compile_deck(
    path: Path, modified: int | None = None, printing: Printing = NOTHING_PRINTED
) -> Compiled:
    """Runs all stages on one deck file. `modified`, in seconds since 1970, dates what is built. By
    default that is the date of the newest input, so that an unchanged deck keeps its date."""
    try:
        content = read_ordinary(path)
    except OSError as error:
        return _failed(path, "unreadable", f"the file cannot be read: {error.strerror}")
    text = decode(content)
    if isinstance(text, Undecodable):
        return _failed(path, "not-utf-8", text.message, text.hint)
    folder = DeckFolder(path)
    folder.read_files[path] = content  # the deck is one of its own inputs
    file = TextFile(str(path), text)
    deck, problems = load(file, folder, fresh_uid())
    inputs = tuple((each, sha256(data).hexdigest()) for each, data in folder.read_files.items())
    if deck is None:
        return Compiled(tuple(in_reading_order(problems)), inputs)
    expansion, more = expand(deck)
    problems += more
    forms, more = assemble(deck, expansion, printing)
    problems += more
    build = None
    if not has_errors(problems):
        dated = modified if modified is not None else _newest(folder)
        build = Build(gathered(deck, expansion.items, forms), dated, printing=printing)
    ordered = in_reading_order(problems)
    return Compiled(
        problems=tuple(problem for problem in ordered if not problem.draft),
        inputs=inputs,
        deck=deck,
        expansion=expansion,
        build=build,
        draft_problems=tuple(problem for problem in ordered if problem.draft),
    )


def duplicate_names(compiled: list[Compiled]) -> list[Diagnostic]:
    """Reports decks that share a uid or a `deck:`, and so overwrite each other."""
    problems: list[Diagnostic] = []
    seen: dict[tuple[str, str], Deck] = {}
    for deck in (each.deck for each in compiled if each.deck):
        for what, name in (("uid", deck.about.uid), ("deck", as_on_disk(deck.about.name))):
            first = seen.setdefault((what, name), deck)
            if first is not deck:
                problems.append(_in_use(deck, what, name, first.file.name))
    return problems


def names_taken(compiled: list[Compiled]) -> Iterator[Diagnostic]:
    """Reports decks whose name another deck beside them has, which was not compiled with them. A
    deck with errors takes no name, since nothing can be built of it."""
    decks = [each.deck for each in compiled if each.deck]
    here = {Path(deck.file.name).resolve() for deck in decks}
    for deck in decks:
        name, folder = as_on_disk(deck.about.name), Path(deck.file.name).parent
        if folder.resolve().name != "decks":  # elsewhere, other files may not be decks
            continue
        for path in sorted(folder.glob("*.yaml")):
            if path.resolve() in here:
                continue
            # found without parsing the YAML
            found = re.search(r"(?m)^deck:[ \t]*[\"']?([^\s\"']+)", _text_of(path))
            if found and as_on_disk(found[1]) == name and compile_deck(path).build:
                yield _in_use(deck, "deck", name, str(path))


def _in_use(deck: Deck, what: str, name: str, other: str) -> Diagnostic:
    message = f"`{what}: {name}` is that of {other} as well"
    where = _name_location(deck.file, what)
    if what == "deck":
        return Diagnostic(where, "deck-in-use", message, "choose another name")
    fresh = fresh_uid()
    written = re.compile(rf"[ \t]*:[ \t]*({re.escape(name)})").match(deck.file.text, where.end)
    cure = Cure(Location(deck.file, *written.span(1)), fresh) if written else None
    return Diagnostic(where, "uid-in-use", message, f"uid: {fresh}", cure=cure)


def _name_location(file: TextFile, key: str) -> Location:
    """Where a key of the deck itself stands."""
    found = re.search(rf"(?m)^{key}(?=:)", file.text) or re.search(key, file.text)
    start = found.start() if found else 0
    return Location(file, start, start + len(key))


def _text_of(path: Path) -> str:
    """The text of a file beside a deck, which is empty if the file cannot be read."""
    try:
        text = decode(read_ordinary(path))
    except OSError:
        return ""
    return "" if isinstance(text, Undecodable) else text


def lock_path(deck: Path, about: About) -> Path:
    return deck.parent / f"{about.name}.lock"


def read_lock(deck: Path, about: About) -> tuple[Ledger | None, list[Diagnostic]]:
    """Reads what was released of a deck. None without a diagnostic means that nothing was."""
    path = lock_path(deck, about)
    where = Location(TextFile(str(path), ""))
    try:
        text = decode(read_ordinary(path))
    except FileNotFoundError:
        return None, _misnamed_lock(path, about)
    except OSError as error:
        return None, [Diagnostic(where, "lock-damaged", f"it cannot be read: {error.strerror}")]
    if isinstance(text, Undecodable):
        return None, [Diagnostic(where, "lock-damaged", text.message)]
    from quizgen.releases.lock import parse  # nothing was released of most decks

    return parse(TextFile(str(path), text), about)


def _misnamed_lock(path: Path, about: About) -> list[Diagnostic]:
    """Finds a lock that kept its old name when the deck got another `deck:`."""
    for other in sorted(path.parent.glob("*.lock")):
        from quizgen.releases.lock import parse

        text = _text_of(other)
        if text and parse(TextFile(str(other), text), about)[0]:
            message = f"the lock of `{about.name}` must be named {path.name}"
            hint = f"rename it: git mv {other} {path}"
            return [Diagnostic(Location(TextFile(str(other), "")), "lock-misnamed", message, hint)]
    return []


def fresh_uid() -> str:
    """Ten random characters, which are 52 bits: enough that no two decks share a uid."""
    letters = string.ascii_lowercase + string.digits
    return "".join(secrets.choice(letters) for _ in range(10))


EARLIEST = 315_532_800  # 1980, when the dates of ZIP files begin
LATEST = 4_102_444_799  # 2099, before which such dates end


def clock() -> int:
    """Now, in seconds since 1970, but within those limits even if the clock is badly wrong."""
    return min(max(int(time.time()), EARLIEST), LATEST)


def _newest(folder: DeckFolder) -> int:
    """Anki ignores changes that are older than what a learner has, so a date in the future counts
    as now: later changes could otherwise never arrive."""
    newest = max(int(path.stat().st_mtime) for path in folder.read_files)
    return min(max(newest, EARLIEST), clock())


def _failed(path: Path, code: str, message: str, hint: str = "") -> Compiled:
    return Compiled((Diagnostic(Location(TextFile(str(path), "")), code, message, hint),))
