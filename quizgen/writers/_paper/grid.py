"""The answers of all forms of a quiz side by side, for marking by hand.

Row n of the grid holds the right answer to question n of each form. Each form has its own order,
so the answers in one row belong to different items. An answer in words stands below, once for all
forms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from quizgen.interchange.first_format import edition
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form
from quizgen.quiz.notation import count, number
from quizgen.quiz.responses import Gaps, Numeric, TextEntry
from quizgen.writers._paper.heading import form_letter, properties_of, titled
from quizgen.writers._paper.printed_text import line, printed_language
from quizgen.writers._paper.records import (
    AnswerGrid,
    GridRow,
    GridTable,
    PrintedPart,
    Sheet,
    SheetHead,
)
from quizgen.writers._paper.right_answers import in_short, in_words

_FORMS_IN_A_TABLE = 8
_SHORT = 6  # characters: longer answers would not fit into the columns of eight forms


def grid_sheet(deck: CompiledDeck, forms: Sequence[Form]) -> Sheet:
    """All `forms` belong to one quiz."""
    about, language, first = deck.about, printed_language(deck.about.language), forms[0]
    title = titled(deck, first, "grid")
    has_points = len({placed.points for form in forms for placed in form.placed}) > 1
    total = count(language, "points", first.points)
    summary = language.say("print.grid-points", points=total) if has_points else total
    below = _in_words(language, deck, forms)
    columns = [_column(language, deck, form, has_points, below) for form in forms]
    heads = [
        PrintedPart(" ".join(form_letter(deck, form)), (edition(deck, form),)) for form in forms
    ]
    width = math.ceil(len(forms) / math.ceil(len(forms) / _FORMS_IN_A_TABLE))
    tables = []
    for start in range(0, len(forms), width):
        rows = enumerate(zip(*columns[start:][:width], strict=True), 1)
        shown = tuple(GridRow(place, tuple(map(line, cells))) for place, cells in rows)
        tables.append(GridTable(tuple(heads[start:][:width]), shown))
    return Sheet(
        name=f"{about.name}-{first.quiz}-grid",
        template="grid",
        properties=properties_of(about, title),
        content=AnswerGrid(
            SheetHead(line(title), summary),
            language.say("print.question"),
            tuple(tables),
            tuple(below.values()),
        ),
        contains=f"answers of {_listed(forms)} in a table",
        advice="For the teacher only: what to lay beside the papers when marking.",
        layout=first.layout,
    )


def _in_words(
    language: Language, deck: CompiledDeck, forms: Sequence[Form]
) -> Mapping[str, PrintedPart]:
    """The answers that are too long for a table, by their items, with signs to find them by."""
    asked = dict.fromkeys(placed.item for form in forms for placed in form.placed)
    items = (deck.by_id[each] for each in asked)
    long = [
        item
        for item in items
        if isinstance(item.response, TextEntry | Numeric | Gaps)
        and len(in_short(language, item, ())) > _SHORT
    ]
    return {
        item.id: PrintedPart(f"→{number}", in_words(language, item, ()))
        for number, item in enumerate(long, 1)
    }


def _listed(forms: Sequence[Form]) -> str:
    letters = [form.letter for form in forms]
    if len(letters) == 1:
        return f"form {letters[0]}"
    if len(letters) > _FORMS_IN_A_TABLE:
        return f"forms {letters[0]} to {letters[-1]}"
    return f"forms {', '.join(letters)}"


def _column(
    language: Language,
    deck: CompiledDeck,
    form: Form,
    has_points: bool,
    below: Mapping[str, PrintedPart],
) -> list[str]:
    cells = []
    for placed in form.placed:
        item = deck.by_id[placed.item]
        answer = in_short(language, item, placed.order)
        answer = below[item.id].label if item.id in below else answer
        points = f" ({number(language, placed.points)})" if has_points else ""
        cells.append(answer + points)
    return cells
