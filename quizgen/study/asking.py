"""What was typed turned into an answer, for each response.

A slip of the keyboard (a number that no option has) is asked again and never counts as a wrong
answer; `prompt.py` says what is a command.
"""

from __future__ import annotations

import re
from typing import assert_never

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.grade.number import is_number
from quizgen.quiz.model import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.study.acts import Act, Command, Given, Remark
from quizgen.study.prompt import Prompt
from quizgen.study.question import Asked, as_text, right_letters
from quizgen.study.screen import Screen


def ask(asked: Asked, screen: Screen) -> Given | Act:
    """EOFError at the end of the input."""
    prompt = Prompt(asked, screen)
    answer = _ask(prompt)
    if isinstance(answer, Command | Remark):
        return answer
    return Given(answer, prompt.is_hinted)


def ask_after(asked: Asked, screen: Screen, sentence: str, keys: dict[str, Act]) -> Act:
    """What follows the feedback; Enter goes on."""
    prompt = Prompt(asked, screen, keys)
    while True:
        screen.line(sentence)
        typed = prompt.line()
        if isinstance(typed, Command | Remark):
            if typed in (Command.REVEAL, Command.SKIP):
                continue
            return typed
        if not typed.strip():
            return Command.NEXT
        if typed.strip().lower() in keys:
            return keys[typed.strip().lower()]


def ask_written(asked: Asked, screen: Screen) -> str | Act:
    """An empty line is none."""
    prompt = Prompt(asked, screen)
    while True:
        written = prompt.line()
        if not isinstance(written, str) or written.strip():
            return written
        skip = asked.say("study.skip-command")
        screen.line(asked.say("study.no-answer-yet", skip=skip))


def ask_judgement(asked: Asked, screen: Screen) -> Judged | Act:
    """Of an answer that was written earlier."""
    prompt = Prompt(asked, screen)
    if not isinstance(asked.item.response, Open):
        raise TypeError("only an open question is for the learner to judge")
    return _judge(prompt, asked.item.response)


def typed_answer(texts: list[str], asked: Asked) -> Answer | None:
    """From texts that came one by one: numbers as on the screen, letters, words."""
    match asked.item.response:
        case Choice() as choice:
            return _chosen(" ".join(texts), asked, choice)
        case Ordering():
            return _ordered(" ".join(texts), asked)
        case Matching(pairs=pairs) if len(texts) == len(pairs):
            return _by_letters([text.strip().lower() for text in texts], asked)
        case TextEntry() if len(texts) == 1 and texts[0].strip():
            return Typed((texts[0],))
        case Numeric() if len(texts) == 1 and is_number(texts[0], asked.language.code):
            return Typed((texts[0],))
        case Gaps(gaps=gaps) if len(texts) <= len(gaps) and any(map(str.strip, texts)):
            return Typed(tuple(text.strip() for text in texts))
        case _:
            return None


def _ask(prompt: Prompt) -> Answer | Act:
    asked = prompt.asked
    match asked.item.response:
        case Choice() as choice:
            return prompt.until(lambda line: _chosen(line, asked, choice))
        case TextEntry():
            return prompt.until(lambda line: Typed((line,)) if line.strip() else None)
        case Numeric():
            code = asked.language.code
            return prompt.until(lambda line: Typed((line,)) if is_number(line, code) else None)
        case Gaps() as gaps:
            return _ask_gaps(prompt, gaps)
        case Matching() as matching:
            return prompt.until(lambda line: _matched(line, asked, matching))
        case Ordering():
            return prompt.until(lambda line: _ordered(line, asked))
        case Open() as response:
            return _ask_open(prompt, response)
        case _ as never:
            assert_never(never)


def _chosen(line: str, asked: Asked, choice: Choice) -> Chosen | None:
    """None where it is another count than was asked for."""
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
    typed = [(int(number), letter.lower()) for number, letter in _PAIR.findall(line)]
    given = dict(typed)
    wanted = list(range(1, len(matching.pairs) + 1))
    if sorted(given) != wanted or len(typed) != len(wanted):
        return None
    return _by_letters([given[number] for number in wanted], asked)


def _by_letters(letters: list[str], asked: Asked) -> Matched | None:
    """By the letters on the screen, in the order of the left-hand sides."""
    shown = dict(zip(right_letters(asked), asked.order, strict=True))
    if not all(letter in shown for letter in letters):
        return None
    return Matched(tuple(shown[letter] for letter in letters))


def _ask_gaps(prompt: Prompt, gaps: Gaps) -> Typed | Act:
    asked, screen = prompt.asked, prompt.screen
    texts: list[str] = []
    while len(texts) < len(gaps.gaps):
        line = prompt.line(_gap_label(asked, gaps, len(texts) + 1))
        if not isinstance(line, str):
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


def _ask_open(prompt: Prompt, response: Open) -> Judged | Act:
    given = prompt.line()
    return _judge(prompt, response) if isinstance(given, str) else given


def _judge(prompt: Prompt, response: Open) -> Judged | Act:
    asked, screen = prompt.asked, prompt.screen
    screen.line(f"{asked.say('common.answer')}: {as_text(response.answer)}")
    for point in response.points:
        screen.line(f"- {as_text(point)}", indent="  ")
    yes, no = asked.say("study.yes").split(), asked.say("study.no").split()
    while True:
        screen.line(asked.say("study.judge", yes=yes[0], no=no[0]))
        judged = prompt.line()
        if not isinstance(judged, str):
            return judged
        if judged.strip().lower() in yes + no:
            return Judged(judged.strip().lower() in yes)
