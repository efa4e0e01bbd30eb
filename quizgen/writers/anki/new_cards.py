"""The order in which Anki introduces new cards.

A learner meets about twenty a day. Among any twenty that follow each other, whether they are a
day's or not, no two ask about one claim or about the same words, and none gives another's answer
away or shows it, if that can be. What the author calls `core` comes first. Where the choice is
free, what would be given away comes before what gives it away, however far they are apart.

Every claim has a lane, in which its cards wait in their order. Only the first few of a lane can be
next, so that a large claim costs no more than a small one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import chain, combinations
from typing import NamedTuple, TypeAlias

from quizgen.quiz.model import CompiledDeck, Item, Outlet
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Ordering, TextEntry
from quizgen.quiz.rich import plain
from quizgen.quiz.spoiling import Siblings, Spoilers, Words, ordered, tellers
from quizgen.writers.anki.note_fields import ordinals
from quizgen.writers.anki.notetypes import CARDS_A_NOTE

A_DAY = 20  # new cards, as Anki has it unless a learner says otherwise
CORE = "core"
_ROOM = 100  # cards of which the hardest to place comes first; else the author's order counts
_FEW = 8  # cards of a claim to choose from
_MOST_PUT_OFF = 3
_TRIES = 100  # cards to choose from where each stands too near to one before it


class NewCard(NamedTuple):
    """A card of an item's note; gaps that are asked one by one have a card each."""

    item: str
    ordinal: int


def in_order(deck: CompiledDeck) -> list[NewCard]:
    """All cards for Anki."""
    neighbours = Neighbours(deck)
    queue = _Queue(deck.items_for(Outlet.ANKI), neighbours)
    order = [queue.next(place) for place in range(queue.size)]
    if len(order) <= A_DAY:
        return order  # there is no other day to exchange a card with
    from quizgen.writers.anki.mended_days import mended

    def is_told(one: int, other: int) -> bool:
        return neighbours.are_told(order[one].item, order[other].item)

    return [order[card] for card in mended(len(order), A_DAY, is_told)]


class _Waiting(NamedTuple):
    """One of the first cards of a lane, of which `behind` is the rest."""

    room: int
    rank: float
    card: NewCard
    lane: _Lane


@dataclass(slots=True)
class _Lane:
    """`behind` are the cards that are not yet among those to choose from, `left` counts all."""

    behind: deque[_Waiting] = field(default_factory=deque)
    left: int = 0


# What is harder to place comes first within a room. The rank is unique, so nothing behind it is
# ever compared.
_Priority: TypeAlias = tuple[int, int, float]


class _Queue:
    """The first few cards of all lanes are in one of three heaps: what may stand next, what gives
    away something that has not been asked yet, and what stands too near to a card before it. A
    card that moves leaves a copy behind, which is passed over once the card has been taken."""

    def __init__(self, items: Sequence[Item], neighbours: Neighbours) -> None:
        self._last_seen = _LastSeen(items, neighbours)
        self._later = tellers([item.id for item in items], neighbours.spoilers)
        self._too_early = Counter(chain.from_iterable(self._later.values()))
        self._left = {item.id: len(ordinals(item.response)) for item in items}
        beside = self._last_seen.beside
        self._beside_left = Counter({name: len(others) for name, others in beside.items()})
        self.size = sum(self._left.values())
        self._free: list[tuple[_Priority, _Waiting]] = []
        self._telling: list[tuple[_Priority, _Waiting]] = []
        self._telling_of: defaultdict[str, list[_Waiting]] = defaultdict(list)
        self._near: list[tuple[int, _Priority, _Waiting]] = []  # from which place it may stand
        self._put_off: Counter[NewCard] = Counter()
        self._taken: set[NewCard] = set()
        for lane in _lanes(items, neighbours.siblings, self._later):
            for _ in range(min(_FEW, lane.left)):
                self._offer(lane.behind.popleft())

    def _offer(self, waiting: _Waiting) -> None:
        heappush(self._free, (self._priority(waiting), waiting))

    def _priority(self, waiting: _Waiting) -> _Priority:
        beside = waiting.lane.left + self._beside_left[waiting.card.item]
        return waiting.room, -beside, waiting.rank

    def next(self, place: int) -> NewCard:
        while self._near and self._near[0][0] <= place:
            self._offer(heappop(self._near)[-1])
        found = self._found(place)
        self._taken.add(found.card)
        found.lane.left -= 1
        if found.lane.behind:
            self._offer(found.lane.behind.popleft())
        self._last_seen.add(found.card.item, place)
        self._pass(found.card.item)
        return found.card

    def _found(self, place: int) -> _Waiting:
        """Twenty cards without a neighbour matter more than what is asked first."""
        for heap in (self._free, self._telling):
            while heap:
                said, first = heappop(heap)
                name, priority = first.card.item, self._priority(first)
                if first.card in self._taken:
                    continue
                if priority != said:
                    heappush(heap, (priority, first))
                elif (free_from := self._free_from(first.card, place)) > place:
                    heappush(self._near, (free_from, priority, first))
                elif heap is self._free and self._too_early[name]:
                    heappush(self._telling, (priority, first))
                    self._telling_of[name].append(first)
                else:
                    return first
        return self._least_near()

    def _free_from(self, card: NewCard, place: int) -> int:
        """A card is put off a few times because of words alone, which may be on every card."""
        free_from = self._last_seen.free_from(card.item)
        if free_from <= place and self._put_off[card] < _MOST_PUT_OFF:
            free_from = self._last_seen.unshown_from(card.item)
            self._put_off[card] += free_from > place
        return free_from

    def _least_near(self) -> _Waiting:
        """What was said to be free soon may have got another neighbour since."""
        tries = 0
        while True:
            said, priority, first = heappop(self._near)
            if first.card in self._taken:
                continue
            free_from = self._last_seen.free_from(first.card.item)
            if free_from == said or tries == _TRIES:
                return first
            heappush(self._near, (free_from, priority, first))
            tries += 1

    def _pass(self, name: str) -> None:
        """What gives an item away may come once all of the item's cards have been asked."""
        self._left[name] -= 1
        if self._left[name]:
            return
        self._beside_left.subtract(self._last_seen.beside[name])
        for each in self._later.get(name, ()):
            self._too_early[each] -= 1
            if not self._too_early[each]:
                for waiting in self._telling_of.pop(each, ()):
                    self._offer(waiting)


