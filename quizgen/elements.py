"""Elements of HTML pages: whatever goes in as text stays text, since ElementTree escapes it."""

from __future__ import annotations

from typing import TypeAlias
from xml.etree.ElementTree import Element

Part: TypeAlias = Element | str


def element(tag: str, *parts: Part, **attributes: str) -> Element:
    """`<tag attribute="…">parts</tag>`; underscores at the end of a name are dropped (`class_`),
    those inside it are hyphens."""
    made = Element(
        tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    )
    fill(made, *parts)
    return made


def fill(parent: Element, *parts: Part) -> None:
    """Adds to what `parent` has."""
    for part in parts:
        if not isinstance(part, str):
            parent.append(part)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part
