"""A source in Markdown: the words that a reader sees can be quoted, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HEAD, make_deck, try_deck

from quizgen.quiz.model import Evidence
from quizgen.source.line_ends import Breaks, paragraphs_of, read_markdown
from quizgen.source.locating import Miss, NotFound, locate
from quizgen.source.source_text import SourceText

ESSAY = """\
---
title: On markets
---
# The *covered* market

The [market](https://example.org/market "a page")
**opened** in May[^1], and ![a stall](stall.png)Anna&nbsp;Berg said: “It is *big*.”
She paid 5 \\* 3 euros <!-- a remark --> for `pears`.[^long]

Two words in a later line
------

- The first stall
- The second
  stall

  belongs to <b>Lind</b>.

[^1]: A note on May.
[^long]: See the book.
    It says more.

    Much more.

> Prices are ~~low~~ high.

| stall | fruit |
|---|---|
| first | pears |

<div class="x">no words</div>

    a line of code
    another

[Lind]: https://example.org
"""


def test_what_a_reader_sees() -> None:
    read = read_markdown(ESSAY)
    assert dict(enumerate(read.texts, 1)) == {
        1: "The covered market",
        2: "The market opened in May, and Anna\u00a0Berg said: “It is big.” "
        "She paid 5 * 3 euros  for pears.",
        3: "Two words in a later line",
        4: "The first stall",
        5: "The second stall",
        6: "belongs to Lind.",
        7: "A note on May.",
        8: "See the book. It says more. Much more.",
        9: "Prices are low high.",
        10: "stall | fruit",
        11: "first | pears",
        12: "a line of code\nanother",
    }
    assert read.skipped == {1, 3, 7, 8}


@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        ("The market opened in May, and Anna Berg", Evidence),
        ("It is big", Evidence),
        ("5 * 3 euros for pears", Evidence),
        ("The *market*", Miss.WORDS),
        ("opened in May[^1], and", Evidence),  # what is in brackets may be left out
        ("https://example.org/market", Miss.WORDS),
        ("a stall", Miss.WORDS),
        ("a remark", Miss.WORDS),
        ("no words", Miss.WORDS),
        ("The covered market", Miss.SKIPPED),
        ("A note on May", Miss.SKIPPED),
        ("Much more", Miss.SKIPPED),
    ],
)
def test_quotations_match_the_words_that_a_reader_sees(quote: str, outcome: object) -> None:
    read = read_markdown(ESSAY)
    found = locate(SourceText.of(read), quote)
    assert (found.why if isinstance(found, NotFound) else type(found)) == outcome


@pytest.mark.parametrize(
    ("breaks", "texts"),
    [
        (None, ("one inter-national\ntwo three", "four")),
        ("wrapped", ("one inter-national two three", "four")),
        ("verse", ("one inter-\nnational\ntwo\nthree", "four")),
        ("paragraphs", ("one inter-", "national", "two", "three", "four")),
    ],
)
def test_line_ends(breaks: str | None, texts: tuple[str, ...]) -> None:
    """Two spaces, a backslash and <br> end a line on the page; other line ends do not."""
    text = "one inter-\nnational  \ntwo\nthree\n\nfour\n\n# inter national\n"
    read = read_markdown(text, Breaks(breaks) if breaks else None)
    assert read.texts[:-1] == texts
    assert read_markdown("a\\\nb<br>c<BR />d").texts == ("a\nb\nc\nd",)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("---\n\ntext\n\n---\n", ("text",)),  # rules, and no front matter
        ("--- \nnot: matter\n", ("not: matter",)),
        ("text\n[^a]: note\n[^b]: other\n\nend", ("text", "note", "other", "end")),
        ("[^a] alone", ("alone",)),
        ("[^not a mark]", ("[^not a mark]",)),
        ("`[^a]` is code", ("[^a] is code",)),
        ("\\[^a] is text", ("[^a] is text",)),
        ("a\n\n<br>\n\nb", ("a", "b")),
        ("![only](picture.png)", ()),
        ("", ()),
    ],
)
def test_odd_places(text: str, texts: tuple[str, ...]) -> None:
    assert read_markdown(text).texts == texts


@pytest.mark.parametrize(
    ("file", "is_markdown"), [("a.md", True), ("A.MARKDOWN", True), ("a.txt", False), ("md", False)]
)
def test_the_name_tells_markdown(file: str, is_markdown: bool) -> None:
    assert (paragraphs_of(file, "*Soon*").texts == ("Soon",)) is is_markdown


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="#*_[]()^:!`>|-~<br/>\\&; \n\t1aб", max_size=80), st.sampled_from(Breaks))
def test_any_text_is_read(text: str, breaks: Breaks) -> None:
    for each in (None, breaks):
        read = read_markdown(text, each)
        assert all(read.texts)
        assert read.skipped <= set(range(1, len(read.texts) + 1))


DECK = """\
claims:
  may: {speaker: reporter, quote: The market opened in May}
questions:
  may: {kind: short, claim: may, stem: "When, according to the report, did it open?", key: May}
"""
MARKDOWN = HEAD.replace("text.txt", "text.md")


def test_a_deck_on_markdown() -> None:
    made = make_deck(DECK, head=MARKDOWN, files={"text.md": ESSAY.encode()})
    assert made.items["may"].evidence[0].paragraph == 2
    assert made.source.skipped == {1, 3, 7, 8}


def test_paragraphs_to_skip_are_counted_in_the_file() -> None:
    head = MARKDOWN.replace("as: the report", "as: the report, skip: [4, 99]")
    made = try_deck(DECK, head=head, files={"text.md": ESSAY.encode()})
    assert made.codes == ["no-such-paragraph"]
    assert made.source.skipped == {1, 3, 4, 7, 8}


def test_headings_alone_are_no_text() -> None:
    made = try_deck(DECK, head=MARKDOWN, files={"text.md": b"# One\n\n## Two\n"})
    assert made.codes == ["source-not-text"]


@pytest.mark.parametrize("run", ["[", "*a ", "`a", "<a ", "> ", "- ", "[^a", "![", "|-", "&#", "~"])
def test_long_runs_are_read(run: str) -> None:
    """Anything quadratic would take minutes here."""
    read = read_markdown(f"begin\n\n{run * (40_000 // len(run))}")
    assert read.texts[0] == "begin"


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nA.",
        "A **b** c.",
        "A.[^1]\n\n[^1]: B.",
        "See [it](https://example.org).",
        "###### T",
    ],
)
def test_marks_in_plain_text_are_named(text: str) -> None:
    assert "looks-like-markdown" in try_deck("", text).codes
    assert "looks-like-markdown" not in try_deck("", "", MD, {"text.md": text.encode()}).codes


@pytest.mark.parametrize(
    "text",
    ["#1 won.", "5 * 3 * 2 = 30", "He said [sic] so.", "It was **** bad.", "C# is a language.",
     "See (https://example.org).", "A [1] and [2].", "a ** b ** c"],
)  # fmt: skip
def test_what_is_no_mark_is_not(text: str) -> None:
    assert "looks-like-markdown" not in try_deck("", text).codes


@pytest.mark.parametrize("text", ["<!doctype html><p>A.", " <HTML>\nA.", "\n<html lang=en>"])
def test_a_web_page_is_no_plain_text(text: str) -> None:
    (problem,) = (each for each in try_deck("", text).problems if each.code == "source-not-text")
    assert "quizgen new" in problem.hint


MD = HEAD.replace("text.txt", "text.md")


QUOTING = b"""\
I kept a notebook.

> A page a day,
> and no page twice.

> > Nested words stand here.

> \xe2\x80\x9cSo it is,\xe2\x80\x9d she said in May.

> # A heading
"""


@pytest.mark.parametrize(
    ("speaker", "quote", "codes"),
    [
        ("", "A page a day", ["quoted-as-fact"]),
        (", speaker: hale", "A page a day", ["whose-words"]),
        (", speaker: hale", "Nested words stand here", ["whose-words"]),
        (", speaker: hale", "{quote: A page a day, speaker: beck}", []),
        ("", "{quote: A page a day, speaker: beck}", []),
        (", speaker: hale", "I kept a notebook", []),
        (", speaker: hale", "So it is", ["whose-words"]),
        (", speaker: hale", "she said in May", []),  # it has marks, which say what is quoted
        (", speaker: hale", "A heading", ["quotation-not-found"]),
    ],
)
def test_a_block_quotation_is_quoted(speaker: str, quote: str, codes: list[str]) -> None:
    head = MD.replace("as: the report", f"as: the report{speaker}")
    people = "speakers: {hale: {name: Hale}, beck: {name: Ruth Beck}}\n"
    keys = (
        f"kind: open, quote: {quote}, stem: What do Ruth Beck and Hale say in the report?, key: X"
    )
    made = try_deck(f"{people}questions: {{q: {{{keys}}}}}\n", "", head, {"text.md": QUOTING})
    assert made.codes == codes
    if "beck" in quote:
        assert made.items["q"].evidence[0].is_direct
