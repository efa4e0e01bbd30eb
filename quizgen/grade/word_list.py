"""The common words of a language, if the extra `words` is installed.

A slip that makes another word is no slip, and a deck knows only its own words. wordfreq would take
the nearest language for one that it lacks, so the language is looked up by its exact code.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from quizgen.grade.letters import fold


@cache
def common_words(code: str) -> frozenset[str]:
    """The folded words which at least one in a million is; misspellings are rarer."""
    return frozenset(map(fold, written_words(code)))


@cache
def written_words(code: str) -> frozenset[str]:
    """The same with their accents."""
    if not find_spec("wordfreq"):
        return frozenset()
    from wordfreq import available_languages, get_frequency_dict  # takes a third of a second

    language = code.lower().partition("-")[0]
    if language not in available_languages("small"):
        return frozenset()
    return frozenset(get_frequency_dict(language, "small"))
