"""Chance that forgets nothing: rendezvous hashing.

Every candidate gets a number of its own from a seed, the item and itself; sorting by it draws
and shuffles. Adding an item or an option therefore moves none of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def shuffled(candidates: Iterable[T], name: Callable[[T], str], *seed: str) -> list[T]:
    """`candidates` in the order of SHA-256(seed, name); parts are kept apart by a null."""
    start = "\0".join((*seed, "")).encode(errors="surrogatepass")  # a seed that was typed
    return sorted(candidates, key=lambda each: sha256(start + name(each).encode()).digest())
