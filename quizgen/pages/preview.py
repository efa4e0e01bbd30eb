"""Shows every item of a deck as each outlet does, with what the compiler says about it.

Each card has a frame of its own, since its style sheet is for a whole page. The frames are
sandboxed: they run nothing and open nothing. A frame cannot fit its content without a script, so
its height is estimated from the words, and a reader can drag it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from quizgen.compiling.assemble import gathered
from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Deck, template_of
from quizgen.diagnostics import Diagnostic, as_text, count, printable, printable_lines
from quizgen.pages.as_text import as_handout, as_prompt, words_of
from quizgen.quiz.model import About, CompiledDeck, Item, Outlet
from quizgen.writers._html import Part, element, page
from quizgen.writers.anki.card_html import Markup
from quizgen.writers.anki.rendering import document, rendered


@dataclass(frozen=True, slots=True)
class Preview:
    """`deck` and `expansion` are None if errors left nothing to show. `name` is that of the file.
    Only items are shown whose id contains `only`."""

    name: str
    deck: Deck | None
    expansion: Expansion | None
    problems: Sequence[Diagnostic]
    only: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        items = self.expansion.items if self.expansion else ()
        return tuple(item for item in items if self.only in item.id)


def preview_page(preview: Preview) -> str:
    title = preview.deck.about.title if preview.deck else preview.name
    parts: list[Part] = [element("h1", f"Preview: {title}"), _problems(preview.problems)]
    if preview.deck and preview.expansion:
        parts += _items(preview, preview.deck, preview.expansion)
    return page(f"Preview: {title}", "preview.css", element("main", *parts))


def _problems(problems: Sequence[Diagnostic]) -> ET.Element:
    if not problems:
        return element("p", "No problems.")
    rows = (_problem(each, element("pre", as_text(each))) for each in problems)
    heading = element("h2", count(len(problems), "problem"))
    return element("section", heading, element("ul", *rows), id="problems")


def _problem(problem: Diagnostic, said: Part) -> ET.Element:
    return element("li", said, class_=str(problem.severity))


def _items(preview: Preview, deck: Deck, expansion: Expansion) -> Iterator[Part]:
    found = problems_by_item(preview.problems, deck, expansion)
    drafts = f", and {count(expansion.drafts, 'draft')} left out" if expansion.drafts else ""
    rows: list[ET.Element] = []
    for item in preview.items:
        problems = found.get(item.id)
        flag = f" ({count(len(problems), 'problem')})" if problems else ""
        rows.append(element("li", element("a", item.id, href=f"#item-{item.id}"), flag))
    heading = element("h2", f"{count(len(preview.items), 'item')}{drafts}")
    yield element("nav", heading, element("ul", *rows), aria_label="Items")
    compiled = gathered(deck, preview.items)
    for item in preview.items:
        yield _item(item, deck, compiled, expansion, found.get(item.id, []))


def _item(
    item: Item,
    deck: Deck,
    compiled: CompiledDeck,
    expansion: Expansion,
    problems: list[Diagnostic],
) -> ET.Element:
    line, _ = deck.file.line_and_column(expansion.places[item.id].start)
    level = f", {item.bloom}" if item.bloom else ""
    about = f"{item.kind}{level}, claim {item.claim}, {printable(deck.file.name)}:{line}"
    rows: list[ET.Element] = []
    for each in problems:
        line, column = each.where.file.line_and_column(each.where.start)
        said = f"{each.severity}[{each.code}] at {line}:{column}: {each.message}"
        rows.append(_problem(each, printable(said)))
    return element(
        "section",
        element("h2", element("code", item.id)),
        element("p", about, class_="about"),
        *([element("ul", *rows, class_="problems")] if rows else []),
        *_outlets(item, compiled),
        id=f"item-{item.id}",
        class_="item",
    )


def _outlets(item: Item, deck: CompiledDeck) -> Iterator[ET.Element]:
    about = deck.about
    yield element("h3", "Anki")
    if Outlet.ANKI in item.use:
        for number, card in enumerate(rendered(item, deck), 1):
            front = _side(card.front, f"{item.id}, card {number}, front", about)
            back = _side(card.back, f"{item.id}, card {number}, back", about)
            yield element("div", front, back, class_="card")
    else:
        yield _absent()
    for title, outlet, shown in (
        ("Handout", Outlet.PRINT, as_handout),
        ("Terminal", Outlet.STUDY, as_prompt),
    ):
        yield element("h3", title)
        if outlet in item.use:
            words = printable_lines(shown(item, deck))
            yield element("pre", words, class_=title.lower(), lang=about.language, dir="auto")
        else:
            yield _absent()


def _absent() -> ET.Element:
    return element("p", "This outlet does not have it: see its ", element("code", "use:"), ".")


_IN_A_ROW = 34  # letters in a row of a card that is half as wide as the page
_LEAST, _MOST = 180, 900  # pixels


def _side(side: Markup, title: str, about: About) -> ET.Element:
    return element(
        "iframe",
        srcdoc=document(side, about, title),
        title=title,
        sandbox="",  # nothing is allowed
        loading="lazy",
        style=f"height: {min(max(_reckoned(side), _LEAST), _MOST)}px",
    )


def _reckoned(side: Markup) -> int:
    """The height in pixels: margins, rows of words, frames around options, headings and what is
    folded up. The numbers were fitted to cards of every kind in a browser, where a test checks
    them."""
    shown, folded, _ = side.partition("<details")
    rows = sum(math.ceil(len(row) / _IN_A_ROW) for row in words_of(shown).split("\n"))
    headings = shown.count("<h2") + shown.count("<h3")
    pictures = 300 * shown.count("<img")
    return 75 + 28 * rows + 22 * shown.count("<li") + 45 * headings + 110 * bool(folded) + pictures


def problems_by_item(
    problems: Iterable[Diagnostic], deck: Deck, expansion: Expansion
) -> Mapping[str, list[Diagnostic]]:
    """The problems of each item. A problem of a claim or a template belongs to all of its items."""
    ids = {item.id for item in expansion.items}
    entries = _entries(deck, expansion.items)
    starts = [start for start, _ in entries]
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for problem in problems:
        concerned = {problem.item}
        if problem.where.file is deck.file:
            place = bisect_right(starts, problem.where.start) - 1
            concerned.update(entries[place][1] if place >= 0 else ())
        for name in concerned & ids:
            found[name].append(problem)
    return found


def _entries(deck: Deck, items: tuple[Item, ...]) -> list[tuple[int, list[str]]]:
    """The offset at which each entry of the deck begins, in order, with the ids of its items. A
    quiz has no items of its own, but ends the entry before it."""
    own: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        own["claims", item.claim].append(item.id)
        own["templates", template_of(item)].append(item.id)
    own |= {("questions", name): [name] for name in deck.questions}
    nodes = (
        *(("claims", name, each.node) for name, each in deck.claims.items()),
        *(("templates", name, each.node) for name, each in deck.templates.items()),
        *(("questions", name, each.node) for name, each in deck.questions.items()),
        *(("quizzes", name, each.node) for name, each in deck.blueprints.items()),
    )
    return sorted((node.key_start, own.get((section, name), [])) for section, name, node in nodes)
