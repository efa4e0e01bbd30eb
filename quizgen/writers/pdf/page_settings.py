"""The settings of a page in Typst, and marks on everything that Typst must measure.

Layout is fast because little is measured: only questions that may be taller than a page, and
words that may be wider than their line. The standard layout has few of them. In large print or
narrow columns nearly all are suspect, and there time matters less.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quizgen.quiz.layout import Layout, Style
from quizgen.writers._paper_text import text_nodes
from quizgen.writers._sheet import Sheet, printed_layout

_STANDARD = 10.5
_LETTERS_IN_A_ROW = 30  # bold capital W, in the narrowest column of a whole page
_QUESTION_ROWS = 22  # of writing lines, the highest kind: 9 mm each on a page of 240 mm
_ENTRY_ROWS = 37  # of 4.5 mm each, and the room between them
_LONG_IN_NARROW = 8  # characters
_LONG = 700  # characters: longer instructions do not fit on one page in some layouts
_LEADING = {Style.STANDARD: 0.62, Style.LARGE_PRINT: 0.7, Style.DYSLEXIA: 0.85}
_TRACKING = {Style.DYSLEXIA: 0.035}


def with_settings(sheet: Sheet, fonts: list[str]) -> dict[str, Any]:
    layout = printed_layout(sheet)
    data = _measured(sheet.data, layout) | {"setting": _setting(layout, fonts)}
    if data.get("paper"):
        paper = replace(sheet.layout, half_sheet=False, size=sheet.layout.points)
        data["paper"] = _measured(data["paper"], paper) | {"setting": _setting(paper, fonts)}
    if data.get("is_wide"):
        upright = data["setting"]
        turned = {"width": upright["height"], "height": upright["width"]}
        data = _finer(data) | {"setting": upright | turned}
    return data


def _setting(layout: Layout, fonts: list[str]) -> dict[str, Any]:
    width, height = layout.page
    shrunk = 0.75 if layout.half_sheet else 1
    footer = max(9 * shrunk, layout.points * 0.75)
    return {
        "fonts": fonts,
        "size": layout.points,
        "footer": footer,
        "leading": _LEADING[layout.style],
        "tracking": _TRACKING.get(layout.style, 0),
        "italics": layout.style is not Style.DYSLEXIA,
        "columns": layout.text_columns,
        "width": width,
        "height": height,
        "top": 17 * shrunk,
        "fields": False,
        "bottom": 20 * shrunk * max(1, footer / 9),
    }


def _measured(data: dict[str, Any], layout: Layout) -> dict[str, Any]:
    is_narrow = _is_narrow(layout)
    whole: dict[str, Any] = _finer(data) if is_narrow else dict(data)
    whole["is_long"] = _letters(whole.get("opening")) > _LONG
    for section in whole.get("sections", ()):
        heading = (section["title"], section.get("instructions"))
        section["is_long"] = sum(map(_letters, heading)) > _LONG
        above = _rows(section.get("instructions"))
        for asked in section.get("questions", ()):
            asked["suspect"] = is_narrow or _may_be_taller(asked, above)
            above = 0
        for keyed in section.get("entries", ()):
            keyed["suspect"] = is_narrow or _rows(keyed) > _ENTRY_ROWS
    return whole


def _is_narrow(layout: Layout) -> bool:
    is_standard = layout.style is Style.STANDARD and layout.points <= _STANDARD
    return not is_standard or layout.text_columns > 1 or layout.half_sheet


def _may_be_taller(asked: dict[str, Any], above: int) -> bool:
    """`above` counts the rows over the question that must stay with it. The two columns of a
    matching question are half as wide, so its rows count twice."""
    response = asked["response"]
    lines = response.get("lines") or response.get("count") or 0
    parts = _rows(response) * (2 if response["kind"] == "matching" else 1)
    rows = above + _rows(asked["stem"]) + parts + lines
    return asked["image"] is not None or rows > _QUESTION_ROWS


def _rows(shown: Any) -> int:
    """An upper limit of the lines that all nodes in `shown` take."""
    if isinstance(shown, list):
        return sum(map(_rows, shown))
    if not isinstance(shown, dict):
        return 0
    if (text := shown.get("text")) is not None:
        return 1 + len(text) // _LETTERS_IN_A_ROW
    return sum(map(_rows, shown.values())) or ("kind" in shown)


def _letters(shown: Any) -> int:
    if isinstance(shown, list):
        return sum(map(_letters, shown))
    if not isinstance(shown, dict):
        return 0
    return len(shown.get("text", "")) + sum(map(_letters, shown.values()))


def _finer(shown: Any) -> Any:
    """A copy in which each word that may be wider than a narrow line is a node of its own."""
    if isinstance(shown, dict):
        return {key: _finer(each) for key, each in shown.items()}
    if not isinstance(shown, list):
        return shown
    return [part for each in shown for part in _parts(each)]


def _parts(shown: Any) -> list[Any]:
    if isinstance(shown, dict) and shown.get("kind") == "text":
        return list(text_nodes(shown["text"], _LONG_IN_NARROW))
    return [_finer(shown)]
