"""Reads a line at a prompt, and tells commands from answers.

Capitals and blanks around a command do not matter. A slip such as `/hlep`, or a bare `quit` or `?`,
would be marked wrong and change the schedule. So they count as answers only if they are right;
otherwise the learner is asked again. So it is with a line that was typed while the keyboard was set
to the other alphabet, and with `true` where words are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from quizgen.grade.answer import Answer, Typed
from quizgen.quiz.responses import Gaps, Open, Response, TextEntry
from quizgen.quiz.rich import plain
from quizgen.study.frontend import Action, Command, Remark
from quizgen.study.question import ShownItem, as_text, instruction
from quizgen.study.screen import Screen

_NAMES = ("help", "hint", "reveal", "skip", "undo", "back", "suspend", "flag", "quit")
_ENGLISH = {name: f"/{name}" for name in _NAMES} | {"reveal": "/answer"}
_ALSO = {"?": "help", "h": "help", "q": "quit", ":q": "quit", "exit": "quit"}
_LEAST_LIKENESS = 0.7  # for `difflib`: /hlep is like /help, /home is not


class Prompt:
    """Reads the lines that answer one question, and gives hints and help. `keys` are words with a
    meaning at this prompt only, and `useful` the commands that do something here."""

    def __init__(
        self,
        shown: ShownItem,
        screen: Screen,
        useful: Collection[str],
        keys: Collection[str] = (),
    ) -> None:
        self.shown = shown
        self.screen = screen
        self.is_hinted = False
        self._useful = useful
        self._keys = keys
        # English words work in every language: a keyboard may not be set to that of the deck
        self._words = {word: name for name, word in _ENGLISH.items()}
        self._words |= {self._say(f"{name}-command"): name for name in _NAMES}

    def line(self, label: str = "") -> str | Action:
        while True:
            typed = self.screen.ask(f"{label}> ")
            meant = self._meant(typed.strip().casefold())
            if meant is None or self._is_answer(typed.strip(), meant):
                slip = self._slip(typed.strip())
                if not slip:
                    return typed
                self.screen.line(self._say(slip))
                continue
            action = self._obey(typed.strip(), meant)
            if action is not None:
                return action

    def until(self, read: Callable[[str], Answer | None]) -> Answer | Action:
        while True:
            line = self.line()
            if not isinstance(line, str):
                return line
            answer = read(line)
            if answer is not None:
                return answer
            self.screen.line(instruction(self.shown))

    def refuse_empty(self) -> None:
        self.screen.line(self._say("no-answer-yet", skip=self._say("skip-command")))

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
        entries = tuple(_typed_keys(self.shown.item.response))
        keys = [text for entry in entries for text in (entry.answer, *entry.accepted)]
        has_slash = any(key.startswith("/") for key in keys)
        if typed.startswith("/") and (meant or has_slash):
            return has_slash and (not meant or _is_right(typed, entries))
        return _is_right(typed, entries)

    def _slip(self, typed: str) -> str:
        """What to say of a wrong line that was no answer to this question: it would be right if the
        keyboard had another alphabet, or it says whether a statement is true."""
        from quizgen.grade.letters import is_cyrillic, on_other_keyboards

        entries = tuple(_entries(self.shown.item.response))
        if not typed or not entries or _is_right(typed, entries):
            return ""
        truths, answers = self._truths(), {entry.answer.casefold() for entry in entries}
        if typed.casefold() in truths and truths.isdisjoint(answers):
            return "words-wanted"
        keys = "".join(entry.answer for entry in entries)
        is_other = is_cyrillic(typed) != is_cyrillic(keys) and any(
            _is_right(each, entries) for each in on_other_keyboards(typed)
        )
        return "other-keyboard" if is_other else ""

    def _truths(self) -> frozenset[str]:
        own = (self.shown.say(f"common.{word}").casefold() for word in ("true", "false"))
        return frozenset((*own, "true", "false", "t", "f"))

    def _obey(self, typed: str, meant: str) -> Action | None:
        """Carries out a command. None if the question is to be asked again."""
        word, _, remark = typed.partition(" ")
        whole = self._words.get(typed.casefold(), "")
        if self._words.get(word.casefold()) == "flag":
            return Remark(remark.strip())
        if whole not in ("", "hint", "help"):
            return Command[whole.upper()]
        if whole == "hint":
            self._hint()
        elif whole == "help":
            self._help()
        elif meant:
            self.screen.line(self._say("like-command", command=meant))
        else:
            self.screen.line(self._say("no-command", help=self._say("help-command")))
        return None

    def _help(self) -> None:
        for name in self._useful:
            if name != "hint" or self.shown.item.hint:
                command, does = self._say(f"{name}-command"), self._say(f"{name}-does")
                self.screen.line(self._say("command-does", command=command, does=does))

    def _hint(self) -> None:
        hint = as_text(self.shown.item.hint)
        self.is_hinted = self.is_hinted or bool(hint)
        label = self.shown.say("common.hint")
        self.screen.line(f"{label}: {hint}" if hint else self._say("no-hint"))

    def _say(self, word: str, **values: object) -> str:
        return self.shown.say(f"study.{word}", **values)


def _typed_keys(response: Response) -> Iterator[TextEntry]:
    """The keys that a learner may type. A learner judges an open question, yet its answer can look
    like a command."""
    yield from _entries(response)
    if isinstance(response, Open):
        yield TextEntry(plain(response.answer))


def _entries(response: Response) -> Iterator[TextEntry]:
    if isinstance(response, TextEntry):
        yield response
    for gap in response.gaps if isinstance(response, Gaps) else ():
        yield TextEntry(gap.answer, gap.accepted, gap.match, gap.strict)


def _is_right(typed: str, entries: Collection[TextEntry]) -> bool:
    from quizgen.grade.lexicon import EMPTY
    from quizgen.grade.marking import grade

    return any(grade(entry, Typed((typed,)), EMPTY).is_right for entry in entries)
