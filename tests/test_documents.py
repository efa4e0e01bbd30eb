"""Word files, web pages and PDF files become texts, or are refused with the cure."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pypdf
import pytest
import typst
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.reading.safe_files import Undecodable
from quizgen.source import documents
from quizgen.source.documents import Document, pdf, read_document, word
from quizgen.source.line_ends import Breaks, read_paragraphs
from quizgen.source.source_text import decode_source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def taken(suffix: str, content: bytes) -> Document:
    document = read_document(suffix, content)
    assert isinstance(document, Document), document
    return document


def refused(suffix: str, content: bytes) -> str:
    problem = read_document(suffix, content)
    assert isinstance(problem, Undecodable), problem
    return f"{problem.message}; {problem.hint}"


def texts(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs]


# --- Word ---


def word_file(*paragraphs: str, xml: str = "", heading: str = "") -> bytes:
    file = docx.Document()
    file.core_properties.title, file.core_properties.author = "On markets", "Anna Berg"
    if heading:
        file.add_heading(heading)
    for each in paragraphs:
        file.add_paragraph(each)
    if xml:
        file.element.body.insert(len(paragraphs), parse_xml(f"<w:p {W}>{xml}</w:p>"))
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def with_part(content: bytes, name: str, text: str) -> bytes:
    """The Word file with another part in place of one of its own."""
    saved = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, text if each == name else old.read(each))
    return saved.getvalue()


def test_a_word_file() -> None:
    document = taken(".docx", word_file("One “two”.", "", "Three.\tFour", heading="The market"))
    assert texts(document) == ["The market", "One “two”.", "Three. Four"]
    assert document.headings == (1,)
    assert (document.title, document.author) == ("On markets", "Anna Berg")
    assert decode_source(document.text.encode()) == document.text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins>", "ab"),
        ("<w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "a"),
        ("<w:del><w:r><w:t>b</w:t></w:r></w:del><w:r><w:t>a</w:t></w:r>", "a"),
        ("<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink>", "a"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>a</w:t></w:r>", "a"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\nb"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a b"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\u2011b"),
        ("<w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", "a"),
        ("<w:r><w:footnoteReference w:id='1'/><w:t>a</w:t></w:r>", "a"),
    ],
)
def test_what_the_page_of_a_word_file_shows(xml: str, text: str) -> None:
    assert texts(taken(".docx", word_file(xml=xml))) == [text]


def test_the_cells_of_a_table_are_paragraphs() -> None:
    file = docx.Document()
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    saved = BytesIO()
    file.save(saved)
    assert texts(taken(".docx", saved.getvalue())) == ["left", "right"]


ENTITIES = """<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
"""


@pytest.mark.parametrize("entity", ["x", "c"])
def test_no_entity_is_looked_up(entity: str) -> None:
    body = f"<w:body><w:p><w:r><w:t>seen &{entity};</w:t></w:r></w:p></w:body>"
    xml = f"{ENTITIES}<w:document {W}>{body}</w:document>"
    document = read_document(".docx", with_part(word_file(), "word/document.xml", xml))
    assert isinstance(document, Undecodable) or texts(document) == ["seen"]


@pytest.mark.parametrize("limit", ["_UNPACKED", "_UNPACKED_XML"])
def test_a_word_file_that_unpacks_to_too_much(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, limit, 1_000_000)
    bomb = with_part(word_file(), "word/styles.xml", " " * 2_000_000)
    assert len(bomb) < 100_000
    assert "unpacks to 2 MB, which is too much; save the text alone" in refused(".docx", bomb)


# --- Web pages ---

PAGE = """\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>On markets — The News</title>
<link rel="canonical" href="https://example.org/markets"><meta name="author" content="Anna Berg">
<meta property="og:site_name" content="The News"><style>p { color: red }</style></head>
<body><nav><ul><li>Home<li>Sport</ul></nav>
<main><h1>On <em>markets</em></h1>
<p>The market&nbsp;opened<sup class="reference"><a href="#n1">[1]</a></sup>
 in&#32;May &amp; <q>stayed</q>.<p>Second <script>alert("x")</script>one.
