"""Runs an exam: asks the form of a quiz as it is printed, and marks the paper at the end.

Each answer is on disk as soon as it is given, so an exam that was cut off goes on where it was. An
exam changes no schedule. The deadline is checked when an answer is handed in, since no two systems
let a program interrupt a learner who is typing in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from quizgen.grade.answer import NOT_JUDGED, Judged, Mark, Typed
from quizgen.grade.marking import score
from quizgen.interchange.history import Review, Void
from quizgen.quiz.model import CompiledDeck, Form, Placed
from quizgen.quiz.responses import Open
from quizgen.study.answers import read_answer
from quizgen.study.feedback import given_words
from quizgen.study.frontend import Closing, Command, Given, Opening, Position, Remark
from quizgen.study.history import Exam
from quizgen.study.screen import Marked, MarkedQuestion, ShownItem
from quizgen.study.session import Ending
from quizgen.study.session_context import SessionContext

EXAM = "exam"
_MINUTE = 60_000  # milliseconds
_Judge: TypeAlias = Callable[[ShownItem, Review, str], bool]


class ExamSession:
    """`begun` is the exam's entry in the history, which may be that of an exam cut off earlier."""

    def __init__(
        self, context: SessionContext, deck: CompiledDeck, form: Form, begun: Exam
    ) -> None:
        self._context = context
        self._deck = deck
        self._frontend = context.frontend
        self._form = form
        self._begun = begun
        self._kept = {
            review.item: review for review in context.history.reviews(begun.deck, begun.session)
        }
        self._is_resumed = bool(self._kept)
        self._passed = [placed for placed in form.placed if placed.item in self._kept]
        self._waiting = [placed for placed in form.placed if placed.item not in self._kept]
        self._put_off: set[str] = set()
        self._has_flagged = False

    @property
    def answered(self) -> int:
        return len(self._kept)

    def run(self) -> Ending:
        self._frontend.begin(self._opening())
        try:
            goes_on = True
            while goes_on and not self._is_over():
                goes_on = self._take(self._waiting.pop(0)) if self._waiting else self._goes_back()
            paper = self._paper(self._judge)
        except EOFError:
            ending = Ending.END_OF_INPUT
        except KeyboardInterrupt:
            ending = Ending.INTERRUPTED
        except _NotJudgedError:
            ending = Ending.QUIT
        else:
            ending = Ending.DONE
            self._context.history.end_exam(self._begun.session, self._context.now)
            self._frontend.show_paper(paper)
        # one that was cut off stays open in the history, so that it can go on another time
        closing = Closing(self.answered, 0, 0, has_noted=self._has_flagged)
        self._frontend.end(closing, ending is Ending.DONE)
        return ending

    def show_again(self) -> None:
        """Shows the paper of an exam that has ended, as it was judged then."""
        self._frontend.show_paper(self._paper(lambda _shown, review, _: review.mark != Mark.WRONG))

    def _opening(self) -> Opening:
        deadline = self._begun.deadline
        # rounded up, since "0 minutes" would be wrong while some seconds are left
        left = None if deadline is None else max(0, -(-(deadline - self._context.now) // _MINUTE))
        return Opening(
            decks=[self._deck],
            total=len(self._form.placed),
            mode=EXAM,
            exam=self._form.title,
            points=self._form.points,
            minutes=left,
            is_resumed=self._is_resumed,
        )

    def _shown(self, placed: Placed) -> ShownItem:
        # a printed paper shows no hints either
        item = replace(self._deck.by_id[placed.item], hint=())
        return ShownItem(item, placed.order, self._deck, is_exam=True)

    def _take(self, placed: Placed) -> bool:
        """Returns False if the learner hands the paper in."""
        shown = self._shown(placed)
        self._frontend.put(shown, Position(placed.number, len(self._form.placed), EXAM))
        if placed.item in self._kept:
            answer = read_answer(shown.item, self._kept[placed.item].answer)
            words = "; ".join(given_words(Marked(shown, answer, NOT_JUDGED)))
            self._frontend.tell("exam-answered", answer=words)
        began = self._context.now
        while True:
            action = self._frontend.take(shown)
            match action:
                case Given() if self._is_over():
                    self._frontend.tell("exam-late")
                    return False
                case Given():
                    self._keep(shown, action, began)
                case Command.SKIP:
                    self._skip(placed)
                case Command.BACK if self._passed:
                    self._go_back([placed])
                    return True
                case Command.QUIT:
                    return False
                case Remark(text):
                    self._flag(shown, text)
                    continue
                case _:
                    names = ("back", "skip", "quit")
                    commands = {name: shown.say(f"study.{name}-command") for name in names}
                    self._frontend.tell("exam-help", **commands)
                    continue
            self._passed.append(placed)
            return True

    def _goes_back(self) -> bool:
        """Behind the last question. Returns False if the learner hands the paper in, as the end of
        a file of answers does."""
        shown = self._shown(self._passed[-1])
        while True:
            try:
                action = self._frontend.hand_in(shown)
            except EOFError:
                return False
            match action:
                case Command.BACK:
                    self._go_back([])
                    return True
                case Remark(text):
                    self._flag(shown, text)
                case _:
                    return False

    def _go_back(self, after: list[Placed]) -> None:
        before = self._passed.pop()
        self._put_off.discard(before.item)
        rest = [placed for placed in self._waiting if placed != before]
        self._waiting = [before, *after, *rest]

    def _keep(self, shown: ShownItem, given: Given, began: int) -> None:
        """The new answer is kept before the one that it replaces is taken back."""
        if isinstance(shown.item.response, Open):  # judged at the end
            marked = Marked(shown, given.answer, NOT_JUDGED)
        else:
            marked = self._context.mark(shown, given)
        review = self._context.keep(marked, None, self._begun.session, EXAM, began)
        if before := self._kept.get(review.item):
            self._context.log(Void(at=0, deck=before.deck, item=before.item, of=before.at))
        self._kept[review.item] = review
        self._frontend.tell("exam-kept")

    def _skip(self, placed: Placed) -> None:
        """A question is put off to the end once; the second time it stays open. An answer that was
        given stays."""
        if placed.item in self._kept:
            self._frontend.tell("exam-kept")
        elif placed.item in self._put_off:
            self._frontend.tell("exam-left-open")
        else:
            self._waiting.append(placed)
            self._put_off.add(placed.item)
            self._frontend.tell("exam-put-off")

    def _flag(self, shown: ShownItem, text: str) -> None:
        self._context.flag(self._begun.deck, shown.item.id, text)
        self._has_flagged = True

    def _paper(self, judge: _Judge) -> list[MarkedQuestion]:
        return [self._marked(placed, judge) for placed in self._form.placed]

    def _marked(self, placed: Placed, judge: _Judge) -> MarkedQuestion:
        item = self._deck.by_id[placed.item]
        shown = ShownItem(item, placed.order, self._deck)
        review = self._kept.get(item.id)
        answer = read_answer(item, review.answer) if review else None
        written = ""
        if review and isinstance(answer, Typed) and isinstance(item.response, Open):
            written = answer.texts[0]
            answer = Judged(judge(shown, review, written))
        marked = self._context.mark(shown, Given(answer) if answer else None)
        return MarkedQuestion(
            number=placed.number,
            marked=marked,
            score=score(item, marked.verdict, placed.points),
            points=placed.points,
            written=written,
        )

    def _judge(self, shown: ShownItem, review: Review, written: str) -> bool:
        """Skipping the judgement counts as saying that the answer was wrong."""
        while True:
            match self._frontend.judge(shown, written):
                case Judged(is_right=True):
                    self._context.overrule(review, True, None)
                    return True
                case Judged() | Command.SKIP:
                    return False
                case Command.QUIT:
                    raise _NotJudgedError
                case Remark(text):
                    self._flag(shown, text)

    def _is_over(self) -> bool:
        return self._begun.deadline is not None and self._context.now > self._begun.deadline


class _NotJudgedError(Exception):
    """The learner stopped before judging all open questions."""
