"""Any common verb of saying says that something was said; what is none does not."""

from __future__ import annotations

import json

import pytest
from making import try_deck

from quizgen.quiz.languages import load_language

SOURCE = """\
Anna Berg said that trade needs peace.
"""
BODY = """
speakers: {anna: {name: NAME, forms: {gen: GEN}}}
claims: {a: {speaker: anna, quote: trade needs peace}}
questions: {q: {kind: short, claim: a, stem: STEM, key: peace}}
"""
NAMES = {
    "en": ("Anna Berg", "Anna Berg"),
    "ru": ("Анна Белова", "Анны Беловой"),
    "kk": ("Анна Берг", "Анна Бергтің"),
}


def found(stem: str, language: str = "en") -> list[str]:
    head = f"""\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
language: {language}
source: {{file: text.txt, as: the report, language: en}}
"""
    name, form = NAMES[language]
    body = BODY.replace("NAME", name).replace("GEN", form)
    made = try_deck(body.replace("STEM", json.dumps(stem, ensure_ascii=False)), SOURCE, head)
    return made.codes


ENGLISH = """
acknowledged added admitted advised affirmed alleged announced answered argued asked asserted
assured claimed commented complained conceded concluded confirmed contended declared denied
disclosed emphasized exclaimed explained hinted implied informed inquired insisted mentioned
muttered noted objected observed pledged predicted proclaimed promised proposed recalled
recommended remarked reminded repeated replied reported responded retorted revealed said
shouted stated stressed suggested testified told urged vowed warned whispered wrote
"""
RUSSIAN = (
    "написала спросила ответила утверждает утверждала объявила напомнила считает "
    "шутит жалуется вспоминает критикует прибавила поделилась посетовала резюмировала"
)
KAZAKH = "жазды сұрады жариялады мойындады жазған әзілдеді болжайды дауыстады қуаттады"


@pytest.mark.parametrize("verb", ENGLISH.split())
def test_a_verb_of_saying_behind_the_name_is_enough(verb: str) -> None:
    assert found(f"Anna Berg {verb} that trade needs what?") == []


@pytest.mark.parametrize("verb", ["claims", "states", "reports", "notes", "writes", "argues"])
def test_so_is_one_in_the_present(verb: str) -> None:
    assert found(f"What does trade need, as Anna Berg {verb}?") == []


@pytest.mark.parametrize(
    "stem",
    [
        "What, in Anna Berg’s words, does trade need?",
        "In Anna Berg's opinion, what does trade need?",
        "What is Anna Berg’s answer to what trade needs?",
        "What has Anna Berg been saying that trade needs?",
    ],
)
def test_her_words_are_hers(stem: str) -> None:
    assert found(stem) == []


@pytest.mark.parametrize(
    "verb",
    ["wonder", "plead", "think", "write", "ask", "answer", "claim", "declare", "reply", "insist"],
)
def test_so_is_one_beside_did(verb: str) -> None:
    assert found(f"What did Anna Berg {verb} that trade needs?") == []


@pytest.mark.parametrize(
    "stem",
    [
        "What do the claims on Anna Berg need?",  # nouns
        "How does trade meet the demand at Anna Berg’s market?",
        "Which reports does Anna Berg need?",
        "What does trade need in the answer to Anna Berg?",
        "What has Anna Berg needed?",  # no verb of saying
        "What does trade need where Anna Berg lives?",
        "What will Anna Berg’s volunteers need?",
        "What do the words on Anna Berg need?",
        "What does Anna Berg’s opinionated market need?",
        "Which condemned market does Anna Berg need?",
        "What does the continued trade of Anna Berg need?",
    ],
)
def test_other_words_are_not(stem: str) -> None:
    assert found(stem) == ["unattributed"]


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        *(("ru", f"Анна Белова {each}, что торговле нужно что?") for each in RUSSIAN.split()),
        *(("kk", f"Анна Берг саудаға не керек деп {each}?") for each in KAZAKH.split()),
        ("kk", "Анна Берг саудаға не керек деп жауап берді?"),
    ],
)
def test_verbs_of_other_languages(language: str, stem: str) -> None:
    assert found(stem, language) == []


@pytest.mark.parametrize(
    ("language", "stem"),
    [("ru", "Что купила Анна Белова?"), ("kk", "Анна Берг не сатып алды?")],
)
def test_other_words_of_other_languages(language: str, stem: str) -> None:
    assert found(stem, language) == ["unattributed"]


def test_the_hint_says_where_all_of_them_stand() -> None:
    head = "What does Anna Berg need?"
    body = BODY.replace("NAME", "Anna Berg").replace("GEN", "of hers")
    (problem,) = try_deck(body.replace("STEM", json.dumps(head)), SOURCE).problems
    assert "quizgen explain verbs-en" in problem.hint


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_no_word_stands_in_two_lists(code: str) -> None:
    language = load_language(code)
    assert not set(language.attributing) & set(language.after_name)
    assert not set(language.base_forms) & set(language.after_name)
