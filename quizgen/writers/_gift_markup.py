"""Texts of GIFT, written so that Moodle and gift-pegjs both read back what was meant.

Rich text is HTML with entities, since the two disagree on what a backslash escapes. A typed answer
has no HTML in Moodle; the format in front of it keeps a percentage from being read as a weight.
"""

from __future__ import annotations

import re
from typing import assert_never
from xml.etree import ElementTree as ET

from quizgen.quiz.rich import BLANK, Blank, Break, Code, Emphasis, Inline, Link, Rich, Strong, Text
from quizgen.quiz.safe_links import is_safe_link

_SIGNS = re.compile(r"([~=#{}:\\])")
# A percentage could be a weight, and a bracket the name of a format.
_ENTITIES = str.maketrans({"%": "&#37;", "[": "&#91;", "\xa0": "&nbsp;"})
_TAGS = {Strong: "strong", Emphasis: "em"}
# An arrow makes a pair of an answer, and Moodle writes its own escapes like the second.
_UNWRITABLE = re.compile(r"->|&&\d{3}")


def as_html(rich: Rich) -> str:
    root = ET.Element("p")
    for node in rich:
        _append(root, node)
    html = ET.tostring(root, "unicode", method="html")
    return "[html]" + _escaped(html[3:-4].translate(_ENTITIES))


def as_answer(text: str) -> str:
    """An answer that learners type. A bare asterisk would stand for any signs."""
    return "[plain]" + as_right(text).replace("*", "\\*")


def as_right(text: str) -> str:
    """The right-hand side of a pair, which can name no format."""
    return _escaped(" ".join(text.split()))


def unwritable(text: str) -> str:
    """What neither of these two can hold of the text, "" for nothing."""
    found = _UNWRITABLE.search(text)
    return found[0] if found else ""


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _append(parent: ET.Element, node: Inline) -> None:
    match node:
        case Text(words):
            _append_text(parent, words)
        case Strong(children) | Emphasis(children):
            _append_all(ET.SubElement(parent, _TAGS[type(node)]), children)
        case Code(words):
            ET.SubElement(parent, "code").text = words
        case Link(children, url):
            # an unsafe link keeps its words and loses its address
            is_kept = is_safe_link(url)
            _append_all(ET.SubElement(parent, "a", href=url) if is_kept else parent, children)
        case Break():
            ET.SubElement(parent, "br")
        case Blank():
            _append_text(parent, BLANK)
        case _ as never:
            assert_never(never)


def _append_all(parent: ET.Element, children: Rich) -> None:
    for child in children:
        _append(parent, child)


def _append_text(parent: ET.Element, words: str) -> None:
    words = re.sub(r"[\t\r\n]", " ", words)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
