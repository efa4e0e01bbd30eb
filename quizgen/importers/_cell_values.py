"""The value of a cell as its program shows it: 3.50, 25%, 31.12.2025."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

_LONGEST_PATTERN = 200  # characters
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_NOISE = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours, locales, blanks as wide as a sign
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_DATE_PART = re.compile(r'yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|"[^"]*"|\\.|.', re.I)
_PATTERNS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "dddd": "%A", "ddd": "%a",
    "dd": "%d", "hh": "%H", "ss": "%S", "am/pm": "%p",
}  # fmt: skip
# Excel shows these by the settings of each computer, so no way of writing is that of the author.
_BY_LOCALE = frozenset({"mm-dd-yy", "m/d/yy", "m/d/yyyy", "general"})


def shown(cell: Any) -> str:
    """`cell` is one of openpyxl's."""
    try:
        return _shown(cell.value, str(cell.number_format or "General")[:_LONGEST_PATTERN])
    except (ArithmeticError, ValueError):  # a number with thousands of digits, or a year 0
        return ""


def _shown(value: Any, pattern: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, pattern)
        case datetime() | date() | time():
            return _moment(value, pattern)
        case timedelta():
            return str(value)
        case _:
            return str(value).replace("_x000D_", "")


def _number(value: float, pattern: str) -> str:
    section = _NOISE.sub("", (_SECTION.match(pattern) or [""])[0])
    core = _DIGITS.search(_LITERAL.sub(lambda found: " " * len(found[0]), section))
    if core is None or "/" in section or "E" in section.upper().replace("GENERAL", ""):
        return _general(value)
    scaled = value * 100 if "%" in section else value
    decimals = len(core[0].partition(".")[2])
    grouped = "," if "," in core[0] else ""
    number = f"{scaled:{grouped}.{decimals}f}"
    before, after = (
        _LITERAL.sub(lambda found: found[1] or found[2] or "", part)
        for part in (section[: core.start()], section[core.end() :])
    )
    return f"{before}{number}{after}".strip()


def _general(value: float) -> str:
    """Eleven digits, as a cell has room for; so 0.1 + 0.2 is 0.3."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.11g}"


def _moment(value: date | time, pattern: str) -> str:
    bare = _NOISE.sub("", pattern.partition(";")[0])
    if bare.lower() in _BY_LOCALE:
        is_midnight = isinstance(value, datetime) and value.time() == time()
        return (value.date() if is_midnight and isinstance(value, datetime) else value).isoformat()
    parts = _DATE_PART.findall(bare)
    has_halves = any(part.lower() == "am/pm" for part in parts)
    written: list[str] = []
    is_after_hour = False
    for part in parts:
        written.append(_date_part(value, part, is_after_hour, has_halves))
        if part.isalpha():
            is_after_hour = part.lower() in ("h", "hh")
    return "".join(written).strip()


def _date_part(value: Any, part: str, is_minute: bool, has_halves: bool) -> str:
    lowered = part.lower()
    if part.startswith(('"', "\\")):
        return part.strip('"\\')
    if lowered in ("m", "mm") and (is_minute or isinstance(value, time)):
        return f"{value.minute:0{len(part)}d}"
    if lowered in ("h", "hh"):
        hour = (value.hour - 1) % 12 + 1 if has_halves else value.hour
        return f"{hour:0{len(part)}d}"
    if lowered in ("d", "m", "s"):
        return str({"d": value.day, "m": value.month, "s": value.second}[lowered])
    return str(value.strftime(_PATTERNS[lowered])) if lowered in _PATTERNS else part
