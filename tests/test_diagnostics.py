"""Every problem that the front end can report: the decks in tests/decks say in comments what is
wrong with them, and exactly that must be reported.

`# error[code]` stands at the end of the line; `# next: error[code]` on the line above, where a
comment cannot stand in the line itself. What cannot be a file here (other encodings, sizes,
invisible characters) is written by the tests below.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.commands._shared import compile_all
from quizgen.diagnostics import (
    Diagnostic,
    Location,
    TextFile,
    as_github,
    as_json,
    as_text,
)
from quizgen.lint import rules
from quizgen.project.compiled import compile_deck, duplicate_names
from quizgen.reading import document

TESTS = Path(__file__).parent
DECKS = TESTS / "decks"
PACKAGE = TESTS.parent / "quizgen"
SOURCE = DECKS / "source" / "market.txt"
ADVISED = sorted(DECKS.glob("advice/*.yaml"))
SINGLE = sorted({*DECKS.glob("*/*.yaml")} - {*ADVISED})
PROJECTS = sorted({path.parent for path in DECKS.glob("project/*/*.yaml")})

_ANNOTATION = re.compile(
    r"# (?P<next>next: )?(?P<codes>(?:(?:error|warning|info)\[[a-z0-9-]+\] ?)+)$"
)
_CODE = re.compile(r"(error|warning|info)\[([a-z0-9-]+)\]")

Found = list[tuple[str, int, str, str]]


def annotated(paths: Iterable[Path]) -> Found:
    return sorted(
        (path.name, number + bool(found["next"]), severity, code)
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if (found := _ANNOTATION.search(line))
        for severity, code in _CODE.findall(found["codes"])
    )


def reported(problems: Iterable[Diagnostic]) -> Found:
    return sorted(
        (Path(p.where.file.name).name, p.where.file.line_and_column(p.where.start)[0],
         str(p.severity), p.code)
        for p in problems
    )  # fmt: skip


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_exactly_what_is_annotated_is_reported(path: Path) -> None:
    assert reported(compile_deck(path).problems) == annotated([path])


@pytest.mark.parametrize("path", ADVISED, ids=lambda path: path.stem)
def test_exactly_what_is_annotated_is_advised(path: Path) -> None:
    _, problems = compile_all([path], has_advice=True)
    assert reported(problems) == annotated([path])
    assert path.stem in {problem.code for problem in problems}


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda path: path.name)
def test_decks_of_one_project(folder: Path) -> None:
    paths = sorted(folder.glob("*.yaml"))
    compiled = [compile_deck(path) for path in paths]
    problems = [problem for each in compiled for problem in each.problems]
    assert reported([*problems, *duplicate_names(compiled)]) == annotated(paths)


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_deck_is_about_the_code_in_its_name(path: Path) -> None:
    codes = {code for *_, code in annotated([path])}
    assert codes
    assert any(path.stem.startswith(code) for code in codes) or path.stem == "follows-from-errors"


# --- What cannot stand in a file of the corpus ------------------------------------------------

PLAIN = b"""quizgen: 1
deck: plain
uid: k3v9q2m7xd
title: The market
source: {file: market.txt}
claims:
  day: {speaker: reporter, quote: opened a covered market on May 3}
questions:
  when: {kind: short, claim: day, stem: When did the market open?, key: May 3}
"""


def reports(tmp_path: Path, content: bytes) -> list[tuple[str, int]]:
    """(code, line) of a deck with this content."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "market.txt").write_bytes(SOURCE.read_bytes())
    path = tmp_path / "decks" / "deck.yaml"
    path.write_bytes(content)
    return [(code, line) for _, line, _, code in reported(compile_deck(path).problems)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN, id="plain"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="byte order mark"),
        pytest.param(PLAIN.replace(b"\n", b"\r\n"), id="Windows line ends"),
        pytest.param(PLAIN.replace(b"\n", b"\r"), id="old Macintosh line ends"),
        pytest.param(PLAIN.rstrip(), id="no line end at the end"),
    ],
)
def test_nothing_is_wrong(tmp_path: Path, content: bytes) -> None:
    assert reports(tmp_path, content) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", [("empty", 1)], id="nothing"),
        pytest.param(b"# only a comment\n", [("empty", 1)], id="comment"),
        pytest.param(PLAIN.decode().encode("utf-16"), [("not-utf-8", 1)], id="UTF-16"),
        pytest.param(PLAIN + b"# caf\xe9\n", [("not-utf-8", 1)], id="code page"),
        pytest.param(PLAIN + b"# \x00\n", [("control-character", 10)], id="NUL"),
        pytest.param(PLAIN + b"# \x1b[2J\n", [("control-character", 10)], id="escape"),
        pytest.param(PLAIN + "# \u202e\n".encode(), [("control-character", 10)], id="override"),
        pytest.param(PLAIN + "# \u2028\n".encode(), [("control-character", 10)], id="separator"),
        pytest.param(PLAIN + b"# \xf3\xb0\x80\x80\n", [("control-character", 10)], id="private"),
        pytest.param(PLAIN + b"x: " + b"[" * 10_000, [("too-deep", 10)], id="deep"),
    ],
)  # fmt: skip
def test_files_that_no_editor_shows(
    tmp_path: Path, content: bytes, expected: list[tuple[str, int]]
) -> None:
    assert reports(tmp_path, content) == expected


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_CHARACTERS", len(PLAIN) - 1)
    assert reports(tmp_path, PLAIN) == [("too-large", 1)]


