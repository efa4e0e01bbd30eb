"""Decks on texts of many kinds: whose words each quotation is was read by hand, and is said alike
in every outlet."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from msgspec.json import encode

from quizgen.__main__ import cli
from quizgen.pages.as_text import as_card, as_prompt
from quizgen.project.compiled import compile_deck
from quizgen.quiz.languages import load_language
from quizgen.quiz.layout import NOTHING_ASKED
from quizgen.quiz.model import Build
from quizgen.source.provenance import explain
from quizgen.writers import File
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers.docx import write as write_docx
from quizgen.writers.html import page

DECKS = Path(__file__).parent / "projects/texts/decks"
NAMES = sorted(path.stem for path in DECKS.glob("*.yaml"))

VANE, ORME = "Mr. Vane, as told by Tom", "Mrs. Orme, as told by Tom"
HALE, BECK = "Hale, in the essay", "Ruth Beck, as told by Hale"
POEM, ABOU = "the poem, in its own words", "Abou Ben Adhem, quoted in the poem"
ANGEL = "the angel, quoted in the poem"
BERICHT, WEISS = "der Bericht, in its own words", "Jörg Weiß, quoted in der Bericht"
GROSS = "Anna Groß, quoted in der Bericht"
GAON, RAM = "रिपोर्ट, in its own words", "राम सिंह, quoted in रिपोर्ट"

LINCOLN, ASKER = "Lincoln, in the address", "the interviewer, in the interview"
EVANS, MRS = "Mr. Evans, in the interview", "Mrs. Evans, in the interview"
MOTHER, PRATT = (
    "Mr. Evans’s mother, as told by Mr. Evans",
    "the overseer Pratt, as told by Mr. Evans",
)
GAZETTE, HOBB = "the Gazette, in its own words", "Jim Hobb, in the diary"
AMOS, TULL = "Ruth Amos, quoted in the Gazette", "old Tull, as told by Jim Hobb, the diary"

CREDITS = {
    "address": {
        **{name: [LINCOLN] for name in ("fathers", "years", "created", "testing", "field")},
        **{name: [LINCOLN] for name in ("hallow", "unfinished")},
        "order": [LINCOLN, LINCOLN, LINCOLN, LINCOLN],
    },
    "mill": {
        "first": [ASKER],
        "told": [MOTHER],
        "frame": [PRATT],
        **{name: [EVANS] for name in ("cry", "dark")},
        **{name: [MRS] for name in ("struck", "paid")},
        "who": [MOTHER, PRATT, EVANS, MRS, ASKER],
    },
    "two-texts": {
        "closed": [GAZETTE],
        "crack": [AMOS],
        "first": [HOBB],
        "shout": [TULL],
        **{name: [GAZETTE, HOBB] for name in ("lorries", "differ")},
        "who": [AMOS, TULL, HOBB],
    },
    "letter": {
        "row": ["Tom, in the letter"],
        "cost": [VANE],
        "leaks": [VANE],
        "builder": [VANE],
        "again": [VANE],
        "umbrellas": [ORME],
        "promise": ["Mrs. Orme’s father, as told by Mrs. Orme"],
        "broken": [ORME],
        "right": ["Tom, in the letter"],
        "who": [VANE, ORME, "Mrs. Orme’s father, as told by Mrs. Orme", "Tom, in the letter"],
    },
    "essay": {
        **{name: [HALE] for name in ("years", "end", "net", "small", "cost", "first")},
        **{name: [BECK] for name in ("looked", "page", "twice")},
        "three": [HALE, HALE, HALE],
    },
    "poem": {
        **{name: [POEM] for name in ("woke", "lily", "next-night", "light", "why")},
        **{name: [ANGEL] for name in ("names", "not-so")},
        "ask": [ABOU],
        "who": [ABOU, ANGEL],
        "order": [POEM, POEM, POEM, POEM],
    },
    "freibad": {
        **{name: [BERICHT] for name in ("wann", "uhr", "karte", "montag")},
        **{name: [WEISS] for name in ("pumpe", "waermer")},
        "mitglieder": ["Anna Groß, reported in der Bericht"],
        "schliessen": ["jemand, as told by Anna Groß"],
        "froh": [GROSS],
        "wer": [WEISS, GROSS],
    },
    "gaon": {
        "band": [GAON],
        "kyon": [RAM],
        "kab": [GAON],
        "bacche": ["मीरा देवी, reported in रिपोर्ट"],
        "kisne": [RAM, "मीरा देवी, quoted in रिपोर्ट"],
        "sach": ["राम सिंह, reported in रिपोर्ट"],
    },
    "five": {name: [] for name in ("italy", "hamlet", "boil", "months", "leaves")},
}


@cache
def built(name: str) -> Build:
    build = compile_deck(DECKS / f"{name}.yaml", printing=NOTHING_ASKED).build
    assert build is not None
    return build


@cache
def in_word(name: str) -> str:
    """All that the answer keys for Word say."""
    written = [each for each in write_docx(built(name), Path()) if isinstance(each, File)]
    keys = [each.content for each in written if "-key." in Path(each.name).name]
    assert keys
    rows = [row for key in keys for row in docx.Document(io.BytesIO(key)).element.body.itertext()]
    return "".join(rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_passes_the_strict_check(name: str) -> None:
    result = CliRunner().invoke(cli, ["check", "--strict", str(DECKS / f"{name}.yaml")])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", NAMES)
def test_every_item_was_read(name: str) -> None:
    assert {item.id for item in built(name).deck.items} == set(CREDITS[name])


@pytest.mark.parametrize(
    ("name", "item_id", "credits_"),
    [(name, *row) for name, rows in CREDITS.items() for row in rows.items()],
)
def test_every_outlet_credits_every_quotation(name: str, item_id: str, credits_: list[str]) -> None:
    build = built(name)
    (item,) = (each for each in build.deck.items if each.id == item_id)
    explained = explain(item, build.deck, load_language(build.about.language))
    assert [each.voice for each in explained.proofs] == credits_
    (form, *_) = build.deck.forms
    sheet = encode(key_sheet(build.deck, form).content).decode()
    is_printed = any(placed.item == item_id for placed in form.placed)
    for credit in credits_:
        shown = credit[:1].upper() + credit[1:]
        assert shown in as_card(item, build.deck)
        assert credit in as_prompt(item, build.deck).replace("\n", " ")
        assert shown in page(build, (item,)).decode()
        assert not is_printed or (credit in sheet and credit in in_word(name))


def test_what_rests_on_no_text_is_shown_as_no_opinion() -> None:
    build = built("five")
    for item in build.deck.items:
        assert "\n  Rests on no text." in as_card(item, build.deck)


def test_verse_keeps_its_lines_and_a_quotation_shows_where_they_end() -> None:
    build = built("poem")
    assert build.deck.forms[0].passage is not None
    (_, first), (_, second) = build.deck.forms[0].passage.paragraphs
    assert (first.count("\n"), second.count("\n")) == (13, 3)
    (ask,) = (each for each in build.deck.items if each.id == "ask")
    assert ask.evidence[0].quote == "I pray thee, then, / Write me as one that loves his fellow men"


def test_no_mark_of_markdown_is_a_word() -> None:
    build = built("essay")
    passage = build.deck.forms[0].passage
    assert passage is not None
    printed = "\n".join(text for _, text in passage.paragraphs)
    assert "thirty years, and I have never read one of them to the end." in printed
    assert not any(mark in printed for mark in ("*", "[", "#", "`", ">", "example.org", "What it"))


@pytest.mark.parametrize("name", ["freibad", "gaon"])
def test_only_labels_are_english(name: str) -> None:
    """What the author wrote, and what the source says, is shown as it stands."""
    build = built(name)
    for item in build.deck.items:
        card = as_card(item, build.deck)
        for piece in item.evidence:
            assert piece.quote in card
        assert "�" not in card


def test_a_script_that_the_fonts_lack_is_named_briefly_and_at_the_deck(tmp_path: Path) -> None:
    deck = str(DECKS / "gaon.yaml")
    built_, checked = (
        CliRunner().invoke(cli, [*command, deck], prog_name="quizgen").output
        for command in (["build", "--to", "pdf", "-o", str(tmp_path)], ["check"])
    )
    for output in (built_, checked):
        rows = [row for row in output.split("\n") if "[missing-glyph]" in row]
        assert rows
        assert all(Path(row.partition(":")[0]).name == "gaon.yaml" for row in rows)
        assert all(row.count("DEVANAGARI") == 5 for row in rows)
        assert "--font-path" in output
    assert re.search(r"CANDRABINDU\).* and \d\d more", checked)
