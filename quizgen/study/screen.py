"""Shows a question as plain lines: nothing is redrawn, so pipes and screen readers work.

Everything shown passes through `clean`, since decks and answers are other people's text and a
terminal obeys what it is shown. Colour is only a second cue, and only if the command allows it.
"""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from textwrap import indent
from typing import TYPE_CHECKING, TextIO, assert_never

from msgspec import Struct

from quizgen.diagnostics import printable_lines
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import (
    BLANK,
    TAB,
    Blank,
    Inline,
    Link,
    Listing,
    Rich,
    Table,
    changed,
    every,
    in_columns,
    plain,
)

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer, Verdict


class ShownItem(Struct, frozen=True):
    """An item in the order in which its parts are shown, which is as in `model.Placed`. In an exam,
    an open question is answered in the learner's own words."""

    item: Item
    order: tuple[int, ...]
    deck: CompiledDeck
    is_exam: bool = False

    @property
    def language(self) -> Language:
        return load_language(self.deck.about.language)

    def say(self, word: str, **values: object) -> str:
        return self.language.say(word, **values)


def title_of(deck: CompiledDeck) -> str:
    return deck.about.title or deck.about.name


class Marked(Struct, frozen=True):
    """`answer` is None if the learner did not answer."""

    shown: ShownItem
    answer: Answer | None
    verdict: Verdict


class MarkedQuestion(Struct, frozen=True):
    """One question of a marked paper. `written` is an answer that the learner judged."""

    number: int
    marked: Marked
    score: float
    points: float
    written: str = ""


def show(shown: ShownItem, screen: Screen) -> None:
    show_question(shown, screen)
    screen.line(instruction(shown))


def show_question(shown: ShownItem, screen: Screen) -> None:
    """Shows the question without saying what to type."""
    if shown.item.image:
        screen.line(f"[{shown.say('study.image', alt=shown.item.image.alt)}]")
    screen.line(as_text(shown.item.stem), weight="strong")
    for label, text in listed(shown):
        screen.line(f"  {label} {text}", indent="     ")


def as_text(rich: Rich) -> str:
    """Numbers the blanks if the question has several gaps. A link shows its address, and code is
    indented."""
    gaps = [node.gap for node in every(rich) if isinstance(node, Blank) and node.gap is not None]

    def as_words(node: Inline) -> Rich:
        match node:
            case Blank(gap) if gap is not None and len(gaps) > 1:
                return (f"({gap + 1}) {BLANK}",)
            case Link(children, url):
                return (*children, f" ({url})")
            case Listing(text):
                return (Listing(indent(text.expandtabs(TAB), " " * TAB)),)
            case Table():
                return (Listing(in_columns(node)),)
        return (node,)

    return plain(changed(rich, as_words), line_end="\n")


def right_letters(shown: ShownItem) -> tuple[str, ...]:
    """Returns the labels of the right-hand sides in the order in which they are shown."""
    return tuple(label.lower() for label in shown.language.labels(shown.order))


def instruction(shown: ShownItem) -> str:
    """Tells the learner what to type."""
    match shown.item.response:
        case Choice() as choice:
            return _how_to_choose(shown, choice)
        case Matching():
            example = " ".join(
                f"{n}{label}" for n, label in enumerate(right_letters(shown)[1::-1], 1)
            )
            return _say(shown, "common.match-lists", "study.type-pairs", example=example)
        case Ordering(steps):
            return _say(shown, "common.order-all", "study.type-order", count=len(steps))
        case Gaps(gaps=gaps, is_ordered=False):
            return _say(shown, "common.name-all", "study.type-nothing", number=len(gaps))
        case Open():
            return shown.say("study.reveal")
        case Numeric(unit=unit):
            return shown.say("study.type-number") + (f" ({unit})" if unit else "")
        case TextEntry() | Gaps():
            return shown.say("study.type-text")
        case _ as never:
            assert_never(never)


