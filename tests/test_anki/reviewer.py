"""Anki's reviewer as a page in a real browser: what it builds around a card, and the keys it takes.

After qt/aqt/reviewer.py and ts/reviewer: `#qa` is filled anew for each side in one long-lived
page, scripts in it are run again, the body's classes tell the card and the theme, and shortcuts
are taken before the page has them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browsing import Screen

# The rules that Anki's own style sheets have for elements which cards use too.
PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Anki</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
hr { background-color: #737373; margin: 1em 0; border: none; height: 1px; }
body { margin: 20px; overflow-wrap: break-word; color: #020202; background: #f5f5f5; }
body.nightMode { background-color: #2c2c2c; color: #fcfcfc; }
img { max-width: 100%; max-height: 95vh; }
li { text-align: start; }
#typeans { width: 100%; box-sizing: border-box; line-height: 1.75; }
code#typeans { white-space: pre-wrap; }
.typeGood { background: #afa; color: #000; }
.typeBad { color: #000; background: #faa; }
.typeMissed { color: #000; background: #ccc; }
button { margin: 1em 0.5em; }
</style>
<script>
window.taken = []; window.plain = []; window.failures = []; window.isTaking = true;
window.addEventListener("error", function (event) { failures.push(event.message); });
window.addEventListener("keydown", function (event) {
  if (event.altKey || event.ctrlKey || !isTaking) { return; }
  if (document.activeElement.id === "typeans" && event.key !== "Enter") { return; }
  if (/^[1-4 ]$|^Enter$/.test(event.key)) {
    taken.push(event.key); event.preventDefault(); event.stopImmediatePropagation();
  }
}, true);
window.addEventListener("keydown", function (event) {  // after every listener of a card
  plain.push([event.key, event.defaultPrevented]);
});
function fill(html, classes) {
  var place = document.getElementById("qa");
  document.body.className = classes;
  place.innerHTML = html;
  Array.from(place.querySelectorAll("script")).forEach(function (old) {
    var made = document.createElement("script");
    made.textContent = old.textContent;
    old.replaceWith(made);
  });
  window.scrollTo(0, 0);
  var box = document.getElementById("typeans");
  if (box && box.focus) { box.focus(); }
}
</script></head>
<body class="BODY"><div id="_mark" hidden>&#x2605;</div><div id="_flag" hidden>&#x2691;</div>
<div id="qa" dir="auto">CARD</div></body></html>
"""

DESKTOP, DARK = "isLin", "isLin nightMode night_mode"
ANDROID, IPHONE = "mobile android linux chrome", "mobile iphone ios webkit safari"


@dataclass(frozen=True)
class Card:
    """Both sides as the backend renders them, their style sheet included; `typed` is the answer
    that Anki compares with, if it asks for one."""

    question: str
    answer: str
    typed: str


class Reviewer(Screen):
    def __init__(self, driver: Any, folder: Path, collection: Any) -> None:
        super().__init__(driver)
        self.folder = folder
        self.collection = collection
        self.classes = DESKTOP
        self.compared = ""  # what a client shows in place of Anki's own comparison

    def open(self, classes: str = DESKTOP, today: str = "2024-10-17") -> None:
        """A new page, as after a restart: nothing is remembered."""
        self._load("", classes, today)
        self.run("try { sessionStorage.clear(); } catch (refused) {}")

    def open_fixed(self, html: str) -> None:
        """A page in which the card stands from the start, for a browser without scripts."""
        self._load(html, ANDROID, "2024-10-17")

    def _load(self, card: str, classes: str, today: str) -> None:
        self.classes = f"card card1 {classes}"
        page = self.folder / "reviewer.html"
        words = PAGE.replace("BODY", self.classes).replace("CARD", card)
        page.write_text(words.replace("<script>", _clock(today) + "<script>", 1), "utf-8")
        self.driver.get(page.as_uri())

    def front(self, card: Card) -> None:
        box = '<center><input type=text id=typeans style="font-family: Arial"></center>'
        self._fill(card.question, box if card.typed else "")

    def flip(self, card: Card, typed: str = "") -> None:
        compared = self.collection.compare_answer(card.typed, typed) if card.typed else ""
        self._fill(card.answer, self.compared or compared)

    def _fill(self, html: str, box: str) -> None:
        filled = _TYPE.sub(lambda _: box, html)
        self.run("fill(arguments[0], arguments[1])", filled, self.classes)

    def pressed(self) -> list[str]:
        return self.texts("button[aria-pressed=true] .text")

    def failures(self) -> list[str]:
        """Errors of scripts, and whatever else the console has."""
        return [*self.run("return failures"), *map(json.dumps, self.driver.get_log("browser"))]


_TYPE = re.compile(r"\[\[type:[^\]]+\]\]")


def _clock(today: str) -> str:
    """A `Date` that stands still."""
    return f"""<script>(function () {{
  var real = Date;
  window.Date = function () {{ return new real("{today}T12:00:00"); }};
}})();</script>"""


def cards_of(collection: Any) -> Mapping[tuple[str, int], Card]:
    """By the item's id and the card's place among its note's."""
    found = {}
    for number in collection.db.list("select id from cards order by due, ord"):
        card = collection.get_card(number)
        note, output = card.note(), card.render_output()
        typed = note["Typed"]
        if "[[type:cloze:" in output.question_text:
            typed = collection.extract_cloze_for_typing(note["Question"], card.ord + 1)
        found[note["Item"], card.ord] = Card(
            output.question_and_style(), output.answer_and_style(), typed
        )
    return found
