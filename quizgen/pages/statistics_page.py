"""Statistics as one HTML page: tables with a bar behind each number, no script, no network.

A bar says nothing that its number does not, so nothing depends on colour or on seeing.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from quizgen.quiz.languages import Language
from quizgen.study.screen import clean
from quizgen.study.statistics import Statistics
from quizgen.study.statistics_text import StatisticsTable, opening, tables
from quizgen.writers._html import element, page


def statistics_page(of: Statistics, title: str, language: Language) -> bytes:
    """The page. Equal statistics give equal bytes."""
    heading, *sentences = map(clean, opening(of, title, language))
    main = element(
        "main",
        element("h1", heading),
        *(element("p", sentence) for sentence in sentences),
        *map(_section, tables(of, language)),
    )
    written = page(
        heading, "statistics.css", main, language=language.code, direction=language.direction
    )
    return written.encode()


def _section(table: StatisticsTable) -> Element:
    remark = [element("p", clean(table.remark))] if table.remark else []
    return element("section", element("h2", clean(table.title)), *remark, _table(table))


def _table(table: StatisticsTable) -> Element:
    """Scrolls by itself on a narrow screen, also by the keyboard."""
    heads = (element("th", clean(text), scope="col") for text in table.heads)
    head = element("thead", element("tr", *heads))
    return element(
        "div",
        element("table", head, element("tbody", *_rows(table))),
        class_="wide",
        tabindex="0",  # or the keyboard could not scroll it
        role="group",
        aria_label=clean(table.title),
    )


def _rows(table: StatisticsTable) -> Iterator[Element]:
    """The bar stands below the first number of its row."""
    for row, value in zip(table.rows, table.values, strict=True):
        first, *rest = map(clean, row)
        cells = [element("td", text) for text in rest]
        share = min(1, max(0, value / table.most)) if table.most else 0
        cells[0].append(element("div", class_="bar", style=f"width: {share:.1%}"))
        yield element("tr", element("th", first, scope="row"), *cells)
