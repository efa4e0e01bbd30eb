"""Holds what one session works with: decks, history, frontend, clock and seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from quizgen.quiz.model import CompiledDeck
from quizgen.study.frontend import Frontend
from quizgen.study.history import History
from quizgen.study.schedule import study_day

if TYPE_CHECKING:
    from quizgen.grade.lexicon import Lexicon


class SessionContext(Struct, frozen=True):
    """`decks` are at least one, by their uids. `clock` gives local time with its zone; `seed`
    decides the order of options."""

    decks: dict[str, CompiledDeck]
    history: History
    frontend: Frontend
    clock: Callable[[], datetime]
    seed: str
    _lexicons: dict[str, Lexicon] = field(default_factory=dict)

    @property
    def now(self) -> int:
        return milliseconds(self.clock())

    @property
    def day(self) -> int:
        return study_day(self.clock())

    def lexicon(self, deck: CompiledDeck) -> Lexicon:
        """Reading the whole deck takes time, so this waits for the first typed answer."""
        uid = deck.about.uid
        if uid not in self._lexicons:
            self._lexicons[uid] = _lexicon(deck)
        return self._lexicons[uid]


def _lexicon(deck: CompiledDeck) -> Lexicon:
    from quizgen.grade.lexicon import compile_lexicon

    prose = [
        text
        for source in deck.about.sources
        for number, text in enumerate(source.paragraphs, 1)
        if number not in source.skipped
    ]
    return compile_lexicon(deck.about.language, (item.response for item in deck.items), prose)


def milliseconds(moment: datetime) -> int:
    """The moment in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
