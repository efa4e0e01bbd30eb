"""Shows a session at the keyboard, in plain lines with one prompt at a time.

It pauses after the feedback, which is what teaches: the next question would push it away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from quizgen.quiz.languages import Language
from quizgen.quiz.responses import Open
from quizgen.study.frontend import Action, Closing, Command, Given, Opening, Position
from quizgen.study.screen import Marked, MarkedQuestion, Screen, ShownItem, as_text, show

if TYPE_CHECKING:
    from quizgen.grade.answer import Judged
    from quizgen.study.prompt import Prompt


# the commands that do something at a prompt
AT_FIRST = ("hint", "reveal", "skip", "suspend", "flag", "quit")
LATER = ("hint", "reveal", "skip", "undo", "suspend", "flag", "quit")
BEHIND_FEEDBACK = ("undo", "suspend", "flag", "quit")
IN_EXAM = ("back", "skip", "flag", "quit")


class Terminal:
    """Shows a session on a screen."""

    def __init__(self, screen: Screen, language: Language) -> None:
        self._screen = screen
        self._language = language
        self._useful: tuple[str, ...] = ()

    def begin(self, opening: Opening) -> None:
        screen = self._screen
        screen.line(opening.title, weight="strong")
        if opening.statement:
            screen.line(opening.statement)
        if opening.mode == "exam":
            self._begin_exam(opening)
            return
        if not opening.total:
            self.tell("nothing-now")
            return
        if opening.mode:
            self.tell(opening.mode)
        else:
            due, new, again = opening.counts
            self.tell("counts", due=due, new=new, again=again)
        if opening.minutes is not None:
            self.tell("exam-minutes", minutes=opening.minutes)
        self.tell("help", **self._commands("reveal", "skip", "quit", "help"))
        if any(item.hint for deck in opening.decks for item in deck.items):
            self.tell("help-hint", **self._commands("hint"))

    def put(self, shown: ShownItem, position: Position) -> None:
        screen = self._screen
        screen.line()
        screen.line(self._place(position))
        if position.has_changed:
            self.tell("has-changed")
        show(shown, screen)
        screen.flush()
        self._useful = LATER if position.has_past else AT_FIRST
        if position.stage == "exam":
            self._useful = IN_EXAM

    def take(self, shown: ShownItem) -> Given | Action:
        from quizgen.study.answers import named_places

        return self._prompt(shown, self._useful, named_places(shown)).ask()

    def hand_in(self, shown: ShownItem) -> Action:
        said = self._say("exam-done", **self._commands("back"))
        return self._prompt(shown, IN_EXAM).go_on(said, {})

    def judge(self, shown: ShownItem, written: str) -> Judged | Action:
        if not isinstance(shown.item.response, Open):
            raise TypeError("only an open question is for the learner to judge")
        self._screen.line()
        self._screen.line(as_text(shown.item.stem), weight="strong")
        self._screen.line(self._say("exam-answered", answer=written))
        return self._prompt(shown, IN_EXAM).judge(shown.item.response)

    def tell(self, word: str, **values: object) -> None:
        self._screen.line(self._say(word, **values))

    def explain(self, marked: Marked) -> None:
        from quizgen.study.feedback import show_feedback

        show_feedback(marked, self._screen)

    def after(self, marked: Marked) -> Action:
        yes, no, undo = (self._say(word).split() for word in ("yes", "no", "undo"))
        # a verdict can only be overruled by the other one, and an answer that was shown has none
        keys: dict[str, Action] = dict.fromkeys(undo, Command.UNDO)
        if marked.answer is None:
            sentence = "pause-shown"
        elif marked.verdict.is_right:
            sentence, keys = "pause-right", keys | dict.fromkeys(no, Command.WRONG)
        else:
            sentence, keys = "pause-wrong", keys | dict.fromkeys(yes, Command.RIGHT)
        said = self._say(sentence, yes=yes[0], no=no[0], undo=undo[0])
        return self._prompt(marked.shown, BEHIND_FEEDBACK, keys).go_on(said, keys)

    def show_paper(self, paper: Sequence[MarkedQuestion]) -> None:
        from quizgen.study.feedback import show_paper

        show_paper(paper, self._language, self._screen)

    def end(self, closing: Closing, has_finished: bool) -> None:
        self._screen.line()
        if not closing.is_kept:
            self.tell("unkept", number=closing.tries, right=closing.right)
        elif not closing.answered:
            self.tell("only-noted" if closing.has_noted else "none-kept")
        elif not closing.tries:
            self.tell("only-kept", number=closing.answered)
        else:
            self.tell("kept", number=closing.answered, right=closing.right, asked=closing.tries)
        if has_finished and closing.next_due:
            self.tell("next-due", day=date.fromordinal(closing.next_due).isoformat())
        if has_finished and closing.new_limit:
            self.tell("new-limit", number=closing.new_limit)

    def _begin_exam(self, opening: Opening) -> None:
        from quizgen.quiz.notation import number

        points = number(self._language, opening.points)
        self.tell("exam-begins", number=opening.total, points=points)
        if opening.minutes is not None:
            self.tell("exam-minutes", minutes=opening.minutes)
        if opening.is_resumed:
            self.tell("exam-resumed")
        self.tell("exam-help", **self._commands("back", "skip", "quit"))

    def _place(self, position: Position) -> str:
        counts = {"number": position.number, "total": position.total}
        if position.stage != "again":
            words = f"{self._say('position', **counts)} ({self._say(position.stage)})"
        elif position.number:
            words = self._say("position-again", **counts)
        else:
            words = self._say("again").capitalize()
        if position.again:
            words += f"; {self._say('to-repeat', number=position.again)}"
        return f"{words}. {position.deck}" if position.deck else words

    def _prompt(
        self, shown: ShownItem, useful: Collection[str], keys: Collection[str] = ()
    ) -> Prompt:
        from quizgen.study.prompt import Prompt  # while the learner reads the question

        return Prompt(shown, self._screen, useful, keys)

    def _commands(self, *names: str) -> dict[str, str]:
        return {name: self._say(f"{name}-command") for name in names}

    def _say(self, word: str, **values: object) -> str:
        return self._language.say(f"study.{word}", **values)
