"""The note types: six families with the same fields and one card template each.

*They are frozen.* Anki skips every update of a note whose type has gained or lost a field or a
template, or has them in another order. So the ids in `FIELDS`, the names and ids of the families,
and the HTML inside the fields change only together with `VERSION` (a test watches). A spare field
may be given a name: Anki knows it again by its id. The look may change freely: Anki updates the
HTML and CSS of a note type without any loss.

*Each deck has its own set.* A note type's id comes from the deck's `uid` and the family. So the
templates can have fixed words in the deck's language, and two decks, or two versions of the
program, never overwrite each other's cards. A file holds only the types that its deck uses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import Any

import genanki

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import About
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.writers.anki.html import NOTHING, Markup, element, text
from quizgen.writers.anki.stable_names import stable_id

VERSION = 1

_NAMES = (
    *("Item", "Question", "Image", "Instruction", "Options", "Typed", "Answer", "Rationale"),
    *("Evidence", "Note", "Opinion", "Hint", "Source"),
)
_SPARE = ("Extra 1", "Extra 2")
# (name, id): Anki knows a renamed field again by its id, so a name never changes its place.
FIELDS = tuple((name, 8_124_060_101 + place) for place, name in enumerate((*_NAMES, *_SPARE)))
_QUESTION = 1  # the field that Anki asks for before it makes a card


@dataclass(frozen=True, slots=True)
class Family:
    """`name` is part of every guid; `question` is how the templates refer to the field."""

    name: str
    label: str
    template_id: int
    question: str = "{{Question}}"
    is_cloze: bool = False
    has_script: bool = False


CHOICE = Family("choice", "Choice", 8_124_060_201, has_script=True)
TYPED = Family("typed", "Typed", 8_124_060_202, has_script=True)
CLOZE = Family(
    name="cloze",
    label="Cloze",
    template_id=8_124_060_203,
    question="{{cloze:Question}}",
    is_cloze=True,
    has_script=True,
)
RECALL = Family("recall", "Recall", 8_124_060_204)
MATCHING = Family("matching", "Matching", 8_124_060_205, has_script=True)
ORDERING = Family("ordering", "Ordering", 8_124_060_206, has_script=True)
FAMILIES = (CHOICE, TYPED, CLOZE, RECALL, MATCHING, ORDERING)


def family_of(response: Response) -> Family:
    match response:
        case Choice():
            return CHOICE
        case TextEntry() | Numeric():
            return TYPED
        case Gaps(is_ordered=is_ordered):
            return CLOZE if is_ordered else RECALL
        case Matching():
            return MATCHING
        case Ordering():
            return ORDERING
        case Open():
            return RECALL


class NoteType(genanki.Model):  # type: ignore[misc]  # genanki is untyped
    """A family as one deck has it; `modified` is in seconds since 1970."""

    def __init__(self, family: Family, about: About, modified: int) -> None:
        self.family = family
        self.modified = modified
        question, answer = templates(family, about)
        browser_question = family.question
        super().__init__(
            type_id(about.uid, family.name),
            f"quizgen {VERSION} · {family.label} · {about.name} · {about.uid}",
            fields=[{"name": name, "id": number} for name, number in FIELDS],
            templates=[
                {
                    "name": "Card",
                    "id": family.template_id,
                    "qfmt": question,
                    "afmt": answer,
                    "bqfmt": browser_question,
                    "bafmt": browser_question if family.is_cloze else "{{Answer}}",
                }
            ],
            css=_asset("card.css"),
            model_type=self.CLOZE if family.is_cloze else self.FRONT_BACK,
        )

    @property
    def field_ids(self) -> tuple[int, ...]:
        return tuple(field["id"] for field in self.fields)

    @property
    def template_ids(self) -> tuple[int, ...]:
        return tuple(template["id"] for template in self.templates)

    @property
    def content_hash(self) -> str:
        return content_of_type(self.name, self.model_type, self.fields, self.templates, self.css)

    @property
    def _req(self) -> list[Any]:
        """Whether there is a card depends on the question alone. genanki would try all fields; Anki
        computes this again from the template."""
        return [[0, "any", [_QUESTION]]]


def type_id(uid: str, family: str) -> int:
    return stable_id(uid, "note type", family)


def content_of_type(
    name: str,
    kind: int,
    fields: Iterable[Mapping[str, Any]],
    templates: Iterable[Mapping[str, Any]],
    css: str,
) -> str:
    """A hash of everything that an import would overwrite in a learner's note type. Locks keep it,
    so it never changes."""
    named = [{key: field.get(key) for key in ("name", "id")} for field in fields]
    shown = [{key: each.get(key) for key in _OF_A_TEMPLATE} for each in templates]
    content = [name, kind, named, shown, css]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


_OF_A_TEMPLATE = ("name", "id", "qfmt", "afmt", "bqfmt", "bafmt")


def templates(family: Family, about: About) -> tuple[str, str]:
    """The front and the back, with `{{Field}}` left for Anki to fill in."""
    language = load_language(about.language)
    contact = language.say("common.contact", contact=about.contact)
    script = Markup(f"<script>\n{_asset('card.js')}</script>")
    places = {
        **{key: text(words) for key, words in language.words.items()},
        "about.language": text(about.language),
        "about.direction": text(language.direction),
        "about.uid": text(about.uid),
        "about.contact": element("span", text(contact)) if about.contact else NOTHING,
        "taps": Markup("1" if about.one_tap else "2"),
        "question": Markup(family.question),
        "script": script if family.has_script else NOTHING,
    }

    def framed(side: str) -> str:
        body = _filled(f"{family.name}-{side}.html", places)
        return _filled(f"{side}.html", {**places, "body": body}).strip()

    return framed("front"), framed("back")


class _Page(Template):
    """`${section.word}` is filled in; `{{Field}}` is left to Anki."""

    braceidpattern = r"[a-z][a-z.-]*"


def _filled(name: str, places: dict[str, Markup]) -> Markup:
    return Markup(_Page(_asset(name)).substitute(places))


@cache
def _asset(name: str) -> str:
    return files("quizgen").joinpath(f"data/anki/{name}").read_text("utf-8")
