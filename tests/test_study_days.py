"""Sixty days of a simulated learner, who is right a fixed share of the time and comes every day.

A small deck is always tried. QUIZGEN_DAYS=1 tries that of the speech too; pytest -s prints a table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from making import are_siblings, as_build, replace
from test_order import tells

from quizgen.commands._self_test import keep_up
from quizgen.commands.study import usual_session
from quizgen.grade.answer import Judged
from quizgen.project.compiled import compile_deck
from quizgen.quiz.model import About, CompiledDeck, Item, Source
from quizgen.quiz.responses import Open
from quizgen.quiz.spoiling import Siblings, Spoilers
from quizgen.study.frontend import Action, Closing, Command, Given, Opening, Position
from quizgen.study.history_file import open_history
from quizgen.study.plan import Amounts, Stage
from quizgen.study.schedule import study_day
from quizgen.study.screen import Marked, MarkedQuestion, ShownItem
from quizgen.study.session import Ending
from quizgen.study.session_context import SessionContext

DAYS = 60
START = datetime(2026, 3, 2, 18).astimezone()
SPEECH = Path(__file__).parent.parent / "decks" / "astana-think-tank-forum.yaml"


@dataclass
class Learner:
    """A frontend that answers by chance, and notes the first tries and all tries of the day."""

    percent: int
    chance: Random
    asked: list[tuple[Stage, str]] = field(default_factory=list)
    tries: int = 0

    def begin(self, opening: Opening) -> None:
        self.asked, self.tries = [], 0

    def put(self, shown: ShownItem, position: Position) -> None:
        self.tries += 1
        if position.stage != Stage.AGAIN:
            self.asked.append((Stage(position.stage), shown.item.id))

    def take(self, shown: ShownItem) -> Given | Action:
        return Given(Judged(self.chance.random() * 100 < self.percent))

    def after(self, marked: Marked) -> Action:
        return Command.NEXT

    def tell(self, word: str, **values: object) -> None: ...

    def explain(self, marked: Marked) -> None: ...

    def end(self, closing: Closing, has_finished: bool) -> None: ...

    def judge(self, shown: ShownItem, written: str) -> Judged | Action:
        raise NotImplementedError

    def show_paper(self, paper: Sequence[MarkedQuestion]) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Day:
    """`siblings` are first tries after a sibling while something else was due, `told` those whose
    answer was shown earlier that day. `left` is still due at the end, and `away` are leeches."""

    asked: int
    tries: int
    siblings: int
    told: int
    left: int
    away: int


def days(deck: CompiledDeck, percent: int, folder: Path) -> Iterator[Day]:
    """Every question becomes one that the learner judges, so that no answer need be typed."""
    known = replace(deck, items=tuple(replace(i, response=Open(("x",))) for i in deck.items))
    learner, uid = Learner(percent, Random(percent)), deck.about.uid  # noqa: S311 - no secrets
    siblings, spoilers = Siblings(deck.items), Spoilers(deck.enemies, deck.items)
    history = open_history(folder / "history.sqlite")
    history.connection.execute("PRAGMA synchronous = OFF")
    keep_up(known, history)
    for number in range(DAYS):
        now = START + timedelta(days=number)
        ticks = (now + timedelta(milliseconds=n) for n in count())
        context = SessionContext({uid: known}, history, learner, ticks.__next__, str(number))
        held = usual_session(context, (), Amounts(new=10), None)
        assert held.run() is Ending.DONE
        names = [name for _, name in learner.asked]
        due = [name for stage, name in learner.asked if stage is Stage.DUE]
        before = {name: names[:at] for at, name in enumerate(names)}
        met = {
            name
            for name in names
            if any(are_siblings(siblings, name, each) for each in before[name])
        }
        if all(are_siblings(siblings, due[0], name) for name in due):
            met -= set(due or names)  # nothing else was due
        away = history.suspended(uid)
        left = [each for each, day in history.due_days(uid).items() if day <= study_day(now)]
        yield Day(
            asked=len(names),
            tries=learner.tries,
            siblings=len(met),
            told=sum(not set(before[name]).isdisjoint(spoilers.of(name)) for name in names),
            left=len(set(left) - away),
            away=len(away),
        )
    history.close()


def small() -> CompiledDeck:
    """Forty questions, four on each claim; some tell on each other, within a claim and beyond."""
    names = [f"c{number // 4}.t{number % 4}" for number in range(40)]
    items = tuple(
        Item(name, "open", ("?",), Open(("x",)), name.partition(".")[0], ()) for name in names
    )
    told = " ".join(f"{one}>{other}" for one, other in zip(names[::3], names[5::3], strict=False))
    both = " ".join(f"{one}={other}" for one, other in zip(names[::5], names[7::5], strict=False))
    about = About("small", "uid-small", "Small", "en", Source("", "", "en", ()))
    return replace(as_build(about, items=items).deck, enemies=tells(f"{told} {both}"))


def speech() -> CompiledDeck:
    build = compile_deck(SPEECH).with_enemies
    assert build is not None
    return build.deck


DECKS = [small, *([speech] if os.environ.get("QUIZGEN_DAYS") else [])]


@pytest.mark.parametrize("made", DECKS)
@pytest.mark.parametrize("percent", [90, 75, 30])
def test_the_days_of_a_learner(
    made: Callable[[], CompiledDeck], percent: int, tmp_path: Path
) -> None:
    deck = made()
    found = list(days(deck, percent, tmp_path))
    print(f"\n{made.__name__}, {percent} % right, questions (and tries) a day:")
    print(" ".join(f"{day.asked}({day.tries})" for day in found))
    print(f"left due: {' '.join(str(day.left) for day in found)}; leeches: {found[-1].away}")
    assert sum(day.siblings for day in found) == 0
    assert sum(day.told for day in found) == 0
    asked = sum(day.asked for day in found)
    assert asked > len(deck.items)
    *_, middle, last = (max(day.left for day in found[at : at + 20]) for at in (0, 20, 40))
    assert last <= max(middle, len(deck.items) // 2), "the backlog grows"
    assert min(day.asked for day in found[:20]) > 0
