"""Problems of printing: what cannot be printed, or not well, and which question it is in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs, to_builtins

from quizgen.diagnostics import Diagnostic, Location, Severity, shortened
from quizgen.quiz.layout import PRINTED
from quizgen.quiz.model import Build, CompiledDeck, Form, Item
from quizgen.writers._paper.answer_key import feedback_sheet, key_sheet
from quizgen.writers._paper.quiz_paper import answer_sheet, quiz_sheet
from quizgen.writers._paper.records import MakeSheet, QuizPaper, Sheet
from quizgen.writers.pdf.press import Press
from quizgen.writers.pdf.typesetter import BrokenError, RefusedError, Typesetter

_SHOWN = 30  # characters of a word
_NAMED = 5  # characters that the fonts lack; a script has dozens


def started(
    build: Build, items: Iterable[Item], scratch: Path, typesetter: Typesetter, where: Location
) -> Press | Diagnostic:
    """The press, or what keeps it from starting."""
    try:
        return Press(build, items, scratch, typesetter)
    except ImportError as error:
        return _no_typst(where, error)
    except (BrokenError, OSError):  # the latter where no further process may run
        return _no_start(where, build.printing.font_paths)


def _no_start(where: Location, fonts: Sequence[Path]) -> Diagnostic:
    message = "no PDF was made, since the compiler broke off before the first sheet"
    hint = "install it again: python -m pip install --force-reinstall typst"
    if fonts:
        hint = "take damaged fonts out of the folder named with --font-path"
    return Diagnostic(where, "unprintable", message, hint)


def _no_typst(where: Location, error: ImportError) -> Diagnostic:
    message = f"no PDF was made, since the typst package cannot be loaded ({error}); "
    message += "everything but PDF works"
    return Diagnostic(where, "no-typst", message, "python -m pip install typst", Severity.WARNING)


def too_tall(form: Form, numbers: tuple[int, ...], where: Location) -> Iterator[Diagnostic]:
    hint = "shorten it, or give it fewer lines or a smaller image"
    for item in (placed.item for placed in form.placed if placed.number in numbers):
        message = f"question `{item}` is taller than a page, so it is split when printed"
        yield Diagnostic(where, "taller-than-a-page", message, hint, Severity.WARNING, item=item)


def cut_words(
    paper: QuizPaper, form: Form, words: tuple[str, ...], where: Location
) -> Iterator[Diagnostic]:
    hint = "write it with spaces, or print in smaller type or in one column"
    questions = [asked for section in paper.sections for asked in section.questions]
    for word in words:
        placed = zip(form.placed, questions, strict=True)
        holders = (at.item for at, asked in placed if word in "".join(_texts(to_builtins(asked))))
        item = next(holders, "")
        name = f"question `{item}`" if item else f"quiz `{form.quiz}`"
        message = f"{name} has a word that is wider than its line and is cut when printed: "
        message += f"“{shortened(word, _SHOWN)}”"
        yield Diagnostic(where, "wider-than-a-line", message, hint, Severity.WARNING, item=item)


def refused(
    press: Press,
    parts: Iterable[tuple[str, Sheet]],
    whole: str,
    where: Location,
    error: RefusedError | BrokenError,
) -> Iterator[Diagnostic]:
    """The compiler names no question, so each is printed alone to see which one it refuses. `parts`
    are sheets with one item each, "" for none; `whole` is what all of them are a part of."""
    found = False
    for item, sheet in parts:
        try:
            press.print(sheet)
        except (RefusedError, BrokenError) as complaint:
            found = True
            name = f"question `{item}`" if item else whole
            yield replace(_unprintable(where, name, complaint), item=item)
    if not found:
        yield _unprintable(where, whole, error)


def parts(deck: CompiledDeck, make: MakeSheet, form: Form) -> Iterator[tuple[str, Sheet]]:
    """Each item's id with the sheet of that item alone. The first sheet has no item at all."""
    bare = tuple(structs.replace(section, placed=()) for section in form.sections)
    yield "", make(deck, structs.replace(form, sections=bare))
    for section in form.sections:
        for placed in section.placed:
            alone = structs.replace(section, title="", instructions=(), placed=(placed,))
            only = structs.replace(
                form, title=form.quiz, instructions=(), passage=None, sections=(alone,)
            )
            yield placed.item, make(deck, only)


