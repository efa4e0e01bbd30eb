"""Which language a deck is said to be in: as the headings, the letters or the words say."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import read

from quizgen.__main__ import cli

ASKED = {
    "en": ["Which river flows through the town?", "Who is the mayor of Lind?"],
    "de": ["Welcher Fluss fließt durch die Stadt?", "Wer ist der Bürgermeister von Lind?"],
    "es": ["¿Qué río pasa por la ciudad?", "¿Quién es el alcalde y cómo se llama?"],
    "fr": ["Quel fleuve traverse la ville ?", "Qui est le maire et où sont les ponts ?"],
    "it": ["Quale fiume attraversa la città?", "Chi è il sindaco e quanti sono i ponti?"],
    "pt": ["Qual rio passa pela cidade?", "Quem é o prefeito da cidade e onde são os lagos?"],
    "nl": ["Welke rivier stroomt door de stad?", "Wie is de burgemeester van het dorp?"],
    "sv": ["Vilken flod rinner genom staden?", "Vem är borgmästare och hur många broar är det?"],
    "pl": ["Jaka rzeka płynie przez miasto?", "Kto jest burmistrzem i gdzie się urodził?"],
    "cs": ["Která řeka protéká městem?", "Kdo je starostou a kde je most?"],
    "tr": ["Hangi nehir şehirden geçer?", "Bu kim ve nerede doğdu?"],
    "ru": ["Какая река течёт через город?", "Кто это и где он родился?"],
    "uk": ["Яка річка тече через місто?", "Хто це і де він народився?"],
    "kk": ["Қала арқылы қандай өзен ағады?", "Бұл кім және ол қайда туған?"],
    "da": ["Hvilken flod løber gennem byen?", "Hvad hedder borgmesteren?"],
    "fi": ["Mikä joki virtaa kaupungin läpi?", "Kuka on pormestari?"],
    "et": ["Mis jõgi voolab läbi linna?", "Kes on linnapea?"],
    "lt": ["Kokia upė teka per miestą?", "Kas yra meras?"],
    "lv": ["Kura upe tek cauri pilsētai?", "Kurš ir mērs?"],
    "bg": ["Коя река тече през града?", "Кой е кметът на града?"],
    "sr": ["Која река протиче кроз град?", "Ко је градоначелник?"],
    "el": ["Ποιος ποταμός διασχίζει την πόλη;"],
    "ar": ["ما النهر الذي يمر بالمدينة؟", "من هو رئيس البلدية؟"],
    "fa": ["کدام رود از شهر می‌گذرد؟", "شهردار کیست؟"],
    "hi": ["शहर से कौन सी नदी बहती है?", "महापौर कौन है?"],
    "he": ["איזה נהר זורם בעיר?"],
    "zh": ["哪条河流经这座城市？"],
    "ja": ["この町を流れる川はどれですか。"],
    "ko": ["어느 강이 도시를 지나갑니까?"],
    "th": ["แม่น้ำสายใดไหลผ่านเมือง"],
}


@pytest.fixture
def folder(tmp_path, enter) -> Path:
    enter(tmp_path)
    return tmp_path


def imported(folder: Path, table: str, *options: str) -> tuple[str, str]:
    """The language of the deck, and what was said."""
    (folder / "q.csv").write_text(table, "utf-8")
    said = CliRunner().invoke(cli, ["import", "q.csv", *options], catch_exceptions=False)
    assert said.exit_code == 0, said.output
    deck = (folder / "decks/q.yaml").read_text("utf-8")
    return deck.partition("\nlanguage: ")[2].partition("\n")[0], said.stdout


def table(stems: list[str], headings: str = "question,answer") -> str:
    return "\n".join([headings, *(f'"{stem}",x' for stem in stems)])


@pytest.mark.parametrize("tag", ASKED)
def test_the_language_is_told_by_the_words_of_the_questions(folder, tag):
    found, said = imported(folder, table(ASKED[tag]))
    assert found == tag
    assert (f"takes their language to be `{tag}`; --language" in said) == (tag != "en")
    assert ("around the questions are English" in said) == (tag not in ("en", "kk", "ru"))


def test_a_language_that_is_named_is_not_guessed(folder):
    found, said = imported(folder, table(ASKED["de"], "Frage,Antwort"), "--language", "en")
    assert found == "en"
    assert "their language" not in said


@pytest.mark.parametrize(
    ("stems", "tag"),
    [
        (["1 + 1?", "2 + 2?"], "en"),
        (ASKED["de"] + ASKED["fr"], "en"),
        (["Largest sea?"], "en"),
        (["Столица Италии?"], "ru"),
        (["жылқы", "сүт"], "kk"),
        (["Які горад большы?"], "be"),
    ],
)
def test_what_nothing_shows_for_certain_is_said(folder, stems, tag):
    found, said = imported(folder, table(stems))
    assert found == tag
    taken = (
        f"quizgen takes their language to be `{tag}`, but is not certain; --language names another."
    )
    assert (taken in said) == (tag != "kk")


# --- Headings -------------------------------------------------------------------------------------

HEADED = [
    ("English,Español", "en"),
    ("Español,English", "es"),
    ("Deutsch,Englisch", "de"),
    ("Слово,Translation", "kk"),
    ("German word,English meaning", "de"),
    ("Ελληνικά,Αγγλικά", "el"),
    ("Русский,Қазақша", "ru"),
    ("Term (French),Definition (English)", "fr"),
]


@pytest.mark.parametrize(("headings", "tag"), HEADED)
def test_the_names_of_two_languages_are_headings(folder, headings, tag):
    text = f"{headings}\nсүт,молоко\nүй,дом\n"
    found, _ = read("csv", text)
    assert [(each.kind, each.keys["stem"]) for each in found] == [
        ("flashcard", "сүт"),
        ("flashcard", "үй"),
    ]
    assert imported(folder, text)[0] == tag


@pytest.mark.parametrize(
    "row", ["German,Deutsch", "Deutsch,немецкий", "French,Paris", "word,слово", "Frage,question"]
)
def test_a_card_that_names_a_language_is_no_heading(row):
    found, _ = read("csv", f"{row}\nRussian,русский\n")
    assert [each.keys["stem"] for each in found] == [row.partition(",")[0], "Russian"]


def test_a_third_language_is_named_as_not_known():
    found, said = read("csv", "English,French,Spanish\ndog,chien,perro\n")
    assert [each.keys for each in found] == [{"stem": "dog", "key": "chien"}]
    assert said == ["1: the column “Spanish” is not known"]


@pytest.mark.parametrize(
    ("headings", "stem", "tag"),
    [
        ("Frage,Antwort", "Größter See?", "de"),
        ("Frage,Antwort", "Where is the largest?", "en"),
        ("Вопрос,Ответ", "Столица Италии?", "ru"),
        ("Frage,Antwort", "Столица Италии?", "ru"),
        ("question,answer", "Столица Италии?", "ru"),
    ],
)
def test_the_words_of_headings_count_where_the_questions_tell_nothing(folder, headings, stem, tag):
    assert imported(folder, table([stem], headings))[0] == tag
