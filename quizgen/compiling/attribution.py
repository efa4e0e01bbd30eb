"""A speaker's words are never passed off as fact, and nobody gets words that are not his.

What is in quotation marks in a question must stand in the source, and what a speaker is made
to say must stand there inside quotation marks. Whether the right person said it, and whether
the words support the claim, no compiler can tell; the author answers for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from quizgen.compiling.contents import right_texts, written
from quizgen.compiling.quoted_words import ENDS, Names, QuotedWords, passed_on, stands_in
from quizgen.deck.written import Claim, Deck
from quizgen.diagnostics import shortened
from quizgen.kinds import has_flag
from quizgen.quiz.model import Item, Status, Voice
from quizgen.quiz.responses import Choice, Gaps, Matching
from quizgen.quiz.rich import plain, without_code
from quizgen.reading import characters
from quizgen.reading.nodes import Node, Report
from quizgen.source.locating import BLANK
from quizgen.source.punctuation import sentences as sentence_spans
from quizgen.source.source_text import QuotedParagraph, folded

_INNER_STOP = re.compile(r"[.!?…]\W*\s")
_MARK = re.compile("[“”„‟«»‘’‚‹›]")  # those that are not ASCII


_Said: TypeAlias = tuple[Voice, str]  # with the id of the text
_Wrong: TypeAlias = tuple[str, str]  # what is wrong, and the cure
# Words, whose the evidence says they are, and the ids of whoever the question gives them to.
_Credit: TypeAlias = tuple[str, list[str], frozenset[str]]


class _Phrases:
    """Phrases of one word and of several; most texts are settled by the former."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        folded_phrases = [phrase.casefold() for phrase in phrases]
        self._single = frozenset(phrase for phrase in folded_phrases if " " not in phrase)
        self._several = tuple(phrase for phrase in folded_phrases if phrase not in self._single)

    def are_among(self, words: Iterable[str]) -> bool:
        return not self._single.isdisjoint(words)

    def stand_in(self, text: str, words: Iterable[str]) -> bool:
        return self.are_among(words) or any(
            phrase in text and stands_in(phrase, text) for phrase in self._several
        )


