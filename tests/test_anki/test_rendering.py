"""Previews show the cards that the real Anki shows."""

from __future__ import annotations

import re

from test_anki.conftest import ABOUT, BUILD, ITEMS, PNG

from quizgen.writers.anki.rendering import document, rendered


def test_both_sides_are_what_anki_renders(anki, packed, page):
    """The same elements and words: but for the script, the box to type in, what Anki notes at
    gaps for itself, and the address of a picture."""
    anki.take(packed(BUILD))
    theirs = {(each.item, each.ordinal): each for each in anki.rendered()}
    ours = {
        (item.id, ordinal): card
        for item in ITEMS
        for ordinal, card in enumerate(rendered(item, BUILD.deck))
    }
    assert ours.keys() == theirs.keys()
    for key, card in ours.items():
        for mine, real in ((card.front, theirs[key].question), (card.back, theirs[key].answer)):
            assert comparable(page(mine)) == comparable(page(real)), key


def comparable(side):
    elements = [
        (tag, {name: value for name, value in attributes.items() if name not in _OF_ANKI})
        for tag, attributes in side.elements
        if tag not in ("script", "input")
    ]
    return elements, re.sub(r"\[\[type:.*?\]\]", "", side.text).split()


_OF_ANKI = ("data-cloze", "data-ordinal", "src")


def test_a_picture_stands_in_the_page_itself(page):
    (why,) = [item for item in ITEMS if item.image]
    (card,) = rendered(why, BUILD.deck)
    (picture,) = [attributes for tag, attributes in page(card.front).elements if tag == "img"]
    assert picture["src"].startswith("data:image/png;base64,iVBOR")
    assert len(picture["src"]) > len(PNG)


def test_a_side_follows_the_readers_theme():
    (card,) = rendered(ITEMS[0], BUILD.deck)
    page = document(card.front, ABOUT, "front")
    assert re.search(r"prefers-color-scheme: dark\) \{ \.card \{[^}]*--paper: #1c1f24", page)
