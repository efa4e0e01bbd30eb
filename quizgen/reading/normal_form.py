"""Unicode's normal forms, in linear time for any text.

`unicodedata.normalize` takes quadratic time where marks follow each other without end, and both
authors' and learners' texts can hold such a run.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_LONGEST = 250  # characters at a time: longer than any word
_PIECE = re.compile(f"[\x00-\x7f]*[^\x00-\x7f]{{0,{_LONGEST}}}")


def normalised(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """Long texts piece by piece: nothing composes with what stands before an ASCII character."""
    if text.isascii():
        return text
    if len(text) <= _LONGEST:
        return unicodedata.normalize(form, text)
    return "".join([unicodedata.normalize(form, piece) for piece in _PIECE.findall(text)])
