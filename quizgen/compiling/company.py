"""What stands together in a quiz so far, and what one more item would cost beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quizgen.quiz.enemy import Enemies
from quizgen.quiz.model import Item
from quizgen.quiz.spoiling import CountedSiblings, Siblings
from quizgen.source.sentences import sentences

Cost = tuple[int, int, int, int]
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

    def cost(self, item: Item) -> Cost:
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
