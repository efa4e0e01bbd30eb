"""Statistics as one HTML page: a plot and its numbers for each table, no script, no network.

The plots are drawn as elements, so that no title or claim can be markup. Bars have their numbers
beside them and the table below says the same, so nothing depends on colour or on seeing.
"""

from __future__ import annotations

from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, tostring

from quizgen.languages import Language
from quizgen.phrases import shortened
from quizgen.study.screen import clean
from quizgen.study.statistics import Statistics
from quizgen.study.statistics_text import Table, opening, tables

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WIDTH, _ROW, _LABEL, _NUMBER = 420, 24, 140, 60  # as wide as a phone, so that labels can be read
_LONGEST_LABEL = 18  # characters


def statistics_page(of: Statistics, title: str, language: Language) -> bytes:
    """Same numbers, same bytes."""
    heading, *sentences = opening(of, title, language)
    page = Element("html", lang=language.code, dir=language.direction)
    _head(page, heading)
    main = SubElement(SubElement(page, "body"), "main")
    _text(main, "h1", heading)
    for sentence in sentences:
        _text(main, "p", sentence)
    for number, table in enumerate(tables(of, language), 1):
        _section(main, table, f"plot-{number}")
    written = tostring(page, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{written}\n".encode()


def _head(page: Element, heading: str) -> None:
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", {"name": "color-scheme", "content": "light dark"})
    _text(head, "title", heading)
    style = files("quizgen").joinpath("data/html/statistics.css").read_text("utf-8")
    SubElement(head, "style").text = style


def _section(main: Element, table: Table, name: str) -> None:
    section = SubElement(main, "section", {"aria-labelledby": f"{name}-title"})
    _text(section, "h2", table.title).set("id", f"{name}-title")
    if table.remark:
        _text(section, "p", table.remark)
    if table.values:
        _plot(section, table, name)
    _table(section, table, name)


def _plot(section: Element, table: Table, name: str) -> None:
    """One bar a row, from the left; a right-to-left page shows it as it is."""
    height = _ROW * len(table.rows)
    figure = SubElement(section, "figure")
    svg = SubElement(
        figure,
        "svg",
        {
            "role": "img",
            "viewBox": f"0 0 {_WIDTH} {height}",
            "aria-label": clean(table.title),
            "aria-describedby": f"{name}-table",
        },
    )
    room = _WIDTH - _LABEL - _NUMBER
    for place, (row, value) in enumerate(zip(table.rows, table.values, strict=True)):
        length = room * min(1, max(0, value / table.most)) if table.most else 0
        middle = place * _ROW + _ROW / 2
        _label(svg, _LABEL - 8, middle, shortened(row[0], _LONGEST_LABEL), "end")
        SubElement(
            svg,
            "rect",
            {
                "class": "bar",
                "x": str(_LABEL),
                "y": f"{middle - 8:g}",
                "width": f"{length:.1f}",
                "height": "16",
            },
        )
        _label(svg, _LABEL + length + 6, middle, row[1], "start")


def _label(svg: Element, x: float, y: float, text: str, anchor: str) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:g}", "text-anchor": anchor, "dominant-baseline": "central"}
    SubElement(svg, "text", place).text = clean(text)


def _table(section: Element, table: Table, name: str) -> None:
    """Scrolls by itself on a narrow screen, also by the keyboard."""
    region = SubElement(
        section,
        "div",
        {"class": "wide", "tabindex": "0", "role": "group", "aria-label": clean(table.title)},
    )
    whole = SubElement(region, "table", id=f"{name}-table")
    head = SubElement(SubElement(whole, "thead"), "tr")
    for text in table.heads:
        _text(head, "th", text).set("scope", "col")
    body = SubElement(whole, "tbody")
    for row in table.rows:
        line = SubElement(body, "tr")
        _text(line, "th", row[0]).set("scope", "row")
        for text in row[1:]:
            _text(line, "td", text)


def _text(parent: Element, tag: str, text: str) -> Element:
    made = SubElement(parent, tag)
    made.text = clean(text)
    return made
