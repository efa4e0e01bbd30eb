"""What line ends mean: paragraphs, a page's width, verse; words that they cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import HEAD, Made, make_deck, try_deck

from quizgen.quiz.model import CompiledDeck, Evidence
from quizgen.quiz.rich import Break
from quizgen.source.line_ends import Breaks, read_paragraphs
from quizgen.source.locating import NotFound, is_quoted, locate
from quizgen.source.source_text import SourceText
from quizgen.writers._paper.quiz_paper import paper

POEM = """\
The sun came up by the harbour wall,
And the boats lay still in the bay;
  No wind in the air, no sail at all,
So the fishermen stayed that day.

They mended their nets and/or told their tales,
They waited for clouds in the west.
"""
BOOK = """\
  It was a well-known inter-
national fair, and it lasted from 1914-
18. He had heard of pre-
and post-war Europe, of Franco-
Prussian talks, of in-
terest rates.
  The fair was well-
known; the interest was great. It was self-
service, and “self” or “service”
was seldom heard.
"""


def source(text: str, breaks: Breaks | None) -> SourceText:
    read = read_paragraphs(text, breaks)
    return SourceText(read.texts, rejoined=read.rejoined)


# --- What a paragraph is ---


@pytest.mark.parametrize(
    ("breaks", "paragraphs"),
    [
        (None, ("one two", "three four")),
        ("wrapped", ("one two", "three four")),
        ("verse", ("one\ntwo", "three\nfour")),
        ("paragraphs", ("one", "two", "three", "four")),
    ],
)
def test_blank_lines_and_others(breaks: str | None, paragraphs: tuple[str, ...]) -> None:
    text = "one\ntwo\n\n \nthree\nfour\n"
    assert read_paragraphs(text, Breaks(breaks) if breaks else None).texts == paragraphs


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one\ntwo\nthree", ("one two three",)),
        ("  one\ntwo\n  three\nfour", ("one two", "three four")),  # as books begin a paragraph
        ("  one\n  two\n\n  three", ("one two", "three")),  # all of it is indented: a quotation
        ("one\n\ttwo", ("one", "two")),
        ("", ()),
    ],
)
def test_wrapped_lines(text: str, paragraphs: tuple[str, ...]) -> None:
    assert read_paragraphs(text, Breaks.WRAPPED).texts == paragraphs


@given(st.text(alphabet="aБ-\u00ad‐ \n\t.क\u093f1", max_size=60), st.sampled_from([None, *Breaks]))
def test_no_letter_is_lost(text: str, breaks: Breaks | None) -> None:
    def letters(of: str) -> str:
        return "".join(of.replace("-", "").replace("‐", "").split())

    assert letters("".join(read_paragraphs(text, breaks).texts)) == letters(text)


# --- Words that a line's end cuts ---


def test_a_cut_word_is_shown_as_the_rest_of_the_text_writes_it() -> None:
    assert read_paragraphs(BOOK, Breaks.WRAPPED).texts == (
        "It was a well-known international fair, and it lasted from 1914-18. He had heard of "
        "pre- and post-war Europe, of Franco-Prussian talks, of interest rates.",
        "The fair was well-known; the interest was great. It was self-service, and “self” or "
        "“service” was seldom heard.",
    )


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("well-known international fair", "well-known international fair"),
        ("well-known inter-national fair", "well-known international fair"),
        ("wellknown inter- national fair", "well-known international fair"),
        ("The fair was wellknown", "The fair was well-known"),
        ("The fair … self-service", "The fair … self-service"),
        ("The fair … selfservice", "The fair … self-service"),
        ("of Franco-Prussian talks", "of Franco-Prussian talks"),
        ("pre- and post-war", "pre- and post-war"),
        ("preand post-war", None),
        ("from 1914-18", "from 1914-18"),
        ("from 191418", None),  # another number
        ("from 1914- 18", None),
        ("an inter-notional fair", None),
        ("International fair", None),
        ("national fair", None),  # half a word
    ],
)
def test_a_quotation_may_write_a_cut_word_in_one_piece_or_two(
    quote: str, shown: str | None
) -> None:
    outcome = locate(source(BOOK, Breaks.WRAPPED), quote)
    assert (outcome.quote if isinstance(outcome, Evidence) else None) == shown
    assert bool(is_quoted(source(BOOK, Breaks.WRAPPED), quote)) is (shown is not None)


def test_a_cut_word_is_found_under_a_gap() -> None:
    assert is_quoted(source(BOOK, Breaks.WRAPPED), "well-known inter-national ␣, and it lasted")


def test_vowel_signs_are_letters() -> None:
    text = "यह पुस्त-\nकालय है।\nवह पुस्तकालय नहीं।"
    assert read_paragraphs(text, Breaks.WRAPPED).texts == ("यह पुस्तकालय है। वह पुस्तकालय नहीं।",)
    assert isinstance(locate(source(text, Breaks.WRAPPED), "यह पुस्त-कालय है"), Evidence)


def test_dashes_and_hyphens_at_a_blank_line_cut_nothing() -> None:
    text = "He came -\nand went --\naway—\nfar. Re-\n\nturn"
    assert read_paragraphs(text).texts == ("He came - and went -- away— far. Re-", "turn")


# --- Verse ---


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("the harbour wall, / And the boats", "the harbour wall, / And the boats"),
        ("the harbour wall, And the boats", "the harbour wall, / And the boats"),
        ("the harbour wall,\nAnd the boats", "the harbour wall, / And the boats"),
        ("the harbour wall,   //  And the boats", "the harbour wall, / And the boats"),
        ("the bay; / No wind … at all, / So", "the bay; / No wind … at all, / So"),
        ("the bay; / No wind in / the air", None),  # no line ends there
        ("the bay; No / wind", None),
        ("the boats / in the bay", None),
        ("the bay;/No wind", None),
        ("stayed that day. / They mended", None),  # another stanza
        ("nets and/or told", "nets and/or told"),
        ("the harbour wall, / And a boat", None),
    ],
)
def test_a_slash_is_the_end_of_a_line(quote: str, shown: str | None) -> None:
    outcome = locate(source(POEM, Breaks.VERSE), quote)
    assert (outcome.quote if isinstance(outcome, Evidence) else None) == shown
    words = quote.replace(" … ", " ␣ ")
    assert bool(is_quoted(source(POEM, Breaks.VERSE), words)) is (shown is not None)


def test_a_slash_of_prose_is_a_slash() -> None:
    assert isinstance(locate(source(POEM, None), "wall, / And the boats"), NotFound)
    assert isinstance(locate(SourceText(("yes / no",)), "yes / no"), Evidence)


def test_a_miss_shows_where_lines_end() -> None:
    outcome = locate(source(POEM, Breaks.VERSE), "by the harbour wall, / And the ships lay still")
    assert isinstance(outcome, NotFound)
    assert outcome.diff == (
        "source: … harbour wall, / And the >>boats<< lay still in the bay",
        "yours:  … harbour wall, / And the >>ships<< lay still",
    )


# --- In a deck ---

QUESTION = """\
claims:
  sail: {speaker: reporter, quote: "the air, no sail at all, / So the fishermen"}
