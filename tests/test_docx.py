"""What Word files say, read back as Word's own parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import HEAD, rebuilt, replace
from word_files import (
    EVERY_KIND,
    SQUARE,
    built,
    in_column,
    in_language,
    parts,
    pictures,
    read,
    rows,
    texts,
    written,
)

from quizgen.quiz.model import Image
from quizgen.writers import File


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, File]:
    return written(in_column(), tmp_path_factory.mktemp("docx"))


@pytest.fixture(scope="module")
def quiz(files: dict[str, File]) -> File:
    return files["test-check-a.docx"]


def test_headings_make_the_outline(quiz: File) -> None:
    assert texts(quiz, "Heading 1") == ["Market check"]
    assert texts(quiz, "Heading 2") == ["Read the text", "Facts", "More"]
    blank = "_" * 16
    assert texts(quiz, "Heading 3") == [
        "Which is needed? Choose one.",
        "Which are sold? Choose all that apply. Scoring: all right options ticked and no wrong one,"
        " or no points.",
        f"Then (1)\xa0{blank} came before (2)\xa0{blank}.",
        "Which month was it?",
        "How many stalls?",
        "Name the fruit.",
        "Who is who?",
        "What came when?",
        "Why was it?",
    ]


BOX = " " + "\xa0" * 5 + "\t"  # with a border around it


def test_every_kind_has_its_room_to_answer(quiz: File) -> None:
    assert sorted(texts(quiz, "Option")) == ["Keya", "Keyb", "Keyluck", "ice", "ink", "rope", "wax"]
    entry, number = texts(quiz, "Answer")
    assert entry == "Answer: \t"
    assert re.fullmatch("Answer: _{10,}\xa0stalls", number)
    assert texts(quiz, "Answer List") == ["\t"] * 3
    assert texts(quiz, "Writing Line") == ["\t"] * 4
    assert sorted(texts(quiz, "Ordering Step")) == [
        f"{BOX}grown",
        f"{BOX}sold",
        f"{BOX}sown",
    ]
    (table,) = read(quiz).tables
    assert [cell.text for cell in table.columns[0].cells] == [f"{BOX}Ann", f"{BOX}Boris", ""]
    assert sorted(cell.text for cell in table.columns[1].cells) == ["Berg", "Holm", "Lind"]
    assert texts(quiz, "Opening") == ["Take your time."]
    assert texts(quiz, "Instructions") == ["Read first."]
    assert [text[:5] for text in texts(quiz, "Passage")] == ["1\tThe", "2\t“Ap", "3\tShe"]
    styles = [style for style, _ in rows(quiz)]
    at = styles.index("Credit")  # above the text, as in the PDF
    assert styles[at - 1 : at + 2] == ["Heading 2", "Credit", "Passage"]


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
        "word/footer2.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }


def test_the_quiz_has_no_style_of_a_key(quiz: File) -> None:
    names = [style.name or "" for style in read(quiz).styles]
    assert "Option" in names
    assert not [name for name in names if "Key" in name or "Given" in name or "Id" in name]


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
    footer = next(text for name, text in parts(quiz).items() if "footer" in name)
    assert not re.search("[\u2066-\u2069]", footer.partition("Page")[2])


@pytest.mark.parametrize(("code", "side"), [("en", "left"), ("he", "right")])
def test_the_bar_beside_an_answer_stands_where_its_line_begins(
    code: str, side: str, tmp_path: Path
) -> None:
    head = HEAD.replace("language: en", f"language: {code}")
    key = written(built(head=head), tmp_path)["test-check-a-key.docx"]
    assert re.findall(r"<w:pBdr><w:(left|right) ", parts(key)["word/styles.xml"]) == [side]


@pytest.mark.parametrize(("code", "counting"), [("en", "upperLetter"), ("ru", "russianUpper")])
def test_word_counts_where_it_knows_the_letters(code: str, counting: str, tmp_path: Path) -> None:
    quiz = in_language(code, tmp_path)
    assert counting in parts(quiz)["word/numbering.xml"]
    assert not [text for text in texts(quiz, "Option") if "\t" in text]


def test_letters_that_word_does_not_know_are_typed(tmp_path: Path) -> None:
    options = texts(in_language("kk", tmp_path), "Option")
    assert [text.partition("\t")[0] for text in options[:4]] == ["○ А", "○ Ә", "○ Б", "○ В"]