def test_a_folder_is_no_deck(tmp_path: Path) -> None:
    assert [problem.code for problem in compile_deck(tmp_path).problems] == ["unreadable"]


def test_a_fresh_uid_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_bytes(PLAIN.replace(b"uid: k3v9q2m7xd\n", b"").replace(b"source", b"sourc"))
    hints = {problem.code: problem.hint for problem in compile_deck(path).problems}
    assert re.fullmatch(r"uid: [a-z0-9]{10}", hints["missing-uid"])


# --- How problems are printed -----------------------------------------------------------------

PRINTED = (
    "syntax/swallowed-text", "syntax/slot-as-mapping", "syntax/split-text", "syntax/tab",
    "syntax/text-like-yaml-colon-inside-braces", "syntax/duplicate-key",
    "syntax/control-character", "syntax/syntax-missing-colon",
    "syntax/syntax-no-space-after-colon", "syntax/syntax-indented-more",
    "syntax/syntax-closed-by-the-next-quotation-mark", "syntax/syntax-dashes-and-keys",
    "syntax/syntax-no-space-after-dash", "syntax/syntax-no-space-after-last-dash",
    "syntax/syntax-child-beside-parent",
    "syntax/syntax-entry-outside", "syntax/text-like-yaml-mark-inside-braces",
    "syntax/text-like-yaml-apostrophe", "fields/unknown-key", "fields/unknown-key-meant",
    "fields/unknown-speaker-by-name", "fields/missing-key", "fields/expected-list-with-commas",
    "fields/expected-mapping-of-speaker", "fields/expected-mapping-of-claims",
    "fields/newer-format", "sources/source-not-text-docx",
    "claims/quotation-not-found", "claims/ambiguous-quotation", "claims/unknown-speaker",
    "claims/slot-not-in-quotation", "placeholders/unknown-slot", "placeholders/missing-form",
    "attribution/unattributed", "attribution/not-their-words", "attribution/invented-quotation",
    "attribution/invented-quotation-around-the-stem", "questions/unknown-kind",
    "attribution/bare-disputed", "options/too-few-distractors", "options/key-among-distractors",
    "quizzes/cannot-fill", "quizzes/cannot-fill-reasons",
)  # fmt: skip


def test_printed_problems(request: pytest.FixtureRequest) -> None:
    golden = TESTS / "golden" / "diagnostics.txt"
    text = "\n\n".join(_printed(DECKS / f"{name}.yaml") for name in PRINTED) + "\n"
    if request.config.getoption("--accept"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def _printed(path: Path) -> str:
    shown = (as_text(problem) for problem in compile_deck(path).problems)
    return "\n\n".join(shown).replace(str(DECKS) + "/", "")


HOSTILE = "a\x1b[31m\u202e\x9b\x00\n\u2066b"


@pytest.fixture
def hostile() -> Diagnostic:
    file = TextFile(f"{HOSTILE}.yaml", f"x: {HOSTILE}\n")
    return Diagnostic(Location(file, 3, 8), "some-code", HOSTILE, HOSTILE, details=(HOSTILE,))


@pytest.mark.parametrize("form", [as_text, as_github, lambda problem: as_json([problem])])
def test_nothing_printed_is_obeyed_by_a_terminal(form, hostile: Diagnostic) -> None:
    assert form(hostile).replace("\n", "").isprintable()


def test_json_gives_back_what_was_written(hostile: Diagnostic) -> None:
    (found,) = json.loads(as_json([hostile]))
    assert (found["message"], found["line"], found["column"]) == (HOSTILE, 1, 4)


def test_a_github_command_is_one_line(hostile: Diagnostic) -> None:
    assert "\n" not in as_github(hostile)
    problem = Diagnostic(Location(TextFile("a,b:c%.yaml", "")), "code", "50% of :: a, b", "c\nd")
    assert as_github(problem) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=code::50%25 of :: a, b Hint: c d"
    )
    listing = replace(problem, details=("in English: prints", "not checked:\nverbs"))
    assert as_github(listing) == f"{as_github(problem)}%0Ain English: prints%0Anot checked: verbs"


def test_a_caret_stands_under_what_it_marks() -> None:
    file = TextFile("deck.yaml", "title: 中文 e\u0301 x\ttail\n")
    text = as_text(Diagnostic(Location(file, 13, 14), "code", "here"))
    *_, line, caret = text.split("\n")
    assert line.endswith("│ title: 中文 e\u0301 x tail")
    assert caret.index("^") - caret.index("│") == 2 + len("title: ") + 4 + 1 + 1 + 1


# --- The manual -------------------------------------------------------------------------------