questions:
  sail: {kind: short, claim: sail, stem: What was not seen at all?, key: a sail}
quizzes:
  q: {title: T, passage: source, sections: [{draw: 1}]}
"""


def head(breaks: str) -> str:
    return HEAD.replace("as: the report", f"as: the report, breaks: {breaks}")


def test_verse_is_printed_in_lines_and_quoted_with_slashes() -> None:
    made = make_deck(QUESTION, POEM, head("verse"))
    (evidence,) = made.items["sail"].evidence
    assert evidence.quote == "the air, no sail at all, / So the fishermen"
    assert "in the bay; / No wind" in evidence.context
    assert made.deck
    deck = CompiledDeck(1, made.deck.about, items=tuple(made.items.values()))
    (passage,) = paper(deck, made.forms[0], "").passages
    lines = [line.strip() for line in POEM.strip().split("\n\n")[0].split("\n")]
    shown = [Break() if at % 2 else lines[at // 2] for at in range(7)]
    assert list(passage.paragraphs[0].content) == shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (POEM * 2, "lines without a blank line between them are joined"),
        ("The fair was in May and\nit drew a crowd, which\ncame from all of the\nland.", "4 lines"),
        (f"{'A long line. ' * 12}\n" * 5 + "\nB.", "lines without a blank line"),
        ("The fair was in May.\nIt drew a crowd.\nAll came.\nNobody left.", ""),
        ("The fair was in May and\nit drew a crowd, which\ncame from all of the\nland.\n\nB", ""),
        ("A title\nOne paragraph.\nAnother one.", ""),
        ("One\n\nTwo\n\nThree", ""),
    ],
)
def test_line_ends_that_may_mean_something_else_are_named(text: str, says: str) -> None:
    made = try_deck("claims: {}\n", text)
    doubts = [each.message for each in made.problems if each.code == "line-ends"]
    assert says in "".join(doubts)
    assert bool(doubts) is bool(says)


@pytest.mark.parametrize("breaks", list(Breaks))
def test_what_the_author_says_is_not_doubted(breaks: Breaks) -> None:
    assert "line-ends" not in Made(None, problems=try_deck("", POEM, head(breaks)).problems).codes


def test_an_unknown_word_for_line_ends_is_reported() -> None:
    assert "unknown-word" in try_deck(QUESTION, POEM, head("poem")).codes
