"""Whether bytes are an image that every outlet can show."""

from __future__ import annotations

import struct

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_MOST_BYTES = 10_000_000
_MOST_PIXELS = 40_000_000  # uncompressed, four bytes each: what a print run can still hold


def fault(name: str, content: bytes) -> str:
    """Why the file cannot be used, "" if it can."""
    if not name.lower().endswith(ENDINGS):
        return f"images end in {', '.join(ENDINGS)}"
    if len(content) > _MOST_BYTES:
        return f"it has {len(content):,} bytes; {_MOST_BYTES:,} at most"
    kind = _kind(content)
    if not kind or kind != name.lower().rpartition(".")[2].replace("jpeg", "jpg"):
        return f"its content is {'that of a .' + kind if kind else 'no image'}"
    width, height = _size(kind, content)
    if width * height > _MOST_PIXELS:
        return f"it has {width} × {height} pixels; {_MOST_PIXELS:,} at most"
    return ""


def _kind(content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return "svg" if b"<svg" in content[:2000] else ""


def _size(kind: str, content: bytes) -> tuple[int, int]:
    """Width and height where the first bytes say them; (0, 0) elsewhere."""
    try:
        if kind == "png":
            width, height = struct.unpack(">II", content[16:24])
        elif kind == "gif":
            width, height = struct.unpack("<HH", content[6:10])
        else:
            return 0, 0
    except struct.error:
        return 0, 0
    return width, height
