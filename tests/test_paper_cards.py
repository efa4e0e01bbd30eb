"""Flashcards on paper: each back lies behind its front, or beside it to be folded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import as_build, make_deck, replace
from printing import ABOUT, DAY, EVERY_KIND, LIND, SQUARE, item, laid_bare, rich

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.quiz.layout import Paper, Printing, Style
from quizgen.quiz.model import Build, Image, Item, Outlet, Source
from quizgen.quiz.responses import Gap, Gaps, Open, TextEntry
from quizgen.quiz.rich import Blank, Code, Listing, Strong, Table, Text
from quizgen.writers import File, cards
from quizgen.writers.cards import write

NO_TEXT = Source(file="", name="", language="en", paragraphs=())
ELEVEN = tuple(item(f"q{n}", f"Front{n:02}?", TextEntry(f"Back{n:02}")) for n in range(11))
SHEETS = {"a4": (595, 842), "letter": (612, 792)}


def build(*items: Item, **layout: object) -> Build:
    made = as_build(ABOUT, items, (), DAY, speakers=(LIND,))
    return replace(made, printing=Printing(layout=layout))


def made(tmp_path: Path, *items: Item, **layout: object) -> tuple[File, list[Diagnostic]]:
    tmp_path.mkdir(exist_ok=True)
    written = list(write(build(*items, **layout), tmp_path))
    (file,) = [each for each in written if isinstance(each, File)]
    return file, [each for each in written if isinstance(each, Diagnostic)]


def places(file: File, word: str) -> Iterator[tuple[int, float, float]]:
    """The page of each occurrence, and how far its first letter is from the left and the foot."""
    for number, page in enumerate(pypdfium2.PdfDocument(file.content)):
        words = page.get_textpage()
        text, at = words.get_text_range(), -1
        while (at := text.find(word, at + 1)) >= 0:
            left, foot, right, head = words.get_charbox(at)
            yield number, (left + right) / 2, (foot + head) / 2


def cell(file: File, word: str, rows: int = 4) -> tuple[int, int, int]:
    """The page, the column and the row of the card that has the word."""
    page = pypdfium2.PdfDocument(file.content)[0]
    ((number, x, y),) = places(file, word)
    column, row = int(x / (page.get_width() / 2)), int(y / (page.get_height() / rows))
    return number, column, rows - 1 - row


@pytest.mark.parametrize("paper", SHEETS)
def test_a_back_lies_behind_its_front(tmp_path: Path, paper: str) -> None:
    """A sheet is turned over its long edge, so left and right change places."""
    file, problems = made(tmp_path, *ELEVEN, paper=Paper(paper))
    assert problems == []
    assert file.contains == "11 cards, on 2 sheets"
    assert "both sides, turned over the long edge" in file.advice
    document = pypdfium2.PdfDocument(file.content)
    assert len(document) == 4
    assert all((round(w), round(h)) == SHEETS[paper] for w, h in map(size, document))
    for n in range(11):
        page, column, row = cell(file, f"Front{n:02}?")
        assert page == 2 * (n // 8)
        assert cell(file, f"Back{n:02}") == (page + 1, 1 - column, row)


def size(page: pypdfium2.PdfPage) -> tuple[float, float]:
    return page.get_width(), page.get_height()


def test_a_back_stands_beside_its_front_to_be_folded(tmp_path: Path) -> None:
    file, _ = made(tmp_path, *ELEVEN, sides=1)
    assert file.contains == "11 cards, on 3 sheets"
    assert "fold each page along the middle" in file.advice
    for n in range(11):
        page, column, row = cell(file, f"Front{n:02}?")
        assert (page, column) == (n // 4, 0)
        assert cell(file, f"Back{n:02}") == (page, 1, row)


def test_large_print_has_larger_cards(tmp_path: Path) -> None:
    file, _ = made(tmp_path, *ELEVEN[:4], style=Style.LARGE_PRINT)
    assert [cell(file, f"Front{n:02}?", rows=2) for n in range(4)] == [
        *((0, column, row) for column in (0, 1) for row in (0, 1))
    ]
    words = pypdfium2.PdfDocument(file.content)[0].get_textpage()
    at = words.get_text_range().index("Front00?")
    assert pypdfium2.raw.FPDFText_GetFontSize(words, at) == 18


@pytest.mark.parametrize("length", [10, 30, 120, 250, 500])
def test_text_fits_its_card(tmp_path: Path, length: int) -> None:
    """It gets smaller until it does, and a warning says where that makes it hard to read."""
    long = item(
        "long",
        f"Front {'which is told at length ' * length} end?",
        TextEntry("Back"),
        rationale=rich("It is said so, and said again. " * length + "Done."),
    )
    word = item("word", f"Front{'w' * 90}?", TextEntry("b"))
    file, problems = made(tmp_path, long, word)
    for page in pypdfium2.PdfDocument(file.content):
        found = page.get_textpage()
        width, height = page.get_width() / 2, page.get_height() / 4
        first = [found.get_charbox(at) for at in range(found.count_chars())]
        boxes = [box for box in first if box[1] > 3 * height]
        assert all(left % width > 10 and right % width < width - 10 for left, _, right, _ in boxes)
    text = words(file, 0) + words(file, 1)
    assert "end?" in text
    assert "Done." in text
    assert [(each.code, each.item, each.severity) for each in problems] == (
        [("taller-than-a-card", "long", Severity.WARNING)] if length > 100 else []
    )


def test_a_word_is_cut_only_where_the_card_ends(tmp_path: Path) -> None:
    """The words of a card are as wide as the card, not as the column of a paper."""
    word = "Haftpflichtversicherungsgesellschaft"
    code = "configuration.load_from_environment(x)"
    asked = item("q", rich(word), TextEntry(word), rationale=(Code(code),))
    file, _ = made(tmp_path, asked, item("r", (Code(code),), TextEntry("b" * 200)))
    for page, words in ((0, [word, code]), (1, [word, code])):
        shown = pypdfium2.PdfDocument(file.content)[page].get_textpage().get_text_range()
        assert all(each in shown for each in words)
    assert list(places(file, "b" * 30)), "what is wider than a card is cut late"


def test_each_gap_is_a_card_of_its_own(tmp_path: Path) -> None:
    stem = (Text("Dug by "), Strong((Blank(0),)), Text(" in "), Blank(1), Text("."))
    gaps = Gaps((Gap("hand", ("hands",)), Gap("May")))
    apart = item("g", stem, gaps)
    together = item("t", stem, replace(gaps, is_together=True))
    file, _ = made(tmp_path, apart, together)
    assert file.contains == "3 cards, on 1 sheet"
    fronts, backs = (" ".join(words(file, page).split()) for page in (0, 1))
    assert "Dug by in May. 1" in fronts
    assert "Dug by hand in . 2" in fronts
    assert "Dug by (1) in (2) . 3" in fronts
    assert "Answer: hand (also right: hands)" in backs
    assert "Answer: May" in backs


def test_code_and_tables_stand_on_cards(tmp_path: Path) -> None:
    """A gap in a table is a card of its own, too."""
    table = Table((((Text("ore"),), (Text("use"),)), ((Text("iron"),), (Blank(0),))))
    listed = (Text("What does it print?"), Listing("for n in (1, 2):\n    print(n)"), Text("Say."))
    code = item("code", listed, TextEntry("1 2"))
    gap = item("gap", (Text("Fill in."), table), Gaps((Gap("rails"),)))
    file, problems = made(tmp_path, code, gap)
    assert problems == []
    fronts = " ".join(words(file, 0).split())
    assert "What does it print? for n in (1, 2): print(n) Say. 1" in fronts
    assert "Fill in. ore use iron 2" in fronts
    assert "Answer: rails" in words(file, 1)


@pytest.mark.parametrize("more", [{}, {"authors": ("Ada",)}, {"description": rich("New.")}])
def test_no_card_says_only_that_a_deck_rests_on_no_text(
    tmp_path: Path, more: dict[str, object]
) -> None:
    """Every card of such a deck says so. The title comes with whatever else there is to say."""
    about = replace(ABOUT, source=NO_TEXT, **more)  # type: ignore[arg-type]  # fields of About
    asked = replace(ELEVEN[0], evidence=())
    made = list(write(as_build(about, (asked,), (), DAY), tmp_path))
    (file,) = [each for each in made if isinstance(each, File)]
    assert ("The harbour" in words(file, 0)) is bool(more)


def words(file: File, page: int) -> str:
    return str(pypdfium2.PdfDocument(file.content)[page].get_textpage().get_text_range())


def test_a_card_shows_what_the_card_of_anki_shows(tmp_path: Path) -> None:
    """Its credit, too, and nothing of the key on the front."""
    pictured = item("p", "What is it?", TextEntry("a map"), image=Image("m.svg", "a map", SQUARE))
    file, problems = made(tmp_path, *EVERY_KIND, pictured)
    assert problems == []
    fronts = " ".join((words(file, 0) + words(file, 2)).split())
    backs = " ".join((words(file, 1) + words(file, 3)).split())
    for told in ("“It paid for the school” — Mayor Lind, quoted in the report, par. 2",
                 "Why The only port.", "Note Her own words.", "Sundby has its reason",
                 "Answer: the council (also right: council)", "Source: The harbour",
                 "Rights in the text: unknown"):  # fmt: skip
        assert told in backs
        assert told not in fronts
    assert "the council" not in fronts
    assert "The harbour" in fronts
    assert "quay" in fronts
    assert "Scoring" not in fronts
    inside = laid_bare(file.content)
    assert "pdfuaid:part>1<" in inside


DECK = """\
questions:
  short: {kind: short, stem: What is blue?, key: plum, source: none}
  asked: {kind: open, stem: Why is it red?, key: So., source: none, use: [anki]}
  open: {kind: open, stem: Why is it blue?, key: Because., source: none, use: [print, study]}
  draft: {kind: short, stem: What is it?, key: red, source: none, draft: true}
  paper: {kind: short, stem: What is white?, key: snow, source: none, use: [print]}
