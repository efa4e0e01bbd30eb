"""The decks of the tree, taken by the real Anki as `quizgen build` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.project.compiled import compile_deck
from quizgen.quiz.model import Item, Outlet
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain
from quizgen.writers.anki.note_fields import ordinals

ROOT = Path(__file__).parents[2]
DECKS = sorted([*ROOT.glob("decks/*.yaml"), *ROOT.glob("tests/projects/*/decks/*.yaml")])


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_a_deck_of_the_tree(path, anki, packed):
    build = compile_deck(path, 1_700_000_000).build
    items = {item.id: item for item in build.deck.items_for(Outlet.ANKI)}
    cards = sum(len(ordinals(item.response)) for item in items.values())
    file = packed(build)
    assert file.contains == f"{len(items)} notes, {cards} cards"
    assert anki.take(file) == {"new": len(items)}
    before = anki.card_set()
    assert len(before) == cards
    problems, is_sound = anki.collection.fix_integrity()
    assert (is_sound, anki.card_set()) == (True, before), problems
    assert not anki.collection.get_empty_cards().notes
    shown = list(anki.rendered())
    assert len(shown) == cards
    for card in shown:
        item = items[card.item]
        assert "template error" not in (card.question + card.answer).lower()
        back = together(card.back.text)
        for key in keys(item, card.ordinal):
            assert together(key) in back, (card.item, key)
        for evidence in item.evidence:
            assert together(evidence.quote) in back, card.item
    assert anki.take(file) == {"duplicate": len(items)}
    assert anki.card_set() == before


def keys(item: Item, ordinal: int) -> list[str]:
    """What must stand on the back of the card."""
    match item.response:
        case Choice(options):
            return [plain(option.content) for option in options if option.is_key]
        case TextEntry(answer):
            return [answer]
        case Numeric(shown=shown):
            return [shown]
        case Gaps(gaps, is_ordered=True, is_together=False):
            return [gaps[ordinal].answer]
        case Gaps(gaps):
            return [gap.answer for gap in gaps]
        case Matching(pairs):
            return [plain(pair.right) for pair in pairs]
        case Ordering(steps):
            return [plain(step) for step in steps]
        case Open(answer):
            return [plain(answer)]
    raise AssertionError(item.response)


def together(text: str) -> str:
    return " ".join(text.split())
