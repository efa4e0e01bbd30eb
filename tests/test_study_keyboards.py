"""An answer typed while the keyboard is set to another alphabet is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from studying import deck, item, log, rich, run_here, words

from quizgen.quiz.responses import Choice, Gap, Gaps, Open, Option, Response, TextEntry

FOUR = Choice(
    (Option(rich("EU")), Option(rich("UN"), is_key=True), Option(rich("NATO")), Option(rich("AU"))),
    is_fixed=True,
)

AGAIN = {
    "en": "The keyboard seems to be set to another alphabet.",
    "ru": "Похоже, включена другая раскладка клавиатуры.",
    "kk": "Пернетақта басқа әліпбиге қосылған сияқты.",
}


def held(folder: Path, response: Response, typed: str, language: str) -> str:
    asked = item("q", rich("Stem?"), response)
    run = run_here(folder, deck(folder, asked, language=language), typed)
    assert run.returncode in (0, 2), run.stderr
    return words(run.stdout)


@pytest.mark.parametrize(
    ("language", "key", "typed"),
    [
        ("ru", "привет", "ghbdtn"),
        ("ru", "извержение вулкана", "bpdth;tybt dekrfyf"),
        ("ru", "Эльбрус", "'km,hec"),
        ("kk", "қаңтар", "0f4nfh"),
        ("en", "desert", "вуыуке"),
    ],
)
def test_it_is_asked_again(tmp_path: Path, language: str, key: str, typed: str) -> None:
    assert AGAIN[language] in held(tmp_path, TextEntry(key), f"{typed}\n", language)
    assert log(tmp_path) == []
    gaps = Gaps((Gap(key), Gap("1")))
    assert AGAIN[language] in held(tmp_path, gaps, f"{typed}\n", language)


@pytest.mark.parametrize(
    ("key", "typed"), [("Волга", "Volga"), ("ghbdtn", "ghbdtn"), ("1991", "1991"), ("Волга", "Ob")]
)
def test_another_alphabet_is_not_always_a_slip(tmp_path: Path, key: str, typed: str) -> None:
    assert AGAIN["ru"] not in held(tmp_path, TextEntry(key), f"{typed}\n", "ru")
    assert len(log(tmp_path)) == 1


def test_a_learner_s_own_words_are_taken_as_they_are(tmp_path: Path) -> None:
    assert AGAIN["ru"] not in held(tmp_path, Open(rich("привет")), "ghbdtn\nу\n", "ru")


# --- True or false, where words are missing ------------------------------------------------

WORDS = {
    "en": "Words are asked for here, not whether something is true.",
    "ru": "Здесь нужны слова",
}


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "true"), ("en", " False "), ("en", "t"), ("ru", "верно"), ("ru", "true")],
)
@pytest.mark.parametrize("response", [TextEntry("UN"), Gaps((Gap("UN"), Gap("EU")))])
def test_whether_it_is_true_was_not_asked(
    tmp_path: Path, response: Response, language: str, typed: str
) -> None:
    assert WORDS[language] in held(tmp_path, response, f"{typed}\n", language)
    assert log(tmp_path) == []


@pytest.mark.parametrize(
    ("key", "typed", "mark"),
    [("true", "true", "correct"), ("true", "false", "wrong"), ("T", "f", "wrong"),
     ("UN", "truth", "wrong")],
)  # fmt: skip
def test_where_it_can_be_the_answer_it_is_marked(
    tmp_path: Path, key: str, typed: str, mark: str
) -> None:
    held(tmp_path, TextEntry(key), f"{typed}\n", "en")
    assert [entry[2] for entry in log(tmp_path)] == [mark]


# --- Options -------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["В", "и", "ТФЕЩ", "Ф)"])
def test_a_letter_of_the_other_alphabet_is_asked_again(tmp_path: Path, typed: str) -> None:
    assert AGAIN["en"] in held(tmp_path, FOUR, f"{typed}\n", "en")
    assert log(tmp_path) == []


@pytest.mark.parametrize("typed", ["ж", "5", "so", "э"])
def test_what_is_no_option_on_any_keyboard_is_explained(tmp_path: Path, typed: str) -> None:
    said = held(tmp_path, FOUR, f"{typed}\n", "en")
    assert AGAIN["en"] not in said
    assert said.count("Type a number from 1 to 4, or a letter.") == 2


@pytest.mark.parametrize("typed", ["(b)", "[b]", "b!", "#2", "№2", "(2)"])
def test_signs_around_a_letter_or_number_do_not_matter(tmp_path: Path, typed: str) -> None:
    held(tmp_path, FOUR, f"{typed}\n", "en")
    assert [mark for _, _, mark in log(tmp_path)] == ["correct"]
