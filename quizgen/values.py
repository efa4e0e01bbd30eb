"""What a text says, whatever its typography: numbers, dates, and texts that say the same."""

from __future__ import annotations

import re
from decimal import Decimal

from quizgen.languages import Language
from quizgen.normal_form import normalised

_SPACES = " \u00a0\u202f"


def _pattern(grouping: str, decimal: str) -> re.Pattern[str]:
    whole = rf"(?:[0-9]{{1,3}}(?:[{grouping}][0-9]{{3}})+|[0-9]{{1,18}})"
    return re.compile(rf"[-−+]?{whole}(?:{decimal}[0-9]{{1,12}})?")


_WITH_POINT = _pattern("," + _SPACES, r"\.")
_WITH_COMMA = _pattern(_SPACES, "[.,]")


def read_number(text: str, language: Language) -> Decimal | None:
    """14,000 and 0.5, or, where the language has a decimal comma, 14 000 and 0,5."""
    bare = text.strip()
    pattern = _WITH_COMMA if language.has_decimal_comma else _WITH_POINT
    if not pattern.fullmatch(bare):
        return None
    comma = "." if language.has_decimal_comma else ""
    return Decimal(re.sub(f"[{_SPACES}]", "", bare).replace("−", "-").replace(",", comma))


def read_date(text: str, language: Language) -> tuple[int, int, int] | None:
    """(year, month, day), with 0 for what is not said; None where no month is named or another
    word stands beside it."""
    year = month = day = 0
    for word in re.findall(r"\w+", text.casefold()):
        if word in language.months:
            month = language.months[word]
        elif word.isdecimal() and len(word) == 4:
            year = int(word)
        elif word.isdecimal() and len(word) <= 2:
            day = int(word)
        elif word not in language.date_words:
            return None
    return (year, month, day) if month else None


def same(text: str) -> str:
    """The form in which two options that say the same are equal: case, width, spaces and the
    final mark do not count; a leading minus, digits and % do."""
    folded = normalised("NFKC", text).casefold()
    return " ".join(folded.split()).rstrip(".!?;:, ").strip("“”\"'«» ")
