"""Items + blueprints → forms: what is drawn, in which order, for how many points.

All forms of a quiz hold the same items, unless a section draws anew for each; every form has its
own order of questions and options. What is drawn depends on the quiz's seed, on the item and,
where it is drawn anew, on the form alone, so a new item moves no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec.structs import replace

from quizgen.compiling.expand import Expansion
from quizgen.deck.placeholders import parse_fixed
from quizgen.deck.select import admits_item
from quizgen.deck.written import Blueprint, Deck, Section
from quizgen.diagnostics import Diagnostic, once_a_cause
from quizgen.phrases import count
from quizgen.quiz.arrange import display_order
from quizgen.quiz.chance import shuffled
from quizgen.quiz.layout import NOTHING_ASKED, Layout, Printing
from quizgen.quiz.model import (
    FORMAT,
    CompiledDeck,
    Form,
    FormSection,
    Item,
    Outlet,
    Passage,
    Placed,
    Rich,
    plain,
)
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, did_you_mean
from quizgen.reading.values import Values, stated
from quizgen.source.text import SourceText

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def gathered(deck: Deck, items: tuple[Item, ...], forms: tuple[Form, ...] = ()) -> CompiledDeck:
    """What all stages made of a deck, in one record."""
    return CompiledDeck(
        format=FORMAT,
        about=deck.about,
        speakers=tuple(deck.speakers.values()),
        items=items,
        forms=forms,
    )


def assemble(
    deck: Deck, expansion: Expansion, printing: Printing = NOTHING_ASKED
) -> tuple[tuple[Form, ...], list[Diagnostic]]:
    """Every form of every quiz; a quiz that cannot be filled is an error and gives none."""
    report = Report(deck.file)
    forms: list[Form] = []
    for blueprint in deck.blueprints.values():
        if printing.quizzes and blueprint.id not in printing.quizzes:
            continue
        problems = len(report.problems)
        letters = LETTERS[: printing.forms or blueprint.keys.forms]
        chosen = _choose(deck, blueprint, expansion, letters, report)
        if len(report.problems) == problems and any(map(any, chosen)):
            layout = _layout(deck, blueprint, printing)
            forms += [
                replace(_form(deck, blueprint, items, letter, report), layout=layout)
                for letter, items in zip(letters, chosen, strict=True)
            ]
    return tuple(forms), once_a_cause(report.problems)


def _layout(deck: Deck, blueprint: Blueprint, printing: Printing) -> Layout:
    """The later of several settings wins; what none of them says is as in `Layout`."""
    deck_says, quiz_says = (
        stated(each, Layout.__match_args__) for each in (deck.layout, blueprint.keys.layout)
    )
    return (deck_says | quiz_says | Values(printing.layout)).into(Layout)


def _choose(
    deck: Deck, blueprint: Blueprint, expansion: Expansion, letters: str, report: Report
) -> list[list[list[Item]]]:
    """The items of each section, for each form; chosen once where no section draws anew."""
    if any(section.keys.per_form for section in blueprint.sections):
        choosers = (_Chooser(deck, blueprint, expansion, report, each) for each in letters)
        return [chooser.choose() for chooser in choosers]
    return [_Chooser(deck, blueprint, expansion, report).choose()] * len(letters)


class _Chooser:
    """Chooses the items of one quiz, section by section; none comes twice."""

    def __init__(
        self,
        deck: Deck,
        blueprint: Blueprint,
        expansion: Expansion,
        report: Report,
        letter: str = "",
    ) -> None:
        self.letter = letter
        self.deck = deck
        self.blueprint = blueprint
        self.failed = expansion.failed
        self.items = {item.id: item for item in expansion.items}
        self.places = expansion.places
        self.report = report
        self.chosen: dict[str, Item] = {}
        self.excluded: Counter[str] = Counter()

    def choose(self) -> list[list[Item]]:
        """Listed items have the first say, wherever their section stands; what is drawn for one
        form has the last, so that it moves nothing on the others."""
        sections = self.blueprint.sections
        in_turn = sorted(range(len(sections)), key=lambda place: _turn(sections[place]))
        chosen = {
            place: self._listed(section) if section.is_listed else self._drawn(section)
            for place, section in ((place, sections[place]) for place in in_turn)
        }
        return [chosen[place] for place in range(len(sections))]

    def _listed(self, section: Section) -> list[Item]:
        if section.has_all:
            return list(self._printable)
        found: list[Item] = []
        for node in section.keys.items:
            with self.report.about(str(node.value)):
                item = self._named(node)
            if item is not None:
                found.append(item)
                self.chosen[item.id] = item
        return found

    def _named(self, node: Node) -> Item | None:
        name = str(node.value)
        item = self.items.get(name)
        is_unread_draft = item is None and self.deck.is_unread_draft(name)
        if not is_unread_draft and (name in self.failed or self.deck.is_unread(name)):
            return None  # what is wrong with it has been said
        if is_unread_draft or (item is None and name in self.places):
            message = f"`{name}` is a draft and cannot stand in a quiz"
            self.report.error(node, "draft-in-quiz", message, "remove `draft:`, or list another")
        elif item is None:
            hint = did_you_mean(name, self.items)
            self.report.error(node, "unknown-item", f"there is no item `{name}`", hint)
        elif name in self.chosen:
            message = f"`{name}` stands in this quiz already"
            self.report.error(node, "item-twice", message, "remove it here or there")
        elif Outlet.PRINT not in item.use:
            message = f"`{name}` is not for print (`use:`)"
            self.report.error(node, "not-for-print", message, "add print to its `use:`")
        elif (enemy := self._enemy(item)) is not None:
            message = f"`{name}` and `{enemy}` are enemies and may not stand in one form"
            self.report.error(node, "enemies-together", message, "remove one of them")
        else:
            return item
        return None

    def _drawn(self, section: Section) -> list[Item]:
        mixed = self._shuffled_anew if section.keys.per_form else self._shuffled
        candidates = [item for item in mixed if admits_item(section.keys.from_, item)]
        drawn: list[Item] = []
        per_claim: Counter[str] = Counter()
        self.excluded = Counter()
        for item in candidates:
            if len(drawn) < section.draw and self._fits(item, section, per_claim):
                drawn.append(item)
                per_claim[item.claim] += 1
                self.chosen[item.id] = item
        is_whole = not self.failed and self.deck.unread <= self.deck.drafts.ids
        if len(drawn) < section.draw and is_whole:
            self._report_short(section, len(candidates), len(drawn))
        return drawn

    @cached_property
    def _shuffled(self) -> list[Item]:
        """What can be printed, in the order in which sections draw: an item's place among the
        others does not depend on which others there are."""
        return shuffled(self._printable, lambda item: item.id, self.blueprint.seed)

    @cached_property
    def _shuffled_anew(self) -> list[Item]:
        return shuffled(self._printable, lambda item: item.id, self.blueprint.seed, self.letter)

    @property
    def _printable(self) -> Iterator[Item]:
        return (item for item in self.items.values() if Outlet.PRINT in item.use)

    def _fits(self, item: Item, section: Section, per_claim: Counter[str]) -> bool:
        most = section.keys.max_per_claim
        if item.id in self.chosen:
            reason = "stand in this quiz already"
        elif most is not None and per_claim[item.claim] >= most:
            reason = f"are beyond the section's max_per_claim: {most}"
        elif self._is_beyond(item.claim):
            reason = f"are beyond the quiz's max_per_claim: {self.blueprint.keys.max_per_claim}"
        elif self._enemy(item) is not None:
            reason = "have an enemy in this quiz"
        else:
            return True
        self.excluded[reason] += 1
        return False

    def _is_beyond(self, claim: str) -> bool:
        most = self.blueprint.keys.max_per_claim
        return most is not None and most <= sum(
            item.claim == claim for item in self.chosen.values()
        )

    def _enemy(self, item: Item) -> str | None:
        for name, other in self.chosen.items():
            if name in item.enemies or item.id in other.enemies:
                return name
        return None

    def _report_short(self, section: Section, candidates: int, drawn: int) -> None:
        node = section.node
        reasons = "; ".join(f"{number} {reason}" for reason, number in self.excluded.items())
        message = f"this section draws {count(section.draw, 'item')} and can have {drawn}"
        entries = node.entries
        is_one = candidates == 1
        fit, more = ("fits `from:`" if is_one else "fit `from:`", "widen `from:`")
        if "from" not in entries:
            fit, more = ("is there" if is_one else "are there", "write more")
        message += f": {candidates} {fit}" + (f", {reasons}" if reasons else "")
        at = entries.get("draw", node)
        self.report.error(at, "cannot-fill", message, f"draw fewer, or {more}")


def _turn(section: Section) -> int:
    return 0 if section.is_listed else 2 if section.keys.per_form else 1


def _form(
    deck: Deck, blueprint: Blueprint, chosen: list[list[Item]], letter: str, report: Report
) -> Form:
    sections: list[FormSection] = []
    number = 1
    for section, items in zip(blueprint.sections, chosen, strict=True):
        ordered = _ordered(section, items, blueprint.seed, letter)
        placed = tuple(
            Placed(at, item.id, display_order(item, blueprint.seed, letter), section.points)
            for at, item in enumerate(ordered, number)
        )
        number += len(placed)
        title = _rich(section.keys.title, report)
        sections.append(FormSection(plain(title), _rich(section.keys.instructions, report), placed))
    instructions = _rich(blueprint.keys.instructions, report)
    return Form(
        blueprint.id,
        blueprint.keys.title,
        letter,
        instructions,
        _passage(blueprint, deck.source),
        tuple(sections),
    )


def _ordered(section: Section, items: Iterable[Item], seed: str, letter: str) -> list[Item]:
    """What the author lists keeps its order on form A."""
    if section.is_listed and letter == LETTERS[0]:
        return list(items)
    return shuffled(items, lambda item: item.id, seed, letter)


def _rich(node: Node | None, report: Report) -> Rich:
    return parse_fixed(node, report) if node else ()


def _passage(blueprint: Blueprint, source: SourceText) -> Passage | None:
    if not blueprint.passage:
        return None
    return Passage(tuple((number, source.labelled(number)) for number in blueprint.passage))
