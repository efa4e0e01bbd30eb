"""Cards in a real browser: what is put in order, matched and typed."""

from __future__ import annotations

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
    assert page.texts(".verdict") == ["◐ 1 of 4 right"]
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
    assert page.texts(".verdict") == ["◐ 2 of 3 right"]
    assert page.texts(".pairs .yours") == ["Your answer: secretary-general"]


def test_nothing_right_is_not_partly_right(page, cards):
    page.front(cards["who", 0])
    for name in (*OFFICES[1:], OFFICES[0]):
        _button(page, name).click()
    page.flip(cards["who", 0])
    assert page.texts(".verdict") == ["✗ Not right"]


def _button(page: Reviewer, name: str):
    (found,) = [each for each in page.all("button") if each.text.split("\n")[-1] == name]
    return found
