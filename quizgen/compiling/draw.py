"""Which items a quiz holds: those that its sections list, and those that they draw.

A draw by chance depends on the quiz's seed, on the item and, where it is drawn anew, on the form
alone, so a new item moves no other. It stands unless it has two siblings or two that help with
each other. Then the sections draw again, with care: those that have the fewest candidates to
spare come first, and each takes what goes best with the items that are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from heapq import heappop, heappush
from itertools import chain

from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Blueprint, Deck, Section, admits_item
from quizgen.diagnostics import count
from quizgen.quiz.enemy import Enemies
from quizgen.quiz.model import Item, Outlet
from quizgen.quiz.responses import shuffled
from quizgen.quiz.spoiling import CountedSiblings, Siblings
from quizgen.reading.nodes import Node, Report, did_you_mean
from quizgen.source.punctuation import sentences


def choose(
    deck: Deck, blueprint: Blueprint, expansion: Expansion, letters: str, report: Report
) -> list[list[list[Item]]]:
    """The items of each section, for each form; chosen once where no section draws anew."""
    chooser = partial(_Chooser, deck=deck, blueprint=blueprint, expansion=expansion, report=report)
    if any(section.keys.per_form for section in blueprint.sections):
        return [chooser(letter=letter).choose() for letter in letters]
    return [chooser().choose()] * len(letters)


@dataclass
class _Chooser:
    """Chooses the items of one quiz, section by section; none comes twice."""

    deck: Deck
    blueprint: Blueprint
    expansion: Expansion
    report: Report
    letter: str = ""
    chosen: dict[str, Item] = field(default_factory=dict)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.expansion.items}

    def choose(self) -> list[list[Item]]:
        """Listed items have the first say, wherever their section stands; what is drawn for one
        form has the last, so that it moves nothing on the others."""
        sections = dict(enumerate(self.blueprint.sections))
        found = {place: self._listed(each) for place, each in sections.items() if each.is_listed}
        drawn = {place: each for place, each in sections.items() if not each.is_listed}
        found |= self._drawn({at: each for at, each in drawn.items() if not each.keys.per_form})
        anew = {at: each for at, each in drawn.items() if each.keys.per_form}
        found |= self._drawn(anew, self.letter)
        return [found[place] for place in sections]

    def _listed(self, section: Section) -> list[Item]:
        if section.has_all:
            return list(self._printable)
        found: list[Item] = []
        for node in section.keys.items:
            with self.report.about(str(node.value)):
                item = self._named(node)
            if item is not None:
                found.append(item)
                self.chosen[item.id] = item
        return found

    def _named(self, node: Node) -> Item | None:
        name = str(node.value)
        item = self.items.get(name)
        is_unread_draft = item is None and self.deck.is_unread_draft(name)
        if not is_unread_draft and (name in self.expansion.failed or self.deck.is_unread(name)):
            return None  # what is wrong with it has been said
        if is_unread_draft or (item is None and name in self.expansion.places):
            message = f"`{name}` is a draft and cannot stand in a quiz"
            self.report.error(node, "draft-in-quiz", message, "remove `draft:`, or list another")
        elif item is None:
            hint = did_you_mean(name, self.items)
            self.report.error(node, "unknown-item", f"there is no item `{name}`", hint)
        elif name in self.chosen:
            message = f"`{name}` stands in this quiz already"
            self.report.error(node, "item-twice", message, "remove it here or there")
        elif Outlet.PRINT not in item.use:
            message = f"`{name}` is not for print (`use:`)"
            self.report.error(node, "not-for-print", message, "add print to its `use:`")
        elif (enemy := self._enemy(item)) is not None:
            message = f"`{name}` and `{enemy}` are enemies and may not stand in one form"
            self.report.error(node, "enemies-together", message, "remove one of them")
        else:
            return item
        return None

    def _enemy(self, item: Item) -> str | None:
        chosen = self.chosen.items()
        are = (name for name, each in chosen if name in item.enemies or item.id in each.enemies)
        return next(are, None)

    @property
    def _printable(self) -> Iterator[Item]:
        return (item for item in self.items.values() if Outlet.PRINT in item.use)

    # --- Drawing ---

    def _drawn(self, sections: Mapping[int, Section], *letter: str) -> dict[int, list[Item]]:
        if not sections:
            return {}
        mixed = shuffled(self._printable, lambda item: item.id, self.blueprint.seed, *letter)
        drawings = {
            place: Drawing(each, [item for item in mixed if admits_item(each.keys.from_, item)])
            for place, each in sections.items()
        }
        most = self.blueprint.keys.max_per_claim
        found = draw(drawings, most, self.chosen.values(), self.expansion.enemies)
        self.chosen = found.company.items
        is_whole = not self.expansion.failed and self.deck.unread <= self.deck.drafts.ids
        if is_whole and found.missing:
            for place, drawing in drawings.items():
                self._report_short(drawing, found.drawn[place])
        elif is_whole and not found.is_clean:
            self._report_enemies(drawings, found)
        return {place: each.items for place, each in found.drawn.items()}

    def _report_enemies(self, drawings: Mapping[int, Drawing], found: Draw) -> None:
        told: set[frozenset[str]] = set()
        for place, drawn in found.drawn.items():
            node = drawings[place].section.node
            at = node.entries.get("draw", node)
            met = ((item.id, *each) for item in drawn.items for each in found.company.met(item))
            for item, other, reason in met:
                if frozenset((item, other)) not in told:
                    message = f"this section cannot keep `{item}` and `{other}` apart: {reason}"
                    hint = f"draw fewer, let it draw from more, or write friends: [{other}]"
                    self.report.info(at, "enemies-drawn", message, hint)
                told.add(frozenset((item, other)))

    def _report_short(self, drawing: Drawing, drawn: Drawn) -> None:
        section, candidates = drawing.section, len(drawing.candidates)
        if len(drawn.items) == section.draw:
            return
        drawn_here = f"draws {count(section.draw, 'item')} and can have {len(drawn.items)}"
        fit, more = "are there" if candidates != 1 else "is there", "write more"
        if "from" in section.node.entries:
            fit, more = "fit `from:`" if candidates != 1 else "fits `from:`", "widen `from:`"
        excluded = (f"{number} {reason}" for reason, number in sorted(drawn.excluded.items()))
        reasons = ", ".join(filter(None, (f"{candidates} {fit}", "; ".join(excluded))))
        at = section.node.entries.get("draw", section.node)
        message = f"this section {drawn_here}: {reasons}"
        self.report.error(at, "cannot-fill", message, f"draw fewer, or {more}")


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


def draw(
    drawings: Mapping[int, Drawing],
    most_of_a_claim: int | None,
    chosen: Iterable[Item],
    enemies: Enemies,
) -> Draw:
    """Draws by chance, or with care where that is better. The quiz has the `chosen` already."""
    before = list(chosen)
    candidates = chain.from_iterable(each.candidates for each in drawings.values())
    siblings = Siblings(chain(before, candidates))
    at_first = Company(enemies, siblings, before)
    by_chance = Draw(drawings, at_first, most_of_a_claim, lambda _company, _item: ())
    if by_chance.is_clean and not by_chance.missing:
        return by_chance
    there = {item.id for item in before}
    ordered = dict(sorted(drawings.items(), key=lambda each: _spare(each[1], there)))
    again = Company(enemies, siblings, before)
    with_care = Draw(ordered, again, most_of_a_claim, Company.cost)
    # A quiz that lacks questions is worse than one whose questions help each other.
    return with_care if with_care.missing <= by_chance.missing else by_chance


def _spare(drawing: Drawing, there: set[str]) -> int:
    free = sum(item.id not in there for item in drawing.candidates)
    return free - drawing.section.draw


class Draw:
    """What each section draws, by its place in the quiz, and the company in which it ends up."""

    def __init__(
        self,
        drawings: Mapping[int, Drawing],
        company: Company,
        most_of_a_claim: int | None,
        cost: Callable[[Company, Item], tuple[int, ...]],
    ) -> None:
        self.company = company
        self.most_of_a_claim = most_of_a_claim
        self.cost = cost
        self.is_clean = True
        self.drawn = {place: self._drawn(each) for place, each in drawings.items()}
        missing = (each.section.draw - len(self.drawn[at].items) for at, each in drawings.items())
        self.missing = sum(missing)

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
                self.is_clean = self.is_clean and not any(company.cost(item)[:2])
                company.add(item)
        return drawn

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


_Cost = tuple[int, int, int, int]
# Items on one sentence: beyond that they cost the same, or a draw of 500 from 10,000 takes minutes.
_FEW = 3


class Company:
    """All that it counts only grows, and so does what an item costs."""

    def __init__(self, enemies: Enemies, siblings: Siblings, items: Iterable[Item]) -> None:
        self.items: dict[str, Item] = {}
        self.siblings = CountedSiblings(siblings)
        self._enemies = enemies
        self._barred: set[str] = set()
        self._helped: Counter[str] = Counter()
        self._akin: Counter[str] = Counter()
        self._groups: Counter[str] = Counter()
        self._forgiven: Counter[str] = Counter()  # items of its groups that are its friends
        self._sentences: Counter[str] = Counter()
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        self.items[item.id] = item
        self.siblings.add(item)
        self._barred.update(item.enemies)
        self._helped.update(self._enemies.beside(item.id).keys())
        self._akin.update(self._enemies.akin.get(item.id, ()))
        self._groups.update(each.name for each in self._enemies.groups_of(item.id))
        for friend in self._enemies.friends.get(item.id, ()):
            shared = set(self._enemies.groups_of(item.id)) & set(self._enemies.groups_of(friend))
            self._forgiven[friend] += len(shared)
        self._sentences.update(_sentences(item))

    def bars(self, item: Item) -> bool:
        """Whether its author keeps it from what is here."""
        return item.id in self._barred or not self.items.keys().isdisjoint(item.enemies)

    def cost(self, item: Item) -> _Cost:
        """How many computed enemies of it are here, how many siblings, how many items that show its
        rare words, and how many that rest on its sentences."""
        groups = sum(self._groups[each.name] for each in self._enemies.groups_of(item.id))
        resting = sum(self._sentences[each] for each in _sentences(item))
        enemies = self._helped[item.id] + groups - self._forgiven[item.id]
        return enemies, self.siblings.of(item), self._akin[item.id], min(resting, _FEW)

    def met(self, item: Item) -> Iterator[tuple[str, str]]:
        """Its computed enemies here, with the reasons."""
        beside = self._enemies.beside(item.id)
        for name in self.items:
            if name in beside:
                yield name, beside[name].reason
            elif name != item.id:
                shared = self._enemies.both_in(item.id, name)
                yield from ((name, each.reason) for each in shared)


def _sentences(item: Item) -> frozenset[str]:
    return frozenset().union(*[_split(each.context) for each in item.evidence])


@lru_cache(maxsize=10_000)
def _split(context: str) -> frozenset[str]:
    return frozenset(context[slice(*span)] for span in sentences(context))
