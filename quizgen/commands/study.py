"""`quizgen study`: asks what is due, then new questions; marks, explains and remembers."""

from __future__ import annotations

import gc
import math
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from quizgen.commands import _streams
from quizgen.commands._decks import only, open_decks
from quizgen.commands._history import DB_OPTION, keep_up, opened, opened_to_read
from quizgen.phrases import count
from quizgen.quiz.languages import load_language
from quizgen.quiz.layout import NOTHING_ASKED, NOTHING_PRINTED
from quizgen.quiz.model import CompiledDeck, Outlet
from quizgen.study.frontend import Frontend
from quizgen.study.history import History
from quizgen.study.plan import Amounts, KnownItems, due_of, plan, practice
from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION, study_day
from quizgen.study.session import CRAM, Ending, Session
from quizgen.study.session_context import SessionContext
from quizgen.study.terminal import Terminal

if TYPE_CHECKING:
    from quizgen.study.exam import ExamSession

_UNKEPT = "the answer could not be kept"
_EXAMPLES = """\b
Examples:
  quizgen study                         the deck of the project you are in
  quizgen study middle-powers --new 5 --minutes 15
  quizgen study dist/middle-powers/middle-powers.json
  quizgen study --cram --tag facts      for practice; the schedule is left alone
  quizgen study --exam ten-minutes --minutes 10
  quizgen study --due                   for a prompt or a timer
  quizgen study --json                  one JSON object a line, for programs
"""


@click.command(epilog=_EXAMPLES)
@click.argument("deck", required=False)
@click.option("--limit", type=click.IntRange(1), help="Ask at most this many questions.")
@click.option(
    "--new", type=click.IntRange(0), default=10, show_default=True, help="Limit new ones per day."
)
@click.option("--tag", "tags", multiple=True, help="Ask only questions with this tag; repeatable.")
@click.option("--seed", help="Shuffle by this text. Default: by the day.")
@click.option("--cram", is_flag=True, help="Practise whatever is due; the schedule is left alone.")
@click.option("--exam", metavar="QUIZ", help="Take a quiz of the deck as an exam.")
@click.option("--form", metavar="LETTER", default="A", help="Take this form of the exam.")
@click.option("--minutes", type=click.IntRange(1, 10_000), help="Ask nothing more after this time.")
@click.option(
    "--retention",
    type=click.FloatRange(LEAST_RETENTION, MOST_RETENTION),
    help="Aim at this share of right answers when questions come back. Default: as the deck"
    f" says, or {DESIRED_RETENTION}.",
)
@DB_OPTION
@click.option("--due", "only_count", is_flag=True, help="Print how many are due, and end.")
@click.option("--json", "is_json", is_flag=True, help="Ask and read answers as lines of JSON.")
@click.pass_context
def command(
    context: click.Context,
    deck: str | None,
    limit: int | None,
    new: int,
    tags: tuple[str, ...],
    seed: str | None,
    cram: bool,
    exam: str | None,
    form: str,
    minutes: int | None,
    retention: float | None,
    db: Path | None,
    only_count: bool,
    is_json: bool,
) -> None:
    """Asks what is due, then new questions; marks, explains and remembers.

    DECK is a deck's name, its file, or a compiled deck (.json).
    """
    _check_usage(context)
    _begin(context)
    open_it = opened_to_read if only_count or cram else opened
    printing = NOTHING_ASKED if exam is not None else NOTHING_PRINTED
    with open_decks(context, deck, printing) as decks, open_it(db, _UNKEPT) as history:
        now = _now()
        if only_count:
            click.echo(sum(_count_due(each, history, now, tags, retention) for each in decks))
            return
        chosen = only(decks)
        keep_up(chosen, history, retention)
        seed = str(study_day(now)) if seed is None else seed  # the same session all day
        study_context = SessionContext(chosen, history, _frontend(chosen, is_json), _now, seed)
        if exam is not None:
            from quizgen.commands._exam import exam_session

            _run(context, exam_session(study_context, exam, form.upper(), minutes))
        else:
            mode = CRAM if cram else ""
            _run(context, _session(study_context, Amounts(new, limit), tags, mode, minutes))


