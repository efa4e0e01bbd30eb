"""What a question has in quotation marks must stand in the source, as the same speaker's words.

What a speaker is made to say must stand there inside quotation marks as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from quizgen.compiling.names import Names, stands_in
from quizgen.deck.written import REPORTER, Claim, Deck
from quizgen.quiz.model import Item
from quizgen.quiz.rich import plain
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, report_unpaired
from quizgen.source.folding import folded
from quizgen.source.locating import BLANK, Miss, NotFound, is_quoted, locate, spoken_by
from quizgen.source.quotation_marks import Span, is_paired, quotations
from quizgen.source.sentences import sentences
from quizgen.source.speech import QuotedParagraph

_WITHOUT = "write it without quotation marks"
_OPEN = "write ==words== for words that are left open, and […] for words that are left out"
# For a stem that stands in such marks as a whole.
_MARKS = 'these marks are part of the text; those around a text in YAML are straight: "…"'


class QuotedWords:
    """The checks of one deck; what was found in the source once is not searched again."""

    def __init__(self, deck: Deck, names: Names, report: Report) -> None:
        self.deck = deck
        self.names = names
        self.report = report
        self._found: dict[tuple[str, str], str | None] = {}

    def check(self, text: str, item: Item, claim: Claim, place: Callable[[str], Node]) -> None:
        """`place` finds the value of the item that holds some words, for messages."""
        for span in quotations(text):
            words = text[slice(*span)]
            ways = self._ways(words, item)
            other = self._other_text(text, span, ways)
            found = max(ways.values(), key="direct".__eq__, default=None)
            found = found or _in_translation(words, item)
            message = hint = ""
            if other:
                message, hint = self.of_other_text(words, next(iter(ways)), other)
            elif found is None:
                unpaired = next((each for each in self._unpaired(claim) if each[0] in text), None)
                if unpaired:
                    report_unpaired(*unpaired, self.report)
                    return
                self._report_invented(words, text, item, place(words))
            elif found != "direct":
                message, hint = self._misgiven(text, span, item, ways)
            if message:
                where = self.report.part(place(words), words)
                self.report.error(where, "not-their-words", message, hint)

    def of_other_text(self, words: str, source: str, other: str) -> tuple[str, str]:
        """What is wrong with words of one text that are given to another, and the cure."""
        own = self.names.sources[source]
        message = f"“{words}” are words of {own}, and would be given to {other}"
        return message, f"name {own}, or {_WITHOUT}"

    def _misgiven(
        self, text: str, span: Span, item: Item, ways: Collection[str]
    ) -> tuple[str, str]:
        """What is wrong with words that the source has outside quotation marks, and the cure."""
        words = text[slice(*span)]
        shown = words.replace(BLANK, "_____")
        spoken = (spoken_by(self.deck.texts[name], words) for name in ways)
        owners = frozenset(chain(*spoken)) - {"", REPORTER}
        if owners and self._is_given_to_another(text, span, item, owners):
            name = self.deck.speakers[min(owners)].name
            message = f"“{shown}” are the words of {name}, and would be given to another"
            return message, f"name {name}, or {_WITHOUT}"
        if not owners and self._is_given_to_speaker(text, span, item):
            message = f"“{shown}” is the source's wording, not inside quotation marks there"
            return message, f"{_WITHOUT}, as reported speech"
        return "", ""

    def _report_invented(self, words: str, text: str, item: Item, node: Node) -> None:
        shown = words.replace(BLANK, "_____")
        message = f"“{shown}” stands in quotation marks and not in the source"
        hint = _MARKS if text == f"“{words}”" == plain(item.stem, BLANK) else ""
        hint = _OPEN if "__" in words else hint
        misses = self._misses(words, item)
        if not hint and any(miss.why is Miss.CASE for miss in misses.values()):
            hint = "only capitals differ: write them as the source does, or [p]erhaps for a change"
        where = self.report.part(node, words)
        hint = hint or f"quote the source word for word, or {_WITHOUT}"
        self.report.error(where, "invented-quotation", message, hint)
        alike = (miss.similar(name) for name, miss in misses.items())
        found = next(filter(None, alike), None)
        self.report.problems[-1] = replace(self.report.problems[-1], nearest=found)

    def _ways(self, words: str, item: Item) -> dict[str, str]:
        """How each text that the item quotes has the words, where it has them."""
        found: dict[str, str] = {}
        for source in self.deck.about.quoted_by(item):
            key = (source.id, words)
            if key not in self._found:
                self._found[key] = is_quoted(self.deck.texts[source.id], words)
            if how := self._found[key]:
                found[source.id] = how
        return found

    def _other_text(self, text: str, span: Span, ways: Collection[str]) -> str:
        """The name of a source that a sentence gives words to which only others have; else ""."""
        if not ways or not self.deck.about.more_sources:
            return ""
        passage = _passage(text)
        start, end = passage.sentence_at(span[0])
        around = f"{text[start : span[0]]} {text[span[1] : max(end, span[1])]}".casefold()
        said = self.names.speech_of_texts.speaker(passage, span, min(ways))
        if not said and any(self.names.is_text_named(name, around) for name in ways):
            return ""
        named = sorted(said) or self.names.texts_in(around)
        return self.names.sources[named[0]] if named and not set(named) & set(ways) else ""

    def _unpaired(self, claim: Claim) -> Iterator[tuple[str, Node]]:
        """The values that bring half a pair of marks into the texts of the claim."""
        for slot in claim.slots.values():
            for term in (*slot.values, *slot.keys.near, *self.deck.pools.get(slot.keys.pool, ())):
                for text in (term.text, *term.forms.values()):
                    if not is_paired(text):
                        yield text, term.value

    def _misses(self, words: str, item: Item) -> Mapping[str, NotFound]:
        """What each text that the item quotes has instead of the words."""
        quoted = (each.id for each in self.deck.about.quoted_by(item))
        outcomes = {name: locate(self.deck.texts[name], words) for name in quoted}
        return {name: each for name, each in outcomes.items() if isinstance(each, NotFound)}

    def _is_given_to_another(
        self, text: str, span: Span, item: Item, owners: frozenset[str]
    ) -> bool:
        """Whether a text gives somebody's own words to another: whom its clause names, or, where
        it names nobody, whom the item is about."""
        passage, names = _passage(text), self.names.speakers
        said = self.names.speech.speaker(passage, span, min(owners))
        if said:
            return owners.isdisjoint(said)
        start, end = passage.sentence_at(span[0])
        for first, last in ((start, max(end, span[1])), (0, len(text))):
            around = f"{text[first : span[0]]} {text[span[1] : last]}".casefold()
            if any(stands_in(name, around) for each in owners for name in names[each]):
                return False
            if self.names.is_speaker_named(around):
                return True
        for source in self.deck.about.quoted_by(item):
            is_own = self.deck.texts[source.id].speaker in owners
            if is_own and stands_in(source.name.casefold(), around):
                return False
        voices = [item.voice_of(piece).speaker for piece in item.evidence]
        return owners.isdisjoint(voices)

    def _is_given_to_speaker(self, text: str, span: Span, item: Item) -> bool:
        """Reported words in quotation marks may stand as the source's own, in a text that names
        the source and, outside the quotation, no speaker."""
        around = f"{text[: span[0]]} {text[span[1] :]}".casefold()
        if self.names.is_speaker_named(around):
            return True
        quoted = self.deck.about.quoted_by(item)
        is_named = any(stands_in(each.name.casefold(), around) for each in quoted)
        return bool(item.speaker) and not is_named


def _passage(text: str) -> QuotedParagraph:
    return QuotedParagraph(text, quotations(text), sentences(text))


def _in_translation(words: str, item: Item) -> str | None:
    """The words of a translation that the author gives stand for those of its quotation."""
    wanted = folded(words).strip(" .,;:")
    for evidence in item.evidence:
        if evidence.translation and wanted and wanted in folded(evidence.translation):
            return "direct" if evidence.is_direct else "reported"
    return None
