"""Distractors drawn for a key: from its slot's `near:` first, then from its pool.

What is drawn is never the key, a variant of it or another answer that is also true, and no word
of the evidence comes from a pool; it depends on the item alone, so every outlet shows the same.
"""

from __future__ import annotations

from quizgen import phrases
from quizgen.deck.claim_declarations import Term, WrongValue
from quizgen.deck.filling import parts_of
from quizgen.deck.raw_item import RawItem
from quizgen.quiz.chance import shuffled
from quizgen.quiz.notation import bare_words, same
from quizgen.quiz.responses import Option
from quizgen.quiz.rich import Text, plain
from quizgen.reading.nodes import Node


def drawn(
    raw: RawItem, keys: list[Node], accept: tuple[Node, ...], count: int
) -> list[Option] | None:
    """`count` distractors for the first of the keys; None, and a report, where there are fewer."""
    node = keys[0]
    hole = raw.placeholder(node)
    terms = _candidates(raw, node)
    if hole is None or terms is None:
        wanted = phrases.count(count, "distractor")
        message = f"{wanted} cannot be drawn: the key is not a slot with `near:` or `pool:`"
        hint = 'write key: "{slot}", or list the distractors'
        raw.report.error(node, "nothing-to-draw-from", message, hint)
        return None
    near, pool = terms
    excluded = _excluded(raw, keys, accept)
    quotes = [f" {bare_words(each.quote)} " for each in raw.scope.evidence]
    turned_away: list[str] = []
    options: list[Option] = []
    # an author chose what is near for this key; a pool only holds things of one sort
    for term in (*_shuffled(raw, near), *_shuffled(raw, pool)):
        reason = excluded.get(same(term.text))
        # a word of the quotation may be near the key on purpose, but no pool can know that
        if reason is None and term not in near and _is_evident(term, quotes):
            reason = "in the quotation itself"
        if reason is not None:
            turned_away.append(f"{term.text} ({reason})")
            continue
        text = raw.scope.form_of(term, hole)
        why = raw.rich(term.why) if isinstance(term, WrongValue) and term.why else ()
        if text is None or why is None:
            return None  # a form is missing, or a reason has a mistake, which has been said
        options.append(Option((Text(text),), rationale=why))
        excluded[same(term.text)] = "drawn already"
        if len(options) == count:
            return options
    _too_few(raw, node, count, len(options), turned_away)
    return None


def _candidates(raw: RawItem, node: Node) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """Near ones and those of the pool; for the key `{speaker}`, the deck's other speakers."""
    slot = raw.slot(node)
    if slot is not None:
        pool = raw.pool(slot)
        return (slot.keys.near, pool) if slot.keys.near or pool else None
    hole = raw.placeholder(node)
    if hole is None or hole.name != "speaker":
        return None
    speakers = raw.deck.speakers.values()
    return (), tuple(
        Term(value=Node(each.name, node.start), forms=parts_of(each))
        for each in speakers
        if each is not raw.claim.speaker
    )


def _shuffled(raw: RawItem, terms: tuple[Term, ...]) -> list[Term]:
    return shuffled(terms, lambda term: term.text, raw.deck.about.uid, raw.id)


def _excluded(raw: RawItem, keys: list[Node], accept: tuple[Node, ...]) -> dict[str, str]:
    """What may not be drawn, and why; the first reason counts."""
    reasons: list[tuple[str, str]] = []
    for key in keys:
        slot = raw.slot(key)
        right = [plain(raw.rich(key) or ()), *(raw.spread(key) or ())]
        for term in slot.values if slot else ():
            right += [term.text, *term.forms.values()]
        also_true = slot.keys.also_true if slot else ()
        reasons += [(text, "the key") for text in right]
        reasons += [(text, "also true") for text in also_true]
        reasons += [(text, "a variant of the key") for text in raw.variants(key, accept)]
    return {same(text): reason for text, reason in reversed(reasons)}


def _is_evident(term: Term, quotes: list[str]) -> bool:
    return any(f" {bare_words(term.text)} " in quote for quote in quotes)


def _too_few(raw: RawItem, node: Node, count: int, found: int, turned_away: list[str]) -> None:
    slot = raw.slot(node)
    pool = f"pool `{slot.keys.pool}`" if slot and raw.pool(slot) else "`near:`"
    away = "; ".join(turned_away[:8])  # a pool may hold hundreds
    wanted = phrases.count(count, "distractor is", "distractors are")
    left = phrases.count(found, "is", "are")
    message = f"{wanted} to be drawn for `{raw.id}` from {pool}, {left} left"
    message += f"; turned away: {away}" if away else ""
    hint = f"add to {pool}, or draw fewer"
    raw.report.error(slot.node if slot else node, "too-few-distractors", message, hint)
