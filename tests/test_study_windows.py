"""Whole sessions on pseudo-terminals of common and of small sizes, with colour and without."""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path

import pytest
from studying import deck, environment, item, log, on_terminal, pexpect, rich, words
from test_study_terminal import EVERY_RESPONSE

from quizgen.quiz.model import Form, FormSection, Item, Placed
from quizgen.quiz.responses import Choice, Matching, Ordering

COLOUR = re.compile(r"\x1b\[(?:0|1|1;3[123])m")
SIZES = [(24, 80), (15, 40)]
PLAIN = [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}]


def questions() -> list[Item]:
    """One of each response, with long words all around it."""
    kinds = {type(response): response for response, *_ in EVERY_RESPONSE.values()}
    long = rich("A sentence that goes on and on for quite a while. " * 3)
    return [
        item(f"q{n}", rich(f"Stem {n}? {long[0]}"), response, hint=long, note=long, rationale=long)
        for n, response in enumerate(kinds.values())
    ]


def order(asked: Item) -> tuple[int, ...]:
    match asked.response:
        case Choice(options=parts) | Ordering(parts):
            return tuple(range(len(parts)))
        case Matching() as matching:
            return tuple(range(len(matching.rights)))
        case _:
            return ()


def path_of(tmp_path: Path) -> Path:
    asked = questions()
    placed = tuple(Placed(n, each.id, order(each), 1) for n, each in enumerate(asked, 1))
    form = Form("test", "A test", "A", (), None, (FormSection("", (), placed),))
    return deck(tmp_path, *asked, forms=(form,))


def rows(child: pexpect.spawn[str], everything: StringIO) -> list[str]:
    """What was on the screen, when the program has ended by itself."""
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return COLOUR.sub("", everything.getvalue()).replace("\r", "").split("\n")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("more", PLAIN)
def test_a_session_fits_its_window(
    tmp_path: Path, size: tuple[int, int], more: dict[str, str]
) -> None:
    """Each question is answered by its hint and its answer; then all of them come again."""
    child = on_terminal(tmp_path, path_of(tmp_path), **more)
    child.setwinsize(*size)
    child.logfile_read = everything = StringIO()
    for _ in questions():
        for typed in ("/hint", "/help", "/answer", ""):
            child.expect("> $")
            child.sendline(typed)
    child.expect("> $")
    child.sendline("/quit")
    shown = rows(child, everything)
    assert max(map(len, shown)) <= size[1]
    assert "\x1b" not in "".join(shown)
    assert bool(COLOUR.search(everything.getvalue())) == (not more)
    assert words("\n".join(shown).encode()).count("Evidence:") == len(questions())
    assert len(log(tmp_path)) == len(questions())


@pytest.mark.parametrize("size", SIZES)
def test_a_paper_and_the_statistics_fit_too(tmp_path: Path, size: tuple[int, int]) -> None:
    path = path_of(tmp_path)
    child = on_terminal(tmp_path, path, "--exam", "test")
    child.setwinsize(*size)
    child.logfile_read = everything = StringIO()
    for _ in questions():
        child.expect("> $")
        child.sendline("/skip")
    child.expect("> $")
    child.sendline("/quit")
    assert max(map(len, rows(child, everything))) <= size[1]
    program = "from quizgen.commands.stats import command; command()"
    child = pexpect.spawn(sys.executable, ["-c", program, str(path)], env=environment(tmp_path),
                          cwd=str(tmp_path), encoding="utf-8", dimensions=size)  # fmt: skip
    child.logfile_read = everything = StringIO()
    assert max(map(len, rows(child, everything))) <= size[1]


def test_a_window_that_is_made_smaller_is_heeded(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, path_of(tmp_path))
    child.setwinsize(24, 80)
    child.expect("> $")
    child.setwinsize(15, 40)
    child.logfile_read = everything = StringIO()
    child.sendline("/answer")
    child.expect("> $")
    child.sendline("")
    child.expect("> $")
    child.sendline("/quit")
    assert 30 < max(map(len, rows(child, everything))) <= 40
