"""What a page or a file of Word sets apart is quoted in the text that is made of it."""

from __future__ import annotations

import io

import docx
import pytest

from quizgen.source.documents import Document, read_document, word


def texts(html: str) -> list[str]:
    document = read_document(".html", f"<html><body>{html}</body></html>".encode())
    assert isinstance(document, Document)
    return [each.text for each in document.paragraphs]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>She wrote:</p><blockquote>A page a day.</blockquote><p>So.</p>",
         ["She wrote:", "“A page a day.”", "So."]),
        ("<blockquote><p>A page a day.</p><p>No page twice.</p></blockquote>",
         ["“A page a day.”", "“No page twice.”"]),
        ("<blockquote><p>“A page,” she said.</p></blockquote>", ["“A page,” she said."]),
        ("<blockquote><p>«Une page.»</p></blockquote>", ["«Une page.»"]),
        ("<blockquote><p>It’s one page.</p></blockquote>", ["“It’s one page.”"]),
        ("<blockquote><p>A <q>page</q> a day.</p></blockquote>", ["A “page” a day."]),
        ("<blockquote> </blockquote><p>So.</p>", ["So."]),
        ("<blockquote><blockquote><p>Twice.</p></blockquote></blockquote>", ["“Twice.”"]),
        ("<p>A page.<sup><a href='#fn1'>1</a></sup> So.</p>", ["A page. So."]),
        ("<p>A page.<sup class=reference><a href='#c1'>[1]</a></sup></p>", ["A page."]),
        ("<p>5 m<sup>2</sup> and <a href='#top'>the top</a>.</p>", ["5 m2 and the top."]),
        ("<p>A <sup><a href='https://example.org'>new</a></sup> page.</p>", ["A new page."]),
    ],
)  # fmt: skip
def test_what_a_page_quotes(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("style", "words", "expected"),
    [
        ("Quote", "A page a day.", "“A page a day.”"),
        ("Intense Quote", "A page a day.", "“A page a day.”"),
        ("Quote", "“A page,” she said.", "“A page,” she said."),
        ("Normal", "A page a day.", "A page a day."),
        ("List Bullet", "A page a day.", "A page a day."),
    ],
)
def test_what_a_style_of_word_quotes(style: str, words: str, expected: str) -> None:
    file = docx.Document()
    file.add_paragraph(words, style)
    saved = io.BytesIO()
    file.save(saved)
    document = word.read(saved.getvalue())
    assert isinstance(document, Document)
    assert [each.text for each in document.paragraphs] == [expected]
