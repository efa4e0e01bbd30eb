"""Learners may repeat words of the question around the key: “a sign of weakness” for “weakness”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.grade.letters import clean
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.phrase import read_words


def without_echo(
    typed: str, stem: str, keys: Sequence[str], language: MarkingLanguage
) -> Iterator[str]:
    """What may be left of the answer once the echo is removed. Nothing is given if the question
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
        word.isalpha() and word not in language.negations and word in following for word in row
    )
