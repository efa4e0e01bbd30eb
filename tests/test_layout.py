"""What the choices of a layout come to on paper."""

from __future__ import annotations

import pytest
from making import make_deck

from quizgen.compiling.assemble import assemble
from quizgen.quiz.layout import Layout, Paper, Printing, Style


@pytest.mark.parametrize(
    ("layout", "points"),
    [
        (Layout(), 10.5),
        (Layout(half_sheet=True), 9),
        (Layout(half_sheet=True, style=Style.DYSLEXIA), 13),
        (Layout(half_sheet=True, style=Style.LARGE_PRINT), 18),
        (Layout(half_sheet=True, size=12), 12),
        (Layout(style=Style.LARGE_PRINT, size=24), 24),
    ],
)
def test_type_is_small_on_half_sheets_unless_the_reader_needs_it_large(
    layout: Layout, points: float
) -> None:
    assert layout.points == points


@pytest.mark.parametrize(
    ("quiz", "asked", "points"),
    [
        ("size: 10", {"style": Style.LARGE_PRINT}, 18),
        ("size: 10", {"style": Style.DYSLEXIA}, 13),
        ("size: 10", {"style": Style.LARGE_PRINT, "size": 24}, 24),
        ("size: 10", {"size": 12}, 12),
        ("style: large-print", {"size": 24}, 24),
        ("style: large-print, size: 20", {}, 20),
        ("columns: 2", {}, 9),
        ("style: dyslexia", {}, 13),
    ],
)
def test_a_style_brings_its_own_size(quiz: str, asked: dict[str, object], points: float) -> None:
    """A teacher who prints one paper in large type must not get the deck's usual one."""
    made = make_deck(
        "questions: {q: {kind: short, stem: Which?, key: ape, source: none}}\nlayout: {size: 9}\n"
        f"quizzes: {{z: {{title: Z, sections: [{{draw: 1}}], layout: {{{quiz}}}}}}}\n"
    )
    assert made.deck is not None
    (form,), _ = assemble(made.deck, made.expansion, Printing(layout=asked))
    assert form.layout.points == points


def test_large_print_has_one_column() -> None:
    assert Layout(columns=2).text_columns == 2
    assert Layout(columns=2, style=Style.DYSLEXIA).text_columns == 2
    assert Layout(columns=2, style=Style.LARGE_PRINT).text_columns == 1


def test_a_half_sheet_is_half_of_the_sheet_turned() -> None:
    assert Layout(paper=Paper.A4).page == (210, 297)
    assert Layout(paper=Paper.A4, half_sheet=True).page == (148.5, 210)
    assert Layout(paper=Paper.A4, half_sheet=True).sheet == (210, 297)
