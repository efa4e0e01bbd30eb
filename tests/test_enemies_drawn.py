"""500 forms of a whole deck that a reader judged pair by pair: what is drawn together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from making import Made, make_deck, replace
from msgspec import structs
from test_enemies_judged import judged

from quizgen.compiling.assemble import assemble

HERE = Path(__file__).parent
# What the reader called a repeat or a contradiction. `brackets` and `dots` contradict each other in
# their explanations alone, which are not compared.
REPEATS = {
    frozenset(pair)
    for pair in (
        ("cooperation.said", "cooperation.quoted"),
        ("change.card", "then-and-now"),
        ("polarized", "as-one"),
        ("not-told", "then-and-now"),
    )
}
QUIZ = """
quizzes:
  paper:
    title: A paper of 24
    forms: 25
    sections: [{draw: 8, per_form: true}, {draw: 16, per_form: true}]
"""


@pytest.fixture(scope="module")
def deck() -> Made:
    text = (HERE.parent / "source/astana-think-tank-forum.txt").read_bytes()
    body = (HERE / "enemies/speech.yaml").read_text("utf-8")
    return make_deck(body + QUIZ, head="", files={"astana-think-tank-forum.txt": text})


@pytest.fixture(scope="module")
def papers(deck: Made) -> list[frozenset[str]]:
    return [paper for seed in range(20) for paper in drawn(deck, str(seed))]


def drawn(made: Made, seed: str) -> Iterator[frozenset[str]]:
    assert made.deck is not None
    blueprint = made.deck.blueprints["paper"]
    seeded = replace(blueprint, keys=structs.replace(blueprint.keys, seed=seed))
    forms, problems = assemble(replace(made.deck, blueprints={"paper": seeded}), made.expansion)
    assert {each.code for each in problems} <= {"enemies-drawn"}
    return (frozenset(placed.item for placed in form.placed) for form in forms)


def pairs(paper: frozenset[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(sorted(paper), 2)}


def test_500_papers_of_24(papers: list[frozenset[str]]) -> None:
    assert len(papers) == 500
    assert {len(paper) for paper in papers} == {24}
    assert len(set(papers)) == 500


def test_no_repeat_or_contradiction_is_drawn(papers: list[frozenset[str]]) -> None:
    assert [pairs(paper) & REPEATS for paper in papers if pairs(paper) & REPEATS] == []


def test_no_two_statements_on_a_claim_are_drawn(deck: Made, papers: list[frozenset[str]]) -> None:
    items = deck.items.values()
    statements = {item.id: item.claim for item in items if item.kind == "truefalse"}
    for paper in papers:
        claims = [statements[name] for name in paper & statements.keys()]
        assert len(claims) == len(set(claims))


def test_few_give_aways_are_drawn(papers: list[frozenset[str]]) -> None:
    """24 items that are picked blindly have 12; those left are pairs that nothing computes."""
    real, _ = judged()
    counts = [len(pairs(paper) & real) for paper in papers]
    assert max(counts) <= 3
    assert sum(counts) / len(counts) <= 1