def unprintable_names(press: Press, where: Location) -> Iterator[Diagnostic]:
    """A print run would leave out a missing glyph silently, so all letters are tried first."""
    students = press.build.printing.students
    if not students:
        return
    texts = ["".join((each.name, each.group, *chain(*each.shown))) for each in students]
    try:
        press.try_letters("".join(sorted(set("".join(texts)))))
    except RefusedError as error:
        missing = _missing(error.complaint)
        for student, text in zip(students, texts, strict=True):
            if lacking := [each for each in missing if each in text]:
                at = student.where or where
                yield _no_glyph(at, f"the line of “{student.name}”", lacking, _ELSE_A_NAME)


def _named(character: str) -> str:
    """The character with its code and name, since it may not show everywhere. A combining mark is
    put on the circle that Unicode has for it."""
    carrier = "\N{DOTTED CIRCLE}" if unicodedata.category(character).startswith("M") else ""
    known = filter(None, [f"U+{ord(character):04X}", unicodedata.name(character, "")])
    return f"“{carrier}{character}” ({', '.join(known)})"


_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed")


def _missing(complaint: str) -> list[str]:
    """The compiler escapes some characters the way Rust does: `\\u{94d}`."""
    shown = "".join(_MISSING.findall(complaint))
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)
    return list(dict.fromkeys(plain))


_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


def unprintable_letters(build: Build, place: Callable[[str], Location]) -> Iterator[Diagnostic]:
    """The letters in the build that the fonts lack, found without laying out any sheet. `place`
    says where a quiz is written."""
    makes = (quiz_sheet, answer_sheet, key_sheet, feedback_sheet)
    for form in {form.quiz: form for form in build.deck.forms}.values():
        sheets = tuple(to_builtins(make(build.deck, form).content) for make in makes)
        letters = set("".join(_texts(sheets)))
        if all(letter in PRINTED for letter in letters):
            continue
        with TemporaryDirectory(prefix="quizgen-") as scratch, closing(Typesetter()) as typesetter:
            try:
                Press(build, (), Path(scratch), typesetter).try_letters("".join(sorted(letters)))
            except RefusedError as error:
                missing = _missing(error.complaint)
                yield _no_glyph(place(form.quiz), f"quiz `{form.quiz}`", missing, _ELSE_A_QUESTION)
            except (ImportError, BrokenError):
                return  # `build` reports this when it prints


def _texts(shown: object) -> Iterator[str]:
    match shown:
        case str(text):
            yield text
        case tuple(parts):
            yield from chain.from_iterable(map(_texts, parts))
        case dict(fields):
            yield from chain.from_iterable(map(_texts, fields.values()))


def _unprintable(where: Location, name: str, error: RefusedError | BrokenError) -> Diagnostic:
    if isinstance(error, BrokenError):
        return broken(where, name)
    missing = _missing(error.complaint)
    if missing:
        return _no_glyph(where, name, missing, _ELSE_A_QUESTION)
    return Diagnostic(where, "unprintable", f"{name} cannot be printed: {error}")


def broken(where: Location, name: str) -> Diagnostic:
    message = f"{name} cannot be printed: the compiler broke off, or took too much memory or time"
    hint = "save its image as PNG, in the size that it is shown in; if it has none, shorten it"
    return Diagnostic(where, "unprintable", message, hint)


_ELSE_A_NAME = "write them another way, or name a folder with a font that has them (--font-path)"
_ELSE_A_QUESTION = f"{_ELSE_A_NAME}, or keep the question out of print: use: [anki, study]"


def _no_glyph(where: Location, name: str, missing: list[str], hint: str) -> Diagnostic:
    shown = ", ".join(map(_named, missing[:_NAMED]))
    if len(missing) > _NAMED:
        shown = f"{shown} and {len(missing) - _NAMED} more"
    message = f"{name} has characters that the fonts cannot print: {shown}"
    return Diagnostic(where, "missing-glyph", message, hint)
