"""Images in Word files."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from making import rebuilt, replace
from word_files import SQUARE, built, parts, pictures, read, written

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.quiz.model import Build, Image
from quizgen.writers.docx import write


def png(width: int, height: int) -> bytes:
    """All black."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    dots = zlib.compress((b"\0" + bytes(-(-width // 8))) * height)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Of a PNG."""
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def with_image(image: Image) -> Build:
    build = built()
    (form,) = build.deck.forms
    (first, *rest) = build.deck.items_on(form)
    return rebuilt(build, items=(replace(first, image=image), *rest))


def test_an_image_keeps_its_bytes_and_says_what_it_shows(tmp_path: Path) -> None:
    content = png(2000, 1000)
    image = Image("Keyluck.png", "A map", content)
    quiz = written(with_image(image), tmp_path)["test-check-a.docx"]
    (shape,) = read(quiz).inline_shapes
    assert shape.width.mm == pytest.approx(162, abs=2)  # the column
    assert shape.width == pytest.approx(2 * shape.height, rel=0.001)
    assert {shape._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}, "no room of its own"
    assert pictures(quiz) == [{"id": "1", "name": "Picture 1", "descr": "A map"}]
    with zipfile.ZipFile(io.BytesIO(quiz.content)) as archive:
        assert archive.read("word/media/image1.png") == content
    assert "Keyluck.png" not in "".join(parts(quiz).values())


def test_an_image_that_word_cannot_read_is_drawn(tmp_path: Path) -> None:
    quiz = written(with_image(Image("a.svg", "A square", SQUARE)), tmp_path)["test-check-a.docx"]
    (shape,) = read(quiz).inline_shapes
    assert (shape.width.pt, shape.height.pt) == pytest.approx((67.5, 22.5), abs=0.5)
    with zipfile.ZipFile(io.BytesIO(quiz.content)) as archive:
        assert archive.read("word/media/image1.png").startswith(b"\x89PNG")


def test_an_image_that_the_library_stumbles_over_is_drawn(tmp_path: Path) -> None:
    """One pixel a metre: python-docx divides by no dots an inch."""
    header = 8 + 25
    content = png(90, 30)
    vast = content[:header] + chunk(b"pHYs", struct.pack(">IIB", 1, 1, 1)) + content[header:]
    quiz = written(with_image(Image("a.png", "A map", vast)), tmp_path)["test-check-a.docx"]
    (shape,) = read(quiz).inline_shapes
    assert shape.width.mm == pytest.approx(162, abs=2)


def test_without_typst_only_what_it_must_draw_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert written(with_image(Image("a.png", "A map", png(9, 9))), tmp_path)
    (problem,) = write(with_image(Image("a.svg", "A square", SQUARE)), tmp_path)
    assert isinstance(problem, Diagnostic)
    assert problem.code == "no-typst"
    assert problem.severity is Severity.WARNING
    assert "`pick`" in problem.message


def test_a_damaged_image_names_its_question(tmp_path: Path) -> None:
    made = list(write(with_image(Image("a.png", "A map", png(9, 9)[:40])), tmp_path))
    (problem,) = made
    assert isinstance(problem, Diagnostic)
    assert problem.code == "unprintable"
    assert "`pick`" in problem.message
