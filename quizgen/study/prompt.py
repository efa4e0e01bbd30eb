"""Asks at a prompt until there is an answer, and tells commands from answers.

Capitals and blanks around a command do not matter. A slip such as `/hlep`, or a bare `quit` or `?`,
would be marked wrong and change the schedule. So they count as answers only if they are right;
otherwise the learner is asked again. So it is with a line that was typed while the keyboard was set
to the other alphabet, and with `true` where words are missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import assert_never

from quizgen.grade.answer import Answer, Judged, Typed
from quizgen.quiz.notation import marking_points
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain
from quizgen.study.answers import from_line
from quizgen.study.frontend import Action, Command, Given, Remark
from quizgen.study.screen import Screen, ShownItem, as_text, instruction

_NAMES = ("help", "hint", "reveal", "skip", "undo", "back", "suspend", "flag", "quit")
_ENGLISH = {name: f"/{name}" for name in _NAMES} | {"reveal": "/answer"}
_ALSO = {"?": "help", "h": "help", "q": "quit", ":q": "quit", "exit": "quit"}
_TRUTHS = frozenset(("true", "false", "t", "f"))
_LEAST_LIKENESS = 0.7  # for `difflib`: /hlep is like /help, /home is not


class Prompt:
    """Reads the lines that answer one question, and gives hints and help. `keys` are words with a
    meaning at this prompt only, and `useful` the commands that do something here."""

    def __init__(
        self, shown: ShownItem, screen: Screen, useful: Collection[str], keys: Collection[str] = ()
    ) -> None:
        self.shown = shown
        self._screen = screen
        self._is_hinted = False
        self._useful = useful
        self._keys = keys
        # English words work in every language: a keyboard may not be set to that of the deck
        self._words = {word: name for name, word in _ENGLISH.items()}
        self._words |= {self._say(f"{name}-command"): name for name in _NAMES}

    def _line(self, label: str = "") -> str | Action:
        while True:
            typed = self._screen.ask(f"{label}> ")
            meant = self._meant(typed.strip().casefold())
            if meant is None or self._is_answer(typed.strip(), meant):
                slip = self._slip(typed.strip())
                if not slip:
                    return typed
                self._screen.line(self._say(slip))
                continue
            action = self._obey(typed.strip(), meant)
            if action is not None:
                return action

    def ask(self) -> Given | Action:
        """Raises EOFError at the end of the input."""
        match self.shown.item.response:
            case Gaps() as gaps:
                answer = self._ask_gaps(gaps)
            case Open() as response:
                answer = self._ask_open(response)
            case Choice() | TextEntry() | Numeric() | Matching() | Ordering():
                answer = self._ask_line()
            case _ as never:
                assert_never(never)
        return answer if isinstance(answer, Command | Remark) else Given(answer, self._is_hinted)

    def go_on(self, sentence: str, keys: Mapping[str, Action]) -> Action:
        """Waits until the learner has read what is on the screen; Enter goes on."""
        while True:
            self._screen.line(sentence)
            typed = self._line()
            found: Action | None
            if isinstance(typed, str):
                found = {**keys, "": Command.NEXT}.get(typed.strip().lower())
            else:
                found = None if typed in (Command.REVEAL, Command.SKIP) else typed
            if found is not None:
                return found
            self._screen.line(self._say("unmarked"))

    def judge(self, response: Open) -> Judged | Action:
        """Lets the learner judge an answer, and shows the model answer for that."""
        shown = self.shown
        self._screen.line(f"{shown.say('common.answer')}: {as_text(response.answer)}")
        for point in marking_points(response, shown.language):
            self._screen.line(f"- {as_text(point)}", indent="  ")
        yes, no = self._say("yes").split(), self._say("no").split()
        while True:
            self._screen.line(self._say("judge", yes=yes[0], no=no[0]))
            judged = self._line()
            if not isinstance(judged, str):
                return judged
            if judged.strip().lower() in yes + no:
                return Judged(judged.strip().lower() in yes)

    def _ask_line(self) -> Answer | Action:
        from quizgen.grade.letters import on_other_keyboards

        while isinstance(line := self._line(), str):
            if answer := from_line(line, self.shown):
                return answer
            others = (from_line(each, self.shown) for each in on_other_keyboards(line))
            is_other = not isinstance(self.shown.item.response, TextEntry) and any(others)
            said = self._say("other-keyboard") if is_other else instruction(self.shown)
            self._screen.line(said)
        return line

    def _ask_open(self, response: Open) -> Answer | Action:
        while isinstance(written := self._line(), str):
            if not self.shown.is_exam:
                return self.judge(response)
            if written.strip():
                return Typed((written,))
            self._refuse_empty()
        return written

    def _ask_gaps(self, gaps: Gaps) -> Answer | Action:
        """An empty line leaves a gap open; where the order is free, it ends the list."""
        texts: list[str] = []
        count = len(gaps.gaps)
        while len(texts) < count:
            number = len(texts) + 1
            label = self._say("gap", number=number) if gaps.is_ordered else str(number)
            line = self._line(label if count > 1 else "")
            if not isinstance(line, str):
                return line
            if line.strip() or gaps.is_ordered:
                texts.append(line.strip())
            elif texts:
                break
            if not any(texts) and (not gaps.is_ordered or len(texts) == count):
                self._refuse_empty()
                texts.clear()
        return Typed(tuple(texts))

    def _refuse_empty(self) -> None:
        self._screen.line(self._say("no-answer-yet", skip=self._say("skip-command")))

    def _meant(self, typed: str) -> str | None:
        """Guesses which command the learner means. It is empty if no command is like the line, and
        None if the line does not look like a command."""
        bare = typed.removeprefix("/")
        if bare in _ALSO:
            return self._say(f"{_ALSO[bare]}-command")
        if f"/{typed}" in self._words:
            return f"/{typed}"
        if not typed.startswith("/"):
            return None
        word = typed.partition(" ")[0]
        longer = [each for each in self._words if each.startswith(word) and bare]
        near = get_close_matches(word, self._words, 1, _LEAST_LIKENESS)
        return (near or longer or [""])[0]

    def _is_answer(self, typed: str, meant: str) -> bool:
        """A line that begins with a slash can be an answer only if some key does so too."""
        if typed.casefold() in self._keys:
            return True
        entries = tuple(_entries(self.shown))
        if isinstance(response := self.shown.item.response, Open):
            entries = (TextEntry(plain(response.answer)),)  # judged, yet it can look like a command
        keys = [text for entry in entries for text in (entry.answer, *entry.accepted)]
        has_slash = any(key.startswith("/") for key in keys)
        if typed.startswith("/") and (meant or has_slash):
            return has_slash and (not meant or _is_right(typed, entries))
        return _is_right(typed, entries)

    def _slip(self, typed: str) -> str:
        """What to say of a wrong line that was no answer to this question: it would be right if the
        keyboard had another alphabet, or it says whether a statement is true."""
        from quizgen.grade.letters import is_cyrillic, on_other_keyboards

        entries = tuple(_entries(self.shown))
        if not typed or not entries or _is_right(typed, entries):
            return ""
        own = {self.shown.say(f"common.{word}").casefold() for word in ("true", "false")}
        truths, answers = own | _TRUTHS, {entry.answer.casefold() for entry in entries}
        if typed.casefold() in truths and truths.isdisjoint(answers):
            return "words-wanted"
        keys = "".join(entry.answer for entry in entries)
        is_other = is_cyrillic(typed) != is_cyrillic(keys) and any(
            _is_right(each, entries) for each in on_other_keyboards(typed)
        )
        return "other-keyboard" if is_other else ""

    def _obey(self, typed: str, meant: str) -> Action | None:
        """Carries out a command. None if the question is to be asked again."""
        word, _, remark = typed.partition(" ")
        whole = self._words.get(typed.casefold(), "")
        if self._words.get(word.casefold()) == "flag":
            return Remark(remark.strip())
        if whole not in ("", "hint", "help"):
            return Command[whole.upper()]
        hint = as_text(self.shown.item.hint)
        if whole == "hint":
            self._is_hinted = self._is_hinted or bool(hint)
            label = self.shown.say("common.hint")
            self._screen.line(f"{label}: {hint}" if hint else self._say("no-hint"))
        elif whole == "help":
            for name in self._useful if hint else [each for each in self._useful if each != "hint"]:
                command, does = self._say(f"{name}-command"), self._say(f"{name}-does")
                self._screen.line(self._say("command-does", command=command, does=does))
        elif meant:
            self._screen.line(self._say("like-command", command=meant))
        else:
            self._screen.line(self._say("no-command", help=self._say("help-command")))
        return None

    def _say(self, word: str, **values: object) -> str:
        return self.shown.say(f"study.{word}", **values)


def _entries(shown: ShownItem) -> Iterator[TextEntry]:
    response = shown.item.response
    if isinstance(response, TextEntry):
        yield response
    for gap in response.gaps if isinstance(response, Gaps) else ():
        yield TextEntry(
            answer=gap.answer, accepted=gap.accepted, match=gap.match, strict=gap.strict
        )


def _is_right(typed: str, entries: Collection[TextEntry]) -> bool:
    from quizgen.grade.lexicon import EMPTY
    from quizgen.grade.marking import grade

    return any(grade(entry, Typed((typed,)), EMPTY).is_right for entry in entries)
