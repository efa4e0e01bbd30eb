"""Templates and questions: which kind, which keys, which claims they are for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from quizgen import kinds
from quizgen.deck.claim_declarations import NO_SOURCE, ClaimKeys
from quizgen.deck.placeholders import MARKS_OF_GAPS, marks_are_whole, words_quoted
from quizgen.deck.quiz_declarations import ImageKeys, ItemKeys, OwnKeys, QuestionKeys, TemplateKeys
from quizgen.deck.written import Claim, Question, Template, origin
from quizgen.load.claims import ClaimReader, without_usual
from quizgen.load.format import QUESTION_OWN, TEMPLATE_OWN, a_kind, all_item_fields, item_fields
from quizgen.load.source import Library, read_named_file
from quizgen.quiz import images
from quizgen.quiz.model import Evidence
from quizgen.reading.declaration import Entries, Entry, Field, Values
from quizgen.reading.fields import correct_key, read_keys
from quizgen.reading.nodes import Node, Report, did_you_mean, meant_key
from quizgen.registry import names

_ONE_OR_SEVERAL = "`choice` has one right answer, `multiple` several"
_OPEN, _CLOZE, _SHORT = ("did you mean `open`?", "did you mean `cloze`?", "did you mean `short`?")
_PAIRS, _STEPS = "did you mean `matching`?", "did you mean `ordering`?"

# How other programs call the kinds, where the letters are like those of no kind or of another.
_OTHER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("multiple-choice", "mcq", "mc"), _ONE_OR_SEVERAL),
    **dict.fromkeys(("essay", "long-answer", "free-text"), _OPEN),
    **dict.fromkeys(("gap", "gaps", "gap-fill", "blank", "blanks", "fill-in"), _CLOZE),
    **dict.fromkeys(("fill-in-the-blank", "fill-in-the-blanks", "fill-in-the-gap"), _CLOZE),
    **dict.fromkeys(("short-answer", "shortanswer", "text"), _SHORT),
    **dict.fromkeys(("pair", "pairs"), _PAIRS),
    **dict.fromkeys(("sort", "sequence"), _STEPS),
}

# What only a question without `claim:` says of the claim that it is itself.
_OF_OWN_CLAIM = ("speaker", "told_by", "source", "status", "note", "slots")
_NEEDING_SOURCE = ("speaker", "told_by", "status", "slots", "quote", "par", "translation")
# What a template or a question says of itself and not of its items.
_NOT_HANDED_ON = frozenset((*(each.name for each in (*TEMPLATE_OWN, *QUESTION_OWN)), "lint", "was"))


@dataclass(frozen=True, kw_only=True)
class QuestionReader:
    claim_reader: ClaimReader
    claims: Mapping[str, Claim]
    library: Library
    report: Report
    images: dict[str, bytes] = field(default_factory=dict)  # what it has read, by their names
    own_claims: dict[str, Claim] = field(default_factory=dict)  # those that questions are

    def templates(self, entries: Entries[Node]) -> dict[str, Template]:
        templates: dict[str, Template] = {}
        for name, entry in entries.items():
            kind = self._kind(entry.node, f"template `{name}`", is_needed=True)
            if kind is None:
                continue
            values = self._read(entry.node, kind, _template_fields(kind), "template")
            if values is None:
                continue
            selection = values.into(TemplateKeys).for_
            if self.claim_reader.knows(selection, entry.node.at("for")):
                templates[name] = Template(
                    id=name,
                    node=entry.node,
                    kind=kind,
                    keys=values.into(OwnKeys),
                    values=values.without(_NOT_HANDED_ON),
                    selection=selection,
                )
        return templates

    def questions(
        self, entries: Entries[Node], templates: Mapping[str, Template]
    ) -> dict[str, Question]:
        read = (self._question(name, entry.node, templates) for name, entry in entries.items())
        return {question.id: question for question in read if question is not None}

    def _question(
        self, name: str, node: Node, templates: Mapping[str, Template]
    ) -> Question | None:
        template = templates.get(origin(name).template)
        stated = self._kind(node, f"question `{name}`", is_needed="." not in name)
        if stated is None:
            return None
        kind = stated or (template.kind if template else "")
        if template and stated and stated != template.kind:
            message = f"`{name}` is a {template.kind}; an amendment cannot change that"
            hint = "remove `kind:`, or give the question an id of its own"
            self.report.error(node.at("kind"), "amended-kind", message, hint)
            return None
        if stated == "cloze" and template is None:
            self._quote_stem(node.entries)
        values = self._read(node, kind, _question_fields(kind), "question")
        if values is None:
            return None
        own, keys = values.into(QuestionKeys), values.into(OwnKeys)
        claim = own.claim
        is_own = bool(stated) and (template is None or bool(claim))
        if not is_own or "claim" in node.entries:
            evidence = self._evidence(name, node, own, keys)
            is_astray = template is not None and self._is_on_another(name, claim, node)
            if is_astray or (is_own and not self._is_claim(claim, node)):
                return None
        else:
            claim = name
            evidence = () if self._has_own_claim(name, node, values) else None
        if evidence is None:
            return None
        return Question(
            id=name,
            node=node,
            kind=kind if is_own else "",
            claim=claim,
            keys=keys,
            values=values.without(_NOT_HANDED_ON),
            evidence=evidence,
        )

    def _read(self, node: Node, kind: str, fields: Mapping[str, Field], what: str) -> Values | None:
        """Its keys, without an image that cannot be shown; None if they are those of another
        kind."""
        entries = node.entries
        self._rename_marking(entries, kind)
        if kind and self._has_foreign_keys(entries, kind, fields):
            return None
        what = a_kind(kind, what) if kind else f"a {what}"
        values = Values(read_keys(entries, fields, what, self.report))
        image = values.into(ItemKeys).image if "image" in values else None
        if image and not self._is_shown(image, node.at("image", "file")):
            return values.without(("image",))
        return values

    def _quote_stem(self, entries: dict[str, Node]) -> None:
        """A cloze without evidence quotes what stands between quotation marks in its stem."""
        stem, source = entries.get("stem"), entries.get("source")
        is_bare = not self.claim_reader.has_source or (source and source.value == NO_SOURCE)
        if is_bare or stem is None or "quote" in entries or "claim" in entries:
            return
        text = stem.value if isinstance(stem.value, str) else ""
        # what is missing is reported with the gap
        words = words_quoted(text if marks_are_whole(text) else MARKS_OF_GAPS.sub("", text))
        if words:
            entries["quote"] = Node(words, stem.start, stem.key_start)

    def _is_on_another(self, name: str, claim: str, node: Node) -> bool:
        """Whether an amendment names another claim than that of its item."""
        amended = origin(name).claim
        if not claim or claim == amended or amended not in self.claim_reader.names["claim"].known:
            return False
        message = f"`{name}` amends an item on another claim than `{claim}`"
        hint = "remove `claim:`, or give the question an id of its own"
        self.report.error(node.at("claim"), "amended-kind", message, hint)
        return True

    def _has_own_claim(self, name: str, node: Node, values: Values) -> bool:
        """A question that quotes for itself is its own claim, and bears the claim's id; so is one
        that rests on no text."""
        own = values.into(QuestionKeys)
        is_bare = own.source == NO_SOURCE or not self.claim_reader.has_source
        if is_bare and self._needs_source(name, node):
            return False
        if own.source != NO_SOURCE and not self.claim_reader.is_source(own.source, node):
            return False
        if not is_bare and "quote" not in node.entries:
            message = f"question `{name}` has no evidence: it needs `quote:`, or `claim:`"
            hint = f"quote: the words that show it{_or_a_claim(list(self.claims))}"
            self.report.error(self.report.opening(node), "no-evidence", message, hint)
            return False
        if name in self.claim_reader.names["claim"].known:
            message = f"`{name}` is the id of a claim, and this question is a claim of its own"
            hint = f"choose another id, or write claim: {name}"
            self.report.error(self.report.opening(node), "id-in-use", message, hint)
            return False
        entry = Entry(name, values.into(ClaimKeys), node)
        # of what rests on no text, nobody in particular says it
        bare = Claim(id=name, node=node, keys=entry.value)
        claim = bare if is_bare else self.claim_reader.claim(name, entry)
        if claim is not None:
            self.own_claims[name] = claim
        return claim is not None

    def _needs_source(self, name: str, node: Node) -> bool:
        """Whether the question says what only the words of a text can show."""
        needing = [key for key in _NEEDING_SOURCE if key in node.entries]
        for key in needing:
            message = f"`{key}:` goes with a source, and `{name}` rests on no text"
            hint = "remove it, or name the source of the words"
            self.report.error(node.entries[key], "needs-source", message, hint, key=key)
        return bool(needing)

    def _check_foreign(self, node: Node, name: str, claim: str) -> None:
        """What only a question that is its own claim can say."""
        entries = node.entries
        for key in _OF_OWN_CLAIM:
            if key in entries:
                message = f"`{key}:` belongs to the claim, and `{name}` asks about `{claim}`"
                hint = f"write it at `{claim}`, or quote here and leave out `claim:`"
                self.report.error(entries[key], "belongs-to-claim", message, hint, key=key)

    def _evidence(
        self, name: str, node: Node, own: QuestionKeys, keys: OwnKeys
    ) -> tuple[Evidence, ...] | None:
        """What a question quotes in place of its claim: whose words they are the claim says,
        where the quotation does not."""
        claim_id = own.claim or origin(name).claim
        self._check_foreign(node, name, claim_id)
        if own.quote is None:
            return ()
        claim = self.claims.get(claim_id)
        where = self.report.opening(node)
        stated = self.claim_reader.stated(claim.keys, where) if claim else None
        found = self.claim_reader.evidence(own, keys.draft, stated, node)
        if found is None or claim is None:
            return found
        is_known = all(each.voice for each in found)
        return without_usual(found, claim.speaker) if is_known else None

    def _kind(self, node: Node, what: str, *, is_needed: bool) -> str | None:
        """The stated kind; "" where none is needed; None after a report."""
        self._correct_kind(node.entries, what)
        entry = node.entries.get("kind")
        known = names(kinds)
        if entry is None:
            if not is_needed:
                return ""
            where = self.report.opening(node)
            self.report.error(where, "missing-key", f"{what} needs `kind:`", "kind: choice")
            return None
        kind = str(entry.value) if isinstance(entry.value, str) else ""
        if kind not in known:
            other = "-".join(re.split("[ _-]+", kind.lower()))
            hint = _OTHER_NAMES.get(other) or did_you_mean(kind, known)
            message = f"unknown kind `{kind}`"
            message = message if kind else f"a kind is expected here, not {entry.shown}"
            self.report.error(entry, "unknown-kind", message, hint)
            return None
        return kind

    def _correct_kind(self, entries: dict[str, Node], what: str) -> None:
        """`Kind:` and `type:` are read as `kind:`, on which all other keys depend."""
        if "kind" in entries:
            return
        others = [key for key in entries if key not in all_item_fields()]
        meant = [key for key in others if meant_key(key, ("kind",))]
        if meant:
            correct_key(entries, meant[0], ("kind",), what, self.report)

    def _has_foreign_keys(
        self, entries: dict[str, Node], kind: str, fields: Mapping[str, Field]
    ) -> bool:
        """Keys of other kinds. Which of the two is wrong nobody can tell, so one message is all
        that is said of such a question."""
        if entries.keys() <= fields.keys():
            return False  # most of them
        foreign = [key for key in entries if key not in fields and key in all_item_fields()]
        for key in foreign:
            *others, last = (each for each in names(kinds) if key in item_fields(each))
            having = f"{', '.join(others)} and {last}" if others else last
            message = f"`{key}:` belongs to {having}, and this is {a_kind(kind, '').rstrip()}"
            meant = meant_key(key, fields)
            is_near = meant and (meant in key or key in meant)  # `keys`, and not `pairs` for `par`
            hint = f"kind: {[*others, last][0]}" + (
                f", or did you mean `{meant}`?" if is_near else ""
            )
            self.report.error(entries[key], "unknown-key", message, hint, key=key)
        return bool(foreign)

    def _rename_marking(self, entries: dict[str, Node], kind: str) -> None:
        """Marking points once stood at `points:`, which now says what a question is worth."""
        points = entries.get("points")
        if kind and points and isinstance(points.value, list) and "marking" not in entries:
            if "marking" not in item_fields(kind):
                return
            message = "a list of marking points is called `marking:` now; `points:` is a number"
            hint = "write marking: instead"
            self.report.warning(points, "renamed-key", message, hint, key="points")
            entries["marking"] = entries.pop("points")

    def _is_shown(self, image: ImageKeys, node: Node) -> bool:
        content = read_named_file(node, "image-not-found", self.library, self.report)
        if content is None:
            return False
        fault = images.fault(image.file, content)
        if fault:
            message = f"`{image.file}` cannot be used as an image: {fault}"
            hint = "save it as PNG or JPEG, in the size that it is shown in"
            self.report.error(node, "unknown-image-type", message, hint)
            return False
        self.images[image.file] = content
        return True

    def _is_claim(self, claim: str, node: Node) -> bool:
        if claim and claim not in self.claims:
            hint, at = did_you_mean(claim, self.claims), node.at("claim")
            self.claim_reader.names["claim"].has(claim, at, self.report, hint)
        return claim in self.claims


def _or_a_claim(claims: list[str]) -> str:
    if not claims:
        return ""
    several = f" (or {', '.join(claims[1:12])}{' …' if len(claims) > 12 else ''})"
    return f"; or claim: {claims[0]}{several if len(claims) > 1 else ''}"


@cache
def _template_fields(kind: str) -> Mapping[str, Field]:
    return {**{each.name: each for each in TEMPLATE_OWN}, **item_fields(kind)}


@cache
def _question_fields(kind: str) -> Mapping[str, Field]:
    known = item_fields(kind) if kind else all_item_fields()
    return {**{each.name: each for each in QUESTION_OWN}, **known}
