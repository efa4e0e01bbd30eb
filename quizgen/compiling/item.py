"""One question → one item: its texts filled in, its response made, its words checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain

from msgspec.structs import replace

from quizgen.compiling.attribution import Attribution
from quizgen.compiling.contents import answers, right_answers, written, written_options
from quizgen.deck.placeholders import Filled, ParsedTexts
from quizgen.deck.quiz_declarations import ImageKeys, ItemKeys
from quizgen.deck.raw_item import RawItem
from quizgen.deck.written import Claim, Deck, leftover, may_hold_leftovers
from quizgen.kinds import has_flag, kind_of
from quizgen.load.claims import report_leftover
from quizgen.load.format import a_kind, item_fields
from quizgen.quiz.model import EVERYWHERE, Evidence, Image, Item, Outlet, Voice
from quizgen.quiz.notation import alike, bare_words
from quizgen.quiz.responses import Gaps, Matching, Numeric, Open, Response
from quizgen.quiz.rich import Listing, Rich, Table, plain, without_gaps
from quizgen.reading.declaration import texts_below
from quizgen.reading.fields import texts_of
from quizgen.reading.nodes import Node, Report
from quizgen.source.punctuation import quotations
from quizgen.source.speech import is_narration


class ItemCompiler:
    """Compiles the questions of one deck; what goes wrong is in `report`."""

    def __init__(self, deck: Deck, report: Report) -> None:
        self.deck = deck
        self.report = report
        self._attribution = Attribution(deck, report)
        self._giveaways = _Giveaways(report)
        self._may_hold_leftovers = may_hold_leftovers(deck.file.text)
        self.texts = ParsedTexts(report)
        self._evidence_of: dict[str, tuple[Evidence, ...]] = {}  # by the ids of claims

    def compile(self, raw: RawItem) -> Item | None:
        """None where something essential is missing or cannot be filled in."""
        if not self._has_required(raw) or raw.filled_stem is None:
            return None
        kind, keys, claim = kind_of(raw.kind), raw.keys, raw.claim
        response = kind.respond(raw, raw.values.into(kind.KEYS))
        texts = keys.rationale, keys.hint, claim.keys.note
        rationale, hint, note = (_optional(raw, each) for each in texts)
        if response is None or rationale is None or hint is None or note is None:
            return None
        use = _outlets(keys)
        is_left_out = "use" not in raw.values and _is_too_long_for_a_card(raw.kind, response)
        item = Item(
            id=raw.id,
            kind=raw.kind,
            stem=_shown(response, raw.filled_stem, raw),
            response=response,
            claim=claim.id,
            evidence=self._evidence(raw),
            status=claim.status,
            speaker=claim.speaker.id if claim.speaker else "",
            note=note,
            rationale=rationale,
            hint=hint,
            image=self._image(keys.image),
            tags=keys.tags,
            topic=keys.topic,
            difficulty=keys.difficulty,
            bloom=keys.bloom,
            subdeck=keys.subdeck.text if keys.subdeck else "",
            use=use - {Outlet.ANKI} if is_left_out else use,
            is_left_out=is_left_out,
            scoring=keys.scoring,
            points=_points(keys, response),
            enemies=tuple(self._named(keys.enemies, claim)),
            friends=tuple(self._named(keys.friends, claim)),
            was=raw.was,
        )
        self._check(item, raw)
        return item

    def check_finished(self, item: Item, raw: RawItem) -> None:
        """What only a draft may hold."""
        if not self._may_hold_leftovers:
            return
        texts = (*map(plain, written(item)), *answers(item))
        texts = tuple(text for text in texts if not self._is_to_learn(text, item))
        if found := next(filter(None, map(leftover, texts)), ""):
            nodes = (node for node in _texts(raw) if leftover(str(node.value)))
            report_leftover(next(nodes, raw.stem), found, self.report)

    def _is_to_learn(self, text: str, item: Item) -> bool:
        """Whether a text is no placeholder, since it may be a word of the deck's language or an
        entry of a vocabulary: “todo” is Spanish for everything."""
        if text.casefold() == "todo" and self.deck.about.language[:2] in _WITH_TODO:
            return not text.isupper()
        is_entry = has_flag(item.kind, "IS_BARE") or isinstance(item.response, Matching)
        return is_entry and not item.evidence and text == text.lower()

    def _has_required(self, raw: RawItem) -> bool:
        required = _required(raw.kind)
        if raw.values.names() >= required:
            return True
        missing = required - raw.values.names()
        unread = missing - raw.node.entries.keys()  # what was read was reported then
        for name in sorted(unread):
            message = f"`{raw.id}`: {a_kind(raw.kind, 'question')} needs `{name}:`"
            example = item_fields(raw.kind)[name].example
            where = self.report.opening(raw.node)
            self.report.error(where, "missing-key", message, f"{name}: {example or '…'}")
        return False

    def _evidence(self, raw: RawItem) -> tuple[Evidence, ...]:
        """Items on one claim share what it quotes."""
        if raw.evidence is not raw.claim.evidence:
            return _told(raw)
        if raw.claim.id not in self._evidence_of:
            self._evidence_of[raw.claim.id] = _told(raw)
        return self._evidence_of[raw.claim.id]

    def _image(self, keys: ImageKeys | None) -> Image | None:
        return Image(keys.file, keys.alt, self.deck.images[keys.file]) if keys else None

    def _named(self, nodes: Iterable[Node], claim: Claim) -> Iterator[str]:
        """A template's id stands for its items on the same claim."""
        for name in texts_of(tuple(nodes)):
            template = None if name in self.deck.questions else self.deck.templates.get(name)
            if template is None:
                yield name
            elif any(claim.keys.untrue) and self.texts.is_untrue(template.values):
                yield from (f"{claim.id}.{name}.{statement}" for statement in claim.keys.untrue)
            else:
                yield f"{claim.id}.{name}"

    def _check(self, item: Item, raw: RawItem) -> None:
        if self._may_hold_leftovers and leftover(plain(item.stem)):
            return  # there is nothing to check yet
        self._attribution.check(item, raw.claim, raw.stem, _Places(raw).of)
        self._giveaways.check(item, raw.stem)


