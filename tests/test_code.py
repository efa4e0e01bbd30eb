"""Code and paragraphs in a text: what they are, and how every outlet shows them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from making import HEAD, make_deck, try_deck
from printing import text_of
from word_files import built, rows

from quizgen.deck.markup import parse_markdown
from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade
from quizgen.pages.as_text import as_card, as_handout, as_prompt
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Build
from quizgen.quiz.notation import as_typed
from quizgen.quiz.responses import TextEntry
from quizgen.quiz.rich import Break, Code, Emphasis, Listing, NewParagraph, Rich, plain
from quizgen.writers import File, csv, docx, gift, pdf
from quizgen.writers import html as page
from quizgen.writers.anki.note_fields import note_fields

NO_SOURCE = HEAD.replace("{file: text.txt, as: the report}", "none")
PROGRAM = 'if (a == "<b>") {\n    say("# {x} $y$ \\z")\n}'


@pytest.mark.parametrize(
    ("text", "rich"),
    [
        ("one\n\ntwo *three*", ("one", NewParagraph(), "two ", Emphasis(("three",)))),
        ("one\n \n\n\ntwo\n", ("one", NewParagraph(), "two")),
        ("one\ntwo\\\nthree\n\nfour", ("one two", Break(), "three", NewParagraph(), "four")),
        ("a\n```\nx\n\n  y\n```\nb", ("a", Listing("x\n\n  y"), "b")),
        ("```python\n**x**\n```", (Listing("**x**"),)),
        ("````\n```\n````\n", (Listing("```"),)),
        ("```\n\n```", (Listing(""),)),
        ("```\na\n```\n```\nb\n```", (Listing("a"), Listing("b"))),
    ],
)
def test_blocks(text: str, rich: Rich) -> None:
    assert parse_markdown(text) == rich


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo",
        "one\ntwo\n\n",
        "~~~\nwaves\n~~~",
        "```\nopen",
        "``` one line ```",
        "a ```\nb",
        "    four spaces",
        "# no heading\n> no quotation\n- no list",
    ],
)
def test_other_lines_are_one_paragraph(text: str) -> None:
    assert not any(isinstance(node, Listing | NewParagraph) for node in parse_markdown(text))


def test_a_text_in_a_quoted_scalar_has_paragraphs_too() -> None:
    made = make_deck(
        'questions: {q: {kind: flashcard, stem: "one\\n\\ntwo", key: x}}', head=NO_SOURCE
    )
    assert made.items["q"].stem == ("one", NewParagraph(), "two")


# --- Placeholders, gaps and quotations ---------------------------------------------------------


def test_nothing_in_lines_of_code_is_a_placeholder_or_a_gap() -> None:
    stem = f"What?\\n\\n```\\n{PROGRAM}\\n```".replace('"', '\\"').replace("\\z", "\\\\z")
    body = stem.replace("\n", "\\n")
    made = make_deck(
        f'questions: {{q: {{kind: flashcard, stem: "{body}", key: x}}}}', head=NO_SOURCE
    )
    assert made.items["q"].stem == ("What?", Listing(PROGRAM))


def test_equals_signs_in_code_are_no_gap() -> None:
    body = """
questions:
  q: {kind: cloze, stem: "`a == b` and `c == d` make ==True==.", key: x}
"""
    made = try_deck(body.replace(", key: x", ""), head=NO_SOURCE)
    assert made.codes == []
    assert plain(made.items["q"].stem, "_") == "a == b and c == d make _."


def test_a_placeholder_in_code_is_filled() -> None:
    made = make_deck("""
claims: {a: {speaker: reporter, quote: "with 14 stalls", slots: {n: "14"}}}
questions: {q: {kind: open, claim: a, stem: "`{n} == {{x}}` in the report?", key: X}}
""")
    assert made.items["q"].stem == (Code("14 == {x}"), " in the report?")


def test_words_in_quotation_marks_in_code_are_no_quotation() -> None:
    body = """
claims: {{a: {{speaker: reporter, quote: "with 14 stalls"}}}}
questions: {{q: {{kind: open, claim: a, stem: 'What prints {} 14 times?', key: X}}}}
"""
    assert "invented-quotation" in try_deck(body.format('"stall"')).codes
    assert try_deck(body.format('`say("stall")`')).codes == []


def test_a_key_may_stand_in_the_program_that_it_is_about() -> None:
    body = """
