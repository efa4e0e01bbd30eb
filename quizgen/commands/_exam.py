"""Finds the form and the history entry of the exam that `quizgen study --exam` runs."""

from __future__ import annotations

from datetime import datetime

import click

from quizgen.phrases import count
from quizgen.quiz.model import CompiledDeck, Form
from quizgen.study.exam import ExamSession
from quizgen.study.history import Exam
from quizgen.study.schedule import study_day
from quizgen.study.session_context import SessionContext, milliseconds


def exam_session(
    context: SessionContext, deck: CompiledDeck, quiz: str, letter: str, minutes: int | None
) -> ExamSession:
    """Makes an exam of that form, or goes on with one that was cut off."""
    form = _form(deck, quiz, letter)
    return ExamSession(context, deck, form, _begun(context, deck.about.uid, form, minutes))


def show_paper(
    context: SessionContext, deck: CompiledDeck, quiz: str, letter: str, number: int
) -> None:
    """Shows a paper that was handed in; 1 is the last one."""
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
