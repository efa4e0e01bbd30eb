"""Papers in languages that are written from right to left."""

from __future__ import annotations

import ctypes
import re
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import replace
from printing import ABOUT, MATCHING, Printer, build_of, form_of, item, laid_bare, rich, text_of

from quizgen.quiz.layout import Layout
from quizgen.quiz.model import Build
from quizgen.quiz.responses import Choice, Option
from quizgen.writers import File

# A question, and three options with a letter that no other word has.
WORDS = {
    "he": ("מהי העיר", "פאפא", "רורו", "צוצו"),
    "ar": ("ما المدينة", "باريس", "روما", "برلين"),
    "fa": ("کدام شهر", "پاریس", "روما", "برلین"),
}


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def paper(language: str, columns: int = 1) -> Build:
    """One question has options, the other pairs."""
    stem, *options = WORDS[language]
    choice = Choice(tuple(Option(rich(each), at == 1) for at, each in enumerate(options)))
    asked = item("q", stem, choice, evidence=()), item("m", stem, MATCHING, evidence=())
    form = form_of(*asked, layout=Layout(marked=False, columns=columns))
    return build_of(form, about=replace(ABOUT, language=language))


def seen(file: File) -> list[str]:
    """The lines of the first page as the eye meets them, from the left; bare letters and signs."""
    words = pypdfium2.PdfDocument(file.content)[0].get_textpage()
    letters = []
    for at in range(words.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(words, at, x, y)
        letters.append((round(y.value), x.value, words.get_text_range(at, 1)))
    rows = groupby(sorted(letters), key=itemgetter(0))
    lines = ("".join(letter for _, _, letter in row) for _, row in rows)
    return ["".join(re.findall(r"[\w/:.,·-]", line)) for line in lines]


def edges(file: File) -> tuple[float, float]:
    words = pypdfium2.PdfDocument(file.content)[0].get_textpage()
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("columns", [1, 2])
def test_a_page_begins_at_the_right(printed: Printer, language: str, columns: int) -> None:
    files, problems = printed(paper(language, columns))
    assert problems == []
    quiz = files["harbour-check-a.pdf"]
    lines = seen(quiz)
    assert any(line.endswith(".1") for line in lines)
    assert any(re.fullmatch(r"2/ScoreDateClassName", line) for line in lines)
    assert any(line.endswith(".1") for line in lines)
    assert any(re.match("1/", line) for line in lines)
    assert any(re.fullmatch("(glassA)?quay1", line) for line in lines)
    left, right = edges(quiz)
    assert left > 14, "printers leave 5 mm at the edge white"
    assert right > 530


@pytest.mark.parametrize("language", WORDS)
def test_labels_and_numbers_keep_their_order(printed: Printer, language: str) -> None:
    """Left to themselves, they would read “points 2” and “C :1”."""
    files, _ = printed(paper(language))
    quiz, feedback = (seen(files[f"harbour-check-a{what}.pdf"]) for what in ("", "-feedback"))
    assert any(re.fullmatch(r"Edition\w{6}·2points·2questions", line) for line in quiz)
    task = "Matcheachitemofthefirstlistwithoneofthesecond.Scoring:everypartright,ornopoints."
    assert any(task in line for line in quiz)
    assert any(line.endswith("1:C") for line in feedback)
    assert any(line.endswith("2:B") for line in feedback)


def test_other_languages_have_no_marks_of_direction(printed: Printer) -> None:
    files, _ = printed(build_of(form_of(item("m", "Which?", MATCHING))))
    text = "".join(laid_bare(file.content) + text_of(file) for file in files.values())
    assert not {"\u2066", "\u2067", "\u2068", "\u2069"} & set(text)
