"""The web page without a browser: what stands in it, and that it is one safe file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from making import rebuilt, replace
from msgspec import convert
from test_anki.conftest import ABOUT, BUILD, ITEMS, PNG, item, words

from quizgen.interchange.fingerprint import key_hash
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Build, Outlet
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank, Link, Text
from quizgen.writers.anki.notes import description
from quizgen.writers.html import write

EVIL = "</script><img src=x onerror=alert(1)>]]><!--\"'&amp; {{x}}"


def page(build: Build = BUILD) -> str:
    (file,) = write(build, Path("unused"))
    return file.content.decode("utf-8")


class Parsed(HTMLParser):
    """The elements of a page, with their attributes, and the text of each outside of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]][-1] += data
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data[:40]}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def having(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name == tag)


def deck(html: str) -> Any:
    return json.loads(Parsed(html).raw["script"][1])


# --- One file that loads nothing -----------------------------------------------------------


def test_a_page_is_one_file_named_after_the_deck():
    (file,) = write(BUILD, Path("unused"))
    assert file.name == "middle-powers.html"
    assert file.contains == "12 questions to test yourself with"


def test_the_same_input_gives_the_same_bytes():
    assert page() == page()


def test_nothing_is_loaded():
    parsed = Parsed(page())
    for tag, attributes in parsed.elements:
        if "src" in attributes:
            assert tag == "img"
            assert str(attributes["src"]).startswith("data:image/")
        assert "href" not in attributes or tag == "a"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp|https?:", "".join(parsed.raw["style"]))


def test_the_policy_allows_by_hash_what_stands_in_the_page_and_nothing_else():
    parsed = Parsed(page())
    (policy,) = [str(each["content"]) for each in parsed.having("meta") if each.get("http-equiv")]
    alive, _, program = parsed.raw["script"]
    (style,) = parsed.raw["style"]
    for text, directive in ((alive, "script-src"), (program, "script-src"), (style, "style-src")):
        hashed = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        (listed,) = [each for each in policy.split("; ") if each.startswith(directive)]
        assert f"'sha256-{hashed}'" in listed
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_is_written_where_nothing_is_for_the_self_test():
    items = tuple(replace(each, use=frozenset({Outlet.PRINT})) for each in ITEMS)
    assert list(write(rebuilt(BUILD, items=items), Path("unused"))) == []
    html = page(rebuilt(BUILD, items=(*items[:-1], ITEMS[-1])))
    assert [each["id"] for each in deck(html)["items"]] == ["flag"]


# --- What stands there ------------------------------------------------------------------------


def test_every_question_stands_there_with_its_answer_folded():
    html = page()
    articles = re.findall(r"<article>.*?</article>", html, re.DOTALL)
    assert len(articles) == len(ITEMS)
    shown, _, folded = articles[0].partition('<details class="answer">')
    assert "Which body did President Tokayev call" in shown
    assert "so the quotation says" not in shown
    assert 'class="hint"' in shown
    for words_ in (
        "so the quotation says",
        "He said so <em>twice</em>.",
        "The report quotes no other view.",
        "the role of the United Nations as the only universal organization",
        "President Tokayev, quoted in the report, par. 2",
        "The question asks what President Tokayev said",
        "un.complete",
    ):
        assert words_ in folded


def test_what_is_to_be_arranged_never_stands_in_order():
    html = page()
    (steps,) = re.findall(r'<ul class="steps">(.*?)</ul>', html)
    shown = re.findall(r">([^<]+)</li>", steps)
    author = ["middle powers", "the UN", "the war", "Asia"]
    assert shown != author
    (known,) = [each for each in deck(html)["items"] if each["id"] == "steps"]
    assert [author[index] for index in known["order"]] == shown


def test_the_script_gets_the_response_and_the_fingerprint_of_the_key():
    known = {each["id"]: each for each in deck(page())["items"]}
    for asked in ITEMS:
        each = known[asked.id]
        assert each.keys() <= {"id", "claim", "key", "response", "order", "was", "words", "beside"}
        assert (each["claim"], each["key"]) == (asked.claim, key_hash(asked.response))
        assert convert(each["response"], Response) == asked.response


