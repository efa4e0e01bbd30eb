"""Every deck on the page of recipes compiles as it stands, and there is no advice to give on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizgen.diagnostics import as_text
from quizgen.lint import lint
from quizgen.project.compiled import compile_deck

PAGE = (Path(__file__).parent.parent / "decks/README.md").read_text("utf-8")
TEXTS = dict(re.findall(r"(?s)`source/([\w.]+)`:\n\n```text\n(.*?)```", PAGE))
DECKS = re.findall(r"(?s)```yaml\n(quizgen: 1\ndeck: ([\w-]+)\n.*?\n)```", PAGE)


@pytest.mark.parametrize(("deck", "name"), DECKS, ids=[name for _, name in DECKS])
def test_a_recipe(deck, name, tmp_path):
    for file, text in TEXTS.items():
        (tmp_path / file).write_text(text, "utf-8")
    path = tmp_path / f"{name}.yaml"
    path.write_text(deck, "utf-8")
    compiled = compile_deck(path)
    assert as_all(compiled.problems) == ""
    assert as_all(lint(compiled.deck, compiled.expansion, compiled.build.deck.forms)) == ""


def as_all(problems):
    return "\n".join(map(as_text, problems))


def test_the_page_has_its_recipes_and_texts():
    assert len(DECKS) == PAGE.count("```yaml") == 10
    assert len(TEXTS) == 6


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (Path(__file__).parent.parent / "decks" / target).exists(), target
