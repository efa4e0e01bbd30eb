"""Word files, read back as Word's own parts and, converted by LibreOffice, as pages."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from making import HEAD, as_build, make_deck, rebuilt, replace

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.quiz.build import Build
from quizgen.quiz.layout import Layout, Paper, Style
from quizgen.quiz.model import Image
from quizgen.writers import File
from quizgen.writers.docx import write

DAY = 1_760_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

EVERY_KIND = """
claims:
  c: {speaker: reporter, quote: trade needs luck}
questions:
  pick: {kind: choice, claim: c, stem: Which is needed?, key: Keyluck, distractors: [ink, ice, wax]}
  some: {kind: multiple, claim: c, stem: Which are sold?, keys: [Keya, Keyb], distractors: [rope]}
  fill: {kind: cloze, claim: c, stem: "Then ==Keypears== came before ==Keyplums==."}
  word: {kind: short, claim: c, stem: Which month was it?, key: Keymay}
  size: {kind: numeric, claim: c, stem: How many stalls?, key: "1974", unit: stalls}
  name: {kind: list, claim: c, stem: Name the fruit., keys: [Keyapple, Keypear, Keyplum]}
  pair:
    {kind: matching, claim: c, stem: Who is who?, pairs: {Ann: Berg, Boris: Lind}, extras: [Holm]}
  sort: {kind: ordering, claim: c, stem: What came when?, steps: [sown, grown, sold]}
  tell: {kind: open, claim: c, stem: Why was it?, key: Keyreason, marking: [Keypoint], lines: 4}
quizzes:
  check:
    title: Market check
    instructions: Take your time.
    passage: source
    sections:
      - {title: Facts, instructions: Read first., items: [pick, some, fill, word, size]}
      - {title: More, items: [name, pair, sort, tell]}
"""


def built(body: str = EVERY_KIND, head: str = HEAD, **layout: object) -> Build:
    made = make_deck(body, head=head)
    assert made.deck is not None
    chosen = Layout(**layout)  # type: ignore[arg-type]  # any key of Layout
    forms = tuple(replace(form, layout=chosen) for form in made.forms)
    return as_build(made.deck.about, tuple(made.items.values()), forms, DAY)


def written(build: Build, folder: Path) -> dict[str, File]:
    made = list(write(build, folder))
    problems = [each for each in made if isinstance(each, Diagnostic)]
    assert problems == []
    return {each.name: each for each in made if isinstance(each, File)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, File]:
    return written(built(), tmp_path_factory.mktemp("docx"))


@pytest.fixture(scope="module")
def quiz(files: dict[str, File]) -> File:
    return files["test-check-a.docx"]


def read(file: File) -> docx.document.Document:
    return docx.Document(io.BytesIO(file.content))


def parts(file: File) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def rows(file: File) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables."""
    return [(str(p.style and p.style.name), p.text) for p in read(file).paragraphs]


def texts(file: File, style: str) -> list[str]:
    return [text for name, text in rows(file) if name == style]


# --- What stands where ------------------------------------------------------------------------


def test_headings_make_the_outline(quiz: File) -> None:
    assert texts(quiz, "Heading 1") == ["Market check"]
    assert texts(quiz, "Heading 2") == ["Read the text", "Facts", "More"]
    asked = [text.partition(" \t")[0] for text in texts(quiz, "Heading 3")]
    blank = "_" * 16
    assert asked == [
        "Which is needed? Choose one.",
        "Which are sold? Choose all that apply. Scoring: every part right, or no points.",
        f"Then (1)\xa0{blank} came before (2)\xa0{blank}.",
        "Which month was it?",
        "How many stalls?",
        "Name the fruit.",
        "Who is who?",
        "What came when?",
        "Why was it?",
    ]
    assert {text.partition("\t")[2] for text in texts(quiz, "Heading 3")} == {"1\xa0point"}


def test_every_kind_has_its_room_to_answer(quiz: File) -> None:
    assert sorted(texts(quiz, "Option")) == ["Keya", "Keyb", "Keyluck", "ice", "ink", "rope", "wax"]
    entry, number = texts(quiz, "Answer")
    assert entry == "Answer: \t"
    assert re.fullmatch("Answer: _{10,}\xa0stalls", number)
    assert texts(quiz, "Answer List") == ["\t"] * 3
    assert texts(quiz, "Writing Line") == ["\t"] * 4
    assert sorted(texts(quiz, "Ordering Step")) == [
        "□\xa0\xa0grown",
        "□\xa0\xa0sold",
        "□\xa0\xa0sown",
    ]
    (table,) = read(quiz).tables
    assert [cell.text for cell in table.columns[0].cells] == ["□\xa0\xa0Ann", "□\xa0\xa0Boris", ""]
    assert sorted(cell.text for cell in table.columns[1].cells) == ["Berg", "Holm", "Lind"]
    assert texts(quiz, "Opening") == ["Take your time."]
    assert texts(quiz, "Instructions") == ["Read first."]
    assert [text[:5] for text in texts(quiz, "Passage")] == ["1\tThe", "2\t“Ap", "3\tShe"]


