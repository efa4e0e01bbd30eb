"""Answers to “who?”: a name with a title, without a first name, in another order, misspelt."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Gap, Gaps, TextEntry


def is_right(typed: str, key: str, stem: str, language: str, *rivals: str) -> bool:
    entry = TextEntry(key)
    lexicon = compile_lexicon(language, [entry, *map(TextEntry, rivals)], ())
    return grade(entry, Typed((typed,)), lexicon, stem).is_right


PERSONS = {
    ("en", "Who wrote “Emma”?", "Jane Austen"): (
        ("Austen", "Austen, Jane", "J. Austen", "Miss Austen", "It was Austen", "Jane Austin"),
        ("Jane", "E. Austen", "Jane Eyre", "Brontë", "not Austen", "Austen or Brontë"),
    ),
    ("en", "Which great Russian poet wrote it?", "Alexander Sergeyevich Pushkin"): (
        ("Pushkin", "Alexander Pushkin", "the poet Pushkin", "Pushkin wrote it"),
        ("Alexander", "Sergeyevich", "A. Blok"),
    ),
    ("en", "Who founded the Mongol Empire?", "Genghis Khan"): (("Genghis",), ("Khan",)),
    ("ru", "Кто изобрёл радио?", "Александр Попов"): (
        ("Попов", "Попов А. С.", "Попов Александр Степанович", "радио изобрёл Попов", "Поповым"),
        ("Александр", "Попович", "П. Попов"),
    ),
    ("ru", "Кто победил Наполеона?", "Артур Веллингтон"): (
        ("Наполеона победил Веллингтон", "герцог Веллингтон"),
        ("Наполеон победил Веллингтона",),
    ),
    ("kk", "«Қара сөздердің» авторы кім?", "Абай Құнанбайұлы"): (
        ("Абай", "ақын Абай", "Құнанбайұлы Абай", "Абай Құнанбаев"),
        ("Құнанбай", "Шәкәрім"),
    ),
    ("de", "Wer schrieb den „Faust“?", "Johann Wolfgang von Goethe"): (
        ("Göthe", "von Goethe", "J. W. v. Goethe", "Goethe hat ihn geschrieben"),
        ("Johann", "Wolfgang"),
    ),
    ("es", "¿Quién escribió el «Quijote»?", "Miguel de Cervantes"): (
        ("Miguel de Cervantes Saavedra", "lo escribió Cervantes"),
        ("Miguel", "Sancho Panza"),
    ),
    ("uk", "Хто написав «Кобзар»?", "Тарас Шевченко"): (
        ("Шевченко Т. Г.", "Тарас Григорович Шевченко", "поет Шевченко"),
        ("Тарас", "Тарас Бульба"),
    ),
    ("ja", "『羅生門』の作者は誰ですか。", "芥川龍之介"): (
        ("芥川", "芥川龍之介さん", "作家の芥川龍之介"),
        ("龍", "芥川ではない"),
    ),
    ("zh", "《静夜思》的作者是谁？", "李白"): (("唐代诗人李白", "李白写的"), ("不是诗人李白",)),
    ("ar", "من مؤلف الرواية؟", "نجيب محفوظ"): (
        ("الأديب نجيب محفوظ", "محفوظ"),
        ("نجيب", "طه حسين، وليس نجيب محفوظ"),
    ),
    ("hi", "उपन्यास के लेखक कौन हैं?", "मुंशी प्रेमचंद"): (("प्रेमचन्द", "प्रेमचंद जी"), ("मुंशी",)),
}  # fmt: skip


@pytest.mark.parametrize("question", PERSONS, ids=lambda each: each[2])
def test_persons_are_marked_as_names_where_the_question_asks_who(question):
    language, stem, key = question
    right, wrong = PERSONS[question]
    assert [typed for typed in right if not is_right(typed, key, stem, language)] == []
    assert [typed for typed in wrong if is_right(typed, key, stem, language)] == []


@pytest.mark.parametrize(
    ("stem", "key", "typed"),
    [
        ("Where is the Statue of Liberty?", "New York", "York"),
        ("Which country did those who left found?", "New Zealand", "Zealand"),
        ("Who launched the first satellite?", "Soviet Union", "Union"),
        ("Who reads the news?", "the news reader", "reader"),
        ("Who was Henry's first wife?", "Catherine of Aragon", "Aragon"),
        ("Who was called terrible?", "Ivan the Terrible", "Terrible"),
        ("Who was Marie Curie's husband?", "Pierre Curie", "Curie"),
    ],
)
def test_a_part_of_another_key_is_not_enough(stem, key, typed):
    assert not is_right(typed, key, stem, "en")


@pytest.mark.parametrize(
    ("typed", "key", "rival"),
    [
        ("Shelley", "Mary Shelley", "Percy Shelley"),
        ("Hofman", "Felicity Huffman", "Dustin Hoffman"),
        ("Adams", "John Adam", "Samuel Adams"),
    ],
)
def test_a_last_name_that_may_be_a_rivals_is_wrong(typed, key, rival):
    assert is_right(key, key, "Who was it?", "en", rival)
    assert not is_right(typed, key, "Who was it?", "en", rival)


def test_titles_in_a_list():
    gaps = Gaps((Gap("Керей"), Gap("Жәнібек")), is_ordered=False)
    lexicon = compile_lexicon("kk", [gaps], ())
    stem = "Қазақ хандығының негізін қалаған екі сұлтан кім?"
    assert grade(gaps, Typed(("Керей хан, Жәнібек хан",)), lexicon, stem).is_right
    assert not grade(gaps, Typed(("Керей хан, Қасым хан",)), lexicon, stem).is_right


QUESTIONS = {
    ("en", "What language is spoken in Brazil?", "Portuguese"): (
        ("They speak Portuguese there.", "Portuguese is spoken in Brazil", "obviously Portuguese"),
        ("Portuguese is not spoken in Brazil", "Spanish, not Portuguese"),
    ),
    ("en", "Which country has Vienna as its capital?", "Austria"): (
        ("Vienna is the capital of Austria", "Austria (in Europe)"),
        ("Vienna", "Austria or Hungary"),
    ),
    ("en", "Which metal was used in thermometers?", "mercury"): (
        ("mercury (Hg)", "mercury (a metal)"),
        ("mercury (or lead)", "mercury (alcohol)", "mercury (not lead)"),
    ),
    ("en", "Which play by Shakespeare is about a prince?", "Hamlet"): (
        ("Hamlet, by William Shakespeare",),
        ("Hamlet and Macbeth, by Shakespeare",),
    ),
    ("ru", "Как называется этот процесс?", "фотосинтез"): (
        ("процесс называется фотосинтезом", "фотосинтез, конечно"),
        ("процесс называется синтезом",),
    ),
    ("ru", "Столица какой страны — Рим?", "Италия"): (("Рим — столица Италии",), ("Рим",)),
    ("kk", "Қазақстанның астанасы қай қала?", "Астана"): (
        ("Қазақстанның астанасы — Астана",),
        ("Қазақстанның астанасы", "Қазақстанның астанасы — Алматы"),
    ),
    ("kk", "Сұраққа жауап беретін септік қалай аталады?", "ілік септік"): (("ілік",), ("септік",)),
    ("kk", "Жылқының төлі қалай аталады?", "құлын"): (("құлыын", "құлын деп аталады"), ("құлан",)),
    ("de", "Welches Tier ist das größte?", "der Blauwal"): (
        ("das größte Tier ist der Blauwal",),
        ("das größte Tier ist der Elefant",),
    ),
    ("tr", "Türkiye'nin başkenti neresidir?", "Ankara"): (("Ankara'dır",), ("Ankara değil",)),
    ("it", "Chi dipinse la Gioconda?", "Leonardo da Vinci"): (("È stato Leonardo da Vinci.",), ()),
    ("es", "¿Qué tubérculo es?", "la papa"): (("papa",), ("el papá", "papá")),
    ("ko", "대한민국의 수도는 어디입니까?", "서울"): (("서울특별시",), ("서울대",)),
    ("ja", "日本の首都はどこですか。", "東京"): (("首都は東京", "東京（とうきょう）"), ("京",)),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each[2])
def test_words_around_the_answer(question):
    language, stem, key = question
    right, wrong = QUESTIONS[question]
    assert [typed for typed in right if not is_right(typed, key, stem, language)] == []
    assert [typed for typed in wrong if is_right(typed, key, stem, language)] == []
