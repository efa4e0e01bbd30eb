"""Ten decks that must still fail for each freedom: marks within marks, quotations over several
paragraphs, tellers, questions that ask who, verbs of a deck, several texts, none, and line ends.

`test_voices_refused` has those of a source's speaker, of labels and of a quotation's speaker.
"""

from __future__ import annotations

import json

import pytest
from making import HEAD, try_deck

PEOPLE = """
speakers:
  anna: {name: Anna Berg, aka: [Berg]}
  reeve: {name: the reeve}
  lind: {name: Boris Lind, aka: [Lind]}
"""
HERS = HEAD.replace("as: the report", "as: the letter, speaker: anna")


def quoting(
    quote: str,
    source: str,
    stem: str = "What do Anna Berg, the reeve and Boris Lind say, as the report and letter say?",
    head: str = HEAD,
    more: str = "",
) -> list[str]:
    keys = f"kind: open, quote: {quote}, stem: {json.dumps(stem, ensure_ascii=False)}, key: X"
    return try_deck(f"{PEOPLE}questions: {{q: {{{keys}{more}}}}}\n", source, head).codes


def said(words: str, speaker: str, teller: str = "") -> str:
    told = f", told_by: {teller}" if teller else ""
    return f"{{quote: {json.dumps(words, ensure_ascii=False)}, speaker: {speaker}{told}}}"


# --- Marks within marks --------------------------------------------------------------------------

NESTED = """\
“The reeve told us, ‘Go home,’ and we went,” Anna Berg said. “Lind cried ‘Never!’ and stayed.”

Lind wrote: «She said „It is over“ and left».
"""


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("Go home", "quoted-as-fact"),
        (said("Go home", "reporter"), "quoted-as-fact"),
        (said("Go home", "lind"), "wrong-speaker"),
        (said("and we went", "lind"), "wrong-speaker"),
        (said("and we went", "reporter"), "quoted-as-fact"),
        (said("It is over", "anna"), "wrong-speaker"),
        (said("It is over", "reporter"), "quoted-as-fact"),
        (said("She said", "anna"), "wrong-speaker"),
        (said("Go home and we went", "anna"), "quotation-not-found"),
        (said("‘Go home,’ he said", "reeve"), "quotation-not-found"),
        (said("Never! It is over", "lind"), "quotation-not-found"),
        (said("Go away", "reeve"), "quotation-not-found"),
    ],
)
def test_marks_within_marks(quote: str, code: str) -> None:
    assert code in quoting(quote, NESTED)


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("What did Boris Lind mean by “Go home”?", "unattributed"),
        ("Why did the reeve say “Go away”?", "invented-quotation"),
        ("Why did the reeve say ‘Go away’?", "invented-quotation"),
        ("Anna Berg said: “The reeve told us, ‘Go on,’ and we went”. Why?", "invented-quotation"),
    ],
)
def test_marks_within_marks_of_a_stem(stem: str, code: str) -> None:
    assert code in quoting(said("Go home", "reeve", "anna"), NESTED, stem)


# --- Quotations over several paragraphs ----------------------------------------------------------

SPREAD = """\
Anna Berg rose. “We have waited.

“We have paid twice. And the roof leaks.

“I ask for nothing,” she said. The hall was silent.

Boris Lind replied: “The roof is new.

“It does not leak,” Lind said.
"""


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("We have waited", "quoted-as-fact"),
        ("We have paid twice", "quoted-as-fact"),
        (said("And the roof leaks", "reporter"), "quoted-as-fact"),
        ("I ask for nothing", "quoted-as-fact"),
        (said("It does not leak", "anna"), "wrong-speaker"),
        (said("The roof is new", "anna"), "wrong-speaker"),
        ("The roof is new", "quoted-as-fact"),
        (said("We have waited. We have paid twice", "anna"), "quotation-not-found"),
        (said("We have waited … We have paid twice", "anna"), "quotation-not-found"),
        (said("The roof is new … It does not leak", "lind"), "quotation-not-found"),
        (said("I ask for nothing but rain", "anna"), "quotation-not-found"),
    ],
)
def test_quotations_over_several_paragraphs(quote: str, code: str) -> None:
    assert quoting(quote, SPREAD) == [code]


@pytest.mark.parametrize(
    "stem",
    [
        "Anna Berg said: “The hall was silent”. Why?",
        "Why did Anna Berg say “We have waited for nothing”?",
        "“We have waited. We have paid twice”, Anna Berg said. Why?",
    ],
)
def test_quotations_over_several_paragraphs_of_a_stem(stem: str) -> None:
    codes = quoting(said("We have paid twice", "anna"), SPREAD, stem)
    assert codes in (["not-their-words"], ["invented-quotation"])


# --- Who tells it --------------------------------------------------------------------------------

