"""Orders of questions in which none is given away by one before it: for Anki."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from making import as_build, replace

from quizgen.quiz.enemy import Enemies, Enemy, Group, How
from quizgen.quiz.model import About, Item, Outlet, Source
from quizgen.quiz.order import Shown, Spoilers, asked_first
from quizgen.quiz.responses import TextEntry
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


def spoilt(names: str, found: Spoilers, before: str = "") -> str:
    """Those that are not shown, because what was shown before gives them away."""
    shown, left = Shown(found, before), ""
    for name in names:
        if shown.spoils(name):
            left += name
        else:
            shown.add(name)
    return left


@pytest.mark.parametrize(
    ("pairs", "before", "left"),
    [
        ("a>b", "", "b"),
        ("b>a", "", ""),
        ("a=b", "", "b"),
        ("a=b b=c", "", "b"),
        ("x>a", "x", "a"),
        ("a>x", "x", ""),
        ("x>a a=b", "x", "a"),
    ],
)
def test_what_was_given_away_is_known(pairs: str, before: str, left: str) -> None:
    assert spoilt("abcde", spoilers(pairs), before) == left


def test_of_a_group_one_is_enough() -> None:
    assert spoilt("abcde", spoilers("", ["abd"])) == "bd"
    assert spoilt("abcde", spoilers("", ["abx"]), "x") == "ab"


def item(name: str, claim: str = "", *enemies: str) -> Item:
    use = frozenset({Outlet.ANKI})
    return Item(name, "short", (name,), TextEntry(name), claim, (), use=use, enemies=enemies)


def test_friends_of_one_group_may_meet() -> None:
    group = tells("", ["abc"])
    friend = replace(item("a"), friends=("b",))
    assert spoilt("abcd", Spoilers(group, [friend, item("b")])) == "c"


def test_what_an_author_keeps_apart_counts() -> None:
    assert spoilt("abc", Spoilers(Enemies(), [item("a"), item("b", "", "a")])) == "b"


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
