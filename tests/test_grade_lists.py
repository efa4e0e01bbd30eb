"""Long lists: how many comparisons marking takes, and that nothing is lost by taking fewer."""

from __future__ import annotations

from itertools import islice, product

import pytest

from quizgen.grade import marking
from quizgen.grade.answer import Part, Reason, Typed, Verdict
from quizgen.grade.lexicon import EMPTY, Lexicon, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Gap, Gaps, TextEntry

_FIRST = ("Ba", "Ce", "Do", "Fa", "Gri", "Hu", "Kra", "Le", "Mi", "No", "Pra", "Ro", "Sta", "Tu")
_MIDDLE = ("bandor", "dergul", "gorvat", "lismen", "polzar")
_LAST = ("ia", "stan", "berg", "ton", "ova", "sky")
NAMES = tuple(map("".join, islice(product(_FIRST, _MIDDLE, _LAST), 400)))


class Marked:
    """An answer to a list of names, with the number of comparisons that marking it took."""

    def __init__(
        self, names: tuple[str, ...], typed: tuple[str, ...], patch: pytest.MonkeyPatch
    ) -> None:
        self.comparisons = 0
        patch.setattr(marking, "grade_text", self._counted)
        gaps = Gaps(tuple(map(Gap, names)), is_ordered=False, is_together=True)
        self.verdict: Verdict = grade(gaps, Typed(typed), compile_lexicon("en", [gaps], ()))

    def _counted(self, typed: str, key: TextEntry | Gap, lexicon: Lexicon) -> Part:
        self.comparisons += 1
        return GRADE_TEXT(typed, key, lexicon)


GRADE_TEXT = marking.grade_text


@pytest.mark.parametrize("size", [100, 200, 400])
def test_each_key_that_was_typed_is_compared_once(size: int, monkeypatch) -> None:
    marked = Marked(NAMES[:size], NAMES[:size][::-1], monkeypatch)
    assert marked.verdict.is_right
    assert marked.comparisons <= size


@pytest.mark.parametrize("size", [100, 200, 400])
def test_all_keys_in_one_line(size: int, monkeypatch) -> None:
    marked = Marked(NAMES[:size], (", ".join(NAMES[:size]),), monkeypatch)
    assert marked.verdict.is_right
    assert marked.comparisons <= size + 20


@pytest.mark.parametrize("size", [100, 200, 400])
def test_slips_are_compared_with_the_likest_keys_alone(size: int, monkeypatch) -> None:
    typed = tuple(name[:3] + name[2:] for name in NAMES[:size])
    marked = Marked(NAMES[:size], typed, monkeypatch)
    assert marked.verdict.is_right
    assert marked.comparisons <= 15 * size


def test_a_key_typed_twice_in_a_long_list(monkeypatch) -> None:
    marked = Marked(NAMES[:100], (*NAMES[:99], NAMES[0]), monkeypatch)
    assert marked.verdict.reason is Reason.NAMED_TWICE


def test_what_fits_two_keys_leaves_the_other_to_a_slip() -> None:
    """PRC is right for both of the first two; only one of them is near Beijng."""
    keys = (Gap("Beijing", ("PRC",)), Gap("the Republic", ("PRC",)), *map(Gap, NAMES[:50]))
    typed = ("PRC", "Beijng", *NAMES[:50])
    assert grade(Gaps(keys, is_ordered=False), Typed(typed), EMPTY).is_right


def test_numbers_in_words_are_found_among_many_keys() -> None:
    keys = (*map(Gap, NAMES[:50]), Gap("5 million people"))
    typed = (*NAMES[:50], "five million people")
    assert grade(Gaps(keys, is_ordered=False), Typed(typed), EMPTY).is_right
