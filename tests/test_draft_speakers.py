"""A draft credits each quotation to whoever the text names, and no two people to one Someone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.diagnostics import as_text
from quizgen.project.compiled import compile_deck

REPORT = """\
“No child should have to eat a cold lunch,” said the mayor, Dr. Martin Oakes. “We have waited long.”

The head teacher, Susan Adeyemi, welcomed the decision. “Our pupils have eaten at their desks,” she
said. “Some of them have gone home hungry.”

“We are mending the kitchen while it rains in next door,” Councillor Peter Lund told the meeting.

“The roof is on the list,” Mayor Oakes replied. “Our pupils cannot wait,” said Mrs Adeyemi.
"""
UNNAMED = """\
“We walk here on Sundays,” she said. “We never really run.” Nobody had asked.

“We never walk on Sundays,” the other answered. “But we really run,” added a third.
"""


def drafted(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "cwd", lambda: folder)
    (folder / "mine.txt").write_text(text, "utf-8")
    made = CliRunner().invoke(cli, ["new", str(folder / "mine.txt")], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return folder / "decks/mine.yaml"


def declared(deck: str) -> list[str]:
    return re.findall(r"(?m)^  ([\w-]+: \{name.*)", deck)


def credited(deck: str) -> list[str]:
    return re.findall(r"(?m)^    speaker: (.*)", deck)


def test_each_person_is_one_speaker(tmp_path, monkeypatch):
    deck = drafted(REPORT, tmp_path, monkeypatch).read_text("utf-8")
    assert declared(deck) == [
        "martin-oakes: {name: Martin Oakes, aka: [Mayor Oakes]}",
        "susan-adeyemi: {name: Susan Adeyemi, aka: [Mrs Adeyemi]}",
        "peter-lund: {name: Peter Lund}",
    ]
    oakes, adeyemi = "martin-oakes", "susan-adeyemi"
    assert credited(deck) == [oakes, oakes, adeyemi, adeyemi, "peter-lund", oakes, adeyemi]


def test_two_of_one_family_stay_two(tmp_path, monkeypatch):
    lees = ("said Ann Lee", "said Tom Lee", "Mr Lee said")
    text = "\n\n".join(f"“We walk here on day {day},” {lee}." for day, lee in enumerate(lees, 1))
    deck = drafted(text, tmp_path, monkeypatch).read_text("utf-8")
    assert credited(deck) == ["ann-lee", "tom-lee", "mr-lee"]


def test_whoever_is_not_named_is_one_speaker_for_each_quotation(tmp_path, monkeypatch):
    deck = drafted(UNNAMED, tmp_path, monkeypatch).read_text("utf-8")
    assert declared(deck) == [
        "someone: {name: Someone}    # p1: who says this? “We walk here on Sundays,” she said.",
        "someone-2: {name: Someone}    # p2: who says this?"
        " “We never walk on Sundays,” the other answered.",
        "someone-3: {name: Someone}    # p2: who says this? “But we really run,” added a third.",
    ]
    assert credited(deck) == ["someone", "someone", "someone-2", "someone-3"]


def test_the_words_beside_someone_are_those_of_a_draft(tmp_path, monkeypatch):
    """The first sentence of each quotation has no draft, since it speaks of others."""
    said = "“They came late on that cold and wet evening. The hall was full,” she said."
    text = f"{said} “It rained. We never met Ann Lee.”\n"
    deck = drafted(text, tmp_path, monkeypatch).read_text("utf-8")
    assert declared(deck) == [
        "someone: {name: Someone}    # p1: who says this? “The hall was full”"
    ]
    assert credited(deck) == ["someone", "someone"]


def test_to_name_one_of_them_credits_nobody_else(tmp_path, monkeypatch):
    path = drafted(UNNAMED, tmp_path, monkeypatch)
    deck = path.read_text("utf-8").replace("name: Someone", "name: Ann Lee", 1)
    path.write_text(deck.replace("    draft: true\n", "").replace("run", "==run=="), "utf-8")
    problems = [as_text(each) for each in compile_deck(path).problems]
    assert sum("leftover-placeholder" in each for each in problems) == 2
    assert all("Ann Lee" not in each for each in problems)


def test_what_is_asked_about_the_speaker_is_one_comment(tmp_path, monkeypatch):
    text = "“We walk here on Sundays # quizgen: 2 {x: ==y== and,” she said.\n"
    path = drafted(text, tmp_path, monkeypatch)
    assert len(declared(path.read_text("utf-8"))) == 1
    assert {each.code for each in compile_deck(path).problems} <= {"line-ends"}


def test_it_shows_the_words_before_where_none_are_behind(tmp_path, monkeypatch):
    text = "Much was said at the long meeting in the hall. Then: “We never walk on Sundays.”\n"
    (line,) = declared(drafted(text, tmp_path, monkeypatch).read_text("utf-8"))
    assert line.endswith(
        "# p1: who says this? … meeting in the hall. Then: “We never walk on Sundays.”"
    )


INTERRUPTED = [
    ("“Work took ten years,” Ann Lee said, “and it will last.”",
     "Work took ten years […] and it will last."),
    ("“Work took,” Ann Lee said, “ten years,” she added, “to build this.”",
     "Work took […] ten years […] to build this."),
    ("“Why,” asked Ann Lee, “did nobody wait for us?”", "Why […] did nobody wait for us?"),
    ("“Work took ten years” – said Ann Lee – “to build the bridge.”",
     "Work took ten years […] to build the bridge."),
    ("«Мост строили десять лет, — сказала Анна Ли, — а нужен он был вчера».",
     "Мост строили десять лет […] а нужен он был вчера"),
    ("«Мост, — сказала Анна Ли, — строили десять лет».", "Мост […] строили десять лет"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), INTERRUPTED)
def test_an_interrupted_quotation_is_one_question(text, words, tmp_path, monkeypatch):
    path = drafted(f"{text}\n", tmp_path, monkeypatch)
    deck = path.read_text("utf-8")
    (stem,) = re.findall(r"(?m)^    stem: (.*)", deck)
    assert words in stem
    (speaker,) = credited(deck)
    assert speaker in ("ann-lee", "анна-ли")
    gap = words.split()[-1].rstrip(".?")
    path.write_text(deck.replace("    draft: true\n", "").replace(f"{gap}", f"=={gap}=="), "utf-8")
    assert "\n".join(map(as_text, compile_deck(path).problems)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Lee spoke of “a very good bridge” and “a very old river”.",
        "“We waited” for years for this bridge, Lee said, “and won”.",
        "«Мост — это дорога — дорога к людям», — сказала Анна Ли.",
    ],
)
def test_what_interrupts_nothing_is_left_out_of_nothing(text, tmp_path, monkeypatch):
    assert "[…]" not in drafted(f"{text}\n", tmp_path, monkeypatch).read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("The mayor, Ann Lee, welcomed the vote.", "ann-lee"),
        ("Ann Lee, who opened the hall, waited there.", "ann-lee"),
        ("The mayor, Ann Lee, welcomed the engineer.", "someone"),
        ("The mayor, Ann Lee, welcomed Tom Holt.", "someone"),
        ("The vote came late.", "someone"),
    ],
)
def test_the_sentence_before_may_say_who_speaks(before, speaker, tmp_path, monkeypatch):
    text = f"{before} “We have waited long enough.” It rained.\n"
    deck = drafted(text, tmp_path, monkeypatch).read_text("utf-8")
    assert credited(deck) == [speaker]
