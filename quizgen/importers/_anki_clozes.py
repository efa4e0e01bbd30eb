"""Reads the gaps of an Anki cloze: {{c1::answer}} or {{c1::answer::hint}}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.importers._foreign_html import tree, words_of
from quizgen.importers._prose import in_gap

_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.*?)\}\}", re.DOTALL)
_FIRST = 0xE000  # a character of the private plane that no text may hold stands for a gap
_PLACE = re.compile("[\ue000-\uf8ff]")
_MOST = 500


@dataclass(frozen=True, slots=True)
class Clozes:
    """`html` has a character of its own in place of each gap. `is_together` means that all gaps are
    open on one card."""

    html: str
    gaps: tuple[str, ...]
    is_together: bool
    lost: tuple[str, ...]

    def with_gaps(self, written: str) -> str:
        return _PLACE.sub(lambda place: f"=={in_gap(self.gaps[ord(place[0]) - _FIRST])}==", written)


def clozes(html: str) -> Clozes | None:
    """The clozes of a field; None if it has none, or if one is inside another."""
    html = _PLACE.sub("", html)  # or the field's own would be taken for gaps
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
