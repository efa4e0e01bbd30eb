"""Finds the name of whoever says a quotation, known to the deck or not.

Newspapers put an office or a title beside the name: “…,” said the mayor, Ann Lind, after the vote.
A name counts only in one of these forms, since a wrong one would refuse an honest question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from quizgen.quiz.languages import Language
from quizgen.reading.characters import is_boundary, words
from quizgen.source.punctuation import Span
from quizgen.source.source_text import QuotedParagraph

_NEAR = 120  # characters before a quotation: longer than a name and a verb of saying
_BESIDE = r"\A.[\s,.?!…”\"»’—–-]*"  # from the last character of a quotation
_CAPITAL = r"[^\W\d_a-zа-яё]\w*(?:['’-]\w+)*"
_LOWER = r"[^\W\d_A-ZА-ЯЁ]\w*(?:['’-]\w+)*"
_ROLE = rf"(?P<role>{_LOWER}(?: {_LOWER}){{0,5}})"
_OFFICE = rf"(?P<role>(?:[\w’'-]+ ){{0,7}}{_LOWER})"
_APPOSITION = r"(?P<role>[\w’'-]+(?: [\w’'-]+){0,11})"


@dataclass(frozen=True, slots=True)
class _Forms:
    """How one language names a speaker after and before a quotation, and ahead of “she said”."""

    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    introduced: tuple[re.Pattern[str], ...]
    subject: re.Pattern[str]
    pronoun: re.Pattern[str]
    saying: re.Pattern[str]


def named_for(paragraph: QuotedParagraph, quotation: Span, language: Language) -> str:
    """The name beside the quotation, beside the one that it continues, or in the sentence before
    “she said”; "" if it is not clear."""
    forms = _forms(language)
    if forms is None:
        return ""
    first = opening(paragraph, quotation, language)
    both = dict.fromkeys((quotation, first))
    beside = (_beside(paragraph, each, language, forms) for each in both)
    return next(filter(None, beside), "") or _referred_to(paragraph, first, language, forms)


def opening(paragraph: QuotedParagraph, quotation: Span, language: Language) -> Span:
    """The quotation that this one continues, as “B” continues “A” in: “A,” she said. “B.”"""
    forms = _forms(language)
    earlier = [each for each in paragraph.quoted if each < quotation]
    if forms is None or not earlier or forms.saying.search(_behind(paragraph, quotation)):
        return quotation
    start, end = earlier[-1]
    begins = (each for each, _ in paragraph.sentences if end <= each < quotation[0])
    has_more = any(words(paragraph.text[each : quotation[0]]) for each in begins)
    says_once = len(forms.saying.findall(paragraph.text[end : quotation[0]])) == 1
    if has_more or not says_once or paragraph.text[end - 1] == "?":
        return quotation
    return start, end


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


def _beside(paragraph: QuotedParagraph, quotation: Span, language: Language, forms: _Forms) -> str:
    """The name that stands beside it, unless its two sides name two."""
    text, (start, end) = paragraph.text, quotation
    found = {_named(forms.before, text[max(0, start - _NEAR) : start], language)}
    if not _ends_sentence(text, end):
        found.add(_named(forms.after, text[end - 1 : end + 2 * _NEAR], language))
    found.discard("")
    if not found and not words(_behind(paragraph, quotation)):
        found.add(_named(forms.introduced, text[max(0, start - _NEAR) : start], language))
    return found.pop() if len(found) == 1 else ""


def _ends_sentence(text: str, end: int) -> bool:
    """Whether a full stop ends the quotation, and a capital begins the next sentence."""
    following = re.match(_BESIDE, text[end - 1 :])
    marks = following[0] if following else ""
    return "." in marks and text[end - 1 + len(marks) :][:1].isupper()


def _named(patterns: tuple[re.Pattern[str], ...], text: str, language: Language) -> str:
    """The name in the first form that is found, if it is the subject there."""
    all_found = (pattern.search(text) for pattern in patterns)
    return next(
        (found["name"] for found in all_found if found and _is_subject(found, language)), ""
    )


def _is_subject(found: re.Match[str], language: Language) -> bool:
    name, groups = found["name"], found.groupdict()
    role = words((groups.get("role") or "").casefold())
    speech, common = language.speech, {*language.cues["functions"]}
    told = words((groups.get("told") or "").casefold())
    if {*told[-1:]} & {*speech["pronouns"]}:
        told.pop()  # an object: “would not hear of it: …”
    others = {*speech["pronouns"], *speech["joining"], *speech["saying"], *speech["hearing"]}
    if not name[:1].isupper() or words(name.casefold())[0] in {*speech["pronouns"], *common}:
        return False
    is_whole = is_boundary(found.string, found.end("name"))
    if not is_whole or name.endswith(language.cues["not-subjects"]) or others.intersection(told):
        return False
    if role[:1] and role[0] in speech["who"]:
        return others.isdisjoint(role[1:])
    ahead = words(found.string[: found.start("name")].casefold())[-1:]
    is_object = {*ahead} & {*speech["objects"]} or _is_beside_another(role, language)
    return not is_object and others.isdisjoint(role) and (not role or not common.issuperset(role))


def _is_beside_another(role: list[str], language: Language) -> bool:
    """Whether the name may be that of somebody else: “the wife of the mayor, Lind”, “the friend to
    Lind”, “a report in the Oakley News”."""
    objects, common = {*language.speech["objects"]}, {*language.cues["functions"]}
    if objects.difference(language.cues["belonging"]).intersection(role):
        return True
    at = next((at for at, word in enumerate(role) if word in objects), len(role))
    belonging = role[at + 1 :]
    is_person = any(word.startswith(language.cues["people"]) for word in belonging)
    return is_person or (at < len(role) and common.issuperset(belonging))


def introduced(paragraph: QuotedParagraph, quotation: Span, language: Language) -> str:
    """The one person whom the sentence before is about, if the quotation stands there alone. It is
    likely, but not certain, that this one says it."""
    forms = _forms(language)
    is_alone = not words(_behind(paragraph, quotation))
    return _told_of(paragraph, quotation, language, forms) if forms and is_alone else ""


def _referred_to(
    paragraph: QuotedParagraph, quotation: Span, language: Language, forms: _Forms
) -> str:
    """The one person whom the sentence before “…,” she said is about."""
    is_referring = forms.pronoun.match(paragraph.text[quotation[1] - 1 :])
    return _told_of(paragraph, quotation, language, forms) if is_referring else ""


def _told_of(paragraph: QuotedParagraph, quotation: Span, language: Language, forms: _Forms) -> str:
    """The person whom the sentence before a quotation is about. It must name nobody else, and no
    other office, since that one may be meant."""
    text, start = paragraph.text, quotation[0]
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
    named = {_without_functions(each[0], language) for each in _runs(paragraph.narration(0, begin))}
    if not is_person or _tells_of_another(after, language):
        return ""
    return found["name"] if named - {""} == {found["name"]} else ""


def _tells_of_another(words_after: list[str], language: Language) -> bool:
    """Another office may be meant by “she”, or “her friend”."""
    persons = (word.startswith(language.cues["people"]) for word in words_after)
    possessives = {*language.cues["refer-back"]}.difference(language.speech["pronouns"])
    return any(persons) or not possessives.isdisjoint(words_after)


def _runs(narration: str) -> Iterator[re.Match[str]]:
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
    he = language.cues["he-or-she"]
    speech = language.speech
    rows = (speech["saying"], language.after_name, speech["adverbs"], speech["joining"])
    return _forms_of(*rows, language.cues["people"], he, speech["who"])


@cache
def _forms_of(
    saying: tuple[str, ...],
    after_name: tuple[str, ...],
    adverbs: tuple[str, ...],
    joining: tuple[str, ...],
    people: tuple[str, ...],
    he_or_she: tuple[str, ...],
    who: tuple[str, ...],
) -> _Forms:
    verb = rf"(?:{_either(saying)})\b"
    said = rf"(?:(?:{_either(adverbs)}) ){{0,2}}{verb}"
    # “Dr. Lind”, “J. R. Lind”: elsewhere a full stop ends the name
    part = rf"(?:(?:{_either(each.title() for each in people)}|[^\W\d_a-zа-яё])\. ?)*{_CAPITAL}"
    name, full = (rf"(?P<name>{part}(?: {part}){{{least},3}})" for least in (0, 1))
    words_told = rf"(?P<told>(?: {_LOWER}){{0,6}}:|,?)"
    end = rf"{words_told} *[—–-]? *[“„«\"‘]?\Z"
    after = (
        rf"{said} {name}",
        rf"{full} {said}",
        rf"{said} {_ROLE} {full}",
        rf"{said} {_OFFICE}, {full}",
        rf"{full}, {_APPOSITION}, {said}",
        rf"{_OFFICE}, {full}, {said}",
        rf"{_ROLE} {full} {said}",
    )
    before = (
        rf"(?<!\w){full} {said}{end}",
        rf"(?<!\w){full}, {_APPOSITION}, {said}{end}",
        rf", {full}, {said}{end}",
    )
    single = rf"(?=.{{0,2}},){_BESIDE.removeprefix(chr(92) + 'A')}(?P<name>{_CAPITAL}) {said}"
    he = rf"(?:{_either(he_or_she)})"
    verbs = rf"(?:{verb}|(?:{_either(after_name)})\b)"
    opening = rf"(?:\A|[.?!…;,][”»’\"]? )(?:(?i:{_either(joining)}) )?"
    begins = rf"(?:{_CAPITAL}(?: {_LOWER}){{1,5}},? )?{full}"
    return _Forms(
        after=(*(re.compile(_BESIDE + each) for each in after), re.compile(rf"\A{single}")),
        before=tuple(map(re.compile, before)),
        introduced=(re.compile(rf"{opening}{full}(?P<told>(?: {_LOWER}){{1,6}}): ?[“„«\"‘]?\Z"),),
        subject=re.compile(rf"{begins}(?:, (?P<who>{_either(who)})\b|(?:, [^,;:]+, |,? ){verbs})"),
        pronoun=re.compile(rf"{_BESIDE}(?:{he} {said}|{said} {he}\b)", re.IGNORECASE),
        saying=re.compile(rf"(?<!\w){verb}", re.IGNORECASE),
    )


def _either(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
