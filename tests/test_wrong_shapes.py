"""A mapping where a list is meant, and the other way round: one message with the line to write."""

from __future__ import annotations

import pytest
from making import try_deck

CLAIMS = "claims:\n  a: {speaker: reporter, quote: opened on May 3}\n"
QUESTIONS = "questions:\n  q: {kind: open, claim: a, stem: Why?, key: x}\n"


def told(body):
    return [(each.code, each.hint) for each in try_deck(CLAIMS + body).problems]


@pytest.mark.parametrize(
    ("sections", "line"),
    [
        ("{draw: 3}", "- draw: 3"),
        ("\n      draw: 3\n      points: 2", "- draw: 3"),
        ("{items: [q]}", "- items:"),
    ],
)
def test_sections_without_a_dash(sections, line):
    quizzes = f"quizzes:\n  t:\n    title: T\n    sections: {sections}\n"
    assert told(QUESTIONS + quizzes) == [("expected-list", f"begin each entry with a dash: {line}")]


@pytest.mark.parametrize(
    "questions",
    [
        "questions:\n  - kind: open\n    claim: a\n    stem: Why?\n    key: x\n",
        "questions: [{kind: open, claim: a, stem: Why?, key: x}]\n",
    ],
)
def test_questions_in_a_list(questions):
    """Neither the claims are unused, nor do quizzes and enemies name what is not there."""
    quizzes = "quizzes: {t: {title: T, sections: [{items: [q]}, {draw: 1}]}}\n"
    hint = "give each entry an id and a colon, and no dash: first: {kind: …}"
    assert told(questions + quizzes) == [("expected-mapping", hint)]


def test_templates_in_a_list():
    body = "templates: [{kind: open}]\n" + QUESTIONS
    assert [code for code, _ in told(body)] == ["expected-mapping"]


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ("sections: 3", ("expected-list", "write sections: [{draw: 3}]")),
        ("sections: q", ("expected-list", "write sections: [{items: [q]}]")),
        ("sections: [q]", ("expected-mapping", "write {items: [q]}")),
        ("draw: 1", ("unknown-key", "sections: [{draw: 1}]")),
        ("items: [q]", ("unknown-key", "sections: [{items: [q]}]")),
        ("draw: 1, points: 2", ("unknown-key", "sections: [{draw: 1, points: 2}]")),
        ("draw: 1, sections: [{draw: 1}]", ("unknown-key", "known here: ")),
    ],
)
def test_what_belongs_to_a_section(sections, found):
    code, hint = found
    ((told_code, told_hint),) = told(QUESTIONS + f"quizzes: {{t: {{title: T, {sections}}}}}\n")
    assert told_code == code
    assert told_hint.startswith(hint)


@pytest.mark.parametrize(
    ("pairs", "line"),
    [
        ("[{a: b}, {c: d}]", "a: b"),
        ("[[a, b], [c, d]]", "a: b"),
        ("[{left: a, right: b}]", "a: b"),
        ("[a, b]", "left: right"),
        ("[[a, {b: c}]]", "left: right"),
        ("[]", None),
        ("a", None),
    ],
)
def test_pairs_in_a_list(pairs, line):
    question = f"  q: {{kind: matching, claim: a, stem: Match., pairs: {pairs}}}\n"
    hint = (
        f"write a line for each, without a dash: {line}"
        if line
        else ("write one line each: left: right")
    )
    assert told("questions:\n" + question) == [("expected-mapping", hint)]


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ("[anna]", "anna: {name: anna}"),
        ("[Anna B]", "anna-b: {name: Anna B}"),
        ("[{name: Anna}]", "first: {name: …}"),
    ],
)
def test_speakers_in_a_list(entries, line):
    hint = f"give each entry an id and a colon, and no dash: {line}"
    assert told(f"speakers: {entries}\n" + QUESTIONS) == [("expected-mapping", hint)]


def test_steps_with_commas():
    question = "  q: {kind: ordering, claim: a, stem: Order., steps: 'a, b, c'}\n"
    assert told("questions:\n" + question) == [("expected-list", "write steps: [a, b, c]")]
    one = question.replace("a, b, c", "a")
    assert [code for code, _ in told("questions:\n" + one)] == ["too-few"]


@pytest.mark.parametrize("key", ["FALSE", "False", "no", "NO", "F", "f", "off", "n", '"no"'])
def test_words_for_false(key):
    stem = "The report says that the market opened on May 4."
    body = f"questions:\n  q: {{kind: truefalse, claim: a, stem: {stem}, key: {key}}}\n"
    assert told(body) == []


@pytest.mark.parametrize("key", ["0", "falsch", "[no]"])
def test_a_key_that_is_neither_is_told_once(key):
    stem = "The report says that the market opened on May 4."
    body = f"questions:\n  q: {{kind: truefalse, claim: a, stem: {stem}, key: {key}}}\n"
    assert [code for code, _ in told(body)] == ["expected-boolean"]


@pytest.mark.parametrize(
    ("distractors", "said"),
    [(1, "1 distractor is to be drawn"), (2, "2 distractors are to be drawn")],
)
def test_what_is_counted_declines(distractors, said):
    slots = "slots: {d: {value: May 3, pool: p}}"
    claims = f"claims:\n  a: {{speaker: reporter, quote: opened on May 3, {slots}}}\n"
    pools = "pools: {p: [May 3]}\n"
    body = (
        "questions:\n  q: {kind: choice, claim: a, stem: When did the market open?, key: '{d}', "
        f"distractors: {distractors}}}\n"
    )
    (problem,) = try_deck(pools + claims + body).problems
    assert problem.message.startswith(said)
    assert "0 are left" in problem.message


@pytest.mark.parametrize("key", ["text", "words", "quotation"])
def test_another_word_for_quote_is_one_mistake(key: str) -> None:
    body = (
        f"questions: {{q: {{kind: open, quote: {{{key}: opened on May 3}}, stem: W?, key: X}}}}\n"
    )
    (problem,) = try_deck(body).problems
    assert (problem.code, str(problem.hint)) == ("unknown-key", "did you mean `quote`?")
