"""Whose words each quotation is: what its author states, held against what the source shows.

A default never says whose words stand inside quotation marks: in a source that has a speaker of its
own they may be anybody's, so there the author has to say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from quizgen.deck.written import REPORTER, SOMEONE
from quizgen.diagnostics import Location, shortened
from quizgen.quiz.model import Evidence, Speaker, Voice
from quizgen.reading import characters
from quizgen.reading.nodes import Report
from quizgen.reading.scalars import suggested_id
from quizgen.source.punctuation import Span
from quizgen.source.source_text import QuotedParagraph, SourceText
from quizgen.source.speech import Speech


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a quotation: the ids of who speaks and who tells it, "" for neither; and
    what holds where nobody says it. `where` is what the quotation belongs to."""

    speaker: str
    teller: str
    usual: str
    where: Location


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of one source."""

    source: SourceText
    speakers: Mapping[str, Speaker]
    speech: Speech
    report: Report
    has_all_names: bool = False  # the deck's one text, in the deck's language

    def credited(self, found: Evidence, stated: Stated) -> Evidence | None:
        """The quotation with its voice; what is wrong with that is reported. None where it is not
        known who speaks."""
        owner = self.source.owner(found.paragraph)
        held = owner or stated.usual
        if held not in ("", REPORTER) and held not in self.speakers and not stated.speaker:
            return None
        if not owner:
            return self._in_a_report(found, stated)
        if found.is_direct:
            return self._within_marks(found, stated, owner)
        return self._in_person(found, stated, owner)

    def _in_a_report(self, found: Evidence, stated: Stated) -> Evidence | None:
        speaker = self.speakers.get(stated.speaker or stated.usual)
        if speaker is not None:
            self._check_speaker(speaker, found, stated)
        elif found.is_direct:
            self._report_as_fact(found, stated.where)
        elif not stated.speaker and not stated.usual and self._is_unstated(found, stated.where):
            return None
        return replace(found, voice=self._voice(speaker, stated.teller))

    def _within_marks(self, found: Evidence, stated: Stated, owner: str) -> Evidence | None:
        """What the source's own speaker quotes."""
        speaker = self.speakers.get(stated.speaker)
        if not stated.speaker:
            name = self.speakers[owner].name if owner in self.speakers else "the editor"
            message = f"“{shortened(found.quote, 60)}” is quoted by {name}; whose words are they?"
            hint = "write `speaker:` beside the quotation, be it the same speaker"
            self.report.error(stated.where, "whose-words", message, hint)
            return None
        if speaker is None:
            self._report_as_fact(found, stated.where)
        else:
            self._check_speaker(speaker, found, stated)
        is_own = stated.speaker == owner
        return replace(found, voice=self._voice(speaker, stated.teller or owner, is_own))

    def _in_person(self, found: Evidence, stated: Stated, owner: str) -> Evidence | None:
        """What stands outside quotation marks where somebody speaks throughout."""
        label = self.source.label_of(found.paragraph)
        speaker_id = stated.speaker or owner
        if label and owner not in (speaker_id, stated.teller):
            self._report_contradiction(found, stated, label, owner)
            return None
        speaker = self.speakers.get(speaker_id)
        is_own = speaker is not None and speaker_id == owner
        if speaker is not None and not self.speech.is_reporters(found.quote):
            self._check_speaker(speaker, found, stated)
        told_by = "" if speaker is None or is_own else owner
        voice = self._voice(speaker, stated.teller or told_by, is_own)
        return replace(found, is_direct=is_own, voice=voice)

    def _voice(self, speaker: Speaker | None, told_by: str, is_in_person: bool = False) -> Voice:
        """Nobody passes on what he says himself."""
        teller = self.speakers.get(told_by)
        told = teller.id if teller and teller is not speaker else ""
        return Voice(speaker.id if speaker else "", told, is_in_person)

    # --- What the source shows ---

    def _check_speaker(self, speaker: Speaker, evidence: Evidence, stated: Stated) -> None:
        """Nobody gets words that are evidently another's, unless that one passes them on."""
        number = evidence.paragraph
        text = self.source.paragraph(number)
        if self._names_another(evidence, speaker, stated):
            return
        may_be_others = self.speech.may_name_other(text, speaker.id)
        for span in evidence.spans if may_be_others else ():
            said = self._saying(number, span, speaker.id)
            if said and said.isdisjoint((speaker.id, stated.teller)):
                other = self.speakers[min(said)]
                words = text[slice(*span)]
                self._report_words_of(other, words, speaker, stated)
                return
        self._doubt(speaker, evidence, stated)

    def _doubt(self, speaker: Speaker, evidence: Evidence, stated: Stated) -> None:
        """A warning where it is likely that another is meant, which no program can be sure of."""
        from quizgen.source.pronouns import is_mentioned, meant, misspelt

        number, language = evidence.paragraph, self.speech.language
        labelled = {id_ for _, id_ in self.source.labels.values()}
        is_placeholder = speaker.name.startswith(SOMEONE)
        if is_placeholder or stated.teller or speaker.id in {self.source.speaker, *labelled}:
            return
        for span in evidence.spans if len(self.speakers) > 1 else ():
            found = meant(self.source, number, span, self.speakers.values(), language)
            if found is None or found[1] is speaker:
                continue
            said, other, before = found
            if not is_mentioned(speaker, f"{before} {self.source.paragraph(number)}", language):
                message = f"“{shortened(evidence.quote, 60)}”, “{said}”, seems to be said by "
                message += f"{other.name}, and would be credited to {speaker.name}"
                hint = f"write speaker: {other.id}; if it is {speaker.name}, write what the "
                hint += f"text calls this person there under aka: of {speaker.id}"
                self.report.warning(stated.where, "wrong-speaker", message, hint)
                return
        near = misspelt(speaker, self.source, language) if self.has_all_names else ""
        if near:
            message = f"the text names {near} and never {speaker.name}, who would be credited"
            hint = f"write name: {near}; if these are two people, write under aka: of "
            hint += f"{speaker.id} what the text calls {speaker.name}"
            if all(each.message != message for each in self.report.problems):
                self.report.warning(stated.where, "wrong-speaker", message, hint)

    def _names_another(self, evidence: Evidence, speaker: Speaker, stated: Stated) -> bool:
        """Whether the text names somebody else for a quotation, who may be known to no deck. Who is
        only called the mayor may have any name."""
        own = self._words_of(*speaker.forms.values(), speaker.role, *speaker.names)
        if not own or not any(each[:1].isupper() for each in speaker.names):
            return False
        name = next(filter(None, (self._named(evidence, span) for span in evidence.spans)), "")
        named = self._words_of(name)
        if not named or not named.isdisjoint(own):
            return False
        others = [each for each in self.speakers.values() if named & self._words_of(*each.names)]
        if stated.teller in {each.id for each in others}:
            return False
        if others:
            self._report_words_of(others[0], evidence.quote, speaker, stated)
            return True
        from quizgen.source.named_speaker import without_titles

        shown = without_titles(name, self.speech.language.cues.get("people", ()))
        id_ = suggested_id(shown).lower()
        message = f"the text gives these words to {name}, and they would be credited to "
        hint = f"write speaker: {id_}, and under speakers: {id_}: {{name: {shown}}}"
        hint += f"; if both are one person, write the name under aka: of {speaker.id}"
        self.report.error(stated.where, "wrong-speaker", message + speaker.name, hint)
        return True

    def _report_words_of(self, other: Speaker, words: str, own: Speaker, stated: Stated) -> None:
        message = f"“{shortened(words, 60)}” is said by {other.name}, and would be credited to "
        hint = f"write speaker: {other.id}, or, if other words stand there too, "
        hint += f"give these their own: {{quote: …, speaker: {other.id}}}"
        self.report.error(stated.where, "wrong-speaker", message + own.name, hint)

    def _named(self, evidence: Evidence, span: Span) -> str:
        around = QuotedParagraph.near(self.source, evidence.paragraph, span)
        quotation = around.quotation_of(span)
        if quotation is None:
            return ""
        from quizgen.source.named_speaker import named_for  # for what stands in quotation marks

        return named_for(around, quotation, self.speech.language)

    def _words_of(self, *names: str) -> frozenset[str]:
        """The words of names, without titles, which several people have."""
        found = characters.words(" ".join(names).casefold())
        return frozenset(found).difference(self.speech.language.cues.get("people", ()))

    def _is_unstated(self, evidence: Evidence, where: Location) -> bool:
        """What somebody evidently says is not the source's own because no speaker is stated."""
        if not self.speakers or self.speech.is_reporters(evidence.quote):
            return False
        for span in evidence.spans:
            if said := self._saying(evidence.paragraph, span):
                other = self.speakers[min(said)]
                message = f"“{shortened(evidence.quote, 60)}” is what {other.name} says"
                hint = f"speaker: {other.id}; for one of several: {{quote: …, speaker: {other.id}}}"
                self.report.error(where, "whose-words", message, hint)
                return True
        return False

    def _saying(self, number: int, span: Span, credited: str = "") -> frozenset[str]:
        """The ids of those to whom the paragraph gives the words."""
        return self.speech.speaker(QuotedParagraph.near(self.source, number, span), span, credited)

    def _report_as_fact(self, found: Evidence, where: Location) -> None:
        message = f"“{shortened(found.quote, 60)}” is somebody's words, since it is quoted there"
        said = {name for span in found.spans for name in self._saying(found.paragraph, span)}
        name = f"speaker: {min(said)}" if len(said) == 1 else "name the speaker at `speaker:`"
        hint = f"{name}; `reporter` is for what the source says in its own voice"
        self.report.error(where, "quoted-as-fact", message, hint)

    def _report_contradiction(
        self, found: Evidence, stated: Stated, label: tuple[int, str], owner: str
    ) -> None:
        number, text = label
        message = (
            f"“{shortened(found.quote, 60)}” stands under the label “{text}:” of paragraph "
            f"{number}, and would be credited to `{stated.speaker}`"
        )
        hint = f"remove `speaker: {stated.speaker}`"
        if owner in self.speakers:
            hint += f", or write told_by: {owner} if {self.speakers[owner].name} passes it on"
        self.report.error(stated.where, "wrong-speaker", message, hint)
