"""Options that speak of the others keep their place: “None of these” and “Both A and B”."""

from __future__ import annotations

import pytest
from importing import read

from quizgen.importers._referring import names_letters, stays_last


def imported(options: str, key: str) -> dict[str, object]:
    [one], _ = read("csv", f"question,A,B,C,D,answer\nWhich?,{options},{key}\n")
    return dict(one.keys)


@pytest.mark.parametrize(
    "option",
    [
        *(
            "All of the above",
            "none of these.",
            "Neither",
            "All of them are correct",
            "Both of these",
        ),
        *("Alle oben genannten", "Keine der Antworten ist richtig", "Weder noch"),
        *("Toutes les réponses ci-dessus", "Aucune de ces réponses", "Les deux"),
        *("Todas las anteriores", "Ninguna de las anteriores", "Nenhuma das alternativas acima"),
        *("Tutte le precedenti", "Geen van bovenstaande", "Inget av ovanstående"),
        *("Все вышеперечисленное", "Ни один из вариантов", "Нет правильного ответа"),
        *("Жодної правильної відповіді", "Жоғарыдағылардың бәрі", "Дұрыс жауап жоқ"),
        *("Wszystkie powyższe", "Žádná z uvedených možností", "Yukarıdakilerin hepsi", "以上都是"),
    ],
)
def test_an_option_about_all_others_stays_last(option):
    assert stays_last(option)
    assert imported(f"x,{option},y,z", "A")["distractors"][0] == {"text": option, "last": True}
    assert imported(f"x,{option},y,z", "B")["order"] == "key-last"


@pytest.mark.parametrize(
    "option",
    ["All of Spain", "None", "the above-ground line", "No", "all the answers he knew", "A"],
)
def test_another_option_is_mixed(option):
    assert not stays_last(option)
    assert not names_letters(option)
    assert "order" not in imported(f"x,{option},y,z", "B")


@pytest.mark.parametrize(
    "option",
    [
        *("Both A and B", "A and C", "only B", "A & D", "Neither A nor B", "Options 1 and 2"),
        *(
            "Sowohl A als auch B",
            "A y C son correctas",
            "A et B",
            "Только А и Б",
            "А және Б",
            "a)+b)",
        ),
        *("A and B only", "Both 1 and 3", "A e B", "A i C", "All of A and B"),
    ],
)
def test_an_option_that_names_letters_fixes_the_order(option):
    found = imported(f"x,y,{option},z", "C")
    assert names_letters(option)
    assert found["order"] == [3]
    assert imported(f"x,y,{option},z", '"A,B"')["order"] == [1, 2]


@pytest.mark.parametrize("option", ["A", "1 and 3", "B minor", "vitamin C", "I and III"])
def test_a_letter_or_number_alone_names_no_option(option):
    assert not names_letters(option)
