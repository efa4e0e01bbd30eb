"""A builder of Word documents: it adds paragraphs in named styles, with words and lists.

Word numbers the lists itself, so that a teacher can add an option. It knows only the Latin and the
Russian alphabet, so labels in other alphabets are typed. A key has typed labels too, since it must
keep the letters of its paper.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from quizgen.quiz.rich import (
    Blank,
    Break,
    Code,
    Link,
    Listing,
    Rich,
    Styled,
    Table,
    paragraphs,
    plain,
)
from quizgen.writers._paper.records import PrintedPart, TextLanguage
from quizgen.writers.docx.measures import CELL_GAP, COLUMN_GAP, Measures
from quizgen.writers.docx.styles import BETWEEN, QUESTION, style_id
from quizgen.writers.docx.word_file import Element, Picture, element, flag, twips

_REGIONS = {"en": "US", "kk": "KZ", "ru": "RU"}  # Word checks spelling only by region
_BOLD = 1.1  # how much wider the words of a table's head are than others
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class WordBuilder:
    """`pictures` are found by the file names in a sheet. With `lists`, Word numbers questions and
    options itself; otherwise their labels are typed."""

    document: Document
    measures: Measures
    pictures: Mapping[str, Picture]
    tag: str = ""
    is_rtl: bool = False
    lists: Lists | None = None

    def paragraph(self, style: str, rich: Rich = (), home: _Cell | None = None) -> Paragraph:
        paragraph = (home or self.document).add_paragraph()
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_id(style)
        self.write(paragraph, rich)
        return paragraph

    def write(
        self, paragraph: Paragraph, rich: Rich, *styles: str, gaps: Sequence[PrintedPart] = ()
    ) -> Paragraph:
        """An author's text only ever becomes the text of a run, which python-docx escapes.
        `styles` are character styles; `gaps` belong to the blanks in the text. It returns the
        paragraph in which the text ends."""
        is_open = True  # whether the next piece may stand in the paragraph
        for piece in paragraphs(rich):
            is_labelled = paragraph.runs or paragraph._p.get_or_add_pPr().numPr is not None
            if not is_open or (isinstance(piece, Table) and is_labelled):
                paragraph = self._next(paragraph)
            is_open = isinstance(piece, Table)
            match piece:
                case Listing(text):
                    self.say(paragraph, text, *styles, "Code")
                case Table(rows):
                    paragraph._p.addprevious(self._table_of(rows, styles, gaps))
                case words:
                    self._words(paragraph, words, styles, gaps)
        return paragraph

    def _words(
        self, paragraph: Paragraph, words: Rich, styles: Sequence[str], gaps: Sequence[PrintedPart]
    ) -> None:
        for node in words:
            match node:
                case str(text):
                    self.say(paragraph, text, *styles)
                case Styled(children):
                    self._words(paragraph, children, (*styles, type(node).__name__), gaps)
                case Code(text):
                    self.say(paragraph, text, *styles, "Code")
                case Link(children):
                    self._words(paragraph, children, styles, gaps)
                case Break():
                    paragraph.add_run().add_break(WD_BREAK.LINE)
                case Blank(gap):
                    self._blank(paragraph, gap, gaps)

    def say(self, paragraph: Paragraph, text: str, *styles: str) -> None:
        """A run can have only one style, so what else is wanted is set directly."""
        run = paragraph.add_run()
        run.text = text
        if "Subscript" in styles:
            run.font.subscript = True
        elif "Superscript" in styles:
            run.font.superscript = True
        named = [style for style in styles if style not in ("Subscript", "Superscript")]
        if named:
            *outer, style = named
            run._r.get_or_add_rPr().get_or_add_rStyle().val = style_id(style)
            run.bold = True if "Strong" in outer else None  # None leaves it to the style
            run.italic = True if "Emphasis" in outer and self.measures.has_italics else None

    def _next(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph that goes on where another ends, without its label. More of a heading is no
        heading."""
        follower = OxmlElement("w:p")
        paragraph._p.addnext(follower)
        made = Paragraph(follower, paragraph._parent)
        style = str(paragraph._p.style)
        properties = made._p.get_or_add_pPr()
        properties.get_or_add_pStyle().val = "Task" if style == style_id(QUESTION) else style
        made.paragraph_format.first_line_indent = Pt(0)
        return made

    def _table_of(
        self, rows: tuple[tuple[Rich, ...], ...], styles: Sequence[str], gaps: Sequence[PrintedPart]
    ) -> CT_Tbl:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = (element(side, val="single", sz=4, space=0) for side in sides)
        blank = "_" * (self.measures.blank_signs + 4)  # with its number
        texts = ((plain(cell, blank) for cell in column) for column in zip(*rows, strict=True))
        widths = [_BOLD * self.measures.as_wide_as(each) for each in texts]
        table = self._table(len(rows), widths, element("tblBorders", *lines))
        table._tbl.tr_lst[0].get_or_add_trPr().append(element("tblHeader"))
        for place, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            for cell, words in zip(row.cells, cells, strict=True):
                style = styles if place else (*styles, "Strong")
                self._words(cell.add_paragraph(), words, style, gaps)
        return table._tbl

    def write_foreign(self, paragraph: Paragraph, rich: Rich, language: TextLanguage) -> None:
        """Source and questions may differ in language, and Word checks spelling by language."""
        before = len(paragraph.runs)
        self.write(paragraph, rich)
        tag = language_tag(language)
        if tag and tag != self.tag:
            for run in paragraph.runs[before:]:
                run._r.get_or_add_rPr().append(element("lang", val=tag, eastAsia=tag, bidi=tag))

    def points(self, first: Paragraph, last: Paragraph, points: str) -> None:
        """Points in the margin beside the first paragraph of a question, or else at the end of the
        last, where they are never broken. LibreOffice reads no frame from a style, and would part a
        question if words ran around the frame."""
        place = None if self.is_rtl else self.measures.place_in_margin(points)
        if place is None:
            self.say(last, " \t")  # the space lets a full line break before it
        else:
            last = self.paragraph("Points Beside")
            at = {"vAnchor": "text", "hAnchor": "page", "x": twips(place), "y": 1}
            frame = element("framePr", wrap="through", **at)
            last._p.get_or_add_pPr().get_or_add_pStyle().addnext(frame)
            first._p.addprevious(last._p)
        self.say(last, points.replace(" ", _NO_BREAK), "Points")

    def _blank(self, paragraph: Paragraph, gap: int | None, gaps: Sequence[PrintedPart]) -> None:
        """Each of several blanks shows its number, and a marked paper has the answer in it."""
        if gap is not None and len(gaps) > 1:
            self.say(paragraph, f"({gap + 1}){_NO_BREAK}")
        written = gaps[gap].written if gap is not None else ()
        if gap is not None and self.lists:  # nobody writes into a key
            paragraph.paragraph_format.line_spacing = self.measures.blank_leading
        self.answer(paragraph, written, "_" * self.measures.blank_signs, "Blank")

    def answer(self, paragraph: Paragraph, written: Rich, room: str, *styles: str) -> None:
        """Room for an answer, or on a marked paper the right one."""
        if written:
            self.write(paragraph, written, "Answer Given")
        else:
            self.say(paragraph, room, *styles)

    def answer_box(self, paragraph: Paragraph, written: Rich) -> None:
        """Room for a letter or a number. LibreOffice draws no border behind a tab."""
        self.say(paragraph, " ")
        self.answer(paragraph, written, _NO_BREAK * 5, "Answer Box")
        self.say(paragraph, "\t")

    def list_of(self, style: str, parts: Sequence[PrintedPart], shape: str = "%1") -> int | None:
        labels = [part.label for part in parts]
        return self.lists.start(style, labels, shape) if self.lists else None

    def labelled(
        self, style: str, label: str, list_id: int | None, home: _Cell | None = None
    ) -> Paragraph:
        """Word counts the label in a list; without one, the label is typed."""
        paragraph = self.paragraph(style, home=home)
        if list_id is None:
            self.say(paragraph, label, "Label")
            self.say(paragraph, "\t")
        else:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = list_id
        return paragraph

    def cells(self, count: int, across: int) -> list[_Cell]:
        """So many places, row by row, whose paragraphs are still to come."""
        widths = [self.measures.column] * across
        table = self._table(math.ceil(count / across), widths)
        self.document.element.body._insert_tbl(table._tbl)
        found = [cell for row in table.rows for cell in row.cells]
        for cell in found[count:]:
            cell.add_paragraph()  # Word wants one in every cell
        return found[:count]

    def _table(self, rows: int, widths: Sequence[float], *more: Element) -> WordTable:
        """A table no wider than a column. No page break divides its rows."""
        rest, left = self.measures.column - self.measures.gutter, len(widths)
        for width in sorted(widths):  # narrow columns keep theirs, and the others share the rest
            if width * left <= rest:
                rest, left = rest - width, left - 1
        most = rest / left if left else max(widths)
        shares, gap = [twips(min(width, most)) for width in widths], twips(CELL_GAP) // 2
        properties = element(
            "tblPr",
            flag("bidiVisual", self.is_rtl),
            element("tblW", w=sum(shares), type="dxa"),
            element("tblInd", w=twips(self.measures.gutter), type="dxa"),
            *more,
            element("tblLayout", type="fixed"),
            element(
                "tblCellMar", *(element(side, w=gap, type="dxa") for side in ("left", "right"))
            ),
        )
        grid = element("tblGrid", *(element("gridCol", w=share) for share in shares))
        made = element("tbl", properties, grid, *(_row(shares) for _ in range(rows)))
        return WordTable(cast(CT_Tbl, made), self.document._body)

    def begin_columns(self) -> None:
        """Columns begin behind the head, so that the head spans all of them."""
        if self.measures.columns > 1:
            section = self.document.add_section(WD_SECTION.CONTINUOUS)
            columns = element("cols", num=self.measures.columns, space=twips(COLUMN_GAP))
            margins = section._sectPr.find(qn("w:pgMar"))
            margins.addnext(columns)  # Word reads them only there

    def end_question(self) -> None:
        """Lets a page end behind the last paragraph, since all styles in a question forbid it. The
        room is behind a question, since room above would part its words from the frame beside."""
        last = self._last()
        is_table = last.tag == qn("w:tbl")
        for each in last.tr_lst[-1].xpath("w:tc/w:p[last()]") if is_table else [last]:
            form = ParagraphFormat(each)
            form.keep_with_next = False
            form.space_after = Pt(BETWEEN * self.measures.size)

    def end(self) -> None:
        """Word demands a paragraph after a table, and would add one in its own style, which a full
        last page would have no room for."""
        if self._last().tag == qn("w:tbl"):
            form = self.paragraph("Summary").paragraph_format
            form.line_spacing = form.space_after = Pt(1)

    def _last(self) -> Any:
        body = self.document.element.body
        return next(body.iterchildren(qn("w:p"), qn("w:tbl"), reversed=True))


