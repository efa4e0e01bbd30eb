"""A Word file as an archive: it starts from our XML parts, and the same input gives the same bytes.

python-docx comes with a template too, but that one has the styles, settings and preview picture
of another program.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter

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
    package, parts = document.part.package, _Parts()
    for part in package.parts:
        part.before_marshal()
    writer: Any = PackageWriter  # untyped
    writer._write_content_types_stream(parts, package.parts)
    writer._write_pkg_rels(parts, package.rels)
    writer._write_parts(parts, package.parts)
    return _zipped(parts.found)


class _Parts:
    """A substitute for the archive that python-docx writes to."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def write(self, place: PackURI, content: bytes) -> None:
        self.found[place.membername] = content


def _zipped(parts: dict[str, bytes]) -> bytes:
    packing = io.BytesIO()
    with ZipFile(packing, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = ZipInfo(name)  # dated 1980-01-01
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else it is that of the machine
            archive.writestr(entry, parts[name])
    return packing.getvalue()
