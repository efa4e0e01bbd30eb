"""Reads an answer that is wrong as it stands in other ways in which learners mean the same: with
words of the question around it, as a name, as a quantity, as a time of day, or as initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.date import Date, Length, read_dates
from quizgen.grade.echoes import behind_which, is_echo, without_echo
from quizgen.grade.letters import clean
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.likeness import LONGEST_TYPED, has_syllables
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.names import (
    LONGEST_PARTICLE,
    as_person,
    grade_name,
    grade_without_aside,
    grade_without_sort,
    with_answer,
    without_sort,
)
from quizgen.grade.number import grade_number, read_quantity
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import is_same, read_phrase, read_words, without_articles
from quizgen.grade.typed_text import exactly_right, grade_text
from quizgen.quiz.notation import as_typed
from quizgen.quiz.responses import Gap, Match, Numeric, TextEntry


def grade_entry(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str = "") -> Part:
    entry = as_person(entry, stem, lexicon.language)
    part = grade_text(text, entry, lexicon)
    is_long = len(text) > LONGEST_TYPED + len(entry.answer)
    is_rival = entry.match is Match.NAME and part.reason is Reason.OTHER_ANSWER
    if part.is_right or is_rival or is_long or as_typed(entry).match is Match.EXACT:
        return part
    return (
        _without_echoes(text, entry, lexicon, stem)
        or _without_noun(text, entry, lexicon, stem)
        or _without_pronoun(text, entry, lexicon, stem)
        or _as_solution(text, entry, lexicon)
        or _among_syllables(text, entry, lexicon, stem)
        or grade_without_sort(text, entry, lexicon)
        or grade_name(text, entry, lexicon, stem)
        or grade_without_aside(text, entry, lexicon, stem)
        or _in_other_order(text, entry, lexicon)
        or _as_quantity(text, entry, lexicon, stem)
        or _as_time(text, entry)
        or _as_shortened(text, entry, lexicon)
        or _as_initials(text, entry, lexicon, stem)
        or _as_verdict(text, entry, lexicon.language)
        or part
    )


def _without_echoes(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """A right answer without a slip, or a shorter name. It may have another ending only where the
    words of the question keep theirs, since endings tell who does what to whom."""
    key = lexicon.phrase(entry.answer).words
    forms, bare = (entry.answer, *entry.accepted), " ".join(lexicon.phrase(text).typed)
    rests = (without_echo(each, stem, forms, lexicon.language) for each in (text, bare))
    for rest in dict.fromkeys(chain.from_iterable(rests)):
        part = grade_text(rest, entry, lexicon)
        may_be_form = _has_same_words(*text.partition(rest)[::2], stem, lexicon.language)
        if part.mark is Mark.CORRECT or (may_be_form and part.reason is Reason.FORM):
            return part
        is_same = may_be_form or {*lexicon.phrase(rest).words}.issubset(key)
        shorter = is_same and grade_name(rest, entry, lexicon, stem)
        if shorter := shorter or _without_noun(rest, entry, lexicon, stem):
            return shorter
    return None


def _has_same_words(before: str, after: str, stem: str, language: MarkingLanguage) -> bool:
    """Whether it is one word, repeats the question literally, or ends with a word such as
    “called”."""
    words = tuple(read_words(f"{before} {after}", language))
    asked = {*read_words(stem, language)} | language.passed_over
    last = tuple(read_words(before, language))[-1:]
    return len(words) == 1 or asked.issuperset(words) or not language.passed_over.isdisjoint(last)


def _without_noun(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """A name is close without the question's own noun: "Labour", where it asks for a party; so is
    any answer where the noun stands behind "which" or "what kind of"."""
    language = lexicon.language
    asked, behind = frozenset(read_words(stem, language)), behind_which(stem, language)
    words = without_articles(entry.answer.split(), language)
    if not 1 < len(words) <= _MOST_IN_NAME:
        return None
    parts = [(words[at:], words[:at]) for at in range(1, len(words))]
    for noun, others in ((words[:1], words[1:]), *parts):
        rest = others[1:] if others[0] in language.function_words else others
        is_behind = not behind.isdisjoint(read_words(noun[0], language))
        is_last = noun[0] == words[-1]
        is_named = bool(rest) and (rest[0][:1].isupper() or is_behind or is_last)
        shortest = LONGEST_PARTICLE if is_last else LONGEST_PARTICLE + 1
        is_noun = noun[0].lower() not in language.passed_over and len(noun[0]) >= shortest
        is_left_out = is_named and is_noun and is_echo(noun, asked, language)
        if is_left_out and exactly_right(text, with_answer(entry, " ".join(rest)), lexicon):
            return Part(Mark.CLOSE)
    return None


_MOST_IN_NAME = 4  # words


def _without_pronoun(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“The pressure increases” or “increases” for “it increases”."""
    pronoun, _, rest = entry.answer.partition(" ")
    if not rest or pronoun.lower() not in lexicon.language.pronouns:
        return None
    part = grade_entry(text, TextEntry(rest, match=entry.match), lexicon, stem)
    return part if part.is_right else None


