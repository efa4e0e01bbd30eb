"""Statistics as one HTML page: a plot and its numbers for each table, no script, no network.

The plots are drawn as elements, so that no title or claim can be markup. Bars have their numbers
beside them and the table below says the same, so nothing depends on colour or on seeing.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from quizgen.phrases import shortened
from quizgen.quiz.languages import Language
from quizgen.study.screen import clean
from quizgen.study.statistics import Statistics
from quizgen.study.statistics_text import Table, opening, tables
from quizgen.writers.html.elements import element, page

_WIDTH, _ROW, _LABEL, _NUMBER = 420, 24, 140, 60  # as wide as a phone, so that labels can be read
_LONGEST_LABEL = 18  # characters


def statistics_page(of: Statistics, title: str, language: Language) -> bytes:
    """Same numbers, same bytes."""
    heading, *sentences = map(clean, opening(of, title, language))
    numbered = enumerate(tables(of, language), 1)
    main = element(
        "main",
        element("h1", heading),
        *(element("p", sentence) for sentence in sentences),
        *(_section(table, f"plot-{number}") for number, table in numbered),
    )
    written = page(
        heading, "statistics.css", main, language=language.code, direction=language.direction
    )
    return written.encode()


def _section(table: Table, name: str) -> Element:
    return element(
        "section",
        element("h2", clean(table.title), id=f"{name}-title"),
        *([element("p", clean(table.remark))] if table.remark else []),
        *([_plot(table, name)] if table.values else []),
        _table(table, name),
        aria_labelledby=f"{name}-title",
    )


def _plot(table: Table, name: str) -> Element:
    """One bar a row, from the left; a right-to-left page shows it as it is."""
    svg = element(
        "svg",
        role="img",
        viewBox=f"0 0 {_WIDTH} {_ROW * len(table.rows)}",
        aria_label=clean(table.title),
        aria_describedby=f"{name}-table",
    )
    room = _WIDTH - _LABEL - _NUMBER
    for place, (row, value) in enumerate(zip(table.rows, table.values, strict=True)):
        length = room * min(1, max(0, value / table.most)) if table.most else 0
        svg.extend(_bar(row, length, place * _ROW + _ROW / 2))
    return element("figure", svg)


def _bar(row: tuple[str, ...], length: float, middle: float) -> tuple[Element, ...]:
    """What it is, the bar, and its number."""
    return (
        _label(_LABEL - 8, middle, shortened(row[0], _LONGEST_LABEL), "end"),
        element(
            "rect",
            class_="bar",
            x=str(_LABEL),
            y=f"{middle - 8:g}",
            width=f"{length:.1f}",
            height="16",
        ),
        _label(_LABEL + length + 6, middle, row[1], "start"),
    )


def _label(x: float, y: float, text: str, anchor: str) -> Element:
    return element(
        "text",
        clean(text),
        x=f"{x:.1f}",
        y=f"{y:g}",
        text_anchor=anchor,
        dominant_baseline="central",
    )


def _table(table: Table, name: str) -> Element:
    """Scrolls by itself on a narrow screen, also by the keyboard."""
    heads = (element("th", clean(text), scope="col") for text in table.heads)
    head = element("thead", element("tr", *heads))
    body = element("tbody", *map(_row, table.rows))
    return element(
        "div",
        element("table", head, body, id=f"{name}-table"),
        class_="wide",
        tabindex="0",
        role="group",
        aria_label=clean(table.title),
    )


def _row(texts: tuple[str, ...]) -> Element:
    first, *rest = map(clean, texts)
    cells = (element("td", text) for text in rest)
    return element("tr", element("th", first, scope="row"), *cells)
