"""Numbers and letters that Word itself counts, so that a teacher can add an option.

Word has no alphabet but Latin and Russian; labels of another are typed, and so are all where a
sheet must keep the letters of another one, as a key does.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document

from quizgen.writers.docx.elements import Element, element

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩ"


class Lists:
    def __init__(self, document: Document) -> None:
        self._numbering = document.part.numbering_part.element
        self._shapes: dict[tuple[str, str], int] = {}

    def start(self, labels: Sequence[str], shape: str) -> int | None:
        """A new list that counts as `labels` do; None where Word cannot. `shape` is what is
        written before each, `%1` being the label."""
        counting = _counting(labels)
        if counting is None:
            return None
        number = self._numbering.add_num(self._shape(counting, shape))
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _shape(self, counting: str, shape: str) -> int:
        if (counting, shape) not in self._shapes:
            place = self._shapes[counting, shape] = len(self._shapes)
            self._numbering.insert(place, _definition(place, counting, shape))
        return self._shapes[counting, shape]


def _counting(labels: Sequence[str]) -> str | None:
    if list(labels) == [str(place) for place in range(1, len(labels) + 1)]:
        return "decimal"
    if list(labels) == list(_LATIN[: len(labels)]):
        return "upperLetter"
    if list(labels) == list(_RUSSIAN[: len(labels)]):
        return "russianUpper"
    return None


def _definition(place: int, counting: str, shape: str) -> Element:
    """Before all lists that use it, as the standard wants it."""
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=counting),
        element("suff", val="tab"),
        element("lvlText", val=shape),
        element("lvlJc", val="left"),
        element("rPr", element("b"), element("bCs")),
        ilvl=0,
    )
    kind = element("multiLevelType", val="singleLevel")
    return element("abstractNum", kind, level, abstractNumId=place)