<blockquote>Quoted words</blockquote>
<p hidden>Hidden.</p><p style="display: none">Hidden.</p>
<figure><img src="a.png" alt="a stall"><figcaption>Photo: x</figcaption></figure>
<ul><li>first<li>second</ul><table><tr><td>a<td>b</table>
</main><footer>© The News</footer><script>var a = "<p>no</p>";</script></body></html>
"""


def test_a_web_page() -> None:
    document = taken(".html", PAGE.encode())
    assert texts(document) == [
        "On markets",
        "The market\u00a0opened in May & “stayed”.",
        "Second one.",
        "“Quoted words”",
        "first",
        "second",
        "a",
        "b",
    ]
    assert document.headings == (1,)
    assert document.title == "On markets — The News"
    assert document.author == "Anna Berg"
    assert (document.publisher, document.url) == ("The News", "https://example.org/markets")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a<br>b</p><p>c", ["a\nb", "c"]),
        ("a<br><br>b", ["a", "b"]),
        ("<pre>a\n  b\n\nc</pre>", ["a\nb", "c"]),
        ("<p>menu</p><article><p>text</p></article>", ["text"]),
        ("<article>a</article><article>b</article>c", ["a", "b", "c"]),
        ("<article>a</article><main><article>b</article>c</main>", ["b", "c"]),
        ("<p>&#27;[31mred &#x202e;x</p>", ["[31mred x"]),
        ("a &lt;b&gt; &unknown; </p></div></x> c", ["a <b> &unknown; c"]),
        ("<p>a <!-- b --> c</p>", ["a c"]),
        ("<title>t</title><svg><title>s</title></svg><p>a", ["a"]),
    ],
)
def test_the_words_of_a_page(page: str, expected: list[str]) -> None:
    assert texts(taken(".htm", page.encode())) == expected


def test_an_address_that_is_none_is_left_out() -> None:
    page = '<link rel="canonical" href="javascript:alert(1)"><p>a'
    assert taken(".html", page.encode()).url == ""


@pytest.mark.parametrize("run", ["<!-- ", "<!", "<div>", "</i>", "<script></scr", "<a x='", "&"])
def test_long_runs_of_markup_are_read(run: str) -> None:
    """Anything quadratic would take minutes here."""
    assert texts(taken(".html", f"<p>begin</p>{run * 100_000}".encode()))[0] == "begin"


def test_a_page_with_too_many_elements() -> None:
    assert "200,000 elements; copy the text" in refused(".html", b"<p>a" * 200_001)


# --- PDF ---

BODY = """
The market opened on May 3 with fourteen stalls, and nobody had thought that so many people would
come to see it on its very first morning. Anna Berg, who leads the council, said that it was well
worth the wait.

“Apples came before pears, and pears came before plums,” she said, and she counted the baskets that
stood along the wall of the old station, where international trains had stopped for a century.
"""


def pdf_file(body: str = BODY, pages: int = 1, setup: str = "") -> bytes:
    source = f"""
