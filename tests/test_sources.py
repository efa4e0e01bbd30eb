"""Several sources in one deck: each quotation is found in its text, and every outlet names it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from making import HEAD, Made, as_file, make_deck, try_deck
from msgspec.json import encode

from quizgen.interchange.compiled import read
from quizgen.interchange.fingerprint import edition
from quizgen.lint import lint
from quizgen.pages.as_text import as_card, as_prompt
from quizgen.pages.coverage import coverage_page, summary_lines, survey
from quizgen.project.compiled import Compiled, compile_deck
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import CompiledDeck
from quizgen.releases.draft import meaning
from quizgen.source.provenance import explain
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers._paper.quiz_paper import paper
from quizgen.writers.html import page

DECK = Path(__file__).parent / "projects/sources/decks/two-reports.yaml"

# What the deck says, read by hand.
CREDITS = [
    ("time", ["the report, in its own words, par. 1", "Ann Bell, in the letter, par. 1"]),
    ("minutes", ["Jo Marsh, quoted in the report, par. 2", "Ann Bell, in the letter, par. 1"]),
]


@cache
def compiled() -> Compiled:
    return compile_deck(DECK)


@pytest.mark.parametrize(("name", "credits_"), CREDITS)
def test_every_outlet_names_the_text(name: str, credits_: list[str]) -> None:
    build = compiled().build
    assert build is not None
    (item,) = (each for each in build.deck.items if each.id == name)
    explained = explain(item, build.deck, load_language("en"))
    assert [each.whose for each in explained.proofs] == credits_
    sheet = encode(key_sheet(build.deck, build.deck.forms[0]).content).decode()
    for credit in credits_:
        shown = credit[:1].upper() + credit[1:]
        assert shown in as_card(item, build.deck)
        assert credit in as_prompt(item, build.deck)
        assert shown in page(build, (item,)).decode()
        assert credit in sheet


def test_the_comparison_passes_with_advice() -> None:
    found = compiled()
    assert found.deck is not None
    assert found.expansion is not None
    assert found.build is not None
    assert found.problems == ()
    advice = lint(found.deck, found.expansion, found.build.deck.forms)
    assert {each.code for each in advice} <= {"rights-unknown"}


def test_a_compiled_deck_is_read_back() -> None:
    build = compiled().build
    assert build is not None
    found, problems = read(as_file(build), "deck.json")
    assert problems == []
    assert found is not None
    assert (found.about, found.items) == (build.about, build.deck.items)
    assert found.forms == build.deck.forms


def test_a_compiled_deck_that_quotes_an_unlisted_text_is_damaged() -> None:
    build = compiled().build
    assert build is not None
    content = as_file(build).replace(b'"source":"letter"', b'"source":"diary"')
    found, problems = read(content, "deck.json")
    assert found is not None
    assert found.items == ()
    assert {problem.code for problem in problems} == {"damaged-deck"}


def test_each_passage_has_the_name_and_the_numbers_of_its_text() -> None:
    build = compiled().build
    assert build is not None
    (form,) = build.deck.forms
    assert [(each.source, [number for number, _ in each.paragraphs]) for each in form.passages] == [
        ("report", [1, 2]),
        ("letter", [1]),
    ]
    headings = [each.heading for each in paper(build.deck, form, "Title").passages]
    assert headings == ["Read the text: the report", "Read the text: the letter"]


def test_coverage_counts_each_text_by_itself() -> None:
    found = compiled()
    assert found.deck is not None
    assert found.expansion is not None
    surveyed = survey(found.deck, found.expansion)
    assert [(each.sentence.place, len(each.items)) for each in surveyed.sentences] == [
        (("report", 1, 1), 1),
        (("report", 1, 2), 0),
        (("report", 2, 1), 1),
        (("letter", 1, 1), 1),
        (("letter", 1, 2), 1),
    ]
    assert "4 of 5 sentences of report.txt and letter.txt" in next(summary_lines(surveyed))
    shown = coverage_page(surveyed)
    assert shown.count('id="sentence-report-1-1"') == shown.count('id="sentence-letter-1-1"') == 1
    assert "The letter, par. 1" in shown


TWO = HEAD.replace(
    "source: {file: text.txt, as: the report}",
    "sources: {one: {file: one.txt, as: the diary}, two: {file: two.txt, as: the paper}}",
)
TEXTS = {
    "one.txt": b"The mill burned.\n\nIt rained at dawn.\n\nThe mill was old.",
    "two.txt": b"The mill burned.\n\nNobody was hurt.\n\nThe old mill stood in Mill Lane.",
}


def made(body: str, head: str = TWO) -> Made:
    return make_deck(body, head=head, files=TEXTS)


def tried(body: str, head: str = TWO) -> list[str]:
    return try_deck(body, head=head, files=TEXTS).codes


def question(quote: str, stem: str = "What happened?") -> str:
    return f"questions:\n  a: {{kind: short, quote: {quote}, stem: '{stem}', key: it}}\n"


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("It rained", ("one", 2)),
        ("Nobody was hurt", ("two", 2)),
        ("{quote: The mill burned, source: two}", ("two", 1)),
        ("The mill burned, source: one", ("one", 1)),
        ("{quote: mill, source: one, par: 3}", ("one", 3)),
        ("mill, par: 3, source: two", ("two", 3)),
        ("mill, par: 1", None),
        ("The mill burned", None),
        ("mill, source: one", None),
        ("It rained, source: two", None),
        ("{quote: It rained, source: two}, source: one", None),
        ("Nobody, par: 1", None),
    ],
)
def test_where_a_quotation_is_found(quote: str, place: tuple[str, int] | None) -> None:
    if place is None:
        assert tried(question(quote)) != []
    else:
        (piece,) = made(question(quote)).items["a"].evidence
        assert (piece.source, piece.paragraph) == place


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("What does {source.as} say?", "What does the paper say?"),
        ("Of {sources.one.as} and {sources.two.as}, ask.", "Of the diary and the paper, ask."),
    ],
)
def test_stems_name_any_text(stem: str, shown: str) -> None:
    quotes = "[Nobody was hurt, It rained]" if "one" in stem else "Nobody was hurt"
    assert made(question(quotes, stem)).stem("a") == shown


VOICES = (
    "[{quote: The mill was old, speaker: ann, told_by: bo}, {quote: Nobody was hurt, speaker: bo}]"
)


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("Ann in the diary and Bo in the paper say what?", []),
        ("Ann in the diary and Bo in the paper know what?", ["unattributed"]),
        ("Ann and Bo say what?", ["unattributed"]),
        ("Ann in the diary and Bo say what?", ["unattributed"]),
        ("Ann and Bo in the paper say what?", ["unattributed"]),
        ("The diary and the paper say what?", ["unattributed"]),
    ],
)
def test_a_comparison_names_every_text_and_voice(stem: str, codes: list[str]) -> None:
    speakers = "speakers: {ann: {name: Ann}, bo: {name: Bo}}\n"
    assert tried(speakers + question(VOICES, stem)) == codes


def test_advice_reads_each_text_in_its_own_language() -> None:
    files = {"one.txt": b"It rained.", "two.txt": "Это не слабость и страх.".encode()}
    found = {}
    for language in ("en", "ru"):
        head = TWO.replace("as: the paper", f"as: the paper, language: {language}")
        of_two = make_deck(question("слабость и страх"), head=head, files=files)
        assert of_two.deck is not None
        found[language] = [each.code for each in lint(of_two.deck, of_two.expansion, of_two.forms)]
    assert "cut-off-denial" not in found["en"]
    assert "cut-off-denial" in found["ru"]


def test_templates_name_any_text() -> None:
    body = """
