"""Every plug-in fits its contract: mypy reads `plug_ins.py`, which this test keeps current.

A plug-in is loaded by its name, so nothing else would tell mypy what it has to be.
"""

from __future__ import annotations

import inspect
import keyword
from collections.abc import Iterator
from pathlib import Path

from quizgen import commands, importers, kinds, lint, writers
from quizgen.registry import load, names

PLUG_INS = Path(__file__).parent / "plug_ins.py"
HEAD = '''"""Each plug-in and what it has to be, for mypy. `pytest --accept` writes it."""

from collections.abc import Callable, Iterator

import click

'''
THINGS = """from quizgen.deck.written import Claim
from quizgen.importers import Importer
from quizgen.kinds import Kind
from quizgen.lint import Quiz
from quizgen.lint._context import LintContext
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Item
from quizgen.writers import Writer
"""


def test_mypy_reads_every_plug_in(request):
    if request.config.getoption("--accept"):
        PLUG_INS.write_text(generated(), "utf-8")
    assert PLUG_INS.read_text("utf-8") == generated(), "run: pytest --accept"


def generated() -> str:
    modules = [
        f"{package.__name__}.{name.replace('-', '_')}"
        for package in (commands, importers, kinds, lint, writers)
        for name in names(package)
        if not keyword.iskeyword(name)  # `import`, which no statement can import
    ]
    imports = "".join(f"import {module}\n" for module in modules)
    lines = [line for module in modules for line in _lines(module)]
    return HEAD + imports + THINGS + "\n" + "\n".join(lines) + "\n"


def _lines(module: str) -> Iterator[str]:
    package, name = module.removeprefix("quizgen.").split(".")
    match package:
        case "commands":
            yield f"command_{name}: click.Command = {module}.command"
        case "importers":
            yield f"importer_{name}: Importer = {module}"
        case "kinds":
            yield f"kind_{name}: Kind[{module}.KEYS] = {module}"
        case "writers":
            yield f"writer_{name}: Writer = {module}"
        case "lint":
            yield from _rules(module, name)


def _rules(module: str, name: str) -> Iterator[str]:
    for rule, function in inspect.getmembers(load(lint, name), inspect.isfunction):
        if "level" in function.__dict__:
            things = [each.title() for each in inspect.signature(function).parameters]
            things = ["LintContext" if each == "Context" else each for each in things]
            target = f"rule_{rule}: Callable[[{', '.join(things)}], Iterator[str]]"
            line = f"{target} = {module}.{rule}"
            yield line if len(line) <= 100 else f"{target} = (\n    {module}.{rule}\n)"
