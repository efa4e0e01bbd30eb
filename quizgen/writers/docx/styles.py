"""The named styles of a Word file, so that a teacher can restyle all questions in one place.

A paper has none of a key's styles, so that learners see no trace of a key in it. Questions are
third-level headings even where a quiz has no sections, so that a question looks the same after a
teacher has copied it into another file. Only three things are formatted directly: an author's
emphasis within a bold line, the place of points, and the end of a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from docx.document import Document

from quizgen.writers.docx.measures import GUTTER, LABEL, Measures
from quizgen.writers.docx.word_file import Element, element, flag, twips

CODE_FONT = "Courier New"
TITLE, SECTION, QUESTION = "Heading 1", "Heading 2", "Heading 3"
BETWEEN = 0.9  # em, between questions
LETTERS_A_ROW = 10
_FONT = "Arial"  # on every computer that has Word
# Word knows these built-in styles by names in small letters, such as “heading 1”.
_SMALL = {TITLE, SECTION, QUESTION, "Header", "Footer"}
_BUILT_IN = {"Normal", "Strong", "Emphasis", *_SMALL}
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


StyleTable: TypeAlias = Sequence[ParagraphStyle | CharacterStyle]


def paper_styles(measures: Measures) -> StyleTable:
    return (*_around(measures), *_asked(measures), *_characters(measures))


def key_styles(measures: Measures) -> StyleTable:
    """A key ends with the marked paper, so it has all styles of a paper too."""
    return (
        *_around(measures),
        *_asked(measures),
        *_keyed(measures),
        *_characters(measures),
        CharacterStyle("Answer Given", is_bold=True, is_underlined=True),
        CharacterStyle("Question Id", size=0.8, font=CODE_FONT),
    )


def _around(measures: Measures) -> Iterator[ParagraphStyle]:
    """The styles of everything around the questions."""
    whole = measures.text
    shares = (0.46, 0.64, 0.81, 1) if measures.has_wide_page else (0.62, 1)
    *starts, end = (Tab(whole * share, "left", "underscore") for share in shares)
    names = (*starts, replace(end, kind="right"))
    small = max(0.75, 9 / measures.size)
    yield ParagraphStyle(TITLE, 1.4, True, after=0.5, level=0, stays=True, follow="Opening")
    yield ParagraphStyle("Summary", after=0.3)
    above = max(0, measures.above_line - 0.5)
    yield ParagraphStyle("Particulars", before=above, after=0.7, tabs=names)
    yield ParagraphStyle("Opening", before=0.4, after=0.6)
    yield ParagraphStyle("Instructions", after=0.6, stays=True)
    worth = (Tab(measures.column, "right"),)
    yield ParagraphStyle(
        SECTION, 1.2, True, after=0.4, level=1, stays=True, tabs=worth, follow=QUESTION
    )
    yield ParagraphStyle("Passage", indent=GUTTER, hanging=GUTTER, after=0.7)
    yield ParagraphStyle("Credit", 0.85, after=BETWEEN, stays=True)
    yield ParagraphStyle("Header", small, tabs=(Tab(whole * 0.55, leader="underscore"),))
    yield ParagraphStyle("Footer", small, after=0, tabs=(Tab(whole, "right"),), rule=True)


def _asked(measures: Measures) -> Iterator[ParagraphStyle]:
    em, points = measures.size, (Tab(measures.column, "right"),)
    stem = ParagraphStyle(QUESTION, after=0.25, indent=GUTTER, hanging=GUTTER, stays=True)
    yield replace(stem, level=2, tabs=points, follow="Option", alias="Question")
    yield ParagraphStyle("Points Beside", after=0, stays=True)
    yield ParagraphStyle("Task", indent=GUTTER, stays=True, tabs=points)
    yield ParagraphStyle("Picture", indent=GUTTER, after=0.6, stays=True)
    option = ParagraphStyle("Option", indent=_PART, hanging=LABEL, after=0.2, stays=True)
    yield option
    yield replace(option, name="Short Option", indent=LABEL)
    left = ParagraphStyle("Matching Left", hanging=LABEL + _BOX, after=0.6, stays=True)
    yield replace(left, indent=LABEL + _BOX, tabs=(Tab(LABEL * em),))
    step = replace(left, name="Ordering Step")
    yield replace(step, indent=_PART + _BOX, tabs=(Tab(_PART * em),))
    # The boxes at the left make their lines higher.
    yield replace(option, name="Matching Right", indent=LABEL, before=0.3, after=0.6)
    line = (Tab(measures.column, "right", "underscore"),)
    entry = (Tab(_PART * em + measures.entry, "left", "underscore"),)
    answer = ParagraphStyle("Answer", indent=GUTTER, before=1, stays=True, tabs=entry)
    yield answer
    yield replace(answer, name="Answer List", indent=_PART, hanging=LABEL, before=0.9)
    writing = replace(answer, name="Writing Line", before=measures.above_line)
    yield replace(writing, after=0, tabs=line)


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
    slanted = measures.has_italics
    yield CharacterStyle("Emphasis", is_bold=not slanted, is_italic=slanted)
    yield CharacterStyle("Code", size=0.9, font=CODE_FONT)
    yield CharacterStyle("Label", is_bold=True)
    yield CharacterStyle("Points", size=0.95)
    yield CharacterStyle("Blank")
    yield CharacterStyle("Answer Box", size=1.3, is_boxed=True)


def indents(table: StyleTable, measures: Measures) -> dict[str, tuple[float, float]]:
    """The left and the hanging indent of every paragraph style, in points."""
    em, paragraphs = measures.size, (each for each in table if isinstance(each, ParagraphStyle))
    return {style.name: (style.indent * em, style.hanging * em) for style in paragraphs}


def style_id(name: str) -> str:
    return name.replace(" ", "")


def add_styles(
    document: Document, table: StyleTable, measures: Measures, tag: str, is_rtl: bool
) -> None:
    """`tag` is the language that Word checks the spelling in."""
    styles = document.styles.element
    styles.append(_normal(measures, tag, is_rtl))
    for style in table:
        if isinstance(style, ParagraphStyle):
            styles.append(_paragraph_style(style, measures.size, is_rtl))
        else:
            styles.append(_character_style(style, measures.size))


def _normal(measures: Measures, tag: str, is_rtl: bool) -> Element:
    paragraph = element(
        "pPr",
        element("widowControl"),
        flag("bidi", is_rtl),
        # Word divides a line into 240 parts.
        element("spacing", before=0, after=0, line=round(measures.leading * 240), lineRule="auto"),
    )
    tracking = twips(measures.tracking)
    run = element(
        "rPr",
        _font(_FONT),
        element("spacing", val=tracking) if tracking else None,
        *_sizes(measures.size),
        flag("rtl", is_rtl),
        element("lang", val=tag, eastAsia=tag, bidi=tag) if tag else None,
    )
    return _style("paragraph", "Normal", paragraph, run, default=1)


def _style(
    kind: str,
    name: str,
    *properties: Element | None,
    based_on: str = "",
    follow: str = "",
    alias: str = "",
    **attributes: object,
) -> Element:
    custom = {} if name in _BUILT_IN else {"customStyle": 1}
    return element(
        "style",
        element("name", val=name.lower() if name in _SMALL else name),
        element("aliases", val=alias) if alias else None,
        element("basedOn", val=style_id(based_on)) if based_on else None,
        element("next", val=style_id(follow)) if follow else None,
        element("uiPriority", val=1),
        element("qFormat"),  # so Word offers the style in its gallery
        *properties,
        type=kind,
        styleId=style_id(name),
        **attributes,
        **custom,
    )


def _paragraph_style(style: ParagraphStyle, em: float, is_rtl: bool) -> Element:
    paragraph = element(
        "pPr",
        flag("keepNext", style.stays),
        flag("keepLines", style.stays),
        _border(style, is_rtl),
        element("tabs", *map(_stop, style.tabs)) if style.tabs else None,
        element("spacing", before=twips(style.before * em), after=twips(style.after * em)),
        element("ind", left=twips(style.indent * em), hanging=twips(style.hanging * em)),
        element("outlineLvl", val=style.level) if style.level is not None else None,
    )
    run = element("rPr", *_weight(style.is_bold), *_sizes(style.size * em))
    more = {"based_on": "Normal", "follow": style.follow, "alias": style.alias}
    return _style("paragraph", style.name, paragraph, run, **more)


def _character_style(style: CharacterStyle, em: float) -> Element:
    run = element(
        "rPr",
        _font(style.font) if style.font else None,
        *_weight(style.is_bold),
        *((element("i"), element("iCs")) if style.is_italic else ()),
        *(_sizes(style.size * em) if style.size else ()),
        element("u", val="single") if style.is_underlined else None,
        element("bdr", val="single", sz=6, space=0, color="000000") if style.is_boxed else None,
    )
    return _style("character", style.name, run, based_on="Default Paragraph Font")


def _font(name: str) -> Element:
    return element("rFonts", ascii=name, hAnsi=name, cs=name)


def _weight(is_bold: bool) -> tuple[Element, ...]:
    return (element("b"), element("bCs")) if is_bold else ()


def _sizes(points: float) -> tuple[Element, Element]:
    """Word keeps a separate size for right-to-left words."""
    halves = round(points * 2)
    return element("sz", val=halves), element("szCs", val=halves)


def _border(style: ParagraphStyle, is_rtl: bool) -> Element | None:
    # The thickness `sz` is in eighths of a point, and `space` in points. Unlike indents, the sides
    # of a border are those of the page in every language.
    if style.bar:
        side = "right" if is_rtl else "left"
        return element("pBdr", element(side, val="single", sz=12, space=6, color="000000"))
    if style.rule:
        return element("pBdr", element("top", val="single", sz=6, space=4, color="000000"))
    return None


def _stop(tab: Tab) -> Element:
    return element("tab", val=tab.kind, leader=tab.leader, pos=twips(tab.at))
