"""Files of other programs as the importers read them."""

from __future__ import annotations

from making import Folder

from quizgen import importers, registry
from quizgen.compiling.expand import expand
from quizgen.diagnostics import Diagnostic, TextFile, as_text
from quizgen.importers import Imported
from quizgen.importers._draft_deck import DraftHead, draft_deck
from quizgen.importers._draft_entries import draft_questions
from quizgen.load import load
from quizgen.phrases import PLACEHOLDER

HEAD = DraftHead("drafts", "abcdefghij", "text.txt", "Imported from questions.gift.")


def read(form: str, text: str) -> tuple[list[Imported], list[str]]:
    """The questions, and what was said as "line: message"."""
    found = list(registry.load(importers, form).read(TextFile("file", text)))
    said = [
        f"{each.where.file.line_and_column(each.where.start)[0]}: {each.message}"
        for each in found
        if isinstance(each, Diagnostic)
    ]
    return [each for each in found if isinstance(each, Imported)], said


def deck_of(questions: list[Imported], head: DraftHead = HEAD) -> str:
    claims, entries, _ = draft_questions(questions)
    return draft_deck(head, claims, entries)


def gift(text: str) -> tuple[dict[str, object], list[str]]:
    """The kind and the keys of the one question, and what was said."""
    found, said = read("gift", text)
    assert len(found) <= 1
    return ({"kind": found[0].kind, **found[0].keys} if found else {}), said


def codes(questions: list[Imported]) -> tuple[list[str], int]:
    """Those that the draft deck gets from the compiler, and how many drafts it has."""
    deck_text = deck_of(questions)
    folder = Folder({"text.txt": PLACEHOLDER.encode()})
    deck, problems = load(TextFile("drafts.yaml", deck_text), folder, "zzzzzzzzzz")
    assert deck is not None, "\n".join(map(as_text, problems)) + deck_text
    expansion, more = expand(deck)
    assert expansion.items == ()
    return [problem.code for problem in (*problems, *more)], expansion.drafts


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
