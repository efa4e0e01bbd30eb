"""The order of new cards: twenty that follow each other say nothing of each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from making import HEAD, are_siblings, as_build, rebuilt, replace
from test_anki.conftest import Anki, Page
from test_order import ABOUT, item, tells

from quizgen.compiling.contents import answers
from quizgen.project.compiled import compile_deck
from quizgen.quiz.enemy import NO_ENEMIES, Enemies
from quizgen.quiz.model import Build, CompiledDeck, Item, Outlet
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Numeric,
    Option,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank
from quizgen.quiz.spoiling import Siblings, Spoilers
from quizgen.writers import File
from quizgen.writers.anki.new_cards import A_DAY, Neighbours, in_order

ROOT = Path(__file__).parents[2]
Packer = Callable[[Build], File]


def ordered(items: Sequence[Item], enemies: Enemies = NO_ENEMIES) -> list[str]:
    deck = replace(as_build(ABOUT, items=tuple(items)).deck, enemies=enemies)
    found = [card.item for card in in_order(deck)]
    assert sorted(found) == sorted(each.id for each in items)
    return found


def neighbours(deck: CompiledDeck, order: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those of a day that are siblings or enemies."""
    siblings, spoilers = Siblings(deck.items), Spoilers(deck.enemies, deck.items)
    for one, other in combinations(order, 2):
        told = other in spoilers.of(one) or one in spoilers.of(other)
        if one == other or told or are_siblings(siblings, one, other):
            yield one, other


MANY = [item(f"i{n:02}", f"c{n}") for n in range(60)]


def test_without_enemies_the_author_has_the_order() -> None:
    assert ordered(MANY) == [each.id for each in MANY]


def distance(order: Sequence[str], one: str, other: str) -> int:
    return order.index(other) - order.index(one)


def test_two_that_give_each_other_away_are_twenty_cards_apart() -> None:
    order = ordered(MANY, tells(" ".join(f"i{n:02}=i{n + 1:02}" for n in range(0, 60, 2))))
    assert min(abs(distance(order, f"i{n:02}", f"i{n + 1:02}")) for n in range(0, 60, 2)) >= A_DAY


def test_so_are_two_that_their_author_keeps_apart() -> None:
    order = ordered([*MANY[:40], item("x", "", "i00"), *MANY[40:]])
    assert distance(order, "i00", "x") >= A_DAY


def test_the_one_that_is_given_away_comes_a_day_before() -> None:
    order = ordered(MANY, tells("i00>i05 i01>i59"))
    assert distance(order, "i05", "i00") >= A_DAY
    assert distance(order, "i59", "i01") >= 0


def test_what_tells_of_an_item_that_waits_waits_too() -> None:
    order = ordered(MANY, tells("i00=i01 i01=i03 i02>i01"))
    assert abs(distance(order, "i00", "i01")) >= A_DAY
    assert distance(order, "i01", "i02") >= A_DAY


@pytest.mark.parametrize("claims", [20, 30])
def test_questions_on_one_claim_are_twenty_cards_apart(claims: int) -> None:
    order = ordered([item(f"i{n:02}", f"c{n % claims}") for n in range(60)])
    for n in range(60 - claims):
        assert distance(order, f"i{n:02}", f"i{n + claims:02}") >= A_DAY


def test_a_large_claim_is_spread_over_the_whole_deck() -> None:
    """Else the last days would be a heap of it."""
    order = ordered([*(item(f"big{n}", "big") for n in range(4)), *MANY])
    places = [order.index(f"big{n}") for n in range(4)]
    assert places[:3] == [0, 20, 40]


def test_core_comes_first_and_before_it_what_it_would_give_away() -> None:
    core = {"i10", "i50", "i59"}
    items = [replace(each, tags=("core",)) if each.id in core else each for each in MANY]
    order = ordered(items, tells("i50>i40 i40>i41"))
    assert {*order[:3]} == {"i10", "i41", "i59"}
    assert order.index("i41") < order.index("i40") < order.index("i50") <= 2 * A_DAY + 1


@pytest.mark.parametrize(
    "enemies",
    [
        tells(" ".join(f"{a.id}={b.id}" for a, b in combinations(MANY, 2))),
        tells(" ".join(f"{a.id}>{b.id}" for a, b in combinations(MANY, 2))),
        tells(" ".join(f"{a.id}>{b.id}" for b, a in combinations(MANY, 2))),
        tells(" ".join(f"i{n:02}>i{(n + 1) % 60:02}" for n in range(60))),
        tells("", [[each.id for each in MANY]]),
    ],
    ids=["all", "upwards", "downwards", "round", "group"],
)
def test_where_nothing_can_be_kept_apart_every_card_has_its_place(enemies: Enemies) -> None:
    ordered(MANY, enemies)


def test_gaps_of_one_text_come_on_different_days() -> None:
    """Each shows the answers of the others."""
    gaps = Gaps(tuple(Gap(word) for word in "abc"))
    text = replace(item("text", "text"), stem=(Blank(0), Blank(1), Blank(2)), response=gaps)
    deck = as_build(ABOUT, items=(text, *MANY)).deck
    order = in_order(deck)
    places = [order.index(("text", ordinal)) for ordinal in range(3)]
    assert places[1] - places[0] >= A_DAY
    assert places[2] - places[1] >= A_DAY


def test_a_large_deck_is_ordered() -> None:
    for claims in (1, 700):
        ordered([item(f"i{n}", f"c{n % claims}") for n in range(7_000)])


def test_items_for_other_outlets_are_left_out() -> None:
    elsewhere = replace(item("x"), use=frozenset({Outlet.PRINT}))
    deck = replace(as_build(ABOUT, items=(item("a"), elsewhere)).deck, enemies=tells("a>x"))
    assert in_order(deck) == [("a", 0)]


