"""Lists that Word numbers itself, so that a teacher can add an option.

Word knows only the Latin and the Russian alphabet, so labels in other alphabets are typed. A key
has typed labels too, since it must keep the letters of its paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document

from quizgen.writers.docx.xml import Element, element, twips

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩ"  # Word counts without Ё and Й


class Lists:
    """`indents` are (left, hanging) in points for each paragraph style. Word prefers the indents
    of a list to those of its style, so both must be the same."""

    def __init__(self, document: Document, indents: Mapping[str, tuple[float, float]]) -> None:
        self._numbering = document.part.numbering_part.element
        self._indents = indents
        self._shapes: dict[tuple[str, str, str], int] = {}

    def start(self, style: str, labels: Sequence[str], shape: str) -> int | None:
        """A new list with these labels, or None where Word cannot count like that. In `shape`, `%1`
        stands for the label. Lists of one style share a counter, so one must end before the next
        begins."""
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
            self._numbering.insert(
                place, definition
            )  # Word wants all definitions before the first list
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
