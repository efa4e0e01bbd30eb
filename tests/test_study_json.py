"""A session as lines of JSON, for programs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from studying import (
    BOTH,
    CHOICE,
    PAIRS,
    UN,
    deck,
    events,
    item,
    log,
    on_terminal,
    pexpect,
    piped,
    rich,
    rows,
    run_here,
    texts,
)

from quizgen.quiz.responses import (
    Gap,
    Gaps,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)

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