def _lanes(
    items: Sequence[Item], siblings: Siblings, later: Mapping[str, list[str]]
) -> list[_Lane]:
    """The cards of each claim, in an order in which none gives a later one away. The ranks go round
    the claims, so that the first cards of a large deck cover the whole text."""
    responses = {item.id: item.response for item in items}
    first = _first(items, later)
    rounds: Counter[Hashable] = Counter()
    turns: dict[str, tuple[bool, int]] = {}
    for name in responses:
        is_later, claim = name not in first, _claim(siblings.words[name]) or name
        turns[name] = is_later, rounds[is_later, claim]
        rounds[is_later, claim] += 1
    lanes: defaultdict[Hashable, _Lane] = defaultdict(_Lane)
    names = sorted(responses, key=turns.__getitem__)
    for rank, name in enumerate(ordered(names, later)):
        lane = lanes[_claim(siblings.words[name]) or name]
        room = rank // _ROOM + (name not in first) * len(names)
        for ordinal in ordinals(responses[name]):
            lane.left += 1
            card = NewCard(name, ordinal)
            lane.behind.append(_Waiting(room, rank + ordinal / CARDS_A_NOTE, card, lane))
    return list(lanes.values())


def _claim(words: Words) -> Hashable:
    """Questions of their own share one with those on the very same words."""
    return words.claim or words.pieces


def _first(items: Sequence[Item], later: Mapping[str, list[str]]) -> set[str]:
    """What is `core`, and what must come before it."""
    found = {item.id for item in items if CORE in item.tags}
    asked = defaultdict(list)
    for name, telling in later.items():
        for each in telling:
            asked[each].append(name)
    waiting = list(found)
    while waiting:
        before = [name for name in asked[waiting.pop()] if name not in found]
        found.update(before)
        waiting += before
    return found


class _LastSeen:
    """Where the last card stands that an item should not be near to."""

    def __init__(self, items: Sequence[Item], neighbours: Neighbours) -> None:
        self._siblings, self._spoilers = neighbours.siblings, neighbours.spoilers
        self._neighbours = neighbours
        self.beside: defaultdict[str, set[str]] = defaultdict(set)
        for item in items:
            for teller in self._spoilers.of(item.id):
                self.beside[item.id].add(teller)
                self.beside[teller].add(item.id)
        self._places: dict[Hashable, int] = {}
        self._latest: deque[tuple[str, int]] = deque(maxlen=A_DAY - 1)

    def free_from(self, name: str) -> int:
        """The place from which it may stand."""
        words = self._siblings.words[name]
        seen = (name, words, ("claim", words.claim), *self._spoilers.groups(name))
        return max(self._places.get(each, -A_DAY) for each in seen) + A_DAY

    def unshown_from(self, name: str) -> int:
        """The place from which no card of that day shows its answer, or it that of another."""
        if not self._neighbours.may_be_shown(name, [other for other, _ in self._latest]):
            return 0
        are_shown = self._neighbours.are_shown
        showing = (place for other, place in reversed(self._latest) if are_shown(name, other))
        return next(showing, -A_DAY) + A_DAY

    def add(self, name: str, place: int) -> None:
        self._latest.append((name, place))
        words = self._siblings.words[name]
        self._places.update(dict.fromkeys(self.beside[name], place))
        self._places.update(dict.fromkeys(self._siblings.overlapping(words), place))
        self._places.update(dict.fromkeys(self._spoilers.groups(name), place))
        self._places[name] = place
        if words.claim:
            self._places["claim", words.claim] = place


