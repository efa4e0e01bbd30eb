"""A form as the data of a printed quiz.

Only what a learner may see is put in: no id (an item's id may tell its key), no key, no
rationale, no hint. The order of options is the form's, the width of blanks the template's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, assert_never

from quizgen.languages import Language, load_language
from quizgen.model import (
    About,
    Choice,
    Form,
    FormSection,
    Gaps,
    Image,
    Item,
    Matching,
    Numeric,
    Open,
    Ordering,
    Passage,
    Placed,
    Response,
    Rich,
    Source,
    Status,
    Text,
    TextEntry,
    plain,
)
from quizgen.writers._wording import (
    Node,
    blanks_in,
    count,
    credit,
    labels,
    nodes,
    number,
    rows,
    spelled,
    tongue,
)

_FOOTER_WIDTH = 60
_WRITTEN_IN_A_LINE = 45  # characters of handwriting
_LEAST_LINES, _MOST_LINES = 2, 15
_ROWS_THAT_FIT = 24  # of the highest kind, a line to write on: 9 mm of a page of 258 mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """`template` names the file in `data/typst`, `data` is what it reads."""

    name: str
    template: str
    data: dict[str, Any]
    contains: str
    advice: str


def quiz_sheet(about: About, form: Form) -> Sheet:
    language = load_language(about.language)
    words = {"answer": "common.answer"} | {
        word: f"print.{word}" for word in ("name", "date", "class", "score", "passage")
    }
    data = frame(about, form, form.title or about.title) | {
        "of": f"/ {number(language, form.points)}",
        "words": {word: language.say(key) for word, key in words.items()},
        "passage": form.passage and _passage(language, about.source, form.passage),
        "sections": [_section(language, section) for section in form.sections],
    }
    data["opening"] = [*filter(None, [rich_nodes(language, form.instructions)]), *data["opening"]]
    advice = "Print one for each learner; pages of a form belong together."
    return Sheet(sheet_name(about, form), "quiz", data, contents(form), advice)


def sheet_name(about: About, form: Form) -> str:
    return f"{about.name}-{form.quiz}-{form.letter.lower()}"


def contents(form: Form) -> str:
    questions = len(form.placed)
    return (
        f"{questions} question{'' if questions == 1 else 's'}, "
        f"{form.points:g} point{'' if form.points == 1 else 's'}"
    )


def frame(about: About, form: Form, title: str) -> dict[str, Any]:
    """What the quiz and its key have in common: title, language, footer, opening sentence."""
    language = load_language(about.language)
    letter = language.say("print.form", letter=form.letter)
    questions = count(language, "questions", len(form.placed))
    is_disputed = any(placed.item.status is Status.DISPUTED for placed in form.placed)
    sentence = language.say("common.disputed", source=about.source.name)
    return {
        "tongue": tongue(about.language),
        "direction": language.direction,
        "metadata": f"{_one_line(title)} · {letter}",
        "authors": [_one_line(author) for author in about.authors],
        "title": spelled(title),
        "summary": " · ".join([letter, questions, count(language, "points", form.points)]),
        "footer": f"{_shortened(_one_line(title))} · {letter}",
        "page": language.say("print.page"),
        "opening": [spelled(sentence)] if is_disputed else [],
    }


def rich_nodes(language: Language, rich: Rich) -> list[Node]:
    return nodes(rich, blanks_in(language, 0))


def stem_nodes(language: Language, item: Item) -> list[Node]:
    gaps = len(item.response.gaps) if isinstance(item.response, Gaps) else 0
    return nodes(item.stem, blanks_in(language, gaps))


def image_name(image: Image) -> str:
    """The file that the template reads; the author's name for it is not to be trusted."""
    return f"image-{sha256(image.content).hexdigest()[:16]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= _FOOTER_WIDTH else text[: _FOOTER_WIDTH - 1].rstrip() + "…"


def _passage(language: Language, source: Source, passage: Passage) -> dict[str, Any]:
    return {
        "tongue": tongue(source.language),
        "paragraphs": [
            {"number": place, "content": spelled(text)} for place, text in passage.paragraphs
        ],
        "credit": spelled(credit(language, source)),
    }


