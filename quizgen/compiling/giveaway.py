"""Questions that answer themselves, and two that cannot be told apart.

Questions that rest on no text come from elsewhere, and their author may have meant it so: “Is Oslo
or Bergen the capital?” Then this is a warning, and builds go on.
"""

from __future__ import annotations

from quizgen.compiling.texts import answers
from quizgen.kinds import has_flag
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Numeric
from quizgen.quiz.rich import plain
from quizgen.quiz.values import bare_words, same
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report

_MARKS = ".,;:!?()[]“”„«»\"'"


class Giveaways:
    def __init__(self, report: Report) -> None:
        self.report = report
        self._first: dict[tuple[str, str], Item] = {}  # by kind and stem
        self._asked: dict[tuple[str, ...], str] = {}  # by kind, stem and options

    def check(self, item: Item, node: Node) -> None:
        stem = plain(item.stem)
        for key in _keys(item):
            if _holds(stem, key):
                message = f"the stem of `{item.id}` contains its key “{key}”"
                self._say(item, node, "key-in-stem", message, "reword the stem")
        first = self._same(item, stem)
        if first != item.id:
            message = f"`{item.id}` asks the same as `{first}`; a learner cannot tell them apart"
            hint = "reword one: name what sets its claim apart"
            self._say(item, node, "same-question", message, hint)

    def _same(self, item: Item, stem: str) -> str:
        """The first item that asks the same. Most stems come once, and then no options count."""
        first = self._first.setdefault((item.kind, stem), item)
        if first is item:
            return item.id
        self._asked.setdefault((item.kind, stem, *_choices(first)), first.id)
        return self._asked.setdefault((item.kind, stem, *_choices(item)), item.id)

    def _say(self, item: Item, node: Node, code: str, message: str, hint: str) -> None:
        """A question that rests on no text may be as its author has it: it is only warned of."""
        report = self.report.error if item.evidence else self.report.warning
        report(node, code, message, hint)


def _choices(item: Item) -> list[str]:
    """What there is to choose from, in no order: one stem may be asked of several lists."""
    match item.response:
        case Choice(options) if not has_flag(item.kind, "HAS_FIXED_WORDS"):
            return sorted(same(plain(option.content)) for option in options)
        case _:
            return []


def _keys(item: Item) -> tuple[str, ...]:
    """A number gives itself away whatever it counts."""
    match item.response:
        case Numeric(shown=shown):
            return (shown,)
        case _:
            return answers(item)


def _holds(stem: str, key: str) -> bool:
    """Whether the key's words stand in the stem, in their order."""
    folded_key, folded_stem = key.casefold(), stem.casefold()
    words = folded_key.split()
    if not words or any(word.strip(_MARKS) not in folded_stem for word in words):
        return False
    bare_key = bare_words(key)
    return bool(bare_key) and f" {bare_key} " in f" {bare_words(stem)} "
