"""Cards in a real browser: what is put in order, matched and typed."""

from __future__ import annotations

import pytest
from browsing import ALT, DOWN, RIGHT, TAB
from test_anki.reviewer import Reviewer

STEPS = ["middle powers", "the UN", "the war", "Asia"]


OFFICES = ["president of Kazakhstan", "chancellor", "president of Russia"]


def test_steps_are_numbered_by_clicks(page, cards):
    page.front(cards["steps", 0])
    for name in (*STEPS, STEPS[3], STEPS[1], STEPS[3]):
        _button(page, name).click()
    badges = dict(zip(page.texts(".steps .text"), page.texts(".steps .badge"), strict=True))
    assert badges == {"middle powers": "1", "the war": "2", "Asia": "3", "the UN": ""}
    _button(page, "the UN").click()
    page.flip(cards["steps", 0])
    assert page.texts(".verdict") == ["✗ Not right"]
    marks = page.run(
        "return Array.from(document.querySelectorAll('.sequence .mark'),"
        " e => e.textContent + e.getAttribute('aria-label'))"
    )
    assert marks == ["✓Right", "✗Not right", "✗Not right", "✗Not right"]
    assert page.texts(".sequence .yours") == [
        f"Your answer: {name}" for name in ("the war", "Asia", "the UN")
    ]


def test_steps_are_put_in_order_by_keys(page, cards):
    page.front(cards["steps", 0])
    shown = page.texts(".steps .text")
    page.press(TAB)
    at = 0
    for name in STEPS:
        page.press(*[DOWN] * ((shown.index(name) - at) % 4), RIGHT)
        at = shown.index(name)
    page.flip(cards["steps", 0])
    assert page.texts(".verdict") == ["✓ Right"]


def test_matching_by_clicks(page, cards):
    page.front(cards["who", 0])
    assert page.pressed() == ["Tokayev"], "the first waits for its match"
    for name in OFFICES:
        _button(page, name).click()
    page.flip(cards["who", 0])
    assert page.texts(".verdict") == ["✓ Right"]


def test_matching_by_keys_in_any_order_and_again(page, cards):
    page.front(cards["who", 0])
    numbers = {name: str(at) for at, name in enumerate(page.texts(".rights .text"), 1)}
    page.press(TAB, DOWN, DOWN, RIGHT)  # Putin first
    assert page.pressed() == ["Putin"]
    page.press(numbers["secretary-general"], holding=ALT)
    assert page.pressed()[0] == "Tokayev", "then the next that is open"
    for name in OFFICES[:2]:
        page.press(numbers[name], holding=ALT)
    lefts = page.texts(".lefts .badge")
    assert lefts == [numbers[name] for name in (*OFFICES[:2], "secretary-general")]
    page.flip(cards["who", 0])
    assert page.texts(".verdict") == ["✗ Not right"]
    assert page.texts(".pairs .yours") == ["Your answer: secretary-general"]


@pytest.mark.parametrize(
    ("name", "typed", "is_right"),
    [
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
    ],
)
def test_typing(page, cards, name, typed, is_right):
    """What Anki's comparison cannot know is told; the comparison stands in all other cases."""
    page.front(cards[name, 0])
    assert page.run("return document.activeElement.id") == "typeans"
    page.press(typed)
    page.flip(cards[name, 0], typed)
    assert page.texts(".verdict") == (["✓ Right"] if is_right else [""])
    assert len(page.all("code#typeans")) == (0 if is_right else 1)
    key = "the United Nations" if name == "un.name" else "10 years"
    assert page.texts(".key") == [key]


def _button(page: Reviewer, name: str):
    (found,) = [each for each in page.all("button") if each.text.split("\n")[-1] == name]
    return found
