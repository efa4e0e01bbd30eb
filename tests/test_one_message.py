"""A slip has one message, at its place, with what to write; what follows from it is not told."""

from __future__ import annotations

import pytest
from making import HEAD, try_deck

NO_TEXT = HEAD.replace("{file: text.txt, as: the report}", "none")


def told(body: str, head: str = NO_TEXT) -> list[tuple[str, str]]:
    return [(each.code, each.hint) for each in try_deck(body, head=head).problems]


def asked(question: str) -> list[tuple[str, str]]:
    return told(f"questions: {{q: {{{question}}}}}\n")


KINDS = (
    "known here: choice, cloze, flashcard, list, matching, multiple, numeric, open, ordering, "
    "short, stated, truefalse"
)
EMPTY = ("empty", "write it, or remove the key")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('kind: matching, stem: Match., pairs: {"": "", a: b}', [EMPTY]),
        ('kind: matching, stem: Match., pairs: {a: "", b: c}', [EMPTY]),
        ('kind: ordering, stem: Order., steps: ["", one]', [EMPTY]),
        ('kind: ordering, stem: Order., steps: [one, " ", two]', [EMPTY]),
        ("kind: ordering, stem: Order., steps: {one: 1, two: 2}",
         [("expected-list", "begin each entry with a dash: - one: 1")]),
        ("kind: choice, stem: Which?, key: Rome, distractors: {Milan, Turin}",
         [("slot-as-mapping", 'write [Milan, Turin], or as one text "{Milan, Turin}"')]),
        ("kind: list, stem: Name two., keys: {red, green}",
         [("slot-as-mapping", 'write [red, green], or as one text "{red, green}"')]),
        ("kind: choice, stem: Which?, key: red, distractors: [{blue: That is the sky.}, green]",
         [("unknown-key", "known here: last, text, why")]),
        ("kind: choice, stem: Which?, key: red, options: blue",
         [("unknown-key", "did you mean `distractors`?")]),
        ("kind: choice, stem: Which?, key: [Riga, Tallinn], distractors: [Rome, Oslo]",
         [("expected-text", "write one text; one that starts with [ needs quotation marks")]),
        ("kind: [short], stem: Why?, key: x", [("unknown-kind", KINDS)]),
        ("kind: {short: x}, stem: Why?, key: x", [("unknown-kind", KINDS)]),
    ],
)  # fmt: skip
def test_one_slip_in_a_question(question: str, found: list[tuple[str, str]]) -> None:
    assert asked(question) == found


def test_a_kind_that_is_no_text_is_named_for_what_it_is() -> None:
    made = try_deck("questions: {q: {kind: [short], stem: Why?, key: x}}\n", head=NO_TEXT)
    assert [each.message for each in made.problems] == ["a kind is expected here, not a list"]


QUESTIONS = (
    "questions: {q: {kind: open, stem: Why?, key: x}, r: {kind: open, stem: How?, key: y}}\n"
)


@pytest.mark.parametrize(
    ("quiz", "found"),
    [
        ("sections: [q, r]", ("expected-mapping", "write sections: [{items: [q, r]}]")),
        ("sections:\n    - q\n    - r", ("expected-mapping", "write sections: [{items: [q, r]}]")),
        ("sections: [{item: q}]", ("unknown-key", "did you mean `items`?")),
        ("sections: [{draw: 1, from: {kind: open}}]", ("unknown-key", "did you mean `kinds`?")),
    ],
)
def test_one_slip_in_a_quiz(quiz: str, found: tuple[str, str]) -> None:
    assert told(f"{QUESTIONS}quizzes:\n  t:\n   title: T\n   {quiz}\n") == [found]


def test_without_a_source_no_question_is_blamed_for_its_evidence() -> None:
    head = NO_TEXT.replace("source: none\n", "")
    hint = "source: {file: report.txt}, or source: none where the questions rest on no text"
    assert told(QUESTIONS, head) == [("missing-key", hint)]


@pytest.mark.parametrize("said", ["None", "NONE", "null", "~"])
def test_other_words_for_no_source(said: str) -> None:
    found = [("expected-mapping", "write source: none")]
    assert told(QUESTIONS, NO_TEXT.replace("none", said)) == found


@pytest.mark.parametrize("said", ["[]", "[text.txt]", "text.txt", ""])
def test_a_source_that_cannot_be_read_blames_no_question(said: str) -> None:
    assert [code for code, _ in told(QUESTIONS, NO_TEXT.replace("none", said))] == [
        "expected-mapping"
    ]


@pytest.mark.parametrize("name", ["speaker", "teller", "quote", "source.as"])
def test_a_question_on_no_text_has_nobody_to_name(name: str) -> None:
    made = try_deck(f"questions: {{q: {{kind: open, stem: 'Who is {{{name}}}?', key: x}}}}\n",
                    head=NO_TEXT)  # fmt: skip
    assert [each.message for each in made.problems] == [f"`{{{name}}}`: `q` rests on no text"]


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("Multiple choice", "`choice` has one right answer, `multiple` several"),
        ("multiple_choice", "`choice` has one right answer, `multiple` several"),
        ("Short answer", "did you mean `short`?"),
        ("fill in the blank", "did you mean `cloze`?"),
        ("Fill-in-the-blanks", "did you mean `cloze`?"),
    ],
)
def test_other_programs_names_of_kinds(kind: str, hint: str) -> None:
    assert asked(f"kind: {kind}, stem: Which?, key: x") == [("unknown-kind", hint)]


@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("kind: ordering, stem: Order., pairs: {a: b, c: d}", "kind: matching"),
        ("kind: matching, stem: Match., steps: [a, b]", "kind: ordering"),
        ("kind: short, stem: Who?, keys: [a, b]", "kind: list, or did you mean `key`?"),
    ],
)
def test_a_key_of_another_kind_is_no_misspelling(question: str, hint: str) -> None:
    assert asked(question) == [("unknown-key", hint)]
