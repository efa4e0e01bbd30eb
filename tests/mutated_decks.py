"""Mutations of real decks: each makes one mistake, and knows the lines to blame for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from original_decks import ORIGINALS, Original, Place

from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import expand
from quizgen.deck.claim_declarations import CLAIM, SLOT, SOURCE, SPEAKER
from quizgen.deck.quiz_declarations import QUIZ, SECTION
from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.load import load
from quizgen.load.format import QUESTION_OWN, all_item_fields


@dataclass(frozen=True)
class Mutation:
    name: str
    deck: Original
    text: str
    lines: frozenset[int]
    about: str


Mutator = Callable[[Random, Original], Mutation | None]
MUTATORS: list[Mutator] = []


def mutator(function: Mutator) -> Mutator:
    MUTATORS.append(function)
    return function


RECORDS = (CLAIM, QUIZ, SECTION, SLOT, SOURCE, SPEAKER)
DECLARED = {
    *(each.name for record in RECORDS for each in record.fields),
    *(each.name for each in QUESTION_OWN),
    *all_item_fields(),
    "for", "from",
}  # fmt: skip
NEEDED = {
    ("source",): {"file"},
    ("speakers",): {"name"},
    ("claims",): {"quote"},
    ("templates",): {"kind", "stem", "key", "distractors", "keys"},
    ("questions",): {"kind", "claim", "stem", "key", "keys", "distractors", "pairs", "steps"},
    ("quizzes",): {"title", "sections"},
}
IDS = {"claims", "templates", "questions", "quizzes", "speakers", "pools", "slots"}


def _is_declared(place: Place) -> bool:
    """A key of the format, and no id of the author's, nor a text of an option."""
    parent = place.path[-2] if len(place.path) > 1 else ""
    outside = {"distractors", "pairs", "accept", "forms", "layout"} & {*place.path[:-1]}
    return parent not in IDS and not outside and (len(place.path) == 1 or place.key in DECLARED)


def _replaced(deck: Original, start: int, end: int, new: str) -> str:
    return deck.file.text[:start] + new + deck.file.text[end:]


def _without_lines(deck: Original, lines: range) -> str:
    kept = (line for number, line in enumerate(deck.lines, 1) if number not in lines)
    return "\n".join(kept)


def _pick(chance: Random, places: list[Place]) -> Place | None:
    return chance.choice(places) if places else None


@mutator
def dropped_key(chance: Random, deck: Original) -> Mutation | None:
    """What needs the key is named, where it is written."""
    found = [
        place
        for place in deck.places
        if len(place.path) == (2 if place.section == "source" else 3)
        and place.key in NEEDED.get(place.path[:1], ())
        and not (place.section == "questions" and "." in place.path[1])
        and not (place.key in ("key", "speaker") and _may_lack(deck, place))
    ]
    place = _pick(chance, found)
    if place is None:
        return None
    lines = {deck.line_of(place.path[:-1])}
    if place.key == "distractors" and ("defaults", "distractors") in deck.by_path:
        lines.add(deck.line_of((*place.path[:-1], "key")))  # no slot to draw the default for
    if deck.is_block(place):
        text = _without_lines(deck, deck.extent(place))
    else:
        segment = deck.segment(place)
        start, end = place.node.key_start, place.node.key_start + len(segment)
        text = re.sub(r"([{,] ?), ?|, ?(\})", r"\1\2", _replaced(deck, start, end, ""))
        if not segment:
            return None
    return Mutation("dropped", deck, text, frozenset(lines), ".".join(place.path))


def _may_lack(deck: Original, place: Place) -> bool:
    """A statement keyed by {text}; a speaker from the defaults."""
    kind = deck.by_path.get((*place.path[:-1], "kind"))
    is_statement = kind is not None and kind.value == "truefalse"
    return is_statement or (place.key == "speaker" and ("defaults", "speaker") in deck.by_path)


@mutator
def doubled_key(chance: Random, deck: Original) -> Mutation | None:
    """The second one is the mistake."""
    place = _pick(
        chance, [each for each in deck.places if deck.is_block(each) or deck.segment(each)]
    )
    if place is None:
        return None
    if deck.is_block(place):
        lines = deck.extent(place)
        copy = deck.lines[lines.start - 1 : lines.stop - 1]
        text = "\n".join([*deck.lines[: lines.stop - 1], *copy, *deck.lines[lines.stop - 1 :]])
        where = frozenset({lines.stop})
    else:
        start = place.node.key_start
        text = _replaced(deck, start, start, f"{deck.segment(place)}, ")
        where = frozenset({deck.line(start)})
    return Mutation("doubled", deck, text, where, ".".join(place.path))


