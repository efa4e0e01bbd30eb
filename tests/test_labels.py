"""Parts of a question have the same labels in every outlet, also where the alphabet ends."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from browsing import chromium, missing, needed
from making import as_build, make_deck
from paging import Page

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Build
from quizgen.study.screen import ShownItem, listed
from quizgen.writers import File
from quizgen.writers._paper.quiz_paper import quiz_sheet
from quizgen.writers.anki.note_fields import card_fields
from quizgen.writers.docx import write as write_docx

PAIRS = ", ".join(f"left {number}: right {number}" for number in range(1, 29))
DECK = f"""
claims: {{a: {{speaker: reporter, quote: The market opened on May 3}}}}
questions:
  q: {{kind: matching, claim: a, stem: Match., pairs: {{{PAIRS}}}}}
quizzes:
  z: {{title: All, sections: [{{items: [q]}}]}}
"""
TWENTY_EIGHT = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]


@pytest.fixture(scope="module")
def build() -> Build:
    made = make_deck(DECK)
    assert made.deck is not None
    return as_build(made.deck.about, tuple(made.items.values()), made.forms, 0)


def on_paper(build: Build, folder: Path) -> list[str]:
    (question,) = quiz_sheet(build.deck, build.deck.forms[0]).content.sections[0].questions
    return [part.label for part in question.room.rights]


def in_word(build: Build, folder: Path) -> list[str]:
    quiz = next(made for made in write_docx(build, folder) if isinstance(made, File))
    cells = docx.Document(io.BytesIO(quiz.content)).tables[0]._cells
    return [cell.text.partition("\t")[0] for cell in cells if "right" in cell.text]


def on_a_card(build: Build, folder: Path) -> list[str]:
    shown = card_fields(build.deck.items[0], load_language("en"))
    return re.findall(r'class="label">([^<]+)<', shown["Options"])


def in_the_terminal(build: Build, folder: Path) -> list[str]:
    shown = ShownItem(build.deck.items[0], tuple(range(28)), build.deck)
    return [label.strip(")").upper() for label, text in listed(shown) if "right" in text]


@pytest.mark.parametrize("shown", [on_paper, in_word, on_a_card, in_the_terminal])
def test_labels_go_on_after_z(
    shown: Callable[[Build, Path], list[str]], build: Build, tmp_path: Path
) -> None:
    assert shown(build, tmp_path) == TWENTY_EIGHT


def test_the_web_page_labels_alike(build: Build, tmp_path: Path) -> None:
    needed(missing())
    with chromium(tmp_path) as driver:
        page = Page(driver, tmp_path)
        page.open(build)
        assert [text.partition(".")[0] for text in page.texts(".whole li")] == TWENTY_EIGHT


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_two_letters_follow_one_and_three_follow_two(code: str) -> None:
    language = load_language(code)
    first, last, many = language.letters[0], language.letters[-1], len(language.letters)
    shown = [language.label(place) for place in (0, many - 1, many, many * (many + 1) - 1)]
    assert shown == [first, last, first * 2, last * 2]
    assert language.label(many * (many + 1)) == first * 3
