"""Says whose words an answer rests on, in the fixed words of a language and alike in all outlets.

The text is plain; each outlet escapes it and lays it out in its own way.
"""

from __future__ import annotations

from functools import cache

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Evidence, Item, Source, Speaker, Status
from quizgen.source.speech import Speech


def voice(piece: Evidence, item: Item, source: Source, language: Language) -> str:
    """Says whose words a quotation has, and whether the source quotes or reports them. A sentence
    such as “Lind said that …” has the source's own words, since it speaks of the speaker."""
    if item.speaker is None or _is_reporters(piece, item.speaker, source.language):
        return language.say("common.own-voice", source=source.name)
    word = "common.direct" if piece.is_direct else "common.reported"
    return language.say(word, speaker=item.speaker.name, source=source.name)


def _is_reporters(piece: Evidence, speaker: Speaker, language: str) -> bool:
    names = (speaker.name, speaker.full, speaker.role, *speaker.aka, *speaker.forms.values())
    return not piece.is_direct and _speech(language, names).is_reporters(piece.quote)


@cache
def _speech(language: str, names: tuple[str, ...]) -> Speech:
    return Speech(load_language(language), [Speaker("", names[0], names[0], aka=names)])


def opinion(item: Item, source: Source, language: Language) -> str:
    """Says that the answer is about what was said and not about what is true; empty for a fact."""
    if item.status is Status.FACT:
        return ""
    who = item.speaker.name if item.speaker else source.name
    return language.say("common.opinion", speaker=who)


def around(piece: Evidence) -> str:
    """The text of which the quotation is part; empty if it would only add marks at the ends."""
    is_whole = piece.context.strip(_MARKS) == piece.quote.strip(_MARKS)
    return "" if is_whole else piece.context


_MARKS = " .,;:!?…'\"‘’“”„«»"