class Attribution:
    """The checks of one deck."""

    def __init__(self, deck: Deck, report: Report) -> None:
        self.deck = deck
        self.report = report
        self.names = Names(deck)
        self._quoted_words = QuotedWords(deck, self.names, report)
        self._attributing = _Phrases(deck.language.attributing)
        # Both are needed: "did … say".
        self._asking = (_Phrases(deck.language.auxiliaries), _Phrases(deck.language.base_forms))

    def check(self, item: Item, claim: Claim, stem: Node, place: Callable[[str], Node]) -> None:
        """`place` finds the value of the item that holds some words, for messages."""
        if not item.evidence:
            return  # it rests on no text
        before = len(self.report.problems)
        if self._is_named_rightly(item, claim, stem, place) and self.deck.about.more_sources:
            self._check_sources(item, stem)
            self._check_texts_paired(item, place)
        self._check_passed_on(item, stem)
        texts = written(item)
        if not _has_mark("".join(map(plain, texts))):
            return  # most items
        said = [each.message for each in self.report.problems[before:]]
        for text in filter(_has_mark, [plain(without_code(rich), BLANK) for rich in texts]):
            self._quoted_words.check(text, item, claim, place, said)

    def _is_named_rightly(
        self, item: Item, claim: Claim, stem: Node, place: Callable[[str], Node]
    ) -> bool:
        """Who names the wrong speaker has not forgotten the right one as well."""
        before = len(self.report.problems)
        if len(self.deck.speakers) > 1:
            self._check_credit(item, place)
        voices = [(item.voice_of(piece), piece.source) for piece in item.evidence]
        is_said = any(voice.speaker or voice.teller for voice, _ in voices)
        is_asked = is_said or claim.status is Status.DISPUTED
        if is_asked and len(self.report.problems) == before:
            self._check_attributed(item, claim, voices, stem)
        return len(self.report.problems) == before

    def _check_attributed(self, item: Item, claim: Claim, voices: list[_Said], node: Node) -> None:
        if claim.status is Status.DISPUTED and has_flag(item.kind, "IS_BARE"):
            message = f"`{item.id}`: a disputed claim cannot be a {item.kind}"
            hint = "ask what was said: kind: open, choice, truefalse or stated"
            self.report.error(node, "bare-disputed", message, hint)
            return
        wrong = next(filter(None, self._misattributed(item, claim, voices)), None)
        if wrong:
            self.report.error(node, "unattributed", *wrong)

    def _misattributed(
        self, item: Item, claim: Claim, voices: list[_Said]
    ) -> Iterator[_Wrong | None]:
        """For each voice, what is wrong, whether its words are quoted or not."""
        first = self.deck.speakers.get(voices[0][0].speaker)
        if _is_keyed_false(item) and first is not None:
            named = (self.names.of(each, voices[0][1]) for each in self.deck.speakers.values())
            yield self._unnamed(item, tuple(chain(*named)), first.name)
            return
        for speaker_id, teller_id, source in dict.fromkeys(
            (voice.speaker, voice.teller, source) for voice, source in voices
        ):
            if speaker_id or teller_id or claim.status is Status.DISPUTED:
                speaker = self.deck.speakers.get(speaker_id)
                shown = speaker.name if speaker else self.names.sources[source]
                yield self._unnamed(item, self.names.of(speaker, source), shown)
            if teller := self.deck.speakers.get(teller_id):
                names = (*self.names.of(teller, source), self.names.sources[source].casefold())
                message = f"`{item.id}` does not say that {teller.name} tells this"
                is_named = _naming(names, self._asked(item))
                yield None if is_named else (message, "{teller} names who tells it")

    def _check_passed_on(self, item: Item, node: Node) -> None:
        """What the source itself only passes on is no fact either."""
        if not any(_has_mark(piece.quote) for piece in item.evidence):
            return  # most items
        stated = " | ".join((_answered(item, ()) or plain(item.stem), *right_texts(item)))
        words = passed_on(item, stated, self.deck)
        if words and not any(self._has_phrase(each, ()) for each in self._asked(item)):
            message = f"`{item.id}` states as a fact what its quotation has in quotation marks"
            hint = f"say in the stem who says “{shortened(words, 60)}”"
            self.report.error(node, "quoted-as-fact", message, hint)

    def _check_sources(self, item: Item, node: Node) -> None:
        """A comparison names every text that it quotes; no question names another in its place."""
        asked, names = " ".join(self._asked(item)), self.names.sources
        quoted = [each.id for each in self.deck.about.quoted_by(item)]
        missing = [name for name in quoted if not self.names.is_text_named(name, asked)]
        others = {*self.names.texts_in(asked)} - {*quoted}
        if len(quoted) > 1 and missing:
            message = f"`{item.id}` compares texts and does not name {names[missing[0]]}"
            hint = f"{{sources.{missing[0]}.as}} in the stem names it"
            self.report.error(node, "unattributed", message, hint)
        elif missing == quoted and others and not _is_keyed_false(item):
            message = f"`{item.id}` names {names[min(others)]} and quotes {names[quoted[0]]}"
            hint = "name the text that is quoted, or quote the other one as well"
            self.report.error(node, "unattributed", message, hint)

    def _check_texts_paired(self, item: Item, place: Callable[[str], Node]) -> None:
        """A text that stands in a pair has the words beside it."""
        for words, name in _beside(item):
            named = self.names.texts_in(name.casefold())
            held = folded(words).strip(ENDS)
            having = {each.source for each in item.evidence if held in folded(each.quote)}
            if len(named) == 1 and having and named[0] not in having:
                other = self.names.sources[named[0]]
                message, hint = self._quoted_words.of_other_text(words, min(having), other)
                self.report.error(place(words), "not-their-words", message, hint)

    def _unnamed(self, item: Item, names: tuple[str, ...], shown: str) -> _Wrong | None:
        """What is wrong unless one of the names stands beside a verb of saying."""
        # In most items, what is on the left or right need not be looked at.
        if any(self._is_said(each, names, item) for each in _naming(names, _sentences(item))):
            return None
        naming = _naming(names, self._asked(item))
        if any(self._is_said(each, names, item) for each in naming):
            return None
        if naming:
            some = ", ".join(self.deck.language.attributing[:6])
            page = f"quizgen explain verbs-{self.deck.language.code}"
            hint = f"use a verb of saying: {some}; `{page}` lists them all\n"
            hint += "for another one, write in the deck: says: [intoned]"
            return f"`{item.id}` does not say that this is what was said", hint
        speaks_alone = len({item.voice_of(piece).speaker for piece in item.evidence}) == 1
        hint = f"write {shown} into the stem"
        if speaks_alone and shown not in self.names.sources.values():
            hint = "{speaker} in the stem names the speaker"
        return f"`{item.id}` asks about what {shown} says and does not name {shown}", hint

    def _asked(self, item: Item) -> list[str]:
        """The sentences of the stem, each with what is on the left of its pairs. In a
        question that asks who, its right answers name speakers as well."""
        answers, lefts = right_texts(item), [""]
        if isinstance(item.response, Matching):
            lefts = [plain(pair.left) for pair in item.response.pairs]
        fills_stem = isinstance(item.response, Gaps) and item.response.is_ordered
        named = answers if fills_stem or self._asks_who(plain(item.stem), answers) else ()
        around = " ".join((*lefts, *named)).casefold()
        return [f"{sentence} {around}" for sentence in _sentences(item)]

    def _asks_who(self, stem: str, right: Iterable[str]) -> bool:
        """Always, in a language whose word for it is not known."""
        who = self.deck.language.speech.get("who", ())
        words = characters.words(stem.casefold())
        return not who or not set(who).isdisjoint(words) or any(map(self.names.bearers, right))

    def _check_credit(self, item: Item, place: Callable[[str], Node]) -> None:
        """Each quotation is credited to its speaker; the right answer must not name another."""
        for words, credited, said in (*self._paired(item), *self._quoted(item)):
            if credited and said and said.isdisjoint(credited):
                other, own = (self.deck.speakers[each] for each in (min(said), credited[0]))
                shown = shortened(words.strip(ENDS), 60)
                message = f"`{item.id}` gives “{shown}”, words of {own.name}, to {other.name}"
                hint = f"name {own.name}, or write speaker: {other.id} beside the quotation"
                self.report.error(place(words), "wrong-speaker", message, hint)
                return

    def _paired(self, item: Item) -> list[_Credit]:
        """What stands beside a speaker's name in the pairs of “Who said it?”."""
        found = [
            (words, _credited(words, item), said)
            for words, name in _beside(item)
            if (said := self.names.bearers(name))
        ]
        voices = (item.voice_of(piece).speaker for piece in item.evidence)
        ids = {*voices} - {""}
        return found if any(ids & said for *_, said in found) else []

    def _quoted(self, item: Item) -> Iterator[_Credit]:
        """What the stem quotes, with its answers filled in: “Who said …?” and its key."""
        text = _answered(item, self.deck.language.speech.get("who", ()))
        if not _has_mark(text):
            return
        passage = QuotedParagraph.of(text)
        for span in passage.quoted:
            words = text[slice(*span)]
            credited = _credited(words, item)
            if credited and self.names.speech.may_name_other(text, credited[0]):
                yield words, credited, self.names.speech.speaker(passage, span, credited[0])

    def _is_said(self, text: str, names: tuple[str, ...], item: Item) -> bool:
        """Two texts or speakers take the base form of a verb: “The report and the letter say …”."""
        if self._has_phrase(text, names):
            return True
        voices = {(item.voice_of(piece).speaker, piece.source) for piece in item.evidence}
        return len(voices) > 1 and self._asking[1].stand_in(text, frozenset(characters.words(text)))

    def _has_phrase(self, text: str, names: tuple[str, ...]) -> bool:
        """Always, in a language without a file: the name is all that can be asked for."""
        if not self.deck.language.attributing:
            return True
        runs = text.split()  # mostly they settle it, in a third of the time
        if self._attributing.are_among(runs) or all(each.are_among(runs) for each in self._asking):
            return True
        base_forms = self.deck.language.base_forms
        verbs = (*self.deck.language.after_name, *base_forms)
        behind = (f"{name} {verb}" for name in names for verb in verbs)
        ahead = (f", {verb} {name}" for name in names for verb in base_forms)  # “, say the editors”
        if any(phrase in text and stands_in(phrase, text) for phrase in chain(behind, ahead)):
            return True
        words = frozenset(characters.words(text))
        asking = (phrases.stand_in(text, words) for phrases in self._asking)
        return self._attributing.stand_in(text, words) or all(asking)


