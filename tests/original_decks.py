"""Real decks without a mistake, with the place of every value in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quizgen.diagnostics import TextFile
from quizgen.reading.document import parse
from quizgen.reading.nodes import Node

ROOT = Path(__file__).parent.parent
# Of a deck that has little but what is needed, a half is often a deck as well.
PROJECTS = [ROOT, *(ROOT / f"tests/projects/{name}" for name in ("kk", "ru"))]
PATHS = [path for project in PROJECTS for path in sorted(project.glob("decks/*.yaml"))]
PATHS.append(ROOT / "quizgen/data/starter/deck.yaml")

Path_ = tuple[str, ...]  # the keys down to a value; "" for the entries of a list


@dataclass(frozen=True)
class Place:
    path: Path_
    node: Node

    @property
    def key(self) -> str:
        return self.path[-1]

    @property
    def section(self) -> str:
        return self.path[0]


class Original:
    """A deck that is right, with every value in it and the lines that it takes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = TextFile("deck.yaml", path.read_text("utf-8"))
        self.lines = self.file.text.split("\n")
        root, problems = parse(self.file)
        assert root is not None
        assert not problems
        self.root = root

    @cached_property
    def places(self) -> list[Place]:
        return [place for place in _walk(self.root, ()) if place.node.key_start >= 0]

    @cached_property
    def by_path(self) -> dict[Path_, Node]:
        return {place.path: place.node for place in self.places}

    def line(self, offset: int) -> int:
        return self.file.line_and_column(offset)[0]

    def line_of(self, path: Path_) -> int:
        """That of the key, or of the whole deck's first key."""
        node = self.by_path.get(path)
        return self.line(node.key_start) if node else 1

    def extent(self, place: Place) -> range:
        """The lines of a block entry: down to the next line that is indented no deeper."""
        first = self.line(place.node.key_start)
        indent = len(self.lines[first - 1]) - len(self.lines[first - 1].lstrip())
        last = first
        for number in range(first + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if len(line) - len(line.lstrip()) <= indent:
                break
            last = number
        return range(first, last + 1)

    def is_block(self, place: Place) -> bool:
        """Whether it begins its line."""
        line = self.lines[self.line(place.node.key_start) - 1]
        return line.lstrip().startswith(f"{place.key}:")

    def segment(self, place: Place) -> str:
        """`key: value` as the file has it, where the value is written as it is read; else ""."""
        node = place.node
        end = node.start + len(str(node.value))
        is_plain = isinstance(node.value, str) and self.file.text[node.start : end] == node.value
        return self.file.text[node.key_start : end] if is_plain else ""


def _walk(node: Node, path: Path_) -> Iterator[Place]:
    if isinstance(node.value, dict):
        for key, value in node.value.items():
            yield Place((*path, key), value)
            yield from _walk(value, (*path, key))
    elif isinstance(node.value, list):
        for value in node.value:
            yield from _walk(value, (*path, ""))


ORIGINALS = [Original(path) for path in PATHS]
