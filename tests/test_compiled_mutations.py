"""Compiled decks edited by hand: whatever stands in one, no command ends in a traceback; what is
damaged is named, and the rest can be studied.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from test_enemies_kept import WITH_ENEMIES as WHOLE

from quizgen.commands import stats, study

EXAMPLES = int(os.environ.get("DECKS") or (200 if os.environ.get("CI") else 60))

VALUES: tuple[Any, ...] = (
    None, True, "", "abc", "12", "1e999999", "NaN", "\x1b[2J\u202e", "\ud800", "x" * 20_000,
    0, -1, 1, 5, 1.5, -0.0, 1e300, float("inf"), float("nan"), 10**9, 2**63, 10**30, [], [[]], {},
    [[[]]], ["a"], [1], [None], [{}], {"type": "blank", "gap": 99}, {"type": "strong"},
    [{"type": "strong", "children": [{"type": "link", "children": [], "url": "javascript:a"}]}],
    {"type": "text", "answer": "a"}, {"type": "choice", "options": []},
    {"type": "gaps", "gaps": []}, {"type": "matching", "pairs": []}, {"type": "open"},
    {"type": "ordering", "steps": []},
    {"type": "open", "answer": [], "lines": 10**18}, ["print", "study"], "dispuTed", "disputed",
)  # fmt: skip
BYTES = (
    b"",
    b'"',
    b"{",
    b"]",
    b",",
    b"\\",
    b"\xff",
    b"\0",
    b"\\u0000",
    b"\\ud800",
    b"9" * 5000,
    b"[" * 999,
)
LINES = [{"answer": "UN"}, {"answer": 1}, {"answer": ["war", "hill"]}, {"answer": [1, 2]},
         {"answer": True}, {"command": "next"}, {"command": "answer"}, {"answer": "17 km"},
         {"command": "hint"}, {"flag": "bad"}, {"answer": {"1": "a"}}]  # fmt: skip
TYPED = "\n".join(json.dumps(LINES[n % len(LINES)]) for n in range(40))


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with a key of its own."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


def edited(chance: random.Random) -> bytes:
    if chance.random() < 0.1:
        at = chance.randrange(len(WHOLE))
        return WHOLE[:at] + chance.choice(BYTES) + WHOLE[at + chance.choice([0, 1, 9]) :]
    whole = json.loads(WHOLE)
    for _ in range(chance.choice([1, 1, 2, 4])):
        found = list(places(whole))
        holder, key = chance.choice(found)
        other, there = chance.choice(found)
        match chance.randrange(6):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(key, deepcopy(other[there]))
            case 2:
                holder[key] = deepcopy(other[there])
            case _:
                holder[key] = deepcopy(chance.choice(VALUES))
    return json.dumps(whole).encode()


def run(command: click.Command, *arguments: object) -> str:
    result = CliRunner().invoke(command, list(map(str, arguments)), input=TYPED)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(arguments) from result.exception
    assert result.exit_code in (0, 1, 2), result.output
    return result.output


@pytest.mark.parametrize("number", range(EXAMPLES))
def test_no_edit_ends_in_a_traceback(tmp_path: Path, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - repeatable, no secret
    path, db = tmp_path / "deck.json", tmp_path / "history.sqlite"
    path.write_bytes(edited(chance))
    options = chance.choice([["--json"], ["--json", "--exam", "ten"], ["--json", "--cram"], []])
    run(study.command, path, "--db", db, "--seed", "1", *options)
    run(stats.command, path, "--db", db)
