"""Tells a learner the verdict, the key, the reason, and the words of the source behind it.

The elaboration is what teaches: a verdict alone has a tenth of the effect (Van der Kleij 2015).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from quizgen.grade.answer import Judged, Reason
from quizgen.quiz.languages import Language
from quizgen.quiz.notation import marking_points, number
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.source.provenance import Proof, explain, shown_number
from quizgen.study.answers import words_of
from quizgen.study.screen import Marked, MarkedQuestion, Screen, ShownItem, as_text, show_question


def show_feedback(marked: Marked, screen: Screen) -> None:
    screen.line(verdict_words(marked), weight=marked.verdict.mark)
    show_key(marked, screen)


def verdict_words(marked: Marked) -> str:
    shown, verdict = marked.shown, marked.verdict
    reason = f" {shown.say(f'study.reason-{verdict.reason}')}" if verdict.reason else ""
    return shown.say(f"study.{verdict.mark}") + reason


def show_key(marked: Marked, screen: Screen) -> None:
    """Shows all of the feedback except the verdict."""
    shown, item = marked.shown, marked.shown.item
    told = explain(item, shown.deck, shown.language)
    for place, line in enumerate(_key(marked)):
        label = "" if place else f"{shown.say('common.answer')}: "
        screen.line(f"{label}{line}".rstrip(), indent="   ")
    for line in _rationales(shown):
        screen.line(line, indent="   ")
    for word, text in (("rationale", item.rationale), ("note", item.note)):
        if text:
            screen.line(f"{shown.say(f'common.{word}')}: {as_text(text)}")
    for line in (line for proof in told.proofs for line in _proof(shown, proof)):
        screen.line(line)
    if told.opinion and item.evidence:  # every answer would say that it rests on no text
        screen.line(told.opinion)


def as_fields(marked: Marked) -> dict[str, Any]:
    """Gives a program the same feedback, in the fields that `json_lines.py` describes."""
    item = marked.shown.item
    told = explain(item, marked.shown.deck, marked.shown.language)
    return _filled(
        item=item.id,
        mark=str(marked.verdict.mark),
        verdict=verdict_words(marked),
        key=[line for line in _key(marked) if line],
        rationales=list(_rationales(marked.shown)),
        why=as_text(item.rationale),
        note=as_text(item.note),
        evidence=[
            _filled(
                quote=proof.piece.quote,
                said=proof.voice,
                paragraph=shown_number(proof.source, proof.piece.paragraph),
                sentence=proof.around,
                translation=proof.piece.translation,
            )
            for proof in told.proofs
        ],
        statement=told.opinion,
    )


def _filled(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _key(marked: Marked) -> Sequence[str]:
    """The lines of the key. The first is empty where each part of the key has its own."""
    shown = marked.shown
    match shown.item.response:
        case Choice(options=options):
            numbered = [(place, options[index]) for place, index in enumerate(shown.order, 1)]
            keys = (f"{place}. {as_text(each.content)}" for place, each in numbered if each.is_key)
            return ["; ".join(keys)]
        case TextEntry(answer=key):
            return [key]
        case Numeric() as numeric:
            return [numeric.with_unit]
        case Gaps(gaps=gaps):
            return _rows(marked, [gap.answer for gap in gaps])
        case Matching(pairs=pairs):
            return _rows(marked, [f"{as_text(p.left)} – {as_text(p.right)}" for p in pairs])
        case Ordering(steps):
            return _rows(marked, [as_text(step) for step in steps])
        case Open() if marked.answer is not None:  # it was shown before the learner judged
            return []
        case Open(answer) as open_:
            points = marking_points(open_, shown.language)
            return [as_text(answer), *(f"- {as_text(each)}" for each in points)]
        case _ as never:
            assert_never(never)


def _rationales(shown: ShownItem) -> Iterator[str]:
    if not isinstance(shown.item.response, Choice):
        return
    for place, index in enumerate(shown.order, 1):
        option = shown.item.response.options[index]
        if option.rationale:
            yield f"{place}. {as_text(option.content)}: {as_text(option.rationale)}"


def _rows(marked: Marked, keys: Sequence[str]) -> Sequence[str]:
    """Shows the key line by line, and beside it any part of the answer that was wrong."""
    if len(keys) == 1:
        return keys
    response, wrong = marked.shown.item.response, _wrong_parts(marked)
    rows = [f"{place}. {key}" for place, key in enumerate(keys, 1)]
    if isinstance(response, Gaps) and not response.is_ordered:
        return ["", *rows, *wrong.values()]
    notes = (f" ({wrong[place]})" if place in wrong else "" for place in range(len(keys)))
    return ["", *map("".join, zip(rows, notes, strict=True))]


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


def _proof(shown: ShownItem, proof: Proof) -> Iterator[str]:
    quoted = shown.say("study.quoted", text=proof.piece.quote)
    yield f"{shown.say('common.evidence')}: {quoted}"
    yield f"— {proof.whose}"
    if proof.around:
        yield f"{shown.say('study.context')}: {proof.around}"
    if proof.piece.translation:
        translated = shown.say("study.quoted", text=proof.piece.translation)
        yield f"({shown.say('common.translation')}: {translated})"


# --- The paper of an exam --------------------------------------------------------------


def total(paper: Sequence[MarkedQuestion]) -> dict[str, float]:
    score, points = sum(each.score for each in paper), sum(each.points for each in paper)
    percent = round(100 * score / points) if points else 0
    return {"score": score, "points": points, "percent": percent}


def answer_words(each: MarkedQuestion) -> str:
    """Says what was answered; empty if the question was left open."""
    if each.marked.answer is None or isinstance(each.marked.answer, Judged):
        return each.written
    return "; ".join(given_words(each.marked))


def show_paper(paper: Sequence[MarkedQuestion], language: Language, screen: Screen) -> None:
    screen.line()
    screen.line(language.say("study.exam-paper"), weight="strong")
    for each in paper:
        shown, mark = each.marked.shown, each.marked.verdict.mark
        score, points = number(language, each.score), number(language, each.points)
        screen.line()
        screen.line(
            f"{each.number}. ({shown.say('study.exam-points', score=score, points=points)})"
        )
        show_question(shown, screen)
        if answer := answer_words(each):
            screen.line(shown.say("study.exam-answered", answer=answer))
            screen.line(verdict_words(each.marked), weight=mark)
        else:
            screen.line(shown.say("study.exam-left-open"), weight=mark)
        show_key(each.marked, screen)
    sums = {name: number(language, value) for name, value in total(paper).items()}
    right = sum(each.marked.verdict.is_right for each in paper)
    words = language.say("study.exam-score", **sums, right=right, number=len(paper))
    screen.line()
    screen.line(words, weight="strong")
