"""Cards in a real browser: how options are chosen, what the back says, in which order."""

from __future__ import annotations

import pytest
from browsing import ALT, CTRL, DOWN, ENTER, LEFT, RIGHT, SPACE, TAB, UP
from making import rebuilt, replace
from test_anki.conftest import BUILD
from test_anki.reviewer import Reviewer

DAYS = [f"2024-10-{day}" for day in range(10, 20)]
DENIED = (
    "Object.defineProperty(window, 'sessionStorage',"
    " {get() { throw new Error('denied'); }, configurable: true})"
)


# --- Choice ------------------------------------------------------------------------------


def test_a_click_chooses_one(page, cards):
    page.front(cards["un.complete", 0])
    buttons = page.all(".options button")
    assert [button.get_attribute("aria-pressed") for button in buttons] == ["false"] * 4
    for name in ("NATO", "the United Nations"):
        _button(page, name).click()
        assert page.pressed() == [name]
    _button(page, "the United Nations").click()
    assert page.pressed() == ["the United Nations"], "a second press changes nothing"


def test_clicks_choose_several_and_take_back(page, cards):
    page.front(cards["plans", 0])
    for name in ("Brazil", "China", "Russia", "China"):
        _button(page, name).click()
    assert sorted(page.pressed()) == ["Brazil", "Russia"]


def test_tab_and_arrows_choose(page, cards):
    """Up and down go, sideways presses: space and enter are Anki's."""
    page.front(cards["plans", 0])
    shown = page.texts(".options .text")
    page.press(TAB, RIGHT, DOWN, DOWN, LEFT)
    assert page.pressed() == [shown[0], shown[2]]
    page.press(UP, UP, RIGHT, UP, RIGHT)
    assert page.pressed() == [shown[2], shown[3]], "and go round"
    assert page.run("return taken") == []
    assert {was for key, was in page.run("return plain") if key != "Tab"} == {True}, "no scroll"


def test_tab_goes_through_the_options_and_on_to_the_hint(page, cards):
    page.front(cards["un.complete", 0])
    page.press(*[TAB] * 5)
    assert page.run("return document.activeElement.tagName") == "SUMMARY"


def test_focus_can_be_seen(page, cards):
    page.front(cards["un.complete", 0])
    page.press(TAB)
    style = "return getComputedStyle(document.activeElement).outlineStyle"
    assert page.run(style) == "solid"


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps"])
def test_alt_and_a_digit_press(page, cards, name):
    page.front(cards[name, 0])
    page.press("2", holding=ALT)
    (number,) = {"who": page.all(".rights button[aria-pressed=true] .badge")}.get(
        name, page.all("button[aria-pressed=true] .badge")
    )
    assert number.text == ("1" if name == "steps" else "2")
    assert page.run("return plain[plain.length - 1]") == ["2", True], "the browser has it no more"
    page.press("9", holding=ALT)  # there is no ninth: nothing happens
    page.press("1", holding=CTRL + ALT)  # which is AltGr
    assert len(page.all(".rights button[aria-pressed=true], .options [aria-pressed=true]")) <= 1


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps", "war"])
def test_the_keys_of_anki_reach_anki(page, cards, name):
    """Also with the focus on an option, on either side, and after a flip and a new card."""
    page.front(cards["plans", 0])
    page.flip(cards["plans", 0])
    page.front(cards[name, 0])
    page.press(TAB, "1", "2", "3", "4", SPACE, ENTER)
    assert page.run("return taken") == ["1", "2", "3", "4", " ", "Enter"]
    assert [each for each in page.pressed() if each not in page.texts(".lefts .text")] == []
    page.flip(cards[name, 0])
    page.press("1", "4", SPACE)
    assert page.run("return taken.slice(6)") == ["1", "4", " "]


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps"])
def test_the_card_lets_every_plain_key_pass(page, cards, name):
    """Where a client listens on the document, it must find the event as it was."""
    page.run("isTaking = false")
    page.front(cards[name, 0])
    page.press(TAB, "1", "2", "3", "4", "5", "e", SPACE, ENTER)
    seen = page.run("return plain.slice(1)")
    assert seen == [[key, False] for key in ("1", "2", "3", "4", "5", "e", " ", "Enter")]


