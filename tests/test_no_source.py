"""Questions that rest on no text: nothing is held against one, and cards and keys say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HEAD, Made, as_build, as_file, make_deck, try_deck
from msgspec.json import encode

from quizgen import writers
from quizgen.__main__ import cli
from quizgen.interchange.compiled import read
from quizgen.interchange.fingerprint import edition
from quizgen.pages.as_text import as_card, as_prompt
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Build, Status
from quizgen.registry import load
from quizgen.writers import File, Writer
from quizgen.writers._paper.answer_key import feedback_sheet, key_sheet
from quizgen.writers.anki.notes import description
from quizgen.writers.html import page

NONE = HEAD.replace("{file: text.txt, as: the report}", "none")
QUESTIONS = """
questions:
  italy: {kind: choice, stem: "What is the capital of Italy?", key: Rome, distractors: [Bari, Pisa]}
  hamlet: {kind: short, stem: "Who wrote “Hamlet”?", key: William Shakespeare, note: About 1600.}
"""
WORDS = {
    "en": "Rests on no text.",
    "ru": "Не опирается ни на какой текст.",
    "kk": "Ешбір мәтінге сүйенбейді.",
}


def built(made: Made) -> Build:
    assert made.deck is not None
    return as_build(made.deck.about, tuple(made.items.values()), made.forms, 1_700_000_000)


def test_a_deck_may_have_no_source() -> None:
    """Words in quotation marks are nobody's there, and need not stand anywhere."""
    made = make_deck(QUESTIONS, head=NONE)
    assert {(item.evidence, item.speaker, item.status) for item in made.items.values()} == {
        ((), "", Status.FACT)
    }


def test_one_question_may_have_no_source() -> None:
    questions = QUESTIONS.replace("note:", "source: none, note:").replace(
        "distractors:", "quote: The market, distractors:"
    )
    made = make_deck(questions)
    assert [len(item.evidence) for item in made.items.values()] == [1, 0]


def test_the_other_questions_are_still_held_against_the_source() -> None:
    other = "  who: {kind: short, quote: The market, stem: “Hamlet” is what?, key: X}\n"
    assert (
        "invented-quotation"
        in try_deck(QUESTIONS.replace("stem:", "source: none, stem:") + other).codes
    )


@pytest.mark.parametrize("language", WORDS)
def test_cards_and_keys_say_so_and_pupils_are_not_told_each_time(language: str) -> None:
    made = make_deck(QUESTIONS, head=NONE.replace("language: en", f"language: {language}"))
    build, words = built(made), WORDS[language]
    (form,) = made.forms
    for item in made.items.values():
        assert words in as_card(item, build.deck)
        assert words not in as_prompt(item, build.deck)  # `study` would say it each time
    shown = page(build, build.deck.items).decode()
    assert shown.count(words) == 3  # each question, and the page
    texts = encode(key_sheet(build.deck, form).content).decode()
    assert texts.count(words) == 1  # of the whole sheet
    assert words not in encode(feedback_sheet(build.deck, form).content).decode()
    assert words in description(build, load_language(language))


def test_a_key_without_evidence_promises_none() -> None:
    made = make_deck(QUESTIONS, head=NONE)
    assert "then their questions" in key_sheet(built(made).deck, made.forms[0]).advice


@pytest.mark.parametrize(
    ("more", "promised"),
    [
        ("", "the right answers."),
        (", rationale: She said so.", "the right answers and why."),
        (", distractors: {Bob: He was away.}", "the right answers and why."),
    ],
)
def test_a_feedback_sheet_without_reasons_promises_none(more: str, promised: str) -> None:
    kind = "choice" if "distractors" in more else "short"
    text = f"questions: {{q: {{kind: {kind}, stem: Who?, key: Ann{more}}}}}\n"
    made = make_deck(text, head=NONE)
    assert feedback_sheet(built(made).deck, made.forms[0]).advice.endswith(promised)


def test_a_sheet_names_the_only_question_that_rests_on_no_text() -> None:
    """It also says which papers it belongs to."""
    text = "questions: {q: {kind: short, quote: on May 3, stem: Which?, key: May}, "
    made = make_deck(text + "r: {kind: short, source: none, stem: Who?, key: Ann}}\n")
    (form,) = made.forms
    sheet = key_sheet(built(made).deck, form)
    assert "then their evidence" in sheet.advice
    texts = encode(sheet.content).decode()
    (number,) = (str(placed.number) for placed in form.placed if placed.item == "r")
    assert f"{number}: {WORDS['en']}" in texts
    assert f"Only for papers marked {edition(built(made).deck, form)}." in texts
    feedback = encode(feedback_sheet(built(made).deck, form).content).decode()
    assert WORDS["en"] not in feedback


def test_what_rests_on_a_text_does_not_say_so() -> None:
    made = make_deck("questions: {q: {kind: short, quote: on May 3, stem: Which?, key: May}}\n")
    build = built(made)
    assert WORDS["en"] not in as_card(made.items["q"], build.deck)
    assert WORDS["en"] not in page(build, build.deck.items).decode()


def test_the_compiled_deck_is_read_back() -> None:
    build = built(make_deck(QUESTIONS, head=NONE))
    found, problems = read(as_file(build), "deck.json")
    assert problems == []
    assert found is not None
    assert (found.about, found.items) == (build.deck.about, build.deck.items)


def test_commands_take_a_deck_without_a_source(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    deck = tmp_path / "decks/test.yaml"
    deck.write_text(NONE + QUESTIONS, "utf-8")
    for command in (
        ["check", "--strict"],
        ["build"],
        ["coverage"],
        ["stats"],
        ["preview"],
    ):
        result = CliRunner().invoke(cli, [*command, str(deck)], prog_name="quizgen")
        assert result.exit_code == 0, result.output
        assert "(0%)" not in result.output


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("none", []),
        ("None", ["expected-mapping"]),
        ("text.txt", ["expected-mapping"]),
        ("", ["expected-mapping"]),
        ("{file: none}", ["source-not-found"]),
    ],
)
def test_none_is_a_word_of_its_own(source: str, codes: list[str]) -> None:
    made = try_deck(QUESTIONS, head=NONE.replace("source: none", f"source: {source}"))
    assert [code for code in made.codes if code != "no-evidence"] == codes


def test_a_question_names_no_other_source() -> None:
    codes = try_deck(QUESTIONS.replace("stem:", "source: report, stem:")).codes
    assert codes == ["unknown-source", "unknown-source"]


@pytest.mark.parametrize("form", ["csv", "gift"])
def test_an_exported_question_has_no_such_feedback(form: str, tmp_path: Path) -> None:
    """Another import would take it for the author's explanation."""
    writer: Writer = load(writers, form)
    made = built(make_deck(QUESTIONS, head=NONE))
    files = [each for each in writer.write(made, tmp_path) if isinstance(each, File)]
    assert files
    assert all(WORDS["en"].encode() not in each.content for each in files)
