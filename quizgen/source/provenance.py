"""Whose words an answer rests on, in the fixed words of a language, the same in every outlet.

Plain text: each outlet escapes it and lays it out in its own way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, CompiledDeck, Evidence, Item, Source, Status


@dataclass(frozen=True, slots=True)
class Proof:
    """A quotation that an answer rests on. `voice` says whose words it is, and whether the source
    quotes or reports them; `place` says where they stand, and `whose` says both."""

    piece: Evidence
    source: Source
    voice: str
    place: str

    @property
    def whose(self) -> str:
        return f"{self.voice}, {self.place}"

    @property
    def whose_line(self) -> str:
        return self.whose[:1].upper() + self.whose[1:]

    @property
    def context(self) -> str:
        """What the quotation is part of, even where that adds only marks: a card folds it."""
        return "" if self.piece.context == self.piece.quote else self.piece.context

    @property
    def around(self) -> str:
        """The same, but empty where it would add only marks at the ends."""
        is_whole = self.piece.context.strip(_MARKS) == self.piece.quote.strip(_MARKS)
        return "" if is_whole else self.piece.context


_MARKS = " .,;:!?…'\"‘’“”„«»"


@dataclass(frozen=True, slots=True)
class Explanation:
    """`opinion` says that the answer is about what was said, not about what is so, or that it rests
    on no text; it is empty for a fact of the source, and where a question is about the marks or the
    method of a text and not about what somebody said."""

    proofs: tuple[Proof, ...]
    opinion: str


def explain(item: Item, deck: CompiledDeck, language: Language) -> Explanation:
    proofs = []
    for piece in item.evidence:
        source = deck.about.source_of(piece)
        voice = _voice(piece, item, source, deck, language)
        place = _place(piece.paragraph, source, language)
        proofs.append(Proof(piece=piece, source=source, voice=voice, place=place))
    return Explanation(tuple(proofs), _opinion(item, deck, language))


def _place(paragraph: int, source: Source, language: Language) -> str:
    if page := source.page_of(paragraph):
        return language.say("common.page", number=page)
    return language.say("common.paragraph", number=shown_number(source, paragraph))


def shown_number(source: Source, paragraph: int) -> int:
    """The number that learners see. They never see the paragraphs that are skipped, which authors
    count like all others in `par:` and `passage:`."""
    return paragraph - bisect_left(_in_order(source.skipped), paragraph)


def numbers_on_paper(source: Source, paragraphs: Sequence[int]) -> str:
    """The numbers that learners see, "" where they are those that authors type. Of a text with
    pages, learners are told the page."""
    shown = [shown_number(source, each) for each in paragraphs]
    is_same = source.pages or shown == [*paragraphs]
    return "" if is_same else ", ".join(map(str, shown))


@cache
def _in_order(skipped: frozenset[int]) -> list[int]:
    return sorted(skipped)


def names(sources: Sequence[Source], language: Language) -> str:
    """ "the report and the letter"."""
    return language.enumerated(each.name for each in sources)


def disputed(about: About, language: Language) -> str:
    """The sentence that decks with disputed claims open with."""
    word = "common.disputed-of-several" if about.more_sources else "common.disputed"
    return language.say(word, source=names(about.sources, language))


def _voice(
    piece: Evidence, item: Item, source: Source, deck: CompiledDeck, language: Language
) -> str:
    """Says whose words a quotation has. A sentence such as “Lind said that …” has the source's
    own words, since it speaks of the speaker."""
    said = item.voice_of(piece)
    who = _name(said.speaker, deck, source.name)
    if said.teller:
        told = language.say("common.told", speaker=who, teller=_name(said.teller, deck))
        return f"{told}, {source.name}" if deck.about.more_sources else told
    # in an address or an interview nobody quotes the speaker, and the text needs no “quoted in”
    if said.is_in_person:
        word = "common.in-person"
    elif not said.speaker and source.speaker:
        word = "common.editor"
    elif not said.speaker or piece.is_narration:
        word = "common.own-voice"
    else:
        word = "common.direct" if piece.is_direct else "common.reported"
    return language.say(word, speaker=who, source=source.name)


def _name(speaker: str, deck: CompiledDeck, source: str = "") -> str:
    """The source's own, where nobody else speaks."""
    return deck.speakers_by_id[speaker].name if speaker else source


_OF_METHOD = ("analyse", "evaluate")  # levels of Bloom's taxonomy


def _opinion(item: Item, deck: CompiledDeck, language: Language) -> str:
    if item.status is Status.FACT:
        return "" if item.evidence else language.say("common.no-text")
    if item.bloom in _OF_METHOD:
        return ""
    voices = {(each.speaker, each.teller) for each in map(item.voice_of, item.evidence)}
    speaker, teller = voices.pop() if len(voices) == 1 else ("", "")
    who = _name(speaker, deck, names(deck.about.quoted_by(item), language))
    if teller:
        return language.say("common.opinion-told", speaker=who, teller=_name(teller, deck))
    return language.say("common.opinion", speaker=who)
