"""Years and decades that were typed with two digits."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Mark, Reason, Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, TextEntry


@pytest.mark.parametrize(
    ("typed", "mark", "reason"),
    [
        ("3.4.1991", Mark.CORRECT, Reason.NONE),
        ("3.4.91", Mark.CLOSE, Reason.DATE_ORDER),
        ("3.4.85", Mark.WRONG, Reason.DATE_DIFFERS),
        ("3.5.91", Mark.WRONG, Reason.DATE_DIFFERS),
    ],
)
def test_two_digits_are_the_last_of_the_year_that_is_asked_for(
    typed: str, mark: Mark, reason: Reason
) -> None:
    verdict = grade(TextEntry("3 April 1991", match=Match.DATE), Typed((typed,)), EMPTY)
    assert (verdict.mark, verdict.reason) == (mark, reason)


def test_a_decade_is_usually_written_with_two_digits() -> None:
    verdict = grade(TextEntry("1990s", match=Match.DATE), Typed(("the 90s",)), EMPTY)
    assert (verdict.mark, verdict.reason) == (Mark.CORRECT, Reason.NONE)
