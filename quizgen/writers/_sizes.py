"""In what type each sheet is set: learners get what they can read, teachers all on few pages."""

from __future__ import annotations

from dataclasses import replace

from quizgen.quiz.layout import Layout, Style
from quizgen.writers._sheet import Sheet

_FOR_TEACHERS = 9.5  # points


def layout_for(sheet: Sheet) -> Layout:
    layout = sheet.layout
    match sheet.template:
        case "quiz":
            return layout
        case "answer-sheet":
            return replace(layout, columns=1 if layout.half_sheet else 2, size=layout.points)
        case "feedback":
            whole = replace(layout, columns=1, half_sheet=False)
            is_standard = layout.style is Style.STANDARD
            return replace(whole, size=whole.points - 1 if is_standard else whole.points)
        case _:
            return Layout(layout.paper, size=_FOR_TEACHERS)
