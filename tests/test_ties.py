"""Which other answers of a deck keep a slip from being forgiven, and which do not."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import EMPTY, Lexicon, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Choice, Gap, Gaps, Match, Option, TextEntry


def told(typed: str, entry: TextEntry, lexicon: Lexicon) -> tuple[str, str]:
    verdict = grade(entry, Typed((typed,)), lexicon)
    return str(verdict.mark), str(verdict.reason)


def reading(*answers: TextEntry) -> Lexicon:
    return compile_lexicon("en", answers, [])


def test_a_name_that_sounds_like_a_rival_is_wrong() -> None:
    """In letters neither is near what was typed: only the sound tells."""
    answer, rival = TextEntry("Hoffman", match=Match.NAME), TextEntry("Hofmann")
    assert told("Хофман", answer, EMPTY) == ("close", "letters")
    assert told("Хофман", answer, reading(answer, rival)) == ("wrong", "other-answer")


def test_what_sounds_like_the_answer_but_is_nearer_to_a_rival_is_wrong() -> None:
    answer, rival = TextEntry("Huffman", match=Match.NAME), TextEntry("Hoffman", match=Match.NAME)
    assert told("Hooffman", answer, EMPTY) == ("correct", "spelling")
    assert told("Hooffman", answer, reading(answer, rival)) == ("wrong", "other-answer")


# An answer, another of the deck, and what was typed, which no letters bring near to either.
NEAR_IN_SOUND = [
    ("Zhukovsky", "Zhukovska", "Joukowske", "wrong"),  # one slip in sound from both
    ("Zhukovsky", "Zhukalska", "Joukowske", "close"),  # a further slip from the other
    ("Jakowlew", "Dzhakowlew", "Djaktwlew", "wrong"),  # j as in jam, or
    ("Dzerzhinsky", "Dzezhynsky", "Dejinski", "wrong"),  # as in Jung
]


@pytest.mark.parametrize(("name", "rival", "typed", "mark"), NEAR_IN_SOUND)
def test_a_rival_counts_as_far_off_in_sound_as_the_slips(
    name: str, rival: str, typed: str, mark: str
) -> None:
    answer, other = (TextEntry(each, match=Match.NAME) for each in (name, rival))
    assert told(typed, answer, EMPTY)[0] == "close"
    assert told(typed, answer, reading(answer, other))[0] == mark


KIN = [
    ("weakness", "weakens", "weaknes"),
    ("weakness", "weakens", "weakenss"),
    ("darkness", "darkens", "darknes"),
    ("darkness", "darkens", "darkenss"),
    ("weakens", "weakness", "weakenss"),
]


@pytest.mark.parametrize(("key", "rival", "typed"), KIN)
def test_another_part_of_speech_is_no_rival_of_a_slip(key: str, rival: str, typed: str) -> None:
    gap = Gaps((Gap(rival),))
    lexicon = compile_lexicon("en", [TextEntry(key), gap], [])
    assert told(typed, TextEntry(key), lexicon)[0] == "close"
    assert told(rival, TextEntry(key), lexicon) == ("wrong", "other-answer")


LIKE_OTHERS = [("propane", "propene", "propne"), ("methane", "methanol", "methano")]


@pytest.mark.parametrize(("key", "rival", "typed"), LIKE_OTHERS)
def test_words_that_only_begin_alike_stay_rivals(key: str, rival: str, typed: str) -> None:
    lexicon = reading(TextEntry(key), TextEntry(rival))
    assert told(typed, TextEntry(key), lexicon) == ("wrong", "other-answer")


def test_the_nearer_answer_wins_over_a_wrong_option() -> None:
    """A tie goes to the answer, for nobody is asked for a wrong option; a nearer one is meant."""
    wrong = Choice((Option(("mediators",), is_key=True), Option(("meditators",))))
    answer, lexicon = TextEntry("mediators"), compile_lexicon("en", [wrong], [])
    assert told("medittors", answer, lexicon) == ("close", "typo")
    assert told("meditaters", answer, lexicon) == ("wrong", "other-answer")
    assert told("meditators", answer, lexicon) == ("wrong", "other-answer")


def test_a_wrong_option_is_no_rival_unless_it_is_an_answer_elsewhere() -> None:
    choice = Choice((Option(("Austria",), is_key=True), Option(("Austrina",))))
    answer = TextEntry("Austria")
    elsewhere = compile_lexicon("en", [answer, choice, TextEntry("Austrina")], [])
    assert told("Austrija", answer, compile_lexicon("en", [answer, choice], [])) == (
        "close",
        "typo",
    )
    assert told("Austrija", answer, elsewhere) == ("wrong", "other-answer")
