"""Ten decks that must still fail for each way of reading a text: several texts, verse, hard-wrapped
lines and Markdown. Beside each, what must pass."""

from __future__ import annotations

import json

import pytest
from making import HEAD, try_deck

from quizgen.diagnostics import Severity


def codes(
    quote: str,
    text: str,
    head: str = HEAD,
    stem: str = "What is said?",
    files: dict[str, bytes] | None = None,
) -> list[str]:
    """The errors of a question on this quotation."""
    quoted = quote if quote.startswith(("{", "[")) else json.dumps(quote, ensure_ascii=False)
    keys = f"kind: open, quote: {quoted}, stem: {json.dumps(stem, ensure_ascii=False)}, key: X"
    made = try_deck(f"questions: {{q: {{{keys}}}}}\n", text, head, files)
    return [each.code for each in made.problems if each.severity is Severity.ERROR]


# --- Verse ---------------------------------------------------------------------------------------

POEM = """\
The sun came up by the harbour wall,
And the boats lay still in the bay;
“No wind,” said Ann, “in the air at all.”
So the fishermen stayed that day.

They mended their nets, they told their tales,
They waited for clouds in the west.
"""
VERSE = HEAD.replace("as: the report", "as: the poem, breaks: verse")
PROSE = HEAD.replace("as: the report", "as: the poem, breaks: wrapped")


@pytest.mark.parametrize(
    "quote",
    [
        "The sun / came up by the harbour wall",  # no line ends there
        "the harbour wall / , And the boats",
        "by the harbour wall And / the boats",
        "stayed that day. / They mended their nets",  # another stanza
        "So the fishermen stayed that day. … They mended their nets",
        "And the boats lay still / And the boats lay still",
        "the boats lay still in the bay; // So the fishermen",  # a line between is left out
        "And the Boats lay still in the bay",
        "and the boats lay still in the bay",
        "The sun comes up by the harbour wall, / And the boats",
        "So the fishermen stayed that day. / The sun came up",
        "their nets, / they told their tales",
        "/ /",
    ],
)
def test_verse(quote: str) -> None:
    assert codes(quote, POEM, VERSE) == ["quotation-not-found"]


@pytest.mark.parametrize(
    ("quote", "stem", "code"),
    [
        ("No wind", "What does the poem say?", "quoted-as-fact"),
        (
            "So the fishermen stayed",
            "“The fishermen / stayed that day”: why?",
            "invented-quotation",
        ),
        ("So the fishermen stayed", "“the harbour wall, And a boat”: why?", "invented-quotation"),
    ],
)
def test_whose_verse(quote: str, stem: str, code: str) -> None:
    assert codes(quote, POEM, VERSE, stem) == [code]


@pytest.mark.parametrize(
    "quote",
    [
        "by the harbour wall, / And the boats lay still",
        "by the harbour wall, And the boats lay still",
        "lay still in the bay; / “No wind,” said Ann, “in the air at all.” / So the fishermen",
        "So the fishermen … that day",
        "And the boats",
    ],
)
def test_what_verse_has(quote: str) -> None:
    assert "quotation-not-found" not in codes(quote, POEM, VERSE)


def test_a_slash_ends_no_line_where_lines_are_joined() -> None:
    assert codes("by the harbour wall, / And the boats", POEM, PROSE) == ["quotation-not-found"]
    assert codes("by the harbour wall, And the boats", POEM, PROSE) == []


# --- Hard-wrapped lines ---------------------------------------------------------------------------

WRAPPED = """\
The inter-
national fair was in May and drew a
crowd of 1914-
18 people, the well-
known mayor said. It was a pre-
and post-war fair.

Nobody else re-

signed that day.
"""
WRAPS = HEAD.replace("as: the report", "as: the report, breaks: wrapped")


@pytest.mark.parametrize(
    "quote",
    [
        "The inter national fair",
        "national fair was in May",  # half a word
        "The inter",
        "a crowd of 191418 people",  # another number
        "a crowd of 1914 18 people",
        "the wellknown-mayor said",
        "a preand post-war fair",
        "was in May drew a crowd",  # a word is dropped
        "Nobody else resigned that day",  # a blank line between: another paragraph
        "The international fair is in May",
        "The International fair",
        "The inter-notional fair was",
        "was in May / and drew",
    ],
)
def test_hard_wrapped_lines(quote: str) -> None:
    assert codes(quote, WRAPPED, WRAPS) == ["quotation-not-found"]