@pytest.mark.parametrize(
    ("asked", "showing", "is_apart"),
    [
        (TextEntry("the old mill"), "Who saw the Old Mill?", True),
        (TextEntry("mill"), "Who saw the millers?", False),
        (Gaps((Gap("mill"),), is_ordered=False), "A mill?", True),
        (Numeric(Decimal(12), "12"), "Who are the 12?", True),
        (Numeric(Decimal(12), "12"), "Who are the 120?", False),
        (Choice((Option(("mill",), is_key=True), Option(("pier",)))), "A mill?", True),
        (Choice((Option(("mill",), is_key=True), Option(("pier",)))), "A pier?", False),
        (Choice((Option(("True",), is_key=True),), is_fixed=True), "True or not?", False),
    ],
)
def test_an_answer_stands_on_no_other_front_of_the_day(
    asked: Response, showing: str, is_apart: bool
) -> None:
    """Whichever of the two comes first."""
    one = replace(item("one", "a"), response=asked, stem=("What?",))
    other = replace(item("other", "b"), stem=(showing,))
    for pair in ((one, other), (other, one)):
        order = ordered([*pair, *MANY])
        assert (abs(distance(order, "one", "other")) >= A_DAY) is is_apart


# --- The first days, as the real Anki deals them -------------------------------------------


def the_speech(folder: Path) -> Path:
    return ROOT / "decks/astana-think-tank-forum.yaml"


TOWNS = """
Abo Bern Cork Delft Essen Florence Ghent Hull Izmir Jena Kent Lund Metz Nice Oslo Porto Quito Riga
Split Turin Ulm Vaasa Worms York
"""
GOODS = """
apples butter candles dates eggs figs grain honey ink jars kettles lamps maps nuts oil pans quills
ropes salt tar umbrellas vinegar wool yarn
"""
CLAIM = """
  {id}:
    quote: '"{town} sends {goods} to {day} fair"'
    text: {town} sends {goods} to {day} fair
    slots: {{town: {town}, goods: {goods}}}
"""
TEMPLATES = """
templates:
  from: {kind: short, stem: "Which town, said Ana Ruiz, sends {goods} to the fair?", key: "{town}"}
  what: {kind: short, stem: "What, said Ana Ruiz, does {town} send?", key: "{goods}"}
  all: {kind: flashcard, stem: "What did Ana Ruiz say of {town}?", key: "{text}"}
"""


def three_on_each_claim(folder: Path) -> Path:
    """The questions on a claim give each other away."""
    pairs = [*zip(TOWNS.split(), GOODS.split(), strict=True)]
    text, claims = [], []
    for day, (town, goods) in enumerate(pairs):
        text.append(f"{town} sends {goods} to the {day + 1}th fair")
        words = CLAIM.format(id=town.lower(), town=town, goods=goods, day=f"the {day + 1}th")
        claims.append(words)
    said = "”, said Ana Ruiz.\n\n“".join(text)
    (folder / "source").mkdir()
    (folder / "source/text.txt").write_text(f"“{said}”, said Ana Ruiz.\n", "utf-8")
    head = HEAD + "speakers: {ruiz: {name: Ana Ruiz}}\ndefaults: {speaker: ruiz}\nclaims:"
    (folder / "decks").mkdir()
    deck = folder / "decks/fair.yaml"
    deck.write_text(head + "".join(claims) + TEMPLATES, "utf-8")
    return deck


def with_enemies(path: Path) -> Build:
    """A deck without subdecks, on which an author insists at the cost of the order."""
    compiled = compile_deck(path, 1_700_000_000)
    assert compiled.with_enemies is not None, compiled.problems
    items = tuple(replace(each, subdeck="") for each in compiled.with_enemies.deck.items)
    return rebuilt(compiled.with_enemies, items=items)


def dealt(anki: Anki) -> list[tuple[str, str]]:
    """The new cards of a day, by their items and fronts, as Anki deals them with its own settings.
    All answers are easy, so that none comes twice."""
    from anki.scheduler.v3 import CardAnswer

    found, scheduler = [], anki.collection.sched
    while queued := scheduler.get_queued_cards(fetch_limit=1).cards:
        card = anki.collection.get_card(queued[0].card.id)
        card.start_timer()
        if queued[0].queue == 0:
            front = Page(card.render_output().question_text).text
            found.append((card.note()["Item"], front))
        states, rating = queued[0].states, CardAnswer.EASY
        scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=rating))
    anki.collection.db.execute("update col set crt = crt - 86400")
    anki.collection.close()
    anki.collection.reopen()
    return found


@pytest.mark.parametrize("made", [the_speech, three_on_each_claim])
def test_the_first_three_days(
    made: Callable[[Path], Path], anki: Anki, packed: Packer, tmp_path: Path
) -> None:
    """Twenty cards a day: no two of one claim, and no answer on another one's front."""
    build = with_enemies(made(tmp_path))
    anki.take(packed(build))
    anki.collection.decks.set_current(anki.collection.decks.id_for_name(build.about.title))
    cards, neighbours = anki.collection.card_count(), Neighbours(build.deck)
    for day in range(3):
        found = dealt(anki)
        assert len(found) == min(A_DAY, max(0, cards - A_DAY * day))
        names = [name for name, _ in found]
        assert [pair for pair in combinations(names, 2) if neighbours.are(*pair)] == []
        for name in names:
            for answer in answers(build.deck.by_id[name]):
                words = re.compile(rf"\b{re.escape(answer)}\b", re.IGNORECASE)
                telling = [each for each, shown in found if each != name and words.search(shown)]
                assert telling == [], answer
