"""What marking knows of a language: one TOML file each in `data/marking/`.

These tables are kept apart from the fixed words of `data/languages/`, since a session needs those
when it starts and these only when the first typed answer is marked. A language without a file has
only what `common.toml` lists, beside the months and units that CLDR names in every language, as
Babel has it. Letters, digits and typing errors are treated alike in all languages.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias, TypeVar

from quizgen.grade.cldr import locale_of, named_months, territories, unit_names
from quizgen.grade.letters import fold
from quizgen.quiz.languages import FALLBACK, load_language

Words: TypeAlias = frozenset[str]
Value = TypeVar("Value")
_Table: TypeAlias = Mapping[str, Any]
_Pattern: TypeAlias = re.Pattern[str]


@cache
def load_marking_language(code: str) -> MarkingLanguage:
    """The tables of a deck's language; `en-GB` falls back to `en`."""
    return MarkingLanguage(code)


class MarkingLanguage:
    def __init__(self, code: str) -> None:
        table = _table(code)
        self.numerals = Numerals(table.get("numbers", {}))
        self.amounts = Figures(table, code)
        self.calendar = Calendar(table, code)
        self.units = Units(table, code)
        self.spelling = Spelling(table)
        self.word_forms = WordForms(table)
        self.articles = _words(table, "articles")
        self.has_gender = bool(table.get("has-gender"))  # a wrong article is close, none is right
        # the usual one first
        self.conjunctions = tuple(each.replace("_", " ") for each in table.get("and", "").split())
        self.lead_ins = _lead_ins(table.get("lead-ins", ""))
        # what means "I think" and has no space behind it; then words at the end that add nothing
        self.preface = re.compile(_of(table, "preface"))
        self.closing = _closing(table)
        self.function_words = _words(table, "function-words")
        self.fillers = _words(table, "fillers")  # pronouns and forms of “to be”
        # what may stand before a name, or also after it: city of, река; Алматы қаласы
        self.sorts = _phrases(table, "sorts")
        self.persons = Persons(table)
        persons = ((each,) for each in sorted(self.persons.titles))
        self.titles = tuple(dict.fromkeys((*self.sorts, *persons)))
        self.has_sorts_behind = bool(table.get("has-sorts-behind"))
        self.negations = _words(table, "negations")
        self.negation = fold(table.get("negations", "").partition(" ")[0])  # the plain “not”
        # words around an answer that neither add to it nor turn it round
        joining = self.function_words - self.negations - {*self.conjunctions}
        self.passed_over = self.articles | self.fillers | joining
        # what stands before the noun that is asked for
        self.which = [tuple(map(fold, each)) for each in _phrases(table, "which")]
        self.which.sort(key=len, reverse=True)
        self.pronouns = _words(table, "pronouns")
        self.verdicts = _words(table, "verdicts")  # yes, no, true and false
        self.names = _words(table, "names") | territories(code)

    @property
    def conjunction(self) -> str:
        return self.conjunctions[0] if self.conjunctions else ""


class Spelling:
    """How a word may be written in more than one way."""

    def __init__(self, table: _Table) -> None:
        rules = table.get("spellings", ())
        self.rules = tuple((re.compile(each), to) for each, to in rules)
        # matches before any of them does; few words match
        self.may_apply = re.compile("|".join(each for each, _ in rules) or _NEVER)
        self.elided = _ignoring_case(rf"(?<!\w)(?:{_of(table, 'elided')})'(?=\w)")  # l'
        # capitals whose small letters are others than Unicode's: in Turkish I is ı
        self.capitals = str.maketrans(*table.get("capitals", ("", "")))
        self.digraphs = _digraphs(table)
        # what people type for a letter that their keyboard lacks
        self.keyboard: Mapping[str, str] = table.get("keyboard", {})


class WordForms:
    """Which words are forms of one, and which only look alike."""

    def __init__(self, table: _Table) -> None:
        self.paradigms = tuple(re.compile(each) for each in table.get("forms", ()))
        self.has_cases = bool(table.get("has-cases"))
        self.has_near_words = bool(table.get("has-near-words"))  # one letter makes another word
        self.contrary_beginnings = _both_ways(table.get("contrary-beginnings", ""))
        self.contrary_endings = _both_ways(table.get("contrary-endings", ""))
        self.confused = frozenset(_both_ways(table.get("confused", "")))


class Figures:
    """How digits are grouped, and what stands beside them."""

    def __init__(self, table: _Table, code: str) -> None:
        self.approximate = _words(table, "approximate")
        self.minus = _words(table, "minus")
        self.below_zero = _whole_words(table, "below-zero")
        self.percent = _whole_words(table, "percent")
        self.has_decimal_comma = load_language(code).has_decimal_comma
        group = locale.number_symbols["latn"]["group"] if (locale := locale_of(code)) else ""
        self.has_dotted_thousands = group == "."


