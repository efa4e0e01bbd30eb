"""The texts of an item: what is asked with, and all that its author wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from quizgen.model import Choice, Gaps, Item, Matching, Numeric, Open, Ordering, Rich, TextEntry


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
