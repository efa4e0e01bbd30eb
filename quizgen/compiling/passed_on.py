"""Words that a text passes on: a quotation in the text's own voice may hold somebody's words inside
quotation marks. What those say is no more a fact than what a declared speaker says.
"""

from __future__ import annotations

from quizgen.deck.written import Deck
from quizgen.quiz.model import Item
from quizgen.reading import boundaries
from quizgen.source.folding import folded
from quizgen.source.quotation_marks import quotations

_RUN = 4  # words in a row: fewer are often a name or a phrase that anybody would use


def passed_on(item: Item, stated: str, deck: Deck) -> str:
    """What the evidence has inside quotation marks and `stated` says outside them, or ""."""
    for start, end in reversed(quotations(stated)):
        stated = f"{stated[:start]} | {stated[end:]}"
    said = _in_a_row(stated)
    for piece in item.evidence:
        if item.voice_of(piece).speaker:
            continue
        text = deck.texts[piece.source]
        for span in piece.spans:
            for first, last in text.quoted[piece.paragraph - 1]:
                words = text.paragraph(piece.paragraph)[max(first, span[0]) : min(last, span[1])]
                if f" {_in_a_row(words).strip()} " in said or _share_a_run(words, said):
                    return words
    return ""


def _share_a_run(words: str, said: str) -> bool:
    row = _in_a_row(words).split()
    return any(f" {' '.join(row[at : at + _RUN])} " in said for at in range(len(row) - _RUN + 1))


def _in_a_row(text: str) -> str:
    return f" {' '.join(boundaries.words(folded(text)))} "