class Persons:
    """How a question asks for a person, and what stands beside a person's name or in it."""

    def __init__(self, table: _Table) -> None:
        self.who = _words(table, "who")
        self.titles = _words(table, "persons")  # poet, king
        self.honorifics = _words(table, "honorifics")  # behind the name: さん, जी
        self.groups = _words(table, "groups")  # those who act like persons: army, company
        self.of = str(table.get("of", ""))  # what stands before a place that is no last name
        self.fathers_name = re.compile(_of(table, "fathers-name"))
        self.family_letters = int(table.get("family-letters", 0))
        self.has_second_surnames = bool(table.get("has-second-surnames"))


class Numerals:
    """Number words and what they stand for."""

    def __init__(self, table: _Table) -> None:
        self.cardinals = _values(table, "cardinals", Fraction)
        self.scales = _values(table, "scales", int)
        self.ordinals = _inflected(_values(table, "ordinals", int), table)
        self.fractions = _values(table, "fractions", int)
        self.decades = _values(table, "decades", int)
        self.halves = frozenset(map(fold, table.get("halves", "").split()))
        self.and_half = table.get("and-half", "")
        self.point = table.get("point", "")
        self.joins = table.get("joins", self.and_half)  # between tens and ones: treinta y tres
        self.ordinal_suffixes = tuple(table.get("ordinal-suffixes", "").split())
        # every word that a number can begin with
        self.words = frozenset((*self.cardinals, *self.scales, *self.ordinals, *self.halves))
        # numbers of several words, and their digits
        several = {word: str(value) for word, value in self.cardinals.items() if "_" in word}
        self.phrases = {word.replace("_", " "): digits for word, digits in several.items()}
        either = "|".join(each.replace(" ", r"[\s-]") for each in _longest_first(self.phrases))
        self.phrase = re.compile(rf"(?<!\w)(?:{either or _NEVER})(?!\w)")
        # number words written as one: hundertzwanzig
        single = _longest_first((*self.cardinals.keys() - self.phrases.keys(), *self.scales))
        part = "|".join(word for word in single if len(word) > 2) or _NEVER
        self.glued_part = re.compile(part)
        self.glued = re.compile(rf"(?<!\w)(?>{part}){{2,}}+(?!\w)")
        self.has_ones_first = bool(table.get("has-ones-first"))
        self.has_year_pairs = bool(table.get("has-year-pairs"))
        self.has_short_tens = bool(table.get("has-short-tens"))  # 二百六 is 260
        # a number in characters of Chinese, or in syllables of Korean
        self.han = re.compile(_of(table, "han"))
        # the article that means “one” before a fraction: a third
        parts = "|".join(sorted(self.fractions.keys() - self.halves)) or _NEVER
        one = _of(table, "one-part")
        self.one_part = _ignoring_case(rf"(?<!\w)(?:{one})\s(?=(?:{parts})(?!\w))")


class Calendar:
    """The words of dates and of spans of time."""

    def __init__(self, table: _Table, code: str) -> None:
        fixed_words, locale = load_language(code), locale_of(code)
        days = locale.days["format"]["wide"].values() if locale else ()
        names = table.get("months", "").split(" / ")
        own = {fold(name): number for number, row in enumerate(names, 1) for name in row.split()}
        self.months = named_months(code) | {**fixed_words.months} | own
        self.weekdays = _words(table, "weekdays") | {fold(name) for name in days}
        self.date_words = fixed_words.date_words | _words(table, "date-words")
        self.eras = _values(table, "eras", int)  # the year before the first of an era: 昭和
        self.before_christ = _whole_words(table, "before-christ")
        self.after_christ = _whole_words(table, "after-christ")
        self.century = _words(table, "century")
        self.decade_ending = _words(table, "decade-ending")
        self.first_day = str(table.get("first-day", "day"))
        self.between = _words(table, "between")
        self.opens_a_span = _words(table, "opens-a-span")
        # what stands before and between two numbers: from 10 to 20
        self.span = _span(table)


class Units:
    """`ids` has for each way to write a unit the units that it can mean, and `sizes` how many of
    which other unit one is."""

    def __init__(self, table: _Table, code: str) -> None:
        common = _read("common")
        self.ids = _unit_ids([*common["units"], *table.get("units", ())], code)
        self.sizes = _sizes(common)
        self.people = _words(table, "people")  # any of them may follow a number of persons
        self.money = _words(common, "money")
        self.money_scales = _values(common, "money-scales", int)

    def is_money(self, unit: str) -> bool:
        """Whether it is one way to write a currency: £, GBP or pounds, but also the weight."""
        meant = self.ids.get(unit, frozenset())
        return any(meant & self.ids.get(sign, frozenset()) for sign in self.money)


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
    own = _keys(code)
    return tuple(sorted(key for key, number in tables.items() if number > 1 and key not in own))


