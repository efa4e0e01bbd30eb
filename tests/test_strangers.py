"""Whom a text names right beside a quotation gets the credit, known to the deck or not."""

from __future__ import annotations

import pytest
from making import try_deck

KELLER = "speakers: {k: {name: Anna Keller, aka: [Keller]}}\n"


def codes(text: str, quote: str, speakers: str = KELLER, language: str = "en") -> list[str]:
    body = f"""{speakers}questions:
  q: {{kind: cloze, speaker: k, quote: {quote}, stem: "{{speaker}} said: “{quote} ==now==.”"}}
"""
    head = "quizgen: 1\ndeck: test\nuid: aaaaaaaaaa\ntitle: A\n"
    source = f"language: {language}\nsource: {{file: text.txt}}\n"
    return try_deck(body, text, head + source).codes


@pytest.mark.parametrize(
    "text",
    [
        "“We walk here,” said Tom Berg.",
        "“We walk here,” Tom Berg said on Monday.",
        "“We walk here. We always have,” added Mr. Tom Berg.",
        "“We walk here!” Tom Berg replied.",
        "“We walk here,” Berg replied.",
        "Tom Berg said: “We walk here.”",
        "On Monday, Tom Berg told reporters nothing. Tom Berg added, “We walk here.”",
    ],
)
def test_words_of_somebody_else_are_not_hers(text: str) -> None:
    assert "wrong-speaker" in codes(text, "We walk here")


@pytest.mark.parametrize(
    "text",
    [
        "“We walk here,” said Anna Keller.",
        "“We walk here,” Mrs. Keller said on Monday.",
        "“We walk here,” she said. Tom Berg said nothing.",
        "“We walk here,” the mayor told Tom Berg.",
        "“We walk here,” she said Monday in Bergen.",
        "“We walk here,” I said to Tom Berg.",
        "“We walk here!” Others said nothing.",
        "“We walk here!” The President said so.",
        "The President said: “We walk here.”",
        "Others said: “We walk here.”",
        "Mrs. Keller said: “We walk here.”",
    ],
)
def test_her_own_words_are(text: str) -> None:
    assert "wrong-speaker" not in codes(text, "We walk here")


def test_somebody_without_a_name_may_have_any() -> None:
    mayor = "speakers: {k: {name: the mayor}}\n"
    assert "wrong-speaker" not in codes("“We walk here,” said Tom Berg.", "We walk here", mayor)


def test_russian_names_are_found() -> None:
    text = "«Мы ходим здесь», — сказал Том Берг."
    lind = "speakers: {k: {name: Анна Линд}}\n"
    assert "wrong-speaker" in codes(text, "Мы ходим здесь", lind, "ru")
