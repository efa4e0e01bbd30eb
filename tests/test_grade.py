"""Marking: which answers are right, and the reason a learner is given when one is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Answer, Chosen, Judged, Mark, Matched, Ordered, Reason, Typed
from quizgen.grade.lexicon import EMPTY, Lexicon, compile_lexicon
from quizgen.grade.marking import grade, score
from quizgen.quiz.model import Item, Scoring
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Rich, Text


def rich(text: str) -> Rich:
    return (Text(text),)


def outcome(response: Response, answer: Answer) -> tuple[str, str]:
    verdict = grade(response, answer, EMPTY)
    return str(verdict.mark), str(verdict.reason)


SAME = [
    ("the United Nations", "United Nations"),
    ("United Nations", "the united nations."),
    ("United Nations", "  UNITED \t NATIONS  "),
    ("Tokayev’s “plan”", 'Tokayev\'s "plan"'),
    ("1939–1945", "1939-1945"),
    ("straße", "STRASSE"),
    ("café", "cafe\u0301"),
    ("ＵＮ", "un"),
    ("Қазақстан", "қазақстан"),
    ("Ёлка", "«ёлка»"),
    ("diplomacy", "diplomacy!"),
    ("co\u00adoperation", "cooperation"),
    ("a path to the abyss", "path to the abyss"),
    ("a", "A"),
]
DIFFERENT = [
    ("October 17", "October 7"),
    ("й", "и"),
    ("-5", "5"),
    ("40%", "40"),
    ("C++", "C"),
    ("the", "a"),
    ("...", "???"),
    ("…", "."),
    ("Tokayev", ""),
    ("Tokayev", "Tokayev Putin"),
    ("Theodore", "odore"),
]


@pytest.mark.parametrize(("key", "typed"), SAME)
def test_typed_text_that_is_the_same(key: str, typed: str) -> None:
    assert outcome(TextEntry(key), Typed((typed,))) == ("correct", "")


@pytest.mark.parametrize(("key", "typed"), DIFFERENT)
def test_typed_text_that_is_not(key: str, typed: str) -> None:
    assert outcome(TextEntry(key), Typed((typed,)))[0] == "wrong"


def test_an_accepted_variant_is_right_and_said_to_be_one() -> None:
    entry = TextEntry("the United Nations", ("UN", "ООН"))
    assert outcome(entry, Typed(("оон",))) == ("correct", "variant")


@pytest.mark.parametrize(
    ("typed", "mark"),
    [("x = 1", "correct"), ("  x = 1 ", "correct"), ("X = 1", "wrong"), ("x  = 1", "wrong")],
)
def test_exact_text_forgives_spaces_around_it_only(typed: str, mark: str) -> None:
    assert outcome(TextEntry("x = 1", match=Match.EXACT), Typed((typed,)))[0] == mark


def test_control_characters_are_no_part_of_an_answer() -> None:
    assert outcome(TextEntry("UN"), Typed(("\x1b[31mU\u202eN\x00\x1b[0m",))) == ("correct", "")


NUMBERS = [
    (Numeric(Decimal(1000), "1,000"), "1,000", "correct", ""),
    (Numeric(Decimal(1000), "1,000"), "1 000", "correct", ""),
    (Numeric(Decimal(1000), "1,000"), "1\u00a0000", "correct", ""),
    (Numeric(Decimal(1000), "1,000"), "1000", "correct", ""),
    (Numeric(Decimal(1000), "1,000"), "1'000", "correct", ""),
    (Numeric(Decimal(1000), "1,000"), "+1000.0", "correct", ""),
    (Numeric(Decimal(1000), "1,000"), "100", "wrong", "number-differs"),
    (Numeric(Decimal(1000000), ""), "1.000.000", "correct", ""),
    (Numeric(Decimal("3.5"), "3.5"), "3,5", "correct", ""),
    (Numeric(Decimal("3.5"), "3.5"), "35", "wrong", "number-differs"),
    (Numeric(Decimal("0.125"), ""), "0,125", "correct", ""),
    (Numeric(Decimal("0.5"), ""), ".5", "correct", ""),
    (Numeric(Decimal("1234.5"), ""), "1,234.5", "correct", ""),
    (Numeric(Decimal("1234.5"), ""), "1.234,5", "correct", ""),
    (Numeric(Decimal(1), ""), "1,000", "wrong", "number-differs"),
    (Numeric(Decimal(1), ""), "1.000", "correct", ""),
    (Numeric(Decimal(-5), ""), "−5", "correct", ""),
    (Numeric(Decimal(-5), ""), "5", "wrong", "number-differs"),
    (Numeric(Decimal(5), ""), "-5", "wrong", "number-differs"),
    (Numeric(Decimal(17), "17", Decimal(1)), "18", "correct", ""),
    (Numeric(Decimal(17), "17", Decimal(1)), "18.01", "wrong", "number-differs"),
    (Numeric(Decimal(17), "17", unit="km"), "17 km", "correct", ""),
    (Numeric(Decimal(17), "17", unit="km"), "17km.", "correct", ""),
    (Numeric(Decimal(17), "17", unit="km"), "17", "correct", ""),
    (Numeric(Decimal(17), "17", unit="MW"), "17 mW", "close", "unit"),
    (Numeric(Decimal(17), "17", unit="km"), "17 miles", "wrong", "unit"),
    (Numeric(Decimal(5), "5", unit="m2"), "5 m2", "correct", ""),
    (Numeric(Decimal(100), "100", unit="$"), "$100", "correct", ""),
    (Numeric(Decimal(5), "5"), "5 million", "wrong", "number-differs"),
    (Numeric(Decimal(105), "105"), "10⁵", "wrong", "not-a-number"),
    (Numeric(Decimal(5), "5"), "5-7", "wrong", "not-a-number"),
    (Numeric(Decimal(6), "6"), "1,2,3", "wrong", "not-a-number"),
    (Numeric(Decimal(5), "5"), "five", "correct", ""),
    (Numeric(Decimal(5), "5"), "many", "wrong", "not-a-number"),
    (Numeric(Decimal(5), "5"), " ", "wrong", "no-answer"),
    (Numeric(Decimal(5), "5"), "1e999999999", "wrong", "number-differs"),
    (Numeric(Decimal(5), "5"), "9" * 100_000, "wrong", "number-differs"),
]


@pytest.mark.parametrize(("numeric", "typed", "mark", "reason"), NUMBERS)
def test_numbers_are_compared_by_value(
    numeric: Numeric, typed: str, mark: str, reason: str
) -> None:
    assert outcome(numeric, Typed((typed,))) == (mark, reason)


GAPS = (Gap("war", ("a war",)), Gap("extermination"))
IN_ORDER = [
    (("war", "extermination"), "correct", ""),
    (("a war", "Extermination"), "correct", ""),
    (("extermination", "war"), "wrong", ""),
    (("war", "peace"), "wrong", "some-wrong"),
    (("war", ""), "wrong", "some-missing"),
    (("war",), "wrong", "some-missing"),
    (("", ""), "wrong", "no-answer"),
]


@pytest.mark.parametrize(("texts", "mark", "reason"), IN_ORDER)
def test_gaps_in_order(texts: tuple[str, ...], mark: str, reason: str) -> None:
    assert outcome(Gaps(GAPS), Typed(texts)) == (mark, reason)


NAMED = (Gap("China", ("Beijing", "PRC")), Gap("Brazil"), Gap("the PRC", ("PRC",)))
IN_ANY_ORDER = [
    (("Brazil", "the PRC", "China"), "correct", ""),
    (("PRC", "China", "Brazil"), "correct", ""),
    (("PRC", "Brazil", "PRC"), "correct", "variant"),
    (("Brazil", "brazil", "China"), "wrong", "named-twice"),
    (("Brazil", "Germany", "China"), "wrong", "some-wrong"),
    (("Brazil",), "wrong", "some-missing"),
]


@pytest.mark.parametrize(("texts", "mark", "reason"), IN_ANY_ORDER)
def test_gaps_in_any_order(texts: tuple[str, ...], mark: str, reason: str) -> None:
    assert outcome(Gaps(NAMED, is_ordered=False), Typed(texts)) == (mark, reason)


CHOICE = Choice(tuple(Option(rich(name), is_key=name in "AC") for name in "ABCD"), is_multiple=True)
CHOSEN = [
    ({0, 2}, "correct", ""),
    ({0}, "wrong", "some-missing"),
    ({0, 1}, "wrong", "some-wrong"),
    ({0, 1, 2}, "wrong", "some-wrong"),
    ({1}, "wrong", ""),
    (set(), "wrong", "no-answer"),
]


@pytest.mark.parametrize(("options", "mark", "reason"), CHOSEN)
def test_choices_are_sets(options: set[int], mark: str, reason: str) -> None:
    assert outcome(CHOICE, Chosen(frozenset(options))) == (mark, reason)


def test_right_hand_sides_that_read_the_same_are_the_same() -> None:
    pairs = (Pair(rich("Scholz"), rich("chancellor")), Pair(rich("Merkel"), rich("chancellor")))
    assert outcome(Matching(pairs), Matched((1, 0))) == ("correct", "")


def test_matching_tells_what_is_right() -> None:
    matching = Matching((Pair(rich("a"), rich("1")), Pair(rich("b"), rich("2"))), (rich("3"),))
    assert outcome(matching, Matched((0, 1))) == ("correct", "")
    assert outcome(matching, Matched((0, 2))) == ("wrong", "some-wrong")
    assert outcome(matching, Matched((0, None))) == ("wrong", "some-missing")


def test_ordering() -> None:
    steps = Ordering((rich("one"), rich("two"), rich("three")))
    assert outcome(steps, Ordered((0, 1, 2))) == ("correct", "")
    assert outcome(steps, Ordered((0, 2, 1))) == ("wrong", "some-wrong")
    assert outcome(steps, Ordered((1, 2, 0))) == ("wrong", "")


def test_the_learner_judges_an_open_answer() -> None:
    assert outcome(Open(rich("x")), Judged(True)) == ("correct", "own-judgement")
    assert outcome(Open(rich("x")), Judged(False)) == ("wrong", "own-judgement")


def test_an_answer_of_another_kind_is_a_bug() -> None:
    with pytest.raises(TypeError, match="Judged does not answer Choice"):
        grade(CHOICE, Judged(True), EMPTY)


PAID = [
    ({0, 2}, 4, 4),
    ({0}, 0, 2),
    ({0, 1}, 0, 0),
    ({0, 1, 2}, 0, 2),
    ({1, 3}, 0, 0),
    (set(), 0, 0),
]


@pytest.mark.parametrize(("options", "points", "points_in_parts"), PAID)
def test_scoring(options: set[int], points: float, points_in_parts: float) -> None:
    """Four points; parts pay right ticks less wrong ones, never below nothing."""
    verdict = grade(CHOICE, Chosen(frozenset(options)), EMPTY)
    whole = Item("i", "multiple", (), CHOICE, "c", ())
    parts = Item("i", "multiple", (), CHOICE, "c", (), scoring=Scoring.PARTS)
    assert score(whole, verdict, 4) == points
    assert score(parts, verdict, 4) == points_in_parts


def test_only_a_wrong_tick_costs_more_than_its_own_share() -> None:
    gaps = Item("i", "cloze", (), Gaps(GAPS), "c", (), scoring=Scoring.PARTS)
    left_open = grade(gaps.response, Typed(("war", "")), EMPTY)
    filled_wrong = grade(gaps.response, Typed(("war", "peace")), EMPTY)
    assert (score(gaps, left_open, 2), score(gaps, filled_wrong, 2)) == (1, 1)


def test_parts_tell_which_gap_was_wrong() -> None:
    verdict = grade(Gaps(GAPS), Typed(("war", "")), EMPTY)
    assert [(part.mark, part.reason) for part in verdict.parts] == [
        (Mark.CORRECT, Reason.NONE),
        (Mark.WRONG, Reason.NO_ANSWER),
    ]


def reading(deck: list[TextEntry], source: str, language: str = "en") -> Lexicon:
    return compile_lexicon(language, deck, [source])


def told(typed: str, entry: TextEntry, lexicon: Lexicon) -> tuple[str, str]:
    verdict = grade(entry, Typed((typed,)), lexicon)
    return str(verdict.mark), str(verdict.reason)


def test_a_word_of_the_source_is_no_slip() -> None:
    answer = TextEntry("neutrality")
    assert told("neutralita", answer, EMPTY) == ("close", "typo")
    assert told("neutralita", answer, reading([], "Neutralita!")) == ("wrong", "other-word")


def test_as_near_to_another_answer_is_wrong() -> None:
    answer, rival = TextEntry("Austria"), TextEntry("Austrina")
    assert told("Austrina", answer, EMPTY) == ("close", "typo")
    assert told("Austrina", answer, reading([answer, rival], "")) == ("wrong", "other-answer")
    assert told("Austrija", answer, reading([answer, rival], "")) == ("wrong", "other-answer")
    assert told("Austra", answer, reading([answer, rival], "")) == ("close", "typo")


def test_an_accepted_variant_of_both_is_no_rival() -> None:
    one, other = TextEntry("the United Nations", ("UN",)), TextEntry("UN")
    assert told("UN", one, reading([one, other], "")) == ("correct", "variant")


def test_accents_tell_two_answers_of_a_deck_apart() -> None:
    one, other = TextEntry("Muller"), TextEntry("Müller")
    assert told("Müller", one, EMPTY) == ("correct", "")
    assert told("Müller", one, reading([one, other], "")) == ("wrong", "other-answer")


def test_a_rival_that_only_sounds_like_what_was_typed_is_one() -> None:
    """In another alphabet no letter is near, and the sound is all there is."""
    answer, rival = TextEntry("Kassymov", match=Match.NAME), TextEntry("Kasymov")
    assert told("Касымов", answer, EMPTY) == ("close", "letters")
    assert told("Касымов", answer, reading([answer, rival], "")) == ("wrong", "other-answer")


def test_the_same_number_in_digits_is_no_rival() -> None:
    one, other = TextEntry("five million people"), TextEntry("5 million people")
    assert told("5 million peopel", one, reading([one, other], "")) == ("close", "typo")


def test_wrong_options_are_rivals() -> None:
    choice = Choice((Option(rich("mediators"), is_key=True), Option(rich("meditators"))))
    lexicon = compile_lexicon("en", [choice], [])
    assert told("meditators", TextEntry("mediators"), lexicon) == ("wrong", "other-answer")


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("China, Brazil and the PRC", "correct"),
        ("Brazil; China; Beijing", "wrong"),
        ("China & Brazil", "wrong"),
        ("China, Brazil, the PRC, India", "wrong"),
        ("China and Brazil and PRC", "correct"),
    ],
)
def test_a_list_in_one_line(line: str, mark: str) -> None:
    assert outcome(Gaps(NAMED, is_ordered=False), Typed((line,)))[0] == mark


def test_numbers_are_read_as_the_language_writes_them() -> None:
    numeric = Numeric(Decimal("14.125"), "14,125")
    assert grade(numeric, Typed(("14,125",)), reading([], "", "ru")).mark is Mark.CORRECT
    assert grade(numeric, Typed(("14,125",)), EMPTY).mark is Mark.WRONG


SYLLABLES = [
    ("zh", "第三次工业革命", "第二次工业革命"),
    ("zh", "支持", "不支持"),
    ("zh", "不支持这个计划", "支持这个计划"),
    ("zh", "Windows操作系统", "Windows操作体统"),
    ("ja", "ありがとうございます", "ありがとうこざいます"),
    ("ja", "コンピューター", "コンピュタ"),
    ("ja", "第三次産業革命論", "第二次産業革命論"),
    ("ko", "대한민국정부수립", "대한민국정부수입"),
    ("ko", "찬성하지 않습니다", "찬성하지 않습니까"),
    ("en", "第三次工业革命", "第二次工业革命"),
]


@pytest.mark.parametrize("match", [Match.TEXT, Match.NAME])
@pytest.mark.parametrize(("language", "key", "typed"), SYLLABLES)
def test_no_slip_where_a_character_is_a_word(
    language: str, key: str, typed: str, match: Match
) -> None:
    answer, lexicon = TextEntry(key, match=match), reading([], "", language)
    assert told(typed, answer, lexicon)[0] == "wrong"
    assert told(key + "。", answer, lexicon) == ("correct", "")


def test_letters_beside_syllables_may_slip() -> None:
    assert told("Micorsoft 公司", TextEntry("Microsoft 公司"), EMPTY) == ("close", "typo")
