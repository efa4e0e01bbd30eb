"""An exam's paper: answers changed before it is handed in, and papers shown again afterwards."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import replace
from studying import deck, events, item, rich, rows, run_here, texts, words

from quizgen.commands import stats
from quizgen.quiz.model import Form, FormSection, Placed
from quizgen.quiz.responses import Open

EXAM = ("--exam", "test")


def exam(tmp_path: Path, *, with_open: bool = False) -> Path:
    """Three questions, Stem 0 to Stem 2; the last may be open."""
    asked = texts(3)
    if with_open:
        asked[2] = item("q2", rich("Stem 2?"), Open(rich("Because.")))
    placed = tuple(Placed(number, each.id, (), 2) for number, each in enumerate(asked, 1))
    form = Form("test", "A test", "A", (), None, (FormSection("", (), placed),))
    return deck(tmp_path, *asked, forms=(form, replace(form, letter="B")))


def asked(shown: str) -> list[str]:
    """The numbers of the questions in the order in which they were put."""
    return re.findall(r"Question (\d+) of", shown)


@pytest.mark.parametrize(
    ("typed", "order", "right"),
    [
        ("NATO\n/back\nUN\nUN\nUN\n\n", "1 2 1 2 3", 3),
        ("NATO\n/back\n/skip\nUN\nUN\n\n", "1 2 1 2 3", 2),  # the answer stays
        ("UN\nNATO\n/back\n/back\nUN\nUN\nUN\n\n", "1 2 3 2 1 2 3", 3),
        ("UN\nUN\nNATO\n/back\nUN\n\n", "1 2 3 3", 3),  # behind the last question
        ("/skip\n/back\nUN\nUN\nUN\n\n", "1 2 1 2 3", 3),  # and not once more at the end
        ("/skip\nUN\nUN\n/back\nUN\nNATO\n\n", "1 2 3 1 3 1", 2),
        ("/back\nUN\nUN\nUN\n\n", "1 2 3", 3),
    ],
)
def test_answers_are_changed_before_the_paper_is_handed_in(
    tmp_path: Path, typed: str, order: str, right: int
) -> None:
    shown = words(run_here(tmp_path, exam(tmp_path), typed, *EXAM).stdout)
    assert asked(shown) == order.split()
    assert f"Right: {right} of 3." in shown
    assert len(rows(tmp_path, "SELECT * FROM standing")) == 3
    assert "Answers kept: 3." in shown


def test_going_back_shows_what_was_answered(tmp_path: Path) -> None:
    shown = words(run_here(tmp_path, exam(tmp_path), "NATO\n/back\nUN\n/quit\n", *EXAM).stdout)
    assert "Stem 0? Type the answer. Your answer: NATO >" in shown
    assert rows(tmp_path, "SELECT answer FROM standing") == [('["UN"]',)]


def test_an_exam_that_was_cut_off_can_go_back_too(tmp_path: Path) -> None:
    path = exam(tmp_path)
    run_here(tmp_path, path, "NATO\n", *EXAM)
    shown = words(run_here(tmp_path, path, "/back\nUN\nUN\nUN\n\n", *EXAM).stdout)
    assert asked(shown) == ["2", "1", "2", "3"]
    assert "Right: 3 of 3." in shown


def test_json_goes_back_and_hands_in(tmp_path: Path) -> None:
    lines = ['{"answer": "UN"}'] * 2 + ['{"answer": "NATO"}', '{"command": "back"}']
    lines += ['{"answer": "UN"}', '{"command": "skip"}', '{"command": "next"}']
    run = run_here(tmp_path, exam(tmp_path), "\n".join(lines) + "\n", *EXAM, "--json")
    (paper,) = (event for event in events(run.stdout) if event["event"] == "paper")
    assert paper["score"] == 6
    assert [each["what"] for each in events(run.stdout) if each.get("what") == "exam-done"]


# --- Papers again --------------------------------------------------------------------------


def test_papers_are_shown_again(tmp_path: Path) -> None:
    """The last one first, with the judgements made then."""
    path = exam(tmp_path, with_open=True)
    first = words(run_here(tmp_path, path, "UN\nNATO\nMy reasons\n\ny\n", *EXAM).stdout)
    second = words(run_here(tmp_path, path, "NATO\nNATO\nNone\n\nn\n", *EXAM).stdout)
    for number, before in (("1", second), ("2", first)):
        again = words(run_here(tmp_path, path, "", *EXAM, "--paper", number).stdout)
        assert again.startswith("Your paper, marked")
        assert again in before
    before = rows(tmp_path, "SELECT count(*) FROM review")
    run_here(tmp_path, path, "", *EXAM, "--paper", "1", "--json")
    assert rows(tmp_path, "SELECT count(*) FROM review") == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exam", "test", "--paper", "3"), "2 papers of this exam were handed in"),
        (("--exam", "test", "--form", "B", "--paper", "1"), "no paper of this exam was handed in"),
        (("--paper", "1"), "--paper does nothing without --exam"),
        (("--exam", "test", "--paper", "1", "--minutes", "3"), "--paper and --minutes exclude"),
    ],
)
def test_a_paper_that_is_not_there(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    path = exam(tmp_path)
    for _ in range(2):
        run_here(tmp_path, path, "UN\nUN\nUN\n\n", *EXAM)
    run = run_here(tmp_path, path, "", *options)
    assert run.returncode == 2
    assert said in words(run.stderr)


def test_exams_are_in_the_statistics(tmp_path: Path) -> None:
    path = exam(tmp_path)
    run_here(tmp_path, path, "UN\nNATO\n/quit\n", *EXAM)  # the third is left open
    run_here(tmp_path, path, "UN\n", *EXAM)  # cut off, and no paper yet
    arguments = [str(path), "--db", str(tmp_path / "history.sqlite")]
    shown = words(CliRunner().invoke(stats.command, arguments).stdout_bytes)
    assert "Exams" in shown
    assert "test, form A" in shown
    found = json.loads(CliRunner().invoke(stats.command, [*arguments, "--json"]).stdout)
    (taken,) = found["exams"]
    assert (taken["quiz"], taken["form"], taken["right"], taken["total"]) == ("test", "A", 1, 3)
