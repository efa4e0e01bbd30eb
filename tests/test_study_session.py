"""What a learner can do in a session: overrule, undo, flag, put away, cram."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from making import replace
from studying import CHOICE, deck, item, log, on_terminal, rich, rows, run_here, texts, words

from quizgen.quiz.model import Form, FormSection, Placed
from quizgen.quiz.responses import (
    Gap,
    Gaps,
    TextEntry,
)
from quizgen.quiz.rich import Rich

# --- Overrule, undo, flag, put away -------------------------------------------------------


def test_i_was_right(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), "the UNO\ny\n")
    assert "Enter: go on. y: I was right. u: take it back." in words(run.stdout)
    assert "Noted: you were right. Answers kept: 1. Right at the first try: 1 of 1." in words(
        run.stdout
    )
    assert rows(tmp_path, "SELECT mark, rating FROM review") == [("wrong", 1)]
    assert rows(tmp_path, "SELECT mark, rating FROM standing") == [("correct", 3)]


def test_what_is_typed_where_enter_goes_on_is_answered(tmp_path: Path) -> None:
    """It may be the answer to the next question, or a slip; a command is still obeyed."""
    unmarked = "> NATO This was not marked: no answer is expected here. Enter: go on."
    run = run_here(tmp_path, deck(tmp_path, *texts(2)), "UN\nNATO\n/skip\n/quit\n")
    shown = words(run.stdout)
    assert unmarked in shown
    assert unmarked.replace("NATO", "/skip") in shown
    assert "Answers kept: 1. Right at the first try: 1 of 1." in shown
    assert rows(tmp_path, "SELECT mark FROM standing") == [("correct",)]


def test_what_is_missed_does_not_lengthen_the_session(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(3)), "NATO\n\nNATO\n\nUN\n\n/quit\n")
    places = re.findall(r"^(?:Question|Again).*", run.stdout.decode(), re.M)
    assert places == [
        "Question 1 of 3 (new)",
        "Question 2 of 3 (new); to repeat: 1",
        "Question 3 of 3 (new); to repeat: 2",
        "Again, after question 3 of 3; to repeat: 2",
    ]
    shown = words(run_here(tmp_path, deck(tmp_path, *texts(3)), "UN\n\n/quit\n").stdout)
    assert "Again; to repeat: 2 Stem" in shown


def test_what_was_put_right_in_another_session_is_not_asked_again(tmp_path: Path) -> None:
    path = deck(tmp_path, *texts(3))
    first = on_terminal(tmp_path, path)
    for typed in ("NATO", "", "NATO", ""):  # two are missed, and wait
        first.expect("> $")
        first.sendline(typed)
    first.expect("> $")
    other = run_here(tmp_path, path, "UN\n\n" * 3)
    assert "0 due, 1 new, 2 missed earlier today." in words(other.stdout)
    first.sendline("UN")
    first.expect("> $")
    first.sendline("")
    first.expect("Answers kept: 3.")


def test_i_was_wrong(tmp_path: Path) -> None:
    run = run_here(tmp_path, deck(tmp_path, *texts(1)), "UN\nn\nUN\n\n")
    assert "Noted: you were wrong. Again, after question 1 of 1; to repeat: 1 Stem 0?" in words(
        run.stdout
    )
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


def listed(shown: bytes) -> list[list[str]]:
    """The commands that each /help lists."""
    parts = shown.decode().split("/help\n")[1:]
    return [re.findall(r"^(/\w+): ", part.partition("\n> ")[0], re.M) for part in parts]


@pytest.mark.parametrize(("hint", "first"), [((), []), (rich("In N. Y."), ["/hint"])])
def test_help_lists_what_does_something_there(tmp_path: Path, hint: Rich, first: list[str]) -> None:
    asked = [replace(each, hint=hint) for each in texts(2)]
    run = run_here(tmp_path, deck(tmp_path, *asked), "/help\nUN\n/help\n\n/help\n/quit\n")
    assert listed(run.stdout) == [
        [*first, "/answer", "/skip", "/suspend", "/flag", "/quit"],
        ["/undo", "/suspend", "/flag", "/quit"],
        [*first, "/answer", "/skip", "/undo", "/suspend", "/flag", "/quit"],
    ]


def test_help_in_an_exam(tmp_path: Path) -> None:
    asked = replace(texts(1)[0], hint=rich("In N. Y."))
    form = Form("test", "A test", "A", (), None,
                (FormSection("", (), (Placed(1, asked.id, (), 1),)),))  # fmt: skip
    run = run_here(tmp_path, deck(tmp_path, asked, forms=(form,)), "/help\n", "--exam", "test")
    assert listed(run.stdout) == [["/back", "/skip", "/flag", "/quit"]]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/flag bad\n/quit\n", "what you noted is kept."),
        ("/suspend\n/quit\n", "what you noted is kept."),
        ("/suspend\n/undo\n/quit\n", "nothing was kept."),
        ("/skip\n/quit\n", "nothing was kept."),
        ("/flag bad\nUN\n\n/quit\n", "Answers kept: 1."),
    ],
)
def test_the_closing_words_are_true(tmp_path: Path, typed: str, said: str) -> None:
    assert said in words(run_here(tmp_path, deck(tmp_path, *texts(2)), typed).stdout)


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
