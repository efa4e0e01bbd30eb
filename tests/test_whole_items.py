"""Templates that make whole items: reasons, rationales and hints stand at the claim."""

from __future__ import annotations

import pytest
from making import Made, make_deck, try_deck

from quizgen.diagnostics import Severity
from quizgen.quiz.rich import plain

SPEAKER = "speakers: {anna: {name: Anna Berg}}\n"
ABOUT_A_WORD = """
templates:
  complete:
    {kind: choice, stem: "{speaker} said: “{quote|gap word}.”", key: "{word}", distractors: 2}
  fill: {kind: cloze, stem: "{speaker} said: “{quote|gap word}.”"}
  said: {kind: truefalse, stem: "{speaker} said that {text}."}
"""
STATEMENTS = """
templates:
  said: {kind: truefalse, stem: "{speaker} said that {text}."}
  not-said: {kind: truefalse, stem: "{speaker} said that {untrue}."}
"""


def deck(claim: str, more: str = "") -> str:
    templates = STATEMENTS if "untrue" in claim else ABOUT_A_WORD
    return f"""{SPEAKER}
claims:
  way:
    speaker: anna
    quote: There is no other way
{claim}
{templates}{more}
"""


def why(made: Made, item_id: str) -> dict[str, str]:
    """Each wrong option with its reason."""
    options = made.choice(item_id).options
    return {plain(each.content): plain(each.rationale) for each in options if not each.is_key}


def told(made: Made, item_id: str) -> tuple[str, str]:
    item = made.items[item_id]
    return plain(item.rationale), plain(item.hint)


# --- Wrong values and their reasons --------------------------------------------------------

NEAR = [
    "{better: She does not compare., first: 'Nothing was *before* it.'}",
    "[{value: better, why: She does not compare.}, {value: first, why: Nothing was *before* it.}]",
]


@pytest.mark.parametrize("near", NEAR)
def test_a_wrong_value_has_its_reason(near: str) -> None:
    made = make_deck(deck(f"    slots: {{word: {{value: other, near: {near}}}}}"))
    reasons = {"better": "She does not compare.", "first": "Nothing was before it."}
    assert why(made, "way.complete") == reasons


def test_values_with_and_without_a_reason_stand_side_by_side() -> None:
    near = "[better, {value: first, why: Nothing was before it.}]"
    made = make_deck(deck(f"    slots: {{word: {{value: other, near: {near}}}}}"))
    assert why(made, "way.complete") == {"better": "", "first": "Nothing was before it."}


def test_a_reason_may_name_what_its_claim_has() -> None:
    near = '{better: "{speaker} does not compare.", first: No.}'
    made = make_deck(deck(f"    slots: {{word: {{value: other, near: {near}}}}}"))
    assert why(made, "way.complete")["better"] == "Anna Berg does not compare."


def test_a_wrong_value_is_the_same_with_a_reason_and_without() -> None:
    """Which are drawn, and in what order they stand, hangs on the values alone."""
    values = [f"v{number}" for number in range(9)]
    bare = make_deck(deck(f"    slots: {{word: {{value: other, near: [{', '.join(values)}]}}}}"))
    reasons = ", ".join(f"{value}: No." for value in values)
    given = make_deck(deck(f"    slots: {{word: {{value: other, near: {{{reasons}}}}}}}"))
    assert given.options("way.complete") == bare.options("way.complete")


@pytest.mark.parametrize(
    ("near", "code", "hint"),
    [
        ("nobody", "expected-list", "write near: [nobody]"),
        ("{}", "too-few", "write an entry, or remove the key"),
        ("[]", "too-few", "write an entry, or remove the key"),
        ("{better: }", "empty", "write it, or remove the key"),
        ("{better: [a]}", "expected-text", ""),
        ("{better: {why: No.}}", "expected-text", ""),
        ("[{why: No.}]", "missing-key", "value: market"),
        ("[{value: better, wy: No.}, first]", "unknown-key", "did you mean `why`?"),
        ("{better: 'No, {nobody}.', first: No.}", "unknown-slot", "known here: "),
        ("{better: 'No, ==no==.', first: No.}", "gap-outside-cloze", ""),
    ],
)
def test_what_cannot_be_a_wrong_value_is_said_once(near: str, code: str, hint: str) -> None:
    made = try_deck(deck(f"    slots: {{word: {{value: other, near: {near}}}}}"))
    errors = [each for each in made.problems if each.severity is Severity.ERROR]
    assert [each.code for each in errors] == [code]
    assert errors[0].hint.startswith(hint)


def test_a_term_of_a_pool_has_no_reason() -> None:
    made = try_deck(f"pools: {{p: [{{value: better, why: No.}}]}}\n{deck(WORD)}")
    assert made.codes[:1] == ["unknown-key"]


