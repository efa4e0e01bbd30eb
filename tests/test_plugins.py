"""A kind, an output format or a lint rule is one file: nothing else is touched."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from making import HEAD, SOURCE

from quizgen import kinds, lint, registry, writers
from quizgen.__main__ import cli

DECK = """
speakers: {anna: {name: Anna Berg, aka: [she]}}
claims:
  luck: {speaker: anna, quote: trade needs peace, slots: {need: peace}, text: trade needs peace}
templates:
  said: {kind: truefalse, stem: "{speaker} said that {text}."}
"""

Plug = Callable[[str, str, str], None]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "text.txt").write_text(SOURCE, "utf-8")
    path = tmp_path / "decks" / "test.yaml"
    path.write_text(HEAD + DECK, "utf-8")
    return path


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plug]:
    """`plug(package, module, text)` writes one module and puts its folder on the package's path.
    What the process has listed before is forgotten, as in a process that starts afresh."""
    written: list[str] = []

    def write(package: str, module: str, text: str) -> None:
        folder = tmp_path / "plugged" / package
        folder.mkdir(parents=True)
        (folder / f"{module}.py").write_text(text, "utf-8")
        extended = importlib.import_module(package)
        monkeypatch.setattr(extended, "__path__", [*extended.__path__, str(folder)])
        written.append(f"{package}.{module}")
        start_afresh()

    def start_afresh() -> None:
        for name in list(sys.modules):
            if name.startswith("quizgen.commands."):
                monkeypatch.delitem(sys.modules, name)
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] == "quizgen":
                for value in list(vars(module).values()):
                    getattr(value, "cache_clear", lambda: None)()

    yield write
    for name in written:
        sys.modules.pop(name, None)
    start_afresh()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_an_output_format_is_one_file(deck: Path, plug: Plug, tmp_path: Path) -> None:
    assert run("build", deck, "--to", "stem-list").exit_code == 2
    plug(
        "quizgen.writers",
        "stem_list",
        '''
"""The stems, one a line."""

from quizgen.quiz.rich import plain
from quizgen.writers import File


def write(build, scratch):
    stems = "".join(plain(item.stem) + "\\n" for item in build.deck.items)
    contains = f"{len(build.deck.items)} stems"
    yield File(f"{build.about.name}.stems", stems.encode(), contains, "Read it.")
''',
    )
    result = run("build", deck, "--to", "stem-list", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    written = (tmp_path / "out" / "test.stems").read_text("utf-8")
    assert written == "Anna Berg said that trade needs peace.\n"
    assert "test.stems  1 stems" in result.output
    assert "Read it." in result.output
    assert "stem-list" in run("build", "--help").output
    assert "stem-list" in run("build", deck, "--to", "nothing").output  # among those there are
    assert "stem-list" in registry.names(writers)


ANTONYM = '''
"""The opposite of a word, typed."""

from quizgen.quiz.responses import TextEntry
from quizgen.reading.declaration import declared, declares_keys, needed
from quizgen.reading.fields import ListOf
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import TEXT


@declares_keys
class KEYS:
    opposite: Node = needed(TEXT, "The word that means the opposite.")
    accept: tuple[Node, ...] = declared(ListOf(TEXT), "Other words.", absent=())


def respond(raw, keys):
    opposite = raw.typed(keys.opposite)
    if opposite is not None:
        return TextEntry(opposite, raw.variants(keys.opposite, keys.accept))
'''

ANTONYMS = """
  contrary: {kind: antonym, stem: "What, {speaker} said, is the opposite of {need}?",
             opposite: "not {need}", for: {speaker: anna}}
questions:
  by-hand: {kind: antonym, claim: luck, stem: "Anna Berg called it rest. The opposite?",
            opposite: unrest, accept: [war]}