claims:
  hurt: {quote: Nobody was hurt, slots: {who: Nobody}}
  rain: {quote: It rained at dawn, slots: {who: It}}
templates:
  who: {kind: short, for: {source: two}, stem: "Who, in {sources.two.as}, was?", key: "{who}"}
questions:
  dawn: {kind: short, claim: rain, stem: When did it rain?, key: at dawn}
quizzes:
  two: {title: T, sections: [{draw: 1, from: {source: two}}]}
  one: {title: T, passage: {two: [2], one: [3, 1]}, sections: [{draw: 1, from: {source: [one]}}]}
  all: {title: T, passage: source, sections: [{draw: 2}]}
"""
    found = made(body)
    assert found.items.keys() == {"hurt.who", "dawn"}
    assert [[each.item for each in form.placed] for form in found.forms[:2]] == [
        ["hurt.who"],
        ["dawn"],
    ]
    passages = [
        [(each.source, [number for number, _ in each.paragraphs]) for each in form.passages]
        for form in found.forms
    ]
    whole = [("one", [1, 2, 3]), ("two", [1, 2, 3])]
    assert passages == [[], [("two", [2]), ("one", [3, 1])], whole]


def test_what_is_released_changes_with_the_text_that_is_named() -> None:
    def of(head: str) -> str:
        found = made(question("Nobody was hurt"), head)
        assert found.deck is not None
        deck = CompiledDeck(format=2, about=found.deck.about, items=tuple(found.items.values()))
        return meaning(deck.items[0], deck)

    assert of(TWO) == of(TWO.replace("the diary", "the log"))
    assert of(TWO) != of(TWO.replace("the paper", "the daily"))


def test_an_edition_tells_passages_apart() -> None:
    def of(passage: str) -> str:
        quiz = f"quizzes: {{q: {{title: T, passage: {passage}, sections: [{{draw: 1}}]}}}}"
        found = made(question("Nobody was hurt") + quiz)
        assert found.deck is not None
        items = tuple(found.items.values())
        return edition(CompiledDeck(format=2, about=found.deck.about, items=items), found.forms[0])

    assert len({of(each) for each in ("{one: [1]}", "{two: [1]}", "[one]", "[one, two]")}) == 4


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        (TWO.replace("one.txt", "gone.txt"), ["source-not-found"]),
        (TWO.replace("{file: one.txt, as: the diary}", "{as: the diary}"), ["missing-key"]),
        (HEAD.replace("source: {file: text.txt, as: the report}\n", ""), ["missing-key"]),
        (TWO.replace("as: the paper", "as: the paper, speaker: bell"), ["unknown-speaker"]),
        (TWO.replace("as: the paper", "as: the paper, skip: [9]"), ["no-such-paragraph"]),
        (TWO.replace("as: the paper", "as: the paper, labels: {Q: reporter}"), ["unused-label"]),
    ],
)
def test_what_is_wrong_with_one_text_is_reported_once(head: str, codes: list[str]) -> None:
    found = tried(question("It rained at dawn", "When?"), head)
    assert [code for code in found if code != "no-evidence"] == codes
