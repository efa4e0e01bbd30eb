"""Shows one item as text, as each outlet shows it: the text is made from what the outlets write."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from quizgen.grade.answer import Mark, Reason, Verdict
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import CompiledDeck, Item, Placed
from quizgen.quiz.responses import display_order
from quizgen.quiz.rich import Rich, plain
from quizgen.study.feedback import show_key
from quizgen.study.screen import Marked, Screen, ShownItem, show

if TYPE_CHECKING:
    from quizgen.writers._paper.records import AnswerRoom, PrintedPart

_LINE = "   ____________________"
_COLUMNS = 80  # as wide as a terminal is unless somebody changes it
# The fields of a note that stand on each side of a card, in the order of its templates.
_BACK = ("Answer", "Rationale", "Evidence", "Note", "Opinion", "Hint")
_FRONT = ("Source", "Question", "Image", "Instruction", "Options", "Typed")


def as_card(item: Item, deck: CompiledDeck) -> str:
    """The fields of its Anki note, without their HTML; the card templates lay them out."""
    from quizgen.writers.anki.note_fields import note_fields

    language = load_language(deck.about.language)
    image = item.image.name if item.image else ""
    fields = note_fields(item, deck, language, image)
    named = {name: words_of(html) for name, html in fields.items()}
    sides = (("front", _FRONT), ("back", _BACK))
    return "\n".join(row for side, names in sides for row in _side(side, names, named))


def as_handout(item: Item, deck: CompiledDeck) -> str:
    """The question as the quiz prints it, without its layout."""
    # Loaded here, since most commands show no question.
    from quizgen.writers._paper.quiz_paper import question

    points = 1 if item.points is None else item.points
    placed = Placed(
        number=1, item=item.id, order=display_order(item.response, item.id), points=points
    )
    asked = question(load_language(deck.about.language), placed, item)
    rows = [f"{asked.number}. {_flat(asked.stem)}  ({asked.points})"]
    rows += [f"   [{asked.image.alt}]"] if asked.image else []
    rows += [asked.task] if asked.task else []
    return "\n".join([*rows, *_room(asked.room)])


def as_prompt(item: Item, deck: CompiledDeck) -> str:
    """The question and the feedback of the self-test."""
    output = io.StringIO()
    screen = Screen(output, lambda: _COLUMNS, has_colour=False, has_echo=False)
    shown = ShownItem(item, display_order(item.response, item.id), deck)
    show(shown, screen)
    screen.line()
    unanswered = Verdict(Mark.WRONG, reason=Reason.NO_ANSWER, parts=(), possible=1)
    show_key(Marked(shown, None, unanswered), screen)
    return output.getvalue().rstrip()


def _side(side: str, names: tuple[str, ...], fields: dict[str, str]) -> Iterator[str]:
    yield f"{side}:"
    for name in names:
        if fields[name]:
            label = "" if name == "Opinion" else f"{name}: "  # the sentence says what it is
            yield f"  {label}" + fields[name].replace("\n", "\n    ")


def _room(room: AnswerRoom) -> Iterator[str]:
    """The options and the lines in which the paper lets learners answer."""
    match room.kind:
        case "choice" | "matching":
            yield from (f"   {part.label}  {_flat(part.content)}" for part in room.parts)
        case "ordering":
            yield from _boxed(room.parts)
        case "lines":
            yield from [_LINE] * len(room.parts)
        case "entry":
            yield f"{_LINE} {room.unit}".rstrip()
    yield from _boxed(room.rights)
    yield from [_LINE] * room.height


def _boxed(parts: Iterable[PrintedPart]) -> Iterator[str]:
    return (f"   [ ] {part.label}  {_flat(part.content)}" for part in parts)


def _flat(rich: Rich) -> str:
    return plain(rich, blank="__________", line_end="\n")


# Elements that our own pages and cards show on a line of their own.
_BLOCKS = frozenset({"div", "p", "li", "ul", "ol", "blockquote", "details", "summary", "br",
                     "button", "h2", "h3", "section", "dt", "dd", "cite", "figure",
                     "pre", "table", "tr"})  # fmt: skip


class _HtmlText(HTMLParser):
    """Collects the text of HTML. Each block begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag in ("td", "th"):
            self.parts.append(" ")
        if tag == "img":
            self.parts.append(f"[{dict(attrs).get('alt') or ''}]")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("pre", "table"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words_of(html: str) -> str:
    """The text of HTML, with each block on a line of its own."""
    words = _HtmlText()
    words.feed(html)
    words.close()
    rows = (" ".join(row.split()) for row in "".join(words.parts).split("\n"))
    return "\n".join(row for row in rows if row)