"""


def test_drafts_and_open_questions_are_left_out_as_in_anki(tmp_path: Path) -> None:
    deck = make_deck(DECK)
    file, _ = made(tmp_path, *deck.items.values())
    assert file.contains == "2 cards, on 1 sheet"
    assert "What is blue?" in words(file, 0)
    assert "Why is it red?" in words(file, 0)


def test_many_cards_are_in_several_files_and_counted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that lies on its back still tells which front it belongs to."""
    monkeypatch.setattr(cards, "_CARDS_IN_A_FILE", 4)
    files = [each for each in write(build(*ELEVEN), tmp_path) if isinstance(each, File)]
    assert [each.name for each in files] == [f"harbour-cards-{n}.pdf" for n in (1, 2, 3)]
    assert [each.contains for each in files][2] == "3 cards, on 1 sheet"
    for n in range(11):
        assert f"{n + 1} · q{n}" in words(files[n // 4], 1)


def test_a_letter_that_no_font_has_is_reported_at_its_card(tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    strange = item("strange", "What is 日?", TextEntry("a"))
    problems = list(write(build(*ELEVEN, strange), tmp_path))
    assert [(each.code, each.item) for each in problems if isinstance(each, Diagnostic)] == [
        ("missing-glyph", "strange")
    ]
    assert len(problems) == 1


def test_nothing_is_written_where_there_is_no_card(tmp_path: Path) -> None:
    only = item("w", "Why?", Open(rich("So.")), use=frozenset((Outlet.PRINT,)))
    assert list(write(build(only), tmp_path)) == []
