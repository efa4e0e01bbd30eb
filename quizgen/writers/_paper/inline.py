"""An author's text as it can stand on paper.

It stays inline text of the model. Typst gets it as strings in JSON and Word as the text of runs, so
that nothing in it can be taken for markup.
"""

from __future__ import annotations

import re

from quizgen.quiz.rich import TAB, Break, Code, Inline, Link, Listing, Rich, changed
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
    return changed(rich, _on_paper)


def _on_paper(node: Inline) -> Rich:
    match node:
        case str():
            return line(node)
        case Code(text):
            return (Code(_SPACE.sub(" ", text)),)
        case Listing(text):
            return (Listing(text.expandtabs(TAB)),)
        case Link(children):
            return children
    return (node,)


def with_addresses(rich: Rich) -> Rich:
    """Puts the address behind each link, since nobody can click on paper."""
    return changed(rich, _with_address)


def _with_address(node: Inline) -> Rich:
    return (node, f" ({node.url})") if isinstance(node, Link) else (node,)


def text_language(tag: str) -> TextLanguage:
    language, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    is_code = re.fullmatch("[A-Za-z]{2,3}", language)
    return TextLanguage(language.lower() if is_code else "und", region)
