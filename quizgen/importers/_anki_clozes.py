"""The gaps of an Anki cloze: {{c1::answer}} or {{c1::answer::hint}}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.deck.markup import joined
from quizgen.importers._html import tree, words_of
from quizgen.quiz.model import Blank, Emphasis, Inline, Link, Rich, Strong, Text

_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.*?)\}\}", re.DOTALL)
_FIRST = 0xE000  # a character of the private plane that no text may hold stands for a gap
_PLACE = re.compile("([\ue000-\uf8ff])")
_MOST = 500


@dataclass(frozen=True, slots=True)
class Clozes:
    """`html` has a character of its own where each gap is."""

    html: str
    gaps: tuple[str, ...]
    is_together: bool
    lost: tuple[str, ...]

    def with_blanks(self, rich: Rich) -> Rich:
        return joined([part for node in rich for part in _blanks(node)])


def clozes(html: str) -> Clozes | None:
    """None where there is none, or one inside another."""
    html = _PLACE.sub("", html)
    found = list(_CLOZE.finditer(html))
    if not found or len(found) > _MOST or any("{{c" in each[2] for each in found):
        return None
    inside = [each[2].partition("::") for each in found]
    gaps = tuple(words_of(tree(answer)) for answer, _, _ in inside)
    if not all(gaps):
        return None
    lost = [f"the hint “{words_of(tree(hint))}” in a gap" for _, _, hint in inside if hint]
    numbers = [each[1] for each in found]
    is_together = len(found) > 1 and len(set(numbers)) == 1
    if not is_together and len(set(numbers)) < len(numbers):
        lost.append("that some gaps are open at once; here each is a card")
    places = iter(range(len(found)))
    marked = _CLOZE.sub(lambda _: chr(_FIRST + next(places)), html)
    return Clozes(marked, gaps, is_together, tuple(lost))


def _blanks(node: Inline) -> list[Inline]:
    match node:
        case Text(words):
            return [_part(part) for part in _PLACE.split(words) if part]
        case Strong(children):
            return [Strong(tuple(part for child in children for part in _blanks(child)))]
        case Emphasis(children):
            return [Emphasis(tuple(part for child in children for part in _blanks(child)))]
        case Link(children, url):
            return [Link(tuple(part for child in children for part in _blanks(child)), url)]
        case _:
            return [node]


def _part(part: str) -> Inline:
    return Blank(ord(part) - _FIRST) if _PLACE.fullmatch(part) else Text(part)
