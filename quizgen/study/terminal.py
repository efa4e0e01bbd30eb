"""A session at the keyboard: question, answer, committed to the log, feedback.

What a session needs beyond the first question is imported when that question is on the screen:
reading it takes longer.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from quizgen.arrange import display_order
from quizgen.diagnostics import Diagnostic
from quizgen.languages import load_language
from quizgen.study.place import Place, milliseconds
from quizgen.study.question import Asked, show
from quizgen.study.session import Stage, Turn, come_back, next_turn

if TYPE_CHECKING:
    from quizgen.study.answering import Marked


class Ending(Enum):
    DONE = auto()
    QUIT = auto()
    END_OF_INPUT = auto()
    INTERRUPTED = auto()


class Session:
    """`answered` counts what was committed; `right` those right at their first try."""

    def __init__(self, place: Place, turns: tuple[Turn, ...]) -> None:
        self._place = place
        self._waiting = turns
        self._language = load_language(place.deck.about.language)
        self._started = milliseconds(place.clock())
        self._claim = ""
        self._number = 0
        self.answered = self.first_tries = self.right = 0

    def run(self) -> Ending:
        """Ends the lines begun, whatever ended it; what was answered is on disk by then."""
        self._open()
        try:
            ending = self._ask_all()
        except EOFError:
            self._place.screen.line()
            ending = Ending.END_OF_INPUT
        except KeyboardInterrupt:
            self._place.screen.line()
            ending = Ending.INTERRUPTED
        self._close(ending)
        return ending

    def _open(self) -> None:
        deck, screen = self._place.deck, self._place.screen
        screen.line(deck.about.title or deck.about.name, weight="strong")
        if deck.has_disputed:
            screen.line(self._say("common.disputed", source=deck.about.source.name))
        if not self._waiting:
            screen.line(self._say("study.nothing-now"))
            return
        stages = [turn.stage for turn in self._waiting]
        screen.line(
            self._say(
                "study.counts",
                due=stages.count(Stage.DUE),
                new=stages.count(Stage.NEW),
                again=stages.count(Stage.AGAIN),
            )
        )
        commands = {name: self._say(f"study.{name}-command") for name in _COMMANDS}
        screen.line(self._say("study.help", **commands))

    def _ask_all(self) -> Ending:
        while self._waiting:
            index = next_turn(self._waiting, self._claim, self._place.deck.claim)
            turn = self._waiting[index]
            self._waiting = (*self._waiting[:index], *self._waiting[index + 1 :])
            if not self._take(turn):
                return Ending.QUIT
        return Ending.DONE

    def _take(self, turn: Turn) -> bool:
        """False if the learner wants to stop."""
        self._number += 1
        self._claim = self._place.deck.claim(turn.item)
        item = self._place.deck.item(turn.item)
        if isinstance(item, Diagnostic):
            self._place.screen.line(f"{self._say('study.broken')} {item.message}")
            return True
        asked = Asked(item, display_order(item, self._place.seed), self._language)
        self._put(asked, turn.stage)
        from quizgen.study.answering import take_answer
        from quizgen.study.asking import Command

        outcome = take_answer(asked, turn.stage, self._started, self._place)
        if outcome is Command.QUIT:
            return False
        if isinstance(outcome, Command):
            self._place.screen.line(self._say("study.skipped"))
        else:
            self._explain(turn, outcome)
        return True

    def _put(self, asked: Asked, stage: Stage) -> None:
        screen = self._place.screen
        total = self._number + len(self._waiting)
        place = self._say("study.position", number=self._number, total=total)
        screen.line()
        screen.line(f"{place} ({self._say(f'study.{stage}')})")
        show(asked, screen)
        screen.flush()

    def _explain(self, turn: Turn, marked: Marked) -> None:
        from quizgen.study.feedback import show_feedback

        is_right = marked.verdict.is_right
        self.answered += 1
        if turn.stage is not Stage.AGAIN:
            self.first_tries += 1
            self.right += is_right
        if not is_right:
            self._waiting = come_back(self._waiting, turn.item)
        show_feedback(marked, self._place.deck.about.source, self._place.screen)

    def _close(self, ending: Ending) -> None:
        screen = self._place.screen
        screen.line()
        if not self.answered:
            screen.line(self._say("study.none-kept"))
        else:
            screen.line(
                self._say(
                    "study.kept", number=self.answered, right=self.right, asked=self.first_tries
                )
            )
        if ending is Ending.DONE:
            self._say_what_comes_next()

    def _say_what_comes_next(self) -> None:
        days = self._place.history.due_days(self._place.deck.about.uid)
        if days:
            day = date.fromordinal(min(days.values())).isoformat()
            self._place.screen.line(self._say("study.next-due", day=day))

    def _say(self, word: str, **values: object) -> str:
        return self._language.say(word, **values)


_COMMANDS = ("hint", "reveal", "skip", "quit")
