"""Marks belong to the letter before them, wherever words are looked for."""

from __future__ import annotations

import json
import re
import sys
import unicodedata

import pytest
from making import Made, try_deck

from quizgen.commands._starting_text import identifier
from quizgen.importers._imported import as_id, tags_of
from quizgen.lint._context import TextWords
from quizgen.quiz.notation import bare_words
from quizgen.reading.characters import (
    find_whole,
    find_word,
    is_boundary,
    is_inseparable,
    is_mark,
    masked,
    replaced,
    words,
)

FOUND = [
    # what, where, at
    ("art", "a part of art", 10),
    ("art", "art", 0),
    ("art", "(art)", 1),
    ("мир", "мировой мир", 8),
    ("राम", "रामायण की कथा राम ने", 14),
    ("राम", "राम, रामायण", 0),
    ("سلم", "سلمى سلم", 5),
    ("سلم", "سَلم سلم", 5),
    ("مُحَمَّد", "قال مُحَمَّد", 4),
    ("שלום", "שלומי שלום", 6),
    ("cafe", "cafe\u0301 cafe", 6),
    ("cafe\u0301", "le cafe\u0301.", 3),
    ("猫", "那只猫叫", 2),
    ("แมว", "ชื่อแมวอะไร", 4),
    ("a_b", "a_bc a_b", 5),
]
NOT_FOUND = [
    ("art", "part arts"),
    ("राम", "रामायण"),
    ("रामाय", "रामायण"),
    ("क", "कि"),  # a consonant without its vowel sign
    ("ش", "شَ"),
    ("cafe", "cafe\u0301"),
    ("ש", "שָ"),
    ("ก", "ก่"),  # without its tone
    ("อ", "อำ"),  # without the vowel behind it
    ("ม", "แม"),  # without the vowel before it
    ("ក", "ក្ក"),  # two consonants in one
    ("は", "はっ"),  # without the small kana
]


@pytest.mark.parametrize(("wanted", "text", "at"), FOUND)
def test_a_word_is_found_where_it_stands_whole(wanted: str, text: str, at: int) -> None:
    assert find_word(wanted, text) == find_whole(wanted, text) == at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("राम-कथा, सी-3", "राम कथा, सी 3"),  # a vowel sign stands before the second hyphen
        ("re-use -3", "re use -3"),
        ("", ""),
    ],
)
def test_a_pattern_is_replaced_where_marks_count_as_letters(text: str, expected: str) -> None:
    assert replaced(re.compile(r"(?<=\w)-(?=\w)"), lambda _: " ", text) == expected


@pytest.mark.parametrize(("wanted", "text"), NOT_FOUND)
def test_part_of_a_word_is_none(wanted: str, text: str) -> None:
    assert find_word(wanted, text) == -1


