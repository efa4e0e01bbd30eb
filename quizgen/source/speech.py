"""Tells who speaks from the words around a quotation: “…,” said Lind.

Nothing is parsed. A name counts as the speaker only if it is the subject of the verb of saying that
is nearest to the quotation. If that is not clear, nothing is said, since a wrong guess would refuse
an honest question, and its author could do nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Evidence, Speaker
from quizgen.reading.characters import is_boundary
from quizgen.source.punctuation import Span
from quizgen.source.source_text import FAR, QuotedParagraph, folded

Ids = frozenset[str]

_UNCLEAR: Ids = frozenset()
_LONGEST_APPOSITION = 12  # words, as in “Lind, who leads the council of the town, said”
_LONGEST_GAP = 6  # words, as in “said the captain of the brigade Lind”
_VERBS = ("saying", "according")
_NO_KINDS = ("articles", "answers")  # these are words like others elsewhere


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is "name", "owner" (a name with ’s after it), "word", "mark", or the name of a row in
    the language's `[speech]`. A name `in_full` can be a subject; one in another form cannot."""

    kind: str
    text: str = ""
    ids: Ids = _UNCLEAR
    in_full: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words before or after a quotation that belong to it."""

    tokens: Sequence[_Token]
    is_after: bool
    is_reported: bool

    @property
    def verbs(self) -> list[int]:
        return [at for at, token in enumerate(self.tokens) if token.kind in _VERBS]

    @property
    def is_beside(self) -> bool:
        """Whether nothing but marks stands between the last verb of saying and a quotation."""
        return all(token.kind == "mark" for token in self.tokens[self.verbs[-1] + 1 :])

    def speaker(self, own: str) -> Ids | None:
        """The subject of the nearest verb of saying; None if there is no such verb. If `own` may be
        the subject as well, the subject is not clear."""
        verbs = self.verbs
        if not verbs:
            return None
        at = verbs[0] if self.is_after else verbs[-1]
        begin = 0 if self.is_reported else self._verb_before(at) + 1
        ahead = (token.ids for token in self.tokens[begin:at] if token.kind == "name")
        if own not in (found := self.subject(at)) and any(own in ids for ids in ahead):
            return _UNCLEAR
        if self.is_reported and not all(self.subject(verb) for verb in verbs if 0 < verb <= at):
            return _UNCLEAR  # in “She said that Lind had told …”, she passes it on, but not in
            # “Asked about it, Lind said …”, where nobody stands before the first verb
        return found

    def subject(self, verb: int) -> Ids:
        tokens = self.tokens
        if tokens[verb].kind == "according":
            return self._named_beside(verb)
        at = verb - 1
        while at >= 0 and tokens[at].kind in ("adverbs", "modals"):
            at -= 1
        if at >= 0 and tokens[at].kind == "joining":
            before = self._verb_before(at)  # “Lind said this and added”, “Lind rose and said”
            return self.subject(before) if before >= 0 else self._first_subject(at)
        if at > 1 and tokens[at].kind == "who" and tokens[at - 1].kind == "mark":
            return self._as_subject(at - 2)  # “Lind, who said”
        if at >= 0 and tokens[at].kind == "mark":
            name = self._before_apposition(at)
            return self._named_behind(verb) if name < 0 else self._as_subject(name)
        found = self._as_subject(at) if at >= 0 else self._named_behind(verb)
        return found or self._inverted(verb)

    @property
    def introduced(self) -> tuple[_Token, Sequence[_Token], Sequence[_Token]] | None:
        """In “At noon Lind shook his head: …” the only one who is named in the last clause before a
        colon, with the words ahead and behind."""
        part = self.tokens[self._last_start() :]
        named = [at for at, token in enumerate(part) if token.ids]
        if not named or len({part[at].ids for at in named}) > 1 or part[-1].text != ":":
            return None
        marks = [at for at, token in enumerate(part[: named[0]]) if token.kind == "mark"]
        ahead = part[marks[-1] + 1 if marks else 0 : named[0]]
        return part[named[0]], ahead, part[named[0] + 1 : -1]

    def _last_start(self) -> int:
        """Where the last clause begins: behind a semicolon, or a comma and a joining word."""
        starts = (
            at
            for at, (before, token) in enumerate(pairwise(self.tokens), 1)
            if before.text == ";" or (before.kind == "mark" and token.kind == "joining")
        )
        return max(starts, default=0)

    def _inverted(self, verb: int) -> Ids:
        """The name in “Dann sagte Lind: …”, where nobody is named before the verb."""
        ahead, behind = self.tokens[:verb], [*self.tokens[verb + 1 :]]
        is_open = all(token.kind == "adverbs" for token in ahead) or ahead[0].kind == "fronting"
        is_named = len(behind) in (2, 3, 4) and behind[-1].text == ":" and behind[-2].in_full
        if self.is_after or self.is_reported or not is_open or not is_named:
            return _UNCLEAR
        others = {"pronouns", "name", "owner"}.intersection(token.kind for token in ahead)
        is_titled = all(token.kind == "word" for token in behind[:-2])
        return behind[-2].ids if is_titled and not others else _UNCLEAR

    def _first_subject(self, joining: int) -> Ids:
        """The name that begins the words before “and”, unless somebody else may be the subject."""
        marks = [at for at, token in enumerate(self.tokens[:joining]) if token.kind == "mark"]
        words = self.tokens[marks[-1] + 1 if marks else 0 : joining]
        first = next((token for token in words if token.kind != "joining"), _END)
        is_clear = first.in_full and not any(token.kind == "pronouns" for token in words)
        return first.ids if is_clear else _UNCLEAR

    def _verb_before(self, at: int) -> int:
        return max((verb for verb in self.verbs if verb < at), default=-1)

    def _as_subject(self, at: int) -> Ids:
        """The name at that place, unless the words before it make it an object or one of
        several."""
        name, before = self.tokens[at], [token.kind for token in self.tokens[:at]]
        if not name.in_full or before[-1:] in (["name"], *_OBJECTS):
            return _UNCLEAR
        if before[-1:] == ["joining"] and before[-2:-1] not in ([], ["mark"]):
            return _UNCLEAR
        while before and before[-1] not in ("mark", "name", *_VERBS):
            if before.pop() == "pronouns":
                return _UNCLEAR
        if self.is_after and self.is_reported and before[-1:] != ["mark"]:
            return _UNCLEAR
        return name.ids

    def _before_apposition(self, mark: int) -> int:
        """The place of the name in “Lind, the mayor,” and “The mayor, Lind,” before the mark."""
        at = mark - 1
        kinds = [token.kind for token in self.tokens[:mark]]
        if kinds[-3:] == ["word", "mark", "name"] or kinds[-4:] == ["word", "mark", "word", "name"]:
            return at  # “the mayor, Lind,” and “the mayor, Dr. Lind,”
        while at > 0 and self.tokens[at].kind not in ("mark", "name", *_VERBS):
            at -= 1
        is_one = 1 < mark - at <= _LONGEST_APPOSITION and self.tokens[at].kind == "mark"
        return at - 1 if is_one and self.tokens[at - 1].kind == "name" else -1

    def _named_behind(self, verb: int) -> Ids:
        """The name in “…,” said the mayor Lind, where the verb comes first."""
        if not self.is_after:
            return _UNCLEAR
        following = self.tokens[verb + 1 : verb + 2 + _LONGEST_GAP]
        for before, token, after in zip(
            (_Token(""), *following), following, (*following[1:], _END), strict=False
        ):
            if token.kind == "name":
                return token.ids if token.in_full and [before.kind] not in _OBJECTS else _UNCLEAR
            is_apposition = token.kind == "mark" and after.kind == "name"
            if token.kind in ("pronouns", "joining", *_VERBS) or (
                token.kind == "mark" and not is_apposition
            ):
                break
        return _UNCLEAR

    def _named_beside(self, phrase: int) -> Ids:
        """The name after “according to the mayor”, or else the name before such a phrase."""
        following = [*self.tokens[phrase + 1 : phrase + 7], _END, _END]
        for token, name, after in zip(following, following[1:], following[2:], strict=False):
            if token.kind == "name":
                return token.ids
            if token.kind == "mark" and name.kind == "name" and after.kind == "mark":
                return name.ids  # “according to the mayor, Lind,”
            if token.kind != "word":
                break
        before = self.tokens[max(0, phrase - 1) : phrase]
        return before[0].ids if before and before[0].kind == "name" else _UNCLEAR


def _takes_base_form(ahead: Sequence[_Token]) -> bool:
    """Whether a verb follows in “did Lind say” and “Lind would often say”."""
    kinds = [token.kind for token in ahead[-3:]]
    while kinds and kinds[-1] == "adverbs":
        kinds.pop()
    return kinds[-1:] == ["modals"] or bool(ahead and ahead[-1].in_full)


_END = _Token("mark")
_OBJECTS = (["objects"], ["fronting"])  # a name behind one of these is no subject
_LONGEST_OPENING = 4  # words, as in “At the next meeting Lind disagreed: …”


def _owner_before(ahead: Sequence[_Token]) -> Ids:
    """Whose words they are in “Lind’s ‘…’” and “Lind’s words ‘…’”."""
    before = ahead[-2:-1] if ahead[-1:] and ahead[-1].kind == "word" else ahead[-1:]
    return before[0].ids if before and before[0].kind == "owner" else _UNCLEAR


def _clauses(tokens: Sequence[_Token]) -> list[list[_Token]]:
    """Splits words into clauses. One with a verb of saying ends at a semicolon, or where a comma
    and a joining word begin another."""
    clauses: list[list[_Token]] = [[]]
    for token in tokens:
        clause = clauses[-1]
        is_joining = token.kind == "joining" and clause and clause[-1].kind == "mark"
        if (token.text == ";" or is_joining) and any(each.kind in _VERBS for each in clause):
            clauses.append([])
        else:
            clause.append(token)
    return clauses


def _attached(tokens: Sequence[_Token]) -> list[_Token]:
    """The clause that follows a quotation. If a joining word begins it, it does not belong
    there."""
    words = [token for token in tokens if token.kind != "mark"]
    return [] if words and words[0].kind == "joining" else _clauses(tokens)[0]


class Speech:
    """Reads the reporting clauses of texts in one language."""

    def __init__(self, language: Language, speakers: Iterable[Speaker]) -> None:
        self.language = language
        self._names = _names(speakers)
        # The kind of each word and phrase in the language's `[speech]`.
        rows = reversed([row for row in language.speech.items() if row[0] not in _NO_KINDS])
        self._kinds = {word: kind for kind, words in rows for word in words}
        self._base_forms = frozenset(language.base_forms)
        self._pattern = _pattern(self._names, self._kinds)
        self._named: dict[str, Ids] = {}

    def may_name_other(self, text: str, own: str) -> bool:
        """Whether anybody else is named at all. This quick look settles most texts."""
        if len(self._names) < 2:
            return False
        if text not in self._named:
            lowered = folded(text).casefold()
            named = (each.ids for name, each in self._names.items() if name in lowered)
            self._named[text] = _UNCLEAR.union(*named)
        return bool(self._named[text] - {own})

    def speaker(self, paragraph: QuotedParagraph, span: Span, own: str) -> Ids:
        """The ids of whoever clearly says these words; empty if it is not clear. `own` is credited
        with them, and gets the benefit of the doubt."""
        # Marks at its ends may be outside the quotation marks.
        at = [span[0] + each.start() for each in _WORD.finditer(paragraph.text[slice(*span)])]
        span = (at[0], at[-1] + 1) if at else span
        quoted = (each for each in paragraph.quoted if each[0] <= span[0] and span[1] <= each[1])
        quotation = next(quoted, None)
        if quotation is None:
            found = self._of_reported(paragraph, span, own)
        else:
            found = self._of_direct(paragraph, quotation, own)
            found = self._of_continued(paragraph, quotation, own) if found is None else found
        return found or _UNCLEAR

    def is_reporters(self, text: str) -> bool:
        """Whether words outside quotation marks speak of a speaker, or have the clause that says
        who speaks: “Lind said that …”, “the president stressed …”, “he said”."""
        tokens = [token for token in self._tokens(text) if token.kind != "adverbs"]
        titles = {word for name in self._names for word in name.split()}
        before = [_Token("word"), *tokens]
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
        inserted = (_Clause(self._tokens(part), is_after=True, is_reported=False) for part in parts)
        found = (each.subject(0) for each in inserted if each.verbs[:1] == [0])
        return next(found, None)

    def _of_reported(self, paragraph: QuotedParagraph, span: Span, own: str) -> Ids | None:
        start, end = paragraph.sentence_at(span[0])[0], paragraph.sentence_at(span[1] - 1)[1]
        before, after = paragraph.narration(start, span[0]), paragraph.narration(span[1], end)
        found = self._either(before, after, own, is_reported=True)
        if found is not None:
            return found
        inside = _Clause(self._tokens(paragraph.narration(*span)), is_after=False, is_reported=True)
        ids = [inside.subject(verb) for verb in inside.verbs]
        return _UNCLEAR if any(own in each or not each for each in ids) else next(iter(ids), None)

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
        found = self._of_direct(paragraph, before, own) or _UNCLEAR
        return found if all(token.ids <= found for token in between) else None

    def _either(self, before: str, after: str, own: str, *, is_reported: bool) -> Ids | None:
        """The speaker that the two sides name, if they do not contradict each other."""
        ahead, behind = self._tokens(before[-FAR:]), self._tokens(after[:FAR])
        first = _Clause(_clauses(ahead)[-1], is_after=False, is_reported=is_reported)
        last = _Clause(_attached(behind), is_after=True, is_reported=is_reported)
        if not is_reported and (owner := _owner_before(ahead)):
            return owner
        label = [token for token in ahead if token.kind != "mark"]
        if len(label) == 1 and label[0].in_full:
            is_label = ahead[-1].text == ":" or last.verbs[:1] == [0]
            return label[0].ids if is_label else last.speaker(own)
        said = first.speaker(own)
        if said and first.is_beside and not is_reported:
            return said  # in “Lind said: ‘…’, Berg writes”, she passes it on
        found = {ids for ids in (said, last.speaker(own)) if ids is not None}
        if not found and not is_reported and self._kinds:
            others = any(token.ids or token.kind in _VERBS for token in behind)
            is_joined = others and not last.tokens  # “…,” as Lind always said
            return None if is_joined else self._introduced(first, last) or None
        return found.pop() if len(found) == 1 else (_UNCLEAR if found else None)

    def _introduced(self, first: _Clause, last: _Clause) -> Ids:
        """Who speaks where no verb of saying tells it: “Lind shook his head: …”, “Lind’s answer was
        short: …”, “…,” beamed Lind, “…” was Lind’s answer."""
        behind = [token for token in last.tokens if token.kind != "mark"]
        if [token.kind for token in behind] == ["word", "name"]:
            return behind[1].ids if behind[1].in_full else _UNCLEAR
        if behind:
            return self._owner_of_answer(behind[1:]) if len(behind) < 5 else _UNCLEAR
        found = first.introduced
        if found is None:
            return _UNCLEAR
        name, ahead, words = found
        if name.kind == "owner" and not ahead:
            return self._owner_of_answer((name, *words))
        is_subject = name.in_full and self._may_open(ahead) and self._may_speak(words)
        return name.ids if is_subject else _UNCLEAR

    def _owner_of_answer(self, tokens: Sequence[_Token]) -> Ids:
        named = [token.ids for token in tokens[:-1] if token.kind == "owner"]
        is_answer = len(tokens) > 1 and tokens[1].text in self._row("answers")
        return named[0] if named[:1] == [tokens[0].ids] and is_answer else _UNCLEAR

    def _may_open(self, ahead: Sequence[_Token]) -> bool:
        """Whether these words before a name leave it the subject: “But Lind …”, “At noon Lind …”,
        “The mayor Lind …”, unlike “They booed Lind …”."""
        kinds = [token.kind for token in ahead]
        is_article = bool(ahead) and ahead[0].text in self._row("articles")
        if {"adverbs", "joining"}.issuperset(kinds) or kinds == ["word"]:
            return True
        if kinds == ["word", "word"] and is_article:
            return True
        titles = self.language.cues.get("people", ())
        is_time_or_place = kinds[:1] in _OBJECTS and kinds[-1:] not in _OBJECTS
        is_titled = bool(titles) and ahead[-1].text.startswith(titles)
        is_short = len(kinds) <= _LONGEST_OPENING and "pronouns" not in kinds
        return (is_time_or_place or is_titled) and is_short

    def _may_speak(self, words: Sequence[_Token]) -> bool:
        """Whether nobody else may speak after these words of somebody, who does not only hear or
        read what follows. Another subject may follow “and the …” and “while …”, but not “and sat
        down”; a pronoun is an object behind a verb and before a mark."""
        around = [*words, _END, _END]
        for before, token, after in zip([_END, *words], words, around[1:], strict=False):
            if token.kind in ("hearing", *_VERBS):
                return False
            if token.kind == "pronouns" and after.kind != "mark" and before.kind != "word":
                return False
            left = len(words) - words.index(token)
            if token.kind == "joining" and (left > 3 or after.text in self._row("articles")):
                return False
        return any(token.kind != "mark" for token in words)

    def _row(self, name: str) -> tuple[str, ...]:
        return self.language.speech.get(name, ())

    def _tokens(self, text: str) -> list[_Token]:
        tokens: list[_Token] = []
        for found in self._pattern.finditer(folded(text)):
            token = self._token(found)
            if token.text in self._base_forms and _takes_base_form(tokens):
                token = _Token("saying", token.text)
            tokens.append(token)
        return tokens

    def _token(self, found: re.Match[str]) -> _Token:
        text = found[0].casefold()
        if found["name"] and is_boundary(found.string, found.end("name")):
            name = self._names.get(found["name"].casefold(), _Token("word"))
            return replace(name, kind="owner", in_full=False) if found["of"] else name
        return _Token("mark" if found["mark"] else self._kinds.get(text, "word"), text)


def _clause_end(paragraph: QuotedParagraph, end: int) -> int:
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


def _names(speakers: Iterable[Speaker]) -> Mapping[str, _Token]:
    """Every name in lower case, with the ids of those who have it, and whether it is in full and
    not in another form. The token's text is the name as it is written."""
    names: dict[str, _Token] = {}
    for speaker in speakers:
        full = (speaker.name, speaker.full, *speaker.aka)
        for name in (*full, *speaker.forms.values()):
            key = folded(name).casefold()
            known = names.get(key, _Token("name", folded(name)))
            ids = known.ids | {speaker.id}
            names[key] = replace(known, ids=ids, in_full=known.in_full or name in full)
    return names


def _pattern(names: Mapping[str, _Token], kinds: Mapping[str, str]) -> re.Pattern[str]:
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
