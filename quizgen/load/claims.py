"""Claims: who says so, the quotation found in the source, the slots held against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from quizgen.deck.declarations import (
    ClaimKeys,
    DefaultKeys,
    ItemKeys,
    QuestionKeys,
    QuotationKeys,
    SlotKeys,
    Term,
)
from quizgen.deck.filling import BUILT_IN
from quizgen.deck.written import REPORTER, Claim, Slot
from quizgen.diagnostics import Diagnostic, Location
from quizgen.phrases import PLACEHOLDER, leftover, shortened
from quizgen.quiz.model import Evidence, Speaker, Status
from quizgen.reading.nodes import Node, entries_at, location, written_at
from quizgen.reading.report import Report, did_you_mean
from quizgen.reading.values import Entries, Entry
from quizgen.source.evidence import Found, NotFound, Several, as_evidence, locate
from quizgen.source.folding import folded
from quizgen.source.speech import QuotedParagraph, Speech
from quizgen.source.text import SourceText


@dataclass(frozen=True, slots=True)
class Unread:
    """The names of a section that could not be read; all names, where no entry of it could.
    They are reported there, and whoever uses them is not told again."""

    names: frozenset[str] = frozenset()
    is_whole: bool = False

    def __contains__(self, name: object) -> bool:
        return self.is_whole or name in self.names


@dataclass(frozen=True, kw_only=True)
class ClaimReader:
    """Reads claims against one source; questions borrow it for quotations of their own. `named`
    are all claims of the file, bad ones too."""

    source: SourceText
    speakers: Mapping[str, Speaker]
    pools: Mapping[str, tuple[Term, ...]]
    defaults: DefaultKeys
    report: Report
    unread_speakers: Unread
    unread_pools: Unread
    speech: Speech
    named: Collection[str]
    unread_claims: Unread
    has_source: bool

    def read(self, entries: Entries[ClaimKeys]) -> dict[str, Claim]:
        claims = ((name, self.claim(name, entry)) for name, entry in entries.items())
        return {name: claim for name, claim in claims if claim is not None}

    def evidence(
        self, written: ClaimKeys | QuestionKeys, owner: ClaimKeys | ItemKeys
    ) -> tuple[Evidence, ...] | None:
        """Every quotation at `quote:`; None if one of them is not in the source. `owner` says
        whether it is a draft."""
        beside = QuotationKeys(par=written.par, translation=written.translation)
        found: list[Evidence] = []
        for each in written.quote or ():
            is_bare = isinstance(each, Node)
            keys = replace(beside, quote=each) if isinstance(each, Node) else each
            may_be_left = is_bare and owner.draft
            evidence = self._located(keys.quote, keys, may_be_left) if keys.quote else None
            if evidence is None:
                return None
            found.append(evidence)
        return tuple(found)

    def claim(self, name: str, entry: Entry[ClaimKeys]) -> Claim | None:
        keys = entry.value
        evidence = self.evidence(keys, keys) if keys.quote is not None else None
        is_unread = "speaker" in entry.node.entries and not keys.speaker
        speaker_id = keys.speaker or self.defaults.speaker or REPORTER
        is_known = not is_unread and self._is_speaker(speaker_id, entry.node)
        slots = self._slots(keys.slots, evidence)
        is_whole = len(slots) == len(entries_at(entry.node, "slots"))
        if evidence is None or not is_known or not is_whole:
            return None
        speaker = self.speakers.get(speaker_id)
        usual = self.defaults.status or (Status.OPINION if speaker else Status.FACT)
        claim = Claim(
            id=name,
            node=entry.node,
            keys=keys,
            speaker=speaker,
            status=keys.status or usual,
            evidence=evidence,
            slots=slots,
        )
        self._check_note(claim)
        self.check_voice(claim.speaker, evidence, self.report.key(name, entry.node))
        return claim

    def without_source(self, name: str, entry: Entry[ClaimKeys]) -> Claim:
        """The claim of a question that rests on no text: nobody in particular says it."""
        return Claim(
            id=name,
            node=entry.node,
            keys=entry.value,
            speaker=None,
            status=Status.FACT,
            evidence=(),
            slots={},
        )

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

    def _is_speaker(self, name: str, node: Node) -> bool:
        if name in self.speakers or name == REPORTER:
            return True
        if name in self.unread_speakers:
            return False
        hint = did_you_mean(name, (*self.speakers, REPORTER))
        where = written_at(node, "speaker")
        self.report.error(where, "unknown-speaker", f"unknown speaker `{name}`", hint)
        return False

    def _check_note(self, claim: Claim) -> None:
        if claim.status is Status.DISPUTED and claim.keys.note is None:
            where = self.report.key(claim.id, claim.node)
            message = f"claim `{claim.id}` is disputed and has no `note:`"
            hint = "note: what the source shows, such as that it quotes no other view"
            self.report.error(where, "note-needed", message, hint)

    def _located(self, node: Node, keys: QuotationKeys, may_be_left: bool) -> Evidence | None:
        if not self.source.paragraphs:
            return None  # why there is no text has been said
        if leftover(str(node.value)) == PLACEHOLDER:
            if may_be_left:
                return Evidence(PLACEHOLDER, 1, is_direct=False, context="")
            report_leftover(node, PLACEHOLDER, self.report)
            return None
        par = keys.par
        count = len(self.source.paragraphs)
        if par is not None and (par > count or par in self.source.skipped):
            message = f"there is no paragraph {par} to quote from (the text has {count})"
            self.report.error(node, "no-such-paragraph", message, "change `par:`, or remove it")
            return None
        outcome = locate(self.source, str(node.value), par)
        if isinstance(outcome, Found):
            return as_evidence(outcome, keys.translation)
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
        self, entries: Entries[SlotKeys], evidence: tuple[Evidence, ...] | None
    ) -> dict[str, Slot]:
        """`evidence` is None where an error keeps it back, with nothing to hold values against."""
        read = (self._slot(name, entry, evidence) for name, entry in entries.items())
        return {slot.id: slot for slot in read if slot is not None}

    def _slot(
        self, name: str, entry: Entry[SlotKeys], evidence: tuple[Evidence, ...] | None
    ) -> Slot | None:
        where = self.report.key(name, entry.node)
        if name in BUILT_IN:
            message = f"`{name}` is a placeholder of its own and cannot be a slot"
            self.report.error(where, "reserved-word", message, "choose another name")
            return None
        keys = entry.value
        written = entry.node.entries or {"value"}
        if ("value" in written) == ("values" in written):
            message = f"slot `{name}` needs `value:`, or `values:` for several, and not both"
            self.report.error(where, "missing-key", message, "value: the words of the quotation")
            return None
        terms = keys.values
        if terms is None and keys.value is not None:
            terms = (Term(value=keys.value, forms=keys.forms),)
        if terms is None or (keys.pool and keys.pool in self.unread_pools):
            return None  # what stands there has been reported
        if keys.pool and keys.pool not in self.pools:
            at, hint = written_at(entry.node, "pool"), did_you_mean(keys.pool, self.pools)
            self.report.error(at, "unknown-pool", f"unknown pool `{keys.pool}`", hint)
            keys = replace(keys, pool="")
        slot = Slot(id=name, node=entry.node, values=terms, keys=keys)
        if evidence is not None:
            self._check_values(slot, evidence)
        return slot

    def _check_values(self, slot: Slot, evidence: tuple[Evidence, ...]) -> None:
        quotes = [_key(each.quote) for each in evidence]
        quotes += [_key(each.translation) for each in evidence if each.translation]
        for term in slot.values:
            forms = (term.text, *term.forms.values(), *slot.keys.accept)
            if not any(_key(form) in quote for form in forms for quote in quotes):
                message = f"`{term.text}` does not occur in a quotation of its claim"
                hint = "quote a passage that holds it, or give the source's form under `forms:`"
                self.report.error(term.value, "slot-not-in-quotation", message, hint)


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


def _key(text: str) -> str:
    return folded(text).casefold()
