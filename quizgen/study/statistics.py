"""What a learner's history says: what falls due, what was still known, what is hard.

Pure: the history's rows and the deck in, numbers out. *True retention* is the share still known of
what was asked again when it was due, first answers left out; it is what the schedule aims at. A
claim or paragraph is known as well as its answered questions are likely to be known tomorrow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from quizgen.quiz.model import CompiledDeck, Item, Outlet
from quizgen.study import schedule
from quizgen.study.history import History
from quizgen.study.question import as_text

FORECAST_DAYS = 30
_MOST = 10  # rows of a list of the worst
_RECENT = (7, 30)  # days
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `asked`; `label` is a month or a period."""

    label: str
    right: int
    asked: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class Hard:
    item: str
    stem: str
    wrong: int
    asked: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """`recall` is the mean chance, 0 to 1, that its answered questions are known tomorrow; today
    all that was answered today is. `words` are a quotation of the claim's, if it is one."""

    name: str
    words: str
    recall: float
    answered: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.recall)


@dataclass(frozen=True, slots=True)
class Statistics:
    """`forecast` counts by day from `day` on; what is overdue falls due today. `overruled` are
    verdicts that the learner changed, to right and to wrong."""

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
    claims: tuple[Remembered, ...]
    paragraphs: tuple[Remembered, ...]


def statistics(deck: CompiledDeck, history: History, day: int, aim: float) -> Statistics:
    uid, items = deck.about.uid, deck.items_for(Outlet.STUDY)
    living, away = frozenset(item.id for item in items), history.suspended(uid)
    answers = [Answered(*row) for row in history.answered(uid)]
    recalls = {
        item: schedule.recall(stability, last, day + 1)
        for item, stability, last in history.memories(uid)
        if item in living
    }
    due = [on for item, on in history.due_days(uid).items() if item in recalls.keys() - away]
    return Statistics(
        day=day,
        total=len(items),
        seen=len(recalls),
        suspended=len(away & living),
        answers=len(answers),
        aim=aim,
        overruled=_overruled(answers),
        forecast=_forecast(due, day),
        retention=tuple(_periods(answers, day)),
        months=tuple(_months(answers)),
        hardest=_hardest(deck, answers),
        claims=_least_known(items, recalls, _claim),
        paragraphs=_least_known(items, recalls, _paragraphs),
    )


class Answered(NamedTuple):
    """One answer that stands. `rank` counts an item's scheduled answers, from 1."""

    item: str
    day: int
    mark: str
    is_overruled: bool
    rank: int | None

    @property
    def is_right(self) -> bool:
        return self.mark != "wrong"


def _overruled(answers: Iterable[Answered]) -> tuple[int, int]:
    changed = [answer.is_right for answer in answers if answer.is_overruled]
    return changed.count(True), changed.count(False)


def _forecast(due: Iterable[int], day: int) -> tuple[int, ...]:
    counts = [0] * FORECAST_DAYS
    for on in due:
        if on < day + FORECAST_DAYS:
            counts[max(0, on - day)] += 1
    return tuple(counts)


def _periods(answers: Sequence[Answered], day: int) -> Iterator[Share]:
    again = [answer for answer in answers if answer.rank is not None and answer.rank > 1]
    for days in _RECENT:
        yield _share(str(days), [each for each in again if each.day > day - days])
    yield _share("", again)


def _months(answers: Iterable[Answered]) -> Iterator[Share]:
    by_month: dict[str, list[Answered]] = defaultdict(list)
    for answer in answers:
        if answer.rank is not None and answer.rank > 1:
            by_month[date.fromordinal(answer.day).isoformat()[:7]].append(answer)
    for month in sorted(by_month)[-_MONTHS:]:
        yield _share(month, by_month[month])


def _share(label: str, answers: Sequence[Answered]) -> Share:
    return Share(label, sum(answer.is_right for answer in answers), len(answers))


def _hardest(deck: CompiledDeck, answers: Iterable[Answered]) -> tuple[Hard, ...]:
    """By the share that was right, with four right answers and a wrong one added to each, so that
    a single slip does not come before ten."""
    tally: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        tally[answer.item].append(answer.is_right)
    found: list[Hard] = []
    for name in sorted(tally, key=lambda name: _hardness(tally[name])):
        item = deck.by_id.get(name)
        wrong = tally[name].count(False)
        if item and wrong:
            found.append(Hard(name, as_text(item.stem), wrong, len(tally[name])))
        if len(found) == _MOST:
            break
    return tuple(found)


def _hardness(given: Sequence[bool]) -> float:
    return (given.count(True) + 4) / (len(given) + 5)


def _claim(item: Item) -> dict[str, str]:
    return {item.claim: item.evidence[0].quote if item.evidence else ""}


def _paragraphs(item: Item) -> dict[str, str]:
    return {str(evidence.paragraph): "" for evidence in item.evidence}


def _least_known(
    items: Iterable[Item], recalls: Mapping[str, float], groups_of: Callable[[Item], dict[str, str]]
) -> tuple[Remembered, ...]:
    """What was never asked about is not known badly: it is not known."""
    totals: Counter[str] = Counter()
    words: dict[str, str] = {}
    by_group: dict[str, list[float]] = defaultdict(list)
    for item in items:
        for group, said in groups_of(item).items():
            words.setdefault(group, said)
            totals[group] += 1
            if item.id in recalls:
                by_group[group].append(recalls[item.id])
    known = [
        Remembered(group, words[group], sum(given) / len(given), len(given), totals[group])
        for group, given in by_group.items()
    ]
    return tuple(sorted(known, key=lambda each: (each.recall, each.name)))[:_MOST]