def test_the_look_is_in_the_styles(quiz: File) -> None:
    """No paragraph is formatted directly, but for its list and for the end of a question."""
    body = parse_xml(parts(quiz)["word/document.xml"].encode())
    direct = {child.tag for found in body.iter(f"{W}pPr") for child in found}
    assert direct == {f"{W}pStyle", f"{W}numPr", f"{W}keepNext"}
    assert {child.tag for found in body.iter(f"{W}rPr") for child in found} == {f"{W}rStyle"}
    used = {found.get(f"{W}val") for found in body.iter() if found.tag.endswith("Style")}
    assert used <= {style.style_id for style in read(quiz).styles}


def test_a_question_stays_on_its_page(quiz: File) -> None:
    """Every paragraph keeps with the next and is kept whole, but for the last of a question."""
    document = read(quiz)
    ends = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.paragraph_format.keep_with_next is False
    ]
    assert len(ends) == 8  # the ninth ends in a table
    styles = {str(p.style and p.style.name) for p in document.paragraphs} - {
        "Summary", "Particulars", "Opening", "Passage", "Credit",
    }  # fmt: skip
    for style in styles | {"Matching Left", "Matching Right"}:
        looks = document.styles[style].paragraph_format  # type: ignore[attr-defined]  # paragraphs
        assert looks.keep_with_next
        assert looks.keep_together
    last = document.tables[0].rows[-1]
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells]
    assert kept == [False, False]


def test_the_foot_of_a_page_has_fields(quiz: File) -> None:
    footer = next(text for name, text in parts(quiz).items() if "footer" in name)
    assert re.findall(r'w:instr="(\w+)"', footer) == ["PAGE", "NUMPAGES"]
    words = read(quiz).sections[0].footer.paragraphs[0].text
    assert re.fullmatch(r"Market check · Form A · Edition\s\w{6}\tPage  of ", words)


def test_the_file_says_what_it_is(quiz: File) -> None:
    properties = read(quiz).core_properties
    assert re.fullmatch(r"Market check · Form A · Edition\s\w{6}", properties.title)
    assert properties.language == "en-US"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified
    assert 'w:lang w:val="en-US"' in parts(quiz)["word/styles.xml"]
    assert "PDF" in quiz.advice


# --- What must not be there -------------------------------------------------------------------

SECRETS = ("Keypears", "Keyplums", "Keymay", "1974", "Keyapple", "Keyreason", "Keypoint")
IDS = ("pick", "some", "fill", "word", "size", "name", "pair", "sort", "tell")


def test_nothing_of_the_key_is_in_the_quiz(files: dict[str, File], quiz: File) -> None:
    """Neither in words, properties, styles nor alternative texts; there are no comments."""
    everything = "".join(parts(quiz).values())
    for secret in SECRETS:
        assert secret not in everything
        assert secret in parts(files["test-check-a-key.docx"])["word/document.xml"]
    for name in IDS:
        assert f">{name}<" not in everything
    options = [p for p in read(quiz).paragraphs if p.style and p.style.name == "Option"]
    assert len({tuple(r.style and r.style.name for r in p.runs) for p in options}) == 1
    assert set(parts(quiz)) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }


def test_the_quiz_has_no_style_of_a_key(quiz: File) -> None:
    names = [style.name or "" for style in read(quiz).styles]
    assert "Option" in names
    assert not [name for name in names if "Key" in name or "Given" in name or "Id" in name]


# --- The key and the sheet for learners -------------------------------------------------------


def test_the_key_has_the_letters_of_the_form(files: dict[str, File], quiz: File) -> None:
    printed = texts(quiz, "Option")[:4]
    letter = "ABCD"[printed.index("Keyluck")]
    key = texts(files["test-check-a-key.docx"], "Key")
    assert key[0] == f"{letter}\tKeyluck"
    marked = texts(files["test-check-a-key.docx"], "Option")
    assert f"● {letter}\tKeyluck" in marked
    assert sum(text.startswith("■") for text in marked) == 2
    assert "Answer:\tKeyreason" in key
    notes = texts(files["test-check-a-key.docx"], "Key Evidence")
    assert "Evidence  “trade needs luck” — the report, in its own words, par. 3" in notes


