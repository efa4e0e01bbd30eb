"""The table of named styles: for questions, options and writing lines, and more for a key.

A paper has none of a key's styles, so that learners see no trace of a key in it. Questions are
third-level headings even where a quiz has no sections, so that a question looks the same after a
teacher has copied it into another file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizgen.writers.docx.measures import GUTTER, LABEL, Measures

CODE_FONT = "Courier New"
TITLE, SECTION, QUESTION = "Heading 1", "Heading 2", "Heading 3"
BETWEEN = 0.9  # em, between questions
LETTERS_A_ROW = 10
_PART = GUTTER + LABEL
_BOX = 2.7  # em, with the room behind it


@dataclass(frozen=True, slots=True)
class Tab:
    """`at` is in points; a leader draws a line to write on."""

    at: float
    kind: str = "left"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """Lengths are in ems. `level` is the place in the outline, from 0; `stays` keeps a paragraph
    on the page of the next one; `bar` is a line beside the text, `rule` one above it."""

    name: str
    size: float = 1
    is_bold: bool = False
    before: float = 0
    after: float = 0.4
    indent: float = 0
    hanging: float = 0
    level: int | None = None
    stays: bool = False
    tabs: tuple[Tab, ...] = ()
    bar: bool = False
    rule: bool = False
    follow: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    name: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_boxed: bool = False
    size: float | None = None
    font: str = ""


@dataclass(frozen=True, slots=True)
class StyleTable:
    paragraphs: tuple[ParagraphStyle, ...]
    characters: tuple[CharacterStyle, ...]


def paper_styles(measures: Measures) -> StyleTable:
    paragraphs = (*_frame(measures), *_asked(measures), *_lists(measures), *_lines(measures))
    return StyleTable(paragraphs, tuple(_characters(measures)))


def key_styles(measures: Measures) -> StyleTable:
    """A key ends with the marked paper, so it has all styles of a paper too."""
    paper = paper_styles(measures)
    characters = (
        CharacterStyle("Answer Given", is_bold=True, is_underlined=True),
        CharacterStyle("Question Id", size=0.8, font=CODE_FONT),
    )
    paragraphs = (*paper.paragraphs, *_keyed(measures))
    return StyleTable(paragraphs, (*paper.characters, *characters))


def _frame(measures: Measures) -> Iterator[ParagraphStyle]:
    """The styles of everything around the questions."""
    whole = measures.text
    shares = (0.46, 0.64, 0.81, 1) if measures.has_wide_page else (0.62, 1)
    *starts, end = (Tab(whole * share, "left", "underscore") for share in shares)
    names = (*starts, replace(end, kind="right"))
    small = max(0.75, 9 / measures.size)
    yield ParagraphStyle(TITLE, 1.4, True, after=0.5, level=0, stays=True, follow="Opening")
    yield ParagraphStyle("Summary", after=0.3)
    yield ParagraphStyle("Particulars", before=measures.above_line, after=0.2, tabs=names)
    yield ParagraphStyle("Opening", before=0.4, after=0.6)
    yield ParagraphStyle("Instructions", after=0.6, stays=True)
    worth = (Tab(measures.column, "right"),)
    yield ParagraphStyle(
        SECTION, 1.2, True, after=0.4, level=1, stays=True, tabs=worth, follow=QUESTION
    )
    yield ParagraphStyle("Passage", indent=GUTTER, hanging=GUTTER, after=0.7)
    yield ParagraphStyle("Credit", 0.85, after=BETWEEN)
    yield ParagraphStyle("Header", small, tabs=(Tab(whole * 0.55, leader="underscore"),))
    yield ParagraphStyle("Footer", small, after=0, tabs=(Tab(whole, "right"),), rule=True)


def _asked(measures: Measures) -> Iterator[ParagraphStyle]:
    points = (Tab(measures.column, "right"),)
    yield ParagraphStyle(
        QUESTION,
        after=0.25,
        hanging=GUTTER,
        indent=GUTTER,
        level=2,
        stays=True,
        tabs=points,
        follow="Option",
        alias="Question",
    )
    yield ParagraphStyle("Points Beside", after=0, stays=True)
    yield ParagraphStyle("Task", indent=GUTTER, stays=True, tabs=points)
    yield ParagraphStyle("Picture", indent=GUTTER, after=0.6, stays=True)


def _lists(measures: Measures) -> Iterator[ParagraphStyle]:
    yield ParagraphStyle("Option", indent=_PART, hanging=LABEL, after=0.2, stays=True)
    yield ParagraphStyle("Short Option", indent=LABEL, hanging=LABEL, after=0.2, stays=True)
    boxed = ParagraphStyle(
        "Matching Left",
        indent=LABEL + _BOX,
        hanging=LABEL + _BOX,
        after=0.6,
        stays=True,
        tabs=(Tab(LABEL * measures.size),),
    )
    yield boxed
    yield replace(
        boxed, name="Ordering Step", indent=_PART + _BOX, tabs=(Tab(_PART * measures.size),)
    )
    # The boxes at the left make their lines higher.
    yield ParagraphStyle(
        "Matching Right", indent=LABEL, hanging=LABEL, before=0.3, after=0.6, stays=True
    )


def _lines(measures: Measures) -> Iterator[ParagraphStyle]:
    entry = (Tab(_PART * measures.size + measures.entry, "left", "underscore"),)
    whole = (Tab(measures.column, "right", "underscore"),)
    above = measures.above_line
    yield ParagraphStyle("Answer", indent=GUTTER, before=1, stays=True, tabs=entry)
    yield ParagraphStyle(
        "Answer List", indent=_PART, hanging=LABEL, before=0.9, stays=True, tabs=entry
    )
    yield ParagraphStyle(
        "Writing Line", indent=GUTTER, before=above, after=0, stays=True, tabs=whole
    )


def _keyed(measures: Measures) -> Iterator[ParagraphStyle]:
    share = (measures.text - measures.gutter) / 11  # ten letters, and a gap behind five
    places = [at + (at >= LETTERS_A_ROW // 2) for at in range(1, LETTERS_A_ROW)]
    letters = tuple(Tab(measures.gutter + share * place) for place in places)
    yield ParagraphStyle("Key Letters", indent=GUTTER, after=0.6, tabs=letters)
    note = ParagraphStyle("Key Note", indent=GUTTER + 1, hanging=1, after=0.3, stays=True)
    yield ParagraphStyle("Key", 1.05, indent=_PART + 0.4, hanging=LABEL + 0.4, stays=True, bar=True)
    yield ParagraphStyle("Key Label", is_bold=True, indent=GUTTER, after=0.2, stays=True)
    yield ParagraphStyle("Key List", indent=_PART, hanging=LABEL, after=0.2, stays=True)
    yield note
    yield replace(note, name="Key Evidence")


def _characters(measures: Measures) -> Iterator[CharacterStyle]:
    yield CharacterStyle("Strong", is_bold=True)
    yield CharacterStyle(
        "Emphasis", is_bold=not measures.has_italics, is_italic=measures.has_italics
    )
    yield CharacterStyle("Code", size=0.9, font=CODE_FONT)
    yield CharacterStyle("Label", is_bold=True)
    yield CharacterStyle("Points", size=0.95)
    yield CharacterStyle("Blank")
    yield CharacterStyle("Answer Box", size=1.3, is_boxed=True)
