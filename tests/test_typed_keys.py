"""What a learner types is plain text: the author's marks in it are no Markdown, in any outlet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from importing import read
from making import Made, make_deck, try_deck
from msgspec.json import encode

from quizgen.compiling.assemble import gathered
from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade
from quizgen.pages.as_text import as_card, as_prompt
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gaps, Matching, Numeric, TextEntry
from quizgen.quiz.rich import plain
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers.anki.rendering import rendered
from quizgen.writers.html.article import article

MARKED = [
    "__init__",
    "a*b*c",
    r"\.",
    "`ls -l`",
    "[a](b)",
    "**bold**",
    "_x_",
    r"C:\new\*",
    "a == b",
    "x==1",
    "<b>&amp;</b>",
    "![alt](url)",
    r"\\*",
    "```",
]
SOURCE = "The method __init__ says what a new object holds, the manual writes.\n"
CLAIMS = """\
claims:
  new: {speaker: reporter, quote: The method __init__ says, slots: {word: __init__}}
  holds: {speaker: reporter, quote: what a new object holds}
"""


def made(kind: str, more: str = "", **keys: Any) -> Made:
    question = {"kind": kind, "claim": "new", "stem": "What is it?", **keys}
    return make_deck(f"{CLAIMS}questions: {json.dumps({'q': question})}\n{more}", SOURCE)


def item(kind: str, **keys: Any) -> Item:
    return made(kind, **keys).items["q"]


def answers(response: Any) -> tuple[str, ...]:
    if isinstance(response, Gaps):
        return tuple(gap.answer for gap in response.gaps)
    return (response.answer,)


@pytest.mark.parametrize("key", MARKED)
def test_a_short_key_stands_as_it_is_written(key: str) -> None:
    response = item("short", key=key).response
    assert response == TextEntry(key)
    assert grade(response, Typed((key,)), EMPTY).is_right


@pytest.mark.parametrize("key", MARKED)
def test_the_keys_of_a_list_stand_as_they_are_written(key: str) -> None:
    response = item("list", keys=[key, "other"]).response
    assert answers(response) == (key, "other")
    assert grade(response, Typed((key, "other")), EMPTY).is_right


@pytest.mark.parametrize("key", [key for key in MARKED if "==" not in key])
def test_what_a_gap_leaves_open_stands_as_it_is_written(key: str) -> None:
    asked = item("cloze", stem="it is **==" + key + "== here**.")
    assert answers(asked.response) == (key,)
    assert plain(asked.stem) == "it is _____ here."


def test_two_equals_signs_in_a_gap_are_escaped() -> None:
    assert answers(item("cloze", stem=r"it is ==a \=\= *b*==.").response) == ("a == *b*",)


@pytest.mark.parametrize("left", MARKED)
def test_left_hand_sides_stand_as_they_are_written(left: str) -> None:
    response = item("matching", pairs={left: "*one*", "b": "two"}).response
    assert isinstance(response, Matching)
    assert response.pairs[0].left == (left,)
    assert plain(response.pairs[0].right) == "one"


def test_a_number_and_its_unit_stand_as_they_are_written() -> None:
    response = item("numeric", key="12", unit="m*s_x_").response
    assert isinstance(response, Numeric)
    assert response.with_unit == "12 m*s_x_"


def test_values_go_into_a_typed_key_and_braces_are_doubled() -> None:
    assert answers(item("short", key="*{word}*").response) == ("*__init__*",)
    assert answers(item("short", key="{{*}}").response) == ("{*}",)
    assert answers(item("cloze", stem="it is =={word}==.").response) == ("__init__",)


def test_a_brace_of_no_placeholder_is_reported_once_for_all_claims() -> None:
    templates = "templates:\n  t: {kind: short, stem: What is said?, key: '*a}'}\n"
    assert try_deck(CLAIMS + templates, SOURCE).codes.count("bad-placeholder") == 1


@pytest.mark.parametrize("key", ["luck\n  and peace", "luck  \nand peace", "a b ", "luck\n\nand"])
def test_lines_of_a_key_are_joined_as_they_always_were(key: str) -> None:
    """Cards that were released must not change for it."""
    joined = {"luck\n  and peace": "luck and peace", "luck  \nand peace": "luck and peace"}
    wanted = {**joined, "a b ": "a b ", "luck\n\nand": "luck  and"}[key]
    assert answers(item("short", key=key).response) == (wanted,)


OUTLETS = [
    ("short", {"key": "__init__"}),
    ("list", {"keys": ["__init__", "other"]}),
    ("cloze", {"stem": "it is ==__init__==."}),
    ("matching", {"pairs": {"__init__": "one", "b": "two"}}),
]


@pytest.mark.parametrize(("kind", "keys"), OUTLETS, ids=[kind for kind, _ in OUTLETS])
def test_every_outlet_shows_it_as_it_is_written(kind: str, keys: dict[str, Any]) -> None:
    quiz = "quizzes: {z: {title: Z, sections: [{title: S, items: [q]}]}}\n"
    deck = made(kind, quiz, **keys)
    assert deck.deck is not None
    asked, compiled = deck.items["q"], gathered(deck.deck, tuple(deck.items.values()))
    cards = [side for card in rendered(asked, compiled) for side in (card.front, card.back)]
    page = article(asked, compiled, deck.deck.language)
    printed = encode(key_sheet(compiled, deck.forms[0]).content).decode()
    for shown in (
        as_prompt(asked, compiled),
        as_card(asked, compiled),
        "".join(cards),
        "".join(page.itertext()),
        printed,
    ):
        assert "__init__" in shown


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("gift", "Which?{=__init__ =a*b}", {"key": "__init__", "accept": ["a*b"]}),
        (
            "gift",
            "Match.{=<b>__a__</b> &amp; -> one =b_c_ -> two}",
            {"pairs": {"__a__ &": "one", "b_c_": "two"}},
        ),
        ("csv", "question,answer,type\nWhich?,`ls -l` {x},short\n", {"key": "`ls -l` {{x}}"}),
    ],
)
def test_an_import_writes_what_is_typed_as_it_stands(
    form: str, text: str, wanted: dict[str, Any]
) -> None:
    ((question,), _) = read(form, text)
    assert {key: question.keys[key] for key in wanted} == wanted
