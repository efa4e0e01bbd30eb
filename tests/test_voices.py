"""Whose words a quotation is: credited to its own voice, in every outlet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from making import HEAD, Made, as_file, make_deck, try_deck
from msgspec.json import encode

from quizgen.compiling.assemble import gathered
from quizgen.interchange.compiled import read
from quizgen.pages.as_text import as_card, as_prompt
from quizgen.project.compiled import Compiled, compile_deck
from quizgen.quiz.languages import load_language
from quizgen.quiz.layout import NOTHING_ASKED
from quizgen.quiz.model import Build, Status
from quizgen.source.provenance import explain
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers.html import page

DECKS = Path(__file__).parent / "projects/voices/decks"

# What the decks say, read by hand: deck, item, credits of its quotations.
CREDITS = [
    ("gettysburg", "forget", ["Lincoln, in the address"]),
    ("gettysburg", "perish", ["Lincoln, in the address"]),
    ("gettysburg", "consecrate", ["Lincoln, in the address"]),
    ("interview", "age", ["Mr. Evans, in the interview"]),
    ("interview", "dark", ["Mr. Evans, in the interview"]),
    ("interview", "first", ["the interviewer, in the interview"]),
    ("memoir", "asked", ["Lincoln, as told by Frederick Douglass"]),
    ("memoir", "who",
     ["Lincoln, as told by Frederick Douglass", "Frederick Douglass, in the memoir"]),
]  # fmt: skip


@cache
def compiled(name: str) -> Compiled:
    return compile_deck(DECKS / f"{name}.yaml", printing=NOTHING_ASKED)


def built(name: str) -> Build:
    build = compiled(name).build
    assert build is not None
    return build


@pytest.mark.parametrize(("deck", "name", "credits_"), CREDITS, ids=lambda value: str(value)[:30])
def test_every_quotation_is_credited_to_its_own_voice(
    deck: str, name: str, credits_: list[str]
) -> None:
    build = built(deck)
    (item,) = (each for each in build.deck.items if each.id == name)
    explained = explain(item, build.deck, load_language("en"))
    assert [each.voice for each in explained.proofs] == credits_
    sheet = encode(key_sheet(build.deck, build.deck.forms[0]).content).decode()
    for credit in credits_:
        shown = credit[:1].upper() + credit[1:]
        assert shown in as_card(item, build.deck)
        assert credit in as_prompt(item, build.deck).replace("\n", " ")
        assert shown in page(build, (item,)).decode()
        assert credit in sheet


def test_the_list_has_every_item() -> None:
    items = [(deck, item.id) for deck in ("gettysburg", "interview", "memoir")
             for item in built(deck).deck.items]  # fmt: skip
    assert items == [(deck, name) for deck, name, _ in CREDITS]


@pytest.mark.parametrize("deck", ["gettysburg", "interview", "memoir"])
def test_a_compiled_deck_is_read_back(deck: str) -> None:
    found, problems = read(as_file(built(deck)), "deck.json")
    assert problems == []
    assert found is not None
    assert (found.items, found.forms) == (built(deck).deck.items, built(deck).deck.forms)


def test_a_label_is_printed_and_is_no_part_of_the_text() -> None:
    body = (DECKS / "interview.yaml").read_text("utf-8")
    quizzes = "quizzes: {one: {title: One, passage: source, sections: [{draw: 1}]}}\n"
    source = (DECKS.parent / "source/interview.txt").read_bytes()
    made = make_deck(body + quizzes, head="", files={"interview.txt": source})
    passage = made.forms[0].passage
    assert passage is not None
    assert [text[:12] for _, text in passage.paragraphs] == [
        "Q: How old w", "MR. EVANS: I", "It was dark ", "Q: Were you ", "MR. EVANS: M",
    ]  # fmt: skip
    assert made.items["age"].evidence[0].context == "I went into the mill when I was nine."
    with_label = body.replace("quote: I went into", "quote: MR. EVANS I went into")
    found = try_deck(with_label, head="", files={"interview.txt": source}).codes
    assert "quotation-not-found" in found


# --- Who speaks -----------------------------------------------------------------------------------

MEMOIR = """\
I got in all the same. “Here comes my friend,” the President said. He said that he was glad.

[The editor dates this to March 1865.]
"""
SPEAKERS = """
speakers:
  douglass: {name: Frederick Douglass, aka: [Douglass]}
  lincoln: {name: Lincoln, aka: [the President]}
  stanton: {name: Stanton}
