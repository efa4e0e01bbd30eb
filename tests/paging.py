"""The self-test's web page in a browser, and how it is answered by the keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browsing import DOWN, ENTER, SPACE, TAB, UP, Screen
from making import rebuilt
from selenium.webdriver.support.ui import WebDriverWait
from test_anki.conftest import BUILD, ITEMS

from quizgen.quiz.model import Build, Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain
from quizgen.writers.html import write

STEMS = {plain(each.stem): each for each in ITEMS}


def alone(name: str, build: Build = BUILD) -> Build:
    (only,) = [each for each in build.deck.items if each.id == name]
    return rebuilt(build, items=(only,))


def _put(kept: dict[str, str] | None) -> str:
    """Another process of the browser may show the page next, and a busy machine tells it late
    what was kept: it would be lost. So it is handed on here."""
    if kept is None:
        return ""
    put = f"localStorage.clear(); Object.assign(localStorage, {json.dumps(kept)});"
    return f"try {{ {put} }} catch {{}}"


def _stopped(now: str) -> str:
    """The clock stands still at `now`, if any is given."""
    if not now:
        return ""
    return f"""(function () {{
      var real = Date;
      window.Date = class extends real {{
        constructor(...given) {{ super(...(given.length ? given : ["{now}"])); }}
        static now() {{ return new real("{now}").getTime(); }}
      }};
    }})();"""


_BOTH = '<iframe name="one" src="page.html"></iframe><iframe id="other" name="other"></iframe>'


class Page(Screen):
    """The page of a deck, opened from a file."""

    def __init__(self, driver: Any, folder: Path) -> None:
        super().__init__(driver)
        self.folder = folder
        self.clock = ""

    def open(
        self, build: Build = BUILD, *, fresh: bool = True, now: str = "", beside: bool = False
    ) -> None:
        """`fresh`: nothing is kept from before; `now` stops the clock; `beside`: leaves room for
        `another`."""
        (file,) = write(build, self.folder)
        path = self.folder / "page.html"
        path.write_bytes(file.content)
        kept = {} if fresh else self._kept()
        with self._beforehand(_put(kept)), self._beforehand(_stopped(now)):
            if not beside:
                self.driver.get(path.as_uri())
                return
            both = self.folder / "both.html"
            both.write_text(_BOTH, "utf-8")
            self.driver.get(both.as_uri())
            self.driver.switch_to.frame("one")

    def _kept(self) -> dict[str, str] | None:
        """All that is kept now; None where this cannot be read, as before the first page."""
        read = "if (location.protocol == 'file:') return {...localStorage}"
        kept = self.run(f"try {{ {read} }} catch {{}} return null")
        return None if kept is None else dict(kept)

    @contextmanager
    def another(self) -> Iterator[None]:
        """The same page beside this one, as in another tab. Real tabs have processes of their own,
        which tell each other what was kept only now and then on a busy machine."""
        self.driver.switch_to.default_content()
        self.run("document.getElementById('other').src = 'page.html'")
        self.driver.switch_to.frame("other")
        WebDriverWait(self.driver, 60).until(lambda _: self.shown("session"))
        yield
        self.driver.switch_to.default_content()
        self.driver.switch_to.frame("one")

    @contextmanager
    def _beforehand(self, script: str) -> Iterator[None]:
        """`script` runs before the page's own."""
        made = self.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": script}
        )
        yield
        self.devtools("Page.removeScriptToEvaluateOnNewDocument", **made)

    @property
    def item(self) -> Item:
        """What is asked."""
        stem = self.run("return document.getElementById('stem').textContent")
        return STEMS[re.sub(r"\(\d\) ", "", stem)]

    @property
    def log(self) -> list[dict[str, Any]]:
        kept = self.run("return localStorage.getItem('quizgen k3v9q2m7xd')")
        head, *reviews = (json.loads(line) for line in kept.splitlines())
        assert head == {"quizgen-history": 1}
        return reviews

    def shown(self, name: str) -> bool:
        return bool(self.all(f"#{name}")[0].is_displayed())

    def focus(self) -> str:
        return str(self.run("return document.activeElement.id"))

    def text(self, name: str) -> str:
        return str(self.all(f"#{name}")[0].text)

    def tab_to(self, selector: str, key: str = TAB) -> None:
        """By Tab alone; the focus goes round in a page without traps."""
        for _ in range(60):
            self.press(key)
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
        raise AssertionError(f"Tab does not lead to {selector}")

    def click(self, name: str) -> None:
        self.all(f"#{name}")[0].click()

    def check(self) -> None:
        self.all("#ways .main")[0].click()

    def scheme(self, name: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.devtools("Emulation.setEmulatedMedia", features=features)


def choose(page: Page, wanted: Sequence[str]) -> None:
    """Radio buttons by the arrows, boxes by Space."""
    shown = page.texts("#room .option .text")
    if page.all("#room input[type=radio]"):
        page.tab_to("#room input")
        (name,) = wanted
        page.press(SPACE, *[DOWN] * shown.index(name))
        return
    for name in sorted(wanted, key=shown.index):
        place = shown.index(name) + 1
        page.tab_to(f".option:nth-of-type({place}) input")
        page.press(SPACE)


def type_in(page: Page, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts, 1):
        page.tab_to(f"#field-{place}")
        page.press(text)


def match(page: Page, wanted: Mapping[str, str]) -> None:
    for place, left in enumerate(page.texts("#room .pair label"), 1):
        page.tab_to(f"#match-{place}")
        offered = [text.partition(". ")[2] for text in page.texts("#room .whole li")]
        page.press(*[DOWN] * (offered.index(wanted[left]) + 1))


def arrange(page: Page, wanted: Sequence[str]) -> None:
    """Each step goes up by the arrow key, or by its button, until it has its place."""
    for place, name in enumerate(wanted):
        at = page.texts("#room .order .text").index(name)
        page.tab_to(f".order li:nth-child({at + 1}) button")
        keys = [UP] * (at - place) if place % 2 else [ENTER] * (at - place)
        page.press(*keys)
        assert page.texts("#room .order .text")[: place + 1] == list(wanted[: place + 1])


def answer(page: Page, is_right: bool) -> bool:
    """Gives an answer; whether the learner has to judge it."""
    response = page.item.response
    match_ = {True: slice(None), False: slice(None, None, -1)}[is_right]
    match response:
        case Choice(options):
            keys = [plain(option.content) for option in options if option.is_key]
            others = [plain(option.content) for option in options if not option.is_key]
            choose(page, keys if is_right else others[: len(keys)])
        case TextEntry(key):
            type_in(page, [key if is_right else "something else"])
            return not is_right
        case Numeric():
            type_in(page, ["10 years" if is_right else "12"])
        case Gaps(gaps):
            type_in(page, [gap.answer if is_right else "no" for gap in gaps][match_])
            return not is_right
        case Matching(pairs):
            rights = [plain(pair.right) for pair in pairs]
            lefts = [plain(pair.left) for pair in pairs]
            match(page, dict(zip(lefts, rights[match_], strict=True)))
        case Ordering(steps):
            arrange(page, [plain(step) for step in steps][match_])
        case Open():
            type_in(page, ["what I think"])
            return True
    return False


def conclude(page: Page, is_right: bool, has_to_judge: bool) -> None:
    page.tab_to("#ways .main")
    page.press(ENTER)
    assert page.focus() == "result"
    if has_to_judge:
        assert page.text("verdict").startswith("Compare")
        page.tab_to("#was-right" if is_right else "#was-wrong")
        page.press(ENTER)
        assert page.focus() == "result"
    assert not page.shown("judge")
    verdict = "✓ Right." if is_right else "✗ Wrong."
    assert page.text("verdict").startswith(verdict)
