"""Orders of questions in which none is given away by one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from making import replace

from quizgen.quiz.enemy import Enemies, Enemy, Group, How
from quizgen.quiz.model import About, Item, Outlet, Source
from quizgen.quiz.responses import TextEntry
from quizgen.quiz.spoiling import Shown, Spoilers, asked_first

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
    shown, left = Shown(found), ""
    for name in before:
        shown.add(name)
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
