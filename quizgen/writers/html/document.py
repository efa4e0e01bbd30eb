"""HTML pages as trees of elements, written out by ElementTree, which escapes every text.

A page is one file: its style sheet stands in it, pictures are `data:` addresses, and it asks for
no script and no network. The policy in its head forbids both, whatever got into the page.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

Part: TypeAlias = Element | str

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(title: str, style: str, *body: Part, language: str = "en", direction: str = "ltr") -> str:
    """A whole document; `style` names its style sheet, which follows the one that all pages
    share. English is the language of the program."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", _asset("page.css") + _asset(style)),
    )
    document = element("html", head, element("body", *body), lang=language, dir=direction)
    return f"<!doctype html>\n{tostring(document, encoding='unicode', method='html')}\n"


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


def _asset(name: str) -> str:
    return files("quizgen").joinpath(f"data/html/{name}").read_text("utf-8")
