"""Marking points that say what each is worth, and what an item is worth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HEAD, Made, as_build, as_file, make_deck, replace, try_deck
from msgspec.json import encode

from quizgen.__main__ import cli
from quizgen.interchange.compiled import read
from quizgen.interchange.fingerprint import edition, key_hash
from quizgen.pages.as_text import as_card, as_handout
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Build
from quizgen.quiz.notation import marking_points
from quizgen.quiz.responses import Open
from quizgen.quiz.rich import plain
from quizgen.releases.draft import meaning
from quizgen.writers._paper.answer_key import feedback_sheet, key_sheet
from quizgen.writers._paper.quiz_paper import paper, quiz_sheet
from quizgen.writers._paper.records import AnswerKey, KeyNote, Sheet
from quizgen.writers.html import page

NO_SOURCE = HEAD.replace("{file: text.txt, as: the report}", "none")
EXAMPLE = """\
quizgen: 1
deck: no-source
uid: capitals00
title: Five questions
language: en
source: none
questions:
  italy: {kind: choice, stem: "What is the capital of Italy?", key: Rome, distractors: [Bari, Pisa]}
  hamlet: {kind: short, stem: "Who wrote “Hamlet”?", key: William Shakespeare, match: name}
  boil: {kind: truefalse, stem: "At sea level, water boils at 100 °C.", key: true}
  months: {kind: numeric, stem: "How many months have 31 days?", key: 7}
  leaves:
    kind: open
    stem: Why do leaves turn yellow in autumn?
    key: Chlorophyll breaks down, and other pigments show.
    marking: {chlorophyll breaks down: 1, other pigments show: 1}
"""


def asked(keys: str, kind: str = "open", key: str = "key: Because.") -> str:
    return f"questions:\n  why: {{kind: {kind}, stem: Why so?, {key}, {keys}}}\n"


def made_of(body: str, language: str = "en") -> Made:
    return make_deck(body, head=NO_SOURCE.replace("language: en", f"language: {language}"))


def built(made: Made) -> Build:
    assert made.deck is not None
    return as_build(made.deck.about, tuple(made.items.values()), made.forms, 1_700_000_000)


# --- What an item is worth ---------------------------------------------------------------

QUIZ = "quizzes: {z: {title: Z, sections: [{items: [why], points: 5}]}}\n"


@pytest.mark.parametrize(
    ("keys", "rest", "points"),
    [
        ("lines: 3", "", 1),
        ("lines: 3", "defaults: {points: 4}\n", 4),
        ("lines: 3", QUIZ, 5),
        ("marking: [one, two]", QUIZ, 5),
        ("marking: {one: 1, two: 0.5}", QUIZ, 1.5),
        ("marking: {one: 0.1, two: 0.2}", QUIZ, 0.3),
        ("marking: {one: 0}", QUIZ, 0),
        ("marking: [one, two], points: 3", QUIZ, 3),
        ("marking: {one: 1, two: 2}, points: 3.0", QUIZ, 3),
        ("points: 0", QUIZ, 0),
    ],
)
def test_the_nearest_word_on_points_counts(keys: str, rest: str, points: float) -> None:
    (form,) = made_of(asked(keys) + rest).forms
    assert [placed.points for placed in form.placed] == [points]


def test_any_kind_of_item_can_say_what_it_is_worth() -> None:
    made = made_of(asked("points: 2.5", "short") + QUIZ)
    assert made.forms[0].points == 2.5
    assert "(2.5 points)" in as_handout(made.items["why"], built(made).deck)


def test_a_template_says_it_for_its_items_and_an_amendment_for_one() -> None:
    made = make_deck("""
claims:
  may: {quote: on May 3, slots: {day: May 3}}
  april: {quote: with 14 stalls, slots: {day: "14"}}
templates:
  told: {kind: open, stem: "What of {day}?", key: "{day}", marking: {"names {day}": 2, more: 1}}
questions:
  april.told: {marking: {"says {day}": 4}}
