"""Cards in a real browser: what is typed, into whichever box."""

from __future__ import annotations

from decimal import Decimal

import pytest
from making import rebuilt
from test_anki.conftest import BUILD, item, words

from quizgen.quiz.responses import Gap, Gaps, Match, Numeric, TextEntry
from quizgen.quiz.rich import Blank, Text

TYPED = [
    ("un.name", "the United Nations", True),
    ("un.name", " The united  nations", True),
    ("un.name", "un", True),
    ("un.name", "the EU", False),
    ("years", "10", True),
    ("years", "10,5", True),
    ("years", "9.5", True),
    ("years", "11", False),
    ("years", "ten", False),
    ("years", "10,000", False),
    ("war", "mutual extermination", True),
    ("war", "Mutual destruction", True),
    ("war", "mutual", False),
]
KEYS = {"un.name": ["the United Nations"], "years": ["10 years"], "war": []}


@pytest.mark.parametrize(("name", "typed", "is_right"), TYPED)
def test_typing(page, cards, name, typed, is_right):
    """What Anki's comparison cannot know is told; the comparison stands in all other cases."""
    page.front(cards[name, 0])
    assert page.run("return document.activeElement.id") == "typeans"
    page.press(typed)
    page.flip(cards[name, 0], typed)
    assert page.texts(".verdict") == (["✓ Right"] if is_right else [""])
    assert len(page.all("code#typeans")) == (0 if is_right else 1)
    assert page.texts(".key") == KEYS[name]


@pytest.mark.parametrize(("name", "typed", "is_right"), TYPED)
def test_what_was_typed_into_a_box_of_the_client_is_judged_too(page, cards, name, typed, is_right):
    """AnkiDroid's box is no part of the card: only the comparison tells what was typed."""
    page.open()
    page.flip(cards[name, 0], typed)
    assert page.texts(".verdict") == (["✓ Right"] if is_right else [""])
    assert page.texts(".yours") == ([f"Your answer: {' '.join(typed.split())}"] if is_right else [])


# As an older AnkiDroid writes a comparison: with a sign behind what is right, and other arrows.
OLDER = {
    "right": '<span class="typeGood">un</span><span id="typecheckmark">✔</span>',
    "other": '<span class="typeBad">un</span><span class="typeMissed">--</span>'
    '<br><span id="typearrow">⇩</span><br><span class="typeMissed">the United Nations</span>',
    "wrong": '<span class="typeBad">EU</span><br><span id="typearrow">⇩</span><br>'
    '<span class="typeMissed">UN</span>',
    "nothing": "the United Nations",
}


@pytest.mark.parametrize(
    ("shown", "verdict"), [*zip(OLDER, ["✓ Right"] * 2 + [""] * 2, strict=True)]
)
def test_an_older_comparison_is_read_as_well(page, cards, shown, verdict):
    page.open()
    page.compared = f'<div><code id="typeans">{OLDER[shown]}</code></div>'
    page.flip(cards["un.name", 0])
    page.compared = ""
    assert page.texts(".verdict") == [verdict]
    assert len(page.all("code#typeans")) == (shown == "wrong")


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("weakness, strategic prudence", "✓ Right"),
        ("Weakness,Strategic prudence", "✓ Right"),
        ("weakness, caution", "◐ 1 of 2 right"),
        ("caution, strategic prudence", "◐ 1 of 2 right"),
        ("strategic prudence, weakness", ""),
        ("weakness", ""),
    ],
)
def test_gaps_that_are_asked_together_count_one_by_one(page, cards, typed, verdict):
    page.front(cards["peace", 0])
    assert "commas between" in page.texts(".instruction")[0]
    page.press(typed)
    page.flip(cards["peace", 0], typed)
    assert page.texts(".verdict") == [verdict]


def test_a_gap_says_what_to_do(page, cards):
    for ordinal in (0, 1):
        page.front(cards["war", ordinal])
        assert page.texts(".instruction") == ["What belongs at [...]? Type it, or think of it."]
        assert len(page.all("input#typeans")) == 1
        page.flip(cards["war", ordinal])
        assert page.texts(".verdict") == [""]
        assert page.all("code#typeans") == [], "nothing was typed"


def test_other_answers_stand_on_the_card_of_their_gap_only(page, cards):
    for ordinal, shown in (
        (0, ["mutual extermination\nAlso accepted: mutual destruction"]),
        (1, []),
    ):
        page.front(cards["war", ordinal])
        page.flip(cards["war", ordinal], "x")
        assert page.texts(".answers li") == shown


EXACT = (
    item("e.word", "short", words("Which word?"), TextEntry("As", match=Match.EXACT)),
    item(
        "e.gap",
        "cloze",
        (Text("The word "), Blank(0), Text(", one, two, with a comma.")),
        Gaps((Gap("As, so", match=Match.EXACT),)),
    ),
    item("e.minus", "numeric", words("How cold?"), Numeric(Decimal(-4), "-4")),
    item("e.plain", "short", words("Which other word?"), TextEntry("so")),
)


def test_where_capitals_count_they_count(page, imported):
    _, shown = imported(rebuilt(BUILD, items=EXACT))
    for name, typed, is_right in (
        ("e.word", "as", False),
        ("e.word", "As", True),
        ("e.gap", "as, so", False),
        ("e.gap", "As, so", True),
        ("e.plain", "SO", True),
        ("e.minus", "-4", True),
    ):
        page.front(shown[name, 0])
        page.flip(shown[name, 0], typed)
        assert page.texts(".verdict") == (["✓ Right"] if is_right else [""]), (name, typed)


def test_a_phone_shows_the_keys_for_numbers_where_they_are_enough(page, cards, imported):
    """They have no minus."""
    _, shown = imported(rebuilt(BUILD, items=EXACT))
    for card, mode in (
        (cards["years", 0], "decimal"),
        (cards["un.name", 0], None),
        (cards["war", 0], None),
        (shown["e.minus", 0], None),
    ):
        page.front(card)
        (box,) = page.all("input#typeans")
        assert box.get_attribute("inputmode") == mode
        assert box.get_attribute("autocapitalize") == "none"


def test_newer_clients_ignore_capitals_where_they_do_not_count(imported):
    """`{{type:ci:…}}` is of Anki 26.11; older ones read it as `{{type:…}}`."""
    anki, _ = imported(rebuilt(BUILD, items=EXACT))
    (typed,) = [each for each in anki.collection.models.all() if "Typed" in each["name"]]
    for side in ("qfmt", "afmt"):
        template = typed["tmpls"][0][side]
        assert "{{#Options}}{{type:Typed}}{{/Options}}" in template
        assert "{{^Options}}{{type:ci:Typed}}{{/Options}}" in template
        assert "nc:" not in template
    asked = {}
    for name in ("e.word", "e.plain", "e.minus"):
        (number,) = anki.collection.find_notes(f"Item:{name}")
        asked[name] = anki.collection.get_note(number)["Options"]
    assert asked == {"e.word": "exact", "e.plain": "", "e.minus": "signed"}
