"""Reads the gaps of an Anki cloze: {{c1::answer}} or {{c1::answer::hint}}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.importers._foreign_html import tree, words_of
from quizgen.importers._gap_places import MOST, in_places, place, without_places
from quizgen.importers._imported import Value
from quizgen.importers._prose import as_text

_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Clozes:
    """`html` has a character of its own in place of each gap. `is_together` means that all gaps are
    open on one card."""

    html: str
    gaps: tuple[str, ...]
    hints: tuple[str, ...]
    is_together: bool
    lost: tuple[str, ...]

    def keys(self, stem: str) -> dict[str, Value]:
        """What a question says of its gaps. Anki shows a hint in its gap; so does the stem, unless
        there is one gap among words."""
        together: dict[str, Value] = {"gaps": "together"} if self.is_together else {}
        if len(self.gaps) == 1 and self.hints[0] and re.search(r"\w", without_places(stem)):
            hint = as_text(self.hints[0])
            return {"stem": in_places(stem, self.gaps), "hint": hint, **together}
        hints = [f" ({as_text(hint)})" if hint else "" for hint in self.hints]
        return {"stem": in_places(stem, self.gaps, hints), **together}


def clozes(html: str) -> Clozes | None:
    """The clozes of a field; None if it has none, or if one is inside another."""
    html = without_places(html)  # or the field's own would be taken for gaps
    if html.count("{{c") > MOST:
        return None
    found = list(_CLOZE.finditer(html))
    if not found or any("{{c" in each[2] for each in found):
        return None
    inside = [each[2].partition("::") for each in found]
    gaps = tuple(words_of(tree(answer)) for answer, _, _ in inside)
    if not all(gaps):
        return None
    numbers = [each[1] for each in found]
    is_together = len(found) > 1 and len(set(numbers)) == 1
    lost: tuple[str, ...] = ()
    if not is_together and len(set(numbers)) < len(numbers):
        lost = ("that some gaps are open at once; here each is a card",)
    places = iter(range(len(found)))
    marked = _CLOZE.sub(lambda _: place(next(places)), html)
    hints = tuple(words_of(tree(hint)) for _, _, hint in inside)
    return Clozes(marked, gaps, hints, is_together, lost)
