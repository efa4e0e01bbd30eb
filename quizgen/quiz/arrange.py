"""The order in which the parts of an item are shown, from a seed."""

from __future__ import annotations

from typing import assert_never

from quizgen.quiz.chance import shuffled
from quizgen.quiz.model import Item
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)


def count_arranged(response: Response) -> int:
    """How many parts each form shows in an order of its own."""
    match response:
        case Choice(options):
            return len(options)
        case Matching() as matching:
            return len(matching.rights)
        case Ordering(steps):
            return len(steps)
        case TextEntry() | Numeric() | Gaps() | Open():
            return 0
        case _ as never:
            assert_never(never)


def display_order(item: Item, *seed: str) -> tuple[int, ...]:
    """Gives indices into the options, right-hand sides or steps, or () where nothing is shuffled.
    Steps never stand in their right order."""
    match item.response:
        case Choice(options, is_fixed=is_fixed):
            indices = range(len(options))
            if is_fixed:
                return tuple(indices)
            mixed = shuffled(indices, str, *seed, item.id)
            # Sorting is stable, so all options but “none of these” keep the order of chance.
            return tuple(sorted(mixed, key=lambda index: options[index].is_last))
        case Matching() as matching:
            return tuple(shuffled(range(len(matching.rights)), str, *seed, item.id))
        case Ordering(steps):
            mixed = shuffled(range(len(steps)), str, *seed, item.id)
            in_order = mixed == sorted(mixed)
            return tuple(mixed[1:] + mixed[:1] if in_order else mixed)
        case TextEntry() | Numeric() | Gaps() | Open():
            return ()
        case _ as never:
            assert_never(never)
