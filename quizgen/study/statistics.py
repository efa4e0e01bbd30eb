"""Computes from a history what falls due, how much was still known, and what is hard.

*True retention* is what the schedule aims at: the share of scheduled answers, apart from each
item's first, that were right. A claim or a paragraph is known as well as its answered questions
are likely to be known tomorrow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from quizgen.quiz.model import About, CompiledDeck, Item, Outlet
from quizgen.source.provenance import shown_number
from quizgen.study import schedule
from quizgen.study.history import History
from quizgen.study.screen import as_text

FORECAST_DAYS = 30
_MOST = 10  # rows in a list of the worst
_PERIODS = {"7": 7, "30": 30, "": 10**9}  # days
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `asked` answers. `label` is a month, or a number of days."""

    label: str
    right: int
    asked: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class Hard:
    """`wrong` of `asked` answers; of a leech, only scheduled ones after the first."""

    item: str
    stem: str
    wrong: int
    asked: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """`recall` is the mean chance, from 0 to 1, that the answered questions are known tomorrow. For
    today it would say little, since what was just answered is known. `words` is a quotation of a
    claim."""

    name: str
    words: str
    recall: float
    answered: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.recall)


@dataclass(frozen=True, slots=True)
class Taken:
    """An exam that was handed in: `right` of `total` questions."""

    quiz: str
    form: str
    day: int
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """`forecast` counts what falls due on each day from `day` on; overdue items fall due on `day`.
    `overruled` counts the verdicts that the learner changed to right, and to wrong."""

    day: int
    total: int
    seen: int
    suspended: int
    answers: int
    aim: float
    overruled: tuple[int, int]
    forecast: tuple[int, ...]
    retention: tuple[Share, ...]
    months: tuple[Share, ...]
    hardest: tuple[Hard, ...]
    leeches: tuple[Hard, ...]
    claims: tuple[Remembered, ...]
    paragraphs: tuple[Remembered, ...]
    exams: tuple[Taken, ...]


def statistics(deck: CompiledDeck, history: History, day: int, aim: float) -> Statistics:
    uid, items = deck.about.uid, deck.items_for(Outlet.STUDY)
    living, away = frozenset(item.id for item in items), history.suspended(uid)
    answers = [Answered(*row) for row in history.answered(uid)]
    again = [answer for answer in answers if answer.rank and answer.rank > 1]
    memories = [each for each in history.memories(uid) if each[0] in living]
    recalls = {
        item: schedule.recall(stability, last, day + 1) for item, stability, last, _ in memories
    }
    lapses = {item: number for item, _, _, number in memories if item in away}
    due = [on for item, on in history.due_days(uid).items() if item in recalls.keys() - away]
    overruled = [answer.is_right for answer in answers if answer.is_overruled]
    return Statistics(
        day=day,
        total=len(items),
        seen=len(recalls),
        suspended=len(away & living),
        answers=len(answers),
        aim=aim,
        overruled=(overruled.count(True), overruled.count(False)),
        forecast=_forecast(due, day),
        retention=tuple(_share(again, label, day - days) for label, days in _PERIODS.items()),
        months=tuple(_months(again)),
        hardest=_hardest(deck, answers),
        leeches=_leeches(deck, again, lapses),
        claims=_least_known(items, recalls, _claim),
        paragraphs=_least_known(items, recalls, partial(_paragraphs, deck.about)),
        exams=tuple(_exams(history, deck)),
    )


class Answered(NamedTuple):
    """One answer that was not taken back. `rank` counts an item's scheduled answers from 1."""

    item: str
    day: int
    mark: str
    is_overruled: bool
    rank: int | None

    @property
    def is_right(self) -> bool:
        return self.mark != "wrong"


def _exams(history: History, deck: CompiledDeck) -> Iterator[Taken]:
    """The deck may have lost the form, or changed it, since."""
    uid, sizes = deck.about.uid, {(form.quiz, form.letter): len(form.placed) for form in deck.forms}
    for exam in history.exams(uid):
        reviews = history.reviews(uid, exam.session)
        right = sum(review.mark != "wrong" for review in reviews)
        if exam.ended and reviews:
            total = max(len(reviews), sizes.get((exam.quiz, exam.form), 0))
            yield Taken(
                quiz=exam.quiz, form=exam.form, day=reviews[-1].day, right=right, total=total
            )


def _forecast(due: Iterable[int], day: int) -> tuple[int, ...]:
    counts = [0] * FORECAST_DAYS
    for on in due:
        if on < day + FORECAST_DAYS:
            counts[max(0, on - day)] += 1
    return tuple(counts)


def _months(again: Iterable[Answered]) -> Iterator[Share]:
    by_month: defaultdict[str, list[Answered]] = defaultdict(list)
    for answer in again:
        by_month[date.fromordinal(answer.day).isoformat()[:7]].append(answer)
    for month in sorted(by_month)[-_MONTHS:]:
        yield _share(by_month[month], month)


def _share(answers: Iterable[Answered], label: str, after: int = 0) -> Share:
    """Counts the answers of the days after the day `after`."""
    given = [answer.is_right for answer in answers if answer.day > after]
    return Share(label, given.count(True), len(given))


def _hardest(deck: CompiledDeck, answers: Iterable[Answered]) -> tuple[Hard, ...]:
    """Sorts items by the share of right answers. Each gets four right answers and a wrong one on
    top, so that an item with a single slip does not come before one with ten."""
    tally: defaultdict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        tally[answer.item].append(answer.is_right)
    hard = [
        _hard(deck, name, given.count(False), len(given))
        for name, given in tally.items()
        if name in deck.by_id and not all(given)
    ]
    hard.sort(key=lambda each: (each.asked - each.wrong + 4) / (each.asked + 5))
    return tuple(hard[:_MOST])


def _leeches(
    deck: CompiledDeck, again: Iterable[Answered], lapses: Mapping[str, int]
) -> tuple[Hard, ...]:
    """The questions that were put aside because they were forgotten so often."""
    asked = Counter(answer.item for answer in again)
    leeches = [
        _hard(deck, name, number, asked[name])
        for name, number in lapses.items()
        if number >= schedule.LEECH
    ]
    return tuple(sorted(leeches, key=lambda each: (-each.wrong, each.item)))


def _hard(deck: CompiledDeck, name: str, wrong: int, asked: int) -> Hard:
    return Hard(item=name, stem=as_text(deck.by_id[name].stem), wrong=wrong, asked=asked)


def _claim(item: Item) -> dict[str, str]:
    return {item.claim: item.evidence[0].quote if item.evidence else as_text(item.stem)}


def _paragraphs(about: About, item: Item) -> dict[str, str]:
    """Their numbers, behind the name of the text where there are several."""
    places = ((about.source_of(each), each.paragraph) for each in item.evidence)
    shown = ((source, shown_number(source, paragraph)) for source, paragraph in places)
    return {f"{each.name}, {number}" if each.id else str(number): "" for each, number in shown}


def _least_known(
    items: Iterable[Item], recalls: Mapping[str, float], groups_of: Callable[[Item], dict[str, str]]
) -> tuple[Remembered, ...]:
    """Leaves out groups without an answer, about which the history says nothing."""
    words: dict[str, str] = {}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        for group, said in groups_of(item).items():
            words.setdefault(group, said)
            members[group].append(item.id)
    known = []
    for group, names in members.items():
        if given := [recalls[name] for name in names if name in recalls]:
            recall, answered = sum(given) / len(given), len(given)
            known.append(
                Remembered(group, words[group], recall, answered=answered, total=len(names))
            )
    return tuple(sorted(known, key=lambda each: (each.recall, each.name)))[:_MOST]
