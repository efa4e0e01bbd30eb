"""Reads an answer that is wrong as it stands in other ways in which learners mean the same: with
words of the question around it, as a quantity, as a time of day, with what sort of thing it is
before a name, or as initials.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from quizgen.grade.answer import Mark, Part
from quizgen.grade.letters import clean, is_word
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.likeness import LONGEST_TYPED, are_forms, are_tenses, has_syllables
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.number import grade_number, read_quantity
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import is_same, read_phrase, read_words
from quizgen.grade.typed_text import grade_text
from quizgen.quiz.notation import as_typed
from quizgen.quiz.responses import Gap, Match, Numeric, TextEntry


def grade_entry(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str = "") -> Part:
    part = grade_text(text, entry, lexicon)
    is_long = len(text) > LONGEST_TYPED + len(entry.answer)
    if part.is_right or is_long or as_typed(entry).match is Match.EXACT:
        return part
    return (
        _without_echoes(text, entry, lexicon, stem)
        or _without_noun(text, entry, lexicon, stem)
        or _among_syllables(text, entry, lexicon, stem)
        or _without_sort(text, entry, lexicon)
        or _as_last_name(text, entry, lexicon)
        or _in_other_order(text, entry, lexicon)
        or _as_quantity(text, entry, lexicon.language, stem)
        or _as_time(text, entry)
        or _as_shortened(text, entry, lexicon)
        or _as_initials(text, entry, lexicon, stem)
        or _as_verdict(text, entry, lexicon.language)
        or part
    )


def _right(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    part = grade_text(text, entry, lexicon)
    return part if part.mark is Mark.CORRECT else None


def _without_echoes(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    rests = _without_echo(text, stem, (entry.answer, *entry.accepted), lexicon.language)
    return next(filter(None, (_right(rest, entry, lexicon) for rest in rests)), None)


def _without_noun(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """A name is close without the question's own noun: "Labour", where it asks for a party; so is
    any answer where the noun stands behind "which"."""
    asked = frozenset(read_words(stem, lexicon.language))
    behind = _behind_which(stem, lexicon.language)
    words = entry.answer.split()
    if not 1 < len(words) < _MOST_IN_NAME:
        return None
    particles = lexicon.language.function_words
    for noun, others in ((words[-1], words[:-1]), (words[0], words[1:])):
        rest = others[1:] if others[0] in particles else others
        is_named = rest and (
            rest[0][:1].isupper() or {*read_words(noun, lexicon.language)} & behind
        )
        if is_named and len(noun) > _LONGEST_PARTICLE and _is_echo([noun], asked, lexicon.language):
            name = TextEntry(" ".join(rest), match=entry.match, strict=entry.strict)
            if _right(text, name, lexicon):
                return Part(Mark.CLOSE)
    return None


def _behind_which(stem: str, language: MarkingLanguage) -> frozenset[str]:
    pairs = pairwise(read_words(stem, language))
    return frozenset(noun for word, noun in pairs if word in language.which)


_MOST_IN_NAME = 4  # words
_LONGEST_PARTICLE = 3  # letters: the, of, von


def _without_echo(
    typed: str, stem: str, keys: Sequence[str], language: MarkingLanguage
) -> Iterator[str]:
    """What may be left of the answer once the question's own words around the key are removed: “a
    sign of weakness” for “weakness”. Their order must be the question's, unless endings tell who
    does what: “Napoleon defeated Wellington” is no answer to “Who defeated Napoleon?”. Nothing is
    given if the question names the key itself (“peace or war?”), or if we do not know the
    language's negations, which would turn an answer into its opposite."""
    asked, words = tuple(read_words(stem, language)), clean(typed).split()
    is_named = any(_names(asked, key, language) for key in keys)
    if not language.negations or is_named or len(words) > _MOST_WORDS:
        return
    echoes = [_is_echo([word], asked, language) for word in words]
    first = echoes.index(False) if False in echoes else 0
    last = len(words) - (echoes[::-1].index(False) if False in echoes else 0)
    around = [(begin, end) for begin in range(first + 1) for end in range(last, len(words) + 1)]
    around.sort(key=lambda span: span[1] - span[0])
    for begin, end in around[:_MOST_RESTS]:
        sides = words[:begin], words[end:]
        is_turned = all(sides) and sides[1][0].lower() in language.fillers
        in_order = all(_is_in_order(side, asked, language) for side in sides)
        if any(sides) and in_order and not is_turned:  # the capital of Canberra is Australia
            yield " ".join(words[begin:end])


_MOST_RESTS = 12  # of one answer; each is marked


def _names(asked: Collection[str], key: str, language: MarkingLanguage) -> bool:
    words = [word for word in read_words(key, language) if word not in language.articles]
    return all(word in asked for word in words)


_MOST_WORDS = 15


def _is_echo(words: Sequence[str], asked: Collection[str], language: MarkingLanguage) -> bool:
    """Whether the question has these words too, or they say nothing by themselves. A number is
    never an echo."""
    return all(
        word in language.articles | language.fillers
        or (is_word(word) and word not in language.negations and _is_asked(word, asked, language))
        for word in read_words(" ".join(words), language)
    )


def _is_in_order(words: Sequence[str], asked: Sequence[str], language: MarkingLanguage) -> bool:
    following = iter(asked)
    passed_over = language.articles | language.fillers
    return language.has_cases or all(
        word in passed_over or any(_is_asked(word, [each], language) for each in following)
        for word in read_words(" ".join(words), language)
    )


