"""`quizgen import`: questions of another program, as a draft deck."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from quizgen import importers, registry
from quizgen.commands import _streams
from quizgen.commands._output import write_files
from quizgen.commands._shared import print_problems
from quizgen.commands._starting import (
    identifier,
    refuse_existing,
    schema_file,
    text_file,
    text_of,
)
from quizgen.diagnostics import Diagnostic, TextFile, in_reading_order
from quizgen.importers import Imported
from quizgen.importers._draft_deck import DraftHead, draft_deck
from quizgen.importers._draft_entries import draft_questions
from quizgen.importers._imported import not_kept
from quizgen.phrases import PLACEHOLDER, count
from quizgen.project.compiled import fresh_uid
from quizgen.project.folder import find_decks
from quizgen.reading.characters import refused_characters


@click.command("import", epilog="Example: quizgen import questions.gift --source article.txt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--from",
    "form",
    type=click.Choice(registry.names(importers)),
    help="The file's format. Default: what its name and its first line say.",
)
@click.option(
    "--source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The text that the questions ask about.",
)
@click.option("--name", help="The deck's name. Default: that of the file.")
def command(file: Path, form: str | None, source: Path | None, name: str | None) -> None:
    """Import questions from GIFT, CSV or Anki's text export.

    Writes a draft deck into decks/, and lists what could not be kept. What a question claims and
    where that stands no such file says: the claims are yours to fill in, one after the other.
    """
    text = TextFile(str(file), text_of(file))
    found, problems = _read(text, form or _format_of(file, text))
    if not found:
        print_problems(problems, "text")
        raise click.ClickException(f"{file}: there is no question that can be imported")
    deck = identifier(name or file.stem)
    target = _root() / "decks" / f"{deck}.yaml"
    source_name = source.name if source else f"{deck}.txt"
    head = DraftHead(deck, fresh_uid(), source_name, _REMARK.format(file.name))
    claims, questions, more = draft_questions(found)
    _write(target, draft_deck(head, claims, questions), source, source_name)
    print_problems(in_reading_order([*problems, *more]), "text")
    _streams.say(f"{target} written: {count(len(found), 'draft question')}{_left_out(problems)}.")
    _streams.say(f"Next: {_next_step(source, source_name)}, then quizgen check {target}")


_REMARK = """\
Imported from {}. All of it is draft: nothing is built yet. The ids are the identity of the
questions: change one now or never.
"""


def _left_out(problems: list[Diagnostic]) -> str:
    rows = sum(problem.code == "row-not-read" for problem in problems)
    return f"; {count(rows, 'row')} could not be read" if rows else ""


def _root() -> Path:
    """The project around the working directory; without one, this is where it begins."""
    decks = find_decks(Path.cwd())
    root = decks[0].parent.parent if decks else Path.cwd()
    return Path() if root == Path.cwd() else root


def _read(file: TextFile, form: str) -> tuple[list[Imported], list[Diagnostic]]:
    importer: importers.Importer = registry.load(importers, form)
    found = [*_unseen(file), *importer.read(file)]
    questions = [each for each in found if isinstance(each, Imported)]
    return questions, [each for each in found if isinstance(each, Diagnostic)]


def _unseen(file: TextFile) -> Iterator[Diagnostic]:
    """Characters that no deck may hold are left out."""
    for problem in refused_characters(file):
        yield not_kept(problem.where, problem.message, "it is left out")


def _format_of(path: Path, file: TextFile) -> str:
    if file.text.startswith(("#separator:", "#html:", "#guid", "#notetype", "#deck", "#tags")):
        return "anki"
    fitting = (
        form
        for form in ("gift", "csv")
        if path.suffix.lower() in registry.load(importers, form).ENDINGS
    )
    found = next(fitting, "")
    if not found:
        raise click.UsageError(f"the name {path.name} tells no format; name one with --from")
    return found


def _write(target: Path, deck: str, source: Path | None, source_name: str) -> None:
    """The source is copied, unless it lies where it belongs; nothing is overwritten."""
    refuse_existing(target)
    place = target.parent.parent / "source" / source_name
    if source is None or source.resolve() != place.resolve():
        refuse_existing(place)
        content = source.read_text("utf-8") if source else f"{PLACEHOLDER}\n"
        write_files([text_file(place.name, content)], place.parent)
    write_files([text_file(target.name, deck), schema_file()], target.parent)


def _next_step(source: Path | None, source_name: str) -> str:
    if source:
        return "fill in the claims"
    return f"put the text into {Path('source') / source_name}, fill in the claims"
