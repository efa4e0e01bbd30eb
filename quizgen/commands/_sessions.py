"""Plans the sessions of `quizgen study`, one for each deck, and holds them one after another.

What a learner asks for holds for all decks together. So each deck takes an equal share of the new
questions and of the limit, and leaves what it has no use for to those behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from msgspec import Struct
from msgspec.structs import replace

from quizgen.phrases import count
from quizgen.quiz.model import CompiledDeck, Outlet
from quizgen.study.history import History
from quizgen.study.plan import Amounts, KnownItems, Stage, Turn, due_of, plan, practice
from quizgen.study.schedule import study_day
from quizgen.study.session import Ending, Session
from quizgen.study.session_context import SessionContext, milliseconds

_MINUTE = 60_000  # milliseconds


class SessionRequest(Struct, frozen=True):
    """`mode` is that of the session; `minutes` are for all decks together."""

    amounts: Amounts
    tags: tuple[str, ...]
    mode: str
    minutes: int | None


class _Planned(Struct, frozen=True):
    context: SessionContext
    turns: tuple[Turn, ...]
    left: int


def run_sessions(contexts: Sequence[SessionContext], wishes: SessionRequest) -> tuple[Ending, int]:
    """Returns how the last session ended, and how many answers all of them took."""
    _check_tags([each.deck for each in contexts], wishes.tags)
    planned = list(_planned(contexts, wishes))
    started = milliseconds(contexts[0].clock())
    answered, minutes, ending = 0, wishes.minutes, Ending.DONE
    for each in [one for one in planned if one.turns] or planned[:1]:
        if wishes.minutes is not None:
            spent = (milliseconds(each.context.clock()) - started) // _MINUTE
            minutes = wishes.minutes - spent
            if minutes <= 0:
                break
        changed = each.context.history.changed(each.context.deck.about.uid)
        session = Session(
            each.context,
            each.turns,
            mode=wishes.mode,
            changed=changed,
            left=each.left,
            minutes=minutes,
        )
        ending = session.run()
        answered += session.answered
        if ending is not Ending.DONE:
            break
    return ending, answered


def count_due(deck: CompiledDeck, history: History, today: int, tags: tuple[str, ...]) -> int:
    # new questions are not counted: a timer would then never stop reminding
    known = KnownItems(today, history.due_days(deck.about.uid))
    return len(due_of(_names(deck, history, tags), known))


def _planned(contexts: Sequence[SessionContext], wishes: SessionRequest) -> Iterator[_Planned]:
    known = [_known(each, wishes.tags) for each in contexts]
    rest = wishes.amounts
    rest = replace(rest, new=max(0, rest.new - sum(len(each.introduced) for _, each in known)))
    for place, (context, (names, there)) in enumerate(zip(contexts, known, strict=True)):
        share = rest.share(len(contexts) - place)
        left = 0
        if wishes.mode:
            turns = practice(names, share.limit, context.seed)
        else:
            share = replace(share, new=share.new + len(there.introduced))
            turns = plan(names, there, share, context.seed, context.siblings, context.spoilers)
            left = max(0, len(due_of(names, there)) - share.due)
        rest = rest.without(len(turns), sum(turn.stage is Stage.NEW for turn in turns))
        yield _Planned(context, turns, left)


def _known(context: SessionContext, tags: tuple[str, ...]) -> tuple[tuple[str, ...], KnownItems]:
    """The items that may be asked, with what is known of them. A deck may lack items that its
    history has, and the other way round."""
    uid, day, history = context.deck.about.uid, study_day(context.clock()), context.history
    names = _names(context.deck, history, tags)
    introduced = history.introduced(uid, day).intersection(names)
    return names, KnownItems(day, history.due_days(uid), introduced, history.unlearned(uid, day))


def _names(deck: CompiledDeck, history: History, tags: tuple[str, ...]) -> tuple[str, ...]:
    away, wanted = history.suspended(deck.about.uid), frozenset(tags)
    return tuple(
        item.id
        for item in deck.items_for(Outlet.STUDY)
        if item.id not in away and wanted.issubset(item.tags)
    )


def _check_tags(decks: Sequence[CompiledDeck], tags: tuple[str, ...]) -> None:
    if not tags:
        return
    known = {tag for deck in decks for item in deck.items_for(Outlet.STUDY) for tag in item.tags}
    for tag in tags:
        if tag not in known:
            from quizgen.reading.report import did_you_mean

            hint = did_you_mean(tag, known, count(len(known), "other is known", "others are known"))
            raise click.UsageError(f"no question has the tag `{tag}`; {hint}")
