"""Texts of GIFT, written so that Moodle and gift-pegjs both read back what was meant.

Rich text is HTML with entities, since the two disagree on what a backslash escapes. A typed answer
has no HTML in Moodle; the format in front of it keeps a percentage from being read as a weight.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import tostring

from quizgen.quiz.rich import BLANK, Blank, Inline, Link, Rich, changed, is_safe_link
from quizgen.writers.html.tree import element
from quizgen.writers.html.tree import rich as html_parts

_SIGNS = re.compile(r"([~=#{}:\\])")
# A percentage could be a weight, a bracket the name of a format, and an empty line ends a question.
_ENTITIES = str.maketrans({"%": "&#37;", "[": "&#91;", "\xa0": "&nbsp;", "\n": "&#10;"})
# An arrow makes a pair of an answer, and Moodle writes its own escapes like the second.
_UNWRITABLE = re.compile(r"->|&&\d{3}")


def as_html(rich: Rich) -> str:
    root = element("p", *html_parts(changed(rich, _for_moodle)))
    html = tostring(root, "unicode", method="html")
    return "[html]" + _escaped(html[3:-4].translate(_ENTITIES))


def _for_moodle(node: Inline) -> Rich:
    match node:
        case str():
            return (re.sub(r"[\t\r\n]", " ", node),)
        case Blank():
            return (BLANK,)
        case Link(children, url) if not is_safe_link(url):
            return children
    return (node,)


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
