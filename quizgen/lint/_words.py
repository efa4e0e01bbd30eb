"""Texts cut into words, which are folded and compared whole, so that "not" is never found in
"nothing", and the word lists that rules look for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quizgen.quiz.rich import Rich, plain
from quizgen.reading.boundaries import matches
from quizgen.reading.normal_form import normalised
from quizgen.source.quotation_marks import quotations

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


def unquoted(text: str) -> str:
    """The author's own words: words in quotation marks are left out, as they are others'."""
    for start, end in reversed(quotations(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def any_of(phrases: Iterable[str]) -> str:
    """A pattern, which for no phrase finds nothing."""
    return f"(?:{'|'.join(map(re.escape, sorted(phrases))) or '(?!)'})"
