"""What a Word file has for whoever marks, and how its options and pairs use the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml.ns import qn
from making import HEAD
from word_files import EVERY_KIND, built, in_column, parts, read, texts, written

from quizgen.quiz.layout import Key, Style
from quizgen.writers import File

NO_SOURCE = HEAD.replace("{file: text.txt, as: the report}", "none")
QUIZ, KEY = "test-check-a.docx", "test-check-a-key.docx"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, File]:
    return written(built(), tmp_path_factory.mktemp("docx"))


def cells(file: File) -> list[list[list[str]]]:
    tables = read(file).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


# --- Points ------------------------------------------------------------------------------------


def test_points_stand_in_the_margin_beside_questions_and_sections(files: dict[str, File]) -> None:
    """A frame keeps them at the first line, whatever a teacher adds to the question."""
    one, five, four = (f"___\xa0/\xa0{points}" for points in (1, 5, 4))
    assert texts(files[QUIZ], "Points Beside") == [five, *[one] * 5, four, *[one] * 4]
    for paragraph in read(files[QUIZ]).paragraphs:
        style = paragraph.style and paragraph.style.name
        frame = paragraph._p.get_or_add_pPr().find(qn("w:framePr"))
        assert (frame is not None) == (style == "Points Beside")
    assert texts(files[KEY], "Points Beside")[:2] == ["1\xa0point"] * 2


@pytest.mark.parametrize("layout", [{"columns": 2}, {"half_sheet": True}])
def test_points_too_wide_for_the_margin_end_the_stem(
    layout: dict[str, object], tmp_path: Path
) -> None:
    quiz = written(built(**layout), tmp_path)[QUIZ]  # type: ignore[arg-type]  # any layout
    assert texts(quiz, "Points Beside") == []
    assert {text.partition(" \t")[2] for text in texts(quiz, "Heading 3")} == {"___\xa0/\xa01"}
    assert texts(quiz, "Heading 2")[1:] == ["Facts \t___\xa0/\xa05", "More \t___\xa0/\xa04"]


def test_two_digits_of_points_stand_in_the_margin_too(tmp_path: Path) -> None:
    body = EVERY_KIND.replace("title: Facts,", "title: Facts, points: 12,")
    quiz = written(built(body), tmp_path)[QUIZ]
    assert texts(quiz, "Points Beside")[:2] == ["___\xa0/\xa060", "___\xa0/\xa012"]


def test_a_quiz_of_one_section_has_no_total_of_its_own(tmp_path: Path) -> None:
    body = EVERY_KIND.replace("      - {title: More, items: [name, pair, sort, tell]}\n", "")
    quiz = written(built(body), tmp_path)[QUIZ]
    assert texts(quiz, "Points Beside") == ["___\xa0/\xa01"] * 5


# --- Options and pairs -------------------------------------------------------------------------


def test_short_options_stand_in_rows(files: dict[str, File]) -> None:
    shown = cells(files[QUIZ])
    assert [len(row) for row in shown[0]] == [4]
    assert sorted(shown[0][0]) == ["Keyluck", "ice", "ink", "wax"]
    assert [len(row) for row in shown[1]] == [3]
    body = parts(files[QUIZ])["word/document.xml"]
    assert body.count('w:pStyle w:val="ShortOption"') == 7


def test_options_stand_in_a_column_where_the_layout_or_their_length_wants_it(
    tmp_path: Path,
) -> None:
    assert len(texts(written(in_column(), tmp_path)[QUIZ], "Option")) == 7
    long = EVERY_KIND.replace("ink, ice, wax", f"ink, ice, {'wax and more wax ' * 4}")
    assert len(texts(written(built(long), tmp_path)[QUIZ], "Option")) == 4


def test_rows_are_even(tmp_path: Path) -> None:
    five = ", ".join(f"an option of length {number}" for number in range(3))
    body = EVERY_KIND.replace("ink, ice, wax", five)
    table = cells(written(built(body), tmp_path)[QUIZ])[0]
    assert [len(row) for row in table] == [2, 2]


@pytest.mark.parametrize(
    ("pairs", "style", "is_free"),
    [
        (2, "standard", False),
        (20, "standard", False),
        (30, "standard", True),
        (20, "large-print", True),
    ],
)
def test_pairs_run_over_the_page_only_where_they_fill_one(
    pairs: int, style: str, is_free: bool, tmp_path: Path
) -> None:
    """Learners would have to turn the page for every letter."""
    listed = ", ".join(f"Town {number}: river {number}" for number in range(pairs))
    body = EVERY_KIND.replace("{Ann: Berg, Boris: Lind}", f"{{{listed}}}")
    quiz = written(in_column(body=body, style=Style(style)), tmp_path)[QUIZ]
    kept = read(quiz).tables[0].rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert (kept is False) is is_free


def test_lines_with_blanks_leave_room_for_handwriting(files: dict[str, File]) -> None:
    stems = [each for each in read(files[QUIZ]).paragraphs if "___ came before" in each.text]
    (spacing,) = (stem.paragraph_format.line_spacing for stem in stems)
    assert isinstance(spacing, float)
    assert spacing * 1.15 * 10.5 == pytest.approx(8 * 72 / 25.4, abs=0.1)
    in_key = [each for each in read(files[KEY]).paragraphs if "came before" in each.text]
    spacings = {stem.paragraph_format.line_spacing for stem in in_key} - {None}
    assert all(each < spacing / 1.5 for each in spacings), "nobody writes into a key"


# --- The key -----------------------------------------------------------------------------------


def test_a_key_begins_with_the_letters_on_one_page(files: dict[str, File]) -> None:
    (letters,) = texts(files[KEY], "Key Letters")
    printed = cells(files[QUIZ])[0][0]
    assert letters.startswith(f"1 {'ABCD'[printed.index('Keyluck')]}\t2 ")
    rows = read(files[KEY]).paragraphs
    breaks = [row.text for row in rows if row.paragraph_format.page_break_before]
    assert breaks == ["With the answers: Market check"]


@pytest.mark.parametrize(("questions", "breaks"), [(6, 1), (30, 2)])
def test_the_evidence_begins_on_another_page_where_the_letters_fill_one(
    questions: int, breaks: int, tmp_path: Path
) -> None:
    rows = (f"  q{n}: {{kind: short, stem: 'Year {n}?', key: in May}}\n" for n in range(questions))
    quizzes = f"quizzes: {{check: {{title: Check, sections: [{{draw: {questions}}}]}}}}\n"
    made = built("questions:\n" + "".join(rows) + quizzes, head=NO_SOURCE)
    paragraphs = read(written(made, tmp_path)[KEY]).paragraphs
    parted = [each for each in paragraphs if each.paragraph_format.page_break_before]
    assert len(parted) == breaks


def test_a_short_key_is_nothing_else(tmp_path: Path) -> None:
    key = written(built(key=Key.SHORT), tmp_path)[KEY]
    assert len(texts(key, "Key Letters")) == 1
    assert "Keyreason" in parts(key)["word/document.xml"]
    assert texts(key, "Heading 3") == []
    assert "Evidence" not in parts(key)["word/document.xml"]


def test_level_time_and_aids_are_in_the_file(tmp_path: Path) -> None:
    more = "title: Market check\n    level: beginners\n    time: 20\n    aids: a **dictionary**"
    quiz = written(built(EVERY_KIND.replace("title: Market check", more)), tmp_path)[QUIZ]
    assert "Level: beginners" in texts(quiz, "Summary")[0]
    assert "20 minutes" in texts(quiz, "Summary")[0]
    assert texts(quiz, "Opening") == ["Take your time. Allowed aids: a dictionary"]