def _section(language: Language, section: FormSection) -> dict[str, Any]:
    return {
        "title": spelled(section.title),
        "instructions": rich_nodes(language, section.instructions),
        "questions": [question(language, placed) for placed in section.placed],
    }


def question(language: Language, placed: Placed) -> dict[str, Any]:
    item = placed.item
    stem = stem_nodes(language, item)
    response = _response(language, placed)
    return {
        "number": placed.number,
        "points": count(language, "points", placed.points),
        "stem": stem,
        "gapped": any(node["kind"] == "blank" for node in stem),
        "image": item.image and {"file": image_name(item.image), "alt": item.image.alt},
        "task": _task(language, item.response),
        "response": response,
        "suspect": _may_be_taller(item, rows(stem), response),
    }


def _may_be_taller(item: Item, stem_rows: int, response: dict[str, Any]) -> bool:
    """Whether the template must measure if the question fits on a page. The two columns of a
    matching question are half as wide; lines to write on are counted as they are."""
    lines = response.get("lines") or response.get("count") or 0
    parts = 2 * rows(response) if response["kind"] == "matching" else rows(response)
    return item.image is not None or stem_rows + parts + lines > _ROWS_THAT_FIT


def _task(language: Language, response: Response) -> str:
    """What to do, where the layout alone does not tell it."""
    match response:
        case Choice(is_multiple=True, announced=None):
            return language.say("common.choose-all")
        case Choice(is_multiple=True, announced=1):
            return language.say("common.choose-one")
        case Choice(is_multiple=True, announced=announced):
            return language.say("common.choose-number", number=announced)
        case Gaps(gaps=gaps, is_ordered=False):
            return language.say("common.name-all", number=len(gaps))
        case Matching():
            return language.say("common.match-all")
        case Ordering():
            return language.say("common.order-all")
        case Choice() | TextEntry() | Numeric() | Gaps() | Open():
            return ""
        case _ as never:
            assert_never(never)


def _response(language: Language, placed: Placed) -> dict[str, Any]:
    match placed.item.response:
        case Choice(options=options, is_multiple=is_multiple):
            shown = [options[index].content for index in placed.order]
            parts = _lettered(language, shown)
            return {"kind": "choice", "shape": _shape(is_multiple), "options": parts}
        case TextEntry():
            return {"kind": "entry", "unit": ""}
        case Numeric(unit=unit):
            return {"kind": "entry", "unit": unit or " "}
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            return {"kind": "none"} if is_ordered else {"kind": "lines", "count": len(gaps)}
        case Matching() as matching:
            return _matching(language, matching, placed.order)
        case Ordering(steps=steps):
            shown = [steps[index] for index in placed.order]
            return {"kind": "ordering", "steps": _lettered(language, shown)}
        case Open() as task:
            return {"kind": "open", "lines": _lines(task)}
        case _ as never:
            assert_never(never)


def _shape(is_multiple: bool) -> str:
    return "square" if is_multiple else "circle"


def _lettered(language: Language, contents: list[Rich]) -> list[dict[str, Any]]:
    return [
        {"label": letter, "content": rich_nodes(language, content)}
        for letter, content in zip(labels(language.letters, contents), contents, strict=True)
    ]


def _matching(language: Language, matching: Matching, order: tuple[int, ...]) -> dict[str, Any]:
    lefts = [
        {"label": str(place), "content": rich_nodes(language, pair.left)}
        for place, pair in enumerate(matching.pairs, 1)
    ]
    rights = [matching.rights[index] for index in order]
    return {"kind": "matching", "lefts": lefts, "rights": _lettered(language, rights)}


def _lines(task: Open) -> int:
    if task.lines is not None:
        return task.lines
    written = plain(task.answer or (Text(" "),))
    fitted = math.ceil(len(written) / _WRITTEN_IN_A_LINE) + 1
    return max(_LEAST_LINES, min(_MOST_LINES, fitted))
