"""Typed numbers: compared by value, never by likeness.

How 1,000 is meant depends on where its reader went to school. The rule: marks that group digits by
threes throughout are grouping, with the one exception of a single dot, which is a decimal point; so
1,000 and 1 000 and 1.000.000 are whole, 3,5 and 0,125 and 1.000 are not.
"""

from __future__ import annotations

import re
from decimal import Decimal

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.model import Numeric


def grade_number(typed: str, numeric: Numeric) -> Part:
    """The unit may be left out; another one is wrong, the same in other case is close (mW and
    MW are not the same)."""
    if not typed.strip():
        return Part(Mark.WRONG, Reason.NO_ANSWER)
    found = parse(typed)
    if found is None:
        return Part(Mark.WRONG, Reason.NOT_A_NUMBER)
    value, unit = found
    if abs(value - numeric.value) > numeric.tolerance:
        return Part(Mark.WRONG, Reason.NUMBER_DIFFERS)
    wanted = _bare(numeric.unit)
    if unit in ("", wanted):
        return Part(Mark.CORRECT)
    if unit.casefold() == wanted.casefold():
        return Part(Mark.CLOSE, Reason.UNIT)
    return Part(Mark.WRONG, Reason.UNIT)


def parse(typed: str) -> tuple[Decimal, str] | None:
    """The number and the words beside it; None unless there is exactly one number."""
    every = list(_NUMBER.finditer(typed[:_LONGEST]))
    found = [number for number in every if not _is_in_unit(number)] or every
    if len(found) != 1:
        return None
    number = found[0]
    value = _value(_SPACES.sub("", number["digits"]).replace("’", "'"))
    if value is None:
        return None
    beside = typed[: number.start()] + " " + typed[number.end() : _LONGEST]
    return (-value if number["sign"] else value), _bare(beside)


_LONGEST = 200
_UNMARKED = str.maketrans("", "", ",.'")
_SPACES = re.compile(r"\s")
_NUMBER = re.compile(
    r"(?:\+|(?P<sign>[-−–]))?\s?(?P<digits>(?:[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])|[.,]?[0-9])"
    r"(?:[0-9.,'’]*[0-9])?)"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<mark>[,.'])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


def _is_in_unit(number: re.Match[str]) -> bool:
    """The 2 of km2."""
    return number.start() > 0 and number.string[number.start() - 1].isalpha()


def _value(digits: str) -> Decimal | None:
    """None where the marks make no number, as in 1,2,3 or 1.2.3."""
    whole, mark, fraction = _split_fraction(digits)
    grouped = _GROUPED.fullmatch(whole)
    if whole and not whole.isdecimal() and (grouped is None or grouped["mark"] == mark):
        return None
    return Decimal(f"{whole.translate(_UNMARKED) or 0}.{fraction or 0}")


def _split_fraction(digits: str) -> tuple[str, str, str]:
    """Whole part, decimal mark, fraction; the mark is the last one if it cannot be grouping."""
    if _GROUPED.fullmatch(digits) and digits.count(".") != 1:
        return digits, "", ""
    last = max(digits.rfind(","), digits.rfind("."))
    return (digits, "", "") if last < 0 else (digits[:last], digits[last], digits[last + 1 :])


def _bare(unit: str) -> str:
    return " ".join(unit.split()).strip(" .,;:")
