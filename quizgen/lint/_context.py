"""The context of all rules: the deck, the word lists of its language, and the words of its items.

Texts are cut into words, which are folded and compared whole, so that "not" is never found in
"nothing". What a rule needs of the whole deck is worked out when the first rule asks for it, since
most rules look at few items and a large deck has many.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from typing import TypeAlias

from quizgen.compiling.contents import Bag, Bags, written, written_options
from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Deck
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Evidence, Form, Item, Outlet
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.characters import matches, normalised
from quizgen.source.punctuation import sentences, unquoted

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # “_____” is not a word
_TO_SPACES = {
    code: " " for code in range(128) if not chr(code).isalnum()
}  # faster, and enough for most texts


class TextWords:
    """The words of a text, folded. A large deck has 60,000 texts, too many for a dataclass."""

    __slots__ = ("all", "set", "spaced")

    def __init__(self, text: str) -> None:
        self.all: tuple[str, ...]
        if text.isascii() and "'" not in text:
            self.all = tuple(text.lower().translate(_TO_SPACES).split())
        else:
            folded = normalised("NFC", text).replace("’", "'").casefold()
            self.all = tuple(matches(_WORD, folded))
        self.set = frozenset(self.all)
        self.spaced = f" {' '.join(self.all)} "

    def has(self, phrase: str) -> bool:
        """Whether the text has these words, whole and in a row. `phrase` must be folded."""
        return f" {phrase} " in self.spaced


@lru_cache(maxsize=1_000)  # all texts of a large deck, cut into words, would take 200 MB
def words_of(text: str) -> TextWords:
    """Several rules look at the same text, one after the other."""
    return TextWords(text)


def words_in(rich: Rich) -> TextWords:
    return words_of(plain(rich, " "))


class Cues:
    """One word list of a language: single words, phrases, and exceptions, which are phrases that
    contain a listed word but do not count. An empty list finds nothing."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = tuple(phrases)
        counting = [TextWords(phrase) for phrase in listed if not phrase.startswith("-")]
        self.single = frozenset(each.all[0] for each in counting if len(each.all) == 1)
        self.several = tuple(each.spaced for each in counting if len(each.all) > 1)
        self._any = self.single | {each.split()[0] for each in self.several}
        self._except = tuple(TextWords(each).spaced for each in listed if each.startswith("-"))

    def found(self, words: TextWords) -> str:
        """The first cue in the text, or ""."""
        if self._any.isdisjoint(words.set):
            return ""  # nearly always
        if not self.single.isdisjoint(words.set):
            counted = self._counted(words) if self._except else words.all
            single = next((word for word in counted if word in self.single), "")
            if single:
                return single
        return next((each.strip() for each in self.several if each in words.spaced), "")

    def _counted(self, words: TextWords) -> list[str]:
        spaced = words.spaced
        for phrase in self._except:
            spaced = spaced.replace(phrase, " | ")
        return spaced.split()

    def opening(self, words: TextWords) -> bool:
        """Whether the text begins with a cue."""
        is_single = bool(words.all) and words.all[0] in self.single
        return is_single or words.spaced.startswith(self.several)

    def __bool__(self) -> bool:
        return bool(self.single or self.several)


def any_of(phrases: Iterable[str]) -> str:
    """A pattern, which for no phrase finds nothing."""
    return f"(?:{'|'.join(map(re.escape, sorted(phrases))) or '(?!)'})"


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

    @cached_property
    def first_with_front_of(self) -> Mapping[str, str]:
        """The id of the first card with the same words in its stem, for each card."""
        cards = [item.id for item in self._items if is_card(item)]
        first = {self._stems[name]: name for name in reversed(cards)}
        return {name: first[self._stems[name]] for name in cards}

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
    options = written_options(item)
    keys = [option for option in options if option.is_key]
    if len(keys) != 1 or (isinstance(item.response, Choice) and item.response.is_multiple):
        return None
    return keys[0], [option for option in options if not option.is_key]


def is_card(item: Item) -> bool:
    return Outlet.ANKI in item.use or Outlet.STUDY in item.use


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

    @cached_property
    def bags(self) -> Bags:
        """Cuts words as the search for enemies does."""
        speakers, sources = self.deck.speakers.values(), self.deck.about.sources
        return Bags({self.deck.language.code}, speakers, sources)

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
        return bool(self.cues(name).found(self.all_words(item)))

    def all_words(self, item: Item) -> TextWords:
        if self._current is not item:
            texts = (plain(rich, " ") for rich in written(item))
            self._current, self._all_words = item, TextWords(" / ".join(texts))
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

    @cached_property
    def counts(self) -> Counter[int]:
        """How many items have their stem at a place, which is more than one in a template."""
        return Counter(self.places[item.id].start for item in self.items)
