"""Remembers the papers that a build made, so that a later one can remove those of forms that are
no more.

The manifest lies beside the files, hidden. A file is removed only if it still has the bytes that
quizgen gave it: whatever somebody has changed, or made, is theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from quizgen.quiz.build import Build
from quizgen.writers import File


class MadeFile(Struct, frozen=True):
    """`digests` are the SHA-256 of what was written, or is about to be, and `format` what was
    built."""

    digests: tuple[str, ...]
    format: str
    forms: tuple[str, ...]


Manifest: TypeAlias = dict[str, MadeFile]  # by the file's name


def manifest_name(deck: str) -> str:
    return f".{deck}.made.json"


def read_manifest(content: bytes) -> Manifest:
    """A damaged manifest remembers nothing, and then nothing is removed. A name that leads to
    another folder was not written by quizgen."""
    try:
        found = json.decode(content, type=dict[str, MadeFile])
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {name: made for name, made in found.items() if Path(name).name == name}


def written_manifest(manifest: Manifest) -> bytes:
    return json.encode(manifest, order="sorted") + b"\n"


def papers(format_name: str, files: Iterable[File]) -> Manifest:
    """What there is to remember of the files of one format. One about no form is never removed."""
    return {
        file.name: MadeFile((_digest(file.content),), format_name, file.forms)
        for file in files
        if file.forms
    }


def about_to_be(manifest: Manifest, made: Manifest) -> Manifest:
    """What is true while files are being written, whenever that ends: a file is the old one or the
    new one."""
    renewed = {
        name: replace(new, digests=(*new.digests, *manifest[name].digests))
        for name, new in made.items()
        if name in manifest
    }
    return {**manifest, **made, **renewed}


def outlived(manifest: Manifest, build: Build, formats: Collection[str]) -> list[str]:
    """The files about forms that the deck no longer makes. Formats and quizzes that were not asked
    for now keep their files."""
    forms = {form.name for form in build.deck.forms}
    quizzes = build.printing.quizzes

    def is_gone(form: str) -> bool:
        return form not in forms and (not quizzes or form.rpartition("-")[0] in quizzes)

    return sorted(
        name
        for name, made in manifest.items()
        if made.format in formats and any(map(is_gone, made.forms))
    )


def is_as_made(path: Path, made: MadeFile) -> bool:
    """Whether nobody has changed or replaced the file."""
    try:
        return not path.is_symlink() and _digest(path.read_bytes()) in made.digests
    except OSError:
        return False


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
