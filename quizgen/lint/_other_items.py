"""What stands beside an item in its deck: the stems of others, those with its options, and those on
the same words. It is worked out when a rule asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import TypeAlias

from quizgen.deck.written import Deck
from quizgen.kinds import has_flag
from quizgen.lint._words import TextWords
from quizgen.quiz.model import Evidence, Item, Outlet
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import plain

_COMMON = 200  # stems: a word that more of them have says little
# A sentence: the id of its text, the number of its paragraph, and its index there.
_Place: TypeAlias = tuple[str, int, int]


class OtherItems:
    def __init__(self, items: Sequence[Item], deck: Deck) -> None:
        self._items = items
        self._deck = deck

    def stems_with(self, phrase: TextWords, item: Item) -> list[str]:
        """The ids of the other items on a text whose stem has these words in a row; none where each
        of the words stands in many stems."""
        having = (self._by_word.get(word, frozenset()) for word in phrase.set)
        fewest = min(having, key=len, default=frozenset[str]())
        others = fewest - {item.id} if len(fewest) <= _COMMON else ()
        return sorted(each for each in others if phrase.spaced in self._stems[each])

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        """The words of each stem, with spaces around them."""
        return {item.id: TextWords(plain(item.stem, " ")).spaced for item in self._items}

    @cached_property
    def _by_word(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for item in self._items:
            for word in self._stems[item.id].split() if item.evidence else ():
                found[word].add(item.id)
        return {word: frozenset(names) for word, names in found.items()}

    def first_with_front_of(self, item: Item) -> str:
        """The id of the first card with the same words in its stem."""
        return self._fronts[self._stems[item.id]]

    @cached_property
    def _fronts(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for item in filter(is_card, self._items):
            found.setdefault(self._stems[item.id], item.id)
        return found

    @cached_property
    def sharing_options(self) -> Mapping[str, list[Item]]:
        """Items that have the same options, by the first of them."""
        found: defaultdict[frozenset[str], list[Item]] = defaultdict(list)
        for item in self._items:
            if parts := key_and_distractors(item):
                found[frozenset(plain(each.content) for each in (parts[0], *parts[1]))].append(item)
        return {alike[0].id: alike for alike in found.values() if len(alike) > 1}

    def before_on_its_words(self, item: Item) -> Iterator[Item]:
        """The items before it that rest on words of the same sentence alone; none if it rests on
        several sentences."""
        beside = self._on_one_sentence.get(item.id, ())
        before = takewhile(lambda each: each is not item, beside)
        return (each for each in before if _overlap(each, item))

    @cached_property
    def _on_one_sentence(self) -> Mapping[str, list[Item]]:
        """The items on the sentence of each item that rests on one alone."""
        found: defaultdict[_Place, list[Item]] = defaultdict(list)
        known: dict[int, set[_Place]] = {}  # items on one claim share what it quotes
        for item in self._items:
            if (places := known.get(id(item.evidence))) is None:
                places = {place for piece in item.evidence for place in self._sentences_of(piece)}
                known[id(item.evidence)] = places
            if len(places) == 1:
                found[min(places)].append(item)
        return {item.id: beside for beside in found.values() for item in beside}

    def sentence_before(self, evidence: Evidence) -> str:
        """The sentence before the first that is quoted from; "" at the beginning of a paragraph."""
        source, number, index = next(iter(self._sentences_of(evidence)), ("", 0, 0))
        if not index:
            return ""
        text = self._deck.texts[source]
        return text.paragraph(number)[slice(*text.sentences[number - 1][index - 1])]

    def _sentences_of(self, evidence: Evidence) -> tuple[_Place, ...]:
        text, number = self._deck.text_of(evidence), evidence.paragraph
        touched = text.sentences_touched(number, evidence.spans)
        return tuple((evidence.source, number, index) for index in touched)


def _overlap(one: Item, other: Item) -> bool:
    """Whether they rest on the same words, where they rest on one sentence."""
    if one.evidence is other.evidence:
        return True  # that of their claim
    ours, theirs = ([s for piece in each.evidence for s in piece.spans] for each in (one, other))
    return any(start < after and before < end for start, end in ours for before, after in theirs)


def key_and_distractors(item: Item) -> tuple[Option, list[Option]] | None:
    """The key and the distractors of a choice whose options the author wrote; None for any other
    item, and for a choice with several keys."""
    response = item.response
    if not isinstance(response, Choice) or response.is_multiple:
        return None
    if has_flag(item.kind, "HAS_FIXED_WORDS"):
        return None
    key = next(option for option in response.options if option.is_key)
    return key, [option for option in response.options if not option.is_key]


def is_card(item: Item) -> bool:
    return Outlet.ANKI in item.use or Outlet.STUDY in item.use
