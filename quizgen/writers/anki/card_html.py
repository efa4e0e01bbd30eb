"""HTML for the fields of a note: every character of an author's text passes through `text`.

`Markup` is a type of its own, so that mypy refuses text that was not escaped. Besides HTML's own
characters, those with a meaning in Anki become entities: braces (clozes, templates), square
brackets (sound, LaTeX, type-in) and the backslash (MathJax). The browser shows them as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NewType
from xml.etree.ElementTree import Element

from quizgen.quiz.rich import BLANK, Rich
from quizgen.reading.characters import normalised
from quizgen.writers._html import Part
from quizgen.writers._html import rich as html_parts

Markup = NewType("Markup", str)
GapMarkup = Callable[[int], Markup]

NOTHING = Markup("")

# The style sheet of the cards belongs to the note types, which learners have already.
_CELL = "border: 1px solid var(--line); padding: 0.2em 0.7em; text-align: start"
_STYLES = {
    "pre": "background: var(--raised); border-radius: 8px; font-size: 0.9em; font-weight: 400; "
    "padding: 0.5em 0.8em; tab-size: 4; text-align: start; white-space: pre-wrap",
    "table": "border-collapse: collapse; font-weight: 400; margin: 0.6em 0",
    "th": _CELL,
    "td": _CELL,
}
_MEANINGFUL = "&<>\"'{}[]\\"
# Anki drops most control characters, and U+001F is what it puts between fields.
_CONTROLS = (*range(0x09), 0x0B, *range(0x0C, 0x20), *range(0x7F, 0xA0))
_ENTITIES: dict[int, str | None] = {
    **{ord(character): f"&#{ord(character)};" for character in _MEANINGFUL},
    **dict.fromkeys(_CONTROLS),
}
_SPECIAL = re.compile("[" + re.escape("".join(map(chr, _ENTITIES))) + "]")


@lru_cache(4096)
def text(words: str) -> Markup:
    """The words escaped, in the normal form (NFC) that Anki would store them in anyway."""
    words = normalised("NFC", words)
    if _SPECIAL.search(words) is None:
        return Markup(words)
    return Markup(words.translate(_ENTITIES))


def in_cloze(words: str) -> Markup:
    """Escapes colons too, since `::` inside a cloze would begin a hint."""
    return Markup(text(words).replace(":", "&#58;"))


def element(tag: str, *children: Markup, **attributes: str) -> Markup:
    """`<tag attribute="…">children</tag>`. An underscore at the end of a name is dropped
    (`class_`), and an empty attribute is left out."""
    return wrapper(tag, *attributes.items())(*children)


@lru_cache(1024)
def wrapper(tag: str, *attributes: tuple[str, str]) -> Callable[..., Markup]:
    """Makes elements that differ only in their children, of which most cards have many."""
    listed = (
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'
        for name, value in attributes
        if value
    )
    opening, closing = f"<{tag}{''.join(listed)}>", f"</{tag}>"

    def wrapped(*children: Markup) -> Markup:
        return Markup(f"{opening}{''.join(children)}{closing}")

    return wrapped


def image(source: str, alternative: str) -> Markup:
    return Markup(f'<img src="{text(source)}" alt="{text(alternative)}">')


def joined(*parts: Markup) -> Markup:
    return Markup("".join(parts))


def blank(_gap: int) -> Markup:
    """An open place that no card fills in."""
    return element("span", Markup(BLANK), class_="blank")


def rich(nodes: Rich, gap: GapMarkup = blank) -> Markup:
    """`gap` fills in the blanks that have an index."""
    if not nodes:
        return NOTHING
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return text(nodes[0])  # nearly all texts
    parts = html_parts(nodes, lambda gap: Element("gap", index="" if gap is None else str(gap)))
    return joined(*(_written(part, gap) for part in parts))


def _written(part: Part, gap: GapMarkup) -> Markup:
    if isinstance(part, str):
        return text(part)
    if part.tag == "gap":
        return gap(int(part.attrib["index"])) if part.attrib["index"] else blank(0)
    if part.tag == "br":
        return Markup("<br>")
    if part.tag == "span" and not part.attrib:
        return _inner(part, gap)  # what is left of an unsafe link
    return element(part.tag, _inner(part, gap), **part.attrib, style=_STYLES.get(part.tag, ""))


def _inner(part: Element, gap: GapMarkup) -> Markup:
    pieces = (joined(_written(child, gap), text(child.tail or "")) for child in part)
    return joined(text(part.text or ""), *pieces)
