"""Items that should not stand side by side: one gives the other's answer away, repeats it or
contradicts it.

What counts is how much of what one item asks for another one shows, in words that few items have.
A word has to be rare among neighbours in the source, not in a deck of 10,000, where nothing is; so
items are compared in blocks, and then all of them by words that are rare everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, product
from math import inf
from operator import itemgetter

from quizgen.compiling.contents import Bag, Bags, Contents, Named, right_answers, right_texts
from quizgen.compiling.telling import MUCH, Case, Weights, told
from quizgen.quiz.enemy import MOST, Enemies, Enemy, Group, How
from quizgen.quiz.model import Item, Source, Speaker
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric

_BLOCK = 100  # items
_LONGEST_LIST = 200  # items that have a word: more would cost too much, and say too little


def enemies(
    items: Sequence[Item], speakers: Iterable[Speaker], language: str, sources: Sequence[Source]
) -> Enemies:
    """All enemies among the items, in their order; `language` is that of the deck."""
    bags = Bags({language, *(source.language for source in sources)}, speakers, sources)
    of_source = bags.of(*(text for source in sources for text in source.paragraphs))
    claims = _claims([Contents(item, bags, of_source) for item in items])
    groups, found = _on_one_claim(claims)
    blocks = _blocks(claims)
    akin: dict[str, set[str]] = {}
    for block in blocks:
        neighbourhood = _Neighbourhood(block)
        found += [*neighbourhood.found(), *neighbourhood.known_alone()]
        akin |= neighbourhood.akin
    if len(blocks) > 1:
        numbers = [at for at, block in enumerate(blocks) for _ in block]
        found += _Neighbourhood([each for block in blocks for each in block], numbers).found()
    friends = _friends(items)
    return Enemies(pairs=_limited(found, items, friends), groups=groups, friends=friends, akin=akin)


_Weighed = tuple[float, Enemy]  # with its bits
_Claims = Sequence[list[Contents]]


def _claims(contents: Iterable[Contents]) -> _Claims:
    """Items by their claim, in the order of the source."""
    found: dict[str, list[Contents]] = {}
    for each in contents:
        found.setdefault(each.item.claim, []).append(each)
    return sorted(found.values(), key=lambda claim: _place(claim[0].item))


def _place(item: Item) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """Items without evidence are neighbours in the deck, before all others."""
    first = item.evidence[0] if item.evidence else None
    return (first.source, first.paragraph, first.spans) if first else ("", 0, ())


def _blocks(claims: _Claims) -> list[list[Contents]]:
    blocks: list[list[Contents]] = [[]]
    for claim in claims:
        if blocks[-1] and len(blocks[-1]) + len(claim) > _BLOCK * 1.5:
            blocks.append([])
        blocks[-1] += claim
    return blocks


def _on_one_claim(claims: _Claims) -> tuple[tuple[Group, ...], list[_Weighed]]:
    """What needs no weighing."""
    groups: list[Group] = []
    found: list[_Weighed] = []
    for claim in claims:
        for name, alike in _alike(claim):
            if len(alike) > MOST:
                groups.append(Group(name, tuple(each.item.id for each in alike)))
            else:
                found += [(inf, _twin(a, b)) for a in alike for b in alike if a is not b]
        counted = [each for each in claim if isinstance(each.item.response, Numeric)]
        found += [
            (inf, Enemy(one.item.id, other.item.id, How.COUNTS))
            for other in counted
            for one in claim
            if _number_of_answers(one.item) == getattr(other.item.response, "value", None)
        ]
    return tuple(groups), found


def _alike(claim: list[Contents]) -> Iterator[tuple[str, list[Contents]]]:
    """The statements on a claim, and the items on it that have one answer."""
    name = claim[0].item.claim
    yield f"statements on `{name}`", [each for each in claim if each.truth is not None]
    by_answer: defaultdict[Bag, list[Contents]] = defaultdict(list)
    for each in claim:
        by_answer[each.answer].append(each)
    for answer, alike in by_answer.items():
        if answer and len(alike) > 1:
            text = right_answers(alike[0].item)[0]
            yield f"items on `{name}` with the answer “{text}”", alike


def _twin(one: Contents, other: Contents) -> Enemy:
    how = How.TWINS if one.truth == other.truth else How.CONTRADICTS
    return Enemy(one.item.id, other.item.id, How.REPEATS if one.truth is None else how)


def _number_of_answers(item: Item) -> int | None:
    match item.response:
        case Gaps() | Choice(is_multiple=True) | Matching():
            return len(right_texts(item))
        case _:
            return None


def _friends(items: Iterable[Item]) -> Mapping[str, set[str]]:
    """One of two says it, and it holds for both."""
    friends: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for name in item.friends:
            friends[item.id].add(name)
            friends[name].add(item.id)
    return dict(friends)


def _limited(
    found: Iterable[_Weighed], items: Sequence[Item], friends: Mapping[str, set[str]]
) -> tuple[Enemy, ...]:
    """One reason for two items in one direction, unless they are friends; of too many enemies those
    that tell most."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    kept: dict[tuple[int, int], Enemy] = {}
    order = {item.id: at for at, item in enumerate(items)}
    placed = [(-bits, order[each.teller], order[each.asked], each) for bits, each in found]
    for _, first, second, each in sorted(placed, key=itemgetter(0, 1, 2)):
        one, other = known[each.teller], known[each.asked]
        if each.asked in friends.get(each.teller, ()):
            continue
        if each.asked in one or max(len(one), len(other)) < MOST:
            one.add(each.asked)
            other.add(each.teller)
            kept.setdefault((first, second), each)
    return tuple(kept[places] for places in sorted(kept))


