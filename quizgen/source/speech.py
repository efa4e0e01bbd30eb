"""Tells who speaks from the words around a quotation: “…,” said Lind.

If that is not clear, nothing is said, since a wrong guess would refuse an honest question, and its
author could do nothing about it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Evidence, Speaker
from quizgen.reading.characters import is_boundary
from quizgen.source.clauses import UNCLEAR, Clause, Ids, Token, attached, clauses, owner_before
from quizgen.source.punctuation import Span, quotations, sentences
from quizgen.source.source_text import SourceText, folded

_FAR = 5_000  # characters; no clause is so far from its quotation


@dataclass(frozen=True, slots=True)
class QuotedParagraph:
    """A paragraph, with the spans of the quotations and sentences near the words in question."""

    text: str
    quoted: Sequence[Span]
    sentences: Sequence[Span]

    @classmethod
    def of(cls, text: str) -> QuotedParagraph:
        return cls(text, quotations(text), sentences(text))

    @classmethod
    def near(cls, source: SourceText, number: int, span: Span) -> QuotedParagraph:
        quoted, sentences = source.quoted[number - 1], source.sentences[number - 1]
        return cls(source.paragraph(number), _near(quoted, span), _near(sentences, span))

    def sentence_at(self, offset: int) -> Span:
        fitting = (each for each in self.sentences if each[0] <= offset < each[1])
        return next(fitting, (offset, offset))

    def narration(self, start: int, end: int) -> str:
        """The text between these offsets that is outside quotation marks."""
        parts = []
        for quoted_start, quoted_end in self.quoted:
            if quoted_start < end and quoted_end > start:
                parts.append(self.text[start : max(start, quoted_start)])
                start = quoted_end
        return " ".join([*parts, self.text[start:end]])


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    first = bisect_left(spans, (span[0] - _FAR, 0))
    return spans[max(0, first - 1) : bisect_left(spans, (span[1] + _FAR, 0))]


class Speech:
    """Reads the reporting clauses of texts in one language."""

    def __init__(self, language: Language, speakers: Iterable[Speaker]) -> None:
        self.language = language
        self._names = _names(speakers)
        self._kinds = _kinds(language)
        self._base_forms = frozenset(language.base_forms)
        self._pattern = _pattern(self._names, self._kinds)
        self._named: dict[str, Ids] = {}

    def may_name_other(self, text: str, own: str) -> bool:
        """Whether anybody else is named at all. This quick look settles most texts."""
        if len(self._names) < 2 or not self._kinds:
            return False
        if text not in self._named:
            lowered = folded(text).casefold()
            named = (each.ids for name, each in self._names.items() if name in lowered)
            self._named[text] = UNCLEAR.union(*named)
        return bool(self._named[text] - {own})

    def speaker(self, paragraph: QuotedParagraph, span: Span, own: str) -> Ids:
        """The ids of whoever clearly says these words; empty if it is not clear. `own` is credited
        with them, and gets the benefit of the doubt."""
        span = _words_of(paragraph.text, span)
        quoted = (each for each in paragraph.quoted if each[0] <= span[0] and span[1] <= each[1])
        quotation = next(quoted, None)
        if quotation is None:
            found = self._of_reported(paragraph, span, own)
        else:
            found = self._of_direct(paragraph, quotation, own)
            found = self._of_continued(paragraph, quotation, own) if found is None else found
        return found or UNCLEAR

    def is_reporters(self, text: str) -> bool:
        """Whether words outside quotation marks speak of a speaker, or have the clause that says
        who speaks: “Lind said that …”, “the president stressed …”, “he said”."""
        tokens = [token for token in self._tokens(text) if token.kind != "adverbs"]
        titles = {word for name in self._names for word in name.split()}
        before = [Token("word"), *tokens]
        return any(
            token.kind in ("name", "owner")
            or (token.kind == "saying" and (ahead.kind == "pronouns" or ahead.text in titles))
            for ahead, token in zip(before, tokens, strict=False)
        )

    def _of_direct(self, paragraph: QuotedParagraph, quotation: Span, own: str) -> Ids | None:
        start, end = quotation
        begin = max(
            [paragraph.sentence_at(start)[0], *(b for _, b in paragraph.quoted if b < start)]
        )
        stop = min([_clause_end(paragraph, end), *(a for a, _ in paragraph.quoted if a > end)])
        before, after = paragraph.text[begin:start], paragraph.text[end:stop]
        found = self._either(before, after, own, is_reported=False)
        return self._of_inserted(paragraph.text[start:end]) if found is None else found

    def _of_inserted(self, quotation: str) -> Ids | None:
        """The speaker in a clause that Russian and Kazakh put inside the marks: «A, — сказал Линд.
        — B»."""
        parts = _INSERTION.split(quotation)
        inserted = (Clause(self._tokens(part), is_after=True, is_reported=False) for part in parts)
        found = (each.subject(0) for each in inserted if each.verbs[:1] == [0])
        return next(found, None)

    def _of_reported(self, paragraph: QuotedParagraph, span: Span, own: str) -> Ids | None:
        start, end = paragraph.sentence_at(span[0])[0], paragraph.sentence_at(span[1] - 1)[1]
        before, after = paragraph.narration(start, span[0]), paragraph.narration(span[1], end)
        found = self._either(before, after, own, is_reported=True)
        if found is not None:
            return found
        inside = Clause(self._tokens(paragraph.narration(*span)), is_after=False, is_reported=True)
        ids = [inside.subject(verb) for verb in inside.verbs]
        return UNCLEAR if any(own in each or not each for each in ids) else next(iter(ids), None)

    def _of_continued(self, paragraph: QuotedParagraph, quotation: Span, own: str) -> Ids | None:
        """The speaker of B in: “A,” said Lind. “B.” If nothing else is between them, B is Lind's as
        well, unless A is a question."""
        before = max((each for each in paragraph.quoted if each < quotation), default=None)
        if before is None or paragraph.text[before[1] - 1] == "?":
            return None
        starts = (start for start, _ in paragraph.sentences if before[1] <= start < quotation[0])
        if any(_WORD.search(paragraph.text[start : quotation[0]]) for start in starts):
            return None
        between = self._tokens(paragraph.text[before[1] : quotation[0]])
        found = self._of_direct(paragraph, before, own) or UNCLEAR
        return found if all(token.ids <= found for token in between) else None

    def _either(self, before: str, after: str, own: str, *, is_reported: bool) -> Ids | None:
        """The speaker that the two sides name, if they do not contradict each other."""
        ahead, behind = self._tokens(before[-_FAR:]), self._tokens(after[:_FAR])
        first = Clause(clauses(ahead)[-1], is_after=False, is_reported=is_reported)
        last = Clause(attached(behind), is_after=True, is_reported=is_reported)
        if not is_reported and (owner := owner_before(ahead)):
            return owner
        label = [token for token in ahead if token.kind != "mark"]
        if len(label) == 1 and label[0].in_full:
            is_label = ahead[-1].text == ":" or last.verbs[:1] == [0]
            return label[0].ids if is_label else last.speaker(own)
        said = first.speaker(own)
        if said and first.is_beside and not is_reported:
            return said  # in “Lind said: ‘…’, Berg writes”, she passes it on
        found = {ids for ids in (said, last.speaker(own)) if ids is not None}
        return found.pop() if len(found) == 1 else (UNCLEAR if found else None)

    def _tokens(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        for found in self._pattern.finditer(folded(text)):
            token = self._token(found)
            is_after_name = token.text in self._base_forms and tokens[-1:] and tokens[-1].in_full
            tokens.append(Token("saying", token.text) if is_after_name else token)  # “did Lind say”
        return tokens

    def _token(self, found: re.Match[str]) -> Token:
        text = found[0].casefold()
        if found["name"] and is_boundary(found.string, found.end("name")):
            name = self._names.get(found["name"].casefold(), Token("word"))
            return replace(name, kind="owner", in_full=False) if found["of"] else name
        return Token("mark" if found["mark"] else self._kinds.get(text, "word"), text)


def _clause_end(paragraph: QuotedParagraph, end: int) -> int:
    """Where the words end that belong to a quotation. They end with its sentence or, if the
    quotation has a final mark, with the next one: “Is it?” Lind asked."""
    stop = paragraph.sentence_at(end - 1)[1]
    if paragraph.text[end - 1] in "?!…" and not _WORD.search(paragraph.text[end:stop]):
        following = paragraph.text[end:].lstrip(_CLOSING)
        return paragraph.sentence_at(len(paragraph.text) - len(following))[1]
    return stop


def _words_of(text: str, span: Span) -> Span:
    """The span without the marks at its ends, which may be outside the quotation marks."""
    found = [span[0] + word.start() for word in _WORD.finditer(text[slice(*span)])]
    return (found[0], found[-1] + 1) if found else span


_WORD = re.compile(r"\w")
_INSERTION = re.compile(r"(?<=[,.?!…])\s[—–-]\s")
_CLOSING = " \"'”’»“‘›)"


def _names(speakers: Iterable[Speaker]) -> Mapping[str, Token]:
    """Every name in lower case, with the ids of those who have it, and whether it is in full and
    not in another form. The token's text is the name as it is written."""
    names: dict[str, Token] = {}
    for speaker in speakers:
        full = (speaker.name, speaker.full, *speaker.aka)
        for name in (*full, *speaker.forms.values()):
            key = folded(name).casefold()
            known = names.get(key, Token("name", folded(name)))
            ids = known.ids | {speaker.id}
            names[key] = replace(known, ids=ids, in_full=known.in_full or name in full)
    return names


