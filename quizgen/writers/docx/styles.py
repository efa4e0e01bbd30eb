"""The named styles of a Word file: a teacher restyles all questions in one place.

Nothing on a page is formatted directly but what belongs to the words (an author's emphasis in a
bold line) and where a question ends. Lengths of a style are in ems of the sheet's type.
"""

from __future__ import annotations

from docx.document import Document

from quizgen.writers.docx.elements import Element, element, flag, twips
from quizgen.writers.docx.looks import QUESTION, SECTION, TITLE, Ink, Look, Looks, Tab
from quizgen.writers.docx.measures import Measures

_FONT = "Arial"  # on every computer that has Word
_BUILT_IN = {"Normal", TITLE, SECTION, QUESTION, "Footer", "Strong", "Emphasis"}


def indents(looks: Looks, measures: Measures) -> dict[str, tuple[float, float]]:
    """Left and hanging indent of every paragraph style, in points."""
    em = measures.size
    return {look.name: (look.indent * em, look.hanging * em) for look in looks.paragraphs}


def style_id(name: str) -> str:
    return name.replace(" ", "")


def add_styles(
    document: Document, looks: Looks, measures: Measures, tag: str, is_rtl: bool
) -> None:
    """`tag` is the language of the words."""
    styles = document.styles.element
    styles.append(_normal(measures, tag, is_rtl))
    styles.extend(_paragraph_style(look, measures) for look in looks.paragraphs)
    styles.extend(_character_style(ink, measures) for ink in looks.characters)


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
