"""Claims: who says so, the quotation found in the source, the slots held against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from msgspec import structs

from quizgen.deck.claim_declarations import ClaimKeys, QuotationKeys, SlotKeys, Term
from quizgen.deck.quiz_declarations import DefaultKeys, ItemSelection, QuestionKeys, Selection
from quizgen.deck.raw_item import BUILT_IN
from quizgen.deck.written import PLACEHOLDER, REPORTER, Claim, Slot, leftover
from quizgen.diagnostics import Location, numbered
from quizgen.load.voices import Stated, Voices
from quizgen.quiz.model import Evidence, Speaker, Status, Voice
from quizgen.reading.declaration import Entries, Entry
from quizgen.reading.nodes import Hint, Node, Report, Suggestion, did_you_mean, location
from quizgen.reading.scalars import is_identifier, suggested_id
from quizgen.source.locating import Miss, NotFound, Outcome, Several, locate
from quizgen.source.source_text import folded

VOICED = ("speaker", "told_by")


@dataclass(frozen=True, slots=True)
class DeclaredNames:
    """What other entries can name: ids of a section, tags, kinds. Entries that could not be read
    (`unread`; all, where no entry of a section could) are reported there, and whoever names them is
    not told again."""

    what: str
    known: Collection[str]
    unread: Collection[str] = ()
    is_unread: bool = False
    bearers: Mapping[str, str] = field(default_factory=dict)  # the id of who has each name

    def is_lost(self, name: str) -> bool:
        return self.is_unread or name in self.unread

    def has(
        self, name: str, node: Node, report: Report, hint: Hint = "", keys: Collection[str] = ()
    ) -> bool:
        """If not, this is reported where the node has the name, at one of the `keys`."""
        if name in self.known:
            return True
        if not self.is_lost(name):
            node = _said_in(node, name, keys) or node
            hint = hint or self._meant(name)
            if is_identifier(name) and isinstance(hint, str) and self.what == "speaker":
                hint += f"; add others under `speakers:` ({REPORTER} is the text itself)"
            report.error(node, f"unknown-{self.what}", f"unknown {self.what} `{name}`", hint)
        return False

    def _meant(self, name: str) -> Hint:
        """A name may stand where the id is wanted of whoever has it."""
        bearer = self.bearers.get(name.casefold(), "")
        if bearer:
            return Suggestion(name, bearer, f"write {bearer}, the id of {name}")
        id_ = suggested_id(name).lower()
        if self.what != "speaker" or is_identifier(name) or not is_identifier(id_):
            hint = did_you_mean(name, self.known)
            return hint or f"write it under `{self.what}s:`, or remove it here"
        return f"write {id_} here, and under speakers: {id_}: {{name: {name}}}"


_NO_GAP_HERE = "== belongs in the stem; a quotation has the source's words as they stand"


@dataclass(frozen=True, kw_only=True)
class ClaimReader:
    """Reads claims against the sources; questions borrow it for quotations of their own. The names
    of claims are all of the file, bad ones too; `voices` are those of each source, by its id."""

    speakers: Mapping[str, Speaker]
    pools: Mapping[str, tuple[Term, ...]]
    defaults: DefaultKeys
    report: Report
    voices: Mapping[str, Voices]
    names: Mapping[str, DeclaredNames]  # by what they are names of
    has_source: bool

    def knowing(self, claims: Collection[str]) -> ClaimReader:
        """The same, when the questions that are claims of their own have been read as well."""
        named = self.names["claim"]
        known = replace(named, known={*named.known, *claims})
        return replace(self, names={**self.names, "claim": known})

    def read(self, entries: Entries[ClaimKeys]) -> dict[str, Claim]:
        claims = ((name, self.claim(name, entry)) for name, entry in entries.items())
        return {name: claim for name, claim in claims if claim is not None}

    def evidence(
        self, written: ClaimKeys | QuestionKeys, is_draft: bool, stated: Stated | None, node: Node
    ) -> tuple[Evidence, ...] | None:
        """Every quotation at `quote:`; None if one of them is not in the source. `stated` says
        whose words they are that do not say it. One whose speaker is not known has no voice."""
        of_claim = written.source if isinstance(written, ClaimKeys) else ""
        found: list[Evidence | None] = []
        for each in written.quote or ():
            keys = each
            if isinstance(keys, Node):
                keys = QuotationKeys(quote=keys, par=written.par, translation=written.translation)
            may_be_left = is_draft and keys is not each
            own = stated and self._own(stated, keys, node)
            source = keys.source or of_claim
            evidence = None
            if self.is_source(source, node) and keys.quote:
                par = _said_in(node, str(keys.par), ("par",)) or keys.quote
                evidence = self._located(keys.quote, keys, source, may_be_left, par)
            voices = self.voices[evidence.source] if evidence else None
            voiced = voices.credited(evidence, own) if voices and evidence and own else None
            found.append(voiced or evidence)
        return None if None in found else tuple(each for each in found if each is not None)

    def _own(self, stated: Stated, keys: QuotationKeys, node: Node) -> Stated | None:
        """What holds for a quotation; None where the deck has no such speaker."""
        speaker, teller = keys.speaker or stated.speaker, keys.told_by or stated.teller
        names = self.names["speaker"]
        said = [name for name in (speaker, teller) if name]
        known = [names.has(name, node, self.report, keys=VOICED) for name in said]
        is_one_of_several = isinstance(node.at("quote").value, list) and not speaker
        own = (keys.speaker or is_one_of_several) and keys.quote
        where = location(self.report.file, own) if own else stated.where
        if not all(known):
            return None
        return Stated(speaker=speaker, teller=teller, usual=stated.usual, where=where)

    def stated(self, keys: ClaimKeys, where: Location) -> Stated:
        """Whose words a claim says that its quotations are."""
        return Stated(
            speaker=keys.speaker, teller=keys.told_by, usual=self.defaults.speaker, where=where
        )

    def claim(self, name: str, entry: Entry[ClaimKeys]) -> Claim | None:
        keys, written = entry.value, entry.node.entries
        said = zip(VOICED, (keys.speaker, keys.told_by), strict=True)
        is_unread = any(key in written and not value for key, value in said)
        where = self.report.key(name, entry.node)
        if keys.speaker and "speaker" in written:
            where = location(self.report.file, written["speaker"])
        stated = None if is_unread else self.stated(keys, where)
        evidence = None
        if keys.quote is not None:
            evidence = self.evidence(keys, keys.draft, stated, entry.node)
        read = (self._slot(name, each, evidence) for name, each in keys.slots.items())
        slots = {slot.id: slot for slot in read if slot is not None}
        voices = [each.voice for each in evidence or () if each.voice]
        is_whole = len(slots) == len(entry.node.entries_at("slots"))
        is_whole = is_whole and (bool(keys.untrue) or "untrue" not in written)
        if not evidence or len(voices) < len(evidence) or not is_whole:
            return None
        first = voices[0]
        speaker = self.speakers.get(keys.speaker or first.speaker)
        is_said = any(each.speaker or each.teller for each in voices)
        usual = self.defaults.status or (Status.OPINION if is_said else Status.FACT)
        claim = Claim(
            id=name,
            node=entry.node,
            keys=keys,
            speaker=speaker,
            status=keys.status or usual,
            evidence=without_usual(evidence, speaker),
            slots=slots,
            teller=self.speakers.get(first.teller),
        )
        self._check_note(claim)
        return claim

    def is_source(self, name: str, node: Node) -> bool:
        """Whether a claim or a quotation names a text of the deck, or none in particular."""
        if not name or name in self.voices:
            return True
        names = self.names["source"]
        hint = "" if names.known else "the only text has no id; remove this"
        return names.has(name, node, self.report, hint, keys=("source",))

    def knows(self, selection: Selection, node: Node) -> bool:
        """Whether all that `for:` or `from:` names exists; reports what does not."""
        used = {
            "tag": selection.tags,
            "speaker": selection.speaker,
            "source": selection.source,
            "claim": selection.claims,
        }
        if isinstance(selection, ItemSelection):
            used |= {"kind": selection.kinds, "template": selection.templates}
        before = len(self.report.problems)
        for what, listed in used.items():
            for name in listed:
                self.names[what].has(name, node, self.report)
        return len(self.report.problems) == before

    def _check_note(self, claim: Claim) -> None:
        if claim.status is Status.DISPUTED and claim.keys.note is None:
            message = f"claim `{claim.id}` is disputed and has no `note:`"
            hint = "note: what the source shows, such as that it quotes no other view"
            self.report.error(claim.node, "note-needed", message, hint, key=claim.id)

    def _located(
        self, node: Node, keys: QuotationKeys, source: str, may_be_left: bool, place: Node
    ) -> Evidence | None:
        texts = {name: each.source for name, each in self.voices.items() if each.source.paragraphs}
        if not texts or (source and source not in texts):
            return None  # why there is no text has been said
        if leftover(node.text) == PLACEHOLDER:
            if may_be_left:
                first = source or next(iter(texts))
                return Evidence(PLACEHOLDER, 1, is_direct=False, context="", source=first)
            report_leftover(node, PLACEHOLDER, self.report)
            return None
        searched = {source: texts[source]} if source else texts
        par = keys.par
        if par is not None:
            searched = {name: text for name, text in searched.items() if text.has(par)}
        if par is not None and not searched:
            counts = " and ".join(str(len(each.paragraphs)) for each in texts.values())
            message = f"there is no paragraph {par} to quote from (the text has {counts})"
            self.report.error(place, "no-such-paragraph", message, "change `par:`, or remove it")
            return None
        outcomes = {name: locate(text, node.text, par) for name, text in searched.items()}
        hits = [name for name, each in outcomes.items() if not isinstance(each, NotFound)]
        if len(hits) > 1:
            message = f"the quotation stands in {' and in '.join(f'`{name}`' for name in hits)}"
            hint = f"write `source: {hits[0]}` beside it, or the other one"
            self.report.error(node, "ambiguous-source", message, hint)
            return None
        name = hits[0] if hits else max(outcomes, key=lambda each: _likeness(outcomes[each], node))
        outcome = outcomes[name]
        if isinstance(outcome, Evidence):
            return structs.replace(outcome, translation=keys.translation, source=name)
        if hits or source or self._has_all_texts:
            self._report_miss(node, outcome, name, is_named=bool(source))
        return None

    @property
    def _has_all_texts(self) -> bool:
        """What is not found may stand in a text that could not be read."""
        are_there = all(each.source.paragraphs for each in self.voices.values())
        names = self.names["source"]
        return are_there and not (names.unread or names.is_unread)

    def _report_miss(
        self, node: Node, outcome: Several | NotFound, name: str, *, is_named: bool
    ) -> None:
        text = f"`{name}`" if name else "the source"
        if isinstance(outcome, Several):
            places = numbered("paragraph", outcome.paragraphs)
            message = f"the quotation stands in {text} more than once ({places})"
            self.report.error(node, "ambiguous-quotation", message, outcome.hint)
            return
        message = f"the quotation is not in {text}"
        if len(self.voices) > 1 and not is_named:
            message = "the quotation is in no source"
        if outcome.nearest:
            of_text = "" if is_named or not name else f" of {text}"
            message += f"; paragraph {outcome.nearest.paragraph}{of_text} comes nearest"
        hint: Hint = _NO_GAP_HERE if "==" in node.text else outcome.hint
        if outcome.why is Miss.CASE and outcome.nearest:  # nothing else is wrong
            hint = Suggestion(node.text, outcome.nearest.text, str(hint))
        problems, nearest = self.report.problems, outcome.similar(name)
        self.report.error(node, "quotation-not-found", message, hint)
        problems[-1] = replace(problems[-1], details=outcome.diff, nearest=nearest)

    # --- Slots ---

    def _slot(
        self, name: str, entry: Entry[SlotKeys], evidence: tuple[Evidence, ...] | None
    ) -> Slot | None:
        """`evidence` is None where an error keeps it back, with nothing to hold values against."""
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
        is_bare = "near" in written and not keys.near
        pools = self.names["pool"]
        if terms is None or is_bare or (keys.pool and pools.is_lost(keys.pool)):
            return None  # what stands there has been reported
        if keys.pool:
            pools.has(keys.pool, entry.node.at("pool"), self.report)
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


def report_leftover(node: Node, found: str, report: Report) -> None:
    message = f"the placeholder “{found}” is left, although this is not marked as a draft"
    hint = "write your own words in its place, or add `draft: true` until you do"
    report.error(node, "leftover-placeholder", message, hint)


def without_usual(evidence: tuple[Evidence, ...], speaker: Speaker | None) -> tuple[Evidence, ...]:
    """A voice is kept where it is another than an item of this speaker has by itself."""
    usual = Voice(speaker.id if speaker else "")
    return tuple(
        structs.replace(each, voice=None) if each.voice == usual else each for each in evidence
    )


def _likeness(outcome: Outcome, node: Node) -> tuple[bool, float]:
    """How near a text comes to the words that are not in it."""
    if not isinstance(outcome, NotFound):
        return True, 1
    nearest = outcome.nearest.text if outcome.nearest else ""
    alike = SequenceMatcher(None, nearest, node.text).ratio()
    return outcome.why is not Miss.WORDS, alike


def _said_in(node: Node, name: str, keys: Collection[str]) -> Node | None:
    """Where the name stands below the node, at one of these keys if there are any."""
    children = [*node.entries.items()]
    if isinstance(node.value, list):
        children = [("", each) for each in node.value]
    for key, each in children:
        is_there = each.value == name and (not keys or key in keys)
        if found := each if is_there else _said_in(each, name, keys):
            return found
    return None


def _key(text: str) -> str:
    return folded(text).casefold()
