"""What decorates a right answer leaves it right: quotation marks, stops, emoji, an article."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Gap, Gaps, Match, Numeric, Response, TextEntry

ROUND = [
    "{}.",
    "{} …",
    "“{}”",
    '"{}"',
    "«{}»",
    "„{}“",
    "‘{}’",
    "({})",
    "{} 👍",
    "{}😀",
    "👍🏽 {}",
    "{} ❤️",
    "🇰🇿 {}",
]
TEXTS = [
    ("peace", Match.TEXT),
    ("the United Nations", Match.TEXT),
    ("Kassym-Jomart Tokayev", Match.NAME),
    ("O'Brien", Match.NAME),
    ("3 April 1991", Match.DATE),
    ("1939–1945", Match.DATE),
    ("x=-1", Match.TEXT),
    ("C++", Match.TEXT),
    ("AT&T", Match.TEXT),
    ("Q&A", Match.TEXT),
    ("f'", Match.TEXT),
    ("v1.10", Match.TEXT),
    ("7:30", Match.TEXT),
    ("$5m", Match.TEXT),
]
NUMBERS = [("12", ""), ("-5", ""), ("0.5", ""), ("-1,000", ""), ("12", "km"), ("40", "%")]


def is_right(response: Response, typed: str) -> bool:
    return grade(response, Typed((typed,)), compile_lexicon("en", [response], [])).is_right


@pytest.mark.parametrize("around", ROUND)
@pytest.mark.parametrize(("key", "match"), TEXTS, ids=[key for key, _ in TEXTS])
def test_a_decorated_text_is_right(key: str, match: Match, around: str) -> None:
    assert is_right(TextEntry(key, match=match), around.format(key))


@pytest.mark.parametrize("around", ROUND)
@pytest.mark.parametrize(("key", "unit"), NUMBERS)
def test_a_decorated_number_is_right(key: str, unit: str, around: str) -> None:
    numeric = Numeric(value=Decimal(key.replace(",", "")), shown=key, unit=unit)
    assert is_right(numeric, around.format(key))
    assert is_right(numeric, around.format(numeric.with_unit))


@pytest.mark.parametrize("key", ["$5m", "United Nations", "7:30", "A+"])
def test_an_article_is_no_part_of_an_answer(key: str) -> None:
    assert is_right(TextEntry(key), f"the {key}")


def test_each_of_a_list_may_be_decorated() -> None:
    both = Gaps((Gap("NATO"), Gap("the UN")), is_ordered=False)
    verdict = grade(both, Typed(("NATO 👍, “UN”",)), compile_lexicon("en", [both], []))
    assert verdict.is_right


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("😀", "👍"),
        ("♀", "♂"),
        ("I ❤️ NY", "I NY"),
        ("5", "“-5”"),
        ("-5", "“5”"),
        ("f'", "‘f’"),
        ("C", "C♯"),
        ("peace", "👎 peace"),
        ("peace", "pea😀ce"),
    ],
)
def test_what_the_key_itself_has_is_no_decoration(key: str, typed: str) -> None:
    numeric = Numeric(Decimal(key), key) if key.lstrip("-").isdigit() else TextEntry(key)
    assert not is_right(numeric, typed)
    assert is_right(numeric, key)
