"""The printed quiz and its key, read back from the PDF as a reader would."""

from __future__ import annotations

import ctypes
import re
import sys
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import as_build, rebuilt, replace

from quizgen.diagnostics import Diagnostic, Severity, once_a_cause
from quizgen.quiz.build import Build
from quizgen.quiz.layout import Layout, Paper, Style
from quizgen.quiz.model import (
    About,
    Evidence,
    Form,
    FormSection,
    Image,
    Item,
    Passage,
    Placed,
    Scoring,
    Source,
    Speaker,
    Status,
)
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank, Break, Code, Emphasis, Link, Rich, Strong, Text
from quizgen.writers import File
from quizgen.writers._paper.edition import edition
from quizgen.writers.pdf import write

SOURCE = Source(
    file="harbour.txt",
    name="the report",
    language="en",
    paragraphs=(
        "The harbour opened in 1904, Mayor Lind said.",
        "“It paid for the school,” she said.",
    ),
    title="The harbour",
)
LIND = Speaker(id="lind", name="Mayor Lind", full="Anna Lind")
QUOTED = Evidence(
    quote="It paid for the school", paragraph=2, is_direct=True, context="“It paid for the school,”"
)
REPORTED = Evidence(
    quote="The harbour opened in 1904",
    paragraph=1,
    is_direct=False,
    context="The harbour opened in 1904, Mayor Lind said.",
    translation="Der Hafen wurde 1904 eröffnet",
)
ABOUT = About(name="harbour", uid="k3v9q2m7xd", title="The harbour", language="en", source=SOURCE)
DAY = 1_760_000_000


BARE = Layout(marked=False, feedback=False)


def rich(text: str) -> Rich:
    return (Text(text),)


def item(name: str, stem: Rich | str, response: Response, **changes: object) -> Item:
    asked = Item(
        id=name,
        kind="any",
        stem=rich(stem) if isinstance(stem, str) else stem,
        response=response,
        claim="c",
        evidence=(QUOTED,),
        speaker="lind",
    )
    return replace(asked, **changes)  # type: ignore[arg-type]  # any field of Item


def parts_of(response: Response) -> int:
    match response:
        case Choice(options=options):
            return len(options)
        case Matching() as matching:
            return len(matching.rights)
        case Ordering(steps=steps):
            return len(steps)
        case _:
            return 0


class FormWithItems(Form, frozen=True):
    """A form that brings the items which it names."""

    items: tuple[Item, ...] = ()


def form_of(*items: Item, **changes: object) -> FormWithItems:
    """The parts of every question are printed in reverse."""
    placed = tuple(
        Placed(number, asked.id, tuple(reversed(range(parts_of(asked.response)))), 1.0)
        for number, asked in enumerate(items, 1)
    )
    sections = (FormSection("Facts", (), placed),)
    form = FormWithItems("check", "Ten-minute check", "A", (), None, sections, BARE, items=items)
    return replace(form, **changes)  # type: ignore[arg-type]  # any field of Form


def build_of(*forms: FormWithItems, about: About = ABOUT) -> Build:
    items = {each.id: each for form in forms for each in form.items}
    return as_build(about, tuple(items.values()), forms, DAY, speakers=(LIND,))


def edition_of(form: FormWithItems) -> str:
    return edition(build_of(form).deck, form)


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


