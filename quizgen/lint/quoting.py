"""Rules about what a question says of its text: how it quotes it, and whom it lets be silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.compiling.texts import asked, written
from quizgen.lint import advice
from quizgen.lint._context import LintContext
from quizgen.lint._words import any_of, unquoted, words_of
from quizgen.phrases import shortened
from quizgen.quiz.model import Item
from quizgen.quiz.rich import BLANK, plain
from quizgen.reading.boundaries import words
from quizgen.source.quotation_marks import QUOTATION_MARKS, quotations
from quizgen.source.sentences import sentences


def _quoted(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in quotations(text))


_MAY_STOP = re.compile(rf"[.!?][{QUOTATION_MARKS}]")
_STOPPED = re.compile(r"[^.!?…]+[.!?]$")
_BEGINS = re.compile(rf"(?:^|[.!?…:{QUOTATION_MARKS}])\s*$")
_GOES_ON = re.compile(r"[\s,;:–—-]*\w")  # and no closing mark comes first


@advice
def false_full_stop(item: Item, context: LintContext) -> Iterator[str]:
    """A full stop inside quotation marks says that the speaker stopped there.

    This is reported where the quotation begins a sentence of the source that goes on after it, so
    that half of it passes for the whole. Put the stop outside the marks, or quote all of it.

    Source: BBC Editorial Guidelines 3.3, on quoting out of context.

    Found: She said: “Apples came before pears.” (The source: “Apples came before pears, and …”)
    Better: She said: “Apples came before pears, and pears came before plums.”
    """
    for rich in asked(item):
        text = plain(rich, BLANK)
        for quoted in filter(_STOPPED.search, _quoted(text)) if _MAY_STOP.search(text) else ():
            *_, last = (quoted[start:end] for start, end in sentences(quoted))
            if _is_half(last, item, context):
                yield f"the source goes on after “{shortened(last, 60)}”"
                return


def _is_half(sentence: str, item: Item, context: LintContext) -> bool:
    found = re.compile(r"\W+".join(map(re.escape, words(sentence))), re.IGNORECASE)
    halves = [
        bool(_GOES_ON.match(text, match.end()))
        for piece in item.evidence
        for text in [context.deck.text_of(piece).paragraph(piece.paragraph)]
        for match in found.finditer(text)
        if _BEGINS.search(text[: match.start()])
    ]
    return bool(halves) and all(halves)


@advice
def dangling_pointer(item: Item, context: LintContext) -> Iterator[str]:
    """Nobody can tell what a quoted “this” means if what it points at is left out.

    Quote the sentence before as well, or name in your own words what is meant. Nothing is reported
    where the stem asks for the meaning of the word, or has a word of the sentence before.

    Source: The Associated Press Stylebook: quotations in their context.

    Found: She said: “This is a path to the abyss.” How sure does that sound?
    Better: She said of a war: “This is a path to the abyss.” How sure does that sound?
    """
    text = plain(item.stem, BLANK)
    for quoted in _quoted(text):
        found = _pointing(quoted, context)
        if found and not _is_named(found, text, item, context):
            yield f"what “{found}” points at is left out of “{shortened(quoted, 50)}”"
            return


def _pointing(quoted: str, context: LintContext) -> str:
    """The word that stands alone before any comma of the first sentence, so that nothing in it can
    be meant."""
    pointers, copulas = (any_of(context.cues(name).single) for name in ("pointers", "copulas"))
    first = next((quoted[start:end] for start, end in sentences(quoted)), "")
    clause, _, _ = first.partition(",")
    alone = rf"(?i)\b{pointers}\b(?=\s*(?:$|[.;:!?–—-])|\s+{copulas}\b)"
    found = re.search(alone, clause)
    return found[0] if found else ""


def _is_named(pointer: str, text: str, item: Item, context: LintContext) -> bool:
    """Whether the stem asks about the word itself, or has a word of the sentence before."""
    if any(words_of(each).all[:1] == (pointer.casefold(),) for each in [*_quoted(text)][1:]):
        return True
    before = " ".join(context.beside.sentence_before(piece) for piece in item.evidence)
    return bool(context.content(unquoted(text)) & context.content(before))


@advice
def claims_silence(item: Item, context: LintContext) -> Iterator[str]:
    """A report shows what somebody said, and never all that was not said.

    “She did not say when” may be untrue although the report is silent. Write that the report does
    not tell. Nothing is reported in a text that is its speaker's own, or that says so itself.

    Source: Rashkin et al. (2023): attribution holds for what the source supports.

    Found: Anna Berg did not say when the market will close.
    Better: The report does not tell when the market will close.
    """
    if not context.denies_saying(context.all_words(item)):
        return  # nearly always
    if any(item.voice_of(piece).is_in_person for piece in item.evidence):
        return
    for rich in written(item):
        own = words_of(unquoted(plain(rich, " "))).spaced
        for found in context.silence.finditer(own):
            if not any(words_of(each.context).has(found["said"]) for each in item.evidence):
                yield f"“{found[0].strip()}”: only the source's silence is known"
                return
