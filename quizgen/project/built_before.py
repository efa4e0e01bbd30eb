"""What was built of a deck before, by which the next build dates its notes.

That is in the packages about to be overwritten, and in this computer's memory: a file for each uid
in the user's data folder, to which every build appends what it wrote. Somebody who has only the
deck's files builds by the lock alone.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.quiz.model import About
from quizgen.reading.safe_files import make_private, make_private_folder, read_ordinary
from quizgen.releases.draft import content
from quizgen.releases.lock import Ledger
from quizgen.releases.release import Stamp
from quizgen.writers.anki.notetypes import content_of_type


@dataclass(frozen=True, slots=True)
class BuiltBefore:
    """`stamps` are what is known, of which some are `new` to the memory, `digests` those of its
    files, and `stems` the last released ones, by their notes' guids. `was_released` says that there
    was a release."""

    stamps: frozenset[Stamp] = frozenset()
    new: frozenset[Stamp] = frozenset()
    digests: frozenset[str] = frozenset()
    stems: Mapping[str, str] = field(default_factory=dict)
    was_released: bool = False


def built_before(about: About, folder: Path) -> BuiltBefore:
    """`folder` may hold older packages, which only tell something new if they came from
    elsewhere."""
    memory = _remembered(about.uid)
    found = (
        _stamps(path, package)
        for path, package in older_packages(about, folder)
        if _digest(package) not in memory.digests
    )
    new = memory.new.union(*found) - memory.stamps
    return replace(memory, stamps=memory.stamps | new, new=new)


def older_packages(about: About, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Earlier versions of quizgen wrote them to `dist/` itself."""
    name = f"{about.name}.apkg"
    for path in (folder / name, folder.parent / name, folder / f"{about.name}-withdrawn.apkg"):
        with suppress(OSError):
            yield path, read_ordinary(path)


def recovered_lock(about: About, folder: Path) -> tuple[Path, Ledger] | None:
    """The ledger of the last release, in the package that was built after it."""
    for path, package in older_packages(about, folder):
        from quizgen.releases.verify.archive import recovered

        if ledger := recovered(package, about):
            return path, ledger
    return None


def _stamps(path: Path, packed: bytes) -> Iterator[Stamp]:
    from quizgen.releases.verify.archive import AnkiPackage, read_package  # most were built here

    package = read_package(packed, str(path))
    if not isinstance(package, AnkiPackage):
        return
    for note in package.notes:
        yield Stamp(note.guid, note.modified, content(note.type_id, note.fields, note.tags))
    for kind in package.types.values():
        raw = kind.raw
        css = raw.get("css", "")
        written = content_of_type(kind.name, raw["type"], raw["flds"], raw["tmpls"], css)
        yield Stamp(str(kind.id), kind.modified, written)


# --- This computer's memory ------------------------------------------------------------

_RELEASED, _FILE = "released", "file "
_STEM = re.compile(r"stem\t([!-~]{5,64})\t(.+)")
_LINE = re.compile(r"([!-~]{5,64})\t([0-9]{1,10})\t([0-9a-f]{16})")


def _memory(uid: str) -> Path:
    from platformdirs import user_data_dir

    return Path(user_data_dir("quizgen", False)) / "anki" / f"{uid}.tsv"


def _remembered(uid: str) -> BuiltBefore:
    """A damaged line tells nothing."""
    try:
        lines = _memory(uid).read_text("utf-8", "replace").splitlines()
    except OSError:
        return BuiltBefore()
    found = filter(None, map(_LINE.fullmatch, lines))
    stamps = frozenset(Stamp(each[1], int(each[2]), each[3]) for each in found)
    digests = frozenset(line for line in lines if line.startswith(_FILE))
    told = filter(None, map(_STEM.fullmatch, lines))
    stems = {each[1]: each[2] for each in told}
    was_released = _RELEASED in lines
    return BuiltBefore(
        stamps=stamps, new=frozenset(), digests=digests, stems=stems, was_released=was_released
    )


def _digest(package: bytes) -> str:
    return _FILE + sha256(package).hexdigest()


def remember(
    uid: str,
    stamps: Iterable[Stamp],
    files: Iterable[bytes],
    released: Mapping[str, str] | None,
    before: BuiltBefore,
) -> list[Diagnostic]:
    """Appends what was not known. Two builds at once may both do so. `released` are the stems of a
    release, by their notes' guids."""
    unknown = before.new.union(stamps) - (before.stamps - before.new)
    lines = ["\t".join(map(str, stamp)) for stamp in sorted(unknown)]
    lines += [] if released is None or before.was_released else [_RELEASED]
    stems = {name: " ".join(stem.split()) for name, stem in (released or {}).items()}
    lines += ["\t".join(("stem", *each)) for each in stems.items() - before.stems.items()]
    lines += [name for name in map(_digest, files) if name not in before.digests]
    if not lines:
        return []
    path = _memory(uid)
    try:
        make_private_folder(path.parent)
        make_private(path)
        with path.open("a", encoding="utf-8", newline="\n") as memory:
            memory.write("\n".join(["", *lines, ""]))  # a killed build may have left half a line
    except OSError as error:
        message = f"what was built cannot be remembered: {error.strerror}"
        hint = "learners on whom you try builds may miss a change until the next release"
        where = Location(TextFile(str(path), ""))
        return [Diagnostic(where, "unremembered", message, hint, Severity.WARNING)]
    return []


# --- A lock that is lost ---------------------------------------------------------------


def lost_lock(lock: Path, about: About, before: BuiltBefore) -> Diagnostic | None:
    """Says that a deck without its lock was released before, as this computer or git remembers."""
    where = Location(TextFile(str(lock), ""))
    again = "if nothing is left of it: quizgen build --release --resend all"
    commit = _commit_with(lock, about)
    if commit:
        message = "it is missing, and git knows it"
        hint = f"git checkout {commit} -- {lock}\n{again}"
    elif before.was_released:
        message = "it is missing, and this computer has released the deck before"
        hint = f"copy it from where the deck was released\n{again}"
    else:
        return None
    return Diagnostic(where, "lock-lost", message, hint)


def _commit_with(lock: Path, about: About) -> str:
    """The latest commit that has the lock of this deck. Git is asked for what is in its history,
    never for a date."""
    for back in ("", "^"):
        last = _git(lock.parent, "rev-list", "-n", "1", "HEAD", "--", lock.name).strip()
        text = _git(lock.parent, "cat-file", "blob", f"{last}{back}:./{lock.name}") if last else ""
        head = next((line for line in text.splitlines() if line.startswith("deck\t")), "")
        if head.split("\t")[-1] == about.uid:
            return f"{last[:12]}{back}"
    return ""


def _git(folder: Path, *arguments: str) -> str:
    """What git prints, or nothing if there is no git or no repository."""
    command = ["git", "--no-pager", *arguments]
    try:
        run = subprocess.run(  # noqa: S603  # fixed words, and a name that git takes as a path
            command, cwd=folder, capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else ""
