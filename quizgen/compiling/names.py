"""By what names a text can mention the speakers and the sources of a deck."""

from __future__ import annotations

from functools import cached_property

from quizgen.deck.written import Deck
from quizgen.quiz.model import Speaker
from quizgen.reading import boundaries
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
        return Speech(self._deck.language, self._deck.speakers.values())

    @cached_property
    def speech_of_texts(self) -> Speech:
        """Reads “The report says …” as if the text were a speaker."""
        named = (Speaker(name, shown, shown) for name, shown in self.sources.items())
        return Speech(self._deck.language, named)

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
    return boundaries.find_word(name, text) >= 0
