"""`quizgen show`: shows an item as each outlet does, and its enemies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from quizgen.commands import _streams
from quizgen.commands._shared import chosen_decks, compile_all, end, print_problems
from quizgen.quiz.model import About, Build, Evidence, Item, Outlet
from quizgen.reading.nodes import did_you_mean
from quizgen.source.provenance import numbers_on_paper


@click.command(epilog="Example: quizgen show un.complete --deck decks/week-1.yaml")
@click.argument("item", required=False)
@click.option("--deck", type=click.Path(path_type=Path), help="Look only in this deck.")
def command(item: str | None, deck: Path | None) -> None:
    """Shows an item as card, as handout and as prompt, and what is kept apart from it.

    Without an ITEM, it lists the ids of all items. A deck with errors is left out, and ends the
    command with exit code 1.
    """
    compiled, problems = compile_all(chosen_decks((deck,) if deck else ()))
    print_problems(problems, "text")
    decks = [(each, each.build.deck) for each in compiled if each.build]
    if not decks:
        end(problems)
    shown = [each.with_enemies for each, one in decks if item in one.by_id]
    if item is None:
        for _, one in decks:
            for name in one.by_id:
                _streams.say(f"{one.about.name}  {name}")
    elif not shown:
        known = {name for _, one in decks for name in one.by_id}
        hint = did_you_mean(item, known, "quizgen show lists all")
        raise click.UsageError(f"there is no item `{item}`; {hint}")
    else:
        for build in filter(None, shown):
            _show(build, item)
    end(problems)


def _show(build: Build, name: str) -> None:
    from quizgen.pages.as_text import as_card, as_handout, as_prompt

    item = build.deck.by_id[name]
    about = f"{item.kind}, claim {item.claim}, deck {build.about.name}{_pars(item, build.about)}"
    click.secho(f"{item.id} ({about})", bold=True)
    for outlet, title, as_text in (
        (Outlet.ANKI, "Anki card", as_card),
        (Outlet.PRINT, "Handout", as_handout),
        (Outlet.STUDY, "Self-test", as_prompt),
    ):
        click.echo(f"\n--- {title} ---")
        text = as_text(item, build.deck) if outlet in item.use else "(not there: see its `use:`)"
        _streams.say(text)
    click.echo("\n--- Kept apart ---")
    _streams.say("\n".join(_kept_apart(build, item)) or "(no other item)")
    click.echo()


def _pars(item: Item, about: About) -> str:
    """Where its evidence stands, in the numbers that an author types at `par:`."""
    pars = [f"{each.source} {_par(each, about)}".lstrip() for each in item.evidence]
    return "".join(f", {par}" for par in dict.fromkeys(pars))


def _par(piece: Evidence, about: About) -> str:
    shown = numbers_on_paper(about.source_of(piece), [piece.paragraph])
    return f"par. {piece.paragraph}" + (f", which is {shown} on paper" if shown else "")


def _kept_apart(build: Build, item: Item) -> Iterator[str]:
    deck = build.deck
    for one in deck.items:
        if item.id in one.enemies:  # an author lists enemies on one side only
            yield f"`{one.id}` lists `{item.id}` as an enemy"
    yield from (f"`{item.id}` lists `{name}` as an enemy" for name in item.enemies)
    yield from deck.enemies.reasons(item.id)
