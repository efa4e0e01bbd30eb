"""Marks an answer to any kind of response.

If the answer is of a kind that the response cannot take, the caller has a bug, and it raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from quizgen.grade.answer import (
    Answer,
    Chosen,
    Judged,
    Mark,
    Matched,
    Ordered,
    Part,
    Reason,
    Typed,
    Verdict,
)
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.listing import ExpectedList, grade_list, pieces
from quizgen.grade.number import grade_number
from quizgen.grade.rereading import grade_entry, without_echoes
from quizgen.quiz.model import Item, Scoring
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Rich, plain


def grade(response: Response, answer: Answer, lexicon: Lexicon, stem: str = "") -> Verdict:
    """`lexicon` is that of the deck; `EMPTY` will do if nothing was typed. The answer may repeat
    words of the question (`stem`) beside the key."""
    match response, answer:
        case Choice() as choice, Chosen(options):
            return _grade_choice(choice, options)
        case ((TextEntry() | Numeric()), Typed((text,))):
            return _whole(_grade_typed(text, response, lexicon, stem))
        case Gaps(gaps=gaps, is_ordered=True), Typed(texts) if len(texts) <= len(gaps):
            return _together(_in_order(gaps, texts, lexicon))
        case Gaps(gaps=gaps, is_ordered=False), Typed(texts) if len(texts) <= len(gaps):
            return _grade_list(gaps, texts, lexicon, stem)
        case Matching() as matching, Matched(rights):
            shown = (None if index is None else matching.rights[index] for index in rights)
            return _together(_compared(shown, [pair.right for pair in matching.pairs]))
        case Ordering(steps), Ordered(given_steps):
            return _together(_compared([steps[index] for index in given_steps], steps))
        case Open(), Judged(is_right):
            return _whole(Part(_mark(is_right), Reason.OWN_JUDGEMENT))
        case _:
            raise TypeError(f"{type(answer).__name__} does not answer {type(response).__name__}")


def _grade_typed(text: str, wanted: TextEntry | Numeric, lexicon: Lexicon, stem: str) -> Part:
    """“7 (seven)” says it twice, and is right if both are."""

    def graded(said: str) -> Part:
        if isinstance(wanted, Numeric):
            return grade_number(said, wanted, lexicon.language, stem)
        return grade_entry(said, wanted, lexicon, stem)

    part, twice = graded(text), _SAID_TWICE.fullmatch(text)
    if part.is_right or not twice:
        return part
    both = [graded(said) for said in twice.groups()]
    return both[0] if all(each.is_right for each in both) else part


_SAID_TWICE = re.compile(r"\s*([^()]+)\(([^()]+)\)\s*")


def score(item: Item, verdict: Verdict, points: float) -> float:
    """The points that the answer earns, on paper as in an exam. With `parts`, wrong ticks are
    subtracted from right ones, but never below zero, or ticking everything would earn all. Any
    other wrong part costs only its own share."""
    match item.scoring:
        case Scoring.ALL:
            return points if verdict.is_right else 0
        case Scoring.PARTS:
            right = sum(part.is_right for part in verdict.parts)
            is_ticked = isinstance(item.response, Choice)
            wrong = len(verdict.parts) - right if is_ticked else 0
            return points * max(0, right - wrong) / max(1, verdict.possible)
        case _ as never:
            assert_never(never)


def _grade_choice(choice: Choice, options: frozenset[int]) -> Verdict:
    keys = frozenset(choice.keys)
    parts = tuple(Part(_mark(option in keys)) for option in sorted(options))
    return Verdict(_mark(options == keys), _choice_reason(options, keys), parts, len(keys))


def _choice_reason(options: frozenset[int], keys: frozenset[int]) -> Reason:
    if options == keys:
        return Reason.NONE
    if not options:
        return Reason.NO_ANSWER
    if options < keys:
        return Reason.SOME_MISSING
    return Reason.SOME_WRONG if options & keys else Reason.NONE


def _in_order(gaps: tuple[Gap, ...], texts: tuple[str, ...], lexicon: Lexicon) -> tuple[Part, ...]:
    given = texts + ("",) * (len(gaps) - len(texts))
    return tuple(grade_entry(text, gap, lexicon) for gap, text in zip(gaps, given, strict=True))


def _grade_list(
    gaps: tuple[Gap, ...], texts: tuple[str, ...], lexicon: Lexicon, stem: str
) -> Verdict:
    keys = ExpectedList(gaps, lexicon)
    given = pieces(texts, keys)
    verdict = _together(grade_list(given, keys))
    if stem and not verdict.is_right and len(given) <= _MOST_REREAD:
        bare = without_echoes(given, gaps, lexicon, stem)
        verdict = _together(grade_list(bare, keys))
    return replace(verdict, possible=len(gaps), pieces=given)


_MOST_REREAD = 20  # pieces of a list; each is compared with all keys


def _compared(given: Iterable[Rich | None], wanted: Iterable[Rich]) -> tuple[Part, ...]:
    """Compares texts, not their places, since two rows may have the same text."""
    return tuple(
        Part(Mark.WRONG, Reason.NO_ANSWER)
        if one is None
        else Part(_mark(one == other or plain(one) == plain(other)))
        for one, other in zip(given, wanted, strict=True)
    )


def _mark(is_right: bool) -> Mark:
    return Mark.CORRECT if is_right else Mark.WRONG


def _whole(part: Part) -> Verdict:
    return Verdict(part.mark, part.reason, (part,), 1)


def _together(parts: tuple[Part, ...]) -> Verdict:
    if len(parts) == 1:
        return _whole(parts[0])
    if not all(part.is_right for part in parts):
        return Verdict(Mark.WRONG, _why_wrong(parts), parts, len(parts))
    is_close = any(part.mark is Mark.CLOSE for part in parts)
    reason = min({part.reason for part in parts} - {Reason.NONE}, default=Reason.NONE)
    return Verdict(Mark.CLOSE if is_close else Mark.CORRECT, reason, parts, len(parts))


def _why_wrong(parts: tuple[Part, ...]) -> Reason:
    if all(part.reason is Reason.NO_ANSWER for part in parts):
        return Reason.NO_ANSWER
    if Reason.NAMED_TWICE in {part.reason for part in parts}:
        return Reason.NAMED_TWICE
    if all(part.is_right or part.reason is Reason.NO_ANSWER for part in parts):
        return Reason.SOME_MISSING
    return Reason.SOME_WRONG if any(part.is_right for part in parts) else Reason.NONE
