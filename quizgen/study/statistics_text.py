"""Writes statistics as lines and as JSON, and makes the tables that all outlets show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from quizgen.quiz.languages import Language
from quizgen.study.screen import Screen
from quizgen.study.statistics import Hard, Remembered, Share, Statistics, Taken


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """`values` are the lengths of the bars, one a row; a bar of length `most` is full."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[float, ...]
    most: float
    remark: str = ""
    is_sparse: bool = False  # empty rows after the first can be left out


def tables(of: Statistics, language: Language) -> Iterator[StatisticsTable]:
    """Yields the tables that have something to say."""
    if any(of.forecast):
        yield _forecast(of, language)
    if of.retention[-1].asked:
        aim = language.say("stats.aim", percent=round(100 * of.aim))
        for words, shares in (("retention period", of.retention), ("months month", of.months)):
            yield replace(_shares(words, shares, language), remark=aim)
    if of.leeches:
        named = [replace(each, stem=f"{each.stem} ({each.item})") for each in of.leeches]
        yield replace(_hard("leeches", named, language), remark=language.say("stats.resume"))
    if of.hardest:
        yield _hard("hardest", of.hardest, language)
    if of.claims:
        yield _known("claims claim", of.claims, language)
    if of.paragraphs:
        yield _known("paragraphs paragraph", of.paragraphs, language)
    if of.exams:
        yield _exams(of.exams, language)


def opening(of: Statistics, title: str, language: Language) -> tuple[str, ...]:
    """Returns the heading and the sentences below it."""
    lines = [language.say("stats.heading", title=title)]
    if not of.answers:
        return (*lines, language.say("stats.nothing"))
    counts = {"total": of.total, "seen": of.seen, "due": of.forecast[0]}
    counts |= {"suspended": of.suspended, "answers": of.answers}
    lines.append(language.say("stats.state", **counts))
    if any(of.overruled):
        lines.append(language.say("stats.overruled", right=of.overruled[0], wrong=of.overruled[1]))
    if not of.retention[-1].asked:
        lines.append(language.say("stats.too-little"))
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
            # thirty lines of zeros would hide the days on which something falls due
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
    for exam in fields["exams"]:
        exam["day"] = date.fromordinal(exam["day"]).isoformat()
    fields["months"] = [
        {"month": each.label, "right": each.right, "asked": each.asked} for each in of.months
    ]
    return fields


def _table(
    words: str,
    rows: Sequence[tuple[str, ...]],
    values: Sequence[float],
    language: Language,
    most: float = 0,
) -> StatisticsTable:
    """`words` are the keys of the title and of the heads. `most` is the length of a full bar; the
    longest one is full if it is 0."""
    title, *heads = (language.say(f"stats.{word}") for word in words.split())
    most = most or max(values)
    return StatisticsTable(
        title=title, heads=tuple(heads), rows=tuple(rows), values=tuple(values), most=most
    )


def _hard(words: str, questions: Sequence[Hard], language: Language) -> StatisticsTable:
    rows = [(each.stem, str(each.wrong), str(each.asked)) for each in questions]
    values = [each.wrong for each in questions]
    return _table(f"{words} question wrong asked", rows, values, language)


def _exams(exams: Sequence[Taken], language: Language) -> StatisticsTable:
    rows = []
    for each in exams:
        paper = language.say("stats.paper", quiz=each.quiz, form=each.form)
        name = f"{date.fromordinal(each.day).isoformat()}: {paper}"
        rows.append((name, language.say("stats.of", number=each.right, total=each.total)))
    values = [100 * each.right / each.total for each in exams]
    return _table("exams exam right", rows, values, language, 100)


def _forecast(of: Statistics, language: Language) -> StatisticsTable:
    """Ends with the last day on which something falls due."""
    last = max(after for after, due in enumerate(of.forecast) if due)
    shown = of.forecast[: last + 1]
    days = (date.fromordinal(of.day + after).isoformat() for after in range(len(shown)))
    rows = list(zip(days, map(str, shown), strict=True))
    return replace(_table("forecast day number", rows, shown, language), is_sparse=True)


def _shares(words: str, shares: Sequence[Share], language: Language) -> StatisticsTable:
    rows = [
        (_period(each.label, language), f"{each.percent} %", str(each.right), str(each.asked))
        for each in shares
    ]
    values = [each.percent for each in shares]
    return _table(f"{words} share known asked", rows, values, language, 100)


def _period(label: str, language: Language) -> str:
    """A month stays as it is, and a number of days is put in words."""
    if not label:
        return language.say("stats.always")
    return language.say("stats.last-days", number=label) if label.isdecimal() else label


def _known(words: str, groups: Sequence[Remembered], language: Language) -> StatisticsTable:
    rows = []
    for each in groups:
        answered = language.say("stats.of", number=each.answered, total=each.total)
        rows.append((_name(each, language), f"{each.percent} %", answered))
    values = [100 * each.recall for each in groups]
    return _table(f"{words} chance answered", rows, values, language, 100)


def _name(group: Remembered, language: Language) -> str:
    if group.words:
        return f"{group.name}: {language.say('study.quoted', text=group.words)}"
    source, comma, number = group.name.rpartition(", ")
    return source + comma + language.say("common.paragraph", number=number)
