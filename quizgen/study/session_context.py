"""Holds what one session works with: deck, history, frontend, clock and seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from quizgen.quiz.model import CompiledDeck
from quizgen.quiz.order import Spoilers
from quizgen.quiz.siblings import Siblings
from quizgen.study.frontend import Frontend
from quizgen.study.history import History

if TYPE_CHECKING:
    from quizgen.grade.lexicon import Lexicon


@dataclass(frozen=True)
class SessionContext:
    """`clock` gives local time with its zone; `seed` decides the order of options."""

    deck: CompiledDeck
    history: History
    frontend: Frontend
    clock: Callable[[], datetime]
    seed: str

    @cached_property
    def siblings(self) -> Siblings:
        return Siblings(self.deck.items)

    @cached_property
    def spoilers(self) -> Spoilers:
        return Spoilers(self.deck.enemies, self.deck.items)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Reading the whole deck takes time, so this waits for the first typed answer."""
        from quizgen.grade.lexicon import compile_lexicon

        prose = [
            text
            for source in self.deck.about.sources
            for number, text in enumerate(source.paragraphs, 1)
            if number not in source.skipped
        ]
        responses = (item.response for item in self.deck.items)
        return compile_lexicon(self.deck.about.language, responses, prose)


def milliseconds(moment: datetime) -> int:
    """The moment in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