class Printer:
    """Writes into a folder of its own and keeps what came out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, build: Build) -> tuple[dict[str, File], list[Diagnostic]]:
        self.folder.mkdir(exist_ok=True)
        made = list(write(build, self.folder))
        files = {each.name: each for each in made if isinstance(each, File)}
        return files, once_a_cause(each for each in made if isinstance(each, Diagnostic))

    def texts(self, build: Build) -> tuple[str, str]:
        """The words of the quiz and of the key of the only form."""
        files, problems = self(build)
        assert problems == []
        return text_of(files["harbour-check-a.pdf"]), text_of(files["harbour-check-a-key.pdf"])


def text_of(file: File) -> str:
    """All words with single spaces: how lines were broken does not matter."""
    with_pages = pypdfium2.PdfDocument(file.content)
    words = "\n".join(page.get_textpage().get_text_range() for page in with_pages)
    return " ".join(words.split())


def without_edition(text: str) -> str:
    return re.sub(r"Edition [2-9A-Z]{6}", "", text)


def glued(text: str) -> str:
    return re.sub(r"\s", "", text)


TOWNS = ("Nordby", "Sundby", "Vestby", "Ostby")
CHOICE = Choice(
    tuple(
        Option(rich(town), is_key=town == "Sundby", rationale=rich(f"{town} has its reason"))
        for town in TOWNS
    )
)
MULTIPLE = Choice(
    (Option(rich("iron"), True), Option(rich("timber"), True), Option(rich("wool"))),
    is_multiple=True,
    announced=2,
)
MATCHING = Matching(
    (Pair(rich("quay"), rich("stone")), Pair(rich("crane"), rich("steel"))), (rich("glass"),)
)
ORDERING = Ordering((rich("dredge"), rich("build"), rich("open")))


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
    assert "every part right, or no points" in key


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
    assert "The (1) was dug by (2) ." in quiz.replace(" 1 point", "")
    assert "1. x 2. an extraordinarily long answer" in key


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
    assert "Scoring 0.5 points for each right part" in key
    assert "Scoring: 0.5 points for each right part." in quiz
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
    assert "This is what Mayor Lind said; the question asks what was said" in key
    assert "This asks what the report says. A right answer does not mean that you agree." in quiz
    own_voice = item("q", "Which town?", CHOICE, speaker="")
    assert "the report, in its own words, par. 2" in printed.texts(build_of(form_of(own_voice)))[1]


def test_nothing_of_the_key_is_in_the_quiz_file(printed: Printer) -> None:
    """Neither in the words of the pages, nor in metadata, tags or alternative texts."""
    asked = item(
        "not-said",
        "Which town?",
        TextEntry("Secretanswer", ("Secretvariant",)),
        rationale=rich("Secretreason"),
        note=rich("Secretnote"),
        hint=rich("Secrethint"),
        tags=("Secrettag",),
        image=Image("Secretname.svg", "a map", SQUARE),
        evidence=(replace(QUOTED, quote="Secretquote", translation="Secrettranslation"),),
        status=Status.OPINION,
    )
    files, problems = printed(build_of(form_of(asked)))
    assert problems == []
    quiz, key = files["harbour-check-a.pdf"], files["harbour-check-a-key.pdf"]
    assert "Secretanswer" in text_of(key)
    assert "not-said" in text_of(key)
    everything = laid_bare(quiz.content) + text_of(quiz)
    assert "a map" in everything
    assert "Which town?" in everything
    assert "Secret" not in everything
    assert "not-said" not in everything


def test_author_text_is_never_markup(printed: Printer) -> None:
    hostile = '#panic(1) #read("/etc/passwd") $x^2$ \\ @ref <lab> *a* _b_ `c` // d /* e */ = f - g'
    asked = item(
        "q",
        (Text(hostile), Break(), Strong(rich("#strong")), Emphasis(rich("*em*")), Code("`$c`")),
        Choice((Option(rich("= #a"), True), Option(rich("+ <b> ~ --- ..")))),
        rationale=rich('#import "x": *'),
    )
    form = form_of(asked, title="#t <t> [", instructions=rich("#i ] )"))
    quiz, key = printed.texts(build_of(form))
    for text in (quiz, key):
        assert hostile in text
        assert "#t <t> [" in text
        assert "#strong" in text
        assert "*em*" in text
        assert "`$c`" in text
    assert "= #a" in quiz
    assert "+ <b> ~ --- .." in quiz
    assert "#i ] )" in quiz
    assert '#import "x": *' in key


def test_a_link_tells_its_address_in_the_key_only(printed: Printer) -> None:
    link = (Link(rich("the archive"), "https://example.org/a"),)
    quiz, key = printed.texts(
        build_of(form_of(item("q", (Text("See "), *link), CHOICE, rationale=link)))
    )
    assert "See the archive" in quiz
    assert "example.org" not in quiz
    assert "Why the archive (https://example.org/a)" in key


def test_a_word_wider_than_its_line_is_cut_and_stays_whole(printed: Printer) -> None:
    word = "".join(chr(ord("a") + i % 26) for i in range(10_000))
    wide = "W" * 300
    pairs = Matching((Pair(rich(wide), rich(wide.lower())), Pair(rich("x"), rich("y"))))
    options = Choice((Option(rich(wide), True), Option(rich("no"))))
    asked = [item("a", word, options), item("b", "Match.", pairs)]
    files, problems = printed(build_of(form_of(*asked)))
    assert {problem.code for problem in problems} == {"taller-than-a-page", "wider-than-a-line"}
    assert [p.message[:12] for p in problems if p.code == "wider-than-a-line"] == [
        "question `a`",
        "question `a`",
        "question `b`",
    ]
    for file in (each for name, each in files.items() if "grid" not in name):
        words = glued(text_of(file)).replace("1point", "", 2)
        without_footers = re.sub(
            r"(Answerkey:)?Ten-minutecheck·FormA·Edition\w{6}Page\dof\d", "", words
        )
        assert word in without_footers
        assert wide in without_footers
        assert_inside_the_margins(file)


def assert_inside_the_margins(file: File) -> None:
    for page in pypdfium2.PdfDocument(file.content):
        words = page.get_textpage()
        boxes = [words.get_charbox(i) for i in range(words.count_chars())]
        assert min(left for left, _, _, _ in boxes) > 40
        assert max(right for _, _, right, _ in boxes) < page.get_width() - 40


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    build = build_of(form_of(item("q", "Which town?", CHOICE), item("m", "Match.", MATCHING)))
    first, _ = Printer(tmp_path / "one")(build)
    second, _ = Printer(tmp_path / "two")(build)
    assert first == second
    later, _ = Printer(tmp_path / "two")(rebuilt(build, modified=DAY + 1))
    assert later != first


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
     (112, "112 баллов"), (0.5, "0,5 балла")],
)  # fmt: skip
def test_points_take_the_form_of_the_language(printed: Printer, points: float, shown: str) -> None:
    placed = (Placed(1, "q", (0, 1, 2, 3), points),)
    form = form_of(item("q", "?", CHOICE), sections=(FormSection("", (), placed),))
    quiz, _ = printed.texts(build_of(form, about=replace(ABOUT, language="ru")))
    assert f"· {shown} " in quiz


def test_a_missing_glyph_names_the_question_and_the_character(printed: Printer) -> None:
    good, bad = item("good", "Which town?", CHOICE), item("bad", "Where is 漢?", CHOICE)
    files, problems = printed(build_of(form_of(good, bad), form_of(good, bad, letter="B")))
    assert files == {}
    (problem,) = problems
    assert problem.code == "missing-glyph"
    assert problem.severity is Severity.ERROR
    assert "`bad`" in problem.message
    assert "“漢” (U+6F22, CJK UNIFIED IDEOGRAPH-6F22)" in problem.message


def test_a_missing_glyph_outside_the_questions_names_the_quiz(printed: Printer) -> None:
    form = form_of(item("good", "Which town?", CHOICE), instructions=rich("漢"))
    _, problems = printed(build_of(form))
    assert ["quiz `check`" in problem.message for problem in problems] == [True]


def test_a_question_taller_than_a_page_is_reported_and_whole(printed: Printer) -> None:
    steps = [item(f"q{i}", "Which town?", CHOICE) for i in range(2)]
    tall = item("essay", "Write.", Open(rich("No."), lines=45))
    files, problems = printed(build_of(form_of(*steps, tall)))
    assert [(p.code, p.severity) for p in problems] == [("taller-than-a-page", Severity.WARNING)]
    assert "`essay`" in problems[0].message
    assert files["harbour-check-a.pdf"].contains == "3 questions, 3 points, 3 pages"


def test_no_question_is_split_and_no_heading_left_behind(printed: Printer) -> None:
    sections = tuple(
        FormSection(f"Section {s}", rich(f"Instructions {s}"), tuple(
            Placed(s * 4 + i, f"q{s}{i}", (0, 1, 2, 3), 1.0)
            for i in range(1, 5)
        ))
        for s in range(6)
    )  # fmt: skip
    names = [placed.item for section in sections for placed in section.placed]
    items = [item(name, f"Question {name[1:]}?", CHOICE) for name in names]
    files, _ = printed(build_of(form_of(*items, sections=sections)))
    document = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(pages) > 2
    for page in pages:
        assert page.count("Question ") * 4 == sum(page.count(town) for town in TOWNS)
    for s in range(6):
        (home,) = (page for page in pages if f"Section {s}" in page)
        assert f"Instructions {s}" in home
        assert f"Question {s}1?" in home


def test_the_passage_is_printed_with_the_numbers_of_its_paragraphs(printed: Printer) -> None:
    passage = Passage(((1, SOURCE.paragraphs[0]), (3, SOURCE.paragraphs[1])))
    quiz, _ = printed.texts(build_of(form_of(item("q", "?", CHOICE), passage=passage)))
    assert "Read the text 1 The harbour opened in 1904, Mayor Lind said. 3 “It paid" in quiz
    assert "The harbour. Rights in the text: unknown." in quiz


SQUARE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 30'><path d='M5 5h80v20h-80z'/></svg>"
)


def test_the_files_are_tagged_and_declare_pdf_ua(printed: Printer) -> None:
    stem = (Text("The "), Blank(), Text(" port."))
    asked = item("q", stem, CHOICE, image=Image("map.svg", "A map of the port", SQUARE))
    files, problems = printed(build_of(form_of(asked)))
    assert problems == []
    assert len(files) == 3
    for file in files.values():
        inside = laid_bare(file.content)
        assert "/StructTreeRoot" in inside
        assert "pdfuaid:part>1<" in inside
        assert "/Lang (en)" in inside or "/Lang(en)" in inside
        tags = ("/H1", "/H2", "/H3", "/L", "/LI", "/Lbl", "/LBody")
        for tag in ("/H1", "/Table", "/TH", "/TD") if "grid" in file.name else tags:
            assert re.search(rf"/S ?{tag}\b", inside), tag
    quiz = laid_bare(files["harbour-check-a.pdf"].content)
    assert "A map of the port" in quiz
    assert "(blank)" in quiz


def test_the_tags_are_those_that_a_screen_reader_expects(printed: Printer) -> None:
    """The flag alone is no accessibility: a valid file can be a soup of Div and Span."""
    stem = (Text("The "), Blank(), Text(" port."))
    two = Choice((Option(rich("yes"), True), Option(rich("no"))))
    files, _ = printed(build_of(form_of(item("q", stem, two))))
    page = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)[0]
    tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
    (document,) = (
        pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, i)
        for i in range(pypdfium2.raw.FPDF_StructTree_CountChildren(tree))
    )
    option = "LI(Lbl(Span)LBody(P))"
    assert tags_of(document).endswith(f"H2H3P(Figure)L({option * 2}))")


def tags_of(element: Any) -> str:
    raw = pypdfium2.raw
    buffer = ctypes.create_string_buffer(64)
    size = raw.FPDF_StructElement_GetType(element, buffer, 64)
    name = buffer.raw[: size - 2].decode("utf-16-le")
    count = raw.FPDF_StructElement_CountChildren(element)
    children = (raw.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(count))
    inside = "".join(tags_of(child) for child in children if child)
    return f"{name}({inside})" if inside else name


def laid_bare(content: bytes) -> str:
    """The file with every compressed stream opened; text strings in UTF-16 made readable."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    whole = b"\n".join(parts)
    return whole.decode("latin-1") + whole.replace(b"\0", b"").decode("latin-1")


