"""The types of keys: what they read, what they say about the rest, and their JSON Schema."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from making import try_deck

from quizgen.diagnostics import TextFile
from quizgen.reading.declaration import Type, declared, declares_keys
from quizgen.reading.document import parse
from quizgen.reading.fields import ByShape, ListOf, MapOf, Record
from quizgen.reading.nodes import Node, Report, did_you_mean
from quizgen.reading.scalars import BOOLEAN, IDENTIFIER, NUMBER, TEXT, DecimalNumber, Integer, OneOf

COLOUR = OneOf(("red", "green"), "unknown-colour", "colour")


@declares_keys
class Point:
    x: int | None = declared(Integer(0, 9), "Across.", is_required=True, example="1")
    y: int = declared(Integer(0, 9), "Up.", absent=0, default="0")


POINT = Record("a point", Point)


def read(type_: Type, yaml: str) -> tuple[Any, list[str], Report]:
    """What is read at `a:`, the codes of what is wrong with it, and the report."""
    report = Report(TextFile("deck.yaml", f"a: {yaml}\n"))
    root, report.problems = parse(report.file)
    assert root is not None
    assert report.problems == []
    value = type_.read(root.value["a"], report)  # type: ignore[index]  # a mapping
    return value, [problem.code for problem in report.problems], report


def bare(value: Any) -> Any:
    if isinstance(value, Node):
        return value.value
    return tuple(map(bare, value)) if isinstance(value, tuple) else value


READABLE: list[tuple[Type, str, Any, Any]] = [
    # type, as YAML, what is read, as JSON
    (TEXT, "some text", "some text", "some text"),
    (TEXT, "14", "14", 14),
    (TEXT, "true", "true", True),
    (IDENTIFIER, "week-1", "week-1", "week-1"),
    (IDENTIFIER, "қала_2", "қала_2", "қала_2"),
    (IDENTIFIER, "7", "7", 7),
    (BOOLEAN, "true", True, True),
    (BOOLEAN, "false", False, False),
    (BOOLEAN, "FALSE", False, False),
    (BOOLEAN, "True", True, True),
    (BOOLEAN, "yes", True, "yes"),
    (BOOLEAN, "No", False, "No"),
    (BOOLEAN, "T", True, "T"),
    (BOOLEAN, '"f"', False, "f"),
    (BOOLEAN, "off", False, "off"),
    (Integer(0, 9), "0", 0, 0),
    (Integer(0, 9), "9", 9, 9),
    (Integer(), "1000000", 1_000_000, 1_000_000),
    (DecimalNumber(Decimal("0.7"), Decimal("0.97")), "0.7", Decimal("0.7"), 0.7),
    (DecimalNumber(Decimal("0.7"), Decimal("0.97")), "0.97", Decimal("0.97"), 0.97),
    (NUMBER, "0.5", Decimal("0.5"), 0.5),
    (NUMBER, "2", Decimal(2), 2),
    (COLOUR, "red", "red", "red"),
    (ListOf(COLOUR), "[red, green]", ("red", "green"), ["red", "green"]),
    (ByShape(TEXT, ListOf(TEXT)), "one", "one", "one"),
    (ByShape(TEXT, ListOf(TEXT)), "[one, two]", ("one", "two"), ["one", "two"]),
    (POINT, "{x: 1}", Point(x=1, y=0), {"x": 1}),
    (POINT, "{x: 1, y: 2}", Point(x=1, y=2), {"x": 1, "y": 2}),
]


@pytest.mark.parametrize(("type_", "yaml", "value", "json"), READABLE)
def test_what_can_be_read(type_: Type, yaml: str, value: Any, json: Any) -> None:
    found, codes, _ = read(type_, yaml)
    assert codes == []
    assert bare(found) == value
    jsonschema.validate(json, type_.schema())


REFUSED: list[tuple[Type, str, str, Any]] = [
    # type, as YAML, code, as JSON (… where the schema cannot tell)
    (TEXT, "", "empty", None),
    (TEXT, '"  "', "empty", ...),
    (TEXT, "[a]", "expected-text", ["a"]),
    (TEXT, "{a: b}", "expected-text", {"a": "b"}),
    (IDENTIFIER, "two words", "bad-id", ...),
    (IDENTIFIER, "-a", "bad-id", ...),
    (IDENTIFIER, "a.b", "bad-id", ...),
    (IDENTIFIER, "\u0301a", "bad-id", ...),
    (IDENTIFIER, "cafe\u0301", "bad-id", ...),
    (IDENTIFIER, "a\ufe0f", "bad-id", ...),
    (IDENTIFIER, "x" * 101, "bad-id", ...),
    (BOOLEAN, "maybe", "expected-boolean", "maybe"),
    (BOOLEAN, "trueish", "expected-boolean", "trueish"),
    (BOOLEAN, "1", "expected-boolean", 1),
    (BOOLEAN, "[]", "expected-boolean", []),
    (Integer(0, 9), "10", "expected-number", 10),
    (Integer(0, 9), "-1", "expected-number", -1),
    (Integer(0, 9), "1.5", "expected-number", 1.5),
    (Integer(0, 9), "1_0", "expected-number", "1_0"),
    (Integer(0, 9), "٣", "expected-number", "٣"),
    (Integer(), "9" * 400, "expected-number", 10**400),
    (NUMBER, "-1", "expected-number", -1),
    (NUMBER, "1e9", "expected-number", ...),
    (NUMBER, ".nan", "expected-number", "nan"),
    (COLOUR, "rde", "unknown-colour", "rde"),
    (COLOUR, "{a: b}", "unknown-colour", {"a": "b"}),
    (ListOf(COLOUR), "red", "expected-list", "red"),
    (ListOf(COLOUR), "[]", "too-few", []),
    (ListOf(COLOUR), "[red, blue]", "unknown-colour", ["red", "blue"]),
    (MapOf(TEXT), "[a]", "expected-mapping", ["a"]),
    (MapOf(TEXT), "{a b: c}", "bad-id", {"a b": "c"}),
    (ByShape(TEXT, ListOf(TEXT)), "{a: b}", "expected-text", {"a": "b"}),
    (POINT, "1", "expected-mapping", 1),
    (POINT, "{y: 1}", "missing-key", {"y": 1}),
    (POINT, "{x: 1, z: 2}", "unknown-key", {"x": 1, "z": 2}),
]


@pytest.mark.parametrize(("type_", "yaml", "code", "json"), REFUSED)
def test_what_is_refused(type_: Type, yaml: str, code: str, json: Any) -> None:
    _, codes, report = read(type_, yaml)
    assert codes == [code]
    assert report.problems[0].hint, "a cure"
    if json is not ...:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json, type_.schema())


def test_what_can_be_read_is_read_beside_what_cannot() -> None:
    value, codes, _ = read(ListOf(COLOUR), "[red, blue, green]")
    assert (value, codes) == (("red", "green"), ["unknown-colour"])
    value, codes, _ = read(POINT, "{x: 1, y: up, z: 3}")
    assert (value, codes) == (Point(x=1), ["unknown-key", "expected-number"])


def test_entries_of_a_mapping_keep_their_keys_and_places() -> None:
    value, codes, report = read(MapOf(TEXT), "{one: x, two: y}")
    assert codes == []
    assert [(key, entry.key, entry.value.value) for key, entry in value.items()] == [
        ("one", "one", "x"),
        ("two", "two", "y"),
    ]
    where = report.key("two", value["two"].node)
    assert report.file.line_and_column(where.start) == (1, 13)


@pytest.mark.parametrize(
    ("yaml", "dots", "is_read"),
    [("{a.b: x}", True, True), ("{a.b: x}", False, False), ("{a..b: x}", True, False)],
)
def test_ids_with_dots(yaml: str, dots: bool, is_read: bool) -> None:
    value, _, _ = read(MapOf(TEXT, dots=dots), yaml)
    assert bool(value) == is_read


def test_a_mapping_without_ids_takes_any_key() -> None:
    value, codes, _ = read(MapOf(TEXT, has_ids=False), "{“one”, two!: x}".replace(",", ""))
    assert (list(value), codes) == (["“one” two!"], [])


@pytest.mark.parametrize(
    ("yaml", "column", "hint"),
    [
        ("{y: 1}", 1, "x: 1"),
        ("{x: 1, Y: 2}", 11, "did you mean `y`?"),
        ("{x: 1, colour: 2}", 11, "known here: x, y"),
    ],
)
def test_where_a_problem_is_and_what_to_type(yaml: str, column: int, hint: str) -> None:
    _, _, report = read(POINT, yaml)
    (problem,) = report.problems
    assert report.file.line_and_column(problem.where.start) == (1, column)
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Steem", "did you mean `stem`?"),
        ("key", "did you mean `keys`?"),
        ("x", "known here: keys, stem"),
    ],
)
def test_did_you_mean(name: str, hint: str) -> None:
    assert str(did_you_mean(name, ["stem", "keys"])) == hint


def test_nobody_is_shown_a_long_list() -> None:
    assert did_you_mean("x", [f"name-{number}" for number in range(100)]) == ""
    assert did_you_mean("x", ["one"], "write one") == "write one"


@pytest.mark.parametrize(
    ("id_", "why", "hint"),
    [
        ("my deck!", "an id has only letters, digits, - and _", "write my-deck"),
        ("राम की कथा", "an id has only letters, digits, - and _", "write राम-की-कथा"),
        ("?!", "an id has only letters, digits, - and _", "choose another word"),
        ("-a", "it does not begin with a letter or a digit", "write a"),
        ("_a", "it does not begin with a letter or a digit", "write a"),
        ("x" * 101, "it is longer than 100 characters", f"write {'x' * 100}"),
        ("cafe\u0301", "its accents are separate characters", "write café"),
    ],
)
def test_why_it_is_no_id_and_which_would_be_one(id_: str, why: str, hint: str) -> None:
    _, _, report = read(IDENTIFIER, id_)
    (problem,) = report.problems
    assert problem.message == f"`{id_}` cannot be an id: {why}"
    assert problem.hint == hint


@pytest.mark.parametrize(
    "id_", ["a", "1-a_b", "слово", "रामायण", "ก่อน", "مُحَمَّد", "שָׁלוֹם", "한국", "con", "NUL", "q̃"]
)
def test_an_id_is_of_any_script(id_: str) -> None:
    value, _, report = read(IDENTIFIER, id_)
    assert (value, report.problems) == (id_, [])


def test_the_schema_describes_every_key() -> None:
    schema = POINT.schema()
    assert schema["required"] == ["x"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["y"]["description"] == "Up. Default: 0."


@pytest.mark.parametrize("key", ["stem", "rationale", "hint", "key"])
def test_a_text_without_end_is_refused(key):
    keys = {"kind": "short", "claim": "c", "stem": "What says the report?", "key": "luck"}
    written = "".join(
        f"    {name}: {value}\n" for name, value in (keys | {key: "x" * 10_001}).items()
    )
    claims = "claims:\n  c: {speaker: reporter, quote: trade needs luck}\n"
    made = try_deck(f"{claims}questions:\n  q:\n{written}")
    assert "too-large" in made.codes


@pytest.mark.parametrize(
    ("yaml", "wanted"),
    [("0.7", "0.7"), ("0.97", "0.97"), ("0.69", None), ("0.98", None), ("-0.8", None)],
)
def test_bounds_belong_to_what_is_between_them(yaml: str, wanted: str | None) -> None:
    value, codes, _ = read(DecimalNumber(Decimal("0.7"), Decimal("0.97")), yaml)
    assert value == (None if wanted is None else Decimal(wanted))
    assert codes == ([] if wanted else ["expected-number"])
