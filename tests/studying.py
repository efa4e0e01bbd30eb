"""What the tests of the self-test share: decks, and ways to hold a session with them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from making import as_build, as_file

from quizgen.commands.study import command
from quizgen.quiz.model import About, Evidence, Form, Item, Source, Speaker
from quizgen.quiz.responses import Choice, Matching, Option, Pair, Response, TextEntry
from quizgen.quiz.rich import Rich, Text

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are POSIX only")

PROGRAM = "from quizgen.commands.study import command; command(prog_name='quizgen study')"
ROOT = Path(__file__).parent.parent


def rich(text: str) -> Rich:
    return (Text(text),)


SPEAKER = Speaker("t", "President Tokayev", "Kassym-Jomart Tokayev")
EVIDENCE = Evidence(
    "There is no other way", 5, True, "There is no other way.", (), "Иного пути нет"
)


def item(name: str, stem: Rich, response: Response, **more: Any) -> Item:
    whole: dict[str, Any] = {
        "kind": "any",
        "claim": name,
        "evidence": (EVIDENCE,),
        "speaker": SPEAKER.id,
    } | more
    return Item(id=name, stem=stem, response=response, **whole)


def deck(tmp_path: Path, *items: Item, language: str = "en", forms: tuple[Form, ...] = ()) -> Path:
    source = Source("speech.txt", "the report", language, ("There is no other way.",))
    about = About("demo", "uid-demo", "A demonstration", language, source)
    path = tmp_path / "demo.json"
    path.write_bytes(as_file(as_build(about, items, forms, speakers=(SPEAKER,))))
    return path


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")
    }
    return kept | {
        "QUIZGEN_DB": str(tmp_path / "history.sqlite"),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
        "INPUTRC": os.devnull,
        **more,
    }


def piped(
    tmp_path: Path, path: Path, typed: str | bytes, *options: str, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """In a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), *options],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        timeout=20,
        env=environment(tmp_path, **more),
        cwd=tmp_path,
        check=False,
    )


def run_here(
    tmp_path: Path, path: Path, typed: str, *options: str
) -> subprocess.CompletedProcess[bytes]:
    """The same in this process, which is ten times as fast."""
    arguments = [str(path), "--db", str(tmp_path / "history.sqlite"), *options]
    result = CliRunner().invoke(command, arguments, input=typed, catch_exceptions=False)
    return subprocess.CompletedProcess(
        arguments, result.exit_code, result.stdout_bytes, result.stderr_bytes
    )


def on_terminal(tmp_path: Path, path: Path, *options: str, **more: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable,
        ["-c", PROGRAM, str(path), *options],
        env=environment(tmp_path, **more),
        cwd=str(tmp_path),
        encoding="utf-8",
        timeout=10,
        dimensions=(40, 100),
    )


def log(tmp_path: Path) -> list[tuple[str, str, str]]:
    """Item, answer and mark of each review."""
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        return connection.execute("SELECT item, answer, mark FROM review ORDER BY id").fetchall()


def words(output: bytes) -> str:
    """What was shown, with the wrapping undone."""
    return " ".join(output.decode().split())


UN = TextEntry("UN")
CHOICE = Choice((Option(rich("NATO")), Option(rich("UN"), is_key=True), Option(rich("EU"))))
BOTH = Choice(
    (Option(rich("China"), is_key=True), Option(rich("Brazil"), is_key=True),
     Option(rich("Germany"))), is_multiple=True, is_fixed=True,
)  # fmt: skip
PAIRS = Matching((Pair(rich("Scholz"), rich("chancellor")), Pair(rich("Putin"), rich("president"))))


def texts(count: int) -> list[Item]:
    return [item(f"q{number}", rich(f"Stem {number}?"), UN) for number in range(count)]


def rows(tmp_path: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        return connection.execute(query).fetchall()


def events(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]
