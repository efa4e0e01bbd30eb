"""Writes statistics as lines and as JSON, and makes the tables that all outlets show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quizgen.quiz.languages import Language
from quizgen.study.screen import Screen
from quizgen.study.statistics import Remembered, Share, Statistics


@dataclass(frozen=True, slots=True)
class Table:
    """`values` are the lengths of the bars, one a row; a bar of length `most` is full."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[float, ...]
    most: float
    remark: str = ""
    is_sparse: bool = False  # empty rows after the first can be left out


def tables(of: Statistics, language: Language) -> Iterator[Table]:
    """Yields the tables that have something to say."""
    say = _Words(language)
    if any(of.forecast):
        yield _forecast(of, say)
    if of.retention[-1].asked:
        aim = say("aim", percent=round(100 * of.aim))
        yield _shares(of.retention, say, "retention", "period", aim)
        yield _shares(of.months, say, "months", "month", aim)
    if of.hardest:
        rows = tuple((each.stem, str(each.wrong), str(each.asked)) for each in of.hardest)
        heads = say("question"), say("wrong"), say("asked")
        most = max(each.wrong for each in of.hardest)
        values = tuple(float(each.wrong) for each in of.hardest)
        yield Table(say("hardest"), heads, rows, values, most)
    if of.claims:
        yield _known(of.claims, say, "claims", "claim")
    if of.paragraphs:
        yield _known(of.paragraphs, say, "paragraphs", "paragraph")


def opening(of: Statistics, title: str, language: Language) -> tuple[str, ...]:
    """Returns the heading and the sentences below it."""
    say = _Words(language)
    lines = [say("heading", title=title)]
    if not of.answers:
        return (*lines, say("nothing"))
    lines.append(
        say("state", total=of.total, seen=of.seen, due=of.forecast[0], suspended=of.suspended,
            answers=of.answers)
    )  # fmt: skip
    if any(of.overruled):
        lines.append(say("overruled", right=of.overruled[0], wrong=of.overruled[1]))
    if not of.retention[-1].asked:
        lines.append(say("too-little"))
    return tuple(lines)


def show(of: Statistics, title: str, language: Language, screen: Screen) -> None:
    """Writes each row as a line of its own, which suits screen readers and narrow windows."""
    heading, *sentences = opening(of, title, language)
    screen.line(heading, weight="strong")
    for sentence in sentences:
        screen.line(sentence)
    for table in tables(of, language):
        screen.line()
        screen.line(table.title, weight="strong")
        if table.remark:
            screen.line(table.remark)
        for place, row in enumerate(table.rows):
            if table.is_sparse and place and not table.values[place]:
                continue
            first, *rest = row
            named = zip(table.heads[1:], rest, strict=True)
            facts = ", ".join(f"{head}: {text}" for head, text in named)
            screen.line(f"{first} – {facts}", indent="  ")


def as_json(of: Statistics) -> dict[str, Any]:
    """Gives programs the same figures, with days as dates."""
    fields = asdict(of)
    start = date.fromordinal(of.day)
    fields["day"] = start.isoformat()
    fields["overruled"] = {"right": of.overruled[0], "wrong": of.overruled[1]}
    fields["forecast"] = [
        {"day": date.fromordinal(of.day + after).isoformat(), "due": due}
        for after, due in enumerate(of.forecast)
    ]
    fields["retention"] = [
        {"days": int(each.label) if each.label else None, "right": each.right, "asked": each.asked}
        for each in of.retention
    ]
    fields["months"] = [
        {"month": each.label, "right": each.right, "asked": each.asked} for each in of.months
    ]
    return fields


class _Words:
    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, word: str, **values: object) -> str:
        return self._language.say(f"stats.{word}", **values)

    def quoted(self, text: str) -> str:
        return self._language.say("study.quoted", text=text)

    def paragraph(self, name: str) -> str:
        source, comma, number = name.rpartition(", ")
        return source + comma + self._language.say("common.paragraph", number=number)


def _forecast(of: Statistics, say: _Words) -> Table:
    """Ends with the last day on which something falls due."""
    last = max(after for after, due in enumerate(of.forecast) if due)
    shown = of.forecast[: last + 1]
    rows = tuple(
        (date.fromordinal(of.day + after).isoformat(), str(due)) for after, due in enumerate(shown)
    )
    values = tuple(map(float, shown))
    return Table(say("forecast"), (say("day"), say("number")), rows, values, max(shown),
                 is_sparse=True)  # fmt: skip


def _shares(shares: tuple[Share, ...], say: _Words, title: str, first: str, remark: str) -> Table:
    rows = tuple(
        (_period(each, say) if first == "period" else each.label, f"{each.percent} %",
         str(each.right), str(each.asked))
        for each in shares
    )  # fmt: skip
    heads = say(first), say("share"), say("known"), say("asked")
    return Table(say(title), heads, rows, tuple(float(each.percent) for each in shares), 100,
                 remark)  # fmt: skip


def _period(share: Share, say: _Words) -> str:
    return say("last-days", number=share.label) if share.label else say("always")


def _name(group: Remembered, say: _Words) -> str:
    if group.words:
        return f"{group.name}: {say.quoted(group.words)}"
    return say.paragraph(group.name)


def _known(groups: tuple[Remembered, ...], say: _Words, title: str, first: str) -> Table:
    rows = tuple(
        (_name(each, say), f"{each.percent} %", say("of", number=each.answered, total=each.total))
        for each in groups
    )
    heads = say(first), say("chance"), say("answered")
    return Table(say(title), heads, rows, tuple(100 * each.recall for each in groups), 100)
