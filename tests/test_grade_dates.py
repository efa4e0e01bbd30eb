"""Dates with two digits for the year, and in scripts that name each number."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Mark, Reason, Typed
from quizgen.grade.lexicon import EMPTY, compile_lexicon
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


@pytest.mark.parametrize(
    ("code", "key", "typed", "is_right"),
    [
        ("ja", "1990年10月3日", "1990-10-03", True),
        ("zh", "1990年10月3日", "1990 年 10 月 3 号", True),
        ("zh", "1990/10/3", "１９９０年１０月３日", True),
        ("ko", "1990년 10월 3일", "1990.10.3", True),
        ("ja", "1990年10月", "1990年10月3日", True),  # more precise
        ("ja", "1990年", "1990", True),
        ("ja", "1990年10月3日", "1990年10月4日", False),
        ("ko", "1990년 10월", "1990년", False),
        ("ja", "1990年10月3日", "1990年13月3日", False),
    ],
)
def test_a_sign_after_each_number_says_what_it_counts(
    code: str, key: str, typed: str, is_right: bool
) -> None:
    entry = TextEntry(key, match=Match.DATE)
    lexicon = compile_lexicon(code, [entry], [])
    assert grade(entry, Typed((typed,)), lexicon).is_right == is_right


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("16 желтоқсаны", Mark.CORRECT),  # the name of the month with an ending
        ("16 желтоксан", Mark.CLOSE),
        ("16 қарашасы", Mark.WRONG),
    ],
)
def test_the_ending_of_a_month_is_no_slip(typed: str, mark: Mark) -> None:
    entry = TextEntry("16 желтоқсан", match=Match.DATE)
    assert grade(entry, Typed((typed,)), compile_lexicon("kk", [entry], ())).mark is mark
