"""Sections × candidates → what each section draws.

A draw by chance depends on the quiz's seed, on the item and, where it is drawn anew, on the form
alone, so a new item moves no other. It stands unless it has two siblings or two that help with
each other. Then the sections draw again, with care: those that have the fewest candidates to
spare come first, and each takes what goes best with the items that are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import chain

from quizgen.compiling.company import Company
from quizgen.deck.written import Section
from quizgen.quiz.enemy import Enemies
from quizgen.quiz.model import Item
from quizgen.quiz.spoiling import CountedSiblings, Siblings


@dataclass(frozen=True, slots=True)
class Drawing:
    """A section and the items that fit its `from:`, in the order of chance."""

    section: Section
    candidates: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Drawn:
    """`excluded` counts the candidates that could not be taken, by the reason."""

    items: list[Item] = field(default_factory=list)
    excluded: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Draw:
    """What each section draws, by its place in the quiz, and the company in which it ends up."""

    drawn: Mapping[int, Drawn]
    company: Company
    missing: int
    is_clean: bool


def draw(
    drawings: Mapping[int, Drawing],
    most_of_a_claim: int | None,
    chosen: Iterable[Item],
    enemies: Enemies,
) -> Draw:
    """By chance, or with care where that is better; `chosen` stand in the quiz already."""
    before = list(chosen)
    candidates = chain.from_iterable(each.candidates for each in drawings.values())
    siblings = Siblings(chain(before, candidates))
    at_first = Company(enemies, siblings, before)
    by_chance = _Drawer(at_first, most_of_a_claim, _nothing).draw(drawings)
    if by_chance.is_clean and not by_chance.missing:
        return by_chance
    there = {item.id for item in before}
    ordered = dict(sorted(drawings.items(), key=lambda each: _spare(each[1], there)))
    again = Company(enemies, siblings, before)
    with_care = _Drawer(again, most_of_a_claim, Company.cost).draw(ordered)
    # A quiz that lacks questions is worse than one whose questions help each other.
    return with_care if with_care.missing <= by_chance.missing else by_chance


def _nothing(_company: Company, _item: Item) -> tuple[int, ...]:
    return ()


def _spare(drawing: Drawing, there: set[str]) -> int:
    free = sum(item.id not in there for item in drawing.candidates)
    return free - drawing.section.draw


class _Drawer:
    def __init__(
        self,
        company: Company,
        most_of_a_claim: int | None,
        cost: Callable[[Company, Item], tuple[int, ...]],
    ) -> None:
        self.company = company
        self.most_of_a_claim = most_of_a_claim
        self.cost = cost
        self.is_clean = True

    def draw(self, drawings: Mapping[int, Drawing]) -> Draw:
        drawn = {place: self._drawn(each) for place, each in drawings.items()}
        missing = sum(each.section.draw - len(drawn[at].items) for at, each in drawings.items())
        return Draw(drawn, self.company, missing, self.is_clean)

    def _drawn(self, drawing: Drawing) -> Drawn:
        """The cheapest first. Costs only grow, so an item whose cost has not grown is cheapest."""
        company, candidates, drawn = self.company, drawing.candidates, Drawn()
        queue = sorted((self.cost(company, item), at) for at, item in enumerate(candidates))
        of_section = CountedSiblings(company.siblings.among)
        while queue and len(drawn.items) < drawing.section.draw:
            cost, at = heappop(queue)
            item = candidates[at]
            if reason := self._against(item, drawing.section, of_section):
                drawn.excluded[reason] += 1
            elif (now := self.cost(company, item)) > cost:
                heappush(queue, (now, at))
            else:
                drawn.items.append(item)
                of_section.add(item)
                self._take(item)
        return drawn

    def _take(self, item: Item) -> None:
        enemies, siblings, *_ = self.company.cost(item)
        self.is_clean = self.is_clean and not enemies and not siblings
        self.company.add(item)

    def _against(self, item: Item, section: Section, of_section: CountedSiblings) -> str:
        """Why the item cannot be drawn; "" where it can."""
        most, most_of_all = section.keys.max_per_claim, self.most_of_a_claim
        if item.id in self.company.items:
            return "stand in this quiz already"
        if most is not None and of_section.of(item) >= most:
            return f"are beyond the section's max_per_claim: {most}"
        if most_of_all is not None and self.company.siblings.of(item) >= most_of_all:
            return f"are beyond the quiz's max_per_claim: {most_of_all}"
        return "have an enemy in this quiz" if self.company.bars(item) else ""
