"""What counts as an image."""

from __future__ import annotations

import struct

import pytest

from quizgen.images import fault

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 300, 200) + b"\x08\x02"
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\x02"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PNG),
        ("a.JPG", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.gif", b"GIF89a\x10\0\x10\0"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
)
def test_an_image(name, content):
    assert fault(name, content) == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "images end in .png"),
        ("a.png", b"%PDF-1.7", "its content is no image"),
        ("a.png", b"", "its content is no image"),
        ("a.png", b"\xff\xd8\xff\xe0", "that of a .jpg"),
        ("a.png", HUGE, "60000 × 60000 pixels"),
        ("a.png", PNG + b"\0" * 10_000_000, "10,000,000 at most"),
        ("a.svg", b"<html></html>", "no image"),
    ],
)
def test_no_image(name, content, said):
    assert said in fault(name, content)
