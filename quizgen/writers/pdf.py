"""Printable quizzes and their answer keys, as tagged PDF/UA-1.

Typst lays out: templates of ours read JSON, so that no author's text is markup. The templates
and fonts are copied into `scratch`, which is all that the compiler may read; system fonts are
left out, or the output would depend on the machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.model import About, Build, Form
from quizgen.writers import File
from quizgen.writers._keys import key_sheet
from quizgen.writers._sheets import Sheet, image_name, quiz_sheet

if TYPE_CHECKING:
    import typst

MakeSheet: TypeAlias = Callable[[About, Form], Sheet]


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    where = Location(TextFile(build.about.name, ""))
    if not build.forms:
        return
    try:
        press = _press(build, scratch)
    except ImportError as error:
        yield _no_typst(where, error)
        return
    told: set[Diagnostic] = set()
    for form in build.forms:
        for make in (quiz_sheet, key_sheet):
            for made in _print(press, make, form, where):
                if isinstance(made, File):
                    yield made
                elif made not in told:
                    told.add(made)
                    yield made


@dataclass(frozen=True, slots=True)
class _Press:
    """A compiler keeps what it has laid out, so one for each template serves all forms."""

    about: About
    modified: int
    compilers: dict[str, typst.Compiler]
    refusal: type[typst.TypstError]


@dataclass(frozen=True, slots=True)
class _Printed:
    """`taller` are the numbers of questions that did not fit on one page."""

    content: bytes
    pages: int
    taller: tuple[int, ...]


def _press(build: Build, scratch: Path) -> _Press:
    import typst

    for folder in ("typst", "fonts"):
        for entry in files("quizgen").joinpath(f"data/{folder}").iterdir():
            (scratch / entry.name).write_bytes(entry.read_bytes())
    for form in build.forms:
        for placed in form.placed:
            if placed.item.image is not None:
                image = placed.item.image
                (scratch / image_name(image)).write_bytes(image.content)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[scratch])
    compilers = {
        template: typst.Compiler(scratch / f"{template}.typ", root=scratch, font_paths=fonts)
        for template in ("quiz", "key")
    }
    return _Press(build.about, build.modified, compilers, typst.TypstError)


def _no_typst(where: Location, error: ImportError) -> Diagnostic:
    return Diagnostic(
        where,
        "no-typst",
        f"no PDF was made, since the typst package cannot be loaded ({error}); "
        "everything but PDF works",
        "python -m pip install typst",
        Severity.WARNING,
    )


def _print(
    press: _Press, make: MakeSheet, form: Form, where: Location
) -> Iterator[File | Diagnostic]:
    sheet = make(press.about, form)
    try:
        printed = _compile(press, sheet)
    except press.refusal as error:
        found = list(_culprits(press, make, form, where))
        yield from found or [_unprintable(where, f"quiz `{form.quiz}`", str(error.diagnostic))]
        return
    pages = f"{printed.pages} page{'' if printed.pages == 1 else 's'}"
    contains = f"{sheet.contains}, {pages}"
    yield File(f"{sheet.name}.pdf", printed.content, contains, sheet.advice)
    if sheet.template == "quiz":
        yield from _too_tall(form, printed.taller, where)


def _compile(press: _Press, sheet: Sheet) -> _Printed:
    compiler = press.compilers[sheet.template]
    content = compiler.compile(
        sys_inputs={"data": json.dumps(sheet.data, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=press.modified,
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no bytes")
    pages = json.loads(compiler.query("<pages>", field="value", one=True))
    taller = json.loads(compiler.query("<taller>", field="value"))
    return _Printed(content, pages, tuple(taller))


def _too_tall(form: Form, numbers: tuple[int, ...], where: Location) -> Iterator[Diagnostic]:
    for placed in form.placed:
        if placed.number in numbers:
            yield Diagnostic(
                where,
                "taller-than-a-page",
                f"question `{placed.item.id}` is taller than a page, so it is split when printed",
                "shorten it, or give it fewer lines or a smaller image",
                Severity.WARNING,
            )


def _culprits(press: _Press, make: MakeSheet, form: Form, where: Location) -> Iterator[Diagnostic]:
    """The parts of a form that are refused when they are printed alone."""
    bare = tuple(replace(section, placed=()) for section in form.sections)
    parts = [(f"quiz `{form.quiz}`", replace(form, sections=bare))]
    for section in form.sections:
        for placed in section.placed:
            alone = replace(section, title="", instructions=(), placed=(placed,))
            only = replace(form, title=form.quiz, instructions=(), passage=None, sections=(alone,))
            parts.append((f"question `{placed.item.id}`", only))
    for name, part in parts:
        try:
            _compile(press, make(press.about, part))
        except press.refusal as error:
            yield _unprintable(where, name, str(error.diagnostic))


_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed")


def _unprintable(where: Location, name: str, complaint: str) -> Diagnostic:
    missing = list(dict.fromkeys("".join(_MISSING.findall(complaint))))
    if not missing:
        reason = complaint.partition("\n")[0].removeprefix("error: ")
        return Diagnostic(where, "unprintable", f"{name} cannot be printed: {reason}")
    shown = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in missing)
    return Diagnostic(
        where,
        "missing-glyph",
        f"{name} has characters that the fonts cannot print: {shown}",
        "write them another way, or keep the question out of print with `use: [anki, study]`",
    )
