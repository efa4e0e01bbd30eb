"""The names that CLDR has in every language for months, units and states, as Babel brings it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.units import UnknownUnitError, format_compound_unit, format_unit

from quizgen.grade.letters import fold

_COUNTS = (1, 2, 5, 11, 1.5)  # every form of the plural
_DIGITS = re.compile(r"\d(?:[.,٫]\d)?")


def locale_of(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def territories(code: str) -> frozenset[str]:
    """States and continents of one word."""
    locale = locale_of(code)
    names = map(fold, locale.territories.values()) if locale else ()
    return frozenset(name for name in names if name.isalpha())


def named_months(code: str) -> dict[str, int]:
    """Full names, genitives and short names. A name of several words is not among them."""
    locale = locale_of(code)
    rows = locale.months.values() if locale else ()
    return {
        fold(name.rstrip(".")): number
        for widths in rows
        for width in ("wide", "abbreviated")
        for number, name in widths[width].items()
        if re.fullmatch(r"[^\W\d_][^\s\d]+", name)
    }


def unit_names(unit: str, code: str) -> Iterator[str]:
    """Every form of a unit's name beside a number: Kilometer, километра, km."""
    locale = locale_of(code)
    for count in _COUNTS if locale else ():
        for length in ("long", "short"):
            try:
                written = format_unit(count, unit, length, locale=locale)
            except UnknownUnitError:
                if not (written := _compound(count, unit, length, locale)):
                    return
            name = _DIGITS.sub("", written).replace("\N{NO-BREAK SPACE}", " ").strip(" .॰\u200f")
            if name:
                yield name


def _compound(
    count: float, unit: str, length: Literal["long", "short"], locale: Locale | None
) -> str:
    """A unit that CLDR knows only by its parts."""
    above, per, below = unit.partition("-per-")
    found = per and format_compound_unit(count, above, 1, below, length, locale=locale)
    return found or ""