def test_learners_see_no_id(files: dict[str, File]) -> None:
    feedback = files["test-check-a-feedback.docx"]
    assert "Keyreason" in parts(feedback)["word/document.xml"]
    assert "Keypoint" not in parts(feedback)["word/document.xml"]
    assert "QuestionId" not in parts(feedback)["word/document.xml"]


# --- Bytes ------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(files: dict[str, File], tmp_path: Path) -> None:
    assert written(built(), tmp_path) == files
    with zipfile.ZipFile(io.BytesIO(files["test-check-a.docx"].content)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


# In the order of the standard, which Word insists on.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs bidi spacing "
    "ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs spacing position sz szCs u rtl lang",
    "sectPr": "footerReference type pgSz pgMar cols bidi",
    "style": "name aliases basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "tblPr": "bidiVisual tblW tblInd tblLayout tblCellMar",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
    "numbering": "abstractNum num",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_parts_stand_in_the_order_of_the_standard(language: str, tmp_path: Path) -> None:
    head = HEAD.replace("language: en", f"language: {language}")
    for file in written(built(head=head, columns=2), tmp_path).values():
        for name, text in parts(file).items():
            if name.startswith("word/") and name.endswith(".xml"):
                for found in parse_xml(text.encode()).iter():
                    assert_in_order(found)


def assert_in_order(found: BaseOxmlElement) -> None:
    order = ORDERS.get(found.tag.removeprefix(W))
    if order is None:
        return
    places = [order.split().index(child.tag.removeprefix(W)) for child in found]
    assert places == sorted(places), found.tag


# --- Hostile and foreign text -----------------------------------------------------------------


HOSTILE = "</w:t> <b>& ]]> {PAGE} &amp; %1 =1+1 \\t {{x}} #x ${y} <?z?> \N{ZERO WIDTH SPACE}'\""


def test_author_text_is_never_markup(tmp_path: Path) -> None:
    build = built()
    (form,) = build.deck.forms
    section = form.sections[0]
    (first, *rest) = build.deck.items_on(form)
    item = replace(first, stem=(HOSTILE,), image=Image("x.svg", HOSTILE, SQUARE))
    sections = (replace(section, title=HOSTILE),)
    hostile = replace(form, title=HOSTILE, instructions=(HOSTILE,), sections=sections)
    quiz = written(rebuilt(build, items=(item, *rest), forms=(hostile,)), tmp_path)[
        "test-check-a.docx"
    ]
    assert texts(quiz, "Heading 1") == [HOSTILE]
    assert texts(quiz, "Heading 2")[1] == HOSTILE
    assert texts(quiz, "Heading 3")[0].startswith(HOSTILE)
    assert texts(quiz, "Opening") == [HOSTILE]
    assert [picture["descr"] for picture in pictures(quiz)] == [HOSTILE]
    footer = next(text for name, text in parts(quiz).items() if "footer" in name)
    assert footer.count("instr=") == 2


def test_emphasis_and_breaks_of_the_author_stay(tmp_path: Path) -> None:
    body = EVERY_KIND.replace("Why was it?", '"**Why** *was `it` **so***?\\\\\n\\n      Say it."')
    quiz = written(built(body), tmp_path)["test-check-a.docx"]
    *_, stem = (p for p in read(quiz).paragraphs if p.style and p.style.name == "Heading 3")
    styled = [(r.text, r.style and r.style.name, r.bold, r.italic) for r in stem.runs]
    assert styled[:6] == [
        ("Why", "Strong", None, None),
        (" ", "Default Paragraph Font", None, None),
        ("was ", "Emphasis", None, None),
        ("it", "Code", None, True),
        (" ", "Emphasis", None, None),
        ("so", "Strong", None, True),
    ]


def in_language(code: str, folder: Path, **layout: object) -> File:
    head = HEAD.replace("language: en", f"language: {code}")
    return written(built(head=head, **layout), folder)["test-check-a.docx"]


def test_the_language_is_set(tmp_path: Path) -> None:
    quiz = in_language("kk", tmp_path)
    assert 'w:lang w:val="kk-KZ"' in parts(quiz)["word/styles.xml"]
    assert "w:bidi" not in parts(quiz)["word/styles.xml"].replace("w:bidi=", "")
    assert read(quiz).core_properties.language == "kk-KZ"


def test_right_to_left(tmp_path: Path) -> None:
    quiz = in_language("ar", tmp_path)
    styles, body = (parts(quiz)[f"word/{name}.xml"] for name in ("styles", "document"))
    assert "<w:bidi/>" in styles
    assert "<w:rtl/>" in styles
    assert "<w:bidiVisual/>" in body
    assert "<w:bidi/>" in body


@pytest.mark.parametrize(("code", "counting"), [("en", "upperLetter"), ("ru", "russianUpper")])
def test_word_counts_where_it_knows_the_letters(code: str, counting: str, tmp_path: Path) -> None:
    quiz = in_language(code, tmp_path)
    assert counting in parts(quiz)["word/numbering.xml"]
    assert not [text for text in texts(quiz, "Option") if "\t" in text]


def test_letters_that_word_does_not_know_are_typed(tmp_path: Path) -> None:
    options = texts(in_language("kk", tmp_path), "Option")
    assert [text.partition("\t")[0] for text in options[:4]] == ["○ А", "○ Ә", "○ Б", "○ В"]


# --- Layout and images ------------------------------------------------------------------------


def test_the_page_follows_the_layout(tmp_path: Path) -> None:
    quiz = in_language("en", tmp_path, paper=Paper.LETTER, columns=2, size=12)
    first, second = read(quiz).sections
    assert (first.page_width and first.page_width.mm) == pytest.approx(215.9, abs=0.1)
    assert (second.page_height and second.page_height.mm) == pytest.approx(279.4, abs=0.1)
    assert 'w:num="2"' in parts(quiz)["word/document.xml"]
    sizes = re.findall(r'w:sz w:val="(\d+)"', parts(quiz)["word/styles.xml"])
    assert sizes[0] == "24"


@pytest.mark.parametrize(
    ("layout", "size", "width"),
    [
        ({"style": Style.LARGE_PRINT}, "36", 210),
        ({"style": Style.DYSLEXIA}, "26", 210),
        ({"half_sheet": True}, "18", 148.5),
    ],
)
def test_styles_and_half_sheets(
    layout: dict[str, object], size: str, width: float, tmp_path: Path
) -> None:
    quiz = in_language("en", tmp_path, **layout)
    assert re.findall(r'w:sz w:val="(\d+)"', parts(quiz)["word/styles.xml"])[0] == size
    page = read(quiz).sections[0]
    assert (page.page_width and page.page_width.mm) == pytest.approx(width, abs=0.1)


SQUARE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 30'><path d='M5 5h80v20h-80z'/></svg>"
)


