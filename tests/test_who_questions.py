"""A question that asks who names the speaker by its right answer, in every kind that can."""

from __future__ import annotations

import json

import pytest
from making import HEAD, try_deck

SOURCE = "“The roof is new,” Boris Lind said. Anna Berg said that trade needs peace. It rained.\n"
PEOPLE = """
speakers:
  anna: {name: Anna Berg, aka: [Berg]}
  lind: {name: Boris Lind, aka: [Lind]}
"""


def asked(keys: str, words: str = "The roof is new", speaker: str = "lind") -> list[str]:
    quote = f"{{quote: {words}, speaker: {speaker}}}"
    return try_deck(f"{PEOPLE}questions: {{q: {{quote: {quote}, {keys}}}}}\n", SOURCE).codes


STEM = "stem: 'Who said “The roof is new”?'"
RIGHT = [
    f"kind: choice, {STEM}, key: Lind, distractors: [Anna Berg]",
    f"kind: multiple, {STEM}, keys: [Boris Lind], distractors: [Anna Berg, the reeve]",
    f"kind: short, {STEM}, key: Boris Lind",
    f"kind: list, {STEM}, keys: [Boris Lind, nobody else]",
    f"kind: flashcard, {STEM}, key: Boris Lind",
    f"kind: open, {STEM}, key: It was Boris Lind.",
    "kind: cloze, stem: '==Boris Lind== said “The roof is new”.'",
    "kind: truefalse, stem: 'Boris Lind said “The roof is new”.', key: true",
    "kind: truefalse, stem: 'Anna Berg said “The roof is new”.', key: false",
    "kind: matching, stem: Who said it?, pairs: {“The roof is new”: Boris Lind, rain: nobody}",
    "kind: matching, stem: Who said it?, pairs: {Boris Lind: “The roof is new”, nobody: rain}",
    "kind: choice, stem: 'Whose words are “The roof is new”?', key: Lind’s, distractors: [Berg’s]",
    "kind: choice, stem: 'Which speaker says “The roof is new”?', key: Lind, distractors: [Berg]",
    "kind: choice, stem: 'To whom is “The roof is new” attributed?', key: Lind, distractors: [B]",
]


@pytest.mark.parametrize("keys", RIGHT)
def test_the_answer_names_the_speaker(keys: str) -> None:
    assert asked(keys) == []


WRONG = [
    f"kind: choice, {STEM}, key: Anna Berg, distractors: [Lind]",
    f"kind: short, {STEM}, key: Berg",
    f"kind: flashcard, {STEM}, key: Anna Berg",
    f"kind: open, {STEM}, key: Anna Berg",
    "kind: cloze, stem: '==Anna Berg== said “The roof is new”.'",
    "kind: truefalse, stem: 'Anna Berg said “The roof is new”.', key: true",
    "kind: matching, stem: Who said it?, pairs: {“The roof is new”: Anna Berg, It: Boris Lind}",
    "kind: choice, stem: 'Whose words are “The roof is new”?', key: Berg’s, distractors: [Lind’s]",
    "kind: open, stem: 'Who opened the gate?', key: Boris Lind",  # nothing says that he says so
    "kind: open, stem: 'Why is the roof new, as was said?', key: It was the mill of Boris Lind",
    "kind: choice, stem: 'Whose mill burned?', key: Lind’s, distractors: [Berg’s]",
    "kind: ordering, stem: Who said it first?, steps: [Anna Berg, Boris Lind, the reeve]",
    "kind: flashcard, stem: 'Who is silent, the report says?', key: Anna Berg",
]


@pytest.mark.parametrize("keys", WRONG)
def test_no_other_answer_does(keys: str) -> None:
    (code,) = asked(keys)
    assert code in ("wrong-speaker", "unattributed")


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("ru", "Чьи слова «Крыша новая»?"),
        ("ru", "Кто сказал: «Крыша новая»?"),
        ("kk", "«Крыша новая» деген кімнің сөзі?"),
        ("kk", "«Крыша новая» деп кім айтты?"),
    ],
)
def test_so_it_is_in_other_languages(language: str, stem: str) -> None:
    head = HEAD.replace("language: en", f"language: {language}")
    people = "speakers: {a: {name: Анна Белова}, b: {name: Борис Линд}}\n"
    text = "«Крыша новая», — сказал Борис Линд.\n"
    for key, codes in (("Борис Линд", []), ("Анна Белова", ["wrong-speaker", "unattributed"])):
        keys = f"kind: short, stem: {json.dumps(stem)}, key: {key}"
        quote = "{quote: Крыша новая, speaker: b}"
        made = try_deck(f"{people}questions: {{q: {{quote: {quote}, {keys}}}}}\n", text, head)
        assert made.codes == [] if not codes else made.codes[0] in codes


def test_each_of_several_speakers_is_named() -> None:
    quotes = "[{quote: The roof is new, speaker: lind}, {quote: trade needs peace, speaker: anna}]"
    keys = f"kind: open, key: X, quote: {quotes}"
    for stem, hints in (
        ("What does {speaker} say?", ["write Anna Berg into the stem"]),
        ("What do Lind and Berg say?", []),
        ("What is said?", ["write Boris Lind into the stem"]),
    ):
        body = f"{PEOPLE}questions: {{q: {{{keys}, stem: '{stem}'}}}}\n"
        assert [each.hint for each in try_deck(body, SOURCE).problems] == hints
    (problem,) = try_deck(
        f"{PEOPLE}questions: {{q: {{kind: open, key: X, stem: Why?,"
        " quote: {quote: The roof is new, speaker: lind}}}\n",
        SOURCE,
    ).problems
    assert "{speaker}" in problem.hint
