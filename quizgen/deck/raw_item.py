"""A question before it is compiled: all its keys together, and what its placeholders stand for.

The names are a closed list: the slots of the claim, `text`, `untrue`, `speaker`, `quote` and
`source`; so are the filters: `cap`, `gap SLOT` and those of the deck's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from quizgen.deck.claim_declarations import StatementKeys, Term
from quizgen.deck.placeholders import Filled, ParsedTexts, Placeholder, Prose, Value, literal
from quizgen.deck.quiz_declarations import ItemKeys
from quizgen.deck.written import Claim, Deck, Slot
from quizgen.quiz.model import About, Evidence, Speaker
from quizgen.quiz.rich import Rich, Text, plain
from quizgen.reading.characters import find_whole
from quizgen.reading.declaration import Entries, Values
from quizgen.reading.fields import texts_of
from quizgen.reading.nodes import Node, Report, did_you_mean

BUILT_IN = ("quote", "source", "speaker", "teller", "text", "untrue")


def available(claim: Claim) -> set[str]:
    """The names that a text about this claim can use."""
    keys = claim.keys
    what = (claim.evidence, claim.evidence, claim.speaker, claim.teller, keys.text, keys.untrue)
    built_in = (name for name, each in zip(BUILT_IN, what, strict=True) if each)
    return {*claim.slots, *built_in, *(f"untrue.{name}" for name in keys.untrue if name)}


class RawItem(Struct, frozen=True, kw_only=True, dict=True):
    """`values` holds the keys of defaults, claim, template and amendment together, from which the
    kind's are read; `keys` are those of every kind. `node` is where it is written. `statement`
    names the one that {untrue} stands for, where the claim has several. Whatever cannot be filled
    is reported."""

    id: str
    kind: str
    keys: ItemKeys
    values: Values
    was: tuple[str, ...]
    node: Node
    deck: Deck
    claim: Claim
    evidence: tuple[Evidence, ...]
    statement: str
    report: Report
    texts: ParsedTexts

    @property
    def stem(self) -> Node:
        """The stem, or where it is missing."""
        return self.keys.stem or self.node

    def written_at(self, *keys: str) -> Node:
        """Where the first of these keys is written; the stem, where defaults have it."""
        amendment = self.deck.questions.get(self.id)
        written = {**self.node.entries, **(amendment.node.entries if amendment else {})}
        return next((written[each] for each in keys if each in written), self.stem)

    @cached_property
    def filled_stem(self) -> Filled | None:
        if words := literal(self.stem):
            return Filled(words)
        return self.texts.prose(self.stem).filled(self._resolve)

    def rich(self, node: Node) -> Rich | None:
        """The text with its values in; a gap is at home in the stem of a cloze only."""
        return literal(node) or self._filled(node, self.texts.prose(node))

    def typed(self, node: Node) -> str | None:
        """The text as a learner types it, in which no sign is markup."""
        rich = literal(node) or self._filled(node, self.texts.typed(node))
        return None if rich is None else plain(rich)

    def _filled(self, node: Node, prose: Prose) -> Rich | None:
        filled = prose.filled(self._resolve)
        if filled is None:
            return None
        if filled.gaps:
            message, hint = "a gap (==…==) has no meaning here", "write the words without =="
            self.report.error(node, "gap-outside-cloze", message, hint, part="==")
            return None
        return filled.rich

    def riches(self, nodes: Iterable[Node]) -> tuple[Rich, ...] | None:
        """Several texts; None if one of them cannot be filled."""
        filled = [self.rich(node) for node in nodes]
        return None if None in filled else tuple(rich for rich in filled if rich is not None)

    def slot(self, node: Node) -> Slot | None:
        """The claim's slot, where the text is nothing but its placeholder."""
        hole = self.texts.alone(node)
        return self.claim.slots.get(hole.name) if hole else None

    def spread(self, node: Node) -> list[str] | None:
        """The text as a learner types it, or each value of the slot with several that it names."""
        hole, slot = self.texts.alone(node), self.slot(node)
        if hole is None or slot is None or not slot.is_list:
            texts = [self.typed(node)]
        else:
            texts = [self.form_of(term, hole) for term in slot.values]
        return None if None in texts else [text for text in texts if text is not None]

    def contents(self, node: Node) -> tuple[Rich, ...] | None:
        """The text, or each value of the slot with several that it names."""
        slot = self.slot(node)
        if slot is None or not slot.is_list:
            rich = self.rich(node)
            return None if rich is None else (rich,)
        texts = self.spread(node)
        return None if texts is None else tuple((Text(text),) for text in texts)

    def also_true(self, node: Node) -> tuple[str, ...]:
        """Other right answers, where the text is a slot."""
        slot = self.slot(node)
        return slot.keys.also_true if slot else ()

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
        stated = map(self.statement_at, prose.holes)
        return [*prose.left_open], [each for each in stated if each]

    def why(self, node: Node) -> Node | None:
        """The reason that the claim gives for a text that is nothing but {text} or {untrue}."""
        hole = self.texts.alone(node)
        said = self.statement_at(hole) if hole else None
        return said.why if said else None

    def pool(self, slot: Slot) -> tuple[Term, ...]:
        return self.deck.pools.get(slot.keys.pool, ())

    # --- What the placeholders stand for ---

    def _resolve(self, hole: Placeholder, node: Node) -> Value | None:
        text = self._text(hole, node) if hole.name else None  # else it was reported when parsed
        value = None if text is None else Value(text)
        for name, argument in hole.filters:
            value = value and self._filtered(value, name, argument, hole, node)
        return value

    def form_of(self, term: Term, hole: Placeholder) -> str | None:
        """The term in the form and through the filters of the placeholder (but for `gap`)."""
        text = self._form(term, hole, term.value, f"`{term.text}`")
        for name, _ in hole.filters:
            text = self._filters[name](text) if text and name in self._filters else text
        return text

    def _text(self, hole: Placeholder, node: Node) -> str | None:
        slot = self.claim.slots.get(hole.name)
        if slot is not None:
            texts = [self._form(each, hole, node, f"slot `{slot.id}`") for each in slot.values]
            said = [text for text in texts if text is not None]
            is_whole = len(said) == len(texts)
            return self.deck.language.enumerated(said or [""]) if is_whole else None
        match hole.name:
            case "speaker" if self.claim.speaker:
                return self._speaker(self.claim.speaker, hole, node)
            case "teller" if self.claim.teller:
                return self._speaker(self.claim.teller, hole, node)
            case "quote" if not hole.form and self.evidence:
                return self.evidence[0].quote
            case "source" if hole.form == "as" and self.claim.evidence:
                return self.deck.about.source_of((*self.evidence, *self.claim.evidence)[0]).name
            case name if hole.form == "as" and self.claim.evidence and name in self._sources:
                return self._sources[name]
            case "text" if self.claim.keys.text and not hole.form:
                return self._clause(self.claim.keys.text.text)
            case "untrue" if self.claim.keys.untrue:
                if statement := self.statement_at(hole):
                    return self._clause(statement.text)
                self._report_unnamed(hole, node)
                return None
        self._report_unknown(hole, node)
        return None

    def statement_at(self, hole: Placeholder) -> StatementKeys | None:
        """The statement that {text}, {untrue} or {untrue.NAME} stands for."""
        if hole.name != "untrue":
            return self.claim.keys.text if hole.name == "text" else None
        statements = self.claim.keys.untrue
        only = next(iter(statements), "") if len(statements) == 1 else ""
        return statements.get(hole.form or self.statement or only)

    def _report_unnamed(self, hole: Placeholder, node: Node) -> None:
        names = [name for name in self.claim.keys.untrue if name]
        forms = " or ".join(f"{{untrue.{name}}}" for name in names) or "{untrue}"
        has = "no such statement" if hole.form else f"{len(names)} untrue statements"
        message = f"`{hole.written}`: claim `{self.claim.id}` has {has}"
        hint = did_you_mean(hole.form, names, f"write {forms}")
        self.report.error(node, "unknown-slot", message, hint, part=hole.written)

    @property
    def _sources(self) -> dict[str, str]:
        return names_of_sources(self.deck.about)

    def _form(self, term: Term, hole: Placeholder, node: Node, owner: str) -> str | None:
        if not hole.form:
            return term.text
        if hole.form not in term.forms:
            self._missing_form(hole, node, f"{owner} has no form", term.forms)
        return term.forms.get(hole.form)

    def _speaker(self, speaker: Speaker, hole: Placeholder, node: Node) -> str | None:
        parts = {"": speaker.name, **parts_of(speaker)}
        if hole.form not in parts:
            self._missing_form(hole, node, f"speaker `{speaker.id}` has no", parts)
        return parts.get(hole.form)

    def _missing_form(
        self, hole: Placeholder, node: Node, has_none: str, forms: Iterable[str]
    ) -> None:
        known = sorted(filter(None, forms))
        where = "as `role:`" if hole.form == "role" else "under `forms:`"
        there = f"forms there: {', '.join(known) or 'none'}; add it {where}"
        hint = did_you_mean(hole.form, known, there)
        message = f"{has_none} `{hole.form}`"
        self.report.error(node, "missing-form", message, hint, part=hole.written)

    def _clause(self, node: Node) -> str | None:
        prose = self.texts.prose(node)
        for hole in prose.holes:
            if hole.name in ("text", "untrue"):
                message, hint = "a clause cannot hold a clause", "write the words out"
                self.report.error(node, "unknown-slot", message, hint, part=hole.written)
                return None
        filled = prose.filled(self._resolve)
        return plain(filled.rich) if filled else None

    def _filtered(
        self, value: Value, name: str, argument: str, hole: Placeholder, node: Node
    ) -> Value | None:
        if name == "gap":
            return self._gap(value, argument, hole, node)
        if name not in self._filters:
            known = ("gap", *self._filters)
            hint = did_you_mean(name, known)
            self.report.error(node, "unknown-filter", f"unknown filter `{name}`", hint, part=name)
            return None
        text = self._filters[name](value.text)
        shift = max(text.find(value.text), 0)
        part = value.open_part
        moved = (part[0] + shift, part[1] + shift) if part else None
        return Value(text, moved, value.slot)

    @property
    def _filters(self) -> Mapping[str, Callable[[str], str]]:
        return {"cap": lambda text: text[:1].upper() + text[1:], **self.deck.language.filters}

    def _gap(self, value: Value, slot_id: str, hole: Placeholder, node: Node) -> Value | None:
        where = self.report.part(node, hole.written)
        slot = self.claim.slots.get(slot_id)
        if slot is None:
            message = f"`{hole.written}` leaves open the slot `{slot_id}`, which is not there"
            hint = did_you_mean(slot_id, self.claim.slots, "write {quote|gap SLOT}")
            self.report.error(where, "unknown-slot", message, hint)
            return None
        if slot.is_list:
            message = f"`gap` leaves open one value; `{slot_id}` has several"
            hint = "use a slot with `value:`, or mark the gaps by hand: ==…=="
            self.report.error(where, "gap-not-found", message, hint)
            return None
        for term in slot.values:
            for text in (term.text, *term.forms.values(), *slot.keys.accept):
                start = find_whole(text, value.text)
                if start >= 0:
                    return Value(value.text, (start, start + len(text)), slot_id)
        message = f"`{slot.values[0].text}` does not stand in “{value.text}”"
        self.report.error(where, "gap-not-found", message, "leave open words that stand there")
        return None

    def _report_unknown(self, hole: Placeholder, node: Node) -> None:
        name = f"{hole.name}.{hole.form}" if hole.form else hole.name
        known: Iterable[str] = available(self.claim)
        known = {"source.as" if name == "source" else name for name in known}
        known |= {f"{name}.as" for name in self._sources if self.claim.evidence}
        if hole.name in BUILT_IN[:4] and not self.claim.evidence:
            message = f"`{hole.written}`: `{self.claim.id}` rests on no text"
        elif hole.name in BUILT_IN and hole.name not in available(self.claim):
            why = {"speaker": "the source itself speaks", "teller": "nobody passes the words on"}
            missing = why.get(hole.name, "it gives none")
            message = f"`{hole.written}`: not for claim `{self.claim.id}`, {missing}"
        else:
            message = f"unknown placeholder `{hole.written}` in a text on claim `{self.claim.id}`"
        hint = did_you_mean(name, known)
        if hole.name == "speaker" and self.claim.evidence and not self.claim.speaker:
            who = next(iter(self.deck.speakers), "")
            hint = f"say whose words they are: write `speaker: {who or 'ID'}` at `{self.claim.id}`"
            hint += ", or another id" if len(self.deck.speakers) > 1 else ""
            hint += "" if who else ", and the name of ID under `speakers:`"
        self.report.error(node, "unknown-slot", message, hint, part=hole.written)


def names_of_sources(about: About) -> dict[str, str]:
    """What {sources.ID.as} stands for, under what stands before its `.as`."""
    return {f"sources.{each.id}": each.name for each in about.sources if each.id}


def parts_of(speaker: Speaker) -> dict[str, str]:
    """What can stand after the dot in {speaker.…}."""
    role = {"role": speaker.role} if speaker.role else {}
    return {"full": speaker.full, **role, **speaker.forms}


# Where the kinds have their right answers, and where they say it with a slot.
_KEYS = ("key", "keys", "steps")
_ANSWERS = (*_KEYS, "pairs")


def _together(nodes: list[Node]) -> Node:
    """Several texts as one, at the place of the first."""
    if len(nodes) == 1:
        return nodes[0]
    return Node(" ".join(each.text for each in nodes), nodes[0].start, nodes[0].key_start)


def variants_of(answer: str, accepted: Entries[tuple[Node, ...]]) -> tuple[Node, ...]:
    """What stands beside this answer at an `accept:` that names answers."""
    return accepted[answer].value if answer in accepted else ()
