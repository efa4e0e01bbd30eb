"""Papers joined for the printer: whose they are, on which side of which sheet they begin."""

from __future__ import annotations

import re
import sys
import time
from io import StringIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from click.testing import CliRunner, Result
from making import HEAD, SOURCE, as_build, make_deck, replace

from quizgen.__main__ import cli
from quizgen.commands._streams import progress
from quizgen.diagnostics import Diagnostic
from quizgen.quiz.layout import Layout, Printing, Student
from quizgen.quiz.model import Build
from quizgen.writers import File
from quizgen.writers.pdf import write

DECK = """
claims: {c: {speaker: reporter, quote: trade needs luck}}
questions:
  what:
    {kind: choice, claim: c, stem: What does trade need?, key: luck, distractors: [ink, ice, wax]}
  why: {kind: open, claim: c, stem: Why?, key: It says so., lines: LINES}
quizzes:
  check: {title: Check, forms: FORMS, sections: [{items: [what, why]}]}
"""
DAY = 1_760_000_000


def built(
    forms: int = 2, lines: int = 3, printing: Printing | None = None, **layout: object
) -> Build:
    """A quiz of one page a form, or of two with 20 lines."""
    made = make_deck(DECK.replace("LINES", str(lines)).replace("FORMS", str(forms)))
    assert made.deck is not None
    chosen = Layout(marked=False, feedback=False, **layout)  # type: ignore[arg-type]  # any key
    papers = tuple(replace(form, layout=chosen) for form in made.forms)
    items = tuple(made.items.values())
    return as_build(made.deck.about, items, papers, DAY, printing=printing or Printing())


def run(build: Build, folder: Path) -> tuple[list[File], list[Diagnostic]]:
    """The files of the print run, and what was complained of."""
    folder.mkdir(exist_ok=True)
    made = list(write(build, folder))
    files = [each for each in made if isinstance(each, File) and "-print" in each.name]
    return files, [each for each in made if isinstance(each, Diagnostic)]


