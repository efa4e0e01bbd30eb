"""Plans the sessions and exams of `quizgen study`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import click

from quizgen.phrases import count
from quizgen.quiz.model import CompiledDeck, Form, Outlet, all_with_parents
from quizgen.study.history import Exam, History
from quizgen.study.plan import Amounts, Bank, Stage, plan, practice
from quizgen.study.schedule import study_day
from quizgen.study.session import CRAM, Session
from quizgen.study.session_context import SessionContext, milliseconds

if TYPE_CHECKING:
    from quizgen.study.exam import ExamSession


def usual_session(
    context: SessionContext, tags: tuple[str, ...], amounts: Amounts, minutes: int | None
) -> Session:
    day, banks = _banks(context, tags)
    return Session(context, plan(banks, day, amounts, context.seed), minutes=minutes)


def practice_session(
    context: SessionContext, tags: tuple[str, ...], limit: int | None, minutes: int | None
) -> Session:
    _, banks = _banks(context, tags)
    return Session(context, practice(banks, limit, context.seed), CRAM, minutes)


def count_due(context: SessionContext, tags: tuple[str, ...]) -> int:
    """Counts what a session would ask today if it had no limit. New questions are not counted: a
    timer would then never stop reminding."""
    banks = [_bank(deck, context.history, context.day, tags) for deck in context.decks.values()]
    turns = plan(banks, context.day, Amounts(new=0, most_due=_ALL), "").turns
    return sum(turn.stage is Stage.DUE for turn in turns)


_ALL = 10**9


def _banks(context: SessionContext, tags: tuple[str, ...]) -> tuple[int, list[Bank]]:
    decks, day = context.decks.values(), context.day
    _check_tags(decks, tags)
    return day, [_bank(deck, context.history, day, tags) for deck in decks]


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
    forms = {form.letter: form for form in deck.forms if form.quiz == name}
    if not forms:
        from quizgen.reading.nodes import did_you_mean

        known = dict.fromkeys(form.quiz for form in deck.forms)
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
        if begun.deadline or _day_of(begun.session) == study_day(now):
            return begun
    started = milliseconds(now)
    allowed = minutes or form.time
    deadline = started + allowed * 60_000 if allowed else None
    exam = Exam(started, uid, form.quiz, form.letter, deadline)
    context.history.begin_exam(exam)
    return exam


def _exams(context: SessionContext, uid: str, form: Form) -> list[Exam]:
    this = form.quiz, form.letter
    return [exam for exam in context.history.exams(uid) if (exam.quiz, exam.form) == this]


def _day_of(moment: int) -> int:
    return study_day(datetime.fromtimestamp(moment / 1000).astimezone())
