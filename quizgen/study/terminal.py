"""A session at the keyboard: question, answer, committed to the log, feedback.

What a session needs beyond the first question (the scheduler, hashing) is imported while the
learner reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from quizgen.arrange import display_order
from quizgen.diagnostics import Diagnostic
from quizgen.grade.answer import Answer, Mark, Reason, Verdict
from quizgen.grade.marking import grade
from quizgen.interchange.reading import CompiledDeck
from quizgen.languages import load_language
from quizgen.study import schedule
from quizgen.study.asking import Command, ask
from quizgen.study.feedback import Marked, show_feedback
from quizgen.study.history import History, Review
from quizgen.study.question import Asked, show
from quizgen.study.schedule import AGAIN, GOOD
from quizgen.study.screen import Screen
from quizgen.study.session import Stage, Turn, come_back, next_turn


class Ending(Enum):
    DONE = auto()
    QUIT = auto()
    END_OF_INPUT = auto()
    INTERRUPTED = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """What a session runs on. `clock` gives local time with its zone."""

    deck: CompiledDeck
    history: History
    screen: Screen
    clock: Callable[[], datetime]
    seed: str


class Session:
    """`answered` counts what was committed; `right` those right at their first try."""

    def __init__(self, place: Place, turns: tuple[Turn, ...]) -> None:
        self._place = place
        self._waiting = turns
        self._language = load_language(place.deck.about.language)
        self._started = _milliseconds(place.clock())
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
        began = self._put(asked, turn.stage)
        answer = ask(asked, self._place.screen)
        if answer is Command.QUIT:
            return False
        if isinstance(answer, Command) and answer is not Command.REVEAL:
            self._place.screen.line(self._say("study.skipped"))
            return True
        self._mark(asked, None if isinstance(answer, Command) else answer, turn, began)
        return True

    def _put(self, asked: Asked, stage: Stage) -> datetime:
        """The question on the screen; then, while it is read, what comes next is imported."""
        screen = self._place.screen
        total = self._number + len(self._waiting)
        place = self._say("study.position", number=self._number, total=total)
        screen.line()
        screen.line(f"{place} ({self._say(f'study.{stage}')})")
        show(asked, screen)
        screen.flush()
        schedule.warm_up()
        return self._place.clock()

    def _mark(self, asked: Asked, answer: Answer | None, turn: Turn, began: datetime) -> None:
        response = asked.item.response
        verdict = _NOT_KNOWN if answer is None else grade(response, answer)
        self._record(asked, answer, verdict, turn, began)
        self.answered += 1
        if turn.stage is not Stage.AGAIN:
            self.first_tries += 1
            self.right += verdict.is_right
        source = self._place.deck.about.source
        show_feedback(Marked(asked, answer, verdict), source, self._place.screen)
        if not verdict.is_right:
            self._waiting = come_back(self._waiting, turn.item)

    def _record(
        self, asked: Asked, answer: Answer | None, verdict: Verdict, turn: Turn, began: datetime
    ) -> None:
        from quizgen.study.log_entry import as_logged, key_hash

        now = self._place.clock()
        response = asked.item.response
        rating = GOOD if verdict.is_right else AGAIN
        self._place.history.record(
            Review(
                at=_milliseconds(now),
                deck=self._place.deck.about.uid,
                item=asked.item.id,
                session=self._started,
                day=schedule.study_day(now),
                answer=as_logged(response, answer),
                mark=verdict.mark,
                reason=verdict.reason,
                rating=None if turn.stage is Stage.AGAIN else rating,
                took=_milliseconds(now) - _milliseconds(began),
                key=key_hash(response),
            )
        )

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
        days = [seen.due for seen in self._place.history.seen(self._place.deck.about.uid).values()]
        if days:
            day = date.fromordinal(min(days)).isoformat()
            self._place.screen.line(self._say("study.next-due", day=day))

    def _say(self, word: str, **values: object) -> str:
        return self._language.say(word, **values)


_COMMANDS = ("hint", "reveal", "skip", "quit")
_NOT_KNOWN = Verdict(Mark.WRONG, Reason.NO_ANSWER, (), 1)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
