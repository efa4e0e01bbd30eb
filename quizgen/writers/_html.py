"""HTML documents as trees of elements, which ElementTree writes out with every text escaped.

A page is one file: it contains its style sheet, pictures are `data:` addresses, and it needs no
script and no network. The policy in its head forbids both, whatever got into the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TypeAlias, assert_never
from xml.etree.ElementTree import Element, tostring

from quizgen.quiz import rich as rich_text

Part: TypeAlias = Element | str
MakeBlank: TypeAlias = Callable[[int | None], Part]

_TAGS: Mapping[type[rich_text.Styled], str] = {
    rich_text.Strong: "strong",
    rich_text.Emphasis: "em",
    rich_text.Subscript: "sub",
    rich_text.Superscript: "sup",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(title: str, style: str, *body: Part, language: str = "en", direction: str = "ltr") -> str:
    """`style` names a style sheet, which is added to the one that all pages share. English is the
    language of the program itself."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", _asset("page.css") + _asset(style)),
    )
    document = element("html", head, element("body", *body), lang=language, dir=direction)
    return f"<!doctype html>\n{tostring(document, encoding='unicode', method='html')}\n"


def element(tag: str, *parts: Part, **attributes: str) -> Element:
    """`<tag attribute="…">parts</tag>`. An underscore at the end of a name is dropped (`class_`);
    one inside it becomes a hyphen."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    made = Element(tag, named)
    fill(made, *parts)
    return made


def paragraph(*parts: Part, **attributes: str) -> Element:
    """A `<p>`, or a `<div>` where a browser would end the `<p>` before what is in it."""
    made = element("p", *parts, **attributes)
    if any(each.tag in ("pre", "table") for each in made.iter()):
        made.tag = "div"
    return made


def fill(parent: Element, *parts: Part) -> None:
    """ElementTree keeps the text behind an element as that element's tail."""
    for part in parts:
        if not isinstance(part, str):
            parent.append(part)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part


def _asset(name: str) -> str:
    return files("quizgen").joinpath(f"data/html/{name}").read_text("utf-8")


def blank(_gap: int | None) -> Part:
    return element("span", rich_text.BLANK, class_="blank")


def numbered_blank(gap: int | None) -> Part:
    """The blank of a stem with several gaps."""
    number = f"({gap + 1}) " if gap is not None else ""
    return element("span", number + rich_text.BLANK, class_="blank")


def rich(nodes: rich_text.Rich, blank: MakeBlank = blank) -> tuple[Part, ...]:
    """`blank` makes what stands for a blank."""
    return tuple(_node(node, blank) for node in nodes)


def _node(node: rich_text.Inline, blank: MakeBlank) -> Part:
    match node:
        case str():
            return node
        case rich_text.Styled(children):
            return element(_TAGS[type(node)], *rich(children, blank))
        case rich_text.Code(words):
            return element("code", words)
        case rich_text.Listing(words):
            return element("pre", words)
        case rich_text.Table(rows):
            return _table(rows, blank)
        case rich_text.Link(children, url):
            # An unsafe link keeps its words and loses its address.
            address = {"href": url} if rich_text.is_safe_link(url) else {}
            return element("a" if address else "span", *rich(children, blank), **address)
        case rich_text.Break():
            return element("br")
        case rich_text.NewParagraph():  # no <p>, since it may stand in a heading or a button
            return element("span", element("br"), element("br"), class_="paragraph")
        case rich_text.Blank(gap):
            return blank(gap)
        case _ as never:
            assert_never(never)


def _table(rows: tuple[tuple[rich_text.Rich, ...], ...], blank: MakeBlank) -> Element:
    def row(tag: str, cells: tuple[rich_text.Rich, ...]) -> Element:
        return element("tr", *(element(tag, *rich(cell, blank)) for cell in cells))

    head, *body = rows
    rest = element("tbody", *(row("td", cells) for cells in body))
    return element("table", element("thead", row("th", head)), rest)
