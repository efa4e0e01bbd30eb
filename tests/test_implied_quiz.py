"""A deck that names no quiz has one: all its questions, as if it listed them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HEAD, SOURCE, make_deck, replace, try_deck
from studying import run_here, words

from quizgen.__main__ import cli
from quizgen.project.compiled import compile_deck
from quizgen.quiz.layout import NOTHING_PRINTED, QuizzesSeen
from quizgen.quiz.model import Form

DECK = """
speakers: {anna: {name: Anna Berg}}
defaults: {speaker: reporter, points: 1}
claims: {peace: {speaker: anna, quote: trade needs peace, slots: {need: peace}}}
templates: {told: {kind: open, stem: What did {speaker} say that trade needs?, key: "{need}"}}
questions:
  stalls: {kind: numeric, quote: with 14 stalls, stem: How many stalls were there?, key: 14}
  day: {kind: choice, quote: on May 3, stem: When was it?, key: May 3, distractors: [May 1, May 2]}
  card: {kind: short, quote: on May 3, stem: Which day?, key: May 3, use: [anki, study]}
  later: {kind: short, quote: on May 3, stem: Which month?, key: May, draft: true}
""".replace("What did {speaker}", '"What did {speaker}').replace("needs?, key", 'needs?", key')


def a_project(tmp_path: Path) -> Path:
    for folder in ("decks", "source"):
        (tmp_path / folder).mkdir()
    (tmp_path / "source/text.txt").write_text(SOURCE, "utf-8")
    deck = tmp_path / "decks/test.yaml"
    deck.write_text(HEAD + DECK, "utf-8")
    return deck


def asked(form: Form) -> list[str]:
    return [placed.item for placed in form.placed]


def test_it_has_all_questions_in_the_order_of_the_file() -> None:
    (form,) = make_deck(DECK).forms
    assert (form.quiz, form.letter, form.title) == ("quiz", "A", "A test")
    assert asked(form) == ["peace.told", "stalls", "day"]


def test_it_is_the_quiz_that_lists_them_all() -> None:
    listed = "quizzes: {quiz: {title: A test, sections: [{items: [peace.told, stalls, day]}]}}\n"
    assert make_deck(DECK + listed).forms == make_deck(DECK).forms


def test_it_is_made_only_where_somebody_sees_it(tmp_path: Path) -> None:
    deck = a_project(tmp_path)
    seen = replace(NOTHING_PRINTED, shown=QuizzesSeen.ALL)
    for printing, made in (
        (NOTHING_PRINTED, 0),
        (replace(seen, shown=QuizzesSeen.NONE), 0),
        (seen, 1),
    ):
        build = compile_deck(deck, printing=printing).build
        assert build is not None
        assert len(build.deck.forms) == made


def test_it_can_be_taken_as_an_exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session before it keeps the deck without that quiz, and one after it finds its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    deck = a_project(tmp_path)
    for options, many in (((), 3), (("--exam", "quiz"), 3)) * 2:
        shown = words(run_here(tmp_path, deck, "/quit\ny\n", *options).stdout)
        assert f"1 of {many}" in shown
    refused = run_here(tmp_path, deck, "", "--exam", "other")
    assert b"the deck has no quiz `other`" in refused.stderr


def test_points_and_layout_are_the_deck_s() -> None:
    (form,) = make_deck(DECK.replace("points: 1", "points: 2") + "layout: {columns: 2}\n").forms
    assert form.points == 6
    assert form.layout.columns == 2


def test_enemies_stand_in_it() -> None:
    (form,) = make_deck(DECK.replace("key: 14", "key: 14, enemies: [day]")).forms
    assert asked(form) == ["peace.told", "stalls", "day"]


@pytest.mark.parametrize(
    "body",
    [
        "questions: {q: {kind: short, quote: on May 3, stem: When?, key: May, draft: true}}\n",
        "questions: {q: {kind: short, quote: on May 3, stem: When?, key: May, use: [anki]}}\n",
        "claims: {c: {quote: on May 3}}\n",
    ],
)
def test_a_quiz_of_nothing_is_not_made(body: str) -> None:
    assert try_deck(body).forms == ()


def test_quizzes_that_cannot_be_read_are_not_replaced() -> None:
    made = try_deck(DECK + "quizzes: [one]\n")
    assert made.codes == ["expected-mapping"]
    assert made.forms == ()


def test_no_advice_is_given_on_it(tmp_path: Path) -> None:
    """All its questions together give much away; that is no author's choice."""
    deck = a_project(tmp_path)
    hint = (
        "  hint: {kind: open, quote: with 14 stalls, stem: What did the 14 stalls sell?, key: X}\n"
    )
    deck.write_text(HEAD + DECK + hint, "utf-8")
    result = CliRunner().invoke(cli, ["check", str(deck)], prog_name="quizgen")
    assert "listed-enemies" not in result.output
    result = CliRunner().invoke(cli, ["build", str(deck), "--to", "pdf"], prog_name="quizgen")
    made = sorted(path.name for path in (tmp_path / "dist/test").glob("*.pdf"))
    assert made == [
        "test-quiz-a-feedback.pdf",
        "test-quiz-a-key.pdf",
        "test-quiz-a.pdf",
        "test-quiz-grid.pdf",
    ]
