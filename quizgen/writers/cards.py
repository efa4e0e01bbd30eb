"""Flashcards to cut out, with what the Anki cards show on their fronts and backs.

Where both sides of a sheet are printed, a back lies behind its front once the sheet is turned over
its long edge; otherwise it lies beside it, to be folded behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile, count
from quizgen.quiz.languages import Language
from quizgen.quiz.layout import Layout, Style
from quizgen.quiz.model import About, Build, CompiledDeck, Item, Outlet, Placed
from quizgen.quiz.responses import Gaps, TextEntry, display_order
from quizgen.quiz.rich import Blank, Inline, Rich, changed
from quizgen.reading.declaration import Values
from quizgen.source.provenance import explain
from quizgen.writers import File
from quizgen.writers._paper import records
from quizgen.writers._paper.answer_key import answered
from quizgen.writers._paper.every_sheet import line, on_paper, printed_language, properties_of
from quizgen.writers._paper.quiz_paper import blank_words, question, task_of
from quizgen.writers._wording import colophon, credit
from quizgen.writers.pdf import print_problems
from quizgen.writers.pdf.press import Press
from quizgen.writers.pdf.typesetter import BrokenError, RefusedError, Typesetter

IS_DEFAULT = False
_CARDS_IN_A_FILE = 200  # more would take the compiler too much memory
_ROWS, _ROWS_IN_LARGE_PRINT = 4, 2
_ON_BOTH_SIDES = "both sides, turned over the long edge"


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    items = build.deck.items_for(Outlet.ANKI)
    made = (card for item in items for card in _cards(build.deck, item))
    cards = [
        replace(card, front=replace(card.front, number=number))
        for number, card in enumerate(made, 1)
    ]
    parts = range(0, len(cards), _CARDS_IN_A_FILE)
    for number, start in enumerate(parts, 1):
        suffix = f"-{number:0{len(str(len(parts)))}}" if len(parts) > 1 else ""
        yield from _part(build, cards[start:][:_CARDS_IN_A_FILE], scratch, suffix)


def _part(
    build: Build, cards: Sequence[records.FlashCard], scratch: Path, suffix: str
) -> Iterator[File | Diagnostic]:
    """Each file has a compiler of its own, which keeps all that it has measured."""
    where = Location(TextFile(build.about.name, ""))
    items = (build.deck.by_id[_item(card)] for card in cards)
    with closing(Typesetter()) as typesetter:
        press = print_problems.started(build, items, scratch, typesetter, where)
        if isinstance(press, Diagnostic):
            yield press
            return
        yield from _print(press, cards, where, suffix)


def _cards(deck: CompiledDeck, item: Item) -> Iterator[records.FlashCard]:
    language = printed_language(deck.about.language)
    for each in _apart(item):
        placed = Placed(
            number=1, item=item.id, order=display_order(each.response, each.id), points=1
        )
        front = replace(question(language, placed, each), task=task_of(language, each))
        back = answered(language, deck, placed, each)
        opinion = line(explain(each, deck, language).opinion)
        remarks = (*back.remarks, records.KeyNote("", opinion)) if opinion else back.remarks
        yield records.FlashCard(front, replace(back, id=line(item.id), remarks=remarks))


def _apart(item: Item) -> Iterator[Item]:
    """A cloze whose gaps are asked one by one is as many cards, like in Anki."""
    match item.response:
        case Gaps(gaps=gaps, is_ordered=True, is_together=False):
            for at, gap in enumerate(gaps):
                answers: list[Inline] = [other.answer for other in gaps]
                answers[at] = Blank()
                response = TextEntry(gap.answer, gap.accepted)
                yield replace(item, stem=_filled(item.stem, answers), response=response)
        case _:
            yield item


def _filled(stem: Rich, answers: Sequence[Inline]) -> Rich:
    def filled(node: Inline) -> Rich:
        if isinstance(node, Blank) and node.gap is not None:
            return (answers[node.gap],)
        return (node,)

    return changed(stem, filled)


def _print(
    press: Press, cards: Sequence[records.FlashCard], where: Location, suffix: str
) -> Iterator[File | Diagnostic]:
    sheet = _sheet(press.build, cards, suffix)
    try:
        printed = press.print(sheet)
    except (RefusedError, BrokenError) as error:
        parts = ((_item(card), _sheet(press.build, [card], "")) for card in cards)
        whole = f"deck `{press.build.about.name}`"
        yield from print_problems.refused(press, parts, whole, where, error)
        return
    for item in (_item(card) for card in cards if card.front.number in printed.taller):
        message = f"the card of `{item}` has so much text that its type is under 7 points"
        hint = "shorten it, or leave the card out: use: [print, study]"
        yield Diagnostic(where, "taller-than-a-card", message, hint, Severity.WARNING, item=item)
    yield File(
        name=f"{sheet.name}.pdf",
        content=printed.content,
        contains=sheet.contains,
        advice=sheet.advice,
    )


def _item(card: records.FlashCard) -> str:
    (name,) = card.back.id
    return str(name)


def _sheet(build: Build, cards: Sequence[records.FlashCard], suffix: str) -> records.Sheet:
    about, layout = build.about, _layout(build)
    language = printed_language(about.language)
    rows = _ROWS_IN_LARGE_PRINT if layout.style is Style.LARGE_PRINT else _ROWS
    is_folded = layout.sides == 1
    credited = (*cards, *_credits(build.about, language))
    sheets = -(-len(credited) // (rows if is_folded else 2 * rows))
    how = "one side, fold each page along the middle" if is_folded else _ON_BOTH_SIDES
    head = records.SheetHead(line(about.title), "")
    return records.Sheet(
        name=f"{about.name}-cards{suffix}",
        template="cards",
        properties=properties_of(about, about.title),
        content=records.FlashCards(
            head=head, words=blank_words(language), cards=credited, rows=rows, is_folded=is_folded
        ),
        contains=f"{count(len(cards), 'card')}, on {count(sheets, 'sheet')}",
        advice=f"Print it on {how}, then cut out the cards.",
        layout=layout,
    )


def _layout(build: Build) -> Layout:
    """The deck's paper and type; the other choices are about quizzes."""
    asked = Values(build.printing.layout).into(Layout)
    deck = build.deck.forms[0].layout if build.deck.forms else asked
    return Layout(paper=deck.paper, size=asked.size, style=deck.style, sides=deck.sides, columns=2)


def _credits(about: About, language: Language) -> Iterator[records.FlashCard]:
    """The last card says whose text and whose questions these are, if there is more to say than
    every card says."""
    made_by, has_text = colophon(about, language), any(each.is_there for each in about.sources)
    if made_by or about.description or has_text:
        front = records.PrintedQuestion(
            number=0, stem=line(about.title), task=made_by, room=records.AnswerRoom("stem")
        )
        credits = [part for source in about.sources for part in credit(source, language)]
        said = tuple(
            records.KeyNote("", on_paper(each)) for each in (about.description, *credits) if each
        )
        yield records.FlashCard(front, records.KeyEntry(number=0, remarks=said))
