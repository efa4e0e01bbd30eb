"""Whose words an answer rests on, in the fixed words of a language, the same in every outlet.

Plain text: each outlet escapes it and lays it out in its own way.
"""

from __future__ import annotations

from quizgen.languages import Language
from quizgen.model import Evidence, Item, Source, Status


def voice(piece: Evidence, item: Item, source: Source, language: Language) -> str:
    """Whose words a quotation is, and whether the source quotes or reports them."""
    if item.speaker is None:
        return language.say("common.own-voice", source=source.name)
    word = "common.direct" if piece.is_direct else "common.reported"
    return language.say(word, speaker=item.speaker.name, source=source.name)


def opinion(item: Item, source: Source, language: Language) -> str:
    """That a right answer is about what was said, not about what is so; empty for a fact."""
    if item.status is Status.FACT:
        return ""
    who = item.speaker.name if item.speaker else source.name
    return language.say("common.opinion", speaker=who)


def around(piece: Evidence) -> str:
    """What the quotation is part of; empty where only marks at the ends would be added."""
    is_whole = piece.context.strip(_MARKS) == piece.quote.strip(_MARKS)
    return "" if is_whole else piece.context


_MARKS = " .,;:!?…'\"‘’“”„«»"