def _as_solution(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """“-1” for “x = -1”, and “F = m × a” for “F = ma”."""
    typed, key = (clean(each) for each in (text, entry.answer))
    bare = [_VARIABLE.sub("", each) for each in (typed, key)]
    is_bare = (bare[0] == typed) != (bare[1] == key)  # y = -1 is not x = -1
    if is_bare and exactly_right(bare[0], TextEntry(bare[1]), lexicon):
        return Part(Mark.CORRECT)
    is_formula = "=" in key and _TIMES.sub("", typed) == _TIMES.sub("", key)
    return Part(Mark.CORRECT) if is_formula else None


_VARIABLE = re.compile(r"^[a-z]\s*=\s*(?=[-+]?[0-9.])")
_TIMES = re.compile(r"[\s*·⋅]")


def grade_quantity(text: str, numeric: Numeric, lexicon: Lexicon, stem: str = "") -> Part:
    """A number, also in a sentence with the words of the question."""
    language = lexicon.language
    part = grade_number(text, numeric, language, stem)
    if part.is_right or len(text) > LONGEST_TYPED:
        return part
    if not numeric.unit and any(_is_year(each, numeric) for each in read_dates(text, language)):
        return Part(Mark.CORRECT)
    if part.reason is not Reason.NOT_A_NUMBER and not has_syllables(stem):
        return part
    rests = (
        *without_echo(text, stem, (numeric.shown,), language),
        *_without_syllables(text, stem),
    )
    parts = (grade_number(rest, numeric, language, stem) for rest in rests)
    return next((each for each in parts if each.is_right), part)


def _without_syllables(text: str, stem: str) -> Iterator[str]:
    """“四个季节” and “四” of “一年有四个季节”: without what the question has at either end, as long
    as no part of a number is cut off."""
    if not has_syllables(stem):
        return
    ends = (at for at in range(len(text), 1, -1) if text[:at] in stem)
    first = next((at for at in ends if not text[at - 1].isnumeric()), 0)
    yield (rest := text[first:].strip())
    behind = (at for at in range(1, len(rest)) if rest[at:] in stem)
    last = next((at for at in behind if not rest[at].isnumeric()), len(rest))
    yield rest[:last]


def _is_year(date: Date, numeric: Numeric) -> bool:
    """“1991 г.”, or “тысяча девятьсот девяносто первый”."""
    is_plain = date.length is Length.MOMENT and not (date.is_before_christ or date.last)
    return is_plain and date.parts == 1 and date.year == numeric.value >= _FIRST_YEAR


_FIRST_YEAR = 100  # in earlier ones a day may be meant


def _among_syllables(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“中国的首都是北京” for “北京”: where words have no spaces, a piece of the question on either
    side."""
    typed, key = clean(text), clean(entry.answer)
    if not has_syllables(key) or key in stem or typed.count(key) != 1:
        return None
    fillers = "".join(lexicon.language.fillers) + _MARKS
    ways = [(side.strip(_MARKS), side.strip(fillers)) for side in typed.split(key)]
    # one character may be part of another word: 대 of 대한민국
    is_echo = all("" in each or any(len(w) > 1 and w in stem for w in each) for each in ways)
    return Part(Mark.CORRECT) if is_echo else None


_MARKS = " .,;:!?'\"()、。，！？「」"


def _in_other_order(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """“oxygen, hydrogen” for “hydrogen and oxygen”; “Versailles Treaty” is close to “Treaty of
    Versailles”, but “law of rule” is not to “rule of law”."""
    language = lexicon.language
    has_numbers = any(map(str.isdecimal, entry.answer))  # 2/3 is not 3/2
    if not has_numbers and len(pair := _joined(entry.answer, language)) == _TWO:
        return Part(Mark.CORRECT) if sorted(_joined(text, language)) == sorted(pair) else None
    given, wanted = (
        without_articles(read_words(each, language), language) for each in (text, entry.answer)
    )
    is_joined = len(wanted) == _TWO + 1 and wanted[1] in language.function_words
    is_sort = len(wanted) == _TWO and (wanted[0],) in language.sorts  # the Thames river
    is_turned = (is_joined or is_sort) and given == [wanted[-1], wanted[0]]
    return Part(Mark.CLOSE) if is_turned else None


_TWO = 2


def _joined(text: str, language: MarkingLanguage) -> list[tuple[str, ...]]:
    """What stands on either side of “and”, of a comma or of another sign between two things."""
    joins = "|".join(sorted(map(re.escape, language.conjunctions), key=len, reverse=True))
    between = joins if has_syllables(joins) else rf"\s(?:{joins or '(?!)'})\s"
    sides = re.split(rf"{between}|[,;、،/+&]", clean(text), flags=re.IGNORECASE)
    return [tuple(without_articles(read_words(each, language), language)) for each in sides]


def _as_quantity(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“2h” for “two hours”. The unit is part of such an answer, so it cannot be left out; but an
    amount of money is close without its currency, unless it is another answer of the deck."""
    language = lexicon.language
    wanted, given = (read_quantity(each, language) for each in (entry.answer, text))
    if not wanted or not given or wanted[1] not in language.units.ids:
        return None
    if not given[1]:
        is_amount = wanted[0] == given[0] and language.units.is_money(wanted[1])
        is_rival = bool(lexicon.index.groups(lexicon.phrase(text).joined))
        return Part(Mark.CLOSE, Reason.UNIT) if is_amount and not is_rival else None
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
    name = TextEntry(
        answer=entry.answer, accepted=entry.accepted, match=Match.NAME, strict=entry.strict
    )
    part = grade_text(text, name, lexicon)
    return Part(Mark.CLOSE) if part.is_right else None


_SHORTENED = re.compile(r"(?<!\w)[^\W\d_]\.\s*[^\W\d_]{2}")


def _as_initials(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“UN” for “the United Nations” is close, unless the question says it itself or it may stand
    for another answer."""
    language = lexicon.language
    given, key = read_phrase(text, language), lexicon.phrase(entry.answer)
    numbers = [each for each in key.pieces if isinstance(each, Number)]  # WW2
    is_same_number = len(given.pieces) == 1 + len(numbers) <= _TWO and all(
        map(is_same, given.pieces[1:], numbers)
    )
    is_formula = any(len(each) == 1 for each in key.pieces if isinstance(each, str))  # H2O
    if entry.match is Match.NAME or is_formula or not is_same_number or not given.acronyms:
        return None
    typed, words = given.words[0], [each for each in key.pieces if isinstance(each, str)]
    passed_over = language.articles | language.function_words
    if typed != _initials([word for word in words if word not in passed_over]):
        return None
    if typed in read_words(stem, language):
        return None
    others = lexicon.by_joined.values()
    fitting = {each.joined for each in others if _initials(each.words) == typed}
    return Part(Mark.CLOSE) if fitting <= {lexicon.phrase(entry.answer).joined} else None


def _as_verdict(text: str, entry: TextEntry | Gap, language: MarkingLanguage) -> Part | None:
    """“No, it is a mammal” for “no”."""
    said, _, why = clean(text).lower().partition(",")
    is_one = entry.answer.lower() == said and said in language.verdicts
    is_taken_back = language.verdicts & {*read_words(why, language)}
    return Part(Mark.CORRECT) if is_one and not is_taken_back else None


def _initials(words: Sequence[str]) -> str:
    return "".join(word[:1] for word in words)


def without_echoes(
    given: Sequence[str], gaps: Sequence[Gap], lexicon: Lexicon, stem: str
) -> tuple[str, ...]:
    """The pieces of a list, those that are wrong without the words of the question around them:
    “Lake Huron”, where it asks for lakes."""
    return tuple(_in_list(piece, gaps, lexicon, stem) for piece in given)


def _in_list(piece: str, gaps: Sequence[Gap], lexicon: Lexicon, stem: str) -> str:
    keys = [form for gap in gaps for form in (gap.answer, *gap.accepted)]
    language = lexicon.language
    rests = [
        piece,
        _VARIABLE.sub("", clean(piece)),
        *without_echo(piece, stem, keys, language),
        *without_sort(piece, language, language.titles),
    ]
    for rest in rests:
        if any(grade_text(rest, gap, lexicon).mark is Mark.CORRECT for gap in gaps):
            return rest
    named = (gap.answer for gap in gaps if _without_noun(piece, gap, lexicon, stem))
    return next(named, piece)
