"""What quizgen exports for other programs, imported again: nothing a format can hold is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from bank_items import ABOUT, EVERY, hostile_items
from importing import HEAD, foreign, made_of, read_file
from making import Folder, as_build, replace

from quizgen import registry, writers
from quizgen.compiling.expand import expand
from quizgen.diagnostics import TextFile
from quizgen.load import load
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Break, Rich, Text, plain
from quizgen.writers import File


def reimported(form: str, items: Iterable[Item], folder: Path) -> dict[str, Item]:
    build = as_build(ABOUT, tuple(items))
    made = registry.load(writers, form).write(build, folder)
    (content,) = (each.content for each in made if isinstance(each, File))
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    found, said = read_file(form, foreign(text, f"bank.{form}"))
    assert [each for each in said if "not kept" not in each and "blank" not in each] == []
    deck, _ = load(TextFile("bank.yaml", made_of(found, HEAD).text), Folder({}), "zzzzzzzzzz")
    assert deck is not None
    return {each.id: each for each in expand(deck)[0].items}


def words(rich: Rich) -> str:
    return plain(tuple(Text("\n") if isinstance(node, Break) else node for node in rich))


def meant(item: Item) -> Any:
    """What a learner is asked and what is right, in no order."""
    match item.response:
        case Choice(options, is_multiple=is_multiple):
            told = {(words(each.content), each.is_key, words(each.rationale)) for each in options}
            return words(item.stem), is_multiple, told
        case TextEntry(answer, accepted):
            return words(item.stem), answer, {*accepted}
        case Gaps(gaps=(gap,)):
            return words(item.stem), gap.answer, {*gap.accepted}
        case Gaps(gaps):
            return words(item.stem), [gap.answer for gap in gaps]
        case Numeric(value=value, tolerance=tolerance, unit=unit):
            return words(item.stem), value, tolerance, unit
        case Matching(pairs, extras):
            told = {(words(pair.left), words(pair.right)) for pair in pairs}
            return words(item.stem), told, {*map(words, extras)}
        case Ordering(steps):
            return words(item.stem), [*map(words, steps)]
        case Open(answer):
            return words(item.stem), words(answer)


def of_real_kinds(items: Iterable[Item]) -> list[Item]:
    return [replace(each, kind="open") for each in items]


# What each has no form for: CSV has one feedback for a statement, and GIFT no key of an essay,
# nothing to put in order, and no gaps but one.
UNHELD = {"csv": {"statement"}, "gift": {"why", "steps", "two-gaps", "names", "arrow", "number"}}


@pytest.mark.parametrize("form", UNHELD)
def test_every_response_comes_back(form: str, tmp_path: Path) -> None:
    items = {each.id: each for each in of_real_kinds(EVERY)}
    found = reimported(form, items.values(), tmp_path)
    assert {name: meant(each) for name, each in found.items() if name not in UNHELD[form]} == {
        name: meant(each) for name, each in items.items() if name not in UNHELD[form]
    }
    assert "core" in found["one"].tags


@pytest.mark.parametrize(("form", "most_left_out"), [("csv", 81), ("gift", 3)])
def test_no_sign_is_damaged(form: str, most_left_out: int, tmp_path: Path) -> None:
    """The compiler refuses a few, since it takes texts that differ in their marks for the same."""
    items = {each.id: each for each in of_real_kinds(hostile_items(600))}
    found = reimported(form, items.values(), tmp_path)
    assert len(found) >= len(items) - most_left_out
    damaged = {
        name: each
        for name, each in found.items()
        if meant(each) != meant(items[name])
        and not (form == "gift" and isinstance(items[name].response, Open))
    }
    assert {name: (meant(each), meant(items[name])) for name, each in damaged.items()} == {}
