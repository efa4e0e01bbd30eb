"""What was typed turned into an answer, for each response.

A line that is exactly one of the commands is a command; any other line is an answer, even one that
starts with a slash, and a space before it makes an answer of a command. A slip of the keyboard (a
number that no option has) is asked again and never counts as a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import assert_never

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.grade.number import parse
from quizgen.model import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.study.question import Asked, as_text, instruction, right_letters
from quizgen.study.screen import Screen


class Command(Enum):
    HINT = auto()
    REVEAL = auto()  # shows the answer; counts as not known
    SKIP = auto()
    QUIT = auto()


def command_words(asked: Asked) -> dict[str, Command]:
    """The English words work in every language: not every keyboard is set to the deck's."""
    words = {f"/{command.name.lower()}": command for command in Command}
    words["/answer"] = words.pop("/reveal")
    for command in Command:
        words[asked.say(f"study.{command.name.lower()}-command")] = command
    return words


def ask(asked: Asked, screen: Screen) -> Answer | Command:
    """EOFError at the end of the input."""
    match asked.item.response:
        case Choice() as choice:
            return _until(asked, screen, lambda line: _chosen(line, asked, choice))
        case TextEntry():
            return _until(asked, screen, lambda line: Typed((line,)) if line.strip() else None)
        case Numeric():
            return _until(asked, screen, lambda line: Typed((line,)) if parse(line) else None)
        case Gaps() as gaps:
            return _ask_gaps(asked, screen, gaps)
        case Matching() as matching:
            return _until(asked, screen, lambda line: _matched(line, asked, matching))
        case Ordering():
            return _until(asked, screen, lambda line: _ordered(line, asked))
        case Open() as response:
            return _ask_open(asked, screen, response)
        case _ as never:
            assert_never(never)


def _line(asked: Asked, screen: Screen, prompt: str = "") -> str | Command:
    while True:
        typed = screen.ask(f"{prompt}> ")
        command = command_words(asked).get(typed.rstrip())
        if command is not Command.HINT:
            return command or typed
        hint = as_text(asked.item.hint)
        screen.line(f"{asked.say('common.hint')}: {hint}" if hint else asked.say("study.no-hint"))


def _until(asked: Asked, screen: Screen, read: Callable[[str], Answer | None]) -> Answer | Command:
    while True:
        line = _line(asked, screen)
        if isinstance(line, Command):
            return line
        answer = read(line)
        if answer is not None:
            return answer
        screen.line(instruction(asked))


def _chosen(line: str, asked: Asked, choice: Choice) -> Chosen | None:
    numbers = _numbers(line, len(asked.order))
    if numbers is None:
        return None
    options = frozenset(asked.order[number - 1] for number in numbers)
    wanted = choice.announced if choice.is_multiple else 1
    return Chosen(options) if wanted in (None, len(options)) else None


def _ordered(line: str, asked: Asked) -> Ordered | None:
    numbers = _numbers(line, len(asked.order))
    if numbers is None or sorted(numbers) != list(range(1, len(asked.order) + 1)):
        return None
    return Ordered(tuple(asked.order[number - 1] for number in numbers))


def _numbers(line: str, highest: int) -> list[int] | None:
    """Numbers with spaces, commas or semicolons between; None where one is not on the screen."""
    pieces = [piece.rstrip(".)") for piece in re.split(r"[\s,;]+", line) if piece]
    if not pieces or not all(_NUMBER.fullmatch(piece) for piece in pieces):
        return None
    numbers = [int(piece) for piece in pieces]
    return numbers if all(1 <= number <= highest for number in numbers) else None


_NUMBER = re.compile(r"[0-9]{1,4}")
_PAIR = re.compile(r"([0-9]{1,4})[\s.)=:–-]*([^\W\d_]+)[\s,;.)]*")


def _matched(line: str, asked: Asked, matching: Matching) -> Matched | None:
    """Every number once, each with a letter that is on the screen; a letter may serve twice."""
    if not re.fullmatch(f"(?:{_PAIR.pattern})+", line.strip()):
        return None
    shown = dict(zip(right_letters(asked), asked.order, strict=True))
    typed = [(int(number), letter.lower()) for number, letter in _PAIR.findall(line)]
    rights = {number: shown[letter] for number, letter in typed if letter in shown}
    wanted = list(range(1, len(matching.pairs) + 1))
    if sorted(rights) != wanted or len(typed) != len(wanted):
        return None
    return Matched(tuple(rights[number] for number in wanted))


def _ask_gaps(asked: Asked, screen: Screen, gaps: Gaps) -> Typed | Command:
    texts: list[str] = []
    while len(texts) < len(gaps.gaps):
        line = _line(asked, screen, _gap_label(asked, gaps, len(texts) + 1))
        if isinstance(line, Command):
            return line
        is_last = len(texts) + 1 == len(gaps.gaps) or not (gaps.is_ordered or line.strip())
        if is_last and not line.strip() and not any(texts):
            screen.line(asked.say("study.no-answer-yet", skip=asked.say("study.skip-command")))
            texts.clear()
            continue
        if not line.strip() and not gaps.is_ordered:
            break
        texts.append(line.strip())
    return Typed(tuple(texts))


def _gap_label(asked: Asked, gaps: Gaps, number: int) -> str:
    if len(gaps.gaps) == 1:
        return ""
    return asked.say("study.gap", number=number) if gaps.is_ordered else str(number)


def _ask_open(asked: Asked, screen: Screen, response: Open) -> Judged | Command:
    given = _line(asked, screen)
    if isinstance(given, Command):
        return given
    screen.line(f"{asked.say('common.answer')}: {as_text(response.answer)}")
    for point in response.points:
        screen.line(f"- {as_text(point)}", indent="  ")
    yes, no = asked.say("study.yes").split(), asked.say("study.no").split()
    while True:
        screen.line(asked.say("study.judge", yes=yes[0], no=no[0]))
        judged = _line(asked, screen)
        if isinstance(judged, Command):
            return judged
        if judged.strip().lower() in yes + no:
            return Judged(judged.strip().lower() in yes)
