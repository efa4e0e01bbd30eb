"""What a session runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from quizgen.interchange.reading import CompiledDeck
from quizgen.study.history import History
from quizgen.study.screen import Screen


@dataclass(frozen=True, slots=True)
class Place:
    """`clock` gives local time with its zone; `seed` decides the order of options."""

    deck: CompiledDeck
    history: History
    screen: Screen
    clock: Callable[[], datetime]
    seed: str


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return int(moment.timestamp() * 1000)
