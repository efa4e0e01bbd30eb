"""What becomes of papers that are in the folder already when a build writes new ones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

import click

from quizgen.commands._output import write_files
from quizgen.commands._shared import from_here
from quizgen.diagnostics import printable
from quizgen.project.manifest import (
    Manifest,
    about_to_be,
    is_as_made,
    manifest_name,
    outdated,
    read_manifest,
    written_manifest,
)
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
    for edition, names in outdated(there, made, build).items():
        older = folder / f"older-{edition}"
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
