"""What the rules of one run share: the deck, its language's lists, its texts cut into words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from quizgen.deck import Deck
from quizgen.expand import Expansion
from quizgen.kinds import has_flag
from quizgen.languages import load_language
from quizgen.model import (
    Choice,
    Form,
    Gaps,
    Item,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Outlet,
    Rich,
    TextEntry,
    plain,
)
from quizgen.normal_form import normalised
from quizgen.quotations import quotations

if TYPE_CHECKING:
    from quizgen.lint._subjects import Subject

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # a blank is no word
_SHORTEST_CONTENT = 4  # letters: shorter words tell a guesser little


class Words:
    """A text as its words, folded. Not a dataclass: a large deck has 60,000."""

    __slots__ = ("all", "set", "spaced")

    def __init__(self, text: str) -> None:
        if not text.isascii():
            text = normalised("NFC", text).replace("’", "'")
        self.all: tuple[str, ...] = tuple(_WORD.findall(text.casefold()))
        self.set = frozenset(self.all)
        self.spaced = f" {' '.join(self.all)} "

    def has(self, phrase: str) -> bool:
        """Whether the words stand here in a row, whole; `phrase` is folded."""
        return f" {phrase} " in self.spaced


class Cues:
    """One word list of a language: single words and phrases. An empty one finds nothing."""

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = [Words(phrase) for phrase in phrases]
        self.single = frozenset(each.all[0] for each in folded if len(each.all) == 1)
        self.several = tuple(each.spaced for each in folded if len(each.all) > 1)

    def found(self, words: Words) -> str:
        """The first cue that stands there as whole words; "" for none."""
        if not self.single.isdisjoint(words.set):
            return next(word for word in words.all if word in self.single)
        return next((each.strip() for each in self.several if each in words.spaced), "")

    def opening(self, words: Words) -> bool:
        """Whether the text begins with one of them."""
        is_single = bool(words.all) and words.all[0] in self.single
        return is_single or words.spaced.startswith(self.several)

    def has_all(self, words: Words) -> bool:
        """Whether the words are one of the cues, and nothing else."""
        return words.spaced in self.several or (len(words.all) == 1 and words.set <= self.single)

    def __bool__(self) -> bool:
        return bool(self.single or self.several)


class Run:
    """Made anew for each deck; nothing of it outlives the run."""

    def __init__(self, deck: Deck, expansion: Expansion, forms: tuple[Form, ...]) -> None:
        self.deck = deck
        self.items = expansion.items
        self.places = expansion.places
        self.forms = forms
        self.subjects: dict[str, list[Subject]] = {}
        self._words: dict[str, Words] = {}
        self._cues: dict[str, Cues] = {}
        self._content: dict[str, frozenset[str]] = {}

    def words(self, text: str) -> Words:
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = Words(text)
        return found

    def of(self, rich: Rich) -> Words:
        return self.words(plain(rich, " "))

    def content(self, text: str) -> frozenset[str]:
        """The words that say something: of four letters or more, and no function words."""
        found = self._content.get(text)
        if found is None:
            words = self.words(text).set - self.cues("functions").single
            found = frozenset(word for word in words if len(word) >= _SHORTEST_CONTENT)
            self._content[text] = found
        return found

    def cues(self, name: str) -> Cues:
        """A word list of the deck's language; empty where the language has no file."""
        found = self._cues.get(name)
        if found is None:
            found = self._cues[name] = Cues(self.deck.language.cues.get(name, ()))
        return found

    def cues_of_source(self, name: str) -> Cues:
        """The same of the source's language."""
        if self.language_of_source == self.language:
            return self.cues(name)
        return Cues(load_language(self.language_of_source).cues.get(name, ()))

    @cached_property
    def language(self) -> str:
        """Without its region: en, ru, …"""
        return self.deck.language.code.partition("-")[0]

    @cached_property
    def language_of_source(self) -> str:
        return self.deck.about.source.language.lower().partition("-")[0]

    @staticmethod
    def unquoted(text: str) -> str:
        """The author's own words: what stands in quotation marks is somebody else's."""
        spans = quotations(text)
        for start, end in reversed(spans):
            text = f"{text[:start]} {text[end:]}"
        return text

    def negative(self, words: Words, text: str) -> str:
        """The word that makes `text` negative; "" for none. `words` are a text that holds it,
        looked at first since most texts settle it."""
        negatives = self.cues("negatives")
        if not negatives.found(words):
            return ""
        spaced = self.words(text).spaced
        for phrase in self.cues("not-negative").several:
            spaced = spaced.replace(phrase, " ")
        return negatives.found(self.words(spaced))

    @cached_property
    def fronts(self) -> dict[str, str]:
        """The first card with each stem."""
        found: dict[str, str] = {}
        for item in self.items:
            if not item.use.isdisjoint((Outlet.ANKI, Outlet.STUDY)):
                found.setdefault(self.of(item.stem).spaced, item.id)
        return found

    @cached_property
    def least_words(self) -> int:
        """Of a stem that can be a question; 0 where the language has no file."""
        return int(next(iter(self.deck.language.cues.get("least-words", ())), "0"))

    @staticmethod
    def answers(item: Item) -> tuple[str, ...]:
        """What is right, where it is words: the keys, the gaps."""
        match item.response:
            case Choice(options) if not has_flag(item.kind, "HAS_FIXED_WORDS"):
                return tuple(plain(option.content) for option in options if option.is_key)
            case TextEntry(answer):
                return (answer,)
            case Numeric(shown=shown, unit=unit):
                return (f"{shown} {unit}".strip(),)
            case Gaps(gaps):
                return tuple(gap.answer for gap in gaps)
            case Choice() | Matching() | Ordering() | Open():
                return ()
            case _ as never:
                assert_never(never)

    @property
    def is_english(self) -> bool:
        return self.language == "en"

    def count_at(self, start: int) -> int:
        """How many items have their stem at this place."""
        return self._counts[start]

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter(self.places[item.id].start for item in self.items)


def single_choice(item: Item) -> tuple[Option, list[Option]] | None:
    """The key and the distractors of a choice whose words are the author's; None for all else."""
    response = item.response
    if not isinstance(response, Choice) or response.is_multiple:
        return None
    if has_flag(item.kind, "HAS_FIXED_WORDS"):
        return None
    keys = [option for option in response.options if option.is_key]
    return keys[0], [option for option in response.options if not option.is_key]
