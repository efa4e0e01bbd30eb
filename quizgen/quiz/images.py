"""Checks that a file is an image which every outlet can show, and makes an address of it.

A few bytes of SVG can ask for any number of pixels or shapes: by a filter's region, by an image
inside it, by shapes that use shapes, by entities. Such a drawing is refused before it is drawn.
"""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64decode, b64encode
from binascii import Error
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

from quizgen.quiz.model import Image

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
    return _fault_of_svg(content) if kind == "svg" else ""


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
        match kind:
            case "png":
                width, height = struct.unpack_from(">II", content, 16)
            case "gif":
                width, height = struct.unpack_from("<HH", content, 6)
            case "jpg":
                width, height = _size_of_jpeg(content)
            case "webp":
                width, height = _size_of_webp(content)
            case _:
                width = height = 0
    except struct.error:
        width = height = 0
    return width, height


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    """The frame header has the size. It comes before the first scan, after segments that each say
    how long they are."""
    at = 2  # behind the marker that begins every JPEG
    while segment := _SEGMENT.match(content, at):
        marker, length = segment[1][0], int.from_bytes(segment[2])
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, segment.end() + 1)
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
        (both,) = struct.unpack_from("<I", content, 21)
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    # The two highest bits of each are a scale (RFC 6386, 9.1).
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


_MOST_SHAPES = 200_000  # a detailed map has 20,000
_MOST_OF_FILTER = 1_000  # per cent, or units: of a region or a blur
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_FILTERED = frozenset(
    {"x", "y", "width", "height", "stdDeviation", "radius", "dx", "dy", "scale", "order"}
)


def _fault_of_svg(content: bytes) -> str:
    if b"<!ENTITY" in content:
        return "it defines entities, which can unfold without end; save it as plain SVG"
    try:
        root = ET.fromstring(content)  # noqa: S314  # without entities there is nothing to unfold
    except ET.ParseError as error:
        return f"it is not well-formed: {error}"
    except (ValueError, LookupError):
        return "its encoding cannot be read; save it as UTF-8"
    if _pixels(root) > _MOST_PIXELS:
        return f"it is more than {_MOST_PIXELS:,} pixels large; give it a smaller size"
    if _shapes(root) > _MOST_SHAPES:
        return f"it uses shapes more than {_MOST_SHAPES:,} times; simplify it"
    return next(filter(None, map(_fault_of_element, root.iter())), "")


def _fault_of_element(element: ET.Element) -> str:
    name = _local(element.tag)
    if name == "filter" and any(_are_large(part) for part in element.iter()):
        return f"a filter reaches beyond {_MOST_OF_FILTER:,} % or units; draw it without"
    if name in ("image", "feImage"):
        return _fault_of_link(_address(element))
    return ""


def _are_large(part: ET.Element) -> bool:
    values = " ".join(text for key, text in part.attrib.items() if _local(key) in _FILTERED)
    return any(abs(float(each)) > _MOST_OF_FILTER for each in _NUMBER.findall(values))


def _fault_of_link(link: str) -> str:
    if not link or link.startswith("#"):
        return ""
    head, comma, data = link.partition(",")
    if not comma or not head.lower().startswith("data:"):
        return "it refers to another file, which is never loaded; put the picture into it"
    try:
        held = b64decode(data) if head.lower().endswith(";base64") else unquote_to_bytes(data)
    except (Error, ValueError):
        return "it holds a picture that cannot be read"
    reason = _fault_of_held(held)
    return f"of a picture in it: {reason}" if reason else ""


def _pixels(root: ET.Element) -> float:
    """0 where the drawing takes the size that it is given."""
    sizes = (_NUMBER.match(root.get(key, "").strip()) for key in ("width", "height"))
    is_stated = not any("%" in root.get(key, "") for key in ("width", "height"))
    width, height = (float(each[0]) if each else 0.0 for each in sizes)
    return width * height if is_stated else 0.0


def _shapes(root: ET.Element) -> int:
    """Counts the elements that are drawn, each as often as it is used. One more than the limit
    stands for any larger number, and for a drawing that uses itself."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    counted: dict[int, int] = {}

    def count(element: ET.Element) -> int:
        known = counted.get(id(element))
        if known is None:
            counted[id(element)] = _MOST_SHAPES + 1  # until it is known: what uses itself
            used = by_id.get(_address(element)[1:]) if _local(element.tag) == "use" else None
            parts = [*element, *([used] if used is not None else [])]
            known = min(1 + sum(map(count, parts)), _MOST_SHAPES + 1)
            counted[id(element)] = known
        return known

    try:
        return count(root)
    except RecursionError:
        return _MOST_SHAPES + 1


def _address(element: ET.Element) -> str:
    links = (text for key, text in element.attrib.items() if _local(key) == "href")
    return next(links, "").strip()


def _local(name: object) -> str:
    """Leaves out the namespace. A comment or an instruction has no name."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""
