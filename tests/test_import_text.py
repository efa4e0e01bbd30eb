"""Hostile files of other programs, and how their text is written in a deck."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import HEAD, codes, deck_of, foreign, read
from making import Folder, replace

from quizgen import importers, registry
from quizgen.deck.markup import joined
from quizgen.diagnostics import TextFile
from quizgen.importers._foreign_html import rich_of, tree
from quizgen.importers._foreign_text import as_prose
from quizgen.importers._foreign_text import as_text as as_markdown
from quizgen.load import load
from quizgen.quiz.rich import Break, Code, Emphasis, Link, Strong, Text, plain

# --- Hostile files --------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [*"{}=~#%:\\/[]<>&;\"',\t\n*_`!|@$-", "\n\n", "->", "####", "::", "//", "[html]", "[id:",
         "{{c1::", "}}", "<b>", "</b>", "<![", "<!--", "<?", "&#x202E;", "&#0;", "&#xD800;", "#",
         "T", "a", "Ж", "\u202e", "\U000f0000", "\ue000", "%50%", "1822", "$CATEGORY:", "==",
         "\x1f", "#separator:", "#html:false", "quizgen 1 · Choice · x · y", "stem", "key", "id"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


FORMS = ("aiken", "anki", "cards", "csv", "gift", "moodle-xml", "text2qti")
# Runs of signs that a careless pattern takes the square of.
CELLS = (
    f"A{' ' * 90_000}B", "{{c1::" * 15_000, f"<img src={'a' * 90_000}", "<img" + " src=" * 18_000,
    "![" * 45_000, "x\t" * 45_000, f"A. x{' ' * 90_000}y", "{1:SA:" * 15_000, '["' + "'  " * 30_000,
    "[markdown]" + "![a](" * 15_000 + "{=a ~b}", "(" * 90_000, "<!DOCTYPE quiz [" * 5_000,
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(text=PIECES)
@settings(max_examples=60)
def test_any_file_gives_a_deck_that_can_be_read_or_nothing(form, text):
    found, _ = read(form, text)
    if found:
        problems, _ = codes(found)
        assert "control-character" not in problems
        assert not {"syntax", "unknown-slot", "unclosed-gap", "bad-placeholder"} & set(problems)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text",
    [*(f"question,options,key\n{cell},a|b,a\n" for cell in CELLS), *CELLS, "{" * 50_000,
     "<b>" * 20_000 + "x\ty", "[" * 20_000 + "{=a}", "*" * 20_000 + "{=a ~b}",
     "\\" * 50_001 + "{=a}", '"' * 50_001, "=" * 50_000, ("a" * 200_000) + "\tb",
     "x{" + "=a" * 20_000 + "}", "{{c1::" * 5_000 + "a", "{{c1::a}}" * 2_000 + "\tb"],
    ids=range(11 + 2 * len(CELLS)),
)  # fmt: skip
def test_large_and_deep_files_are_read(form, text):
    registry.load(importers, form).likeness(foreign(text, "q.txt"))
    found, _ = read(form, text)
    assert len(found) < 3
    deck_of(found)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("gift", "Who\u202e?{=a\u202eb ~c}"),
        ("gift", "[html]Who&#x202E;?{=a&#x202E;b ~c}"),
        ("csv", "id,stem,key\nq\u202e,Who?,a\u202eb"),
        ("anki", "Who?\ta\u202eb\ttag\u202e\n"),
    ],
)
def test_what_turns_text_around_stays_out(form, text):
    deck = deck_of(read(form, text)[0])
    assert "\u202e" not in deck
    assert "ab" in deck


def test_a_deck_holds_nothing_but_what_was_imported():
    """No name and no text gets out of its place in the YAML."""
    evil = 'x"\n  - injected: true\n# {y}: [z] &a *b !!c | > % @ `'
    (question,) = read("gift", "Who?{=a}\n")[0]
    question = replace(question, keys={**question.keys, "hint": as_markdown(evil)})
    deck = deck_of([question], replace(HEAD, remark=evil, title=evil))
    loaded, problems = load(TextFile("drafts.yaml", deck), Folder({}), "zzzzzzzzzz")
    assert not problems
    assert loaded
    assert list(loaded.questions) == ["who"]


# --- Text -----------------------------------------------------------------------------------

WORDS = st.text("ab *_`[](){}=\\<>&!~#|\"'“”—é\u0301", min_size=1, max_size=12).map(Text)


RICH = st.recursive(
    WORDS | st.just(Break()) | st.sampled_from(["x", "y z"]).map(Code),
    lambda inner: st.builds(Strong, st.lists(inner, min_size=1, max_size=3).map(joined))
    | st.builds(Emphasis, st.lists(inner, min_size=1, max_size=3).map(joined))
    | st.builds(Link, st.lists(inner, min_size=1, max_size=2).map(joined),
                st.just("https://example.org/a_(b)")),
    max_leaves=6,
)  # fmt: skip


@given(nodes=st.lists(RICH, min_size=1, max_size=4))
@settings(max_examples=300)
def test_written_text_reads_as_the_same_words(nodes):
    from quizgen.deck.placeholders import parse_prose
    from quizgen.reading.nodes import Node, Report

    rich = joined(nodes)
    written, is_whole = as_prose(rich)
    report = Report(TextFile("", written))
    prose = parse_prose(Node(written, 0), report)
    assert not report.problems
    assert prose.is_constant
    if is_whole:
        assert prose.rich == rich
    assert "".join(plain(prose.rich).split()) == "".join(plain(rich).split())


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("a <b>b </b>c", "a **b** c"),
        ("<p>a</p><p>b<br>c</p>", "a\\\nb\\\nc"),
        ("<div>a<div>b</div></div>", "a\\\nb"),
        ("x<script>alert(1)</script>y", "xy"),
        ("<a href='https://e.org'>e</a> <a href='javascript:x'>f</a>", "[e](<https://e.org>) f"),
        ("&lt;b&gt; &amp; {x} == *y*", "<b> & {{x}} \\=\\= \\*y\\*"),
        ("<i></i><b> </b>a", "a"),
        ("un<b>closed <i>tags", "un**closed *tags***"),
        ("<b>“a”</b>b", "“a”b"),  # Markdown cannot say it
    ],
)
def test_html_as_text(html, written):
    assert as_prose(rich_of(tree(html)).nodes)[0] == written
