"""What marking knows of a language: one TOML file each in `data/marking/`.

These tables are kept apart from the fixed words of `data/languages/`, since a session needs those
when it starts and these only when the first typed answer is marked. A language without a file has
only what `common.toml` lists, beside the months and units that CLDR names in every language.
Letters, digits and typing errors are treated alike in all languages.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from quizgen.grade import locale_names
from quizgen.grade.letters import fold
from quizgen.quiz.languages import FALLBACK, load_language

Words = frozenset[str]
Pair = tuple[str, str]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words and what they stand for."""

    cardinals: Mapping[str, Fraction]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    one_part: re.Pattern[str]  # the article that means “one” before a fraction: a third
    phrases: Mapping[str, str]  # numbers of several words, and their digits
    phrase: re.Pattern[str]
    glued: re.Pattern[str]  # number words written as one: hundertzwanzig
    glued_part: re.Pattern[str]
    han: re.Pattern[str]  # a number in characters of Chinese, or in syllables of Korean
    joins: str  # the word between tens and ones: treinta y tres
    decades: Mapping[str, int]
    halves: Words
    and_half: str
    point: str
    ordinal_suffixes: tuple[str, ...]
    words: Words  # every word that a number can begin with


@dataclass(frozen=True, slots=True)
class MarkingLanguage:
    numerals: Numerals
    articles: Words
    has_gender: bool  # so a wrong article is close; a missing one is right
    elided: re.Pattern[str]  # an article and its apostrophe: l'
    conjunctions: tuple[str, ...]  # the usual one first
    lead_ins: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word, longer ones first
    preface: re.Pattern[str]  # what means "I think" and has no space behind it
    closing: re.Pattern[str]  # words at the end that add nothing: I think
    function_words: Words
    fillers: Words  # pronouns and forms of “to be”
    people: Words  # any of them may follow a number of persons
    sorts: tuple[tuple[str, ...], ...]  # what may stand before a name: city of, река
    has_sorts_behind: bool  # or after it: Алматы қаласы
    approximate: Words
    negations: Words
    minus: Words
    percent: re.Pattern[str]
    between: Words
    opens_a_span: Words
    span: re.Pattern[str]  # what stands before and between two numbers: from 10 to 20
    months: Mapping[str, int]
    date_words: Words
    weekdays: Words
    before_christ: re.Pattern[str]
    after_christ: re.Pattern[str]
    century: Words
    decade_ending: Words
    first_day: str
    has_cases: bool
    has_decimal_comma: bool
    has_dotted_thousands: bool
    forms: tuple[re.Pattern[str], ...]
    digraphs: Mapping[int, str]  # how a letter is written on a keyboard that lacks it: ö is oe
    spellings: tuple[tuple[re.Pattern[str], str], ...]
    may_be_respelled: re.Pattern[str]  # matches before any of them does; few words match
    contrary_beginnings: tuple[Pair, ...]
    contrary_endings: tuple[Pair, ...]
    confused: frozenset[Pair]
    names: Words
    keyboard: Mapping[str, str]
    units: Mapping[str, frozenset[int]]  # each way to write a unit → the units it can mean
    sizes: Mapping[int, tuple[Fraction, str]]  # of units: how many of which they are
    money: Words
    money_scales: Mapping[str, int]

    @property
    def conjunction(self) -> str:
        return self.conjunctions[0] if self.conjunctions else ""


