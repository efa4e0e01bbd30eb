"""Numbers and letters that Word itself counts, so that a teacher can add an option.

Word has no alphabet but Latin and Russian; labels of another are typed, and so are all where a
sheet must keep the letters of another one, as a key does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document

from quizgen.writers.docx.xml import Element, element, twips

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩ"


class Lists:
    """`indents` are of paragraph styles, (left, hanging) in points: a list has its own, which
    win over those of the style, so they must be the same."""

    def __init__(self, document: Document, indents: Mapping[str, tuple[float, float]]) -> None:
        self._numbering = document.part.numbering_part.element
        self._indents = indents
        self._shapes: dict[tuple[str, str, str], int] = {}

    def start(self, style: str, labels: Sequence[str], shape: str) -> int | None:
        """A new list that counts as `labels` do; None where Word cannot. `shape` is what is
        written before each, `%1` being the label. Lists of one style share their counter, so
        they follow one another whole."""
        counting = _counting(labels)
        if counting is None:
            return None
        number = self._numbering.add_num(self._shape(style, counting, shape))
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _shape(self, style: str, counting: str, shape: str) -> int:
        wanted = (style, counting, shape)
        if wanted not in self._shapes:
            place = self._shapes[wanted] = len(self._shapes)
            definition = _definition(place, counting, shape, self._indents[style])
            self._numbering.insert(place, definition)  # before all lists
        return self._shapes[wanted]


def _counting(labels: Sequence[str]) -> str | None:
    if list(labels) == [str(place) for place in range(1, len(labels) + 1)]:
        return "decimal"
    if list(labels) == list(_LATIN[: len(labels)]):
        return "upperLetter"
    if list(labels) == list(_RUSSIAN[: len(labels)]):
        return "russianUpper"
    return None


def _definition(place: int, counting: str, shape: str, indents: tuple[float, float]) -> Element:
    left, hanging = map(twips, indents)
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=counting),
        element("suff", val="tab"),
        element("lvlText", val=shape),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=left, hanging=hanging)),
        element("rPr", element("b"), element("bCs")),
        ilvl=0,
    )
    kind = element("multiLevelType", val="singleLevel")
    return element("abstractNum", kind, level, abstractNumId=place)
