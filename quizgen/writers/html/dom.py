"""Elements of the page: authors' text goes in as text, and ElementTree escapes it."""

from __future__ import annotations

from typing import TypeAlias, assert_never
from xml.etree.ElementTree import Element

from quizgen.model import BLANK, Blank, Break, Code, Emphasis, Inline, Link, Rich, Strong, Text
from quizgen.writers._links import is_safe

Content: TypeAlias = "Element | str"


def element(tag: str, *children: Content, **attributes: str) -> Element:
    """Underscores at the end of a name are dropped (`class_`), others become hyphens; an empty
    attribute is left out."""
    named = {
        name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value
    }
    made = Element(tag, named)
    fill(made, *children)
    return made


def fill(parent: Element, *children: Content) -> None:
    """Adds to what `parent` has."""
    for child in children:
        if not isinstance(child, str):
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + child
        else:
            parent.text = (parent.text or "") + child


def rich(nodes: Rich, has_numbers: bool = False) -> tuple[Content, ...]:
    """The small tree; blanks are numbered where several are asked for."""
    return tuple(_node(node, has_numbers) for node in nodes)


def _node(node: Inline, has_numbers: bool) -> Content:
    match node:
        case Text(words):
            return words
        case Strong(children):
            return element("strong", *rich(children, has_numbers))
        case Emphasis(children):
            return element("em", *rich(children, has_numbers))
        case Code(words):
            return element("code", words)
        case Link(children, url):
            content = rich(children, has_numbers)
            return element("a", *content, href=url) if is_safe(url) else element("span", *content)
        case Break():
            return element("br")
        case Blank(gap):
            number = f"({gap + 1}) " if has_numbers and gap is not None else ""
            return element("span", number + BLANK, class_="blank")
        case _ as never:
            assert_never(never)