questions:
  q: {{kind: choice, stem: "{}", key: '`print(x)`', distractors: ['`x = 1`', '`x = 2`']}}
"""
    shown = "Which line prints?\\n\\n```\\nx = 1\\nprint(x)\\n```"
    assert try_deck(body.format(shown), head=NO_SOURCE).codes == []
    assert try_deck(body.format("What does `print(x)` do?"), head=NO_SOURCE).codes == [
        "key-in-stem"
    ]


# --- Compared exactly --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("`print(x)`", "`Print(x)`"),
        ("`print('x')`", '`print("x")`'),
        ("`print(x)`", "`print( x )`"),
        ("`x`", "`x;`"),
        ("call `f` first", "call `F` first"),
        ("```\nif x:\n  y\n```", "```\nif x:\n    y\n```"),
    ],
)
def test_options_that_differ_in_code_alone_are_different(key: str, other: str) -> None:
    made = choosing(key, other)
    assert made.codes == []
    assert len(made.options("q")) == 3


@pytest.mark.parametrize(
    ("key", "other"),
    [("`x`", "`x`"), ("`x`", "x"), ("Call `f`", "call `f`."), ("print(x)", "Print(x)")],
)
def test_options_that_a_learner_could_not_tell_apart_are_refused(key: str, other: str) -> None:
    made = choosing(key, other)
    assert made.codes == ["key-among-distractors"]
    assert made.deck is not None
    line, _ = made.deck.file.line_and_column(made.problems[0].where.start)
    assert line == 12, "the place is that of the distractor"


def choosing(key: str, other: str):
    body = f"""
questions:
  q:
    kind: choice
    stem: Which?
    distractors: [something else, {quoted(other)}]
    key: {quoted(key)}
"""
    return try_deck(body, head=NO_SOURCE)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def test_steps_and_pairs_compare_code_too() -> None:
    made = try_deck(
        """
questions:
  s: {kind: ordering, stem: Order these., steps: ["`x`", "`X`"]}
  p: {kind: matching, stem: Match these., pairs: {"`b`": "`x`", "`B`": "`X`", c: d}}
""",
        head=NO_SOURCE,
    )
    assert made.codes == []


@pytest.mark.parametrize(
    "body",
    [
        "{kind: short, stem: What prints x?, key: '`Print(x)`', accept: ['`Print (x)`']}",
        "{kind: cloze, stem: 'It is ==`Print(x)`==.', accept: ['`Print (x)`']}",
        "{kind: list, stem: Name two., keys: ['`Print(x)`', y],"
        " accept: {'`Print(x)`': ['`Print (x)`']}}",
    ],
)
def test_code_is_typed_exactly_and_without_backticks(body: str) -> None:
    made = make_deck(f"questions: {{q: {body}}}", head=NO_SOURCE)
    response = made.items["q"].response
    others = tuple("y" for _ in getattr(response, "gaps", ())[1:])
    right = {"Print(x)": True, "`Print(x)`": True, "Print (x)": True, "print(x)": False}
    for typed, is_right in right.items():
        verdict = grade(response, Typed((typed, *others)), EMPTY)
        assert verdict.is_right is is_right, typed


@pytest.mark.parametrize("answer", ["`f` or `g`", "the sign `", "`", "``", "print(x)"])
def test_only_code_alone_is_typed_exactly(answer: str) -> None:
    key = TextEntry(answer)
    assert as_typed(key) is key
    assert grade(key, Typed((answer.upper(),)), EMPTY).is_right


def test_the_script_and_the_card_compare_code_exactly(tmp_path: Path) -> None:
    build = built("questions: {q: {kind: short, stem: What?, key: '`Print(x)`'}}", head=NO_SOURCE)
    text = file(build, page, tmp_path, ".html").content.decode()
    assert '{"type":"text","answer":"Print(x)","match":"exact"}' in text
    fields = note_fields(build.deck.items[0], build.deck, load_language("en"), "")
    assert (fields["Typed"], "key exact" in fields["Answer"]) == ("Print(x)", True)


def test_keys_of_a_list_may_differ_in_code_alone() -> None:
    body = "questions: {{q: {{kind: list, stem: Name two., keys: [{}]}}}}"
    assert try_deck(body.format("'`x`', '`X`'"), head=NO_SOURCE).codes == []
    assert try_deck(body.format("x, X"), head=NO_SOURCE).codes == ["same-options"]


# --- Every outlet ------------------------------------------------------------------------------

EVERYWHERE = """
questions:
  q:
    kind: choice
    stem: |
      What happens?

      Look *here*:

      ```
      if (a == "<b>") {
          say("# {x} $y$ \\\\z")
      }
      ```
    key: |
      ```
      x <- 1
        y
      ```
    distractors: {"`X <- 1`": "No.\\n\\nIt says:\\n\\n```\\nfirst <b>\\n```", nothing: no}
    note: "One.\\n\\nTwo."
