"""Stable shuffling: the same seed gives the same order, and an addition moves nothing else.

Each candidate gets a number of its own, from a seed and its name (rendezvous hashing). To sort by
this number is to shuffle, and to take the first ones is to draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def shuffled(candidates: Iterable[T], name: Callable[[T], str], *seed: str) -> list[T]:
    """Sorts the candidates by SHA-256 of the seed and their names, with a null between them."""
    # Somebody may have typed a seed that is no valid Unicode.
    start = "\0".join((*seed, "")).encode(errors="surrogatepass")
    return sorted(candidates, key=lambda each: sha256(start + name(each).encode()).digest())
