"""Headings of more languages and tools: each table is a choice keyed y, unless it says more."""

from __future__ import annotations

import pytest
from importing import read
from test_import_shapes import told

HEADINGS = [
    "Lp.;Pytanie;Odp. A;Odp. B;Prawidłowa odp.",
    "No;Kysymys;Vaihtoehto A;Vaihtoehto B;Oikea vastaus",
    "Nr;Fråga;Svarsalternativ 1;Svarsalternativ 2;Rätt svar",
    "Nr;Spørgsmål;Svarmulighed A;Svarmulighed B;Rigtigt svar",
    "Nr;Spørsmål;Alternativ A;Alternativ B;Riktig svar",
    "Nr;Ερώτηση;Α;Β;Σωστή απάντηση",
    "Nr;Въпрос;Отговор А;Отговор Б;Верен отговор",
    "Nr;Pitanje;Odgovor A;Odgovor B;Točan odgovor",
    "Nr;Питање;Одговор А;Одговор Б;Тачан одговор",
    "Sorszám;Kérdés;Válasz A;Válasz B;Helyes válasz",
    "Nr. crt;Întrebare;Varianta A;Varianta B;Răspuns corect",
    "Nomor;Pertanyaan;Pilihan A;Pilihan B;Kunci jawaban",
    "STT;Câu hỏi;Phương án A;Phương án B;Đáp án đúng",
]


@pytest.mark.parametrize("headings", HEADINGS, ids=lambda each: each.split(";")[1])
@pytest.mark.parametrize("key", ["own", "y"])
def test_headings_of_more_languages_are_known(headings: str, key: str) -> None:
    named = headings.split(";")[3] if key == "own" else key
    found, said = read("csv", f"{headings}\n1;Mi?;x;y;{named}\n2;Ki?;y;z;y\n")
    wanted = ["choice: Mi? = y / x", "choice: Ki? = y / z"]
    assert [told(each.kind, {**each.keys}) for each in found] == wanted
    assert said == []


@pytest.mark.parametrize(
    ("headings", "values"),
    [
        ("Prompt,Choice A,A correct?,Choice B,B correct?", "FALSE,TRUE"),
        ("Prompt,Option A,Is A correct,Option B,Is B correct", "no,yes"),
        ("Prompt,1,1 right,2,2 right", "0,1"),
    ],
)
def test_the_letter_may_stand_before_what_says_that_it_is_right(headings, values):
    no, yes = values.split(",")
    found, said = read("csv", f"{headings}\nA?,x,{no},y,{yes}\n")
    assert [told(each.kind, {**each.keys}) for each in found] == ["choice: A? = y / x"]
    assert said == []


def test_an_example_explains_a_card() -> None:
    ((card,), said) = read("csv", "English,Español,Ejemplo\nbread,el pan,Compro pan.\n")
    assert told(card.kind, {**card.keys}) == "flashcard: bread = el pan; rationale Compro pan."
    assert said == []


@pytest.mark.parametrize("rule", ["|---|---|---|---|", "| :-- | --- | :-: | --: |"])
def test_a_table_in_markdown_has_a_rule(rule: str) -> None:
    text = f"| Question | A | B | Answer |\n{rule}\n| A? | x | y | B |\n| B? | - | -- | A |\n"
    found, said = read("csv", text)
    assert [each.keys["key"] for each in found] == ["y", "-"]
    assert said == []


UNKNOWN = "Küsimus;Valik A;Valik B;Õige vastus\n"


@pytest.mark.parametrize(("x", "y"), [("A", "B"), ("x", "y"), ("1", "2")])
def test_headings_that_nobody_knows_are_seen_by_the_rows_below(x: str, y: str) -> None:
    found, said = read("csv", f"{UNKNOWN}Mis?;x;y;{y}\nKes?;x;y;{x}\n")
    wanted = ["choice: Mis? = y / x", "choice: Kes? = x / y"]
    assert [told(each.kind, {**each.keys}) for each in found] == wanted
    assert said[0] == "1: apart from the first row, it is read as question, option, option, key"


def test_a_first_row_with_a_wrong_key_is_no_headings() -> None:
    found, said = read("csv", "A?;x;y;F\nB?;x;y;B\nC?;x;y;A\n")
    assert [each.keys["stem"] for each in found] == ["B?", "C?"]
    assert "1: the key “F” is not one of the options" in said


def test_a_row_alone_below_unknown_words_is_not_guessed() -> None:
    assert read("csv", "Küsimus;Valik A;Valik B;Vastus\n")[0] == []
