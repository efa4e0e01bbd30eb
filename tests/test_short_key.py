"""What whoever marks needs: a key of one page, boxes for points, and totals of sections."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import replace
from printing import CHOICE, EVERY_KIND, Printer, build_of, form_of, item, rich, text_of
from word_files import parts

from quizgen.diagnostics import count
from quizgen.quiz.layout import Key, Layout
from quizgen.quiz.model import FormSection, Placed, Status
from quizgen.quiz.responses import Gap, Gaps, Open, TextEntry
from quizgen.quiz.rich import Blank
from quizgen.writers import File, docx


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def first_page(file: File) -> str:
    page = pypdfium2.PdfDocument(file.content)[0]
    return " ".join(page.get_textpage().get_text_range().split())


def test_the_first_page_of_a_key_has_all_answers(printed: Printer) -> None:
    worth = Open(rich("Because it paid."), (rich("the school"), rich("the ships")), worths=(2, 1))
    form = form_of(*EVERY_KIND[:-1], item("w", "Why?", worth), layout=Layout())
    files, problems = printed(build_of(form))
    assert problems == []
    words = first_page(files["harbour-check-a-key.pdf"])
    assert "1 point 1 C 2 B C 3. the council (also right: council) (1 point)" in words
    assert "4. 9.5 fathoms (1 point) 5. hand (1 point) 6. iron; wool (1 point)" in words
    assert "7. 1C 2B (1 point) 8. A3 B2 C1 (1 point) 9. Because it paid. (1 point)" in words
    assert "Marking points • the school (2 points) • the ships (1 point)" in words
    assert "Evidence" not in words.partition("Only for papers marked")[0]


@pytest.mark.parametrize(("questions", "pages"), [(6, 1), (30, 4)])
def test_the_evidence_of_a_short_paper_begins_on_the_page_of_its_letters(
    printed: Printer, questions: int, pages: int
) -> None:
    """A key of six questions took three pages, the first of them nearly empty."""
    entries = [item(f"q{number}", "Who?", Gaps((Gap("Lind"),))) for number in range(questions)]
    key = printed(build_of(form_of(*entries)))[0]["harbour-check-a-key.pdf"]
    assert key.contains == f"key of form A, {count(pages, 'page')}"
    assert ("Evidence" in first_page(key)) is (pages == 1)


def test_the_only_gap_of_a_question_has_no_number(printed: Printer) -> None:
    """A 1. followed the number of the question."""
    one, two = (Gap("Lind"),), (Gap("iron"), Gap("wool"))
    asked = [item("one", "Who?", Gaps(one)), item("two", "What?", Gaps(two))]
    words = text_of(printed(build_of(form_of(*asked)))[0]["harbour-check-a-key.pdf"])
    assert "Answer: Lind" in words
    assert "1. Lind" not in words.partition("Only for papers")[2]
    assert "1. iron 2. wool" in words


def test_a_short_key_is_one_page(printed: Printer) -> None:
    form = form_of(*EVERY_KIND, layout=Layout(key=Key.SHORT))
    key = printed(build_of(form))[0]["harbour-check-a-key.pdf"]
    assert key.contains == "key of form A, 1 page"
    assert first_page(key) == text_of(key)
    assert "Evidence" not in text_of(key)


def test_what_a_question_is_worth_stands_behind_a_box_and_so_does_a_total(printed: Printer) -> None:
    asked = [item(f"q{n}", "Which?", CHOICE) for n in range(1, 4)]
    placed = [Placed(n, f"q{n}", (0, 1, 2, 3), float(n)) for n in range(1, 4)]
    sections = (
        FormSection("One", (), tuple(placed[:1])),
        FormSection("Two", (), tuple(placed[1:])),
    )
    files, _ = printed(build_of(form_of(*asked, sections=sections)))
    words = text_of(files["harbour-check-a.pdf"])
    assert "One / 1 1. Which? Choose one. / 1" in words
    assert "Two / 5 Choose one answer to each question. 2. Which? / 2" in words
    whole = (replace(sections[1], title="All", placed=tuple(placed)),)
    words = text_of(printed(build_of(form_of(*asked, sections=whole)))[0]["harbour-check-a.pdf"])
    assert "All Choose one" in words  # the total of the paper stands above


def test_a_sentence_on_many_answers_stands_once(printed: Printer) -> None:
    form = form_of(*(replace(each, status=Status.OPINION) for each in EVERY_KIND[:3]))
    key = text_of(printed(build_of(form))[0]["harbour-check-a-key.pdf"])
    assert key.count("The question asks what Mayor Lind said") == 1
    assert "1, 2, 3: The question asks what Mayor Lind said" in key


@pytest.mark.parametrize("forms", [1, 6, 9])
def test_the_table_of_all_forms_has_every_answer_once_and_whole(
    printed: Printer, forms: int
) -> None:
    names = ("independence", "multilateralism", "regional stability", "diplomacy", "and much more")
    named = item("named", "Name all.", Gaps(tuple(map(Gap, names)), is_ordered=False))
    all_forms = [form_of(named, letter="ABCDEFGHI"[place]) for place in range(forms)]
    grid = text_of(printed(build_of(*all_forms))[0]["harbour-check-grid.pdf"])
    assert "…" not in grid
    assert grid.count("and much more") == 1
    assert grid.count("→1") == (0 if forms == 1 else forms + 1)


@pytest.mark.parametrize(("forms", "blocks"), [(1, 4), (3, 2)])
def test_a_hundred_letters_stand_in_blocks(printed: Printer, forms: int, blocks: int) -> None:
    asked = [item(f"q{number}", "Which?", CHOICE) for number in range(100)]
    all_forms = [form_of(*asked, letter="ABC"[place]) for place in range(forms)]
    file = printed(build_of(*all_forms))[0]["harbour-check-grid.pdf"]
    assert len(pypdfium2.PdfDocument(file.content)) == 1
    assert text_of(file).count("Question") == blocks
    row = (f"{1 + block * 100 // blocks}{' C' * forms}" for block in range(blocks))
    assert " ".join(row) in text_of(file)


def test_code_that_is_typed_stands_without_its_backticks(printed: Printer) -> None:
    """Learners may type it with or without them, so nobody looks for them on a paper."""
    word = item("word", "Which?", TextEntry("`len`", ("`size`",)))
    gap = item("gap", ("Then ", Blank(0), "."), Gaps((Gap("`def`"), Gap("plain ` tick"))))
    key = text_of(
        printed(build_of(form_of(word, gap, layout=Layout())))[0]["harbour-check-a-key.pdf"]
    )
    assert "len (also right: size)" in key
    assert "Answer: len" in key.partition("With the answers")[2]
    assert "def" in key
    assert key.count("`") == key.count("plain ` tick") > 0


def test_code_that_is_typed_stands_without_its_backticks_in_word(tmp_path: Path) -> None:
    form = form_of(item("word", "Which?", TextEntry("`len`")), layout=Layout())
    made = docx.write(build_of(form), tmp_path)
    (key,) = [each for each in made if isinstance(each, File) and "key" in each.name]
    assert "`" not in parts(key)["word/document.xml"]
