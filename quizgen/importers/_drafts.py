"""Drafts: a question for each sentence of a text, or imported questions that quote one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from quizgen.deck.placeholders import words_quoted
from quizgen.diagnostics import printable, shortened
from quizgen.importers._foreign_text import as_text
from quizgen.importers._imported import Entries, Value
from quizgen.importers._language import crediting
from quizgen.importers._people import People, parts_of
from quizgen.quiz.languages import Language, known, load_language
from quizgen.quiz.model import Evidence
from quizgen.reading import characters
from quizgen.source.locating import locate
from quizgen.source.punctuation import QUOTATION_MARKS, Span, is_closed, is_paired, trimmed
from quizgen.source.source_text import QuotedParagraph, SourceText, folded, shingles

_ENOUGH = 12  # triples of letters that a question shares with its quotation: three or four words


def draft_questions(source: SourceText, tag: str) -> Entries:
    """One cloze for each sentence, without a gap as yet. It quotes what its stem has between
    quotation marks, unless these are not the only ones. A sentence that begins with “she” says
    nothing by itself, so it is left out."""
    questions: dict[str, Mapping[str, Value]] = {}
    asking: dict[str, str] = {}
    for name, evidence in _evidence_of_sentences(source).items():
        words = str(evidence["quote"])
        if _needs_others(words):
            continue
        _show_words(
            evidence, f"{name.partition('-')[0]}: who says this? “{shortened(words)}”", asking
        )
        stem = _completed(words, tag, is_said="speaker" in evidence)
        is_twice = words_quoted(stem) == words
        own = {key: said for key, said in evidence.items() if key != "quote" or not is_twice}
        questions[name] = {"draft": True, "kind": "cloze", **own, "stem": stem}
    return questions


def _show_words(evidence: dict[str, Value], words: str, asking: dict[str, str]) -> None:
    """Beside Someone stand words of the first draft that it says. `asking` has what stands there by
    the words that begin the quotation, whose sentence may have been left out."""
    match evidence.get("speaker"):
        case {"name": str(name), "remark": str(opening)}:
            is_shown = words.partition("“")[2].rstrip("…”")[:20] in opening
            is_free = words not in asking.values()
            remark = asking.setdefault(opening, opening if is_shown or not is_free else words)
            evidence["speaker"] = {"name": name, "remark": printable(remark)}


def _needs_others(sentence: str) -> bool:
    """Whether a sentence speaks of what others name: “What are they to do?”, “She agreed.”"""
    words = [word.casefold() for word in characters.words(sentence)]
    return any(_refers_back(words, load_language(code)) for code in known())


def _refers_back(words: Sequence[str], language: Language) -> bool:
    """Only words with little meaning stand before “they”, or the whole has hardly any other."""
    referring = frozenset(language.cues.get("refer-back", ()))
    empty = referring.union(language.cues.get("functions", ()))
    opening = takewhile(empty.__contains__, words)
    telling = [word for word in words if word not in empty | {*language.speech.get("saying", ())}]
    return not referring.isdisjoint(words if len(telling) < 2 else opening)


def _evidence_of_sentences(source: SourceText) -> dict[str, dict[str, Value]]:
    """Each sentence; where somebody is quoted in it, what he says. Left out is what is hardly a
    sentence, and what stands twice in its paragraph, since nothing can say which is meant."""
    found: dict[str, dict[str, Value]] = {}
    closed = [is_closed(paragraph) for paragraph in source.paragraphs]
    people = People.of(source)
    for number, spans in enumerate(source.sentences, 1):
        is_heading = any(closed) and not closed[number - 1]
        for position, span in enumerate(() if is_heading else spans, 1):
            words = _spoken(source, number, span) or source.paragraph(number)[slice(*span)]
            place = locate(source, words, number)
            if isinstance(place, Evidence) and _is_sentence(words):
                evidence = _evidence(source, words, place, people)
                is_once = isinstance(locate(source, words), Evidence)
                found[f"p{number}-s{position}"] = evidence | ({} if is_once else {"par": number})
    return found


def _spoken(source: SourceText, number: int, sentence: Span) -> str:
    """The words that the sentence has inside quotation marks; "" for a few, which are often a
    title. Words that “, she said,” interrupts are one quotation, and the longest of several
    counts."""
    (start, end), text = sentence, source.paragraph(number)
    quoted = ((max(start, first), min(end, last)) for first, last in source.quoted[number - 1])
    spans = [trimmed(text, part, _ENDS) for each in quoted for part in parts_of(text, each)]
    spans = [each for each in spans if each[0] < each[1]]
    parts = [text[slice(*each)] for each in spans]
    gaps = (text[one[1] : other[0]] for one, other in pairwise(spans))
    whole = _LEFT_OUT.join(parts) if all(map(_INTERRUPTS.fullmatch, gaps)) else ""
    for words in (whole, max(parts, key=len, default="")):
        if words and _is_sentence(words) and len(words) >= _SHARE * (end - start):
            return words
    return ""


_LEFT_OUT = " […] "
_MARKS = rf"[\s{QUOTATION_MARKS}]*"
_INTERRUPTS = re.compile(rf"{_MARKS}[,—–-][^.;:]{{2,100}}[,.—–-]{_MARKS}")
_SHARE = 0.4  # of the sentence
_ENDS = f" ,{QUOTATION_MARKS}"


def _is_sentence(text: str) -> bool:
    """Whether it is more than the cell of a table, a byline or one half of a quotation."""
    fewest = _WIDE_LETTERS if text.endswith(("。", "！", "？")) else _LETTERS
    return is_paired(text) and (len(characters.words(text)) >= _WORDS or len(text) >= fewest)


_WORDS, _LETTERS = 3, 20  # a script without spaces has one word a sentence
_WIDE_LETTERS = 8  # in Chinese and Japanese, where a letter is a word


def _evidence(source: SourceText, words: str, found: Evidence, people: People) -> dict[str, Value]:
    if not found.is_direct:
        return {"quote": words}
    span = found.spans[0]
    around = QuotedParagraph.near(source, found.paragraph, span)
    return {"speaker": people.speaker(around, span, found.paragraph), "quote": words}


def _completed(sentence: str, tag: str, *, is_said: bool) -> str:
    """The sentence in quotation marks after the one who says it; a sentence that has marks of its
    own gets no others."""
    said, says = crediting(tag)
    quoted = load_language(tag).say("print.quoted", text=as_text(sentence))
    if is_said:
        stop = "" if sentence[-1:] in _STOPS else "."
        return f"{{speaker}}{said}{quoted}{stop}"
    is_marked = any(mark in sentence for mark in QUOTATION_MARKS)
    return f"{{source.as|cap}}{says}{as_text(sentence) if is_marked else quoted}"


_STOPS = ".!?…。！？"


def with_quotations(questions: Entries, source: SourceText) -> Entries:
    """The questions as drafts, each with the sentence that has most in common with it."""
    sentences = [
        (shingles(folded(str(each["quote"]))), each)
        for each in _evidence_of_sentences(source).values()
    ]
    drafts: dict[str, Mapping[str, Value]] = {}
    for name, question in questions.items():
        wanted = shingles(folded(" ".join(_texts([*question.values()]))))
        shared, evidence = max(
            ((len(wanted & grams), evidence) for grams, evidence in sentences),
            key=lambda pair: pair[0],
            default=(0, {}),
        )
        quotation = evidence if shared >= _ENOUGH else {}
        drafts[name] = {**question, **quotation, "draft": True}
    return drafts


def _texts(values: Sequence[Value]) -> list[str]:
    found: list[str] = []
    for value in values:
        match value:
            case str(text):
                found.append(text)
            case list(parts):
                found += _texts(parts)
            case dict(parts):
                found += [*parts, *_texts([*parts.values()])]
            case _:
                pass
    return found
