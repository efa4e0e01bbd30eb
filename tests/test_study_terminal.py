"""The self-test as a learner meets it: on a real pseudo-terminal, in a pipe, cut off, resumed."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from studying import (
    PROGRAM,
    deck,
    environment,
    item,
    log,
    on_terminal,
    pexpect,
    piped,
    rich,
    run_here,
    words,
)

from quizgen.quiz.model import Status
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
from quizgen.quiz.rich import Blank, Text

CHINA = Choice(
    (
        Option(rich("China"), is_key=True),
        Option(rich("Brazil"), is_key=True),
        Option(rich("Germany"), rationale=rich("Only its chancellor is mentioned.")),
    ),
    is_multiple=True,
    is_fixed=True,
)
SAID = Choice((Option(rich("True"), is_key=True), Option(rich("False"))), is_fixed=True)
PAIRS = Matching((Pair(rich("Scholz"), rich("chancellor")), Pair(rich("Putin"), rich("president"))))

# response, what is typed, whether it is right, what the feedback shows
EVERY_RESPONSE = {
    "one": (SAID, "1\n", "correct", "Answer: 1. True"),
    "one wrong": (SAID, "2\n", "wrong", "Answer: 1. True"),
    "several": (CHINA, "2, 1\n", "correct", "Answer: 1. China; 2. Brazil"),
    "several wrong": (CHINA, "1 3\n", "wrong", "3. Germany: Only its chancellor is mentioned."),
    "after slips": (
        SAID,
        "\n0\n3\n1 2\nx\n1\n",
        "correct",
        "Type a number from 1 to 2, or a letter.",
    ),
    "text": (TextEntry("the United Nations", ("UN",)), "un\n", "correct", "Another wording"),
    "text wrong": (TextEntry("the United Nations"), "\nNATO\n", "wrong", "the United Nations"),
    "a word like a command": (TextEntry("/quit"), " /quit\n", "correct", "Answer: /quit"),
    "number": (
        Numeric(Decimal(17), "17", unit="km"),
        "seventeen\n17,0\n",
        "correct",
        "Answer: 17 km",
    ),
    "gaps": (Gaps((Gap("war"), Gap("abyss"))), "war\nabyss\n", "correct", "2. abyss"),
    "gaps wrong": (Gaps((Gap("war"), Gap("abyss"))), "war\nhill\n", "wrong", "(your answer: hill)"),
    "gaps open": (Gaps((Gap("war"), Gap("abyss"))), "\nabyss\n", "wrong", "Something is missing"),
    "names": (Gaps((Gap("A1"), Gap("B1")), False), "b1\na1\n", "correct", "1. A1"),
    "too few names": (Gaps((Gap("A1"), Gap("B1")), False), "\nb1\n\n", "wrong", "is missing"),
    "matching wrong": (PAIRS, "1a 2a\n", "wrong", "Scholz – chancellor"),
    "ordering": (Ordering((rich("only"),)), "1\n", "correct", "Answer: only"),
    "open": (Open(rich("Because."), (rich("a point"),)), "\ny\n", "correct", "- a point"),
    "open wrong": (Open(rich("Because.")), "my text\nmaybe\nn\n", "wrong", "Answer: Because."),
    "shown": (TextEntry("UN"), "/answer\n", "wrong", "Answer: UN"),
}


@pytest.mark.parametrize(
    ("response", "typed", "mark", "shown"), EVERY_RESPONSE.values(), ids=EVERY_RESPONSE
)
def test_every_response_can_be_answered(
    tmp_path: Path, response: Response, typed: str, mark: str, shown: str
) -> None:
    run = run_here(tmp_path, deck(tmp_path, item("q", rich("Stem?"), response)), typed)
    assert run.returncode == 0, run.stderr
    assert [entry[2] for entry in log(tmp_path)] == [mark]
    assert shown in words(run.stdout)


def test_matching_and_ordering_are_answered_by_what_is_on_the_screen(tmp_path: Path) -> None:
    steps = Ordering(tuple(rich(f"step {n}") for n in "123456"))
    path = deck(tmp_path, item("m", rich("Match."), PAIRS), item("o", rich("Order."), steps))
    child = on_terminal(tmp_path, path)
    for _ in range(2):
        child.expect("> ")
        rows = [row.strip() for row in child.before.splitlines()]
        if "of the first list with one of the second." in " ".join(child.before.split()):
            labels = {row[3:]: row[0] for row in rows if row[1:3] == ") "}
            child.sendline(f"2{labels['president'].upper()}, 1-{labels['chancellor']}")
        else:
            numbers = {row[3:]: row[0] for row in rows if row[1:3] == ". "}
            child.sendline(" ".join(numbers[f"step {n}"] for n in "123456"))
        child.expect("Enter: go on. n: I was wrong. u: take it back.\r\n> ")
        child.sendline("")
    child.expect("Answers kept: 2. Right at the first try: 2 of 2.")
    child.expect(pexpect.EOF)
    assert {entry[:2] for entry in log(tmp_path)} == {
        ("m", '[["Scholz", "chancellor"], ["Putin", "president"]]'),
        ("o", json.dumps([f"step {n}" for n in "123456"])),
    }


def test_feedback_shows_why_and_where_it_stands(tmp_path: Path) -> None:
    asked = item(
        "q",
        (Text("There is "), Blank(0), Text(".")),
        Gaps((Gap("no other way"),)),
        rationale=rich("He saw no alternative."),
        note=rich("No other view is quoted."),
        status=Status.DISPUTED,
    )
    shown = words(run_here(tmp_path, deck(tmp_path, asked), "peace\n").stdout)
    assert "This asks what the report says. A right answer does not mean that you agree." in shown
    assert "There is _____." in shown
    assert (
        "Wrong. Answer: no other way Why: He saw no alternative. Note: No other view is quoted."
        " Evidence: “There is no other way” — President Tokayev, quoted in the report, par. 5"
        " (translation: “Иного пути нет”) The question asks what President Tokayev said, not"
        " whether it is so."
    ) in shown


def test_a_missed_one_comes_back_without_being_scheduled(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), TextEntry("UN")))
    run = run_here(tmp_path, path, "NATO\n\nEU\n\nUN\n\n")
    assert "Answers kept: 3. Right at the first try: 0 of 1." in words(run.stdout)
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        assert connection.execute("SELECT rating FROM review").fetchall() == [
            (1,),
            (None,),
            (None,),
        ]


def test_hint_skip_and_quit(tmp_path: Path) -> None:
    texts = [item(f"q{n}", rich("Stem?"), TextEntry("UN"), hint=rich("In N. Y.")) for n in range(3)]
    run = run_here(tmp_path, deck(tmp_path, *texts), "/hint\n/skip\nUN\n\n/quit\n")
    assert "Hint: In N. Y." in words(run.stdout)
    assert "Skipped; nothing was recorded." in words(run.stdout)
    assert len(log(tmp_path)) == 1
    assert run.returncode == 0


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("ru", "Қазақстан\n/выход\n", "Верно."),
        ("ru", "Казахстан\n/quit\n", "Неверно."),
        ("kk", "ҚАЗАҚСТАН\n/шығу\n", "Дұрыс."),
        ("kk", "/көмек\n/жауап\n/шығу\n", "Көмек берілмеген."),
    ],
)
def test_other_languages(tmp_path: Path, language: str, typed: str, shown: str) -> None:
    path = deck(tmp_path, item("q", rich("Ел?"), TextEntry("Қазақстан")), language=language)
    run = run_here(tmp_path, path, typed)
    assert shown in words(run.stdout)
    assert len(log(tmp_path)) == 1
    assert run.returncode == 0


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "ascii"])
def test_a_terminal_without_the_letters_is_no_obstacle(tmp_path: Path, encoding: str) -> None:
    path = deck(tmp_path, item("q", rich("Ел?"), TextEntry("Қазақстан")), language="kk")
    run = piped(tmp_path, path, "Қазақстан\n", PYTHONIOENCODING=encoding)
    assert run.returncode == 0, run.stderr
    assert log(tmp_path) == [("q", '["Қазақстан"]', "correct")]


@pytest.mark.parametrize("typed", ["", "\n\n\n", "9\n8\n", b"\xff\xfe\n", "\x1b[A\x1b[B\n"])
def test_input_that_ends_never_hangs(tmp_path: Path, typed: str | bytes) -> None:
    run = piped(tmp_path, deck(tmp_path, item("q", rich("Stem?"), SAID)), typed)
    assert run.returncode == 2
    assert "No answer was given; nothing was kept." in words(run.stdout)
    assert b"needs a terminal, or answers line by line" in run.stderr


def test_answers_before_the_end_of_the_input_are_kept(tmp_path: Path) -> None:
    texts = [item(f"q{n}", rich("Stem?"), TextEntry("UN")) for n in range(3)]
    run = run_here(tmp_path, deck(tmp_path, *texts), "UN\n")
    assert run.returncode == 0
    assert "Answers kept: 1." in words(run.stdout)


def test_no_stdin_at_all(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), SAID))
    command = [sys.executable, "-c", PROGRAM, str(path)]
    run = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command],
        env=environment(tmp_path),
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr


HOSTILE = "\x1b[2J\x1b]0;title\x07\x9b31m\u202e[/x] {x} %s '); DROP TABLE card; --"


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    asked = item(
        HOSTILE,
        rich(HOSTILE),
        TextEntry(HOSTILE),
        hint=rich(HOSTILE),
        rationale=rich(HOSTILE),
        note=rich(HOSTILE),
    )
    path = deck(tmp_path, asked)
    run = run_here(tmp_path, path, f"/hint\n{HOSTILE}x\n\n{HOSTILE}\n")
    assert run.returncode == 0, run.stderr
    for obeyed in ("\x1b", "\x07", "\x9b", "\u202e"):
        assert obeyed not in run.stdout.decode()
    assert "[/x] {x} %s" in words(run.stdout)
    assert [entry[2] for entry in log(tmp_path)] == ["wrong", "correct"]


def test_twenty_columns_are_enough(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("A stem that is far too long. " * 5 + "x" * 50), CHINA))
    run = piped(tmp_path, path, "1 3\n\n1 2\n", COLUMNS="20")
    assert max(map(len, run.stdout.decode().splitlines())) <= 20
    assert run.returncode == 0


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_no_escape_codes_where_none_are_wanted(tmp_path: Path, more: dict[str, str]) -> None:
    (tmp_path / "inputrc").write_text("set enable-bracketed-paste on\n")
    more["INPUTRC"] = str(tmp_path / "inputrc")
    child = on_terminal(tmp_path, deck(tmp_path, item("q", rich("Stem?"), SAID)), **more)
    child.logfile_read = everything = StringIO()
    child.expect("> ")
    child.sendline("1")
    child.expect("> ")
    child.sendline("")
    child.expect(pexpect.EOF)
    assert "Right." in everything.getvalue()
    assert "\x1b" not in everything.getvalue()


def test_colour_is_a_second_cue_on_a_terminal(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, deck(tmp_path, item("q", rich("Stem?"), SAID)))
    child.expect("> ")
    child.sendline("1")
    child.expect_exact("\x1b[1;32mRight.\x1b[0m")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[pexpect.spawn[str]]:
    """A session of three questions in which two are answered."""
    texts = [item(f"q{n}", rich(f"Stem {n}?"), TextEntry("UN")) for n in range(3)]
    child = on_terminal(tmp_path, deck(tmp_path, *texts))
    for _ in range(2):
        child.expect("> ")
        child.sendline("UN")
        child.expect("Right.")
        child.expect("> ")
        child.sendline("")
    child.expect("Type the answer.\r\n> ")
    yield child
    child.close(force=True)


def test_interrupting_keeps_what_was_answered(tmp_path: Path, three: pexpect.spawn[str]) -> None:
    three.sendintr()
    three.expect("Answers kept: 2.")
    three.expect(pexpect.EOF)
    three.close()
    assert three.exitstatus == 130
    assert len(log(tmp_path)) == 2


def test_end_of_input_on_a_terminal_is_a_way_to_stop(three: pexpect.spawn[str]) -> None:
    three.sendeof()
    three.expect("Answers kept: 2.")
    three.expect(pexpect.EOF)
    three.close()
    assert three.exitstatus == 0


def test_a_killed_session_goes_on_where_it_was(tmp_path: Path, three: pexpect.spawn[str]) -> None:
    answered = {entry[0] for entry in log(tmp_path)}
    three.kill(signal.SIGKILL)
    three.wait()
    child = on_terminal(tmp_path, tmp_path / "demo.json")
    child.expect("0 due, 1 new, 0 missed")
    child.expect("> ")
    child.sendline("UN")
    child.expect("go on.*> ")
    child.sendline("")
    child.expect(pexpect.EOF)
    assert len(answered) == 2
    assert len({entry[0] for entry in log(tmp_path)}) == len(log(tmp_path)) == 3


def test_each_is_asked_once_a_day_whatever_sessions_are_open(
    tmp_path: Path, three: pexpect.spawn[str]
) -> None:
    """The other one begins and ends while this one shows its last question."""
    other = run_here(tmp_path, tmp_path / "demo.json", "NATO\n\nUN\n\n")
    assert "Question 1 of 1 (new)" in words(other.stdout)
    for typed in ("UN", ""):
        three.sendline(typed)
        three.expect("> |Answers kept: 3.")
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        query = "SELECT item, count(rating), count(*) FROM review GROUP BY item ORDER BY count(*)"
        counts = [row[1:] for row in connection.execute(query)]
    assert counts == [(1, 1), (1, 1), (1, 3)]


def test_what_another_session_asked_is_passed_over(tmp_path: Path) -> None:
    path = deck(tmp_path, *(item(f"q{n}", rich("Stem?"), TextEntry("UN")) for n in range(3)))
    first = on_terminal(tmp_path, path)
    first.expect("Type the answer.")
    run_here(tmp_path, path, "UN\n\nUN\n\n")
    first.sendline("UN")
    first.expect("> ")
    first.sendline("")
    first.expect("Question 2 of 2 ")


def test_the_up_key_shows_no_earlier_answer(tmp_path: Path, three: pexpect.spawn[str]) -> None:
    three.send("\x1b[A\r")
    three.expect("Type the answer.")
    three.sendline("/skip")
    three.expect(pexpect.EOF)
    assert len(log(tmp_path)) == 2


def test_backspace_takes_back_one_letter_of_any_script(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Ел?"), TextEntry("Қазақстан")))
    child = on_terminal(tmp_path, path, LC_ALL="C.UTF-8")
    child.expect("> ")
    child.sendline("Қазақстаң\x7fн")
    child.expect("Right.")


def test_due_is_a_number_and_nothing_else(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), TextEntry("UN")))
    run_here(tmp_path, path, "UN\n")
    assert run_here(tmp_path, path, "", "--due").stdout == b"0\n"
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        connection.execute("UPDATE card SET due = 1")
    assert run_here(tmp_path, path, "", "--due").stdout == b"1\n"
    assert run_here(tmp_path, path, "", "--due", "--tag", "none").stdout == b"0\n"


def test_nothing_to_ask(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), TextEntry("UN")))
    run_here(tmp_path, path, "UN\n")
    run = run_here(tmp_path, path, "")
    assert "Nothing to ask now." in words(run.stdout)
    assert run.returncode == 0


def test_a_renamed_question_is_not_new(tmp_path: Path) -> None:
    run_here(tmp_path, deck(tmp_path, item("old", rich("Stem?"), TextEntry("UN"))), "UN\n")
    path = deck(tmp_path, item("new", rich("Stem?"), TextEntry("UN"), was=("old",)))
    assert "Nothing to ask now." in words(run_here(tmp_path, path, "").stdout)


def test_a_damaged_deck_is_a_diagnostic(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("{")
    run = run_here(tmp_path, path, "")
    assert run.returncode == 1
    assert b"error[damaged-deck]" in run.stderr


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), TextEntry("UN")))
    (tmp_path / "essay").write_text("My holidays. " * 500)
    for options in (("--db", str(tmp_path / "essay")), ("--limit", "0")):
        run = run_here(tmp_path, path, "UN\n", *options)
        assert run.returncode == 2
        assert b"Traceback" not in run.stderr
    assert run_here(tmp_path, tmp_path / "gone.json", "").returncode == 2