def test_english_articles_say_nothing_and_others_may():
    assert deck(page())["articles"] is True
    assert deck(page(rebuilt(BUILD, about=replace(ABOUT, language="ru"))))["articles"] is False


def test_the_page_opens_and_closes_with_what_there_is_to_say_of_the_text():
    text, address = Parsed(page()).text, "https://example.org/forum?a=1&b=2"
    assert "This asks what the report says. A right answer does not mean that you agree." in text
    assert f"Source: the report, The Astana Times{address}" in text  # a line break between them
    assert "Rights in the text: unknown." in text
    assert "The source opens: “Tokayev spoke on October 17" in text
    assert "Mistakes and questions: teacher@example.org" in text
    assert "holds the right answers" in text
    calm = tuple(each for each in ITEMS if each.id != "plans")
    assert "does not mean that you agree" not in page(rebuilt(BUILD, items=calm))


def test_languages_are_told():
    about = replace(ABOUT, language="ru")
    parsed = Parsed(page(rebuilt(BUILD, about=about)))
    (root,) = parsed.having("html")
    assert (root["lang"], root["dir"]) == ("ru", "ltr")
    assert {each["lang"] for each in parsed.having("blockquote")} == {"en"}
    assert "Проверить" in parsed.text
    (root,) = Parsed(page(rebuilt(BUILD, about=replace(ABOUT, language="ar")))).having("html")
    assert root["dir"] == "rtl"


def test_a_picture_is_in_the_page():
    (picture,) = Parsed(page()).having("img")
    assert picture["alt"] == "A map of Central Asia"
    content = str(picture["src"]).removeprefix("data:image/png;base64,")
    assert base64.b64decode(content) == PNG


# --- Nothing of an author's is markup ----------------------------------------------------------


def evil_build() -> Build:
    said, other = words(EVIL), words("other")
    responses = {
        "choice": Choice((Option(said, True, said), Option(other, False, said))),
        "short": TextEntry(EVIL, (EVIL + "!",)),
        "list": Gaps((Gap(EVIL, (EVIL,)), Gap("x")), is_ordered=False),
        "matching": Matching((Pair(said, said), Pair(other, other))),
        "ordering": Ordering((said, other)),
    }
    items = tuple(
        item(
            f"{EVIL}{kind}", kind, said, response, rationale=said, note=said, hint=said, claim=EVIL
        )
        for kind, response in responses.items()
    )
    about = replace(ABOUT, title=EVIL, uid=EVIL, contact=EVIL, description=said, authors=(EVIL,))
    return rebuilt(BUILD, about=about, items=items)


def test_hostile_text_is_text():
    html = page(evil_build())
    parsed = Parsed(html)
    assert len(parsed.raw["script"]) == 3
    assert list(parsed.having("img")) == []
    assert "<" not in parsed.raw["script"][1]
    response = deck(html)["items"][1]["response"]
    assert (response["answer"], response["accepted"]) == (EVIL, [EVIL + "!"])
    assert parsed.text.count(" ".join(EVIL.split())) > 20


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "x:y"])
def test_links_lead_to_pages_and_mailboxes_only(url):
    stem = (Link(words("here"), url), Text(" and "), Link(words("there"), "https://a.example/"))
    html = page(rebuilt(BUILD, items=(item("one", "short", stem, TextEntry("x")),)))
    addresses = {each["href"] for each in Parsed(html).having("a")}
    assert addresses == {"https://a.example/", ABOUT.source.url}
    assert "here" in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_the_address_of_the_source_is_such_a_link(url):
    about = replace(ABOUT, source=replace(ABOUT.source, url=url))
    html = page(rebuilt(BUILD, about=about))
    assert url not in {each["href"] for each in Parsed(html).having("a")}
    assert url in html
    assert "<a" not in description(rebuilt(BUILD, about=about), load_language("en"))


def test_blanks_are_numbered_where_there_are_several():
    stem = (Text("A "), Blank(0), Text(" and "), Blank(1))
    gaps = Gaps((Gap("x"), Gap("y")))
    text = Parsed(page(rebuilt(BUILD, items=(item("one", "cloze", stem, gaps),)))).text
    assert "A (1) _____ and (2) _____" in text
