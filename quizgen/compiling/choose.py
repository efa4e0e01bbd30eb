"""Which items a quiz holds: those that its sections list, and those that they draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.compiling.draw import Draw, Drawing, Drawn, draw
from quizgen.compiling.expand import Expansion
from quizgen.deck.select import admits_item
from quizgen.deck.written import Blueprint, Deck, Section
from quizgen.phrases import count
from quizgen.quiz.chance import shuffled
from quizgen.quiz.model import Item, Outlet
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, did_you_mean


def choose(
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
        self.expansion = expansion
        self.items = {item.id: item for item in expansion.items}
        self.report = report
        self.chosen: dict[str, Item] = {}

    def choose(self) -> list[list[Item]]:
        """Listed items have the first say, wherever their section stands; what is drawn for one
        form has the last, so that it moves nothing on the others."""
        sections = dict(enumerate(self.blueprint.sections))
        found = {place: self._listed(each) for place, each in sections.items() if each.is_listed}
        drawn = {place: each for place, each in sections.items() if not each.is_listed}
        found |= self._drawn({at: each for at, each in drawn.items() if not each.keys.per_form})
        anew = {at: each for at, each in drawn.items() if each.keys.per_form}
        found |= self._drawn(anew, self.letter)
        return [found[place] for place in sections]

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
        if not is_unread_draft and (name in self.expansion.failed or self.deck.is_unread(name)):
            return None  # what is wrong with it has been said
        if is_unread_draft or (item is None and name in self.expansion.places):
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

    def _enemy(self, item: Item) -> str | None:
        for name, other in self.chosen.items():
            if name in item.enemies or item.id in other.enemies:
                return name
        return None

    @property
    def _printable(self) -> Iterator[Item]:
        return (item for item in self.items.values() if Outlet.PRINT in item.use)

    # --- Drawing ---

    def _drawn(self, sections: Mapping[int, Section], *letter: str) -> dict[int, list[Item]]:
        if not sections:
            return {}
        mixed = shuffled(self._printable, lambda item: item.id, self.blueprint.seed, *letter)
        drawings = {
            place: Drawing(each, [item for item in mixed if admits_item(each.keys.from_, item)])
            for place, each in sections.items()
        }
        most = self.blueprint.keys.max_per_claim
        found = draw(drawings, most, self.chosen.values(), self.expansion.enemies)
        self.chosen = found.company.items
        is_whole = not self.expansion.failed and self.deck.unread <= self.deck.drafts.ids
        if is_whole and found.missing:
            for place, drawing in drawings.items():
                self._report_short(drawing, found.drawn[place])
        elif is_whole and not found.is_clean:
            self._report_enemies(drawings, found)
        return {place: each.items for place, each in found.drawn.items()}

    def _report_enemies(self, drawings: Mapping[int, Drawing], found: Draw) -> None:
        told: set[frozenset[str]] = set()
        for place, drawn in found.drawn.items():
            node = drawings[place].section.node
            at = node.entries.get("draw", node)
            met = ((item.id, *each) for item in drawn.items for each in found.company.met(item))
            for item, other, reason in met:
                if frozenset((item, other)) not in told:
                    message = f"this section cannot keep `{item}` and `{other}` apart: {reason}"
                    hint = f"draw fewer, let it draw from more, or write friends: [{other}]"
                    self.report.info(at, "enemies-drawn", message, hint)
                told.add(frozenset((item, other)))

    def _report_short(self, drawing: Drawing, drawn: Drawn) -> None:
        section, candidates = drawing.section, len(drawing.candidates)
        if len(drawn.items) == section.draw:
            return
        node = section.node
        reasons = "; ".join(
            f"{number} {reason}" for reason, number in sorted(drawn.excluded.items())
        )
        message = (
            f"this section draws {count(section.draw, 'item')} and can have {len(drawn.items)}"
        )
        entries = node.entries
        is_one = candidates == 1
        fit, more = ("fits `from:`" if is_one else "fit `from:`", "widen `from:`")
        if "from" not in entries:
            fit, more = ("is there" if is_one else "are there", "write more")
        message += f": {candidates} {fit}" + (f", {reasons}" if reasons else "")
        at = entries.get("draw", node)
        self.report.error(at, "cannot-fill", message, f"draw fewer, or {more}")
