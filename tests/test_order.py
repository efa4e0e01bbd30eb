"""Orders of questions in which none is given away by one before it: for Anki and the self-test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from making import as_build, replace

from quizgen.quiz.enemy import Enemies, Enemy, Group, How
from quizgen.quiz.model import About, Item, Outlet, Source
from quizgen.quiz.order import Spoilers, apart, asked_first
from quizgen.quiz.responses import TextEntry
from quizgen.quiz.siblings import Siblings
from quizgen.study.plan import Amounts, KnownItems, Stage, Turn, next_turn, plan
from quizgen.writers.anki import new_cards as new_cards_module
from quizgen.writers.anki.new_cards import in_order

ABOUT = About("d", "k3v9q2m7xd", "D", "en", Source("", "", "en", ()))


def tells(pairs: str, groups: Iterable[Sequence[str]] = ()) -> Enemies:
    """`a>b` where a gives b away, `a=b` where each gives the other away."""
    found = []
    for pair in pairs.split():
        one, sign, other = pair.partition("=" if "=" in pair else ">")
        found += [Enemy(one, other, How.PRINTS)]
        found += [Enemy(other, one, How.PRINTS)] if sign == "=" else []
    return Enemies(tuple(found), tuple(Group(f"g{n}", tuple(g)) for n, g in enumerate(groups)))


def spoilers(pairs: str, groups: Iterable[Sequence[str]] = ()) -> Spoilers:
    return Spoilers(tells(pairs, groups), ())


@pytest.mark.parametrize(
    ("pairs", "ordered"),
    [
        ("", "abcde"),
        ("b>a", "abcde"),
        ("a>b", "bacde"),
        ("a>e", "bcdea"),
        ("a>b b>c", "cbade"),
        ("a>c b>c", "cabde"),
        ("a=b", "abcde"),
        ("a=b a>e", "bcdea"),
        ("a>b b>c c>a", "acbde"),
        ("e>d d>e d>c e>x", "abcde"),
    ],
)
def test_what_is_given_away_comes_first(pairs: str, ordered: str) -> None:
    assert "".join(asked_first("abcde", spoilers(pairs))) == ordered


@pytest.mark.parametrize(
    ("pairs", "shown", "ordered"),
    [
        ("a>b", "", "bacde"),
        ("a=b", "", "acdeb"),
        ("a=b b=c", "", "acdeb"),
        ("x>a", "x", "bcdea"),
        ("a>x", "x", "abcde"),
        ("x>a a=b", "x", "bcdea"),
    ],
)
def test_what_was_given_away_comes_last(pairs: str, shown: str, ordered: str) -> None:
    assert "".join(apart("abcde", spoilers(pairs), shown)) == ordered


def test_of_a_group_one_is_enough() -> None:
    assert "".join(apart("abcde", spoilers("", ["abd"]))) == "acebd"
    assert "".join(apart("abcde", spoilers("", ["abx"]), "x")) == "cdeab"


def item(name: str, claim: str = "", *enemies: str) -> Item:
    use = frozenset({Outlet.ANKI})
    return Item(name, "short", (name,), TextEntry(name), claim, (), use=use, enemies=enemies)


def test_friends_of_one_group_may_meet() -> None:
    group = tells("", ["abc"])
    friend = replace(item("a"), friends=("b",))
    assert apart("abcd", Spoilers(group, [friend, item("b")])) == list("abdc")


def test_what_an_author_keeps_apart_counts() -> None:
    assert apart("abc", Spoilers(Enemies(), [item("a"), item("b", "", "a")])) == list("acb")


# --- Anki ------------------------------------------------------------------------------


def new_cards(items: Sequence[Item], enemies: Enemies) -> list[str]:
    deck = replace(as_build(ABOUT, items=tuple(items)).deck, enemies=enemies)
    return [each.id for each in in_order(deck)]


def days(items: Sequence[Item], enemies: Enemies) -> list[set[str]]:
    order = new_cards(items, enemies)
    assert sorted(order) == sorted(each.id for each in items)
    return [set(order[at : at + 20]) for at in range(0, len(order), 20)]


MANY = [item(f"i{n:02}", f"c{n}") for n in range(60)]


def test_without_enemies_new_cards_go_round_the_claims() -> None:
    assert days(MANY, Enemies()) == [{each.id for each in MANY[at : at + 20]} for at in (0, 20, 40)]


def test_two_that_give_each_other_away_come_on_different_days() -> None:
    pairs = " ".join(f"i{n:02}=i{n + 1:02}" for n in range(0, 60, 2))
    for day in days(MANY, tells(pairs)):
        assert not [n for n in range(0, 60, 2) if {f"i{n:02}", f"i{n + 1:02}"} <= day]


def test_only_the_first_cards_of_a_large_deck_are_laid_out_by_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(new_cards_module, "PLANNED", 40)
    order = new_cards(MANY, tells("i00=i01 i58=i59"))
    assert order[40:] == [each.id for each in MANY[40:]]
    assert not {"i00", "i01"} <= set(order[:20])


def test_the_one_that_is_given_away_comes_a_day_before() -> None:
    first, second, *_ = days(MANY, tells("i00>i05 i01>i59"))
    assert "i05" in first
    assert "i00" in second
    assert "i01" not in first


def test_what_tells_of_an_item_that_waits_waits_too() -> None:
    """`i01` is put off because of `i00`; so `i02`, which gives it away, is put off as well."""
    enemies = tells("i00=i01 i02>i01 " + " ".join(f"i00=i{n}" for n in range(30, 40)))
    first, second, third = days(MANY, enemies)
    assert ("i00" in first, "i01" in second, "i02" in third) == (True, True, True)


def test_questions_on_one_claim_come_on_different_days() -> None:
    items = [item(f"i{n:02}", f"c{n % 30}") for n in range(60)]
    first, second, third = days(items, Enemies())
    for day in (first, third):
        claims = [int(name[1:]) % 30 for name in day]
        assert len(claims) == len(set(claims))
    assert second


def test_a_day_that_nothing_else_can_fill_takes_what_there_is() -> None:
    everything = " ".join(f"{a.id}={b.id}" for a in MANY[:30] for b in MANY[:30] if a.id < b.id)
    assert [len(day) for day in days(MANY[:30], tells(everything))] == [20, 10]
    assert [len(day) for day in days(MANY[:30], tells("", [[each.id for each in MANY]]))] == [
        20,
        10,
    ]


def test_a_large_deck_on_one_claim_is_ordered() -> None:
    items = [item(f"i{n}", "one") for n in range(3000)]
    assert sum(map(len, days(items, Enemies()))) == 3000


def test_items_for_other_outlets_are_left_out() -> None:
    elsewhere = Item("x", "short", ("x",), TextEntry("x"), "", (), use=frozenset({Outlet.PRINT}))
    assert new_cards([item("a"), elsewhere], tells("a>x")) == ["a"]


# --- The self-test ---------------------------------------------------------------------

NAMES = tuple("abcdefgh")
ALONE = Siblings([item(name, name) for name in NAMES])


def asked(known: KnownItems, new: int, found: Spoilers, seed: str = "s") -> list[tuple[str, str]]:
    turns = plan(NAMES, known, Amounts(new), seed, ALONE, found)
    return [(turn.stage, turn.item) for turn in turns]


SEEDS = [str(seed) for seed in range(10)]


@pytest.mark.parametrize("seed", SEEDS)
def test_due_questions_come_before_what_gives_them_away(seed: str) -> None:
    due = KnownItems(9, dict.fromkeys("abcd", 9))
    order = [name for _, name in asked(due, 0, spoilers("a>b c>d b>d"), seed)]
    for first, second in ("ba", "dc", "db"):
        assert order.index(first) < order.index(second)


@pytest.mark.parametrize("seed", SEEDS)
def test_of_two_due_ones_that_give_each_other_away_one_comes_last(seed: str) -> None:
    due = KnownItems(9, dict.fromkeys("abcd", 9))
    assert asked(due, 0, spoilers("a=b"), seed)[-1][1] in "ab"


@pytest.mark.parametrize("seed", SEEDS)
def test_new_ones_that_were_given_away_wait_for_another_day(seed: str) -> None:
    due = KnownItems(9, {"a": 9})
    new = [name for _, name in asked(due, 5, spoilers("a>b a>c d=e"), seed)[1:]]
    assert {"f", "g", "h"} < {*new}
    assert len({"d", "e"} & {*new}) == 1
    assert new[-1] in "bc", "there are four others, and five are wanted"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_introduced_today_counts(seed: str) -> None:
    known = KnownItems(9, {"a": 12}, introduced=frozenset("a"))
    assert "b" not in [name for _, name in asked(known, 7, spoilers("a>b"), seed)]


def test_a_turn_that_is_passed_over_is_not_given_away() -> None:
    """`a` is on the claim of the question before; `b` gives it away, so `c` comes first."""
    waiting = [Turn(name, Stage.NEW) for name in "abc"]
    assert next_turn(waiting, "a", ALONE) == 1
    assert next_turn(waiting, "a", ALONE, spoilers("b>a")) == 2


def test_the_order_of_a_deck_without_enemies_is_as_it_was() -> None:
    for known in (KnownItems(9, {}), KnownItems(9, dict.fromkeys("abc", 9))):
        turns = plan(NAMES, known, Amounts(4), "s", ALONE)
        assert turns == plan(NAMES, known, Amounts(4), "s", ALONE, spoilers(""))
        assert all(one.stage <= other.stage for one, other in pairwise(turns))
