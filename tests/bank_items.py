"""Questions for exports to other programs: one of each response, and many of hostile signs."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from quizgen.quiz.model import About, Evidence, Item, Source
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank, Break, Emphasis, Rich, Strong, Text

SOURCE = Source("market.txt", "the report", "en", ("The market opened on May 3.",))
ABOUT = About("bank", "abcdefghij", "The bank", "en", SOURCE)
FOUND = Evidence("opened on May 3", 1, False, "The market opened on May 3.", ((11, 26),))


def rich(text: str) -> Rich:
    return (Text(text),)


def item(name: str, stem: str | Rich, response: Response, **more: Any) -> Item:
    whole = {"kind": "any", "claim": "day", "evidence": (FOUND,)} | more
    words = rich(stem) if isinstance(stem, str) else stem
    return Item(id=name, stem=words, response=response, **whole)


def options(keys: list[str], distractors: list[str], **more: Any) -> Choice:
    right = (Option(rich(each), is_key=True) for each in keys)
    return Choice((*right, *map(Option, map(rich, distractors))), **more)


TRUE = Choice((Option(rich("True"), True), Option(rich("False"), False, rich("It did."))))
UNSTATED = Choice(
    (Option(rich("True"), False, rich("It names no rain.")), Option(rich("False")),
     Option(rich("Not stated"), True))
)  # fmt: skip
EVERY = (
    item("one", "Which?", options(["A"], ["B", "C"]), tags=("core",), topic="days"),
    item("all", "Which two?", options(["A", "B"], ["C"], is_multiple=True)),
    item("statement", "The market opened.", TRUE),
    item("silence", "It rained.", UNSTATED),
    item("word", "What opened?", TextEntry("the market", ("market", "a market"))),
    item("number", "How many?", Numeric(Decimal("1.5"), "1.5", Decimal("0.5"), "km")),
    item("gap", (Text("It opened on "), Blank(0), Text(" 3.")), Gaps((Gap("May", ("may",)),))),
    item("pairs", "Match.", Matching((Pair(rich("a"), rich("b")), Pair(rich("c"), rich("d"))),
                                     (rich("e"),))),
    item("why", "Why?", Open(rich("For trade."), (rich("trade"),))),
    item("emphasis", (Strong(rich("Who")), Text(" "), Emphasis(rich("else")), Text("?")),
         options(["A"], ["B"])),
    item("steps", "Put in order.", Ordering((rich("a"), rich("b")))),
    item("two-gaps", (Blank(0), Blank(1)), Gaps((Gap("a"), Gap("b")))),
    item("names", "Name two.", Gaps((Gap("a"), Gap("b")), is_ordered=False)),
    item("arrow", "Type an arrow.", TextEntry("a -> b")),
)  # fmt: skip

_PIECES = (
    *"~=#{}:\\/$%\"'<>&*_`[]()|;,.!?@+-^",
    *(
        "->",
        "//",
        "::",
        "####",
        "%10%",
        "%-50%",
        "[html]",
        "[plain]",
        "&amp;",
        "&lt;b&gt;",
        "&#37;",
    ),
    *("<b>", "</p>", "<!--", "\\n", "\\\\", "\\:", "{=a ~b}", "{T}", "$CATEGORY: x", "[x](y)"),
    *("0", "T", "TRUE", "=1+1", "@SUM(A1)", "-1", "'=", "'", "word", "two words", "é", "ё", "中文"),
    *("שלום", "مرحبا", "🙂", "e\u0301", "“quoted”", "_____", "a|b", "1,5", "x;y", "…", "—"),
)


def hostile_items(number: int) -> list[Item]:
    """The same ones each time. A typed answer has no arrow, which GIFT cannot hold there."""
    texts = _Texts()
    return [
        item(f"q{n}", texts.line(), texts.response(n), rationale=texts.line())
        for n in range(number)
    ]


class _Texts:
    def __init__(self) -> None:
        self.chance = random.Random(1)  # noqa: S311 - questions, not secrets
        self.number = 0

    def text(self) -> str:
        """Signs around a number, which no other text has."""
        self.number += 1
        before, after = (self.chance.choices(_PIECES, k=self.chance.randint(0, 3)) for _ in "ab")
        mark = self.chance.choice(("", " "))
        return " ".join(mark.join([*before, str(self.number), *after]).split())

    def line(self) -> Rich:
        if self.chance.random() < 0.2:
            return (Text(self.text()), Break(), Text(self.text()))
        return rich(self.text())

    def typed(self) -> str:
        return self.text().replace("->", "—")

    def response(self, kind: int) -> Response:
        match kind % 5:
            case 0:
                found = enumerate(self.line() for _ in range(4))
                return Choice(tuple(Option(each, n == 0, self.line()) for n, each in found))
            case 1:
                return options([self.text(), self.text()], ["wrong", "not so"], is_multiple=True)
            case 2:
                return TextEntry(self.typed(), (self.typed(), self.typed()))
            case 3:
                pairs = ((rich(self.text()), rich(self.typed())) for _ in range(3))
                return Matching(tuple(Pair(left, right) for left, right in pairs))
            case _:
                return Open(self.line())
