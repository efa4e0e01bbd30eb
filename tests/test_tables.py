"""Tables in a text: what is one, and how every outlet shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import importing
import printing
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import HEAD, make_deck
from printing import laid_bare, text_of
from word_files import W, built, parts, read

from quizgen.deck.markup import parse_markdown
from quizgen.deck.placeholders import parse_prose
from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers._foreign_text import as_prose
from quizgen.pages.as_text import as_prompt
from quizgen.quiz.languages import load_language
from quizgen.quiz.layout import Layout, Style
from quizgen.quiz.model import Build
from quizgen.quiz.responses import Gaps
from quizgen.quiz.rich import Blank, Code, Emphasis, Listing, NewParagraph, Rich, Table
from quizgen.reading.nodes import Node, Report
from quizgen.writers import File, csv, docx, gift, pdf
from quizgen.writers import html as page
from quizgen.writers.anki.note_fields import note_fields

NO_SOURCE = HEAD.replace("{file: text.txt, as: the report}", "none")


def table(*rows: tuple[Rich, ...]) -> Table:
    return Table(rows)


@pytest.mark.parametrize(
    ("text", "rich"),
    [
        ("| a | *b* |\n|---|---|\n| `1` | 2 |",
         (table((("a",), (Emphasis(("b",)),)), ((Code("1"),), ("2",))),)),
        ("a | b\n:-- | --:\n1 | 2", (table((("a",), ("b",)), (("1",), ("2",))),)),
        ("See:\n\n| a |\n|---|\n| 1 |\n\nThen.",
         ("See:", table((("a",),), (("1",),)), "Then.")),
        ("See:\n| a |\n|---|\nThen.", ("See:", table((("a",),)), "Then.")),
        ("|a\\|b|c|\n|--|--|", (table((("a|b",), ("c",))),)),
        ("|a|b|\n|--|--|\n|1|", (table((("a",), ("b",)), (("1",), ())),)),
        ("|a|b|\n|--|--|\n|1|2|3|", (table((("a",), ("b",), ()), (("1",), ("2",), ("3",))),)),
    ],
)  # fmt: skip
def test_a_table_has_every_cell_that_was_written(text: str, rich: Rich) -> None:
    assert parse_markdown(text) == rich


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "a|b\nc|d",
        "| no | table |",
        "|a|b|\n|---|",
        "a\n---\nb",
        "P(A|B)\n-- said he",
        "Yes | no\n- one | two",
        "```\n|a|\n|-|\n```",
    ],
)
def test_other_strokes_are_text(text: str) -> None:
    assert not any(isinstance(node, Table) for node in parse_markdown(text))


@pytest.mark.parametrize(
    "rich",
    [
        (table((("a|b",), ("*c*",)), ((Code("x|y"),), ())),),
        ("a | b", NewParagraph(), "| c |", table((("d",),)), Listing("```\n|e|")),
    ],
)
def test_an_import_writes_what_reads_back(rich: Rich) -> None:
    written, is_whole = as_prose(rich)
    assert is_whole
    assert parse_markdown(written) == rich


STEM = """
questions:
  q:
    kind: cloze
    stem: |
      Complete the *table*.

      | Town <b> | Ships {{x}} |
      |----------|-------------|
      | Lindal   | ==two==     |
      | Nordby   | `#1`        |