@cache
def load_marking_language(code: str) -> MarkingLanguage:
    """The tables of a deck's language; `en-GB` falls back to `en`."""
    fixed_words = load_language(code)
    common = _read("common")
    data = _table(code)
    spellings = data.get("spellings", ())
    listed = {name: _words(data, name.replace("_", "-")) for name in _WORD_LISTS.split()}
    listed["weekdays"] |= {fold(name) for name in locale_names.weekdays(code)}
    return MarkingLanguage(
        **listed,
        numerals=_numerals(data.get("numbers", {})),
        has_gender=bool(data.get("has-gender", False)),
        elided=re.compile(rf"(?<!\w)(?:{data.get('elided', '(?!)')})'(?=\w)", re.IGNORECASE),
        conjunctions=tuple(each.replace("_", " ") for each in data.get("and", "").split()),
        lead_ins=_lead_ins(data.get("lead-ins", "")),
        sorts=tuple(tuple(each.split()) for each in data.get("sorts", "").split(" / ") if each),
        has_sorts_behind=bool(data.get("has-sorts-behind", False)),
        percent=_whole_words(data, "percent"),
        span=_span(data),
        months={**_folded(locale_names.months(code)), **fixed_words.months, **_months(data)},
        date_words=fixed_words.date_words | _words(data, "date-words"),
        before_christ=_whole_words(data, "before-christ"),
        after_christ=_whole_words(data, "after-christ"),
        first_day=str(data.get("first-day", "day")),
        has_cases=bool(data.get("has-cases", False)),
        has_decimal_comma=fixed_words.has_decimal_comma,
        has_dotted_thousands=locale_names.has_dotted_thousands(code),
        forms=tuple(re.compile(each) for each in data.get("forms", ())),
        digraphs=_digraphs(data),
        spellings=tuple((re.compile(each), to) for each, to in spellings),
        may_be_respelled=re.compile("|".join(each for each, _ in spellings) or "(?!)"),
        contrary_beginnings=_both_ways(data.get("contrary-beginnings", "")),
        contrary_endings=_both_ways(data.get("contrary-endings", "")),
        confused=frozenset(_both_ways(data.get("confused", ""))),
        keyboard=data.get("keyboard", {}),
        units=_units([*common["units"], *data.get("units", ())], code),
        sizes=_sizes(common),
        preface=re.compile(data.get("preface", "(?!)")),
        closing=_closing(data),
        money=_words(common, "money"),
        money_scales={word: int(value) for word, value in _values(common, "money-scales")},
    )


# Fields that are the words of the table's key of the same name, and nothing more.
_WORD_LISTS = """
articles function_words fillers people approximate negations minus between opens_a_span weekdays
century decade_ending names
"""


def known() -> tuple[str, ...]:
    """The codes of the languages that have tables."""
    folder = files("quizgen").joinpath("data/marking")
    names = (entry.name.removesuffix(".toml") for entry in folder.iterdir())
    return tuple(sorted(name for name in names if name != "common"))


def missing(code: str) -> tuple[str, ...]:
    """What most languages have here and this one lacks: keys of its table. English is what the
    others are held against."""
    if code.lower().partition("-")[0] == FALLBACK:
        return ()
    tables = Counter(key for each in known() for key in _keys(each))
    own = set(_keys(code))
    return tuple(sorted(key for key, number in tables.items() if number > 1 and key not in own))


def _keys(code: str) -> Iterator[str]:
    """Words of dates may come from the file of the fixed words, and names from CLDR."""
    has_names = any(locale_names.months(code))
    merged = {
        "months": has_names,
        "units": has_names,
        "date-words": bool(load_language(code).date_words),
    }
    yield from {*_table(code), *(key for key, is_known in merged.items() if is_known)}


def _table(code: str) -> dict[str, Any]:
    name = code.lower().partition("-")[0]
    table: dict[str, Any] = (
        _read(name) if name in known() else _read("common")["languages"].get(name, {})
    )
    return table


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("quizgen").joinpath(f"data/marking/{name}.toml").read_text("utf-8"))


def _numerals(data: Mapping[str, str]) -> Numerals:
    cardinals = _folded((word, Fraction(value)) for word, value in _values(data, "cardinals"))
    phrases = {
        word.replace("_", " "): str(value) for word, value in cardinals.items() if "_" in word
    }
    scales, ordinals, fractions, decades = (
        _folded((word, int(value)) for word, value in _values(data, key))
        for key in ("scales", "ordinals", "fractions", "decades")
    )
    halves = frozenset(map(fold, data.get("halves", "").split()))
    single = sorted((*cardinals.keys() - phrases.keys(), *scales), key=len, reverse=True)
    part = "|".join(word for word in single if len(word) > 2) or "(?!)"
    parts = "|".join(sorted(fractions.keys() - halves)) or "(?!)"
    return Numerals(
        cardinals=cardinals,
        scales=scales,
        ordinals=ordinals,
        fractions=fractions,
        one_part=re.compile(
            rf"(?<!\w)(?:{data.get('one-part', '(?!)')})\s(?=(?:{parts})(?!\w))", re.IGNORECASE
        ),
        phrases=phrases,
        phrase=_phrase(phrases),
        glued=re.compile(rf"(?<!\w)(?>{part}){{2,}}+(?!\w)"),
        glued_part=re.compile(part),
        han=re.compile(data.get("han", "(?!)")),
        joins=data.get("joins", data.get("and-half", "")),
        decades=decades,
        halves=halves,
        and_half=data.get("and-half", ""),
        point=data.get("point", ""),
        ordinal_suffixes=tuple(data.get("ordinal-suffixes", "").split()),
        words=frozenset((*cardinals, *scales, *ordinals, *halves)),
    )