"""


def test_a_kind_is_one_file(deck: Path, plug: Plug, tmp_path: Path) -> None:
    deck.write_text(HEAD + DECK + ANTONYMS, "utf-8")
    assert "unknown-kind" in run("check", deck).output
    plug("quizgen.kinds", "antonym", ANTONYM)
    result = run("build", deck, "--to", "json", "--to", "anki", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "3 items: 2 antonym, 1 truefalse" in result.output
    compiled = json.loads((tmp_path / "out" / "test.json").read_text("utf-8"))
    assert {
        item["id"]: item["response"] for item in compiled["items"] if item["kind"] == "antonym"
    } == {
        "luck.contrary": {"type": "text", "answer": "not peace"},
        "by-hand": {"type": "text", "answer": "unrest", "accepted": ["war"]},
    }
    assert "antonym" in registry.names(kinds)


def test_the_keys_of_a_new_kind_are_checked(deck: Path, plug: Plug) -> None:
    plug("quizgen.kinds", "antonym", ANTONYM)
    question = (
        "questions:\n"
        "  q: {kind: antonym, claim: luck, stem: Anna Berg said?, oposite: x}\n"
        "  r: {kind: antonym, claim: luck, stem: Anna Berg said what?}\n"
    )
    deck.write_text(HEAD + DECK + question, "utf-8")
    output = run("check", deck).output
    assert "unknown key `oposite` in an antonym question" in output
    assert "did you mean `opposite`?" in output
    assert "`r`: an antonym question needs `opposite:`" in output
    assert "`q`: an antonym question needs" not in output


def test_the_schema_of_editors_knows_a_new_kind(deck: Path, plug: Plug) -> None:
    plug("quizgen.kinds", "antonym", ANTONYM)
    validator = jsonschema.Draft202012Validator(json.loads(run("schema").output))

    def complaints(text: str) -> list[str]:
        return [error.message for error in validator.iter_errors(yaml.safe_load(HEAD + text))]

    assert complaints(DECK + ANTONYMS) == []
    assert complaints(DECK + ANTONYMS.replace("antonym", "antonyme")) != []
    assert complaints(DECK + ANTONYMS.replace("opposite:", "oposite:")) != []


def test_a_lint_rule_is_one_function(deck: Path, plug: Plug) -> None:
    assert "ends-with-peace" not in run("check", deck).output
    assert run("explain", "ends-with-peace").exit_code == 2
    plug(
        "quizgen.lint",
        "words",
        '''
from quizgen.lint import rule
from quizgen.quiz.rich import plain


@rule
def ends_with_peace(item):
    """A stem that ends with peace is too good to be true.

    Let it end with war.
    """
    if plain(item.stem).endswith("peace."):
        yield "the stem ends with peace"


def helper(item):
    yield "not marked as a rule"
''',
    )
    output = run("check", deck).output
    assert "warning[ends-with-peace]: `luck.said`: the stem ends with peace" in output
    assert 'said: {kind: truefalse, stem: "{speaker} said that {text}."}' in output  # its place
    assert "not marked" not in output
    assert "Let it end with war." in run("explain", "ends-with-peace").output
    assert "ends-with-peace" in run("explain").output
    assert "ends-with-peace" in lint.rules()


def test_a_rule_that_a_template_breaks_is_told_once(deck: Path, plug: Plug) -> None:
    other = "claims:\n  more: {speaker: anna, quote: trade needs peace, text: it needs trust}"
    deck.write_text(HEAD + DECK.replace("claims:", other), "utf-8")
    plug(
        "quizgen.lint",
        "words",
        '''
from quizgen.lint import rule


@rule
def always(item):
    """Every item."""
    yield "found"
''',
    )
    assert run("check", deck).output.count("[always]") == 1
    assert "`more.said`: found (and 1 more like it)" in run("check", deck).output


def test_a_rule_says_by_its_first_parameter_what_it_looks_at(deck: Path, plug: Plug) -> None:
    quiz = "quizzes: {test: {title: Test, sections: [{items: [luck.said]}]}}\n"
    deck.write_text(HEAD + DECK + quiz, "utf-8")
    plug(
        "quizgen.lint",
        "words",
        '''
from quizgen.lint import advice, rule


@advice
def short_quiz(quiz, context):
    """A quiz of one question is no quiz."""
    yield f"{len(quiz.items)} of {len(context.items)} items"


@rule
def spoken(claim):
    """Every claim of a speaker."""
    yield f"said by {claim.speaker.name}"


@rule
def quoted(evidence):
    """Every quotation."""
    yield evidence.quote
''',
    )
    output = run("check", deck).output
    assert "info[short-quiz]: `test`: 1 of 1 items" in output
    assert "warning[spoken]: `luck`: said by Anna Berg" in output
    assert "warning[quoted]: `luck`: trade needs peace" in output


def test_a_rule_that_looks_at_nothing_known_is_refused(deck: Path, plug: Plug) -> None:
    text = 'from quizgen.lint import rule\n\n\n@rule\ndef odd(card):\n    yield "odd"\n'
    plug("quizgen.lint", "words", text)
    with pytest.raises(TypeError, match="item, claim, evidence, quiz, language"):
        lint.rules()


def test_a_module_with_an_underscore_is_no_plug_in(deck: Path, plug: Plug) -> None:
    before = registry.names(writers)
    plug("quizgen.writers", "_wheel", "def write(build, scratch): ...")
    assert registry.names(writers) == before


def test_what_was_plugged_in_is_gone(deck: Path) -> None:
    """The tests above leave nothing behind."""
    assert "stem-list" not in registry.names(writers)
    assert "antonym" not in registry.names(kinds)
    assert "antonym" not in run("schema").output
    assert "always" not in lint.rules()
    assert run("build", deck, "--to", "stem-list").exit_code == 2
