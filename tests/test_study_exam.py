"""An exam at the keyboard: asked, put off, cut off, and marked at the end."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from making import replace
from studying import (
    BOTH,
    CHOICE,
    PAIRS,
    UN,
    deck,
    events,
    item,
    log,
    piped,
    rich,
    rows,
    run_here,
    words,
)

from quizgen.commands import study
from quizgen.quiz.model import Form, FormSection, Placed, Scoring
from quizgen.quiz.responses import (
    Gap,
    Gaps,
    Numeric,
    Open,
    Ordering,
    Response,
)

QUESTIONS: dict[str, tuple[Response, tuple[int, ...], str, float]] = {
    # response, order as printed, what is typed, points of two
    "choice": (CHOICE, (2, 1, 0), "2", 2),
    "multiple": (BOTH, (0, 1, 2), "1 2 3", 1),
    "text": (UN, (), "NATO", 0),
    "number": (Numeric(Decimal(17), "17"), (), "17", 2),
    "gaps": (Gaps((Gap("war"), Gap("abyss"))), (), "war\nhill", 0),
    "matching": (PAIRS, (1, 0), "1b 2a", 2),
    "ordering": (Ordering((rich("first"), rich("second"))), (1, 0), "2 1", 2),
    "open": (Open(rich("Because."), (rich("a point"),)), (), "My reasons", 2),
}


def exam(tmp_path: Path) -> Path:
    """A form with a question of every response; `parts` for the multiple one."""
    asked = {
        name: item(name, rich(f"Stem of {name}?"), response, hint=rich("A hint."))
        for name, (response, *_) in QUESTIONS.items()
    }
    asked["multiple"] = replace(asked["multiple"], scoring=Scoring.PARTS)
    placed = tuple(
        Placed(number, asked[name].id, QUESTIONS[name][1], 2)
        for number, name in enumerate(QUESTIONS, 1)
    )
    form = Form("test", "A test", "A", (), None, (FormSection("", (), placed),))
    return deck(tmp_path, *asked.values(), forms=(form, replace(form, letter="B")))


TYPED = "".join(f"{typed}\n" for _, _, typed, _ in QUESTIONS.values())
ALL = 2 * len(QUESTIONS)
EARNED = int(sum(points for *_, points in QUESTIONS.values()))


def test_an_exam_says_nothing_until_its_end(tmp_path: Path) -> None:
    run = run_here(tmp_path, exam(tmp_path), TYPED + "\ny\n", "--exam", "test")
    assert run.returncode == 0
    asked, _, marked = words(run.stdout).partition("Your paper, marked")
    assert f"An exam. Questions: {len(QUESTIONS)}, points: {ALL}." in asked
    assert asked.count("Kept.") == len(QUESTIONS)
    for telling in ("Right.", "Wrong.", "Answer: UN", "Evidence"):
        assert telling not in asked
    assert marked.count("Evidence: “There is no other way”") == len(QUESTIONS)
    assert "Your answer: NATO Wrong." in marked
    assert "Your answer: My reasons Right. By your own judgement." in marked
    assert f"Points: {EARNED} of {ALL}, 69 %. Right: 5 of 8." in marked


def test_the_paper_gives_what_each_question_earns(tmp_path: Path) -> None:
    """By the same function as on paper."""
    lines = [
        json.dumps({"answer": answer})
        for answer in (2, [1, 2, 3], "NATO", 17, ["war", "hill"], ["b", "a"], [2, 1], "My reasons")
    ]
    lines += ['{"command": "next"}', '{"answer": true}']
    run = run_here(tmp_path, exam(tmp_path), "\n".join(lines), "--exam", "test", "--json")
    (paper,) = (event for event in events(run.stdout) if event["event"] == "paper")
    assert [question["score"] for question in paper["questions"]] == [
        points for *_, points in QUESTIONS.values()
    ]
    assert (paper["score"], paper["points"], paper["percent"]) == (EARNED, ALL, 69)
    assert all(question["evidence"] for question in paper["questions"])


def test_an_exam_schedules_nothing(tmp_path: Path) -> None:
    run_here(tmp_path, exam(tmp_path), TYPED + "\nn\n", "--exam", "test")
    assert rows(tmp_path, "SELECT count(*) FROM card") == [(0,)]
    assert rows(tmp_path, "SELECT DISTINCT mode, rating FROM review") == [("exam", None)]
    assert "0 missed earlier" in words(run_here(tmp_path, exam(tmp_path), "/quit\n").stdout)


def test_an_exam_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    path = exam(tmp_path)
    first = run_here(tmp_path, path, "2\n1 2 3\n", "--exam", "test")
    assert "Your paper" not in words(first.stdout)
    rest = "\n".join(TYPED.split("\n")[2:])
    run = run_here(tmp_path, path, rest + "\ny\n", "--exam", "test")
    assert "The exam goes on where you left it." in words(run.stdout)
    assert f"Points: {EARNED} of {ALL}" in words(run.stdout)
    assert "goes on" not in words(run_here(tmp_path, path, "", "--exam", "test").stdout)


def test_an_exam_waits_for_what_the_learner_must_judge(tmp_path: Path) -> None:
    path = exam(tmp_path)
    run = run_here(tmp_path, path, TYPED + "\n/flag bad\n/undo\n/quit\n", "--exam", "test")
    assert "Your paper" not in words(run.stdout)
    assert "Noted for the author." in words(run.stdout)
    assert words(run.stdout).endswith("Answers kept: 8.")
    run = run_here(tmp_path, path, "\n/skip\n", "--exam", "test")
    assert "Your answer: My reasons Wrong." in words(run.stdout)
    assert f"Points: {EARNED - 2} of {ALL}" in words(run.stdout)


def test_questions_are_put_off_and_left_open(tmp_path: Path) -> None:
    typed = "/skip\n/hint\n/answer\n/undo\n/flag bad\n1 2\n/quit\n"
    run = run_here(tmp_path, exam(tmp_path), typed, "--exam", "test")
    asked, _, marked = words(run.stdout).partition("Your paper, marked")
    assert "Put off to the end. Question 2 of 8 (exam)" in asked
    assert "There is no hint." in asked
    assert "Noted for the author." in asked
    assert marked.count("Left open") == len(QUESTIONS) - 1
    assert "Points: 2 of 16, 12 %. Right: 1 of 8." in marked


def test_what_was_put_off_comes_at_the_end_once(tmp_path: Path) -> None:
    run = run_here(tmp_path, exam(tmp_path), "/skip\n" * (2 * len(QUESTIONS)), "--exam", "test")
    assert words(run.stdout).count("Put off to the end.") == len(QUESTIONS)
    assert "Points: 0 of 16, 0 %." in words(run.stdout)


def test_an_answer_after_the_deadline_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look at the clock takes ten seconds."""
    now = [datetime(2026, 3, 2, 12).astimezone()]

    def clock() -> datetime:
        now[0] += timedelta(seconds=10)
        return now[0]

    monkeypatch.setattr(study, "_now", clock)
    run = run_here(tmp_path, exam(tmp_path), TYPED, "--exam", "test", "--minutes", "1")
    shown = words(run.stdout)
    assert "Time in minutes: 1." in shown
    assert "The time was up: this answer does not count. Your paper, marked" in shown
    assert len(log(tmp_path)) == shown.count("Kept.") < len(QUESTIONS)


