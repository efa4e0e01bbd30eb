"""Reads an answer as a row of words and numbers, so that only its wording counts.

Punctuation is ignored, except for signs that mean something (C++ is not C, 40% is not 40). Articles
and openings such as "it is" are dropped, unless nothing else is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from quizgen.grade.letters import clean, fold, fold_case, is_word, one_alphabet
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.numeral import Number, in_digits, number_at, ordinal_pattern, read_roman
from quizgen.reading.characters import masked, replaced

Piece: TypeAlias = str | Number


@dataclass(frozen=True, slots=True)
class Phrase:
    """`words` are folded, and `pieces` are the same words with numbers read. `joined` does not say
    where one word ends and the next begins; `written` is the same with the accents. `acronyms` are
    the words that were written in capitals, and `typed` are the words as they were typed."""

    words: tuple[str, ...]
    pieces: tuple[Piece, ...]
    joined: str
    written: str
    acronyms: frozenset[str] = frozenset()
    typed: tuple[str, ...] = ()

    def is_same(self, other: Phrase) -> bool:
        if self.joined == other.joined or _is_same_code(self.joined, other.joined):
            return True
        if len(self.pieces) != len(other.pieces):
            return False
        return all(map(is_same, self.pieces, other.pieces))


def _is_same_code(one: str, other: str) -> bool:
    """Whether both are the same telephone number or ISBN, with or without spaces. Its parts are
    not quantities."""
    whole, parted = sorted((one, other), key=len)
    is_code = parted.count(" ") > 1 or parted[:1] in "0+"
    is_whole = len(whole) >= _SHORTEST_CODE and " " not in whole
    return is_code and is_whole and parted.replace(" ", "") == whole


_SHORTEST_CODE = 7  # digits; fewer with a space between them may be two numbers


def is_same(one: Piece, other: Piece) -> bool:
    return one.is_same(other) if isinstance(one, Number) else one == other


@lru_cache(maxsize=2_000)  # an answer is read again in every way in which it may be meant
def read_phrase(text: str, language: MarkingLanguage) -> Phrase:
    cleaned = _bare(clean(text.translate(language.spelling.capitals)), language)
    rough = tuple(_rough_words(cleaned, language))
    # folding leaves nothing of a mark that stands alone
    kept = tuple(filter(fold, _opened(cleaned, rough, language) or (cleaned,)))
    words = tuple(spelled(fold(word), language) for word in kept)
    counted = in_digits(cleaned, language.numerals)
    is_counted = counted != cleaned  # "a third" is read as 1/3, but may also be an ordinal
    pieces = (
        read_phrase(counted, language).pieces
        if is_counted
        else _without_span(tuple(_pieces(kept, words, language)), language)
    )
    acronyms = frozenset(
        word
        for raw, word in zip(kept, words, strict=True)
        if 1 < len(raw) <= _LONGEST_ACRONYM and raw.isupper()
    )
    written = _joined(tuple(map(fold_case, kept)))
    return Phrase(
        words=words,
        pieces=tuple(pieces),
        joined=_joined(words),
        written=written,
        acronyms=acronyms,
        typed=kept,
    )


def _bare(text: str, language: MarkingLanguage) -> str:
    """The text without marks around the whole, such as **bold**, and without words at its end that
    add nothing. A single mark behind a letter would be a prime (f')."""
    found = _WRAPPED.fullmatch(text)
    bare = found["inside"] if found else text
    closed = language.closing.sub("", _END.sub("", bare))
    return language.preface.sub("", closed if closed != _END.sub("", bare) else bare, count=1)


_END = re.compile(r"(?<=\w)[.!。！]$")


_WRAPPED = re.compile(
    r"(?P<mark>'|_(?!_)|\*\*?|<(?P<tag>b|i|em|strong)>)(?P<inside>.*\w.*)(?:(?P=mark)|</(?P=tag)>)"
)


def read_words(text: str, language: MarkingLanguage) -> Iterator[str]:
    """The folded words of a text, including those that a phrase drops."""
    for word in _rough_words(clean(text), language):
        yield spelled(fold(word), language)


def without_articles(words: Iterable[str], language: MarkingLanguage) -> list[str]:
    return [word for word in words if word.lower() not in language.articles]


_LONGEST_ACRONYM = 5  # letters; longer words in capitals are shouted
_ACRONYM = re.compile(
    r"(?<!\w)(?:(?:[^\W\d_]\.){2,}|(?:[^\W\d_a-zа-яәғқңөұүһі]\.\s?){2,})(?:(?<=\.)[^\W\d_](?!\w))?"
)
_DOT = re.compile(r"\.\s?")
_GLUED = re.compile(r"([ABE-HJKN-UWYZ]{2})(I{1,3}|IV|VI{0,3})")  # WWII
_POWER = re.compile(r"(?<=[A-Za-z])\^(?=[0-9])")  # c^2 is c², and many type c2
_INSIDE = re.compile(r"(?<=\w)'(?=\w)")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
# These marks are punctuation between words, but mean something beside a single letter or number.
_SINGLE = r"(?<=(?<![\w'])[A-Za-z])"
_MEANING = "|".join(
    (
        r"!=|->|--(?=\w)|(?<![\w)\]])-(?=\.?\d|[A-Za-z](?!\w))|(?<=\S\s)-(?=[a-z]{2,3}(?!\w))",
        r"(?:(?<=[=<>^*(])|(?<=[=<>^*(]\s))-(?=\s?\w)",  # = -mc
        r"(?<=(?<!\S)\d)-(?!\s?[\w-])",  # 2-, the charge of an ion
        rf"(?:{_SINGLE}|(?<=(?<!\w)[A-Z][A-Za-z])|(?<=[A-Za-z]\d))-(?!\s?[\w-])",  # A-, Cl-
        r"(?<=(?<!\w)[a-z])[-/](?=[a-z](?!\w))",  # a-b, m/s
        r"(?<=(?<!\w)[ijnxyz])-(?=\d)|(?<=\d)-(?=[a-z](?!\w))",  # n-1, 1-x; but c-14 is C14
        rf"{_SINGLE}'+(?!\w)",  # f'
        r"(?<![^\W_])_|_(?![^\W_])",  # __init__
        rf"(?:{_SINGLE}|(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=\)))!",  # n!
    )
)
_ROUGH = re.compile(
    r"(?P<fraction>(?<![\d/.])\d{1,9}\s?/\s?\d{1,9}(?![\d/]))"
    r"|(?P<number>(?<![\w.])\.\d+|\d(?:[\d.,'’]*\d)?)"
    rf"|(?P<sign>[+#%$€£₸₽¥°=<>^*@~≈±√∞§&\\|¬♀-♂♠-♯←-⋿]|{_MEANING})"
    r"|(?P<word>[^\s\d\x00-\x40\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷‐-‧‰-⁞₠-⃀℠-⅏←-⯿、-〿・]+)"
)


def _rough_words(cleaned: str, language: MarkingLanguage) -> Iterator[str]:
    """The words as typed, except that acronyms are joined (U.S. is US) and apostrophes left out."""
    text = replaced(_ACRONYM, lambda acronym: _DOT.sub("", acronym) + " ", cleaned)
    for apostrophe in (language.spelling.elided, _INSIDE):
        text = replaced(apostrophe, lambda _: "", text)
    text = replaced(language.amounts.percent, lambda _: "%", text)
    text = _POWER.sub("", language.calendar.span.sub(_as_span, text))
    letters = masked(text)  # the patterns would take a vowel sign for the end of a word
    # the ! of “Plan A!” ends a sentence, but that of n! means something
    end = len(text.rstrip('!?. "') if _TWO_LETTERS.search(letters) else text)
    ordinal = ordinal_pattern(language.numerals.ordinal_suffixes)
    at = 0
    while found := _ROUGH.search(letters, at, end):
        at = found.end()
        written = text[found.start() : at]
        if found["number"] and (ending := ordinal.match(letters, found.start())):
            at = ending.end()
            yield ending[0].replace("-", "")
        elif found["sign"] == "&":
            yield language.conjunction or "&"
        elif found["word"]:
            glued = _GLUED.fullmatch(written)
            yield from glued.groups() if glued else (one_alphabet(written),)
        else:
            yield ("0" if written[0] == "." else "") + written.replace(" ", "")


def _as_span(words: re.Match[str]) -> str:
    """Writes "from 10 to 20" and "between 10 and 20" as 10-20."""
    return f"{words['first']}-" if words["first"] else "-" if words[0][0] == " " else ""


def _opened(cleaned: str, rough: tuple[str, ...], language: MarkingLanguage) -> tuple[str, ...]:
    """The A of “A. Manzoni” is neither an article nor a preposition."""
    is_initial = cleaned[1:2] == "." and cleaned[:1].isupper() and len(rough) > 1
    return rough if is_initial else _without_opening(rough, language)


def _without_opening(words: tuple[str, ...], language: MarkingLanguage) -> tuple[str, ...]:
    if not words:
        return words
    following = (*words[1:], "")
    bare = tuple(
        word
        for at, (word, after) in enumerate(zip(words, following, strict=True))
        if not _is_article(word, at, after, language)
    )
    for opening in language.lead_ins.get(bare[0].lower(), ()):
        size = len(opening)
        if len(bare) > size and tuple(word.lower() for word in bare[:size]) == opening:
            return _without_opening(bare[size:], language)  # I think | it is | in
    return bare


def _is_article(word: str, at: int, following: str, language: MarkingLanguage) -> bool:
    """Whether the word is an article. The last word of “vitamin A” is not, nor is the letter of A+,
    nor the capital of “Plan A works”."""
    is_letter = len(word) == 1 and word.isupper() and at > 0
    is_next = following[:1].isalnum() or (following != "" and len(word) > 1)
    return word.lower() in language.articles and is_next and not is_letter


def spelled(word: str, language: MarkingLanguage) -> str:
    """Gives a word one spelling if the language has two for it."""
    if len(word) >= 3 and language.spelling.may_apply.search(word):
        for pattern, replacement in language.spelling.rules:
            word = pattern.sub(replacement, word)
    return word


def _pieces(
    kept: Sequence[str], words: Sequence[str], language: MarkingLanguage
) -> Iterator[Piece]:
    at = 0
    while at < len(words):
        found = number_at(words, at, language)
        if found:
            yield _labelling(found[0], kept, at) if found[1] == at + 1 else found[0]
            at = found[1]
            continue
        yield (read_roman(kept[at]) if _may_be_roman(kept, at) else None) or words[at]
        at += 1


def _without_span(pieces: tuple[Piece, ...], language: MarkingLanguage) -> Iterator[Piece]:
    """Leaves out what joins the numbers of a span in words, as it is left out between digits."""
    opens = bool(pieces) and pieces[0] in language.calendar.opens_a_span
    joins = language.calendar.between | ({language.conjunction} if opens else frozenset())
    for at, piece in enumerate(pieces):
        before, after = pieces[at - 1 : at], pieces[at + 1 : at + 2]
        is_counted = any(isinstance(each, Number) for each in after)
        if at == 0 and opens and is_counted:
            continue
        if piece in joins and is_counted and any(isinstance(each, Number) for each in before):
            continue
        yield piece


def _labelling(number: Number, kept: Sequence[str], at: int) -> Number:
    """Marks digits that name rather than count: 007 is not 7, and version 3.10 is not 3.1."""
    is_code = bool(_CODE.fullmatch(kept[at]))
    before = kept[at - 1] if at else ""
    is_named = before != "" and is_word(before) and (len(before) == 1 or at == len(kept) - 1)
    is_label = is_code or is_named
    is_exact = is_code or bool(_ENDING_ZERO.fullmatch(kept[at]))
    return replace(number, exact=kept[at] if is_exact else "", is_label=is_label)


_CODE = re.compile(r"0[0-9]{2,}")
_ENDING_ZERO = re.compile(r"[0-9]+\.[0-9]*0")


def _may_be_roman(kept: Sequence[str], at: int) -> bool:
    """Whether it may be a Roman numeral, as in Louis V, but not in vitamin C, nor I alone."""
    is_placed = at > 0 or not "".join(kept[1:]).isascii()  # I закон
    return len(kept) > 1 and (len(kept[at]) > 1 or (is_placed and kept[at] in "IVX"))


def _joined(words: Iterable[str]) -> str:
    """The words without spaces, except between digits that would run into each other."""
    joined = ""
    for word in words:
        is_run = joined[-1:].isdigit() and word[:1].isdigit()
        joined += f" {word}" if is_run else word
    return joined
