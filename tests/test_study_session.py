"""What a learner can do in a session: overrule, undo, flag, put away, cram, sit an exam."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from making import replace
from studying import deck, item, log, on_terminal, pexpect, piped, rich, run_here, words

from quizgen.commands import study
from quizgen.quiz.model import Form, FormSection, Item, Placed, Scoring
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)

UN = TextEntry("UN")


def texts(count: int) -> list[Item]:
    return [item(f"q{number}", rich(f"Stem {number}?"), UN) for number in range(count)]


def rows(tmp_path: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        return connection.execute(query).fetchall()


def events(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


# --- Overrule, undo, flag, put away -------------------------------------------------------


def test_i_was_right(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), "the UNO\ny\n")
    assert "Enter: go on. y: I was right. u: take it back." in words(run.stdout)
    assert "Noted: you were right. Answers kept: 1. Right at the first try: 1 of 1." in words(
        run.stdout
    )
    assert rows(tmp_path, "SELECT mark, rating FROM review") == [("wrong", 1)]
    assert rows(tmp_path, "SELECT mark, rating FROM standing") == [("correct", 3)]


def test_i_was_wrong(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), "UN\nn\nUN\n\n")
    assert "Noted: you were wrong. Question 2 of 2 (again)" in words(run.stdout)
    assert rows(tmp_path, "SELECT mark, rating FROM standing") == [("wrong", 1), ("correct", None)]


@pytest.mark.parametrize(
    ("language", "right", "undo"), [("ru", "д", "о"), ("ru", "y", "u"), ("kk", "иә", "б")]
)
def test_the_keys_are_on_every_keyboard(
    tmp_path: Path, language: str, right: str, undo: str
) -> None:
    path = deck(tmp_path, *texts(1), language=language)
    run_here(tmp_path, path, f"NATO\n{undo}\nNATO\n{right}\n")
    assert rows(tmp_path, "SELECT mark FROM standing") == [("correct",)]


def test_the_answer_that_was_shown_cannot_be_overruled(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), "/answer\ny\n")
    assert words(run.stdout).count("Enter: go on. u: take it back.") == 2
    assert rows(tmp_path, "SELECT mark FROM standing") == [("wrong",)]


@pytest.mark.parametrize("typed", ["NATO\nu\nUN\n\n", "NATO\n/undo\nUN\n\n"])
def test_an_answer_is_taken_back_and_given_again(tmp_path: Path, typed: str) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), typed)
    assert "Taken back. Question 1 of 1 (new)" in words(run.stdout)
    assert "Answers kept: 1. Right at the first try: 1 of 1." in words(run.stdout)
    assert len(log(tmp_path)) == 2
    assert rows(tmp_path, "SELECT mark, rating FROM standing") == [("correct", 3)]
    assert rows(tmp_path, "SELECT reviews, lapses FROM card") == [(1, 0)]


def test_answers_are_taken_back_one_after_another(tmp_path: Path) -> None:
    typed = "NATO\n\nUN\n\n/undo\n/undo\n/undo\n/quit\n"
    run = run_here(tmp_path, deck(tmp_path, *texts(3)), typed)
    shown = words(run.stdout)
    assert shown.count("Taken back.") == 2
    assert "There is nothing to take back." in shown
    assert "No answer was given; nothing was kept." in shown
    assert rows(tmp_path, "SELECT count(*) FROM standing") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM card") == [(0,)]


def test_what_is_wrong_with_a_question_is_noted(tmp_path: Path) -> None:
    typed = "/flag the date is wrong\nUN\n/flag\n\n"
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), typed)
    assert words(run.stdout).count("Noted for the author.") == 2
    assert rows(tmp_path, "SELECT item, value FROM event WHERE type = 'flag' ORDER BY at") == [
        ("q0", "the date is wrong"),
        ("q0", ""),
    ]
    assert [entry[1] for entry in log(tmp_path)] == ['["UN"]']


@pytest.mark.parametrize("typed", ["/suspend\n", "NATO\n/suspend\n"])
def test_a_question_is_put_away(tmp_path: Path, typed: str) -> None:
    path = deck(tmp_path, *texts(1))
    assert "This question will not be asked again." in words(run_here(tmp_path, path, typed).stdout)
    assert "Nothing to ask now." in words(run_here(tmp_path, path, "").stdout)
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        connection.execute("UPDATE card SET due = 1")
    assert run_here(tmp_path, path, "", "--due").stdout == b"0\n"
    assert "Nothing to ask now." in words(run_here(tmp_path, path, "", "--cram").stdout)


def test_putting_away_is_taken_back(tmp_path: Path) -> None:
    path = deck(tmp_path, *texts(2))
    run = run_here(tmp_path, path, "/suspend\n/undo\nUN\n\nUN\n\n")
    assert "Answers kept: 2." in words(run.stdout)


def test_a_right_answer_after_a_hint_was_hard(tmp_path: Path) -> None:
    asked = [replace(each, hint=rich("In N. Y.")) for each in texts(1)]
    run_here(tmp_path, deck(tmp_path, *asked), "/hint\nUN\n\n")
    assert rows(tmp_path, "SELECT mark, rating FROM review") == [("correct", 2)]


def test_help_lists_every_command(tmp_path: Path) -> None:
    shown = words(run_here(tmp_path, deck(tmp_path, *texts(1)), "/help\n").stdout)
    for name in ("hint", "answer", "skip", "undo", "suspend", "flag", "quit"):
        assert f"/{name}" in shown


@pytest.mark.parametrize("typed", ["/quit\n", "UN\n/quit\n", "/hint\n/quit\n"])
def test_quit_at_any_prompt(tmp_path: Path, typed: str) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(3)), typed)
    assert run.returncode == 0
    assert len(log(tmp_path)) == typed.count("UN")


def test_a_changed_answer_is_told_once(tmp_path: Path) -> None:
    told = "The answer to this question has changed since you last gave it."
    run_here(tmp_path, deck(tmp_path, *texts(2)), "UN\n\nUN\n\n")
    path = deck(tmp_path, texts(1)[0], item("q1", rich("Stem 1?"), TextEntry("NATO")))
    run = run_here(tmp_path, path, "NATO\n\n")
    assert "1 due, 0 new" in words(run.stdout)
    assert told in words(run.stdout)
    assert "Nothing to ask now." in words(run_here(tmp_path, path, "").stdout)


def test_a_reworded_question_keeps_its_schedule(tmp_path: Path) -> None:
    run_here(tmp_path, deck(tmp_path, *texts(1)), "UN\n\n")
    path = deck(tmp_path, item("q0", rich("Reworded?"), TextEntry("UN", ("ООН",))))
    assert "Nothing to ask now." in words(run_here(tmp_path, path, "").stdout)


def test_a_removed_question_comes_back_with_its_history(tmp_path: Path) -> None:
    both, one = deck(tmp_path, *texts(2)), tmp_path / "one.json"
    run_here(tmp_path, both, "UN\n\nUN\n\n")
    one.write_bytes(deck(tmp_path, *texts(1)).read_bytes())
    run_here(tmp_path, one, "")
    again = deck(tmp_path, *texts(2))
    assert "Nothing to ask now." in words(run_here(tmp_path, again, "").stdout)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("China, Peru", ["Peru"]),
        ("Peru and China", ["Peru"]),
        ("Peru Chile Oman", ["Peru", "Chile", "Oman"]),
    ],
)
def test_what_is_wrong_in_a_line_of_several_answers(
    tmp_path: Path, line: str, said: list[str]
) -> None:
    named = Gaps((Gap("China"), Gap("Brazil")), is_ordered=False)
    path = deck(tmp_path, item("states", rich("Which two states?"), named))
    shown = words(run_here(tmp_path, path, f"{line}\n\n/quit\n").stdout)
    assert re.findall(r"your answer: (\w+)", shown) == said


# --- Other ways to be asked ----------------------------------------------------------------


def test_cramming_leaves_the_schedule_alone(tmp_path: Path) -> None:
    path = deck(tmp_path, *texts(3))
    run_here(tmp_path, path, "UN\n\nNATO\n\n", "--new", "2")
    before = rows(tmp_path, "SELECT * FROM card ORDER BY item")
    run = run_here(tmp_path, path, "UN\n\nNATO\n\nUN\n\nUN\n\n", "--cram")
    assert "For practice only; the schedule is left alone." in words(run.stdout)
    assert "Question 1 of 3 (practice)" in words(run.stdout)
    assert rows(tmp_path, "SELECT * FROM card ORDER BY item") == before
    assert rows(tmp_path, "SELECT DISTINCT mode, rating FROM review WHERE mode <> ''") == [
        ("cram", None)
    ]


def test_the_same_seed_gives_the_same_session(tmp_path: Path) -> None:
    outputs = []
    for number, seed in enumerate(("a", "a", "b")):
        place = tmp_path / str(number)
        place.mkdir()
        asked = [item(f"q{n}", rich(f"Stem {n}?"), CHOICE) for n in range(30)]
        run = run_here(place, deck(place, *asked), "2\n\n" * 40, "--seed", seed)
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1] != outputs[2]


def test_retention_is_the_decks_or_the_learners(tmp_path: Path) -> None:
    path = deck(tmp_path, *texts(1))
    run_here(tmp_path, path, "UN\n\n", "--retention", "0.75")
    assert rows(tmp_path, "SELECT retention FROM deck") == [(0.75,)]
    run_here(tmp_path, path, "")
    assert rows(tmp_path, "SELECT retention FROM deck") == [(0.9,)]
    for wrong in ("0.69", "0.98", "nan", "x"):
        assert run_here(tmp_path, path, "", "--retention", wrong).returncode == 2


# --- Exams -----------------------------------------------------------------------------------

CHOICE = Choice((Option(rich("NATO")), Option(rich("UN"), is_key=True), Option(rich("EU"))))
BOTH = Choice(
    (Option(rich("China"), is_key=True), Option(rich("Brazil"), is_key=True),
     Option(rich("Germany"))), is_multiple=True, is_fixed=True,
)  # fmt: skip
PAIRS = Matching((Pair(rich("Scholz"), rich("chancellor")), Pair(rich("Putin"), rich("president"))))
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
    run = run_here(tmp_path, exam(tmp_path), TYPED + "y\n", "--exam", "test")
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
        for answer in (
            2, [1, 2, 3], "NATO", 17, ["war", "hill"], ["b", "a"], [2, 1], "My reasons", True
        )
    ]  # fmt: skip
    run = run_here(tmp_path, exam(tmp_path), "\n".join(lines), "--exam", "test", "--json")
    (paper,) = (event for event in events(run.stdout) if event["event"] == "paper")
    assert [question["score"] for question in paper["questions"]] == [
        points for *_, points in QUESTIONS.values()
    ]
    assert (paper["score"], paper["points"], paper["percent"]) == (EARNED, ALL, 69)
    assert all(question["evidence"] for question in paper["questions"])


def test_an_exam_schedules_nothing(tmp_path: Path) -> None:
    run_here(tmp_path, exam(tmp_path), TYPED + "n\n", "--exam", "test")
    assert rows(tmp_path, "SELECT count(*) FROM card") == [(0,)]
    assert rows(tmp_path, "SELECT DISTINCT mode, rating FROM review") == [("exam", None)]
    assert "0 missed earlier" in words(run_here(tmp_path, exam(tmp_path), "/quit\n").stdout)


def test_an_exam_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    path = exam(tmp_path)
    first = run_here(tmp_path, path, "2\n1 2 3\n", "--exam", "test")
    assert "Your paper" not in words(first.stdout)
    rest = "\n".join(TYPED.split("\n")[2:])
    run = run_here(tmp_path, path, rest + "y\n", "--exam", "test")
    assert "The exam goes on where you left it." in words(run.stdout)
    assert f"Points: {EARNED} of {ALL}" in words(run.stdout)
    assert "goes on" not in words(run_here(tmp_path, path, "", "--exam", "test").stdout)


def test_an_exam_waits_for_what_the_learner_must_judge(tmp_path: Path) -> None:
    path = exam(tmp_path)
    run = run_here(tmp_path, path, TYPED + "/flag bad\n/undo\n/quit\n", "--exam", "test")
    assert "Your paper" not in words(run.stdout)
    assert "Noted for the author." in words(run.stdout)
    assert words(run.stdout).endswith("Answers kept: 8.")
    run = run_here(tmp_path, path, "/skip\n", "--exam", "test")
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
        (("--exam", "test", "--form", "C"), "it has A, B"),
        (("--exam", "test", "--cram"), "exclude each other"),
        (("--exam", "test", "--minutes", "0"), "minutes"),
    ],
)
def test_an_exam_that_cannot_be(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    run = run_here(tmp_path, exam(tmp_path), "", *options)
    assert run.returncode == 2
    assert said in " ".join(run.stderr.decode().split())


def test_a_marked_paper_fits_twenty_columns(tmp_path: Path) -> None:
    run = piped(tmp_path, exam(tmp_path), TYPED + "y\n", "--exam", "test", COLUMNS="20")
    assert max(map(len, run.stdout.decode().splitlines())) <= 20


# --- Lines of JSON ----------------------------------------------------------------------------

AS_JSON = {
    "choice": (CHOICE, 2, 4, "correct"),
    "multiple": (BOTH, [2, 1], ["x"], "correct"),
    "text": (UN, "un", "", "correct"),
    "number": (Numeric(Decimal(17), "17"), 17, "some", "correct"),
    "number in words": (Numeric(Decimal("17.5"), "17.5"), 17.5, [], "correct"),
    "gaps": (Gaps((Gap("war"), Gap("abyss"))), ["war", "abyss"], ["a", "b", "c"], "correct"),
    "matching": (PAIRS, ["a", "a"], ["a", "q"], "wrong"),
    "ordering": (Ordering((rich("only"),)), [1], [1, 1], "correct"),
    "open": (Open(rich("Because.")), True, "true", "correct"),
}


@pytest.mark.parametrize(("response", "right", "slip", "mark"), AS_JSON.values(), ids=AS_JSON)
def test_every_response_is_answered_in_json(
    tmp_path: Path, response: Response, right: Any, slip: Any, mark: str
) -> None:
    answers = "\n".join(json.dumps({"answer": answer}) for answer in (slip, right))
    path = deck(tmp_path, item("q", rich("Stem?"), response))
    run = run_here(tmp_path, path, answers, "--json", "--seed", "1")
    kinds = [event["event"] for event in events(run.stdout)]
    assert kinds[:3] == ["session", "question", "error"]
    if mark == "correct" and response is not CHOICE:
        assert kinds[3:] == ["feedback", "end"]
    assert len(log(tmp_path)) == 1


def test_json_is_the_same_session(tmp_path: Path) -> None:
    logs = []
    for name, typed, options in (
        ("text", "NATO\n\nUN\n\nUN\n\nUN\n\n", ()),
        ("json", "".join(
            f'{{"answer": "{answer}"}}\n{{"command": "next"}}\n'
            for answer in ("NATO", "UN", "UN", "UN")
        ), ("--json",)),
    ):  # fmt: skip
        place = tmp_path / name
        place.mkdir()
        run_here(place, deck(place, *texts(3)), typed, "--seed", "s", *options)
        logs.append(
            rows(place, "SELECT item, answer, mark, reason, rating, key FROM review ORDER BY at")
        )
    assert logs[0] == logs[1]
    assert len(logs[0]) == 4


def test_what_a_json_session_says(tmp_path: Path) -> None:
    asked = item("q", rich("Stem?"), BOTH, hint=rich("Two."), rationale=rich("He said so."))
    typed = [
        {"command": "hint"}, {"answer": [1, 3]}, {"command": "wrong"}, {"command": "right"},
    ]  # fmt: skip
    lines = "\n".join(map(json.dumps, typed))
    run = run_here(tmp_path, deck(tmp_path, asked), lines, "--json")
    session, question, hint, feedback, error, notice, end = events(run.stdout)
    assert (session["due"], session["new"], session["questions"]) == (0, 1, 1)
    assert question["options"] == [["1.", "China"], ["2.", "Brazil"], ["3.", "Germany"]]
    assert hint == {"event": "hint", "text": "Two.", "item": "q"}
    assert (feedback["mark"], feedback["key"]) == ("wrong", ["1. China; 2. Brazil"])
    assert feedback["why"] == "He said so."
    assert feedback["evidence"][0]["paragraph"] == 5
    assert error["event"] == "error"
    assert notice["what"] == "overruled-right"
    assert (end["answered"], end["right"], end["finished"]) == (1, 1, True)


NONSENSE = ["", "{", "[]", "null", '{"answer": null}', '{"answer": {"a": 1}}', '{"command": "x"}',
            '{"command": 1}', '{"flag": 1}', '{"answer": [[1]]}', "[" * 5000, '{"answer": 1e999}',
            '{"answer": "\\ud800"}', '{"answer": [true]}']  # fmt: skip


@pytest.mark.parametrize("line", NONSENSE)
def test_nonsense_is_an_error_and_another_line_is_awaited(tmp_path: Path, line: str) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), CHOICE))
    run = run_here(tmp_path, path, f"{line}\n" + '{"answer": 1}\n', "--json")
    assert run.returncode == 0
    assert [event["event"] for event in events(run.stdout)][2:4] == ["error", "feedback"]


def test_half_a_surrogate_is_no_text(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), '{"answer": "\\ud800"}\n', "--json")
    assert run.returncode == 0
    assert len(log(tmp_path)) == 1


def test_json_without_input_ends(tmp_path: Path) -> None:
    run = piped(tmp_path, deck(tmp_path, *texts(1)), "", "--json")
    assert run.returncode == 2
    assert events(run.stdout)[-1]["event"] == "end"


def test_json_is_utf_8_on_every_system(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Ел?"), TextEntry("Қазақстан")), language="kk")
    run = piped(tmp_path, path, '{"answer": "Қазақстан"}\n', "--json", PYTHONIOENCODING="cp1251")
    assert events(run.stdout)[1]["stem"] == "Ел?"
    assert log(tmp_path) == [("q", '["Қазақстан"]', "correct")]


def test_nothing_is_lost_where_the_pause_is_interrupted(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, deck(tmp_path, *texts(2)))
    child.expect("> ")
    child.sendline("UN")
    child.expect("go on.*> ")
    child.sendintr()
    child.expect("Answers kept: 1.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert len(log(tmp_path)) == 1
