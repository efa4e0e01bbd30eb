"""What a session runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from quizgen.interchange.reading import CompiledDeck
from quizgen.study.face import Face
from quizgen.study.history import History


@dataclass(frozen=True, slots=True)
class Place:
    """`clock` gives local time with its zone; `seed` decides the order of options."""

    deck: CompiledDeck
    history: History
    face: Face
    clock: Callable[[], datetime]
    seed: str


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return int(moment.timestamp() * 1000)
