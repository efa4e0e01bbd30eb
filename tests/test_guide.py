"""The pages of `quizgen explain deck` and the like: every example on them runs."""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.kinds import __path__ as kind_folders

GUIDE = Path(__file__).parent.parent / "quizgen/data/guide"
PAGES = sorted(path.stem for path in GUIDE.glob("*.md"))
STARTER_QUIZZES = re.compile(r"(?ms)^quizzes:.*")


def page(name: str) -> str:
    return (GUIDE / f"{name}.md").read_text("utf-8")


def blocks(name: str) -> list[str]:
    """The indented parts of a page."""
    found = re.findall(r"(?:^    .*\n(?:\n(?=    ))*)+", page(name), re.MULTILINE)
    return [textwrap.dedent(block) for block in found]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    return result.exit_code, result.output


@pytest.fixture
def project(tmp_path: Path, enter: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZGEN_DB", str(tmp_path / "history.sqlite"))
    enter(tmp_path)
    assert run("new", "my-quiz")[0] == 0
    enter(tmp_path / "my-quiz")
    return tmp_path / "my-quiz"


@pytest.mark.parametrize("name", PAGES)
def test_explain_prints_it_and_lists_it(name: str) -> None:
    assert run("explain", name) == (0, page(name).rstrip() + "\n")
    assert re.search(rf"(?m)^{name} +{re.escape(page(name).splitlines()[0])}$", run("explain")[1])
    assert f" {name}" in run("explain", "--help")[1]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well(name: str) -> None:
    lines = page(name).split("\n")
    assert re.fullmatch(r"How [^.]*\.", lines[0])
    assert max(len(line) for line in lines if not line.startswith(("|", "    "))) <= 100


@pytest.mark.parametrize("name", ["export", "import", "print", "study", "anki", "release"])
def test_the_commands_of_a_page_print_what_it_shows(project: Path, name: str) -> None:
    """… stands for lines that are left out."""
    (project / "towns.csv").write_text(blocks("import")[0], "utf-8")
    shown = [block for block in blocks(name) if block.startswith("$ quizgen")]
    assert shown
    for command, wanted in re.findall(r"(?m)^\$ quizgen (.*)\n((?:(?!\$).*\n)*)", "".join(shown)):
        code, printed = run(*command.split())
        assert code == 0, printed
        for part in re.split(r"(?m)^…\n", wanted):
            assert part.strip("\n") in printed, command


def test_the_quizzes_of_the_page_on_print_are_made(project: Path) -> None:
    (quizzes,) = (block for block in blocks("print") if block.startswith("quizzes:"))
    deck = project / "decks/my-quiz.yaml"
    deck.write_text(STARTER_QUIZZES.sub(quizzes, deck.read_text("utf-8")), "utf-8")
    code, printed = run("build", "--to", "pdf")
    assert code == 0, printed
    assert "my-quiz-exam-c.pdf" in printed


# --- A page that is enough to write a deck with --------------------------------------------------


def written(folder: Path) -> tuple[str, str]:
    """The decks of the page, beside its text; the second has the head of the first."""
    text, whole, more = (
        block
        for block in blocks("deck")
        if block.startswith(("The harbour", "quizgen: 1", "claims:"))
    )
    (folder / "source").mkdir()
    (folder / "decks").mkdir()
    (folder / "source/harbour.txt").write_text(text, "utf-8")
    head = whole.partition("  ness:")[0].replace("deck: harbour", "deck: more")
    other = head.replace("uid: 7", "uid: 8") + more
    (folder / "decks/harbour.yaml").write_text(whole, "utf-8")
    (folder / "decks/more.yaml").write_text(other, "utf-8")
    return whole, other


def test_the_decks_of_the_page_have_no_problem(
    tmp_path: Path, enter: Callable[[Path], None]
) -> None:
    enter(tmp_path)
    written(tmp_path)
    code, printed = run("check", "--strict")
    assert code == 0, printed
    assert "2 decks, 15 items: no problems" in printed
    code, printed = run("build", "--to", "anki", "--to", "html", "--to", "pdf")
    assert code == 0, printed


def test_the_page_has_every_kind(tmp_path: Path) -> None:
    whole, _ = written(tmp_path)
    shown = {each["kind"] for each in yaml.safe_load(whole)["questions"].values()}
    known = {path.stem for folder in kind_folders for path in Path(folder).glob("[a-z]*.py")}
    assert shown == known


def test_the_page_is_short() -> None:
    assert len(page("deck").split()) <= 900


def test_the_page_names_codes_that_there_are() -> None:
    errors = page("deck").partition("Commonest errors")[2]
    codes = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", errors)
    assert len(codes) > 5
    for code in codes:
        assert run("explain", code)[0] == 0


# --- Text to copy --------------------------------------------------------------------------------


def test_the_hook_stops_a_commit_with_a_broken_deck(project: Path, tmp_path: Path) -> None:
    (hook,) = (block for block in blocks("git") if block.startswith("#!"))
    assert hook == "#!/bin/sh\nexec quizgen check\n"
    programs = tmp_path / "bin"
    programs.mkdir()
    python = Path(__import__("sys").executable)
    (programs / "quizgen").write_text(f'#!/bin/sh\nexec "{python}" -m quizgen "$@"\n', "utf-8")
    (programs / "quizgen").chmod(0o755)
    path = tmp_path / "pre-commit"
    path.write_text(hook, "utf-8")

    def hooked() -> int:
        environment = {"PATH": f"{programs}:/usr/bin:/bin"}
        command = ["/bin/sh", str(path)]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    assert hooked() == 0
    deck = project / "decks/my-quiz.yaml"
    deck.write_text(deck.read_text("utf-8").replace("kind: numeric", "kind: numerik"), "utf-8")
    assert hooked() == 1


def test_the_workflows_only_check() -> None:
    local, workflow = (
        yaml.safe_load(block) for block in blocks("git") if block.startswith(("repos", "name"))
    )
    (hook,) = local["repos"][0]["hooks"]
    assert hook["entry"] == "quizgen check"
    steps = workflow["jobs"]["check"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        "python -m pip install .",
        "quizgen check --format github",
    ]
