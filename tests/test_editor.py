"""What an editor with the YAML language server shows an author: the real server, no editor.

YAML_LANGUAGE_SERVER names its file, `node_modules/yaml-language-server/bin/yaml-language-server`
after `npm install yaml-language-server@1`.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from language_server import LanguageServer

from quizgen import kinds, registry
from quizgen.commands.schema import schema_text
from quizgen.load.format import COMMON, TEMPLATE_OWN, item_fields

ROOT = Path(__file__).parent.parent
DECKS = [
    *ROOT.glob("decks/*.yaml"),
    *ROOT.glob("tests/projects/*/decks/*.yaml"),
    ROOT / "quizgen/data/starter/deck.yaml",
    ROOT / "quizgen/data/reference/deck.yaml",
]
HEAD = """\
# yaml-language-server: $schema=schema.json
quizgen: 1
deck: orchids
uid: abcdefghij
title: Orchids
source: {file: report.txt}
"""
CLAIMS = "claims: {bloom: {speaker: reporter, quote: orchids bloom}}\n"


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    path = os.environ.get("YAML_LANGUAGE_SERVER", "")
    problem = "" if which("node") else "there is no node"
    if not problem and not Path(path).is_file():
        problem = "YAML_LANGUAGE_SERVER names no file (npm install yaml-language-server@1)"
    if problem:
        message = f"NOT CHECKED in an editor: {problem}"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    started = LanguageServer(Path(path))
    yield started
    started.close()


@pytest.fixture
def deck(tmp_path):
    """Writes a deck and gives its path, and the line and column of the sign ¦ in it."""
    (tmp_path / "schema.json").write_text(schema_text(), "utf-8")
    path = tmp_path / "deck.yaml"

    def write(text: str) -> tuple[Path, int, int]:
        text = HEAD + text
        before = text.partition("¦")[0]
        path.write_text(text.replace("¦", ""), "utf-8")
        return path, before.count("\n") + 1, len(before) - before.rfind("\n")

    return write


# --- Completion -----------------------------------------------------------------------------


def test_the_keys_of_a_deck_are_offered(server, deck):
    offered = server.completions(*deck(CLAIMS + "¦\n"))
    assert {"templates", "questions", "quizzes", "pools", "speakers"} <= offered.keys()
    assert (
        offered["quizzes"] == "Blueprints of printed quizzes. Default: one quiz of all questions."
    )
    assert "claims" not in offered, "what stands there already"


def test_the_keys_of_a_claim_are_offered(server, deck):
    offered = server.completions(*deck("claims:\n  bloom:\n    speaker: reporter\n    ¦\n"))
    assert {"quote", "text", "untrue", "slots", "status", "note"} <= offered.keys()
    assert all(offered.values())


def test_kinds_are_offered_with_what_they_are(server, deck):
    offered = server.completions(*deck(f"{CLAIMS}templates:\n  said:\n    kind: ¦\n"))
    assert offered.keys() == set(registry.names(kinds))
    assert offered["ordering"] == "Put steps in their order."


@pytest.mark.parametrize("kind", registry.names(kinds))
def test_the_keys_of_a_kind_are_offered_and_no_others(server, deck, kind):
    offered = server.completions(*deck(f"{CLAIMS}templates:\n  said:\n    kind: {kind}\n    ¦\n"))
    own = {each.name for each in (*COMMON, *TEMPLATE_OWN)} | item_fields(kind).keys()
    assert offered.keys() == own - {"kind"}
    assert all(offered.values()), "each says what it is for"


def test_the_words_of_a_closed_list_are_offered(server, deck):
    offered = server.completions(
        *deck("claims:\n  bloom:\n    speaker: reporter\n    status: ¦\n    quote: orchids bloom\n")
    )
    assert offered.keys() == {"fact", "opinion", "disputed"}


def test_a_description_reads_as_it_was_written(server, deck):
    said = server.hover(*deck("claims:\n  bloom:\n    spea¦ker: reporter\n    quote: x\n"))
    assert "an id under `speakers:`, or `reporter` for the source's own voice" in said


# --- Diagnostics ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("claims:\n  a:\n    speaker: reporter\n    qoute: x", 10, "Property qoute is not allowed"),
        ("claims:\n  a:\n    speaker: reporter", 8, 'Missing property "quote"'),
        ("clams: {}", 7, "Property clams is not allowed"),
        (CLAIMS + "questions:\n  a:\n    kind: choise", 10, "Valid values"),
        (CLAIMS + "questions:\n  a:\n    kind: short\n    steem: x", 11, "Property steem is not"),
        (CLAIMS + "questions:\n  a:\n    kind: short\n    pairs: {a: b}", 11, "Property pairs is"),
        (CLAIMS + "questions:\n  a.b:\n    steem: x", 10, "Property steem is not allowed"),
        (CLAIMS + "templates:\n  a:\n    stem: x", 9, 'Missing property "kind"'),
        (CLAIMS + "templates:\n  a b: {kind: short}", 9, "pattern"),
    ],
)
def test_a_mistake_is_underlined(server, deck, body, line, message):
    path, _, _ = deck(body + "\n")
    found = server.diagnostics(path)
    assert [each for each in found if each[0] == line and message in each[1]], found


@pytest.mark.parametrize(
    "body",
    [
        CLAIMS,
        "claims: {цветение: {speaker: reporter, quote: x}}\n",
        CLAIMS + "questions: {bloom.said: {rationale: x, distractors: 3, pairs: {a: b}}}\n",
        CLAIMS + "questions: {a.b.c: {kind: short, claim: bloom, stem: What?, key: 3}}\n",
    ],
)
def test_what_is_right_is_not_underlined(server, deck, body):
    path, _, _ = deck(body)
    assert server.diagnostics(path) == []


@pytest.mark.parametrize("path", DECKS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_no_deck_of_the_tree_is_complained_about(server, path, tmp_path):
    text = path.read_text("utf-8")
    named = re.search(r"\$schema=(\S+)", text)
    (tmp_path / (named[1] if named else "schema.json")).write_text(schema_text(), "utf-8")
    copy = tmp_path / "deck.yaml"
    copy.write_text(text if named else f"# yaml-language-server: $schema=schema.json\n{text}")
    assert server.diagnostics(copy) == []
