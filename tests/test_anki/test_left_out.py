"""Which questions are no cards, and who may say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HEAD, as_build, make_deck, replace
from test_anki.conftest import ABOUT, item, words
from test_order import item as card

from quizgen.__main__ import cli
from quizgen.quiz.model import Outlet

PAIRS = "{a: b, c: d, e: f, g: h, i: j"
KINDS = {
    "open": "kind: open, key: A day",
    "flashcard": "kind: flashcard, key: A day",
    "five pairs": f"kind: matching, pairs: {PAIRS}}}",
    "six pairs": f"kind: matching, pairs: {PAIRS}, k: l}}",
    "short": "kind: short, key: Monday",
}
USE = ", use: [anki, print, study]"


@pytest.mark.parametrize(
    ("kind", "more", "is_card"),
    [
        ("open", "", False),
        ("six pairs", "", False),
        ("five pairs", "", True),
        ("flashcard", "", True),
        ("short", "", True),
        ("open", USE, True),
        ("six pairs", USE, True),
        ("open", ", use: [anki]", True),
        ("short", ", use: [print]", False),
    ],
)
@pytest.mark.parametrize("where", ["question", "defaults"])
def test_long_questions_are_cards_only_where_their_author_says_so(kind, more, is_card, where):
    question = f"questions:\n  q: {{{KINDS[kind]}, source: none, stem: When was it?"
    if where == "question":
        made = make_deck(f"{question}{more}}}\n")
    else:
        default = f"defaults: {{{more.removeprefix(', ')}}}\n" if more else ""
        made = make_deck(f"{default}{question}}}\n")
    (q,) = made.items.values()
    assert (Outlet.ANKI in q.use) is is_card
    assert q.is_left_out is (not more and not is_card)
    if not more:
        assert {Outlet.PRINT, Outlet.STUDY} <= q.use


DECK = f"{HEAD}questions:\n" + "".join(
    f"  {name.replace(' ', '-')}: {{{keys}, source: none, stem: When was {name}?}}\n"
    for name, keys in KINDS.items()
)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    for folder in ("decks", "source"):
        (tmp_path / folder).mkdir()
    (tmp_path / "source/text.txt").write_text("A text.\n", "utf-8")
    file = tmp_path / "decks/test.yaml"
    file.write_text(DECK, "utf-8")
    return file


def build(deck: Path, *more: str) -> str:
    result = CliRunner().invoke(cli, ["build", str(deck), "--to", "anki", *more])
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


LEFT_OUT = "2 long questions left out of Anki"


def test_the_build_counts_them(deck: Path) -> None:
    said = build(deck)
    assert LEFT_OUT in said
    assert "`use: [anki, print, study]`" in said
    assert "3 notes, 3 cards" in said


def test_what_was_released_stays_until_its_author_says_otherwise(deck: Path) -> None:
    """The first release is made by an author who wants them as cards; then the key goes."""
    whole = DECK.replace("?}", f"?{USE}}}")
    deck.write_text(whole, "utf-8")
    assert "5 notes, 5 cards" in build(deck, "--release")
    deck.write_text(DECK, "utf-8")
    said = build(deck)
    assert "Since the last release, nothing has changed." in said
    assert "left out" not in said
    deck.write_text(DECK.replace("When was open?", "When was open?, use: [print]"), "utf-8")
    assert "last release, 1 withdrawn." in build(deck)


def test_a_question_that_became_long_is_another_one(deck: Path) -> None:
    """Its note was of another type, so it is not what learners have."""
    build(deck, "--release")
    deck.write_text(DECK.replace(KINDS["short"], KINDS["open"]), "utf-8")
    said = build(deck)
    assert "1 withdrawn" in said
    assert "3 long questions left out of Anki" in said


# --- Subdecks -------------------------------------------------------------------------------


def test_a_subdeck_that_undoes_the_order_is_told(problems) -> None:
    """Anki goes through subdecks one after the other: each holds a claim."""
    items = tuple(
        replace(card(f"i{n:02}", f"c{n % 20}"), subdeck=f"Part {n % 20:02}") for n in range(60)
    )
    (found,) = problems(as_build(ABOUT, items=items))
    assert found.code == "anki-subdecks"
    assert "60 pairs" not in found.message
    assert found.message.startswith("`subdeck:` undoes the order of new cards")
    assert problems(as_build(ABOUT, items=tuple(replace(each, subdeck="") for each in items))) == []


def test_a_subdeck_that_keeps_the_order_is_not(problems) -> None:
    items = tuple(
        replace(card(f"i{n:02}", f"c{n}"), subdeck="" if n < 30 else "Part") for n in range(60)
    )
    assert problems(as_build(ABOUT, items=items)) == []


# --- Tags -----------------------------------------------------------------------------------


def test_a_topic_is_a_tag_and_no_deck(anki, packed) -> None:
    asked = item("a", "short", words("Who?"), card("a").response, topic="early-years")
    anki.take(packed(as_build(ABOUT, items=(replace(asked, speaker="", evidence=()),))))
    (number,) = anki.collection.find_notes("tag:middle-powers::topic::early-years")
    assert anki.collection.get_note(number)["Item"] == "a"
    assert {deck.name for deck in anki.collection.decks.all_names_and_ids()} == {
        "Default",
        ABOUT.title,
    }