def _is_asked(word: str, asked: Collection[str], language: MarkingLanguage) -> bool:
    return word in asked or any(
        are_forms(word, each, language) or are_tenses(word, each) for each in asked
    )


def _among_syllables(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“中国的首都是北京” for “北京”: where words have no spaces, a piece of the question on either
    side."""
    typed, key = clean(text), clean(entry.answer)
    if not has_syllables(key) or key in stem or typed.count(key) != 1:
        return None
    fillers = "".join(lexicon.language.fillers) + _MARKS
    is_echo = all(side.strip(fillers) in stem for side in typed.split(key))
    return Part(Mark.CORRECT) if is_echo else None


_MARKS = " .,;:!?'\"()、。，！？「」"


def _without_sort(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """Without what sort of thing the name belongs to, in the answer (“the city of Canberra”,
    “Астана қаласы”) or in the key (“Amazonas” for “rio Amazonas”)."""
    if entry.answer[:1].islower() and not entry.answer.split()[-1][:1].isupper():
        return None
    described = _described(text, lexicon.language) if entry.match is Match.NAME else ()
    for bare in (*_bare_names(text, lexicon.language), *described):
        if (part := grade_text(bare, entry, lexicon)).is_right:
            return part
    for bare in _bare_names(entry.answer, lexicon.language):
        if _right(text, TextEntry(bare, match=entry.match, strict=entry.strict), lexicon):
            return Part(Mark.CLOSE)
    return None


def _bare_names(text: str, language: MarkingLanguage) -> Iterator[str]:
    words = [word for word in clean(text).split() if word.lower() not in language.articles]
    lower = [word.lower().rstrip(".") for word in words]
    for sort in language.sorts:
        size = len(sort)
        if len(words) > size and tuple(lower[:size]) == sort:
            yield " ".join(words[size:])
        if language.has_sorts_behind and len(words) > size and tuple(lower[-size:]) == sort:
            yield " ".join(words[:-size])


def _described(text: str, language: MarkingLanguage) -> Iterator[str]:
    """The full name in “the philosopher Jean-Paul Sartre” or “the German chancellor Olaf Scholz”:
    what stands behind a word in small letters."""
    words = [word for word in clean(text).split() if word.lower() not in language.articles]
    turns_round = language.negations | language.function_words | {*language.conjunctions}
    for at in range(1, min(_MOST_DESCRIBING, len(words) - _TWO) + 1):
        is_name = words[at - 1].islower() and words[at][:1].isupper()
        if is_name and not turns_round & {*words[:at]}:
            yield " ".join(words[at:])


_MOST_DESCRIBING = 3  # words


def _as_last_name(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """“Austen” for “Jane Austen” is close, unless another answer ends with this name too."""
    if entry.match is not Match.NAME:
        return None
    names = [*_bare_names(text, lexicon.language), text]
    given = lexicon.phrase(names[0]).words
    key = lexicon.phrase(entry.answer)
    is_number = any(isinstance(each, Number) for each in key.pieces[-1:])  # Henry VIII
    size = len(given)  # two with a particle: van Beethoven
    if not 0 < size < len(key.words) or given != key.words[-size:] or is_number:
        return None
    others = [form for form in lexicon.by_joined.values() if form.words[-size:] == given]
    return Part(Mark.CLOSE) if len(others) <= 1 else None


def _in_other_order(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """“oxygen, hydrogen” for “hydrogen and oxygen”; “Versailles Treaty” is close to “Treaty of
    Versailles”, but “law of rule” is not to “rule of law”."""
    language = lexicon.language
    if len(pair := _joined(entry.answer, language)) == _TWO:
        return Part(Mark.CORRECT) if sorted(_joined(text, language)) == sorted(pair) else None
    given, wanted = (
        [word for word in read_words(each, language) if word not in language.articles]
        for each in (text, entry.answer)
    )
    is_joined = len(wanted) == _TWO + 1 and wanted[1] in language.function_words
    return Part(Mark.CLOSE) if is_joined and given == [wanted[2], wanted[0]] else None


_TWO = 2


def _joined(text: str, language: MarkingLanguage) -> list[tuple[str, ...]]:
    """What stands on either side of “and”, of a comma or of another sign between two things."""
    joins = "|".join(sorted(map(re.escape, language.conjunctions), key=len, reverse=True))
    between = joins if has_syllables(joins) else rf"\s(?:{joins or '(?!)'})\s"
    sides = re.split(rf"{between}|[,;、،/+&]", clean(text), flags=re.IGNORECASE)
    return [
        tuple(w for w in read_words(each, language) if w not in language.articles) for each in sides
    ]


def _as_quantity(
    text: str, entry: TextEntry | Gap, language: MarkingLanguage, stem: str
) -> Part | None:
    """“2h” for “two hours”. The unit is part of such an answer, so it cannot be left out."""
    wanted, given = (read_quantity(each, language) for each in (entry.answer, text))
    if not wanted or not given or wanted[1] not in language.units.ids or not given[1]:
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
    rests = [piece, *_without_echo(piece, stem, keys, lexicon.language)]
    for rest in rests:
        if any(grade_text(rest, gap, lexicon).mark is Mark.CORRECT for gap in gaps):
            return rest
    return piece
