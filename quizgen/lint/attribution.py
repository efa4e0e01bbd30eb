"""Advice on who is said to have said what, and how; `compiling/attribution.py` has the errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.compiling.texts import answers, asked, written
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext
from quizgen.quiz.model import Item, Speaker
from quizgen.quiz.responses import Choice, Gaps
from quizgen.quiz.rich import BLANK, plain
from quizgen.source.quotation_marks import quotations


@rule
def loaded_verb(item: Item, context: LintContext) -> Iterator[str]:
    """“Admitted”, “claimed” or “revealed” judge what was said; “said” does not.

    This is reported only if the verb is the author's own: it is neither in quotation marks nor in
    the passage of the source that is quoted.

    Source: BBC Editorial Guidelines 3.3 (attribution); Associated Press Stylebook on “said”.

    Found: What did the president admit about the war? He admitted that …
    Better: What did the president say about the war? He said that …
    """
    loaded = context.cues("loaded")
    if not context.may_have("loaded", item):
        return
    for rich in written(item):
        found = loaded.found(context.of(rich))
        if found and not any(context.words(each.context).has(found) for each in item.evidence):
            found = loaded.found(context.words(context.unquoted(plain(rich, " "))))
            if found:
                yield f"“{found}” judges what was said"
                return


@advice
def scare_quotes(item: Item, context: LintContext) -> Iterator[str]:
    """One or two words in quotation marks read like doubt or mockery.

    Quote a whole phrase, or write the words without marks. Only stems and options are checked.
    Words that are named as words (“the word …”) are not reported, nor are “this” and the like, nor
    marks round a whole option.

    Source: Associated Press Stylebook on partial quotations; BBC Editorial Guidelines 3.3.

    Found: What did she say about the “good luck” that trade needs?
    Better: What did she say about the luck that trade needs?
    """
    for rich in asked(item):
        text = plain(rich)
        if text.isascii() and '"' not in text:
            continue  # most texts
        for start, end in quotations(text):
            quoted = text[start:end]
            before = context.words(text[max(0, start - _LONGEST_WORD) : start]).all[-1:]
            is_mention = bool(before) and before[0] in context.cues("mentions").single
            is_mention = is_mention or context.words(quoted).set <= context.cues("functions").single
            is_whole = len(context.words(text).all) == len(context.words(quoted).all)
            if len(context.words(quoted).all) in (1, 2) and not (
                BLANK in quoted or is_mention or is_whole
            ):
                yield f"“{quoted}” stands in quotation marks for {_count(quoted, context)}"
                return


_LONGEST_WORD = 60  # characters before a mark: a text may be long and full of marks


def _count(text: str, context: LintContext) -> str:
    return "one word" if len(context.words(text).all) == 1 else "two words"


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
    shown = context.of(item.stem)
    names = [context.words(name) for name in _names(context.deck.speakers[item.speaker])]
    verbs = [context.words(phrase) for phrase in context.deck.language.attributing]
    for cues, what in ((names, "who speaks"), (verbs, "that it was said")):
        if any(each.spaced in shown.spaced for each in cues):
            continue
        for gap in response.gaps:
            answer = context.words(gap.answer).spaced
            if any(each.all and each.spaced in answer for each in cues):
                yield f"the blank “{gap.answer}” hides {what}"


@advice
def false_figure_first(item: Item, context: LintContext) -> Iterator[str]:
    """A wrong number that stands before the right one is the one that learners remember.

    Begin a rationale with the right figure; the wrong one may follow.

    Source: Lewandowsky et al., The Debunking Handbook (2020): fact, myth, fact; Roediger and
    Marsh (2005) on what wrong options teach.

    Found: rationale: Not 30 but 14 stalls, she said.
    Better: rationale: She said 14 stalls, and not 30.
    """
    if not item.rationale or not isinstance(item.response, Choice):
        return
    stated = _figures(plain(item.rationale))
    if not stated:
        return
    right = [*answers(item), *(each.context for each in item.evidence)]
    true = {figure for text in right for figure in _figures(text)}
    if stated[0] in true:
        return
    wrong = (plain(each.content) for each in item.response.options if not each.is_key)
    false = {figure for text in (*wrong, plain(item.stem)) for figure in _figures(text)} - true
    first = next((figure for figure in stated if figure in true or figure in false), "")
    if first in false:
        yield f"the rationale begins with the wrong figure, {first}"


@advice
def undated_office(item: Item, context: LintContext) -> Iterator[str]:
    """“The president” will be another person in some years, while the card is still in use.

    Name the person, or give the year.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rules 18 and 19.

    Found: What did the president say about trade?
    Better: What did President Tokayev say about trade?
    """
    offices = context.cues("offices")
    found = context.may_have("offices", item) and offices.found(context.of(item.stem))
    if not found:
        return
    text = context.unquoted(plain(item.stem))
    speakers = context.deck.speakers.values()
    names = [context.words(name) for each in speakers for name in _names(each)]
    proper = (name.spaced for name in names if not offices.has_all(name))
    is_named = any(name in context.words(text).spaced for name in proper)
    if not is_named and not re.search(r"\b\d{4}\b", text) and not _has_name_beside(text, found):
        yield f"“{found}” is named without a name or a year"


def _has_name_beside(text: str, office: str) -> bool:
    """Whether a name stands before or after the office, or only a quotation has the office."""
    at = text.casefold().find(office)
    before = text[: max(at, 0)].rstrip(" ,(–—").split(" ")
    is_named_before = len(before) > 1 and before[-1][:1].isupper()
    return at < 0 or is_named_before or text[at + len(office) :].lstrip()[:1].isupper()


def _names(speaker: Speaker) -> tuple[str, ...]:
    return (speaker.name, speaker.full, *speaker.aka, *speaker.forms.values())


_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")


def _figures(text: str) -> list[str]:
    """The digits of every number, so that 14,000 and 14 000 are the same."""
    return [re.sub(r"[.,\u00a0\u202f]", "", found) for found in _FIGURE.findall(text)]
