"""Words of the question in an answer: beside the key, or left out of it.

Teachers take both for right. The words must not turn the answer round, though: negations never
count as the question's own, and neither do numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from quizgen.grade.letters import clean, is_word
from quizgen.grade.likeness import are_forms, are_tenses
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.phrase import read_words


def behind_which(stem: str, language: MarkingLanguage) -> frozenset[str]:
    """The nouns that stand behind “which”, “what kind of” and the like: what is asked for."""
    words = [word for word in read_words(stem, language) if word not in language.articles]
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
    is_named = any(_names(asked, key, language) for key in keys)
    if not asked or not language.negations or is_named or len(words) > _MOST_WORDS:
        return
    echoes = [is_echo([word], asked, language) for word in words]
    # the answer may be an echo of another word: the capital (астанасы) of Kazakhstan is Астана
    first = echoes.index(False) if False in echoes else len(words) - 1
    last = len(words) - (echoes[::-1].index(False) if False in echoes else len(words) - 1)
    around = [
        (at, end) for at in range(first + 1) for end in range(max(last, at + 1), len(words) + 1)
    ]
    around.sort(key=lambda span: span[1] - span[0])
    for begin, end in around[:_MOST_RESTS]:
        sides, rest = (words[:begin], words[end:]), " ".join(words[begin:end])
        is_turned = all(sides) and sides[1][0].lower() in language.fillers
        # the largest animal is the blue whale
        before = tuple(read_words(" ".join(sides[0]), language))
        is_copula = not language.fillers.isdisjoint(before[-1:])
        in_order = is_copula or _is_in_order(sides[0], asked, language)
        in_order = in_order and _is_in_order(sides[1], asked, language)
        is_asked = all(word in asked for word in read_words(rest, language))
        if any(sides) and in_order and not is_turned and not is_asked:
            yield rest  # the capital of Canberra is Australia


_MOST_RESTS = 12  # of one answer; each is marked


def _names(asked: Collection[str], key: str, language: MarkingLanguage) -> bool:
    words = [word for word in read_words(key, language) if word not in language.articles]
    return all(word in asked for word in words)


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
