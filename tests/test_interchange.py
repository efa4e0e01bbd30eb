"""The compiled deck as JSON: everything comes back, and what is damaged is reported."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from making import as_build, replace

from quizgen.interchange.compiled import read, write
from quizgen.interchange.fingerprint import key_hash
from quizgen.quiz.model import (
    About,
    Evidence,
    Form,
    FormSection,
    Image,
    Item,
    Outlet,
    Passage,
    Placed,
    Scoring,
    Source,
    Speaker,
    Status,
)
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank, Break, Code, Emphasis, Link, Rich, Strong, Text
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
    whole: dict[str, Any] = {"kind": "any", "evidence": (UN,), "speaker": TOKAYEV.id} | more
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
        friends=("body",),
    ),
    item("body", "un", rich("Which body?"), TextEntry("the United Nations", ("UN",), Match.NAME)),
    item(
        "day",
        "day",
        rich("On which day of October was it said?"),
        Numeric(Decimal("17.0"), "17", Decimal("0.5"), "km"),
        speaker="",
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
BUILD = as_build(
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
            (FormSection("One", (), (Placed(1, ITEMS[0].id, (2, 0, 1), 1.5),)),),
        ),
        Form("ten", "Ten minutes", "B", (), Passage(()), ()),
        Form("bare", "", "A", (), None, ()),
    ),
    1_700_000_000,
    (TOKAYEV,),
)
DECK = BUILD.deck
WRITTEN = write(DECK)
COME_BACK = replace(DECK, digest=json.loads(WRITTEN)["digest"])


def test_everything_comes_back() -> None:
    assert read(WRITTEN, "deck.json") == (COME_BACK, [])
    assert write(COME_BACK) == WRITTEN


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_everything_comes_back_from_another_layout(indent: int | None) -> None:
    laid_out = json.dumps(json.loads(WRITTEN), indent=indent).encode()
    assert read(laid_out, "deck.json") == (COME_BACK, [])


def test_a_deck_without_items_or_forms_comes_back() -> None:
    bare = replace(DECK, items=(), forms=(), digest="none")
    assert read(write(bare), "deck.json") == (bare, [])


def test_ids_with_quotes_come_back() -> None:
    odd = replace(DECK, items=(item('o"d\\d', "c", (), TextEntry("a")),), forms=(), digest="d")
    assert read(write(odd), "deck.json") == (odd, [])


def test_the_format_is_what_it_was(request: pytest.FixtureRequest) -> None:
    """A change of this file is a change of the format that other programs read."""
    shown = json.dumps(json.loads(WRITTEN), ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--accept"):
        GOLDEN.write_text(shown, "utf-8")
    assert shown == GOLDEN.read_text("utf-8")


def test_the_writer_names_the_file_after_the_deck(tmp_path: Path) -> None:
    (file,) = json_writer.write(BUILD, tmp_path)
    assert (file.name, file.content) == ("middle-powers.json", WRITTEN)
    assert list(tmp_path.iterdir()) == []


def test_items_are_for_their_outlets() -> None:
    assert "why" not in {each.id for each in DECK.items_for(Outlet.STUDY)}
    assert "plans" not in {each.id for each in DECK.items_for(Outlet.ANKI)}


# --- Damage -----------------------------------------------------------------------------------


FOREIGN = {
    "empty": b"",
    "binary": bytes(range(256)),
    "zip": b"PK\x03\x04\xff",
    "text": b"quizgen: 1\n",
    "list": b"[]",
    "number": b"1",
    "other JSON": b'{"items": []}',
    "version as text": WRITTEN.replace(b'{"quizgen":2', b'{"quizgen":"2"'),
    "deep": b'{"quizgen":2,"about":' + b"[" * 100_000,
    "huge number": b'{"quizgen":' + b"1" * 5000 + b"}",
    "no about": b'{"quizgen":2}',
    "about is a list": WRITTEN.replace(b'"about":{', b'"about":[],"x":{'),
    "not UTF-8": WRITTEN.replace("Қ".encode(), b"\xff"),
    "half a surrogate": WRITTEN.replace(b'"title":"Middle', b'"title":"\\ud800'),
    "half a surrogate in an item": WRITTEN.replace(b'["Which body?"]', b'["\\udc00"]'),
    "an item as deep as nobody writes": WRITTEN.replace(b'["Which body?"]', b"[" * 100_000),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_a_diagnostic(content: bytes) -> None:
    assert content != WRITTEN
    deck, problems = read(content, "deck.json")
    assert deck is None
    assert [problem.code for problem in problems] == ["damaged-deck"]


@pytest.mark.parametrize(("version", "age"), [(1, "an earlier"), (3, "a newer")])
def test_another_format_is_to_be_compiled_again(version: int, age: str) -> None:
    other = WRITTEN.replace(b'{"quizgen":2', b'{"quizgen":%d' % version)
    deck, (problem,) = read(other, "deck.json")
    assert deck is None
    assert f"it was written by {age} quizgen, in format {version}" in problem.message
    assert problem.hint == "compile it again"


def test_a_file_cut_short_is_a_diagnostic() -> None:
    for length in range(0, len(WRITTEN) - 2, 97):
        deck, problems = read(WRITTEN[:length], "deck.json")
        assert deck is None
        assert problems, length


DAMAGED_ITEMS = {
    '"id":"plans"': '"id":"body"',
    '"id":"plans",': '"id":"",',
    '"id":"plans","kind"': '"id":7,"kind"',
    '"value":"17.0"': '"value":"1e999999"',
    '"tolerance":"0.5"': '"tolerance":"NaN"',
    '"type":"ordering"': '"type":"essay"',
    '"status":"opinion"': '"status":"rumour"',
    '"speaker":"tokayev","note"': '"speaker":"nobody","note"',
    '"stem":["Order."]': '"stem":{"bold":"Order."}',
    '"stem":["Order."],': '"stem":"Order.",',
    '"claim":"order"': '"claim":"order","id":"body"',
    '"steps":[["one"': '"steps":[[1',
    '"announced":2': '"announced":"2"',
    '"paragraph":2': '"paragraph":null',
    '"spans":[[20,85]]': '"spans":[[20]]',
    '"use":["print"]': '"use":["web"]',
    '"content":"AAEC': '"content":"@@@',
    '"answer":"war"': '"answer":""',
}


@pytest.mark.parametrize("was", DAMAGED_ITEMS)
def test_the_other_items_of_a_damaged_deck_can_be_had(was: str) -> None:
    damaged = WRITTEN.replace(was.encode(), DAMAGED_ITEMS[was].encode(), 1)
    assert damaged != WRITTEN
    deck, problems = read(damaged, "deck.json")
    assert deck
    assert {problem.code for problem in problems} == {"damaged-deck"}
    assert len(deck.items) == len(ITEMS) - 1


@pytest.mark.parametrize("depth", [60, 300])
def test_markup_as_deep_as_nobody_writes_is_damage(depth: int) -> None:
    deep = b'{"type":"strong","children":[' * depth + b"]}" * depth
    deck, problems = read(WRITTEN.replace(b'["Which body?"]', b"[%s]" % deep), "deck.json")
    assert deck
    assert len(deck.items) == len(ITEMS) - 1
    assert "too deeply" in problems[0].message


DAMAGED_FORMS = {
    '"points":1.5': '"points":-1',
    '"points":1.5}': '"points":Infinity}',
    '"points":1.5}]': '"points":1e999}]',
    '"points":1.5}]}': '"points":true}]}',
    '"points":1.5}]}]': '"points":"1"}]}]',
    '"order":[2,0,1]': '"order":[2,0,7]',
    '"order":[2,0,1],': '"order":[0,0,1],',
    '"item":"un.complete"': '"item":"gone"',
    '"paragraphs":[[1,': '"paragraphs":[["1",',
}


@pytest.mark.parametrize("was", DAMAGED_FORMS)
def test_a_damaged_form_is_a_diagnostic(was: str) -> None:
    damaged = WRITTEN.replace(was.encode(), DAMAGED_FORMS[was].encode())
    assert damaged != WRITTEN
    deck, problems = read(damaged, "deck.json")
    assert {problem.code for problem in problems} == {"damaged-deck"}
    assert deck is None or (deck.items, deck.forms) == (ITEMS, DECK.forms[1:])


def test_a_capital_is_another_answer_only_where_the_match_is_exact() -> None:
    one, other = (
        {match: key_hash(TextEntry(answer, match=match)) for match in (Match.TEXT, Match.EXACT)}
        for answer in ("MySQL", "mysql")
    )
    assert one[Match.TEXT] == other[Match.TEXT]
    assert one[Match.EXACT] != other[Match.EXACT]
