"""Marking of signs, digits and letters that look alike: what means something is never dropped."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, Numeric, TextEntry


def is_right(key: str, typed: str, language: str = "en", match: Match = Match.TEXT) -> bool:
    entry = TextEntry(key, match=match)
    return grade(entry, Typed((typed,)), compile_lexicon(language, [entry], ())).is_right


DROPPED = [
    ("x=-1", "x=1"),
    ("10^-3", "10^3"),
    ("10⁻³", "10³"),
    ("10⁻³", "10^3"),
    ("A-", "A"),
    ("A+", "A"),
    ("!=0", "=0"),
    ("≠ 0", "= 0"),
    ("n!", "n"),
    ("5!", "5"),
    ("n! ways", "n ways"),
    ("f'", "f"),
    ("f''", "f'"),
    ("f'(x)", "f(x)"),
    ("v1.10", "v1.1"),
    ("Python 3.10", "Python 3.1"),
    ("version 3.10", "version 3.1"),
    ("007", "7"),
    ("p < .05", "p < 5"),
    ("p < 0.05", "p < 05"),
    ("-x", "x"),
    ("n-1", "n1"),
    ("a-b", "ab"),
    ("m/s", "ms"),
    ("Cl-", "Cl"),
    ("SO4-", "SO4"),
    ("Ca2+", "Ca2"),
    ("__init__", "init"),
    (r"\d+", "d+"),
    ("ls -l", "ls l"),
    ("git log --all", "git log all"),
    ("a ∈ B", "a B"),
    ("3 × 4", "3 4"),
    ("a|b", "ab"),
    ("x ≤ 3", "x < 3"),
    ("C++", "C"),
    ("5-7", "57"),
    ("1939-1945", "19391945"),
    ("01-12-1991", "11-2-1991"),
    ("C♯", "C"),
    ("C", "C♯"),
    ("B♭ major", "B major"),
    ("♀", "♂"),
    ("A♠", "A♥"),
    ("¬p", "p"),
    ("never", "ever"),
    ("10 to 20", "1020"),
    ("10 to 20", "to 20"),
    ("from 10", "10 to 20"),
    ("never again", "ever again"),
    ("neither of them", "either of them"),
]
KEPT = [
    ("10–20", "10 to 20"),
    ("10–20", "from 10 to 20"),
    ("5 to 7 years", "5–7 years"),
    ("1939–1945", "1939 to 1945"),
    ("x=-1", "x = -1"),
    ("10^-3", "10⁻³"),
    ("10^-3", "10 ^ −3"),
    ("!=0", "≠ 0"),
    ("x >= 3", "x ≥ 3"),
    ("3 × 4", "3*4"),
    ("A → B", "A -> B"),
    ("0.5", ".5"),
    ("p < .05", "p<0.05"),
    ("f'", "f′"),
    ("f", "'f'"),
    ("n!", "n !".replace(" ", "")),
    ("Plan A", "plan A!"),
    ("Vitamin C", "“vitamin C!”"),
    ("1991", "1991!"),
    ("COVID-19", "covid19"),
    ("C14", "c-14"),
    ("T-shirt", "t shirt"),
    ("and/or", "and or"),
    ("pre- and post-war", "pre and post-war"),
    ("re-", "re"),
    ("-ing", "ing"),
    ("north-west", "north_west"),
    ("$3.50", "$3.5"),
    ("3.50 dollars", "3.5 dollars"),
    ("Apollo 11", "Apollo eleven"),
    ("09:30", "9:30"),
    ("020-6921-4236", "02069214236"),
    ("020-6921-4236", "020 6921 4236"),
    ("+44 20 6921 4236", "+442069214236"),
    ("978-3-16-148410-0", "9783161484100"),
    ("¡Basta ya!", "Basta ya"),
    ("Basta ya", "¡Basta ya!"),
    ("¿Qué?", "que"),
    ("a third", "1/3"),
    ("a third", "one third"),
    ("one third", "a third"),
    ("a quarter", "1/4"),
    ("a quarter", "quarter"),
    ("a third of them", "1/3 of them"),
    ("a third party", "third party"),
    ("an eighth", "⅛"),
    ("half", "1/2"),
    ("one and a half", "1.5"),
]
LETTERS = [
    ("ru", "XX век", "ХХ век"),
    ("ru", "ХХ век", "XX век"),
    ("ru", "XXI век", "ХХI век"),
    ("ru", "XIX век", "19 век"),
    ("ru", "треть", "1/3"),
    ("ru", "треть", "одна треть"),
    ("kk", "Астана", "Acтaнa"),
    ("ru", "Астана", "Aстана"),
    ("kk", "Құнанбаев", "Құнанбaeв"),
    ("en", "Boston", "Вoston"),
    ("ar", "أحمد", "احمد"),
    ("ar", "إسلام", "اسلام"),
    ("ar", "مصطفى", "مصطفي"),
    ("fa", "کتاب", "كتاب"),
]

# A vowel sign ends no word: what stands after it is read as after a letter.
AFTER_A_MARK = [
    ("नीति 5", "नीति-5"),  # a hyphen, no minus
    ("नीति 5", "नीति.5"),  # a full stop, no decimal point
    ("नीति 5", "नीति_5"),
    ("की सड़क", "की-सड़क"),
    ("राष्ट्रपति", "राष्ट्रपति!"),
]


@pytest.mark.parametrize(("key", "typed"), AFTER_A_MARK)
def test_a_sign_after_a_vowel_sign_is_read_as_after_a_letter(key: str, typed: str) -> None:
    assert is_right(key, typed, "hi")


def test_a_version_after_a_vowel_sign_keeps_its_zero() -> None:
    assert not is_right("प्रति 3.10", "प्रति 3.1", "hi")
    assert is_right("प्रति 3.10", "प्रति-3.10", "hi")


def test_digits_after_a_vowel_sign_belong_to_the_unit() -> None:
    area = Numeric(Decimal(5), "5", unit="मी²")
    assert grade(area, Typed(("5.0 मी²",)), compile_lexicon("hi", (), ())).is_right


def test_a_known_word_is_whole_with_its_vowel_signs() -> None:
    lexicon = compile_lexicon("hi", (), ["दिल्ली भारत की राजधानी है।"])
    assert "राजधानी" in lexicon.words
    assert "ध" not in lexicon.words


@pytest.mark.parametrize(("one", "other"), DROPPED)
def test_what_means_something_is_never_dropped(one: str, other: str) -> None:
    assert not is_right(one, other)
    assert not is_right(other, one)
    assert is_right(one, one)


@pytest.mark.parametrize(("key", "typed"), KEPT)
def test_the_same_in_other_signs_is_right(key: str, typed: str) -> None:
    assert is_right(key, typed)


@pytest.mark.parametrize(("language", "key", "typed"), LETTERS)
def test_letters_that_look_alike_or_are_written_in_two_ways(
    language: str, key: str, typed: str
) -> None:
    assert is_right(key, typed, language)
