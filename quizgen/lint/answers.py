"""Rules about typed answers that marking cannot tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext
from quizgen.quiz.model import Item


@rule
def like_answers(item: Item, context: LintContext) -> Iterator[str]:
    """Marking cannot always tell these two answers of the deck apart.

    A learner who types another answer of the deck is marked wrong, unless the two share a wording
    at `accept:`, differ only in accents, or are one name in two romanisations. Remove the shared
    wording, ask for accents (`strict: [accents]`), or ask for a longer name.

    Source: how typed answers are marked (decks/README.md, “Typed answers”).

    Found: key: United Nations, accept: [the body] beside key: NATO, accept: [the body]
    Better: key: United Nations, accept: [UN] beside key: NATO
    """
    yield from context.collisions.get(item.id, ())


@advice
def answer_forms(item: Item, context: LintContext) -> Iterator[str]:
    """Two answers may be forms of one word, so each is marked as close where the other is right.

    In a language with cases a wrong ending is forgiven, since the word itself is right. If the two
    are different words (полк, полка), ask for one of them in a longer phrase.

    Source: how typed answers are marked (decks/README.md, “Typed answers”).

    Found: "==полк==" in one cloze, "==полка==" in another
    Better: "==пехотный полк==" in one, "==полка==" in another
    """
    yield from context.form_collisions.get(item.id, ())
