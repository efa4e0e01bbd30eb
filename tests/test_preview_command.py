"""`quizgen coverage` and `quizgen preview` as authors meet them; the watching one as a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import commands, registry
from quizgen.__main__ import cli

PATIENCE = 60  # seconds; what is waited for takes less than one


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    return result


def spoil(project, old, new):
    path = project / "decks/orchids.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# --- coverage -------------------------------------------------------------------------------


def test_coverage_as_text(project):
    said = run("coverage").stdout
    assert "3 of 4 sentences of report.txt have a claim; 42% of all words are quoted." in said
    assert "3 of them are asked about, by 5 items." in said
    assert "Kinds: 2 choice, 2 truefalse, 1 numeric." in said
    assert "     1.1       1      3" in said
    assert "  volunteers      1  1 numeric; 1 not stated" in said


def test_coverage_as_json(project):
    (found,) = json.loads(run("coverage", "--json").stdout)
    assert [len(each["items"]) for each in found["sentences"]] == [3, 0, 1, 1]
    assert found["claims"][0]["kinds"] == {"truefalse": 2, "choice": 1}
    assert found["word_share"] == pytest.approx(0.42, abs=0.01)


def test_coverage_as_a_page(project):
    assert "coverage.html written" in run("coverage", "--html", "coverage.html").stdout
    page = (project / "coverage.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count('class="sentence none"') == 1 + 1  # one in the legend


def test_coverage_of_a_draft_shows_what_is_still_to_be_asked(project):
    (project / "article.txt").write_text("One thing happened. Another thing followed.\n", "utf-8")
    run("new", "article.txt")
    said = run("coverage", "article").stdout
    assert "2 of 2 sentences of article.txt have a claim; 100% of all words are quoted." in said
    assert "0 of them are asked about, by 0 items." in said
    assert "none (draft)" in said


def test_coverage_of_several_decks_needs_a_name_for_a_page(project):
    run("new", "--from", "decks/orchids.yaml", "roses")
    assert "name it" in run("coverage", "--html", "page.html", code=2).stderr
    assert run("coverage", "roses", "--html", "page.html").stdout == "page.html written\n"


def test_coverage_of_a_deck_with_errors_says_them(project):
    spoil(project, "kind: numeric", "kind: numerik")
    result = run("coverage", "--html", "coverage.html", code=1)
    assert "error[unknown-kind]" in result.stderr
    assert not (project / "coverage.html").exists()


# --- preview --------------------------------------------------------------------------------


def test_preview_writes_a_page_beside_what_is_built(project):
    said = run("preview").stdout
    path = Path("dist/orchids/orchids-preview.html")
    assert f"{path} written: 5 items, 0 problems" in said
    assert "how-many, card 1, back" in path.read_text("utf-8")


def test_preview_shows_errors_in_the_page_and_in_the_exit_code(project):
    spoil(project, "half of the town\n", "half of the twon\n")
    result = run("preview", "-o", "page.html", code=1)
    assert "quotation-not-found" in result.stderr
    page = (project / "page.html").read_text("utf-8")
    assert "orchids.yaml:26:12: error[quotation-not-found]" in page
    assert "how-many, card 1, front" in page


def test_a_folder_that_cannot_be_written_is_named(project):
    (project / "dist").write_text("a file where the folder should be")
    assert "dist" in run("preview", code=1).stderr


def test_preview_of_some_items_only(project):
    assert "orchids-preview.html written: 2 items" in run("preview", "--only", "said").stdout
    page = Path("dist/orchids/orchids-preview.html").read_text("utf-8")
    assert 'id="item-opening.not-said"' in page
    assert 'id="item-how-many"' not in page


# --- preview --watch ------------------------------------------------------------------------


class Watching:
    """The command in a process of its own."""

    def __init__(self, project: Path, output: Path) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quizgen", "preview", "--watch"],
            cwd=project,
            env=environment,
            stdout=output.open("wb"),
            stderr=subprocess.STDOUT,
        )
        self.output = output

    def wait_for(self, words: str, where: Path | None = None, saved: Path | None = None) -> None:
        """Until the words are said, or stand in the page. What `saved` holds is saved again and
        again: nobody can tell from outside when the system has begun to give notice."""
        end = time.monotonic() + PATIENCE
        while words not in (where or self.output).read_text("utf-8"):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)
            if saved:
                saved.write_bytes(saved.read_bytes())

    def said(self) -> str:
        return self.output.read_text("utf-8")


@pytest.fixture
def watching(project) -> Iterator[Watching]:
    started = Watching(project, project / "said.txt")
    yield started
    started.process.kill()
    started.process.wait()


def test_a_saved_file_makes_the_page_anew(project, watching):
    page, deck = project / "dist/orchids/orchids-preview.html", project / "decks/orchids.yaml"
    watching.wait_for("Watching for changes")
    spoil(project, "half of the town\n", "half of the twon\n")
    watching.wait_for("error[quotation-not-found]", page, deck)
    spoil(project, "half of the twon\n", "half of the town\n")
    watching.wait_for("No problems.", page)
    source = project / "source/report.txt"
    source.write_text(source.read_text("utf-8").replace("12 volunteers", "13 volunteers"), "utf-8")
    watching.wait_for("&gt;&gt;13&lt;&lt; volunteers", page)
    assert "how-many, card 1" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "starts"),
    [
        ("decks/orchids.yaml", True),
        ("source/report.txt", True),
        ("source/stall.png", True),
        ("decks/page.html", False),
        ("decks/.page.html.12.part", False),
        ("decks/.orchids.yaml.swp", False),
        ("decks/orchids.yaml~", False),
    ],
)
def test_what_makes_the_page_anew(path, starts):
    assert registry.load(commands, "preview").is_input("modified", path) is starts


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_it_and_nothing_is_wrong_then(watching):
    watching.wait_for("Watching for changes")
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 0
    assert watching.said().endswith("No longer watching.\n")
    assert "Traceback" not in watching.said()
