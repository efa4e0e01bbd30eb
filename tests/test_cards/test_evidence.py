"""Cards in a real browser: what stands around the answer, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import rebuilt, replace
from test_anki.conftest import BUILD, ITEMS

from quizgen.quiz.model import Status

SENTENCE = "The question asks what President Tokayev said"


def test_the_text_is_named_on_the_front_and_linked_on_the_back(page, cards):
    """The front says nothing that could be an answer: neither title nor address."""
    for card in cards.values():
        page.front(card)
        assert page.texts(".source") == ["The report"] or page.texts(".source") == ["the report"]
        assert "The Astana Times" not in card.question
        assert page.all("main a") == []
        page.flip(card)
        (link,) = page.all(".evidence .origin a")
        assert link.get_attribute("href") == "https://example.org/forum?a=1&b=2"
        assert page.run("return arguments[0].textContent", link) == "The Astana Times"


def test_without_a_text_none_is_named(page, imported):
    alone = replace(ITEMS[0], evidence=(), speaker="", status=Status.FACT, id="alone")
    _, shown = imported(rebuilt(BUILD, items=(alone,)))
    page.front(shown["alone", 0])
    assert page.all(".source") == []
    page.flip(shown["alone", 0])
    assert page.all(".evidence") == []
    assert page.texts(".opinion") == ["Rests on no text."]


@pytest.mark.parametrize(
    ("bloom", "is_said"), [("", 1), ("remember", 1), ("apply", 1), ("analyse", 0), ("evaluate", 0)]
)
def test_what_was_said_is_told_from_what_is_so_where_that_was_asked(page, imported, bloom, is_said):
    """Once, with the evidence. Questions about the marks or the method of a text ask neither."""
    asked = replace(ITEMS[2], bloom=bloom)
    _, shown = imported(rebuilt(BUILD, items=(asked,)))
    page.flip(shown["plans", 0])
    text = page.run("return document.querySelector('main').textContent")
    assert text.count(SENTENCE) == is_said
    assert len(page.all(".evidence .opinion")) == is_said


def test_no_line_ends_before_the_number_of_a_paragraph(page, cards):
    page.flip(cards["years", 0])
    shown = page.run("return Array.from(document.querySelectorAll('.whose'), e => e.textContent)")
    assert [words.rpartition(", ")[2] for words in shown] == ["par.\u00a02", "par.\u00a01"]


def test_a_picture_is_smaller_on_the_back(page, imported, monkeypatch):
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='600' height='1200'></svg>"
    tall = replace(ITEMS[10], image=replace(ITEMS[10].image, content=drawing, name="tall.svg"))
    anki, shown = imported(rebuilt(BUILD, items=(tall,)))
    monkeypatch.setattr(page, "folder", Path(anki.collection.media.dir()))
    page.size(390, 844)
    page.open()
    heights = []
    for show in (page.front, page.flip):
        show(shown["why", 0])
        page.driver.execute_async_script(
            "document.images[0].decode().then(arguments[0], arguments[0])"
        )
        heights.append(page.all(".picture img")[0].size["height"])
    assert heights[1] <= 844 * 0.25 + 1 < heights[0] <= 844 * 0.6 + 1