class Neighbours:
    """What tells of each other: enemies, siblings, the cards of one note, and what shows an answer.

    The compiler finds what gives an answer away, which takes more than its words: “Kazakhstan”
    stands on many cards that do not tell where somebody was. Among the cards of a day a learner
    should not meet the words at all.
    """

    def __init__(self, deck: CompiledDeck) -> None:
        items = deck.items_for(Outlet.ANKI)
        self.siblings, self.spoilers = Siblings(items), Spoilers(deck.enemies, items)
        self._fronts = {item.id: _words(" | ".join(_front(item))) for item in items}
        self._counts = Counter(chain.from_iterable(map(str.split, self._fronts.values())))
        self._answers = {item.id: [*self._answers_elsewhere(item)] for item in items}

    def in_days(self, order: Sequence[str], days: int) -> int:
        """How many pairs there are that come on one day of the first few."""
        starts = range(0, days * A_DAY, A_DAY)
        pairs = (combinations(order[start : start + A_DAY], 2) for start in starts)
        return sum(self.are(*pair) for day in pairs for pair in day)

    def are(self, one: str, other: str) -> bool:
        if one == other or one in self.spoilers.of(other) or other in self.spoilers.of(one):
            return True
        here, there = self.siblings.words[one], self.siblings.words[other]
        is_one_claim = bool(here.claim) and here.claim == there.claim
        return is_one_claim or there in self.siblings.overlapping(here)

    def are_told(self, one: str, other: str) -> bool:
        """The same, or one of the two shows the other's answer."""
        return self.are(one, other) or self.are_shown(one, other)

    def are_shown(self, one: str, other: str) -> bool:
        """Whether the front of one of the two shows the other's answer, word for word."""
        front, shown = self._fronts[one], self._fronts[other]
        return any(answer in front for answer in self._answers[other]) or any(
            answer in shown for answer in self._answers[one]
        )

    def may_be_shown(self, name: str, others: Sequence[str]) -> bool:
        """Whether that may hold of one of the others: all are looked through at once."""
        if answers := self._answers[name]:
            fronts = "".join(map(self._fronts.__getitem__, others))
            if any(answer in fronts for answer in answers):
                return True
        front = self._fronts[name]
        return any(answer in front for other in others for answer in self._answers[other])

    def _answers_elsewhere(self, item: Item) -> Iterator[str]:
        """The answers that another front may show. Most have a word that stands on no other."""
        front = self._fronts[item.id]
        for answer in map(_words, _answers(item)):
            rarest = min(answer.split(), key=self._counts.__getitem__, default="")
            if not rarest or self._counts[rarest] > front.count(f" {rarest} "):
                yield answer


def _words(text: str) -> str:
    """The words have a space at both ends, so that only whole ones are found among them."""
    folded = text.casefold()
    if folded.isascii():  # a fourth of the time that a pattern takes
        words = folded.replace("|", " | ").translate(_ONLY_WORDY).split()
    else:
        words = _WORD.findall(folded)
    return f" {' '.join(words)} "


_WORD = re.compile(r"\w+|\|")
_ONLY_WORDY = "".join(each if _WORD.match(each) else " " for each in map(chr, range(128)))


def _answers(item: Item) -> Iterator[str]:
    match item.response:
        case Choice(options, is_fixed=False):
            yield from (plain(option.content) for option in options if option.is_key)
        case TextEntry(answer):
            yield answer
        case Numeric(shown=shown):
            yield shown
        case Gaps(gaps):
            yield from (gap.answer for gap in gaps)


def _front(item: Item) -> Iterator[str]:
    """A text with several cards shows the other gaps on each."""
    yield plain(item.stem)
    match item.response:
        case Choice(options):
            yield from (plain(option.content) for option in options)
        case Matching(pairs) as matching:
            yield from map(plain, (*(pair.left for pair in pairs), *matching.rights))
        case Ordering(steps):
            yield from map(plain, steps)
        case Gaps(gaps, is_ordered=True, is_together=False):
            yield from (gap.answer for gap in gaps)
