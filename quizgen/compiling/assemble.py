"""Items + blueprints → forms: which items, in which order, for how many points.

All forms of a quiz hold the same items, unless a section draws anew for each; every form has its
own order of questions and options. Chance gives runs such as D D D D, and gives neighbours the same
letters. So what chance arranged is turned where it breaks a rule, and stays elsewhere, since an
edition in print depends on it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace as replace_fields
from itertools import chain, takewhile
from operator import attrgetter
from typing import TypeAlias

from msgspec.structs import replace

from quizgen.compiling.expand import Expansion
from quizgen.deck.placeholders import parse_fixed
from quizgen.deck.written import Blueprint, Deck, Section
from quizgen.diagnostics import Diagnostic, has_errors, once_a_cause
from quizgen.quiz.enemy import Enemies
from quizgen.quiz.layout import NOTHING_ASKED, Layout, Printing, QuizzesSeen
from quizgen.quiz.model import FORMAT, CompiledDeck, Form, FormSection, Item, Passage, Placed
from quizgen.quiz.responses import Choice, Matching, display_order, is_telling, shuffled
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.declaration import Values, stated
from quizgen.reading.nodes import Node, Report

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    for blueprint in deck.blueprints.values():
        is_asked = not printing.quizzes or blueprint.id in printing.quizzes
        if is_asked and (printing.shown is QuizzesSeen.ALL or not blueprint.is_implied):
            forms += _forms(deck, blueprint, expansion, printing, report)
    return tuple(forms), once_a_cause(report.problems)


def _forms(
    deck: Deck, blueprint: Blueprint, expansion: Expansion, printing: Printing, report: Report
) -> list[Form]:
    from quizgen.compiling.draw import choose  # many decks name no quiz
    from quizgen.compiling.opposites import opposites

    before = len(report.problems)
    letters = _LETTERS[: printing.forms or blueprint.keys.forms]
    chosen = choose(deck, blueprint, expansion, letters, report)
    if has_errors(report.problems[before:]) or not any(map(any, chosen)):
        return []
    for items in chosen:
        for one, other in opposites(chain(*items), deck.language):
            message = f"`{blueprint.id}` asks `{one.id}` and `{other.id}`, which say the opposite"
            hint = f"remove one, or write friends: [{one.id}] in `{other.id}` if you mean it so"
            report.warning(blueprint.node, "opposite-statements", message, hint)
    layout = _layout(deck, blueprint, printing)
    papers = zip(letters, chosen, strict=True)
    forms = [_form(deck, blueprint, layout, *paper, report) for paper in papers]
    return spread_keys(forms, {item.id: item for item in expansion.items})


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
    deck: Deck,
    blueprint: Blueprint,
    layout: Layout,
    letter: str,
    chosen: list[list[Item]],
    report: Report,
) -> Form:
    sections: list[FormSection] = []
    number = 1
    for section, items in zip(blueprint.sections, chosen, strict=True):
        ordered = _ordered(section, items, blueprint.seed, letter)
        placed = tuple(
            Placed(
                number=at,
                item=item.id,
                order=display_order(item.response, blueprint.seed, letter, item.id),
                points=section.points if item.points is None else item.points,
            )
            for at, item in enumerate(ordered, number)
        )
        number += len(placed)
        title = _rich(section.keys.title, report)
        sections.append(FormSection(plain(title), _rich(section.keys.instructions, report), placed))
    first, *more = _passages(blueprint, deck) or (None,)
    return Form(
        quiz=blueprint.id,
        title=blueprint.keys.title,
        letter=letter,
        instructions=_rich(blueprint.keys.instructions, report),
        passage=first,
        sections=tuple(sections),
        layout=layout,
        more_passages=tuple(more),
        level=blueprint.keys.level,
        time=blueprint.keys.time,
        aids=_rich(blueprint.keys.aids, report),
    )


def _ordered(section: Section, items: Iterable[Item], seed: str, letter: str) -> list[Item]:
    """What the author lists keeps its order on form A."""
    if section.is_listed and letter == _LETTERS[0]:
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


_Order: TypeAlias = tuple[int, ...]
_Answer: TypeAlias = tuple[int, ...]  # the places of the right parts
_Given: TypeAlias = frozenset[tuple[str | int, _Answer]]  # on a form, by question and by number
_Faults: TypeAlias = tuple[int, ...]  # the worst first
_GRAVE = 4  # those within a form, and against the form before it
_TRIES = 10
_LONGEST_RUN = 3  # equal letters in a row, beyond which learners suspect a mistake


def spread_keys(forms: Sequence[Form], items: Mapping[str, Item]) -> list[Form]:
    """`forms` are those of one quiz. In a print run each lies beside the one before it, and the
    last beside the first. A form must not depend on which one is the last, since it is the same
    however many are made."""
    spread: list[Form] = []
    for form in forms:
        beside = [_given(other, items) for other in (*spread[-1:], *spread[:1])]
        spread.append(_spread(form, beside, items))
    return spread


def _spread(form: Form, beside: Sequence[_Given], items: Mapping[str, Item]) -> Form:
    """Among questions with equally many options, every letter comes as often as its share says,
    give or take one. No letter comes more than three times in a row. As far as that allows, no
    answer is the same as beside, neither to the same question nor at the same number."""
    # What is arranged last has the least choice, so another beginning may find a way.
    beginnings = dict.fromkeys(at * len(form.placed) // _TRIES for at in range(_TRIES))
    tried: list[_Arranged] = []
    for at in beginnings:
        tried.append(_Arranged((*form.placed[at:], *form.placed[:at]), beside, items))
        if not any(tried[-1].faults[:_GRAVE]):
            break
    orders = min(tried, key=attrgetter("faults")).orders

    def arranged(section: FormSection) -> FormSection:
        placed = (replace(each, order=orders[each.number]) for each in section.placed)
        return replace(section, placed=tuple(placed))

    return replace(form, sections=tuple(map(arranged, form.sections)))


class _Arranged:
    """The order of each question by its number, each the best that those before it leave. `faults`
    counts how often each rule is broken."""

    def __init__(
        self, questions: Sequence[Placed], beside: Sequence[_Given], items: Mapping[str, Item]
    ) -> None:
        self._beside = beside
        self.orders: dict[int, _Order] = {}
        self.faults: _Faults = (0,) * (2 + 2 * len(beside))
        # Of the questions with one right option: how many they have, and the letters by numbers.
        self._options: dict[int, int] = {}
        self._settled: dict[int, int] = {}
        self._counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._most: defaultdict[int, Counter[int]] = defaultdict(Counter)  # that a letter can have
        for placed in questions:
            self._note_letters(placed, items[placed.item])
        self._row = sorted(self._options)
        self._asked = Counter(self._options.values())
        for placed in questions:
            self._arrange(placed, items[placed.item])

    def _note_letters(self, placed: Placed, item: Item) -> None:
        """A letter that no turn changes is settled from the beginning."""
        if isinstance(item.response, Choice) and not item.response.is_multiple:
            self._options[placed.number] = len(placed.order)
            letters = _letters(item.response, placed.order)
            self._most[len(placed.order)].update(letters)
            if len(letters) == 1:
                self._settle(placed.number, letters[0])

    def _settle(self, number: int, letter: int) -> None:
        options = self._options.get(number)
        if options and number not in self._settled:
            self._settled[number] = letter
            self._counts[options][letter] += 1

    def _arrange(self, placed: Placed, item: Item) -> None:
        best, answer = placed.order, _answer(item, placed.order)
        if any(self._faults(placed, answer)):
            answers = {order: _answer(item, order) for order in _turned(item, placed.order)}
            best = min(answers, key=lambda order: self._badness(placed, order, answers[order]))
            answer = answers[best]
            if len(answers) > 1:
                faults = zip(self.faults, self._faults(placed, answer), strict=True)
                self.faults = tuple(map(sum, faults))
        self.orders[placed.number] = best
        self._settle(placed.number, answer[0] if answer else 0)

    def _badness(self, placed: Placed, order: _Order, answer: _Answer) -> tuple[_Faults, bool, int]:
        """Where nothing else decides, the order of chance stays, or else the rarest letter wins."""
        options = self._options.get(placed.number)
        count = self._counts[options][answer[0]] if options else 0
        return self._faults(placed, answer), order != placed.order, count

    def _faults(self, placed: Placed, answer: _Answer) -> _Faults:
        names = (placed.item, placed.number)
        same = [(name, answer) in other for other in self._beside for name in names]
        options = self._options.get(placed.number)
        if not options or placed.number in self._settled:
            return 0, 0, *same
        is_long = self._run(placed.number, answer[0]) > _LONGEST_RUN
        return self._unfair(options, answer[0]), is_long, *same

    def _unfair(self, options: int, letter: int) -> int:
        """How much too often the letter comes, or how many questions the others will lack."""
        share, counts, most = self._asked[options] / options, self._counts[options], self._most
        left = self._asked[options] - counts.total() - 1
        found = [counts[each] + (each == letter) for each in range(options)]
        least = [min(math.ceil(share - 1), most[options][each]) for each in range(options)]
        lacking = sum(max(0, wanted - has) for wanted, has in zip(least, found, strict=True))
        return max(0, found[letter] - math.floor(share + 1)) + max(0, lacking - left)

    def _run(self, number: int, letter: int) -> int:
        """How long the row of equal letters would be."""
        at = bisect_left(self._row, number)
        before = self._row[max(0, at - _LONGEST_RUN) : at][::-1]
        after = self._row[at + 1 : at + 1 + _LONGEST_RUN]
        equal = (
            takewhile(lambda each: self._settled.get(each) == letter, side)
            for side in (before, after)
        )
        return 1 + sum(1 for each in chain.from_iterable(equal))


def _turned(item: Item, order: _Order) -> Iterator[_Order]:
    """Orders in which each part comes to each place, but for those that stay last."""
    moving = _count_moving(item.response) if isinstance(item.response, Choice) else len(order)
    for turn in range(max(1, moving)):
        turned = (*order[turn:moving], *order[:turn], *order[moving:])
        if not is_telling(item.response, turned):
            yield turned


def _count_moving(choice: Choice) -> int:
    return 0 if choice.is_fixed else sum(not each.is_last for each in choice.options)


def _letters(choice: Choice, order: _Order) -> Sequence[int]:
    """The places to which turning can bring the only right option."""
    place, moving = order.index(choice.keys[0]), _count_moving(choice)
    return range(moving) if place < moving else (place,)


def _answer(item: Item, order: _Order) -> _Answer:
    match item.response:
        case Choice(options=options):
            return tuple(place for place, index in enumerate(order) if options[index].is_key)
        case Matching(pairs=pairs):
            return tuple(order.index(place) for place in range(len(pairs)))
        case _:
            return order


def _given(form: Form, items: Mapping[str, Item]) -> _Given:
    answers = [(each, _answer(items[each.item], each.order)) for each in form.placed]
    return frozenset(
        (name, answer) for each, answer in answers for name in (each.item, each.number)
    )
