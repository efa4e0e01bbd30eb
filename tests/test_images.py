"""What counts as an image."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode

import pytest

from quizgen.quiz.images import data_address, fault
from quizgen.quiz.model import Image

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


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks)


BOMB = zlib.compress(bytes(5_000_000))
_packer = zlib.compressobj(wbits=9)  # another first byte
SMALL_WINDOW = _packer.compress(bytes(5_000_000)) + _packer.flush()
SMALL = zlib.compress(bytes(5_000))


@pytest.mark.parametrize(
    "packed",
    [
        chunk(b"iCCP", b"profile\0\0" + BOMB),
        chunk(b"zTXt", b"Comment\0\0" + BOMB),
        chunk(b"iTXt", b"Comment\0\1\0en\0\0" + BOMB),
        chunk(b"zTXt", b"Comment\0\0" + SMALL_WINDOW),
        chunk(b"tEXt", b"a\0b") + chunk(b"iCCP", b"profile\0\0" + BOMB),
    ],
)
def test_a_chunk_that_unpacks_without_end(packed):
    assert "unpacks to more than 4,000,000 bytes" in fault("a.png", png(packed))


@pytest.mark.parametrize(
    "packed",
    [
        chunk(b"iCCP", b"profile\0\0" + SMALL),
        chunk(b"iTXt", b"Comment\0\0\0en\0\0plain words"),
        chunk(b"iCCP", b"profile\0\0" + b"no stream"),
        chunk(b"IDAT", zlib.compress(bytes(20))),
    ],
)
def test_a_chunk_of_usual_size(packed):
    assert fault("a.png", png(packed)) == ""


def svg(inside: str, root: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {root}>{inside}</svg>".encode()


def picture(content: bytes) -> str:
    return f'<image href="data:image/png;base64,{b64encode(content).decode()}"/>'


LAUGHS = "".join(
    f'<g id="g{n}">{"".join(f"""<use href="#g{n - 1}"/>""" for _ in range(10))}</g>'
    for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (svg('<filter width="1000000%"/>'), "a filter reaches beyond 1,000 %"),
        (svg('<filter><feGaussianBlur stdDeviation="1e9"/></filter>'), "a filter reaches"),
        (svg('<filter x="-99999%"/>'), "a filter reaches"),
        (svg("", 'width="90000" height="90000"'), "40,000,000 pixels"),
        (svg("", 'width="1e9px" height="1e9px"'), "40,000,000 pixels"),
        (svg(picture(HUGE)), "of a picture in it: it has 60000 × 60000 pixels"),
        (svg(picture(HUGE).replace("href", "xlink:href")), "60000 × 60000"),
        (svg(picture(png(chunk(b"iCCP", b"p\0\0" + BOMB)))), "unpacks to more"),
        (svg(picture(svg("<g/>"))), "it is a drawing itself"),
        (svg('<image href="https://example.org/a.png"/>'), "it refers to another file"),
        (svg('<image href="../../secret.png"/>'), "it refers to another file"),
        (svg(f'<g id="g0"><path/></g>{LAUGHS}<use href="#g8"/>'), "more than 200,000 times"),
        (svg('<g id="a"><use href="#a"/></g>'), "more than 200,000 times"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "it defines entities"),
        (b"<svg><path></svg>", "it is not well-formed"),
    ],
)
def test_a_drawing_that_asks_for_too_much(content, said):
    assert said in fault("a.svg", content)


@pytest.mark.parametrize(
    "content",
    [
        svg('<filter x="-10%" width="120%"><feGaussianBlur stdDeviation="3"/></filter>'),
        svg("<!-- drawn --><path d='M0 0L1000000 1000000'/>", 'viewBox="0 0 1000000 1000000"'),
        svg("<path/>", 'width="100%" height="100%"'),
        svg('<g id="a"><path/></g><use href="#a"/><use href="#a"/><use href="#gone"/>'),
        svg(picture(png())),
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + svg("<path/>"),
    ],
)
def test_a_drawing_of_usual_size(content):
    assert fault("a.svg", content) == ""
