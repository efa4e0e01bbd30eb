"""What is typed at a prompt: a command, an answer, or neither, which is asked again."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from making import replace
from studying import deck, item, log, on_terminal, pexpect, rich, run_here, words

from quizgen.quiz.model import Form, FormSection, Item, Placed
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Match,
    Numeric,
    Open,
    Option,
    Response,
    TextEntry,
)

UN = TextEntry("UN")
TRUE = Choice((Option(rich("True"), is_key=True), Option(rich("False"))), is_fixed=True)
TWO = Gaps((Gap("war"), Gap("abyss")))
STATES = Gaps((Gap("China"), Gap("Brazil")), is_ordered=False)
SEVEN = Numeric(Decimal(7), "7")
WHY = Open(rich("Because."))

PROMPTS = {"text": UN, "choice": TRUE, "gaps": TWO, "list": STATES, "number": SEVEN, "open": WHY}


def held(
    tmp_path: Path, response: Response, typed: str, *options: str, language: str = "en"
) -> str:
    """What a session with one question shows."""
    asked = item("q", rich("Stem?"), response, hint=rich("In N. Y."))
    run = run_here(tmp_path, deck(tmp_path, asked, language=language), typed, *options)
    assert run.returncode in (0, 2), run.stderr
    return words(run.stdout)


@pytest.mark.parametrize("response", PROMPTS.values(), ids=PROMPTS)
@pytest.mark.parametrize("typed", ["/hint", "/Hint", "/HINT", "  /hint", "/hint  ", "\t/hInT "])
def test_capitals_and_blanks_do_not_matter(tmp_path: Path, response: Response, typed: str) -> None:
    assert "Hint: In N. Y." in held(tmp_path, response, f"{typed}\n")
    assert log(tmp_path) == []


@pytest.mark.parametrize("response", PROMPTS.values(), ids=PROMPTS)
@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/hlep", "/help"),
        ("/q", "/quit"),
        ("/quti", "/quit"),
        ("/QUTI", "/quit"),
        ("/exit", "/quit"),
        ("/quit now", "/quit"),
        ("/hints", "/hint"),
        ("/skpi", "/skip"),
        ("/anwser", "/answer"),
        ("/?", "/help"),
        ("quit", "/quit"),
        (" Quit ", "/quit"),
        ("exit", "/quit"),
        (":q", "/quit"),
        ("help", "/help"),
        ("HINT", "/hint"),
        ("?", "/help"),
        ("skip", "/skip"),
    ],
)
def test_what_is_like_a_command_is_asked_again(
    tmp_path: Path, response: Response, typed: str, command: str
) -> None:
    shown = held(tmp_path, response, f"{typed}\n")
    assert f"This was not marked. Did you mean {command}?" in shown
    assert log(tmp_path) == []


@pytest.mark.parametrize("typed", ["/nonsense", "/", "/usr/bin", "//"])
def test_any_other_word_after_a_slash_is_asked_again(tmp_path: Path, typed: str) -> None:
    assert "no such command; /help lists them" in held(tmp_path, UN, f"{typed}\n")
    assert log(tmp_path) == []


@pytest.mark.parametrize(
    ("response", "typed", "mark"),
    [
        (TextEntry("quit"), "quit", "correct"),
        (TextEntry("to quit", ("quit",)), "Quit", "correct"),
        (TextEntry("help"), "help", "correct"),
        (TextEntry("exits"), "exit", "close"),
        (TextEntry("?", match=Match.EXACT), "?", "correct"),
        (TextEntry("/etc"), "/etc", "correct"),
        (TextEntry("/etc"), "/usr", "wrong"),
        (TextEntry("/etc/passwd"), "/etc/paswd", "close"),
        (TextEntry("the root", ("/",)), "/", "correct"),
        (TextEntry("/quit"), "/quit", "correct"),
        (TextEntry("quitting"), "to quit", "wrong"),
        (Gaps((Gap("help"),)), "help", "correct"),
        (Gaps((Gap("/usr"), Gap("/etc"))), "/usr\n/etc", "correct"),
        (Gaps((Gap("exit"), Gap("hint")), is_ordered=False), "exit\nhint", "correct"),
        (Open(rich("Quit.")), "quit\ny", "correct"),
    ],
)
def test_a_right_answer_is_marked_whatever_it_looks_like(
    tmp_path: Path, response: Response, typed: str, mark: str
) -> None:
    shown = held(tmp_path, response, f"{typed}\n")
    assert "was not marked" not in shown
    assert [entry[2] for entry in log(tmp_path)] == [mark]


@pytest.mark.parametrize(
    ("key", "typed"), [("/etc", "/hlep"), ("hint", "/hint"), ("help", "/hlep")]
)
def test_a_command_stays_one_beside_a_key_like_it(tmp_path: Path, key: str, typed: str) -> None:
    shown = held(tmp_path, TextEntry(key), f"{typed}\n")
    assert "Did you mean /help?" in shown or "Hint: In N. Y." in shown
    assert log(tmp_path) == []


@pytest.mark.parametrize(
    ("language", "typed", "command"),
    [
        ("ru", "/Выход", ""),
        ("ru", "/выхд", "/выход"),
        ("ru", "выход", "/выход"),
        ("ru", "quit", "/quit"),
        ("kk", "/ШЫҒУ", ""),
        ("kk", "/көмк", "/көмек"),
        ("kk", "?", "/анықтама"),
    ],
)
def test_commands_in_other_languages(
    tmp_path: Path, language: str, typed: str, command: str
) -> None:
    shown = held(tmp_path, UN, f"{typed}\n/quit\n", language=language)
    assert f" {command}" in shown
    assert log(tmp_path) == []


STATEMENT = replace(item("q", rich("Said?"), TRUE), kind="truefalse")
NAMES = ("UN", "EU", "Peru", "A b")
FOUR = Choice(tuple(Option(rich(name), is_key=name == "Peru") for name in NAMES), is_fixed=True)
NINE = Choice(tuple(Option(rich(f"no. {n}"), is_key=n == 8) for n in range(1, 10)), is_fixed=True)
PERU_AND_UN = Choice(tuple(replace(option, is_key=n in (0, 2)) for n, option in
                           enumerate(FOUR.options)), is_multiple=True, is_fixed=True)  # fmt: skip
STATED = replace(
    STATEMENT,
    response=Choice((*TRUE.options, Option(rich("Not stated"))), is_fixed=True),
    kind="stated",
)
RUSSIAN = Choice((Option(rich("Верно"), is_key=True), Option(rich("Неверно"))), is_fixed=True)


@pytest.mark.parametrize(
    ("asked", "typed", "answer"),
    [
        (STATEMENT, "t", "True"),
        (STATEMENT, " F ", "False"),
        (STATEMENT, "true", "True"),
        (STATEMENT, "False.", "False"),
        (STATEMENT, "b", "False"),
        (STATEMENT, "2", "False"),
        (STATED, "n", "Not stated"),
        (STATED, "NOT stated", "Not stated"),
        (STATED, "t", "True"),
        (STATED, "c", "Not stated"),
        (replace(STATEMENT, response=FOUR), "C)", "Peru"),
        (replace(STATEMENT, response=FOUR), "peru", "Peru"),
        (replace(STATEMENT, response=FOUR), "a B", "A b"),
        (replace(STATEMENT, response=NINE, kind="choice"), "h", "no. 8"),
    ],
)
def test_an_option_is_chosen_by_number_letter_or_word(
    tmp_path: Path, asked: Item, typed: str, answer: str
) -> None:
    run_here(tmp_path, deck(tmp_path, asked), f"{typed}\n")
    assert [entry[1] for entry in log(tmp_path)] == [json.dumps([answer], ensure_ascii=False)]


VERDICTS_RU = Choice((*RUSSIAN.options, Option(rich("Не сказано"))), is_fixed=True)


@pytest.mark.parametrize(
    ("choice", "typed", "answer"),
    [
        (RUSSIAN, "н", "Неверно"),
        (RUSSIAN, "T", "Верно"),
        (VERDICTS_RU, "не сказано", "Не сказано"),
        (VERDICTS_RU, "f", "Неверно"),
        (VERDICTS_RU, "N", "Не сказано"),
        (VERDICTS_RU, "н\n2", "Неверно"),  # two begin with it
        (VERDICTS_RU, "в\n3", "Не сказано"),  # “Верно”, and the letter of the third on paper
    ],
)
def test_a_letter_counts_where_it_means_one_verdict(
    tmp_path: Path, choice: Choice, typed: str, answer: str
) -> None:
    held(tmp_path, choice, f"{typed}\n", language="ru")
    assert [entry[1] for entry in log(tmp_path)] == [json.dumps([answer], ensure_ascii=False)]


@pytest.mark.parametrize("typed", ["a c", "A,3", "1; C."])
def test_several_options_are_chosen_by_letters(tmp_path: Path, typed: str) -> None:
    held(tmp_path, PERU_AND_UN, f"{typed}\n")
    assert [entry[1:] for entry in log(tmp_path)] == [('["UN", "Peru"]', "correct")]


@pytest.mark.parametrize("typed", ["t", "e", "a c", "5", "Per", "x", "aa"])
def test_what_names_no_option_is_asked_again(tmp_path: Path, typed: str) -> None:
    assert held(tmp_path, FOUR, f"{typed}\n").count("Type a number from 1 to 4, or a letter.") == 2
    assert log(tmp_path) == []


def test_after_the_feedback_a_slip_is_asked_again(tmp_path: Path) -> None:
    shown = held(tmp_path, UN, "NATO\n/udno\nquit\n/UNDO\nUN\n")
    assert "Did you mean /undo?" in shown
    assert "Did you mean /quit?" in shown
    assert [entry[2] for entry in log(tmp_path)] == ["wrong", "correct"]


def test_the_word_that_takes_an_answer_back_is_none_of_them(tmp_path: Path) -> None:
    shown = held(tmp_path, UN, "NATO\nundo\nUN\n")
    assert "was not marked" not in shown
    assert "Taken back." in shown


def test_an_exam_keeps_no_slip(tmp_path: Path) -> None:
    asked = [item("a", rich("Who?"), UN), item("b", rich("Why?"), WHY)]
    placed = tuple(Placed(n, each.id, (), 1) for n, each in enumerate(asked, 1))
    form = Form("test", "A test", "A", (), None, (FormSection("", (), placed),))
    path = deck(tmp_path, *asked, forms=(form,))
    typed = "/hlep\nquit\nUN\n/quti\nexit\nMy reasons\n/Quit\ny\n"
    shown = words(run_here(tmp_path, path, typed, "--exam", "test").stdout)
    assert shown.count("This was not marked. Did you mean") == 4
    assert [entry[1] for entry in log(tmp_path)] == ['["UN"]', '["My reasons"]']


def test_lines_of_json_take_a_command_in_any_letters(tmp_path: Path) -> None:
    typed = [{"command": " Hint "}, {"command": "/HINT"}, {"command": "hlep"}, {"answer": "quit"}]
    path = deck(tmp_path, item("q", rich("Stem?"), UN, hint=rich("In N. Y.")))
    run = run_here(tmp_path, path, "\n".join(map(json.dumps, typed)), "--json")
    events = [json.loads(line)["event"] for line in run.stdout.splitlines()]
    assert events[:6] == ["session", "question", "hint", "hint", "error", "feedback"]
    assert [entry[2] for entry in log(tmp_path)] == ["wrong"]  # it is said to be an answer


def test_slips_at_a_keyboard(tmp_path: Path) -> None:
    path = deck(tmp_path, item("q", rich("Stem?"), UN, hint=rich("In N. Y.")))
    child = on_terminal(tmp_path, path)
    child.expect("> ")
    for typed, said in (
        ("/Hint", "Hint: In N. Y."),
        ("/hlep", "Did you mean /help?"),
        ("quit", "Did you mean /quit?"),
        ("?", "Did you mean /help?"),
        ("/q", "Did you mean /quit?"),
    ):
        child.sendline(typed)
        child.expect_exact(said)
        child.expect("> ")
    child.sendline("/QUIT")
    child.expect("nothing was kept")
    child.expect(pexpect.EOF)
    assert log(tmp_path) == []


@pytest.mark.parametrize("hint", ["", "In N. Y."])
def test_a_session_offers_hints_where_a_question_has_one(tmp_path: Path, hint: str) -> None:
    asked = item("q", rich("Stem?"), UN, hint=rich(hint) if hint else ())
    shown = words(run_here(tmp_path, deck(tmp_path, asked), "/quit\n").stdout)
    assert ("/hint gives a hint" in shown) == bool(hint)
