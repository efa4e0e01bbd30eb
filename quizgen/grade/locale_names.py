"""The names of months and units in every language, from CLDR as Babel has it.

Loading a locale takes a while, so it happens only when the first typed answer is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from babel.units import UnknownUnitError, format_unit


def months(code: str) -> Iterator[tuple[str, int]]:
    """Yields full names, genitives and short names. A name of several words is not among them."""
    locale = _locale(code)
    if not locale:
        return
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                if re.fullmatch(r"[^\W\d_][^\s\d]+", name):
                    yield name.rstrip("."), number


def weekdays(code: str) -> frozenset[str]:
    locale = _locale(code)
    return frozenset(locale.days["format"]["wide"].values()) if locale else frozenset()


def has_dotted_thousands(code: str) -> bool:
    locale = _locale(code)
    return bool(locale and locale.number_symbols["latn"]["group"] == ".")


def units(unit: str, code: str) -> frozenset[str]:
    """Every form of a unit's name beside a number: Kilometer, километра, km."""
    locale = _locale(code)
    found = {name for count in _COUNTS for name in _names(unit, count, locale)} if locale else set()
    return frozenset(found - {""})


_COUNTS = (1, 2, 5, 1.5)  # every form of the plural that a language of Europe has
_DIGITS = re.compile(r"\d(?:[.,٫]\d)?")


def _names(unit: str, count: float, locale: Locale) -> Iterator[str]:
    for length in ("long", "short"):
        try:
            written = format_unit(count, unit, length, locale=locale)
        except UnknownUnitError:
            return
        yield _DIGITS.sub("", written).replace("\N{NO-BREAK SPACE}", " ").strip(" .\u200f")


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
