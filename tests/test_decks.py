"""The decks of the tree: the speech's, and the small ones in Russian and Kazakh."""

from __future__ import annotations

from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from quizgen import kinds, registry
from quizgen.deck.written import template_of
from quizgen.diagnostics import Severity, as_text
from quizgen.lint import lint
from quizgen.pages.as_text import as_card, as_prompt
from quizgen.pages.coverage import survey
from quizgen.project.compiled import Compiled, compile_deck, duplicate_names
from quizgen.quiz.model import Status
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "decks" / "astana-think-tank-forum.yaml"
PHRASES = ROOT / "decks" / "speech-phrases.yaml"
SPEECH_SHA256 = "16c84c74373cc65109956ab3b24bce4610d9f2ec3dad6077fff856ab4096d312"
RUSSIAN = ROOT / "tests/projects/ru/decks/otkrytie-biblioteki.yaml"
KAZAKH = ROOT / "tests/projects/kk/decks/astana-think-tank-forum.yaml"
STATEMENTS = ("truefalse", "stated")  # kinds whose options need no reason each

DECKS = sorted(
    (*ROOT.glob("decks/*.yaml"), *ROOT.glob("tests/projects/*/decks/*.yaml")),
    key=lambda path: path.relative_to(ROOT).as_posix(),
)


@cache
def compiled(path: Path) -> Compiled:
    return compile_deck(path)


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_compiles_without_a_problem(path: Path) -> None:
    result = compiled(path)
    assert [f"{each.code}: {each.message}" for each in result.problems] == []
    assert result.build is not None


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_lint_warns_of_nothing(path: Path) -> None:
    result = compiled(path)
    assert result.deck is not None
    assert result.expansion is not None
    assert result.build is not None
    advice = lint(result.deck, result.expansion, result.build.deck.forms)
    assert [as_text(each) for each in advice if each.severity is Severity.WARNING] == []


def test_the_decks_named_here_are_among_them() -> None:
    assert {SPEECH, PHRASES, RUSSIAN, KAZAKH} <= set(DECKS)


def test_no_two_decks_share_a_name_or_a_uid() -> None:
    assert duplicate_names([compiled(path) for path in DECKS]) == []


def test_the_deck_on_the_speech_is_as_large_as_promised() -> None:
    result = compiled(SPEECH)
    assert result.deck is not None
    assert result.build is not None
    items = result.build.deck.items
    assert 88 <= len(items) <= 95
    assert len(SPEECH.read_text("utf-8").splitlines()) <= 9 * len(items)
    assert {item.kind for item in items} == set(registry.names(kinds))
    assert {form.quiz for form in result.build.deck.forms} == {
        "ten-minutes",
        "ten-minutes-easier",
        "ten-minutes-harder",
        "exam",
        "reading",
    }


def test_a_third_asks_for_words_a_third_for_their_sense_and_a_third_goes_beyond() -> None:
    build = compiled(SPEECH).build
    assert build is not None
    items = build.deck.items
    blooms = [item.bloom for item in items]
    assert blooms.count("remember") <= len(items) / 3
    assert blooms.count("understand") <= len(items) * 0.36
    assert len(blooms) - blooms.count("remember") - blooms.count("understand") >= len(items) * 0.3


def test_the_core_is_short_and_mostly_answered_without_options() -> None:
    build = compiled(SPEECH).build
    assert build is not None
    core = [item for item in build.deck.items if "core" in item.tags]
    assert 35 <= len(core) <= 45
    assert sum(item.kind in ("choice", "multiple") for item in core) <= len(core) / 4
    assert [item.id for item in core if item.kind == "open"] == []


def test_every_sentence_of_the_speech_is_asked_about_but_none_too_often() -> None:
    """Four rest on it alone; what compares it with others comes on top."""
    result = compiled(SPEECH)
    assert result.deck is not None
    assert result.expansion is not None
    surveyed = survey(result.deck, result.expansion).sentences
    assert [each.sentence.text for each in surveyed if not 3 <= len(each.items) <= 8] == []
    places = Counter(item.id for each in surveyed for item in each.items)
    alone = [
        (each.sentence.place, sum(places[item.id] == 1 for item in each.items)) for each in surveyed
    ]
    assert [each for each in alone if each[1] > 4] == []


