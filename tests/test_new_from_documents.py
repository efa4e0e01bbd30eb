"""`quizgen new FILE` for files of other programs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst
from click.testing import CliRunner, Result

from quizgen.__main__ import cli

WEB = """<html><head><title>On "markets": {x} \\ &amp; #1 &#27;[31m</title>
<link rel="canonical" href="https://example.org/markets"><meta name="author" content="A&#10;B">
</head><body><h1>On markets</h1><p>The market opened.<p>“Tea is cheap,” she said. It closed.
<p>Roses are red,<br>Violets are blue.</body></html>"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    return result


def word_file() -> bytes:
    file = docx.Document()
    file.core_properties.title, file.core_properties.author = "On markets", "Anna Berg"
    file.add_heading("On markets")
    file.add_paragraph("The market opened. “Tea is cheap,” she said.")
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def test_a_word_file_becomes_a_text_and_a_draft(project: Path) -> None:
    (project / "My Report.docx").write_bytes(word_file())
    said = run("new", "My Report.docx").stdout
    assert said.startswith(f"{Path('decks/my-report.yaml')}: 2 draft questions.")
    text = (project / "source/my-report.txt").read_text("utf-8")
    assert text == "On markets\n\nThe market opened. “Tea is cheap,” she said.\n"
    deck = (project / "decks/my-report.yaml").read_text("utf-8")
    assert "# The text was taken from My Report.docx, by Anna Berg.\n" in deck
    assert deck.count("draft: true\n") == 2  # nothing is asked about a heading
    assert "no problems" in run("check").stdout
    assert not (project / "source/My Report.docx").exists()


def test_a_web_page_brings_its_provenance(project: Path) -> None:
    (project / "page.HTML").write_text(WEB, "utf-8")
    run("new", "page.HTML")
    deck = (project / "decks/page.yaml").read_text("utf-8")
    assert '"On \\"markets\\": {x} \\\\ & #1 [31m"' in deck
    assert "https://example.org/markets" in deck
    assert "# The text was taken from page.HTML, by A B.\n" in deck
    assert "verse" in deck
    assert "Roses are red,\nViolets are blue." in (project / "source/page.txt").read_text("utf-8")
    assert "no problems" in run("check").stdout


def test_a_pdf_file_is_to_be_compared(project: Path) -> None:
    (project / "source").mkdir()
    words = " ".join(f"Stall number {number} was opened on that day." for number in range(30))
    page = typst.compile(words.encode())
    (project / "source/paper.pdf").write_bytes(bytes(page))
    said = run("new", "source/paper.pdf").stdout
    assert "compare the text with the pages" in said
    assert (project / "source/paper.txt").is_file()
    assert "pages: {1: 1}" in (project / "decks/paper.yaml").read_text("utf-8")
    assert "no problems" in run("check").stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"no zip", "save it as .docx again"),
        ("a.pdf", b"%PDF-1.7", "no PDF file that can be read"),
        ("a.htm", "<p>Токаев".encode("cp1251"), "in UTF-8"),
        ("a.html", b"<h1>Title</h1>", "holds no text"),
        ("a.odt", b"PK\x03\x04", "save it as plain text"),
    ],
)
def test_what_cannot_be_read_leaves_nothing_behind(
    project: Path, name: str, content: bytes, says: str
) -> None:
    (project / name).write_bytes(content)
    assert says in run("new", name, code=1).stderr
    assert [path.name for path in project.iterdir()] == [name]


def test_nothing_is_overwritten(project: Path) -> None:
    (project / "source").mkdir()
    (project / "source/a.txt").write_text("mine")
    (project / "a.docx").write_bytes(word_file())
    assert "exists already" in run("new", "a.docx", code=2).stderr
    assert (project / "source/a.txt").read_text() == "mine"
    assert not (project / "decks").exists()


@pytest.mark.parametrize("name", ["missing.docx", "missing.PDF", "missing.html"])
def test_a_document_that_is_not_there(project: Path, name: str) -> None:
    assert f"there is no file {name}" in run("new", name, code=2).stderr
