"""Located values, and where they, their keys and their parts stand in the file."""

from __future__ import annotations

from typing import TypeAlias

from quizgen.diagnostics import Location, TextFile

Value: TypeAlias = "str | list[Node] | dict[str, Node]"


class Node:
    """A value and where it stands: `start` and `key_start` are offsets into the file's text
    (`key_start` is -1 where the value has no key). Not a dataclass: a large deck has 100,000."""

    __slots__ = ("key_start", "start", "value")

    def __init__(self, value: Value, start: int, key_start: int = -1) -> None:
        self.value = value
        self.start = start
        self.key_start = key_start

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.start})"


def written_at(node: Node, *path: str) -> Node:
    """The value below `node` at these keys; the last step may be a text in a list. As deep as
    the file goes along."""
    for step in path:
        found: Node | None = None
        if isinstance(node.value, dict):
            found = node.value.get(step)
        elif isinstance(node.value, list):
            found = next((each for each in node.value if each.value == step), None)
        if found is None:
            return node
        node = found
    return node


def location(file: TextFile, node: Node) -> Location:
    """Where a value stands; the range is its text on its first line."""
    if isinstance(node.value, str):
        first_line = node.value.partition("\n")[0]
        quoted = file.text[node.start : node.start + 1] in ("'", '"')
        return Location(file, node.start, node.start + len(first_line) + 2 * quoted)
    return Location(file, node.start, node.start + 1)


def key_location(file: TextFile, key: str, node: Node) -> Location:
    """Where the key of a value stands."""
    start = node.key_start if node.key_start >= 0 else node.start
    quoted = file.text[start : start + 1] in ("'", '"')
    return Location(file, start, start + len(key) + 2 * quoted)


def part_location(file: TextFile, node: Node, part: str) -> Location:
    """Where `part` stands in the text of a value; the value itself if it cannot be told
    (an escape or a folded line inside the part)."""
    start = file.text.find(part, node.start)
    end = node.start + 2 * len(str(node.value)) + 1000
    if part and 0 <= start < end:
        return Location(file, start, start + len(part))
    return location(file, node)
