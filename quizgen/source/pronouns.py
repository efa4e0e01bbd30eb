"""Finds out whom “she” means in “…,” she said, and which name in the text a speaker's may be.

Both are likely and never certain, so that they are worth a warning. Where the words before could
speak of anybody else whom the deck declares, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import takewhile

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Speaker
from quizgen.reading.characters import words
from quizgen.source.named_speaker import capital_runs, opening
from quizgen.source.punctuation import Span
from quizgen.source.source_text import QuotedParagraph, SourceText, folded
from quizgen.source.speech import clause_end, either

_LONGEST_OPENING = 7  # words, as in “On Monday the leader of the Dunmore party …”
_VOWELS = "aeiouyаеиоуыяьй"  # a name may end in others, in another case
_NEARLY = 0.8  # as difflib counts: one or two letters of a name
_TOKEN = re.compile(r"\w+(?:['-]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def meant(
    source: SourceText, number: int, span: Span, speakers: Iterable[Speaker], language: Language
) -> tuple[str, Speaker, str] | None:
    """“she said”, the one speaker whom the words before name, and these words. In a sentence that
    opens its paragraph, the words are those of the paragraph before."""
    around = QuotedParagraph.near(source, number, span)
    quotation = around.quotation_of(span)
    first = opening(around, quotation, language) if quotation else span
    begin = around.sentence_at(first[0])[0]
    end = clause_end(around, first[1]) if quotation else around.sentence_at(first[1] - 1)[1]
    sentence, before = around.narration(begin, end), around.narration(0, begin)
    said = _clause(language, sentence)
    if not words(before) and number > 1 and source.has(number - 1):
        earlier = QuotedParagraph.of(source.paragraph(number - 1))
        before = earlier.narration(0, len(earlier.text))
    told = {*words(f"{before} {sentence}".casefold())}
    if (
        not said
        or _are_two(told, language)
        or any(is_mentioned(each, sentence, language) for each in speakers)
    ):
        return None
    named = [each for each in speakers if is_mentioned(each, before, language)]
    if len(named) != 1 or not _is_subject(named[0], before, said, language):
        return None
    return said, named[0], before


def _clause(language: Language, sentence: str) -> str:
    """A pronoun beside a verb of saying."""
    speech = language.speech
    pronouns = speech.get("he", ())[:1] + speech.get("she", ())[:1]
    if not pronouns:
        return ""
    he, adverbs = f"(?:{either(pronouns)})", f"(?:(?:{either(speech['adverbs'])}) )*"
    verb = f"(?:{either(speech['saying'])})"
    found = re.search(
        rf"(?i)(?<!\w)(?:{he} {adverbs}{verb}|{verb}(?: |-(?:t-)?){he})(?!\w)", folded(sentence)
    )
    return found[0] if found else ""


def _are_two(told: set[str], language: Language) -> bool:
    """Whether two people may be spoken of: “he” and “she”, or one of them as an object."""
    he, she = language.speech["he"], language.speech["she"]
    has_both = bool(she) and told >= {he[0], she[0]}
    return has_both or not told.isdisjoint((*he[1:], *she[1:]))


def is_mentioned(speaker: Speaker, text: str, language: Language) -> bool:
    """Whether a word of the name or office stands there, in whatever case."""
    roots = tuple(_root(each) for each in _naming(speaker, language))
    return any(word.startswith(roots) for word in words(text.casefold()))


def _naming(speaker: Speaker, language: Language) -> Iterator[str]:
    """“leader” of “the leader of the council”."""
    small = {*language.speech.get("articles", ()), *language.speech.get("joining", ())}
    for name in (*speaker.names, speaker.role):
        parts = takewhile(lambda each: each not in language.speech.get("objects", ()), words(name))
        yield from (each.casefold() for each in parts if each.casefold() not in small)


def _root(word: str) -> str:
    """“Белов” of “Белова”, which other cases begin with as well."""
    root = word.rstrip(_VOWELS)
    return root if len(root) > 2 else word


def _is_subject(speaker: Speaker, before: str, said: str, language: Language) -> bool:
    """Whether a sentence begins with the name, and each after it with the name or the pronoun. One
    before it, or an object, would be somebody else's: “Sow brought it to her.”"""
    own = {names[-1] for name in speaker.names if (names := _capitals(name, language))}
    wanted = own
    for part in _SENTENCE_END.split(before.strip()):
        tokens = _TOKEN.findall(folded(part))
        at = next((at for at, token in enumerate(tokens) if token in wanted), len(tokens))
        if at == len(tokens) and wanted is own:
            if _has_pronoun(tokens, language):
                return False
            continue
        if not _may_be_subject(tokens, at, speaker, language):
            return False
        wanted = {*own, *(each.capitalize() for each in words(said))}
    return wanted is not own


def _may_be_subject(tokens: list[str], at: int, speaker: Speaker, language: Language) -> bool:
    """Whether the token may be, unlike in “for Lind”, “she met Lind” and “Lind was told”."""
    titled = [each for each in tokens[:at] if each not in speaker.name.split()]
    is_object = titled and titled[-1].casefold() in language.speech["objects"]
    after = [each.casefold() for each in tokens[at + 1 : at + 3]]
    is_copula = bool(after) and after[0] in language.cues.get("copulas", ())
    is_told = is_copula and after[-1] in language.speech["saying"]
    is_late = at >= min(len(tokens), _LONGEST_OPENING) or _has_pronoun(titled, language)
    return not (is_object or is_told or is_late)


def _has_pronoun(tokens: list[str], language: Language) -> bool:
    both = {*language.speech["he"], *language.speech["she"]}
    return not both.isdisjoint(each.casefold() for each in tokens)


def _capitals(name: str, language: Language) -> list[str]:
    titles = language.cues.get("people", ())
    tokens = _TOKEN.findall(folded(name))
    return [each for each in tokens if each[:1].isupper() and each.casefold() not in titles]


def misspelt(speaker: Speaker, source: SourceText, language: Language) -> str:
    """The name in the text that is nearly the speaker's, where the speaker's own is nowhere."""
    text, names = source.searchable, [_capitals(name, language) for name in speaker.names]
    full = [each for each in names if len(each) > 1]
    if any(" ".join(each) in text for each in names) or not full:
        return ""
    shown = [each.casefold() for each in _TOKEN.findall(text) if each[:1].isupper()]
    own = tuple(_root(each[-1].casefold()) for each in names if each)
    if any(each.startswith(own) for each in shown):
        return ""
    runs = {found[0] for found in capital_runs(text) if " " in found[0]}
    near = (get_close_matches(" ".join(each), runs, 1, _NEARLY) for each in full)
    return next((found[0] for found in near if found), "")
