"""The parts that all printed sheets share: a name, a title, the form and its edition.

The edition tells papers and keys of one printing from those of another. It is a hash of the
questions, their order, their points and their right answers; rewording a rationale does not
change it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias

from msgspec import structs

from quizgen import phrases
from quizgen.interchange import first_format
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.layout import STANDARD, Layout, Style
from quizgen.quiz.model import About, CompiledDeck, Form, Item, Placed, Status
from quizgen.quiz.responses import Choice, Response
from quizgen.quiz.values import count
from quizgen.source.provenance import disputed
from quizgen.writers._paper_text import text_nodes, typst_language

_FOOTER_WIDTH = 60
_SIGNS = (
    "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that nobody confuses when copying them by hand
)
_EDITION_LENGTH = 6
_FOR_TEACHERS = 9.5  # points


@dataclass(frozen=True, slots=True)
class Sheet:
    """`template` says which sheet it is ("quiz", "key", …). `data` is its content for any writer
    of paper: fixed words as strings, the author's text as nodes of `_paper_text`."""

    name: str
    template: str
    data: dict[str, Any]
    contains: str
    advice: str
    layout: Layout = STANDARD


MakeSheet: TypeAlias = Callable[[CompiledDeck, Form], Sheet]


def printed_layout(sheet: Sheet) -> Layout:
    """Learners get type that they can read; teachers get everything on few pages."""
    layout = sheet.layout
    match sheet.template:
        case "quiz":
            return layout
        case "answer-sheet":
            return replace(layout, columns=1 if layout.half_sheet else 2, size=layout.points)
        case "feedback":
            whole = replace(layout, columns=1, half_sheet=False)  # half a sheet has smaller type
            is_standard = layout.style is Style.STANDARD
            return replace(whole, size=whole.points - 1 if is_standard else whole.points)
        case _:
            return Layout(layout.paper, size=_FOR_TEACHERS)


def sheet_name(about: About, form: Form) -> str:
    return f"{about.name}-{form.name}"


def contents(form: Form) -> str:
    points = phrases.count(Decimal(f"{form.points:g}"), "point")
    return f"{phrases.count(len(form.placed), 'question')}, {points}"


def head_and_foot(deck: CompiledDeck, form: Form, title: str) -> dict[str, Any]:
    """The title and the lines above and below the content of a sheet."""
    about = deck.about
    language = load_language(about.language)
    letter = language.say("print.form", letter=form.letter)
    mark = _unbroken(language.say("print.edition", edition=edition(deck, form)))
    questions = count(language, "questions", len(form.placed))
    is_disputed = any(item.status is Status.DISPUTED for item in deck.items_on(form))
    sentence = disputed(about, language)
    return {
        **deck_properties(about, language),
        "metadata": f"{one_line(title)} · {letter} · {mark}",
        "title": text_nodes(title),
        "summary": " · ".join([letter, questions, count(language, "points", form.points), mark]),
        "footer": f"{phrases.shortened(one_line(title), _FOOTER_WIDTH)} · {letter} · {mark}",
        "opening": [text_nodes(sentence)] if is_disputed else [],
    }


def deck_properties(about: About, language: Language) -> dict[str, Any]:
    """These are the same on all sheets of a deck."""
    return {
        "language": typst_language(about.language),
        "direction": language.direction,
        "authors": [one_line(author) for author in about.authors],
        "page": language.say("print.page"),
    }


def one_line(text: str) -> str:
    return " ".join(text.split())


def _unbroken(text: str) -> str:
    """A line never ends inside these words."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def edition(deck: CompiledDeck, form: Form) -> str:
    """Six signs. Two forms of one quiz have different editions too, since their orders differ."""
    passage: tuple[object, ...] = form.passage.paragraphs if form.passage else ()
    if form.passages and form.passages[0].source:
        passage = tuple((each.source, each.paragraphs) for each in form.passages)
    content = [
        [form.quiz, form.title, form.letter, first_format.rich(form.instructions), passage],
        [
            [
                section.title,
                first_format.rich(section.instructions),
                [_asked(placed, deck.by_id[placed.item]) for placed in section.placed],
            ]
            for section in form.sections
        ],
    ]
    # Keys already printed carry these signs, so the content keeps the shape of the first format.
    digest = sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(_EDITION_LENGTH))


def _asked(placed: Placed, item: Item) -> list[Any]:
    image = sha256(item.image.content).hexdigest() if item.image else ""
    stem, response = first_format.rich(item.stem), _bare(item.response)
    return [item.id, stem, response, placed.order, placed.points, image]


@lru_cache(maxsize=1000)
def _bare(response: Response) -> object:
    """The response without its rationales. The cache helps because all forms of a quiz print the
    same responses, each on several sheets."""
    if isinstance(response, Choice):
        options = tuple(structs.replace(option, rationale=()) for option in response.options)
        response = structs.replace(response, options=options)
    return first_format.response(response)
