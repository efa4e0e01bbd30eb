"""Reads HTML of other programs into a tree, and turns the tree into rich text.

Sounds, formulas and tables within tables have no place in a deck. They are named, so that the
author can be told, and their words are kept. What no browser knows as an element, such as
List<String>, is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias
from xml.etree import ElementTree as ET

from quizgen.importers._imported import ForeignPicture
from quizgen.quiz import rich
from quizgen.reading.characters import REPLACEMENT, without_refused

# Elements that never have an end tag, from the HTML standard.
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "param", "source", "track", "wbr"})  # fmt: skip
# Elements that begin and end a line.
_BLOCKS = frozenset({"address", "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4",
                     "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr",
                     "ul"})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template"})
# Elements that say more than their words do, so that it matters if they go.
_MEANINGFUL = frozenset({"table", "svg", "math", "object", "iframe", "video", "audio"})
_ELEMENTS = _VOID | _BLOCKS | _UNSEEN | _MEANINGFUL | frozenset({
    "a", "abbr", "acronym", "article", "aside", "b", "bdi", "bdo", "big", "body", "button",
    "caption", "center", "cite", "code", "dd", "del", "details", "dfn", "em", "figcaption",
    "figure", "font", "footer", "form", "head", "header", "html", "i", "ins", "kbd", "label",
    "legend", "main", "mark", "nav", "option", "q", "rp", "rt", "ruby", "s", "samp", "select",
    "small", "span", "strike", "strong", "sub", "summary", "sup", "tbody", "td", "textarea",
    "tfoot", "th", "thead", "time", "title", "tt", "u", "var"})  # fmt: skip
_TAG = rf"<(?:/?(?:{'|'.join(_ELEMENTS)})(?=[\s/>])[^<>]*>|!--)"
_NOT_A_TAG = re.compile(rf"(?i)<(?!{_TAG[1:]})")
HAS_MARKUP = re.compile(rf"(?i){_TAG}|&(?:#\d+|#x[0-9a-f]+|[a-z]\w+);")
Style: TypeAlias = type[rich.Strong | rich.Emphasis | rich.Subscript | rich.Superscript]
_CELL = "\x1f"  # stands between the cells of a table, and no text of a deck may have it
_DEEPEST = 40  # levels; the tags of deeper elements are ignored, since the tree is read recursively


def tree(html: str) -> ET.Element:
    """The elements, whatever is wrong with them, below a root without a name."""
    reader = _TreeReader()
    reader.feed(_NOT_A_TAG.sub("&lt;", html))
    reader.close()
    return reader.finished()


@dataclass(frozen=True, slots=True)
class ForeignText:
    """The rich text, what is lost of it, and the pictures in it."""

    nodes: rich.Rich
    lost: tuple[str, ...] = ()
    pictures: tuple[ForeignPicture, ...] = ()


def rich_of(element: ET.Element) -> ForeignText:
    found = _Beyond()
    nodes = _trimmed(_inside(element, found))
    return ForeignText(rich.joined(nodes), tuple(found.lost), tuple(found.pictures))


@dataclass(frozen=True, slots=True)
class _Beyond:
    lost: dict[str, None] = field(default_factory=dict)
    pictures: list[ForeignPicture] = field(default_factory=list)


def words_of(element: ET.Element) -> str:
    """The words of an element alone, on one line."""
    return " ".join("".join(element.itertext()).split())


class _TreeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ET.TreeBuilder()
        self.builder.start("root", {})
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.open) >= _DEEPEST:
            return
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:  # an end tag also closes what was opened since and not closed
            last = self.open.pop()
            self.builder.end(last)
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self.builder.data(without_refused(data).replace(REPLACEMENT, ""))

    def finished(self) -> ET.Element:
        for tag in reversed(self.open):
            self.builder.end(tag)
        self.builder.end("root")
        return self.builder.close()


def _inside(element: ET.Element, found: _Beyond) -> Iterator[rich.Inline]:
    yield rich.Text(_spaced(element.text))
    number = 0
    for child in element:
        if child.tag == "li":
            number += 1
            yield from (rich.Break(), rich.Text(f"{number}. " if element.tag == "ol" else "• "))
            yield from _trimmed(_inside(child, found))
            yield rich.Break()
        elif child.tag not in _UNSEEN:
            yield from _child(child, found)
        yield rich.Text(_spaced(child.tail))


def _child(child: ET.Element, found: _Beyond) -> Iterator[rich.Inline]:
    match child.tag:
        case "img":
            found.pictures.append(ForeignPicture(child.get("src", ""), child.get("alt", "")))
            return
        case "pre":
            yield rich.Listing("".join(child.itertext()).strip("\n"))
            return
        case "span" if child.get("class") == "paragraph":  # as our own exports write it
            yield rich.NewParagraph()
            return
        case "table" if table := _table(child):
            yield table
            return
        case "td" | "th":
            yield rich.Text(_CELL)
    if child.tag in _MEANINGFUL:
        found.lost[f"<{child.tag}>"] = None
    if child.tag in _BLOCKS or child.tag == "br":
        yield rich.Break()
    wrap = _wrapping(child)
    if wrap:
        children = rich.joined(list(_inside(child, found)))
        yield from wrap(children) if children else ()
    else:
        yield from _inside(child, found)
    if child.tag in _BLOCKS:
        yield rich.Break()


def _table(element: ET.Element) -> rich.Table | None:
    """A table of words, in which cells may be missing; nothing for one that holds more."""
    found = _Beyond()
    rows = [
        [rich.joined(_trimmed(_inside(cell, found))) for cell in row if cell.tag in ("td", "th")]
        for row in element.iter("tr")
    ]
    cells = [node for row in rows for cell in row for node in cell]
    if (
        not cells
        or found.pictures
        or any(isinstance(each, rich.Block | rich.Break) for each in cells)
    ):
        return None
    width = max(map(len, rows))
    return rich.Table(tuple((*row, *[()] * (width - len(row))) for row in rows))


def _wrapping(child: ET.Element) -> Callable[[rich.Rich], Iterator[rich.Inline]] | None:
    match child.tag:
        case "b" | "strong":
            return lambda children: _around(rich.Strong, children)
        case "i" | "em":
            return lambda children: _around(rich.Emphasis, children)
        case "sub":
            return lambda children: _around(rich.Subscript, children)
        case "sup":
            return lambda children: _around(rich.Superscript, children)
        case "code" | "tt" | "kbd":
            words = words_of(child)
            return lambda _: iter((rich.Code(words),) if words else ())
        case "a" if rich.is_safe_link(child.get("href", "")):
            return lambda children: iter((rich.Link(children, child.get("href", "")),))
        case _:
            return None


def _around(kind: Style, children: rich.Rich) -> Iterator[rich.Inline]:
    """Moves spaces and breaks at the edges outside, since Markdown has no emphasis that ends in
    one."""
    first, last = children[0], children[-1]
    if isinstance(first, rich.Text) and first.startswith(" "):
        yield rich.Text(" ")
    inner = rich.joined(_trimmed(iter(children)))
    if inner:
        yield kind(inner)
    if isinstance(last, rich.Text) and last.endswith(" "):
        yield rich.Text(" ")


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _trimmed(nodes: Iterator[rich.Inline]) -> list[rich.Inline]:
    """The nodes without breaks and spaces at the edges, with single breaks, and with single spaces
    that are never next to a break."""
    kept: list[rich.Inline] = []
    for node in rich.joined(list(nodes)):
        before = kept[-1] if kept else None
        if isinstance(node, rich.Text):
            words = re.sub(r" {2,}", " ", node)
            if before is None or isinstance(before, rich.Break | rich.Block):
                words = words.lstrip(f" {_CELL}")
            words = re.sub(rf" *{_CELL} *", " | ", words)
            if words:
                kept.append(rich.Text(words))
        elif isinstance(node, rich.Break):
            _end_line(kept)
            if kept and not isinstance(kept[-1], rich.Break | rich.Block):
                kept.append(node)
        else:
            while isinstance(node, rich.Block) and kept and isinstance(kept[-1], rich.Break):
                kept.pop()
            kept.append(node)
    while kept and (isinstance(kept[-1], rich.Break) or kept[-1] == rich.Text(" ")):
        kept.pop()
    _end_line(kept)
    return kept


def _end_line(kept: list[rich.Inline]) -> None:
    if kept and isinstance(kept[-1], rich.Text):
        words = kept[-1].rstrip(" ")
        kept[-1:] = [rich.Text(words)] if words else []