def pages(file: File) -> list[str]:
    document = pypdfium2.PdfDocument(file.content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def forms_on(page: str) -> list[str]:
    return re.findall(r"· Form (\w) · Edition", page)


def test_forms_come_in_turn(tmp_path: Path) -> None:
    (file,), problems = run(built(3, printing=Printing(copies=7), sides=1), tmp_path)
    assert problems == []
    assert file.name == "test-check-print.pdf"
    assert [forms_on(page)[-1] for page in pages(file)] == list("ABCABCA")
    assert file.contains == "7 papers, forms A B C in turn, on 7 sheets"


def test_every_paper_begins_on_a_fresh_sheet(tmp_path: Path) -> None:
    (file,), _ = run(built(2, printing=Printing(copies=3)), tmp_path)
    assert [bool(page) for page in pages(file)] == [True, False] * 3
    (file,), _ = run(built(2, lines=24, printing=Printing(copies=3)), tmp_path / "long")
    assert ["Page 1 of 2" in page for page in pages(file)] == [True, False] * 3
    assert file.contains == "3 papers, forms A B in turn, on 3 sheets"


def test_a_file_holds_fifty_papers(tmp_path: Path) -> None:
    files, _ = run(built(2, printing=Printing(copies=120), sides=1), tmp_path)
    assert [file.name for file in files] == [f"test-check-print-{n}.pdf" for n in (1, 2, 3)]
    assert [len(pages(file)) for file in files] == [50, 50, 20]
    letters = [forms_on(page)[-1] for file in files for page in pages(file)]
    assert letters == ["A", "B"] * 60


def test_each_student_has_a_paper(tmp_path: Path) -> None:
    students = tuple(
        Student(f"Student {n}", "9 A", (("id", f"#{n}"), ("Seat", f"S{n}"))) for n in range(5)
    )
    (file,), problems = run(built(2, printing=Printing(students=students), sides=1), tmp_path)
    assert problems == []
    assert file.contains == "5 named papers, forms A B in turn, on 5 sheets"
    for n, page in enumerate(pages(file)):
        assert forms_on(page)[-1] == "AB"[n % 2]
        for words in (f"Student {n}", "9 A", f"#{n}", f"S{n}", "id", "Seat"):
            assert words in page


def test_answer_sheets_follow_their_papers_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    printing = Printing(students=(Student("Ana"), Student("Bo")))
    (file,), _ = run(built(2, printing=printing, answer_sheet=True), tmp_path)
    shown = pages(file)
    assert [bool(page) for page in shown] == [True, False] * 4
    for page, title in ((0, "Check"), (2, "Answer sheet: Check"), (6, "Answer sheet: Check")):
        assert shown[page].startswith(title)
    for page, name in ((0, "Ana"), (2, "Ana"), (4, "Bo"), (6, "Bo")):
        assert name in shown[page]
    assert file.contains == "2 named papers with answer sheets, forms A B in turn, on 4 sheets"


def test_a_name_stands_on_its_line(tmp_path: Path) -> None:
    name = "A very long name, " * 4
    printing = Printing(students=(Student("Ana"), Student(name.strip(", "))))
    (file,), _ = run(built(1, printing=printing, sides=1), tmp_path)
    for page, first in zip(pypdfium2.PdfDocument(file.content), ("Ana", "A very"), strict=True):
        words = page.get_textpage()
        text = words.get_text_range()
        name_box = words.get_charbox(text.index("Name"))
        boxes = [words.get_charbox(text.index(first) + n) for n in range(3)]
        assert all(left > name_box[0] + 20 for left, *_ in boxes)
        assert all(abs(bottom - name_box[1]) < 12 for _, bottom, _, _ in boxes)
        right = max(words.get_charbox(n)[2] for n in range(words.count_chars()))
        assert right < page.get_width() - 14


@pytest.mark.parametrize("half_sheet", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        "Aleksandra Konstantinopolskaya-Wiśniewska von Hohenlohe-Schillingsfürst",
        "Aleksandrakonstantinopolskaya Annakonstantinopolska von Schillingsfürst",
        "Aleksandra-Konstantinopolskaya-Wiśniewskafürst",
    ],
)
def test_a_long_name_can_be_read(tmp_path: Path, name: str, half_sheet: bool) -> None:
    """In one row, the letters of the longest would be 1 mm high."""
    printing = Printing(students=(Student(name), Student("Ana")))
    (file,), _ = run(built(1, printing=printing, sides=1, half_sheet=half_sheet), tmp_path)
    page = pypdfium2.PdfDocument(file.content)[0]
    words = page.get_textpage()
    text = words.get_text_range()
    at, foot = text.index("Aleksandra"), words.get_charbox(text.index("Name"))[1]
    end = text.index("fürst", at) + 4
    assert pypdfium2.raw.FPDFText_GetFontSize(words, at) > 5
    boxes = [words.get_charbox(n) for n in range(at, end) if text[n].isalpha()]
    beside = words.get_charbox(text.index("Score" if half_sheet else "Class"))[0]
    assert max(right for _, _, right, _ in boxes) < beside
    assert min(bottom for _, bottom, _, _ in boxes) > foot - 3
    assert max(top for *_, top in boxes) < words.get_charbox(text.index("Edition"))[1]


def test_a_name_stands_on_every_page(tmp_path: Path) -> None:
    printing = Printing(students=(Student("Ana"), Student("Bo")))
    (file,), _ = run(built(1, lines=24, printing=printing), tmp_path)
    names = [[name for name in ("Ana", "Bo") if name in text] for text in pages(file)]
    assert names == [["Ana"], ["Ana"], ["Bo"], ["Bo"]]


def test_a_name_is_never_markup(tmp_path: Path) -> None:
    hostile = '#read("/etc/passwd") $x^2$ \\ @ref <lab> *a* `c` // d'
    printing = Printing(students=(Student(hostile, "#1", (("<id>", "$y$"),)),))
    (file,), problems = run(built(1, printing=printing), tmp_path)
    assert problems == []
    for words in (hostile, "#1", "<id>", "$y$"):
        assert words in pages(file)[0]


def test_a_name_that_the_fonts_lack_is_told_before_anything_is_joined(tmp_path: Path) -> None:
    printing = Printing(students=(Student("Ana"), Student("漢 Bo")))
    files, problems = run(built(1, printing=printing), tmp_path)
    assert files == []
    assert [problem.code for problem in problems] == ["missing-glyph"]
    assert "“漢 Bo”" in problems[0].message
    assert "U+6F22" in problems[0].message


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_two_half_size_papers_stand_on_a_sheet(tmp_path: Path, paper: str) -> None:
    build = built(2, lines=17, printing=Printing(copies=4), half_sheet=True, paper=paper)
    (file,), _ = run(build, tmp_path)
    document = pypdfium2.PdfDocument(file.content)
    sizes = {"a4": (842, 595), "letter": (792, 612)}
    assert {(round(w), round(h)) for w, h in (page.get_size() for page in document)} == {
        sizes[paper]
    }
    fronts, backs = pages(file)[::2], pages(file)[1::2]
    assert all(page.count("Page 1 of 2") == 2 for page in fronts)
    assert all(page.count("Page 2 of 2") == 2 for page in backs)
    assert "short edge" in file.advice
    assert "cut" in file.advice


