"""Where a link may lead, whether an author wrote it or it was imported."""

from __future__ import annotations

import re

_SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def is_safe_link(url: str) -> bool:
    """A link may lead to a page or a mailbox. Any other, such as `javascript:`, loses its address
    and keeps its words."""
    return _SAFE.match(url) is not None
