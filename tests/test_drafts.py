"""What is wrong with a draft is said, and stops nothing."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.diagnostics import Severity
from quizgen.project.compiled import Compiled, compile_deck

SOURCE = """\
The market opened on May 3 with 14 stalls, Anna Berg said on Monday.

“Apples came before pears, and pears came before plums,” she said. “There is no other way.”
"""

HEAD = """\
quizgen: 1
deck: market
uid: k3v9q2m7xd
title: The market
source: {file: market.txt, as: the report}
speakers: {berg: {name: Anna Berg}}
"""

GOOD_CLAIM = "  day: {speaker: reporter, quote: opened on May 3, slots: {date: May 3}}"
GOOD_QUESTION = "  when: {kind: short, claim: day, stem: When did the market open?, key: May 3}"


def deck_of(claims="", templates="", questions="", quizzes=""):
    parts = [HEAD, "claims:", GOOD_CLAIM, claims]
    parts += ["templates:", templates] if templates else []
    parts += ["questions:", GOOD_QUESTION, questions]
    parts += ["quizzes:", quizzes] if quizzes else []
    return "\n".join(part for part in parts if part) + "\n"


@pytest.fixture
def write(tmp_path):
    (tmp_path / "decks").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source/market.txt").write_text(SOURCE, "utf-8")
    path = tmp_path / "decks/market.yaml"

    def write(text):
        path.write_text(text, "utf-8")
        return path

    return write


def told(compiled: Compiled) -> list[tuple[str, str]]:
    both = (*compiled.problems, *compiled.draft_problems)
    return sorted((str(each.severity), each.code) for each in both)


QUESTIONS = [
    ("unknown-key", "{kind: short, claim: day, stem: Why?, key: x, colour: red, draft: true}"),
    ("unknown-kind", "{kind: essai, claim: day, stem: Why?, key: x, draft: true}"),
    ("missing-key", "{claim: day, stem: Why?, draft: true}"),
    ("missing-key", "{kind: short, claim: day, stem: Why?, draft: true}"),
    ("no-evidence", "{kind: short, stem: Why?, key: x, draft: true}"),
    ("unknown-claim", "{kind: short, claim: dya, stem: Why?, key: x, draft: true}"),
    ("invented-quotation", "{kind: short, claim: day, stem: Why “red”?, key: x, draft: true}"),
    ("quotation-not-found", "{kind: short, claim: day, quote: no such, stem: W?, key: x,\n"
     "    draft: true}"),
    ("unknown-slot", "{kind: short, claim: day, stem: 'Why {colour}?', key: x, draft: true}"),
    ("bad-placeholder", "{kind: short, claim: day, stem: 'Why {?', key: x, draft: true}"),
    ("key-in-stem", "{kind: short, claim: day, stem: Why x?, key: x, draft: true}"),
    ("expected-text", "{kind: short, claim: day, stem: [a], key: x, draft: true}"),
    ("expected-list", "{kind: short, claim: day, stem: Why?, key: x, tags: {a: b}, draft: true}"),
    ("expected-number", "{kind: short, claim: day, stem: W?, key: x, difficulty: 9, draft: true}"),
    ("empty", "{kind: short, claim: day, stem: W?, key: '', draft: true}"),
    ("image-not-found", "{kind: short, claim: day, stem: W?, key: x, draft: true,\n"
     "    image: {file: no.png, alt: no}}"),
    ("same-question", "{kind: short, claim: day, stem: When did the market open?, key: x,\n"
     "    draft: true}"),
    ("unknown-item", "{kind: short, claim: day, stem: W?, key: x, enemies: [none], draft: true}"),
    ("id-in-use", "{kind: short, claim: day, stem: W?, key: x, was: [when], draft: true}"),
    ("duplicate-key", "{kind: short, claim: day, stem: W?, stem: X?, key: x, draft: true}"),
    ("alias", "{kind: short, claim: day, stem: *a, key: x, draft: true}"),
    ("nothing-to-draw-from", "{kind: choice, claim: day, stem: W?, key: x, distractors: 9,\n"
     "    draft: true}"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "question"), QUESTIONS, ids=lambda value: value[:60])
@pytest.mark.parametrize("place", ["first", "last"])
def test_what_is_wrong_with_a_draft_question_is_information(write, code, question, place):
    text = deck_of(questions=f"  bad: {question}")
    if place == "first":
        text = text.replace(
            f"{GOOD_QUESTION}\n  bad: {question}", f"  bad: {question}\n{GOOD_QUESTION}"
        )
    compiled = compile_deck(write(text))
    assert {each for each in told(compiled) if each[1] == code} == {("info", code)}
    assert not compiled.problems
    assert compiled.build is not None
    assert [item.id for item in compiled.build.deck.items] == ["when"]


CLAIMS = [
    ("quotation-not-found", "{speaker: reporter, quote: no such words, draft: true}"),
    ("unknown-speaker", "{speaker: nobody, quote: with 14 stalls, draft: true}"),
    ("missing-key", "{speaker: reporter, draft: true}"),
    ("unknown-key", "{speaker: reporter, quote: with 14 stalls, colour: red, draft: true}"),
    ("slot-not-in-quotation", "{speaker: reporter, quote: with 14 stalls, slots: {n: 15},\n"
     "    draft: true}"),
    ("quoted-as-fact", "{speaker: reporter, quote: Apples came before pears, draft: true}"),
    ("note-needed", "{speaker: berg, quote: Apples came, status: disputed, draft: true}"),
    ("unknown-status", "{speaker: berg, quote: Apples came, status: sure, draft: true}"),
    ("unknown-pool", "{speaker: reporter, quote: 14 stalls, slots: {n: {value: 14, pool: no}},\n"
     "    draft: true}"),
    ("expected-mapping", "{speaker: reporter, quote: with 14 stalls, slots: [a], draft: true}"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "claim"), CLAIMS, ids=lambda value: value[:60])
def test_what_is_wrong_with_a_draft_claim_is_information(write, code, claim):
    """Whoever asks about it is a draft too."""
    asking = "  what: {kind: shrot, claim: bad, stem: What?, key: x}"
    compiled = compile_deck(write(deck_of(claims=f"  bad: {claim}", questions=asking)))
    assert set(told(compiled)) >= {("info", code), ("info", "unknown-kind")}
    assert not compiled.problems
    assert compiled.build is not None


def test_a_finished_template_that_does_not_fit_a_draft_claim_blocks_nothing(write):
    """The place of the problem is the template's, and its cause is the claim's."""
    claims = (
        "  stalls: {speaker: reporter, quote: with 14 stalls, slots: {date: '14'}, draft: true}"
    )
    templates = "  t: {kind: short, stem: 'What is the date in the report?', key: '{date}'}"
    compiled = compile_deck(write(deck_of(claims, templates)))
    assert told(compiled) == [("info", "same-question")]
    assert compiled.build is not None
    assert [item.id for item in compiled.build.deck.items] == ["day.t", "when"]


def test_what_is_wrong_with_a_draft_template_is_information(write):
    templates = "  t: {kind: short, stem: 'What {colour}?', key: '{date}', draft: true}"
    compiled = compile_deck(write(deck_of(templates=templates)))
    assert told(compiled) == [("info", "unknown-slot")]
    assert compiled.build is not None


def test_a_draft_template_of_which_one_item_is_done_must_be_right(write):
    templates = "  t: {kind: short, stem: 'What {colour}?', key: '{date}', draft: true}"
    done = "  day.t: {draft: false}"
    compiled = compile_deck(write(deck_of(templates=templates, questions=done)))
    assert ("error", "unknown-slot") in told(compiled)
    assert compiled.build is None


def test_a_draft_amendment_of_a_finished_template_is_a_draft(write):
    templates = "  t: {kind: short, stem: 'What is the date?', key: '{date}'}"
    amended = "  day.t: {stem: 'What {colour}?', draft: true}"
    compiled = compile_deck(write(deck_of(templates=templates, questions=amended)))
    assert told(compiled) == [("info", "unknown-slot")]
    assert compiled.build is not None


def test_a_mistake_that_a_finished_item_shares_with_a_draft_is_an_error(write):
    claims = "  a: {speaker: reporter, quote: with 14 stalls, slots: {date: '14'}, draft: true}"
    templates = "  t: {kind: short, stem: 'Why “red planet”, {date}?', key: x}"
    compiled = compile_deck(write(deck_of(claims, templates)))
    assert told(compiled) == [("error", "invented-quotation")]


@pytest.mark.parametrize(
    ("code", "questions"),
    [
        pytest.param("duplicate-key", "  a: {kind: short, claim: day, stem: A?, key: x}\n"
                     "  a: {kind: short, claim: day, stem: B?, key: x, draft: true}", id="twice"),
        pytest.param("duplicate-key", "  a: {kind: short, claim: day, stem: A?, key: x,\n"
                     "    draft: true}\n  a: {kind: short, claim: day, stem: B?, key: x}",
                     id="then"),
        pytest.param("id-in-use", "  a: {kind: short, claim: day, stem: A?, key: x, was: [b]}\n"
                     "  b: {kind: short, claim: day, stem: B?, key: x, draft: true}", id="was"),
        pytest.param("id-in-use", "  a: {kind: short, claim: day, stem: A?, key: x, was: [b]}\n"
                     "  b: {kind: shrot, claim: day, stem: B?, key: x, draft: true}", id="broken"),
        pytest.param("unknown-key", "  a: {kind: short, claim: day, stem: A?, key: x, z: 1}\n"
                     "  b: {kind: short, claim: day, stem: B?, key: x, draft: true}", id="before"),
        pytest.param("unknown-key", "  b: {kind: short, claim: day, stem: B?, key: x,\n"
                     "    draft: true}\n  a: {kind: short, claim: day, stem: A?, key: x, z: 1}",
                     id="after"),
        pytest.param("unknown-key", "  a: {kind: short, claim: day, stem: A?, key: x, z: 1,\n"
                     "    draft: false}", id="draft: false"),
        pytest.param("expected-boolean", "  a: {kind: short, claim: day, stem: A?, key: x,\n"
                     "    draft: maybe}", id="draft: maybe"),
    ],
)  # fmt: skip
def test_what_is_no_draft_still_blocks(write, code, questions):
    compiled = compile_deck(write(deck_of(questions=questions)))
    assert ("error", code) in told(compiled)
    assert compiled.build is None


def test_an_enemy_may_be_a_draft_that_is_broken(write):
    questions = (
        "  a: {kind: short, claim: day, stem: A?, key: x, enemies: [b]}\n"
        "  b: {kind: shrot, claim: day, stem: B?, key: x, draft: true}"
    )
    compiled = compile_deck(write(deck_of(questions=questions)))
    assert told(compiled) == [("info", "unknown-kind")]


BROKEN = "  bad: {kind: shrot, claim: day, stem: Why?, key: x, draft: true}"


def test_a_quiz_that_lists_a_broken_draft_is_told_so(write):
    quizzes = "  t: {title: T, sections: [{items: [when, bad]}]}"
    compiled = compile_deck(write(deck_of(questions=BROKEN, quizzes=quizzes)))
    assert told(compiled) == [("error", "draft-in-quiz"), ("info", "unknown-kind")]


@pytest.mark.parametrize("kind", ["shrot", "short"])
def test_a_quiz_that_cannot_be_filled_is_told_so_whatever_is_wrong_with_drafts(write, kind):
    quizzes = "  t: {title: T, sections: [{draw: 2}]}"
    broken = BROKEN.replace("shrot", kind).replace("Why?", "'Why {?'")
    compiled = compile_deck(write(deck_of(questions=broken, quizzes=quizzes)))
    assert ("error", "cannot-fill") in told(compiled)


def test_a_syntax_error_in_a_draft_blocks(write):
    compiled = compile_deck(write(deck_of(questions='  bad: {draft: true, stem: "Why?}')))
    assert [each.severity for each in compiled.problems] == [Severity.ERROR]


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    return result


def test_check_lists_the_problems_of_drafts_and_counts_those_drafts(write):
    two = BROKEN + "\n  worse: {kind: short, claim: day, stem: 'Why {?', tags: a b, draft: true}"
    path = write(deck_of(questions=two))
    result = run("check", "--strict", str(path))
    assert f"{path}:12:15: info[unknown-kind]: unknown kind `shrot`" in result.stderr
    said = "1 deck, 1 item and 2 drafts: no problems but in 2 drafts, where they stop nothing"
    assert said in result.stdout


def test_build_leaves_out_broken_drafts_and_says_how_many_there_are(write):
    path = write(deck_of(questions=BROKEN))
    result = run("build", "--to", "json", str(path))
    assert result.stderr == ""
    said = "1 item: 1 short; 1 draft left out; problems in 1 draft: see quizgen check"
    assert said in result.stdout


def test_an_amendment_that_cannot_be_read_keeps_its_item_a_draft(write):
    """Else the item would go out as the template makes it."""
    templates = "  t: {kind: short, stem: 'What is the date?', key: '{date}'}"
    amended = "  day.t: {stem: 'Which?', quote: no such, draft: true}"
    compiled = compile_deck(write(deck_of(templates=templates, questions=amended)))
    assert told(compiled) == [("info", "quotation-not-found")]
    assert compiled.build is not None
    assert [item.id for item in compiled.build.deck.items] == ["when"]


def test_advice_on_a_draft_does_not_trip_the_strict(write):
    draft = "  a: {kind: short, claim: day, stem: W?, key: x, draft: true,\n"
    draft += "    lint: {allow: [nonsense]}}"
    path = write(deck_of(questions=draft))
    run("check", "--strict", str(path))
