"""Checks that a file is an image which every outlet can show, and makes an address of it."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64encode

from quizgen.quiz.model import Image
from quizgen.quiz.svg import fault_of_svg

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_MOST_BYTES = 10_000_000
_MOST_PIXELS = 40_000_000  # uncompressed, four bytes each: what a print run can still hold


def fault(name: str, content: bytes) -> str:
    """Says why the file cannot be used, or returns "" if it can."""
    if not name.lower().endswith(ENDINGS):
        return f"images end in {', '.join(ENDINGS)}"
    if len(content) > _MOST_BYTES:
        return f"it has {len(content):,} bytes; {_MOST_BYTES:,} at most"
    kind = _kind(content)
    if not kind or kind != name.lower().rpartition(".")[2].replace("jpeg", "jpg"):
        return f"its content is {'that of a .' + kind if kind else 'no image'}"
    return _fault_inside(kind, content)


def _fault_inside(kind: str, content: bytes) -> str:
    width, height = _size(kind, content)
    if width * height > _MOST_PIXELS:
        return f"it has {width} × {height} pixels; {_MOST_PIXELS:,} at most"
    if kind == "png" and _unpacks_too_far(content):
        return f"a profile or text in it unpacks to more than {_MOST_UNPACKED:,} bytes"
    return fault_of_svg(content, _fault_of_held) if kind == "svg" else ""


def _fault_of_held(content: bytes) -> str:
    """Judges an image inside a drawing. It may not be a drawing again, since those could be nested
    without end."""
    kind = _kind(content)
    return "it is a drawing itself" if kind == "svg" else _fault_inside(kind, content)


def _unpacks_too_far(content: bytes) -> bool:
    """Whether a compressed chunk beside the picture is a bomb; a real profile is small."""
    at = 8  # behind the signature
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + length]
        if kind in (b"iCCP", b"zTXt", b"iTXt") and _is_longer(_packed(kind, data)):
            return True
        at += length + 12  # length, type and checksum take four bytes each
    return False


def _packed(kind: bytes, data: bytes) -> bytes:
    """Gives the compressed part of a chunk. A keyword and a method stand before it, and in an iTXt
    also a flag and two more texts (PNG specification, 11.3)."""
    rest = data.partition(b"\0")[2]
    return rest[2:].split(b"\0", 2)[-1] if kind == b"iTXt" else rest[1:]


def _is_longer(packed: bytes) -> bool:
    try:
        return len(zlib.decompressobj().decompress(packed, _MOST_UNPACKED + 1)) > _MOST_UNPACKED
    except zlib.error:
        return False


_MOST_UNPACKED = 4_000_000


def data_address(image: Image) -> str:
    """Makes a `data:` address, for pages that load nothing."""
    # `mimetypes` would ask the machine, which may not know WebP.
    kind = _kind(image.content)
    media = {"jpg": "jpeg", "svg": "svg+xml"}.get(kind, kind)
    return f"data:image/{media};base64,{b64encode(image.content).decode('ascii')}"


def _kind(content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    # A declaration and comments may stand before the drawing.
    return "svg" if b"<svg" in content[:2000] else ""


def _size(kind: str, content: bytes) -> tuple[int, int]:
    """Reads width and height from the first bytes, or returns (0, 0) where they are not there. A
    decoder takes the memory for so many pixels before it sees that the rest is missing."""
    try:
        if kind == "png":
            width, height = struct.unpack(">II", content[16:24])
        elif kind == "gif":
            width, height = struct.unpack("<HH", content[6:10])
        elif kind == "jpg":
            return _size_of_jpeg(content)
        elif kind == "webp":
            return _size_of_webp(content)
        else:
            return 0, 0
    except struct.error:
        return 0, 0
    return width, height


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    """The frame header has the size. It comes before the first scan, after segments that each say
    how long they are."""
    at = 2  # behind the marker that begins every JPEG
    while segment := _SEGMENT.match(content, at):
        marker, length = segment[1][0], int.from_bytes(segment[2])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[segment.end() + 1 : segment.end() + 5])
            return width, height
        at = segment.end() - 2 + length
        # The length counts its own two bytes, so a smaller one would lead backwards.
        if marker == _SCAN or length < len(segment[2]):
            break
    return 0, 0


_SEGMENT = re.compile(rb"\xff+([^\xff])(..)", re.DOTALL)  # a marker, and the segment's length
_SCAN = 0xDA  # what follows it is the picture, not another segment
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # those are tables


def _size_of_webp(content: bytes) -> tuple[int, int]:
    """Each of the three layouts of a WebP file has its own place for the size."""
    layout = content[12:16]
    if layout == b"VP8X":
        # WebP writes each length less one, since no picture has a length of 0.
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    if layout == b"VP8L":
        (both,) = struct.unpack("<I", content[21:25])
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    # The two highest bits of each are a scale (RFC 6386, 9.1).
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF
