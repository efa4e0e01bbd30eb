"""decks/REFERENCE.md and decks/schema.json say what the declarations say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from format_reference import reference
from making import try_deck
from test_anki.conftest import PNG

from quizgen import kinds
from quizgen.__main__ import cli
from quizgen.commands.schema import schema_text
from quizgen.compiling.expand import expand
from quizgen.diagnostics import TextFile, as_text
from quizgen.lint import lint
from quizgen.load.format import schema
from quizgen.reading.document import parse
from quizgen.reading.nodes import Node
from quizgen.registry import names

ROOT = Path(__file__).parent.parent
DECKS = [
    *ROOT.glob("decks/*.yaml"),
    *ROOT.glob("tests/projects/*/decks/*.yaml"),
    ROOT / "quizgen/data/starter/deck.yaml",
    ROOT / "quizgen/data/reference/deck.yaml",
]


@pytest.mark.parametrize(
    ("path", "made"),
    [("decks/REFERENCE.md", reference), ("decks/schema.json", schema_text)],
)
def test_a_committed_file_is_what_the_declarations_make(path, made, request):
    file = ROOT / path
    if request.config.getoption("--accept"):
        file.write_text(made(), "utf-8")
    assert file.read_text("utf-8") == made(), "run: pytest --accept, and read what changed"


def test_every_key_has_an_example():
    rows = [line for line in reference().splitlines() if re.match(r"\| `\w+` \|", line)]
    assert len(rows) > 130
    assert [row for row in rows if row.endswith("|  |")] == []


def test_the_examples_compile():
    """They come from one deck; there is no advice on it either."""
    data = ROOT / "quizgen/data"
    made = try_deck(
        (data / "reference/deck.yaml").read_text("utf-8"),
        head="",
        files={"report.txt": (data / "starter/report.txt").read_bytes(), "stall.png": PNG},
    )
    assert made.deck
    advice = lint(made.deck, expand(made.deck)[0], made.forms)
    assert [as_text(problem) for problem in (*made.problems, *advice)] == []
    assert {item.kind for item in made.items.values()} == set(names(kinds))
    assert len(made.forms) == 3


STARTER = ROOT / "quizgen/data/starter"
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", reference(), re.M | re.S)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.partition("\n")[0])
def test_every_example_of_the_page_is_a_deck_without_a_fault(example, tmp_path):
    """One that shows a part of a deck goes on where the starter's pools begin."""
    head = (STARTER / "deck.yaml").read_text("utf-8").partition("\npools:")[0]
    text = example if "\nquizgen: 1\n" in example else f"{head}\n{example}"
    (tmp_path / "deck.yaml").write_text(text, "utf-8")
    (tmp_path / "report.txt").write_bytes((STARTER / "report.txt").read_bytes())
    said = CliRunner().invoke(cli, ["check", "--strict", str(tmp_path / "deck.yaml")])
    assert (said.exit_code, "items: no problems;" in said.output) == (0, True), said.output


def test_the_page_shows_a_whole_deck_and_templates():
    assert [each.partition("\n")[0] for each in EXAMPLES][1:] == ["claims:"]


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", DECKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_deck_of_the_tree_is_valid(path):
    validator = jsonschema.Draft202012Validator(schema())
    assert [error.message for error in validator.iter_errors(as_json(path))] == []


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("questions: {q: {kind: choice, steem: x}}", "steem"),
        ("questions: {q: {kind: short, distractors: 3}}", "distractors"),
        ("questions: {q: {kind: choise}}", "choise"),
        ("claims: {c: {speaker: reporter}}", "quote"),
        ("quizzes: {q: {title: x, sections: [{drow: 3}]}}", "drow"),
        ("langage: en", "langage"),
        ("claims: {c: {quote: x, untrue: {}}}", "{}"),
        ("claims: {c: {quote: x, untrue: {why: y}}}", "why"),
        ("claims: {c: {quote: x, untrue: {a: {txt: y}}}}", "txt"),
        ("claims: {c: {quote: x, slots: {s: {value: x, near: {}}}}}", "near"),
        ("claims: {c: {quote: x, slots: {s: {value: x, wy: y}}}}", "wy"),
    ],
)
def test_the_schema_refuses(written, complaint, tmp_path):
    path = tmp_path / "deck.yaml"
    path.write_text(written, "utf-8")
    errors = jsonschema.Draft202012Validator(schema()).iter_errors(as_json(path))
    assert any(complaint in json.dumps(error.message) for error in errors)


def as_json(path: Path) -> object:
    """The deck as an editor's YAML server sees it: numbers and booleans are such."""
    root, problems = parse(TextFile(path.name, path.read_text("utf-8")))
    assert not problems
    return _value(root)


def _value(node: Node | None) -> object:
    if node is None:
        return None
    match node.value:
        case dict(entries):
            return {key: _value(each) for key, each in entries.items()}
        case list(entries):
            return [_value(each) for each in entries]
        case "true" | "false":
            return node.value == "true"
        case str(text) if text.isdecimal() and not text.startswith("0"):
            return int(text)
        case str(text) if re.fullmatch(r"\d+\.\d+", text):
            return float(text)
        case text:
            return text
