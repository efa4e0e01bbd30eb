"""Keeps questions that help with each other on different days.

Within a deck the compiled relation says what gives an answer away. Siblings ask about one claim or
about the same words, and two decks may do so if they quote one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.spoiling import Shown, Spoilers, asked_first, words_of

Name: TypeAlias = tuple[str, str]  # a deck's uid, and the id of one of its items


class ShownQuestions:
    """The questions of a day, with what had better wait for another day because of them."""

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