# Each way to be asked, with the options that do nothing there.
_IDLE = {
    "only_count": ("limit", "new", "seed", "cram", "exam", "form", "minutes", "is_json"),
    "exam": ("limit", "new", "tags", "seed", "cram", "retention"),
    "cram": ("new", "retention"),
}


def _check_usage(context: click.Context) -> None:
    """Refuses what would be ignored: the learner meant something by it."""
    typed = {
        each.name: each.opts[0]
        for each in context.command.params
        if each.name and context.get_parameter_source(each.name) is ParameterSource.COMMANDLINE
    }
    for way, idle in _IDLE.items():
        for name in idle:
            if way in typed and name in typed:
                message = f"{typed[way]} and {typed[name]} exclude each other: leave one out"
                raise click.UsageError(message)
    if "form" in typed and "exam" not in typed:
        raise click.UsageError("--form does nothing without --exam")
    if math.isnan(context.params["retention"] or 0):  # which click takes for a number in range
        raise click.UsageError("--retention needs a number")


def _begin(context: click.Context) -> None:
    gc.disable()  # until the first question, since reading a deck makes no garbage
    context.call_on_close(gc.enable)
    _streams.make_safe()


def _run(context: click.Context, session: Session | ExamSession) -> None:
    match session.run():
        case Ending.INTERRUPTED:
            context.exit(130)  # as shells report a program that Ctrl-C ended
        case Ending.END_OF_INPUT if not session.answered and not _streams.is_terminal(sys.stdin):
            click.echo("quizgen study: needs a terminal, or answers line by line", err=True)
            context.exit(2)
        case _:
            return


def _frontend(deck: CompiledDeck, is_json: bool) -> Frontend:
    language = load_language(deck.about.language)
    if not is_json:
        return Terminal(_streams.screen(), deck, language)
    from quizgen.study.json_lines import JsonLines

    _streams.use_utf_8()
    return JsonLines(_streams.read_line, _streams.write_line, deck, language)


def _session(
    context: SessionContext,
    amounts: Amounts,
    tags: tuple[str, ...],
    mode: str,
    minutes: int | None,
) -> Session:
    """A deck may lack items that its history has, and the other way round, so the session asks only
    what the deck has today."""
    deck, history, day = context.deck, context.history, study_day(context.clock())
    _check_tags(deck, tags)
    uid = deck.about.uid
    names = _names(deck, history, tags)
    left = 0
    if mode:
        turns = practice(names, amounts.limit, context.seed)
    else:
        introduced, unlearned = history.introduced(uid, day), history.unlearned(uid, day)
        known = KnownItems(day, history.due_days(uid), introduced, unlearned)
        turns = plan(names, known, amounts, context.seed, context.siblings, context.spoilers)
        left = max(0, len(due_of(names, known)) - amounts.due)
    return Session(
        context, turns, mode=mode, changed=history.changed(uid), left=left, minutes=minutes
    )


def _count_due(
    deck: CompiledDeck,
    history: History,
    now: datetime,
    tags: tuple[str, ...],
    retention: float | None,
) -> int:
    keep_up(deck, history, retention)
    # new questions are not counted: a timer would then never stop reminding
    days, today = history.due_days(deck.about.uid), study_day(now)
    return sum(days.get(name, today + 1) <= today for name in _names(deck, history, tags))


def _names(deck: CompiledDeck, history: History, tags: tuple[str, ...]) -> tuple[str, ...]:
    away = history.suspended(deck.about.uid)
    tagged = (item for item in deck.items_for(Outlet.STUDY) if set(tags).issubset(item.tags))
    return tuple(item.id for item in tagged if item.id not in away)


def _check_tags(deck: CompiledDeck, tags: tuple[str, ...]) -> None:
    if not tags:
        return
    known = {tag for item in deck.items_for(Outlet.STUDY) for tag in item.tags}
    for tag in tags:
        if tag not in known:
            from quizgen.reading.report import did_you_mean

            hint = did_you_mean(tag, known, count(len(known), "other is known", "others are known"))
            raise click.UsageError(f"no question has the tag `{tag}`; {hint}")


def _now() -> datetime:
    return datetime.now().astimezone()
