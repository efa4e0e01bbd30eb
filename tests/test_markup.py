"""Inline Markdown: a few marks, and everything else is text."""

from __future__ import annotations

import pytest
from making import make_deck

from quizgen.deck.markup import joined, parse_markdown
from quizgen.quiz.rich import Break, Code, Emphasis, Link, Rich, Strong, plain


@pytest.mark.parametrize(
    ("text", "rich"),
    [
        ("", ()),
        ("plain", ("plain",)),
        ("**strong**", (Strong(("strong",)),)),
        ("__strong__", (Strong(("strong",)),)),
        ("*em* and _em_", (Emphasis(("em",)), " and ", Emphasis(("em",)))),
        ("***both***", (Emphasis((Strong(("both",)),)),)),
        ("**a *b* c**", (Strong(("a ", Emphasis(("b",)), " c")),)),
        ("`code *x*`", (Code("code *x*"),)),
        ("[a *b*](http://x.org 'title')", (Link(("a ", Emphasis(("b",))), "http://x.org"),)),
        ("one\\\ntwo", ("one", Break(), "two")),
        ("one  \ntwo", ("one", Break(), "two")),
        ("one\ntwo", ("one two",)),
        ("\\*not\\* \\`this\\`", ("*not* `this`",)),
    ],
)
def test_markup(text: str, rich: Rich) -> None:
    assert parse_markdown(text) == rich


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> <script>alert(1)</script>",
        "<!-- *hidden -->",
        "<http://x.org>",
        "http://x.org",
        "&amp; &lt; &#42; &copy;",
        "![alt](http://x.org/a.png)",
        "![alt][ref]",
        "[x](javascript:alert(1))",
        "[x](JaVaScript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "[x][ref] [x]",
        "[x]: http://x.org",
        "# no heading",
        "- no list",
        "> no quotation",
        "| no | table |",
        "~~no strikethrough~~ ^no^ ~no~",
        "snake_case_name",
        "2 * 3 * 4 and 5 ** 6",
        "$x^2$",
        "*open",
        "`open",
        "[open",
        "Айгүл — “тест” … 日本 🙂",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert parse_markdown(text) == (text,)
    assert parse_markdown(f"[a](b) {text}") == (Link(("a",), "b"), f" {text}")


def test_an_image_after_code_and_a_link_after_a_mark() -> None:
    assert parse_markdown("`![a](b)` ![a](b)") == (Code("![a](b)"), " ![a](b)")
    assert parse_markdown("Look\\![a](b)") == ("Look!", Link(("a",), "b"))


def test_plain_text_of_markup() -> None:
    assert plain(parse_markdown("**a** [b *c*](http://x.org)\\\n`d`")) == "a b c d"


def test_neighbouring_texts_are_one() -> None:
    assert joined(["a", "", "b", Break(), "", "c"]) == ("ab", Break(), "c")


def test_options_rationales_and_titles_are_markdown_too() -> None:
    made = make_deck("""
claims: {a: {speaker: reporter, quote: "with 14 stalls"}}
questions:
  q:
    kind: choice
    claim: a
    stem: How *many*?
    key: "**14**"
    distractors: {"_15_": "*no*", "<i>16</i>": no}
quizzes:
  z:
    title: Z
    sections: [{title: "*One*", instructions: "**Read**", items: [q]}]
""")
    by_text = {plain(o.content): o for o in made.choice("q").options}
    assert by_text["14"].content == (Strong(("14",)),)
    assert (by_text["15"].content, by_text["15"].rationale) == (
        (Emphasis(("15",)),),
        (Emphasis(("no",)),),
    )
    assert by_text["<i>16</i>"].content == ("<i>16</i>",)
    section = made.forms[0].sections[0]
    assert (section.title, section.instructions) == ("One", (Strong(("Read",)),))


def test_private_characters_stay_out_or_stay_text() -> None:
    """Inside, planes 15 and 16 stand for placeholders; the private use area below is text."""
    assert parse_markdown("\ue000*x*") == ("\ue000", Emphasis(("x",)))
    made = make_deck("""
claims: {a: {speaker: reporter, quote: "with 14 stalls", slots: {n: "14"}}}
questions: {q: {kind: open, claim: a, stem: "{n}\ue000 and \\ue001?", key: X}}
""")
    assert made.stem("q") == "14\ue000 and \ue001?"
