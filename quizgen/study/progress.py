"""How far a session is: a value, so that taking an answer back is going to an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from quizgen.study.session import Stage, Turn, come_back, next_turn


@dataclass(frozen=True, slots=True)
class Progress:
    """`answered` counts what was committed; `right` those right at their first try."""

    waiting: tuple[Turn, ...]
    claim: str = ""
    number: int = 0
    answered: int = 0
    tries: int = 0
    right: int = 0

    def step(self, claim_of: Callable[[str], str]) -> tuple[Turn, Progress]:
        """The turn to take, and how things stand while it is asked."""
        index = next_turn(self.waiting, self.claim, claim_of)
        turn = self.waiting[index]
        rest = (*self.waiting[:index], *self.waiting[index + 1 :])
        return turn, replace(self, waiting=rest, claim=claim_of(turn.item), number=self.number + 1)

    def marked(self, turn: Turn, is_right: bool) -> Progress:
        """What was missed comes back."""
        is_first = turn.stage is not Stage.AGAIN
        return replace(
            self,
            waiting=self.waiting if is_right else come_back(self.waiting, turn.item),
            answered=self.answered + 1,
            tries=self.tries + is_first,
            right=self.right + (is_first and is_right),
        )

    def without(self, item: str) -> Progress:
        """What was put away does not come back."""
        return replace(self, waiting=tuple(turn for turn in self.waiting if turn.item != item))
