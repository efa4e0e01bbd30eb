"""`quizgen check`: report what is wrong with decks, and write nothing."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.commands._shared import (
    FORMATS,
    chosen_decks,
    compile_all,
    count,
    decks_argument,
    end,
    print_problems,
)


@click.command(
    epilog="Example: quizgen check decks/week-1.yaml --format github",
)
@decks_argument
@click.option("--format", "form", type=FORMATS, default="text", help="How problems are printed.")
def command(decks: tuple[Path, ...], form: str) -> None:
    """Report every problem in decks, with its place and its cure.

    Without a DECK, checks all decks of the project. That the quotations stand in the source is
    checked; whether they support the claims is for the author to judge.
    """
    compiled, problems = compile_all(chosen_decks(decks))
    print_problems(problems, form)
    if form == "text" and not problems:
        items = sum(len(each.expansion.items) for each in compiled if each.expansion)
        quoted = sum(len(claim.evidence) for each in compiled if each.deck
                     for claim in each.deck.claims.values())  # fmt: skip
        click.echo(
            f"{count(len(compiled), 'deck')}, {count(items, 'item')}: no problems; "
            f"all {count(quoted, 'quotation')} found in the source."
        )
        click.echo("Whether they support the claims is for you to judge.")
    end(problems)
