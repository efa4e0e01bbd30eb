"""The compiled deck as JSON: everything comes back, whatever the layout, and damage is reported."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from quizgen.diagnostics import Diagnostic
from quizgen.interchange.reading import CompiledDeck, open_deck, read
from quizgen.interchange.writing import as_json
from quizgen.quiz.model import (
    About,
    Blank,
    Break,
    Build,
    Choice,
    Code,
    Emphasis,
    Evidence,
    Form,
    FormSection,
    Gap,
    Gaps,
    Image,
    Item,
    Link,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Outlet,
    Pair,
    Passage,
    Placed,
    Response,
    Rich,
    Scoring,
    Source,
    Speaker,
    Status,
    Strong,
    Text,
    TextEntry,
)
from quizgen.writers import json as json_writer

GOLDEN = Path(__file__).parent / "golden" / "every-response.json"


def rich(text: str) -> Rich:
    return (Text(text),)


TOKAYEV = Speaker(
    "tokayev",
    "President Tokayev",
    "Kassym-Jomart Tokayev",
    "President of Kazakhstan",
    ("Tokayev",),
    {"gen": "Tokayev’s"},
)
UN = Evidence(
    quote="the role of the United Nations as the only universal organization",
    paragraph=1,
    is_direct=True,
    context="We support the role of the United Nations as the only universal organization.",
    spans=((20, 85),),
    translation="роль ООН",
)
REPORTED = Evidence("independence, diplomacy", 2, False, "He named independence, diplomacy.")


def item(name: str, claim: str, stem: Rich, response: Response, **more: Any) -> Item:
    whole: dict[str, Any] = {"kind": "any", "evidence": (UN,), "speaker": TOKAYEV} | more
    return Item(id=name, claim=claim, stem=stem, response=response, **whole)


ITEMS = (
    item(
        "un.complete",
        "un",
        (Text("Complete: "), Strong((Text("the role of "), Blank())), Break(), Code("x < 1")),
        Choice(
            (
                Option(rich("the United Nations"), is_key=True, rationale=rich("So he said.")),
                Option(rich("NATO"), rationale=rich("A military alliance; not named.")),
                Option(rich("none of these"), is_last=True),
            )
        ),
        status=Status.OPINION,
        hint=rich("It meets in New York."),
        rationale=rich("He supports its role."),
        was=("un.body",),
        tags=("facts",),
        difficulty=2,
        bloom="remember",
        topic="bodies",
        subdeck="Bodies",
    ),
    item(
        "plans",
        "settlement",
        rich("Which states’ plans did he name?"),
        Choice(
            (
                Option(rich("China"), is_key=True),
                Option(rich("Brazil"), is_key=True),
                Option(rich("Germany")),
            ),
            is_multiple=True,
            is_fixed=True,
            announced=2,
        ),
        status=Status.DISPUTED,
        note=rich("This is his judgement."),
        scoring=Scoring.PARTS,
        use=frozenset({Outlet.PRINT, Outlet.STUDY}),
        enemies=("un.complete",),
    ),
    item("body", "un", rich("Which body?"), TextEntry("the United Nations", ("UN",), Match.NAME)),
    item(
        "day",
        "day",
        rich("On which day of October was it said?"),
        Numeric(Decimal("17.0"), "17", Decimal("0.5"), "km"),
        speaker=None,
        status=Status.FACT,
    ),
    item(
        "gaps",
        "war",
        (Blank(0), Text(" of "), Emphasis((Blank(1),))),
        Gaps((Gap("war"), Gap("mutual extermination", ("extermination",))), is_together=True),
    ),
    item(
        "elements",
        "elements",
        rich("Name the elements."),
        Gaps((Gap("independence"), Gap("diplomacy", (), Match.EXACT)), is_ordered=False),
        evidence=(REPORTED, UN),
    ),
    item(
        "who",
        "who",
        (Link(rich("Who"), "https://example.org/?a=1&b=2"), Text(" is what?")),
        Matching(
            (Pair(rich("Scholz"), rich("chancellor")), Pair(rich("Putin"), rich("president"))),
            (rich("king"),),
        ),
    ),
    item("order", "order", rich("Order."), Ordering((rich("one"), rich("two"), rich("three")))),
    item(
        "why",
        "why",
        (Text(""),),
        Open(rich("Because."), (rich("a point"), ()), 3),
        image=Image("map.png", "a map", bytes(range(256))),
        use=frozenset({Outlet.PRINT}),
    ),
)
BUILD = Build(
    About(
        "middle-powers",
        "k3v9q2m7xd",
        "Middle Powers «» “”",
        "en",
        Source(
            "speech.txt",
            "the report",
            "en",
            ("We strongly support …", "Қазақстан\u2028, Ё"),
            frozenset({2}),
            url="https://example.org",
        ),
        rich("A deck."),
        "2",
        "a@example.org",
        ("A. Author",),
    ),
    ITEMS,
    (
        Form(
            "ten",
            "Ten minutes",
            "A",
            rich("Read."),
            Passage(((1, "We strongly support …"),)),
            (FormSection("One", (), (Placed(1, ITEMS[0], (2, 0, 1), 1.5),)),),
        ),
        Form("ten", "Ten minutes", "B", (), Passage(()), ()),
        Form("bare", "", "A", (), None, ()),
    ),
    1_700_000_000,
)
WRITTEN = as_json(BUILD)


def opened(content: bytes) -> CompiledDeck:
    deck, problems = open_deck(content, "deck.json")
    assert deck is not None, problems
    return deck


def test_everything_comes_back() -> None:
    assert read(WRITTEN, "deck.json") == (BUILD, [])


@pytest.mark.parametrize("indent", [None, 0, 1, 4])
def test_everything_comes_back_from_another_layout(indent: int | None) -> None:
    laid_out = json.dumps(json.loads(WRITTEN), indent=indent).encode()
    assert read(laid_out, "deck.json") == (BUILD, [])


def test_line_ends_of_windows_change_nothing() -> None:
    assert read(WRITTEN.replace(b"\n", b"\r\n"), "deck.json") == (BUILD, [])


def test_a_deck_without_items_or_forms_comes_back() -> None:
    bare = Build(BUILD.about, (), (), 0)
    assert read(as_json(bare), "deck.json") == (bare, [])


def test_the_format_is_what_it_was() -> None:
    """A change of this file is a change of the format that other programs read."""
    assert WRITTEN.decode() == GOLDEN.read_text("utf-8")


def test_an_item_is_one_line() -> None:
    lines = WRITTEN.decode().split("\n")
    assert sum(line.startswith('{"id":"') for line in lines) == len(ITEMS)


def test_the_writer_names_the_file_after_the_deck(tmp_path: Path) -> None:
    (file,) = json_writer.write(BUILD, tmp_path)
    assert (file.name, file.content) == ("middle-powers.json", WRITTEN)
    assert list(tmp_path.iterdir()) == []


def test_ids_claims_and_renames_are_known_without_decoding() -> None:
    broken = WRITTEN.replace(b'"stem"', b'"stem" nonsense')
    deck = opened(broken)
    assert deck.ids == tuple(item.id for item in ITEMS)
    assert deck.claim("plans") == "settlement"
    assert deck.has_disputed


def test_items_are_for_their_outlets() -> None:
    assert "why" not in opened(WRITTEN).ids_for(Outlet.STUDY)
    assert "plans" not in opened(WRITTEN).ids_for(Outlet.ANKI)


def test_renames_and_tags() -> None:
    deck = opened(WRITTEN)
    assert deck.renames == {"un.complete": ("un.body",)}
    assert deck.tags("un.complete") == {"facts"}
    assert deck.tags("plans") == frozenset()


def test_a_text_that_looks_like_a_key_is_text() -> None:
    sly = item("sly", "c", rich('x","use":["print"],"was":["y"'), TextEntry("a"))
    deck = opened(as_json(Build(BUILD.about, (sly,), (), 0)))
    assert deck.ids_for(Outlet.STUDY) == ("sly",)
    assert deck.renames == {}
    assert deck.item("sly") == sly


def test_ids_with_quotes_come_back() -> None:
    odd = item('o"d\\d', "c", (), TextEntry("a"))
    build = Build(BUILD.about, (odd,), (), 0)
    assert read(as_json(build), "deck.json") == (build, [])


FOREIGN = {
    "empty": b"",
    "binary": bytes(range(256)),
    "zip": b"PK\x03\x04\xff",
    "text": b"quizgen: 1\n",
    "list": b"[]",
    "number": b"1",
    "other JSON": b'{"items": []}',
    "newer": WRITTEN.replace(b'{"quizgen":1', b'{"quizgen":2'),
    "version as text": WRITTEN.replace(b'{"quizgen":1', b'{"quizgen":"1"'),
    "deep": b'{"quizgen":1,"about":' + b"[" * 100_000,
    "huge number": b'{"quizgen":' + b"1" * 5000 + b"}",
    "no about": b'{"quizgen":1}',
    "about is a list": WRITTEN.replace(b'"about":{', b'"about":[],"x":{'),
    "not UTF-8": WRITTEN.replace("Қ".encode(), b"\xff"),
    "id twice": WRITTEN.replace(b'"id":"plans"', b'"id":"body"'),
    "id without a name": WRITTEN.replace(b'"id":"plans"', b'"id":""'),
    "id is a number": WRITTEN.replace(b'"id":"plans"', b'"id":7'),
    "half a surrogate": WRITTEN.replace(b'"title":"Middle', b'"title":"\\ud800'),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_a_diagnostic(content: bytes) -> None:
    build, problems = read(content, "deck.json")
    assert build is None
    assert [problem.code for problem in problems] == ["damaged-deck"]


def test_a_file_cut_short_is_a_diagnostic() -> None:
    for length in range(0, len(WRITTEN) - 2, 97):
        build, problems = read(WRITTEN[:length], "deck.json")
        assert build is None
        assert problems, length


DAMAGE = {
    '"points":1.5}': '"points":-1}',
    '"points":1.5}]': '"points":Infinity}]',
    '"points":1.5}]}': '"points":1e999}]}',
    '"points":1.5}]}]': '"points":true}]}]',
    '"order":[2,0,1]': '"order":[2,0,7]',
    '"order":[2,0,1],': '"order":[0,0,1],',
    '"value":"17.0"': '"value":"1e999999"',
    '"tolerance":"0.5"': '"tolerance":"NaN"',
    '"type":"ordering"': '"type":"essay"',
    '"status":"opinion"': '"status":"rumour"',
    '"speaker":"tokayev","note"': '"speaker":"nobody","note"',
    '"stem":"Order."': '"stem":{"bold":"Order."}',
    '"stem":"Which body?"': '"stem":["\\udc00"]',
    '"claim":"order"': '"claim":"order","id":"other"',
    '"steps":["one"': '"steps":[1',
    '"announced":2': '"announced":"2"',
    '"paragraph":2': '"paragraph":null',
    '"spans":[[20,85]]': '"spans":[[20]]',
    '"use":["print"]': '"use":["web"]',
    '"content":"AAEC': '"content":"@@@',
    '"item":"un.complete"': '"item":"gone"',
    '"points":1.5': '"points":"1"',
    '"order":[2,0,1],"points":1.5': '"order":[2,0,1],"points":NaN',
    '"passage":[[1,': '"passage":[["1",',
}


@pytest.mark.parametrize("was", DAMAGE)
def test_a_damaged_item_is_a_diagnostic(was: str) -> None:
    damaged = WRITTEN.replace(was.encode(), DAMAGE[was].encode())
    assert damaged != WRITTEN
    build, problems = read(damaged, "deck.json")
    assert build is None
    assert {problem.code for problem in problems} == {"damaged-deck"}


def test_the_other_items_of_a_damaged_deck_can_be_had() -> None:
    deck = opened(WRITTEN.replace(b'"type":"ordering"', b'"type":"essay"'))
    assert isinstance(deck.item("order"), Diagnostic)
    assert deck.item("body") == ITEMS[2]