def _keys(code: str) -> set[str]:
    """Words of dates may come from the file of the fixed words, and names from CLDR."""
    names = {"months", "units"} if named_months(code) else set()
    words = {"date-words"} if load_language(code).date_words else set()
    return {*_table(code)} | names | words


# --- Tables ----------------------------------------------------------------------------

_NEVER = "(?!)"  # a pattern that matches nothing
_FIRST_SPACELESS = "\N{IDEOGRAPHIC SPACE}"  # in Unicode their letters come behind this


def _table(code: str) -> dict[str, Any]:
    name = code.lower().partition("-")[0]
    table: dict[str, Any] = (
        _read(name) if name in known() else _read("common")["languages"].get(name, {})
    )
    return table


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("quizgen").joinpath(f"data/marking/{name}.toml").read_text("utf-8"))


def _of(table: _Table, key: str) -> str:
    """The pattern of that key."""
    return str(table.get(key, _NEVER))


def _ignoring_case(pattern: str) -> _Pattern:
    return re.compile(pattern, re.IGNORECASE)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _values(table: _Table, key: str, read: Callable[[str], Value]) -> dict[str, Value]:
    """The words are folded as typed words are."""
    pairs = (each.split("=") for each in table.get(key, "").split())
    return {fold(word): read(value) for word, value in pairs}


def _inflected(ordinals: dict[str, int], table: _Table) -> dict[str, int]:
    """Adds the other endings: четырнадцатом beside четырнадцатый."""
    first, *others = table.get("ordinal-endings", "").split() or ("",)
    stems = {word.removesuffix(first): n for word, n in ordinals.items() if word.endswith(first)}
    return ordinals | {stem + each: n for stem, n in stems.items() for each in others}


def _words(table: _Table, key: str) -> Words:
    words = frozenset(table.get(key, "").split())
    return words | frozenset(map(fold, words))


def _whole_words(table: _Table, key: str) -> _Pattern:
    """A digit may stand beside it: 44BC. Chinese, Japanese and Korean put no space before it."""
    words = _of(table, key)
    if max(words) >= _FIRST_SPACELESS:
        return re.compile(words)
    return _ignoring_case(rf"(?<![^\W\d])(?:{words})(?![^\W\d])")


def _closing(table: _Table) -> _Pattern:
    """A copula of Korean or Japanese has no space before it."""
    closing, copula = _of(table, "closing"), _of(table, "copula")
    return _ignoring_case(rf"(?:\W+(?:{closing})|(?<=\w){copula})$")


def _span(table: _Table) -> _Pattern:
    opening, between = (
        "|".join(table.get(key, "").split()) or _NEVER for key in ("opens-a-span", "between")
    )
    conjunction = (table.get("and", "").split() or [_NEVER])[0]
    number = r"[0-9][0-9.,]*"
    return _ignoring_case(
        rf"(?<!\w)(?:{opening})\s(?={number}(?:\s(?:{between})\s|-)[0-9])"
        rf"|(?<!\w)(?:{opening})\s(?P<first>{number})\s(?:{conjunction})\s(?=[0-9])"
        rf"|(?<=[0-9])\s(?:{between})\s(?=[0-9])"
    )


def _phrases(table: _Table, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.split()) for each in table.get(key, "").split(" / ") if each)


def _digraphs(table: _Table) -> dict[int, str]:
    """How a letter is written on a keyboard that lacks it: ö is oe."""
    pairs = [each.split("=") for each in table.get("digraphs", "").split()]
    capitals = ([letter.upper(), written.capitalize()] for letter, written in pairs)
    return {ord(letter): written for letter, written in (*pairs, *capitals)}


def _lead_ins(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The openings by their first word, longer ones first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    openings = [tuple(each.replace("'", "").split()) for each in text.split(" / ")]
    for each in sorted(filter(None, openings), key=len, reverse=True):
        found[each[0]] = (*found.get(each[0], ()), each)
    return found


def _both_ways(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [each.split("/") for each in text.split()]
    bare = [(one.strip("-"), other.strip("-")) for one, other in pairs]
    return tuple(each for one, other in bare for each in ((one, other), (other, one)))


def _unit_ids(rows: Iterable[list[str]], code: str) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, (first, *others) in enumerate(rows):
        ids = (name for name in (first, *others) if name.count("-") and name.isascii())
        names = {first, *others}.union(*(unit_names(each, code) for each in ids))
        long = [name for name in names if len(name) > 3]
        for name in names.union(map(str.casefold, long), map(fold, long)):
            found[name] = found.get(name, frozenset()) | {number}
    return found


def _sizes(common: _Table) -> dict[int, tuple[Fraction, str]]:
    multiples = (each.split("=") for each in common["multiples"].split())
    sizes = {symbol: size.split("*") for symbol, size in multiples}
    bases = {base: ["1", base] for _, base in sizes.values()}
    return {
        number: (Fraction(factor), base)
        for number, names in enumerate(common["units"])
        for symbol, (factor, base) in (sizes | bases).items()
        if symbol in names
    }
