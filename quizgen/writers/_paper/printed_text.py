"""An author's text and the fixed words of a sheet, as they can stand on paper.

An author's text stays inline text of the model. Typst gets it as strings in JSON and Word as the
text of runs, so that nothing in it can be taken for markup. Where a page runs from right to left
and the fixed words do not, each stands by itself, or its numbers and its stop would go to the wrong
end: “points 2”.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.json import encode
from msgspec.structs import replace

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck
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
    return changed(
        rich, lambda node: (node, f" ({node.url})") if isinstance(node, Link) else (node,)
    )


def text_language(tag: str) -> TextLanguage:
    language, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    is_code = re.fullmatch("[A-Za-z]{2,3}", language)
    return TextLanguage(language.lower() if is_code else "und", region)


_PATTERNS = ("common.one", "common.few")


@cache
def printed_language(code: str) -> Language:
    language = load_language(code)
    if language.direction != "rtl":
        return language
    words = {
        key: words if key in _PATTERNS else by_itself(language, words)
        for key, words in language.words.items()
    }
    return replace(language, words=words)


def by_itself(language: Language, words: str) -> str:
    """In the direction of its own first letter, whatever stands around it (Unicode annex 9)."""
    if language.direction != "rtl":
        return words
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


# The fonts have all these letters, as a test checks. Most decks need no others, and then no
# compiler has to be started.
PRINTED = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), *range(0x490, 0x4FA)))
) | frozenset("\n–—‘’‚“”„…‐‑′″€№−×≤≥→←•·\u00a0\u202f\u2009ӘәҒғҚқҢңӨөҰұҮүҺһІі")


def may_be_unprintable(deck: CompiledDeck) -> bool:
    """Whether the deck and its sources have any letter that the fonts are not known to have. Most
    decks have none, and then no sheet has to be made."""
    return not PRINTED.issuperset(set(encode(deck).decode()))
