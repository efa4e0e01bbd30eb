"""Long texts that are full of one mark: time grows with their length, not with its square.

The bounds are many times what is needed; what grows with the square misses them by far.
"""

from __future__ import annotations

import json
import random
import string
import time

import pytest
from making import HEAD, SOURCE, try_deck

from quizgen.deck import markup
from quizgen.lint import lint
from quizgen.source import punctuation
from quizgen.source.source_text import folded

MARKS = [
    "…", "“", "”", "“a” ", '"', '"a" ', "'", "‘a’ ", "‘", "(", "[", "[a](", "*", "**a", "_", "`",
    "``a", "\\", "{", "}", "=", "==a", "<", ">", "&", "#", "-", " ", "1", "1.", "1,", "a.", "A. ",
    "? ", "\n", "e\u0301", "中", "。", "/", "a@", "$1 ", "«", "„", "a'", "x y ", "no. ", "A.B.",
]  # fmt: skip
LONG, SECONDS = 40_000, 4


def seconds(function, text):
    start = time.perf_counter()
    function(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("mark", MARKS, ids=ascii)
def test_no_reader_of_texts_grows_with_the_square(mark):
    text = (mark * LONG)[:LONG]
    for read in (markup.parse_markdown, punctuation.quotations, punctuation.sentences, folded):
        assert seconds(read, text) < SECONDS, read


@pytest.mark.parametrize("mark", ["…", "“a” ", "‘a’ ", '"a" ', "1, ", "A. "])
def test_a_check_of_a_long_stem_is_soon_done(mark):
    stem = ("Why " + mark * 9000)[:9000]

    def check(text):
        question = f"kind: open, claim: a, stem: {json.dumps(text)}, key: x"
        made = try_deck(
            "claims:\n  a: {speaker: reporter, quote: The market opened on May 3}\n"
            f"questions: {{q: {{{question}}}}}\n"
        )
        assert made.deck is not None
        lint(made.deck, made.expansion, made.forms)

    assert seconds(check, stem) < SECONDS


@pytest.mark.parametrize("skip", ["", ", skip: [1, 2]"])
@pytest.mark.parametrize("stop", [". ", " "])  # with sentences, and as one of 350,000 characters
def test_many_misses_in_a_long_source_are_soon_told(skip, stop):
    chance = random.Random(1)  # noqa: S311 - words, not secrets
    known = ["".join(chance.choices(string.ascii_lowercase, k=7)) for _ in range(4000)]
    words = chance.choices(known, k=45_000)
    whole = stop.join(" ".join(words[at : at + 20]) for at in range(0, len(words), 20))
    source = f"{SOURCE}\n{whole}\n"
    assert len(source) > 300_000
    claims = "".join(
        f"  c{at}: {{speaker: reporter, quote: {' '.join(words[at : at + 8])} other}}\n"
        for at in range(0, 4000, 40)
    )
    head = HEAD.replace("text.txt,", f"text.txt{skip},")
    start = time.perf_counter()
    made = try_deck(f"claims:\n{claims}", source, head)
    missed = [each for each in made.problems if each.code == "quotation-not-found"]
    assert len(missed) == 100
    assert all("comes nearest" in problem.message for problem in missed)
    assert time.perf_counter() - start < 3 * SECONDS
