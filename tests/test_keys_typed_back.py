"""What the program shows as the key is right when a learner types it back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from test_decks import DECKS, ROOT, compiled

from quizgen.grade.answer import Answer, Chosen, Mark, Matched, Ordered, Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain

UNITS = [
    "", "million", "million tenge", "thousand km²", "dozen", "half-hours", "%", "°C", "°", "$",
    "per 1,000 people", "CO2", "m3", "m/s", "hundred", "score", "first places", "minus signs",
]  # fmt: skip


def shown(item: Item) -> Iterator[Answer]:
    """Every way to give back the key as the self-test and the paper show it."""
    match item.response:
        case TextEntry(answer=answer, accepted=accepted):
            yield from (Typed((form,)) for form in (answer, *accepted))
        case Numeric() as numeric:
            yield from (Typed((numeric.shown,)), Typed((numeric.with_unit,)))
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            answers = tuple(gap.answer for gap in gaps)
            yield Typed(answers)
            if not is_ordered:
                yield from (Typed(answers[::-1]), Typed(("; ".join(answers),)))
        case Choice() as choice:
            yield Chosen(frozenset(choice.keys))
        case Matching(pairs=pairs) as matching:
            rights = [plain(right) for right in matching.rights]
            yield Matched(tuple(rights.index(plain(pair.right)) for pair in pairs))
        case Ordering(steps):
            yield Ordered(tuple(range(len(steps))))
        case Open():
            return  # its learner judges it


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_key_as_shown_is_right(path: Path) -> None:
    build = compiled(path).build
    assert build is not None
    about, items = build.about, build.deck.items
    responses = [item.response for item in items]
    prose = [text for source in about.sources for text in source.paragraphs]
    lexicon = compile_lexicon(about.language, responses, prose)
    given = [(item, answer) for item in items for answer in shown(item)]
    assert given
    missed = [
        f"{item.id}: {answer}"
        for item, answer in given
        if grade(item.response, answer, lexicon, plain(item.stem)).mark is not Mark.CORRECT
    ]
    assert missed == []


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("number", ["12", "-5", "1,500", "0.5", "2.50"])
def test_a_number_with_any_unit_is_right_as_shown(number: str, unit: str) -> None:
    numeric = Numeric(Decimal(number.replace(",", "")), number, unit=unit)
    lexicon = compile_lexicon("en", [numeric], ())
    for typed in (number, numeric.with_unit, f"  {numeric.with_unit}."):
        assert grade(numeric, Typed((typed,)), lexicon).mark is Mark.CORRECT, typed
