"""Authors' text as elements of the page."""

from __future__ import annotations

from typing import assert_never

from quizgen.quiz.rich import BLANK, Blank, Break, Code, Emphasis, Inline, Link, Rich, Strong, Text
from quizgen.quiz.safe_links import is_safe_link
from quizgen.writers.html.document import Part, element


def rich(nodes: Rich, has_numbers: bool = False) -> tuple[Part, ...]:
    """`has_numbers` is for stems with several gaps, whose blanks are numbered."""
    return tuple(_node(node, has_numbers) for node in nodes)


def _node(node: Inline, has_numbers: bool) -> Part:
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
            # An unsafe link keeps its words and loses its address.
            address = {"href": url} if is_safe_link(url) else {}
            return element("a" if address else "span", *content, **address)
        case Break():
            return element("br")
        case Blank(gap):
            number = f"({gap + 1}) " if has_numbers and gap is not None else ""
            return element("span", number + BLANK, class_="blank")
        case _ as never:
            assert_never(never)
