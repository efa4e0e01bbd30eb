"""What stands on paper, composed once for every writer of paper.

    Form ─┬─ quiz_paper ─┬─ QuizPaper ────┐
          │              └─ AnswerSheet   │
          ├─ answer_key ─── AnswerKey ◄───┘
          └─ right_answers ─ AnswerGrid   each in a Sheet → Typst (as JSON), Word

`records.py` has what these hold; whatever is printed is said there and nowhere else. Fixed words
are strings in it, and an author's text is inline text as in the model. How things look is for the
templates in `data/typst/` and for `writers/docx`.
"""

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
