"""What a question has in quotation marks must stand in the source, as the same speaker's words.

What a speaker is made to say must stand there inside quotation marks as well. And a quotation in
the text's own voice may hold somebody's words: those are no more a fact than what a declared
speaker says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from quizgen.deck.written import REPORTER, Claim, Deck
from quizgen.diagnostics import shortened
from quizgen.quiz.model import Item, Speaker
from quizgen.quiz.responses import Gaps
from quizgen.quiz.rich import plain
from quizgen.reading import characters
from quizgen.reading.declaration import texts_below
from quizgen.reading.nodes import Node, Report, report_unpaired
from quizgen.source.locating import BLANK, Miss, NotFound, is_quoted, locate, spoken_by
from quizgen.source.punctuation import Span, is_paired, quotations, unquoted
from quizgen.source.source_text import QuotedParagraph, folded
from quizgen.source.speech import Speech

ENDS = " .,;:!?…'\"“”„«»‹›‘’‚"


class Names:
    """The names of `speakers` are casefolded, and those of `sources` as they are written."""

    def __init__(self, deck: Deck) -> None:
        self.sources = {each.id: each.name for each in deck.about.sources}
        self.speakers = {
            speaker.id: tuple(name.casefold() for name in speaker.names)
            for speaker in deck.speakers.values()
        }
        self._deck = deck
        self._of: dict[tuple[str, str], tuple[str, ...]] = {}

    @cached_property
    def speech(self) -> Speech:
        return Speech.of(self._deck.language, self._deck.speakers.values())

    @cached_property
    def speech_of_texts(self) -> Speech:
        """Reads “The report says …” as if the text were a speaker."""
        named = (Speaker(name, shown, shown) for name, shown in self.sources.items())
        return Speech.of(self._deck.language, named)

    def of(self, speaker: Speaker | None, source: str) -> tuple[str, ...]:
        """What names the speaker. The source does, if all of it is his."""
        at = (speaker.id if speaker else "", source)
        if at not in self._of:
            names = self.speakers[speaker.id] if speaker else ()
            is_own = not speaker or speaker.id == self._deck.texts[source].speaker
            self._of[at] = (*names, self.sources[source].casefold()) if is_own else names
        return self._of[at]

    def is_text_named(self, source: str, text: str) -> bool:
        """Whoever speaks in all of a source stands for it."""
        speaker = self.speakers.get(self._deck.texts[source].speaker, ())
        return any(stands_in(each, text) for each in (self.sources[source].casefold(), *speaker))

    def texts_in(self, text: str) -> list[str]:
        """The ids of the texts that are named; who speaks in all of one may be quoted elsewhere."""
        return [name for name, shown in self.sources.items() if stands_in(shown.casefold(), text)]

    def is_speaker_named(self, text: str) -> bool:
        return any(stands_in(name, text) for names in self.speakers.values() for name in names)

    def bearers(self, name: str) -> frozenset[str]:
        """The ids of those who have this name."""
        folded_name = name.casefold().strip(ENDS)
        return frozenset(one for one, names in self.speakers.items() if folded_name in names)


def stands_in(name: str, text: str) -> bool:
    """Whether `name` stands in `text` as whole words; both are casefolded."""
    return characters.find_word(name, text) >= 0


_RUN = 4  # words in a row: fewer are often a name or a phrase that anybody would use


def passed_on(item: Item, stated: str, deck: Deck) -> str:
    """What the evidence has inside quotation marks and `stated` says outside them, or ""."""
    said = _in_a_row(unquoted(stated))
    for piece in item.evidence:
        if item.voice_of(piece).speaker:
            continue
        text = deck.texts[piece.source]
        for span in piece.spans:
            for first, last in text.quoted[piece.paragraph - 1]:
                words = text.paragraph(piece.paragraph)[max(first, span[0]) : min(last, span[1])]
                row = _in_a_row(words).split()
                runs = [row, *(row[at : at + _RUN] for at in range(len(row) - _RUN + 1))]
                if any(f" {' '.join(run)} " in said for run in runs):
                    return words
    return ""


def _in_a_row(text: str) -> str:
    return f" {' '.join(characters.words(folded(text)))} "


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

    def check(
        self,
        text: str,
        item: Item,
        claim: Claim,
        place: Callable[[str], Node],
        said: Sequence[str],
    ) -> None:
        """`place` finds the value of the item that holds some words, for messages; what was `said`
        of words is not said again."""
        if not is_paired(text):
            half = next((each for each in self._unpaired(claim) if each[0] in text), None)
            written = place(text)
            # one straight mark may stand for inches
            if half or not ('"' in text or is_paired(written.text)):
                report_unpaired(*(half or (shortened(text, 60), written)), self.report)
                return
        for span in quotations(text):
            words = text[slice(*span)]
            begun = shortened(words.strip(ENDS), 60).partition(BLANK)[0]
            if begun and any(f"“{begun}" in each for each in said):
                continue
            ways = self._ways(words, item)
            other = self._other_text(text, span, ways)
            found = max(ways.values(), key="direct".__eq__, default=None)
            found = found or _in_translation(words, item)
            message = hint = ""
            if other:
                message, hint = self.of_other_text(words, next(iter(ways)), other)
            elif found is None:
                self._report_invented(words, text, item, place(words))
            elif altered := self._altered(text, span, item):
                self._report_invented(altered, text, item, place(words))
            elif found != "direct":
                message, hint = self._misgiven(text, span, item, ways)
            if message:
                self.report.error(place(words), "not-their-words", message, hint, part=words)

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
        owners = frozenset(chain(*spoken)) & self.deck.speakers.keys() - {"", REPORTER}
        if owners and self._is_given_to_another(text, span, item, owners):
            name = self.deck.speakers[min(owners)].name
            message = f"“{shown}” are the words of {name}, and would be given to another"
            return message, f"name {name}, or {_WITHOUT}"
        if not owners and self._is_given_to_speaker(text, span, item):
            message = f"“{shown}” is the source's wording, not inside quotation marks there"
            other = words[:1].swapcase() + words[1:]
            is_said = "direct" in self._ways(other, item).values()
            as_said = f"what was said has another capital: “{other}”, or “[{words[:1]}]{words[1:]}”"
            return message, as_said if is_said else f"{_WITHOUT}, as reported speech"
        return "", ""

    def _report_invented(self, words: str, text: str, item: Item, node: Node) -> None:
        shown = words.replace(BLANK, "_____")
        message = f"“{shown}” stands in quotation marks and not in the source"
        hint = _MARKS if text == f"“{words}”" == plain(item.stem, BLANK) else ""
        hint = _OPEN if "__" in words or "{c1::" in words else hint
        quoted = (each.id for each in self.deck.about.quoted_by(item))
        outcomes = {name: locate(self.deck.texts[name], words) for name in quoted}
        misses = {name: each for name, each in outcomes.items() if isinstance(each, NotFound)}
        if not hint and any(miss.why is Miss.CASE for miss in misses.values()):
            hint = "only capitals differ: write them as the source does, or [p]erhaps for a change"
        hint = hint or f"quote the source word for word, or {_WITHOUT}"
        self.report.error(node, "invented-quotation", message, hint, part=words)
        alike = (miss.similar(name) for name, miss in misses.items())
        found = next(filter(None, alike), None)
        self.report.problems[-1] = replace(self.report.problems[-1], nearest=found)

    def _altered(self, text: str, span: Span, item: Item) -> str:
        """The quotation with the answer of a gap that the source does not have there, or ""."""
        parts = text[slice(*span)].split(BLANK)
        if len(parts) == 1 or not isinstance(item.response, Gaps):
            return ""
        gaps = item.response.gaps[text[: span[0]].count(BLANK) :]
        for at, gap in zip(range(1, len(parts)), gaps, strict=False):
            sides = BLANK.join(parts[:at]), BLANK.join(parts[at:])
            filled = [answer.join(sides) for answer in (gap.answer, *gap.accepted)]
            if not any(self._ways(each, item) for each in filled):
                return filled[0]
        return ""

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
        passage = QuotedParagraph.of(text)
        start, end = passage.sentence_at(span[0])
        around = f"{text[start : span[0]]} {text[span[1] : max(end, span[1])]}".casefold()
        said = self.names.speech_of_texts.speaker(passage, span, min(ways))
        if not said and any(self.names.is_text_named(name, around) for name in ways):
            return ""
        named = sorted(said) or self.names.texts_in(around)
        return self.names.sources[named[0]] if named and not set(named) & set(ways) else ""

    def _unpaired(self, claim: Claim) -> Iterator[tuple[str, Node]]:
        """The values that bring half a pair of marks into the texts of the claim."""
        for node in texts_below((claim.keys.text, claim.keys.untrue)):
            if not is_paired(node.text):
                yield node.text, node
        for slot in claim.slots.values():
            for term in (*slot.values, *slot.keys.near, *self.deck.pools.get(slot.keys.pool, ())):
                for text in (term.text, *term.forms.values()):
                    if not is_paired(text):
                        yield text, term.value

    def _is_given_to_another(
        self, text: str, span: Span, item: Item, owners: frozenset[str]
    ) -> bool:
        """Whether a text gives somebody's own words to another: whom its clause names, or, where
        it names nobody, whom the item is about."""
        passage, names = QuotedParagraph.of(text), self.names.speakers
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


def _in_translation(words: str, item: Item) -> str | None:
    """The words of a translation that the author gives stand for those of its quotation."""
    wanted = folded(words).strip(" .,;:")
    for evidence in item.evidence:
        if evidence.translation and wanted and wanted in folded(evidence.translation):
            return "direct" if evidence.is_direct else "reported"
    return None