#set document(title: "On markets", author: "Anna Berg")
#set page(width: 10cm, height: 14cm, header: [The Town News], numbering: "1")
#set text(lang: "en", font: "New Computer Modern", hyphenate: true)
#set par(justify: true)
{setup}
""" + "\n#pagebreak()\n".join([body] * pages)
    return bytes(typst.compile(source.encode()))


def test_a_pdf_file() -> None:
    """What stands at the top and bottom of every page is no text."""
    openings = ("", "In the spring of that year ", "Nobody will forget it: ")
    endings = ("", "It was nine.", "Many of those trains were never to come back again.")
    bodies = [f"{a}{BODY.strip()} {b}" for a, b in zip(openings, endings, strict=True)]
    document = taken(".pdf", pdf_file("\n#pagebreak()\n".join(bodies)))
    written = [" ".join(each.split()) for body in bodies for each in body.strip().split("\n\n")]
    assert texts(document) == written
    assert [each.page for each in document.paragraphs] == ["1", "1", "2", "2", "3", "3"]
    assert (document.title, document.author) == ("On markets", "Anna Berg")
    assert any("compare the text" in each for each in document.remarks)


def test_a_heading_of_a_pdf_file() -> None:
    document = taken(".pdf", pdf_file(f"= On markets\n{BODY}", setup="#set page(header: none)"))
    assert texts(document)[0] == "On markets"
    assert document.headings == (1,)


def test_a_pdf_file_that_is_locked() -> None:
    writer = pypdf.PdfWriter(BytesIO(pdf_file()))
    writer.encrypt("secret", algorithm="RC4-128")
    saved = BytesIO()
    writer.write(saved)
    assert "encrypted; open it with its password" in refused(".pdf", saved.getvalue())


def test_a_pdf_file_that_is_locked_against_changes_alone() -> None:
    writer = pypdf.PdfWriter(BytesIO(pdf_file()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    saved = BytesIO()
    writer.write(saved)
    assert texts(taken(".pdf", saved.getvalue()))


def test_a_scan_is_refused() -> None:
    scan = bytes(typst.compile(b"#rect(width: 5cm, height: 5cm, fill: black)\n#pagebreak()"))
    assert "is a scan" in refused(".pdf", scan)
    assert "ocrmypdf" in refused(".pdf", scan)


def test_pages_without_text_are_named() -> None:
    remarks = taken(".pdf", pdf_file(f"{BODY}\n#pagebreak()\n", setup="#set page(header: none)"))
    assert not any("found on" in each for each in remarks.remarks)  # it has its number
    body = f"{BODY}\n#set page(header: none, numbering: none)\n#rect(fill: black)"
    assert any("found on p. 2" in each for each in taken(".pdf", pdf_file(body)).remarks)


def test_signs_without_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pypdf.PageObject.extract_text
    monkeypatch.setattr(
        pypdf.PageObject, "extract_text", lambda self: page(self).replace("e", "\ufffd")
    )
    assert "which letters its signs stand for" in refused(".pdf", pdf_file())


def test_limits_of_a_pdf_file(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_file(pages=3)
    monkeypatch.setattr(pdf, "_LARGEST_DRAWING", 10)
    assert "is a scan" in refused(".pdf", content)
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "_ALL_DRAWINGS", 10)
    assert "MB of text; save the pages" in refused(".pdf", content)
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    assert "more than 2 pages" in refused(".pdf", content)


def test_without_pypdf_the_cure_is_its_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    assert "pip install 'quizgen[pdf]'" in refused(".pdf", pdf_file())


# --- All of them ---


@pytest.mark.parametrize(
    ("suffix", "content", "says"),
    [
        (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password"),
        (".docx", b"no zip", "save it as .docx again"),
        (".docx", word_file()[:900], "save it as .docx again"),
        (".docx", with_part(word_file(), "word/document.xml", "<a>"), "save it as .docx again"),
        (".docx", with_part(word_file(), "[Content_Types].xml", "<Types/>"), ".docx again"),
        (".docx", word_file(), "a Word file without any text"),
        (".html", "Токаев".encode("cp1251"), "in UTF-8"),
        (".html", "<p>Токаев".encode("utf-16"), "in UTF-8"),
        (".html", b"<p></p>", "a web page without any text"),
        (".html", b"", "a web page without any text"),
        (".pdf", b"", "no PDF file that can be read"),
        (".pdf", b"%PDF-1.7 nothing", "no PDF file that can be read"),
        (".pdf", pdf_file()[:3000], "no PDF file that can be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_cure(
    suffix: str, content: bytes, says: str
) -> None:
    assert says in refused(suffix, content)


@pytest.mark.parametrize("suffix", documents.SUFFIXES)
def test_no_document_is_larger_than_the_limit(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST", 1_000_000)
    assert "more than 1 MB" in refused(suffix, b"x" * 1_000_001)


@pytest.mark.parametrize(
    ("suffix", "make"),
    [(".docx", lambda: word_file("One.", "Two.")), (".html", PAGE.encode), (".pdf", pdf_file)],
)
def test_a_text_read_back_has_the_same_paragraphs(suffix: str, make: Callable[[], bytes]) -> None:
    document = taken(suffix, make())
    breaks = Breaks.VERSE if document.has_verse else None
    assert read_paragraphs(document.text, breaks).texts == tuple(texts(document))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_document_is_a_text_or_a_reason(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from([".docx", ".html", ".pdf"]))
    content = bytearray(_WHOLE[suffix])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    document = read_document(suffix, bytes(content))
    assert isinstance(document, Document | Undecodable)
    if isinstance(document, Document):
        assert isinstance(decode_source(document.text.encode()), str)


_WHOLE = {".docx": word_file("One.", "Two."), ".html": PAGE.encode(), ".pdf": pdf_file()}
