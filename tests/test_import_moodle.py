"""Moodle XML: each type of question, pictures that are inside it, and damaged files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import codes, read

from quizgen.__main__ import cli
from quizgen.importers import Imported

PNG = b"\x89PNG\r\n\x1a\n"


def xml(kind: str, inside: str, stem: str = "<p>Which?</p>", name: str = "A name") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>'
        f"{inside}</question>\n"
    )


def answer(text: str, fraction: str = "0", feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>'
        f"<feedback><text>{feedback}</text></feedback>{more}</answer>"
    )


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>\n'


def told(*questions: str) -> tuple[list[dict[str, object]], list[str]]:
    found, said = read("moodle-xml", quiz(*questions))
    return [{"kind": each.kind, **each.keys} for each in found], said


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            xml(
                "multichoice",
                "<single>true</single><defaultgrade>2.0000000</defaultgrade>"
                + answer("Rome", "100", "Yes")
                + answer("Paris &amp;amp; Oslo", "0", "<![CDATA[<b>No</b>]]>")
                + "<generalfeedback><text>All.</text></generalfeedback>"
                "<hint><text>Think.</text></hint><tags><tag><text>towns</text></tag></tags>",
                "<p>Capital&nbsp;of <b>Italy</b>?</p>",
            ),
            {
                "kind": "choice",
                "stem": "Capital of **Italy**?",
                "key": "Rome",
                "distractors": [{"text": "Paris & Oslo", "why": "**No**"}],
                "rationale": "Yes All.",
                "hint": "Think.",
                "tags": ["towns"],
                "points": "2",
            },
        ),
        (
            xml(
                "multichoice",
                "<single>false</single>"
                + answer("a", "50")
                + answer("b", "50")
                + answer("c", "-100"),
            ),
            {
                "kind": "multiple",
                "stem": "Which?",
                "keys": ["a", "b"],
                "distractors": ["c"],
                "scoring": "parts",
            },
        ),
        (
            xml("truefalse", answer("true", "0", "It is not.") + answer("false", "100", "Right.")),
            {
                "kind": "truefalse",
                "stem": "Which?",
                "key": False,
                "why": "It is not.",
                "rationale": "Right.",
            },
        ),
        (
            xml("shortanswer", answer("Ana Ruiz", "100", "Yes") + answer("Ruiz", "100")),
            {
                "kind": "short",
                "stem": "Which?",
                "key": "Ana Ruiz",
                "accept": ["Ruiz"],
                "rationale": "Yes",
            },
        ),
        (
            xml(
                "numerical",
                answer("3.5", "100", "", "<tolerance>0.1</tolerance>")
                + "<units><unit><unit_name>m</unit_name></unit></units>",
            ),
            {"kind": "numeric", "stem": "Which?", "key": "3.5", "tolerance": "0.1", "unit": "m"},
        ),
        (
            xml(
                "matching",
                "".join(
                    f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
                    for left, right in (("Canada", "Ottawa"), ("Italy", "Rome"), ("", "Paris"))
                ),
            ),
            {
                "kind": "matching",
                "stem": "Which?",
                "pairs": {"Canada": "Ottawa", "Italy": "Rome"},
                "extras": ["Paris"],
            },
        ),
        (
            xml("essay", "<graderinfo><text>Two reasons.</text></graderinfo>"),
            {"kind": "open", "stem": "Which?", "key": "Two reasons."},
        ),
        (
            xml("essay", ""),
            {"kind": "open", "stem": "Which?", "key": "No model answer is given."},
        ),
        (
            xml("ordering", answer("first") + answer("then")),
            {"kind": "ordering", "stem": "Which?", "steps": ["first", "then"]},
        ),
        (
            xml("cloze", "", "Rome is in {1:SHORTANSWER:=Italy~=Italia}, by a {2:SA:=river}."),
            {
                "kind": "cloze",
                "stem": "Rome is in ==Italy==, by a ==river==.",
                "gaps": "together",
                "accept": {"Italy": ["Italia"]},
            },
        ),
        (
            xml("cloze", "", "Rome is in {1:MULTICHOICE:France~=Italy#Yes~Spain#No}."),
            {
                "kind": "choice",
                "stem": "Rome is in _____.",
                "key": "Italy",
                "distractors": ["France", {"text": "Spain", "why": "No"}],
                "rationale": "Yes",
            },
        ),
        (
            xml(
                "gapselect",
                "".join(
                    f"<selectoption><text>{word}</text></selectoption>" for word in ("is", "are")
                ),
                "They [[2]] and it [[1]].",
            ),
            {"kind": "cloze", "stem": "They ==are== and it ==is==.", "gaps": "together"},
        ),
    ],
)
def test_each_type(question: str, wanted: dict[str, object]) -> None:
    assert told(question) == ([wanted], [])
    assert codes(read("moodle-xml", quiz(question))[0]) == ([], 1)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (xml("multichoice", answer("a", "100") + answer("b", "33")), "33 % of the points for “b”"),
        (
            xml("shortanswer", answer("a", "100") + answer("b")),
            "0 % of the points for the answer “b”",
        ),
        (xml("shortanswer", "<usecase>1</usecase>" + answer("a", "100")), "that capitals count"),
        (
            xml("cloze", "", "A {1:MC:=b~c} d {1:NM:=5}."),
            "the other options of the gap “b”: c",
        ),
        (
            xml("essay", "", "See <img src='@@PLUGINFILE@@/a.png'><img src='b.png'>"),
            "the picture b.png",
        ),
    ],
)  # fmt: skip
def test_what_has_no_place_is_named(question: str, said: str) -> None:
    found, lost = told(question)
    assert len(found) == 1
    assert lost == [f"3: not kept: {said}"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (xml("ddmarker", ""), "“A name” is of the type ddmarker, which is not read"),
        (xml("description", ""), "“A name” asks nothing"),
        (xml("multichoice", answer("a")), "no answer is right"),
        (xml("truefalse", answer("true")), "the key is neither true nor false"),
        (xml("numerical", answer("soon", "100")), "the answer is not a number"),
        (xml("cloze", "", "No gap."), "the question has no gap that can be read"),
        (xml("cloze", "", "A {1:SA:~b}."), "a gap has no right answer"),
        (xml("gapselect", "", "They [[2]]."), "the question has no gap that can be read"),
        (xml("essay", "", ""), "the question has no words"),
    ],
)
def test_a_question_that_cannot_be_read_is_named_and_the_next_is_read(
    question: str, said: str
) -> None:
    found, lost = told(question, xml("essay", ""))
    assert [each["kind"] for each in found] == ["open"]
    assert lost == [f"3: {said}"]


def test_categories_and_ids() -> None:
    path = "$course$/top/Towns/Italy"
    category = f'<question type="category"><category><text>{path}</text></category></question>'
    ((first, second), said) = read(
        "moodle-xml", quiz(xml("essay", "<idnumber>q 7</idnumber>"), category, xml("essay", ""))
    )
    assert (first.id, first.title, first.keys.get("subdeck")) == ("q 7", "A name", None)
    assert (second.id, second.keys["subdeck"]) == ("", "Towns::Italy")
    assert said == []


def test_a_picture_inside_the_file_is_written_beside_the_deck(
    tmp_path: Path, enter: Callable[[Path], None]
) -> None:
    enter(tmp_path)
    from test_import_command import png

    inside = f'<file name="a map.png" path="/" encoding="base64">{b64encode(png()).decode()}</file>'
    question = xml("essay", "", '<img src="@@PLUGINFILE@@/a%20map.png" alt="A map of Rome"> Where?')
    text = quiz(question.replace("</text></questiontext>", f"</text>{inside}</questiontext>"))
    (tmp_path / "q.xml").write_text(text, "utf-8")
    result = CliRunner().invoke(cli, ["import", "q.xml"], prog_name="quizgen")
    assert result.stdout.splitlines()[-1] == "1 read, 0 not read.", result.output
    assert (tmp_path / "decks/q-a-map.png").read_bytes() == png()
    assert "image: {file: q-a-map.png, alt: A map of Rome}" in (
        tmp_path / "decks/q.yaml"
    ).read_text("utf-8")  # fmt: skip


# --- Harm -----------------------------------------------------------------------------------

ENTITIES = '<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n'


def test_no_entity_of_the_file_is_expanded() -> None:
    text = quiz(xml("essay", "", "x")).replace("<quiz>", f"{ENTITIES}<quiz>")
    found, _ = read("moodle-xml", text.replace("<![CDATA[x]]>", "Why? &b; &f; &eacute;"))
    assert [each.keys["stem"] for each in found] == ["Why? &b; &f; é"]


def test_damage_costs_its_own_question() -> None:
    damaged = xml("essay", "", "Second?").replace("</text>", "</tex>", 1)
    found, said = read(
        "moodle-xml", quiz(xml("essay", "", "First?"), damaged, xml("essay", "", "Third?"))
    )
    stems = [each.keys["stem"] for each in found]
    assert {"First?", "Third?"} <= set(stems)
    assert said[0].startswith("4: the XML is damaged here")


@pytest.mark.parametrize(
    "text",
    ["", "<", "<quiz>", "<quiz><question type=", "no xml", "<quiz>" * 5000,
     "<question type='essay'>" * 300, "<quiz>\x00\x01<question type='essay'/></quiz>",
     quiz("<question/>" * 50), quiz()[:40]],
)  # fmt: skip
def test_what_is_hardly_xml_is_borne(text: str) -> None:
    found, said = read("moodle-xml", text)
    assert all(isinstance(each, Imported) for each in found)
    assert len(said) < 400