@pytest.mark.parametrize(
    "claim",
    [
        "    slots: {word: {value: other, near: {a: She says “none”., b: So.}}}",
        "    slots: {word: {value: other, near: [a, b], why: She says “none”.}}",
        "    untrue: {text: so, why: She says “none”.}\n    text: thus",
        "    untrue: she says “none”\n    text: thus",
    ],
)
def test_a_mistake_has_the_place_of_what_the_claim_says(claim: str) -> None:
    made = try_deck(deck(claim))
    (problem,) = [each for each in made.problems if each.severity is Severity.ERROR]
    assert problem.code == "invented-quotation"
    assert problem.where.file.text[problem.where.start :].startswith("none”")


# --- The rationale and the hint of a slot ----------------------------------------------------

WORD = """\
    slots:
      word:
        value: other
        near: {better: She does not compare., first: Nothing was before it.}
        why: The *word* is hers.
        hint: It has five letters.
"""


def test_a_slot_gives_the_items_that_it_keys_a_rationale_and_a_hint() -> None:
    made = make_deck(deck(f"    text: there is no other way\n{WORD}"))
    given = ("The word is hers.", "It has five letters.")
    assert told(made, "way.complete") == given
    assert told(made, "way.fill") == given
    assert told(made, "way.said") == ("", "")  # it is about the claim, not about the word


KEYED = [
    'kind: short, key: "{word}"',
    'kind: flashcard, key: "{word|cap}"',
    'kind: choice, key: "{word}", distractors: [a, b]',
    'kind: multiple, keys: ["{word}"], distractors: [a, b]',
]
NOT_KEYED = [
    'kind: short, key: "the {word}"',
    "kind: short, key: other",
    'kind: choice, key: so, distractors: ["{word}", b]',
    'kind: matching, pairs: {"{word}": so, b: c}',
]


@pytest.mark.parametrize("keys", [*KEYED, *NOT_KEYED])
def test_an_item_is_keyed_by_a_slot_where_its_key_is_nothing_else(keys: str) -> None:
    question = (
        f'questions: {{q: {{claim: way, stem: "{{speaker}} said “{{quote|gap word}}”?", {keys}}}}}'
    )
    made = make_deck(deck(WORD, question))
    assert bool(plain(made.items["q"].rationale)) == (keys in KEYED)


@pytest.mark.parametrize(
    ("stem", "rationale"),
    [
        ("{speaker} said: “There is no =={word}== way”.", "Word."),
        ("{speaker} said: “There is no =={word}== =={way}==.”", "Word. Way."),
        ("{speaker} said: “There is =={no}== =={word}== =={way}==.”", "Word. Way."),
        ("{speaker} said: “There is no ==other== way”.", ""),
    ],
)
def test_a_cloze_is_keyed_by_its_gaps(stem: str, rationale: str) -> None:
    slots = (
        "{no: 'no', word: {value: other, near: [a, b], why: Word.}, way: {value: way, why: Way.}}"
    )
    question = f'questions: {{q: {{kind: cloze, claim: way, stem: "{stem}"}}}}'
    made = make_deck(deck(f"    slots: {slots}", question))
    assert told(made, "q") == (rationale, "")


def test_the_nearest_to_the_item_is_what_counts() -> None:
    """Claim, template, slot, amendment: each goes over the one before."""
    claim = f"    rationale: Of the claim.\n{WORD}    text: there is no other way\n"
    amended = "questions: {way.fill: {rationale: Of the item.}}"
    templates = deck(claim, amended).replace(
        "kind: choice,", "kind: choice, rationale: No, hint: No,"
    )
    made = make_deck(templates)
    assert told(made, "way.said") == ("Of the claim.", "")
    assert told(made, "way.complete") == ("The word is hers.", "It has five letters.")
    assert told(made, "way.fill") == ("Of the item.", "It has five letters.")


def test_an_amendment_with_a_key_of_its_own_is_not_keyed_by_the_slot() -> None:
    made = make_deck(deck(WORD, "questions: {way.complete: {key: much, distractors: [a, b]}}"))
    assert told(made, "way.complete") == ("", "")


def test_a_question_that_is_its_own_claim_has_slots_too() -> None:
    made = make_deck(f"""{SPEAKER}
questions:
  q:
    kind: choice
    speaker: anna
    quote: There is no other way
    slots: {{word: {{value: other, near: {{better: No., first: Nor this.}}, why: Hers.}}}}
    stem: "{{speaker}} said: “{{quote|gap word}}.”"
    key: "{{word}}"
    distractors: 2
""")
    assert told(made, "q") == ("Hers.", "")
    assert why(made, "q") == {"better": "No.", "first": "Nor this."}


@pytest.mark.parametrize("key", ["why", "hint"])
@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "empty"),
        ("[a]", "expected-text"),
        ('"{nobody}"', "unknown-slot"),
        ("Its ==gap==", "gap-outside-cloze"),
    ],
)
def test_what_a_slot_cannot_say_is_said_once(key: str, value: str, code: str) -> None:
    made = try_deck(deck(f"    slots: {{word: {{value: other, near: [a, b], {key}: {value}}}}}"))
    assert [each.code for each in made.problems if each.severity is Severity.ERROR] == [code]
