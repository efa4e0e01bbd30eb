"""Cases for marking: an answer, what was typed, and what a careful teacher would say to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from quizgen.grade.answer import Typed, Verdict
from quizgen.grade.lexicon import Lexicon, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.grade.number import read_quantity
from quizgen.quiz.responses import Gap, Gaps, Match, Numeric, Response, Strict, TextEntry

FOLDER = Path(__file__).parent / "grading"


@dataclass(frozen=True)
class Case:
    id: str
    tag: str
    answers: tuple[str, ...]
    typed: str
    response: Response
    lexicon: Lexicon
    verdicts: frozenset[str]
    stem: str = ""
    kind: str = ""

    def marked(self) -> Verdict:
        return grade(self.response, Typed((self.typed,)), self.lexicon, self.stem)

    @property
    def is_false_accept(self) -> bool:
        return self.verdicts == {"wrong"} and self.marked().is_right

    @property
    def is_false_reject(self) -> bool:
        return "wrong" not in self.verdicts and not self.marked().is_right

    @property
    def is_met(self) -> bool:
        return str(self.marked().mark) in self.verdicts

    def __str__(self) -> str:
        marked, wanted = self.marked(), " or ".join(sorted(self.verdicts))
        said = f"{marked.mark} ({marked.reason})" if marked.reason else str(marked.mark)
        return f"{self.id}: “{self.typed[:60]}” for “{self.answers[0]}” is {said}, not {wanted}"


def read_cases(name: str) -> list[Case]:
    """A file of `tests/grading/`. `language:` at its head is that of the cases which name none."""
    content = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    language = content.get("language", "en")
    return [_case(row, row.get("language", language)) for row in content["cases"]]


def _case(row: dict[str, Any], language: str) -> Case:
    answers = row["answer"] if isinstance(row["answer"], list) else [row["answer"]]
    others: list[Response] = [TextEntry(str(other)) for other in row.get("others", ())]
    response = _response(row, [str(answer) for answer in answers], language)
    return Case(
        row["id"],
        row["tag"],
        tuple(map(str, answers)),
        str(row["typed"]),
        response,
        compile_lexicon(language, [response, *others], ()),
        frozenset([row["expected"], *row.get("also", ())]),
        row.get("stem", ""),
        row["kind"],
    )


def _response(row: dict[str, Any], answers: list[str], language: str) -> Response:
    aliases = tuple(map(str, row.get("aliases", ())))
    strict = tuple(map(Strict, row.get("strict", ())))
    match row["kind"]:
        case "list":
            return Gaps(tuple(map(Gap, answers)), is_ordered=False)
        case "number":
            return _numeric(row, answers[0], language) or TextEntry(answers[0])
        case kind:
            return TextEntry(answers[0], aliases, Match(kind), strict)


def _numeric(row: dict[str, Any], answer: str, language: str) -> Numeric | None:
    """None if a deck would take the key for text, as 7–9 or 1/3."""
    quantity = read_quantity(answer, compile_lexicon(language, (), ()).language)
    if quantity is None or 1_000_000 % quantity[0].denominator:
        return None
    value = Decimal(quantity[0].numerator) / Decimal(quantity[0].denominator)
    written = str(row.get("tolerance", 0))
    size = Decimal(written.rstrip("%"))
    tolerance = abs(value) * size / 100 if written.endswith("%") else size
    return Numeric(value, answer, tolerance, str(row.get("unit", quantity[1])))
