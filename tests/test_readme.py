"""What the README shows is what the program prints."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from quizgen.diagnostics import as_text
from quizgen.lint import lint
from quizgen.project.compiled import compile_deck
from quizgen.quiz.layout import NOTHING_ASKED

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def test_the_mistake(tmp_path):
    """The printed diagnostic, made from a deck with that mistake in line 18."""
    (tmp_path / "report.txt").write_text("Ana Ruiz said that orchids bloom.", "utf-8")
    head = ["quizgen: 1", "deck: orchids", "uid: aaaaaaaaaa", "title: Orchids"]
    head += ["source: {file: report.txt}", "speakers: {ruiz: {name: Ana Ruiz}}", "claims:"]
    head += ["  bloom: {speaker: ruiz, quote: orchids bloom}", "questions:"]
    head += ["#"] * (15 - len(head))
    body = ["  what:", "    kind: choice", "    steem: What did {speaker} say about orchids?"]
    path = tmp_path / "orchids.yaml"
    path.write_text("\n".join([*head, *body, "    claim: bloom"]), "utf-8")
    problem = next(each for each in compile_deck(path).problems if each.code == "unknown-key")
    assert as_text(problem).replace(str(path), "decks/orchids.yaml") in README.read_text("utf-8")


@pytest.fixture
def address(tmp_path):
    text = ROOT / "tests/projects/voices/source/address.txt"
    (tmp_path / "address.txt").write_bytes(text.read_bytes())
    return tmp_path / "gettysburg.yaml"


def deck_and_template():
    text = README.read_text("utf-8")
    return re.search(
        r"(?s)```yaml\n(quizgen: 1\n.*?)```.*?```yaml\n(claims:\n.*?)```", text
    ).groups()


def test_the_deck_without_claims(address):
    deck, _ = deck_and_template()
    assert items_of(address, deck) == ["forget"]


def test_the_template_makes_three_questions(address):
    deck, template = deck_and_template()
    wanted = ["nation.gap", "war.gap", "field.gap", "forget"]
    assert items_of(address, deck + template) == wanted
    assert all(f"`{name}`" in README.read_text("utf-8") for name in wanted[:3])


def items_of(path, deck):
    """The items of a deck on which there is nothing to say."""
    path.write_text(deck, "utf-8")
    compiled = compile_deck(path, printing=NOTHING_ASKED)
    assert not compiled.problems
    assert not lint(compiled.deck, compiled.expansion)
    (form,) = compiled.build.deck.forms
    assert {placed.item for placed in form.placed} == {each.id for each in compiled.expansion.items}
    return [each.id for each in compiled.expansion.items]


def test_the_draft_of_a_text(tmp_path):
    """The question that the README shows is the one that `new` makes."""
    (tmp_path / "article.txt").write_text(SENTENCE, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "quizgen", "new", "article.txt"], cwd=tmp_path, check=True
    )
    (shown,) = re.findall(r"(?s)```yaml\n(  p1-s1:.*?)```", README.read_text("utf-8"))
    assert shown in (tmp_path / "decks/article.yaml").read_text("utf-8")


SENTENCE = "The library will open on Sundays from the first week of May.\n"


def test_the_readme_is_short():
    text = README.read_text("utf-8")
    assert len(text.splitlines()) <= 220
    assert len(text.split()) <= 1800


def test_every_command_is_listed_and_has_an_example():
    from quizgen import commands, registry

    text = README.read_text("utf-8")
    for name in registry.names(commands):
        assert f"| `quizgen {name}" in text
        assert "Example" in (registry.load(commands, name).command.epilog or "")


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8")):
        assert (ROOT / target).exists(), target


# --- What is installed beside the program -------------------------------------------------


def needed(name: str) -> dict[str, str]:
    """All that a library needs to run, itself too, with what it says of its licence."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop())[0]
        try:
            about = distribution(name)
        except PackageNotFoundError:  # for another system
            continue
        if name not in found:
            keys = ("License-Expression", "License", "Classifier")
            found[name] = " ".join(
                value for key in keys for value in about.metadata.get_all(key, [])
            )
            waiting += [need for need in about.requires or () if "extra ==" not in need]
    return found


def test_a_library_that_is_not_under_a_permissive_licence_is_named():
    licence = README.read_text("utf-8").rpartition("MIT licence")[2]
    copyleft = re.compile(r"\b([LA]?GPL|MPL)")
    strict = [name for name, said in needed("quizgen").items() if copyleft.search(said)]
    assert strict == ["frozendict"]
    assert all(f"`{name}`" in licence for name in strict)


def test_genanki_is_held_to_the_version_whose_internals_are_imported():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    (need,) = re.findall(r"^genanki (.*)", config["options"]["install_requires"], re.M)
    assert need == "~= 0.13.1"