LETTER = "I met the reeve. “Go home,” he said. Lind cried that the mill was lost. I went home.\n"


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("What did the reeve say?", "unattributed"),
        ("What does Anna Berg write?", "unattributed"),
        ("What did the reeve say to Boris Lind?", "unattributed"),
        ("What did Lind say, as Anna Berg tells it?", "unattributed"),
        ("What did the reeve say, as Lind tells it?", "unattributed"),
        ("Whom did the reeve meet, Anna Berg?", "unattributed"),
        ("“Go home,” Anna Berg said to the reeve. When?", "wrong-speaker"),
        ("“Go home,” Lind said to the reeve, Anna Berg writes. When?", "wrong-speaker"),
        ("The reeve said “I went home”, Anna Berg writes. When?", "not-their-words"),
        ("The reeve said “Go away”, Anna Berg writes. When?", "invented-quotation"),
    ],
)
def test_what_is_passed_on(stem: str, code: str) -> None:
    assert code in quoting(said("Go home", "reeve"), LETTER, stem, HERS)


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        (said("Go home", "reeve", "nobody"), "unknown-speaker"),
        (said("Go home", "anna", "reeve"), None),  # a quotation of herself
        (said("the mill was lost", "reeve"), "wrong-speaker"),
        (said("the mill was lost", "reeve", "anna"), "wrong-speaker"),
        (said("the mill was lost", "anna"), "wrong-speaker"),
        ("{quote: Go home, told_by: anna}", "whose-words"),
        ("Go home", "whose-words"),
    ],
)
def test_who_passes_it_on(quote: str, code: str | None) -> None:
    assert quoting(quote, LETTER, head=HERS) == ([code] if code else [])


# --- Questions that ask who ----------------------------------------------------------------------

BOTH = "“The roof is new,” Boris Lind said. “It leaks,” Anna Berg said. The reeve slept.\n"
OF_LIND = said("The roof is new", "lind")


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("kind: choice, stem: 'Who said “The roof is new”?', key: Anna Berg, distractors: [Lind]",
         "wrong-speaker"),
        ("kind: choice, stem: 'Who said “The roof is new”?', key: the reeve, distractors: [Lind]",
         "wrong-speaker"),
        ("kind: choice, stem: 'Who said “The roof is old”?', key: Lind, distractors: [the reeve]",
         "invented-quotation"),
        ("kind: choice, stem: Who slept?, key: the reeve, distractors: [Lind]", "unattributed"),
        ("kind: choice, stem: 'Which roof is new?', key: hers, distractors: [Boris Lind]",
         "unattributed"),
        ("kind: short, stem: 'Who said “The roof is new”?', key: Berg", "wrong-speaker"),
        ("kind: short, stem: 'Who said that the roof is new?', key: Berg", "unattributed"),
        ("kind: cloze, stem: '==Anna Berg== said: “The roof is new”.'", "wrong-speaker"),
        ("kind: cloze, stem: '==Berg== said, and Lind said: “The roof is old”.'",
         "invented-quotation"),
        ("kind: truefalse, stem: 'Anna Berg said: “The roof is new”.', key: true", "wrong-speaker"),
        ("kind: truefalse, stem: Somebody said so., key: false", "unattributed"),
        ("kind: multiple, stem: 'Who said “The roof is new”?', keys: [Anna Berg, the reeve],"
         " distractors: [Lind]", "unattributed"),
        ("kind: list, stem: 'Who spoke of the roof, who said “It leaks”?', keys: [Berg, the reeve]",
         "unattributed"),
    ],
)  # fmt: skip
def test_questions_that_ask_who(keys: str, code: str) -> None:
    made = try_deck(f"{PEOPLE}questions: {{q: {{{keys}, quote: {OF_LIND}}}}}\n", BOTH)
    assert code in made.codes


# --- Verbs of a deck -----------------------------------------------------------------------------

INTONED = "Anna Berg intoned that the rain would come. Boris Lind yodelled that it would not.\n"
RAIN = said("the rain would come", "anna")


def with_verbs(says: str, stem: str, quote: str = RAIN, language: str = "en") -> list[str]:
    keys = f"kind: open, key: X, quote: {quote}, stem: {json.dumps(stem)}"
    head = HEAD.replace("language: en", f"language: {language}") + f"says: {says}\n"
    return try_deck(f"{PEOPLE}questions: {{q: {{{keys}}}}}\n", INTONED, head).codes


@pytest.mark.parametrize(
    ("says", "stem"),
    [
        ("[intoned]", "What did Anna Berg intone?"),  # each form has to be written
        ("[intoned]", "What was intoned?"),  # by whom?
        ("[intoned]", "What would come, Anna Berg?"),
        ("[intoned]", "What did Boris Lind say was intoned?"),
        ("[intoned]", "The reeve intoned what?"),
        ("[intoned]", "Anna Berg reintoned what?"),  # part of a word
        ("[intoned]", "Anna Berg yodelled what?"),
        ("[intoned, intone]", "What will Anna Berg’s intonement bring?"),
        ("[yodelled]", "What has Anna Berg intoned?"),
        ("[sang out]", "What has Anna Berg sang?"),  # half of it
    ],
)
def test_a_deck_s_own_verbs_are_the_only_ones(says: str, stem: str) -> None:
    assert with_verbs(says, stem) == ["unattributed"]


@pytest.mark.parametrize("quote", [said("it would not", "anna"), said("the rain", "lind")])
def test_a_deck_s_own_verb_tells_who_speaks(quote: str) -> None:
    stem = "What did Anna Berg and Boris Lind say?"
    assert with_verbs("[intoned, yodelled]", stem, quote) == ["wrong-speaker"]


@pytest.mark.parametrize(
    ("says", "stem"),
    [
        ("[intoned]", "What has Anna Berg intoned?"),
        ("[intoned, intone]", "What did Anna Berg intone?"),
        ("[sang out]", "Anna Berg sang out what?"),
        ("[INTONED]", "Anna Berg intoned what?"),
    ],
)
def test_a_deck_s_own_verbs_count(says: str, stem: str) -> None:
    assert with_verbs(says, stem) == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_deck_s_own_verbs_count_in_other_languages(language: str) -> None:
    stem = "Anna Berg затянула что?"
    assert with_verbs("[пропела]", stem, language=language) == ["unattributed"]
    assert with_verbs("[затянула]", stem, language=language) == []
