"""Runs a session: asks, commits the answer, explains, and goes on until nothing waits.

Modules that only later steps need are imported while the learner reads the first question, so that
the question appears sooner. For the same reason, the records of a session are structs: fifteen
dataclasses take longer to load than the words of a language.
"""

from __future__ import annotations

import gc
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from quizgen.quiz.arrange import display_order
from quizgen.quiz.languages import load_language
from quizgen.study import schedule
from quizgen.study.frontend import Action, Closing, Command, Given, Opening, Position, Remark
from quizgen.study.plan import Progress, Stage, Turn
from quizgen.study.question import Marked, ShownItem
from quizgen.study.session_context import SessionContext, milliseconds

if TYPE_CHECKING:
    from quizgen.interchange.history import Review
    from quizgen.study.log import Event

CRAM = "cram"
_LEECH = 8  # lapses


class Ending(Enum):
    DONE = auto()
    QUIT = auto()
    END_OF_INPUT = auto()
    INTERRUPTED = auto()


class Session:
    """`mode` is empty, or `cram` if the session changes no schedule. `changed` are the items whose
    key has changed since the learner last answered them, `left` the number of due items that the
    session leaves for another. After `minutes` nothing more is asked."""

    def __init__(
        self,
        context: SessionContext,
        turns: tuple[Turn, ...],
        mode: str = "",
        changed: frozenset[str] = frozenset(),
        left: int = 0,
        minutes: int | None = None,
    ) -> None:
        self._context = context
        self._frontend = context.frontend
        self._mode = mode
        self._changed = changed
        self._left = left
        self._minutes = minutes
        self._language = load_language(context.deck.about.language)
        self._started = milliseconds(context.clock())
        self._progress = Progress(turns)
        self._past: list[_UndoStep] = []
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
        if self._left:
            self._frontend.tell("left", number=self._left)
        try:
            ending = self._ask_all()
        except EOFError:
            ending = Ending.END_OF_INPUT
        except KeyboardInterrupt:
            ending = Ending.INTERRUPTED
        self._frontend.end(self._closing(), ending is Ending.DONE)
        return ending

    def _opening(self) -> Opening:
        deck, waiting = self._context.deck, self._progress.waiting
        stages = [turn.stage for turn in waiting]
        counts = stages.count(Stage.DUE), stages.count(Stage.NEW), stages.count(Stage.AGAIN)
        title = deck.about.title or deck.about.name
        return Opening(
            mode=self._mode,
            title=title,
            total=len(waiting),
            is_disputed=deck.has_disputed,
            counts=counts,
            minutes=self._minutes,
        )

    def _ask_all(self) -> Ending:
        siblings, spoilers = self._context.siblings, self._context.spoilers
        while self._progress.waiting:
            if self._is_over():
                self._frontend.tell("time-up")
                break
            before = self._progress
            turn, self._progress = before.step(siblings, spoilers)
            if self._schedules(turn) and self._was_scheduled(turn):  # in another terminal
                self._progress = before.without(turn.item)
            elif not self._take(turn, before):
                return Ending.QUIT
        return Ending.DONE

    def _is_over(self) -> bool:
        spent = milliseconds(self._context.clock()) - self._started
        return self._minutes is not None and spent >= self._minutes * 60_000

    def _schedules(self, turn: Turn) -> bool:
        return turn.stage is not Stage.AGAIN and not self._mode

    def _was_scheduled(self, turn: Turn) -> bool:
        """Asked again before each answer is kept, since two terminals may show one question."""
        day = schedule.study_day(self._context.clock())
        uid = self._context.deck.about.uid
        return self._context.history.was_scheduled(uid, turn.item, day)

    def _take(self, turn: Turn, before: Progress) -> bool:
        """Asks one question. False if the learner wants to stop."""
        item = self._context.deck.by_id[turn.item]
        shown = ShownItem(item, display_order(item, self._context.seed), self._language)
        total = self._progress.number + len(self._progress.waiting)
        position = Position(
            number=self._progress.number,
            total=total,
            stage=turn.stage,
            has_changed=item.id in self._changed,
            has_past=bool(self._past),
        )
        self._frontend.put(shown, position)
        began = milliseconds(self._context.clock())
        gc.enable()  # `quizgen study` switched it off, to read the deck faster
        schedule.warm_up()
        goes_on = self._until_done(shown, turn, before, began)
        if self._schedules(turn):
            self._put_leech_aside(turn.item)
        return goes_on

    def _put_leech_aside(self, item: str) -> None:
        """At eight lapses, as in Anki, and if the learner resumes it, after every four more."""
        uid = self._context.deck.about.uid
        lapses = self._context.history.lapses(uid, item)
        if item in self._progress.misses and lapses >= _LEECH and lapses % (_LEECH // 2) == 0:
            self._suspend(item, self._progress)
            self._frontend.tell("leech", number=lapses, item=item)

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
                case _ if self._is_done_with(action, shown.item.id, before):
                    return True

    def _answer(
        self, shown: ShownItem, given: Given | None, turn: Turn, before: Progress, began: int
    ) -> bool:
        from quizgen.interchange.history import Void
        from quizgen.study.answering import Sitting, commit, mark, rating

        marked = mark(shown, given, self._context)
        is_right, is_hinted = marked.verdict.is_right, given is not None and given.is_hinted
        is_scheduled = self._schedules(turn) and not self._was_scheduled(turn)
        rated = rating(is_right, is_hinted) if is_scheduled else None
        review = commit(marked, rated, Sitting(self._started, self._mode), began, self._context)
        self._past.append(_UndoStep(before, Void(0, review.deck, review.item, review.at)))
        unanswered = self._progress
        self._progress = unanswered.marked(turn, is_right)
        self._changed -= {shown.item.id}  # its new key has been seen now
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
                    self._overrule(review, action is Command.RIGHT)
                    self._progress = unanswered.marked(turn, action is Command.RIGHT)
                    return True
                case _ if self._is_done_with(action, review.item, self._progress):
                    return True

    def _after(self, marked: Marked) -> Action:
        """Allows a file of answers to end without an empty line."""
        try:
            return self._frontend.after(marked)
        except EOFError:
            if self._progress.waiting:
                raise
            return Command.NEXT

    def _overrule(self, review: Review, is_right: bool) -> None:
        from quizgen.grade.answer import Mark
        from quizgen.interchange.history import Overrule
        from quizgen.study.answering import rating

        rated = None if review.rating is None else rating(is_right)
        mark = Mark.CORRECT if is_right else Mark.WRONG
        self._log(Overrule(0, review.deck, review.item, review.at, mark, rated))
        self._frontend.tell("overruled-right" if is_right else "overruled-wrong")

    def _is_done_with(self, action: Action, item: str, before: Progress) -> bool:
        """Does what can be done at any prompt. True if the question is not asked any more. `before`
        is the progress to which an undo returns."""
        from quizgen.interchange.history import Flag

        uid = self._context.deck.about.uid
        match action:
            case Command.UNDO:
                return self._undo()
            case Command.SUSPEND:
                self._suspend(item, before)
                self._frontend.tell("suspended")
                return True
            case Remark(text):
                self._log(Flag(0, uid, item, text))
                self._has_flagged = True
                self._frontend.tell("flagged")
        return False

    def _suspend(self, item: str, before: Progress) -> None:
        from quizgen.interchange.history import Suspension

        uid = self._context.deck.about.uid
        self._log(Suspension(0, uid, item, True))
        self._past.append(_UndoStep(before, Suspension(0, uid, item, False)))
        self._progress = self._progress.without(item)

    def _undo(self) -> bool:
        if not self._past:
            self._frontend.tell("nothing-to-undo")
            return False
        step = self._past.pop()
        self._log(step.reversal)
        self._progress = step.before
        self._frontend.tell("undone")
        return True

    def _log(self, event: Event) -> None:
        self._context.history.add(replace(event, at=milliseconds(self._context.clock())))

    def _closing(self) -> Closing:
        deck, history = self._context.deck, self._context.history
        today = schedule.study_day(self._context.clock())
        known = frozenset(deck.by_id) - history.suspended(deck.about.uid)
        days = [day for item, day in history.due_days(deck.about.uid).items() if item in known]
        next_due = max(today, min(days)) if days else None
        progress = self._progress
        return Closing(
            answered=progress.answered,
            tries=progress.tries,
            right=progress.right,
            next_due=next_due,
            has_noted=self._has_flagged or bool(self._past),
            is_kept=history.is_kept,
        )


class _UndoStep(Struct, frozen=True):
    """The progress to return to, and the log entry that reverses the step; its time is still 0."""

    before: Progress
    reversal: Event
