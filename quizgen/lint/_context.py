"""The context of all rules: the deck, the word lists of its language, its texts cut into words.

Each part is computed when the first rule asks for it, since most rules look at few items and a
large deck has many.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from quizgen.compiling.expand import Expansion
from quizgen.compiling.texts import written
from quizgen.deck.written import Deck
from quizgen.grade.marking_language import load_marking_language
from quizgen.kinds import has_flag
from quizgen.lint import _collisions
from quizgen.lint._words import Cues, TextWords
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Evidence, Form, Item, Outlet
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import Rich, plain
from quizgen.source.quotation_marks import quotations
from quizgen.source.sentences import sentences

_SHORTEST_CONTENT = 4  # letters: shorter words hardly help a guesser


Parts = tuple[Option, list[Option]]


class LintContext:
    """Each deck has its own context, since its caches are only right for one deck."""

    def __init__(self, deck: Deck, expansion: Expansion, forms: tuple[Form, ...]) -> None:
        self.deck = deck
        self.items = expansion.items
        self.by_id = {item.id: item for item in expansion.items}
        self.places = expansion.places
        self.expansion = expansion
        self.forms = forms
        self._words: dict[str, TextWords] = {}
        self._whole: TextWords | None = None  # all texts of the current item
        self._parted: Item | None = None
        self._parts: Parts | None = None
        self._cues: dict[str, Cues] = {}
        self._content: dict[str, frozenset[str]] = {}

    def forget(self) -> None:
        """Drops the words of the last thing: those of a large deck would take 200 MB."""
        self._words.clear()
        self._content.clear()
        self._whole = None

    def words(self, text: str) -> TextWords:
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = TextWords(text)
        return found

    def of(self, rich: Rich) -> TextWords:
        return self.words(plain(rich, " "))

    def parts(self, item: Item) -> Parts | None:
        """The key and the distractors of a choice whose options the author wrote; None for any
        other item, and for a choice with several keys."""
        if self._parted is not item:
            self._parted, self._parts = item, _parts(item)
        return self._parts

    def content(self, text: str) -> frozenset[str]:
        """The words with a meaning: function words and words under four letters are left out."""
        found = self._content.get(text)
        if found is None:
            words = self.words(text).set - self.cues("functions").single
            found = frozenset(word for word in words if len(word) >= _SHORTEST_CONTENT)
            self._content[text] = found
        return found

    def shared_content(self, one: str, other: str) -> frozenset[str]:
        """The words of content in both texts, except for names that every stem has to give."""
        shared = self.words(one).set & self.words(other).set
        return (self.content(one) & shared) - self._named if shared else shared

    @cached_property
    def _named(self) -> frozenset[str]:
        names = [each.name for each in self.deck.about.sources]
        for each in self.deck.speakers.values():
            names += [each.name, each.full, *each.aka, *each.forms.values()]
        return frozenset().union(*(TextWords(name).set for name in names))

    def cues(self, name: str) -> Cues:
        """A word list of the deck's language; empty where the language has no file."""
        found = self._cues.get(name)
        if found is None:
            found = self._cues[name] = Cues(self.deck.language.cues.get(name, ()))
        return found

    def cues_of_source(self, name: str, evidence: Evidence) -> Cues:
        """A word list of the language of the text that a quotation stands in."""
        language = self.language_of(evidence)
        if language == self.language:
            return self.cues(name)
        return Cues(load_language(language).cues.get(name, ()))

    @cached_property
    def language(self) -> str:
        """The code without a region: en, ru, …"""
        return self.deck.language.code.partition("-")[0]

    def language_of(self, evidence: Evidence) -> str:
        return self.deck.about.source_of(evidence).language.lower().partition("-")[0]

    @cached_property
    def languages_of_sources(self) -> tuple[str, ...]:
        named = (each.language.lower().partition("-")[0] for each in self.deck.about.sources)
        return tuple(dict.fromkeys(named))

    @staticmethod
    def unquoted(text: str) -> str:
        """The author's own words: words in quotation marks are left out, as they are others'."""
        spans = quotations(text)
        for start, end in reversed(spans):
            text = f"{text[:start]} {text[end:]}"
        return text

    def may_have(self, name: str, item: Item) -> bool:
        """Whether a cue of the list is anywhere in the item. Usually there is none, and then its
        single texts need not be cut into words."""
        if self._whole is None:
            self._whole = TextWords(" / ".join(plain(rich, " ") for rich in written(item)))
        return bool(self.cues(name).found(self._whole))

    def negative(self, rich: Rich) -> str:
        """The word that makes the author's own words negative, or ""."""
        negatives = self.cues("negatives")
        if not negatives.found(self.of(rich)):
            return ""  # most texts, so quotations need not be cut out
        return negatives.found(self.words(self.unquoted(plain(rich, " "))))

    def asks_for_what_is_not(self, stem: Rich) -> str:
        """The word that turns the question round, or "". A negative word in a sentence or clause
        before the question does not count."""
        if not self.negative(stem):
            return ""
        asking = self.words(self._asking(self.unquoted(plain(stem, " "))))
        relative = self.cues("relatives").found(asking) if len(asking.all) > 1 else ""
        before, _, after = asking.spaced.partition(f" {relative} ") if relative else ("", "", "")
        main = self.words(before) if before.strip() and after else asking
        return self.cues("negatives").found(main)

    def _asking(self, text: str) -> str:
        """The sentences that ask, or else the last one, from the clause with the last question
        word on: “If it has not come, what …” asks for what is so."""
        parts = [text[start:end] for start, end in sentences(text)]
        asking = " ".join(part for part in parts if part.endswith("?")) or "".join(parts[-1:])
        clauses = asking.split(",")
        for at in range(len(clauses) - 1, 0, -1):
            if self.cues("questions").found(self.words(clauses[at])):
                return ",".join(clauses[at:])
        return asking

    def is_stock(self, words: TextWords) -> bool:
        """Whether an option is “all of the above” or the like, which has its own rules."""
        return any(self.cues(name).opening(words) for name in ("all-of-these", "none-of-these"))

    @cached_property
    def fronts(self) -> dict[str, str]:
        """The id of the first card with each stem."""
        found: dict[str, str] = {}
        for item in self.items:
            if not item.use.isdisjoint((Outlet.ANKI, Outlet.STUDY)):
                found.setdefault(TextWords(plain(item.stem, " ")).spaced, item.id)
        return found

    @cached_property
    def _typed_fields(self) -> list[_collisions.TypedField]:
        return _collisions.typed_fields(self.items, load_marking_language(self.deck.language.code))

    @cached_property
    def collisions(self) -> dict[str, list[str]]:
        """Sentences about answers that marking may confuse, by the id of the later item."""
        return _collisions.answer_collisions(self._typed_fields)

    @cached_property
    def form_collisions(self) -> dict[str, list[str]]:
        language = load_marking_language(self.deck.language.code)
        if not language.has_cases:
            return {}
        return _collisions.form_collisions(self._typed_fields, language)

    @cached_property
    def least_words(self) -> int:
        """The fewest words that make a question; 0 if the language has no file."""
        return int(next(iter(self.deck.language.cues.get("least-words", ())), "0"))

    @property
    def is_english(self) -> bool:
        return self.language == "en"

    def count_at(self, start: int) -> int:
        """How many items have their stem at this place, which is more than one in a template."""
        return self._counts[start]

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter(self.places[item.id].start for item in self.items)


def _parts(item: Item) -> Parts | None:
    response = item.response
    if not isinstance(response, Choice) or response.is_multiple:
        return None
    if has_flag(item.kind, "HAS_FIXED_WORDS"):
        return None
    keys = [option for option in response.options if option.is_key]
    return keys[0], [option for option in response.options if not option.is_key]
