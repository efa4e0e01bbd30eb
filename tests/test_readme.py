"""What the README shows is what the program prints."""

from __future__ import annotations

import configparser
import os
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
COMMAND = ["study", "--tag", "conflict", "--seed", "6", "--limit", "2"]
ANSWERS = "/hint\ncourage\n\n4\n\nweakness\n\n"


@pytest.fixture
def session(tmp_path):
    """The session of the README: answers after "> " go in, everything comes out."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    finished = subprocess.run(
        [sys.executable, "-m", "quizgen", *COMMAND, "--db", str(tmp_path / "history.sqlite")],
        input=ANSWERS,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=True,
    )
    return f"$ quizgen {' '.join(COMMAND)}\n{finished.stdout}"


def test_the_session(session, request):
    text = README.read_text("utf-8")
    if request.config.getoption("--accept"):
        text = re.sub(
            r"```text\n.*?```", lambda _: f"```text\n{session}```", text, count=1, flags=re.S
        )
        README.write_text(text, "utf-8")
    assert _undated(f"```text\n{session}```") in _undated(text)


def _undated(text: str) -> str:
    """The day of the next review is not the README's."""
    return re.sub(r"due on \d{4}-\d\d-\d\d", "due on DAY", text)


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
def project(tmp_path):
    """A folder as `quizgen new my-quiz` makes it."""
    run(tmp_path, "new", "my-quiz")
    return tmp_path / "my-quiz"


def run(folder, *arguments):
    """What a terminal shows: problems too."""
    finished = subprocess.run(
        [sys.executable, "-m", "quizgen", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
        timeout=60,
        check=True,
    )
    return f"$ quizgen {' '.join(arguments)}\n{finished.stdout.rstrip()}\n"


def test_the_coverage(project):
    assert f"```text\n{run(project, 'coverage')}```" in README.read_text("utf-8")


def test_the_import(project):
    text = README.read_text("utf-8")
    (project / "towns.csv").write_text(re.search(r"(?s)```text\n(question,.*?)```", text)[1])
    assert f"```text\n{run(project, 'import', 'towns.csv')}```" in text


def test_the_deck_without_claims(tmp_path):
    address = ROOT / "tests/projects/voices/source/address.txt"
    (tmp_path / "address.txt").write_bytes(address.read_bytes())
    path = tmp_path / "gettysburg.yaml"
    path.write_text(re.search(r"(?s)```yaml\n(quizgen: 1\n.*?)```", README.read_text("utf-8"))[1])
    compiled = compile_deck(path, printing=NOTHING_ASKED)
    assert not compiled.problems
    assert not lint(compiled.deck, compiled.expansion)
    (form,) = compiled.build.deck.forms
    assert [placed.item for placed in form.placed] == ["forget"]


ORCHIDS = """\
quizgen: 1
deck: orchids
uid: aaaaaaaaaa
title: Orchids
source: {file: report.txt}
speakers: {ruiz: {name: Ana Ruiz}}
claims:
  light: {speaker: ruiz, quote: Orchids need light, slots: {need: light}}
  water: {speaker: ruiz, quote: They need water, slots: {need: water}}

templates:
  need:
    kind: choice
    stem: What, said {speaker}, do orchids need more of?
    key: "{need}, and of care, day in, day out"
    distractors: [frost, a bigger pot, peace]
"""


def test_the_advice(tmp_path):
    (tmp_path / "report.txt").write_text("Orchids need light, Ruiz said. They need water.", "utf-8")
    path = tmp_path / "orchids.yaml"
    path.write_text(ORCHIDS, "utf-8")
    compiled = compile_deck(path)
    assert compiled.deck is not None
    assert compiled.expansion is not None
    advice = lint(compiled.deck, compiled.expansion)
    (problem,) = (each for each in advice if each.code == "longest-is-key")
    assert as_text(problem).replace(str(path), "decks/orchids.yaml") in README.read_text("utf-8")


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
