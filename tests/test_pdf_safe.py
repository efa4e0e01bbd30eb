"""What never gets onto a paper, and what cannot be printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from making import rebuilt, replace
from printing import (
    CHOICE,
    DAY,
    MATCHING,
    QUOTED,
    SQUARE,
    Printer,
    build_of,
    form_of,
    item,
    laid_bare,
    rich,
    text_of,
)

from quizgen.diagnostics import Severity
from quizgen.quiz.model import Image, Status
from quizgen.quiz.responses import Choice, Option, TextEntry
from quizgen.quiz.rich import Break, Code, Emphasis, Strong, Text


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def test_nothing_of_the_key_is_in_the_quiz_file(printed: Printer) -> None:
    """Neither in the words of the pages, nor in metadata, tags or alternative texts."""
    asked = item(
        "not-said",
        "Which town?",
        TextEntry("Secretanswer", ("Secretvariant",)),
        rationale=rich("Secretreason"),
        note=rich("Secretnote"),
        hint=rich("Secrethint"),
        tags=("Secrettag",),
        image=Image("Secretname.svg", "a map", SQUARE),
        evidence=(replace(QUOTED, quote="Secretquote", translation="Secrettranslation"),),
        status=Status.OPINION,
    )
    files, problems = printed(build_of(form_of(asked)))
    assert problems == []
    quiz, key = files["harbour-check-a.pdf"], files["harbour-check-a-key.pdf"]
    assert "Secretanswer" in text_of(key)
    assert "not-said" in text_of(key)
    everything = laid_bare(quiz.content) + text_of(quiz)
    assert "a map" in everything
    assert "Which town?" in everything
    assert "Secret" not in everything
    assert "not-said" not in everything


def test_author_text_is_never_markup(printed: Printer) -> None:
    hostile = '#panic(1) #read("/etc/passwd") $x^2$ \\ @ref <lab> *a* _b_ `c` // d /* e */ = f - g'
    asked = item(
        "q",
        (Text(hostile), Break(), Strong(rich("#strong")), Emphasis(rich("*em*")), Code("`$c`")),
        Choice((Option(rich("= #a"), True), Option(rich("+ <b> ~ --- ..")))),
        rationale=rich('#import "x": *'),
    )
    form = form_of(asked, title="#t <t> [", instructions=rich("#i ] )"))
    quiz, key = printed.texts(build_of(form))
    for text in (quiz, key):
        assert hostile in text
        assert "#t <t> [" in text
        assert "#strong" in text
        assert "*em*" in text
        assert "`$c`" in text
    assert "= #a" in quiz
    assert "+ <b> ~ --- .." in quiz
    assert "#i ] )" in quiz
    assert '#import "x": *' in key


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    build = build_of(form_of(item("q", "Which town?", CHOICE), item("m", "Match.", MATCHING)))
    first, _ = Printer(tmp_path / "one")(build)
    second, _ = Printer(tmp_path / "two")(build)
    assert first == second
    later, _ = Printer(tmp_path / "two")(rebuilt(build, modified=DAY + 1))
    assert later != first


def test_a_missing_glyph_names_the_question_and_the_character(printed: Printer) -> None:
    good, bad = item("good", "Which town?", CHOICE), item("bad", "Where is 漢?", CHOICE)
    files, problems = printed(build_of(form_of(good, bad), form_of(good, bad, letter="B")))
    assert files == {}
    (problem,) = problems
    assert problem.code == "missing-glyph"
    assert problem.severity is Severity.ERROR
    assert "`bad`" in problem.message
    assert "“漢” (U+6F22, CJK UNIFIED IDEOGRAPH-6F22)" in problem.message


def test_a_missing_glyph_outside_the_questions_names_the_quiz(printed: Printer) -> None:
    form = form_of(item("good", "Which town?", CHOICE), instructions=rich("漢"))
    _, problems = printed(build_of(form))
    assert ["quiz `check`" in problem.message for problem in problems] == [True]


def test_a_broken_image_is_reported(printed: Printer) -> None:
    asked = item("q", "?", CHOICE, image=Image("map.png", "A map", b"not an image"))
    files, problems = printed(build_of(form_of(asked)))
    assert list(files) == ["harbour-check-a-key.pdf"]
    assert [(p.code, "`q`" in p.message) for p in problems] == [("unprintable", True)]


def test_without_typst_everything_else_works(
    printed: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    files, problems = printed(build_of(form_of(item("q", "?", CHOICE))))
    assert files == {}
    assert [(p.code, p.severity) for p in problems] == [("no-typst", Severity.WARNING)]
    assert printed(build_of()) == ({}, [])