@mutator
def misspelt_key(chance: Random, deck: Original) -> Mutation | None:
    place = _pick(
        chance, [each for each in deck.places if _is_declared(each) and len(each.key) > 2]
    )
    if place is None:
        return None
    at = chance.randrange(1, len(place.key) - 1)
    wrong = chance.choice(
        (
            place.key[:at] + place.key[at + 1 :],
            place.key[:at] + place.key[at] + place.key[at:],
            place.key[:at] + place.key[at + 1] + place.key[at] + place.key[at + 2 :],
        )
    )
    if wrong == place.key:
        return None
    start = place.node.key_start
    text = _replaced(deck, start, start + len(place.key), wrong)
    return Mutation("misspelt", deck, text, frozenset({deck.line(start)}), f"{place.path} {wrong}")


REFERENCES = {"claim", "speaker", "kind", "pool", "status", "bloom"}


@mutator
def misspelt_reference(chance: Random, deck: Original) -> Mutation | None:
    """A name that is none: at the value, not where the name would be declared."""
    found = [
        each
        for each in deck.places
        if each.key in REFERENCES and deck.segment(each) and len(str(each.node.value)) > 2
        and "defaults" not in each.path and each.path[-2] not in IDS
    ]  # fmt: skip
    place = _pick(chance, found)
    if place is None:
        return None
    value = str(place.node.value)
    start = place.node.start
    text = _replaced(deck, start, start + len(value), value[:-2] + value[-1] + "x")
    return Mutation("reference", deck, text, frozenset({deck.line(start)}), ".".join(place.path))


@mutator
def spoilt_quotation(chance: Random, deck: Original) -> Mutation | None:
    """Two of its words change places."""
    place = _pick(chance, [each for each in deck.places if each.key == "quote"])
    if place is None:
        return None
    node = place.node
    if isinstance(node.value, list):
        node = chance.choice(node.value)
    words = re.finditer(r"\S+", str(node.value))
    pairs = [(one, other) for one, other in pairwise(words) if one[0] != other[0]]
    if not pairs or not isinstance(node.value, str):
        return None
    one, other = chance.choice(pairs)
    written = re.compile(rf"{re.escape(one[0])}(\s+){re.escape(other[0])}")
    found = written.search(deck.file.text, node.start)
    if found is None:
        return None
    text = _replaced(deck, *found.span(), f"{other[0]}{found[1]}{one[0]}")
    lines = frozenset(range(deck.line(node.start), deck.line(found.end()) + 1))
    return Mutation("quotation", deck, text, lines, f"{place.path} {one[0]} {other[0]}")


@mutator
def moved_quotation(chance: Random, deck: Original) -> Mutation | None:
    """The quotations of two claims change places: the slots are no longer in theirs."""
    found = [
        each
        for each in deck.places
        if each.section == "claims" and each.key == "quote" and len(each.path) == 3
        and deck.segment(each) and (*each.path[:2], "slots") in deck.by_path
    ]  # fmt: skip
    if len(found) < 2:
        return None
    one, other = sorted(chance.sample(found, 2), key=lambda place: place.node.start)
    start, end = one.node.start, one.node.start + len(str(one.node.value))
    begin, stop = other.node.start, other.node.start + len(str(other.node.value))
    text = deck.file.text
    text = text[:start] + text[begin:stop] + text[end:begin] + text[start:end] + text[stop:]
    lines = {
        deck.line(each.node.start)
        for each in deck.places
        if each.path[:3] in ((*one.path[:2], "slots"), (*other.path[:2], "slots"))
    }
    return Mutation("moved", deck, text, frozenset(lines), f"{one.path[1]} {other.path[1]}")


TEXTS = {"title", "stem", "name", "text", "untrue", "kind", "file", "topic"}
LISTS = {"tags", "aka", "near", "values", "enemies", "use", "items", "skip", "steps"}
NUMBERS = {"draw", "forms", "difficulty", "max_per_claim", "points", "lines"}


@mutator
def swapped_type(chance: Random, deck: Original) -> Mutation | None:
    """A list for a text, a text for a list, a word for a number."""
    found = [
        each for each in deck.places if each.key in TEXTS | LISTS | NUMBERS and _is_declared(each)
    ]
    place = _pick(chance, found)
    if place is None:
        return None
    node, segment = place.node, deck.segment(place)
    line = frozenset({deck.line(node.key_start)})
    if place.key in LISTS and isinstance(node.value, list):
        end = deck.file.text.find("]", node.start) + 1
        if deck.file.text[node.start] != "[" or not end:
            return None
        text = _replaced(deck, node.start, end, chance.choice(("word", "{a: b}")))
    elif segment and place.key not in LISTS:
        new = "many" if place.key in NUMBERS else chance.choice(("[one, two]", "{one: two}"))
        text = _replaced(deck, node.start, node.start + len(str(node.value)), new)
    else:
        return None
    return Mutation("type", deck, text, line, ".".join(place.path))


