"""Reads HTML of other programs into a tree, and turns the tree into rich text.

Pictures, sounds, formulas and tables have no place in a deck. They are named, so that the author
can be told, and their words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from quizgen.deck.markup import joined
from quizgen.quiz.rich import Break, Code, Emphasis, Inline, Link, Rich, Strong, Text
from quizgen.quiz.safe_links import is_safe_link
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
_MEANINGFUL = frozenset(
    {"sub", "sup", "table", "svg", "math", "object", "iframe", "video", "audio"}
)
# Python's parser raises an error at some declarations, and takes others for comments.
_DECLARATION = re.compile("<!(?!--)")
_DEEPEST = 40  # levels; the tags of deeper elements are ignored, since the tree is read recursively


def tree(html: str) -> ET.Element:
    """The elements, whatever is wrong with them, below a root without a name."""
    reader = _TreeReader()
    reader.feed(_DECLARATION.sub("&lt;!", html))
    reader.close()
    return reader.finished()


def rich_of(element: ET.Element) -> tuple[Rich, tuple[str, ...]]:
    """The rich text of an element, and the names of what is lost of it."""
    lost: dict[str, None] = {}
    nodes = _trimmed(_inside(element, lost))
    return joined(nodes), tuple(lost)


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


def _inside(element: ET.Element, lost: dict[str, None]) -> Iterator[Inline]:
    yield Text(_spaced(element.text))
    for child in element:
        if child.tag not in _UNSEEN:
            yield from _child(child, lost)
        yield Text(_spaced(child.tail))


def _child(child: ET.Element, lost: dict[str, None]) -> Iterator[Inline]:
    if child.tag == "img":
        lost[f"the picture {child.get('src', '')}".strip()] = None
        yield Text(child.get("alt", ""))
        return
    if child.tag in _MEANINGFUL:
        lost[f"<{child.tag}>"] = None
    if child.tag in _BLOCKS or child.tag == "br":
        yield Break()
    wrap = _wrapping(child)
    if wrap:
        children = joined(list(_inside(child, lost)))
        yield from wrap(children) if children else ()
    else:
        yield from _inside(child, lost)
    if child.tag in _BLOCKS:
        yield Break()


def _wrapping(child: ET.Element) -> Callable[[Rich], Iterator[Inline]] | None:
    match child.tag:
        case "b" | "strong":
            return lambda children: _around(Strong, children)
        case "i" | "em":
            return lambda children: _around(Emphasis, children)
        case "code" | "tt" | "kbd":
            words = words_of(child)
            return lambda _: iter((Code(words),) if words else ())
        case "a" if is_safe_link(child.get("href", "")):
            return lambda children: iter((Link(children, child.get("href", "")),))
        case _:
            return None


def _around(kind: type[Strong] | type[Emphasis], children: Rich) -> Iterator[Inline]:
    """Moves spaces and breaks at the edges outside, since Markdown has no emphasis that ends in
    one."""
    first, last = children[0], children[-1]
    if isinstance(first, Text) and first.startswith(" "):
        yield Text(" ")
    inner = joined(_trimmed(iter(children)))
    if inner:
        yield kind(inner)
    if isinstance(last, Text) and last.endswith(" "):
        yield Text(" ")


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _trimmed(nodes: Iterator[Inline]) -> list[Inline]:
    """The nodes without breaks and spaces at the edges, with single breaks, and with single spaces
    that are never next to a break."""
    kept: list[Inline] = []
    for node in joined(list(nodes)):
        before = kept[-1] if kept else None
        if isinstance(node, Text):
            words = re.sub(r" {2,}", " ", node)
            words = words.lstrip(" ") if before is None or isinstance(before, Break) else words
            if words:
                kept.append(Text(words))
        elif isinstance(node, Break):
            _end_line(kept)
            if kept and not isinstance(kept[-1], Break):
                kept.append(node)
        else:
            kept.append(node)
    while kept and (isinstance(kept[-1], Break) or kept[-1] == Text(" ")):
        kept.pop()
    _end_line(kept)
    return kept


def _end_line(kept: list[Inline]) -> None:
    if kept and isinstance(kept[-1], Text):
        words = kept[-1].rstrip(" ")
        kept[-1:] = [Text(words)] if words else []
