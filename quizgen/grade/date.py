"""Dates are compared by value: days, months, years, decades, centuries and spans of years.

A less precise date is wrong; a more precise one is right if it agrees. If a date can be read in two
ways (3/4/1991), both readings are returned, and an answer that is right in only one is close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.letters import clean
from quizgen.grade.likeness import distance
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.numeral import Sort, in_digits, number_at, read_roman
from quizgen.grade.phrase import Phrase, read_phrase
from quizgen.reading.characters import replaced


class Length(Enum):
    MOMENT = auto()
    DECADE = auto()
    CENTURY = auto()


@dataclass(frozen=True, slots=True)
class Date:
    """A 0 stands for what the date leaves out. `year` is the first year of a decade or the number
    of a century. With `is_short_year` it has only the last two digits."""

    year: int = 0
    month: int = 0
    day: int = 0
    is_before_christ: bool = False
    length: Length = Length.MOMENT
    is_short_year: bool = False
    last: Date | None = None  # the end of a span
    has_slip: bool = False  # the name of the month was mistyped, or has an ending

    @property
    def parts(self) -> int:
        """How many of year, month and day the date names."""
        return sum(map(bool, (self.year, self.month, self.day)))


def read_dates(text: str, language: MarkingLanguage) -> tuple[Date, ...]:
    """Every way to read the text as a date; empty if it is not a date."""
    if len(text) > _LONGEST:
        return ()
    counted = _without_reign(in_digits(clean(text), language.numerals), language)
    cleaned = _with_era(counted, language).strip(" .,;!?")
    bare, _, last = cleaned.rpartition(" ")  # 20.07.1969 r.
    digits = bare if last in language.calendar.date_words else cleaned
    return tuple(_in_digits(digits, language)) or tuple(_in_words(cleaned, language))


def grade_date(given: Sequence[Date], wanted: Date) -> Part:
    """`given` holds every reading of what was typed."""
    compared = [_compare(each, wanted) for each in given]
    right = [part for part in compared if part.is_right]
    if not right:
        return compared[0]
    # 1991 was written as 91; the nineties are usually written so, and do not count
    is_cut_short = any(each.is_short_year and each.length is Length.MOMENT for each in given)
    if len(right) < len(compared) or is_cut_short:
        return Part(Mark.CLOSE, Reason.DATE_ORDER)
    return right[0]


_LONGEST = 60  # characters: "between 16 September 1939 and 30 September 1945", with room
_ISO = re.compile(r"([0-9]{4})[-/.]\s?([0-9]{1,2})[-/.]\s?([0-9]{1,2})")
# in Chinese, Japanese and Korean a sign after each number says what it counts
_SIGNED = re.compile(
    r"(?:([0-9]{3,4})\s?[年년])?(?:\s?([0-9]{1,2})\s?[月월](?:\s?([0-9]{1,2})\s?[日号號일]?)?)?"
)
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4}|[0-9]{2})")
_SLASHED = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4}|[0-9]{2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})\.?()")
_YEARS = re.compile(r"([0-9]{3,4})\s?-\s?([0-9]{2,4})")


_BEFORE, _AFTER = "bc", "ad"
_LONGEST_SUFFIX = 2  # letters: the s of 1990s, the er of 1990er


def _with_era(text: str, language: MarkingLanguage) -> str:
    """Writes the era in one way, whichever way it was typed: B.C., BCE, до н. э."""
    text = replaced(language.calendar.before_christ, lambda _: f" {_BEFORE} ", text)
    return replaced(language.calendar.after_christ, lambda _: f" {_AFTER} ", text)


def _without_reign(text: str, language: MarkingLanguage) -> str:
    """Writes 昭和20年 as 1945年; the first year of a reign is 元年."""
    for reign, before in language.calendar.eras.items():
        found = re.search(rf"{reign}\s?([0-9]{{1,2}}|元)年", text)
        if found:
            year = before + int(found[1].replace("元", "1"))
            return text.replace(found[0], f"{year}年")
    return text


def _in_digits(text: str, language: MarkingLanguage) -> Iterator[Date]:
    if found := _ISO.fullmatch(text):
        yield from _valid(int(found[1]), int(found[2]), int(found[3]))
    elif found := _SIGNED.fullmatch(text):
        year, month, day = (int(each or 0) for each in found.groups())
        yield from _valid(year, month, day) if month else [Date(year)]
    elif found := _DOTTED.fullmatch(text):
        yield from _valid(int(found[3]), int(found[2]), int(found[1]))
    elif found := _SLASHED.fullmatch(text) or _DAY_MONTH.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
        if language.calendar.first_day != "month":
            yield from _valid(year, month, day)
        if language.calendar.first_day != "day" and day != month:
            yield from _valid(year, day, month)
    elif found := _MONTH_YEAR.fullmatch(text):
        yield from _valid(int(found[2]), int(found[1]), 0)
    elif found := _YEARS.fullmatch(text):
        end = found[1][: -len(found[2])] + found[2]
        yield Date(int(found[1]), last=Date(int(end)))


def _valid(year: int, month: int, day: int) -> Iterator[Date]:
    if 1 <= month <= 12 and 0 <= day <= 31:
        yield Date(year, month, day, is_short_year=0 < year < 100)


def _in_words(text: str, language: MarkingLanguage) -> Iterator[Date]:
    for one, other in _halves(text, language):
        first, last = _read(one, language), _read(other, language)
        if first and last:
            yield replace(_completed(first, last), last=last)
            return
    date = _read(text, language)
    if date:
        yield date


def _halves(text: str, language: MarkingLanguage) -> Iterator[tuple[str, str]]:
    """The texts before and after a dash or a word such as “to”."""
    words = text.split()
    if words and words[0].casefold() in language.calendar.opens_a_span:
        words = words[1:]
        bridges = language.calendar.between | {language.conjunction, "-"}
    else:
        bridges = language.calendar.between | {"-"}
    for at, word in enumerate(words):
        if word.casefold() in bridges and 0 < at < len(words) - 1:
            yield " ".join(words[:at]), " ".join(words[at + 1 :])
    one, dash, other = text.partition("-")
    is_number = not language.numerals.cardinals.keys().isdisjoint(one.split()[-1:])  # twenty-fifth
    if dash and text.count("-") == 1 and not is_number:
        yield one, other


def _completed(first: Date, last: Date) -> Date:
    """In “16 to 18 December 1991”, the first day takes its month and year from the last."""
    if not first.month and last.day and first.year and first.year <= 31:
        first = Date(day=first.year)
    return replace(first, year=first.year or last.year, month=first.month or last.month)


def _read(text: str, language: MarkingLanguage) -> Date | None:
    """One date in words and digits; None if there is a word that does not belong in a date."""
    return _DateReader(read_phrase(text, language), language).read()


class _DateReader:
    def __init__(self, phrase: Phrase, language: MarkingLanguage) -> None:
        self.words = phrase.words
        self.written = phrase.typed  # keeps the capitals, since only XII is a Roman number
        self.language = language
        self.month = 0
        self.numbers: list[tuple[int, Sort, int]] = []  # value, sort, how many digits
        self.is_before_christ = self.has_era = self.is_century = self.is_decade = False
        self.has_slip = False
        self.may_be_decade = False

    def read(self) -> Date | None:
        at = 0
        while at < len(self.words):
            step = self._take(at)
            if not step:
                return None
            at += step
        return self._date()

    def _take(self, at: int) -> int:
        """How many words were understood, beginning at that one; 0 if it was not."""
        word, calendar = self.words[at], self.language.calendar
        decades = self.language.numerals.decades
        if word in calendar.months and not self.month:
            self.month = calendar.months[word]
        elif word == _BEFORE:
            self.is_before_christ = self.has_era = True
        elif word == _AFTER:
            self.has_era = True
        elif word in calendar.century:
            self.is_century = True
        elif word in calendar.decade_ending and (self.numbers or len(word) > _LONGEST_SUFFIX):
            self.is_decade = True
        elif word in decades:
            self.numbers.append((decades[word], Sort.CARDINAL, 2))
            self.is_decade = True
        elif word not in calendar.weekdays | calendar.date_words:
            return self._take_number(at) or self._take_slip(word)
        return 1

    def _take_number(self, at: int) -> int:
        roman = read_roman(self._without_ending(self.written[at]))
        if roman:
            self.numbers.append((int(roman.value), Sort.ROMAN, 0))
            return 1
        # digits are read one word at a time, so that "16 1991" gives two numbers
        end = at + 1 if self.words[at][0].isdecimal() else len(self.words)
        found = number_at(self.words[:end], at, self.language)
        if not found or found[0].value.denominator != 1:
            return 0
        number, end = found
        ending = self.words[at].lstrip("0123456789")
        is_round = number.value % 10 == 0 and ending in self.language.calendar.decade_ending
        self.may_be_decade = self.may_be_decade or is_round
        digits = sum(letter.isdecimal() for letter in self.words[at])
        self.numbers.append((int(number.value), number.sort, digits))
        return end - at

    def _without_ending(self, word: str) -> str:
        """In French XIXe is an ordinal."""
        for ending in self.language.numerals.ordinal_suffixes:
            if word.endswith(ending) and word[: -len(ending)].isupper():
                return word[: -len(ending)]
        return word

    def _take_slip(self, word: str) -> int:
        """A name with an ending (желтоқсаны) or a mistyped letter. Short names are cut short, and
        are neither declined nor mistyped."""
        months = self.language.calendar.months
        names = [name for name in months if len(name) >= 4]
        forms = [name for name in names if word.startswith(name) and len(word) <= len(name) + 4]
        slips = (name for name in names if len(word) >= 3 and distance(word, name, 1) == 1)
        values = {months[name] for name in forms or slips}
        if len(values) != 1 or self.month:
            return 0
        self.month, self.has_slip = values.pop(), not forms
        return 1

    def _date(self) -> Date | None:
        if self.is_century or self.is_decade or (self.may_be_decade and not self.month):
            return self._long()
        if not self.month and len(self.numbers) in (2, 3) and self.numbers[1][1] is Sort.ROMAN:
            self.month = self.numbers.pop(1)[0]  # 11 XI
        if self.month > 12 or len(self.numbers) > 2:
            return None
        year, day = self._year_and_day()
        if not (year or self.month or day) or (day and not 1 <= day <= 31):
            return None
        return Date(
            year=year,
            month=self.month,
            day=day,
            is_before_christ=self.is_before_christ,
            is_short_year=0 < year < 100 and day > 0 and not self.has_era,
            has_slip=self.has_slip,
        )

    def _long(self) -> Date | None:
        if len(self.numbers) != 1 or self.month:
            return None
        length = Length.CENTURY if self.is_century else Length.DECADE
        year = self.numbers[0][0]
        is_short = length is Length.DECADE and year < 100
        return Date(
            year=year,
            month=0,
            day=0,
            is_before_christ=self.is_before_christ,
            length=length,
            is_short_year=is_short,
        )

    def _year_and_day(self) -> tuple[int, int]:
        """The year and the day. A number of three or four digits is a year; if neither of two is
        that long, the second one is the year."""
        values = [value for value, _, _ in self.numbers]
        if not values:
            return 0, 0
        if len(values) == 2:
            first_is_year = self.numbers[0][2] > 2
            return (values[0], values[1]) if first_is_year else (values[1], values[0])
        value, sort, digits = self.numbers[0]
        is_year = digits > 2 or value > 31 or self.has_era or not self.month
        is_counted = sort is Sort.ORDINAL and digits <= 2 and value < _FIRST_LONG_YEAR
        return (value, 0) if is_year and not is_counted else (0, value)


_FIRST_LONG_YEAR = 100


def _compare(given: Date, wanted: Date) -> Part:
    if given.length is not wanted.length or given.is_before_christ != wanted.is_before_christ:
        return Part(Mark.WRONG, Reason.DATE_DIFFERS)
    if bool(given.last) != bool(wanted.last):
        return Part(Mark.WRONG, Reason.DATE_DIFFERS)
    if given.last and wanted.last:
        end = _compare(given.last, wanted.last)
        if not end.is_right:
            return end
    is_same_short = given.is_short_year and given.year == wanted.year % 100
    year = wanted.year if is_same_short else given.year
    pairs = ((year, wanted.year), (given.month, wanted.month), (given.day, wanted.day))
    if any(value and asked and value != asked for value, asked in pairs):
        return Part(Mark.WRONG, Reason.DATE_DIFFERS)
    if any(asked and not value for value, asked in pairs):
        return Part(Mark.WRONG, Reason.LESS_PRECISE)
    return Part(Mark.CLOSE, Reason.TYPO) if given.has_slip else Part(Mark.CORRECT)