def _kinds(language: Language) -> Mapping[str, str]:
    """The kind of each word and phrase in the language's `[speech]`."""
    rows = reversed(tuple(language.speech.items()))
    return {word: kind for kind, words in rows for word in words}


def _pattern(names: Mapping[str, Token], kinds: Mapping[str, str]) -> re.Pattern[str]:
    written = _either(name.text for name in names.values())
    phrases = _either(phrase for phrase in kinds if " " in phrase)
    return re.compile(
        rf"(?<!\w)(?:(?P<name>{written})(?!\w)(?P<of>'\w)?|(?:{phrases})(?!\w))"
        r"|\w+(?:['-]\w+)*|(?P<mark>[,;:()-])",
        re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def is_narration(piece: Evidence, speaker: Speaker, language: str) -> bool:
    """Whether a speaker's evidence is a sentence such as “Lind said that …”, which the source
    itself says of the speaker."""
    return not piece.is_direct and _speaks_of((*speaker.names, speaker.role), piece.quote, language)


@cache
def _speaks_of(names: tuple[str, ...], text: str, language: str) -> bool:
    """Many items share a quotation."""
    return _speech_of(names, language).is_reporters(text)


@cache
def _speech_of(names: tuple[str, ...], language: str) -> Speech:
    return Speech(load_language(language), [Speaker("", names[0], names[0], aka=names)])


_NAME = r"[^\W\d_a-zа-яё]\w*(?:[.'’-]\w+)*\.?(?: [^\W\d_a-zа-яё]\w*(?:[.'’-]\w+)*){0,3}"
_MARKS = r"[\s,.?!…”\"»’—–-]*"


def named_beside(text: str, quotation: Span, language: Language) -> str:
    """The name as the text has it, or ""."""
    patterns = _patterns(language.speech.get("saying", ()))
    if patterns is None:
        return ""
    start, end = quotation
    found = patterns[0].match(text, end) or patterns[1].search(text[max(0, start - _NEAR) : start])
    name = found["name"] or found["behind"] if found else ""
    words = name.casefold().split()
    common = {*language.speech.get("pronouns", ()), *language.cues.get("functions", ())}
    if found is None or not name[:1].isupper() or words[0] in common:
        return ""
    # after “Is it?” even “Others asked” begins with a capital
    follows_comma = "," in text[end - 1 : end + 2] and found.re is patterns[0]
    return name if found["behind"] or len(words) > 1 or follows_comma else ""


_NEAR = 120  # characters before a quotation: longer than a name and a verb of saying


@cache
def _patterns(verbs: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    if not verbs:
        return None
    said = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    after = rf"{_MARKS}(?:(?:{said}) (?P<behind>{_NAME})|(?P<name>{_NAME}) (?:{said})\b)"
    before = rf"(?<!\w)(?P<name>{_NAME}) (?:{said})[:,]? *(?P<behind>)[—–-]? *[“„«\"‘]?$"
    return re.compile(after), re.compile(before)
