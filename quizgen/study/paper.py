"""Shows a marked exam paper: each question with its answer, its key and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.grade.answer import Answer, Judged
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck
from quizgen.quiz.values import number
from quizgen.study.feedback import given_words, show_key, verdict_words
from quizgen.study.question import Marked, show_question
from quizgen.study.screen import Screen


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """One question of a marked paper. `written` is an answer that the learner judged."""

    number: int
    marked: Marked
    score: float
    points: float
    written: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    score: float
    points: float
    right: int
    number: int

    @property
    def percent(self) -> int:
        return round(100 * self.score / self.points) if self.points else 0


def total(paper: Sequence[MarkedQuestion]) -> Total:
    return Total(
        sum(each.score for each in paper),
        sum(each.points for each in paper),
        sum(each.marked.verdict.is_right for each in paper),
        len(paper),
    )


def answer_words(each: MarkedQuestion) -> str:
    """Says what was answered; empty if the question was left open."""
    answer: Answer | None = each.marked.answer
    if answer is None or isinstance(answer, Judged):
        return each.written
    return "; ".join(given_words(each.marked))


def show_paper(
    paper: Sequence[MarkedQuestion], deck: CompiledDeck, language: Language, screen: Screen
) -> None:
    screen.line()
    screen.line(language.say("study.exam-paper"), weight="strong")
    for each in paper:
        shown, verdict = each.marked.shown, each.marked.verdict
        points = shown.say(
            "study.exam-points",
            score=number(language, each.score),
            points=number(language, each.points),
        )
        screen.line()
        screen.line(f"{each.number}. ({points})")
        show_question(shown, screen)
        answer = answer_words(each)
        if answer:
            screen.line(shown.say("study.exam-answered", answer=answer))
            screen.line(verdict_words(each.marked), weight=verdict.mark)
        else:
            screen.line(shown.say("study.exam-left-open"), weight=verdict.mark)
        show_key(each.marked, deck, screen)
    screen.line()
    screen.line(_score_words(paper, language), weight="strong")


def _score_words(paper: Sequence[MarkedQuestion], language: Language) -> str:
    whole = total(paper)
    return language.say(
        "study.exam-score",
        score=number(language, whole.score),
        points=number(language, whole.points),
        percent=whole.percent,
        right=whole.right,
        number=whole.number,
    )
