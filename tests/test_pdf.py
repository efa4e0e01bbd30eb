"""What the printed quiz and its key say, read back from the PDF as a reader would."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import replace
from printing import (
    ABOUT,
    CHOICE,
    MATCHING,
    MULTIPLE,
    ORDERING,
    QUOTED,
    REPORTED,
    SOURCE,
    Printer,
    build_of,
    form_of,
    item,
    rich,
    text_of,
    without_edition,
)

from quizgen.quiz.model import FormSection, Passage, Placed, Scoring, Status
from quizgen.quiz.responses import Gap, Gaps, Numeric, Open, Response, TextEntry
from quizgen.quiz.rich import Blank, Emphasis, Link, Strong, Text


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def test_a_choice_is_printed_in_the_order_of_the_form(printed: Printer) -> None:
    quiz, key = printed.texts(build_of(form_of(item("q", "Which town?", CHOICE))))
    assert "A Ostby B Vestby C Sundby D Nordby" in quiz
    assert "C Sundby — Sundby has its reason" in key
    assert "A Ostby — Ostby has its reason" in key
    assert "1 point" in quiz


@pytest.mark.parametrize(
    ("announced", "told"),
    [(2, "Choose 2."), (1, "Choose one."), (None, "Choose all that apply.")],
)
def test_a_multiple_choice_says_how_many(
    printed: Printer, announced: int | None, told: str
) -> None:
    asked = item("q", "Which goods?", replace(MULTIPLE, announced=announced))
    quiz, key = printed.texts(build_of(form_of(asked)))
    assert told in quiz
    assert "B timber C iron" in key
    assert "all right options ticked and no wrong one, or no points" in key


def test_an_entry_and_a_number(printed: Printer) -> None:
    entry = item("e", "Which body?", TextEntry("the council", ("council", "town council")))
    depth = item("n", "How deep?", Numeric(Decimal("9.5"), "9.5", Decimal("0.50"), "fathoms"))
    quiz, key = printed.texts(build_of(form_of(entry, depth)))
    assert "Answer:" in quiz
    assert "fathoms" in quiz
    assert "Answer: the council (also right: council; town council)" in key
    assert "Answer: 9.5 fathoms (± 0.5)" in key


def test_blanks_are_equal_whatever_the_answer(printed: Printer) -> None:
    stem = (Text("The "), Blank(0), Text(" was dug by "), Blank(1), Text("."))
    short = item("g", stem, Gaps((Gap("x"), Gap("an extraordinarily long answer"))))
    long = item("g", stem, Gaps((Gap("an extraordinarily long answer"), Gap("x"))))
    (quiz, key), (other, _) = (printed.texts(build_of(form_of(each))) for each in (short, long))
    assert without_edition(quiz) == without_edition(other)
    assert "The (1) was dug by (2) ." in quiz.replace(" / 1", "")
    assert "1. x 2. an extraordinarily long answer" in key


def test_a_blank_in_bold_words_is_as_wide_as_any_other(printed: Printer) -> None:
    dug = (Text("Dug by "), Blank(0))
    for stem in (dug, (Strong(dug),), (Emphasis((Strong(dug),)),)):
        files, problems = printed(build_of(form_of(item("g", stem, Gaps((Gap("hand"),))))))
        assert problems == []
        page = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)[0]
        bounds = (each.get_bounds() for each in page.get_objects(max_depth=4))
        assert 92 in [round(right - left) for left, _, right, _ in bounds]  # 32 mm in points


def test_steps_say_how_to_fill_their_boxes(printed: Printer) -> None:
    quiz, _ = printed.texts(build_of(form_of(item("o", "In what order?", ORDERING))))
    assert "Number these in order, from 1 to 3." in quiz


def test_a_list_in_any_order_has_a_line_for_each(printed: Printer) -> None:
    gaps = Gaps((Gap("iron"), Gap("timber"), Gap("wool")), is_ordered=False)
    quiz, key = printed.texts(build_of(form_of(item("l", "Name the goods.", gaps))))
    assert "Name all 3, in any order." in quiz
    assert "1. 2. 3." in quiz
    assert "• iron • timber • wool" in key


def test_matching_and_ordering(printed: Printer) -> None:
    pairs = item("m", "What is it made of?", MATCHING, scoring=Scoring.PARTS)
    steps = item("o", "In what order?", ORDERING)
    quiz, key = printed.texts(build_of(form_of(pairs, steps)))
    for shown in ("1 quay", "2 crane", "A glass", "B steel", "C stone", "A open B build C dredge"):
        assert shown in quiz
    assert "1: C quay — stone 2: B crane — steel not used: A" in key
    assert "Scoring 0.5 points for each right pair" in key
    assert "Scoring: 0.5 points for each right pair." in quiz
    assert "A: 3 open B: 2 build C: 1 dredge" in key


def test_an_open_question_has_its_marking_points_in_the_key(printed: Printer) -> None:
    task = Open(rich("Because it paid."), (rich("names the school"), rich("names the money")))
    quiz, key = printed.texts(build_of(form_of(item("w", "Why?", task))))
    assert "Answer: Because it paid. Marking points • names the school • names the money" in key
    assert "paid" not in quiz


def test_the_key_shows_the_words_of_the_source_and_where_they_stand(printed: Printer) -> None:
    asked = item(
        "q",
        "Which town?",
        CHOICE,
        evidence=(QUOTED, REPORTED),
        rationale=rich("It is the only port."),
        note=rich("Her own judgement."),
        status=Status.DISPUTED,
    )
    quiz, key = printed.texts(build_of(form_of(asked)))
    assert "“It paid for the school” — Mayor Lind, quoted in the report, par. 2" in key
    assert "Mayor Lind, reported in the report, par. 1" in key
    assert "translation: “Der Hafen wurde 1904 eröffnet”" in key
    assert "Why It is the only port." in key
    assert "Note Her own judgement." in key
    assert "The question asks what Mayor Lind said" in key
    assert "This asks what the report says. A right answer does not mean that you agree." in quiz
    own_voice = item("q", "Which town?", CHOICE, speaker="")
    assert "the report, in its own words, par. 2" in printed.texts(build_of(form_of(own_voice)))[1]


def test_a_link_tells_its_address_in_the_key_only(printed: Printer) -> None:
    link = (Link(rich("the archive"), "https://example.org/a"),)
    quiz, key = printed.texts(
        build_of(form_of(item("q", (Text("See "), *link), CHOICE, rationale=link)))
    )
    assert "See the archive" in quiz
    assert "example.org" not in quiz
    assert "Why the archive (https://example.org/a)" in key


RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю."


KAZAKH = "Әлемнің ұлы көшінде қазақ өз үнін, һәм ғылымын іздейді."


@pytest.mark.parametrize(
    ("code", "sentence", "letters"),
    [("ru", RUSSIAN, "А Ostby Б Vestby В Sundby"), ("kk", KAZAKH, "А Ostby Ә Vestby Б Sundby")],
)
def test_other_alphabets(printed: Printer, code: str, sentence: str, letters: str) -> None:
    asked = item("q", sentence, CHOICE, rationale=(Strong(rich(sentence)),))
    about = replace(ABOUT, language=code)
    quiz, key = printed.texts(build_of(form_of(asked), about=about))
    assert sentence in quiz
    assert key.count(sentence) == 2
    assert letters in quiz


@pytest.mark.parametrize(
    ("points", "shown"),
    [(1, "1 балл"), (3, "3 балла"), (5, "5 баллов"), (11, "11 баллов"), (21, "21 балл"),
     (112, "112 баллов"), (0.5, "0,5 балла"), (0.1, "0,1 балла"), (1.1, "1,1 балла"),
     (0.11, "0,11 балла"), (101, "101 балл")],
)  # fmt: skip
def test_points_take_the_form_of_the_language(printed: Printer, points: float, shown: str) -> None:
    placed = (Placed(1, "q", (0, 1, 2, 3), points),)
    form = form_of(item("q", "?", CHOICE), sections=(FormSection("", (), placed),))
    quiz, _ = printed.texts(build_of(form, about=replace(ABOUT, language="ru")))
    assert f"· {shown} " in quiz


def test_the_passage_is_printed_with_the_numbers_of_its_paragraphs(printed: Printer) -> None:
    passage = Passage(((1, SOURCE.paragraphs[0]), (3, SOURCE.paragraphs[1])))
    quiz, key = printed.texts(build_of(form_of(item("q", "?", CHOICE), passage=passage)))
    assert "Rights" not in key.partition("Read the text")[0], "answers only quote"
    head = "Read the text The harbour. Rights in the text: unknown."
    assert f"{head} 1 The harbour opened in 1904, Mayor Lind said. 3 “It paid" in quiz


@pytest.mark.parametrize("sign", "≠≮≯≤≥≈∉√½")
def test_a_sign_is_found_once_by_readers(printed: Printer, sign: str) -> None:
    """Put together of a letter and a stroke it would be read twice."""
    asked = item("q", f"Is a {sign} b, and {'a' * 30}{sign}b?", CHOICE, rationale=rich(sign))
    quiz, key = printed.texts(build_of(form_of(asked)))
    assert f"Is a {sign} b" in quiz
    assert f"Why {sign} " in key


def test_the_name_of_a_text_without_a_title_begins_the_line(printed: Printer) -> None:
    about = replace(ABOUT, source=replace(SOURCE, title=""))
    passage = Passage(((1, SOURCE.paragraphs[0]),))
    quiz, key = printed.texts(
        build_of(form_of(item("q", "?", CHOICE), passage=passage), about=about)
    )
    assert "The report. Rights in the text: unknown." in quiz
    assert "The report. " not in key  # nothing is known of it but the name


def test_the_only_form_has_no_letter(printed: Printer) -> None:
    """A letter would tell learners to look for another form."""
    forms = [form_of(item("q", "Which town?", CHOICE), letter=letter) for letter in "AB"]
    for made in (forms[:1], forms):
        files, _ = printed(build_of(*made))
        for name in ("harbour-check-a.pdf", "harbour-check-a-key.pdf", "harbour-check-grid.pdf"):
            assert ("Form A" in text_of(files[name])) is (len(made) == 2)


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([CHOICE], "Choose one."),
        ([CHOICE, CHOICE], "Choose one answer to each question."),
        ([CHOICE, MULTIPLE, CHOICE], "Where a question has options, choose one unless it says"),
    ],
)
def test_what_holds_for_a_section_is_said_once(
    printed: Printer, items: list[Response], told: str
) -> None:
    asked = [item(f"q{place}", "Which?", each) for place, each in enumerate(items)]
    quiz, _ = printed.texts(build_of(form_of(*asked)))
    assert quiz.lower().count("choose one") == 1
    assert told in quiz
    assert quiz.count("Choose 2.") == items.count(MULTIPLE)
