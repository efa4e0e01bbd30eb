"""A slip that makes another common word is wrong, if a list of words is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quizgen.grade import lexicon
from quizgen.grade.answer import Mark, Reason, Typed
from quizgen.grade.lexicon import common_words, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import TextEntry

OTHER_WORDS = [
    ("en", "angle", "ankle"),
    ("en", "plaque", "plague"),
    ("de", "Größe", "Grüße"),
    ("it", "pesce", "pesca"),
    ("pt", "coração", "oração"),
    ("hi", "हिंदी", "हिंदू"),
    ("ru", "точка", "дочка"),
]
SLIPS = [("en", "angle", "angel"), ("en", "osmosis", "osmosos"), ("de", "Größe", "Grösse")]


@pytest.fixture(autouse=True)
def _read_afresh() -> Iterator[None]:
    common_words.cache_clear()
    lexicon.written_words.cache_clear()
    yield
    common_words.cache_clear()
    lexicon.written_words.cache_clear()


def mark(language: str, answer: str, typed: str) -> tuple[Mark, Reason]:
    entry = TextEntry(answer)
    verdict = grade(entry, Typed((typed,)), compile_lexicon(language, [entry], ()))
    return verdict.mark, verdict.reason


@pytest.mark.parametrize(("language", "answer", "typed"), OTHER_WORDS)
def test_another_word_is_wrong(language: str, answer: str, typed: str) -> None:
    pytest.importorskip("wordfreq")
    assert mark(language, answer, typed)[0] is Mark.WRONG


@pytest.mark.parametrize("typed", ["seperate", "recieve", "goverment", "definately"])
def test_a_common_misspelling_is_no_word(typed: str) -> None:
    pytest.importorskip("wordfreq")
    assert typed not in common_words("en")


def test_the_language_is_taken_by_its_exact_code() -> None:
    """wordfreq would answer for Kazakh or Scots with a language that is near."""
    pytest.importorskip("wordfreq")
    assert common_words("en-GB") == common_words("en") != frozenset()
    assert not common_words("kk")
    assert not common_words("sco")


def test_the_list_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "find_spec", lambda name: None)
    assert common_words("en") == frozenset()
    assert mark("en", "plaque", "plague") == (Mark.CLOSE, Reason.TYPO)
