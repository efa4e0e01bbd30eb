"""The letters that the fonts are known to have: most decks need no compiler to be checked."""

from __future__ import annotations

from msgspec.json import encode

from quizgen.quiz.model import CompiledDeck

# The fonts have all these letters, as a test checks. Most decks need no others, and then no
# compiler has to be started.
PRINTED = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), *range(0x490, 0x4FA)))
) | frozenset("\n–—‘’‚“”„…‐‑′″€№−×≤≥→←•·\u00a0\u202f\u2009ӘәҒғҚқҢңӨөҰұҮүҺһІі")


def may_be_unprintable(deck: CompiledDeck) -> bool:
    """Whether the deck and its sources have any letter that the fonts are not known to have. Most
    decks have none, and then no sheet has to be made."""
    return not PRINTED.issuperset(set(encode(deck).decode()))
