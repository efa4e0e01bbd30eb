"""Which distractors are drawn, and in which neutral order the options stand."""

from __future__ import annotations

import json

import pytest
from making import Made, make_deck, try_deck

from quizgen.kinds._options import _value, sort_values
from quizgen.quiz.languages import load_language

SOURCE = """\
The market opened on May 3 with 14 stalls of apples, Anna Berg said. Trade needs peace and luck.
"""

FRUIT = ["pears", "plums", "figs", "dates", "limes", "kiwis"]


def drawn(
    pool: list[str],
    count: int = 2,
    slot: str = "value: apples",
    extra: str = "",
    quote: str = "stalls of apples",
) -> list[str]:
    """The distractors of one question, as they were drawn from `pool`."""
    made = draw(pool, count, slot, extra, quote)
    return [option for option in made.options("q") if option not in made.keys("q")]


def draw(pool: list[str], count: int, slot: str, extra: str = "", quote: str = "") -> Made:
    return make_deck(
        f"""
pools: {{fruit: {json.dumps(pool)}}}
claims:
  a: {{speaker: reporter, quote: "{quote}", slots: {{fruit: {{{slot}, pool: fruit}}}}}}
questions:
  q: {{kind: choice, claim: a, stem: "Which?", key: "{{fruit}}", distractors: {count}}}
{extra}
""",
        SOURCE,
    )


# --- What is never drawn ---------------------------------------------------------------------


def test_never_the_key() -> None:
    assert set(drawn(["apples", "Apples ", "apples.", *FRUIT[:2]])) == {"pears", "plums"}


def test_never_a_form_of_the_key() -> None:
    slot = "value: apples, forms: {one: an apple}"
    assert set(drawn(["an apple", *FRUIT[:2]], slot=slot)) == {"pears", "plums"}


def test_never_an_accepted_variant() -> None:
    slot = "value: apples, accept: [pippins, red apples]"
    assert set(drawn(["pippins", "Red apples", *FRUIT[:2]], slot=slot)) == {"pears", "plums"}


def test_never_a_variant_that_the_question_accepts() -> None:
    body = """
pools: {fruit: [pippins, pears, plums]}
claims: {a: {speaker: reporter, quote: stalls of apples, slots: {f: {value: apples, pool: fruit}}}}
questions:
  q: {kind: choice, claim: a, stem: Which?, key: "{f}", accept: [pippins], distractors: 2}
"""
    assert set(make_deck(body, SOURCE).options("q")) == {"apples", "pears", "plums"}


def test_never_what_is_also_true() -> None:
    slot = "value: apples, also_true: [quinces, figs]"
    assert set(drawn(["quinces", "figs", *FRUIT[:2]], slot=slot)) == {"pears", "plums"}


def test_never_another_value_of_the_slot() -> None:
    made = make_deck(
        """
pools: {need: [peace, luck, love, hope]}
claims:
  a: {speaker: reporter, quote: Trade needs peace and luck,
      slots: {need: {values: [peace, luck], pool: need}}}
questions:
  q: {kind: multiple, claim: a, stem: Which two?, keys: "{need}", distractors: 2}
""",
        SOURCE,
    )
    assert set(made.options("q")) == {"peace", "luck", "love", "hope"}


def test_never_words_of_the_evidence_from_a_pool() -> None:
    """“stalls” stands in the quotation; “all”, which is only part of a word there, may come."""
    assert set(drawn(["stalls", "Stalls of", "all", "pears"])) == {"all", "pears"}


def test_near_ones_may_be_words_of_the_evidence() -> None:
    """The author chose them for this very claim."""
    slot = "value: apples, near: [stalls]"
    assert set(drawn(["pears"], slot=slot)) == {"stalls", "pears"}


def test_none_twice() -> None:
    slot = "value: apples, near: [pears]"
    assert set(drawn(["Pears", "pears", "plums"], slot=slot)) == {"pears", "plums"}


def test_near_ones_before_those_of_the_pool() -> None:
    slot = "value: apples, near: [nuts, roots]"
    assert set(drawn(FRUIT, slot=slot)) == {"nuts", "roots"}
    assert len({"nuts", "roots"} & set(drawn(FRUIT, 3, slot))) == 2
    assert len({"nuts", "roots"} & set(drawn(FRUIT, 1, slot))) == 1


@pytest.mark.parametrize(
    "written", ["[Pippins, nuts]", "{nuts: no, quinces.: no}", "[apples, nuts]"]
)
def test_nor_written_by_hand(written: str) -> None:
    made = try_deck(
        f"""
claims:
  a: {{speaker: reporter, quote: stalls of apples,
      slots: {{f: {{value: apples, accept: [pippins], also_true: [quinces]}}}}}}
questions:
  q: {{kind: choice, claim: a, stem: Which?, key: "{{f}}", distractors: {written}}}
""",
        SOURCE,
    )
    assert made.codes == ["key-among-distractors"]


