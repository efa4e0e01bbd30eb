"""Slips by script, long lists, and rivals: what is never forgiven, and what is."""

from __future__ import annotations

import pytest

from quizgen.grade import listing
from quizgen.grade.answer import Mark, Reason
from quizgen.grade.lexicon import EMPTY, compile_lexicon
from quizgen.grade.listing import grade_list, pieces
from quizgen.grade.text import grade_text
from quizgen.model import Choice, Gap, Gaps, Option, TextEntry


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("第三次工业革命", "第二次工业革命"),
        ("不支持", "支持"),
        ("支持", "不支持"),
        ("中华人民共和国", "中华人民共和"),
        ("東京都庁舎", "京都東庁舎"),
        ("大韓民国臨時政府", "大韓民国臨時政"),
        ("한국어문학", "한국어문법"),
        ("평화로운통일", "평화로운통계"),
        ("ありがとうございます", "ありがとうございました"),
        ("カタカナヒョウキ", "カタガナヒョウキ"),
        ("ኢትዮጵያዊነት", "ኢትዮጵያዊነቱ"),
    ],
)
def test_no_slip_where_a_character_is_a_syllable(key: str, typed: str) -> None:
    for language in ("zh", "ja", "ko", "am", "en"):
        lexicon = compile_lexicon(language, [TextEntry(key)], ())
        assert grade_text(typed, TextEntry(key), lexicon).mark is Mark.WRONG


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("第三次工业革命", "第三次工业革命"),
        ("한국어 문학", "한국어문학"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("中国", " 中国。"),
        ("independence", "indepndence"),
    ],
)
def test_what_stays_right(key: str, typed: str) -> None:
    assert grade_text(typed, TextEntry(key), EMPTY).mark is not Mark.WRONG


@pytest.mark.parametrize(
    ("key", "rival", "typed", "mark"),
    [
        ("weakness", "weakens", "weaknes", Mark.CLOSE),
        ("weakness", "weakens", "weakenss", Mark.CLOSE),
        ("weakness", "weakens", "weakens", Mark.WRONG),
        ("reaction", "creation", "reacton", Mark.CLOSE),
        ("Austria", "Australia", "Austrlia", Mark.WRONG),
        ("trust", "thrust", "thrust", Mark.WRONG),
    ],
)
def test_an_answer_to_something_else(key: str, rival: str, typed: str, mark: Mark) -> None:
    lexicon = compile_lexicon("en", [TextEntry(key), TextEntry(rival)], ())
    assert grade_text(typed, TextEntry(key), lexicon).mark is mark


def test_a_wrong_option_is_no_answer_to_anything() -> None:
    options = (Option(("Kovalenko",)), Option(("Petrenko",), is_key=True))
    lexicon = compile_lexicon("en", [TextEntry("Kovalenka"), Choice(options)], ())
    assert grade_text("Kovalenkoa", TextEntry("Kovalenka"), lexicon).is_right
    assert grade_text("Kovalenko", TextEntry("Kovalenka"), lexicon).reason is Reason.OTHER_WORD


def keys(number: int) -> tuple[Gap, ...]:
    return tuple(Gap(f"{'abcdefghij'[n % 10] * 3}{'klmnopqrst'[n // 10 % 10] * 3}"
                     f"{'uvwxyzäöüß'[n // 100] * 3}") for n in range(number))  # fmt: skip


@pytest.mark.parametrize("change", [str, str.upper, lambda text: f" {text}. "])
def test_a_long_list_is_held_against_few_keys(
    monkeypatch: pytest.MonkeyPatch, change: object
) -> None:
    gaps = keys(400)
    lexicon = compile_lexicon("de", [Gaps(gaps, is_ordered=False)], ())
    counted = []

    def counting(text: str, gap: Gap, lexicon: object) -> object:
        counted.append(text)
        return grade_text(text, gap, lexicon)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(listing, "grade_text", counting)
    typed = [change(gap.answer) for gap in reversed(gaps)]  # type: ignore[operator]  # a function
    given = pieces(typed, gaps, lexicon)
    assert all(part.is_right for part in grade_list(given, gaps, lexicon))
    assert len(counted) <= 4 * len(gaps)


def test_slips_and_repetitions_in_a_long_list_are_found() -> None:
    gaps = keys(60)
    lexicon = compile_lexicon("en", [Gaps(gaps, is_ordered=False)], ())
    typed = [gap.answer for gap in gaps]
    typed[7], typed[9], typed[11] = f"{typed[7]}x", typed[10], "nothing"
    parts = grade_list(pieces(typed, gaps, lexicon), gaps, lexicon)
    assert [n for n, part in enumerate(parts) if not part.is_right] == [10, 11]
    assert parts[7].mark is Mark.CLOSE
    assert parts[10].reason is Reason.NAMED_TWICE


def test_a_variant_of_two_keys_serves_both() -> None:
    gaps = (*keys(30), Gap("Georgia (state)", ("Georgia",)), Gap("Georgia (land)", ("Georgia",)))
    lexicon = compile_lexicon("en", [Gaps(gaps, is_ordered=False)], ())
    assert all(part.is_right for part in grade_list(["Georgia", "Georgia"], gaps, lexicon))
