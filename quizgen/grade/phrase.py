"""An answer as a row of words and numbers: what is left of it when spelling is all that counts.

Punctuation is nothing, but for signs that mean something (C++ is not C, 40% is not 40). Articles
and openings such as "it is" are dropped, unless nothing else is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from quizgen.grade.letters import clean, fold, fold_case, one_alphabet
from quizgen.grade.numeral import Number, number_at, ordinal_pattern, read_roman
from quizgen.grade.tongue import Tongue

Piece: TypeAlias = str | Number


@dataclass(frozen=True, slots=True)
class Phrase:
    """`words` are folded; `pieces` are the same with numbers read. `joined` ignores how words are
    put together; `written` keeps the accents; `acronyms` are written in capitals; `typed` are the
    words as they were typed."""

    words: tuple[str, ...]
    pieces: tuple[Piece, ...]
    joined: str
    written: str
    acronyms: frozenset[str] = frozenset()
    typed: tuple[str, ...] = ()

    def is_same(self, other: Phrase) -> bool:
        if self.joined == other.joined:
            return True
        if len(self.pieces) != len(other.pieces):
            return False
        return all(map(is_same, self.pieces, other.pieces))


def is_same(one: Piece, other: Piece) -> bool:
    return one.is_same(other) if isinstance(one, Number) else one == other


def read_phrase(text: str, tongue: Tongue) -> Phrase:
    cleaned = clean(text)
    rough = tuple(_rough_words(cleaned, tongue))
    kept = tuple(filter(fold, _without_opening(rough, tongue) or (cleaned,)))  # marks alone: none
    words = tuple(_spelled(fold(word), tongue) for word in kept)
    pieces = tuple(_pieces(kept, words, tongue))
    acronyms = frozenset(word for raw, word in zip(kept, words, strict=True) if _is_acronym(raw))
    written = _joined(tuple(map(fold_case, kept)))
    return Phrase(words, pieces, _joined(words), written, acronyms, kept)


def read_words(text: str, tongue: Tongue) -> Iterator[str]:
    """The folded words of a text, with those that a phrase would drop."""
    for word in _rough_words(clean(text), tongue):
        yield _spelled(fold(word), tongue)


_LONGEST_ACRONYM = 5  # beyond it, capitals are a way to shout
_ACRONYM = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_GLUED = re.compile(r"([ABE-HJKN-UWYZ]{2})(I{1,3}|IV|VI{0,3})")  # WWII
_INSIDE = re.compile(r"(?<=\w)'(?=\w)")
_ROUGH = re.compile(
    r"(?P<fraction>(?<![\d/.])\d{1,9}\s?/\s?\d{1,9}(?![\d/]))"
    r"|(?P<number>\d(?:[\d.,'’]*\d)?)"
    r"|(?P<sign>[+#%$€£₸₽¥°=<>^*@~≈≥≤±√∞§&]|(?<!\S)-(?=\d))"
    r"|(?P<word>[^\s\d\x00-\x40\[-`{-\x7f-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷‐-‧‰-⁞₠-⃀℠-⅏←-⯿、-〿・]+)"
)


def _rough_words(cleaned: str, tongue: Tongue) -> Iterator[str]:
    """Words as typed, with acronyms put together (U.S. is US) and apostrophes left out."""
    text = _ACRONYM.sub(lambda found: found[0].replace(".", "") + " ", cleaned)
    text = tongue.percent.sub("%", _INSIDE.sub("", text))
    ordinal = ordinal_pattern(tongue.numerals.ordinal_suffixes)
    at = 0
    while found := _ROUGH.search(text, at):
        at = found.end()
        if found["number"] and (ending := ordinal.match(text, found.start())):
            at = ending.end()
            yield ending[0].replace("-", "")
        elif found["sign"] == "&":
            yield tongue.conjunction or "&"
        elif found["word"]:
            glued = _GLUED.fullmatch(found[0])
            yield from glued.groups() if glued else (one_alphabet(found[0]),)
        else:
            yield found[0].replace(" ", "")


def _is_acronym(word: str) -> bool:
    return 1 < len(word) <= _LONGEST_ACRONYM and word.isupper()


def _without_opening(words: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
    if not words:
        return words
    bare = tuple(
        word for at, word in enumerate(words) if not _is_article(word, at, len(words), tongue)
    )
    for opening in tongue.lead_ins.get(bare[0].lower(), ()):
        size = len(opening)
        if len(bare) > size and tuple(word.lower() for word in bare[:size]) == opening:
            return bare[size:]
    return bare


def _is_article(word: str, at: int, count: int, tongue: Tongue) -> bool:
    """Vitamin A ends in none; the capital of “Plan A works” is none."""
    is_letter = len(word) == 1 and word.isupper() and at > 0
    return word.lower() in tongue.articles and at < count - 1 and not is_letter


def _spelled(word: str, tongue: Tongue) -> str:
    """With one spelling where the language has two."""
    if len(word) >= 4 and tongue.may_be_respelled.search(word):
        for pattern, replacement in tongue.spellings:
            word = pattern.sub(replacement, word)
    return word


def _pieces(kept: Sequence[str], words: Sequence[str], tongue: Tongue) -> Iterator[Piece]:
    at = 0
    while at < len(words):
        found = number_at(words, at, tongue)
        if found:
            number, at = found
            yield number
            continue
        yield (read_roman(kept[at]) if _may_be_roman(kept, at) else None) or words[at]
        at += 1


def _may_be_roman(kept: Sequence[str], at: int) -> bool:
    """Louis V, but neither vitamin C nor I alone."""
    return len(kept) > 1 and (len(kept[at]) > 1 or (at > 0 and kept[at] in "IVX"))


def _joined(words: Iterable[str]) -> str:
    """Put together, but for digits that would run into each other."""
    joined = ""
    for word in words:
        is_run = joined[-1:].isdigit() and word[:1].isdigit()
        joined += f" {word}" if is_run else word
    return joined
