"""Numbers, dates, units and lists as people of each language write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Gap, Gaps, Numeric, Response, TextEntry


def number(value: str, unit: str = "", shown: str = "") -> Numeric:
    return Numeric(Decimal(value), shown or value, unit=unit)


def several(*answers: str) -> Gaps:
    return Gaps(tuple(map(Gap, answers)), is_ordered=False)


Wordings = tuple[Response, str, str, tuple[str, ...], tuple[str, ...]]
WORDINGS: dict[str, Wordings] = {
    "an age": (number("18", "years"), "en", "", ("at eighteen", "18 years old"), ("18 months",)),
    "a year in pairs": (
        number("1945"), "en", "", ("nineteen forty-five", "1945 AD"), ("nineteen fifty-four",),
    ),
    "degrees": (number("100", "°C"), "ru", "", ("при 100", "100 °С"), ("100 °F", "при 10")),
    "a case of zero": (number("0", "°C"), "kk", "", ("нөл градуста", "0 °С"), ("он градуста",)),
    "a case of nought": (number("0", "°C"), "ru", "", ("при нуле градусов",), ("при двух",)),
    "kilometres a second": (
        number("300000", "км/с"), "ru", "",
        ("триста тысяч километров в секунду",), ("триста тысяч километров в час",),
    ),
    "dotted thousands": (
        number("2.962", "m", "2.962 m"), "de", "", ("2962 Meter", "2 962 m"), ("2.692 m", "296 m"),
    ),
    "a short unit": (number("60", "मिनट"), "hi", "", ("60 मि.",), ("60 घं.",)),
    "short tens": (number("260"), "zh", "", ("二百六", "二百六十"), ("二百零六",)),
    "no short tens": (number("206"), "ja", "", ("二百六",), ("二百六十",)),
    "a century": (
        TextEntry("XIV век"), "ru", "", ("в четырнадцатом веке",), ("в пятнадцатом веке",),
    ),
    "a day in words": (
        TextEntry("25 December"), "en", "",
        ("the twenty-fifth of December",), ("the twenty-sixth of December",),
    ),
    "a Roman month": (TextEntry("11 listopada"), "pl", "", ("11 XI",), ("11 X",)),
    "a reign": (
        TextEntry("1945年8月6日"), "ja", "", ("昭和20年8月6日",),
        ("平成20年8月6日", "昭和21年8月6日"),
    ),
    "hyphens": (
        several("verde", "bianco", "rosso"), "it", "",
        ("verde-bianco-rosso", "rosso bianco e verde"), ("verde-bianco", "verde-bianco-blu"),
    ),
    "middle dots": (several("봄", "여름"), "ko", "", ("봄·여름",), ("봄·겨울",)),
    "without the noun": (
        several("Ұлы жүз", "Орта жүз"), "kk", "Қазақтың екі жүзін атаңыз.",
        ("Ұлы, Орта",), ("Ұлы, Кіші", "жүз, Орта"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("subject", WORDINGS)
def test_all_wordings_are_right_and_nothing_else(subject):
    wanted, language, stem, right, wrong = WORDINGS[subject]
    lexicon = compile_lexicon(language, [wanted], ())

    def is_right(typed: str) -> bool:
        return grade(wanted, Typed((typed,)), lexicon, stem).is_right

    assert [typed for typed in right if not is_right(typed)] == []
    assert [typed for typed in wrong if is_right(typed)] == []


@pytest.mark.parametrize(
    ("language", "key", "typed"),
    [
        ("uk", "Київ", "Киів"),
        ("hi", "नई दिल्ली", "नयी दिल्ली"),
        ("hi", "सफ़ेद", "सफेद"),
        ("ja", "コンピューター", "コンピュータ"),
        ("ko", "세종대왕", "세종데왕"),
        ("pt", "Dom Pedro I", "D. Pedro I"),
        ("kk", "Ахмет Байтұрсынұлы", "Ахмет Байтұрсынов"),
    ],
)
def test_both_spellings_are_right(language, key, typed):
    entry = TextEntry(key)
    lexicon = compile_lexicon(language, [entry], ())
    assert grade(entry, Typed((typed,)), lexicon).is_right


def test_two_words_that_sound_alike_are_two_in_a_short_word():
    entry = TextEntry("개")
    assert not grade(entry, Typed(("게",)), compile_lexicon("ko", [entry], ())).is_right
