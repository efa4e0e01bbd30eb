"""`quizgen stats`: says what falls due, what was still known, and what is hard."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from quizgen.commands import _self_test, _streams
from quizgen.commands._streams import ANY_FILE, write_file
from quizgen.diagnostics import printable_json
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import CompiledDeck
from quizgen.study.schedule import study_day
from quizgen.study.screen import title_of
from quizgen.study.statistics import Statistics, statistics

_EXAMPLES = """\b
Examples:
  quizgen stats                     the deck of the project you are in
  quizgen stats --html stats.html   write a page with bars
  quizgen stats --json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("deck", required=False)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.option("--html", type=ANY_FILE, help="Write a page with bars.")
@_self_test.DB_OPTION
@click.pass_context
def command(
    context: click.Context, deck: str | None, is_json: bool, html: Path | None, db: Path | None
) -> None:
    """Says what falls due, what was still known, and what is hard.

    DECK is a deck's name, its file, or a compiled deck (.json).
    """
    _streams.make_safe()
    with _self_test.open_decks(context, deck) as decks:
        chosen = _self_test.only(decks)
        _say(chosen, _statistics(chosen, db), html, is_json)


def _say(chosen: CompiledDeck, found: Statistics, html: Path | None, is_json: bool) -> None:
    if html:
        from quizgen.pages.statistics_page import statistics_page

        page = statistics_page(found, title_of(chosen), load_language(chosen.about.language))
        write_file(html, page)
        _streams.say(f"wrote {html}")
    elif is_json:
        from quizgen.study.statistics_text import as_json

        _streams.use_utf_8()
        click.echo(printable_json(json.dumps(as_json(found), ensure_ascii=False)))
    else:
        from quizgen.study.statistics_text import show

        show(found, title_of(chosen), load_language(chosen.about.language), _streams.screen())


def _statistics(deck: CompiledDeck, db: Path | None) -> Statistics:
    with _self_test.opened_to_read(db) as history:
        _self_test.warn_of_unreadable_rows(history)
        _self_test.keep_up(deck, history)  # or renamed questions would count under their old ids
        day = study_day(datetime.now().astimezone())
        return statistics(deck, history, day, _self_test.aim(deck))
