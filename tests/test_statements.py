"""What was said and what was not: reasons, names, and the items that they make."""

from __future__ import annotations

import pytest
from making import make_deck, try_deck
from test_whole_items import STATEMENTS, deck, told, why

from quizgen.diagnostics import Severity

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


def test_what_was_said_can_have_a_reason_too() -> None:
    text = "{text: there is no other way, why: '*No* is her word.'}"
    made = make_deck(deck(f"    text: {text}\n    untrue: {{text: so, why: It is not so.}}"))
    assert made.stem("way.said") == "Anna Berg said that there is no other way."
    assert told(made, "way.said") == ("No is her word.", "")
    assert told(made, "way.not-said") == ("It is not so.", "")


@pytest.mark.parametrize(
    "keys",
    [
        "kind: open, key: X",
        "kind: flashcard, key: X",
        "kind: choice, key: calmly, distractors: [a, b]",
    ],
)
def test_a_statement_explains_no_item_that_has_a_key_in_words(keys: str) -> None:
    """Such an item asks something else about it."""
    stem = "How did {speaker} say that {text}, and not that {untrue}?"
    claim = "    text: {text: no, why: A.}\n    untrue: {text: so, why: B.}"
    made = make_deck(deck(claim, f'questions: {{q: {{claim: way, stem: "{stem}", {keys}}}}}'))
    assert told(made, "q") == ("", "")


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


def test_a_template_with_a_mistake_is_the_only_thing_reported() -> None:
    amended = "questions: {way.not-said.easy: {hint: So.}, way.said: {enemies: [not-said]}}"
    body = deck(NAMED, amended).replace("said that {untrue}", "said that {untrue} {nobody}")
    assert [each.code for each in try_deck(body).problems] == ["unknown-slot"]
    draft = body.replace("not-said: {", "not-said: {draft: true, ")
    made = try_deck(draft)
    assert [(each.code, each.severity) for each in made.problems] == [
        ("unknown-slot", Severity.INFO)
    ]


def test_a_question_of_its_own_may_be_called_as_no_statement_is() -> None:
    """The id of a statement is no other id: `easy` stands for a question and for a statement."""
    own = "questions: {easy: {kind: short, claim: way, stem: 'Anna Berg said what?', key: so}}"
    assert list(make_deck(deck(NAMED, own)).items)[-2:] == ["way.not-said.easy", "easy"]