def test_a_broken_image_is_reported(printed: Printer) -> None:
    asked = item("q", "?", CHOICE, image=Image("map.png", "A map", b"not an image"))
    files, problems = printed(build_of(form_of(asked)))
    assert list(files) == ["harbour-check-a-key.pdf"]
    assert [(p.code, "`q`" in p.message) for p in problems] == [("unprintable", True)]


def test_without_typst_everything_else_works(
    printed: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    files, problems = printed(build_of(form_of(item("q", "?", CHOICE))))
    assert files == {}
    assert [(p.code, p.severity) for p in problems] == [("no-typst", Severity.WARNING)]
    assert printed(build_of()) == ({}, [])


# --- What goes with a quiz ----------------------------------------------------------------------

EVERY_KIND = (
    item("q", "Which town?", CHOICE, rationale=rich("The only port."), note=rich("Her own words.")),
    item("m", "Which goods?", MULTIPLE),
    item("e", "Which body?", TextEntry("the council", ("council",))),
    item("n", "How deep?", Numeric(Decimal("9.5"), "9.5", unit="fathoms")),
    item("g", (Text("Dug by "), Blank(0), Text(".")), Gaps((Gap("hand"),))),
    item("l", "Name the goods.", Gaps((Gap("iron"), Gap("wool")), is_ordered=False)),
    item("p", "What is it made of?", MATCHING),
    item("o", "In what order?", ORDERING),
    item("w", "Why?", Open(rich("Because it paid."), (rich("names the school"),), lines=3)),
)
SHORT_KEY = [
    "C",
    "B C",
    "the council",
    "9.5 fathoms",
    "hand",
    "iron; wool",
    "1C 2B",
    "A3 B2 C1",
    "—",
]


def text_of_sheet(printed: Printer, name: str, build: Build) -> str:
    files, problems = printed(build)
    assert problems == []
    return text_of(files[f"harbour-check-{name}.pdf"])


def test_the_key_has_the_paper_with_its_answers(printed: Printer) -> None:
    whole = form_of(*EVERY_KIND, layout=Layout())
    key = text_of_sheet(printed, "a-key", build_of(whole))
    _, paper = key.split("With the answers: Ten-minute check")
    for answer in (
        "Answer: the council",
        "Answer: 9.5 fathoms",
        "Dug by hand.",
        "1. iron 2. wool",
        "C 1 quay B 2 crane",
        "3 A open 2 B build 1 C dredge",
        "Because it paid.",
    ):
        assert answer in paper


def test_learners_get_the_answers_with_the_words_of_the_source(printed: Printer) -> None:
    whole = form_of(*EVERY_KIND, layout=Layout())
    text = text_of_sheet(printed, "a-feedback", build_of(whole))
    for told in (
        "Answers: Ten-minute check",
        "C Sundby — Sundby has its reason",
        "A Ostby — Ostby has its reason",
        "Why The only port.",
        "Note Her own words.",
        "“It paid for the school” — Mayor Lind, quoted in the report, par. 2",
        "1. hand",
        "A: 3 open B: 2 build C: 1 dredge",
    ):
        assert told in text
    assert "every part right" not in text
    assert "Marking points" not in text


def test_all_forms_stand_in_one_table(printed: Printer) -> None:
    first = form_of(*EVERY_KIND)
    second = form_of(*reversed(EVERY_KIND), letter="B")
    files, _ = printed(build_of(first, second))
    text = text_of(files["harbour-check-grid.pdf"])
    assert f"Question Form A {edition_of(first)} Form B {edition_of(second)}" in text
    rows = zip(range(1, 10), SHORT_KEY, reversed(SHORT_KEY), strict=True)
    assert " ".join(f"{number} {one} {two}" for number, one, two in rows) in text


def test_the_table_has_whole_lists_and_says_what_the_brackets_are(printed: Printer) -> None:
    elements = ("independence", "multilateralism", "regional stability", "diplomacy")
    named = item("named", "Name all.", Gaps(tuple(map(Gap, elements)), is_ordered=False))
    placed = (Placed(1, "named", (), 2.0), Placed(2, EVERY_KIND[0].id, (0, 1, 2, 3), 1.0))
    form = form_of(named, EVERY_KIND[0], sections=(FormSection("Facts", (), placed),))
    text = text_of_sheet(printed, "grid", build_of(form))
    assert "3 points; in brackets, those of each question" in text
    assert "independence; multilateralism; regional stability; diplomacy (2)" in text


def test_an_answer_sheet_has_the_letters_of_the_form(printed: Printer) -> None:
    whole = form_of(*EVERY_KIND, layout=Layout(answer_sheet=True, marked=False, feedback=False))
    text = text_of_sheet(printed, "a-answer-sheet", build_of(whole))
    assert "1. A B C D 2. A B C 3. 4. 5. 1. 6. 1. 2. 7. 1 2 8. A B C 9. Write on the paper." in text
    assert "Name" in text
    assert "Which town?" not in text


def test_every_page_tells_form_edition_and_page(printed: Printer) -> None:
    forms = [
        form_of(*EVERY_KIND, *EVERY_KIND, letter=letter, layout=Layout(answer_sheet=True))
        for letter in "AB"
    ]
    files, _ = printed(build_of(*forms))
    del files["harbour-check-grid.pdf"]
    assert len(files) == 8
    for name, file in files.items():
        form = forms[name.split("-")[2][0] == "b"]
        document = pypdfium2.PdfDocument(file.content)
        for number, page in enumerate(document, 1):
            words = page.get_textpage().get_text_range().replace("\N{NO-BREAK SPACE}", " ")
            foot = f"Ten-minute check · Form {form.letter} · Edition {edition_of(form)}"
            assert foot in words
            assert f"Page {number} of {len(document)}" in words


def test_the_edition_is_that_of_what_is_asked_and_what_is_right() -> None:
    form = form_of(*EVERY_KIND)
    assert re.fullmatch("[2-9A-HJ-NP-Z]{6}", edition_of(form))
    assert edition_of(form) == edition_of(form_of(*EVERY_KIND))
    changed = [
        form_of(*reversed(EVERY_KIND)),
        replace(form, letter="B"),
        replace(form, title="Other"),
        form_of(*EVERY_KIND, instructions=rich("Read.")),
        form_of(replace(EVERY_KIND[0], stem=rich("Which town then?")), *EVERY_KIND[1:]),
        form_of(item("q", "Which town?", other_key(CHOICE)), *EVERY_KIND[1:]),
    ]
    assert len({edition_of(each) for each in (form, *changed)}) == 7
    reworded = replace(EVERY_KIND[0], rationale=rich("Another reason."), evidence=())
    assert edition_of(form_of(reworded, *EVERY_KIND[1:])) == edition_of(form)
    assert edition_of(replace(form, layout=Layout(columns=2))) == edition_of(form)


def other_key(choice: Choice) -> Choice:
    options = tuple(replace(each, is_key=not each.is_key) for each in choice.options)
    return replace(choice, options=options)


# --- Layouts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "layout",
    [
        Layout(columns=2),
        Layout(style=Style.LARGE_PRINT),
        Layout(style=Style.DYSLEXIA),
        Layout(paper=Paper.LETTER, half_sheet=True),
    ],
    ids=["columns", "large", "dyslexia", "half"],
)
def test_a_question_is_a_heading_and_its_options_are_a_list(
    printed: Printer, layout: Layout
) -> None:
    files, problems = printed(build_of(form_of(*EVERY_KIND, layout=layout)))
    assert problems == []
    tags = "".join(trees(files["harbour-check-a.pdf"]))
    assert tags.count("H1") == 1
    assert tags.count("H2") == 1
    assert tags.count("H3") == len(EVERY_KIND)
    questions = tags.split("H3")[1:]
    assert ["Div" in question for question in questions[:6] + questions[7:]] == [False] * 8
    lists = [question.count("L(") for question in questions]
    assert lists == [1, 1, 0, 0, 0, 1, 2, 1, 0]
    options = [question.count("Lbl") for question in questions]
    assert options == [4, 3, 0, 0, 0, 2, 5, 3, 0]