def png(width: int, height: int) -> bytes:
    """All black."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    dots = zlib.compress((b"\0" + bytes(-(-width // 8))) * height)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Of a PNG."""
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def pictures(file: File) -> list[dict[str, str]]:
    body = parse_xml(parts(file)["word/document.xml"].encode())
    return [dict(found.attrib) for found in body.iter() if found.tag.endswith("}docPr")]


def with_image(image: Image) -> Build:
    build = built()
    (form,) = build.deck.forms
    (first, *rest) = build.deck.items_on(form)
    return rebuilt(build, items=(replace(first, image=image), *rest))


def test_an_image_keeps_its_bytes_and_says_what_it_shows(tmp_path: Path) -> None:
    content = png(2000, 1000)
    image = Image("Keyluck.png", "A map", content)
    quiz = written(with_image(image), tmp_path)["test-check-a.docx"]
    (shape,) = read(quiz).inline_shapes
    assert shape.width.mm == pytest.approx(162, abs=2)  # the column
    assert shape.width == pytest.approx(2 * shape.height, rel=0.001)
    assert pictures(quiz) == [{"id": "1", "name": "Picture 1", "descr": "A map"}]
    with zipfile.ZipFile(io.BytesIO(quiz.content)) as archive:
        assert archive.read("word/media/image1.png") == content
    assert "Keyluck.png" not in "".join(parts(quiz).values())


def test_an_image_that_word_cannot_read_is_drawn(tmp_path: Path) -> None:
    quiz = written(with_image(Image("a.svg", "A square", SQUARE)), tmp_path)["test-check-a.docx"]
    (shape,) = read(quiz).inline_shapes
    assert (shape.width.pt, shape.height.pt) == pytest.approx((67.5, 22.5), abs=0.5)
    with zipfile.ZipFile(io.BytesIO(quiz.content)) as archive:
        assert archive.read("word/media/image1.png").startswith(b"\x89PNG")


