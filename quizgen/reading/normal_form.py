"""Brings text into a normal form of Unicode in linear time, whatever the text is.

`unicodedata.normalize` takes quadratic time for a long run of marks, and both authors' and
learners' texts can hold one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_LONGEST = 250  # characters at a time: longer than any word
_PIECE = re.compile(f"[\x00-\x7f]*[^\x00-\x7f]{{0,{_LONGEST}}}")


def normalised(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """Long texts are normalised piece by piece, since an ASCII character never composes with what
    is before it."""
    if text.isascii():
        return text
    if len(text) <= _LONGEST:
        return unicodedata.normalize(form, text)
    return "".join([unicodedata.normalize(form, piece) for piece in _PIECE.findall(text)])
