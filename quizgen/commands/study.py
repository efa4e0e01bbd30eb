"""`quizgen study`: asks what is due, then new questions; marks, explains and remembers."""

from __future__ import annotations

import gc
import math
import sys
from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from quizgen.commands import _streams
from quizgen.commands._self_test import DB_OPTION, keep_up, only, open_all, opened, opened_to_read
from quizgen.diagnostics import count
from quizgen.quiz.languages import load_language
from quizgen.quiz.layout import NOTHING_ASKED, NOTHING_PRINTED
from quizgen.quiz.model import CompiledDeck, Form, Outlet, all_with_parents
from quizgen.study.frontend import Frontend
from quizgen.study.history import Exam, History
from quizgen.study.plan import Amounts, Bank, Stage, plan, practice
from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION, study_day
from quizgen.study.session import CRAM, Ending, Session
from quizgen.study.session_context import SessionContext, milliseconds
from quizgen.study.terminal import Terminal

if TYPE_CHECKING:
    from quizgen.study.exam import ExamSession


_UNKEPT = "the answer could not be kept"
_EXAMPLES = """\b
Examples:
  quizgen study                         the decks of the project you are in
  quizgen study middle-powers --new 5 --minutes 15
  quizgen study dist/middle-powers/middle-powers.json
  quizgen study --cram --tag facts      for practice; the schedule is left alone
  quizgen study --exam ten-minutes --minutes 10
  quizgen study --due                   for a prompt or a timer
  quizgen study --json                  one JSON object a line, for programs
"""


@click.command(epilog=_EXAMPLES)
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--limit", type=click.IntRange(1), help="Ask at most this many questions.")
@click.option(
    "--new", type=click.IntRange(0), default=10, show_default=True, help="Limit new ones per day."
)
@click.option("--tag", "tags", multiple=True, help="Ask only questions with this tag; repeatable.")
@click.option("--seed", help="Shuffle by this text. Default: by the day.")
@click.option("--cram", is_flag=True, help="Practise whatever is due; the schedule is left alone.")
@click.option("--exam", metavar="QUIZ", help="Take a quiz of the deck as an exam.")
@click.option("--form", metavar="LETTER", default="A", help="Take this form of the exam.")
@click.option("--paper", type=click.IntRange(1), help="Show the last paper again (1), or an older.")
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
    decks: tuple[str, ...],
    limit: int | None,
    new: int,
    tags: tuple[str, ...],
    seed: str | None,
    cram: bool,
    exam: str | None,
    form: str,
    paper: int | None,
    minutes: int | None,
    retention: float | None,
    db: Path | None,
    only_count: bool,
    is_json: bool,
) -> None:
    """Asks what is due, then new questions; marks, explains and remembers.

    DECK is a deck's name, its file, or a compiled deck (.json). Without one, the session mixes
    all decks of the project.
    """
    _prepare(context)
    open_it = opened_to_read if only_count or cram or paper else opened
    printing = NOTHING_ASKED if exam is not None else NOTHING_PRINTED
    with open_all(context, decks, printing) as found, open_it(db, _UNKEPT) as history:
        whole = _session_context(found, history, retention, seed, is_json)
        if only_count:
            click.echo(count_due(whole, tags))
            return
        _check_finished(found)
        if exam is not None and paper is not None:
            show_paper(whole, only(found), exam, form.upper(), paper)
        elif exam is not None:
            _hold(context, exam_session(whole, only(found), exam, form.upper(), minutes))
        elif cram:
            _hold(context, practice_session(whole, tags, limit, minutes))
        else:
            _hold(context, usual_session(whole, tags, Amounts(new, limit), minutes))


def _prepare(context: click.Context) -> None:
    _check_usage(context)
    gc.disable()  # until the first question, since reading a deck makes no garbage
    context.call_on_close(gc.enable)
    _streams.make_safe()


def _session_context(
    decks: list[CompiledDeck],
    history: History,
    retention: float | None,
    seed: str | None,
    is_json: bool,
) -> SessionContext:
    for each in decks:
        keep_up(each, history, retention)
    day = str(study_day(_now()))  # the same session all day
    return SessionContext(
        decks={each.about.uid: each for each in decks},
        history=history,
        frontend=_frontend(decks[0], is_json),
        clock=_now,
        seed=day if seed is None else seed,
    )


