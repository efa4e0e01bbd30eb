"""Says why a drawing could take too much memory or time to be shown, or "" if it could not.

A few bytes of SVG can ask for any number of pixels or shapes: by a filter's region, by an image
inside it, by shapes that use shapes, by entities. Such a drawing is refused before it is drawn.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

_MOST_SHAPES = 200_000  # a detailed map has 20,000
_MOST_PIXELS = 40_000_000  # of a drawing that states its size
_MOST_OF_FILTER = 1_000  # per cent, or units: of a region or a blur
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_FILTERED = frozenset(
    {"x", "y", "width", "height", "stdDeviation", "radius", "dx", "dy", "scale", "order"}
)


def fault_of_svg(content: bytes, fault_of_image: Callable[[bytes], str]) -> str:
    """`fault_of_image` judges an image that the drawing holds."""
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
    for element in root.iter():
        if reason := _fault(element, fault_of_image):
            return reason
    return ""


def _fault(element: ET.Element, fault_of_image: Callable[[bytes], str]) -> str:
    name = _local(element.tag)
    if name == "filter" and any(_are_large(part) for part in element.iter()):
        return f"a filter reaches beyond {_MOST_OF_FILTER:,} % or units; draw it without"
    if name in ("image", "feImage"):
        return _fault_of_link(_link(element), fault_of_image)
    return ""


def _are_large(part: ET.Element) -> bool:
    values = (text for key, text in part.attrib.items() if _local(key) in _FILTERED)
    return any(
        abs(float(each)) > _MOST_OF_FILTER for text in values for each in _NUMBER.findall(text)
    )


def _fault_of_link(link: str, fault_of_image: Callable[[bytes], str]) -> str:
    if not link or link.startswith("#"):
        return ""
    head, comma, data = link.partition(",")
    if not comma or not head.lower().startswith("data:"):
        return "it refers to another file, which is never loaded; put the picture into it"
    try:
        held = b64decode(data) if head.lower().endswith(";base64") else unquote_to_bytes(data)
    except (Error, ValueError):
        return "it holds a picture that cannot be read"
    reason = fault_of_image(held)
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
            used = by_id.get(_link(element)[1:]) if _local(element.tag) == "use" else None
            parts = [*element, *([used] if used is not None else [])]
            known = min(1 + sum(map(count, parts)), _MOST_SHAPES + 1)
            counted[id(element)] = known
        return known

    try:
        return count(root)
    except RecursionError:
        return _MOST_SHAPES + 1


def _link(element: ET.Element) -> str:
    links = (text for key, text in element.attrib.items() if _local(key) == "href")
    return next(links, "").strip()


def _local(name: object) -> str:
    """Leaves out the namespace. A comment or an instruction has no name."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""
