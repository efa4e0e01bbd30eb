"""One HTML page as a tree, written out by ElementTree, which escapes every text and attribute.

A page is one file: its style sheet stands in it, pictures are `data:` addresses, and it asks for
no script and no network. The policy in its head forbids both, whatever got into the page.
"""

from __future__ import annotations

from importlib.resources import files
from xml.etree.ElementTree import tostring

from quizgen.elements import Part, element

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(title: str, style: str, *body: Part) -> str:
    """A whole document in English, the language of the program; `style` names its style sheet,
    which follows the one that all pages share."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", _asset("page.css") + _asset(style)),
    )
    document = element("html", head, element("body", *body), lang="en")
    return f"<!doctype html>\n{tostring(document, encoding='unicode', method='html')}\n"


def _asset(name: str) -> str:
    return files("quizgen").joinpath(f"data/html/{name}").read_text("utf-8")
