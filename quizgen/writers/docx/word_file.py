"""A Word file: its archive, its XML elements and its pictures.

The archive starts from our XML parts, and the same input gives the same bytes. python-docx comes
with a template too, but that one has the styles, settings and preview picture of another program.
Pictures that Word cannot read, Typst turns into PNG.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.image.image import Image as Read
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quizgen.quiz.model import Image
from quizgen.writers.docx.measures import Measures
from quizgen.writers.pdf.press import PIXELS_AN_INCH, UndrawableError, rasterize
from quizgen.writers.pdf.typesetter import Typesetter

_PARTS = {
    "[Content_Types].xml": "types.xml",
    "_rels/.rels": "package.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "relations.xml",
    "word/document.xml": "document.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}


def new_document() -> Document:
    return docx.Document(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    folder = files("quizgen").joinpath("data/docx")
    return _zipped({name: folder.joinpath(file).read_bytes() for name, file in _PARTS.items()})


def packed(document: Document) -> bytes:
    """The entries are sorted and have a fixed date. `Document.save` would ask the clock, and fail
    where that is before 1980."""
    found: dict[str, bytes] = {}

    def write(place: PackURI, content: bytes) -> None:
        found[place.membername] = content

    package, archive = document.part.package, SimpleNamespace(write=write)
    for part in package.parts:
        part.before_marshal()
    writer: Any = PackageWriter  # untyped
    writer._write_content_types_stream(archive, package.parts)
    writer._write_pkg_rels(archive, package.rels)
    writer._write_parts(archive, package.parts)
    return _zipped(found)


def _zipped(parts: dict[str, bytes]) -> bytes:
    packing = io.BytesIO()
    with ZipFile(packing, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = ZipInfo(name)  # dated 1980-01-01
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else it is that of the machine
            archive.writestr(entry, parts[name])
    return packing.getvalue()


Element: TypeAlias = BaseOxmlElement


def element(tag: str, *children: Element | None, **attributes: object) -> Element:
    """`w:tag` with `w:` attributes; children that are None are left out. Callers give children in
    the order of the standard, since Word does not read them in any other."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def flag(tag: str, is_set: bool) -> Element | None:
    return element(tag) if is_set else None


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)


_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` are in points."""

    content: bytes
    width: float
    height: float

    def within(self, width: float, height: float) -> Picture:
        """The same picture made smaller if need be, but never larger."""
        scale = min(1, width / self.width, height / self.height)
        return Picture(self.content, self.width * scale, self.height * scale)


def picture(image: Image, measures: Measures, scratch: Path, typesetter: Typesetter) -> Picture:
    """The image fits the column and a third of the page. Typst draws every image once, since that
    shows whether it is damaged. Raises UndrawableError, and ImportError where only the missing
    Typst could read it."""
    most = (measures.column - measures.gutter, measures.page[1] / 3)
    given = _read(image.content)
    try:
        drawn = rasterize(image, scratch, *most, typesetter)
    except ImportError:
        if given is None:
            raise
        return given.within(*most)
    if given is not None:
        return given.within(*most)
    shown = _read(drawn, PIXELS_AN_INCH)
    if shown is None:
        raise UndrawableError("its drawing cannot be read")
    return shown.within(*most)


def _read(content: bytes, pixels_an_inch: int | None = None) -> Picture | None:
    """None where python-docx cannot read the image. On odd bytes it raises nearly anything, even a
    bare Exception."""
    try:
        read = Read.from_blob(content)
        across, down = pixels_an_inch or read.horz_dpi, pixels_an_inch or read.vert_dpi
        width = read.px_width / across * _POINTS_AN_INCH
        height = read.px_height / down * _POINTS_AN_INCH
    except Exception:
        return None
    return Picture(content, width, height) if min(width, height) > 0 else None
