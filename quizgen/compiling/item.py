"""One question → one item: its texts filled in, its response made, its words checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from quizgen import kinds
from quizgen.compiling.attribution import Attribution
from quizgen.compiling.giveaway import Giveaways
from quizgen.compiling.texts import answers, written
from quizgen.deck.asked import Asked
from quizgen.deck.filling import Scope
from quizgen.deck.placeholders import Filled, Prose, literal, parse_prose, parse_typed, without_gaps
from quizgen.deck.written import Claim, Deck, Keys
from quizgen.load.claims import report_leftover
from quizgen.load.format import a_kind, item_fields
from quizgen.phrases import leftover, may_hold_leftovers
from quizgen.quiz.model import Evidence, Gaps, Item, Outlet, Response, Rich, Scoring, plain
from quizgen.reading.fields import Entry
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, opening
from quizgen.registry import load

EVERYWHERE = frozenset(Outlet)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with all its keys together: defaults, claim, template, amendment. `node` is
    where it is written."""

    id: str
    kind: str
    claim: Claim
    keys: Keys
    evidence: tuple[Evidence, ...]
    was: tuple[str, ...]
    node: Node

    @property
    def stem(self) -> Node:
        """The stem, or where it is missing."""
        found: Node = self.keys.get("stem", self.node)
        return found


class ItemCompiler:
    """Compiles the questions of one deck; what goes wrong is in `report`."""

    def __init__(self, deck: Deck, report: Report) -> None:
        self.deck = deck
        self.report = report
        self._attribution = Attribution(deck, report)
        self._giveaways = Giveaways(report)
        self._may_hold_leftovers = may_hold_leftovers(deck.file.text)
        self._parsed: dict[tuple[object, int], Prose] = {}

    def parse(self, node: Node) -> Prose:
        """Texts of templates are parsed once, however many claims they meet."""
        return self._once(node, parse_prose)

    def parse_typed(self, node: Node) -> Prose:
        return self._once(node, parse_typed)

    def _once(self, node: Node, parse: Callable[[Node, Report], Prose]) -> Prose:
        prose = self._parsed.get((parse, id(node)))
        if prose is None or prose.node is not node:
            prose = self._parsed[parse, id(node)] = parse(node, self.report)
        return prose

    def compile(self, draft: Draft) -> Item | None:
        """None where something essential is missing or cannot be filled in."""
        asked = self._asked(draft) if self._has_required(draft) else None
        if asked is None:
            return None
        response: Response | None = load(kinds, draft.kind).respond(asked)
        keys = draft.keys
        rationale = _optional(asked, keys.get("rationale"))
        hint = _optional(asked, keys.get("hint"))
        note = _optional(asked, draft.claim.note)
        if response is None or rationale is None or hint is None or note is None:
            return None
        item = Item(
            id=draft.id,
            kind=draft.kind,
            stem=_shown(response, draft.kind, asked),
            response=response,
            claim=draft.claim.id,
            evidence=draft.evidence,
            status=draft.claim.status,
            speaker=draft.claim.speaker,
            note=note,
            rationale=rationale,
            hint=hint,
            image=keys.get("image"),
            tags=keys.get("tags", ()),
            topic=keys.get("topic", ""),
            difficulty=keys.get("difficulty"),
            bloom=keys.get("bloom", ""),
            subdeck=str(keys["subdeck"].value) if "subdeck" in keys else "",
            use=frozenset(map(Outlet, keys["use"])) if "use" in keys else EVERYWHERE,
            scoring=Scoring(keys.get("scoring", Scoring.ALL)),
            enemies=tuple(self._enemy(each, draft.claim) for each in keys.get("enemies", ())),
            was=draft.was,
        )
        self._check(item, draft)
        return item

    def check_finished(self, item: Item, draft: Draft) -> None:
        """What only a draft may hold."""
        if not self._may_hold_leftovers:
            return
        texts = (*(plain(rich) for rich in written(item)), *answers(item))
        if found := next(filter(None, map(leftover, texts)), ""):
            nodes = texts_below({**draft.keys, "note": draft.claim.note})
            at = next((node for node in nodes if leftover(str(node.value))), draft.stem)
            report_leftover(at, found, self.report)

    def _asked(self, draft: Draft) -> Asked | None:
        scope = Scope(self.deck, draft.claim, draft.evidence, self.report)
        plain_text = literal(draft.stem)
        stem = Filled(plain_text) if plain_text else scope.fill(self.parse(draft.stem))
        if stem is None:
            return None
        return Asked(
            draft.id,
            self.deck,
            draft.claim,
            draft.keys,
            stem,
            scope,
            self.report,
            self.parse,
            self.parse_typed,
        )

    def _has_required(self, draft: Draft) -> bool:
        missing = _required(draft.kind) - draft.keys.keys()
        written = draft.node.value if isinstance(draft.node.value, dict) else {}
        for name in sorted(missing - written.keys()):  # else it was read, and reported then
            message = f"`{draft.id}`: {a_kind(draft.kind, 'question')} needs `{name}:`"
            example = item_fields(draft.kind)[name].example
            where = opening(draft.node, self.report)
            self.report.error(where, "missing-key", message, f"{name}: {example or '…'}")
        return not missing

    def _enemy(self, node: Node, claim: Claim) -> str:
        """A template's id stands for its item on the same claim."""
        name = str(node.value)
        is_template = name in self.deck.templates and name not in self.deck.questions
        return f"{claim.id}.{name}" if is_template else name

    def _check(self, item: Item, draft: Draft) -> None:
        def place(words: str) -> Node:
            written = {**draft.keys, "note": draft.claim.note}
            nodes = (node for node in texts_below(written) if words in str(node.value))
            return next(nodes, draft.stem)

        self._attribution.check(item, draft.claim, draft.stem, place)
        self._giveaways.check(item, draft.stem)


def texts_below(value: Any) -> Iterator[Node]:
    """All texts below a key, however deep."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if isinstance(each, Entry):
                yield Node(str(key), each.node.key_start, each.node.key_start)
                yield from texts_below(each.value)
            else:
                yield from texts_below(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_below(each)


@cache
def _required(kind: str) -> frozenset[str]:
    fields = item_fields(kind).values()
    return frozenset({"stem", *(each.name for each in fields if each.is_required)})


def _optional(asked: Asked, node: Node | None) -> Rich | None:
    """() for a text that is not there; None for one that cannot be filled."""
    return asked.rich(node) if node is not None else ()


def _shown(response: Response, kind: str, asked: Asked) -> Rich:
    """The stem as it is shown. Only ordered gaps are answered in it; elsewhere `{quote|gap slot}`
    is a blank to look at, and ==…== is a mistake."""
    stem: Filled = asked.stem
    is_answered = isinstance(response, Gaps) and response.is_ordered
    if is_answered or not stem.gaps:
        return stem.rich
    if any(not part.slot for part in stem.gaps):
        where = asked.report.part(asked.node("stem"), "==")
        message = f"{a_kind(kind, 'question')} has no gaps to fill (==…==)"
        hint = "use kind: cloze, or {quote|gap SLOT}"
        asked.report.error(where, "gap-outside-cloze", message, hint)
    return without_gaps(stem.rich)
