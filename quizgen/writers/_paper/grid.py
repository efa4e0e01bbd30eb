"""The answers of all forms of a quiz side by side, for marking by hand.

Row n of the grid holds the right answer to question n of each form. Each form has its own order,
so the answers in one row belong to different items.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form
from quizgen.quiz.values import count, number
from quizgen.writers._paper.edition import edition
from quizgen.writers._paper.heading import form_letter, properties_of, titled
from quizgen.writers._paper.inline import line
from quizgen.writers._paper.printed_words import printed_language
from quizgen.writers._paper.records import (
    AnswerGrid,
    GridRow,
    GridTable,
    PrintedPart,
    Sheet,
    SheetHead,
)
from quizgen.writers._paper.right_answers import in_short

_FORMS_IN_A_TABLE = 8
_FEW_FORMS = 4  # more need the page turned on its side


def grid_sheet(deck: CompiledDeck, forms: Sequence[Form]) -> Sheet:
    """All `forms` belong to one quiz."""
    about, language, first = deck.about, printed_language(deck.about.language), forms[0]
    title = titled(deck, first, "grid")
    has_points = len({placed.points for form in forms for placed in form.placed}) > 1
    total = count(language, "points", first.points)
    summary = language.say("print.grid-points", points=total) if has_points else total
    columns = [_column(language, deck, form, has_points) for form in forms]
    heads = [
        PrintedPart(" ".join(form_letter(deck, form)), (edition(deck, form),)) for form in forms
    ]
    tables = tuple(
        _table(heads[start:][:_FORMS_IN_A_TABLE], columns[start:][:_FORMS_IN_A_TABLE])
        for start in range(0, len(forms), _FORMS_IN_A_TABLE)
    )
    return Sheet(
        name=f"{about.name}-{first.quiz}-grid",
        template="grid",
        properties=properties_of(about, title),
        content=AnswerGrid(
            SheetHead(line(title), summary),
            language.say("print.question"),
            tables,
            is_wide=len(forms) > _FEW_FORMS,
        ),
        contains=f"answers of {_listed(forms)} in a table",
        advice="For the teacher only: what to lay beside the papers when marking.",
        layout=first.layout,
    )


def _listed(forms: Sequence[Form]) -> str:
    letters = [form.letter for form in forms]
    if len(letters) == 1:
        return f"form {letters[0]}"
    if len(letters) > _FORMS_IN_A_TABLE:
        return f"forms {letters[0]} to {letters[-1]}"
    return f"forms {', '.join(letters)}"


def _table(heads: Sequence[PrintedPart], columns: Sequence[list[str]]) -> GridTable:
    rows = (
        GridRow(place, tuple(map(line, cells)))
        for place, cells in enumerate(zip(*columns, strict=True), 1)
    )
    return GridTable(tuple(heads), tuple(rows))


def _column(language: Language, deck: CompiledDeck, form: Form, has_points: bool) -> list[str]:
    cells = []
    for placed in form.placed:
        answer = in_short(language, deck.by_id[placed.item], placed.order)
        points = f" ({number(language, placed.points)})" if has_points else ""
        cells.append(answer + points)
    return cells
