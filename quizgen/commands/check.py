"""`quizgen check`: reports what is wrong with decks, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from msgspec.json import encode
from msgspec.structs import replace

from quizgen.commands import _shared
from quizgen.compiling.assemble import assemble, gathered
from quizgen.deck.written import Deck
from quizgen.diagnostics import Diagnostic, Location, count, has_errors
from quizgen.project.compiled import Compiled, read_lock
from quizgen.quiz.layout import PRINTED
from quizgen.reading.nodes import key_location


@click.command(epilog="Example: quizgen check decks/week-1.yaml --format github")
@_shared.decks_argument
@_shared.format_option
@click.option("--strict", is_flag=True, help="End with exit code 1 if there are warnings.")
def command(decks: tuple[Path, ...], form: str, strict: bool) -> None:
    """Reports every problem in decks, with its place and its cure.

    Without a DECK, it checks all decks of the project. A deck without errors also gets advice on
    item writing: warnings, and info where the advice is less sure. Info does not change the exit
    code, and problems in drafts are always info. It checks that the quotations stand in the
    source; whether they support the claims is for the author to judge. For programs, JSON has the
    `cure` of a problem, where one change will do, as a place and its replacement, and the `nearest`
    passage to words that are not in the source.
    """
    paths = _shared.chosen_decks(decks)
    compiled, problems = _shared.compile_all(paths, has_advice=True)
    for path, each in zip(paths, compiled, strict=True):
        problems += [*_against_lock(path, each), *_unprintable(each)]
    _shared.print_problems(problems, form)
    if form == "text" and not has_errors(problems) and not _shared.has_warnings(problems):
        items = sum(len(each.expansion.items) for each in compiled if each.expansion)
        drafts = sum(each.expansion.drafts for each in compiled if each.expansion)
        quoted = sum(_quotations(each.deck) for each in compiled if each.deck)
        left_out = f" and {count(drafts, 'draft')}" if drafts else ""
        broken = _shared.with_problems(problems)
        inside = f" but in {count(broken, 'draft')}, where they stop nothing" if broken else ""
        click.echo(
            f"{count(len(compiled), 'deck')}, {count(items, 'item')}{left_out}: no problems"
            f"{inside}; {count(quoted, 'quotation')} found in the source."
        )
        if quoted:
            click.echo("Whether they support the claims is for you to judge.")
    _shared.end(problems, is_strict=strict)


def _against_lock(path: Path, compiled: Compiled) -> list[Diagnostic]:
    """Checks the deck's lock, and looks for released items that were renamed without `was:`."""
    if compiled.deck is None:
        return []
    before, problems = read_lock(path, compiled.deck.about)
    return compiled.renames_since(before, compiled.build) if before else problems


def _unprintable(compiled: Compiled) -> Iterator[Diagnostic]:
    """Finds what a build would refuse to print, so that a deck that passes can be built."""
    deck, build = compiled.deck, compiled.build
    if deck is None or build is None or compiled.expansion is None or not deck.blueprints:
        return
    if PRINTED.issuperset(encode(build.deck).decode()):
        return  # most decks, and then no quiz of all questions has to be made to see it
    from quizgen.writers.pdf.print_problems import unprintable_letters

    forms = build.deck.forms or assemble(deck, compiled.expansion)[0]
    build = replace(build, deck=gathered(deck, compiled.expansion.items, forms))

    def place(quiz: str) -> Location:
        return key_location(deck.file, quiz, deck.blueprints[quiz].node)

    yield from map(compiled.placed, unprintable_letters(build, place))


def _quotations(deck: Deck) -> int:
    claims = sum(len(claim.evidence) for claim in deck.claims.values())
    return claims + sum(len(question.evidence) for question in deck.questions.values())
