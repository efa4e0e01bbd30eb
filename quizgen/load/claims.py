"""Claims: who says so, the quotation found in the source, the slots held against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.deck.written import REPORTER, Claim, Slot, Term
from quizgen.diagnostics import Diagnostic, Location
from quizgen.phrases import PLACEHOLDER, leftover, shortened
from quizgen.quiz.model import Evidence, Speaker, Status
from quizgen.reading.fields import Entry
from quizgen.reading.nodes import Node, location
from quizgen.reading.report import Report, did_you_mean, opening
from quizgen.source.evidence import Found, NotFound, Several, as_evidence, locate
from quizgen.source.folding import folded
from quizgen.source.speech import QuotedParagraph, Speech
from quizgen.source.text import SourceText

_HANDED_ON = ("tags", "topic", "difficulty", "bloom", "subdeck", "rationale")

Values = Mapping[str, Any]


def read_term(value: Node | Values) -> Term:
    """A term written as text, or with its forms."""
    if isinstance(value, Node):
        return Term(str(value.value), value)
    node: Node = value["value"]
    return Term(str(node.value), node, _forms(value))


def allowed(values: Values) -> tuple[Node, ...]:
    """The codes at `lint: {allow: […]}`; whether there are such rules is for lint to say."""
    codes: tuple[Node, ...] = values.get("lint", {}).get("allow", ())
    return codes


@dataclass(frozen=True, slots=True)
class Unread:
    """The names of a section that could not be read; all names, where no entry of it could.
    They are reported there, and whoever uses them is not told again."""

    names: frozenset[str] = frozenset()
    is_whole: bool = False

    def __contains__(self, name: object) -> bool:
        return self.is_whole or name in self.names


class ClaimReader:
    """Reads claims against one source; questions borrow it for quotations of their own."""

    def __init__(
        self,
        source: SourceText,
        speakers: Mapping[str, Speaker],
        pools: Mapping[str, tuple[Term, ...]],
        defaults: Values,
        report: Report,
        unread_speakers: Unread,
        unread_pools: Unread,
        speech: Speech,
    ) -> None:
        self.speech = speech
        self.unread_speakers = unread_speakers
        self.unread_pools = unread_pools
        self.source = source
        self.speakers = speakers
        self.pools = pools
        self.defaults = defaults
        self.report = report
        self.named: frozenset[str] = frozenset()  # all claims of the file, bad ones too

    def read(self, entries: Mapping[str, Entry], named: Iterable[str]) -> dict[str, Claim]:
        self.named = frozenset(named)
        claims: dict[str, Claim] = {}
        for name, entry in entries.items():
            claim = self._claim(name, entry)
            if claim is not None:
                claims[name] = claim
        return claims

    def evidence(self, values: Values) -> tuple[Evidence, ...] | None:
        """Every quotation at `quote:`; None if one of them is not in the source."""
        written = values["quote"]
        several = written if isinstance(written, tuple) else (written,)
        found: list[Evidence] = []
        for each in several:
            own: Values = {"quote": each, **_beside(values)} if isinstance(each, Node) else each
            evidence = self._located(own) if "quote" in own else None
            if evidence is None:
                return None
            found.append(evidence)
        return tuple(found)

    def _claim(self, name: str, entry: Entry) -> Claim | None:
        values: Values = {**self._defaults(), **entry.value}
        evidence = self.evidence(values) if "quote" in values else None
        speaker_id = values.get("speaker")
        if speaker_id is None and "speaker" not in entry.node.value:
            where = opening(entry.node, self.report)
            self.report.error(where, "missing-key", "a claim needs `speaker:`", "speaker: reporter")
        if evidence is None or speaker_id is None or not self._is_speaker(speaker_id, entry):
            return None
        slots = self._slots(values.get("slots", {}), evidence)
        if len(slots) < _count(entry.node, "slots"):
            return None
        speaker = self.speakers.get(speaker_id)
        default = Status.OPINION if speaker else Status.FACT
        claim = Claim(
            name,
            entry.node,
            speaker,
            Status(values.get("status", default)),
            evidence,
            values.get("text"),
            values.get("untrue"),
            values.get("note"),
            slots,
            {key: values[key] for key in _HANDED_ON if key in values},
            values.get("draft", False),
            values.get("was", ()),
            allowed(values),
        )
        self._check_note(claim)
        self.check_voice(claim.speaker, evidence, self.report.key(name, entry.node))
        return claim

    def check_voice(
        self, speaker: Speaker | None, evidence: tuple[Evidence, ...], where: Location
    ) -> None:
        """What lies wholly inside quotation marks is somebody's words, not the source's own; and
        nobody gets words that are evidently another's."""
        for each in evidence:
            if speaker is not None:
                self._check_speaker(speaker, each, where)
            elif each.is_direct:
                message = (
                    f"“{shortened(each.quote, 60)}” is somebody's words, inside quotation marks"
                )
                hint = "name the speaker; `reporter` is for what the source says in its own voice"
                self.report.error(where, "quoted-as-fact", message, hint)

    def _check_speaker(self, speaker: Speaker, evidence: Evidence, where: Location) -> None:
        number = evidence.paragraph
        text = self.source.paragraph(number)
        if not self.speech.may_name_other(text, speaker.id):
            return
        quoted, sentences = self.source.quoted[number - 1], self.source.sentences[number - 1]
        for span in evidence.spans:
            passage = QuotedParagraph.near(text, quoted, sentences, span)
            said = self.speech.speaker(passage, span, speaker.id)
            if said and speaker.id not in said:
                other = self.speakers[min(said)]
                report_wrong_speaker(text[slice(*span)], other, speaker, where, self.report)
                return

    def _defaults(self) -> Values:
        return {key: self.defaults[key] for key in ("speaker", "status") if key in self.defaults}

    def _is_speaker(self, name: str, entry: Entry) -> bool:
        if name in self.speakers or name == REPORTER:
            return True
        if name in self.unread_speakers:
            return False
        own = isinstance(entry.node.value, dict) and entry.node.value.get("speaker")
        hint = did_you_mean(name, (*self.speakers, REPORTER))
        self.report.error(own or entry.node, "unknown-speaker", f"unknown speaker `{name}`", hint)
        return False

    def _check_note(self, claim: Claim) -> None:
        if claim.status is Status.DISPUTED and claim.note is None:
            where = self.report.key(claim.id, claim.node)
            message = f"claim `{claim.id}` is disputed and has no `note:`"
            hint = "note: what the source shows, such as that it quotes no other view"
            self.report.error(where, "note-needed", message, hint)

    def _located(self, values: Values) -> Evidence | None:
        node: Node = values["quote"]
        if leftover(str(node.value)) == PLACEHOLDER:
            if values.get("draft"):
                return Evidence(PLACEHOLDER, 1, is_direct=False, context="")
            report_leftover(node, PLACEHOLDER, self.report)
            return None
        par: int | None = values.get("par")
        count = len(self.source.paragraphs)
        if par is not None and (par > count or par in self.source.skipped):
            message = f"there is no paragraph {par} to quote from (the text has {count})"
            self.report.error(node, "no-such-paragraph", message, "change `par:`, or remove it")
            return None
        outcome = locate(self.source, str(node.value), par)
        if isinstance(outcome, Found):
            translation = values.get("translation")
            return as_evidence(outcome, str(translation.value) if translation else "")
        self._report_miss(node, outcome)
        return None

    def _report_miss(self, node: Node, outcome: Several | NotFound) -> None:
        where = location(self.report.file, node)
        if isinstance(outcome, Several):
            places = ", ".join(str(number) for number in outcome.paragraphs)
            label = "paragraph" if len(outcome.paragraphs) == 1 else "paragraphs"
            message = f"the quotation stands in the source more than once ({label} {places})"
            problem = Diagnostic(where, "ambiguous-quotation", message, outcome.hint)
        else:
            message = "the quotation is not in the source"
            if outcome.nearest:
                message += f"; paragraph {outcome.nearest.paragraph} comes nearest"
            hint = outcome.hint
            problem = Diagnostic(where, "quotation-not-found", message, hint, details=outcome.diff)
        self.report.problems.append(problem)

    # --- Slots ---

    def _slots(
        self, entries: Mapping[str, Entry], evidence: tuple[Evidence, ...]
    ) -> dict[str, Slot]:
        slots: dict[str, Slot] = {}
        for name, entry in entries.items():
            slot = self._slot(name, entry)
            if slot is not None:
                self._check_values(slot, evidence)
                slots[name] = slot
        return slots

    def _slot(self, name: str, entry: Entry) -> Slot | None:
        if name in ("text", "untrue", "speaker", "quote", "source"):
            where = self.report.key(name, entry.node)
            message = f"`{name}` is a placeholder of its own and cannot be a slot"
            self.report.error(where, "reserved-word", message, "choose another name")
            return None
        if isinstance(entry.value, Node):
            return Slot(name, entry.node, (read_term(entry.value),))
        values: Values = entry.value
        written = {"value", "values"} & set(entry.node.value)
        if len(written) == 1 and not written & values.keys():
            return None  # what stands there has been reported
        if len(written) != 1:
            where = self.report.key(name, entry.node)
            message = f"slot `{name}` needs `value:`, or `values:` for several, and not both"
            self.report.error(where, "missing-key", message, "value: the words of the quotation")
            return None
        return self._slot_from(name, entry.node, values)

    def _slot_from(self, name: str, node: Node, values: Values) -> Slot | None:
        pool = values.get("pool", "")
        if pool and pool in self.unread_pools:
            return None
        if pool and pool not in self.pools:
            own = isinstance(node.value, dict) and node.value.get("pool")
            hint = did_you_mean(pool, self.pools)
            self.report.error(own or node, "unknown-pool", f"unknown pool `{pool}`", hint)
            pool = ""
        single = "value" in values
        terms = (
            (Term(str(values["value"].value), values["value"], _forms(values)),)
            if single
            else tuple(read_term(each) for each in values["values"])
        )
        return Slot(
            name,
            node,
            terms,
            not single,
            _texts(values, "accept"),
            tuple(read_term(each) for each in values.get("near", ())),
            pool,
            _texts(values, "also_true"),
        )

    def _check_values(self, slot: Slot, evidence: tuple[Evidence, ...]) -> None:
        quotes = [_key(each.quote) for each in evidence]
        quotes += [_key(each.translation) for each in evidence if each.translation]
        for term in slot.values:
            forms = (term.text, *term.forms.values(), *slot.accept)
            if not any(_key(form) in quote for form in forms for quote in quotes):
                message = f"`{term.text}` does not occur in a quotation of its claim"
                hint = "quote a passage that holds it, or give the source's form under `forms:`"
                self.report.error(term.node, "slot-not-in-quotation", message, hint)


