"""The answers of all forms of a quiz side by side, for marking by hand, and the answer sheet.

Row n of the grid holds the right answer to question n of each form. Each form has its own order,
so the answers in one row belong to different items.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from quizgen.phrases import shortened
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Form
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
from quizgen.quiz.values import count, number
from quizgen.writers._paper_text import text_nodes
from quizgen.writers._quiz_paper import box_shape
from quizgen.writers._sheet import (
    Sheet,
    deck_properties,
    edition,
    head_and_foot,
    one_line,
    sheet_name,
)

_FORMS_IN_A_TABLE = 8
_FEW_FORMS = 4  # more need the page turned on its side
_WIDE, _NARROW = 80, 16  # characters of a written answer: it fills three lines, or one


def grid_sheet(deck: CompiledDeck, forms: Sequence[Form]) -> Sheet:
    """All `forms` belong to one quiz."""
    about, language = deck.about, load_language(deck.about.language)
    first = forms[0]
    title = language.say("print.grid", title=first.title or about.title)
    has_points = len({placed.points for form in forms for placed in form.placed}) > 1
    room = _WIDE if len(forms) <= _FEW_FORMS else _NARROW
    columns = [_column(language, deck, form, has_points, room) for form in forms]
    heads = [
        [language.say("print.form", letter=form.letter), edition(deck, form)] for form in forms
    ]
    total = count(language, "points", first.points)
    data = {
        **deck_properties(about, language),
        "metadata": one_line(title),
        "title": text_nodes(title),
        "footer": one_line(title),
        "question": language.say("print.question"),
        "tables": [
            _table(heads[start:][:_FORMS_IN_A_TABLE], columns[start:][:_FORMS_IN_A_TABLE])
            for start in range(0, len(forms), _FORMS_IN_A_TABLE)
        ],
        "is_wide": len(forms) > _FEW_FORMS,
        "total": language.say("print.grid-points", points=total) if has_points else total,
    }
    advice = "For the teacher only: what to lay beside the papers when marking."
    contains = f"answers of {_listed(forms)} in a table"
    return Sheet(f"{about.name}-{first.quiz}-grid", "grid", data, contains, advice, first.layout)


def _listed(forms: Sequence[Form]) -> str:
    letters = [form.letter for form in forms]
    if len(letters) == 1:
        return f"form {letters[0]}"
    if len(letters) > _FORMS_IN_A_TABLE:
        return f"forms {letters[0]} to {letters[-1]}"
    return f"forms {', '.join(letters)}"


def _table(heads: list[list[str]], columns: list[list[str]]) -> dict[str, Any]:
    rows = [
        {"number": place, "cells": [text_nodes(cell) for cell in cells]}
        for place, cells in enumerate(zip(*columns, strict=True), 1)
    ]
    return {"heads": heads, "rows": rows}


def _column(
    language: Language, deck: CompiledDeck, form: Form, has_points: bool, room: int
) -> list[str]:
    cells = []
    for placed in form.placed:
        answer = _in_short(language, deck.by_id[placed.item].response, placed.order)
        points = f" ({number(language, placed.points)})" if has_points else ""
        cells.append(shortened(answer, room) + points)
    return cells


def _in_short(language: Language, response: Response, order: tuple[int, ...]) -> str:
    match response:
        case Choice(options=options):
            letters = language.labels(order)
            return " ".join(letters[at] for at, index in enumerate(order) if options[index].is_key)
        case TextEntry(answer=answer):
            return answer
        case Numeric() as numeric:
            return numeric.with_unit
        case Gaps(gaps=gaps):
            return "; ".join(gap.answer for gap in gaps)
        case Matching(pairs=pairs):
            letters = language.labels(order)
            matched = (f"{at + 1}{letters[order.index(at)]}" for at in range(len(pairs)))
            return " ".join(matched)
        case Ordering():
            letters = language.labels(order)
            numbered = (f"{letters[at]}{step + 1}" for at, step in enumerate(order))
            return " ".join(numbered)
        case Open():
            return "—"
        case _ as never:
            assert_never(never)


def answer_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    """A sheet on which learners tick letters. Only the teacher reads it: it is not made for
    scanning."""
    about, language = deck.about, load_language(deck.about.language)
    title = language.say("print.answer-sheet", title=form.title or about.title)
    words = {word: language.say(f"print.{word}") for word in ("name", "date", "class", "score")}
    data = head_and_foot(deck, form, title) | {
        "of": f"/ {number(language, form.points)}",
        "words": words,
        "particulars": [],
        "rows": [
            {"number": placed.number} | _answer(language, deck.by_id[placed.item].response)
            for placed in form.placed
        ],
    }
    contains = f"answer sheet of form {form.letter}"
    advice = "Print one for each learner, if answers are not to be written on the paper."
    name = f"{sheet_name(about, form)}-answer-sheet"
    return Sheet(name, "answer-sheet", data, contains, advice, form.layout)


def _answer(language: Language, response: Response) -> dict[str, Any]:
    match response:
        case Choice(options=options, is_multiple=is_multiple):
            shape, labels = box_shape(is_multiple), language.labels(options)
            return {"kind": "letters", "shape": shape, "labels": labels}
        case Matching(pairs=pairs):
            return {"kind": "boxes", "labels": [str(place) for place, _ in enumerate(pairs, 1)]}
        case Ordering(steps=steps):
            return {"kind": "boxes", "labels": language.labels(steps)}
        case Gaps(gaps=gaps):
            return {"kind": "lines", "labels": [f"{place}." for place, _ in enumerate(gaps, 1)]}
        case TextEntry() | Numeric():
            return {"kind": "lines", "labels": [""]}
        case Open():
            return {"kind": "paper", "said": language.say("print.on-paper")}
        case _ as never:
            assert_never(never)
