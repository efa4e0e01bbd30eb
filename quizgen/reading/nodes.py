"""Values that know their place in the file, and the places of their keys and parts."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from quizgen.diagnostics import Location, TextFile

Value: TypeAlias = "str | list[Node] | dict[str, Node]"


class Node(Struct, eq=False, gc=False):
    """A value and its place. `start` and `key_start` are offsets into the file's text; `key_start`
    is -1 if the value has no key. This is no dataclass, which would be slower to make: a large deck
    has 100,000 nodes, and the collector would look at each of them again and again."""

    value: Value
    start: int
    key_start: int = -1

    @property
    def entries(self) -> dict[str, Node]:
        """The values of a mapping by their keys; none where there is something else."""
        return self.value if isinstance(self.value, dict) else {}

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.start})"


def written_at(node: Node, *path: str) -> Node:
    """The value below `node` at these keys, or the deepest one on the way that the file has. The
    last step may be a text in a list."""
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


def entries_at(node: Node, key: str) -> dict[str, Node]:
    """The mapping that the file has at a key of `node`, read or not."""
    found = node.entries.get(key)
    return found.entries if found else {}


def location(file: TextFile, node: Node) -> Location:
    """The place of a value; the range covers the text on its first line."""
    if isinstance(node.value, str):
        first_line = node.value.partition("\n")[0]
        quoted = file.text[node.start : node.start + 1] in ("'", '"')
        return Location(file, node.start, node.start + len(first_line) + 2 * quoted)
    return Location(file, node.start, node.start + 1)


def key_location(file: TextFile, key: str, node: Node) -> Location:
    """The place of the key of a value."""
    start = node.key_start if node.key_start >= 0 else node.start
    quoted = file.text[start : start + 1] in ("'", '"')
    return Location(file, start, start + len(key) + 2 * quoted)


def part_location(file: TextFile, node: Node, part: str) -> Location:
    """The place of `part` in the text of a value, or of the whole value if the part cannot be found
    (it may have an escape or a folded line inside)."""
    start = file.text.find(part, node.start)
    # escapes and indents can make the written text longer than the value
    end = node.start + 2 * len(str(node.value)) + 1000
    if part and 0 <= start < end:
        return Location(file, start, start + len(part))
    return location(file, node)