@pytest.mark.parametrize("key", [ENTER, SPACE])
def test_the_key_after_a_click_does_not_press_again(page, cards, key):
    """Where the page has the key as well as Anki, the answer must stand."""
    page.run("isTaking = false")
    page.front(cards["plans", 0])
    _button(page, "China").click()
    page.press(key)
    assert page.pressed() == ["China"]


def test_arrows_scroll_as_long_as_no_option_has_the_focus(page, cards):
    page.front(cards["plans", 0])
    page.press(DOWN, UP, RIGHT)
    assert page.pressed() == []
    assert {prevented for _, prevented in page.run("return plain")} == {False}


def test_keys_do_nothing_to_a_card_that_is_gone(page, cards):
    page.front(cards["plans", 0])
    _button(page, "China").click()
    page.flip(cards["plans", 0])
    kept = page.run("return JSON.stringify(sessionStorage)")
    page.press("1", "2", holding=ALT)
    assert page.run("return JSON.stringify(sessionStorage)") == kept


# --- The back ----------------------------------------------------------------------------


def test_the_verdict_is_in_words_and_signs(page, cards):
    for name, verdict in (("the United Nations", "✓ Right"), ("NATO", "✗ Not right")):
        page.front(cards["un.complete", 0])
        _button(page, name).click()
        page.flip(cards["un.complete", 0])
        assert page.texts(".verdict") == [verdict]
        (chosen,) = [text for text in page.texts(".verdicts li") if "Your answer" in text]
        assert name in chosen
        signs = {_sign(text): text for text in page.texts(".verdicts li")}
        assert "the United Nations\nso the quotation says" in signs["✓"]
        labels = page.run(
            "return Array.from(document.querySelectorAll('.verdicts li'),"
            " e => [e.querySelector('.mark').getAttribute('aria-label'), e.className])"
        )
        assert all(("key" in classes) == (label == "Right") for label, classes in labels)


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        (["Brazil", "China"], "✓ Right"),
        (["Brazil"], "◐ 1 of 2 right"),
        (["Brazil", "Russia"], "◐ 1 of 2 right, 1 wrong"),
        (["Brazil", "China", "Russia"], "◐ 2 of 2 right, 1 wrong"),
        (["Russia"], "✗ Not right"),
    ],
)
def test_several_are_right_together_only(page, cards, chosen, verdict):
    page.front(cards["plans", 0])
    for name in chosen:
        _button(page, name).click()
    page.flip(cards["plans", 0])
    assert page.texts(".verdict") == [verdict]


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps", "un.name", "years"])
def test_without_an_answer_there_is_no_verdict(page, cards, name):
    page.front(cards[name, 0])
    page.flip(cards[name, 0])
    assert page.texts(".verdict") == [""]
    assert "Your answer" not in page.texts("#qa")[0]


@pytest.mark.parametrize("name", ["un.complete", "who", "steps"])
def test_an_answer_is_forgotten_with_the_card_and_with_the_session(page, cards, name):
    def answer() -> None:
        page.front(cards[name, 0])
        for button in page.all("button"):
            button.click()
        page.flip(cards[name, 0])
        assert page.texts(".verdict") != [""]

    answer()
    page.front(cards[name, 0])
    page.flip(cards[name, 0])
    assert page.texts(".verdict") == [""], "the card came again"
    answer()
    page.open()
    page.flip(cards[name, 0])
    assert page.texts(".verdict") == [""], "Anki was closed between"


def test_no_storage_costs_the_verdict_only(page, cards):
    page.run(DENIED)
    page.front(cards["un.complete", 0])
    shown = page.texts(".options .text")
    page.all("button")[0].click()
    page.flip(cards["un.complete", 0])
    assert page.texts(".verdicts .content") == shown
    assert page.texts(".verdict") == [""]