def test_an_image_that_the_library_stumbles_over_is_drawn(tmp_path: Path) -> None:
    """One pixel a metre: python-docx divides by no dots an inch."""
    header = 8 + 25
    content = png(90, 30)
    vast = content[:header] + chunk(b"pHYs", struct.pack(">IIB", 1, 1, 1)) + content[header:]
    quiz = written(with_image(Image("a.png", "A map", vast)), tmp_path)["test-check-a.docx"]
    (shape,) = read(quiz).inline_shapes
    assert shape.width.mm == pytest.approx(162, abs=2)


def test_without_typst_only_what_it_must_draw_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert written(with_image(Image("a.png", "A map", png(9, 9))), tmp_path)
    (problem,) = write(with_image(Image("a.svg", "A square", SQUARE)), tmp_path)
    assert isinstance(problem, Diagnostic)
    assert problem.code == "no-typst"
    assert problem.severity is Severity.WARNING
    assert "`pick`" in problem.message


def test_a_damaged_image_names_its_question(tmp_path: Path) -> None:
    made = list(write(with_image(Image("a.png", "A map", png(9, 9)[:40])), tmp_path))
    (problem,) = made
    assert isinstance(problem, Diagnostic)
    assert problem.code == "unprintable"
    assert "`pick`" in problem.message


# --- LibreOffice ------------------------------------------------------------------------------


def converted(files: list[File], folder: Path) -> list[list[str]]:
    """The words of each page of each file, as LibreOffice prints them."""
    office = shutil.which("soffice")
    if office is None:
        message = "NOT CHECKED in LibreOffice: there is no soffice (install libreoffice-writer)"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=2)
        pytest.skip(message)
    for file in files:
        (folder / file.name).write_bytes(file.content)
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    names = [str(folder / file.name) for file in files]
    convert = ["--convert-to", "pdf", "--outdir", str(folder), *names]
    subprocess.run([*command, *convert], check=True, capture_output=True, timeout=180)
    return [pages(folder / file.name.replace(".docx", ".pdf")) for file in files]


def pages(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


LONG = """
claims:
  c: {speaker: reporter, quote: trade needs luck}
questions:
QUESTIONS
quizzes:
  check: {title: Long check, forms: 2, sections: [{title: All, items: [ITEMS]}]}
"""


def test_libreoffice_shows_the_same_questions_in_the_same_order(
    files: dict[str, File], tmp_path: Path
) -> None:
    """Letters and numbers as well, which Word and LibreOffice count themselves."""
    quiz = files["test-check-a.docx"]
    russian = replace(in_language("ru", tmp_path), name="ru.docx")
    kazakh = replace(in_language("kk", tmp_path), name="kk.docx")
    shown = converted([quiz, files["test-check-a-key.docx"], russian, kazakh], tmp_path)
    english = " ".join(shown[0])
    stems = [text.partition(" \t")[0] for text in texts(quiz, "Heading 3")]
    places = [english.index(f"{number}. {stem[:5]}") for number, stem in enumerate(stems, 1)]
    assert places == sorted(places)
    options = texts(quiz, "Option")
    lettered = [f"○ {letter} {text}" for letter, text in zip("ABCD", options, strict=False)]
    lettered += [f"□ {letter} {text}" for letter, text in zip("ABC", options[4:], strict=True)]
    at = 0
    for row in lettered:
        at = english.index(row, at)
    assert f"Page {len(shown[0])} of {len(shown[0])}" in shown[0][-1]
    assert "Answer key: Market check" in shown[1][0]
    assert "With the answers: Market check" in " ".join(shown[1])
    for words, letters in ((shown[2], "АБВГ"), (shown[3], "АӘБВ")):
        for letter, text in zip(letters, options, strict=False):
            assert f"○ {letter} " in " ".join(words), text


def test_libreoffice_splits_no_question(tmp_path: Path) -> None:
    names = [f"q{number}" for number in range(1, 26)]
    asked = "\n".join(
        f'  {name}: {{kind: choice, claim: c, stem: "Begin-{name}?", key: luck, '
        f"distractors: [{', '.join(f'end{name}x{i}' for i in range(1 + number % 6))}]}}"
        for number, name in enumerate(names)
    )
    body = LONG.replace("QUESTIONS", asked).replace("ITEMS", ", ".join(names))
    files = written(built(body, half_sheet=True, size=14), tmp_path)
    quiz = files["test-check-b.docx"]
    (shown,) = converted([quiz], tmp_path)
    assert len(shown) > 5
    whole = " ".join(shown)
    for name in names:
        (home,) = (words for words in shown if f"Begin-{name}?" in words)
        ends = set(re.findall(rf"end{name}x\d", whole))
        assert ends
        assert ends == set(re.findall(rf"end{name}x\d", home))
