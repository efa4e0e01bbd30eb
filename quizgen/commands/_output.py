"""Writes files beside their places and renames them: all of them, or none."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from quizgen.project import output_folder
from quizgen.reading.safe_files import write_beside
from quizgen.writers import File

_LONG_AGO = 3600  # seconds
_TRIES = 5
_PAUSE = 0.2  # seconds; a virus scanner or a sync client lets go within a second


def usual_folder(deck: Path, name: str) -> Path:
    """The deck's folder in `dist/`. A link that leads out of the project is followed only if the
    user names it, since a project from elsewhere could otherwise overwrite the user's own files."""
    folder = output_folder(deck, name)
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(folder.parent.parent)):
        raise click.ClickException(
            f"{folder} leads out of the project; to write there, name the folder with --output"
        )
    return folder


def write_files(files: Iterable[File], folder: Path) -> list[Path]:
    """Returns the paths written. Every file is complete on disk before the first one takes its
    place. If another program holds a target open, a few more tries follow before the error."""
    waiting: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = folder / file.name
            _clear_up(target)
            waiting.append((write_beside(target, file.content), target))
        for beside, target in waiting:
            _replace(beside, target)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    finally:
        for beside, _ in waiting:
            with suppress(OSError):  # a name too long for the disk, already reported above
                beside.unlink(missing_ok=True)
    return [written for _, written in waiting]


def write_file(path: Path, content: bytes) -> None:
    write_files([File(path.name, content, "")], path.parent)


def _clear_up(target: Path) -> None:
    """Removes what a killed run left beside the target. A young file may belong to a live one."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                left.unlink()


def _replace(beside: Path, target: Path) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            os.replace(beside, target)
        except PermissionError:
            if attempt == _TRIES:
                raise click.ClickException(
                    f"{target} is open in another program; close it and try again"
                ) from None
            time.sleep(_PAUSE)
        else:
            return
