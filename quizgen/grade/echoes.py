"""Words of the question in an answer: beside the key, or left out of it.

Teachers take both for right. The words must not turn the answer round, though: negations never
count as the question's own, and neither do numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from quizgen.grade.letters import clean, is_word
from quizgen.grade.likeness import are_forms, are_tenses
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.phrase import read_words, without_articles


def behind_which(stem: str, language: MarkingLanguage) -> frozenset[str]:
    """The nouns that stand behind “which”, “what kind of” and the like: what is asked for."""
    words = without_articles(read_words(stem, language), language)
    ends = (
        at + len(which)
        for at in range(len(words))
        for which in language.which
        if tuple(words[at : at + len(which)]) == which
    )
    return frozenset(words[end] for end in ends if end < len(words))


def without_echo(
    typed: str, stem: str, keys: Sequence[str], language: MarkingLanguage
) -> Iterator[str]:
    """What may be left of the answer once the question's own words around the key are removed: “a
    sign of weakness” for “weakness”. Their order must be the question's, unless endings tell who
    does what: “Napoleon defeated Wellington” is no answer to “Who defeated Napoleon?”. Nothing is
    given if the question names the key itself (“peace or war?”), or if we do not know the
    language's negations, which would turn an answer into its opposite."""
    asked, words = tuple(read_words(stem, language)), clean(typed).split()
    yield from _in_gap(words, stem, language)
    is_named = any(_names(asked, key, language) for key in keys)
    if not asked or not language.negations or is_named or len(words) > _MOST_WORDS:
        return
    own = [at for at, word in enumerate(words) if not is_echo([word], asked, language)]
    # the answer may be an echo of another word: the capital (астанасы) of Kazakhstan is Астана
    first, last = (own[0], own[-1]) if own else (len(words) - 1, 0)
    around = [
        (at, end) for at in range(first + 1) for end in range(max(last, at) + 1, len(words) + 1)
    ]
    around.sort(key=lambda span: span[1] - span[0])
    for begin, end in around[:_MOST_RESTS]:
        before, rest, behind = words[:begin], words[begin:end], words[end:]
        is_asked = all(word in asked for word in read_words(" ".join(rest), language))
        is_whole = len(rest) == len(words)
        if not is_whole and not is_asked and _may_stand_around(before, behind, asked, language):
            yield " ".join(rest)


def _in_gap(words: Sequence[str], stem: str, language: MarkingLanguage) -> Iterator[str]:
    """What stands in the gap, where the sentence of the question was typed with it."""
    before, *others = _GAP.split(stem)
    if len(others) != 1 or len(words) > _MOST_WORDS:
        return
    rows = [tuple(read_words(word, language)) for word in words]
    ahead, behind = (tuple(read_words(each, language)) for each in (before, others[0]))
    begin = max(at for at in range(len(rows)) if ahead[len(ahead) - at :] == sum(rows[:at], ()))
    end = min(
        at
        for at in range(begin + 1, len(rows) + 1)
        if behind[: len(rows) - at] == sum(rows[at:], ())
    )
    if begin or end < len(rows):
        yield " ".join(words[begin:end])


_GAP = re.compile(r"…|\.\.\.+|_{2,}")
_MOST_RESTS = 12  # of one answer; each is marked


def _may_stand_around(
    before: Sequence[str], behind: Sequence[str], asked: Sequence[str], language: MarkingLanguage
) -> bool:
    """Whether these words of the question leave the answer between them as it is."""
    if before and behind and behind[0].lower() in language.fillers:
        return False  # the capital of Canberra is Australia
    last = tuple(read_words(" ".join(before), language))[-1:]
    is_copula = not language.fillers.isdisjoint(last)  # the largest animal is the blue whale
    is_begun = is_copula or _is_in_order(before, asked, language)
    return is_begun and _is_in_order(behind, asked, language)


def _names(asked: Collection[str], key: str, language: MarkingLanguage) -> bool:
    return set(without_articles(read_words(key, language), language)).issubset(asked)


_MOST_WORDS = 15


def is_echo(words: Sequence[str], asked: Collection[str], language: MarkingLanguage) -> bool:
    """Whether the question has these words too, or they say nothing by themselves. A number is
    never an echo."""
    return all(
        word in language.passed_over
        or (is_word(word) and word not in language.negations and _is_asked(word, asked, language))
        for word in read_words(" ".join(words), language)
    )


def _is_in_order(words: Sequence[str], asked: Sequence[str], language: MarkingLanguage) -> bool:
    following = iter(asked)
    return language.word_forms.has_cases or all(
        word in language.passed_over or any(_is_asked(word, [each], language) for each in following)
        for word in read_words(" ".join(words), language)
    )


def _is_asked(word: str, asked: Collection[str], language: MarkingLanguage) -> bool:
    return word in asked or any(
        are_forms(word, each, language) or are_tenses(word, each) for each in asked
    )
