"""`quizgen import`: makes a draft deck from another program's questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from quizgen import importers, registry
from quizgen.commands import _streams
from quizgen.commands._output import write_files
from quizgen.commands._shared import print_problems
from quizgen.commands._starting import identifier, refuse_existing, schema_file, text_file, text_of
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
    help="Read the file as this format. Default: as its name and first line say.",
)
@click.option(
    "--source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Copy this text, which the questions ask about, into source/.",
)
@click.option("--name", help="Give the deck this name. Default: that of the file.")
def command(file: Path, form: str | None, source: Path | None, name: str | None) -> None:
    """Imports questions from GIFT, CSV or Anki's text export.

    It writes a draft deck into decks/, and lists what could not be kept. Such files do not say
    what a question claims and where the text says so: the claims are yours to fill in.
    """
    text = TextFile(str(file), text_of(file))
    found, problems = _read(text, form or _format_of(file, text))
    if not found:
        print_problems(problems, "text")
        raise click.ClickException(f"{file}: it has no question that can be imported")
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
Imported from {}. All of it is draft: nothing is built yet. Learners' histories hang on
the ids, so change an id now or never.
"""


def _left_out(problems: list[Diagnostic]) -> str:
    rows = sum(problem.code == "row-not-read" for problem in problems)
    return f"; {count(rows, 'row')} could not be read" if rows else ""


def _root() -> Path:
    """The project around the working directory. If there is none, one begins here."""
    decks = find_decks(Path.cwd())
    root = decks[0].parent.parent if decks else Path.cwd()
    return Path() if root == Path.cwd() else root


def _read(file: TextFile, form: str) -> tuple[list[Imported], list[Diagnostic]]:
    importer: importers.Importer = registry.load(importers, form)
    found = [*_unseen(file), *importer.read(file)]
    questions = [each for each in found if isinstance(each, Imported)]
    return questions, [each for each in found if isinstance(each, Diagnostic)]


def _unseen(file: TextFile) -> Iterator[Diagnostic]:
    """Reports the characters that no deck may hold."""
    for problem in refused_characters(file):
        yield not_kept(problem.where, problem.message, "it is left out")


def _format_of(path: Path, file: TextFile) -> str:
    # Anki writes such lines first; by its name, the file could be any text
    if file.text.startswith(("#separator:", "#html:", "#guid", "#notetype", "#deck", "#tags")):
        return "anki"
    fitting = (
        form
        for form in ("gift", "csv")
        if path.suffix.lower() in registry.load(importers, form).ENDINGS
    )
    found = next(fitting, "")
    if not found:
        raise click.UsageError(f"{path.name} does not tell its format; name it with --from")
    return found


def _write(target: Path, deck: str, source: Path | None, source_name: str) -> None:
    """Copies the source, unless it lies where it belongs. Nothing is overwritten."""
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
