"""Marking in languages of which only months, articles and the like are known."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.grade.marking_language import load_marking_language
from quizgen.quiz.responses import Gap, Gaps, Match, Strict, TextEntry

FEW = ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "uk", "tr")
DATES = [
    ("de", "3. Oktober 1990", "3.10.1990"),
    ("de", "3. Oktober 1990", "3. Okt. 1990"),
    ("de", "am 1. März 1990", "1. Mär. 1990"),
    ("fr", "1er août 1990", "1 aout 1990"),
    ("fr", "14 février 1990", "14 févr. 1990"),
    ("es", "3 de octubre de 1990", "3/10/1990"),
    ("pt", "3 de outubro de 1990", "3 out. 1990"),
    ("it", "1º ottobre 1990", "1° ott. 1990"),
    ("nl", "3 maart 1990", "3 mrt. 1990"),
    ("pl", "3 października 1990 r.", "3 paź 1990"),
    ("uk", "3 жовтня 1990 року", "03.10.1990"),
    ("tr", "3 Ağustos 1990", "3 ağu 1990"),
    ("ru", "17 октября 2024", "17 окт. 2024"),
    ("kk", "17 қазан", "17 қаз."),
    ("de-AT", "3. Jänner 1990", "3.1.1990"),
]
SAME = [
    ("de", "die Bundesrepublik", "Bundesrepublik"),
    ("de", "Bundesrepublik", "die Bundesrepublik"),
    ("de", "Köln", "Koeln"),
    ("de", "Österreich", "Oesterreich"),
    ("de", "Köln", "Koln"),
    ("da", "Ålborg", "Aalborg"),
    ("fr", "l’Europe", "Europe"),
    ("fr", "Europe", "l'Europe"),
    ("fr", "les Lumières", "lumieres"),
    ("it", "l'Italia", "Italia"),
    ("es", "la Unión Europea", "union europea"),
    ("pt", "o Brasil", "Brasil"),
    ("nl", "de Nederlandse Bank", "Nederlandse bank"),
]


def marked(language: str, key: TextEntry, typed: str) -> tuple[str, str]:
    verdict = grade(key, Typed((typed,)), compile_lexicon(language, [key], ()))
    return str(verdict.mark), str(verdict.reason)


@pytest.mark.parametrize(("language", "key", "typed"), DATES)
def test_months_are_known(language: str, key: str, typed: str) -> None:
    assert marked(language, TextEntry(key, match=Match.DATE), typed) == ("correct", "")


@pytest.mark.parametrize(("language", "key", "typed"), [
    ("de", "3. Oktober 1990", "10.3.1990"), ("de", "3. Oktober 1990", "3. Nov. 1990"),
    ("ru", "17 октября 2024", "17 нояб. 2024"), ("kk", "17 қазан", "17 қар."),
])  # fmt: skip
def test_another_day_or_month_is_wrong(language: str, key: str, typed: str) -> None:
    assert marked(language, TextEntry(key, match=Match.DATE), typed)[0] == "wrong"


@pytest.mark.parametrize("language", FEW)
def test_each_language_has_twelve_months(language: str) -> None:
    assert set(load_marking_language(language).calendar.months.values()) == set(range(1, 13))


@pytest.mark.parametrize(("language", "key", "typed"), SAME)
def test_articles_and_letters_that_a_keyboard_lacks(language: str, key: str, typed: str) -> None:
    assert marked(language, TextEntry(key), typed) == ("correct", "")


def test_another_article_is_another_form() -> None:
    assert marked("de", TextEntry("die Bundesrepublik"), "das Bundesrepublik") == ("close", "form")
    assert marked("en", TextEntry("a republic"), "the republic") == ("correct", "")


def test_a_respelled_variant_is_still_a_variant_and_accents_can_be_asked_for() -> None:
    assert marked("de", TextEntry("Domstadt", ("Köln",)), "Koeln") == ("correct", "variant")
    strict = TextEntry("Köln", strict=(Strict.ACCENTS,))
    assert marked("de", strict, "Koeln")[0] == "wrong"


@pytest.mark.parametrize(("language", "line"), [
    ("kk", "Абай мен Шоқан"), ("kk", "Абай және Шоқан"), ("de", "Abai und Schokan"),
    ("es", "Abai y Schokan"), ("uk", "Абай та Шоқан"),
])  # fmt: skip
def test_a_list_in_one_line_with_the_words_for_and(language: str, line: str) -> None:
    first, _, second = line.split()
    gaps = Gaps((Gap(first), Gap(second)), is_ordered=False)
    assert grade(gaps, Typed((line,)), compile_lexicon(language, [gaps], ())).is_right


CONTRARY = [
    ("de", "unmöglich", "möglich"),
    ("de", "möglich", "unmöglich"),
    ("fr", "impossible", "possible"),
    ("es", "desigual", "igual"),
    ("it", "incapace", "capace"),
    ("pt", "injusto", "justo"),
    ("nl", "onmogelijk", "mogelijk"),
    ("sv", "omöjlig", "möjlig"),
    ("da", "ulykke", "lykke"),
    ("nb", "umulig", "mulig"),
    ("pl", "niezależny", "zależny"),
    ("uk", "неможливо", "можливо"),
    ("tr", "anlamsız", "anlamlı"),
]


@pytest.mark.parametrize(("code", "key", "typed"), CONTRARY)
def test_the_contrary_is_no_slip(code: str, key: str, typed: str) -> None:
    entry = TextEntry(key)
    lexicon = compile_lexicon(code, [entry], [])
    assert not grade(entry, Typed((typed,)), lexicon).is_right
    assert grade(entry, Typed((key[:-2] + key[-1],)), lexicon).is_right == (len(key) > 4)