def report_unpaired(text: str, node: Node, report: Report) -> None:
    message = f"“{text}” has a quotation mark without its partner"
    report.error(node, "unpaired-mark", message, "add the other mark, or remove this one")


def report_leftover(node: Node, found: str, report: Report) -> None:
    message = f"“{found}” is a placeholder, and this is no draft"
    hint = "write what belongs there, or `draft: true` until it is written"
    report.error(node, "leftover-placeholder", message, hint)


def report_wrong_speaker(
    quote: str, said: Speaker, credited: Speaker, where: Node | Location, report: Report
) -> None:
    shown = shortened(quote, 60)
    message = f"“{shown}” is said by {said.name}, and would be credited to {credited.name}"
    hint = f"ask about it in a question of its own, on a claim with `speaker: {said.id}`"
    report.error(where, "wrong-speaker", message, hint)


def _count(node: Node, key: str) -> int:
    """How many entries the file has at a key."""
    found = node.value.get(key) if isinstance(node.value, dict) else None
    return len(found.value) if found and isinstance(found.value, dict) else 0


def _beside(values: Values) -> Values:
    return {key: values[key] for key in ("par", "translation", "draft") if key in values}


def _forms(values: Values) -> dict[str, str]:
    return {form: str(entry.value.value) for form, entry in values.get("forms", {}).items()}


def _texts(values: Values, key: str) -> tuple[str, ...]:
    return tuple(str(node.value) for node in values.get(key, ()))


def _key(text: str) -> str:
    return folded(text).casefold()
