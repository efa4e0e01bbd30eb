"""Which items a diagnostic is about: the one that it names, and those of the entry it is in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Deck, template_of
from quizgen.diagnostics import Diagnostic
from quizgen.quiz.model import Item


def problems_by_item(
    problems: Iterable[Diagnostic], deck: Deck, expansion: Expansion
) -> Mapping[str, list[Diagnostic]]:
    """The problems of each item. A problem of a claim or a template belongs to all of its items."""
    ids = {item.id for item in expansion.items}
    entries = _entries(deck, expansion.items)
    starts = [start for start, _ in entries]
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for problem in problems:
        concerned = {problem.item}
        if problem.where.file is deck.file:
            place = bisect_right(starts, problem.where.start) - 1
            concerned.update(entries[place][1] if place >= 0 else ())
        for name in concerned & ids:
            found[name].append(problem)
    return found


def _entries(deck: Deck, items: tuple[Item, ...]) -> list[tuple[int, list[str]]]:
    """The offset at which each entry of the deck begins, in order, with the ids of its items."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    templates: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        claims[item.claim].append(item.id)
        templates[template_of(item)].append(item.id)
    return sorted(_placed(deck, claims, templates))


def _placed(
    deck: Deck, claims: Mapping[str, list[str]], templates: Mapping[str, list[str]]
) -> Iterator[tuple[int, list[str]]]:
    """The entries in any order. A quiz has no items of its own, but ends the entry before it."""
    for claim in deck.claims.values():
        yield claim.node.key_start, claims.get(claim.id, [])
    for template in deck.templates.values():
        yield template.node.key_start, templates.get(template.id, [])
    for question in deck.questions.values():
        yield question.node.key_start, [question.id]
    for blueprint in deck.blueprints.values():
        yield blueprint.node.key_start, []