def test_time_runs_while_nobody_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = exam(tmp_path)
    start = datetime(2026, 3, 2, 12).astimezone()
    monkeypatch.setattr(study, "_now", lambda: start)
    run_here(tmp_path, path, "2\n", "--exam", "test", "--minutes", "10")
    monkeypatch.setattr(study, "_now", lambda: start + timedelta(days=3))
    run = run_here(tmp_path, path, "", "--exam", "test")
    assert "(exam)" not in words(run.stdout)
    assert "Points: 2 of 16, 12 %." in words(run.stdout)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exam", "tset"), "did you mean `test`"),
        (("--exam", "midterm"), "the deck has no quiz `midterm`; it has test"),
        (("--exam", ""), "the deck has no quiz ``; it has test"),
        (("--exam", "test", "--form", "C"), "it has A, B"),
        (("--exam", "test", "--cram"), "exclude each other"),
        (("--exam", "test", "--minutes", "0"), "minutes"),
    ],
)
def test_an_exam_that_cannot_be(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    run = run_here(tmp_path, exam(tmp_path), "", *options)
    assert run.returncode == 2
    assert said in " ".join(run.stderr.decode().split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--form A", "--form does nothing without --exam"),
        ("--cram --form B", "--form does nothing without --exam"),
        ("--exam test --limit 3", "--exam and --limit exclude each other"),
        ("--exam test --tag core", "--exam and --tag exclude each other"),
        ("--exam test --new 10", "--exam and --new exclude each other"),
        ("--exam test --seed x", "--exam and --seed exclude each other"),
        ("--exam test --retention 0.8", "--exam and --retention exclude each other"),
        ("--cram --new 3", "--cram and --new exclude each other"),
        ("--due --exam test", "--due and --exam exclude each other"),
        ("--due --json", "--due and --json exclude each other"),
    ],
)
def test_what_would_do_nothing_is_refused(tmp_path: Path, options: str, said: str) -> None:
    run = run_here(tmp_path, exam(tmp_path), "", *options.split())
    assert run.returncode == 2
    assert said in " ".join(run.stderr.decode().split())
    assert not (tmp_path / "history.sqlite").exists()


@pytest.mark.parametrize(
    "options",
    [
        "--cram --limit 2 --minutes 9 --seed x",
        "--due --tag none --retention 0.8",
        "--exam test --json",
    ],
)
def test_what_goes_together_is_not_refused(tmp_path: Path, options: str) -> None:
    said = run_here(tmp_path, exam(tmp_path), "", *options.split()).stderr
    assert b"Usage" not in said


def test_a_deck_without_a_quiz_says_so(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, item("q", rich("Who?"), UN)), "", "--exam", "test")
    assert "it has none that can be an exam" in words(run.stderr)


def test_a_marked_paper_fits_twenty_columns(tmp_path: Path) -> None:
    run = piped(tmp_path, exam(tmp_path), TYPED + "\ny\n", "--exam", "test", COLUMNS="20")
    assert max(map(len, run.stdout.decode().splitlines())) <= 20
