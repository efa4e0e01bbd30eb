"""Marks an answer, rates it and commits it to the log."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.grade.answer import Mark, Reason, Typed, Verdict
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade
from quizgen.interchange.fingerprint import key_hash
from quizgen.interchange.history import Review
from quizgen.quiz.rich import plain
from quizgen.study import schedule
from quizgen.study.actions import Given
from quizgen.study.answer_text import write_answer
from quizgen.study.context import SessionContext, milliseconds
from quizgen.study.question import Marked, ShownItem


@dataclass(frozen=True, slots=True)
class Sitting:
    """The reviews of one session share these. `session` is the moment when it began."""

    session: int
    mode: str = ""


def mark(shown: ShownItem, given: Given | None, context: SessionContext) -> Marked:
    """`given` is None if the learner asked to be shown the answer, or left the question open."""
    if given is None:
        return Marked(shown, None, Verdict(Mark.WRONG, Reason.NO_ANSWER, (), 1))
    answer = given.answer
    lexicon = context.lexicon if isinstance(answer, Typed) else EMPTY
    return Marked(
        shown, answer, grade(shown.item.response, answer, lexicon, plain(shown.item.stem))
    )


def rating(is_right: bool, is_hinted: bool = False) -> int:
    """A program tells right from wrong, but not good from easy. After a hint it was hard."""
    if not is_right:
        return schedule.AGAIN
    return schedule.HARD if is_hinted else schedule.GOOD


def commit(
    marked: Marked, rated: int | None, sitting: Sitting, began: int, context: SessionContext
) -> Review:
    """The review that it returns is on disk. `began` is when the question was shown."""
    now, item, verdict = context.clock(), marked.shown.item, marked.verdict
    return context.history.record(
        Review(
            at=milliseconds(now),
            deck=context.deck.about.uid,
            item=item.id,
            session=sitting.session,
            day=schedule.study_day(now),
            answer=write_answer(item.response, marked.answer),
            mark=verdict.mark,
            reason=verdict.reason,
            rating=rated,
            took=max(0, milliseconds(now) - began),  # the clock may have been set back
            key=key_hash(item.response),
            mode=sitting.mode,
        )
    )
