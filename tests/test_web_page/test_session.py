"""A session on the page: by the keyboard alone, in which order, with which feedback."""

from __future__ import annotations

from itertools import pairwise

from browsing import ENTER, SHIFT, TAB
from making import rebuilt
from paging import Page, alone, answer, choose, conclude
from test_anki.conftest import BUILD, ITEMS, item, words

from quizgen.quiz.responses import Ordering

# --- By the keyboard alone ---------------------------------------------------------------


def test_a_whole_session_of_every_kind_by_the_keyboard_alone(page):
    """Every second question is missed first, and comes back until it is right."""
    page.open()
    page.press(TAB)
    missed: list[str] = []
    asked: list[str] = []
    while page.shown("asking"):
        name = page.item.id
        is_right = name in asked or len(set(asked)) % 2 == 0
        asked.append(name)
        conclude(page, is_right, answer(page, is_right))
        if not is_right:
            missed.append(name)
        page.tab_to("#next")
        page.press(ENTER)
        assert page.focus() in ("stem", "finished")
    assert sorted(set(asked)) == sorted(each.id for each in ITEMS)
    assert len(missed) == 6
    assert len(asked) == len(ITEMS) + len(missed)
    assert page.text("finished") == "All 12 questions are done. Right at the first try: 6."
    page.tab_to("#again")
    page.press(ENTER)
    assert page.text("place") == "Done: 0 of 12"


def test_enter_in_a_box_checks(page):
    page.open(alone("un.name"))
    page.tab_to("#field-1")
    page.press("un", ENTER)
    assert page.text("verdict") == "✓ Right. Another wording that counts."


def test_a_digit_chooses_and_enter_checks_and_goes_on(page):
    page.open()
    while page.item.id != "un.said":
        page.click("skip")
    page.press("9", "1", ENTER)
    assert page.shown("onward")
    page.press("2", ENTER)  # a digit changes nothing any more
    assert not page.shown("onward")
    assert page.item.id != "un.said"


def test_digits_tick_and_untick_several(page):
    page.open(alone("plans"))
    page.press("1", "3", "2", "3")
    assert [box.is_selected() for box in page.all("#room input")][:3] == [True, True, False]


def test_a_digit_in_a_box_is_text(page):
    page.open(alone("years"))
    page.tab_to("#field-1")
    page.press("12")
    assert page.all("#field-1")[0].get_attribute("value") == "12"


def test_the_focus_goes_back_as_well_and_can_be_seen(page):
    page.open()
    page.tab_to("#download")
    page.tab_to("#ways .main", SHIFT + TAB)
    style = "return getComputedStyle(document.activeElement).outlineStyle"
    assert page.run(style) == "solid"


# --- The session -------------------------------------------------------------------------


def order_of(page: Page) -> list[str]:
    names = []
    for _ in ITEMS:
        names.append(page.item.id)
        page.click("skip")
    return names


def test_the_order_is_new_each_day_and_the_same_all_day(page):
    orders = set()
    for day in (1, 2, 3):
        page.open(now=f"2026-03-0{day}T12:00:00")
        first = order_of(page)
        page.open(now=f"2026-03-0{day}T23:00:00")
        assert order_of(page) == first
        orders.add(tuple(first))
    assert len(orders) == 3


def test_questions_on_one_claim_stand_apart(page):
    claims = {each.id: each.claim for each in ITEMS}
    for day in (1, 2, 3, 4):
        page.open(now=f"2026-03-0{day}T12:00:00")
        asked = [claims[name] for name in order_of(page)]
        assert all(one != other for one, other in pairwise(asked[:8]))


def test_what_was_missed_comes_back_after_three_others(page):
    page.open()
    missed = page.item.id
    page.click("reveal")
    page.click("next")
    following = []
    while page.item.id != missed:
        following.append(page.item.id)
        conclude(page, True, answer(page, True))
        page.click("next")
    assert len(following) == 3
    assert page.text("place").endswith("(again)")


def test_whoever_misses_everything_still_sees_every_question(page):
    page.open()
    asked = []
    for _ in range(5 * len(ITEMS)):
        asked.append(page.item.id)
        page.click("reveal")
        page.click("next")
    assert set(asked) == {each.id for each in ITEMS}
    assert all(one != following for one, following in pairwise(asked))


def test_options_are_mixed_each_day_but_for_what_has_its_place(page):
    firsts, orders = set(), set()
    for day in range(1, 9):
        page.open(alone("un.complete"), now=f"2026-03-0{day}T12:00:00")
        shown = page.texts("#room .option .text")
        assert shown[-1] == "none of these"
        firsts.add(shown[0])
        page.open(alone("un.said"), now=f"2026-03-0{day}T12:00:00")
        assert page.texts("#room .option .text") == ["True", "False"]
        page.open(alone("steps"), now=f"2026-03-0{day}T12:00:00")
        steps = page.texts("#room .order .text")
        assert steps != ["middle powers", "the UN", "the war", "Asia"]
        orders.add(tuple(steps))
    assert len(firsts) == 3
    assert len(orders) > 3


def test_two_steps_never_stand_in_their_right_order(page):
    """By chance they would on every second day."""
    steps = Ordering((words("first"), words("second")))
    build = rebuilt(BUILD, items=(item("two", "ordering", words("Order?"), steps),))
    for day in range(1, 9):
        page.open(build, now=f"2026-03-0{day}T12:00:00")
        assert page.texts("#room .order .text") == ["second", "first"]


def test_an_answer_that_cannot_be_marked_is_asked_again(page):
    for name, slip in (
        ("un.complete", "Choose an answer first."),
        ("plans", "Choose 2."),
        ("un.name", "Type an answer first."),
        ("years", "Type an answer first."),
        ("who", "Choose an answer for each first."),
    ):
        page.open(alone(name))
        page.check()
        assert page.text("slip") == slip
        assert page.run("return document.activeElement.closest('#room') !== null")
        assert page.log == []


# --- Feedback ----------------------------------------------------------------------------


def test_the_feedback_tells_all_that_there_is(page):
    page.open(alone("un.complete"))
    choose(page, ["NATO"])
    page.check()
    assert page.all("#verdict")[0].get_attribute("role") == "status"
    feedback = page.text("feedback")
    for told in (
        "Answer: the United Nations",
        "NATO: an alliance of its members",
        "the United Nations: so the quotation says",
        "Why: He said so twice.",
        "Note: The report quotes no other view.",
        "the role of the United Nations as the only universal organization",
        "— President Tokayev, quoted in the report, par. 2",
        "Context: “Therefore, we strongly support the role",
        "The question asks what President Tokayev said",
    ):
        assert told in feedback
    assert page.texts(".option.right .remark") == ["✓ Right answer"]
    assert page.texts(".option.wrong .remark") == ["✗ Your answer"]


def test_what_was_given_stands_beside_the_key_where_it_was_wrong(page):
    page.open(alone("who"))
    conclude(page, False, answer(page, False))
    assert page.texts("#feedback .parts li") == [
        "Tokayev – president of Kazakhstan (your answer: president of Russia)",
        "Scholz – chancellor",
        "Putin – president of Russia (your answer: president of Kazakhstan)",
    ]
    assert page.texts("#room .remark") == ["✗", "✓", "✗"]
    spoken = [each.get_attribute("aria-label") for each in page.all("#room .remark")]
    assert spoken == ["Wrong.", "Right.", "Wrong."]


def test_the_key_is_nowhere_before_the_answer(page):
    page.open(alone("un.complete"))
    shown = page.run("return document.getElementById('asking').innerHTML")
    assert "so the quotation says" not in shown
    assert not page.shown("list")