class _Neighbourhood:
    """Items that are compared with each other; if those of each block have been, `blocks` has the
    number of every item's block."""

    def __init__(self, contents: Sequence[Contents], blocks: Sequence[int] | None = None) -> None:
        self.contents = contents
        self.blocks = blocks
        self.weights = Weights(contents)
        self.akin: defaultdict[str, set[str]] = defaultdict(set)

    def found(self) -> Iterator[_Weighed]:
        for at, one in enumerate(self.contents):
            sharing = self._sharing(at)
            if sharing and not self.blocks:
                others = [self.contents[to].item.id for to in sharing]
                self.akin[one.item.id].update(others)
                for name in others:
                    self.akin[name].add(one.item.id)
            for to, bits in sharing.items():
                other = self.contents[to]
                is_near = self._is_near(one, other)
                if is_near or bits >= MUCH:
                    case = Case(self.weights, one, other, is_near, bits)
                    if found := told(case):
                        yield bits, Enemy(one.item.id, other.item.id, *found)

    def known_alone(self) -> Iterator[_Weighed]:
        """Many items name what a common key names; it is news where none shows a wrong option."""
        for other in self.contents:
            common = self._common_keys(other) if other.is_chosen else []
            if common and not any(each <= self.weights.shared for each in other.wrong):
                for (text, key), one in product(common, self.contents):
                    if one is not other and key <= one.asserted:
                        yield MUCH, Enemy(one.item.id, other.item.id, How.PRINTS, text)

    def _common_keys(self, contents: Contents) -> list[Named]:
        named, whole = self._asserted, self.weights.whole
        return [each for each in contents.keys if each[1] <= named and not whole(each[1])]

    @cached_property
    def _asserted(self) -> Bag:
        return frozenset().union(*[each.asserted for each in self.contents])

    def _sharing(self, at: int) -> dict[int, int]:
        """Where rare words that this item shows are asked about, and the bits of them; none where
        only answers are alike."""
        one = self.contents[at]
        bits: defaultdict[int, int] = defaultdict(int)
        for word in (one.answer - one.shown) & self._telling:
            bits.update(dict.fromkeys(self._having[word], 0))
        for word in one.shown & self._telling:
            weight = self.weights.of[word]
            for to in self._having[word]:
                bits[to] += weight
        bits.pop(at, None)
        return bits

    @cached_property
    def _telling(self) -> Bag:
        return frozenset(self._having)

    @cached_property
    def _having(self) -> Mapping[str, list[int]]:
        """The items that each rare word is in the theme of."""
        having: defaultdict[str, list[int]] = defaultdict(list)
        wanted = self._across_blocks if self.blocks else self.weights.rare
        for at, each in enumerate(self.contents):
            for word in each.theme & wanted:
                having[word].append(at)
        return {word: places for word, places in having.items() if len(places) <= _LONGEST_LIST}

    @cached_property
    def _across_blocks(self) -> set[str]:
        """Most rare words stand in one block only, and are done with."""
        there: defaultdict[int, set[str]] = defaultdict(set)
        for block, each in zip(self.blocks or (), self.contents, strict=True):
            there[block].update(each.shown, each.theme)
        blocks = Counter(chain.from_iterable(there.values()))
        return {word for word, number in blocks.items() if number > 1} & self.weights.rare

    def _is_near(self, one: Contents, other: Contents) -> bool:
        """Whether they rest on the same words."""
        if one.item.claim == other.item.claim:
            return True
        least = min(map(self.weights.whole, (one.evidence, other.evidence)))
        return least > 0 and 2 * self.weights.weight(one.evidence & other.evidence) >= least
