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


# --- Untrue statements -----------------------------------------------------------------------

NAMED = """\
    text: there is no other way
    untrue:
      several: {text: there are several other ways, why: One is *none*.}
      easy: there is an easy way
"""


def test_a_text_alone_keeps_the_id_and_can_have_a_reason() -> None:
    for untrue in ("there are ways", "{text: there are ways, why: There is none.}"):
        made = make_deck(deck(f"    untrue: {untrue}"))
        assert list(made.items) == ["way.not-said"]
        assert made.stem("way.not-said") == "Anna Berg said that there are ways."
    assert told(made, "way.not-said") == ("There is none.", "")


def test_each_named_statement_makes_an_item() -> None:
    made = make_deck(deck(NAMED))
    assert list(made.items) == ["way.said", "way.not-said.several", "way.not-said.easy"]
    assert made.stem("way.not-said.easy") == "Anna Berg said that there is an easy way."
    assert made.keys("way.not-said.several") == ["False"]
    assert told(made, "way.not-said.several") == ("One is none.", "")
    assert told(made, "way.not-said.easy") == ("", "")
    assert {item.claim for item in made.items.values()} == {"way"}


def test_a_statement_brings_its_reason_where_it_is_an_option() -> None:
    template = """
  which:
    kind: choice
    stem: What did {speaker} say?
    key: "{text}"
    distractors: ["{untrue}", {text: there is none, why: There is one.}]
"""
    made = make_deck(deck(NAMED, template))
    assert why(made, "way.which.several") == {
        "there are several other ways": "One is none.",
        "there is none": "There is one.",
    }
    assert why(made, "way.which.easy")["there is an easy way"] == ""
    assert told(made, "way.which.several") == ("", "")


def test_a_named_statement_is_amended_selected_and_counted_like_any_item() -> None:
    made = make_deck(
        deck(
            NAMED,
            """
questions:
  way.not-said.easy: {rationale: It is not easy., enemies: [said]}
  way.said: {enemies: [not-said], friends: [way.not-said.easy]}
quizzes:
  q: {title: Q, sections: [{draw: 2, from: {templates: [not-said]}}]}
""",
        )
    )
    assert told(made, "way.not-said.easy") == ("It is not easy.", "")
    assert made.items["way.not-said.easy"].enemies == ("way.said",)
    assert made.items["way.said"].enemies == ("way.not-said.several", "way.not-said.easy")
    (form,) = made.forms
    assert {each.item for each in form.placed} == {"way.not-said.several", "way.not-said.easy"}


def test_ids_that_claim_and_template_had_go_on_for_each_statement() -> None:
    body = deck(f"    was: [path]\n{NAMED}").replace("not-said: {", "not-said: {was: [false], ")
    assert make_deck(body).items["way.not-said.easy"].was == (
        "way.false.easy",
        "path.not-said.easy",
        "path.false.easy",
    )


def test_a_text_that_gets_a_name_says_what_it_was() -> None:
    made = make_deck(deck(NAMED, "questions: {way.not-said.easy: {was: [way.not-said]}}"))
    assert made.items["way.not-said.easy"].was == ("way.not-said",)


def test_a_draft_of_one_statement_leaves_the_others() -> None:
    made = make_deck(deck(NAMED, "questions: {way.not-said.easy: {draft: true}}"))
    assert list(made.items) == ["way.said", "way.not-said.several"]
    assert made.drafts == 1
    made = make_deck(deck(f"    draft: true\n{NAMED}"))
    assert (list(made.items), made.drafts) == ([], 3)


def test_a_question_names_the_statement_that_it_means() -> None:
    own = 'questions: {q: {kind: truefalse, claim: way, stem: "So {speaker} said that STATEMENT."}}'
    made = make_deck(deck(NAMED, own.replace("STATEMENT", "{untrue.several}")))
    assert made.stem("q") == "So Anna Berg said that there are several other ways."
    assert told(made, "q") == ("One is none.", "")
    for written, hint in [
        ("{untrue}", "write {untrue.several} or {untrue.easy}"),
        ("{untrue.sevral}", "did you mean `several`?"),
    ]:
        made = try_deck(deck(NAMED, own.replace("STATEMENT", written)))
        (problem,) = made.problems
        assert (problem.code, problem.hint) == ("unknown-slot", hint)


def test_a_template_can_be_for_one_statement() -> None:
    template = 'not-said: {kind: truefalse, stem: "{speaker} said that {untrue.easy}."}'
    other = "  apples: {speaker: anna, quote: Apples came before pears, untrue: pears came first}\n"
    body = deck(NAMED + other).replace(STATEMENTS.splitlines()[-1].strip(), template)
    assert list(make_deck(body).items) == ["way.said", "way.not-said"]


@pytest.mark.parametrize(
    ("untrue", "code", "hint"),
    [
        ("", "empty", ""),
        ("[a]", "expected-text", ""),
        ("{}", "too-few", "write an entry, or remove the key"),
        ("{why: No.}", "missing-key", "text: what was not said"),
        ("{text: so, because: No.}", "unknown-key", "known here: text, why"),
        ("{text: {text: so}}", "expected-text", ""),
        ("{a b: so}", "bad-id", "write a-b"),
        ("{easy: }", "empty", ""),
        ("{easy: {why: No.}}", "missing-key", "text: what was not said"),
        ("{easy: {text: so, wy: No.}}", "unknown-key", "did you mean `why`?"),
        ("{easy: {text: 'so {untrue}'}}", "unknown-slot", "write the words out"),
        ("{easy: {text: so, why: 'So {nobody}.'}}", "unknown-slot", ""),
    ],
)
def test_what_cannot_be_an_untrue_statement_is_said_once(untrue: str, code: str, hint: str) -> None:
    made = try_deck(deck(f"    text: there is no other way\n    untrue: {untrue}"))
    errors = [each for each in made.problems if each.severity is Severity.ERROR]
    assert [each.code for each in errors] == [code]
    assert errors[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("way.not-said.easy: {kind: short, claim: way, stem: Why?, key: so}", "amended-kind"),
        ("way.not-said.esay: {hint: So.}", "unknown-item"),
        ("way.not-said: {hint: So.}", "unknown-item"),
        ("way.said.easy: {hint: So.}", "unknown-item"),
        ("other: {kind: short, claim: way, stem: Anna Berg said?, key: so,"
         " was: [way.not-said.easy]}",
         "id-in-use"),
    ],
)  # fmt: skip
def test_the_id_of_a_statement_clashes_like_any_other(question: str, code: str) -> None:
    made = try_deck(deck(NAMED, f"questions: {{{question}}}"))
    assert [each.code for each in made.problems if each.severity is Severity.ERROR] == [code]


def test_a_question_of_its_own_may_be_called_as_no_statement_is() -> None:
    """The id of a statement is no other id: `easy` stands for a question and for a statement."""
    own = "questions: {easy: {kind: short, claim: way, stem: 'Anna Berg said what?', key: so}}"
    assert list(make_deck(deck(NAMED, own)).items)[-2:] == ["way.not-said.easy", "easy"]
