"""Files of other programs as the importers read them."""

from __future__ import annotations

from typing import Any

from making import Folder

from quizgen import importers, registry
from quizgen.compiling.expand import expand
from quizgen.diagnostics import Diagnostic, TextFile, as_text
from quizgen.importers import ForeignFile, Imported
from quizgen.importers._imported import Wishes
from quizgen.importers._new_deck import DeckHead, NewDeck, Pictures, new_deck
from quizgen.load import load

HEAD = DeckHead(
    name="drafts", uid="abcdefghij", title="Drafts", remark="Imported from questions.gift."
)


def foreign(text: str, name: str = "file", **wishes: Any) -> ForeignFile:
    content = text.encode("utf-8", "surrogatepass")
    return ForeignFile(name, content, TextFile("file", text), Wishes(**wishes))


def read(form: str, text: str, **wishes: Any) -> tuple[list[Imported], list[str]]:
    """The questions, and what was said as "line: message"."""
    return read_file(form, foreign(text, **wishes))


def read_file(form: str, file: ForeignFile) -> tuple[list[Imported], list[str]]:
    found = list(registry.load(importers, form).read(file))
    said = [
        f"{each.where.file.line_and_column(each.where.start)[0]}: {each.message}"
        for each in found
        if isinstance(each, Diagnostic)
    ]
    return [each for each in found if isinstance(each, Imported)], said


def made_of(questions: list[Imported], head: DeckHead = HEAD) -> NewDeck:
    return new_deck(head, questions, Pictures("drafts", lambda _: None), None)


def deck_of(questions: list[Imported], head: DeckHead = HEAD) -> str:
    return made_of(questions, head).text


def gift(text: str) -> tuple[dict[str, object], list[str]]:
    """The kind and the keys of the one question, and what was said."""
    found, said = read("gift", text)
    assert len(found) <= 1
    return ({"kind": found[0].kind, **found[0].keys} if found else {}), said


def codes(questions: list[Imported]) -> tuple[list[str], int]:
    """Those that the deck gets from the compiler, and how many items it has."""
    made = made_of(questions)
    deck, problems = load(TextFile("drafts.yaml", made.text), Folder({}), "zzzzzzzzzz")
    if not made.kept:
        return [], 0
    assert deck is not None, "\n".join(map(as_text, problems)) + made.text
    expansion, more = expand(deck)
    return [problem.code for problem in (*problems, *more)], len(expansion.items)


ANKI = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
"""


def anki(*rows: str) -> tuple[list[Imported], list[str]]:
    return read("anki", ANKI + "\n".join(rows) + "\n")
