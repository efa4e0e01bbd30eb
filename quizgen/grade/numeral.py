"""Reads numbers in a row of words: digits, number words, and both together ("2.5 million")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache

from quizgen.grade.letters import fold, in_latin
from quizgen.grade.marking_language import MarkingLanguage, Numerals
from quizgen.quiz.notation import read_digits
from quizgen.reading.characters import replaced


class Sort(StrEnum):
    CARDINAL = ""
    ORDINAL = "th"
    ROMAN = "r"  # stands for either


@dataclass(frozen=True, slots=True)
class Number:
    """`exact` holds the digits of a label whose last zero counts, although its value loses it."""

    value: Fraction
    sort: Sort = Sort.CARDINAL
    exact: str = ""
    is_label: bool = False

    def is_same(self, other: object) -> bool:
        if not isinstance(other, Number) or self.value != other.value:
            return False
        if (self.is_label or other.is_label) and self.exact != other.exact:
            return False
        return self.sort is other.sort or Sort.ROMAN in (self.sort, other.sort)


def number_at(
    words: Sequence[str], start: int, language: MarkingLanguage
) -> tuple[Number, int] | None:
    """The longest number that begins at that word, and the place after it."""
    word = words[start]
    if word not in language.numerals.words and not word[0].isdecimal():
        return None  # nearly every word leaves here
    return _NumberReader(words, start, language).read()


def in_digits(text: str, table: Numerals) -> str:
    """Writes in digits what the reading of single words would miss: the 1 of "a third", numbers of
    several words (quatre-vingt-dix), or of several in one (hundertzwanzig), and those of Chinese,
    Japanese and Korean. The text is folded only if it has such a number."""
    text = replaced(table.one_part, lambda _: "1 ", text)
    text = table.han.sub(lambda found: f"{_han_value(found[0], table):f}", text)
    text = _HAN_FRACTION.sub(r"\2/\1", text)
    folded = fold(text)
    counted = table.phrase.sub(lambda found: table.phrases[found[0].replace("-", " ")], folded)
    apart = table.glued.sub(lambda found: " ".join(table.glued_part.findall(found[0])), counted)
    return text if apart == folded else apart


def _han_value(written: str, table: Numerals) -> Decimal:
    """Reads 二万五千, 2万5千 and 一九四九: a character counts, or multiplies what stands before. In
    Chinese 二百六 is 260."""
    total = below = Decimal(0)
    digits: Decimal | None = None
    short = _SHORT_TENS.fullmatch(written) if table.has_short_tens else None
    for token in _HAN_TOKEN.findall(written.translate(_HAN).replace(" ", "")):
        if token[0].isdecimal():
            value = Decimal(token.replace(",", ""))
        else:
            value = Decimal(int(unicodedata.numeric(token)))
        if value < 10 or token[0].isdecimal():
            digits = value if digits is None else digits * 10 + value
        elif value < 10_000:
            below, digits = below + (1 if digits is None else digits) * value, None
        else:
            total += (below + (digits or 0) or 1) * value
            below, digits = Decimal(0), None
    return total + below + (digits or 0) * (_TENTHS[short["unit"]] if short else 1)


_HAN_FRACTION = re.compile(r"([0-9]{1,9})分[之の]([0-9]{1,9})")
_SHORT_TENS = re.compile(r".+(?P<unit>[百千万萬亿億])[一二三四五六七八九]")
_TENTHS = {"百": 10, "千": 100, "万": 1000, "萬": 1000, "亿": 10_000_000, "億": 10_000_000}
_HAN_TOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|.")
_HAN = str.maketrans("两영일이삼사오육칠팔구십백천만억", "二〇一二三四五六七八九十百千万億")


def read_roman(word: str) -> Number | None:
    """Reads capital letters that are the one correct way to write a number up to 3,999."""
    word = in_latin(word)
    if len(word) > 15 or not word or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    total = sum(v if v >= after else -v for v, after in zip(values, following, strict=True))
    return Number(Fraction(total), Sort.ROMAN)


@cache
def ordinal_pattern(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the digits and the ending of an ordinal, which are one word: 19th, 19-й."""
    endings = "|".join(sorted(map(re.escape, suffixes), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"([0-9]{{1,9}})-?({endings})(?!\w)", re.IGNORECASE)


_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FRACTION = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


_TENS_AND_ONES = 2
_CENTURIES = range(11, 21)


class _NumberReader:
    """Reads one number. `total` is what the scale words have closed off; `open` is what follows."""

    def __init__(self, words: Sequence[str], start: int, language: MarkingLanguage) -> None:
        self.words = words
        self.at = self.start = start
        self.language = language
        self.table: Numerals = language.numerals
        self.total = Fraction(0)
        self.open: Fraction | None = None
        self.has_digits = False
        self.scale = 1
        self.sort = Sort.CARDINAL

    def read(self) -> tuple[Number, int] | None:
        while self.at < len(self.words) and self.sort is Sort.CARDINAL and self._take():
            self.at += 1
        last = self.table.ordinals.get("".join(self.words[self.at : self.at + 1]), 0)
        if self.sort is Sort.ORDINAL and self.open and 0 < last < 10 and self._is_tens_word():
            self.open, self.at = self.open + last, self.at + 1
        if self.at == self.start:
            return None
        return Number(self.total + (self.open or 0), self.sort), self.at

    def _is_tens_word(self) -> bool:
        """In Polish tens and ones are both ordinals: dziewięćdziesiąty pierwszy."""
        return self.table.ordinals.get(self.words[self.at - 1], 0) in range(20, 100, 10)

    def _take(self) -> bool:
        """Whether the word belongs to the number. If so, it is counted in."""
        word = self.words[self.at]
        values = (self._take_digits, self._take_cardinal, self._take_fraction, self._take_scale)
        others = (self._take_ordinal, self._take_half, self._take_point, self._take_conjunction)
        return any(take(word) for take in (*values, *others))

    def _take_digits(self, word: str) -> bool:
        if not word[0].isdecimal():
            return False
        fraction = _FRACTION.fullmatch(word)
        if fraction and int(fraction[2]):
            value = Fraction(int(fraction[1]), int(fraction[2]))
            if self.open is not None and not (self.open.denominator == 1 and value < 1):
                return False
            self.open = (self.open or Fraction(0)) + value
            return True
        if self.at != self.start:  # 89 may stand for quatre-vingt-neuf
            return len(word) == _TENS_AND_ONES and word.isdecimal() and self._take_value(word)
        ordinal = ordinal_pattern(self.table.ordinal_suffixes).fullmatch(word)
        if ordinal:
            self.open, self.sort = Fraction(int(ordinal[1])), Sort.ORDINAL
            return True
        value_read = read_digits(word, self.language.amounts.has_decimal_comma)
        if value_read is None:
            return False
        self.open, self.has_digits = Fraction(value_read), True
        return True

    def _take_value(self, digits: str) -> bool:
        value = Fraction(digits)
        has_room = value >= 10 and self._has_room(value)
        self.open = (self.open or 0) + value if has_room else self.open
        return has_room

    def _take_cardinal(self, word: str) -> bool:
        value = self.table.cardinals.get(word)
        is_year = self.table.has_year_pairs and self.open in _CENTURIES and not self.total
        if value is not None and is_year and 10 <= value < 100 and self.open is not None:
            self.open = self.open * 100 + value
            return True
        if value is None or not self._has_room(value):
            return False
        self.open = (self.open or Fraction(0)) + value
        return True

    def _has_room(self, value: Fraction) -> bool:
        """Whether a value may follow: one after twenty, twenty after a hundred, never two of one
        size."""
        if self.open is None:
            return not self.total or value < 1000
        if self.has_digits or not self.open:
            return False
        size = 10 if value < 10 else 100 if value < 100 else 1000
        if self.table.has_ones_first and 0 < self.open % 100 < 10 and 20 <= value < 100:
            return True
        # ten and one are eleven only in a language that has no other word for it
        tens_add = self.open % 100 != 10 or Fraction(11) not in self.table.cardinals.values()
        return self.open % size == 0 and (value >= 10 or tens_add)

    def _take_scale(self, word: str) -> bool:
        scale = self.table.scales.get(word)
        if scale is None:
            return False
        if scale == 100:
            if self.open is not None and not 0 < self.open < 100:
                return False
            self.open = (self.open or Fraction(1)) * scale
            return True
        if self.open is None and self.total and self.total < scale:
            self.total *= scale  # "thousand million"
            return True
        self.scale = scale
        self.total += (1 if self.open is None else self.open) * scale
        self.open, self.has_digits = None, False
        return True

    def _take_ordinal(self, word: str) -> bool:
        value = self.table.ordinals.get(word)
        if value is None:
            return False
        if value in (100, 1000, 1_000_000) and self.open is not None:
            self.open *= value
        elif not self._has_room(Fraction(value)):
            return False
        else:
            self.open = (self.open or Fraction(0)) + value
        self.sort = Sort.ORDINAL
        return True

    def _take_fraction(self, word: str) -> bool:
        """Reads two thirds as a fraction, but not the twenty-third."""
        parts = self.table.fractions.get(word)
        is_count = self.open is not None and self.open.denominator == 1 and 0 < self.open < 20
        if parts is None or not is_count or self.total or self.open is None:
            return False
        self.open /= parts
        return True

    def _take_half(self, word: str) -> bool:
        """Reads half, which is a number by itself; `жарым` after a number adds one half."""
        is_first = self.at == self.start
        if word not in self.table.halves or not (is_first or self.open is not None):
            return False
        if not is_first and self.table.and_half:
            return False
        self.open = (self.open or Fraction(0)) + Fraction(1, 2)
        return True

    def _take_point(self, word: str) -> bool:
        """Reads three *point* one four. Digits follow it, up to the first other word."""
        if word != self.table.point or self.open is None or self.open.denominator != 1:
            return False
        digits, taken = "", 0
        for after in self.words[self.at + 1 :]:
            value = self.table.cardinals.get(after)
            if value is None or value.denominator != 1 or value >= (10 if digits else 100):
                break
            digits, taken = digits + str(value), taken + 1
            if value >= 10:  # three point fourteen
                break
        if not digits:
            return False
        self.open += Fraction(int(digits), 10 ** len(digits))
        self.at += taken
        self.has_digits = True  # no further word may add to it, but a scale may follow
        return True

    def _take_conjunction(self, word: str) -> bool:
        """Reads the “and” of three *and a* half, and of a hundred *and* five."""
        after = self.words[self.at + 1] if self.at + 1 < len(self.words) else ""
        if self.open is None and not self.total:
            return False
        if word == self.table.and_half and after in self.table.halves:
            if self.open is None:
                self.total += Fraction(self.scale, 2)  # “a million and a half”: half of the million
            else:
                self.open += Fraction(1, 2)
            self.at += 1
            return True
        value = self.table.cardinals.get(after) or self.table.ordinals.get(after)
        is_between = word == self.table.joins and value is not None and value < 100
        size = 100 if word == "and" else 10
        return is_between and not self.has_digits and (self.open is None or self.open % size == 0)
