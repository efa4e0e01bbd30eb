"""Evidence names the page of a source that has pages."""

from __future__ import annotations

import pytest
from making import HEAD, make_deck

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import CompiledDeck
from quizgen.source.provenance import explain

BODY = """\
claims:
  opened: {speaker: reporter, quote: The market opened on May 3}
  wants: {speaker: reporter, quote: "trade needs peace, trust and time"}
questions:
  opened: {kind: short, claim: opened, stem: "When, by the report, did it open?", key: May 3}
  wants: {kind: open, claim: wants, stem: "What, by the report, is needed?", key: Peace.}
"""


@pytest.mark.parametrize(
    ("pages", "language", "opened", "wants"),
    [
        ("{12: 1, 13: 3}", "en", "p. 12", "p. 13"),
        ("{xii: 1, 1: 2}", "en", "p. xii", "p. 1"),
        ("{13: 2}", "ru", "абз. 1", "с. 13"),  # what stands before the first page has none
        ("{5: 1}", "kk", "5-бет", "5-бет"),
    ],
)
def test_a_page_is_named_in_place_of_a_paragraph(
    pages: str, language: str, opened: str, wants: str
) -> None:
    made = make_deck(BODY, head=HEAD.replace("as: the report", f"as: the report, pages: {pages}"))
    assert made.deck
    deck = CompiledDeck(1, made.deck.about, items=tuple(made.items.values()))
    places = {
        name: explain(item, deck, load_language(language)).proofs[0].whose.rpartition(", ")[2]
        for name, item in made.items.items()
    }
    assert places == {"opened": opened, "wants": wants}
