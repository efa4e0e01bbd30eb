"""The context of all rules: the deck, the word lists of its language, its texts cut into words.

Words are folded and compared whole, so that "not" is never found in "nothing". What a rule needs of
the whole deck is worked out when the first rule asks for it, since most rules look at few items
and a large deck has many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache

from quizgen.compiling.expand import Expansion
from quizgen.compiling.texts import written
from quizgen.deck.written import Deck
from quizgen.kinds import has_flag
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Evidence, Form, Item, Outlet
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.boundaries import matches
from quizgen.reading.normal_form import normalised
from quizgen.source.quotation_marks import quotations
from quizgen.source.sentences import sentences

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

    def shared_content(self, one: str, other: str) -> frozenset[str]:
        """The words with a meaning that are in both texts. Function words and short ones are left
        out, as are names that every stem has to give."""
        shared = words_of(one).set & words_of(other).set
        shared = shared - self.cues("functions").single - self._named if shared else shared
        return frozenset(word for word in shared if len(word) >= _SHORTEST_CONTENT)

    @cached_property
    def _named(self) -> frozenset[str]:
        names = [each.name for each in self.deck.about.sources]
        for each in self.deck.speakers.values():
            names += each.names
        return frozenset().union(*(TextWords(name).set for name in names))

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
        if self._current is not item:
            texts = (plain(rich, " ") for rich in written(item))
            self._current, self._all_words = item, TextWords(" / ".join(texts))
        return bool(self.cues(name).found(self._all_words))

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
    def fronts(self) -> dict[str, str]:
        """The id of the first card with each stem."""
        found: dict[str, str] = {}
        for item in filter(is_card, self.items):
            found.setdefault(TextWords(plain(item.stem, " ")).spaced, item.id)
        return found

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


def unquoted(text: str) -> str:
    """The author's own words: words in quotation marks are left out, as they are others'."""
    for start, end in reversed(quotations(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


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
