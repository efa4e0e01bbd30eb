"""Raised and lowered signs, such as x^2^ and H~2~O: what is one, and how every outlet shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import HEAD, make_deck, try_deck
from printing import text_of
from word_files import built, read

from quizgen.deck.markup import parse_markdown
from quizgen.importers._foreign_text import as_prose
from quizgen.pages.as_text import as_prompt
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Build
from quizgen.quiz.notation import same
from quizgen.quiz.rich import Code, Emphasis, Link, Rich, Strong, Subscript, Superscript, plain
from quizgen.writers import File, csv, docx, gift, pdf
from quizgen.writers import html as page
from quizgen.writers.anki.note_fields import note_fields

NO_SOURCE = HEAD.replace("{file: text.txt, as: the report}", "none")


def up(text: str) -> Superscript:
    return Superscript((text,))


def down(text: str) -> Subscript:
    return Subscript((text,))


@pytest.mark.parametrize(
    ("text", "rich"),
    [
        ("H~2~O", ("H", down("2"), "O")),
        ("5 m^2^, 3 m^3^.", ("5 m", up("2"), ", 3 m", up("3"), ".")),
        ("SO~4~^2−^", ("SO", down("4"), up("2−"))),
        ("*x*^n+1^", (Emphasis(("x",)), up("n+1"))),
        ("**m^2^**", (Strong(("m", up("2"))),)),
        ("(a+b)^2^", ("(a+b)", up("2"))),
        ("[x^2^](http://x.org)", (Link(("x", up("2")), "http://x.org"),)),
        ("`x`~i~", (Code("x"), down("i"))),
        ("вода_H~2~O", ("вода_H", down("2"), "O")),
    ],
)
def test_signs_behind_a_sign_are_shifted(text: str, rich: Rich) -> None:
    assert parse_markdown(text) == rich


@pytest.mark.parametrize(
    "text",
    [
        "~5 km and ~6 km",
        "x^2 + y^2",
        "2^10",
        "2^3^2",
        "10~20~30 km",
        "a|b",
        "~/notes/~me",
        "http://x.org/~me/~you",
        "^no^ ~no~",
        "x~~2~~",
        "a^ b^",
        "a^b c^",
        "x^^",
        "~~struck~~",
        "x^" + "y" * 40 + "^",
    ],
)
def test_other_signs_are_text(text: str) -> None:
    assert parse_markdown(text) == (text,)


def test_a_backslash_makes_text_of_them_and_code_has_none() -> None:
    assert parse_markdown(r"H\~2\~O and x\^2\^") == ("H~2~O and x^2^",)
    assert parse_markdown("`x^2^`") == (Code("x^2^"),)


@pytest.mark.parametrize("words", ["H~2~O", "x^2^ and y", "a | b", "1~a~"])
def test_an_import_keeps_the_signs_of_other_programs(words: str) -> None:
    written, _ = as_prose((words,))
    assert parse_markdown(written) == (words,)


@pytest.mark.parametrize("rich", [("x", up("n+1"), " = H", down("2")), (Emphasis(("x",)), up("2"))])
def test_an_import_writes_what_reads_back(rich: Rich) -> None:
    written, is_whole = as_prose(rich)
    assert (parse_markdown(written), is_whole) == (rich, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10^9^", "10⁹"),
        ("H~2~O", "H₂O"),
        ("x^n+1^", "xⁿ⁺¹"),
        ("x^ab^", "x^(ab)"),
        ("x~i~", "x_(i)"),
    ],
)
def test_plain_text_never_makes_another_number_of_it(text: str, words: str) -> None:
    assert plain(parse_markdown(text)) == words


def test_values_and_gaps_may_be_raised() -> None:
    made = make_deck("""
claims: {a: {speaker: reporter, quote: "with 14 stalls", slots: {n: "14"}}}
questions:
  q: {kind: cloze, claim: a, stem: "The report counts x^{n}^ and x^==14==^ stalls."}
""")
    assert made.items["q"].stem[1] == up("14")
    assert plain(made.items["q"].stem, "?") == "The report counts x¹⁴ and x^(?) stalls."


def test_options_may_differ_in_what_is_raised_alone() -> None:
    body = "questions: {q: {kind: choice, stem: Which?, key: 10^2^, distractors: [%s]}}"
    for other in ("102", "10~2~", "10^3^", "10²0"):
        assert try_deck(body % other, head=NO_SOURCE).codes == []
    assert try_deck(body % "10²", head=NO_SOURCE).codes == ["key-among-distractors"]
    assert same("x²") != same("x2")


# --- Every outlet ------------------------------------------------------------------------------

STEM = """
questions:
  q: {kind: choice, stem: "Is 1 m^2^ of CO~2~ <b>?", key: x^ab^, distractors: [x^2^, "2^10"]}
"""


@pytest.fixture(scope="module")
def build() -> Build:
    return built(STEM, head=NO_SOURCE)


def file(build: Build, writer, folder: Path, name: str) -> File:
    made = [each for each in writer.write(build, folder) if isinstance(each, File)]
    return next(each for each in made if each.name.endswith(name))


def test_cards_and_pages_have_the_elements_of_html(build: Build, tmp_path: Path) -> None:
    fields = note_fields(build.deck.items[0], build.deck, load_language("en"), "")
    assert fields["Question"] == "Is 1 m<sup>2</sup> of CO<sub>2</sub> &#60;b&#62;?"
    assert "<li>x<sup>ab</sup></li>" in fields["Options"]
    text = file(build, page, tmp_path, ".html").content.decode()
    assert "Is 1 m<sup>2</sup> of CO<sub>2</sub> &lt;b&gt;?</h2>" in text
    text = file(build, gift, tmp_path, ".gift").content.decode()
    assert "[html]Is 1 m<sup>2</sup> of CO<sub>2</sub> &lt;b&gt;? {" in text


def test_text_has_the_signs_of_unicode(build: Build, tmp_path: Path) -> None:
    rows = as_prompt(build.deck.items[0], build.deck)
    assert "Is 1 m² of CO₂ <b>?" in rows
    assert "x^(ab)" in rows
    text = file(build, csv, tmp_path, ".csv").content.decode()
    assert "Is 1 m² of CO₂ <b>?,choice" in text
    problems = [each.message for each in csv.write(build, tmp_path) if not isinstance(each, File)]
    assert problems == ["CSV has no form for sub- and superscripts: 1 question goes without"]


def test_paper_has_smaller_signs(build: Build, tmp_path: Path) -> None:
    words = text_of(file(build, pdf, tmp_path, "a.pdf"))
    assert "Is 1 m2 of CO2 <b>?" in words.replace(" 2", "2")
    rows = read(file(build, docx, tmp_path, "a.docx")).paragraphs
    (stem,) = [row for row in rows if "Is 1" in row.text]
    shifted = [(run.text, run.font.superscript, run.font.subscript) for run in stem.runs]
    assert ("2", True, False) in shifted
    assert ("2", False, True) in shifted
