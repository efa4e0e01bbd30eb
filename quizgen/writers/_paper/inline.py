"""An author's text as it can stand on paper.

It stays inline text of the model. Typst gets it as strings in JSON and Word as the text of runs, so
that nothing in it can be taken for markup.
"""

from __future__ import annotations

import re

from msgspec import structs

from quizgen.quiz.rich import Blank, Break, Code, Emphasis, Inline, Link, Nested, Rich, Strong
from quizgen.writers._paper.records import TextLanguage

_SPACE = re.compile(r"[\t\r\n]")


def line(text: str) -> Rich:
    """Plain text on one line."""
    return (_SPACE.sub(" ", text),) if text else ()


def lines(text: str) -> Rich:
    """Verse keeps its lines."""
    first, *others = map(line, text.split("\n"))
    return (*first, *(node for each in others for node in (Break(), *each)))


def on_paper(rich: Rich) -> Rich:
    """A link becomes its words; `with_addresses` adds where it leads."""
    return tuple(part for node in rich for part in _on_paper(node))


def _on_paper(node: Inline) -> Rich:
    match node:
        case str():
            return line(node)
        case Code(text):
            return (Code(_SPACE.sub(" ", text)),)
        case Link(children):
            return on_paper(children)
        case Strong(children) | Emphasis(children):
            return (structs.replace(node, children=on_paper(children)),)
        case Break() | Blank():
            return (node,)


def with_addresses(rich: Rich) -> Rich:
    """Puts the address behind each link, since nobody can click on paper."""
    return tuple(map(_with_address, rich))


def _with_address(node: Inline) -> Inline:
    if not isinstance(node, Nested):
        return node
    address = (f" ({node.url})",) if isinstance(node, Link) else ()
    return structs.replace(node, children=(*with_addresses(node.children), *address))


def text_language(tag: str) -> TextLanguage:
    language, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    is_code = re.fullmatch("[A-Za-z]{2,3}", language)
    return TextLanguage(language.lower() if is_code else "und", region)
