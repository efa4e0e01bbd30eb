"""Remembers the papers that a build made, and moves older ones out of the way of new ones.

The manifest lies beside the files, hidden. By it a later build tells papers of older editions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TypeAlias

import click
from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from quizgen.commands._output import write_files
from quizgen.commands._shared import from_here
from quizgen.diagnostics import printable
from quizgen.interchange.fingerprint import edition
from quizgen.quiz.model import Build
from quizgen.writers import File


def made_before(build: Build, folder: Path) -> Manifest:
    path = folder / manifest_name(build.about.name)
    return read_manifest(path.read_bytes()) if path.is_file() else {}


def move_outdated(
    manifest: Manifest, made: Manifest, build: Build, folder: Path
) -> tuple[Manifest, list[str]]:
    """Moves papers of older editions away from the new ones. Returns what is left to remember, and
    the folders that were made for them."""
    paths = {name: folder / name for name in manifest}
    there = {name: known for name, known in manifest.items() if _is_own(paths[name])}
    moved: set[str] = set()
    folders = []
    for printed, names in outdated(there, made, build).items():
        older = folder / f"older-{printed}"
        older = _free(older) if older.exists() else older
        older.mkdir()
        for name in names:
            paths[name].rename(older / name)
        moved |= {*names}
        folders.append(str(from_here(older)))
    return {name: known for name, known in manifest.items() if name not in moved}, folders


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _free(path: Path) -> Path:
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(1))
    return next(each for each in names if not each.exists())


def set_aside(manifest: Manifest, files: Iterable[File], folder: Path) -> list[str]:
    """Gives papers another name that somebody has changed since they were made, as teachers do in
    Word, and that would be written over."""
    aside = []
    for name in (file.name for file in files if file.name in manifest):
        path = folder / name
        if _is_own(path) and not is_as_made(path, manifest[name]):
            free = _free(path.with_stem(f"{path.stem}-changed"))
            path.rename(free)
            aside.append(free.name)
    return aside


def write_all(
    build: Build, files: list[File], manifest: Manifest, made: Manifest, folder: Path
) -> list[Path]:
    """A manifest that knows the old papers and the new ones is in place before the first of them,
    so that a build that is killed leaves no paper that looks changed."""
    first = [_manifest_file(build, about_to_be(manifest, made))] if made else []
    return write_files([*first, *files], folder)[len(first) :]


def remember(build: Build, manifest: Manifest, made: Manifest, folder: Path) -> None:
    if made:
        write_files([_manifest_file(build, manifest | made)], folder)


def _manifest_file(build: Build, manifest: Manifest) -> File:
    return File(manifest_name(build.about.name), written_manifest(manifest), "")


def say_names(said: str, names: list[str]) -> None:
    if names:
        click.echo(f"  {said} {printable(', '.join(names))}\n")


class MadeFile(Struct, frozen=True):
    """`digests` are the SHA-256 of what was written, or is about to be, and `format` what was
    built. Manifests of the first edition have no `editions`, which are those of the forms."""

    digests: tuple[str, ...]
    format: str
    forms: tuple[str, ...]
    editions: dict[str, str] = {}
    is_print_run: bool = False

    @property
    def quiz(self) -> str:
        return self.forms[0].rpartition("-")[0]


Manifest: TypeAlias = dict[str, MadeFile]  # by the file's name


def manifest_name(deck: str) -> str:
    return f".{deck}.made.json"


def read_manifest(content: bytes) -> Manifest:
    """A damaged manifest remembers nothing, and then nothing is moved. A name that leads to another
    folder was not written by quizgen."""
    try:
        found = json.decode(content, type=dict[str, MadeFile])
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {name: made for name, made in found.items() if made.forms and Path(name).name == name}


def written_manifest(manifest: Manifest) -> bytes:
    return json.encode(manifest, order="sorted") + b"\n"


def papers(format_name: str, file: File, build: Build) -> Manifest:
    """What there is to remember of a file. One about no form is never moved."""
    if not file.forms:
        return {}
    editions = _editions(build, file.forms)
    digests = (_digest(file.content),)
    made = MadeFile(digests, format_name, file.forms, editions, file.is_print_run)
    return {file.name: made}


def _editions(build: Build, forms: Collection[str]) -> dict[str, str]:
    made = (form for form in build.deck.forms if form.name in forms)
    return {form.name: edition(build.deck, form) for form in made}


def about_to_be(manifest: Manifest, made: Manifest) -> Manifest:
    """What is true while files are being written, whenever that ends: a file is the old one or the
    new one."""
    renewed = {
        name: replace(new, digests=(*new.digests, *manifest[name].digests))
        for name, new in made.items()
        if name in manifest
    }
    return {**manifest, **made, **renewed}


def outdated(manifest: Manifest, made: Manifest, build: Build) -> dict[str, list[str]]:
    """The names of older papers that may have been handed out, by the edition of their first form:
    those of a quiz of which there was a print run, or something that is not made again. With them
    go the keys and tables to mark them with. Quizzes that were not asked for keep their papers."""
    formats = {each.format for each in made.values()}
    now = {form: name for each in made.values() for form, name in each.editions.items()}
    printings: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, known in sorted(manifest.items()):
        if made and (not build.printing.quizzes or known.quiz in build.printing.quizzes):
            printings[known.quiz, known.format].append(name)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for names in printings.values():
        printing = [manifest[name] for name in names]
        is_handed_out = any(each.is_print_run for each in printing) or not made.keys() >= {*names}
        if is_handed_out and any(_is_older(each, now, formats) for each in printing):
            first = printing[0]
            found[first.editions.get(first.forms[0], "unknown")] += names
    return found


def _is_older(known: MadeFile, now: Mapping[str, str], formats: Collection[str]) -> bool:
    """A form that is not made now may only have been left out of this format."""
    if known.format in formats and any(form not in now for form in known.forms):
        return True
    return any(form in now and now[form] != known.editions.get(form) for form in known.forms)


def is_as_made(path: Path, made: MadeFile) -> bool:
    """Whether nobody has changed or replaced the file."""
    try:
        return not path.is_symlink() and _digest(path.read_bytes()) in made.digests
    except OSError:
        return False


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
