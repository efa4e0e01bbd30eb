"""Whose words an answer rests on, in the fixed words of a language, the same in every outlet.

Plain text: each outlet escapes it and lays it out in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Evidence, Item, Status


@dataclass(frozen=True, slots=True)
class Proof:
    """A quotation that an answer rests on. `voice` says whose words it is, and whether the source
    quotes or reports them; `whose` says where as well."""

    piece: Evidence
    voice: str
    whose: str

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
    on no text; it is empty for a fact of the source."""

    proofs: tuple[Proof, ...]
    opinion: str


def explain(item: Item, deck: CompiledDeck, language: Language) -> Explanation:
    proofs = tuple(_proof(piece, item, deck, language) for piece in item.evidence)
    return Explanation(proofs, _opinion(item, deck, language))


def _proof(piece: Evidence, item: Item, deck: CompiledDeck, language: Language) -> Proof:
    voice = _voice(piece, item, deck, language)
    return Proof(piece, voice, f"{voice}, {_place(piece, deck, language)}")


def _place(piece: Evidence, deck: CompiledDeck, language: Language) -> str:
    page = deck.about.source.page_of(piece.paragraph)
    if page:
        return language.say("common.page", number=page)
    return language.say("common.paragraph", number=piece.paragraph)


def _voice(piece: Evidence, item: Item, deck: CompiledDeck, language: Language) -> str:
    """Says whose words a quotation has. A sentence such as “Lind said that …” has the source's
    own words, since it speaks of the speaker."""
    source, said = deck.about.source, item.voice_of(piece)
    who = _name(said.speaker, deck)
    if said.teller:
        return language.say("common.told", speaker=who, teller=_name(said.teller, deck))
    if said.is_in_person:
        word = "common.in-person"
    elif not said.speaker and source.speaker:
        word = "common.editor"
    elif not said.speaker or piece.is_narration:
        word = "common.own-voice"
    else:
        word = "common.direct" if piece.is_direct else "common.reported"
    return language.say(word, speaker=who, source=source.name)


def _name(speaker: str, deck: CompiledDeck) -> str:
    """The source's own, where nobody else speaks."""
    return deck.speakers_by_id[speaker].name if speaker else deck.about.source.name


def _opinion(item: Item, deck: CompiledDeck, language: Language) -> str:
    if item.status is Status.FACT:
        return "" if item.evidence else language.say("common.no-text")
    voices = {(each.speaker, each.teller) for each in map(item.voice_of, item.evidence)}
    speaker, teller = voices.pop() if len(voices) == 1 else ("", "")
    if teller:
        who, told_by = _name(speaker, deck), _name(teller, deck)
        return language.say("common.opinion-told", speaker=who, teller=told_by)
    return language.say("common.opinion", speaker=_name(speaker, deck))
