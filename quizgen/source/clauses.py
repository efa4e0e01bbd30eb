"""Words as tokens, and the clauses that say who speaks: “…,” said Lind.

Nothing is parsed. A name counts as the speaker only if it is the subject of the verb of saying that
is nearest to the quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Ids = frozenset[str]

UNCLEAR: Ids = frozenset()
_LONGEST_APPOSITION = 12  # words, as in “Lind, who leads the council of the town, said”
_LONGEST_GAP = 6  # words, as in “said the captain of the brigade Lind”
VERBS = ("saying", "according")


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
        ahead = (token.ids for token in self.tokens[begin:at])
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
        at = verb - 1
        while at >= 0 and tokens[at].kind == "adverbs":
            at -= 1
        if at >= 0 and tokens[at].kind == "joining":
            before = self._verb_before(at)  # “Lind said this and added”, “Lind rose and said”
            return self.subject(before) if before >= 0 else self._first_subject(at)
        if at > 1 and tokens[at].kind == "who" and tokens[at - 1].kind == "mark":
            return self._as_subject(at - 2)  # “Lind, who said”
        if at >= 0 and tokens[at].kind == "mark":
            name = self._before_apposition(at)
            return self._named_behind(verb) if name < 0 else self._as_subject(name)
        return self._as_subject(at) if at >= 0 else self._named_behind(verb)

    def _first_subject(self, joining: int) -> Ids:
        """The name that begins the words before “and”, unless somebody else may be the subject."""
        marks = [at for at, token in enumerate(self.tokens[:joining]) if token.kind == "mark"]
        words = self.tokens[marks[-1] + 1 if marks else 0 : joining]
        first = next((token for token in words if token.kind != "joining"), _END)
        is_clear = first.in_full and not any(token.kind == "pronouns" for token in words)
        return first.ids if is_clear else UNCLEAR

    def _verb_before(self, at: int) -> int:
        return max((verb for verb in self.verbs if verb < at), default=-1)

    def _as_subject(self, at: int) -> Ids:
        """The name at that place, unless the words before it make it an object or one of
        several."""
        name, before = self.tokens[at], [token.kind for token in self.tokens[:at]]
        if not name.in_full or before[-1:] in (["objects"], ["name"]):
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
        """The place of the name to which the words before the mark belong: “Lind, the mayor,”."""
        at = mark - 1
        while at > 0 and self.tokens[at].kind not in ("mark", "name", *VERBS):
            at -= 1
        is_one = 1 < mark - at <= _LONGEST_APPOSITION and self.tokens[at].kind == "mark"
        return at - 1 if is_one and self.tokens[at - 1].kind == "name" else -1

    def _named_behind(self, verb: int) -> Ids:
        """The name in “…,” said the mayor Lind, where the verb comes first."""
        if not self.is_after:
            return UNCLEAR
        following = self.tokens[verb + 1 : verb + 2 + _LONGEST_GAP]
        for before, token, after in zip(
            (Token(""), *following), following, (*following[1:], _END), strict=False
        ):
            if token.kind == "name":
                return token.ids if token.in_full and before.kind != "objects" else UNCLEAR
            is_apposition = token.kind == "mark" and after.kind == "name"
            if token.kind in ("pronouns", "joining", *VERBS) or (
                token.kind == "mark" and not is_apposition
            ):
                break
        return UNCLEAR

    def _named_beside(self, phrase: int) -> Ids:
        """The name after “according to the mayor”, or else the name before such a phrase."""
        following = self.tokens[phrase + 1 : phrase + 5]
        for token in following:
            if token.kind == "name":
                return token.ids
            if token.kind != "word":
                break
        before = self.tokens[max(0, phrase - 1) : phrase]
        return before[0].ids if before and before[0].kind == "name" else UNCLEAR


_END = Token("mark")


def owner_before(ahead: Sequence[Token]) -> Ids:
    """Whose words they are in “Lind’s ‘…’” and “Lind’s words ‘…’”."""
    before = ahead[-2:-1] if ahead[-1:] and ahead[-1].kind == "word" else ahead[-1:]
    return before[0].ids if before and before[0].kind == "owner" else UNCLEAR


def clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """Splits words into clauses. One with a verb of saying ends at a semicolon, or where a comma
    and a joining word begin another."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        clause = clauses[-1]
        is_joining = token.kind == "joining" and clause and clause[-1].kind == "mark"
        if (token.text == ";" or is_joining) and any(each.kind in VERBS for each in clause):
            clauses.append([])
        else:
            clause.append(token)
    return clauses


def attached(tokens: Sequence[Token]) -> list[Token]:
    """The clause that follows a quotation. If a joining word begins it, it does not belong
    there."""
    words = [token for token in tokens if token.kind != "mark"]
    return [] if words and words[0].kind == "joining" else clauses(tokens)[0]
