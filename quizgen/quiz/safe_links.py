"""Where a link may lead, an author's or one that is imported."""

from __future__ import annotations

import re

_SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def is_safe_link(url: str) -> bool:
    """To a page or a mailbox; of other links the words remain."""
    return _SAFE.match(url) is not None
