"""Runs a session: asks, commits the answer, explains, and goes on until nothing waits.

Modules that only later steps need are imported while the learner reads the first question, so that
the question appears sooner. For the same reason, the records of a session are structs: fifteen
dataclasses take longer to load than the words of a language.
"""

from __future__ import annotations

import gc
from enum import Enum, auto
from typing import TYPE_CHECKING

from quizgen.quiz.responses import display_order
from quizgen.study import schedule
from quizgen.study.frontend import Action, Closing, Command, Given, Opening, Position, Remark
from quizgen.study.plan import Plan, Progress, Stage, Turn
from quizgen.study.screen import Marked, ShownItem, title_of
from quizgen.study.session_context import SessionContext

if TYPE_CHECKING:
    from quizgen.interchange.history import Review
    from quizgen.study.tables import Event

CRAM = "cram"


class Ending(Enum):
    DONE = auto()
    QUIT = auto()
    END_OF_INPUT = auto()
    INTERRUPTED = auto()


class Session:
    """`mode` is empty, or `cram` if the session changes no schedule. Nothing more is asked after
    `minutes`."""

    def __init__(
        self, context: SessionContext, plan: Plan, mode: str = "", minutes: int | None = None
    ) -> None:
        self._context = context
        self._frontend = context.frontend
        self._mode = mode
        self._plan = plan
        self._minutes = minutes
        self._started = context.now
        self._progress = Progress(plan.turns)
        self._decks = {turn.deck: context.decks[turn.deck] for turn in plan.turns} or context.decks
        self._changed = {
            (uid, item) for uid in self._decks for item in context.history.changed(uid)
        }
        # each step has the progress to return to, and what reverses it, whose time is still 0
        self._past: list[tuple[Progress, Event]] = []
        self._has_flagged = False

    @property
    def answered(self) -> int:
        return self._progress.answered

    def run(self) -> Ending:
        """Runs to the end, and closes the frontend even if the learner interrupts it. Every answer
        is on disk by then."""
        self._frontend.begin(self._opening())
        if not self._context.history.is_kept:
            self._frontend.tell("read-only")
        if self._plan.left:
            self._frontend.tell("left", number=self._plan.left)
        if self._plan.put_off:
            self._frontend.tell("put-off", number=self._plan.put_off)
        try:
            ending = self._ask_all()
        except EOFError:
            ending = Ending.END_OF_INPUT
        except KeyboardInterrupt:
            ending = Ending.INTERRUPTED
        self._frontend.end(self._closing(), ending is Ending.DONE)
        return ending

    def _opening(self) -> Opening:
        stages = [turn.stage for turn in self._progress.waiting]
        counts = stages.count(Stage.DUE), stages.count(Stage.NEW), stages.count(Stage.AGAIN)
        decks = list(self._decks.values())
        return Opening(
            decks=decks, total=len(stages), mode=self._mode, counts=counts, minutes=self._minutes
        )

    def _ask_all(self) -> Ending:
        while self._progress.waiting:
            if self._is_over():
                self._frontend.tell("time-up")
                break
            before = self._progress
            turn, self._progress = before.step()
            if self._is_settled(turn):  # in another terminal
                self._progress = before.without(turn.name)
            elif not self._take(turn, before):
                return Ending.QUIT
        return Ending.DONE

    def _is_over(self) -> bool:
        spent = self._context.now - self._started
        return self._minutes is not None and spent >= self._minutes * 60_000

    def _schedules(self, turn: Turn) -> bool:
        return turn.stage is not Stage.AGAIN and not self._mode

    def _is_settled(self, turn: Turn) -> bool:
        if self._schedules(turn):
            return self._was_scheduled(turn)
        context = self._context
        marks = {} if self._mode else context.history.last_marks(turn.deck, context.day)
        return marks.get(turn.item, "wrong") != "wrong"

    def _was_scheduled(self, turn: Turn) -> bool:
        """Asked again before each answer is kept, since two terminals may show one question."""
        return self._context.history.was_scheduled(*turn.name, self._context.day)

    def _take(self, turn: Turn, before: Progress) -> bool:
        """Asks one question. False if the learner wants to stop."""
        deck = self._decks[turn.deck]
        item = deck.by_id[turn.item]
        shown = ShownItem(item, display_order(item.response, self._context.seed, item.id), deck)
        self._frontend.put(shown, self._position(turn))
        began = self._context.now
        gc.enable()  # `quizgen study` switched it off, to read the deck faster
        schedule.warm_up()
        goes_on = self._until_done(shown, turn, before, began)
        if self._schedules(turn):
            self._put_leech_aside(turn)
        return goes_on

    def _position(self, turn: Turn) -> Position:
        progress = self._progress
        return Position(
            number=progress.number,
            total=progress.total,
            stage=turn.stage,
            again=progress.again + (turn.stage is Stage.AGAIN),
            deck=title_of(self._decks[turn.deck]) if len(self._decks) > 1 else "",
            has_changed=turn.name in self._changed,
            has_past=bool(self._past),
        )

    def _put_leech_aside(self, turn: Turn) -> None:
        """At eight lapses, as in Anki, and if the learner resumes it, after every four more."""
        lapses = self._context.history.lapses(*turn.name)
        if (
            turn.name in self._progress.misses
            and lapses >= schedule.LEECH
            and lapses % (schedule.LEECH // 2) == 0
        ):
            self._suspend(turn, self._progress)
            self._frontend.tell("leech", number=lapses, item=turn.item)

    def _until_done(self, shown: ShownItem, turn: Turn, before: Progress, began: int) -> bool:
        while True:
            action = self._frontend.take(shown)
            match action:
                case Given() | Command.REVEAL:
                    given = action if isinstance(action, Given) else None
                    return self._answer(shown, given, turn, before, began)
                case Command.SKIP:
                    self._frontend.tell("skipped")
                    return True
                case Command.QUIT:
                    self._progress = before
                    return False
                case _ if self._is_done_with(action, turn, before):
                    return True

    def _answer(
        self, shown: ShownItem, given: Given | None, turn: Turn, before: Progress, began: int
    ) -> bool:
        from quizgen.interchange.history import Void

        marked = self._context.mark(shown, given)
        is_right, is_hinted = marked.verdict.is_right, given is not None and given.is_hinted
        is_scheduled = self._schedules(turn) and not self._was_scheduled(turn)
        rating = schedule.rating(is_right, is_hinted) if is_scheduled else None
        review = self._context.keep(marked, rating, self._started, self._mode, began)
        self._past.append((before, Void(at=0, deck=review.deck, item=review.item, of=review.at)))
        unanswered = self._progress
        self._progress = unanswered.marked(turn, is_right)
        self._changed.discard(turn.name)  # its new key has been seen now
        self._frontend.explain(marked)
        return self._read(marked, review, turn, unanswered)

    def _read(self, marked: Marked, review: Review, turn: Turn, unanswered: Progress) -> bool:
        """Waits until the feedback is read. `unanswered` is the progress before the answer, from
        which an overruled verdict counts again. False if the learner wants to stop."""
        while True:
            action = self._after(marked)
            match action:
                case Command.NEXT:
                    return True
                case Command.QUIT:
                    return False
                case Command.RIGHT | Command.WRONG:
                    is_right = action is Command.RIGHT
                    rating = None if review.rating is None else schedule.rating(is_right)
                    self._context.overrule(review, is_right, rating)
                    self._frontend.tell("overruled-right" if is_right else "overruled-wrong")
                    self._progress = unanswered.marked(turn, is_right)
                    return True
                case _ if self._is_done_with(action, turn, self._progress):
                    return True

    def _after(self, marked: Marked) -> Action:
        """Allows a file of answers to end without an empty line."""
        try:
            return self._frontend.after(marked)
        except EOFError:
            if self._progress.waiting:
                raise
            return Command.NEXT

    def _is_done_with(self, action: Action, turn: Turn, before: Progress) -> bool:
        """Does what can be done at any prompt. True if the question is not asked any more. `before`
        is the progress to which an undo returns."""
        match action:
            case Command.UNDO | Command.BACK:
                return self._undo()
            case Command.SUSPEND:
                self._suspend(turn, before)
                self._frontend.tell("suspended")
                return True
            case Remark(text):
                self._context.flag(*turn.name, text)
                self._has_flagged = True
        return False

    def _suspend(self, turn: Turn, before: Progress) -> None:
        from quizgen.interchange.history import Suspension

        self._context.log(Suspension(0, *turn.name, True))
        self._past.append((before, Suspension(0, *turn.name, False)))
        self._progress = self._progress.without(turn.name)

    def _undo(self) -> bool:
        if not self._past:
            self._frontend.tell("nothing-to-undo")
            return False
        self._progress, reversal = self._past.pop()
        self._context.log(reversal)
        self._frontend.tell("undone")
        return True

    def _closing(self) -> Closing:
        history, progress = self._context.history, self._progress
        tomorrow = self._context.day + 1
        is_left = any(turn.stage is Stage.DUE for turn in progress.waiting)
        has_more = bool(self._plan.left) or is_left or progress.number > progress.tries
        days = []
        for uid, deck in self._context.decks.items():
            known = frozenset(deck.by_id) - history.suspended(uid)
            days += [day for item, day in history.due_days(uid).items() if item in known]
        return Closing(
            answered=progress.answered,
            tries=progress.tries,
            right=progress.right,
            next_due=max(tomorrow - has_more, min(days)) if days else None,
            has_noted=self._has_flagged or bool(self._past),
            is_kept=history.is_kept,
            new_limit=0 if progress.waiting else self._plan.new_limit,
        )