# A code is a literal wherever a parameter is named `code`. In these places it is not: what
# stands there is handed on or put together from the words on the right.
COMPUTED = {
    "reading/document.py": {"alias", "anchor", "tag"},
    "reading/nodes.py": set(),
    "reading/scalars.py": set(),
    "reading/syntax_errors.py": {"tab", "invisible-indent", "text-like-yaml"},
    "load/source.py": set(),
    "load/claims.py": {
        f"unknown-{each}"
        for each in ("claim", "kind", "pool", "source", "speaker", "tag", "template")
    },
    "project/compiled.py": {"uid-in-use", "deck-in-use"},
    "lint/__init__.py": set(),
    "releases/verify/report.py": {
        f"anki-{each}"
        for each in (
            "no-card",
            "doubled",
            "conflict",
            "moved",
            "kind-changed",
            "gone",
            "restamped",
            "same-guid",
            "skipped",
            "lost-card",
        )
    },
}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    literal, computed = _codes()
    assert computed == set(COMPUTED), "see COMPUTED"
    codes = literal.union(*COMPUTED.values())
    pages = {path.stem for path in (PACKAGE / "data" / "manual").glob("*.md")}
    assert sorted(pages) == sorted(codes)
    assert pages.isdisjoint(rules())


def test_every_code_of_the_corpus_has_a_page() -> None:
    codes = {code for *_, code in annotated(DECKS.glob("**/*.yaml"))} - {*rules()}
    assert codes <= {path.stem for path in (PACKAGE / "data" / "manual").glob("*.md")}


def test_every_code_of_the_front_end_has_a_deck() -> None:
    shown = {code for *_, code in annotated(DECKS.glob("**/*.yaml"))} - {*rules()}
    here = {"not-utf-8", "too-large", "unreadable", "unknown-rule", "unused-allowance"}
    here |= {"renamed-without-was"}  # needs a lock
    outlets = {"damaged-deck", "missing-glyph", "no-typst", "taller-than-a-page", "unprintable"}
    outlets |= {"wider-than-a-line", "taller-than-a-card"}
    outlets |= {"not-imported", "row-not-read", "import-changed", "not-exported", "unremembered"}
    pages = {path.stem for path in (PACKAGE / "data" / "manual").glob("*.md")}
    elsewhere = ("anki-", "lock-", "roster-")
    assert {page for page in pages if not page.startswith(elsewhere)} == shown | here | outlets


@pytest.mark.parametrize("path", sorted((PACKAGE / "data" / "manual").glob("*.md")),
                         ids=lambda path: path.stem)  # fmt: skip
def test_a_page_reads_well(path: Path) -> None:
    text = path.read_text("utf-8")
    first = text.split("\n")[0]
    assert re.fullmatch(r"[A-Z`“{].*\.", first), first
    assert len(first) <= 100
    assert max(map(len, text.split("\n"))) <= 100
    if not path.stem.startswith("anki-"):
        assert "\nWrong:\n\n    " in text or "\nWhat to do:" in text
    assert ("\nWrong:\n" in text) == ("\nRight:\n" in text)


@pytest.mark.parametrize("path", sorted((PACKAGE / "data" / "manual").glob("*.md")),
                         ids=lambda path: path.stem)  # fmt: skip
def test_what_is_said_to_be_right_can_be_read(path: Path) -> None:
    right = path.read_text("utf-8").partition("\nRight:\n")[2]
    _, problems = document.parse(TextFile(path.name, textwrap.dedent(right).replace("…\n", "\n")))
    assert [problem.code for problem in problems] in ([], ["duplicate-key"])


def _codes() -> tuple[set[str], set[str]]:
    """The literal codes in the package, and the files where one is computed."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    positions = dict(item for tree in trees.values() for item in _positions(tree))
    literal: set[str] = set()
    computed: set[str] = set()
    for path, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            keywords = {keyword.arg: keyword.value for keyword in call.keywords}
            at, is_method = positions.get(name, (99, False))
            if is_method and not isinstance(call.func, ast.Attribute):
                continue  # a function of the same name
            if (len(call.args) <= at and "code" not in keywords) or name == "Language":
                continue  # a language's code is another matter
            given = keywords.get("code") or call.args[at]
            if isinstance(given, ast.Constant):
                literal.add(str(given.value))
            else:
                computed.add(path.relative_to(PACKAGE).as_posix())
    return literal, computed


def _positions(tree: ast.AST) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Which argument of functions and classes is a `code`, and whether they are methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [arg.arg for arg in node.args.args]
            is_method = names[:1] == ["self"]
        elif isinstance(node, ast.ClassDef):
            fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
            names = [field.id for field in fields if isinstance(field, ast.Name)]
            is_method = False
        else:
            continue
        if "code" in names and node.name in _REPORTERS:
            yield node.name, (names.index("code") - is_method, is_method)


_REPORTERS = {
    "error", "warning", "info", "Diagnostic", "OneOf", "_at", "_report", "_say", "_failed", "_harm",
    "read_named_file",
}  # fmt: skip


def test_lint_speaks_only_where_nothing_is_wrong() -> None:
    _, problems = compile_all([DECKS / "options" / "same-options.yaml"], has_advice=True)
    assert not {problem.code for problem in problems} & set(rules())
