"""Word files as LibreOffice shows them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import replace
from word_files import built, in_column, in_language, texts, written

from quizgen.project.compiled import compile_deck
from quizgen.quiz.layout import Options, Paper, Printing
from quizgen.writers import File


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, File]:
    return written(in_column(), tmp_path_factory.mktemp("docx"))


def converted(files: list[File], folder: Path) -> list[list[str]]:
    """The words of each page of each file, as LibreOffice prints them."""
    office = shutil.which("soffice")
    if office is None:
        message = "NOT CHECKED in LibreOffice: there is no soffice (install libreoffice-writer)"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=2)
        pytest.skip(message)
    for file in files:
        (folder / file.name).write_bytes(file.content)
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    names = [str(folder / file.name) for file in files]
    convert = ["--convert-to", "pdf", "--outdir", str(folder), *names]
    subprocess.run([*command, *convert], check=True, capture_output=True, timeout=180)
    return [pages(folder / file.name.replace(".docx", ".pdf")) for file in files]


def pages(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


LONG = """
claims:
  c: {speaker: reporter, quote: trade needs luck}
questions:
QUESTIONS
quizzes:
  check: {title: Long check, forms: 2, sections: [{title: All, items: [ITEMS]}]}
"""


def test_libreoffice_shows_the_same_questions_in_the_same_order(
    files: dict[str, File], tmp_path: Path
) -> None:
    """Letters and numbers as well, which Word and LibreOffice count themselves."""
    quiz = files["test-check-a.docx"]
    russian = replace(in_language("ru", tmp_path), name="ru.docx")
    kazakh = replace(in_language("kk", tmp_path), name="kk.docx")
    shown = converted([quiz, files["test-check-a-key.docx"], russian, kazakh], tmp_path)
    english = " ".join(shown[0])
    stems = [text.partition(" \t")[0] for text in texts(quiz, "Heading 3")]
    places = [english.index(f"{number}. {stem[:5]}") for number, stem in enumerate(stems, 1)]
    assert places == sorted(places)
    options = texts(quiz, "Option")
    lettered = [f"○ {letter} {text}" for letter, text in zip("ABCD", options, strict=False)]
    lettered += [f"□ {letter} {text}" for letter, text in zip("ABC", options[4:], strict=True)]
    at = 0
    for row in lettered:
        at = english.index(row, at)
    assert f"Page {len(shown[0])} of {len(shown[0])}" in shown[0][-1]
    assert "Answer key: Market check" in shown[1][0]
    assert "With the answers: Market check" in " ".join(shown[1])
    for words, letters in ((shown[2], "АБВГ"), (shown[3], "АӘБВ")):
        for letter, text in zip(letters, options, strict=False):
            assert f"○ {letter} " in " ".join(words), text


SPEECH = Path(__file__).parent.parent / "decks/astana-think-tank-forum.yaml"
CHECKS = ("ten-minutes", "ten-minutes-easier", "ten-minutes-harder")


@pytest.mark.parametrize("paper", list(Paper))
def test_a_ten_minute_check_is_one_page_as_in_the_pdf(paper: Paper, tmp_path: Path) -> None:
    printing = Printing(quizzes=CHECKS, layout={"paper": paper})
    build = compile_deck(SPEECH, printing=printing).build
    assert build is not None
    files = written(build, tmp_path)
    quizzes = [file for name, file in files.items() if name.endswith("-a.docx")]
    assert [len(shown) for shown in converted(quizzes, tmp_path)] == [1, 1, 1]


def test_libreoffice_splits_no_question(tmp_path: Path) -> None:
    names = [f"q{number}" for number in range(1, 26)]
    asked = "\n".join(
        f'  {name}: {{kind: choice, claim: c, stem: "Begin-{name}?", key: luck, '
        f"distractors: [{', '.join(f'end{name}x{i}' for i in range(1 + number % 6))}]}}"
        for number, name in enumerate(names)
    )
    body = LONG.replace("QUESTIONS", asked).replace("ITEMS", ", ".join(names))
    files = written(built(body, half_sheet=True, size=11, options=Options.COLUMN), tmp_path)
    quiz = files["test-check-b.docx"]
    (shown,) = converted([quiz], tmp_path)
    assert len(shown) > 5
    whole = " ".join(shown)
    for name in names:
        (home,) = (words for words in shown if f"Begin-{name}?" in words)
        ends = set(re.findall(rf"end{name}x\d", whole))
        assert ends
        assert ends == set(re.findall(rf"end{name}x\d", home))
