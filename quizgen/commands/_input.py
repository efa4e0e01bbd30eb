"""Reads the files that a user names; one that cannot be read ends the command with a sentence."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.reading.safe_files import read_ordinary

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ANY_FILE = click.Path(dir_okay=False, path_type=Path)


def content_of(path: Path, fault: type[click.ClickException] = click.ClickException) -> bytes:
    try:
        return read_ordinary(path)
    except OSError as error:
        raise fault(f"{path} cannot be read: {error.strerror}") from error
