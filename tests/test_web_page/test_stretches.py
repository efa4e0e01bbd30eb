"""How much the page asks at a stretch, several tabs, and what a browser may do with the store."""

from __future__ import annotations

import base64

import pypdfium2
import pytest
from paging import Page, alone, answer, conclude, type_in
from selenium.webdriver.support.ui import WebDriverWait
from test_anki.conftest import BUILD, ITEMS

from quizgen.quiz.rich import plain


def choose_length(page: Page, name: str) -> None:
    page.tab_to("#length")
    page.press(name)


def finish(page: Page) -> list[str]:
    asked = []
    while page.shown("asking"):
        asked.append(page.item.id)
        conclude(page, True, answer(page, True))
        page.click("next")
    return asked


def test_a_stretch_ends_after_its_questions(page: Page) -> None:
    page.open()
    choose_length(page, "10")
    assert page.text("place") == "Done: 0 of 12"
    first = finish(page)
    assert len(first) == 10
    assert page.text("finished") == "This part is done. Questions left: 2."
    assert page.shown("go-on")
    assert not page.shown("again")
    page.open(fresh=False)
    assert page.run("return document.getElementById('length').value") == "10"
    rest = finish(page)
    assert sorted(first + rest) == sorted(each.id for each in ITEMS)
    assert page.text("finished").startswith("All 12 questions are done.")
    assert page.shown("again")
    assert not page.shown("go-on")


def test_what_is_missed_comes_back_within_its_stretch(page: Page) -> None:
    page.open()
    choose_length(page, "10")
    missed = page.item.id
    page.click("reveal")
    page.click("next")
    asked = finish(page)
    assert missed in asked
    assert len(set(asked)) == 10
    page.click("go-on")
    assert page.focus() == "stem"
    assert len(finish(page)) == 2


# --- Several tabs ------------------------------------------------------------------------------


def test_what_another_tab_settled_is_not_asked_again(page: Page) -> None:
    page.open(beside=True)
    with page.another():
        page.click("skip")
        settled = page.item.id
        conclude(page, True, answer(page, True))
    WebDriverWait(page.driver, 60).until(lambda _: page.text("fresh"))
    assert page.text("fresh") == "Not downloaded yet: 1."
    assert settled not in finish(page)
    assert page.text("finished") == "All 12 questions are done. Right at the first try: 12."


def test_one_question_in_two_tabs_schedules_once(page: Page) -> None:
    page.open(alone("un.name"), beside=True)
    with page.another():
        page.click("reveal")
    type_in(page, ["UN"])
    page.check()
    assert [line["rating"] for line in page.log] == [1, None]


# --- The store -----------------------------------------------------------------------------------


def with_script(page: Page, script: str) -> None:
    """Opens the page with something of the browser replaced."""
    made = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    page.open()
    page.devtools("Page.removeScriptToEvaluateOnNewDocument", **made)


@pytest.mark.parametrize("outcome", ["Promise.resolve(true)", "Promise.reject(new Error())"])
def test_the_browser_is_asked_once_to_keep_the_store(page: Page, outcome: str) -> None:
    with_script(
        page,
        "window.asked = 0; Object.defineProperty(navigator, 'storage', {value: {persist() {"
        f" window.asked += 1; return {outcome}; }}}}}});",
    )
    assert page.run("return window.asked") == 0
    for _ in range(2):
        page.click("reveal")
        page.click("next")
    assert page.run("return window.asked") == 1


def test_a_browser_that_cannot_be_asked_is_no_obstacle(page: Page) -> None:
    with_script(page, "Object.defineProperty(navigator, 'storage', {value: undefined});")
    page.click("reveal")
    assert len(page.log) == 1


@pytest.mark.parametrize(
    ("vendor", "is_shown"), [("Apple Computer, Inc.", True), ("Google Inc.", False), ("", False)]
)
def test_safari_s_learners_are_warned(page: Page, vendor: str, is_shown: bool) -> None:
    with_script(page, f"Object.defineProperty(navigator, 'vendor', {{value: '{vendor}'}});")
    assert page.shown("safari") == is_shown
    if is_shown:
        assert "after seven days without a visit" in page.text("safari")


# --- On paper ------------------------------------------------------------------------------------


def test_a_printed_page_is_a_paper(page: Page) -> None:
    """The questions are numbered, with nothing of their answers; these begin on a fresh sheet."""
    page.open()
    printed = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    document = pypdfium2.PdfDocument(printed)
    pages = ["".join(each.get_textpage().get_text_range().split()) for each in document]
    start = next(n for n, text in enumerate(pages) if text.startswith("Answers"))
    paper, key = "".join(pages[:start]), "".join(pages[start:])
    for number, item in enumerate(ITEMS, 1):
        beginning = "".join(plain(item.stem).partition("_")[0].split())
        assert f"{number}.{beginning}" in paper
    assert "Evidence" not in paper
    assert key.count("Evidence:") >= len(BUILD.deck.items) - 1
    assert not page.all("#answers"), "it goes again after printing"
