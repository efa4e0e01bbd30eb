"""Word files of a deck with every kind of question, and what stands in their parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.oxml import parse_xml
from making import HEAD, as_build, make_deck, replace

from quizgen.diagnostics import Diagnostic
from quizgen.quiz.layout import Layout, Options
from quizgen.quiz.model import Build
from quizgen.writers import File
from quizgen.writers.docx import write

DAY = 1_760_000_000


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


EVERY_KIND = """
claims:
  c: {speaker: reporter, quote: trade needs luck}
questions:
  pick: {kind: choice, claim: c, stem: Which is needed?, key: Keyluck, distractors: [ink, ice, wax]}
  some: {kind: multiple, claim: c, stem: Which are sold?, keys: [Keya, Keyb], distractors: [rope]}
  fill: {kind: cloze, claim: c, stem: "Then ==Keypears== came before ==Keyplums==."}
  word: {kind: short, claim: c, stem: Which month was it?, key: Keymay}
  size: {kind: numeric, claim: c, stem: How many stalls?, key: "1974", unit: stalls}
  name: {kind: list, claim: c, stem: Name the fruit., keys: [Keyapple, Keypear, Keyplum]}
  pair:
    {kind: matching, claim: c, stem: Who is who?, pairs: {Ann: Berg, Boris: Lind}, extras: [Holm]}
  sort: {kind: ordering, claim: c, stem: What came when?, steps: [sown, grown, sold]}
  tell: {kind: open, claim: c, stem: Why was it?, key: Keyreason, marking: [Keypoint], lines: 4}
quizzes:
  check:
    title: Market check
    instructions: Take your time.
    passage: source
    sections:
      - {title: Facts, instructions: Read first., items: [pick, some, fill, word, size]}
      - {title: More, items: [name, pair, sort, tell]}
"""


def built(body: str = EVERY_KIND, head: str = HEAD, **layout: object) -> Build:
    made = make_deck(body, head=head)
    assert made.deck is not None
    chosen = Layout(**layout)  # type: ignore[arg-type]  # any key of Layout
    forms = tuple(replace(form, layout=chosen) for form in made.forms)
    return as_build(made.deck.about, tuple(made.items.values()), forms, DAY)


def written(build: Build, folder: Path) -> dict[str, File]:
    made = list(write(build, folder))
    problems = [each for each in made if isinstance(each, Diagnostic)]
    assert problems == []
    return {each.name: each for each in made if isinstance(each, File)}


def read(file: File) -> docx.document.Document:
    return docx.Document(io.BytesIO(file.content))


def parts(file: File) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def rows(file: File) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables."""
    return [(str(p.style and p.style.name), p.text) for p in read(file).paragraphs]


def texts(file: File, style: str) -> list[str]:
    return [text for name, text in rows(file) if name == style]


def in_column(body: str = EVERY_KIND, **layout: object) -> Build:
    """Options stand below one another, where `rows` finds them."""
    return built(body, options=Options.COLUMN, **layout)


def in_language(code: str, folder: Path, **layout: object) -> File:
    head = HEAD.replace("language: en", f"language: {code}")
    made = built(head=head, options=Options.COLUMN, **layout)
    return written(made, folder)["test-check-a.docx"]


SQUARE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 30'><path d='M5 5h80v20h-80z'/></svg>"
)


def pictures(file: File) -> list[dict[str, str]]:
    body = parse_xml(parts(file)["word/document.xml"].encode())
    return [dict(found.attrib) for found in body.iter() if found.tag.endswith("}docPr")]
