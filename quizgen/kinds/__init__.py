"""Question kinds: one file each; its name is what authors type after `kind:`.

A kind declares the keys that it reads and compiles a question to one of the responses of
`model.py`; writers and graders never learn of kinds.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol, TypeVar

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.responses import Response
from quizgen.registry import load

Keys = TypeVar("Keys")


class Kind(Protocol[Keys]):
    """What a module in this package must have: the dataclass that declares its keys, and the
    reading of such keys. `respond` gives None after reporting why.

    It may have flags as well: `IS_BARE`, for a kind that states its answer without a word of who
    said so (never on a disputed claim), `HAS_FIXED_WORDS`, for one whose options are the
    language's, not the author's, and `IS_WRITTEN_AT_LENGTH`, for one whose answer is too long for
    a card.
    """

    KEYS: type[Keys]

    def respond(self, raw: RawItem, keys: Keys) -> Response | None: ...


def kind_of(name: str) -> Kind[object]:
    """The kind of this name; the caller has checked that there is one."""
    # The registry wants the package itself, which is not ready while this file is loaded.
    import quizgen.kinds as package

    kind: Kind[object] = load(package, name)
    return kind


@cache
def has_flag(kind: str, flag: str) -> bool:
    """Whether the kind's module sets the flag."""
    return bool(getattr(kind_of(kind), flag, False))