def _how_to_choose(shown: ShownItem, choice: Choice) -> str:
    count = len(choice.options)
    if not choice.is_multiple:
        return shown.say("study.type-one", count=count)
    if choice.announced is None:
        return _say(shown, "common.choose-all", "study.type-any", count=count)
    return shown.say("study.type-some", number=choice.announced, count=count)


def _say(shown: ShownItem, *words: str, **values: object) -> str:
    return " ".join(shown.say(word, **values) for word in words)


def listed(shown: ShownItem) -> Iterator[tuple[str, str]]:
    """Yields the label and the text of each option, of each side of a pair, or of each step."""
    match shown.item.response:
        case Choice(options=options):
            for place, index in enumerate(shown.order, 1):
                yield f"{place}.", as_text(options[index].content)
        case Matching() as matching:
            for place, pair in enumerate(matching.pairs, 1):
                yield f"{place}.", as_text(pair.left)
            for letter, index in zip(right_letters(shown), shown.order, strict=True):
                yield f"{letter})", as_text(matching.rights[index])
        case Ordering(steps):
            for place, index in enumerate(shown.order, 1):
                yield f"{place}.", as_text(steps[index])
        case TextEntry() | Numeric() | Gaps() | Open():
            return
        case _ as never:
            assert_never(never)


# --- The screen ------------------------------------------------------------------------

NARROWEST, WIDEST = 20, 80  # columns; longer rows are hard to read
_BYTE_ORDER_MARK = "\ufeff"  # PowerShell begins a pipe with it
LONGEST_LINE = 2000  # characters of a typed answer, so that marking stays fast


def clean(text: str) -> str:
    """Removes characters that a terminal would obey. A learner has no use for their codes, so these
    are left out too."""
    return printable_lines(text, _shown)


def _shown(character: str) -> str:
    is_joiner = character in "\u200c\u200d"  # Persian and emoji need them
    is_obeyed = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return character if is_joiner or not is_obeyed else ""


class Screen:
    """`columns` is called for every line, since a window can be resized. `has_echo` says whether
    typed text shows by itself, as on a terminal."""

    def __init__(
        self, output: TextIO, columns: Callable[[], int], has_colour: bool, has_echo: bool
    ) -> None:
        self._output = output
        self._columns = columns
        self._has_colour = has_colour
        self._has_echo = has_echo
        self._read: Callable[[str], str] | None = None

    def line(self, text: str = "", indent: str = "", weight: str = "") -> None:
        """Wraps the text. Rows after the first begin with `indent`."""
        width = min(WIDEST, max(NARROWEST, self._columns()))
        wrapper = textwrap.TextWrapper(width - 1, subsequent_indent=indent, break_on_hyphens=False)
        code = _CODES.get(weight) if self._has_colour else None
        for part in clean(text).split("\n"):
            for row in wrapper.wrap(part) or [""]:
                print(f"\x1b[{code}m{row}\x1b[0m" if code and row else row, file=self._output)
            wrapper.initial_indent = indent

    def ask(self, prompt: str) -> str:
        """Reads one line from the learner. Raises EOFError at the end of the input."""
        self._output.flush()
        if sys.stdin is None:
            raise EOFError
        reader = self._read = self._read or _line_reader()
        typed = reader(clean(prompt)).removeprefix(_BYTE_ORDER_MARK)[:LONGEST_LINE]
        if not self._has_echo:
            print(clean(typed), file=self._output)
        return typed

    def flush(self) -> None:
        self._output.flush()


_CODES = {"strong": "1", "correct": "1;32", "close": "1;33", "wrong": "1;31"}


def _line_reader() -> Callable[[str], str]:
    """Reads with line editing on a terminal, but without its memory, since the Up key must not show
    an earlier answer."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            import readline
        except ImportError:  # Windows, where the console edits lines
            return input
        readline.set_auto_history(False)
        readline.parse_and_bind("tab: self-insert")
    return input