def test_what_the_speaker_judges_is_marked_and_its_note_shows_with_every_answer() -> None:
    result = compiled(SPEECH)
    assert result.deck is not None
    assert result.build is not None
    claims = result.deck.claims.values()
    said_of_it = [each for each in claims if each.speaker and each.keys.topic == "settlement"]
    assert [each.id for each in said_of_it if each.status is not Status.DISPUTED] == ["chancellor"]
    disputed = [each for each in result.build.deck.items if each.status is Status.DISPUTED]
    assert len(disputed) > 25
    for item in disputed:
        note = "".join(plain(item.note).split())
        assert note
        for outlet in (as_card, as_prompt):
            shown = outlet(item, result.build.deck)
            assert note in "".join(shown.split()), (item.id, outlet.__name__)


@pytest.mark.parametrize("quiz", ["exam", "ten-minutes", "ten-minutes-harder"])
def test_a_paper_on_the_speech_is_answered_in_words_more_than_by_ticks(quiz: str) -> None:
    """Who has not read the report guesses a tick, and seldom a word."""
    build = compiled(SPEECH).build
    assert build is not None
    form = next(form for form in build.deck.forms if form.quiz == quiz)
    kind = {item.id: item.kind for item in build.deck.items}
    kinds_of_it = [kind[placed.item] for section in form.sections for placed in section.placed]
    assert kinds_of_it.count("stated") <= 3
    ticked = [each for each in kinds_of_it if each in ("stated", "choice", "multiple")]
    assert len(ticked) <= 4, kinds_of_it


def test_every_wrong_option_of_the_speech_has_a_reason_beside_it_or_below() -> None:
    """What is drawn from a pool has it below, in the rationale of the item."""
    build = compiled(SPEECH).build
    assert build is not None
    choices = [
        (item, item.response) for item in build.deck.items if isinstance(item.response, Choice)
    ]
    bare = [
        item.id
        for item, choice in choices
        if item.kind not in STATEMENTS and not item.rationale
        if any(not option.is_key and not option.rationale for option in choice.options)
    ]
    assert bare == []
    untrue = [
        item
        for item, choice in choices
        if item.kind in STATEMENTS and not choice.options[0].is_key
        if not item.rationale and not any(option.rationale for option in choice.options)
    ]
    assert [item.id for item in untrue] == []


def test_most_items_of_templates_are_whole_without_an_amendment() -> None:
    result = compiled(SPEECH)
    assert result.deck is not None
    assert result.build is not None
    made = [item.id for item in result.build.deck.items if template_of(item)]
    assert len([name for name in made if name not in result.deck.questions]) >= 40


def test_no_enemy_of_the_speech_is_written_that_is_found() -> None:
    result = compiled(SPEECH)
    assert result.expansion is not None
    found = result.expansion.enemies
    for item in result.expansion.items:
        assert [name for name in item.enemies if name in found.beside(item.id)] == []


@pytest.mark.parametrize(("path", "language"), [(RUSSIAN, "ru"), (KAZAKH, "kk")])
def test_a_deck_in_another_language_has_ten_items_and_a_quiz(path: Path, language: str) -> None:
    build = compiled(path).build
    assert build is not None
    assert build.about.language == language
    assert len(build.deck.items) == 10
    assert len({item.kind for item in build.deck.items}) >= 6
    assert build.deck.forms


def test_every_quotation_of_the_kazakh_deck_is_shown_with_a_translation() -> None:
    build = compiled(KAZAKH).build
    assert build is not None
    quotations = [each for item in build.deck.items for each in item.evidence]
    assert [each.quote for each in quotations if not each.translation] == []


@pytest.mark.parametrize("folder", [ROOT / "source", ROOT / "tests/projects/kk/source"])
def test_the_speech_is_there_word_for_word(folder: Path) -> None:
    content = (folder / "astana-think-tank-forum.txt").read_bytes()
    assert sha256(content).hexdigest() == SPEECH_SHA256
