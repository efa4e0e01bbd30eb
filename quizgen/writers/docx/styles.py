"""The named styles of a Word file: a teacher restyles all questions in one place.

Nothing on a page is formatted directly but what belongs to the words (an author's emphasis in a
bold line) and where a question ends. Lengths of a style are in ems of the sheet's type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document

from quizgen.writers.docx.elements import Element, element, flag, twips
from quizgen.writers.docx.measures import GUTTER, LABEL, Measures

FONT, CODE_FONT = "Arial", "Courier New"  # on every computer that has Word
TITLE, SECTION, QUESTION = "Heading 1", "Heading 2", "Heading 3"


@dataclass(frozen=True, slots=True)
class Tab:
    """`at` is in points. A leader draws a line to write on."""

    at: float
    kind: str = "left"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. `level` is its place in the outline, from 0; `stays` keeps it on the
    page of what follows; `bar` is a line beside the text, `rule` one above it."""

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
class Ink:
    """A character style."""

    name: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    size: float | None = None
    font: str = ""


_BUILT_IN = {"Normal", TITLE, SECTION, QUESTION, "Footer", "Strong", "Emphasis"}


def _paragraphs(measures: Measures) -> Iterator[Look]:
    to_end = Tab(measures.column, "right")
    line_to_end = Tab(measures.column, "right", "underscore")
    part, whole = GUTTER + LABEL, measures.text
    entry = Tab(part * measures.size + measures.entry, "left", "underscore")
    yield Look(TITLE, 1.4, True, after=0.5, level=0, stays=True, follow="Instructions")
    yield Look("Summary", after=0.8)
    yield Look(
        "Particulars",
        before=measures.above_line,
        after=0.2,
        tabs=(Tab(whole * 0.62, "left", "underscore"), Tab(whole, "right", "underscore")),
    )
    yield Look("Instructions", before=0.5, after=0.5, stays=True)
    yield Look(SECTION, 1.2, True, before=1.5, after=0.5, level=1, stays=True, follow=QUESTION)
    yield Look(
        QUESTION,
        before=1.3,
        after=0.5,
        hanging=GUTTER,
        indent=GUTTER,
        level=2,
        stays=True,
        tabs=(to_end,),
        follow="Option",
        alias="Question",
    )
    yield Look("Task", indent=GUTTER, stays=True)
    yield Look("Picture", indent=GUTTER, after=0.6, stays=True)
    yield Look("Option", indent=part, hanging=LABEL, stays=True)
    yield Look("Answer", indent=GUTTER, before=1, stays=True, tabs=(entry,))
    yield Look("Answer List", indent=part, hanging=LABEL, before=0.9, stays=True, tabs=(entry,))
    yield Look(
        "Writing Line",
        indent=GUTTER,
        before=measures.above_line,
        after=0,
        stays=True,
        tabs=(line_to_end,),
    )
    yield Look("Ordering Step", indent=part, hanging=LABEL, after=0.7, stays=True)
    yield Look("Matching Left", indent=LABEL, hanging=LABEL, after=0.7, stays=True)
    yield Look("Matching Right", indent=LABEL, hanging=LABEL, before=0.5, after=0.7, stays=True)
    yield Look("Passage", indent=GUTTER, hanging=GUTTER, after=0.7)
    yield Look("Credit", 0.85)
    yield Look("Key", 1.05, indent=part + 0.4, hanging=LABEL + 0.4, stays=True, bar=True)
    yield Look("Key Label", is_bold=True, indent=GUTTER, after=0.2, stays=True)
    yield Look("Key Note", indent=GUTTER + 1, hanging=1, after=0.3, stays=True)
    yield Look("Key List", indent=part, hanging=LABEL, after=0.2, stays=True)
    footer = Tab(whole, "right")
    yield Look("Footer", max(0.75, 9 / measures.size), after=0, tabs=(footer,), rule=True)