# --- Order -------------------------------------------------------------------------------


def test_the_order_is_new_each_time_and_the_same_on_both_sides(page, cards):
    orders = []
    for _ in range(24):
        page.front(cards["un.complete", 0])
        orders.append(page.texts(".options .text"))
        page.flip(cards["un.complete", 0])
        assert page.texts(".verdicts .content") == orders[-1]
        assert orders[-1][-1] == "none of these", "which has to be last"
    assert len({order[0] for order in orders}) == 3, "each comes first at some time"


def test_another_card_between_the_sides_costs_the_verdict_only(page, cards):
    page.front(cards["un.complete", 0])
    page.all("button")[0].click()
    page.front(cards["plans", 0])
    page.flip(cards["un.complete", 0])
    assert page.texts(".verdict") == [""]


def test_without_storage_the_order_is_that_of_the_day(page, cards):
    orders = set()
    for day in DAYS:
        page.open(today=day)
        page.run(DENIED)
        page.front(cards["un.complete", 0])
        front = page.texts(".options .text")
        page.front(cards["un.complete", 0])
        assert page.texts(".options .text") == front
        page.flip(cards["un.complete", 0])
        assert page.texts(".verdicts .content") == front
        orders.add(tuple(front))
    assert len(orders) >= 4


@pytest.mark.parametrize(("name", "selector"), [("steps", ".steps"), ("who", ".rights")])
def test_what_is_to_be_arranged_is_shuffled_too(page, cards, name, selector):
    orders = set()
    for _ in range(10):
        page.front(cards[name, 0])
        orders.add(tuple(page.texts(f"{selector} .text")))
    assert len(orders) >= 4
    assert page.texts(".lefts .text") in ([], ["Tokayev", "Scholz", "Putin"])


def test_a_fixed_order_is_kept(page, cards):
    for _ in range(4):
        page.front(cards["un.said", 0])
        assert page.texts(".options .text") == ["True", "False"]
        page.flip(cards["un.said", 0])
        assert page.texts(".verdicts .content") == ["True", "False"]


# --- One tap -----------------------------------------------------------------------------

CLIENTS = {
    "Anki": "window.pycmd = function (what) { turned.push(what); }",
    "AnkiDroid": "window.showAnswer = function () { turned.push('shown'); }",
    "AnkiWeb": "window.study = {drawAnswer: function () { turned.push('drawn'); }}",
    "AnkiMobile": "window.sendMessage2 = function (what, where) { turned.push(what, where); }",
    "another": "",
}
TURNED = [["ans"], ["shown"], ["drawn"], ["ankitap", "midCenter"], []]


@pytest.fixture(scope="module")
def one_tap(imported):
    return imported(rebuilt(BUILD, about=replace(BUILD.about, one_tap=True)))[1]


@pytest.mark.parametrize(("client", "turned"), [*zip(CLIENTS, TURNED, strict=True)])
def test_one_tap_turns_the_card_where_the_author_wants_it(page, one_tap, client, turned):
    page.run(f"window.turned = []; {CLIENTS[client]}")
    page.front(one_tap["un.complete", 0])
    _button(page, "the United Nations").click()
    assert page.run("return turned") == turned
    page.flip(one_tap["un.complete", 0])
    assert page.texts(".verdict") == ["✓ Right"]


def test_one_tap_is_not_enough_for_several_nor_without_the_author(page, cards, one_tap):
    page.run(f"window.turned = []; {CLIENTS['Anki']}")
    for card in (one_tap["plans", 0], one_tap["who", 0], cards["un.complete", 0]):
        page.front(card)
        page.all("button")[0].click()
    assert page.run("return turned") == []


def _button(page: Reviewer, name: str):
    (found,) = [each for each in page.all("button") if each.text.split("\n")[-1] == name]
    return found


def _sign(text: str) -> str:
    return text[:1]