@pytest.mark.parametrize(
    ("wanted", "text", "at"),
    [
        ("book", "books", 0),  # a form of it
        ("4", "14", 1),
        ("राम", "रामायण", -1),  # it would end before a vowel sign
        ("ायण", "रामायण", -1),  # and this begins with one
        ("यण", "रामायण", 4),
        ("cafe", "cafe\u0301", -1),
        ("ก", "ก่อน", -1),
        ("กา", "มิการ", 2),
        ("ม", "แม", -1),
        ("क्", "क्ष", -1),
    ],
)
def test_nothing_is_cut_that_is_written_as_one(wanted: str, text: str, at: int) -> None:
    assert find_whole(wanted, text) == at


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't go_there 14", ["Don", "t", "go_there", "14"]),
        ("रामायण की कथा", ["रामायण", "की", "कथा"]),
        ("قَالَ مُحَمَّد", ["قَالَ", "مُحَمَّد"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("ก่อน", ["ก่อน"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert bare_words(text) == " ".join(found).casefold()


def test_words_of_lint_keep_their_marks_too() -> None:
    assert TextWords("रामायण, की!").all == ("रामायण", "की")


def test_every_mark_is_masked_and_never_begins_a_word() -> None:
    """The quick look must miss none."""
    marks = [chr(code) for code in range(sys.maxunicode + 1)
             if unicodedata.category(chr(code))[0] == "M"]  # fmt: skip
    assert [mark for mark in marks if masked(f"a{mark}") == f"a{mark}"] == []
    assert [mark for mark in marks if is_boundary(f"a{mark}b", 1)] == []
    assert [mark for mark in marks if not is_mark(mark) or not is_inseparable("a", mark)] == []


# --- Decks ---------------------------------------------------------------------------------------


def made(source: str, claim: str, question: dict[str, object], language: str) -> Made:
    head = f"""\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
language: {language}
source: {{file: text.txt, as: the report}}
"""
    asked = json.dumps({"claim": "a", **question}, ensure_ascii=False)
    body = f"""
speakers: {{ram: {{name: राम}}, mew: {{name: แมว}}}}
claims: {{a: {claim}}}
questions: {{q: {asked}}}
"""
    return try_deck(body, source, head)


CLOZE: dict[str, object] = {"kind": "cloze", "stem": "{quote|gap x}"}


@pytest.mark.parametrize(
    ("language", "source", "value", "stem"),
    [
        ("hi", "रामायण की कथा राम ने सुनी।", "राम", "रामायण की कथा _____ ने सुनी।"),
        ("ar", "سلمى قالت سلم.", "سلم", "سلمى قالت _____."),
        ("he", "שלומי אמר שלום.", "שלום", "שלומי אמר _____."),
        ("fr", "cafe\u0301 et cafe.", "cafe", "cafe\u0301 et _____."),
        ("th", "ก่อนแมวกินปลา", "แมว", "ก่อน_____กินปลา"),
        ("zh", "那只猫叫了", "猫", "那只_____叫了"),
    ],
)
def test_a_gap_leaves_a_whole_word_open(language: str, source: str, value: str, stem: str) -> None:
    claim = f"{{speaker: reporter, quote: {json.dumps(source)}, slots: {{x: {value}}}}}"
    deck = made(source, claim, CLOZE, language)
    assert deck.codes == []
    assert deck.stem("q") == stem


@pytest.mark.parametrize(
    ("language", "source", "value"),
    [("hi", "रामायण की कथा।", "राम"), ("th", "ก่อนนี้", "ก")],
)
def test_a_gap_that_would_cut_a_letter_is_refused(language: str, source: str, value: str) -> None:
    claim = f"{{speaker: reporter, quote: {json.dumps(source)}, slots: {{x: {value}}}}}"
    assert made(source, claim, CLOZE, language).codes == ["gap-not-found"]


@pytest.mark.parametrize(
    ("stem", "key", "codes"),
    [
        ("रामायण किसने सुनी?", "राम", []),
        ("राम ने क्या सुना?", "राम", ["key-in-stem"]),
        ("कि क्या है?", "की", []),  # another vowel sign
    ],
)
def test_what_gives_a_key_away_is_a_whole_word(stem: str, key: str, codes: list[str]) -> None:
    source = "राम ने कथा सुनी।"
    claim = f"{{speaker: reporter, quote: {source}}}"
    question: dict[str, object] = {"kind": "short", "stem": stem, "key": key}
    assert made(source, claim, question, "hi").codes == codes


@pytest.mark.parametrize(
    ("speaker", "stem", "codes"),
    [
        ("ram", "राम के अनुसार क्या सुना?", []),
        ("ram", "रामायण में क्या सुना?", ["unattributed"]),
        ("mew", "แมวบอกว่าอะไร", []),  # no spaces between words
        ("mew", "แมว่าอะไร", ["unattributed"]),  # a tone mark on its last letter
    ],
)
def test_a_name_is_a_whole_word(speaker: str, stem: str, codes: list[str]) -> None:
    source = "कथा सुनी।"
    claim = f"{{speaker: {speaker}, quote: {source}}}"
    question: dict[str, object] = {"kind": "short", "stem": stem, "key": "कथा"}
    assert made(source, claim, question, "hi").codes == codes


@pytest.mark.parametrize(
    ("source", "quote", "codes"),
    [
        ("रामायण की कथा", "राम", ["quotation-not-found"]),
        ("रामायण की कथा", "रामायण", []),
        ("รักแม่มาก", "แม่", []),
        ("รักแม่มาก", "แม", ["quotation-not-found"]),
        ("שָׁלוֹם רב", "שָׁלוֹם", []),
        ("שָׁלוֹם רב", "שָׁלו", ["quotation-not-found"]),
    ],
)
def test_a_quotation_is_whole_words(source: str, quote: str, codes: list[str]) -> None:
    claim = f"{{speaker: reporter, quote: {quote}}}"
    question: dict[str, object] = {"kind": "short", "stem": "?!", "key": "x"}
    assert made(source, claim, question, "hi").codes == codes


def test_a_slot_and_a_tag_of_any_script() -> None:
    claim = "{speaker: reporter, quote: राम ने कथा सुनी, slots: {मात्रा: कथा}, tags: [हिन्दी, ก่อน]}"
    question: dict[str, object] = {"kind": "cloze", "stem": "{quote|gap मात्रा}"}
    deck = made("राम ने कथा सुनी।", claim, question, "hi")
    assert deck.codes == []
    assert deck.stem("q") == "राम ने _____ सुनी"
    assert deck.items["q"].tags == ("हिन्दी", "ก่อน")
    filled = made("राम ने कथा सुनी।", claim, {"kind": "short", "stem": "?", "key": "{मात्रा}"}, "hi")
    assert filled.codes == []


# --- Ids of what is imported or new -------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "made_id"),
    [
        ("राम की कथा", "राम-की-कथा"),
        ("ก่อน นี้", "ก่อน-นี้"),
        ("مُحَمَّد، قال", "مُحَمَّد-قال"),
        ("cafe\u0301 noir", "café-noir"),  # as macOS writes file names
        ("Don't!", "Don-t"),
        ("con", "con"),
    ],
)
def test_ids_are_made_of_whole_words(title: str, made_id: str) -> None:
    assert as_id(title) == made_id
    assert tags_of([title]) == [made_id]
    if title != "con":
        assert identifier(title) == made_id.lower()


def test_a_title_of_marks_alone_makes_none() -> None:
    assert as_id("\u0301\u093f") == as_id("?!") == ""