def _values(data: Mapping[str, str], key: str) -> Iterable[list[str]]:
    return (each.split("=") for each in data.get(key, "").split())


def _words(data: Mapping[str, Any], key: str) -> Words:
    words = frozenset(data.get(key, "").split())
    return words | frozenset(map(fold, words))


def _whole_words(data: Mapping[str, Any], key: str) -> re.Pattern[str]:
    """A digit may stand beside it: 44BC. Chinese, Japanese and Korean put no space before it."""
    words = data.get(key, "(?!)")
    if max(words) >= _FIRST_SPACELESS:
        return re.compile(words)
    return re.compile(rf"(?<![^\W\d])(?:{data.get(key, '(?!)')})(?![^\W\d])", re.IGNORECASE)


def _closing(data: Mapping[str, str]) -> re.Pattern[str]:
    """A copula of Korean or Japanese has no space before it."""
    closing, copula = (data.get(key, "(?!)") for key in ("closing", "copula"))
    return re.compile(rf"(?:\W+(?:{closing})|(?<=\w){copula})$", re.IGNORECASE)


_FIRST_SPACELESS = "\N{IDEOGRAPHIC SPACE}"  # in Unicode their letters come behind this


def _span(data: Mapping[str, Any]) -> re.Pattern[str]:
    opening, between = (
        "|".join(data.get(key, "").split()) or "(?!)" for key in ("opens-a-span", "between")
    )
    conjunction = (data.get("and", "").split() or ["(?!)"])[0]
    number = r"[0-9][0-9.,]*"
    return re.compile(
        rf"(?<!\w)(?:{opening})\s(?={number}(?:\s(?:{between})\s|-)[0-9])"
        rf"|(?<!\w)(?:{opening})\s(?P<first>{number})\s(?:{conjunction})\s(?=[0-9])"
        rf"|(?<=[0-9])\s(?:{between})\s(?=[0-9])",
        re.IGNORECASE,
    )


def _phrase(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(phrase.replace(" ", r"[\s-]") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{either or '(?!)'})(?!\w)")


def _months(data: Mapping[str, str]) -> dict[str, int]:
    named = enumerate(data["months"].split(" / "), 1) if data.get("months") else ()
    return _folded((name, number) for number, names in named for name in names.split())


def _folded(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """The words are folded as typed words are."""
    return {fold(word): value for word, value in pairs}


def _digraphs(data: Mapping[str, Any]) -> dict[int, str]:
    pairs = list(_values(data, "digraphs"))
    capitals = ((letter.upper(), written.capitalize()) for letter, written in pairs)
    return {ord(letter): written for letter, written in (*pairs, *capitals)}


def _lead_ins(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    openings = [tuple(each.replace("'", "").split()) for each in text.split(" / ")]
    for each in sorted(filter(None, openings), key=len, reverse=True):
        found[each[0]] = (*found.get(each[0], ()), each)
    return found


def _sizes(common: Mapping[str, Any]) -> dict[int, tuple[Fraction, str]]:
    sizes = {symbol: size.split("*") for symbol, size in _values(common, "multiples")}
    bases = {base: ("1", base) for _, base in sizes.values()}
    return {
        number: (Fraction(factor), base)
        for number, names in enumerate(common["units"])
        for symbol, (factor, base) in (sizes | bases).items()
        if symbol in names
    }


def _both_ways(text: str) -> tuple[Pair, ...]:
    pairs = [each.split("/") for each in text.split()]
    bare = [(one.strip("-"), other.strip("-")) for one, other in pairs]
    return tuple(each for one, other in bare for each in ((one, other), (other, one)))


def _units(rows: Iterable[list[str]], code: str) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, (first, *others) in enumerate(rows):
        ids = (name for name in (first, *others) if name.count("-") and name.isascii())
        names = {first, *others}.union(*(locale_names.units(each, code) for each in ids))
        for name in names | {name.casefold() for name in names if len(name) > 3}:
            found[name] = found.get(name, frozenset()) | {number}
    return found