def _has_mark(text: str) -> bool:
    """Most texts have none, which is seen without a search for each."""
    return '"' in text or bool(not text.isascii() and _MARK.search(text))


def _answered(item: Item, who: tuple[str, ...]) -> str:
    """The stem as it is once it is answered; "" for a statement that is not true."""
    stem, answers = plain(item.stem, BLANK), right_texts(item)
    match item.response:
        case Choice(options) if has_flag(item.kind, "HAS_FIXED_WORDS"):
            return stem if options[0].is_key else ""
        case Gaps(is_ordered=True):
            for answer in answers:
                stem = stem.replace(BLANK, answer, 1)
    if len(answers) == 1 and who:
        stem = re.sub(rf"(?i)\b(?:{'|'.join(who)})\b", lambda _: answers[0], stem, count=1)
    return stem


def _is_keyed_false(item: Item) -> bool:
    """A statement that is false, or that the text does not make, may put words into the wrong
    mouth: the key says whose they are."""
    response = item.response
    if not isinstance(response, Choice) or not has_flag(item.kind, "HAS_FIXED_WORDS"):
        return False
    return not response.options[0].is_key


def _beside(item: Item) -> Iterator[tuple[str, str]]:
    """Each side of the pairs with the other side."""
    for pair in item.response.pairs if isinstance(item.response, Matching) else ():
        left, right = plain(pair.left), plain(pair.right)
        yield from ((left, right), (right, left))


def _credited(words: str, item: Item) -> list[str]:
    """To whom the quotations that hold these words are credited."""
    held = folded(words).strip(ENDS)
    pieces = (each for each in item.evidence if each.is_direct and held in folded(each.quote))
    return [said for each in pieces if (said := item.voice_of(each).speaker)]


def _naming(names: Iterable[str], sentences: Iterable[str]) -> list[str]:
    """The sentences that have one of the names."""
    return [each for each in sentences if any(stands_in(name, each) for name in names)]


def _sentences(item: Item) -> list[str]:
    """The sentences of the stem, casefolded."""
    text = plain(item.stem)
    if not _INNER_STOP.search(text):
        return [text.casefold()]  # most stems
    return [text[start:end].casefold() for start, end in sentence_spans(text)]
