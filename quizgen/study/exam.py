"""Runs an exam: asks the form of a quiz as it is printed, and marks the paper at the end.

Each answer is on disk as soon as it is given, so an exam that was cut off goes on where it was. An
exam changes no schedule. The deadline is checked when an answer is handed in, since no two systems
let a program interrupt a learner who is typing in the same way.
"""

from __future__ import annotations

from msgspec.structs import replace

from quizgen.grade.answer import NOT_JUDGED, Judged, Mark, Typed
from quizgen.grade.marking import score
from quizgen.interchange.history import Flag, Overrule, Review
from quizgen.quiz.model import CompiledDeck, Form, Placed
from quizgen.quiz.responses import Open
from quizgen.study import history
from quizgen.study.answering import Sitting, commit, mark, read_answer
from quizgen.study.feedback import MarkedQuestion
from quizgen.study.frontend import Action, Closing, Command, Given, Opening, Position, Remark
from quizgen.study.question import Marked, ShownItem
from quizgen.study.session import Ending
from quizgen.study.session_context import SessionContext

EXAM = "exam"
_MINUTE = 60_000  # milliseconds


class ExamSession:
    """`begun` is the exam's entry in the history, which may be that of an exam cut off earlier."""

    def __init__(
        self, context: SessionContext, deck: CompiledDeck, form: Form, begun: history.Exam
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
        self._waiting = [placed for placed in form.placed if placed.item not in self._kept]
        self._put_off: set[str] = set()
        self.answered = 0
        self._has_flagged = False

    def run(self) -> Ending:
        self._frontend.begin(self._opening())
        try:
            self._ask_all()
            paper = [self._marked(placed) for placed in self._form.placed]
        except EOFError:
            return self._stop(Ending.END_OF_INPUT)
        except KeyboardInterrupt:
            return self._stop(Ending.INTERRUPTED)
        except _NotJudgedError:
            return self._stop(Ending.QUIT)
        self._context.history.end_exam(self._begun.session, self._now())
        self._frontend.show_paper(paper)
        self._frontend.end(self._closing(), has_finished=True)
        return Ending.DONE

    def _stop(self, ending: Ending) -> Ending:
        """The exam stays open in the history, so that it can go on another time."""
        self._frontend.end(self._closing(), has_finished=False)
        return ending

    def _closing(self) -> Closing:
        return Closing(self.answered, 0, 0, has_noted=self._has_flagged)

    def _opening(self) -> Opening:
        deadline = self._begun.deadline
        # rounded up, since "0 minutes" would be wrong while some seconds are left
        left = None if deadline is None else max(0, -(-(deadline - self._now()) // _MINUTE))
        return Opening(
            decks=[self._deck],
            total=len(self._form.placed),
            mode=EXAM,
            exam=self._form.title,
            points=self._form.points,
            minutes=left,
            is_resumed=self._is_resumed,
        )

    def _ask_all(self) -> None:
        while self._waiting and not self._is_over():
            placed = self._waiting.pop(0)
            # a printed paper shows no hints either
            item = replace(self._deck.by_id[placed.item], hint=())
            shown = ShownItem(item, placed.order, self._deck)
            self._frontend.put(shown, Position(placed.number, len(self._form.placed), EXAM))
            if not self._take(placed, shown):
                return

    def _take(self, placed: Placed, shown: ShownItem) -> bool:
        """Returns False if the learner hands the paper in."""
        began = self._now()
        while True:
            action = self._answer(shown)
            match action:
                case Given() if self._is_over():
                    self._frontend.tell("exam-late")
                    return False
                case Given():
                    self._keep(shown, action, began)
                    return True
                case Command.SKIP:
                    self._skip(placed)
                    return True
                case Command.QUIT:
                    return False
                case Remark(text):
                    self._flag(shown, text)
                case _:
                    words = {name: shown.say(f"study.{name}-command") for name in ("skip", "quit")}
                    self._frontend.tell("exam-help", **words)

    def _answer(self, shown: ShownItem) -> Given | Action:
        if not isinstance(shown.item.response, Open):
            return self._frontend.take(shown)
        written = self._frontend.write(shown)
        return Given(Typed((written,))) if isinstance(written, str) else written

    def _keep(self, shown: ShownItem, given: Given, began: int) -> None:
        if isinstance(shown.item.response, Open):  # judged at the end
            marked = Marked(shown, given.answer, NOT_JUDGED)
        else:
            marked = mark(shown, given, self._context)
        sitting = Sitting(self._begun.session, EXAM)
        review = commit(marked, None, sitting, began, self._context)
        self._kept[review.item] = review
        self.answered += 1
        self._frontend.tell("exam-kept")

    def _skip(self, placed: Placed) -> None:
        """A question is put off to the end once; the second time it stays open."""
        is_first = placed.item not in self._put_off
        if is_first:
            self._waiting.append(placed)
            self._put_off.add(placed.item)
        self._frontend.tell("exam-put-off" if is_first else "exam-left-open")

    def _flag(self, shown: ShownItem, text: str) -> None:
        flag = Flag(self._now(), self._begun.deck, shown.item.id, text)
        self._context.history.add(flag)
        self._has_flagged = True
        self._frontend.tell("flagged")

    def _marked(self, placed: Placed) -> MarkedQuestion:
        item = self._deck.by_id[placed.item]
        shown = ShownItem(item, placed.order, self._deck)
        review = self._kept.get(item.id)
        answer = read_answer(item, review.answer) if review else None
        written = ""
        if answer is None:
            marked = mark(shown, None, self._context)
        elif review and isinstance(answer, Typed) and isinstance(item.response, Open):
            written = answer.texts[0]
            marked = mark(shown, Given(self._judged(shown, written, review)), self._context)
        else:
            marked = mark(shown, Given(answer), self._context)
        earned = score(item, marked.verdict, placed.points)
        return MarkedQuestion(placed.number, marked, earned, placed.points, written)

    def _judged(self, shown: ShownItem, written: str, review: Review) -> Judged:
        judged = self._judgement(shown, written)
        if judged.is_right:
            self._context.history.add(
                Overrule(self._now(), review.deck, review.item, review.at, Mark.CORRECT, None)
            )
        return judged

    def _judgement(self, shown: ShownItem, written: str) -> Judged:
        """Skipping the judgement counts as saying that the answer was wrong."""
        while True:
            match self._frontend.judge(shown, written):
                case Judged() as judged:
                    return judged
                case Command.SKIP:
                    return Judged(False)
                case Command.QUIT:
                    raise _NotJudgedError
                case Remark(text):
                    self._flag(shown, text)

    def _is_over(self) -> bool:
        return self._begun.deadline is not None and self._now() > self._begun.deadline

    def _now(self) -> int:
        return self._context.now


class _NotJudgedError(Exception):
    """The learner stopped before judging all open questions."""
