"""`quizgen preview`: shows every item as card, handout line and prompt, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from quizgen.commands import _streams
from quizgen.commands._shared import chosen_decks, compile_all, decks_argument, end, print_problems
from quizgen.commands._streams import ANY_FILE, usual_folder, write_file
from quizgen.diagnostics import Diagnostic, count
from quizgen.pages.preview import Preview, preview_page
from quizgen.project.compiled import DeckFolder
from quizgen.reading.safe_files import as_on_disk


@click.command(epilog="Example: quizgen preview decks/week-1.yaml --watch")
@decks_argument
@click.option(
    "-o",
    "--output",
    type=ANY_FILE,
    help="Write the page of one deck to this file. Default: dist/DECK/DECK-preview.html.",
)
@click.option("--only", default="", metavar="TEXT", help="Show only items whose id contains this.")
@click.option("--watch", is_flag=True, help="Make the page again at every save, until Ctrl-C.")
def command(decks: tuple[Path, ...], output: Path | None, only: str, watch: bool) -> None:
    """Shows every item as card, as handout line and as prompt, on one HTML page.

    The page also shows the problems of the deck, beside the items that they concern. Items that
    cannot be made are left out. Open the page in a browser, and reload it after a change.
    """
    paths = chosen_decks(decks)
    if output and len(paths) > 1:
        raise click.UsageError("-o names one page; name one deck")
    if watch:
        _watch(paths, output, only)
    else:
        end(_make(paths, output, only))


def _make(paths: list[Path], output: Path | None, only: str) -> list[Diagnostic]:
    """Makes the page of every deck, even of one with errors, and returns all problems."""
    compiled, problems = compile_all(paths, has_advice=True)
    print_problems(problems, "text")
    made: set[str] = set()
    for path, each in zip(paths, compiled, strict=True):
        name = each.deck.about.name if each.deck else path.stem
        target = output or usual_folder(path, name) / f"{name}-preview.html"
        if as_on_disk(str(target)) in made:
            _streams.say(f"{target} not written: another deck makes a file of this name", err=True)
            continue
        made.add(as_on_disk(str(target)))
        # the page shows this deck's problems; those of other decks are printed only
        own = [problem for problem in problems if problem.where.file.name == str(path)]
        preview = Preview(
            name=path.name, deck=each.deck, expansion=each.expansion, problems=own, only=only
        )
        write_file(target, preview_page(preview).encode())
        items = count(len(preview.items), "item")
        _streams.say(f"{target} written: {items}, {count(len(own), 'problem')}")
    return problems


def _watch(paths: list[Path], output: Path | None, only: str) -> None:
    """Watches until Ctrl-C, which is the usual end and gives exit code 0. A page that cannot be
    written now may be writable after the next change."""
    from watchfiles import watch

    try:
        _try_to_make(paths, output, only)
        click.echo("Watching for changes; Ctrl-C ends.")
        for _ in watch(*_folders(paths), watch_filter=is_input, recursive=False):
            _try_to_make(paths, output, only)
    except KeyboardInterrupt:
        click.echo("\nNo longer watching.")


def is_input(_change: object, path: str) -> bool:
    """Ignores pages, since writing one beside the deck must not trigger the next, and the hidden
    files and those ending in ~ that editors write."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith((".html", ".part", "~"))


def _try_to_make(paths: list[Path], output: Path | None, only: str) -> None:
    try:
        _make(paths, output, only)
    except click.ClickException as problem:
        problem.show()


def _folders(paths: Iterable[Path]) -> list[Path]:
    """The folders with files that the decks may name."""
    found = (folder.resolve() for path in paths for folder in DeckFolder(path).folders)
    return [folder for folder in dict.fromkeys(found) if folder.is_dir()]