"""


@pytest.fixture(scope="module")
def build() -> Build:
    return built(STEM, head=NO_SOURCE)


def file(build: Build, writer, folder: Path, name: str) -> File:
    made = [each for each in writer.write(build, folder) if isinstance(each, File)]
    return next(each for each in made if each.name.endswith(name))


def test_a_gap_may_stand_in_a_cell() -> None:
    item = make_deck(STEM, head=NO_SOURCE).items["q"]
    assert isinstance(item.response, Gaps)
    assert [gap.answer for gap in item.response.gaps] == ["two"]
    assert item.stem[-1].rows[1][1] == (Blank(0),)  # type: ignore[union-attr]


def test_a_card_fills_the_gap_in_a_cell(build: Build) -> None:
    shown = note_fields(build.deck.items[0], build.deck, load_language("en"), "")["Question"]
    assert len(re.findall("<th ", shown)) == 2
    assert len(re.findall("<td ", shown)) == 4
    assert ">{{c1::two}}</td>" in shown
    assert "Town &#60;b&#62;" in shown


def test_the_page_has_a_table_with_headings(build: Build, tmp_path: Path) -> None:
    text = file(build, page, tmp_path, ".html").content.decode()
    assert "<table><thead><tr><th>Town &lt;b&gt;</th><th>Ships {x}</th></tr></thead>" in text
    assert "<td><code>#1</code></td></tr></tbody></table>" in text


def test_the_terminal_sets_cells_below_one_another(build: Build) -> None:
    rows = as_prompt(build.deck.items[0], build.deck).split("\n")
    assert rows[2:6] == [
        "Town <b>  Ships {x}",
        "--------  ---------",
        "Lindal    _____",
        "Nordby    #1",
    ]


def test_the_pdf_tags_a_table_with_headings(build: Build, tmp_path: Path) -> None:
    printed = file(build, pdf, tmp_path, "a.pdf")
    assert "Town <b> Ships {x} Lindal Nordby #1" in text_of(printed)
    tags = re.findall(r"/S/(T\w+)", laid_bare(printed.content))
    # every text is there twice
    counted = {tag: tags.count(tag) // 2 for tag in ("Table", "TH", "TD")}
    assert counted == {"Table": 1, "TH": 2, "TD": 4}


def test_a_word_file_has_a_table_with_lines_and_a_heading(build: Build, tmp_path: Path) -> None:
    made = file(build, docx, tmp_path, "a.docx")
    (shown,) = read(made).tables
    cells = [[cell.text for cell in row.cells] for row in shown.rows]
    assert cells[0] == ["Town <b>", "Ships {x}"]
    assert (cells[1][0], set(cells[1][1]), cells[2]) == ("Lindal", {"_"}, ["Nordby", "#1"])
    assert "<w:tblHeader/>" in parts(made)["word/document.xml"]


@pytest.mark.parametrize("size", [8, 10, 18])
def test_a_word_file_gives_a_table_the_room_that_its_words_need(size: int, tmp_path: Path) -> None:
    """Word breaks a heading of one word, such as “meaning”, where its column is too narrow. What is
    too long for the page leaves narrow columns their width."""
    body = STEM.replace("Lindal", "and so on " * 20).replace("Ships {{x}}", "condition")
    shown = read(file(built(body, head=NO_SOURCE, size=size), docx, tmp_path, "a.docx"))
    grid = shown.element.body.iter(f"{W}gridCol")
    long, short = (int(column.get(f"{W}w")) / 20 for column in grid)
    assert short >= 9 * 0.56 * size * 1.08 + 8, "nine bold letters and the gap"
    assert long > short


def test_a_table_stands_below_the_label_of_its_option_or_question(tmp_path: Path) -> None:
    """Word counts the label, whose paragraph has no words of its own."""
    body = """
questions:
  q:
    kind: choice
    stem: "| a |\\n|---|\\n| 1 |"
    key: "| b |\\n|---|\\n| 2 |"
    distractors: ["| c |\\n|---|\\n| 3 |"]
