"""Which questions a session asks, and in which order, without a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import as_build

from quizgen.quiz.model import About, CompiledDeck, Item, Source
from quizgen.quiz.responses import TextEntry
from quizgen.study.plan import Amounts, Bank, Progress, Stage, Turn, come_back, plan, practice

TODAY = 739_000
NAMES = tuple(f"c{number // 4}.t{number % 4}" for number in range(40))  # four items a claim


def claim_of(name: str) -> str:
    return name.partition(".")[0]


def bank(names: Iterable[str] = NAMES, uid: str = "uid", **known: Any) -> Bank:
    """A deck of items with these ids, on the claims that their ids begin with."""
    names = tuple(names)
    items = [Item(each, "short", ("?",), TextEntry("x"), claim_of(each), ()) for each in names]
    about = About(uid, uid, uid, "en", Source("", "", "en", ()))
    deck: CompiledDeck = as_build(about, items=tuple(items)).deck
    return Bank(deck, names, **{"due_days": {}} | known)


def asked(of: Bank, amounts: Amounts, seed: str = "s") -> list[tuple[str, str]]:
    return [(turn.stage, turn.item) for turn in plan([of], TODAY, amounts, seed).turns]


def test_due_come_before_new_and_the_most_overdue_first() -> None:
    turns = asked(bank(due_days={"c1.t0": TODAY, "c2.t0": TODAY - 3}), Amounts(new=1))
    assert turns[:2] == [("due", "c2.t0"), ("due", "c1.t0")]
    assert [stage for stage, _ in turns[2:]] == ["new"]


def test_what_is_not_due_or_no_longer_in_the_deck_is_not_asked() -> None:
    known = bank(due_days={"c1.t0": TODAY + 1, "gone": TODAY}, unlearned=["gone"])
    assert asked(known, Amounts(new=0)) == []


def test_new_ones_are_of_the_authors_first_claims_one_of_each() -> None:
    turns = asked(bank(), Amounts(new=4))
    assert [claim_of(item) for _, item in turns] == ["c0", "c1", "c2", "c3"]


@pytest.mark.parametrize("claims", [10, 5000])
def test_new_ones_are_not_all_of_one_template(claims: int) -> None:
    """A deck lists all items of its first template first: ten statements that are all true."""
    names = [f"c{claim}.{template}" for template in ("said", "not-said") for claim in range(claims)]
    turns = asked(bank(names), Amounts(new=10))
    assert {item.partition(".")[2] for _, item in turns} == {"said", "not-said"}
    assert len({claim_of(item) for _, item in turns}) == 10


def test_new_ones_of_a_large_deck_are_from_all_over_it() -> None:
    names = [f"c{number}.t" for number in range(1000)]
    assert any(names.index(item) > 500 for _, item in asked(bank(names), Amounts(new=20)))


def test_of_more_than_can_be_shuffled_the_most_overdue_still_comes_first() -> None:
    days = {f"i{number:04}": TODAY for number in range(1100)} | {"i1099": TODAY - 9}
    assert asked(bank(days, due_days=days), Amounts(new=0))[0] == ("due", "i1099")


def test_practice_takes_no_more_than_the_limit() -> None:
    assert len(practice([bank()], 3, "s").turns) == 3
    assert {turn.item for turn in practice([bank()], None, "s").turns} == set(NAMES)


def test_practice_keeps_the_items_of_a_claim_apart() -> None:
    order = [claim_of(turn.item) for turn in practice([bank()], None, "s").turns]
    for start in range(0, 40, 10):
        assert len(set(order[start : start + 10])) == 10


def test_practice_on_a_single_claim_asks_all() -> None:
    names = [f"one.t{number}" for number in range(60)]
    assert len(practice([bank(names)], None, "s").turns) == 60


def test_new_ones_of_today_count() -> None:
    known = bank(due_days=dict.fromkeys(NAMES[:12:4], TODAY + 2), introduced=NAMES[:12:4])
    assert [claim_of(item) for _, item in asked(known, Amounts(new=4))] == ["c3"]
    assert asked(known, Amounts(new=2)) == []


@pytest.mark.parametrize(
    ("amounts", "seen", "limit"),
    [
        (Amounts(new=4), 0, 4),
        (Amounts(new=4), 3, 4),
        (Amounts(new=2), 3, 2),
        (Amounts(new=0), 0, 0),
        (Amounts(new=99), 0, 0),
        (Amounts(new=4, limit=3), 0, 0),
    ],
)
def test_where_new_ones_wait_for_another_day_the_plan_says_how_many_are_enough(
    amounts: Amounts, seen: int, limit: int
) -> None:
    names = [f"c{number}.t" for number in range(30)]
    known = dict.fromkeys(names[:seen], TODAY + 2)
    banks = [bank(names, due_days=known, introduced=names[:seen])]
    assert plan(banks, TODAY, amounts, "s").new_limit == limit


def test_what_was_missed_today_comes_last_and_the_limit_holds() -> None:
    seen = {"c1.t0": TODAY, "c5.t0": TODAY + 1}
    known = bank(due_days=seen, unlearned=["c5.t0"])
    assert asked(known, Amounts(new=2))[-1] == ("again", "c5.t0")
    assert len(asked(known, Amounts(new=2, limit=2))) == 2


def test_the_seed_decides_the_order() -> None:
    orders = {tuple(asked(bank(), Amounts(new=6), seed)) for seed in "abcabc"}
    assert len(orders) == 3


# --- Several decks -----------------------------------------------------------------------

ONE = [f"a{number}" for number in range(30)]


def test_due_ones_of_all_decks_are_mixed_and_the_most_overdue_come_first() -> None:
    decks = [
        bank(ONE, "one", due_days=dict.fromkeys(ONE, TODAY)),
        bank(ONE, "two", due_days=dict.fromkeys(ONE[1:], TODAY) | {"a0": TODAY - 1}),
    ]
    turns = plan(decks, TODAY, Amounts(new=0), "s").turns
    assert len(turns) == 60
    assert turns[0] == ("two", "a0", "due")
    assert {turn.deck for turn in turns[:20]} == {"one", "two"}


def test_new_ones_come_from_one_deck_after_another() -> None:
    decks = [bank(ONE, "one"), bank(ONE[:2], "two"), bank(ONE, "three")]
    turns = plan(decks, TODAY, Amounts(new=10), "s").turns
    assert Counter(turn.deck for turn in turns) == {"one": 4, "two": 2, "three": 4}
    assert [turn.deck for turn in turns[:4]] == ["one", "two", "three", "one"]


def test_what_was_introduced_in_any_deck_counts() -> None:
    decks = [bank(ONE, "one", introduced=ONE[:3]), bank(ONE, "two", introduced=ONE[:4])]
    assert len(plan(decks, TODAY, Amounts(new=10), "s").turns) == 3


def test_what_was_missed_in_any_deck_comes_again() -> None:
    decks = [bank(ONE, uid, unlearned=["a1"]) for uid in ("one", "two")]
    turns = plan(decks, TODAY, Amounts(new=0), "s").turns
    assert turns == (("one", "a1", "again"), ("two", "a1", "again"))


# --- What was missed -----------------------------------------------------------------------


def new(*names: str) -> tuple[Turn, ...]:
    return tuple(Turn("uid", name, Stage.NEW) for name in names)


@pytest.mark.parametrize(("others", "place"), [(0, 0), (2, 2), (3, 3), (9, 3)])
def test_a_missed_one_comes_back_after_three_others(others: int, place: int) -> None:
    waiting = new(*(f"x{n}" for n in range(others)))
    missed = new("missed")[0]
    assert come_back(waiting, missed).index(missed._replace(stage=Stage.AGAIN)) == place


def test_each_miss_puts_it_further_off() -> None:
    waiting, missed = new(*(f"x{n}" for n in range(30))), new("missed")[0]
    places = [
        [turn.item for turn in come_back(waiting, missed, misses)].index("missed")
        for misses in (1, 2, 3, 4, 5)
    ]
    assert places == [3, 6, 12, 24, 30]


def session(size: int, misses: Callable[[str], int], longest: int) -> list[str]:
    """The items in the order asked; each is missed as often as `misses` says, then right."""
    progress = Progress(new(*(f"q{n}" for n in range(size))))
    asked: list[str] = []
    while progress.waiting and len(asked) < longest:
        turn, progress = progress.step()
        asked.append(turn.item)
        assert progress.total == size
        assert progress.number == len(set(asked))
        progress = progress.marked(turn, asked.count(turn.item) > misses(turn.item))
    return asked


@pytest.mark.parametrize("size", [1, 2, 4, 5, 10, 40, 100])
def test_whoever_misses_everything_still_sees_every_question(size: int) -> None:
    assert len(set(session(size, lambda name: 10**6, 8 * size))) == size


@given(st.data(), st.integers(1, 30))
def test_any_session_asks_everything_and_ends(data: st.DataObject, size: int) -> None:
    misses = data.draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
    tries = {f"q{n}": number for n, number in enumerate(misses)}
    asked = session(size, tries.__getitem__, 1000)
    assert Counter(asked) == {name: number + 1 for name, number in tries.items()}
    for place, (one, following) in enumerate(pairwise(asked)):
        assert one != following or set(asked[place:]) == {one}