def trees(file: File) -> list[str]:
    """The tags of each page."""
    raw = pypdfium2.raw
    found = []
    for page in pypdfium2.PdfDocument(file.content):
        tree = raw.FPDF_StructTree_GetForPage(page)
        count = raw.FPDF_StructTree_CountChildren(tree)
        tops = (raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(count))
        found.append("".join(tags_of(top) for top in tops))
    return found


def test_large_print_is_large(printed: Printer) -> None:
    form = form_of(*EVERY_KIND, layout=Layout(style=Style.LARGE_PRINT, columns=2))
    files, _ = printed(build_of(form))
    for name in ("harbour-check-a.pdf", "harbour-check-a-feedback.pdf"):
        page = pypdfium2.PdfDocument(files[name].content)[0]
        words = page.get_textpage()
        at = words.get_text_range().index("Which town?")
        assert pypdfium2.raw.FPDFText_GetFontSize(words, at) == 18


def test_a_picture_is_made_no_larger_than_a_third_of_the_page(printed: Printer) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'><path d='M0 0h9v9z'/></svg>"
    for width, height in ((9, 9), (3000, 40), (40, 3000), (3000, 3000)):
        image = Image("map.svg", "a map", svg % (width, height))
        files, problems = printed(build_of(form_of(item("q", "?", CHOICE, image=image))))
        assert problems == []
        assert_inside_the_margins(files["harbour-check-a.pdf"])
        assert files["harbour-check-a.pdf"].contains.endswith("1 page")


