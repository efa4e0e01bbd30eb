"""Which letters the right answers have on the forms of a quiz."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from random import Random

import pytest
from making import replace

from quizgen.compiling.assemble import spread_keys
from quizgen.quiz.model import Form, FormSection, Item, Placed
from quizgen.quiz.responses import (
    Choice,
    Matching,
    Option,
    Ordering,
    Pair,
    Response,
    display_order,
    shuffled,
)

Items = dict[str, Item]


def item(name: str, response: Response) -> Item:
    return Item(name, "any", ("Which?",), response, "c", ())


def choice(options: int, key: int = 0, **more: bool) -> Choice:
    listed = (Option((f"option {at}",), at == key) for at in range(options))
    return Choice(tuple(listed), **more)


def quiz(items: Items, seed: str, count: int) -> list[Form]:
    """Forms as chance makes them."""
    forms = []
    for letter in "ABCDEFGH"[:count]:
        mixed = shuffled(items.values(), lambda each: each.id, seed, letter)
        placed = tuple(
            Placed(number, each.id, display_order(each.response, seed, letter, each.id), 1.0)
            for number, each in enumerate(mixed, 1)
        )
        forms.append(Form("z", "A quiz", letter, (), None, (FormSection("", (), placed),)))
    return forms


def letters(form: Form, items: Items) -> dict[str, int]:
    """The place of the first right option of each question, in printed order."""
    found = {}
    for placed in form.placed:
        response = items[placed.item].response
        assert isinstance(response, Choice)
        right = [response.options[index].is_key for index in placed.order]
        found[placed.item] = right.index(True)
    return found


@pytest.mark.parametrize("options", [3, 4, 5])
@pytest.mark.parametrize("seed", range(20))
def test_letters_are_fair_and_never_come_four_times_in_a_row(options: int, seed: int) -> None:
    count = Random(seed).randint(1, 30)  # noqa: S311 - a fixed content, no secret
    items = {f"q{n}": item(f"q{n}", choice(options, n % options)) for n in range(count)}
    chance = quiz(items, str(seed), 4)
    for form in spread_keys(chance, items):
        row = list(letters(form, items).values())
        found = Counter(row)
        assert all(abs(found[each] - count / options) <= 1 for each in range(options)), row
        assert max(len(list(same)) for _, same in groupby(row)) <= 3, row


@pytest.mark.parametrize("options", [4, 5])
@pytest.mark.parametrize("seed", range(10))
def test_neighbours_have_other_letters(options: int, seed: int) -> None:
    """To the same question always, and at the same number nearly always."""
    items = {f"q{n}": item(f"q{n}", choice(options)) for n in range(16)}
    forms = [letters(form, items) for form in spread_keys(quiz(items, str(seed), 8), items)]
    same_number = 0
    for one, other in [*pairwise(forms), (forms[-1], forms[0])]:
        is_pair = (one, other) != (forms[-1], forms[0])
        assert not is_pair or all(one[name] != other[name] for name in items)
        same_number += sum(map(int.__eq__, one.values(), other.values()))
    assert same_number <= 8, "one in sixteen; chance alone would give four times as many"


def test_a_fair_form_stays_as_chance_made_it() -> None:
    items = {f"q{n}": item(f"q{n}", choice(4)) for n in range(4)}
    placed = tuple(
        Placed(at + 1, f"q{at}", (*range(at, 4), *range(at)), 1.0)  # A, D, C, B
        for at in range(4)
    )
    form = Form("z", "A quiz", "A", (), None, (FormSection("", (), placed),))
    assert spread_keys([form], items) == [form]


def test_what_is_not_fair_changes_as_little_as_it_can() -> None:
    items = {f"q{n}": item(f"q{n}", choice(4)) for n in range(8)}
    placed = tuple(Placed(at + 1, f"q{at}", (0, 1, 2, 3), 1.0) for at in range(8))
    form = Form("z", "A quiz", "A", (), None, (FormSection("", (), placed),))
    (spread,) = spread_keys([form], items)
    assert sorted(Counter(letters(spread, items).values()).values()) == [1, 2, 2, 3]
    assert [each.order for each in spread.placed[:3]] == [(0, 1, 2, 3)] * 3


def test_options_in_an_order_of_their_own_stay() -> None:
    """They count, so the letters of the others make up for them."""
    items = {f"f{n}": item(f"f{n}", choice(4, 0, is_fixed=True)) for n in range(3)}
    items |= {f"q{n}": item(f"q{n}", choice(4)) for n in range(5)}
    for form in spread_keys(quiz(items, "seed", 6), items):
        orders = {each.item: each.order for each in form.placed}
        assert all(orders[f"f{n}"] == (0, 1, 2, 3) for n in range(3))
        assert Counter(letters(form, items).values())[0] == 3


def test_an_option_that_stays_last_stays_last() -> None:
    last = choice(4)
    options = (*last.options[:3], replace(last.options[3], is_last=True))
    items = {f"q{n}": item(f"q{n}", replace(last, options=options)) for n in range(9)}
    for form in spread_keys(quiz(items, "seed", 6), items):
        assert all(each.order[3] == 3 for each in form.placed)
        assert Counter(letters(form, items).values()) == {0: 3, 1: 3, 2: 3}


PAIRS = Matching((Pair(("a",), ("1",)), Pair(("b",), ("2",))))
STEPS = Ordering((("one",), ("two",)))
TICKS = Choice((Option(("a",), True), Option(("b",), True), Option(("c",))), is_multiple=True)


@pytest.mark.parametrize("response", [PAIRS, STEPS, TICKS, choice(2)])
def test_whatever_is_shuffled_differs_from_the_form_before(response: Response) -> None:
    items = {"q": item("q", response)}
    orders = [form.placed[0].order for form in spread_keys(quiz(items, "seed", 8), items)]
    if isinstance(response, Choice) and response.is_multiple:
        keys = [{order.index(0), order.index(1)} for order in orders]
        assert all(one != other for one, other in pairwise(keys))
    assert all(one != other for one, other in pairwise(orders))


@pytest.mark.parametrize("count", [3, 4, 5])
def test_steps_stand_neither_in_order_nor_in_reverse(count: int) -> None:
    right = tuple(range(count))
    items = {f"q{n}": item(f"q{n}", Ordering((("step",),) * count)) for n in range(40)}
    chance = quiz(items, "seed", 4)
    for form in (*chance, *spread_keys(chance, items)):
        assert all(each.order not in (right, right[::-1]) for each in form.placed)
        assert all(sorted(each.order) == list(right) for each in form.placed)


def test_a_form_does_not_depend_on_those_behind_it() -> None:
    items = {f"q{n}": item(f"q{n}", choice(4)) for n in range(16)}
    few, many = (spread_keys(quiz(items, "seed", count), items) for count in (3, 8))
    assert many[:3] == few
