"""Stable shuffling, of items and of their parts.

The same seed gives the same order, and an addition moves nothing else.

Each candidate gets a number of its own, from a seed and its name (rendezvous hashing). To sort by
this number is to shuffle, and to take the first ones is to draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar, assert_never

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

T = TypeVar("T")


def shuffled(candidates: Iterable[T], name: Callable[[T], str], *seed: str) -> list[T]:
    """Sorts the candidates by SHA-256 of the seed and their names, with a null between them."""
    # Somebody may have typed a seed that is no valid Unicode.
    start = "\0".join((*seed, "")).encode(errors="surrogatepass")
    return sorted(candidates, key=lambda each: sha256(start + name(each).encode()).digest())


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
    """Gives indices into the options, right-hand sides or steps; () where nothing is shuffled."""
    indices = range(count_arranged(item.response))
    mixed = tuple(shuffled(indices, str, *seed, item.id))
    match item.response:
        case Choice(is_fixed=True):
            return tuple(indices)
        case Choice(options):
            # Sorting is stable, so all options but “none of these” keep the order of chance.
            return tuple(sorted(mixed, key=lambda index: options[index].is_last))
        case Ordering() if is_telling(item.response, mixed):
            return (*mixed[1:], mixed[0])
        case _:
            return mixed


def is_telling(response: Response, order: tuple[int, ...]) -> bool:
    """Whether steps stand in their right order, or in the reverse, which many would try first. Two
    steps have no other order."""
    in_order = tuple(range(len(order)))
    is_ordering = isinstance(response, Ordering) and len(order) > 2
    return is_ordering and order in (in_order, in_order[::-1])
