"""What a newcomer types and reads, from a copy of the folder to a printed quiz of their own."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MOST_COMMANDS, MOST_WORDS = 4, 900
ARTICLE = """\
The library opens on Sundays

By Maria Lopez

The library will open on Sundays from the first week of May.

“A library closed on Sundays is a library for half of the town,” its director Ana Ruiz said. \
“People who work from Monday to Saturday have never seen our reading room.”

She said that the café would stay closed. It has 40 seats.

The council set aside 40,000 euros for two new posts.
"""
INSTALL, TEST = re.findall(r"(?s)```sh\n(.*?)\n```", README)


def part(heading: str) -> str:
    return re.search(rf"(?ms)^## {heading}.*?(?=^## )", README)[0]


def commands(text: str) -> list[list[str]]:
    lines = re.findall(r"(?m)^\$ \.venv/bin/quizgen (.*)", text)
    return [line.split() for line in lines]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def folder(tmp_path, enter):
    enter(tmp_path)
    return tmp_path


def first_build(folder: Path) -> str:
    """What the first command prints, beside pip, which is silent."""
    assert "pip install -q ." in INSTALL
    assert INSTALL.endswith(".venv/bin/quizgen build")
    decks = [str(path) for path in sorted(ROOT.glob("decks/*.yaml"))]
    return run("build", *decks, "--to", "json", "-o", str(folder / "first"))


def check_size(typed: list[list[str]], read: list[str]) -> None:
    assert 1 + len(typed) <= MOST_COMMANDS
    assert len(" ".join(read).split()) <= MOST_WORDS


def test_from_a_text_to_a_quiz(folder):
    document = docx.Document()
    for paragraph in ARTICLE.split("\n\n"):
        document.add_paragraph(paragraph.strip())
    document.save(folder / "article.docx")
    section = part("From a text")
    new, build = commands(section)
    read = [README.partition("## From a spreadsheet")[0], first_build(folder), run(*new)]
    path = folder / "decks/article.yaml"
    deck = path.read_text("utf-8")
    (gap,) = re.findall(r"`from the (==.*?==)`", section)
    deck = deck.replace(gap.strip("="), gap).replace("40,000 euros", "==40,000 euros==")
    deck = deck.replace("our reading room", "our ==reading room==")
    read.append(deck.partition("\nquestions:")[0])
    deck = deck.replace("name: Someone", "name: Ana Ruiz")
    path.write_text(re.sub(r"    draft: true\n(?=(    .*\n)*    .*==)", "", deck), "utf-8")
    read.append(run(*build))
    paper = re.search(r"Print this first: (\S+)", read[-1])[1]
    assert (folder / paper).read_bytes().startswith(b"%PDF")
    assert "3 items: 3 cloze" in read[-1]
    check_size([new, build], read)


def test_from_a_spreadsheet_to_a_quiz(folder):
    book = openpyxl.Workbook()
    heads = ["question", "option A", "option B", "option C", "option D", "answer"]
    section = part("From a spreadsheet")
    assert all(re.search(head, section) for head in (heads[0], heads[1], heads[4], heads[5]))
    book.active.append(heads)
    book.active.append(
        ["What is the capital of Kazakhstan?", "Almaty", "Astana", "Oral", "Aqtau", "B"]
    )
    book.save(folder / "questions.xlsx")
    import_it, build = commands(section)
    read = [README.partition("## What else")[0], first_build(folder)]
    read += [run(*import_it), run(*build)]
    assert (folder / re.search(r"Print this first: (\S+)", read[-1])[1]).is_file()
    check_size([import_it, build], read)


def test_the_second_command_runs_the_tests():
    assert TEST.endswith(".venv/bin/python -m pytest")


def test_help_says_that_a_first_quiz_needs_no_release():
    shown = " ".join(run("build", "--help").split())
    assert "Papers, pages and cards of your own need no --release." in shown
    assert "You need this page once others have your deck in Anki." in run("explain", "release")
