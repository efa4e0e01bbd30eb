"""Reads an answer that is wrong as it stands in other ways in which learners mean the same: with
words of the question around it, as a quantity, as a time of day, with what sort of thing it is
before a name, or as initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizgen.grade.answer import Mark, Part
from quizgen.grade.letters import clean
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.number import grade_number, read_quantity
from quizgen.grade.phrase import read_phrase, read_words
from quizgen.grade.typed_text import grade_text
from quizgen.quiz.responses import Gap, Match, Numeric, TextEntry
from quizgen.quiz.values import as_typed


def grade_entry(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str = "") -> Part:
    part = grade_text(text, entry, lexicon)
    if part.is_right or as_typed(entry).match is Match.EXACT:
        return part
    return (
        _without_echoes(text, entry, lexicon, stem)
        or _without_noun(text, entry, lexicon, stem)
        or _without_sort(text, entry, lexicon)
        or _as_quantity(text, entry, lexicon.language, stem)
        or _as_time(text, entry)
        or _as_shortened(text, entry, lexicon)
        or _as_initials(text, entry, lexicon, stem)
        or part
    )


def _right(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    part = grade_text(text, entry, lexicon)
    return part if part.mark is Mark.CORRECT else None


def _without_echoes(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    rests = _without_echo(text, stem, (entry.answer, *entry.accepted), lexicon.language)
    return next(filter(None, (_right(rest, entry, lexicon) for rest in rests)), None)


def _without_noun(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """A name is close without the question's own noun: "Labour", where it asks for a party."""
    asked = tuple(read_words(stem, lexicon.language))
    words = entry.answer.split()
    if not 1 < len(words) < _MOST_IN_NAME:
        return None
    for noun, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        is_named = rest[0][:1].isupper() and len(noun) > _LONGEST_PARTICLE
        if is_named and _is_echo([noun], asked, lexicon.language):
            name = TextEntry(" ".join(rest), match=entry.match, strict=entry.strict)
            if _right(text, name, lexicon):
                return Part(Mark.CLOSE)
    return None


_MOST_IN_NAME = 4  # words
_LONGEST_PARTICLE = 3  # letters: the, of, von


def _without_echo(
    typed: str, stem: str, keys: Sequence[str], language: MarkingLanguage
) -> Iterator[str]:
    """What may be left of the answer once the question's own words around the key are removed: “a
    sign of weakness” for “weakness”. Nothing is given if the question
    names the key itself (“peace or war?”), or if we do not know the language's negations, which
    would turn an answer into its opposite."""
    asked, words = tuple(read_words(stem, language)), clean(typed).split()
    is_named = any(_is_echo(key.split(), asked, language) for key in keys)
    if not language.negations or is_named or len(words) > _MOST_WORDS:
        return
    for begin in range(len(words)):
        for end in range(len(words), begin, -1):
            around = words[:begin], words[end:]
            if any(around) and all(_is_echo(part, asked, language) for part in around):
                yield " ".join(words[begin:end])


_MOST_WORDS = 15  # every beginning is tried with every end, which takes the square of this


def _is_echo(words: Sequence[str], asked: Sequence[str], language: MarkingLanguage) -> bool:
    """Whether the question has these words in the same order. A number is never an echo."""
    row = list(read_words(" ".join(words), language))
    following = iter(asked)
    return all(
        word.isalpha() and word not in language.negations and word in following
        for word in row
        if word not in language.articles | language.pronouns
    )


def _without_sort(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """Without what sort of thing the name belongs to: “the city of Canberra”, “Астана қаласы”."""
    language = lexicon.language
    if entry.answer[:1].islower():
        return None
    words = [word for word in clean(text).split() if word.lower() not in language.articles]
    for sort in language.sorts:
        before, after = words[: len(sort)], words[-len(sort) :]
        if tuple(word.lower().rstrip(".") for word in before) == sort:
            return _right(" ".join(words[len(sort) :]), entry, lexicon)
        if language.has_sorts_behind and tuple(word.lower().rstrip(".") for word in after) == sort:
            return _right(" ".join(words[: -len(sort)]), entry, lexicon)
    return None


def _as_quantity(
    text: str, entry: TextEntry | Gap, language: MarkingLanguage, stem: str
) -> Part | None:
    """“2h” for “two hours”. The unit is part of such an answer, so it cannot be left out."""
    wanted, given = (read_quantity(each, language) for each in (entry.answer, text))
    if not wanted or not given or wanted[1] not in language.units or not given[1]:
        return None
    value = Decimal(wanted[0].numerator) / Decimal(wanted[0].denominator)
    numeric = Numeric(value=value, shown=f"{value}", unit=wanted[1])
    part = grade_number(text, numeric, language, stem)
    return part if part.is_right else None


_TIME = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])(?:[:.h]\s?(?P<minute>[0-5][0-9]))?\s?(?P<half>[ap]\.?\s?m\.?)?"
    r"\s?(?:h|hrs|uhr|o'?clock)?\.?",
    re.IGNORECASE,
)


def _as_time(text: str, entry: TextEntry | Gap) -> Part | None:
    """“09:30” for “9.30 a.m.”: the half of the day may be left out, but not be the other one."""
    wanted, given = (_TIME.fullmatch(clean(each)) for each in (entry.answer, text))
    if not wanted or not given or not wanted["minute"]:
        return None
    hour, other = _hour(wanted), _hour(given)
    is_left_out = bool(wanted["half"]) and not given["half"] and other <= _NOON
    is_same = hour == other or (is_left_out and hour % _NOON == other % _NOON)
    is_same = is_same and int(wanted["minute"]) == int(given["minute"] or 0)
    return Part(Mark.CORRECT) if is_same else None


_NOON = 12


def _hour(time: re.Match[str]) -> int:
    """Counted from midnight."""
    hour, half = int(time["hour"]), (time["half"] or "")[:1].lower()
    return hour % _NOON + (_NOON if half == "p" else 0) if half and hour <= _NOON else hour


def _as_shortened(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """“N. Ireland” is read as names are."""
    if entry.match is Match.NAME or not _SHORTENED.search(text):
        return None
    name = TextEntry(entry.answer, entry.accepted, Match.NAME, entry.strict)
    part = grade_text(text, name, lexicon)
    return Part(Mark.CLOSE) if part.is_right else None


_SHORTENED = re.compile(r"(?<!\w)[^\W\d_]\.\s*[^\W\d_]{2}")


def _as_initials(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“UN” for “the United Nations” is close, unless the question says it itself or it may stand
    for another answer. Two letters may be the initials of a person, who has no article."""
    language = lexicon.language
    given = read_phrase(text, language)
    if entry.match is Match.NAME or len(given.words) != 1 or not given.acronyms:
        return None
    typed, words = given.words[0], _initialled(entry.answer, language)
    is_long = len(typed) > (1 if len(words) < len(entry.answer.split()) else 2)
    if not is_long or typed != _initials(words) or typed in read_words(stem, language):
        return None
    others = lexicon.by_joined.values()
    fitting = {each.joined for each in others if _initials(each.words) == typed}
    return Part(Mark.CLOSE) if fitting <= {lexicon.phrase(entry.answer).joined} else None


def _initialled(name: str, language: MarkingLanguage) -> list[str]:
    passed_over = language.articles | language.function_words
    return [word for word in read_words(name, language) if word not in passed_over]


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
