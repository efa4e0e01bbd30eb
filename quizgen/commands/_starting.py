"""What commands that start a deck do alike: name it, read a text, overwrite nothing."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.commands.schema import schema_text
from quizgen.reading.boundaries import words
from quizgen.reading.decoding import Undecodable
from quizgen.reading.normal_form import normalised
from quizgen.reading.safe_files import read_ordinary
from quizgen.reading.scalars import is_device, is_identifier
from quizgen.source.text import decode_source
from quizgen.writers import File


def identifier(name: str) -> str:
    """The name as an id: letters, digits and hyphens of any script."""
    made = "-".join(words(normalised("NFC", name))).strip("-_").lower()
    if not made:
        raise click.UsageError(f"`{name}` cannot name a deck: use letters and digits")
    if not is_identifier(made) or is_device(made):
        raise click.UsageError(
            f"`{made[:40]}` cannot name a deck: it is too long, or a device's name on Windows"
        )
    return made


def text_of(path: Path) -> str:
    try:
        decoded = decode_source(read_ordinary(path))
    except OSError as fault:
        raise click.ClickException(f"{path} cannot be read: {fault.strerror}") from fault
    if isinstance(decoded, Undecodable):
        raise click.ClickException(f"{path}: {decoded.message}; {decoded.hint}")
    return decoded


def refuse_existing(path: Path) -> None:
    if path.exists():
        raise click.UsageError(f"{path} exists already; choose another name")


def text_file(name: str, text: str) -> File:
    return File(name, text.encode(), "")


def schema_file() -> File:
    return text_file("schema.json", schema_text())
