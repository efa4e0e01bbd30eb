"""Question kinds: one file each; its name is what authors type after `kind:`.

A kind declares the keys that it reads and compiles a question to one of the responses of
`model.py`; writers and graders never learn of kinds.
"""

from __future__ import annotations

from typing import Protocol

from quizgen.deck.asked import Asked
from quizgen.quiz.model import Response
from quizgen.reading.fields import Field
from quizgen.registry import load


class Kind(Protocol):
    """What a module in this package must have. `respond` gives None after reporting why.

    It may have flags as well: `IS_BARE`, for a kind that states its answer without a word of who
    said so (never on a disputed claim), and `HAS_FIXED_WORDS`, for one whose options are the
    language's, not the author's.
    """

    KEYS: tuple[Field, ...]

    def respond(self, asked: Asked) -> Response | None: ...


def has_flag(kind: str, flag: str) -> bool:
    """Whether the kind's module sets the flag."""
    import quizgen.kinds as package

    return bool(getattr(load(package, kind), flag, False))
