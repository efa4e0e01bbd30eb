"""What becomes of papers that are in the folder already when a build writes new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
    outlived,
    read_manifest,
    written_manifest,
)
from quizgen.quiz.build import Build
from quizgen.writers import File


def made_before(build: Build, folder: Path) -> Manifest:
    path = folder / manifest_name(build.about.name)
    return read_manifest(path.read_bytes()) if path.is_file() else {}


def set_aside(manifest: Manifest, files: Iterable[File], folder: Path) -> list[str]:
    """Gives papers another name that somebody has changed since they were made, as teachers do in
    Word, and that would be written over."""
    aside = []
    for file in files:
        path = folder / file.name
        is_paper = file.name in manifest and path.is_file() and not path.is_symlink()
        if is_paper and not is_as_made(path, manifest[file.name]):
            names = (path.with_stem(f"{path.stem}-changed-{number}") for number in count(1))
            free = next(each for each in names if not each.exists())
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


def remember(
    build: Build, manifest: Manifest, made: Manifest, folder: Path, formats: Collection[str]
) -> None:
    """Removes papers that might be handed out with the new keys, since their forms are no longer
    made."""
    older = {name: known for name, known in manifest.items() if name not in made}
    gone = [name for name in outlived(older, build, formats) if (folder / name).is_file()]
    removed = [name for name in gone if is_as_made(folder / name, manifest[name])]
    for name in removed:
        (folder / name).unlink()
    kept = {name: known for name, known in manifest.items() if name not in removed} | made
    if made or removed:
        write_files([_manifest_file(build, kept)], folder)
    say_names("Removed, since their forms are no longer made:", removed)
    changed = [name for name in gone if name not in removed]
    say_names("Their forms are no longer made, but they were changed, so they stay:", changed)


def _manifest_file(build: Build, manifest: Manifest) -> File:
    return File(manifest_name(build.about.name), written_manifest(manifest), "")


def say_flat(build: Build, folder: Path) -> None:
    """Names what earlier versions wrote, which did not have a folder for each deck."""
    name, above = build.about.name, folder.parent
    flat = [above / f"{name}{ending}" for ending in (".apkg", ".html", ".json")]
    found = [str(from_here(path)) for path in flat if path.is_file() and above.name == "dist"]
    said = (
        "Left from before decks had folders, and no longer written (delete them and their papers):"
    )
    say_names(said, found)


def say_names(said: str, names: list[str]) -> None:
    if names:
        click.echo(f"  {said} {printable(', '.join(names))}\n")
