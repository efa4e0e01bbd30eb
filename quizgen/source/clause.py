"""The words before or after a quotation, and whom they make the subject of a verb of saying.

Nothing is parsed. Words have kinds, which the language's `[speech]` gives them, and a name is a
subject in a few orders of these kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.quiz.languages import Language

Ids = frozenset[str]

UNCLEAR: Ids = frozenset()
VERBS = ("saying", "according")
_LONGEST_APPOSITION = 12  # words, as in “Lind, who leads the council of the town, said”
_NO_GAP = ("pronouns", "joining", "who", "owner", *VERBS)
_LONGEST_GAP = 6  # words, as in “said the captain of the brigade Lind”


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is "name", "owner" (a name with ’s after it), "word", "mark", or the name of a row in
    the language's `[speech]`. A name `in_full` can be a subject; one in another form cannot."""

    kind: str
    text: str = ""
    ids: Ids = UNCLEAR
    in_full: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """The words before or after a quotation that belong to it."""

    tokens: Sequence[Token]
    language: Language
    is_after: bool
    is_reported: bool

    @property
    def verbs(self) -> list[int]:
        return [at for at, token in enumerate(self.tokens) if token.kind in VERBS]

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
            return UNCLEAR
        if self.is_reported and not all(self.subject(verb) for verb in verbs if 0 < verb <= at):
            return UNCLEAR  # in “She said that Lind had told …”, she passes it on, but not in
            # “Asked about it, Lind said …”, where nobody stands before the first verb
        return found

    def subject(self, verb: int) -> Ids:
        tokens = self.tokens
        if tokens[verb].kind == "according":
            return self._named_beside(verb)
        if not self.is_after and tokens[verb].text in self.language.speech.get("quoting", ()):
            return UNCLEAR  # “Lind quoted the mayor: …” has the mayor's words
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
    def introduced(self) -> tuple[Token, Sequence[Token], Sequence[Token]] | None:
        """The only person named in the last clause before a colon, with the words ahead and behind:
        “At noon Lind shook his head: …”."""
        part = self.tokens[self._last_start() :]
        named = [at for at, token in enumerate(part) if token.kind in ("name", "owner")]
        while named and [part[named[0] - 1].kind] in OBJECTS:
            named.pop(0)  # “Asked by Lind, …”
        if not named or len({part[at].ids for at in named}) > 1 or part[-1].text != ":":
            return None
        marks = [at for at, token in enumerate(part[: named[0]]) if token.kind == "mark"]
        ahead = part[marks[-1] + 1 if marks else 0 : named[0]]
        return part[named[0]], ahead, part[named[0] + 1 : -1]

    def _last_start(self) -> int:
        """The last clause begins behind a semicolon, or at a joining word behind a comma."""
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
            return UNCLEAR
        others = {"pronouns", "name", "owner"}.intersection(token.kind for token in ahead)
        is_titled = all(token.kind == "word" for token in behind[:-2])
        return behind[-2].ids if is_titled and not others else UNCLEAR

    def _first_subject(self, joining: int) -> Ids:
        """The name that begins the words before “and”, unless somebody else may be the subject."""
        marks = [at for at, token in enumerate(self.tokens[:joining]) if token.kind == "mark"]
        words = self.tokens[marks[-1] + 1 if marks else 0 : joining]
        first = next((token for token in words if token.kind != "joining"), END)
        if marks and first.kind == "word":
            name = self._before_apposition(marks[-1])  # “The mayor, Lind, rose and said”
            first = self.tokens[name] if name >= 0 else END
        is_clear = first.in_full and not any(token.kind == "pronouns" for token in words)
        return first.ids if is_clear else UNCLEAR

    def _verb_before(self, at: int) -> int:
        return max((verb for verb in self.verbs if verb < at), default=-1)

    def _as_subject(self, at: int) -> Ids:
        """The name at that place, unless the words before it make it an object or one of
        several."""
        name, before = self.tokens[at], [token.kind for token in self.tokens[:at]]
        if not name.in_full or before[-1:] in (["name"], *OBJECTS):
            return UNCLEAR
        if before[-1:] == ["joining"] and before[-2:-1] not in ([], ["mark"]):
            return UNCLEAR
        while before and before[-1] not in ("mark", "name", *VERBS):
            if before.pop() == "pronouns":
                return UNCLEAR
        if self.is_after and self.is_reported and before[-1:] != ["mark"]:
            return UNCLEAR
        return name.ids

    def _before_apposition(self, mark: int) -> int:
        """The place of the name in “Lind, the mayor,” and “The mayor, Lind,” before the mark."""
        at = mark - 1
        around = zip([END, *self.tokens], self.tokens[:mark], strict=False)
        kinds = ["word" if [before.kind] in OBJECTS else token.kind for before, token in around]
        if (
            kinds[-3:] == ["name", "mark", "name"]
            and self.tokens[at - 2].ids == self.tokens[at].ids
        ):
            return at  # “the president, Lind,” where both are declared
        if kinds[-3:] == ["word", "mark", "name"] or kinds[-4:] == ["word", "mark", "word", "name"]:
            return at  # “the mayor, Lind,” and “the mayor, Dr. Lind,”
        while at > 0 and kinds[at] not in ("mark", "name", *VERBS):
            at -= 1
        is_one = 1 < mark - at <= _LONGEST_APPOSITION and self.tokens[at].kind == "mark"
        return at - 1 if is_one and self.tokens[at - 1].kind == "name" else -1

    def _named_behind(self, verb: int) -> Ids:
        """The name in “…,” said the mayor Lind, where the verb comes first."""
        is_between = not self.is_reported and all(
            each.kind == "mark" for each in self.tokens[:verb]
        )
        is_open = self.is_after or is_between  # as in “A,” said Lind, “B”
        following = self.tokens[verb + 1 : verb + 2 + _LONGEST_GAP] if is_open else []
        for at, (token, after) in enumerate(pairwise([*following, END])):
            if token.kind == "name":
                is_subject = token.in_full and not self._is_of_another(following[:at])
                return token.ids if is_subject else UNCLEAR
            is_apposition = token.kind == "mark" and after.kind == "name"
            if token.kind in _NO_GAP or (token.kind == "mark" and not is_apposition):
                break
        return UNCLEAR

    def _is_of_another(self, ahead: Sequence[Token]) -> bool:
        """Whether these words leave the name behind them to somebody or something else: “a friend
        of Lind”, “the wife of the mayor, Lind”, “a report in the Oakley News”."""
        objects = [at for at, token in enumerate(ahead) if [token.kind] in OBJECTS]
        cues = self.language.cues
        if not objects or not cues:
            return bool(objects) and objects[-1] == len(ahead) - 1
        behind = [token.text for token in ahead[objects[-1] + 1 :] if token.kind != "mark"]
        is_person = any(word.startswith(cues["people"]) for word in behind)
        are_theirs = all(ahead[at].text in cues["belonging"] for at in objects)
        return is_person or not are_theirs or all(word in cues["functions"] for word in behind)

    def _named_beside(self, phrase: int) -> Ids:
        """The name after “according to the mayor”, or else the name before such a phrase."""
        following = [*self.tokens[phrase + 1 : phrase + 7], END, END]
        for token, name, after in zip(following, following[1:], following[2:], strict=False):
            if token.kind == "name":
                return token.ids
            if token.kind == "mark" and name.kind == "name" and after.kind == "mark":
                return name.ids  # “according to the mayor, Lind,”
            if token.kind != "word":
                break
        before = self.tokens[max(0, phrase - 1) : phrase]
        return before[0].ids if before and before[0].kind == "name" else UNCLEAR