def test_what_was_turned_away_is_named_with_its_reason() -> None:
    made = try_deck(
        """
pools: {fruit: [apples, pippins, quinces, stalls, pears]}
claims:
  a: {speaker: reporter, quote: stalls of apples,
      slots: {f: {value: apples, accept: [pippins], also_true: [quinces], pool: fruit}}}
questions:
  q: {kind: choice, claim: a, stem: Which?, key: "{f}", distractors: 2}
""",
        SOURCE,
    )
    (problem,) = made.problems
    assert problem.code == "too-few-distractors"
    for reason in (
        "apples (the key)",
        "pippins (a variant of the key)",
        "quinces (also true)",
        "stalls (in the quotation itself)",
        "pool `fruit`",
        "1 is left",
    ):
        assert reason in problem.message


def test_which_are_too_few_and_which_are_enough() -> None:
    assert len(drawn(FRUIT, len(FRUIT))) == len(FRUIT)
    with pytest.raises(AssertionError, match="too-few-distractors"):
        drawn(FRUIT, len(FRUIT) + 1)


# --- What is drawn depends on the item alone ---------------------------------------------------


def test_the_same_deck_draws_the_same() -> None:
    assert drawn(FRUIT) == drawn(FRUIT)


def test_the_order_of_the_pool_does_not_matter() -> None:
    assert drawn(FRUIT[::-1]) == drawn(sorted(FRUIT)) == drawn(FRUIT)


def test_a_new_entry_takes_a_place_or_changes_nothing() -> None:
    before = drawn(FRUIT, 3)
    won = 0
    for number in range(40):
        after = drawn([*FRUIT, f"fruit {number}"], 3)
        if f"fruit {number}" in after:
            won += 1
            after.remove(f"fruit {number}")
            assert set(after) < set(before)
            assert after == [each for each in before if each in after]  # in the same order
        else:
            assert after == before
    assert 5 < won < 35  # 3 of 7 places: 17 of 40


def test_another_question_changes_nothing() -> None:
    other = '  r: {kind: choice, claim: a, stem: "Which one?", key: "{fruit}", distractors: 4}'
    assert drawn(FRUIT, extra=other) == drawn(FRUIT)


def test_rewording_changes_nothing() -> None:
    """Neither the stem nor the quotation has a say in what is drawn."""
    assert drawn(FRUIT, quote="14 stalls of apples") == drawn(FRUIT)


def test_questions_draw_differently() -> None:
    questions = "\n".join(
        f'  q{n}: {{kind: choice, claim: a, stem: "Which {n}?", key: "{{fruit}}", distractors: 2}}'
        for n in range(30)
    )
    made = draw(FRUIT, 2, "value: apples", questions, "stalls of apples")
    sets = {frozenset(made.options(item_id)) for item_id in made.items}
    assert len(sets) > 5  # of the 15 pairs


def test_every_entry_is_drawn_about_equally_often() -> None:
    questions = "\n".join(
        f'  q{n}: {{kind: choice, claim: a, stem: "Which {n}?", key: "{{fruit}}", distractors: 2}}'
        for n in range(300)
    )
    made = draw(FRUIT, 2, "value: apples", questions, "stalls of apples")
    for fruit in FRUIT:
        count = sum(fruit in made.options(item_id) for item_id in made.items)
        assert 70 < count < 130  # 2 of 6 places: 100 of 301, standard deviation 8


# --- Order -------------------------------------------------------------------------------------


def ask_for(options: list[str], language: str = "en", keys: str = "") -> Made:
    body = f"""
claims: {{a: {{speaker: reporter, quote: Trade needs peace}}}}
questions:
  q: {{kind: choice, claim: a, stem: Which?, key: {json.dumps(options[0])},
      distractors: {json.dumps(options[1:])}{keys}}}
"""
    head = f"""\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
language: {language}
source: {{file: text.txt, as: the report}}
"""
    return make_deck(body, SOURCE, head)


@pytest.mark.parametrize(
    ("language", "by_value"),
    [
        ("en", ["-2", "1", "10", "100"]),
        ("en", ["−2", "0.5", "1.5", "14,000"]),
        ("en", ["9 999", "10 000", "1 000 000"]),
        ("en", ["5%", "14 %", "100%"]),
        ("en", ["1991", "2001", "2010"]),
        ("en", ["January 31", "February 2", "October 7", "October 17", "November 1"]),
        ("en", ["3 May 1999", "2 May 2000", "May 3, 2000", "1 Jan 2001"]),
        ("en", ["March", "May", "July"]),
        ("ru", ["31 января", "2 февраля", "7 октября", "17 октября"]),
        ("ru", ["3 мая 1999", "2 мая 2000", "3 мая 2000"]),
        ("kk", ["31 қаңтар", "2 ақпан", "7 қазан", "17 қазан"]),
    ],
)
def test_numbers_and_dates_stand_by_value(language: str, by_value: list[str]) -> None:
    for start in range(len(by_value)):
        made = ask_for([*by_value[start:], *by_value[:start]], language)
        assert made.options("q") == by_value
        assert made.choice("q").is_fixed


