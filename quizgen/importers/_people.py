"""Whoever speaks in a text that a draft is made from.

“Martin Oakes” and “Mr Oakes” are one speaker. Where nobody is named, each quotation has a speaker
of its own: one for all would credit several people with the words of the first who is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from quizgen.deck.written import SOMEONE
from quizgen.diagnostics import printable, shortened
from quizgen.importers._imported import Value
from quizgen.quiz.languages import Language, known, load_language
from quizgen.quiz.model import Speaker
from quizgen.reading import characters
from quizgen.source.named_speaker import introduced, named_for, opening, without_titles
from quizgen.source.punctuation import Span
from quizgen.source.source_text import QuotedParagraph, SourceText
from quizgen.source.speech import Speech


@dataclass(frozen=True, slots=True)
class People:
    """Who is named beside a quotation anywhere in the text. It is read in each language whose verbs
    of saying are known."""

    languages: Sequence[Language]
    speakers: Sequence[Speaker]
    readers: Sequence[Speech]
    titles: frozenset[str]

    @classmethod
    def of(cls, source: SourceText) -> People:
        languages = _languages()
        names = dict.fromkeys(
            name
            for number, quoted in enumerate(source.quoted, 1)
            for each in quoted
            for quotation in parts_of(source.paragraph(number), each)
            if (name := _named(_parted(QuotedParagraph.near(source, number, each)), quotation))
        )
        titles = frozenset(title for each in languages for title in each.cues["people"])
        speakers = _speakers(names, titles)
        return cls(languages, speakers, [Speech.of(each, speakers) for each in languages], titles)

    def speaker(self, paragraph: QuotedParagraph, span: Span, number: int) -> dict[str, Value]:
        """How the deck declares whoever says these words."""
        paragraph = _parted(paragraph)
        quotation = paragraph.quotation_of(span) or span
        name = _named(paragraph, quotation)
        bare = without_titles(name, self.titles)
        said = {id_ for reader in self.readers for id_ in reader.speaker(paragraph, span, "")}
        for each in self.speakers:
            if {name, bare} & {*each.names} or (not name and each.id in said):
                aka: dict[str, Value] = {"aka": [*each.aka]} if each.aka else {}
                return {"name": each.name, **aka}
        roots = (opening(paragraph, quotation, language) for language in self.languages)
        return {"name": SOMEONE, "remark": _asking(paragraph, min(roots), number)}


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(load_language(code) for code in known())


def _named(paragraph: QuotedParagraph, quotation: Span) -> str:
    """Whoever is named beside the quotation, or else introduced by the sentence before."""
    ways = (named_for, introduced)
    found = (way(paragraph, quotation, each) for way in ways for each in _languages())
    return next(filter(None, found), "")


_INSERTED = re.compile(r"[,.!?…]?\s[—–-]\s([^—–«»“”„]{1,80}?)[,.]?\s[—–-]\s")


def parts_of(text: str, quotation: Span) -> list[Span]:
    """The words of one quotation without an inserted “— said Berg —”, as Russian prints it inside
    the marks."""
    start, end = quotation
    parts: list[Span] = []
    for found in _INSERTED.finditer(text, start, end):
        said = {*characters.words(found[1].casefold())}
        if any(not said.isdisjoint(each.speech.get("saying", ())) for each in _languages()):
            parts.append((start, found.start()))
            start = found.end()
    return [*parts, (start, end)]


def _parted(paragraph: QuotedParagraph) -> QuotedParagraph:
    parts = [part for each in paragraph.quoted for part in parts_of(paragraph.text, each)]
    return replace(paragraph, quoted=parts)


def _asking(paragraph: QuotedParagraph, quotation: Span, number: int) -> str:
    """A question to the author, with the words around the quotation."""
    start, end = quotation
    behind = paragraph.text[end : paragraph.sentence_at(end - 1)[1]]
    is_told = characters.words(behind)
    ahead = paragraph.text[paragraph.sentence_at(start)[0] if is_told else 0 : start]
    before = ahead if len(ahead) < _AROUND else f"… {ahead[-_AROUND:].partition(' ')[2]}"
    around = f"{before}{shortened(paragraph.text[start:end])}{shortened(behind, _AROUND)}"
    return printable(f"p{number}: who says this? {' '.join(around.split())}")


_AROUND = 30  # characters of the text on each side


def _speakers(names: Iterable[str], titles: frozenset[str]) -> list[Speaker]:
    """Each person once, with all the names. A family name belongs to whoever the text calls by more
    names, unless there are several of them."""
    bare = {name: without_titles(name, titles) for name in names}
    full = {each for each in bare.values() if " " in each}
    called: dict[str, list[str]] = {}
    for name, each in bare.items():
        bearers = [one for one in full if f" {one}".endswith(f" {each}")]
        person = bearers[0] if len(bearers) == 1 else (each if each in full else name)
        called.setdefault(person, []).append(name)
    return [
        Speaker(person, person, person, aka=tuple(each for each in all_names if person not in each))
        for person, all_names in called.items()
    ]