@mutator
def swapped_kind(chance: Random, deck: Original) -> Mutation | None:
    """Keys that the other kind has not, or lacks: within the question."""
    place = _pick(
        chance, [each for each in deck.places if each.key == "kind" and len(each.path) == 3]
    )
    others = {"choice": "matching", "truefalse": "short", "cloze": "choice", "short": "multiple",
              "multiple": "ordering", "matching": "list", "ordering": "numeric", "list": "cloze",
              "numeric": "multiple", "open": "matching", "flashcard": "list",
              "stated": "list"}  # fmt: skip
    if place is None or not deck.segment(place):
        return None
    owner = next(each for each in deck.places if each.path == place.path[:-1])
    value = str(place.node.value)
    text = _replaced(deck, place.node.start, place.node.start + len(value), others[value])
    lines = (
        frozenset(deck.extent(owner))
        if deck.is_block(owner)
        else frozenset({deck.line(place.node.start)})
    )
    return Mutation("kind", deck, text, lines, f"{place.path} {others[value]}")


@mutator
def truncated(chance: Random, deck: Original) -> Mutation | None:
    """The file ends inside brackets, inside quotation marks, or right behind a key."""
    opened = [found.end() for found in re.finditer(r"(?<=: )[\[{\"](?=\w)", deck.file.text)]
    keys = [
        found.end()
        for found in re.finditer(r"(?m)^ +(?:kind|stem|quote|key|claim):(?= )", deck.file.text)
    ]
    at = chance.choice(opened + keys)
    line = deck.line(at)
    cut = at + chance.randrange(0, 3) if at in opened else at
    owners = {
        deck.line_of(place.path[:2])
        for place in deck.places
        if deck.line(place.node.key_start) == line
    }
    first = deck.line(deck.places[0].node.key_start)  # where what the deck lacks is missed
    lines = frozenset({line, first, *owners})
    return Mutation("truncated", deck, deck.file.text[:cut], lines, f"line {line}")


@mutator
def shifted_line(chance: Random, deck: Original) -> Mutation | None:
    """A key is indented one or two columns more, or less, than it should be."""
    places = [
        each
        for each in deck.places
        if deck.is_block(each) and len(each.path) > 1 and len(_siblings(deck, each)) > 1
    ]
    place = _pick(chance, places)
    if place is None:
        return None
    number = deck.line(place.node.key_start)
    line = deck.lines[number - 1]
    by = chance.choice((-1, 1, 2))
    shifted = " " * (len(line) - len(line.lstrip()) + by) + line.lstrip()
    text = "\n".join([*deck.lines[: number - 1], shifted, *deck.lines[number:]])
    lines = {number}
    before = _siblings(deck, place)[: _siblings(deck, place).index(place)]
    if by > 0 and before and deck.file.text[before[-1].node.start] in "|>":
        lines |= {deck.line(before[-1].node.key_start), deck.line_of(place.path[:-1])}  # swallowed
    return Mutation("shifted", deck, text, frozenset(lines), f"line {number} by {by}")


def _siblings(deck: Original, place: Place) -> list[Place]:
    return [each for each in deck.places if each.path[:-1] == place.path[:-1]]


@mutator
def missing_mark(chance: Random, deck: Original) -> Mutation | None:
    """A colon, a bracket, a brace or a quotation mark is forgotten."""
    colons = [each.node.key_start + len(each.key) for each in deck.places if deck.is_block(each)]
    closers = [
        found.start() for found in re.finditer(r"(?m)[\]}](?=$)|(?<=\w)\"(?=$)", deck.file.text)
    ]
    at = chance.choice(chance.choice((colons, closers)) or colons)
    line = deck.line(at)
    text = _replaced(deck, at, at + 1, "")
    owners = {deck.line(each.node.key_start) for each in deck.places
              if each.node.key_start <= at and deck.line(at) in _lines(deck, each)}  # fmt: skip
    return Mutation(
        "mark", deck, text, frozenset({line, max(owners, default=line)}), f"line {line}"
    )


def _lines(deck: Original, place: Place) -> range:
    return deck.extent(place) if deck.is_block(place) else range(0)


class Memory:
    """The source texts of one project."""

    def __init__(self, deck: Original) -> None:
        self.folders = (deck.path.parent, deck.path.parent.parent / "source")

    def read(self, name: str) -> bytes | None:
        found = (folder / name for folder in self.folders if (folder / name).is_file())
        return next((path.read_bytes() for path in found), None)


def problems_of(mutation: Mutation) -> list[Diagnostic]:
    deck, problems = load(TextFile("deck.yaml", mutation.text), Memory(mutation.deck), "k3v9q2m7xd")
    if deck is None:
        return problems
    expansion, more = expand(deck)
    _, still_more = assemble(deck, expansion)
    return [*problems, *more, *still_more]


def mutations(seed: int, number: int) -> Iterator[Mutation]:
    """Of each sort as many as of the others."""
    chance = Random(seed)  # noqa: S311 - the same mutations in every run
    made = 0
    while made < number:
        sort = MUTATORS[made % len(MUTATORS)]
        mutation = sort(chance, chance.choice(ORIGINALS))
        if mutation is not None and mutation.text != mutation.deck.file.text:
            made += 1
            yield mutation
