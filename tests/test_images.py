"""What counts as an image."""

from __future__ import annotations

import struct

import pytest

from quizgen.images import data_address, fault
from quizgen.model import Image

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 300, 200) + b"\x08\x02"
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\x02"

JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc4\0\x02\xff\xc2\0\x0b\x08" + struct.pack(
    ">HH", 65_000, 64_000
)
WEBP = b"RIFF\0\0\0\0WEBP"
LOSSY = WEBP + b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16_000, 15_000)
LOSSLESS = WEBP + b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 15_999 | 14_999 << 14)
EXTENDED = WEBP + b"VP8X\0\0\0\0\0\0\0\0\x7f\x3e\0\x97\x3a\0"


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
        ("a.jpg", JPEG, "64000 × 65000 pixels"),
        ("a.webp", LOSSY, "16000 × 15000 pixels"),
        ("a.webp", LOSSLESS, "16000 × 15000 pixels"),
        ("a.webp", EXTENDED, "16000 × 15000 pixels"),
        ("a.png", PNG + b"\0" * 10_000_000, "10,000,000 at most"),
        ("a.svg", b"<html></html>", "no image"),
    ],
)
def test_no_image(name, content, said):
    assert said in fault(name, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, "png"), (JPEG, "jpeg"), (LOSSY, "webp"), (b"<svg/>", "svg+xml")],
)
def test_an_address_says_what_the_bytes_are(content: bytes, kind: str) -> None:
    address = data_address(Image("as-the-author-likes", "", content))
    assert address.startswith(f"data:image/{kind};base64,")
