"""A question before it is compiled: all its keys together, and what a kind needs to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from quizgen.deck.claim_declarations import StatementKeys, Term
from quizgen.deck.filling import Scope
from quizgen.deck.placeholders import (
    Filled,
    Placeholder,
    Prose,
    is_placeholder,
    literal,
    parse_prose,
    parse_typed,
    single_placeholder,
)
from quizgen.deck.question_declarations import ItemKeys
from quizgen.deck.written import Claim, Deck, Slot
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.fields import texts_of
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, did_you_mean
from quizgen.reading.values import Entries, Values


class ParsedTexts:
    """Texts of templates are parsed once, however many claims they meet."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._parsed: dict[tuple[object, int], Prose] = {}

    def prose(self, node: Node) -> Prose:
        return self._once(node, parse_prose)

    def typed(self, node: Node) -> Prose:
        return self._once(node, parse_typed)

    def holes(self, values: Values) -> Iterator[tuple[Node, Placeholder]]:
        for node in values.texts():
            yield from ((node, hole) for hole in self.prose(node).holes)

    def is_untrue(self, values: Values) -> bool:
        """Whether there is an item for each untrue statement of a claim."""
        return any(hole.name == "untrue" and not hole.form for _, hole in self.holes(values))

    def _once(self, node: Node, parse: Callable[[Node, Report], Prose]) -> Prose:
        prose = self._parsed.get((parse, id(node)))
        if prose is None or prose.node is not node:
            prose = self._parsed[parse, id(node)] = parse(node, self._report)
        return prose


class RawItem(Struct, frozen=True, kw_only=True, dict=True):
    """`values` holds the keys of defaults, claim, template and amendment together, from which the
    kind's are read; `keys` are those of every kind. `node` is where it is written."""

    id: str
    kind: str
    keys: ItemKeys
    values: Values
    was: tuple[str, ...]
    node: Node
    scope: Scope
    texts: ParsedTexts

    @property
    def deck(self) -> Deck:
        return self.scope.deck

    @property
    def claim(self) -> Claim:
        return self.scope.claim

    @property
    def report(self) -> Report:
        return self.scope.report

    @property
    def stem(self) -> Node:
        """The stem, or where it is missing."""
        return self.keys.stem or self.node

    @cached_property
    def filled_stem(self) -> Filled | None:
        plain_text = literal(self.stem)
        return Filled(plain_text) if plain_text else self.scope.fill(self.texts.prose(self.stem))

    def rich(self, node: Node) -> Rich | None:
        """The text with its values in; a gap is at home in the stem of a cloze only."""
        return literal(node) or self._filled(node, self.texts.prose(node))

    def typed(self, node: Node) -> str | None:
        """The text as a learner types it, in which no sign is markup."""
        parse = self.texts.prose if is_placeholder(node) else self.texts.typed
        rich = literal(node) or self._filled(node, parse(node))
        return None if rich is None else plain(rich)

    def _filled(self, node: Node, prose: Prose) -> Rich | None:
        filled = self.scope.fill(prose)
        if filled is None:
            return None
        if filled.gaps:
            where = self.report.part(node, "==")
            message = "a gap (==…==) has no meaning here"
            self.report.error(where, "gap-outside-cloze", message, "write the words without ==")
            return None
        return filled.rich

    def riches(self, nodes: Iterable[Node]) -> tuple[Rich, ...] | None:
        """Several texts; None if one of them cannot be filled."""
        filled = [self.rich(node) for node in nodes]
        return None if None in filled else tuple(rich for rich in filled if rich is not None)

    def placeholder(self, node: Node) -> Placeholder | None:
        """The placeholder, where the text is nothing else: `key: "{missing}"`."""
        return single_placeholder(self.texts.prose(node)) if is_placeholder(node) else None

    def slot(self, node: Node) -> Slot | None:
        """The claim's slot, where the text is nothing but its placeholder."""
        hole = self.placeholder(node)
        return self.claim.slots.get(hole.name) if hole else None

    def spread(self, node: Node) -> list[str] | None:
        """The text as a learner types it, or each value of the slot with several that it names."""
        hole, slot = self.placeholder(node), self.slot(node)
        if hole is None or slot is None or not slot.is_list:
            texts = [self.typed(node)]
        else:
            texts = [self.scope.form_of(term, hole) for term in slot.values]
        return None if None in texts else [text for text in texts if text is not None]

    def variants(self, node: Node, accept: tuple[Node, ...]) -> tuple[str, ...]:
        """What is right beside the text: `accept:` of the question and of its slot."""
        slot = self.slot(node)
        return (*texts_of(accept), *(slot.keys.accept if slot else ()))

    def check_accepted(self, accepted: Entries[object], answers: list[str]) -> None:
        """Variants at `accept:` must be those of an answer that is there."""
        for name, entry in accepted.items():
            if name not in answers:
                where = self.report.key(name, entry.node)
                message = f"“{name}” is not an answer of `{self.id}`"
                self.report.error(where, "unknown-answer", message, did_you_mean(name, answers))

    def said_at_key(self) -> Values:
        """The rationale and the hint that the claim has for its key."""
        if not self.keys.stem:
            return Values({})
        slots, statements = self._keying()
        keys = [self.claim.slots[name].keys for name in dict.fromkeys(slots)]
        whys = [each.why for each in keys] + [each.why for each in statements]
        said = {"rationale": whys, "hint": [each.hint for each in keys]}
        written = {name: [node for node in nodes if node] for name, nodes in said.items()}
        return Values({name: _together(nodes) for name, nodes in written.items() if nodes})

    def _keying(self) -> tuple[list[str], list[StatementKeys]]:
        """The slots that are its key; without a key in words, those that its stem leaves open, and
        what it states."""
        if list(self.values.texts_at(_ANSWERS)):
            slots = map(self.slot, self.values.texts_at(_KEYS))
            return [each.id for each in slots if each], []
        prose = self.texts.prose(self.stem)
        stated = map(self.scope.statement_at, prose.holes)
        return [*prose.left_open], [each for each in stated if each]

    def why(self, node: Node) -> Node | None:
        """The reason that the claim gives for a text that is nothing but {text} or {untrue}."""
        hole = self.placeholder(node)
        said = self.scope.statement_at(hole) if hole else None
        return said.why if said else None

    def pool(self, slot: Slot) -> tuple[Term, ...]:
        return self.deck.pools.get(slot.keys.pool, ())


# Where the kinds have their right answers, and where they say it with a slot.
_KEYS = ("key", "keys", "steps")
_ANSWERS = (*_KEYS, "pairs")


def _together(nodes: list[Node]) -> Node:
    """Several texts as one, at the place of the first."""
    if len(nodes) == 1:
        return nodes[0]
    return Node(" ".join(str(each.value) for each in nodes), nodes[0].start, nodes[0].key_start)


def variants_of(answer: str, accepted: Entries[tuple[Node, ...]]) -> tuple[Node, ...]:
    """What stands beside this answer at an `accept:` that names answers."""
    return accepted[answer].value if answer in accepted else ()