""")
    responses = [made.items[name].response for name in ("may.told", "april.told")]
    assert [each.points for each in responses if isinstance(each, Open)] == [
        (("names May 3",), ("more",)),
        (("says 14",),),
    ]
    assert [placed.points for placed in made.forms[0].placed] == [3, 4]


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ("marking: {a: 1, b: 1}, points: 3", "points-disagree", "says 3, and"),
        ("marking: {a: 0.5, b: 1}, points: 10", "points-disagree", "adds up to 1.5 points"),
        ("marking: {a: 1}, points: 0", "points-disagree", "adds up to 1 point"),
        ("marking: {a: -1}", "expected-number", "-1"),
        ("marking: {a: NaN}", "expected-number", "NaN"),
        ("marking: {a: [1]}", "expected-number", "a list"),
        ("marking: {a: 1, a: 1}", "duplicate-key", "`a`"),
        ('marking: {"": 1}', "empty", "no text"),
        ("marking: []", "too-few", "empty"),
        ("marking: a", "expected-list", "a list"),
        ('marking: {"names {day}": 1}', "unknown-slot", "{day}"),
        ("marking: {a: 1}, points: [b]", "expected-number", "a list"),
        ("points: many", "expected-number", "many"),
    ],
)
def test_what_cannot_be_meant_is_said(keys: str, code: str, said: str) -> None:
    (problem,) = try_deck(asked(keys), head=NO_SOURCE).problems
    assert problem.code == code
    assert said in problem.message


def test_a_list_at_points_is_read_under_its_new_name() -> None:
    old = try_deck(asked("points: [one, two]"), head=NO_SOURCE)
    assert old.codes == ["renamed-key"]
    assert old.items == made_of(asked("marking: [one, two]")).items


# --- Where they are shown ----------------------------------------------------------------

WORTH = {
    "en": ("one (0.5 points)", "two (1 point)"),
    "ru": ("one (0,5 балла)", "two (1 балл)"),
    "kk": ("one (0,5 ұпай)", "two (1 ұпай)"),
}


@pytest.mark.parametrize("language", WORTH)
def test_every_outlet_shows_what_each_is_worth(language: str, tmp_path: Path) -> None:
    made = made_of(asked("marking: {one: 0.5, two: 1}"), language)
    build, (form,) = built(made), made.forms
    card = as_card(made.items["why"], build.deck)
    web = page(build, build.deck.items).decode()
    key = marked_on(key_sheet(build.deck, form))
    told, answered = studied(as_file(build), tmp_path)
    for words in WORTH[language]:
        for shown in (card, web, key, told, answered):
            assert words in shown
    for sheet in (quiz_sheet, feedback_sheet):
        assert "(0" not in encode(sheet(build.deck, form).content).decode()


def marked_on(key: Sheet) -> str:
    """The marking points of the only question, as the key has them."""
    assert isinstance(key.content, AnswerKey)
    (entry,) = key.content.sections[0].entries
    marking = entry.remarks[0]
    assert isinstance(marking, KeyNote)
    return "; ".join(plain(part.content) for part in marking.parts)


def studied(deck: bytes, folder: Path) -> tuple[str, str]:
    """What the self-test says before the learner judges, in words and in JSON."""
    file = folder / "deck.json"
    file.write_bytes(deck)
    typed, lines = (
        CliRunner().invoke(
            cli, ["study", str(file), "--db", str(folder / name), *options], input=given
        )
        for name, options, given in (
            ("a.sqlite", (), "text\ny\n"),
            ("b.sqlite", ("--json",), '{"command": "show"}\n'),
        )
    )
    as_json = [json.loads(line) for line in lines.stdout.splitlines()]
    return " ".join(typed.stdout.split()), json.dumps(as_json, ensure_ascii=False)


def test_a_list_shows_no_points() -> None:
    made = made_of(asked("marking: [one, two]"))
    response = made.items["why"].response
    assert isinstance(response, Open)
    assert marking_points(response, load_language("en")) == (("one",), ("two",))


# --- What is kept outside the program ----------------------------------------------------


def test_only_decks_that_say_it_are_hashed_with_it() -> None:
    plain, worth = (made_of(asked(f"marking: {each}")) for each in ("[a, b]", "{a: 1, b: 1}"))
    old, new = built(plain), built(worth)
    (before,), (now,) = old.deck.items, new.deck.items
    assert key_hash(before.response) == key_hash(now.response)
    assert meaning(before, old.deck) != meaning(now, new.deck)
    assert edition(old.deck, old.deck.forms[0]) != edition(new.deck, new.deck.forms[0])
    assert b"worths" not in as_file(old)
    assert meaning(replace(now, points=7), new.deck) == meaning(now, new.deck)


def test_the_compiled_deck_is_read_back_and_held_against_its_model() -> None:
    file = as_file(built(made_of(asked("marking: {one: 0.5, two: 1}"))))
    found, problems = read(file, "deck.json")
    assert found is not None
    assert (problems, found.items[0].points) == ([], 1.5)
    for damage in (b"[0.5]", b"[0.5,-1]", b"[0.5,null]"):
        _, problems = read(file.replace(b"[0.5,1.0]", damage), "deck.json")
        assert {each.code for each in problems} == {"damaged-deck"}


# --- The example -------------------------------------------------------------------------


def test_the_example_builds_everything_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    deck = tmp_path / "decks/no-source.yaml"
    deck.write_text(EXAMPLE, "utf-8")
    for command in (["check", "--strict"], ["build", "--to", "json"]):
        result = CliRunner().invoke(cli, [*command, str(deck)])
        assert result.exit_code == 0, result.output


def test_no_box_for_points_stands_beside_what_is_worth_none() -> None:
    rest = QUIZ.replace("items: [why]", "items: [why, how]")
    made = made_of(asked("points: 0") + "  how: {kind: open, stem: How?, key: So.}\n" + rest)
    printed = paper(built(made).deck, made.forms[0], "T")
    assert [each.worth for each in printed.sections[0].questions] == ["", "5"]
    assert printed.sections[0].worth == "5"
    made = made_of(asked("points: 0") + QUIZ)
    assert paper(built(made).deck, made.forms[0], "T").sections[0].worth == ""