_WITH_TODO = ("es", "pt", "gl")


class _Places:
    """Where words of an item were written. A text may have thousands of quotations, and each may be
    misplaced."""

    def __init__(self, raw: RawItem) -> None:
        self._raw = raw

    @cached_property
    def _whole(self) -> list[tuple[Node, str]]:
        return [(node, node.text) for node in _texts(self._raw)]

    @cached_property
    def _quoted(self) -> list[tuple[Node, str]]:
        return [(node, text[slice(*at)]) for node, text in self._whole for at in quotations(text)]

    def of(self, words: str) -> Node:
        quoting = (node for node, said in self._quoted if words in said)
        filled = (node for node, said in self._quoted if "{" in said)  # by a placeholder
        having = (node for node, text in self._whole if words in text)
        return next(chain(quoting, filled, having), self._raw.stem)


def _told(raw: RawItem) -> tuple[Evidence, ...]:
    """The quotations, with a mark at those in which the source speaks of the speaker."""
    speakers, about = raw.deck.speakers, raw.deck.about
    usual = Voice(raw.claim.speaker.id if raw.claim.speaker else "")
    found = []
    for each in raw.evidence:
        speaker = speakers.get((each.voice or usual).speaker)
        is_told = speaker and is_narration(each, speaker, about.source_of(each).language)
        found.append(replace(each, is_narration=True) if is_told else each)
    return tuple(found)


def _outlets(keys: ItemKeys) -> frozenset[Outlet]:
    """Everywhere is one object, by which the compiled deck knows what it may leave out."""
    return EVERYWHERE if {*keys.use} == EVERYWHERE else frozenset(keys.use)


_MOST_PAIRS = 5  # of a matching that is a card, unless its author wants more


