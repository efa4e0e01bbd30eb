"""GIFT that `build --to gift` writes, as gift-pegjs and `quizgen import` read it.

GIFT_PEGJS names the folder of the package, `node_modules/gift-pegjs` where npm has put it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import warnings
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml
from bank_items import ABOUT, EVERY, hostile_items
from click.testing import CliRunner
from making import as_build

from quizgen.__main__ import cli
from quizgen.deck.placeholders import parse_prose
from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Matching, Open, TextEntry
from quizgen.quiz.rich import Break, Rich, Text, plain
from quizgen.reading.nodes import Node, Report
from quizgen.writers import File, gift

JUDGE = Path(__file__).parent / "gift_judge.js"


def written(items: Iterable[Item], folder: Path) -> tuple[str, list[Diagnostic]]:
    made = list(gift.write(as_build(ABOUT, tuple(items)), folder))
    files = [each for each in made if isinstance(each, File)]
    return files[0].content.decode(), [each for each in made if isinstance(each, Diagnostic)]


@pytest.fixture(scope="module")
def judge() -> Any:
    """Reads GIFT as gift-pegjs does."""
    folder = os.environ.get("GIFT_PEGJS", "")
    problem = "" if which("node") else "there is no node"
    if not problem and not Path(folder, "package.json").is_file():
        problem = "GIFT_PEGJS names no folder of the package (npm install gift-pegjs@1)"
    if problem:
        message = f"NOT CHECKED by gift-pegjs: {problem}"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)

    def read(text: str) -> list[dict[str, Any]]:
        command = ["node", str(JUDGE), str(Path(folder).resolve())]
        result = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        found: list[dict[str, Any]] = json.loads(result.stdout)
        return found

    return read


class Words(HTMLParser):
    """The text of HTML, with a line break for each <br>."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.words += "\n" if tag == "br" else ""


def words(formatted: dict[str, str] | None) -> str:
    """What gift-pegjs says of a text, as a browser shows it."""
    if formatted is None:
        return ""
    if formatted["format"] != "html":
        return formatted["text"]
    reader = Words()
    reader.feed(formatted["text"])
    reader.close()
    return reader.words


def lines(rich: Rich) -> str:
    return plain(tuple(Text("\n") if isinstance(node, Break) else node for node in rich))


def test_every_response_that_gift_can_hold(tmp_path: Path, judge: Any) -> None:
    text, _ = written(EVERY, tmp_path)
    found = {each["id"]: each for each in judge(text)}
    assert {name: each["type"] for name, each in found.items()} == {
        "one": "MC", "all": "MC", "statement": "TF", "word": "Short", "number": "Numerical",
        "gap": "Short", "pairs": "Matching", "why": "Essay", "emphasis": "MC", "silence": "MC",
    }  # fmt: skip
    assert found["one"]["tags"] == ["core", "days"]
    assert [each["weight"] for each in found["all"]["choices"]] == [50, 50, -50]
    assert found["statement"]["isTrue"] is True
    assert words(found["statement"]["trueFeedback"]) == "It did."
    assert found["number"]["choices"] == {"type": "range", "number": 1.5, "range": 0.5}
    assert words(found["number"]["stem"]) == "How many? _____ km"
    assert words(found["gap"]["stem"]) == "It opened on _____ 3."
    assert found["emphasis"]["stem"]["text"] == "<strong>Who</strong> <em>else</em>?"
    assert words(found["why"]["globalFeedback"]).startswith("Answer: For trade.\ntrade\nEvidence:")
    for each in found.values():
        said = words(each["globalFeedback"])
        assert "Evidence: “opened on May 3”\n— the report, in its own words, par. 1" in said, said


def test_what_gift_cannot_hold_is_counted_and_named(tmp_path: Path) -> None:
    text, problems = written(EVERY, tmp_path)
    assert not re.search(r"\[id:(steps|two-gaps|names|arrow)\]", text)
    assert [(each.severity, each.message, *each.details) for each in problems] == [
        ("warning", "GIFT has no form for steps to be put in order: 1 question is left out",
         "steps"),
        ("warning", "GIFT has no form for several gaps or words in one question: "
         "2 questions are left out", "two-gaps, names"),
        ("warning", "GIFT has no form for “->” in a typed answer or on the right of a pair: "
         "1 question is left out", "arrow"),
        ("info", "GIFT has no form for points that only all right options together give: "
         "1 question goes without", "all"),
    ]  # fmt: skip