"""
    made = file(built(body, head=NO_SOURCE), docx, tmp_path, "a.docx")
    root = read(made).element.body
    for each in root.iter(f"{W}tbl"):
        if each.find(f"{W}tblPr/{W}tblBorders") is not None:
            before = each.getprevious()
            assert before is not None
            assert before.find(f"{W}pPr/{W}numPr") is not None
            assert not list(each.iter(f"{W}spacing")), "there is room behind a question only"
            after = each.getnext()
            assert after is not None
            assert after.tag == f"{W}p", "Word wants it at the end of a cell"


def test_gift_has_the_table_in_html(tmp_path: Path) -> None:
    made = built(STEM.replace("`#1`", "`#1` & [x]"), head=NO_SOURCE)
    text = file(made, gift, tmp_path, ".gift").content.decode()
    assert "<td>_____</td>" in text
    assert "<code>\\#1</code> &amp; &\\#91;x]</td></tr></tbody></table> {" in text


def test_what_gift_exports_reads_back(tmp_path: Path) -> None:
    rows, lines = "| a | *b* |\n|---|---|\n| x^2^ | |", "```\nif x:\n\n  y = {z}\n```"
    stem = f"One.\n\nTwo:\n\n{rows}\n\n{lines}\n\nH~2~O"
    question = {"kind": "flashcard", "stem": stem, "key": "**x**"}
    made = built(f"questions: {json.dumps({'q': question})}", head=NO_SOURCE)
    text = file(made, gift, tmp_path, ".gift").content.decode()
    ((asked,), _) = importing.read("gift", text)
    back = parse_prose(Node(str(asked.keys["stem"]), 0), Report(TextFile("", "")))
    assert back.rich == made.deck.items[0].stem


def test_csv_has_a_line_for_each_row_and_names_the_loss(build: Build, tmp_path: Path) -> None:
    text = file(build, csv, tmp_path, ".csv").content.decode()
    assert "Town <b> | Ships {x}\nLindal | _____\nNordby | #1" in text
    problems = [each.message for each in csv.write(build, tmp_path) if not isinstance(each, File)]
    assert "CSV has no form for tables: 1 question goes without" in problems


def test_no_word_of_a_table_is_cut_while_other_columns_have_room(tmp_path: Path) -> None:
    long = ("everything", "that", "extinguishers", "and", "greenhouses", "have", "in", "common")
    rows = (((), ("formula",), ("used for",)), (("A",), ("CO2",), (" ".join(long),)))
    asked = printing.item("q", (table(*rows),), printing.CHOICE)
    for layout in (Layout(style=Style.LARGE_PRINT), Layout(columns=2), Layout(half_sheet=True)):
        form = printing.form_of(asked, layout=layout)
        made = list(pdf.write(printing.build_of(form), tmp_path))
        assert [each for each in made if isinstance(each, Diagnostic)] == []
        paper = next(each for each in made if isinstance(each, File))
        assert set(long) <= set(text_of(paper).split())


@pytest.mark.parametrize(
    "layout", [Layout(), Layout(columns=2), Layout(half_sheet=True), Layout(style=Style.DYSLEXIA)]
)
def test_words_of_many_columns_stand_apart(tmp_path: Path, layout: Layout) -> None:
    """Words of seven letters are measured one by one nowhere else, and ran into each other."""
    days = ("Monday", "Tuesday", "Saturday or Sunday", "drawing", "history", "biology and more")
    rows = tuple((day,) for day in days), tuple(("1",) for _ in days)
    form = printing.form_of(printing.item("q", (table(*rows),), printing.CHOICE), layout=layout)
    made = list(pdf.write(printing.build_of(form), tmp_path))
    assert [each for each in made if isinstance(each, Diagnostic)] == []
    paper = next(each for each in made if isinstance(each, File))
    page = pypdfium2.PdfDocument(paper.content)[0].get_textpage()
    text = page.get_text_range()
    words = [day.split()[0] for day in days]
    starts = [page.get_charbox(text.index(word))[0] for word in words]
    ends = [page.get_charbox(text.index(word) + len(word) - 1)[2] for word in words]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_a_word_wider_than_its_column_can_be_is_cut_and_reported(tmp_path: Path) -> None:
    rows = (("a",), ("b",)), (("w" * 60,), ("v" * 60,))
    asked = printing.item("q", (table(*rows),), printing.CHOICE)
    made = list(pdf.write(printing.build_of(printing.form_of(asked)), tmp_path))
    problems = [each.code for each in made if isinstance(each, Diagnostic)]
    assert problems == ["wider-than-a-line"] * 2
    paper = next(each for each in made if isinstance(each, File))
    shown = "".join(text_of(paper).split())
    assert shown.count("w") >= 60
    assert shown.count("v") == 60