def _is_too_long_for_a_card(kind: str, response: Response) -> bool:
    is_large = isinstance(response, Matching) and len(response.pairs) > _MOST_PAIRS
    return is_large or has_flag(kind, "IS_WRITTEN_AT_LENGTH")


def _points(keys: ItemKeys, response: Response) -> float | None:
    if keys.points is not None:
        return float(keys.points)
    return response.worth if isinstance(response, Open) else None


def _texts(raw: RawItem) -> Iterator[Node]:
    """All that its author wrote, at the question and at its claim."""
    keys, slots = raw.claim.keys, raw.claim.slots.values()
    yield from raw.values.texts()
    yield from texts_below((keys.note, keys.text, keys.untrue, *(each.keys for each in slots)))


@cache
def _required(kind: str) -> frozenset[str]:
    fields = item_fields(kind).values()
    return frozenset({"stem", *(each.name for each in fields if each.is_required)})


def _optional(raw: RawItem, node: Node | None) -> Rich | None:
    """() for a text that is not there; None for one that cannot be filled."""
    return raw.rich(node) if node is not None else ()


def _shown(response: Response, stem: Filled, raw: RawItem) -> Rich:
    """The stem as it is shown. Only ordered gaps are answered in it; elsewhere `{quote|gap slot}`
    is a blank to look at, and ==…== is a mistake."""
    is_answered = isinstance(response, Gaps) and response.is_ordered
    if is_answered or not stem.gaps:
        return stem.rich
    if any(not part.slot for part in stem.gaps):
        message = f"{a_kind(raw.kind, 'question')} has no gaps to fill (==…==)"
        hint = "use kind: cloze, or {quote|gap SLOT}"
        raw.report.error(raw.stem, "gap-outside-cloze", message, hint, part="==")
    return without_gaps(stem.rich)


# --- Give-aways ------------------------------------------------------------------------

_MARKS = ".,;:!?()[]“”„«»\"'"


_SHOWN = (Listing, Table)  # a question may be about the very words in them


class _Giveaways:
    """Finds questions that answer themselves, and two that cannot be told apart."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._first: dict[tuple[str, str], Item] = {}  # by kind and stem
        self._asked: dict[tuple[str, ...], str] = {}  # by kind, stem and options

    def check(self, item: Item, node: Node) -> None:
        stem = plain(item.stem)
        asking = plain(tuple(each for each in item.stem if not isinstance(each, _SHOWN)))
        # A number gives itself away whatever it counts.
        is_number = isinstance(item.response, Numeric)
        for key in right_answers(item) if is_number else answers(item):
            if _holds(asking, key):
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
        for each in (first, item):
            # What there is to choose from, in no order: one stem may be asked of several lists.
            choices = sorted(said for one in written_options(each) for said in alike(one.content))
            known = self._asked.setdefault((item.kind, stem, *choices), each.id)
        return known

    def _say(self, item: Item, node: Node, code: str, message: str, hint: str) -> None:
        """A question that rests on no text comes from elsewhere, and its author may have meant it
        so (“Is Oslo or Bergen the capital?”): then it is only warned of."""
        report = self.report.error if item.evidence else self.report.warning
        report(node, code, message, hint)


# None of −4, 4.5, 4/3 and 4:30 gives 4 away, as 1990–4 does.
_OTHER_NUMBERS = re.compile(r"(?<!\w)[−-]\d+|\d+[.,/:]\d+")


def _holds(stem: str, key: str) -> bool:
    """Whether the key's words stand in the stem, in their order."""
    folded_key, folded_stem = key.casefold(), stem.casefold()
    words = folded_key.split()
    if not words or any(word.strip(_MARKS) not in folded_stem for word in words):
        return False
    bare_key = bare_words(key)
    without = _OTHER_NUMBERS.sub("", stem) if key.isdecimal() else stem
    return bool(bare_key) and f" {bare_key} " in f" {bare_words(without)} "
