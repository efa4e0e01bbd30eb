"""Names with levels, such as the tag `exam::2026`."""

from __future__ import annotations

from collections.abc import Iterable

BORDER = "::"


def with_parents(name: str) -> list[str]:
    """`exam` and `exam::2026`."""
    levels = name.split(BORDER)
    return [BORDER.join(levels[: count + 1]) for count in range(len(levels))]


def all_with_parents(names: Iterable[str]) -> frozenset[str]:
    return frozenset(each for name in names for each in with_parents(name))
