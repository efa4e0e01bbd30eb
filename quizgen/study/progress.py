"""How far a session has come. It is a value, so that an undo returns to an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quizgen.quiz.siblings import Siblings
from quizgen.study.plan import Stage, Turn, come_back, next_turn


@dataclass(frozen=True, slots=True)
class Progress:
    """`answered` counts committed answers, `tries` first tries and `right` those of them that were
    right. `before` is the item asked last; `misses` says how often each was missed."""

    waiting: tuple[Turn, ...]
    before: str = ""
    number: int = 0
    answered: int = 0
    tries: int = 0
    right: int = 0
    misses: Mapping[str, int] = field(default_factory=dict)

    def step(self, siblings: Siblings) -> tuple[Turn, Progress]:
        """The turn to take, and the progress while its question is unanswered."""
        index = next_turn(self.waiting, self.before, siblings)
        turn = self.waiting[index]
        rest = (*self.waiting[:index], *self.waiting[index + 1 :])
        return turn, replace(self, waiting=rest, before=turn.item, number=self.number + 1)

    def marked(self, turn: Turn, is_right: bool) -> Progress:
        """The progress after an answer. A missed item comes back later."""
        is_first = turn.stage is not Stage.AGAIN
        progress = replace(
            self,
            answered=self.answered + 1,
            tries=self.tries + is_first,
            right=self.right + (is_first and is_right),
        )
        return progress if is_right else progress._missed(turn.item)

    def without(self, item: str) -> Progress:
        """The progress after `item` was suspended, so that it does not come back."""
        return replace(self, waiting=tuple(turn for turn in self.waiting if turn.item != item))

    def _missed(self, item: str) -> Progress:
        misses = self.misses.get(item, 0) + 1
        waiting = come_back(self.waiting, item, misses)
        return replace(self, waiting=waiting, misses={**self.misses, item: misses})
