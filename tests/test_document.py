"""YAML as located values: where each value stands, however it is written."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from quizgen.diagnostics import Location, TextFile
from quizgen.reading import document
from quizgen.reading.document import parse
from quizgen.reading.nodes import Node, Report, key_location, location, part_location
from quizgen.reading.safe_files import decode


def parsed(text: str) -> tuple[TextFile, Node]:
    file = TextFile("deck.yaml", text)
    root, problems = parse(file)
    assert problems == []
    assert root is not None
    return file, root


def bare(node: Node | None) -> Any:
    """The values without their places."""
    if node is None or isinstance(node.value, str):
        return None if node is None else node.value
    if isinstance(node.value, list):
        return [bare(each) for each in node.value]
    return {key: bare(each) for key, each in node.value.items()}


def at(where: Location) -> str:
    return where.file.text[where.start : where.end]


STYLES = {
    "plain": ("a: some text", "some text", "some text"),
    "single": ("a: 'it''s so'", "it's so", "'it''s so"),
    "double": ('a: "a \\"b\\" c"', 'a "b" c', '"a \\"b\\" '),
    "literal": ("a: |\n  one\n  two\n", "one\ntwo\n", "|"),
    "folded": ("a: >\n  one\n  two\n", "one two\n", ">"),
    "several lines": ("a: one\n  two\n", "one two", "one\n  t"),
    "in a flow mapping": ("{x: y, a: some text}", "some text", "some text"),
    "after a comment": ("# note\na:   some text   # note", "some text", "some text"),
    "Cyrillic": ("ключ: [ә]\na: қазақша мәтін", "қазақша мәтін", "қазақша мәтін"),
    "beyond the basic plane": ("x: 😀😀\na: 😀 text", "😀 text", "😀 text"),
}


@pytest.mark.parametrize(("text", "value", "shown"), STYLES.values(), ids=STYLES)
def test_a_value_and_its_place(text: str, value: str, shown: str) -> None:
    file, root = parsed(text)
    node = root.value["a"]  # type: ignore[index]  # a mapping
    assert node.value == value
    assert at(location(file, node)).startswith(shown)
    assert at(key_location(file, "a", node)) == "a"


def test_lists_and_mappings_stand_at_their_first_character() -> None:
    file, root = parsed("a: [x, y]\nb:\n  - p\n  - q\nc: {k: v}\nd:\n  k: v\n")
    starts = {key: file.line_and_column(node.start) for key, node in root.value.items()}
    assert starts == {"a": (1, 4), "b": (3, 3), "c": (5, 4), "d": (7, 3)}


def test_a_quoted_key_is_marked_with_its_quotation_marks() -> None:
    file, root = parsed('"one two": x')
    assert at(key_location(file, "one two", root.value["one two"])) == '"one two"'


def test_a_part_of_a_text() -> None:
    file, root = parsed('a: "see {slot}"\nb: "{slot}"\n')
    where = part_location(file, root.value["b"], "{slot}")
    assert file.line_and_column(where.start) == (2, 5)
    folded = part_location(file, root.value["a"], "not there")
    assert at(folded) == '"see {slot}"'


@pytest.mark.parametrize("text", ["no", "1:30", "0x10", "1_000", "~", "null", "1e3", "2024-05-03"])
def test_text_stays_what_the_author_wrote(text: str) -> None:
    assert bare(parsed(f"a: {text}")[1]) == {"a": text}


def test_columns_count_characters_after_a_byte_order_mark() -> None:
    text = decode(b"\xef\xbb\xbf" + "ключ: x".encode())
    assert isinstance(text, str)
    file, root = parsed(text)
    assert file.line_and_column(root.value["ключ"].start) == (1, 7)


DOCUMENTS = [
    "a: b\nc: [d, {e: f}]\n",
    "a:\n  - b\n  - c: d\n    e: 'f'\n",
    'a: "x\\ty\\u0416"\nb: |\n  one\n\n  two\nc: >-\n  one\n  two\n',
    "a: &x b\nc: *x\nd: !t e\n<<: {k: v}\n",
    "a: {slot}\nb: {x, y}\nc: {d: e 1,000 f}\n",
    "a: 1\na: 2\n",
    "a: b #1\nc: d\n---\ne: f\n",
    'a: "\\e[2J\\u202e"\nb: {"\\x07": c}\n',
    "a: \x00b\nc: \u202ed\n",
    "- a\n- [b, c]\n",
    "just text",
    "",
    "# only a comment",
    "a:\n\u00a0\u00a0b: c\n",
    "[" * 60,
]


@pytest.mark.parametrize("text", DOCUMENTS, ids=repr)
def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = TextFile("deck.yaml", text)
    fast, problems = parse(file)
    monkeypatch.setattr(document, "_Parser", yaml.SafeLoader)
    slow, same_problems = parse(file)
    assert bare(slow) == bare(fast)
    assert _places(slow) == _places(fast)
    assert same_problems == problems


def _places(node: Node | None) -> list[tuple[int, int]]:
    if node is None:
        return []
    places = [(node.start, node.key_start)]
    children = node.value.values() if isinstance(node.value, dict) else node.value
    for child in children if not isinstance(node.value, str) else ():
        places += _places(child)
    return places


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF", "\\ud800"])
@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_an_escape_that_names_no_character(
    monkeypatch: pytest.MonkeyPatch, parser: type, escape: str
) -> None:
    monkeypatch.setattr(document, "_Parser", parser)
    _, problems = parse(TextFile("deck.yaml", f'a: "{escape}"'))
    assert [problem.code for problem in problems] in (["syntax"], ["control-character"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {b: one, two}", "one, two"),
        ("a: {b: 1,000 and 2,000 more}", "1,000 and 2,000 more"),
        ("a: {b: one, two, c: d}", "one, two"),
    ],
)
def test_a_text_that_a_comma_has_cut_is_put_together(text: str, value: str) -> None:
    root, problems = parse(TextFile("deck.yaml", text))
    assert {problem.code for problem in problems} == {"split-text"}
    assert bare(root)["a"]["b"] == value


@pytest.mark.parametrize("text", ["a: {b: }", "a: {b: '', c: d}", 'a: {b: ""}', "a: {}"])
def test_an_empty_value_is_not_cut(text: str) -> None:
    assert parse(TextFile("deck.yaml", text))[1] == []


def test_every_problem_that_leaves_the_file_readable_is_reported() -> None:
    text = "a: &x b\na: c\nd: {slot}\ne: f #1\n"
    _, problems = parse(TextFile("deck.yaml", text))
    assert sorted(problem.code for problem in problems) == [
        "anchor", "duplicate-key", "slot-as-mapping", "swallowed-text",
    ]  # fmt: skip


def test_a_key_that_stands_twice_is_reported_although_its_value_cannot_be_read() -> None:
    root, problems = parse(TextFile("deck.yaml", "a: b\na:\n  c: {d: [e}\n"))
    assert root is None
    assert [problem.code for problem in problems][:1] == ["duplicate-key"]


def test_a_problem_of_an_empty_key_is_reported_where_it_stands() -> None:
    file = TextFile("deck.yaml", "a: {'': b}\n")
    root, _ = parse(file)
    assert root is not None
    report = Report(file)
    report.error(root.entries_at("a")[""], "unknown-key", "unknown key ``", key="")
    assert report.problems[0].where.start == file.text.index("''")


def test_a_deep_document_is_refused_before_it_is_built() -> None:
    for text in ("[" * 100_000, "a: " + "{b: " * 100_000):
        root, problems = parse(TextFile("deck.yaml", text))
        assert root is None
        assert [problem.code for problem in problems] == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "is_swallowed"),
    [
        ("a: b #1", True),
        ("a: b # 1", False),
        ("a: 'b #1'", False),
        ("a: 'b' #1", True),
        ("a: b#1", False),
        ("a: #1", False),
        ("#1\na: b", False),
        ("a: |\n  b #1\n", False),
        ("a: [b #1\n  ]", True),
        ("a: b ## c", False),
    ],
)
def test_what_a_comment_swallows(text: str, is_swallowed: bool) -> None:
    codes = [problem.code for problem in parse(TextFile("deck.yaml", text))[1]]
    assert codes == ["swallowed-text"] * is_swallowed
