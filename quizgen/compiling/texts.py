"""The texts of an item: what is asked with, what is right, and all that its author wrote."""

from __future__ import annotations

from typing import assert_never

from quizgen.kinds import has_flag
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich, plain


def written(item: Item) -> list[Rich]:
    """What the author wrote, and learners read."""
    reasons = [item.rationale, item.hint, item.note]
    if isinstance(item.response, Choice):
        reasons = [each.rationale for each in item.response.options] + reasons
    return asked(item) + [each for each in reasons if each]


def asked(item: Item) -> list[Rich]:
    """The stem and what is there to answer with."""
    match item.response:
        case Choice(options):
            return [item.stem, *[option.content for option in options]]
        case Matching(pairs, extras):
            sides = [side for pair in pairs for side in (pair.left, pair.right)]
            return [item.stem, *sides, *extras]
        case Ordering(steps):
            return [item.stem, *steps]
        case Open(answer, points):
            return [item.stem, answer, *points]
        case TextEntry() | Numeric() | Gaps():
            return [item.stem]
        case _ as never:
            assert_never(never)


def answers(item: Item) -> tuple[str, ...]:
    """What is right, where it is the author's words: the keys, the gaps."""
    match item.response:
        case Choice(options) if not has_flag(item.kind, "HAS_FIXED_WORDS"):
            return tuple(plain(option.content) for option in options if option.is_key)
        case TextEntry(answer):
            return (answer,)
        case Numeric() as numeric:
            return (numeric.with_unit,)
        case Gaps(gaps):
            return tuple(gap.answer for gap in gaps)
        case Choice() | Matching() | Ordering() | Open():
            return ()
        case _ as never:
            assert_never(never)
