"""Questions on overlapping words are kept apart like those of one claim, and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from making import Made, are_siblings, as_build, make_deck, replace

from quizgen.quiz.model import About, Outlet, Source
from quizgen.quiz.spoiling import Siblings
from quizgen.writers.anki.new_cards import in_order
from quizgen.writers.html import write

SOURCE = """\
The ferry reaches the island in winter. Schools open in August.

The ferry is small. It was a ferry–boat.
"""
# Where the words stand: "The ferry reaches the island in winter. Schools open in August."
QUOTES = {
    "whole": "The ferry reaches the island in winter",
    "front": "The ferry reaches",
    "back": "the island in winter",
    "end": "island in winter. Schools",
    "school": "open in August",
    "small": "The ferry is small",
    "dash": "a ferry–",
    "boat": "boat",
    "gappy": '"The ferry […] in winter"',
}


ALONE = About("d", "k3v9q2m7xd", "D", "en", Source("", "", "en", ()))


def asking(*names: str, more: str = "", claims: Iterable[str] = ()) -> Made:
    """A question of its own for each name; those in `claims` ask about a claim with these words."""
    shared = "".join(f"  c-{name}: {{quote: {QUOTES[name]}}}\n" for name in claims)
    own = "".join(
        f"  {name}: {{kind: open, "
        + (f"claim: c-{name}" if name in claims else f"quote: {QUOTES[name]}")
        + f", stem: What of {name}?, key: K-{name}}}\n"
        for name in names
    )
    return make_deck(
        f"{f'claims:{chr(10)}{shared}' if shared else ''}questions:\n{own}{more}", SOURCE
    )


def are(made: Made, one: str, other: str) -> bool:
    siblings = Siblings(made.items.values())
    assert are_siblings(siblings, one, other) == are_siblings(siblings, other, one)
    return are_siblings(siblings, one, other)


SAME = [
    ("whole", "front"),
    ("whole", "back"),
    ("back", "end"),
    ("gappy", "front"),
    ("gappy", "back"),
]
APART = [
    ("front", "back"),  # neighbours, with a space between
    ("whole", "school"),  # another sentence
    ("end", "school"),
    ("front", "small"),  # the same words in another paragraph
    ("gappy", "school"),
]


@pytest.mark.parametrize(("one", "other"), [*SAME, *APART])
def test_what_shares_words_are_siblings(one: str, other: str) -> None:
    assert are(asking(one, other), one, other) == ((one, other) in SAME)


def test_words_that_touch_do_not_overlap() -> None:
    made = asking("dash", "boat")
    (one,), (other,) = (item.evidence[0].spans for item in made.items.values())
    assert one[1] == other[0]
    assert not are(made, "dash", "boat")


def test_a_question_is_a_sibling_of_a_claims_items_on_its_words() -> None:
    made = asking("whole", "front", "school", claims=["whole", "school"])
    assert are(made, "front", "whole")
    assert not are(made, "front", "school")


def test_two_claims_that_share_words_stay_two() -> None:
    assert not are(asking("whole", "front", claims=["whole", "front"]), "whole", "front")


def test_the_same_place_in_another_source_is_another() -> None:
    head = """\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
sources: {one: {file: text.txt, as: the report}, two: {file: two.txt, as: the letter}}
"""
    questions = "".join(
        f"  {name}: {{kind: open, quote: {{quote: The ferry is small, source: {name}}},"
        f" stem: What says {source}?, key: K-{name}}}\n"
        for name, source in (("one", "the report"), ("two", "the letter"))
    )
    files = {"two.txt": SOURCE.encode()}
    made = make_deck(f"questions:\n{questions}", SOURCE, head=head, files=files)
    assert not are(made, "one", "two")


def test_overlap_is_not_handed_on() -> None:
    """`front` and `back` both overlap with `whole`, and have nothing to do with each other."""
    assert not are(asking("front", "whole", "back"), "front", "back")


# --- Where it counts ---------------------------------------------------------------------------


def test_anki_shows_them_in_different_rounds() -> None:
    made = asking("whole", "front", "back", "school")
    use = frozenset({Outlet.ANKI})
    items = tuple(replace(item, use=use) for item in made.items.values())
    order = [card.item for card in in_order(as_build(ALONE, items=items).deck)]
    assert order == ["whole", "school", "front", "back"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("where", ["quiz", "section"])
def test_a_quiz_draws_them_together_only_where_it_must(seed: int, where: str) -> None:
    limit = {"quiz": "max_per_claim: 1, ", "section": ""}[where]
    narrow = {"quiz": "", "section": "max_per_claim: 1, "}[where]
    names = ("whole", "front", "school", "small")

    def drawn(count: int, limit: str = "", narrow: str = "") -> set[str]:
        sections = f"[{{{narrow}draw: {count}}}]"
        quiz = f"quizzes: {{z: {{title: Z, seed: s{seed}, {limit}sections: {sections}}}}}\n"
        return {each.item for each in asking(*names, more=quiz).forms[0].placed}

    for found in (drawn(3), drawn(3, limit, narrow)):
        assert {"school", "small"} < found
    assert drawn(4) == set(names)
    with pytest.raises(AssertionError, match="cannot-fill"):
        drawn(4, limit, narrow)


def test_the_page_knows_them() -> None:
    made = asking("whole", "front", "school")
    assert made.deck is not None
    (file,) = write(as_build(made.deck.about, tuple(made.items.values())), Path("unused"))
    (known,) = re.findall(rb'"items":(\[.*?\])}</script>', file.content, re.S)
    items = {each["id"]: each for each in json.loads(known)}
    assert items["whole"]["words"] in items["front"]["beside"]
    assert items["front"]["words"] in items["whole"]["beside"]
    assert items["school"].get("words") not in items["whole"]["beside"]
