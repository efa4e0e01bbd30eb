"""Plans which questions a session asks, and in which order.

The plan is pure: the same day and seed give the same session. Questions that are due come first,
those of all decks together, then new ones, then those missed earlier the same day. What asks about
the same thing as another question of the day, or was given away by one, waits for another day. New
ones are taken claim by claim in the author's order (in a large deck, by chance), from one deck
after another. A session stores no plan: the log says what was answered today, so a session that was
cut off goes on there. How far it has come is a value, so that an undo returns to an earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.responses import shuffled
from quizgen.quiz.spoiling import Shown, Spoilers, asked_first, words_of

Name: TypeAlias = tuple[str, str]  # a deck's uid, and the id of one of its items


class Stage(StrEnum):
    DUE = "due"
    NEW = "new"
    PRACTICE = "practice"  # asked whatever the schedule says, which it leaves alone
    AGAIN = "again"  # missed today, so asked until it is right, without being scheduled


class Turn(NamedTuple):
    """`deck` is the uid of the item's deck."""

    deck: str
    item: str
    stage: Stage

    @property
    def name(self) -> Name:
        return self.deck, self.item


class Amounts(Struct, frozen=True):
    """`new` is the number of new items a day, `limit` the most questions of one session, and
    `most_due` the most due ones without a limit: thousands would only be put off as a whole."""

    new: int
    limit: int | None = None
    most_due: int = 100

    @property
    def due(self) -> int:
        return self.most_due if self.limit is None else self.limit

    def new_beside(self, due: int) -> int:
        """Each new item comes back about ten times in its first year, so new ones become fewer as
        due ones pile up, and stop before the pile is more than one session."""
        return min(self.new, 2 * self.new * max(0, self.most_due - due) // self.most_due)


class Bank(Struct, frozen=True):
    """The questions of one deck that may be asked, in the author's order, and what the history says
    about them on a day: those `introduced` were answered for the first time that day, those
    `reviewed` again, and those `unlearned` were missed that day and not put right."""

    deck: CompiledDeck
    names: Sequence[str]
    due_days: Mapping[str, int]
    introduced: Collection[str] = ()
    reviewed: Collection[str] = ()
    unlearned: Sequence[str] = ()

    @property
    def uid(self) -> str:
        return self.deck.about.uid

    @property
    def unseen(self) -> list[str]:
        return [name for name in self.names if name not in self.due_days]


class Plan(NamedTuple):
    """`left` of the due items wait for another session, and `put_off` of them for another day.
    `new_limit` is how many new ones a day are asked, where others wait for that reason."""

    turns: tuple[Turn, ...]
    left: int = 0
    put_off: int = 0
    new_limit: int = 0


def plan(banks: Sequence[Bank], day: int, amounts: Amounts, seed: str) -> Plan:
    shown = ShownQuestions({bank.uid: bank.deck for bank in banks})
    others = _show(shown, [(bank.uid, each) for bank in banks for each in bank.reviewed])
    introduced = [(bank.uid, each) for bank in banks for each in bank.introduced]
    _show(shown, introduced)
    all_due = _due(banks, day, seed)
    all_due[:_SHUFFLED] = shown.asked_first(all_due[:_SHUFFLED])
    wanted = max(0, amounts.new_beside(len(all_due)) - len(introduced))
    due, left = shown.take(all_due, amounts.due, shown.bar)
    unseen = shown.asked_first(_unseen(banks, wanted, seed))
    new, unasked = shown.take(unseen, wanted, shown.bar)
    if not others and not due:
        new += shown.take(unasked, wanted - len(new), shown.give_away)[0]
    if others + len(due) <= 1:  # all that is due asks about the same thing
        due += shown.take(left, amounts.due - len(due), shown.give_away)[0]
    missed = [(bank.uid, each) for bank in banks for each in bank.unlearned if each in bank.names]
    stages = ((due, Stage.DUE), (new, Stage.NEW), (missed, Stage.AGAIN))
    turns = tuple(Turn(*name, stage) for names, stage in stages for name in names)
    cut = turns[: amounts.limit]
    are_unseen = sum(len(bank.unseen) for bank in banks) > len(new)
    is_full_of_new = len(introduced) + len(new) >= amounts.new and are_unseen and cut == turns
    # where the most are asked, nobody has looked at the others
    rest, is_full = len(all_due) - len(due), len(due) == amounts.due
    counts = (rest, 0) if is_full else (0, rest)
    return Plan(cut, *counts, new_limit=amounts.new if is_full_of_new else 0)


def practice(banks: Sequence[Bank], limit: int | None, seed: str) -> Plan:
    """Plans all questions in a random order, in rounds without siblings as far as that goes."""
    decks = {bank.uid: bank.deck for bank in banks}
    waiting = shuffled([(bank.uid, each) for bank in banks for each in bank.names], " ".join, seed)
    found: list[Name] = []
    for _ in range(_ROUNDS):
        shown = ShownQuestions(decks)
        taken, waiting = shown.take(waiting, len(waiting), shown.bar)
        found += taken
    return Plan(tuple(Turn(*name, Stage.PRACTICE) for name in (found + waiting)[:limit]))


class Progress(Struct, frozen=True):
    """`number` counts the questions asked for the first time, `answered` committed answers, `tries`
    first tries and `right` those of them that were right. `misses` says how often each was
    missed."""

    waiting: tuple[Turn, ...]
    number: int = 0
    answered: int = 0
    tries: int = 0
    right: int = 0
    misses: Mapping[Name, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.number + len(self.waiting) - self.again

    @property
    def again(self) -> int:
        """The number of those that wait to be asked again."""
        return sum(turn.stage is Stage.AGAIN for turn in self.waiting)

    def step(self) -> tuple[Turn, Progress]:
        """The turn to take, and the progress while its question is unanswered."""
        turn, *rest = self.waiting
        number = self.number + (turn.stage is not Stage.AGAIN)
        return turn, replace(self, waiting=tuple(rest), number=number)

    def marked(self, turn: Turn, is_right: bool) -> Progress:
        """The progress after an answer. A missed item comes back later."""
        is_first = turn.stage is not Stage.AGAIN
        progress = replace(
            self,
            answered=self.answered + 1,
            tries=self.tries + is_first,
            right=self.right + (is_first and is_right),
        )
        if is_right:
            return progress
        misses = self.misses.get(turn.name, 0) + 1
        waiting = come_back(self.waiting, turn, misses)
        return replace(progress, waiting=waiting, misses={**self.misses, turn.name: misses})

    def without(self, name: Name) -> Progress:
        """The progress after an item was suspended, so that it does not come back."""
        return replace(self, waiting=tuple(turn for turn in self.waiting if turn.name != name))


def come_back(waiting: Sequence[Turn], turn: Turn, misses: int = 1) -> tuple[Turn, ...]:
    """A missed item returns after three others, then six, then twelve, or at the end. At a fixed
    distance, four missed items would go round for ever and keep the rest waiting."""
    place = _APART * 2 ** (misses - 1)
    return (*waiting[:place], turn._replace(stage=Stage.AGAIN), *waiting[place:])


_APART = 3
_ROUNDS = 20  # of practice; what is left then has more than twenty siblings
_SHUFFLED = 1000  # due items; more than anybody answers in a day
_LOOKED_AT = 200  # items; a larger deck is sampled evenly, so that planning stays fast


def _show(shown: ShownQuestions, names: Sequence[Name]) -> int:
    """Returns how many of these questions ask about something else than those before them."""
    others = 0
    for name in names:
        others += not shown.have_sibling(name)
        shown.add(name)
    return others


def _due(banks: Sequence[Bank], day: int, seed: str) -> list[Name]:
    """The most overdue first, in the author's order: what SQLite gives has none."""
    by_day: defaultdict[int, list[Name]] = defaultdict(list)
    for bank in banks:
        days, uid = bank.due_days, bank.uid
        for each in bank.names:
            if (due := days.get(each, day + 1)) <= day:
                by_day[due].append((uid, each))
    found: list[Name] = []
    for _, names in sorted(by_day.items()):
        mixed = max(0, _SHUFFLED - len(found))
        found += shuffled(names[:mixed], " ".join, seed) + names[mixed:]
    return found


def _unseen(banks: Sequence[Bank], wanted: int, seed: str) -> list[Name]:
    rows = [_by_claim(bank, wanted, seed) if wanted else [] for bank in banks]
    return [name for row in zip_longest(*rows) for name in row if name]


def _by_claim(bank: Bank, wanted: int, seed: str) -> list[Name]:
    """A claim's items are in random order, because the first ones often come from one template, and
    ten statements that are all true teach little."""
    unseen = bank.unseen
    size = _LOOKED_AT + wanted
    if len(unseen) > size:
        unseen = shuffled(unseen[:: len(unseen) // size], str, seed)
    claims = {name: bank.deck.by_id[name].claim for name in unseen}
    places = {claim: place for place, claim in enumerate(dict.fromkeys(claims.values()))}
    mixed = shuffled(unseen, str, seed)
    return [(bank.uid, name) for name in sorted(mixed, key=lambda name: places[claims[name]])]


# --- Questions that help with each other -----------------------------------------------


class ShownQuestions:
    """The questions of a day, with what had better wait for another day because of them. Within a
    deck the compiled relation says what gives an answer away. Siblings ask about one claim or about
    the same words, and two decks may do so if they quote one text."""

    def __init__(self, decks: Mapping[str, CompiledDeck]) -> None:
        self._decks = decks
        self._spoilers = {uid: Spoilers(deck.enemies, deck.items) for uid, deck in decks.items()}
        self._shown = {uid: Shown(spoilers) for uid, spoilers in self._spoilers.items()}
        self._claims: set[Name] = set()
        self._words: defaultdict[object, list[tuple[int, int, str]]] = defaultdict(list)

    def add(self, name: Name) -> None:
        uid, item = name[0], self._item(name)
        self._shown[uid].add(item.id)
        self._claims.add((uid, item.claim))
        for place, start, end, owner in self._pieces(uid, item):
            self._words[place].append((start, end, owner))

    def give_away(self, name: Name) -> bool:
        return self._shown[name[0]].spoils(name[1])

    def have_sibling(self, name: Name) -> bool:
        uid, item = name[0], self._item(name)
        return (uid, item.claim) in self._claims or any(
            start < reaches and begins < end and not (owner and owner == other)
            for place, start, end, owner in self._pieces(uid, item)
            for begins, reaches, other in self._words.get(place, ())
        )

    def bar(self, name: Name) -> bool:
        return self.have_sibling(name) or self.give_away(name)

    def asked_first(self, names: Sequence[Name]) -> list[Name]:
        """Each before what gives it away. Each deck keeps the places that it has."""
        of_deck: defaultdict[str, list[str]] = defaultdict(list)
        for uid, item in names:
            of_deck[uid].append(item)
        rows = {uid: iter(asked_first(row, self._spoilers[uid])) for uid, row in of_deck.items()}
        return [(uid, next(rows[uid])) for uid, _ in names]

    def take(
        self, names: Iterable[Name], most: int, bar: Callable[[Name], bool]
    ) -> tuple[list[Name], list[Name]]:
        """Shows the first ones that nothing bars, and returns them with those that were barred."""
        taken: list[Name] = []
        left: list[Name] = []
        for name in names:
            if len(taken) == most:
                break
            if bar(name):
                left.append(name)
            else:
                self.add(name)
                taken.append(name)
        return taken, left

    def _item(self, name: Name) -> Item:
        return self._decks[name[0]].by_id[name[1]]

    def _pieces(self, uid: str, item: Item) -> Iterator[tuple[object, int, int, str]]:
        """The words that an item rests on, by the paragraph, which other decks may quote too. A
        claim's words are owned by its deck, since its author has parted its claims."""
        about, words = self._decks[uid].about, words_of(item)
        for source, number, start, end in words.pieces:
            paragraphs = about.source_called(source).paragraphs
            is_there = 0 < number <= len(paragraphs)
            place = paragraphs[number - 1] if is_there else (uid, source, number)
            yield place, start, end, uid if words.claim else ""
