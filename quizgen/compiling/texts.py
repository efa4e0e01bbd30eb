"""The texts of an item: what is asked with, what is right, and all that its author wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from quizgen.kinds import has_flag
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich, plain


def written(item: Item) -> Iterator[Rich]:
    """What the author wrote, and learners read."""
    yield from asked(item)
    if isinstance(item.response, Choice):
        yield from (each.rationale for each in item.response.options if each.rationale)
    yield from filter(None, (item.rationale, item.hint, item.note))


def asked(item: Item) -> Iterator[Rich]:
    """The stem and what is there to answer with."""
    yield item.stem
    match item.response:
        case Choice(options):
            for option in options:
                yield option.content
        case Matching(pairs, extras):
            for pair in pairs:
                yield from (pair.left, pair.right)
            yield from extras
        case Ordering(steps):
            yield from steps
        case Open(answer, points):
            yield from (answer, *points)
        case TextEntry() | Numeric() | Gaps():
            pass
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
