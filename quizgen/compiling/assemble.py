"""Items + blueprints → forms: which items, in which order, for how many points.

All forms of a quiz hold the same items, unless a section draws anew for each; every form has its
own order of questions and options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as replace_fields

from msgspec.structs import replace

from quizgen.compiling.expand import Expansion
from quizgen.compiling.key_letters import spread_keys
from quizgen.deck.placeholders import parse_fixed
from quizgen.deck.written import Blueprint, Deck, Section
from quizgen.diagnostics import Diagnostic, has_errors, once_a_cause
from quizgen.quiz.chance import display_order, shuffled
from quizgen.quiz.enemy import Enemies
from quizgen.quiz.layout import NOTHING_ASKED, Layout, Printing, QuizzesSeen
from quizgen.quiz.model import FORMAT, CompiledDeck, Form, FormSection, Item, Passage, Placed
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report
from quizgen.reading.values import Values, stated

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
    if printing.shown is QuizzesSeen.NONE:
        expansion = replace_fields(expansion, compare=Enemies)
    forms: list[Form] = []
    for blueprint in _blueprints(deck, printing):
        forms += _forms(deck, blueprint, expansion, printing, report)
    return tuple(forms), once_a_cause(report.problems)


def _forms(
    deck: Deck, blueprint: Blueprint, expansion: Expansion, printing: Printing, report: Report
) -> list[Form]:
    from quizgen.compiling.choose import choose  # many decks name no quiz

    before = len(report.problems)
    letters = LETTERS[: printing.forms or blueprint.keys.forms]
    chosen = choose(deck, blueprint, expansion, letters, report)
    if has_errors(report.problems[before:]) or not any(map(any, chosen)):
        return []
    layout = _layout(deck, blueprint, printing)
    forms = [
        replace(_form(deck, blueprint, items, letter, report), layout=layout)
        for letter, items in zip(letters, chosen, strict=True)
    ]
    return spread_keys(forms, {item.id: item for item in expansion.items})


def _blueprints(deck: Deck, printing: Printing) -> Iterator[Blueprint]:
    for blueprint in deck.blueprints.values():
        is_asked = not printing.quizzes or blueprint.id in printing.quizzes
        if is_asked and (printing.shown is QuizzesSeen.ALL or not blueprint.is_implied):
            yield blueprint


def _layout(deck: Deck, blueprint: Blueprint, printing: Printing) -> Layout:
    """The later of several settings wins; what none of them says is as in `Layout`."""
    written = (deck.layout, blueprint.keys.layout)
    settings = [stated(keys, Layout.__match_args__) for keys in written]
    said = Values({})
    for later in (*settings, Values(printing.layout)):
        # A style brings its own size: large print must not be as small as the deck's usual type.
        said = Values.merged(said.without(["size"]) if "style" in later else said, later)
    return said.into(Layout)


def _form(
    deck: Deck, blueprint: Blueprint, chosen: list[list[Item]], letter: str, report: Report
) -> Form:
    sections: list[FormSection] = []
    number = 1
    for section, items in zip(blueprint.sections, chosen, strict=True):
        ordered = _ordered(section, items, blueprint.seed, letter)
        placed = tuple(
            Placed(
                number=at,
                item=item.id,
                order=display_order(item, blueprint.seed, letter),
                points=section.points if item.points is None else item.points,
            )
            for at, item in enumerate(ordered, number)
        )
        number += len(placed)
        title = _rich(section.keys.title, report)
        sections.append(FormSection(plain(title), _rich(section.keys.instructions, report), placed))
    instructions = _rich(blueprint.keys.instructions, report)
    first, *more = _passages(blueprint, deck) or (None,)
    return Form(
        blueprint.id,
        blueprint.keys.title,
        letter,
        instructions,
        first,
        tuple(sections),
        more_passages=tuple(more),
        level=blueprint.keys.level,
        time=blueprint.keys.time,
        aids=_rich(blueprint.keys.aids, report),
    )


def _ordered(section: Section, items: Iterable[Item], seed: str, letter: str) -> list[Item]:
    """What the author lists keeps its order on form A."""
    if section.is_listed and letter == LETTERS[0]:
        return list(items)
    return shuffled(items, lambda item: item.id, seed, letter)


def _rich(node: Node | None, report: Report) -> Rich:
    return parse_fixed(node, report) if node else ()


def _passages(blueprint: Blueprint, deck: Deck) -> tuple[Passage, ...]:
    return tuple(
        Passage(tuple((number, deck.texts[name].labelled(number)) for number in numbers), name)
        for name, numbers in blueprint.passages.items()
        if numbers
    )