""".replace("\\\\z", "\\z")
LINES = ["What happens?", "Look here:", 'if (a == "<b>") {', '    say("# {x} $y$ \\z")', "}"]


@pytest.fixture(scope="module")
def build() -> Build:
    return built(EVERYWHERE, head=NO_SOURCE)


def file(build: Build, writer, folder: Path, name: str) -> File:
    made = [each for each in writer.write(build, folder) if isinstance(each, File)]
    return next(each for each in made if each.name.endswith(name))


def test_a_card_has_code_as_preformatted_text(build: Build) -> None:
    fields = note_fields(build.deck.items[0], build.deck, load_language("en"), "")
    shown = re.search(r"<pre [^>]*>(.*?)</pre>", fields["Question"], re.DOTALL)
    assert shown
    assert "{" not in shown[1]
    assert "<" not in shown[1]
    assert html.unescape(shown[1]) == PROGRAM
    assert fields["Answer"].count("<pre ") == 2
    assert "One.<span" in fields["Note"]


def test_the_page_has_code_outside_of_paragraphs(build: Build, tmp_path: Path) -> None:
    text = file(build, page, tmp_path, ".html").content.decode()
    shown = re.search(r"<h2[^>]*>What happens\?.*?<pre>(.*?)</pre></h2>", text, re.DOTALL)
    assert shown
    assert html.unescape(shown[1]) == PROGRAM
    assert not re.search(r"<p\b(?:(?!</p>).)*<pre", text, re.DOTALL)


def test_the_terminal_keeps_lines_and_indents(build: Build) -> None:
    rows = as_prompt(build.deck.items[0], build.deck).split("\n")
    assert rows[:8] == [
        *LINES[:1],
        "",
        *LINES[1:2],
        "",
        *(f"    {row}" for row in LINES[2:]),
        rows[7],
    ]
    at = next(at for at, row in enumerate(rows) if row.endswith("x <- 1"))
    assert rows[at + 1] == rows[at].index("x") * " " + "  y"


def test_previews_show_every_line(build: Build) -> None:
    for shown in (as_card, as_handout):
        rows = [row.strip() for row in shown(build.deck.items[0], build.deck).split("\n")]
        assert {row.strip() for row in LINES[2:]} <= {row.partition("  (")[0] for row in rows}


def test_the_pdf_prints_code_as_it_stands(build: Build, tmp_path: Path) -> None:
    words = text_of(file(build, pdf, tmp_path, "a.pdf")).replace(" / 1", "")
    assert " ".join(" ".join(LINES).split()) in words


def test_a_word_file_has_a_paragraph_for_each(build: Build, tmp_path: Path) -> None:
    shown = [text for _, text in rows(file(build, docx, tmp_path, "a.docx"))]
    at = shown.index("What happens?")
    assert shown[at + 1] == "Look here:"
    assert shown[at + 2].startswith(PROGRAM)


def test_gift_has_it_on_one_line(build: Build, tmp_path: Path) -> None:
    text = file(build, gift, tmp_path, ".gift").content.decode()
    assert "\n\n" not in text.strip()
    shown = re.search(r"<pre>(.*?)</pre>", text)
    assert shown
    assert html.unescape(re.sub(r"\\([~=#{}:\\])", r"\1", shown[1])) == PROGRAM


def test_csv_has_the_lines_and_names_what_it_loses(build: Build, tmp_path: Path) -> None:
    text = file(build, csv, tmp_path, ".csv").content.decode()
    assert PROGRAM.replace('"', '""') in text
    problems = [each for each in csv.write(build, tmp_path) if not isinstance(each, File)]
    assert [each.message for each in problems] == [
        "CSV has no form for emphasis, code and links: 1 question goes without"
    ]