# Each way to be asked, with the options that do nothing there.
_IDLE = {
    "only_count": ("limit", "new", "seed", "cram", "exam", "form", "minutes", "is_json"),
    "paper": ("minutes",),
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
    for name in ("form", "paper"):
        if name in typed and "exam" not in typed:
            raise click.UsageError(f"--{name} does nothing without --exam")
    if math.isnan(context.params["retention"] or 0):  # which click takes for a number in range
        raise click.UsageError("--retention needs a number")


def _check_finished(decks: list[CompiledDeck]) -> None:
    if not any(each.items for each in decks):
        names = ", ".join(sorted(each.about.name for each in decks))
        raise click.ClickException(
            f"nothing to ask: {names} has no finished question. To finish a draft, put == around "
            "the words to fill in (in a cloze), and delete its line `draft: true`."
        )


def _hold(context: click.Context, session: Session | ExamSession) -> None:
    match session.run():
        case Ending.INTERRUPTED:
            context.exit(130)  # as shells report a program that Ctrl-C ended
        case Ending.END_OF_INPUT if not session.answered and not _streams.is_terminal(sys.stdin):
            click.echo("quizgen study: needs a terminal, or answers line by line", err=True)
            context.exit(2)


def _frontend(deck: CompiledDeck, is_json: bool) -> Frontend:
    language = load_language(deck.about.language)
    if not is_json:
        return Terminal(_streams.screen(), language)
    from quizgen.study.json_lines import JsonLines

    _streams.use_utf_8()
    return JsonLines(_streams.read_line, partial(print, flush=True), language)


def _now() -> datetime:
    return datetime.now().astimezone()


def usual_session(
    context: SessionContext, tags: tuple[str, ...], amounts: Amounts, minutes: int | None
) -> Session:
    _check_tags(context.decks.values(), tags)
    planned = plan(_banks(context, tags), context.day, amounts, context.seed)
    return Session(context, planned, minutes=minutes)


def practice_session(
    context: SessionContext, tags: tuple[str, ...], limit: int | None, minutes: int | None
) -> Session:
    _check_tags(context.decks.values(), tags)
    return Session(context, practice(_banks(context, tags), limit, context.seed), CRAM, minutes)


def count_due(context: SessionContext, tags: tuple[str, ...]) -> int:
    """Counts what a session would ask today if it had no limit. New questions are not counted: a
    timer would then never stop reminding."""
    turns = plan(_banks(context, tags), context.day, Amounts(new=0, most_due=_ALL), "").turns
    return sum(turn.stage is Stage.DUE for turn in turns)


_ALL = 10**9


def _banks(context: SessionContext, tags: tuple[str, ...]) -> list[Bank]:
    return [_bank(deck, context.history, context.day, tags) for deck in context.decks.values()]


def _bank(deck: CompiledDeck, history: History, day: int, tags: tuple[str, ...]) -> Bank:
    """A deck may lack items that its history has, and the other way round."""
    uid, there, wanted = deck.about.uid, deck.by_id, frozenset(tags)
    away, days, marks = history.suspended(uid), history.due_days(uid), history.last_marks(uid, day)
    introduced = history.introduced(uid, day).intersection(there)
    return Bank(
        deck,
        names=[
            item.id
            for item in deck.items_for(Outlet.STUDY)
            if item.id not in away and (not wanted or wanted <= all_with_parents(item.tags))
        ],
        due_days=days,
        introduced=introduced,
        reviewed=[
            item
            for item in marks
            if item in there and item not in introduced and days.get(item, day) > day
        ],
        unlearned=[item for item, mark in marks.items() if mark == "wrong"],
    )


def _check_tags(decks: Collection[CompiledDeck], tags: tuple[str, ...]) -> None:
    if not tags:
        return
    items = (item for deck in decks for item in deck.items_for(Outlet.STUDY))
    known = all_with_parents(tag for item in items for tag in item.tags)
    for tag in tags:
        if tag not in known:
            from quizgen.reading.nodes import did_you_mean

            hint = did_you_mean(tag, known, count(len(known), "other is known", "others are known"))
            raise click.UsageError(f"no question has the tag `{tag}`; {hint}")


def exam_session(
    context: SessionContext, deck: CompiledDeck, quiz: str, letter: str, minutes: int | None
) -> ExamSession:
    """Makes an exam of that form, or goes on with one that was cut off."""
    from quizgen.study.exam import ExamSession

    form = _form(deck, quiz, letter)
    return ExamSession(context, deck, form, _begun(context, deck.about.uid, form, minutes))


def show_paper(
    context: SessionContext, deck: CompiledDeck, quiz: str, letter: str, number: int
) -> None:
    """Shows a paper that was handed in; 1 is the last one."""
    from quizgen.study.exam import ExamSession

    form = _form(deck, quiz, letter)
    papers = [exam for exam in _exams(context, deck.about.uid, form) if exam.ended is not None]
    if number > len(papers):
        papers_of = count(len(papers), "paper") if papers else "no paper"
        were = "were" if len(papers) > 1 else "was"
        raise click.UsageError(f"{papers_of} of this exam {were} handed in")
    ExamSession(context, deck, form, papers[number - 1]).show_again()


def _form(deck: CompiledDeck, name: str, letter: str) -> Form:
    exams = [form for form in deck.forms if form.placed]  # a compiled deck may have been edited
    forms = {form.letter: form for form in exams if form.quiz == name}
    if not forms:
        from quizgen.reading.nodes import did_you_mean

        known = dict.fromkeys(form.quiz for form in exams)
        listed = ", ".join(known) or "none that can be an exam"
        hint = did_you_mean(name, known, f"it has {listed}")
        raise click.UsageError(f"the deck has no quiz `{name}`; {hint}")
    if letter not in forms:
        listed = ", ".join(forms)
        raise click.UsageError(f"the quiz has no form {letter}, it has {listed}")
    return forms[letter]


def _begun(context: SessionContext, uid: str, form: Form, minutes: int | None) -> Exam:
    """Finds today's exam that was cut off, or one with a deadline, or else begins a new one."""
    now = context.clock()
    # An exam with a deadline is finished and marked even days later, an unlimited one starts over.
    for begun in [exam for exam in _exams(context, uid, form) if exam.ended is None][:1]:
        day = study_day(datetime.fromtimestamp(begun.session / 1000).astimezone())
        if begun.deadline or day == study_day(now):
            return begun
    started = milliseconds(now)
    allowed = minutes or form.time
    deadline = started + allowed * 60_000 if allowed else None
    exam = Exam(session=started, deck=uid, quiz=form.quiz, form=form.letter, deadline=deadline)
    context.history.begin_exam(exam)
    return exam


def _exams(context: SessionContext, uid: str, form: Form) -> list[Exam]:
    this = form.quiz, form.letter
    return [exam for exam in context.history.exams(uid) if (exam.quiz, exam.form) == this]
