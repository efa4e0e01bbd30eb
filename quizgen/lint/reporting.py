"""Rules about how the words of others are reported: who said what, and what quotations leave out.

`compiling/attribution.py` has the errors; this is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizgen.compiling.contents import asked, written
from quizgen.deck.written import Claim
from quizgen.diagnostics import shortened
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext, any_of, words_in, words_of
from quizgen.quiz.model import Evidence, Item
from quizgen.quiz.responses import Gaps
from quizgen.quiz.rich import BLANK, plain
from quizgen.reading.characters import words
from quizgen.source.punctuation import QUOTATION_MARKS, quotations, sentences, unquoted


@advice
def loaded_verb(item: Item, context: LintContext) -> Iterator[str]:
    """“Admitted”, “claimed” or “revealed” judge what was said; “said” does not.

    This is reported only if the verb is the author's own: it is neither in quotation marks nor in
    the passage of the source that is quoted.

    Source: BBC Editorial Guidelines 3.3 (attribution); Associated Press Stylebook on “said”.

    Found: What did the president admit about the war? He admitted that …
    Better: What did the president say about the war? He said that …
    """
    loaded = context.cues("loaded")
    if not item.evidence or not context.may_have("loaded", item):
        return  # “exposed” judges nobody in a question on no text
    for rich in written(item):
        found = loaded.found(words_in(rich))
        if found and not any(words_of(each.context).has(found) for each in item.evidence):
            found = loaded.found(words_of(unquoted(plain(rich, " "))))
            if found:
                yield f"“{found}” judges what was said"
                return


@rule
def blanked_attribution(item: Item, context: LintContext) -> Iterator[str]:
    """A blank that hides the speaker, or the word “said”, turns a statement into a fact.

    The front of the card then does not show that somebody said it. Leave out a word of the
    statement instead; to ask who made it, use `kind: short` or `kind: choice`.

    Source: BBC Editorial Guidelines 3.2.3; Rashkin et al. (2023), attribution as “According to P”.

    Found: "==Anna Berg== said that trade needs peace."
    Better: "Anna Berg said that trade needs ==peace==."
    """
    response = item.response
    if not item.speaker or not isinstance(response, Gaps) or not response.is_ordered:
        return
    shown = words_in(item.stem)
    names = [words_of(name) for name in context.deck.speakers[item.speaker].names]
    verbs = [words_of(phrase) for phrase in context.deck.language.attributing]
    for cues, what in ((names, "who speaks"), (verbs, "that it was said")):
        if any(each.spaced in shown.spaced for each in cues):
            continue
        for gap in response.gaps:
            answer = words_of(gap.answer).spaced
            if any(each.all and each.spaced in answer for each in cues):
                yield f"the blank “{gap.answer}” hides {what}"


_HOLE = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<=[^\s.!?…:] )[^\W\d_][^\W_]+")  # not the first word of a sentence
_NEGATIVE = ("negatives", "no-words")
_ROOT = 4  # letters at its beginning that a name keeps in every grammatical case


@advice
def text_beyond_quote(claim: Claim, context: LintContext) -> Iterator[str]:
    """A number, a name or a “not” in the claim has no evidence if the quotation lacks it.

    No program can tell whether the quotation supports the claim, but it can see that a figure, a
    name or a negative is missing. Quote more, or say less. Names may be anywhere in the paragraph.

    Source: Rashkin et al. (2023) on attribution; Thorne et al. (2018), FEVER.

    Found: text: trade needs 14 partners, quote: trade needs peace
    Better: text: trade needs peace, quote: trade needs peace
    """
    if claim.keys.text is None or not context.cues("functions"):
        return
    text = _HOLE.sub(" ", str(claim.keys.text.text.value))
    is_translated = any(context.language_of(each) != context.language for each in claim.evidence)
    quoted = " ".join(f"{each.quote} {each.translation}" for each in claim.evidence)
    slots = [term.text for slot in claim.slots.values() for term in slot.values]
    accepted = [word for slot in claim.slots.values() for word in slot.keys.accept]
    shown = " ".join((quoted, *slots, *accepted))
    for number in _NUMBER.findall(text):
        if number not in _NUMBER.findall(shown):  # as a whole: 14 is not in 2014
            yield f"“{number}” is not in its quotation"
    if is_translated and not any(each.translation for each in claim.evidence):
        return
    found = context.cues("negatives").found(words_of(unquoted(text)))
    if found and not any(context.cues(name).found(words_of(quoted)) for name in _NEGATIVE):
        yield f"“{found}” is not in its quotation"
    if not is_translated:
        yield from _unknown_names(text, shown, claim, context)


def _unknown_names(text: str, shown: str, claim: Claim, context: LintContext) -> Iterator[str]:
    known = [shown]
    known += [context.deck.text_of(each).paragraph(each.paragraph) for each in claim.evidence]
    for speaker in context.deck.speakers.values():
        known += [*speaker.names, speaker.role]
    roots = {word[:_ROOT] for each in known for word in words_of(each).all}
    for found in _NAME.findall(text):
        is_name = found[0].isupper() and not found.isupper()  # UN stands for the United Nations
        if is_name and words_of(found).all[0][:_ROOT] not in roots:
            yield f"the name “{found}” is not in the paragraph of its quotation"


@rule
def dropped_negation(evidence: Evidence, context: LintContext) -> Iterator[str]:
    """A quotation that leaves out a “not” can say the opposite of what was said.

    Quote without the gap, or quote another passage.

    Source: The Associated Press Stylebook on ellipses: never alter the meaning.

    Found: “trade needs … rules” of “trade needs peace, not rules”
    Better: “trade needs peace, not rules”
    """
    paragraph = context.deck.text_of(evidence).paragraph(evidence.paragraph)
    for (_, end), (start, _) in pairwise(evidence.spans):
        words = words_of(paragraph[end:start])
        lists = (context.cues_of_source(name, evidence) for name in _NEGATIVE)
        found = next(filter(None, (each.found(words) for each in lists)), "")
        if found:
            yield f"the words left out hold “{found}”"


@advice
def stitched_quotation(evidence: Evidence, context: LintContext) -> Iterator[str]:
    """Pieces of several sentences, joined by “…”, read like one sentence that nobody said.

    Give each piece its own entry at `quote:`.

    Source: The Associated Press Stylebook on ellipses.

    Found: quote: Apples came before pears … There is no other way
    Better: quote: [Apples came before pears, There is no other way]
    """
    starts = [
        start for start, _ in context.deck.text_of(evidence).sentences[evidence.paragraph - 1]
    ]
    gaps = [(end, start) for (_, end), (start, _) in pairwise(evidence.spans)]
    if any(end < each <= start for end, start in gaps for each in starts):
        yield f"“{shortened(evidence.quote, 50)}” joins two sentences"


_NEAR = 4  # words before the quotation
_VERY_NEAR = 2


@rule
def cut_off_denial(evidence: Evidence, context: LintContext) -> Iterator[str]:
    """A quotation that begins right after “not”, “denied” or “if” can say the opposite.

    Start it earlier.

    Source: The Associated Press Stylebook: quotations in their context; BBC Editorial Guidelines
    3.3 on quoting out of context.

    Found: “a sign of weakness” of “is not a sign of weakness”
    Better: “is not a sign of weakness”
    """
    if not evidence.spans:
        return
    start, text = evidence.spans[0][0], context.deck.text_of(evidence)
    sentences = text.sentences[evidence.paragraph - 1]
    begin = max((each for each, _ in sentences if each <= start), default=0)
    before = words_of(text.paragraph(evidence.paragraph)[begin:start]).all
    near = words_of(" ".join(before[-_NEAR:]))
    very_near = words_of(" ".join(before[-_VERY_NEAR:]))
    found = context.cues_of_source("denials", evidence).found(near)
    found = found or context.cues_of_source("negatives", evidence).found(very_near)
    if found:
        yield f"“{shortened(evidence.quote, 50)}” begins right behind “{found}”"


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
