"""The named styles of a Word file, so that a teacher can restyle all questions in one place.

Only three things are formatted directly: an author's emphasis within a bold line, the place of
points, and the end of a question. Lengths in the style table are in ems of the sheet's type.
"""

from __future__ import annotations

from docx.document import Document

from quizgen.writers.docx.measures import Measures
from quizgen.writers.docx.style_table import (
    QUESTION,
    SECTION,
    TITLE,
    CharacterStyle,
    ParagraphStyle,
    StyleTable,
    Tab,
)
from quizgen.writers.docx.xml import Element, element, flag, twips

_FONT = "Arial"  # on every computer that has Word
_BUILT_IN = {"Normal", TITLE, SECTION, QUESTION, "Header", "Footer", "Strong", "Emphasis"}


def indents(table: StyleTable, measures: Measures) -> dict[str, tuple[float, float]]:
    """The left and the hanging indent of every paragraph style, in points."""
    em = measures.size
    return {style.name: (style.indent * em, style.hanging * em) for style in table.paragraphs}


def style_id(name: str) -> str:
    return name.replace(" ", "")


def add_styles(
    document: Document, table: StyleTable, measures: Measures, tag: str, is_rtl: bool
) -> None:
    """`tag` is the language that Word checks the spelling in."""
    styles = document.styles.element
    styles.append(_normal(measures, tag, is_rtl))
    styles.extend(_paragraph_style(style, measures) for style in table.paragraphs)
    styles.extend(_character_style(style, measures) for style in table.characters)


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
    # Word knows these built-in styles by names in small letters, such as “heading 1”.
    shown = name if name not in (TITLE, SECTION, QUESTION, "Header", "Footer") else name.lower()
    return element(
        "style",
        element("name", val=shown),
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


def _paragraph_style(style: ParagraphStyle, measures: Measures) -> Element:
    em = measures.size
    paragraph = element(
        "pPr",
        flag("keepNext", style.stays),
        flag("keepLines", style.stays),
        _borders(style),
        _tabs(style.tabs),
        element("spacing", before=twips(style.before * em), after=twips(style.after * em)),
        element("ind", left=twips(style.indent * em), hanging=twips(style.hanging * em)),
        element("outlineLvl", val=style.level) if style.level is not None else None,
    )
    run = element("rPr", *_weight(style.is_bold), *_sizes(style.size * em))
    return _style(
        "paragraph",
        style.name,
        paragraph,
        run,
        based_on="Normal",
        follow=style.follow,
        alias=style.alias,
    )


def _character_style(style: CharacterStyle, measures: Measures) -> Element:
    run = element(
        "rPr",
        _font(style.font) if style.font else None,
        *_weight(style.is_bold),
        *((element("i"), element("iCs")) if style.is_italic else ()),
        *(_sizes(style.size * measures.size) if style.size else ()),
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


def _borders(style: ParagraphStyle) -> Element | None:
    # The thickness `sz` is in eighths of a point, and `space` in points.
    if style.bar:
        return element("pBdr", element("left", val="single", sz=12, space=6, color="000000"))
    if style.rule:
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
