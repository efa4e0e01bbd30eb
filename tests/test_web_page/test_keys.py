"""The page's keys, which are those that its line of hints names."""

from __future__ import annotations

import pytest
from browsing import ENTER, TAB
from making import rebuilt, replace
from paging import Page, alone, answer, conclude, type_in
from test_anki.conftest import ABOUT, BUILD


def ticked(page: Page) -> list[bool]:
    return [bool(box.is_selected()) for box in page.all("#room input")]


@pytest.mark.parametrize("key", ["2", "b", "B"])
def test_a_number_or_a_letter_chooses(page: Page, key: str) -> None:
    page.open(alone("plans"))
    assert page.text("keys").startswith("Keys: the number or the letter of an option")
    assert page.texts("#room .badge")[:3] == ["A", "B", "C"]
    page.press(key)
    assert ticked(page)[:3] == [False, True, False]
    page.press(key)
    assert not any(ticked(page))


@pytest.mark.parametrize(("key", "chosen"), [("t", 0), ("F", 1), ("a", 0), ("x", None)])
def test_true_and_false_have_their_initials_too(page: Page, key: str, chosen: int | None) -> None:
    page.open(alone("un.said"))
    page.press(key)
    assert ticked(page) == [chosen == 0, chosen == 1]


def test_an_initial_that_is_another_option_s_letter_is_the_letter(page: Page) -> None:
    """Brazil is option B only where it stands there."""
    page.open(alone("plans"))
    names = page.texts("#room .option .text")
    page.press("b")
    assert ticked(page).index(True) == 1 != names.index("China")


@pytest.mark.parametrize(
    ("is_right", "key", "sentence", "mark"),
    [(False, "y", "Enter: go on. y: I was right. u: take it back.", "correct"),
     (True, "N", "Enter: go on. n: I was wrong. u: take it back.", "wrong")],
)  # fmt: skip
def test_a_verdict_is_overruled_by_the_other_key_alone(
    page: Page, is_right: bool, key: str, sentence: str, mark: str
) -> None:
    page.open(alone("years"))
    conclude(page, is_right, answer(page, is_right))
    assert page.text("keys") == sentence
    page.press("n" if key == "y" else "y")
    assert len(page.log) == 1
    page.press(key)
    assert [line.get("mark") for line in page.log][1:] == [mark]
    assert page.text("keys") == "Enter: go on. u: take it back."
    page.press(key, "y", "n")
    assert len(page.log) == 2
    page.press(ENTER)
    assert page.shown("end") == (mark == "correct")


def test_u_takes_the_answer_back(page: Page) -> None:
    page.open(alone("un.said"))
    page.press("t", ENTER, "u")
    assert page.text("told") == "Taken back."
    assert [line["type"] for line in page.log] == ["review", "void"]
    page.press("f", ENTER, "U", "t", ENTER)
    assert page.text("verdict") == "✓ Right."


def test_an_answer_that_was_shown_has_no_verdict_to_overrule(page: Page) -> None:
    page.open(alone("years"))
    page.click("reveal")
    assert page.text("keys") == "Enter: go on. u: take it back."
    page.press("y", "n")
    assert len(page.log) == 1


@pytest.mark.parametrize(("key", "mark"), [("y", "correct"), ("n", "wrong")])
def test_the_learner_judges_by_a_key(page: Page, key: str, mark: str) -> None:
    page.open(alone("why"))
    assert page.text("keys") == ""
    answer(page, True)
    page.tab_to("#ways .main")
    page.press(ENTER)
    assert page.text("keys") == "Keys: y: I was right. n: I was wrong."
    page.press(ENTER, "u")  # neither judges
    assert page.log == []
    page.press(key)
    assert [line["mark"] for line in page.log] == [mark]


def test_in_a_box_and_outside_the_question_keys_are_no_commands(page: Page) -> None:
    page.open(alone("un.name"))
    type_in(page, ["yun"])
    assert page.all("#field-1")[0].get_attribute("value") == "yun"
    page.press(ENTER, TAB)
    page.tab_to("#length")
    page.press("y", "u", "n", ENTER)
    assert page.log == []
    assert page.text("verdict").startswith("Compare")


@pytest.mark.parametrize(("language", "yes", "back"), [("ru", "д", "о"), ("kk", "и", "б")])
def test_keys_of_the_language_and_english_ones(
    page: Page, language: str, yes: str, back: str
) -> None:
    page.open(alone("years", rebuilt(BUILD, about=replace(ABOUT, language=language))))
    type_in(page, ["12"])
    page.check()
    assert page.text("keys").split()[:2] == ["Enter", "—"]
    page.press(yes, back)
    assert [line["type"] for line in page.log] == ["review", "overrule", "void"]
    type_in(page, ["12"])
    page.check()
    page.press("y", "u")
    assert [line["type"] for line in page.log][3:] == ["review", "overrule", "void"]