def test_the_back_of_a_half_is_behind_its_front(tmp_path: Path) -> None:
    build = built(2, lines=20, printing=Printing(copies=2), half_sheet=True)
    (file,), _ = run(build, tmp_path)
    document = pypdfium2.PdfDocument(file.content)
    assert [letters_from_left(page) for page in document] == ["AB", "BA"]
    on_one_side = built(2, lines=20, printing=Printing(copies=2), half_sheet=True, sides=1)
    (file,), _ = run(on_one_side, tmp_path / "one")
    assert [letters_from_left(page) for page in pypdfium2.PdfDocument(file.content)] == ["AB"] * 2


def test_half_sheets_lie_in_order_when_cut(tmp_path: Path) -> None:
    students = tuple(Student(f"Student {n}") for n in range(7))
    build = built(2, printing=Printing(students=students), half_sheet=True, sides=1)
    (file,), _ = run(build, tmp_path)
    found = [re.findall(r"Student (\d)", page) for page in pages(file)]
    assert found == [["0", "4"], ["1", "5"], ["2", "6"], ["3"]]
    letters = [letters_from_left(page) for page in pypdfium2.PdfDocument(file.content)]
    assert letters == ["AA", "BB", "AA", "B"]
    assert "lay the left stack on the right one" in file.advice


def letters_from_left(page: pypdfium2.PdfPage) -> str:
    """The forms of the halves, by where their footers stand."""
    words = page.get_textpage()
    text = words.get_text_range()
    at = [found.start(1) for found in re.finditer(r"Check · Form (\w)", text)]
    return "".join(text[n] for n in sorted(at, key=lambda n: words.get_charbox(n)[0]))


def test_half_sheets_without_copies_are_one_sheet(tmp_path: Path) -> None:
    (file,), _ = run(built(1, half_sheet=True), tmp_path)
    assert file.contains == "2 papers, on 1 sheet"
    (file,), _ = run(built(3, half_sheet=True), tmp_path / "three")
    assert file.contains == "4 papers, forms A B C in turn, on 2 sheets"


def test_a_print_run_holds_nothing_of_the_key(tmp_path: Path) -> None:
    (file,), _ = run(built(2, printing=Printing(copies=4)), tmp_path)
    assert "It says so" not in "".join(pages(file))


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    printing = Printing(students=tuple(Student(f"Student {n}") for n in range(60)))
    first = run(built(4, printing=printing), tmp_path / "one")
    assert first == run(built(4, printing=printing), tmp_path / "two")


# --- From the command line ----------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    body = DECK.replace("LINES", "3").replace("FORMS", "1")
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/test.yaml").write_text(HEAD + body, "utf-8")
    (tmp_path / "decks/text.txt").write_text(SOURCE, "utf-8")
    return tmp_path


def build(project: Path, *arguments: str, to: str = "pdf") -> Result:
    deck = str(project / "decks/test.yaml")
    return CliRunner().invoke(cli, ["build", deck, "--to", to, *arguments])


def listed(project: Path, content: bytes) -> str:
    """A list of students of this content, by its path."""
    path = project / "class.csv"
    path.write_bytes(content)
    return str(path)


def made(project: Path) -> set[str]:
    folder = project / "dist/test"
    return {path.name.removeprefix("test-check-") for path in folder.glob("*.pdf")}


def test_forms_and_copies(project: Path) -> None:
    result = build(project, "--forms", "2", "--copies", "5")
    assert result.exit_code == 0, result.output
    sheets = {"a", "b", "a-key", "b-key", "a-feedback", "b-feedback", "grid", "print"}
    assert made(project) == {f"{name}.pdf" for name in sheets}
    assert "5 papers, forms A B in turn, on 5 sheets" in result.output
    assert "Print it once, on both sides" in result.output


