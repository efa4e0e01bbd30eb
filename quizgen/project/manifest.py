"""Remembers the papers that a build made, so that a later one can tell those of older editions.

The manifest lies beside the files, hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from quizgen.quiz.model import Build
from quizgen.writers import File
from quizgen.writers._paper.heading import edition


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
