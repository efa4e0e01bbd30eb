"""Reads what a build is to print, remembers its papers, and moves older ones out of their way.

Printing options override what the deck says.

The manifest lies beside the files, hidden. By it a later build tells papers of older editions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click
from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from quizgen import registry, writers
from quizgen.commands._shared import end, from_here, print_problems
from quizgen.commands._streams import ANY_FILE, write_files
from quizgen.diagnostics import Diagnostic, Location, TextFile, has_errors
from quizgen.interchange.fingerprint import edition
from quizgen.project.compiled import Compiled
from quizgen.quiz.layout import Key, Paper, Printing, QuizzesSeen, Student, Style
from quizgen.quiz.model import Build
from quizgen.reading.nodes import did_you_mean
from quizgen.reading.safe_files import Undecodable, read_ordinary
from quizgen.writers import File


@dataclass(frozen=True, slots=True)
class Written:
    """The paths of the files; the folders to which older papers were moved; the new names of papers
    that were changed since they were made."""

    paths: list[Path]
    older: list[str]
    aside: list[str]


def write_papers(build: Build, files: list[File], made: Manifest, folder: Path) -> Written:
    target = folder / f".{build.about.name}.made.json"
    known = _read_manifest(target.read_bytes()) if target.is_file() else {}
    known, older = _move_outdated(known, made, build, folder)
    aside = _set_aside(known, files, folder)
    # A manifest that knows the old papers and the new ones is in place before the first of them,
    # so that a build that is killed leaves no paper that looks changed.
    first = [_manifest_file(target, _about_to_be(known, made))] if made else []
    paths = write_files([*first, *files], folder)[len(first) :]
    if made:
        write_files([_manifest_file(target, known | made)], folder)
    return Written(paths, older, aside)


def _move_outdated(
    manifest: Manifest, made: Manifest, build: Build, folder: Path
) -> tuple[Manifest, list[str]]:
    """Moves papers of older editions away from the new ones. Returns what is left to remember, and
    the folders that were made for them."""
    there = {name: known for name, known in manifest.items() if _is_own(folder / name)}
    moved: set[str] = set()
    folders = []
    for printed, names in outdated(there, made, build).items():
        older = folder / f"older-{printed}"
        older = _free(older) if older.exists() else older
        older.mkdir()
        for name in names:
            (folder / name).rename(older / name)
        moved |= {*names}
        folders.append(str(from_here(older)))
    return {name: known for name, known in manifest.items() if name not in moved}, folders


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _free(path: Path) -> Path:
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(1))
    return next(each for each in names if not each.exists())


def _set_aside(manifest: Manifest, files: Iterable[File], folder: Path) -> list[str]:
    """Gives papers another name that somebody has changed since they were made, as teachers do in
    Word, and that would be written over."""
    aside = []
    for name in (file.name for file in files if file.name in manifest):
        path = folder / name
        if _is_own(path) and not _is_as_made(path, manifest[name]):
            free = _free(path.with_stem(f"{path.stem}-changed"))
            path.rename(free)
            aside.append(free.name)
    return aside


def _is_as_made(path: Path, made: MadeFile) -> bool:
    """Whether nobody has changed or replaced the file."""
    try:
        return _digest(path.read_bytes()) in made.digests
    except OSError:
        return False


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


def _read_manifest(content: bytes) -> Manifest:
    """A damaged manifest remembers nothing, and then nothing is moved. A name that leads to another
    folder was not written by quizgen."""
    try:
        found = json.decode(content, type=dict[str, MadeFile])
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {name: made for name, made in found.items() if made.forms and Path(name).name == name}


def _manifest_file(target: Path, manifest: Manifest) -> File:
    return File(target.name, json.encode(manifest, order="sorted") + b"\n", "")


def papers(format_name: str, file: File, build: Build) -> Manifest:
    """What there is to remember of a file. One about no form is never moved."""
    if not file.forms:
        return {}
    forms = (form for form in build.deck.forms if form.name in file.forms)
    made = MadeFile(
        digests=(_digest(file.content),),
        format=format_name,
        forms=file.forms,
        editions={form.name: edition(build.deck, form) for form in forms},
        is_print_run=file.is_print_run,
    )
    return {file.name: made}


def _about_to_be(manifest: Manifest, made: Manifest) -> Manifest:
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


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


Function = TypeVar("Function", bound=Callable[..., Any])
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
# Options that the deck can set under `layout:` as well; one that was not typed leaves it alone.
_LAYOUT = ("columns", "size", "sides", "half_sheet", "answer_sheet")
_WORDS = (("paper", Paper), ("style", Style), ("key", Key))


def _one_of(words: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([str(word) for word in words])


_OPTIONS = (
    click.option("--quiz", "quizzes", multiple=True, metavar="ID", help="Print only this quiz."),
    click.option(
        "--forms", type=click.IntRange(1, 26), help="Make this many forms, each with its key."
    ),
    click.option(
        "--copies",
        type=click.IntRange(1, 5000),
        help="Join this many papers, with the forms in turn, into one file.",
    ),
    click.option(
        "--students",
        type=ANY_FILE,
        help="Print a named paper for each student in a CSV or XLSX file with a column `name`.",
    ),
    click.option("--show", multiple=True, metavar="COLUMN", help="Print this column as well."),
    click.option("--paper", type=_one_of(Paper), help="Default: a4."),
    click.option("--columns", type=click.IntRange(1, 2), help="Set this many columns."),
    click.option("--size", type=click.IntRange(7, 36), help="Set this type size, in points."),
    click.option("--large-print", "style", flag_value=Style.LARGE_PRINT, help="Use 18 points."),
    click.option("--dyslexia", "style", flag_value=Style.DYSLEXIA, help="Use 13 points, set wide."),
    click.option("--sides", type=click.IntRange(1, 2), help="Print on this many sides."),
    click.option(
        "--half-sheet",
        is_flag=True,
        default=None,
        help="Put two half-size papers on a sheet, with a line to cut at.",
    ),
    click.option("--key", type=_one_of(Key), help="Set how much a key holds: short is one page."),
    click.option("--answer-sheet", is_flag=True, default=None, help="Add a sheet of letters."),
    click.option(
        "--font-path",
        "font_paths",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Take characters that the built-in fonts lack from fonts in this folder.",
    ),
)


def print_options(function: Function) -> Function:
    for option in reversed(_OPTIONS):  # a decorator puts its option before those already there
        function = option(function)
    return function


def printing_of(given: Mapping[str, Any], formats: tuple[str, ...], form: str) -> Printing:
    """`given` has the values of the options above. A list of students with mistakes ends the
    command, since no paper should be printed with a wrong name."""
    if given["copies"] and given["students"]:
        raise click.UsageError("--copies and --students exclude each other: choose one")
    if given["show"] and not given["students"]:
        raise click.UsageError("--show names a column of the list of --students")
    if (given["copies"] or given["students"]) and "pdf" not in formats:
        raise click.UsageError("only PDF files can be printed: add --to pdf")
    for folder in given["font_paths"]:
        if not any(path.suffix.lower() in _FONTS for path in folder.rglob("*")):
            raise click.UsageError(f"there are no fonts in {folder}")
    layout = {key: given[key] for key in _LAYOUT if given[key] is not None}
    layout |= {key: word(given[key]) for key, word in _WORDS if given[key]}
    students, problems = _read(given["students"], given["show"]) if given["students"] else ((), [])
    if has_errors(problems) or (problems and form != "json"):  # more JSON follows
        print_problems(problems, form)
        end(problems)
    return Printing(
        forms=given["forms"],
        quizzes=given["quizzes"],
        layout=layout,
        copies=given["copies"] or 0,
        students=students,
        font_paths=given["font_paths"],
        shown=QuizzesSeen.ALL
        if any(is_so(name, "SHOWS_FORMS", True) for name in formats)
        else QuizzesSeen.NONE,
    )


def is_so(name: str, trait: str, otherwise: bool) -> bool:
    """Whether a format says so of itself; most say nothing."""
    return bool(getattr(registry.load(writers, name), trait, otherwise))


def check_quizzes(printing: Printing, compiled: list[Compiled]) -> None:
    known = {name for each in compiled if each.deck for name in each.deck.blueprints}
    for name in printing.quizzes:
        if name not in known and all(each.deck for each in compiled):
            hint = did_you_mean(name, known)
            raise click.UsageError(f"there is no quiz `{name}`" + (f"; {hint}" if hint else ""))


def _read(path: Path, show: tuple[str, ...]) -> tuple[tuple[Student, ...], list[Diagnostic]]:
    from quizgen.importers._roster import read_roster, roster_text  # few builds name students

    where = Location(TextFile(str(path), ""))
    try:
        text = roster_text(read_ordinary(path))
    except OSError as error:
        message = f"the list cannot be read: {error.strerror}"
        return (), [Diagnostic(where, "unreadable", message)]
    if isinstance(text, Undecodable):
        hint = "in a spreadsheet, save it as .xlsx or as “CSV UTF-8”"
        return (), [Diagnostic(where, "not-utf-8", text.message, hint)]
    return read_roster(TextFile(str(path), text), show)
