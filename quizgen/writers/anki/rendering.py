"""Cards rendered as Anki does it, for previews: an item's fields in its family's templates.

This knows only the part of Anki's template language that our templates use; a test compares it
with the real Anki. The script is left out, since a preview runs none and the cards work without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from quizgen.quiz.images import data_address
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import About, CompiledDeck, Item
from quizgen.writers.anki.card_html import Markup, element, text
from quizgen.writers.anki.note_fields import note_fields, ordinals
from quizgen.writers.anki.notetypes import family_of, templates

_SECTION = re.compile(r"\{\{([#^])([\w ]+)\}\}(.*?)\{\{/\2\}\}", re.S)
_FIELD = re.compile(r"\{\{(?:(cloze|type)(?::ci|:cloze)?:)?([\w ]+)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)\}\}", re.S)
# Anki gives the box this id, and the style sheet of the cards names it.
_INPUT = Markup('<input type="text" id="typeans" readonly>')
_NIGHT = re.compile(r"\.card\.nightMode,[^{]*\.night_mode \.card \{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Each side is the content of a page's body."""

    front: Markup
    back: Markup


def rendered(item: Item, deck: CompiledDeck) -> Iterator[RenderedCard]:
    """An item's note has one card for each cloze number, else one."""
    about, language = deck.about, load_language(deck.about.language)
    picture = data_address(item.image) if item.image else ""
    named = note_fields(item, deck, language, picture)
    front, back = templates(replace(family_of(item.response), has_script=False), about)
    for ordinal in ordinals(item.response):
        yield RenderedCard(
            _filled(front, named, ordinal + 1, is_back=False),
            _filled(back, named, ordinal + 1, is_back=True),
        )


def document(side: Markup, about: About, title: str) -> str:
    """A page of its own for one side, light or dark as the reader's system is."""
    head = f'<meta charset="utf-8"><title>{text(title)}</title><style>{_style()}</style>'
    body = element("body", side, class_="card")
    return f'<!doctype html><html lang="{text(about.language)}"><head>{head}</head>{body}</html>'


def _filled(template: str, named: Mapping[str, Markup], number: int, *, is_back: bool) -> Markup:
    """Sections that do not apply are removed first. Then all fields are put in at once, so that
    nothing an author wrote is ever read as a template."""

    def field(place: re.Match[str]) -> str:
        how, name = place.groups()
        if how == "type":
            return "" if is_back else _INPUT
        return _clozed(named[name], number, is_back) if how == "cloze" else named[name]

    return Markup(_FIELD.sub(field, _kept(template, named)))


def _kept(template: str, named: Mapping[str, Markup]) -> str:
    def section(part: re.Match[str]) -> str:
        is_kept = bool(named[part[2]]) is (part[1] == "#")
        return _kept(part[3], named) if is_kept else ""

    return _SECTION.sub(section, template)


def _clozed(question: Markup, number: int, is_back: bool) -> Markup:
    def gap(place: re.Match[str]) -> Markup:
        words = Markup(place[2])
        if int(place[1]) != number:
            return element("span", words, class_="cloze-inactive")
        return element("span", words if is_back else Markup("[...]"), class_="cloze")

    return Markup(_CLOZE.sub(gap, question))


@cache
def _style() -> str:
    """The style sheet of the cards with Anki's margin. Anki marks night mode by a class; here the
    reader's dark theme takes its place."""
    css = files("quizgen").joinpath("data/anki/card.css").read_text("utf-8")
    night = _NIGHT.search(css)
    colours = night[1] if night else ""
    dark = f"@media (prefers-color-scheme: dark) {{ .card {{ color-scheme: dark; {colours} }} }}"
    return f"body {{ margin: 20px; }}\n{css}\n{dark}"
