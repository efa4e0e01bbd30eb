"""Tells a learner the verdict, the key, the reason, and the words of the source behind it.

The elaboration is what teaches: a verdict alone has a tenth of the effect (Van der Kleij 2015).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from quizgen.grade.answer import Judged, Reason
from quizgen.quiz.languages import Language
from quizgen.quiz.notation import marking_points, number
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    TextEntry,
)
from quizgen.source.provenance import Proof, explain, shown_number
from quizgen.study.answer_words import words_of
from quizgen.study.question import Marked, ShownItem, as_text, show_question
from quizgen.study.screen import Screen


def show_feedback(marked: Marked, screen: Screen) -> None:
    screen.line(verdict_words(marked), weight=marked.verdict.mark)
    show_key(marked, screen)


def verdict_words(marked: Marked) -> str:
    shown, verdict = marked.shown, marked.verdict
    reason = f" {shown.say(f'study.reason-{verdict.reason}')}" if verdict.reason else ""
    return shown.say(f"study.{verdict.mark}") + reason


def show_key(marked: Marked, screen: Screen) -> None:
    """Shows all of the feedback except the verdict."""
    shown = marked.shown
    for line in _key_lines(marked):
        screen.line(line, indent="   ")
    for line in _why(shown):
        screen.line(line)
    told = explain(shown.item, shown.deck, shown.language)
    for proof in told.proofs:
        for line in _proof(shown, proof):
            screen.line(line)
    if told.opinion:
        screen.line(told.opinion)


def as_fields(marked: Marked) -> dict[str, Any]:
    """Gives a program the same feedback, in the fields that `json_lines.py` describes."""
    shown, item = marked.shown, marked.shown.item
    told = explain(item, shown.deck, shown.language)
    label = f"{shown.say('common.answer')}:"
    # programs get the key without the word that a learner reads before it
    key = [line.removeprefix(label).strip() for line in _key_lines(marked)]
    rationales = key[1:] if isinstance(item.response, Choice) else []
    fields = {
        "item": item.id,
        "mark": str(marked.verdict.mark),
        "verdict": verdict_words(marked),
        "key": [line for line in key[: len(key) - len(rationales)] if line],
        "rationales": rationales,
        "why": as_text(item.rationale),
        "note": as_text(item.note),
        "evidence": [_proof_fields(each) for each in told.proofs],
        "statement": told.opinion,
    }
    return {name: value for name, value in fields.items() if value}


def _proof_fields(proof: Proof) -> dict[str, Any]:
    fields = {
        "quote": proof.piece.quote,
        "said": proof.voice,
        "paragraph": shown_number(proof.source, proof.piece.paragraph),
        "sentence": proof.around,
        "translation": proof.piece.translation,
    }
    return {name: value for name, value in fields.items() if value}


def _key_lines(marked: Marked) -> Iterator[str]:
    shown = marked.shown
    match shown.item.response:
        case Choice(options=options):
            yield from _options(shown, options)
        case TextEntry(answer=key):
            yield _heading(shown, key)
        case Numeric() as numeric:
            yield _heading(shown, numeric.with_unit)
        case Gaps(gaps=gaps):
            yield from _rows(marked, [gap.answer for gap in gaps])
        case Matching(pairs=pairs):
            yield from _rows(marked, [f"{as_text(p.left)} – {as_text(p.right)}" for p in pairs])
        case Ordering(steps):
            yield from _rows(marked, [as_text(step) for step in steps])
        case Open(answer) as open_:
            if marked.answer is None:  # otherwise it was shown before the learner judged
                yield _heading(shown, as_text(answer))
                yield from (f"- {as_text(each)}" for each in marking_points(open_, shown.language))
        case _ as never:
            assert_never(never)


def _options(shown: ShownItem, options: Sequence[Option]) -> Iterator[str]:
    numbered = [(place, options[index]) for place, index in enumerate(shown.order, 1)]
    keys = (f"{place}. {as_text(option.content)}" for place, option in numbered if option.is_key)
    yield _heading(shown, "; ".join(keys))
    for place, option in numbered:
        if option.rationale:
            yield f"{place}. {as_text(option.content)}: {as_text(option.rationale)}"


def _rows(marked: Marked, keys: Sequence[str]) -> Iterator[str]:
    """Shows the key line by line, and beside it any part of the answer that was wrong."""
    shown = marked.shown
    if len(keys) == 1:
        yield _heading(shown, keys[0])
        return
    yield _heading(shown, "")
    wrong = _wrong_parts(marked)
    in_order = not isinstance(shown.item.response, Gaps) or shown.item.response.is_ordered
    for place, key in enumerate(keys):
        note = f" ({wrong[place]})" if in_order and place in wrong else ""
        yield f"{place + 1}. {key}{note}"
    if not in_order:
        yield from wrong.values()


def _wrong_parts(marked: Marked) -> dict[int, str]:
    """Says what was answered, by the number of each wrong part; parts left open are not listed."""
    given = marked.verdict.pieces or given_words(marked)
    return {
        place: marked.shown.say("study.your-answer", answer=given[place])
        for place, part in enumerate(marked.verdict.parts)
        if not part.is_right and part.reason is not Reason.NO_ANSWER
    }


def given_words(marked: Marked) -> Sequence[str]:
    """Gives the answer part by part, in its own order; of a pair, its right side."""
    words = words_of(marked.shown.item, marked.answer)
    parts = words if isinstance(words, list) else []
    return [each[1] or "" if isinstance(each, list) else each for each in parts]


def _why(shown: ShownItem) -> Iterator[str]:
    item = shown.item
    if item.rationale:
        yield f"{shown.say('common.rationale')}: {as_text(item.rationale)}"
    if item.note:
        yield f"{shown.say('common.note')}: {as_text(item.note)}"


def _proof(shown: ShownItem, proof: Proof) -> Iterator[str]:
    quoted = shown.say("study.quoted", text=proof.piece.quote)
    yield f"{shown.say('common.evidence')}: {quoted}"
    yield f"— {proof.whose}"
    if proof.around:
        yield f"{shown.say('study.context')}: {proof.around}"
    if proof.piece.translation:
        translated = shown.say("study.quoted", text=proof.piece.translation)
        yield f"({shown.say('common.translation')}: {translated})"


def _heading(shown: ShownItem, text: str) -> str:
    return f"{shown.say('common.answer')}: {text}".rstrip()


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
        score=sum(each.score for each in paper),
        points=sum(each.points for each in paper),
        right=sum(each.marked.verdict.is_right for each in paper),
        number=len(paper),
    )


def answer_words(each: MarkedQuestion) -> str:
    """Says what was answered; empty if the question was left open."""
    if each.marked.answer is None or isinstance(each.marked.answer, Judged):
        return each.written
    return "; ".join(given_words(each.marked))


def show_paper(paper: Sequence[MarkedQuestion], language: Language, screen: Screen) -> None:
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
        show_key(each.marked, screen)
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
