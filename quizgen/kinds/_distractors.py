"""Distractors drawn for a key: from its slot's `near:` first, then from its pool.

What is drawn is never the key, a variant of it or another answer that is also true, and no word
of the evidence comes from a pool; it depends on the item alone, so every outlet shows the same.
"""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.deck.filling import parts_of
from quizgen.deck.written import Slot, Term
from quizgen.quiz.chance import shuffled
from quizgen.quiz.model import Option, Text, plain
from quizgen.quiz.values import bare_words, same
from quizgen.reading.nodes import Node


def drawn(asked: Asked, keys: list[Node], count: int) -> list[Option] | None:
    """`count` distractors for the first of the keys; None, and a report, where there are fewer."""
    node = keys[0]
    hole = asked.placeholder(node)
    terms = _candidates(asked, node)
    if hole is None or terms is None:
        asked.report.error(
            node,
            "nothing-to-draw-from",
            f"{count} distractors cannot be drawn: the key is not a slot with `near:` or `pool:`",
            'write key: "{slot}", or list the distractors',
        )
        return None
    near, pool = terms
    excluded = _Excluded(asked, keys)
    texts: list[str] = []
    for term in (*_shuffled(asked, near), *_shuffled(asked, pool)):
        if excluded.reason(term, in_pool=term not in near) is not None:
            continue
        text = asked.scope.form_of(term, hole)
        if text is None:
            return None  # a form is missing, which has been said
        texts.append(text)
        excluded.add(term)
        if len(texts) == count:
            return [Option((Text(text),)) for text in texts]
    _too_few(asked, node, count, len(texts), excluded)
    return None


def _candidates(asked: Asked, node: Node) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """Near ones and those of the pool; for the key `{speaker}`, the deck's other speakers."""
    slot = asked.slot(node)
    if slot is not None:
        pool = asked.pool(slot)
        return (slot.near, pool) if slot.near or pool else None
    hole = asked.placeholder(node)
    if hole is None or hole.name != "speaker":
        return None
    speakers = asked.deck.speakers.values()
    return (), tuple(
        Term(each.name, node, parts_of(each))
        for each in speakers
        if each is not asked.claim.speaker
    )


def _shuffled(asked: Asked, terms: tuple[Term, ...]) -> list[Term]:
    return shuffled(terms, lambda term: term.text, asked.deck.about.uid, asked.id)


class _Excluded:
    """What may not be drawn, and why each candidate was turned away."""

    def __init__(self, asked: Asked, keys: list[Node]) -> None:
        self.turned_away: list[str] = []
        self._reasons: dict[str, str] = {}
        for key in keys:
            for text in (plain(asked.rich(key) or ()), *(asked.spread(key) or ())):
                self._reasons[same(text)] = "the key"
            self._add_slot(asked.slot(key))
            for variant in asked.variants(key):
                self._reasons.setdefault(same(variant), "a variant of the key")
        self._evidence = [f" {bare_words(each.quote)} " for each in asked.scope.evidence]

    def add(self, term: Term) -> None:
        self._reasons.setdefault(same(term.text), "drawn already")

    def reason(self, term: Term, *, in_pool: bool) -> str | None:
        reason = self._reasons.get(same(term.text))
        if reason is None and in_pool and self._is_evident(term):
            reason = "in the quotation itself"
        if reason is not None:
            self.turned_away.append(f"{term.text} ({reason})")
        return reason

    def _add_slot(self, slot: Slot | None) -> None:
        for term in slot.values if slot else ():
            for form in (term.text, *term.forms.values()):
                self._reasons.setdefault(same(form), "the key")
        for text in slot.also_true if slot else ():
            self._reasons.setdefault(same(text), "also true")

    def _is_evident(self, term: Term) -> bool:
        return any(f" {bare_words(term.text)} " in quote for quote in self._evidence)


def _too_few(asked: Asked, node: Node, count: int, found: int, excluded: _Excluded) -> None:
    slot = asked.slot(node)
    pool = f"pool `{slot.pool}`" if slot and slot.pool else "`near:`"
    away = "; ".join(excluded.turned_away[:8])
    message = f"{count} distractors are to be drawn for `{asked.id}` from {pool}, {found} are left"
    message += f"; turned away: {away}" if away else ""
    hint = f"add to {pool}, or draw fewer"
    asked.report.error(slot.node if slot else node, "too-few-distractors", message, hint)
