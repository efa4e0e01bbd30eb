"""Tells who speaks from the words around a quotation: “…,” said Lind.

Nothing is parsed. A name counts as the speaker only if it is the subject of the verb of saying that
is nearest to the quotation. If that is not clear, nothing is said, since a wrong guess would refuse
an honest question, and its author could do nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TypeAlias

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Evidence, Speaker
from quizgen.reading.characters import is_boundary
from quizgen.source.clause import (
    END,
    OBJECTS,
    UNCLEAR,
    VERBS,
    Clause,
    Ids,
    Token,
    attached,
    clauses,
    owner_before,
    takes_base_form,
)
from quizgen.source.punctuation import Span
from quizgen.source.source_text import FAR, QuotedParagraph, folded

_LONGEST_OPENING = 4  # words, as in “At the next meeting Lind disagreed: …”
_NO_KINDS = (
    "articles",
    "answers",
    "asides",
    "reacting",
    "quoting",
    "he",
    "she",
)  # these are words like others elsewhere


class Speech:
    """Reads the reporting clauses of texts in one language."""

    def __init__(
        self, language: Language, name: str, called: _Called, names: Mapping[str, Token]
    ) -> None:
        """`name` is the pattern of a name, and `called` tells what each one is. `names` are those
        of declared speakers."""
        self.language = language
        self._names = names
        # The kind of each word and phrase in the language's `[speech]`.
        rows = reversed([row for row in language.speech.items() if row[0] not in _NO_KINDS])
        self._kinds = {word: kind for kind, words in rows for word in words}
        self._base_forms = frozenset(language.base_forms)
        self._pattern = _pattern(name, self._kinds)
        self._called = called
        self._named: dict[str, Ids] = {}

    @classmethod
    def of(cls, language: Language, speakers: Iterable[Speaker]) -> Speech:
        names = _names(speakers)
        name = either(each.text for each in names.values())
        return cls(language, name, partial(_called, names), names)

    def may_name_other(self, text: str, own: str) -> bool:
        """Whether anybody else is named at all. This quick look settles most texts."""
        if len(self._names) < 2:
            return False
        if text not in self._named:
            lowered = folded(text).casefold()
            named = (each.ids for name, each in self._names.items() if name in lowered)
            self._named[text] = UNCLEAR.union(*named)
        return bool(self._named[text] - {own})

    def speaker(self, paragraph: QuotedParagraph, span: Span, own: str) -> Ids:
        """The ids of whoever clearly says these words; empty if it is not clear. `own` is credited
        with them, and gets the benefit of the doubt."""
        # Marks at its ends may be outside the quotation marks.
        at = [span[0] + each.start() for each in _WORD.finditer(paragraph.text[slice(*span)])]
        span = (at[0], at[-1] + 1) if at else span
        quotation = paragraph.quotation_of(span)
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
        stop = min([clause_end(paragraph, end), *(a for a, _ in paragraph.quoted if a > end)])
        before, after = paragraph.text[begin:start], paragraph.text[end:stop]
        found = self._beside(before, after, own, is_reported=False)
        return self._of_inserted(paragraph.text[start:end]) if found is None else found

    def _of_inserted(self, quotation: str) -> Ids | None:
        """The speaker in a clause that Russian and Kazakh put inside the marks: «A, — сказал Линд.
        — B»."""
        parts = _INSERTION.split(quotation)
        inserted = (
            Clause(self._tokens(part), self.language, is_after=True, is_reported=False)
            for part in parts
        )
        found = (each.subject(0) for each in inserted if each.verbs[:1] == [0])
        return next(found, None)

    def _of_reported(self, paragraph: QuotedParagraph, span: Span, own: str) -> Ids | None:
        start, end = paragraph.sentence_at(span[0])[0], paragraph.sentence_at(span[1] - 1)[1]
        before, after = paragraph.narration(start, span[0]), paragraph.narration(span[1], end)
        found = self._beside(before, after, own, is_reported=True)
        if found is not None:
            return found
        told = self._tokens(paragraph.narration(*span))
        inside = Clause(told, self.language, is_after=False, is_reported=True)
        ids = [inside.subject(verb) for verb in inside.verbs]
        return UNCLEAR if any(own in each or not each for each in ids) else next(iter(ids), None)

    def _of_continued(self, paragraph: QuotedParagraph, quotation: Span, own: str) -> Ids | None:
        """The speaker of B in: “A,” said Lind. “B.”"""
        before = continued(paragraph, quotation)
        if before is None:
            return None
        between = self._tokens(paragraph.text[before[1] : quotation[0]])
        found = self._of_direct(paragraph, before, own) or UNCLEAR
        return found if all(token.ids <= found for token in between) else None

    def _beside(self, before: str, after: str, own: str, *, is_reported: bool) -> Ids | None:
        """The speaker that the two sides name, if they do not contradict each other."""
        ahead, behind = self._tokens(before[-FAR:]), self._tokens(after[:FAR])
        parts = clauses(ahead)
        if len(parts) > 1 and parts[-1][:1] and parts[-1][0].text in self._row("asides"):
            parts.pop()  # “Lind said, as Berg tells it: …”
        first = Clause(parts[-1], self.language, is_after=False, is_reported=is_reported)
        last = Clause(attached(behind), self.language, is_after=True, is_reported=is_reported)
        if not is_reported and (owner := owner_before(ahead)):
            return owner
        label = [token for token in ahead if token.kind != "mark"]
        if len(label) == 1 and label[0].in_full:
            # undeclared, it may be that of a chapter
            is_label = (self._names and ahead[-1].text == ":") or last.verbs[:1] == [0]
            return label[0].ids if is_label else last.speaker(own)
        said = first.speaker(own)
        if said and first.is_beside and not is_reported:
            return said  # in “Lind said: ‘…’, Berg writes”, she passes it on
        found = {ids for ids in (said, last.speaker(own)) if ids is not None}
        if not found and not is_reported and self._kinds:
            others = any(token.ids or token.kind in VERBS for token in behind)
            is_joined = others and not last.tokens  # “…,” as Lind always said
            return None if is_joined else self._introduced(first, last) or None
        return found.pop() if len(found) == 1 else (UNCLEAR if found else None)

    def _introduced(self, first: Clause, last: Clause) -> Ids:
        """Who speaks where no verb of saying tells it: “Lind shook his head: …”, “Lind’s answer was
        short: …”, “…,” beamed Lind, “…” was Lind’s answer."""
        behind = [token for token in last.tokens if token.kind != "mark"]
        if [token.kind for token in behind] == ["word", "name"]:
            is_subject = behind[1].in_full and self._is_persons(behind)
            return behind[1].ids if is_subject else UNCLEAR
        if behind:
            return self._owner_of_answer(behind[1:]) if len(behind) < 5 else UNCLEAR
        found = first.introduced
        if found is None:
            return UNCLEAR
        name, ahead, words = found
        if name.kind == "owner" and not ahead:
            return self._owner_of_answer((name, *words))
        is_subject = name.in_full and self._may_open(ahead) and self._may_speak(words)
        return name.ids if is_subject and self._is_persons(words) else UNCLEAR

    def _is_persons(self, words: Sequence[Token]) -> bool:
        """Whether these words are about a person, as they are about a declared speaker: “Ann Lee
        shrugged: …”, unlike “New Year passed: …”."""
        reacting = self._row("reacting")
        return bool(self._names) or any(token.text in reacting for token in words)

    def _owner_of_answer(self, tokens: Sequence[Token]) -> Ids:
        kinds = [token.kind for token in tokens]
        is_answer = kinds[:1] == ["owner"] != kinds and tokens[1].text in self._row("answers")
        return tokens[0].ids if is_answer else UNCLEAR

    def _may_open(self, ahead: Sequence[Token]) -> bool:
        """Whether these words before a name leave it the subject: “But Lind …”, “At noon Lind …”,
        “The mayor Lind …”, unlike “They booed Lind …”."""
        kinds = [token.kind for token in ahead]
        is_article = bool(ahead) and ahead[0].text in self._row("articles")
        if {"adverbs", "joining"}.issuperset(kinds) or kinds == ["word"]:
            return True
        if kinds == ["word", "word"] and is_article:
            return True
        titles = self.language.cues.get("people", ())
        is_time_or_place = kinds[:1] in OBJECTS and kinds[-1:] not in OBJECTS
        is_titled = bool(titles) and ahead[-1].text.startswith(titles)
        is_short = len(kinds) <= _LONGEST_OPENING and "pronouns" not in kinds
        return (is_time_or_place or is_titled) and is_short

    def _may_speak(self, words: Sequence[Token]) -> bool:
        """Whether nobody else may speak after these words of somebody, who does not only hear or
        read what follows. Another subject may follow “and the …” and “while …”, but not “and sat
        down”; a pronoun is an object behind a verb and before a mark."""
        around = [*words, END, END]
        for before, token, after in zip([END, *words], words, around[1:], strict=False):
            if token.kind in ("hearing", *VERBS):
                return False
            if token.kind == "pronouns" and after.kind != "mark" and before.kind != "word":
                return False
            left = len(words) - words.index(token)
            if token.kind == "joining" and (left > 3 or after.text in self._row("articles")):
                return False
        return any(token.kind != "mark" for token in words)

    def _row(self, name: str) -> tuple[str, ...]:
        return self.language.speech.get(name, ())

    def _tokens(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        for found in self._pattern.finditer(folded(text)):
            token = self._token(found)
            if token.text in self._base_forms and takes_base_form(tokens):
                token = Token("saying", token.text)
            tokens.append(token)
        return tokens

    def _token(self, found: re.Match[str]) -> Token:
        text = found[0].casefold()
        if found["name"] and is_boundary(found.string, found.end("name")):
            name = self._called(found)
            return replace(name, kind="owner", in_full=False) if found["of"] else name
        return Token("mark" if found["mark"] else self._kinds.get(text, "word"), text)


def continued(paragraph: QuotedParagraph, quotation: Span) -> Span | None:
    """The quotation that this one continues, as “B” continues “A” in: “A,” said Lind. “B.” No other
    sentence stands between them, and A is not a question."""
    before = max((each for each in paragraph.quoted if each < quotation), default=None)
    if before is None or paragraph.text[before[1] - 1] == "?":
        return None
    starts = (start for start, _ in paragraph.sentences if before[1] <= start < quotation[0])
    has_more = any(_WORD.search(paragraph.text[start : quotation[0]]) for start in starts)
    return None if has_more else before


def clause_end(paragraph: QuotedParagraph, end: int) -> int:
    """Where the words end that belong to a quotation. They end with its sentence or, if the
    quotation has a final mark, with the next one: “Is it?” Lind asked."""
    stop = paragraph.sentence_at(end - 1)[1]
    if paragraph.text[end - 1] in "?!…" and not _WORD.search(paragraph.text[end:stop]):
        following = paragraph.text[end:].lstrip(_CLOSING)
        return paragraph.sentence_at(len(paragraph.text) - len(following))[1]
    return stop


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


_Called: TypeAlias = Callable[[re.Match[str]], Token]


def _called(names: Mapping[str, Token], found: re.Match[str]) -> Token:
    return names.get(found["name"].casefold(), Token("word"))


def _pattern(name: str, kinds: Mapping[str, str]) -> re.Pattern[str]:
    phrases = either(phrase for phrase in kinds if " " in phrase)
    return re.compile(
        rf"(?<!\w)(?:(?P<name>{name})(?!\w)(?P<of>'\w)?|(?:{phrases})(?!\w))"
        r"|\w+(?:['-]\w+)*|(?P<mark>[,;:()-])",
        re.IGNORECASE,
    )


def either(words: Iterable[str]) -> str:
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
    return Speech.of(load_language(language), [Speaker("", names[0], names[0], aka=names)])
