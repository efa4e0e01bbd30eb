"""Names with what people write beside them, or leave out: a title, a first name, the sort of thing.

Where a question asks who, a key that reads as a person's name is marked as one, although hardly an
author says so. A last name is enough, unless the question has it or another answer shares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import structs

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.echoes import is_echo
from quizgen.grade.letters import clean, is_word
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.likeness import allowed_slips, distance, has_syllables, single_sound_codes
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import Phrase, read_words
from quizgen.grade.typed_text import grade_text
from quizgen.quiz.responses import Gap, Match, TextEntry

Entry = TypeVar("Entry", bound=Gap)


def as_person(entry: Entry, stem: str, language: MarkingLanguage) -> Entry:
    """The key as a name, if the question asks for a person and it reads as one."""
    is_plain = entry.match is Match.TEXT and bool(stem)
    if is_plain and _reads_as_name(entry.answer, language) and _asks_who(stem, language):
        return structs.replace(entry, match=Match.NAME)
    return entry


def _asks_who(stem: str, language: MarkingLanguage) -> bool:
    """Whether its first question word is “who”, or “which” before a word such as poet."""
    text = _QUOTED.sub(" ", clean(stem))
    if any(has_syllables(who) and who in text for who in language.persons.who):
        return True
    words = [word for word in read_words(text, language) if word not in language.articles]
    for at, word in enumerate(words):
        for which in language.which:
            if tuple(words[at : at + len(which)]) == which:
                behind = words[at + len(which) :][:_MOST_BEFORE_PERSON]
                return not language.persons.titles.isdisjoint(behind)
        if word in language.persons.who:
            return True
    return False


_QUOTED = re.compile(r'"[^"]*"|『[^』]*』|《[^》]*》|「[^」]*」')
_MOST_BEFORE_PERSON = 3  # words: which great Russian poet


def _reads_as_name(answer: str, language: MarkingLanguage) -> bool:
    words = clean(answer).split()
    lower = {word.lower() for word in words}
    no_name = language.persons.groups | {*language.conjunctions}
    is_acronym = len(words[0]) > 1 and words[0].isupper() and "." not in words[0]
    is_capital = not words[0][0].islower() and not is_acronym
    return (
        is_capital
        and len(words) <= _MOST_PARTS
        and words[0].lower() not in language.articles
        and no_name.isdisjoint(lower)
        and not any(map(str.isdecimal, answer))
        and all(len(word) <= LONGEST_PARTICLE or not word[0].islower() for word in words)
    )


_MOST_PARTS = 5
LONGEST_PARTICLE = 3  # letters: the, of, von


def grade_name(text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str) -> Part | None:
    """“President Washington” for “George Washington”; anything but the whole name is close."""
    if entry.match is not Match.NAME:
        return None
    readings = tuple(dict.fromkeys(_readings(text, lexicon)))
    for name in readings:
        if name != text and (part := grade_text(name, entry, lexicon)).is_right:
            return part
    key = lexicon.phrase(entry.answer)
    if any(_has_second_surname(lexicon.phrase(name), key, lexicon) for name in readings):
        return Part(Mark.CLOSE)
    asked = frozenset(read_words(stem, lexicon.language))
    shorter = [
        each
        for each in _shorter(entry.answer, key, lexicon.language)
        if (stem or not has_syllables(each)) and not is_echo([each], asked, lexicon.language)
    ]
    is_short = any(_is_short(name, short, entry, lexicon) for name in readings for short in shorter)
    return Part(Mark.CLOSE) if is_short else None


def _readings(text: str, lexicon: Lexicon) -> Iterator[str]:
    """What was typed without openings such as “it was”, titles, and other words before a name."""
    language = lexicon.language
    is_initial = bool(_INITIAL.match(text))  # not the preposition in “В. Пушкин”
    bare = text if is_initial else " ".join(lexicon.phrase(text).typed)
    yield bare
    for title in language.persons.honorifics:
        if bare.lower().endswith(title) and len(bare) > len(title):
            yield bare[: -len(title)].strip()
    yield from without_sort(bare, language, language.titles)
    yield from _described(text, language)


def without_sort(
    text: str, language: MarkingLanguage, sorts: Sequence[tuple[str, ...]]
) -> Iterator[str]:
    """A name without what sort of thing it belongs to: “the city of Canberra”, “Admiral Lord
    Nelson”."""
    words = [word for word in clean(text).split() if word.lower() not in language.articles]
    lower = [word.lower().rstrip(".") for word in words]
    for sort in sorts:
        size = len(sort)
        if len(words) > size and tuple(lower[:size]) == sort:
            yield (bare := " ".join(words[size:]))
            yield from without_sort(bare, language, sorts)
        if language.has_sorts_behind and len(words) > size and tuple(lower[-size:]) == sort:
            yield " ".join(words[:-size])


def _described(text: str, language: MarkingLanguage) -> Iterator[str]:
    """The full name in “the philosopher Jean-Paul Sartre” or “the German chancellor Olaf Scholz”:
    what stands behind a word in small letters. Some scripts have no others."""
    words = [word for word in clean(text).split() if word.lower() not in language.articles]
    turns_round = language.negations | language.function_words | {*language.conjunctions}
    for at in range(1, min(_MOST_DESCRIBING, len(words) - _TWO) + 1):
        is_name = not words[at - 1][:1].isupper() and not words[at][:1].islower()
        is_one = all(map(is_word, words[:at]))  # a comma may part two answers
        if is_name and is_one and turns_round.isdisjoint(words[:at]):
            yield " ".join(words[at:])
    for person in filter(has_syllables, language.persons.titles):  # 唐代诗人李白
        before, _, rest = text.partition(person)
        name = rest.lstrip("の的")
        if name and not any(each in before for each in language.negations):
            yield name


_INITIAL = re.compile(r"[^\W\d_]\.\s?\w")
_MOST_DESCRIBING = 3  # words
_TWO = 2


def _has_second_surname(given: Phrase, key: Phrase, lexicon: Lexicon) -> bool:
    is_longer = len(given.words) == len(key.words) + 1 > _TWO
    return (
        lexicon.language.persons.has_second_surnames and is_longer and given.words[:-1] == key.words
    )


def _shorter(answer: str, key: Phrase, language: MarkingLanguage) -> Iterator[str]:
    """The last name, with its particle or without; the first and the last name; and the first name
    before a father's name. What a person was called by is no last name: the Great, of Aragon."""
    words = re.split(r"[\s-]+", answer)
    if len(answer) > language.persons.family_letters > 0 and has_syllables(answer):
        yield answer[: language.persons.family_letters]
    is_title = any(word.lower() in language.articles | {language.persons.of} for word in words[1:])
    if len(words) < _TWO or is_title or any(isinstance(each, Number) for each in key.pieces[-1:]):
        return
    yield from (" ".join(words[at:]) for at in range(1, len(words)))
    if len(words) > _TWO:
        yield f"{words[0]} {words[-1]}"
    if words[-1].lower() in language.persons.titles:
        yield " ".join(words[:-1])  # Genghis Khan
    if language.persons.fathers_name.search(words[-1]):
        yield words[0]