"""
HIS = HEAD.replace("as: the report", "as: the memoir, speaker: douglass")
STEM = "What do Douglass, Lincoln and Stanton say in the memoir?"


def asked(quotation: str, head: str = HIS, stem: str = STEM, more: str = "") -> Made:
    question = f"kind: open, quote: {quotation}, stem: {stem!r}, key: X{more}"
    return try_deck(f"{SPEAKERS}questions: {{q: {{{question}}}}}\n", MEMOIR, head)


def credit(made: Made) -> str:
    assert [code for code in made.codes if code != "unattributed"] == []
    assert made.deck is not None
    deck = gathered(made.deck, tuple(made.items.values()))
    return explain(made.items["q"], deck, load_language("en")).proofs[0].voice


@pytest.mark.parametrize(
    ("quotation", "said", "is_direct"),
    [
        ("I got in all the same", "Frederick Douglass, in the memoir", True),
        ("{quote: Here comes my friend, speaker: lincoln}",
         "Lincoln, as told by Frederick Douglass", True),
        ("{quote: he was glad, speaker: lincoln}", "Lincoln, as told by Frederick Douglass", False),
        ("{quote: he was glad, speaker: lincoln, told_by: stanton}",
         "Lincoln, as told by Stanton", False),
        ("{quote: The editor dates this, speaker: reporter}",
         "the memoir, the editor’s words", False),
        ("{quote: I got in all the same, told_by: stanton}",
         "Frederick Douglass, as told by Stanton", True),
    ],
)  # fmt: skip
def test_in_a_source_with_a_speaker(quotation: str, said: str, is_direct: bool) -> None:
    made = asked(quotation)
    assert credit(made) == said
    assert made.items["q"].evidence[0].is_direct is is_direct


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("{quote: Here comes my friend, speaker: lincoln}", "Lincoln, quoted in the report"),
        ("{quote: Here comes my friend, speaker: lincoln, told_by: douglass}",
         "Lincoln, as told by Frederick Douglass"),
        ("{quote: he was glad, speaker: lincoln}", "Lincoln, reported in the report"),
        ("I got in all the same", "the report, in its own words"),
        ("{quote: I got in all the same, told_by: stanton}", "the report, as told by Stanton"),
    ],
)  # fmt: skip
def test_in_a_report(quotation: str, said: str) -> None:
    assert credit(asked(quotation, HEAD, STEM.replace("memoir", "report"))) == said


NESTED = """\
“The reeve told us, ‘Go home,’ and we went,” Anna Berg said. “That was in May.

“In June she said that the mill was closed,” Berg went on. “Nobody told us why.”
"""
ANNA = "speakers: {anna: {name: Anna Berg, aka: [Berg]}, reeve: {name: the reeve}}\n"


@pytest.mark.parametrize(
    ("quotation", "said", "is_direct"),
    [
        ("{quote: Go home, speaker: reeve, told_by: anna}",
         "the reeve, as told by Anna Berg", True),
        ("{quote: the mill was closed, speaker: reeve, told_by: anna}",
         "the reeve, as told by Anna Berg", True),
        ("{quote: In June she said that the mill was closed, speaker: anna}",
         "Anna Berg, quoted in the report", True),
        ("{quote: That was in May, speaker: anna}", "Anna Berg, quoted in the report", True),
    ],
)  # fmt: skip
def test_marks_within_marks_and_over_paragraphs(quotation: str, said: str, is_direct: bool) -> None:
    question = f"kind: open, quote: {quotation}, stem: What do Anna Berg and the reeve say?, key: X"
    made = try_deck(f"{ANNA}questions: {{q: {{{question}}}}}\n", NESTED)
    assert credit(made) == said
    assert made.items["q"].evidence[0].is_direct is is_direct


def test_the_question_speaks_for_quotations_that_do_not() -> None:
    quotations = "[Here comes my friend, {quote: I got in all the same, speaker: douglass}]"
    item = asked(quotations, more=", speaker: lincoln").items["q"]
    voices = [item.voice_of(each) for each in item.evidence]
    assert [each.speaker for each in voices] == ["lincoln", "douglass"]


def test_what_several_say_is_an_opinion_of_the_source() -> None:
    build = built("memoir")
    asked_, who = build.deck.items
    english = load_language("en")
    assert (asked_.status, who.status) == (Status.OPINION, Status.OPINION)
    told = "The question asks what Frederick Douglass says that Lincoln said,"
    assert explain(asked_, build.deck, english).opinion.startswith(told)
    several = explain(who, build.deck, english).opinion
    assert several.startswith("The question asks what the memoir said,")


def test_the_teller_is_a_placeholder_with_forms() -> None:
    made = make_deck(
        SPEAKERS.replace("aka: [Douglass]", "aka: [Douglass], forms: {of: of Douglass}")
        + "questions: {q: {kind: open, quote: {quote: Here comes my friend, speaker: lincoln},"
        " stem: 'What, in the words {teller.of}, did {speaker} say?', key: X}}\n",
        MEMOIR,
        HIS,
    )
    assert made.stem("q") == "What, in the words of Douglass, did Lincoln say?"
    nobody = asked("I got in all the same", stem="What did {speaker} say, as {teller} tells?")
    assert nobody.codes == ["unknown-slot"]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_credit_has_words(language: str) -> None:
    told = load_language(language).say("common.told", speaker="AA", teller="BB")
    assert told.index("AA") < told.index("BB")
    for word in ("in-person", "editor", "opinion-told"):
        assert load_language(language).say(f"common.{word}", source="CC", speaker="AA", teller="BB")
