"""The page for everybody: nothing runs or is loaded, scripts are off, axe-core judges."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator

import pypdfium2
import pytest
from browsing import ENTER, TAB
from making import rebuilt, replace
from paging import STEMS, Page, alone, answer, conclude, type_in
from test_anki.conftest import ABOUT, BUILD, ITEMS, item, words
from test_html import EVIL, evil_build

from quizgen.quiz.responses import Choice, Matching, Option, Ordering, Pair
from quizgen.writers.html import write

# --- Nothing runs, nothing is loaded -----------------------------------------------------


def test_hostile_text_is_inert(page):
    page.open(evil_build())
    seen = " ".join(EVIL.split())
    for _ in range(len(evil_build().deck.items)):
        assert seen in " ".join(page.text("stem").split())
        page.click("reveal")
        assert seen in " ".join(page.text("feedback").split())
        assert page.all("main img, main script, main b") == []
        assert page.overflow() <= 0
        page.click("next")
    assert page.run("return document.title") == " ".join(EVIL.split())
    with pytest.raises(Exception, match="no such alert"):
        _ = page.driver.switch_to.alert.text


def test_a_hostile_storage_is_inert(page):
    """Any other local page can write there."""
    page.open()
    conclude(page, True, answer(page, True))
    (line,) = page.log
    bad = [line | {"item": name, "key": EVIL, "answer": EVIL} for name in (EVIL, "__proto__")]
    page.run(
        "localStorage.setItem('quizgen k3v9q2m7xd', arguments[0])",
        "\n".join(map(json.dumps, bad)),
    )
    page.open(fresh=False)
    assert page.log == bad
    assert page.text("place") == "Done: 0 of 12"
    conclude(page, True, answer(page, True))
    assert page.text("place") == "Done: 0 of 12"
    assert page.log[:2] == bad


def test_the_page_asks_for_nothing_but_itself(page):
    page.driver.get_log("performance")
    page.open()
    page.click("reveal")
    asked = set()
    for entry in page.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.add(message["params"]["request"]["url"])
    own = (page.folder / "page.html").as_uri()
    assert {url for url in asked if not url.startswith(("data:image/png", "chrome:"))} == {own}


def test_the_policy_refuses_what_is_not_the_page_s_own(page):
    page.open()
    page.run(
        "const made = document.createElement('img');"
        "made.setAttribute('onerror', 'window.ran = 1');"
        "made.src = 'x.png'; document.body.append(made);"
        "const script = document.createElement('script'); script.textContent = 'window.ran = 2';"
        "document.body.append(script);"
    )
    page.driver.execute_async_script("setTimeout(arguments[0], 50)")
    assert page.run("return window.ran") is None
    assert page.driver.get_log("browser") != [], "and the console tells of it"


# --- Without scripts ---------------------------------------------------------------------


@pytest.fixture
def still(page) -> Iterator[Page]:
    with page.without_scripts():
        page.open(fresh=False)
        yield page


def test_without_scripts_the_questions_can_be_read_and_the_answers_opened(still):
    assert not still.shown("session")
    assert len(still.texts("article .stem")) == len(ITEMS)
    assert all(still.texts("article .stem"))
    first = still.all("article")[0]
    assert "so the quotation says" not in first.text
    still.all("article:first-of-type .answer > summary")[0].click()
    assert "so the quotation says" in first.text
    assert "quoted in the report, par. 2" in first.text
    still.size(320)
    assert still.overflow() <= 0


def test_without_scripts_by_the_keyboard(still):
    for _ in range(3):
        still.press(TAB)
    still.press(TAB, ENTER)
    assert len(still.all("details[open]")) == 1


def test_a_program_that_fails_leaves_the_questions(page):
    """As an old browser would do, which does not understand the script."""
    (file,) = write(BUILD, page.folder)
    broken = file.content.replace(b"\nlisten();\n", b"\nthrow new Error();\n")
    assert broken != file.content
    path = page.folder / "broken.html"
    path.write_bytes(re.sub(rb"script-src [^;]+;", b"script-src 'unsafe-inline';", broken))
    page.driver.get(path.as_uri())
    assert page.shown("list")
    assert not page.shown("session")
    page.driver.get_log("browser")


def test_on_paper_stand_the_questions_with_their_answers(page):
    page.open()
    printed = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    document = pypdfium2.PdfDocument(printed)
    words_ = " ".join(each.get_textpage().get_text_range() for each in document)
    text = "".join(words_.split())
    for stem in STEMS:
        assert "".join(stem.partition("_")[0].split()) in text
    assert text.count("PresidentTokayev,quotedinthereport,par.2") == len(ITEMS) - 1
    assert "Downloadmyanswers" not in text


# --- For everybody -----------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, axe, scheme):
    page.open()
    page.scheme(scheme)
    seen: set[str] = set()
    while page.shown("asking"):
        seen.add(page.item.id)
        is_right = len(seen) % 2 == 0
        assert page.violations(axe) == []
        judged = answer(page, is_right)
        page.check()
        assert page.violations(axe) == []
        if judged:
            page.click("was-right")
            assert page.violations(axe) == []
        page.click("next")
        if len(seen) == len(ITEMS):
            break
    page.click("delete")
    assert page.violations(axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_end(page, axe, scheme):
    page.open(alone("un.name"))
    page.scheme(scheme)
    type_in(page, ["UN"])
    page.check()
    page.click("next")
    assert page.text("finished") == "All 1 questions are done. Right at the first try: 1."
    assert page.violations(axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(page, axe, scheme):
    """The list that stands there without scripts; axe is one itself."""
    page.open()
    page.scheme(scheme)
    page.run(
        "document.documentElement.className = '';"
        "document.getElementById('session').hidden = true;"
        "document.querySelectorAll('details').forEach(each => { each.open = true; });"
    )
    assert page.shown("list")
    assert page.violations(axe) == []


def test_nothing_stands_out_at_the_side_of_a_small_screen(page):
    page.size(320)
    long = words("W" * 300)
    items = (*ITEMS, item("w", "choice", long, Choice((Option(long, True), Option(words("x"))))))
    page.open(rebuilt(BUILD, items=items, about=replace(ABOUT, title="W" * 200)))
    while page.shown("asking"):
        assert page.overflow() <= 0
        page.click("reveal")
        assert page.overflow() <= 0
        sizes = page.run(
            "return Array.from(document.querySelectorAll('button, input, select, summary'))"
            ".filter(e => e.offsetHeight).map(e => (e.closest('label') || e).offsetHeight)"
        )
        assert min(sizes) >= 44
        page.click("next")
        if page.text("place").endswith("(again)"):
            break


def test_from_right_to_left(page):
    about = replace(ABOUT, language="he", title="מבחן")
    options = Choice((Option(words("האו״ם"), True), Option(words("NATO"), False)))
    pairs = Matching((Pair(words("א"), words("ב")), Pair(words("ג"), words("ד"))))
    items = (
        item("a.one", "choice", words("איזה גוף הוא “the UN” לדבריו?"), options),
        item("a.two", "ordering", words("סדרו"), Ordering((words("ראשון"), words("שני")))),
        item("a.three", "matching", words("התאימו"), pairs),
    )
    page.size(360)
    page.open(rebuilt(BUILD, about=about, items=items))
    for _ in items:
        assert page.run("return getComputedStyle(document.body).direction") == "rtl"
        assert page.overflow() <= 0
        page.click("reveal")
        edges = page.run(
            "return Array.from(document.querySelectorAll('#feedback blockquote'),"
            " e => getComputedStyle(e).direction)"
        )
        assert edges == ["ltr"], "a quotation runs as its own language does"
        page.click("next")


def test_motion_is_reduced_where_asked_for(page):
    page.open()
    assert page.run(
        "return getComputedStyle(document.querySelector('button.main')).transitionDuration"
    ) in ("0s", "")