def _is_short(name: str, short: str, entry: TextEntry | Gap, lexicon: Lexicon) -> bool:
    """Whether it is this part of the name, perhaps with a slip, and no nearer to another's."""
    given, wanted = lexicon.phrase(name), lexicon.phrase(short)
    language, own = lexicon.language, lexicon.own([lexicon.phrase(entry.answer)])
    is_title = given.words in language.sorts or language.persons.titles.issuperset(given.words)
    # neither George V. Bush is George Bush, nor В. Пушкин any Пушкин
    is_other = len(given.words) != len(wanted.words) > 1 or bool(_INITIAL.match(name))
    slips = distance(given.joined, wanted.joined, _FAR)
    is_father = slips > 1 and short.lower().startswith(name.lower())  # Иван, of whom Иванов comes
    rivals = lexicon.parts_of_names
    is_like = slips <= _FAR or given.joined[:1] == wanted.joined[:1] or _sound_alike(given, wanted)
    if is_title or is_other or is_father or not is_like:
        return False
    part = grade_text(name, TextEntry(short, match=Match.NAME, strict=entry.strict), lexicon)
    is_slip = part.reason not in (Reason.TYPO, Reason.TYPOS) or slips <= allowed_slips(
        len(wanted.joined)
    )
    near = rivals.near(given.joined, min(slips, _FAR)) if part.is_right and is_slip else ()
    return part.is_right and is_slip and not any(rivals.groups(each) - own for each in near)


_FAR = 2  # slips


def _sound_alike(one: Phrase, other: Phrase) -> bool:
    return bool(single_sound_codes(one.joined) & single_sound_codes(other.joined))