def language_tag(language: TextLanguage) -> str:
    """The tag that Word knows, "" for an unknown language."""
    code = language.language
    if code == "und":
        return ""
    region = language.region or _REGIONS.get(code)
    return f"{code}-{region}" if region else code


def _row(widths: Sequence[int]) -> Element:
    sizes = (element("tcPr", element("tcW", w=width, type="dxa")) for width in widths)
    cells = (element("tc", size) for size in sizes)
    return element("tr", element("trPr", element("cantSplit")), *cells)


_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩ"  # Word counts without Ё and Й


class Lists:
    """`indents` are (left, hanging) in points for each paragraph style. Word prefers the indents
    of a list to those of its style, so both must be the same."""

    def __init__(self, document: Document, indents: Mapping[str, tuple[float, float]]) -> None:
        self._numbering = document.part.numbering_part.element
        self._indents = indents
        self._shapes: dict[tuple[str, str, str], int] = {}

    def start(self, style: str, labels: Sequence[str], shape: str) -> int | None:
        """A new list with these labels, or None where Word cannot count like that. In `shape`, `%1`
        stands for the label. Lists of one style share a counter, so one must end before the next
        begins."""
        numbers = [str(place) for place in range(1, len(labels) + 1)]
        ways = {"decimal": numbers, "upperLetter": _LATIN, "russianUpper": _RUSSIAN}
        signs = {way: [*every[: len(labels)]] for way, every in ways.items()}
        counting = next((way for way in ways if signs[way] == [*labels]), None)
        if counting is None:
            return None
        wanted = (style, counting, shape)
        if wanted not in self._shapes:
            place = self._shapes[wanted] = len(self._shapes)
            definition = _definition(place, counting, shape, self._indents[style])
            # Word wants all definitions before the first list.
            self._numbering.insert(place, definition)
        number = self._numbering.add_num(self._shapes[wanted])
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)


def _definition(place: int, counting: str, shape: str, indents: tuple[float, float]) -> Element:
    left, hanging = map(twips, indents)
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=counting),
        element("suff", val="tab"),
        element("lvlText", val=shape),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=left, hanging=hanging)),
        element("rPr", element("b"), element("bCs")),
        ilvl=0,
    )
    kind = element("multiLevelType", val="singleLevel")
    return element("abstractNum", kind, level, abstractNumId=place)