@pytest.mark.parametrize(
    "quote",
    [
        "The international fair was in May",
        "was in May and drew a crowd of 1914-18 people",
        "the well-known mayor said",
        "a pre- and post-war fair",
    ],
)
def test_what_wrapped_lines_have(quote: str) -> None:
    assert codes(quote, WRAPPED, WRAPS) == []


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    head = HEAD.replace("as: the report", "as: the report, breaks: paragraphs")
    assert codes("drew a crowd", "The fair drew a\ncrowd of people.\n", head) == [
        "quotation-not-found"
    ]


# --- Markdown -------------------------------------------------------------------------------------

ESSAY = b"""\
---
title: On markets
---

# The covered market

The [market](https://example.org/market) **opened** in May[^1], and she said: "It is *big*."

- The first stall
- The second stall

| stall | fruit |
|---|---|
| first | pears |

![a stall](stall.png) <!-- a remark -->

[^1]: A note on May.
"""
MARKDOWN = HEAD.replace("text.txt", "essay.md")


@pytest.mark.parametrize(
    "quote",
    [
        "The covered market",  # a heading
        "title: On markets",
        "A note on May",  # a note
        "https://example.org/market",  # the target of a link
        "opened in May1",
        "opened in May[^1], and",
        "**opened**",
        "a stall",  # what a picture shows
        "a remark",
        "- The first stall",
        "The first stall The second stall",  # two paragraphs
        "The market closed in May",
        "first | fruit",
    ],
)
def test_markdown(quote: str) -> None:
    found = codes(quote, "", MARKDOWN, files={"essay.md": ESSAY})
    # what stands in brackets may be left out, so “May[^1], and” quotes “May, and”
    assert found == ([] if "[^1]" in quote else ["quotation-not-found"])


@pytest.mark.parametrize(
    ("quote", "stem", "code"),
    [
        ("It is big", "What does the report say?", "quoted-as-fact"),
        (
            "in May",
            "What does “The covered market” mean, as the report says?",
            "invented-quotation",
        ),
        ("in May", "What does “opened *in* June” mean, as the report says?", "invented-quotation"),
    ],
)
def test_whose_markdown(quote: str, stem: str, code: str) -> None:
    assert codes(quote, "", MARKDOWN, stem, {"essay.md": ESSAY}) == [code]


# --- Several texts --------------------------------------------------------------------------------

TWO = HEAD.replace(
    "source: {file: text.txt, as: the report}",
    "sources: {one: {file: text.txt, as: the diary}, two: {file: two.txt, as: the paper}}",
)
ONE = "The mill burned.\n\nIt rained at dawn.\n\nThe mill was old.\n"
OTHER = {"two.txt": b"The mill burned.\n\nNobody was hurt.\n\nThe old mill stood there.\n"}


@pytest.mark.parametrize(
    ("quote", "stem", "code"),
    [
        ("The mill burned", "What burned?", "ambiguous-source"),
        ("{quote: It rained at dawn, source: two}", "When?", "quotation-not-found"),
        ("{quote: Nobody was hurt, source: one}", "Who?", "quotation-not-found"),
        ("{quote: Nobody was hurt, source: three}", "Who?", "unknown-source"),
        ("{quote: Nobody was hurt, source: none}", "Who?", "unknown-source"),
        ("{quote: Nobody was hurt, par: 3}", "Who?", "quotation-not-found"),
        ("It rained at dawn … Nobody was hurt", "When?", "quotation-not-found"),
        ("[It rained at dawn, Nobody was hurt]", "What does the diary say?", "unattributed"),
        ("[It rained at dawn, Nobody was hurt]", "What happened?", "unattributed"),
        ("Nobody was hurt", "What does the diary say?", "unattributed"),
        ("Nobody was hurt", "The diary says “Nobody was hurt”. Why?", "unattributed"),
        ("[It rained at dawn, Nobody was hurt]",
         "The diary says “Nobody was hurt”, and the paper says “It rained at dawn”. Why?",
         "not-their-words"),
        ("Nobody was hurt", "Why does “It rained at dawn” stand in the paper?",
         "invented-quotation"),
        ("It rained", "Why, {sources.three.as}?", "unknown-slot"),
    ],
)  # fmt: skip
def test_several_texts(quote: str, stem: str, code: str) -> None:
    assert code in codes(quote, ONE, TWO, stem, OTHER)


@pytest.mark.parametrize(
    ("quote", "stem"),
    [
        ("{quote: The mill burned, source: one}", "What burned?"),
        ("Nobody was hurt", "Who was hurt?"),
        ("[It rained at dawn, Nobody was hurt]", "What do the diary and the paper say?"),
        ("[It rained at dawn, Nobody was hurt]",
         "The diary says “It rained at dawn”, and the paper says “Nobody was hurt”. Why?"),
    ],
)  # fmt: skip
def test_what_several_texts_have(quote: str, stem: str) -> None:
    assert codes(quote, ONE, TWO, stem, OTHER) == []
