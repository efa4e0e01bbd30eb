"""Questions that help with each other are asked on different days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from making import as_build, replace
from test_order import tells
from test_study_plan import TODAY, bank, claim_of

from quizgen.quiz.enemy import NO_ENEMIES, Enemies
from quizgen.quiz.model import About, Evidence, Item, Source
from quizgen.quiz.responses import TextEntry
from quizgen.study.plan import Amounts, Bank, Stage, plan

SEEDS = [str(seed) for seed in range(10)]
TEXT = "The ferry reaches the island in winter. Schools open in August."


def on(words: str, name: str, claim: str = "", text: str = TEXT, source: str = "") -> Item:
    start = text.index(words)
    number = 1 if text == TEXT else 2
    found = Evidence(words, number, True, text, ((start, start + len(words)),), source=source)
    return Item(name, "short", ("?",), TextEntry("x"), claim or name, (found,))


def deck(*items: Item, uid: str = "uid", enemies: Enemies = NO_ENEMIES, **known: Any) -> Bank:
    source = Source("text.txt", "the report", "en", (TEXT, f"Once more: {TEXT}"))
    made = as_build(About(uid, uid, uid, "en", source), items=items).deck
    names = tuple(item.id for item in items)
    return Bank(replace(made, enemies=enemies), names, **{"due_days": {}} | known)


def asked(banks: Sequence[Bank], new: int = 0, seed: str = "s", **more: Any) -> list[str]:
    return [turn.item for turn in plan(banks, TODAY, Amounts(new, **more), seed).turns]


def due(*names: str) -> dict[str, int]:
    return dict.fromkeys(names, TODAY)


# --- Siblings ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_of_the_due_ones_on_a_claim_one_is_asked(seed: str) -> None:
    known = bank(due_days=due(*(f"c{claim}.t{n}" for claim in range(3) for n in range(4))))
    planned = plan([known], TODAY, Amounts(new=0), seed)
    assert sorted(claim_of(turn.item) for turn in planned.turns) == ["c0", "c1", "c2"]
    assert (planned.left, planned.put_off) == (0, 9)


def test_the_one_that_has_waited_longest_is_asked() -> None:
    known = bank(due_days={"c0.t0": TODAY, "c0.t1": TODAY - 2, "c0.t2": TODAY - 1, "c1.t0": TODAY})
    assert asked([known]) == ["c0.t1", "c1.t0"]


@pytest.mark.parametrize("stage", ["introduced", "reviewed"])
def test_a_sibling_of_what_was_answered_today_waits(stage: str) -> None:
    known = bank(due_days=due("c0.t1", "c1.t0", "c2.t0"), **{stage: ["c0.t0"]})
    assert sorted(asked([known])) == ["c1.t0", "c2.t0"]


def test_a_new_one_is_no_sibling_of_what_is_due() -> None:
    known = bank(due_days=due("c0.t1", "c1.t0"))
    assert [claim_of(name) for name in asked([known], new=2)[2:]] == ["c2", "c3"]


def test_siblings_are_asked_if_nothing_else_is_due() -> None:
    """Somebody who learns a single sentence is not kept from it for weeks."""
    known = bank(due_days=due("c0.t0", "c0.t1", "c0.t2"))
    assert sorted(asked([known])) == ["c0.t0", "c0.t1", "c0.t2"]
    assert len(asked([bank()], new=12)) == 12
    assert len(asked([bank(due_days=due("c0.t0"))], new=12)) == 10, "one of each claim"
    known = bank(due_days=due("c0.t1", "c0.t2"), reviewed=["c0.t0", "c0.t3"])
    assert sorted(asked([known])) == ["c0.t1", "c0.t2"], "the session goes on where it was cut off"
    known = bank(due_days=due("c0.t1", "c1.t2"), reviewed=["c0.t0", "c1.t3"])
    assert asked([known]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_new_questions_of_a_day_are_on_different_words(seed: str) -> None:
    there = deck(
        on("The ferry reaches the island", "whole"),
        on("The ferry", "front"),
        on("the island", "back"),
        on("Schools", "school"),
    )
    assert asked([there], new=2, seed=seed) == ["whole", "school"]
    assert sorted(asked([there], new=9, seed=seed)[2:]) == ["back", "front"], "nothing else is due"


def test_two_claims_that_share_words_are_two() -> None:
    there = deck(on("The ferry", "a", "one"), on("ferry reaches", "b", "two"))
    assert sorted(asked([replace_days(there)])) == ["a", "b"]


def replace_days(of: Bank) -> Bank:
    return Bank(of.deck, of.names, due(*of.names))


@pytest.mark.parametrize(
    ("words", "text", "together"),
    [
        ("The ferry reaches", TEXT, 2),
        ("ferry", TEXT, 2),
        ("Schools open", TEXT, 3),
        ("The ferry reaches", f"Once more: {TEXT}", 3),  # another paragraph
    ],
)
@pytest.mark.parametrize("claim", ["", "named"])
def test_two_decks_on_the_same_words(words: str, text: str, together: int, claim: str) -> None:
    """Even if both authors have named claims: they know nothing of each other."""
    one = deck(on("The ferry reaches", "a", claim), on("in August", "b"), uid="one")
    two = deck(on(words, "a", claim, text), uid="two")
    assert len(asked([replace_days(one), replace_days(two)])) == together


def test_the_same_ids_in_two_decks_mean_nothing() -> None:
    one, two = (bank(uid=uid, due_days=due("c0.t0", "c0.t1", "c1.t0")) for uid in ("one", "two"))
    assert sorted(map(claim_of, asked([one, two]))) == ["c0", "c0", "c1", "c1"]


def test_evidence_that_a_damaged_deck_places_nowhere_is_no_reason_to_fail() -> None:
    lost = replace(on("The ferry", "a").evidence[0], paragraph=99)
    item = replace(on("The ferry", "a"), evidence=(lost,))
    assert asked([deck(item, due_days=due("a"))]) == ["a"]


# --- Answers given away ----------------------------------------------------------------------

FEW = tuple(on("The", name) for name in "abcdefgh")
ALONE = tuple(replace(item, evidence=()) for item in FEW)


def of(names: str, pairs: str, groups: Sequence[Sequence[str]] = (), **known: Any) -> Bank:
    return deck(*ALONE, enemies=tells(pairs, groups), due_days=due(*names), **known)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_asked_after_what_gives_it_away(seed: str) -> None:
    pairs = "a>b c>d b>d e=f"
    order = asked([of("abcdef", pairs)], seed=seed)
    for pair in ("ab", "cd", "bd", "ef", "fe"):
        teller, told = pair
        assert not {teller, told} <= set(order) or order.index(told) < order.index(teller)
    assert len({"e", "f"} & set(order)) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_new_ones_that_were_given_away_wait_for_another_day(seed: str) -> None:
    order = asked([of("a", "a>b a>c d=e")], new=5, seed=seed)
    assert order[0] == "a"
    assert {"f", "g", "h"} < set(order)
    assert not {"b", "c"} & set(order)
    assert len({"d", "e"} & set(order)) == 1


@pytest.mark.parametrize("stage", ["introduced", "reviewed"])
def test_what_was_answered_today_gives_away(stage: str) -> None:
    assert "b" not in asked([of("bc", "a>b", **{stage: ["a"]})], new=8)


def test_of_a_group_one_a_day_is_enough() -> None:
    assert len(asked([of("abcd", "", ["abc"])])) == 2


def test_what_waited_for_another_day_comes_then() -> None:
    """It has waited longer than what gave it away, so it is asked first."""
    first = of("", "a>b")
    days = {"a": TODAY + 1, "b": TODAY, "c": TODAY}
    turns = plan([Bank(first.deck, first.names, days)], TODAY + 1, Amounts(0), "s").turns
    assert [turn.item for turn in turns].index("b") < [turn.item for turn in turns].index("a")


def test_they_do_not_meet_across_the_stages() -> None:
    there = of("a", "b>c", unlearned=["d"])
    turns = plan([there], TODAY, Amounts(new=9), "s").turns
    stages = [turn.stage for turn in turns]
    assert stages == sorted(stages, key=[Stage.DUE, Stage.NEW, Stage.AGAIN].index)
