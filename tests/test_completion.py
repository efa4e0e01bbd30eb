"""Completion by Tab, as the shells ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import commands, registry
from quizgen.__main__ import cli

PROGRAM = Path(sys.executable).with_name("quizgen")


def completed(shell: str, line: str) -> list[str]:
    """What a shell is offered for the last word of the line."""
    words = line.split(" ")
    asked = {
        "_QUIZGEN_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    finished = subprocess.run(
        [sys.executable, "-m", "quizgen"],
        capture_output=True,
        check=True,
        env={**os.environ, **asked},
        encoding="utf-8",
        timeout=60,
    )
    return finished.stdout.split("\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_commands_are_offered(shell: str) -> None:
    said = "\n".join(completed(shell, "quizgen "))
    assert all(name in said for name in registry.names(commands))
    said = "\n".join(completed(shell, "quizgen bu"))
    assert "build" in said
    assert "check" not in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("quizgen build --to g", "gift", "anki"),
        ("quizgen check --form", "--format", "--strict"),
        ("quizgen check --format gi", "github", "json"),
        ("quizgen import --from ", "gift", "pdf"),
        ("quizgen new --fr", "--from", "--to"),
    ],
)
def test_options_and_their_words_are_offered(
    shell: str, line: str, offered: str, not_offered: str
) -> None:
    said = completed(shell, line)
    assert any(offered in each for each in said)
    assert not any(not_offered in each for each in said)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_decks_and_pages_are_offered(shell: str, project: Path) -> None:
    assert (project / "decks/orchids.yaml").is_file()
    assert any("orchids" in each for each in completed(shell, "quizgen build or"))
    assert not any("orchids" in each for each in completed(shell, "quizgen build x"))
    assert any("print" in each for each in completed(shell, "quizgen explain pr"))
    assert any("not-their-words" in each for each in completed(shell, "quizgen explain not-t"))


def test_help_says_how_to_switch_it_on() -> None:
    said = CliRunner().invoke(cli, ["--help"], prog_name="quizgen").output
    for shell in ("bash", "zsh", "fish"):
        assert f"_QUIZGEN_COMPLETE={shell}_source quizgen" in said


@pytest.mark.skipif(not shutil.which("bash") or not PROGRAM.is_file(), reason="NOT CHECKED: bash")
def test_the_line_of_help_works_in_bash() -> None:
    said = CliRunner().invoke(cli, ["--help"], prog_name="quizgen").output
    (line,) = (each.strip().removeprefix("bash:").strip() for each in said.split("\n")
               if "bash_source" in each)  # fmt: skip
    script = (
        f"{line}\nCOMP_WORDS=(quizgen ex)\nCOMP_CWORD=1\n"
        'complete -p quizgen >/dev/null && _quizgen_completion quizgen && echo "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    finished = subprocess.run(
        ["bash", "-c", script], capture_output=True, env=environment, encoding="utf-8", check=False
    )
    assert finished.stdout == "explain\n", finished.stderr