def _characters(measures: Measures) -> Iterator[Ink]:
    yield Ink("Strong", is_bold=True)
    yield Ink("Emphasis", is_bold=not measures.has_italics, is_italic=measures.has_italics)
    yield Ink("Code", size=0.9, font=CODE_FONT)
    yield Ink("Label", is_bold=True)
    yield Ink("Points", size=0.95)
    yield Ink("Blank")
    yield Ink("Answer Box", size=1.6)
    yield Ink("Answer Given", is_bold=True, is_underlined=True)
    yield Ink("Question Id", size=0.8, font=CODE_FONT)


def indents(measures: Measures) -> dict[str, tuple[float, float]]:
    """Left and hanging indent of every paragraph style, in points."""
    em = measures.size
    return {look.name: (look.indent * em, look.hanging * em) for look in _paragraphs(measures)}


def style_id(name: str) -> str:
    return name.replace(" ", "")


def add_styles(document: Document, measures: Measures, tag: str, is_rtl: bool) -> None:
    """`tag` is the language of the words."""
    styles = document.styles.element
    styles.append(_normal(measures, tag, is_rtl))
    styles.extend(_paragraph_style(look, measures) for look in _paragraphs(measures))
    styles.extend(_character_style(ink, measures) for ink in _characters(measures))


def _normal(measures: Measures, tag: str, is_rtl: bool) -> Element:
    paragraph = element(
        "pPr",
        element("widowControl"),
        flag("bidi", is_rtl),
        element("spacing", before=0, after=0, line=round(measures.leading * 240), lineRule="auto"),
    )
    tracking = twips(measures.tracking)
    run = element(
        "rPr",
        _font(FONT),
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
    shown = name if name not in (TITLE, SECTION, QUESTION, "Footer") else name.lower()
    return element(
        "style",
        element("name", val=shown),
        element("aliases", val=alias) if alias else None,
        element("basedOn", val=style_id(based_on)) if based_on else None,
        element("next", val=style_id(follow)) if follow else None,
        element("uiPriority", val=1),
        element("qFormat"),
        *properties,
        type=kind,
        styleId=style_id(name),
        **attributes,
        **custom,
    )


def _paragraph_style(look: Look, measures: Measures) -> Element:
    em = measures.size
    paragraph = element(
        "pPr",
        flag("keepNext", look.stays),
        flag("keepLines", look.stays),
        _borders(look),
        _tabs(look.tabs),
        element("spacing", before=twips(look.before * em), after=twips(look.after * em)),
        element("ind", left=twips(look.indent * em), hanging=twips(look.hanging * em)),
        element("outlineLvl", val=look.level) if look.level is not None else None,
    )
    run = element("rPr", *_weight(look.is_bold), *_sizes(look.size * em))
    return _style(
        "paragraph",
        look.name,
        paragraph,
        run,
        based_on="Normal",
        follow=look.follow,
        alias=look.alias,
    )


def _character_style(ink: Ink, measures: Measures) -> Element:
    run = element(
        "rPr",
        _font(ink.font) if ink.font else None,
        *_weight(ink.is_bold),
        *((element("i"), element("iCs")) if ink.is_italic else ()),
        *(_sizes(ink.size * measures.size) if ink.size else ()),
        element("u", val="single") if ink.is_underlined else None,
    )
    return _style("character", ink.name, run, based_on="Default Paragraph Font")


def _font(name: str) -> Element:
    return element("rFonts", ascii=name, hAnsi=name, cs=name)


def _weight(is_bold: bool) -> tuple[Element, ...]:
    return (element("b"), element("bCs")) if is_bold else ()


def _sizes(points: float) -> tuple[Element, Element]:
    """Right-to-left words have a size of their own."""
    halves = round(points * 2)
    return element("sz", val=halves), element("szCs", val=halves)


def _borders(look: Look) -> Element | None:
    if look.bar:
        return element("pBdr", element("left", val="single", sz=12, space=6, color="000000"))
    if look.rule:
        return element("pBdr", element("top", val="single", sz=6, space=4, color="000000"))
    return None


def _tabs(tabs: tuple[Tab, ...]) -> Element | None:
    if not tabs:
        return None
    stops = (
        element("tab", val=tab.kind, leader=tab.leader, pos=twips(tab.at))
        for tab in sorted(tabs, key=lambda tab: tab.at)
    )
    return element("tabs", *stops)
