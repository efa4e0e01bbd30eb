"""A gap inside quotation marks holds what the source has there: its answer is quoted as well."""

from __future__ import annotations

import json

import pytest
from making import try_deck

SPEAKERS = "speakers: {judge: {name: Maria Oyelaran}}\n"
SOURCE = "“I have read every page of them, all 7 of them,” said Maria Oyelaran. “It was dull.”\n"


def codes(stem: str, more: str = "") -> list[str]:
    keys = f"kind: cloze, speaker: judge, quote: I have read every page of them{more}"
    shown = json.dumps(stem, ensure_ascii=False)
    return try_deck(f"{SPEAKERS}questions: {{q: {{{keys}, stem: {shown}}}}}\n", SOURCE).codes


@pytest.mark.parametrize(
    "stem",
    [
        "{speaker} said: “I have ==burnt== every page of them.”",
        "{speaker} said: “I have ==read== every ==book== of them.”",
        "{speaker} said that she ==knew== it: “I have ==burnt== every page.”",
        "{speaker} said: “I have not ==read== every page.”",
        "“I have ==read and marked== every page of them,” {speaker} said.",
    ],
)
def test_what_nobody_said_is_no_gap_of_a_quotation(stem: str) -> None:
    assert codes(stem) == ["invented-quotation"]


@pytest.mark.parametrize(
    ("stem", "more"),
    [
        ("{speaker} said: “I have ==read== every page of them.”", ""),
        ("{speaker} said: “I have ==read== every ==page== of them.”", ""),
        ("{speaker} said: “I have read ==every page of them==.”", ""),
        ("{speaker} said: “==I== have read […] of them.”", ""),
        ("{speaker} said that she had ==studied== them: “I have read ==every page== of them.”", ""),
        ("{speaker} said that she had ==burnt== nothing.", ""),
        ("{speaker} said: “all ==seven== of them”.", ", accept: ['7']"),
    ],
)
def test_words_of_the_source_are(stem: str, more: str) -> None:
    assert codes(stem, more) == []
