"""Typed numbers are compared by value, never by likeness.

They may be digits or words, with scale words ("2.5 million"). Separators of thousands and decimals
are read as in an author's key. The unit may be left out, but a different one is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from msgspec import structs

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.letters import clean, fold, in_latin, without_emoji
from quizgen.grade.likeness import are_forms, has_syllables
from quizgen.grade.marking_language import MarkingLanguage, load_marking_language
from quizgen.grade.numeral import Sort, in_digits, number_at
from quizgen.grade.phrase import spelled
from quizgen.quiz.responses import Numeric
from quizgen.reading.characters import replaced


def grade_number(typed: str, numeric: Numeric, language: MarkingLanguage, stem: str = "") -> Part:
    """A unit in the wrong case is close, and not right, since mW and MW are two units."""
    if not typed.strip():
        return Part(Mark.WRONG, Reason.NO_ANSWER)
    if numeric.unit and clean(typed).strip(" .") == clean(numeric.with_unit).strip(" ."):
        return Part(Mark.CORRECT)  # even if the unit holds a number: 2 dozen, 12 half-hours
    bare = _EQUATION.sub("", without_emoji(typed, [numeric.with_unit]))
    bare = language.closing.sub("", bare) if len(bare) <= _LONGEST else bare
    bare = _below_zero(bare, language)
    if not numeric.unit:
        bare = language.calendar.after_christ.sub("", bare)
    found = read_quantity(bare, language)
    if found is None:
        return Part(Mark.WRONG, Reason.NOT_A_NUMBER)
    is_dotted = language.amounts.has_dotted_thousands or language.amounts.has_decimal_comma
    whole = _DOTTED_THOUSANDS.sub(r"\1\2", typed) if is_dotted else typed
    part = _grade_value(*found, numeric, language, stem)
    if part.mark is Mark.WRONG and part.reason is not Reason.UNIT and whole != typed:
        return grade_number(whole, numeric, language, stem)  # 1.000 may be meant in two ways
    thousands = _in_thousands(numeric) if is_dotted else numeric
    if part.reason is Reason.NUMBER_DIFFERS and thousands != numeric:
        return _grade_value(*found, thousands, language, stem)
    is_short_year = _SHORT_YEAR.fullmatch(clean(typed)) and not numeric.unit
    if is_short_year and _is_near(1900 + found[0], numeric):
        return Part(Mark.CLOSE, Reason.DATE_ORDER)
    return part


def _grade_value(
    value: Fraction, written: str, numeric: Numeric, language: MarkingLanguage, stem: str
) -> Part:
    scale, unit = read_quantity(f"1 {numeric.unit}", language) or (Fraction(1), "")
    letter = 1 if unit else language.units.money_scales.get(fold(written), 1)
    if letter > 1 and any(_is_near(value * letter / each, numeric) for each in (1, scale)):
        return Part(Mark.CORRECT)  # 1.5k
    if _is_near(value, numeric):
        return _grade_unit(written, numeric.unit, language, stem)
    if scale > 1 and _is_near(value / scale, numeric):  # 12 million, where the unit is million
        return _grade_unit(written, unit, language, stem)
    if numeric.unit == "%" and not written and value < 1 and _is_near(value * 100, numeric):
        return Part(Mark.CORRECT)  # a quarter
    if not numeric.unit and written == "%" and _is_near(value / 100, numeric):
        return Part(Mark.CORRECT)
    if any(_is_near(each, numeric) for each in _converted(value, written, unit, language)):
        return Part(Mark.CLOSE, Reason.UNIT)
    return Part(Mark.WRONG, Reason.NUMBER_DIFFERS)


def _in_thousands(numeric: Numeric) -> Numeric:
    """The key 2.962 m read as 2,962."""
    is_dotted = bool(_DOTTED_THOUSANDS.match(numeric.shown)) and bool(numeric.unit)
    return structs.replace(numeric, value=numeric.value * 1000) if is_dotted else numeric


_SHORT_YEAR = re.compile(r"'[0-9]{2}")  # '91, which may also be in another century
_EQUATION = re.compile(r"^[^=≈]*[=≈](?=\s*[-+.,]?[0-9])")  # 7 · 8 = 56


def _converted(
    value: Fraction, written: str, unit: str, language: MarkingLanguage
) -> Iterator[Fraction]:
    """The value in the unit that was asked for: 0.5 l are 500 ml."""
    sizes = language.units.sizes
    for one in _known(_unit(written, language), language) & sizes.keys():
        for other in _known(_unit(unit, language), language) & sizes.keys():
            (size, base), (wanted, wanted_base) = sizes[one], sizes[other]
            if base == wanted_base:
                yield value * size / wanted


def _is_near(value: Fraction, numeric: Numeric) -> bool:
    return abs(value - Fraction(numeric.value)) <= Fraction(numeric.tolerance)


def _below_zero(text: str, language: MarkingLanguage) -> str:
    """Writes “12 degrees below zero” as “-12 degrees”."""
    above = language.amounts.below_zero.sub("", text)
    return text if above == text else f"-{above.strip()}"


def is_number(typed: str, language: str) -> bool:
    return read_quantity(typed, load_marking_language(language)) is not None


def read_quantity(typed: str, language: MarkingLanguage) -> tuple[Fraction, str] | None:
    """The number, and the words beside it. None unless there is exactly one number."""
    words = [_without_and(each, language) for each in _words(typed[:_LONGEST], language)]
    words = list(filter(fold, words))
    folded = [fold(word) for word in words]
    values: list[Fraction] = []
    beside: list[str] = []
    at = 0
    while at < len(words):
        found = number_at(folded, at, language)
        if found is None:
            beside.append(words[at])
            at += 1
            continue
        number, at = found
        if number.sort is not Sort.CARDINAL:
            if not values:
                return None
            beside.append(words[at - 1])  # metres per second
            continue
        values.append(_sign(beside, language) * number.value)
    if len(values) != 1:
        return None
    return values[0] * _money_scale(beside, language), " ".join(beside)


def _without_and(word: str, language: MarkingLanguage) -> str:
    """A number without the “and” that Arabic writes as one with it."""
    bare = (word.removeprefix(each[:-1]) for each in language.conjunctions if each.endswith("+"))
    return next((each for each in bare if fold(each) in language.numerals.words), word)


def _money_scale(beside: list[str], language: MarkingLanguage) -> int:
    """Removes the scale letter of $5m from the words beside the number; returns its factor."""
    is_money = any(fold(word) in language.units.money for word in beside)
    letter = next((word for word in beside if fold(word) in language.units.money_scales), "")
    if not is_money or not letter:
        return 1
    beside.remove(letter)
    return language.units.money_scales[fold(letter)]


_LONGEST = 200  # characters; no number and its unit is longer
_IN_UNIT = re.compile(r"(?<=[^\W\d_぀-鿿])(?:\^-?)?[0-9]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_WORD = re.compile(
    r"[0-9]{1,9}\s?/\s?[0-9]{1,9}(?![0-9/])"
    r"|[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9](?:[0-9.,']*[0-9])?|[.,][0-9]+"
    r"|(?<![^\s(\"'])[-+](?=\s?[.,]?[0-9])"
    r"|[^\s0-9.,;:!?()\"'~≈-]+"
)
_DOTTED_THOUSANDS = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2})\.([0-9]{3})(?![0-9.,])")
_SCIENTIFIC = re.compile(
    r"(?<![0-9.,])(?P<digits>[0-9]+(?:[.,][0-9]+)?)"
    r"(?:e|\s?[x*·]\s?10\s?\^\s?)(?P<power>[+-]?[0-9]{1,2})(?![0-9])",
    re.IGNORECASE,
)
_POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _words(typed: str, language: MarkingLanguage) -> Iterator[str]:
    """The words and numbers. Digits after a letter are part of a unit (km2); "about" and articles
    are dropped."""
    text = clean(typed)
    for apostrophe in (language.spelling.elided, _APOSTROPHE):
        text = replaced(apostrophe, lambda _: "", text)
    counted = in_digits(replaced(language.amounts.percent, lambda _: "%", text), language.numerals)
    counted = _SCIENTIFIC.sub(_written_out, counted)
    text = replaced(_IN_UNIT, lambda digits: digits.lstrip("^").translate(_POWERS), counted)
    for found in _WORD.finditer(text):
        word = found[0]
        if word[0] in ".,":
            yield "0" + word
        elif fold(word) not in language.amounts.approximate | language.articles:
            yield re.sub(r"\s(?=/)|(?<=/)\s", "", word)


def _written_out(number: re.Match[str]) -> str:
    """6.022e23 and 6.022 × 10^23 with all their digits."""
    return f"{Decimal(number['digits'].replace(',', '.')).scaleb(int(number['power'])):f}"


def _sign(beside: list[str], language: MarkingLanguage) -> int:
    """Removes the sign before the number, if there is one; returns 1 or -1."""
    if not beside or fold(beside[-1]) not in language.amounts.minus | {"-", "+"}:
        return 1
    return 1 if beside.pop() == "+" else -1


def _grade_unit(typed: str, wanted: str, language: MarkingLanguage, stem: str) -> Part:
    written, asked = _unit(typed, language), _unit(wanted, language)
    is_crowd = not asked and fold(written) in language.units.people
    if not written or is_crowd or _are_same_unit(written, asked, language):
        return Part(Mark.CORRECT)
    own = _unit(_without_question(typed, stem, wanted, language), language)
    is_bare = not _without_question(typed, "", wanted, language)  # at eighteen
    if is_bare or _are_same_unit(own, asked, language):
        return Part(Mark.CORRECT)
    if written.casefold() == asked.casefold():
        return Part(Mark.CLOSE, Reason.UNIT)
    return Part(Mark.WRONG, Reason.UNIT)


def _without_question(typed: str, stem: str, wanted: str, language: MarkingLanguage) -> str:
    """What was typed without the question's own words, except those of the unit. If the question
    asks how many volunteers came, an answer may say "volunteers" or leave it out."""
    passed_over = language.function_words | language.lead_ins.keys() | set(_words(wanted, language))
    openings = [opening for group in language.lead_ins.values() for opening in group]
    asked = [word for word in _words(stem, language) if fold(word) not in passed_over]
    return " ".join(
        word
        for word in _words(typed, language)
        if fold(word) not in language.function_words | language.fillers
        and not any(fold(word) in opening for opening in openings)
        and not any(_are_same_unit(word, each, language) for each in asked)
        and not (not wanted and _is_counted(word, asked, language))
        and not (has_syllables(word) and word in stem)
    )


def _is_counted(word: str, asked: Collection[str], language: MarkingLanguage) -> bool:
    """Whether it shares its root with a word of the question: senators, where it names the
    Senate."""
    root = fold(word)[:_ROOT]
    is_unit = bool(_known(word, language))
    return len(root) == _ROOT and not is_unit and any(fold(each)[:_ROOT] == root for each in asked)


_ROOT = 5  # letters


def _unit(text: str, language: MarkingLanguage) -> str:
    return " ".join(_words(text, language)).replace("° ", "°")


def _are_same_unit(one: str, other: str, language: MarkingLanguage) -> bool:
    """Whether the tables say so, or they are forms of the same word (year, years)."""
    if one == other or _known(one, language) & _known(other, language):
        return True
    is_word = min(len(one), len(other)) >= _LONG_UNIT
    singular, plural = (spelled(fold(unit), language) for unit in (one, other))
    return is_word and are_forms(singular, plural, language)


_LONG_UNIT = 3  # letters; in shorter units the case may matter


def _known(unit: str, language: MarkingLanguage) -> frozenset[int]:
    """The units that can be written so. In a single letter, case always matters."""
    ids = language.units.ids
    found = ids.get(unit) or ids.get(unit.casefold() if len(unit) > 1 else unit)
    found = found or ids.get(in_latin(unit)) or _known_forms(unit, language)  # °С
    words = unit.split() if not found else ()
    each = [_known(word, language) for word in words if len(words) > 1]
    return frozenset.intersection(*each) if each else found  # degrees C


@lru_cache(maxsize=1_000)
def _known_forms(unit: str, language: MarkingLanguage) -> frozenset[int]:
    """The units whose name has another ending: градуста."""
    names = language.units.ids if len(unit) > _LONG_UNIT else ()
    alike = (each for each in names if each[:_LONG_UNIT] == unit[:_LONG_UNIT])
    forms = (each for each in alike if len(each) > _LONG_UNIT and are_forms(unit, each, language))
    return frozenset().union(*(language.units.ids[each] for each in forms))