def test_only_shipped_fonts_are_used(printed: Printer) -> None:
    mixed = item("q", (Text("Привет, Әлем, αβγ, "), Code("x = 1"), Strong(rich("b"))), CHOICE)
    files, _ = printed(build_of(form_of(mixed, *EVERY_KIND)))
    for file in files.values():
        fonts = set(re.findall(r"/BaseFont ?/[A-Z]{6}\+([\w-]+)", laid_bare(file.content)))
        assert fonts
        assert all(font.startswith(("NotoSans", "DejaVuSansMono")) for font in fonts), fonts


@pytest.mark.parametrize("layout", [BARE, Layout(columns=2), Layout(half_sheet=True)])
def test_long_titles_and_instructions_go_on_over_pages(printed: Printer, layout: Layout) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    title = " ".join(f"title{n}" for n in range(60)) + " " + "W" * 90
    sections = (FormSection(title, rich(words), (Placed(1, "q", (0, 1, 2, 3), 1.0),)),)
    asked = item("q", "Which town?", CHOICE)
    form = form_of(asked, title=title, instructions=rich(words), sections=sections, layout=layout)
    files, _ = printed(build_of(form))
    file = files["harbour-check-a.pdf"]
    assert text_of(file).count("word899") == 2
    for page in pypdfium2.PdfDocument(file.content):
        shown = page.get_textpage()
        boxes = [shown.get_charbox(at) for at in range(shown.count_chars())]
        assert min(bottom for _, bottom, _, _ in boxes) > 15
        assert max(right for _, _, right, _ in boxes) < page.get_width() * 0.91


def test_a_blank_in_bold_words_is_as_wide_as_any_other(printed: Printer) -> None:
    dug = (Text("Dug by "), Blank(0))
    for stem in (dug, (Strong(dug),), (Emphasis((Strong(dug),)),)):
        files, problems = printed(build_of(form_of(item("g", stem, Gaps((Gap("hand"),))))))
        assert problems == []
        page = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)[0]
        bounds = (each.get_bounds() for each in page.get_objects(max_depth=4))
        assert 92 in [round(right - left) for left, _, right, _ in bounds]  # 32 mm in points
