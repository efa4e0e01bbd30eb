"""What is known of items that should not stand side by side, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum
from functools import cached_property

from msgspec import field

from quizgen.quiz.rich import Stored

MOST = 50  # enemies of one item


class How(StrEnum):
    """What the first item does to the second one."""

    CONTRADICTS = "contradicts"
    TWINS = "twins"
    COUNTS = "counts"
    PRINTS = "prints"
    STATES = "states"
    PAIRS = "pairs"
    SETTLES = "settles"
    TELLS = "tells"
    QUOTES = "quotes"
    REPEATS = "repeats"


_REASONS = {
    How.CONTRADICTS: "`{0}` and `{1}` are statements on one claim; one is true, one is false",
    How.TWINS: "`{0}` and `{1}` are statements on one claim",
    How.COUNTS: "`{0}` asks for as many answers as `{1}` counts",
    How.PRINTS: "`{0}` prints “{2}”, the answer of `{1}`",
    How.STATES: "`{0}` states what the answer of `{1}` has to say: “{2}”",
    How.PAIRS: "`{0}` prints “{2}”, a pair of `{1}`",
    How.SETTLES: "`{0}` shows whether the statement of `{1}` is true",
    How.TELLS: "`{0}` prints most of the words that `{1}` rests on",
    How.QUOTES: "`{0}` quotes the words that `{1}` asks about",
    How.REPEATS: "`{0}` and `{1}` have nearly the same answer",
}


class Enemy(Stored, frozen=True):
    """Whoever reads `teller` first is helped with `asked`."""

    teller: str
    asked: str
    how: How
    words: str = ""

    @property
    def reason(self) -> str:
        return _REASONS[self.how].format(self.teller, self.asked, self.words)


class Group(Stored, frozen=True):
    """More than MOST items of which one is enough, in place of all their pairs."""

    name: str
    items: tuple[str, ...]

    @property
    def reason(self) -> str:
        return f"there are {len(self.items)} {self.name}"


class Enemies(Stored, frozen=True, gc=True, dict=True):
    """`friends` are the items that an author lets stand together, by each of them. `akin` are those
    that show a rare word of what another one asks, which may help with it in a way that no rule
    sees. Neither is kept: items tell their friends, and only drawing looks at what is akin."""

    pairs: tuple[Enemy, ...] = ()
    groups: tuple[Group, ...] = ()
    friends: Mapping[str, Set[str]] = field(default_factory=dict)
    akin: Mapping[str, Set[str]] = field(default_factory=dict)

    def beside(self, item: str) -> Mapping[str, Enemy]:
        """The items that help with it or that it helps with; the groups are apart from them."""
        return self._beside.get(item, {})

    def groups_of(self, item: str) -> Sequence[Group]:
        return self._groups.get(item, ())

    def both_in(self, one: str, other: str) -> Iterator[Group]:
        """The groups of which both are, unless they are friends."""
        if other not in self.friends.get(one, ()):
            theirs = self.groups_of(other)
            yield from (each for each in self.groups_of(one) if each in theirs)

    @cached_property
    def _beside(self) -> Mapping[str, Mapping[str, Enemy]]:
        found: dict[str, dict[str, Enemy]] = {}
        for each in self.pairs:
            found.setdefault(each.teller, {}).setdefault(each.asked, each)
            found.setdefault(each.asked, {}).setdefault(each.teller, each)
        return found

    @cached_property
    def _groups(self) -> Mapping[str, list[Group]]:
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            for item in group.items:
                found.setdefault(item, []).append(group)
        return found

    def reasons(self, item: str) -> list[str]:
        """Why it is kept apart from others, as teller or as the one asked."""
        pairs = [each.reason for each in self.pairs if item in (each.teller, each.asked)]
        return pairs + [each.reason for each in self.groups if item in each.items]


NO_ENEMIES = Enemies()