def takes_base_form(ahead: Sequence[Token]) -> bool:
    """Whether a verb follows in “did Lind say” and “Lind would often say”."""
    kinds = [token.kind for token in ahead[-3:]]
    while kinds and kinds[-1] == "adverbs":
        kinds.pop()
    return kinds[-1:] == ["modals"] or bool(ahead and ahead[-1].in_full)


END = Token("mark")
OBJECTS = (["objects"], ["fronting"])  # a name behind one of these is no subject


def owner_before(ahead: Sequence[Token]) -> Ids:
    """Whose words they are in “Lind’s ‘…’” and “Lind’s words ‘…’”."""
    before = ahead[-2:-1] if ahead[-1:] and ahead[-1].kind == "word" else ahead[-1:]
    return before[0].ids if before and before[0].kind == "owner" else UNCLEAR


def clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """Splits words into clauses. One with a verb of saying ends at a semicolon, or where a comma
    and a joining word begin another."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        clause = parts[-1]
        is_joining = token.kind == "joining" and clause and clause[-1].kind == "mark"
        if (token.text == ";" or is_joining) and any(each.kind in VERBS for each in clause):
            parts.append([token] if is_joining else [])
        else:
            clause.append(token)
    return parts


def attached(tokens: Sequence[Token]) -> list[Token]:
    """The clause that follows a quotation. If a joining word begins it, it does not belong
    there."""
    words = [token for token in tokens if token.kind != "mark"]
    return [] if words and words[0].kind == "joining" else clauses(tokens)[0]