def test_other_options_are_mixed_and_may_be_mixed_again() -> None:
    options = ["May 3", "3 apples", "14", "the first"]
    assert ask_for(options).choice("q").is_fixed is False


def test_dates_of_a_language_without_a_file_are_mixed() -> None:
    made = ask_for(["3. Mai", "2. Juni", "1. Juli"], "de")
    assert made.choice("q").is_fixed is False


def test_numbers_can_be_mixed_on_demand() -> None:
    made = ask_for(["14", "15", "16"], keys=", order: shuffled")
    assert made.choice("q").is_fixed is False


def test_fixed_order_is_that_of_the_file_keys_first() -> None:
    options = ["zebra", "ape", "14", "lion"]
    made = ask_for(options, keys=", order: fixed")
    assert made.choice("q").is_fixed is True
    assert made.options("q") == options


def test_the_key_may_have_a_place_among_the_options_as_written() -> None:
    made = ask_for(["both", "ape", "14", "lion"], keys=", order: [3]")
    assert made.choice("q").is_fixed is True
    assert made.options("q") == ["ape", "14", "both", "lion"]
    assert made.keys("q") == ["both"]


@pytest.mark.parametrize("order", ["[5]", "[1, 2]"])
def test_a_place_that_the_key_cannot_have_is_reported(order: str) -> None:
    with pytest.raises(AssertionError, match="unknown-order"):
        ask_for(["both", "ape", "14", "lion"], keys=f", order: {order}")


def test_the_key_may_stay_last() -> None:
    made = ask_for(["all of them", "ape", "14", "lion"], keys=", order: key-last")
    assert made.choice("q").is_fixed is False
    assert made.options("q")[-1] == "all of them"
    assert [option.is_last for option in made.choice("q").options] == [False] * 3 + [True]


def test_the_last_stays_last() -> None:
    for number in range(12):
        made = make_deck(
            f"""
claims: {{a: {{speaker: reporter, quote: Trade needs peace}}}}
questions:
  q{number}: {{kind: choice, claim: a, stem: Which?, key: ape,
      distractors: [{{text: none of these, last: true}}, lion, zebra]}}
""",
            SOURCE,
        )
        assert made.options(f"q{number}")[-1] == "none of these"
        assert made.choice(f"q{number}").options[-1].is_last


def test_the_key_stands_anywhere() -> None:
    """Where it stands in the neutral order gives nothing away."""
    questions = "\n".join(
        f"  q{n}: {{kind: choice, claim: a, stem: Which {n}?, key: ape, distractors: [lion, elk]}}"
        for n in range(120)
    )
    made = make_deck(
        f"claims: {{a: {{speaker: reporter, quote: needs peace}}}}\nquestions:\n{questions}\n",
        SOURCE,
    )
    places = [made.options(item_id).index("ape") for item_id in made.items]
    assert all(20 < places.count(place) < 60 for place in range(3))


def test_a_choice_by_default_draws_as_many_as_the_deck_says() -> None:
    made = make_deck(
        f"""
defaults: {{distractors: 3}}
pools: {{fruit: {json.dumps(FRUIT)}}}
claims:
  a: {{speaker: reporter, quote: stalls of apples, slots: {{f: {{value: apples, pool: fruit}}}}}}
questions:
  q: {{kind: choice, claim: a, stem: Which?, key: "{{f}}"}}
  r: {{kind: choice, claim: a, stem: Which one?, key: "{{f}}", distractors: 2}}
  s: {{kind: choice, claim: a, stem: Which of two?, key: "{{f}}", distractors: [nuts]}}
""",
        SOURCE,
    )
    assert [len(made.options(item_id)) for item_id in "qrs"] == [4, 3, 2]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["120 °C", "110 °C", "90 °C", "-5 °C"], [3, 2, 1, 0]),
        (["$1,500", "$250", "$10.5"], [2, 1, 0]),
        (["20 km", "3 km"], [1, 0]),
        (["1912 to 1913", "1911 to 1912"], None),
        (["120 °C", "110 °F"], None),
        (["120 °C", "warm °C"], None),
        (["warm", "cold"], None),
    ],
)
def test_numbers_of_one_unit_are_sorted_as_numbers(written, expected):
    values = sort_values(written, load_language("en"))
    found = values and sorted(range(len(values)), key=lambda index: values[index])
    assert found == expected


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("ru", ["3 мая 1912 года", "1 января 1913 г.", "7 июня 1911"], [2, 0, 1]),
        ("kk", ["1912 жылғы 3 мамыр", "1911 жылғы 7 маусым"], [1, 0]),
        ("ru", ["1,5", "0,25", "10"], [1, 0, 2]),
        ("en", ["1,500", "250", "10.5"], [2, 1, 0]),
    ],
)
def test_numbers_and_dates_are_read_as_the_language_writes_them(language, written, expected):
    values = [_value(text, load_language(language)) for text in written]
    assert None not in values
    assert sorted(range(len(values)), key=lambda index: values[index]) == expected
