"""Marks names with what people write beside them or leave out: a title, a first name, an aside.

Where a question asks who, a key that reads as a person's name is marked as one, although hardly an
author says so. A last name is enough, unless the question has it or another answer shares it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from msgspec import structs

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.echoes import is_echo
from quizgen.grade.letters import clean, is_word
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.likeness import (
    allowed_slips,
    are_forms,
    distance,
    has_syllables,
    may_sound_alike,
)
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import Phrase, read_words, without_articles
from quizgen.grade.typed_text import exactly_right, grade_text
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
    words = without_articles(read_words(text, language), language)
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


def with_answer(entry: TextEntry | Gap, answer: str) -> TextEntry:
    """An entry that asks for another answer, and is marked in the same way."""
    return TextEntry(answer, match=entry.match, strict=entry.strict)


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
    words = without_articles(clean(text).split(), language)
    lower = [word.lower().rstrip(".") for word in words]
    for sort in sorts:
        size = len(sort)
        if len(words) > size and tuple(lower[:size]) == sort:
            yield (bare := " ".join(words[size:]))
            yield from without_sort(bare, language, sorts)
        if language.has_sorts_behind and len(words) > size and tuple(lower[-size:]) == sort:
            yield " ".join(words[:-size])
    for suffix in filter(has_syllables, map("".join, sorts)):  # 제주도
        if text.endswith(suffix) and len(text) > len(suffix) + 1:
            yield text.removesuffix(suffix)


def _described(text: str, language: MarkingLanguage) -> Iterator[str]:
    """The full name in “the philosopher Jean-Paul Sartre” or “the German chancellor Olaf Scholz”:
    what stands behind a word in small letters. Some scripts have no others."""
    words = without_articles(clean(text).split(), language)
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
    before a father's name. “The Great” or “of Aragon” is no last name."""
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
    given, wanted, language = lexicon.phrase(name), lexicon.phrase(short), lexicon.language
    if given.words in language.sorts or language.persons.titles.issuperset(given.words):
        return False
    if len(given.words) != len(wanted.words) > 1 or _INITIAL.match(name):
        return False  # neither George V. Bush is George Bush, nor В. Пушкин any Пушкин
    slips = distance(given.joined, wanted.joined, _FAR)
    is_father = slips > 1 and short.lower().startswith(name.lower())  # Иван, of whom Иванов comes
    is_begun_alike = given.joined[:1] == wanted.joined[:1]
    is_near = slips <= _FAR or is_begun_alike or may_sound_alike(given.joined, wanted.joined)
    if is_father or not is_near:
        return False
    part = grade_text(name, with_answer(entry, short), lexicon)
    is_mistyped = part.reason in (Reason.TYPO, Reason.TYPOS)
    if not part.is_right or (is_mistyped and slips > allowed_slips(len(wanted.joined))):
        return False
    rivals, own = lexicon.parts_of_names, lexicon.own([lexicon.phrase(entry.answer)])
    near = rivals.near(given.joined, min(slips, _FAR))
    return not any(rivals.groups(each) - own for each in near)


_FAR = 2  # slips


def grade_without_sort(text: str, entry: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """The answer may say what sort of thing it names (“the city of Canberra”, “Астана қаласы”), and
    may leave that out where the key says it (“Amazonas” for “rio Amazonas”)."""
    if entry.answer[:1].islower() and not entry.answer.split()[-1][:1].isupper():
        return None
    language = lexicon.language
    said = " ".join(lexicon.phrase(text).typed)
    bare = tuple(without_sort(said, language, language.sorts))
    if found := _FOREIGN_ARTICLE.match(said):  # La Loire
        bare = (*bare, said[found.end() :])
    for each in bare:
        if (part := grade_text(each, entry, lexicon)).is_right:
            return part
    for key in without_sort(entry.answer, language, language.sorts):
        if any(exactly_right(each, with_answer(entry, key), lexicon) for each in (text, *bare)):
            return Part(Mark.CLOSE)
    return None


_FOREIGN_ARTICLE = re.compile(r"(?:l[aeo]s?|el|il|d(?:er|ie|as|en))\s(?=\w)", re.IGNORECASE)


def grade_without_aside(
    text: str, entry: TextEntry | Gap, lexicon: Lexicon, stem: str
) -> Part | None:
    """“mercury (Hg)”, or “Hamlet, by William Shakespeare” if the question names Shakespeare. What
    was added must neither hold another answer nor take back the first."""
    language = lexicon.language
    found = _ASIDE.fullmatch(clean(text))
    if not found or not language.negations:
        return None
    words = tuple(read_words(found["bracketed"] or found["behind"], language))
    if found["behind"] and _denies_other(words, lexicon.phrase(entry.answer).words, language):
        return exactly_right(found["key"], entry, lexicon)
    asked = frozenset(read_words(stem, language)) - language.passed_over
    is_echo_behind = not asked.isdisjoint(words) or _has_state(words, entry.answer, language)
    if not found["bracketed"] and not is_echo_behind:
        return None
    if _may_take_back(words, entry.answer, lexicon):
        return None
    if not (found["behind"] or _may_explain(words, asked, entry.answer, language)):
        return None
    key = found["key"]
    return exactly_right(key, entry, lexicon) or grade_name(key, entry, lexicon, stem)


def _denies_other(words: Sequence[str], key: Collection[str], language: MarkingLanguage) -> bool:
    """“not mitosis”, “а не митоз” or “митоз емес” behind another answer."""
    is_one = language.negations.intersection(words) == {language.negation}
    is_said = is_one and language.negation in (*words[:_TWO], words[-1])
    return is_said and len(words) > 1 and set(key).isdisjoint(words)


def _may_take_back(words: Sequence[str], answer: str, lexicon: Lexicon) -> bool:
    """Whether the words turn the answer round, hold another one, or count what it counts."""
    turns_round = lexicon.language.negations | {*lexicon.language.conjunctions}
    own = lexicon.own([lexicon.phrase(answer)])
    spans = combinations(range(min(len(words), _MOST_ASIDE) + 1), _TWO)
    others = (lexicon.index.groups("".join(words[begin:end])) for begin, end in spans)
    are_counted = all(any(map(str.isdecimal, each)) for each in (answer, "".join(words)))
    is_other = are_counted or any(groups - own for groups in others)
    return is_other or not turns_round.isdisjoint(words)


def _may_explain(
    words: Sequence[str], asked: Collection[str], answer: str, language: MarkingLanguage
) -> bool:
    """A single word in brackets behind another may be a second answer, unless it is a sign, a word
    of the question, the name of a state, or how the first sounds in kana."""
    if len(words) != 1 or len(answer.split()) > _TWO or len(words[0]) <= _LONGEST_SIGN:
        return True
    is_state = _has_state(words, answer, language)
    is_known = is_state or words in language.sorts or is_echo(words, asked, language)
    return is_known or bool(_KANA.fullmatch(words[0]))


def _has_state(words: Sequence[str], answer: str, language: MarkingLanguage) -> bool:
    """Whether they name the state of “Rome, Italy”; “Austria, Hungary” are two states."""
    states = language.names
    is_state = answer.lower() in states
    return not is_state and any(
        are_forms(word, each, language) for word in words for each in states
    )


_KANA = re.compile("[ぁ-ゖー]+")
_LONGEST_SIGN = 4  # letters: Hg, NaCl
_ASIDE = re.compile(r"(?P<key>[^(,]+)(?:\((?P<bracketed>[^()]+)\)|,(?P<behind>[^,]+))\W*")
_MOST_ASIDE = 8  # words