def test_a_build_names_each_thing_that_two_formats_cannot_hold(project: Path) -> None:
    deck = project / "decks/orchids.yaml"
    more = """\
    hint: Twelve.
  order: {kind: ordering, claim: half, stem: "As {speaker} said:", steps: [Sundays, town]}
  gaps: {kind: cloze, claim: half, stem: "{speaker} said: ==Sundays==, ==library==."}
"""
    text = deck.read_text("utf-8").replace("    key: 12\n", "    key: 12\n" + more)
    deck.write_text(text, "utf-8")
    result = CliRunner().invoke(cli, ["build", "--to", "gift", "--to", "csv"], prog_name="quizgen")
    assert result.exit_code == 0, result.output
    assert "steps to be put in order: 1 question is left out\n" in result.output
    assert "several gaps or words in one question: 1 question is left out\n" in result.output
    assert "GIFT has no form for hints: 1 question goes without\n" in result.output
    assert "more like it" not in result.output
    assert "  order\n" in result.output
    assert "  gaps\n" in result.output


# --- Hostile signs -------------------------------------------------------------------------------

HOSTILE = hostile_items(600)


def test_no_sign_is_damaged_for_gift_pegjs(tmp_path: Path, judge: Any) -> None:
    text, problems = written(HOSTILE, tmp_path)
    assert not [each for each in problems if each.severity == "warning"]
    found = judge(text)
    assert len(found) == len(HOSTILE)
    for item, each in zip(HOSTILE, found, strict=True):
        assert each["id"] == item.id
        assert words(each["stem"]) == lines(item.stem)
        assert words(each["globalFeedback"]).find(lines(item.rationale)) >= 0
        if isinstance(item.response, Open):
            assert judged(each).startswith(meant(item))
        else:
            assert judged(each) == meant(item)


def meant(item: Item) -> Any:
    match item.response:
        case Choice(options=options):
            return [(lines(option.content), lines(option.rationale)) for option in options]
        case TextEntry(answer=answer, accepted=accepted):
            return [answer, *accepted]
        case Matching(pairs=pairs):
            return [(plain(pair.left), plain(pair.right)) for pair in pairs]
        case Open(answer=answer):
            return f"Answer: {lines(answer)}"


def judged(found: dict[str, Any]) -> Any:
    match found["type"]:
        case "MC":
            return [(words(each["text"]), words(each["feedback"])) for each in found["choices"]]
        case "Short":  # Moodle wants an asterisk escaped in the answer itself
            return [words(each["text"]).replace("\\*", "*") for each in found["choices"]]
        case "Matching":
            pairs = found["matchPairs"]
            return [(words(each["subquestion"]), unescaped(each["subanswer"])) for each in pairs]
        case "Essay":
            return words(found["globalFeedback"])


def unescaped(text: str) -> str:
    """gift-pegjs does not turn its own escapes back on the right of a pair."""
    return re.sub(r"&&(\d{3});", lambda found: chr(int(found[1])), text)


def test_no_sign_is_damaged_for_import(tmp_path: Path, enter: Callable[[Path], None]) -> None:
    enter(tmp_path)
    text, _ = written(HOSTILE, tmp_path)
    (tmp_path / "bank.gift").write_text(text, "utf-8")
    result = CliRunner().invoke(cli, ["import", "bank.gift"], prog_name="quizgen")
    assert result.exit_code == 0, result.output
    deck = yaml.load((tmp_path / "decks/bank.yaml").read_bytes(), yaml.CBaseLoader)  # noqa: S506
    assert list(deck["questions"]) == [item.id for item in HOSTILE]
    for item, found in zip(HOSTILE, deck["questions"].values(), strict=True):
        assert prose(found["stem"]) == lines(item.stem)
        said = prose(found.get("rationale") or found["key"])
        assert lines(item.rationale) in said
        assert imported(found) == wanted(item), found


def prose(written: str) -> str:
    return lines(parse_prose(Node(written, 0), Report(TextFile("", written))).rich)


def typed(written: str) -> str:
    return written.replace("{{", "{").replace("}}", "}")


def imported(found: dict[str, Any]) -> Any:
    match found["kind"]:
        case "choice":
            wrong = ((prose(each["text"]), prose(each["why"])) for each in found["distractors"])
            return [prose(found["key"]), *wrong]
        case "multiple":
            return [prose(each) for each in (*found["keys"], *found["distractors"])]
        case "short":
            return [typed(found["key"]), *found["accept"]]
        case "matching":
            return [(typed(left), prose(right)) for left, right in found["pairs"].items()]
        case "open":
            return prose(found["key"]).partition("\n")[0]


def wanted(item: Item) -> Any:
    """`import` puts the reason for a key before the rationale of the question."""
    match item.response:
        case Choice(options=options, is_multiple=True):
            return [lines(option.content) for option in options]
        case Choice(options=(key, *others)):
            reasons = ((lines(option.content), lines(option.rationale)) for option in others)
            return [lines(key.content), *reasons]
        case Open(answer=answer):
            return lines(answer).partition("\n")[0]
        case _:
            return meant(item)
