"""Finds the name of whoever says a quotation, known to the deck or not.

Newspapers put an office or a title beside the name: “…,” said the mayor, Ann Lind, after the vote.
A name of two words counts wherever a declared one would, and a single one in “…,” Lind said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, partial

from msgspec.structs import replace

from quizgen.quiz.languages import Language, load_language
from quizgen.reading.characters import is_boundary, words
from quizgen.source.clause import UNCLEAR, Token
from quizgen.source.punctuation import Span
from quizgen.source.source_text import QuotedParagraph
from quizgen.source.speech import Speech, continued, either

_NEAR = 240  # characters behind a quotation: longer than a name and a verb of saying
_BESIDE = r"\A.[\s,.?!…”\"»’—–-]*"  # from the last character of a quotation
_UPPER = r"[^\W\d_a-zа-яёәғқңөұүһіß-öø-ÿ]"
_CAPITAL = rf"{_UPPER}\w*(?:['’-](?!s\b)\w+)*"
_LOWER = r"[^\W\d_A-ZА-ЯЁ]\w*(?:['’-]\w+)*"


@dataclass(frozen=True, slots=True)
class _Forms:
    """How one language names who “she” is in “…,” she said, and what else tells who speaks."""

    language: Language
    speech: Speech
    single: re.Pattern[str]
    subject: re.Pattern[str]
    pronoun: re.Pattern[str]
    saying: re.Pattern[str]


def named_for(paragraph: QuotedParagraph, quotation: Span, language: Language) -> str:
    """The name beside the quotation, beside the one that it continues, or in the sentence before
    “she said”; "" if it is not clear."""
    forms = _forms(language)
    if forms is None:
        return ""
    said = forms.speech.speaker(paragraph, quotation, "")
    if said:
        written = re.escape(min(said)).replace("'", "['’]")
        found = re.search(written, paragraph.text)
        return found[0] if found else min(said)
    single = forms.single.search(paragraph.text[quotation[1] - 1 :][:_NEAR])
    if single and _is_subject(single, language):
        return single["name"]
    first = opening(paragraph, quotation, language)
    is_referring = forms.pronoun.match(paragraph.text[first[1] - 1 :])
    return _told_of(paragraph, first, forms) if is_referring else ""


def opening(paragraph: QuotedParagraph, quotation: Span, language: Language) -> Span:
    """The quotation that this one continues with one verb of saying between them; else itself."""
    forms, before = _forms(language), continued(paragraph, quotation)
    if forms is None or before is None or forms.saying.search(_behind(paragraph, quotation)):
        return quotation
    says_once = len(forms.saying.findall(paragraph.text[before[1] : quotation[0]])) == 1
    return before if says_once else quotation


def without_titles(name: str, titles: Collection[str]) -> str:
    """ "Dr. Ann Lind" as "Ann Lind"; a title stays where nothing else is left."""
    first, _, rest = name.partition(" ")
    is_title = rest and first.rstrip(".").casefold() in titles
    return without_titles(rest, titles) if is_title else name


def _behind(paragraph: QuotedParagraph, quotation: Span) -> str:
    """The words after a quotation in its sentence, up to the next quotation."""
    end = quotation[1]
    stop = min([paragraph.sentence_at(end - 1)[1], *(a for a, _ in paragraph.quoted if a > end)])
    return paragraph.text[end:stop]


def _is_subject(found: re.Match[str], language: Language) -> bool:
    name, speech = found["name"], language.speech
    common = {*speech["pronouns"], *speech["joining"], *language.cues["functions"]}
    ahead = words(found.string[: found.start("name")].casefold())[-1:]
    is_name = name[:1].isupper() and words(name.casefold())[0] not in common
    is_whole = is_boundary(found.string, found.end("name"))
    return is_name and is_whole and not {*ahead} & {*speech["objects"]}


def introduced(paragraph: QuotedParagraph, quotation: Span, language: Language) -> str:
    """The one person whom the sentence before is about, if the quotation stands there alone. It is
    likely, but not certain, that this one says it."""
    forms = _forms(language)
    is_alone = not words(_behind(paragraph, quotation))
    return _told_of(paragraph, quotation, forms) if forms and is_alone else ""


def _told_of(paragraph: QuotedParagraph, quotation: Span, forms: _Forms) -> str:
    """The person whom the sentence before a quotation is about. It must name nobody else, and no
    other office, since that one may be meant."""
    text, start, language = paragraph.text, quotation[0], forms.language
    begin = paragraph.sentence_at(start)[0]
    before = [each for each in paragraph.sentences if each[1] <= begin]
    if not before or words(text[begin:start]):
        return ""
    found = forms.subject.match(text[slice(*before[-1])])
    if found is None or not _is_subject(found, language):
        return ""
    after = words(found.string[found.end() :].casefold())
    shown = words(found.string[: found.end()].casefold())
    is_person = found["who"] or not {*language.cues["people"]}.isdisjoint(shown)
    named = {
        _without_functions(each[0], language)
        for each in capital_runs(paragraph.narration(0, begin))
    }
    if not is_person or _tells_of_another(after, language):
        return ""
    return found["name"] if named - {""} == {found["name"]} else ""


def _tells_of_another(words_after: list[str], language: Language) -> bool:
    """Another office may be meant by “she”, or “her friend”."""
    persons = (word.startswith(language.cues["people"]) for word in words_after)
    possessives = {*language.cues["refer-back"]}.difference(language.speech["pronouns"])
    return any(persons) or not possessives.isdisjoint(words_after)


def capital_runs(narration: str) -> Iterator[re.Match[str]]:
    """The capitals in a row, without a single one that begins a sentence."""
    for found in re.finditer(rf"{_CAPITAL}(?:\.? {_CAPITAL})*", narration):
        ahead = narration[: found.start()].rstrip(' "”»’')
        if " " in found[0] or (ahead and ahead[-1] not in ".?!…"):
            yield found


def _without_functions(name: str, language: Language) -> str:
    parts = name.split()
    is_name = parts[0].casefold() not in language.cues["functions"]
    return " ".join(parts if is_name else parts[1:])


def _forms(language: Language) -> _Forms | None:
    if not language.cues:
        return None  # too little is known of it
    return _forms_of(language.code, language.speech["saying"])


@cache
def _forms_of(code: str, saying: tuple[str, ...]) -> _Forms:
    language = load_language(code)
    speech = {**language.speech, "saying": saying}
    adverbs, people = speech["adverbs"], language.cues["people"]
    verb = rf"(?:{either(saying)})\b"
    said = rf"(?:(?:{either(adverbs)}) ){{0,2}}{verb}"
    # “Dr. Lind”, “J. R. Lind”: elsewhere a full stop ends the name
    part = rf"(?:(?:{either(each.title() for each in people)}|{_UPPER})\. ?)*{_CAPITAL}"
    he = rf"(?:{either(language.cues['he-or-she'])})"
    verbs = rf"(?:{verb}|(?:{either(language.after_name)})\b)"
    begins = rf"(?:{_CAPITAL}(?: {_LOWER}){{1,5}},? )?(?P<name>{part}(?: {part}){{1,3}})"
    who = rf", (?P<who>{either(speech['who'])})\b"
    rows = (speech["joining"], adverbs, speech["pronouns"], language.cues["functions"])
    common = either(each.capitalize() for row in rows for each in row)
    called = partial(_called, frozenset(speech["articles"]), language.cues["not-subjects"])
    name = rf"(?!(?:{common})\b){part}(?: {part}){{0,3}}"
    return _Forms(
        language=language,
        speech=Speech(replace(language, speech=speech), f"(?-i:{name})", called, {}),
        single=re.compile(rf"\A(?=.{{0,2}},){_BESIDE[2:]}(?P<name>{_CAPITAL}) {said}"),
        subject=re.compile(rf"{begins}(?:{who}|(?:, [^,;:]+, |,? ){verbs})"),
        pronoun=re.compile(rf"{_BESIDE}(?:{he} {said}|{said} {he}\b)", re.IGNORECASE),
        saying=re.compile(rf"(?<!\w){verb}", re.IGNORECASE),
    )


def _called(articles: frozenset[str], endings: tuple[str, ...], found: re.Match[str]) -> Token:
    """A name of several words is one in full, unless it is that of “the United Nations” or has the
    ending of another case."""
    name, ahead = found["name"], found.string[: found.start()].casefold().split()[-1:]
    if " " not in name and not ahead:
        return Token("word", name.casefold())  # it may begin a sentence
    is_full = (
        " " in name
        and articles.isdisjoint(ahead)
        and not any(part.endswith(endings) for part in name.split())
    )
    return Token("name", name, frozenset([name]) if is_full else UNCLEAR, is_full)
