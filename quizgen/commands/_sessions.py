"""Plans the session of `quizgen study` over all its decks, and holds it."""

from __future__ import annotations

from collections.abc import Collection

import click

from quizgen.phrases import count
from quizgen.quiz.model import CompiledDeck, Outlet, all_with_parents
from quizgen.study.history import History
from quizgen.study.plan import Amounts, Bank, Stage, plan, practice
from quizgen.study.session import CRAM, Session
from quizgen.study.session_context import SessionContext


def usual_session(
    context: SessionContext, tags: tuple[str, ...], amounts: Amounts, minutes: int | None
) -> Session:
    day, banks = _banks(context, tags)
    return Session(context, plan(banks, day, amounts, context.seed), minutes=minutes)


def practice_session(
    context: SessionContext, tags: tuple[str, ...], limit: int | None, minutes: int | None
) -> Session:
    _, banks = _banks(context, tags)
    return Session(context, practice(banks, limit, context.seed), CRAM, minutes)


def count_due(context: SessionContext, tags: tuple[str, ...]) -> int:
    """Counts what a session would ask today if it had no limit. New questions are not counted: a
    timer would then never stop reminding."""
    banks = [_bank(deck, context.history, context.day, tags) for deck in context.decks.values()]
    turns = plan(banks, context.day, Amounts(new=0, most_due=_ALL), "").turns
    return sum(turn.stage is Stage.DUE for turn in turns)


_ALL = 10**9


def _banks(context: SessionContext, tags: tuple[str, ...]) -> tuple[int, list[Bank]]:
    decks, day = context.decks.values(), context.day
    _check_tags(decks, tags)
    return day, [_bank(deck, context.history, day, tags) for deck in decks]


def _bank(deck: CompiledDeck, history: History, day: int, tags: tuple[str, ...]) -> Bank:
    """A deck may lack items that its history has, and the other way round."""
    uid, there, wanted = deck.about.uid, deck.by_id, frozenset(tags)
    away, days, marks = history.suspended(uid), history.due_days(uid), history.last_marks(uid, day)
    introduced = history.introduced(uid, day).intersection(there)
    return Bank(
        deck,
        names=[
            item.id
            for item in deck.items_for(Outlet.STUDY)
            if item.id not in away and (not wanted or wanted <= all_with_parents(item.tags))
        ],
        due_days=days,
        introduced=introduced,
        reviewed=[
            item
            for item in marks
            if item in there and item not in introduced and days.get(item, day) > day
        ],
        unlearned=[item for item, mark in marks.items() if mark == "wrong"],
    )


def _check_tags(decks: Collection[CompiledDeck], tags: tuple[str, ...]) -> None:
    if not tags:
        return
    items = (item for deck in decks for item in deck.items_for(Outlet.STUDY))
    known = all_with_parents(tag for item in items for tag in item.tags)
    for tag in tags:
        if tag not in known:
            from quizgen.reading.nodes import did_you_mean

            hint = did_you_mean(tag, known, count(len(known), "other is known", "others are known"))
            raise click.UsageError(f"no question has the tag `{tag}`; {hint}")
