"""Elements of WordprocessingML for which python-docx has no methods."""

from __future__ import annotations

from typing import TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement


def element(tag: str, *children: Element | None, **attributes: object) -> Element:
    """`w:tag` with `w:` attributes; children that are None are left out. Callers give children in
    the order of the standard, since Word does not read them in any other."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def flag(tag: str, is_set: bool) -> Element | None:
    return element(tag) if is_set else None


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)
