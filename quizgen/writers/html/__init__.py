"""A web page for testing oneself: one file that loads nothing and works from any folder.

Its session asks, marks and explains as the terminal does. The browser keeps the answers, and the
learner can download them for `quizgen history import`. Where scripts do not run, the page shows
the same questions with folded answers.

The template, style sheet and scripts in `data/html/self-test/` are filled with a deck. Only data is
filled in: text through ElementTree, and JSON for the script, whose `<` are all escaped, since one
could end the script's element. The browser runs only the style and scripts whose hashes stand in
the page's policy.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

from msgspec import Struct, json

from quizgen.diagnostics import count
from quizgen.interchange.fingerprint import key_hash
from quizgen.quiz.languages import FALLBACK, Language, load_language
from quizgen.quiz.model import About, Build, Item, Outlet
from quizgen.quiz.notation import in_code
from quizgen.quiz.responses import Ordering, Response, display_order
from quizgen.quiz.spoiling import Siblings, Words
from quizgen.source.provenance import disputed
from quizgen.writers import File
from quizgen.writers._html import element, fill, paragraph, rich
from quizgen.writers._wording import colophon, credit
from quizgen.writers.html.article import article

SHOWS_FORMS = False

_ADVICE = "Open it in a browser, on a computer or a phone; it needs no network."


def write(build: Build, scratch: Path) -> Iterator[File]:
    items = build.deck.items_for(Outlet.STUDY)
    if items:
        contains = f"{count(len(items), 'question')} to test yourself with"
        content = page(build, items)
        yield File(f"{build.about.name}.html", content, contains=contains, advice=_ADVICE)


_SCRIPTS = ("marking.js", "progress.js", "calendar.js", "session.js", "rooms.js", "page.js")


def page(build: Build, items: tuple[Item, ...]) -> bytes:
    """`items` are the questions of the self-test, in the author's order."""
    about, language = build.about, load_language(build.about.language)
    code = _code()
    texts = {
        **language.words,
        **code,
        "title": about.title or about.name,
        "disputed": disputed(about, language),
        "deck": _as_json(about, items, language),
    }
    # ElementTree reads XML only, so the template is written as well-formed XML.
    root = fromstring(_read("page.html"))  # noqa: S314  # our own template
    root.set("lang", about.language)
    root.set("dir", language.direction)
    for place in root.iter():
        if name := place.attrib.pop("data-fill", ""):
            place.text = texts[name]
    _found(root, "head/meta[@http-equiv]").set("content", _policy(code))
    if not build.deck.has_disputed:
        _found(root, ".//header").remove(_found(root, ".//*[@id='disputed']"))
    for item in items:
        made = article(item, build.deck, language)
        made.tail = "\n"  # a line for each question, so that two versions can be compared
        _found(root, ".//*[@id='list']").append(made)
    fill(_found(root, ".//*[@id='about']"), *_about(about, language))
    written: bytes = tostring(root, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + written + b"\n"


def _read(name: str) -> str:
    return files("quizgen").joinpath(f"data/html/self-test/{name}").read_text("utf-8")


def _found(root: Element, path: str) -> Element:
    found = root.find(path)
    if found is None:
        raise LookupError(f"page.html has no {path}")
    return found


def _code() -> dict[str, str]:
    parts = "".join(map(_read, _SCRIPTS))
    program = f'"use strict";\n(function () {{\n{parts}}})();\n'
    return {"style": _read("page.css"), "alive": _read("alive.js"), "program": program}


def _policy(code: Mapping[str, str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode("ascii") for text in code.values())
    style, *scripts = (f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {' '.join(scripts)}; "
        f"style-src {style}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _about(about: About, language: Language) -> Iterator[Element]:
    if about.description:
        yield paragraph(*rich(about.description), dir="auto")
    for source in about.sources:
        for words in credit(source, language):
            yield element("p", *rich(words), dir="auto")
    if made_by := colophon(about, language):
        yield element("p", made_by, dir="auto")
    yield element("p", language.say("page.answers-inside"))


# What the script says. All of the terminal's words would make the page larger.
_SAID = re.compile(
    r"page\.|common\.choose-number$|study\.(reason-.*|pause-.*|overruled-.*|correct|close|wrong"
    r"|again|type-text|type-number|gap|your-answer|undone|next-due|put-off|yes|no|undo)$"
)


def _as_json(about: About, items: tuple[Item, ...], language: Language) -> str:
    """Each item gets a line of its own, again for comparing versions."""
    said = (key for key in sorted(language.words) if _SAID.match(key))
    known = {
        "uid": about.uid,
        "name": about.name,
        "retention": about.retention,
        "letters": language.letters,
        "articles": language.code.startswith(FALLBACK),  # English ones say nothing
        # the terminal's keys for `undo` come after the button's label, which the script never says
        "words": {key.partition(".")[2]: language.say(key) for key in said},
    }
    siblings = Siblings(items)
    numbers = {words: at for at, words in enumerate(dict.fromkeys(siblings.words.values()))}
    listed = ",\n".join(_dumped(_for_script(item, siblings, numbers)) for item in items)
    return f'{_dumped(known)[:-1]},"items":[\n{listed}\n]}}'


class _ScriptItem(Struct, frozen=True, omit_defaults=True):
    """The part of an item that the script needs. It copies what it shows from the page. `order`
    says where in the author's order each step of the page stands, `words` and `beside` are
    numbers of what the items rest on: of its own, and of what overlaps with it."""

    id: str
    claim: str
    key: str
    response: Response
    order: tuple[int, ...] = ()
    was: tuple[str, ...] = ()
    words: int = -1
    beside: tuple[int, ...] = ()


def _for_script(item: Item, siblings: Siblings, numbers: Mapping[Words, int]) -> _ScriptItem:
    order = display_order(item.response, item.id) if isinstance(item.response, Ordering) else ()
    words = siblings.words[item.id]
    beside = tuple(sorted(numbers[each] for each in siblings.overlapping(words)))
    return _ScriptItem(
        id=item.id,
        claim=item.claim,
        key=key_hash(item.response),
        response=in_code(item.response),
        order=order,
        was=item.was,
        words=numbers[words] if beside else -1,
        beside=beside,
    )


def _dumped(value: object) -> str:
    # A `<` could end the script, or begin a comment in it.
    return json.encode(value).decode().replace("<", "\\u003c")
