"""Decks spoilt at random: whatever stands in a file, it gets diagnostics, never a traceback."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import expand
from quizgen.diagnostics import Diagnostic, TextFile, as_github, as_json, as_text
from quizgen.lint import lint
from quizgen.load import load
from quizgen.reading.safe_files import Undecodable, decode

TESTS = Path(__file__).parent
ROOT = TESTS.parent
EXAMPLES = int(os.environ.get("DECKS") or (2000 if os.environ.get("CI") else 200))

STARTER = "quizgen/data/starter"

_PATHS = sorted((*ROOT.glob("decks/*.yaml"), *TESTS.glob("decks/*/*.yaml"),
                 *TESTS.glob("projects/*/decks/*.yaml")))  # fmt: skip
_LARGEST = sorted(_PATHS, key=lambda path: path.stat().st_size)[-6:]
CORPUS = [path.read_text("utf-8") for path in _PATHS]
REAL = [path.read_text("utf-8") for path in _LARGEST]


class Memory:
    """The source texts of all decks here, by name."""

    files: ClassVar = {
        path.name: path.read_bytes()
        for folder in ("source", "tests/decks/source", "tests/projects/*/source", STARTER)
        for path in ROOT.glob(f"{folder}/*.txt")
    }

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)


def check(content: bytes) -> list[Diagnostic]:
    """What `quizgen check` does with a file of this content."""
    text = decode(content)
    if isinstance(text, Undecodable):
        return []
    deck, problems = load(TextFile("deck.yaml", text), Memory(), "k3v9q2m7xd")
    if deck is None:
        assert problems, "a deck that cannot be read, and no word why"
        return problems
    expansion, more = expand(deck)
    forms, still_more = assemble(deck, expansion)
    return [*problems, *more, *still_more, *lint(deck, expansion, forms)]


FRAGMENTS = [
    "{source.as} \\U000F0009", "==a== \\U00100009", "{quote} \\e \\u202E",
    "{", "}", "[", "]", "{{", "}}", "{}", "[]", "*", "**", "_", "`", "&", "&a ", "*a", "!",
    "!!python/none ", "%", "@", "|", ">", "-", "- ", "? ", ": ", ":", "#", " #1", "#", "==",
    "= =", "====", "\\", '"', "'", "“", "”", "‘", "’", "«", "…", "[…]", "...", "---\n", "...\n",
    "%YAML 1.2\n", "<<: *a\n", "<<: {a: b}\n", "\t", "\u00a0", "\u3000", "\x00", "\x1b[2J",
    "\u202e", "\u2028", "\x85", "\ufeff", "\ufffe", "\ufffd", "\U000f0000", "\U00100000",
    "\ue000", "\U0010ffff", "e\u0301" * 50, "\u0301", "İ", "ß", "ﬁ", "٣", '"\\e"',
    '"\\U000F0000"', '"\\U00100000"', '"\\ud800"', '"\\UFFFFFFFF"', '"\\x00"', '"\\N\\L\\P"',
    "9" * 400, "1e999", "-0", "0x10", "1_000", "1:30", "NaN", "99999999999999999999",
    "0.000000000000001", "{speaker}", "{speaker.x}", "{quote|gap missing}", "{quote|gap }",
    "{text}", "{untrue}", "{source.as}", "{source}", "{a|b|c|d}", "{|}", "{.}", "{ }",
    "{quote|cap|cap}", "==a==", "==**a**==", "**==a==**", "==a**b==c**", "[a](b)",
    "[==a==]({speaker})", "`{speaker}`", "a  \nb", "{" * 60, "[" * 200, "- " * 100, "a: " * 60,
    "(" * 200, "*" * 300, "[" * 300 + "](" * 300, "“" * 300, "null", "~", "yes", "on", "", "\r",
    "\r\n", "\n", "\n\n", "   ", "? a\n", "|2-\n", ">+\n", "con", "a.b.c", "reporter",
    "draft: true", "par: 99", "kind: cloze", "kind: [a]", "stem: {a: b}", "uid: ", "was: [a, a]",
    "forms: {x: y}",
]  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A deck with a few things done to it."""
    text = draw(st.sampled_from(REAL) | st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(_DAMAGES))(draw, text)
    return text.encode("utf-8", "surrogatepass")


def _delete_line(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    return "\n".join(lines)


def _duplicate_line(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines.insert(there, lines[here])
    return "\n".join(lines)


def _swap_lines(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[here], lines[there] = lines[there], lines[here]
    return "\n".join(lines)


def _indent_line(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    here = draw(st.integers(0, len(lines) - 1))
    lines[here] = draw(st.sampled_from(["  ", "    ", "\t", "\u00a0 ", " - "])) + lines[here]
    return "\n".join(lines)


def _insert(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(FRAGMENTS) | st.text(max_size=5)) + text[at:]


def _replace_value(draw: st.DrawFn, text: str) -> str:
    """A whole value, so that it is read and not only refused by YAML."""
    places = [at for at, mark in enumerate(text) if mark == ":" and text[at + 1 : at + 2] == " "]
    if not places:
        return text
    at = draw(st.sampled_from(places)) + 2
    length = draw(st.integers(0, 30))
    fragment = draw(st.sampled_from(FRAGMENTS))
    shape = draw(st.sampled_from(["{}", "[{}]", "'{}'", "{}\n"]))
    quoted = json.dumps(fragment, ensure_ascii=False)  # reaches the stages after YAML
    written = draw(st.sampled_from([quoted, shape.replace("{}", fragment)]))
    return text[:at] + written + text[at + length :]


def _replace_word(draw: st.DrawFn, text: str) -> str:
    """One word of the deck in place of another: names that do not fit where they stand."""
    words = sorted(set(text.split()))
    if len(words) < 2:
        return text
    old, new = draw(st.sampled_from(words)), draw(st.sampled_from(words))
    return text.replace(old, new, draw(st.sampled_from([1, -1])))


def _truncate(draw: st.DrawFn, text: str) -> str:
    return text[: draw(st.integers(0, len(text)))]


_DAMAGES = (
    _delete_line, _duplicate_line, _swap_lines, _indent_line, _insert, _insert, _replace_value,
    _replace_value, _replace_word, _truncate,
)  # fmt: skip


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(spoilt())
def test_a_spoilt_deck_gets_diagnostics(content: bytes) -> None:
    problems = check(content)
    for problem in problems:
        assert as_text(problem).replace("\n", "").isprintable()
        assert as_github(problem).isprintable()
    assert as_json(problems).replace("\n", "").isprintable()


@settings(max_examples=EXAMPLES // 4)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_get_diagnostics(content: bytes) -> None:
    for problem in check(content):
        assert as_text(problem).replace("\n", "").isprintable()


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=ascii)
def test_a_fragment_in_place_of_each_value(fragment: str) -> None:
    """Without chance: every fifth value in turn, every one where CI is set."""
    deck = (ROOT / STARTER / "deck.yaml").read_text("utf-8")
    values = list(re.finditer(r"(?<=: )[^\s{\[|>#][^,}\]#\n]*", deck))
    step = 1 if os.environ.get("CI") else 5
    for value in values[FRAGMENTS.index(fragment) % step :: step]:
        quoted = json.dumps(fragment, ensure_ascii=False)
        for written in {quoted, f'"{fragment}"'}:
            spoilt_deck = deck[: value.start()] + written + deck[value.end() :]
            for problem in check(spoilt_deck.encode("utf-8", "surrogatepass")):
                assert as_text(problem).replace("\n", "").isprintable(), spoilt_deck


def test_the_decks_are_there() -> None:
    assert len(CORPUS) > 50
    assert Memory.files
