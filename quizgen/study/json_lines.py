"""A session as lines of JSON, for programs and for frontends that others write.

It is the same session as at the keyboard, with one object on each line. Each line of output has an
`event`:

    session   mode (cram or exam), decks (their uids), title, questions (how many), due, new, again;
              minutes, if they are limited; in an exam points, resumed; statement, where a deck has
              disputed claims
    question  deck (its uid), item, number and total (of those asked for the first time), again (how
              many wait to be asked again), stage (due, new, again or exam), response (choice, text,
              number, gaps, matching, ordering or open), stem, instruction; image (its
              description); options, or lefts and rights, or steps: lists of [label, text]; gaps:
              how many; changed: true if the key has changed since the learner last answered
    hint      text, which is empty if there is no hint
    model     answer and points of an open question, for the learner to judge
    feedback  item, mark (correct, close or wrong), verdict (a sentence), key (lines), why,
              rationales (lines), note, evidence, statement: each is left out if it is empty.
              evidence has quote, said (by whom, in what), paragraph, sentence, translation
    notice    what (one word), text (a sentence)
    paper     after an exam: score, points, percent, and questions, each with number, score,
              points, answer, and the fields of feedback
    error     text: the input line was not understood, and another one is awaited
    end       answered, tries, right, finished; next (the day of the next review)

After a question, standard input must give an answer, `{"answer": …}`, which is

    a number or a list of numbers (choice), text (text, number), a list of texts (gaps), a list of
    the letters that go with the left-hand sides (matching), a list of numbers (ordering), true or
    false (open, after `{"command": "show"}`; in an exam a text at first)

and after feedback `{"command": "next"}`, or `right`, `wrong` or `undo`, as at the keyboard. A
question also takes `{"command": "hint"}`, `answer`, `skip`, `undo`, `back`, `suspend` and `quit`,
and `{"flag": "a remark"}`. Behind the last question of an exam comes the notice `exam-done`, and
`next` hands the paper in. The value of `answer` is always marked, even if it looks like a command.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from quizgen.diagnostics import printable_json
from quizgen.grade.answer import Answer, Judged, Typed
from quizgen.quiz.languages import Language
from quizgen.quiz.notation import marking_points
from quizgen.quiz.responses import Choice, Gaps, Matching, Open, Ordering
from quizgen.study.answers import typed_answer
from quizgen.study.feedback import answer_words, as_fields, total
from quizgen.study.frontend import Action, Closing, Command, Given, Opening, Position, Remark
from quizgen.study.screen import (
    LONGEST_LINE,
    Marked,
    MarkedQuestion,
    ShownItem,
    as_text,
    instruction,
    listed,
)

_ANYWHERE = {name: Command[name.upper()] for name in ("undo", "back", "suspend", "quit")}
_COMMANDS = {"hint": Command.HINT, "answer": Command.REVEAL, "skip": Command.SKIP} | _ANYWHERE
_AFTER = {name: Command[name.upper()] for name in ("next", "right", "wrong")} | _ANYWHERE


class JsonLines:
    """`read` returns a line or raises EOFError; `write` takes a line without its line end."""

    def __init__(
        self, read: Callable[[], str], write: Callable[[str], None], language: Language
    ) -> None:
        self._read = read
        self._write = write
        self._language = language

    def begin(self, opening: Opening) -> None:
        due, new, again = opening.counts
        counts = {} if opening.mode else {"due": due, "new": new, "again": again}
        self._event(
            "session",
            mode=opening.mode,
            title=opening.title,
            decks=[deck.about.uid for deck in opening.decks],
            questions=opening.total,
            **counts,
            points=opening.points or None,
            minutes=opening.minutes,
            resumed=opening.is_resumed or None,
            statement=opening.statement,
        )

    def put(self, shown: ShownItem, position: Position) -> None:
        item = shown.item
        self._event(
            "question",
            deck=shown.deck.about.uid,
            item=item.id,
            number=position.number,
            total=position.total,
            again=position.again or None,
            stage=position.stage,
            response=item.response.__struct_config__.tag,
            stem=as_text(item.stem),
            instruction=instruction(shown),
            image=item.image.alt if item.image else "",
            changed=position.has_changed or None,
            **_parts(shown),
        )

    def take(self, shown: ShownItem) -> Given | Action:
        is_hinted, response = False, shown.item.response
        while True:
            line = self._line(_COMMANDS)
            if line is Command.HINT:
                text = as_text(shown.item.hint)
                is_hinted = is_hinted or bool(text)
                self._event("hint", text=text, item=shown.item.id)
            elif isinstance(line, Command | Remark):
                return line
            elif line == "show" and isinstance(response, Open) and not shown.is_exam:
                self._show_model(response, shown.language)
            elif answer := _answer(line, shown):
                return Given(answer, is_hinted)
            else:
                self._event("error", text=instruction(shown))

    def hand_in(self, shown: ShownItem) -> Action:
        self.tell("exam-done", back='{"command": "back"}')
        return self._action(_AFTER, "")

    def judge(self, shown: ShownItem, written: str) -> Judged | Action:
        self._event("question", item=shown.item.id, stage="exam", response="open",
                    stem=as_text(shown.item.stem), answer=written)  # fmt: skip
        if isinstance(shown.item.response, Open):
            self._show_model(shown.item.response, shown.language)
        while True:
            match self._line({"quit": Command.QUIT}):
                case Command() | Remark() as action:
                    return action
                case (bool(is_right),):
                    return Judged(is_right)
            self._event("error", text='{"answer": true} or {"answer": false}')

    def tell(self, word: str, **values: object) -> None:
        self._event("notice", what=word, text=self._language.say(f"study.{word}", **values))

    def explain(self, marked: Marked) -> None:
        self._event("feedback", **as_fields(marked))

    def after(self, marked: Marked) -> Action:
        without = {"right" if marked.verdict.is_right else "wrong"}
        without |= {"right", "wrong"} if marked.answer is None else set()
        commands = {name: action for name, action in _AFTER.items() if name not in without}
        return self._action(commands, "this question was answered; send a command")

    def show_paper(self, paper: Sequence[MarkedQuestion]) -> None:
        questions = []
        for each in paper:
            marks = {"number": each.number, "score": each.score, "points": each.points}
            questions.append(marks | {"answer": answer_words(each)} | as_fields(each.marked))
        self._event("paper", **total(paper), questions=questions)

    def end(self, closing: Closing, has_finished: bool) -> None:
        day = date.fromordinal(closing.next_due).isoformat() if closing.next_due else ""
        self._event("end", answered=closing.answered, tries=closing.tries, right=closing.right,
                    finished=has_finished, next=day)  # fmt: skip

    def _show_model(self, response: Open, language: Language) -> None:
        points = [as_text(point) for point in marking_points(response, language)]
        self._event("model", answer=as_text(response.answer), points=points)

    def _action(self, commands: dict[str, Command], error: str) -> Action:
        """`error` is what is said to an answer."""
        while True:
            line = self._line(commands)
            if isinstance(line, Command | Remark):
                return line
            if error:
                self._event("error", text=error)

    def _line(self, commands: dict[str, Command]) -> tuple[Any] | str | Action:
        """Reads until it has an answer (in a tuple), the word "show", or an action."""
        while True:
            match _decoded(self._read()):
                case {"answer": answer}:
                    return (answer,)
                case {"flag": str(remark)}:
                    return Remark(_storable(remark))
                case {"command": str(word)} if _bare(word) == "show":
                    return "show"
                case {"command": str(word)} if _bare(word) in commands:
                    return commands[_bare(word)]
            known = " or ".join(json.dumps({"command": name}) for name in commands)
            self._event("error", text=f"send an answer, or {known}")

    def _event(self, event: str, **fields: object) -> None:
        """Leaves out fields that are None or empty text."""
        kept = {name: value for name, value in fields.items() if value not in (None, "")}
        self._write(printable_json(json.dumps({"event": event} | kept, ensure_ascii=False)))


def _bare(word: str) -> str:
    return word.strip().removeprefix("/").casefold()


def _decoded(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _storable(text: str) -> str:
    """JSON can spell half of a surrogate pair, which no database takes. A line is cut as the
    terminal cuts it."""
    return text[:LONGEST_LINE].encode("utf-8", "replace").decode()


def _parts(shown: ShownItem) -> dict[str, Any]:
    rows = [list(row) for row in listed(shown)]
    match shown.item.response:
        case Choice():
            return {"options": rows}
        case Ordering():
            return {"steps": rows}
        case Matching(pairs=pairs):
            return {"lefts": rows[: len(pairs)], "rights": rows[len(pairs) :]}
        case Gaps(gaps=gaps):
            return {"gaps": len(gaps)}
        case _:
            return {}


def _answer(line: tuple[Any] | str, shown: ShownItem) -> Answer | None:
    """Returns None if the answer does not fit the question."""
    match line, shown.item.response:
        case (str(written),), Open() if shown.is_exam:
            return Typed((_storable(written),)) if written.strip() else None
        case (bool(is_right),), Open() if not shown.is_exam:
            return Judged(is_right)
        case (bool(),) | str(), _:
            return None
        case (answer,), _:
            given = answer if isinstance(answer, list) else [answer]
            texts = [_storable(str(each)) for each in given if isinstance(each, str | int | float)]
            return typed_answer(texts, shown) if texts and len(texts) == len(given) else None
