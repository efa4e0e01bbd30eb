"""Learners count the paragraphs that they can see; authors count all of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from making import HEAD, make_deck

from quizgen.__main__ import cli
from quizgen.interchange.fingerprint import edition
from quizgen.quiz.model import CompiledDeck, Source
from quizgen.releases.draft import first_meaning
from quizgen.source.provenance import shown_number
from quizgen.writers._paper.quiz_paper import paper

# Paragraphs 1 and 3 are skipped, so 4 is the second and 5 the third that anybody sees.
TEXT = """\
Menu: Home, Sports

The market opened on May 3.

Photo: Anna Berg

The council wants cheaper tickets.

Schools open in August.
"""
DECK = """\
source: {file: text.txt, as: the report, skip: [1, 3]}
questions:
  wish: {kind: short, quote: wants cheaper tickets, stem: What is wanted?, key: cheaper tickets}
quizzes:
  q: {title: Q, passage: [4, 5], sections: [{items: [wish]}]}
"""
HEAD_OF_DECK = HEAD.partition("source:")[0]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/text.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "decks/test.yaml"
    path.write_text(HEAD_OF_DECK + DECK, "utf-8")
    return path


def run(*arguments: object, typed: str = "") -> str:
    result = CliRunner().invoke(cli, list(map(str, arguments)), input=typed, catch_exceptions=False)
    return result.output


def shown(text: str) -> set[str]:
    return set(re.findall(r"par(?:agraph|\.)(?:\s|&nbsp;)(\d+)", text))


# --- What learners see -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skipped", "numbers"),
    [
        ((), [1, 2, 3, 4, 5]),
        ((1,), [1, 1, 2, 3, 4]),
        ((3, 1), [1, 1, 2, 2, 3]),
        ((5,), [1, 2, 3, 4, 5]),
    ],
)
def test_a_number_leaves_out_what_is_skipped_before_it(
    skipped: tuple[int, ...], numbers: list[int]
) -> None:
    source = Source("a.txt", "the report", "en", ("",) * 5, frozenset(skipped))
    seen = [at for at in range(1, 6) if at not in skipped]
    assert [shown_number(source, at) for at in seen] == [numbers[at - 1] for at in seen]


@pytest.mark.parametrize("outlet", ["anki-text", "html", "docx", "pdf"])
def test_every_outlet_counts_alike(deck: Path, tmp_path: Path, outlet: str) -> None:
    run("build", deck, "--to", outlet, "-o", tmp_path / "dist")
    text = "\n".join(readable(path) for path in (tmp_path / "dist").rglob("*") if path.is_file())
    assert shown(text) == {"2"}


def readable(path: Path) -> str:
    match path.suffix:
        case ".pdf":
            pages = pypdfium2.PdfDocument(path.read_bytes())
            return "\n".join(page.get_textpage().get_text_range() for page in pages)
        case ".docx":
            archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
            return re.sub(r"<[^>]*>", "", archive.read("word/document.xml").decode())
        case _:
            return path.read_text("utf-8")


def test_the_self_test_counts_alike(deck: Path, tmp_path: Path) -> None:
    kept = ("--db", tmp_path / "history.sqlite")
    assert shown(run("study", deck, *kept, typed="cheaper tickets\n\n")) == {"2"}
    assert shown(run("stats", deck, *kept)) == {"2"}
    said = run(
        "study", deck, "--db", tmp_path / "other.sqlite", "--json", typed='{"answer": "x"}\n'
    )
    numbers = re.findall(r'"paragraph": ?(\d+)', said)
    assert numbers == ["2"]


def test_a_printed_passage_counts_alike() -> None:
    made = make_deck(DECK, TEXT, head=HEAD_OF_DECK)
    assert made.deck
    whole = CompiledDeck(1, made.deck.about, items=tuple(made.items.values()), forms=made.forms)
    (passage,) = paper(whole, made.forms[0], "Q").passages
    assert [each.label for each in passage.paragraphs] == ["2", "3"]


# --- What authors type -------------------------------------------------------------------------


def test_authors_are_told_one_number_where_learners_count_alike(deck: Path) -> None:
    deck.write_text(
        deck.read_text("utf-8").replace("[1, 3]", "[5]").replace("[4, 5]", "[4]"), "utf-8"
    )
    assert "deck test, par. 4)" in run("show", "wish", "--deck", deck)


def test_authors_are_told_the_number_to_type(deck: Path) -> None:
    assert "deck test, par. 4, which is 2 on paper)" in run("show", "wish", "--deck", deck)
    assert "nothing asks about paragraphs 2, 5 (1, 3 on paper)\n" in run("build", deck)
    said = run("coverage", deck)
    assert "5.1" in said
    assert "Learners’ numbers leave out paragraphs at `skip:`: 5 is their 3." in said
    listed = json.loads(run("coverage", deck, "--json"))
    assert {each["paragraph"] for each in listed[0]["sentences"]} == {2, 4, 5}
    text = deck.read_text("utf-8")
    deck.write_text(text.replace("wants cheaper tickets", "wants the cheaper tickets"), "utf-8")
    assert shown(run("check", deck)) == {"4"}


def test_headings_of_markdown_are_counted_like_what_is_skipped() -> None:
    head = HEAD_OF_DECK + "source: {file: text.md, as: the essay}\n"
    body = DECK.partition("\n")[2].replace("[4, 5]", "[3]")
    text = "# The market\n\nIt opened on May 3.\n\nThe council wants cheaper tickets.\n"
    made = make_deck(body, head=head, files={"text.md": text.encode()})
    (evidence,) = made.items["wish"].evidence
    assert (evidence.paragraph, shown_number(made.source, evidence.paragraph)) == (3, 2)


# --- What is kept outside the program ----------------------------------------------------------


def test_what_was_released_and_printed_hangs_on_the_number_to_type() -> None:
    """These are what an earlier program made of the same deck."""
    made = make_deck(DECK, TEXT, head=HEAD_OF_DECK)
    assert made.deck
    whole = CompiledDeck(1, made.deck.about, items=tuple(made.items.values()), forms=made.forms)
    kept = (first_meaning(made.items["wish"], whole), edition(whole, made.forms[0]))
    assert kept == ("0cba321fdebfd00a", "Z7XEEZ")