def test_named_papers(project: Path) -> None:
    students = listed(project, "name,id,seat\nAna,1,A4\nБелова,2,B7\n".encode("utf-8-sig"))
    result = build(project, "--students", students, "--show", "seat")
    assert result.exit_code == 0, result.output
    file = File("p", (project / "dist/test/test-check-print.pdf").read_bytes(), "")
    assert "Белова" in pages(file)[2]
    assert "B7" in pages(file)[2]


def test_a_column_that_is_not_printed_is_said_once(project: Path) -> None:
    students = listed(project, b"name,mail\nAna,a@b\n")
    assert "not printed: “mail”" in build(project, "--students", students).stderr
    result = build(project, "--students", students, "--format", "json")
    assert result.stdout.count("\n[") == 1


def test_every_option_of_layout(project: Path) -> None:
    options = ["--paper", "letter", "--columns", "2", "--size", "9", "--dyslexia", "--sides", "1"]
    result = build(project, *options, "--answer-sheet", "--half-sheet")
    assert result.exit_code == 0, result.output
    assert "a-answer-sheet.pdf" in made(project)
    document = pypdfium2.PdfDocument(project / "dist/test/test-check-a.pdf")
    assert [round(length) for length in document[0].get_size()] == [396, 612]


def test_the_deck_says_how_it_is_printed_and_the_command_line_has_the_last_word(
    project: Path,
) -> None:
    deck = project / "decks/test.yaml"
    text = deck.read_text("utf-8")
    text = text.replace("forms: 1", "forms: 1, layout: {paper: letter, feedback: false}")
    deck.write_text(text + "layout: {paper: a4, marked: false}\n", "utf-8")
    assert build(project).exit_code == 0
    assert made(project) == {"a.pdf", "a-key.pdf", "grid.pdf"}
    key = pypdfium2.PdfDocument(project / "dist/test/test-check-a-key.pdf")
    assert len(key) == 1
    assert round(key[0].get_width()) == 612
    assert build(project, "--paper", "a4").exit_code == 0
    paper = pypdfium2.PdfDocument(project / "dist/test/test-check-a.pdf")
    assert round(paper[0].get_width()) == 595


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("имя\nАна\n".encode("utf-16"), "class.csv:1:1: error[not-utf-8]"),
        ("name\nJos\u00e9\n".encode("latin-1"), "class.csv:1:1: error[not-utf-8]"),
        (b"pupil\nAna\n", "class.csv:1:1: error[roster-column]"),
        (b"name,id\nAna,1\nBo,1\n", "class.csv:3:1: error[roster-same-id]"),
        ("name\nAna\n漢\n".encode(), "class.csv:3:1: error[missing-glyph]"),
    ],
)
def test_a_bad_list_writes_nothing(project: Path, content: bytes, said: str) -> None:
    result = build(project, "--students", listed(project, content))
    assert result.exit_code == 1
    assert said in result.output
    assert made(project) == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--copies", "3", "--students", "{project}/class.csv"], "exclude each other"),
        (["--show", "seat"], "--students"),
        (["--quiz", "chek"], "did you mean `check`?"),
        (["--font-path", "{project}/decks"], "there are no fonts in"),
        (["--students", "nowhere.csv"], "cannot be read"),
        (["--forms", "27"], "27"),
    ],
)
def test_options_that_do_not_fit(project: Path, arguments: list[str], said: str) -> None:
    listed(project, b"name\nAna\n")
    result = build(project, *(each.format(project=project) for each in arguments))
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert made(project) == set()


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "term", "shown"),
    [(Screen(), "xterm", True), (Screen(), "dumb", False), (StringIO(), "xterm", False)],
)
def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, stream: StringIO, term: str, shown: bool
) -> None:
    clock = iter([0.0, 0.1, 5.0])
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with progress() as made:
        made("early.pdf")
        made("a\x1b[2Jb.pdf")
    written = stream.getvalue()
    assert ("2 files, just made: a<U+001B>[2Jb.pdf" in written) == shown
    assert "early" not in written
    assert not written or written.endswith(f"\r{' ' * 76}\r")


def test_copies_need_pdf(project: Path) -> None:
    result = build(project, "--copies", "3", to="json")
    assert result.exit_code == 2
    assert "add --to pdf" in result.output


def test_a_font_of_ones_own_prints_what_ours_lack(project: Path) -> None:
    """Any font will do here: what matters is that the folder is read, and only when it is named."""
    fonts = Path(__file__).parent.parent / "quizgen/data/fonts"
    assert build(project, "--font-path", str(fonts)).exit_code == 0
