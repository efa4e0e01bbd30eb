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
    paragraph = language.say("common.paragraph", number=piece.paragraph)
    return Proof(piece, voice, f"{voice}, {paragraph}")


def _voice(piece: Evidence, item: Item, deck: CompiledDeck, language: Language) -> str:
    """Says whose words a quotation has. A sentence such as “Lind said that …” has the source's
    own words, since it speaks of the speaker."""
    source = deck.about.source.name
    if not item.speaker or piece.is_narration:
        return language.say("common.own-voice", source=source)
    word = "common.direct" if piece.is_direct else "common.reported"
    return language.say(word, speaker=deck.speakers_by_id[item.speaker].name, source=source)


def _opinion(item: Item, deck: CompiledDeck, language: Language) -> str:
    if item.status is Status.FACT:
        return "" if item.evidence else language.say("common.no-text")
    is_own = not item.speaker
    who = deck.about.source.name if is_own else deck.speakers_by_id[item.speaker].name
    return language.say("common.opinion", speaker=who)
