"""The context of all rules: the deck, the word lists of its language, and the words of its items.

What a rule needs of the whole deck is worked out when the first rule asks for it, since most rules
look at few items and a large deck has many.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property

from quizgen.compiling.contents import Bag, Bags
from quizgen.compiling.expand import Expansion
from quizgen.compiling.texts import written
from quizgen.deck.written import Deck
from quizgen.lint._other_items import OtherItems
from quizgen.lint._words import Cues, TextWords, any_of, unquoted, words_of
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Evidence, Form, Item
from quizgen.quiz.rich import Rich, plain
from quizgen.source.sentences import sentences


@cache
def _cues(language: str, name: str) -> Cues:
    return Cues(load_language(language).cues.get(name, ()))


_SHORTEST_CONTENT = 4  # letters: shorter words hardly help a guesser


class LintContext:
    """Each deck has its own context, since its caches are only right for one deck."""

    def __init__(self, deck: Deck, expansion: Expansion, forms: tuple[Form, ...]) -> None:
        self.deck = deck
        self.items = expansion.items
        self.by_id = {item.id: item for item in expansion.items}
        self.places = expansion.places
        self.expansion = expansion
        self.forms = forms
        self._current: Item | None = None
        self._all_words = TextWords("")  # those of the current item
        self._has: dict[str, bool] = {}  # whether a cue of the list is among them

    @cached_property
    def bags(self) -> Bags:
        """Cuts words as the search for enemies does."""
        names = [each.name for each in self.deck.about.sources]
        for each in self.deck.speakers.values():
            names += each.names
        return Bags({self.deck.language.code}, names)

    def content(self, text: str) -> Bag:
        """The words with a meaning, cut. Function words and short ones are left out, as are names
        that every stem has to give."""
        return self.with_meaning(self.bags.of(text))

    def with_meaning(self, bag: Bag) -> Bag:
        return frozenset(word for word in bag if len(word) >= _SHORTEST_CONTENT) if bag else bag

    def whole_words(self, cut: Bag, text: str) -> list[str]:
        """The words of the text that these were cut from."""
        words = words_of(text).all
        return sorted({word for word in words if not cut.isdisjoint(self.bags[word])})

    def cues(self, name: str) -> Cues:
        """A word list of the deck's language; empty where the language has no file."""
        return _cues(self.deck.language.code, name)

    def cues_of_source(self, name: str, evidence: Evidence) -> Cues:
        """A word list of the language of the text that a quotation stands in."""
        return _cues(self.language_of(evidence), name)

    @cached_property
    def language(self) -> str:
        """The code without a region: en, ru, …"""
        return self.deck.language.code.partition("-")[0]

    def language_of(self, evidence: Evidence) -> str:
        return self.deck.about.source_of(evidence).language.lower().partition("-")[0]

    def may_have(self, name: str, item: Item) -> bool:
        """Whether a cue of the list is anywhere in the item. Usually there is none, and then its
        single texts need not be cut into words."""
        words = self.all_words(item)
        if name not in self._has:
            self._has[name] = bool(self.cues(name).found(words))
        return self._has[name]

    def all_words(self, item: Item) -> TextWords:
        if self._current is not item:
            texts = (plain(rich, " ") for rich in written(item))
            self._current, self._all_words, self._has = item, TextWords(" / ".join(texts)), {}
        return self._all_words

    def denies_saying(self, words: TextWords) -> bool:
        """Whether a negative stands right before a verb of saying."""
        negatives = self.cues("negatives").single & words.set
        parts = (part for each in negatives for part in words.spaced.split(f" {each} ")[1:])
        return any(part.partition(" ")[0] in self._verbs for part in parts)

    @cached_property
    def _verbs(self) -> frozenset[str]:
        language = self.deck.language
        return frozenset((*language.base_forms, *language.attributing, *language.after_name))

    @cached_property
    def silence(self) -> re.Pattern[str]:
        """A speaker's name with “did not say” right behind it, in words between spaces."""
        names = (name for each in self.deck.speakers.values() for name in each.names)
        spoken = any_of(words_of(name).spaced.strip() for name in names)
        auxiliary = any_of(self.deck.language.auxiliaries)
        said = rf"(?P<said>{any_of(self.cues('negatives').single)} {any_of(self._verbs)})"
        return re.compile(rf" {spoken} (?:{auxiliary} )?{said}(?= )")

    def negative(self, rich: Rich) -> str:
        """The word that makes the author's own words negative, or ""."""
        negatives, text = self.cues("negatives"), plain(rich, " ")
        if not negatives.found(words_of(text)):
            return ""  # most texts, so quotations need not be cut out
        return negatives.found(words_of(unquoted(text)))

    def asks_for_what_is_not(self, stem: Rich) -> str:
        """The word that turns the question round, or "". A negative word in a sentence or clause
        before the question does not count."""
        if not self.negative(stem):
            return ""
        asking = words_of(self._asking(unquoted(plain(stem, " "))))
        relative = self.cues("relatives").found(asking) if len(asking.all) > 1 else ""
        before, _, after = asking.spaced.partition(f" {relative} ") if relative else ("", "", "")
        main = words_of(before) if before.strip() and after else asking
        return self.cues("negatives").found(main)

    def _asking(self, text: str) -> str:
        """The sentences that ask, or else the last one, from the clause with the last question
        word on: “If it has not come, what …” asks for what is so."""
        parts = [text[start:end] for start, end in sentences(text)]
        asking = " ".join(part for part in parts if part.endswith("?")) or "".join(parts[-1:])
        clauses = asking.split(",")
        for at in range(len(clauses) - 1, 0, -1):
            if self.cues("questions").found(words_of(clauses[at])):
                return ",".join(clauses[at:])
        return asking

    @cached_property
    def beside(self) -> OtherItems:
        return OtherItems(self.items, self.deck)

    @cached_property
    def least_words(self) -> int:
        """The fewest words that make a question; 0 if the language has no file."""
        return int(next(iter(self.deck.language.cues.get("least-words", ())), "0"))

    def count_at(self, start: int) -> int:
        """How many items have their stem at this place, which is more than one in a template."""
        return self._counts[start]

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter(self.places[item.id].start for item in self.items)
