"""Question kinds: one file each; its name is what authors type after `kind:`.

A kind declares the keys that it reads and compiles a question to one of the responses of
`model.py`; writers and graders never learn of kinds.
"""

from __future__ import annotations

from typing import Protocol

from quizgen.asked import Asked
from quizgen.fields import Field
from quizgen.model import Response


class Kind(Protocol):
    """What a module in this package must have. `respond` gives None after reporting why."""

    KEYS: tuple[Field, ...]

    def respond(self, asked: Asked) -> Response | None: ...
