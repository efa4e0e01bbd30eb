"""Files of other programs, spoilt: whatever stands in one, the import names it, ends without a
traceback, and writes a deck that `check` reads, or nothing.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from quizgen.__main__ import cli

EXAMPLES = int(os.environ.get("IMPORTS") or (200 if os.environ.get("CI") else 50))

GIFT = r"""// [id:grant] [tag:two words]
::Who lies here:: Who is buried in Grant's tomb? {=Grant#Yes ~no one#Somebody is ~%-50%Napoleon####All}

$CATEGORY: $course$/top/Week 1/History

Two and {=four =%50%4 =Jam*s} are six.

[html]<p>What is <b>bold</b> &amp; <i>new</i>, see <a href="https://e.org">e</a>?</p>{~%50%a ~%50%b ~c}

Match. {=Canada -> Ottawa =Italy -> Rome = -> Paris}

When?{#1822:5}

How much?{#=1.5:0.1#Yes =%50%1..2#Nearly}

The sun is a star.{TRUE#It is#Good####All}

A \{brace\}, \= and \~, \# and \:\: and 2\\3?{=a\~b ~c\=d}

Why?{}
"""  # noqa: E501 - GIFT has its answers on one line
CSV = """id,question,answer,wrong 1,wrong_2,tags,Difficulty,kind,accept,rationale,bloom,topic
capital,Which town?,Ottawa,Toronto,Montreal,towns|north,2,,,It is.,remember,Canada
,It is cold.,true,,,,,,,,,
,"Say ""it"",
at length.",A long answer,,,,hard,open,,,,
n,How many?,12,,,,,numeric,,,,
s,Who?,UN|the UN,,,,,short,U.N.,,,
m,Which two?,a|b,c,d,,,multiple,,,,
"""
TSV = "\n".join(line.replace(",", "\t") for line in CSV.splitlines() if '"' not in line)
ANKI = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
h7%kf\tBasic\tHistory::War\tWho <b>won</b>?\tNobody&nbsp;did.\tfacts
q1\tCloze\tDefault\t{{c1::Ottawa}} lies in {{c2::Canada::where?}}.\tOn a river.\t
q2\tCloze\tDefault\t{{c1::Red}} and {{c1::<i>blue</i>}}\t\t
q3\tBasic (and reversed card)\tDefault\t"Who ""said""<br>it?"\t[sound:a.mp3] <img src='x.png'>He\t
"""
AIKEN = """What is the right answer?
A. Is it this one?
B) Maybe this, or *that*?
ANSWER: B

2. Which two are {even}?
A) 2
B) 3
C) 4
Answer: A, C
Explanation: They are.
"""
TEXT2QTI = """Quiz title: Numbers
1.  What is *2* + 3?
a)  6
... Too many.
*c) 5

2.  Which are prime?
[*] 2
[ ] 4

4.  The root of 2?
=   1.4142 +- 0.0001

6.  Who wrote it?
*   Anna Berg

7.  Why?
____
"""
CARDS = "die Katze | the cat\nder Hund | the dog\ndie Maus | the mouse\n"
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Towns</text></category></question>
<question type="multichoice"><name><text>A name</text></name>
<questiontext format="html"><text><![CDATA[<p>Capital&nbsp;of <b>Italy</b>?
<img src="@@PLUGINFILE@@/a.png" alt="x"></p>]]></text>
<file name="a.png" encoding="base64">iVBORw0KGgo=</file></questiontext>
<single>true</single><answer fraction="100"><text>Rome</text><feedback><text>Yes</text></feedback>
</answer><answer fraction="33"><text>Oslo</text></answer><hint><text>Think.</text></hint>
</question>
<question type="cloze"><questiontext><text>In {1:SA:=May#y~%50%June} {2:MC:a~=b}.</text>
</questiontext></question>
<question type="numerical"><questiontext><text>How many?</text></questiontext>
<answer fraction="100"><text>3.5</text><tolerance>0.1</tolerance></answer></question>
<question type="truefalse"><questiontext><text>Is it?</text></questiontext>
<answer fraction="100"><text>true</text></answer></question>
<question type="matching"><questiontext><text>Match.</text></questiontext>
<subquestion><text>a</text><answer><text>b</text></answer></subquestion>
<subquestion><text>c</text><answer><text>d</text></answer></subquestion></question>
</quiz>
"""
FRAGMENTS = (
    *"{}=~#%:\\/[]<>&;\"',\t\n*_`!|@$-.?", "\n\n", "->", "####", "::", "//", "[html]", "[id:x]",
    "[tag:", "{{c1::", "{{c999::", "{{c1::a}}", "}}", "<b>", "</b>", "<li>", "<span class=",
    "<![", "<!--", "<?", "</", "&#x202E;", "&#0;", "&#xD800;", "&#99999999999;", "&amp", "T",
    "%50%", "%1e9%", "%-0%", "#1e999", "#nan", "9" * 400, "1..", "..", "-0", "٣", "½", "5:1e999",
    "$CATEGORY:", "==", "{quote}", "{{", "*" * 300, "[" * 300, "(" * 200, '"' * 99, "\x00",
    "\x1b[2J", "\x1f", "\x85", "\r", "\r\n", "\u2028", "\u202e", "\ufeff", "\ufffe", "\U000f0000",
    "\ue000", "e\u0301" * 50, "İ", "ﬁ", "名", "con", "reporter", "a.b.c", "yes", "null", "\u00a0",
    "#separator:", "#separator:a", "#html:false", "#guid column:2", "#tags column:0", "id,id",
    "quizgen 1 · Choice · x · y", "stem", "key", "kind", "short",
    "numeric", "truefalse", "a" * 3000, "http://[", "<a href='http://[x'>", "x" * 200,
)  # fmt: skip


def delete(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice([1, 1, 2, 10, 200]) :]


def insert(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(FRAGMENTS) + text[at:]


def replace_word(chance: random.Random, text: str) -> str:
    words = sorted(set(text.split())) or [""]
    old, new = chance.choice(words), chance.choice([*words, *FRAGMENTS])
    return text.replace(old, new, chance.choice([1, 1, 99])) if old else text


def move_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    line = chance.choice(lines)
    lines.insert(chance.randrange(len(lines)), line)
    if chance.random() < 0.5:
        lines.remove(line)
    return "\n".join(lines)


def exchange_mark(chance: random.Random, text: str) -> str:
    old, new = chance.choice('{}=~#,\t"<>\n:'), chance.choice(FRAGMENTS)
    return text.replace(old, new, chance.choice([1, 3, 20]))


def double(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    part = text[start : start + chance.choice([1, 20, 500])]
    return text[:start] + part * chance.choice([2, 3, 60]) + text[start:]


DAMAGES: tuple[Callable[[random.Random, str], str], ...] = (
    delete, insert, insert, insert, replace_word, replace_word, move_line, exchange_mark, double,
)  # fmt: skip
ENCODINGS = ("utf-8",) * 20 + ("utf-8-sig", "utf-16", "cp1251", "latin-1")


def spoilt(chance: random.Random, text: str) -> bytes:
    for _ in range(chance.choice([1, 1, 2, 4, 12])):
        text = chance.choice(DAMAGES)(chance, text)
    if chance.random() < 0.02:
        text = text[: chance.randrange(len(text) + 1)]
    if chance.random() < 0.05:
        text = text.replace("\n", "\r\n")
    return text.encode(chance.choice(ENCODINGS), "replace")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(arguments) from result.exception
    assert result.exit_code in (0, 1, 2), result.output
    assert result.output.replace("\n", "").isprintable(), ascii(result.output)
    return result


def try_import(folder: Path, name: str, form: str, content: bytes) -> None:
    for made in ("decks", "source"):
        shutil.rmtree(folder / made, ignore_errors=True)
    (folder / name).write_bytes(content)
    if run("import", name, "--from", form).exit_code == 0:
        said = run("check").output
        assert "error[" not in said, said
    else:
        assert not (folder / "decks").exists()


FORMATS = {
    "gift": (GIFT, "q.gift", "gift"),
    "csv": (CSV, "q.csv", "csv"),
    "tsv": (TSV, "q.tsv", "csv"),
    "anki": (ANKI, "q.txt", "anki"),
    "moodle": (MOODLE, "q.xml", "moodle-xml"),
    "aiken": (AIKEN, "q.txt", "aiken"),
    "text2qti": (TEXT2QTI, "q.txt", "text2qti"),
    "cards": (CARDS, "q.txt", "cards"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_any_file_is_borne(form: str, tmp_path: Path, enter: Callable[[Path], None]) -> None:
    enter(tmp_path)
    text, name, reader = FORMATS[form]
    for seed in range(EXAMPLES // len(FORMATS)):
        content = spoilt(random.Random(f"{form}{seed}"), text)  # noqa: S311 - damage, no secrets
        try:
            try_import(tmp_path, name, reader, content)
        except AssertionError as fault:
            raise AssertionError(f"{form} {seed}: {content!r}") from fault


PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml")


def spoilt_workbook(chance: random.Random) -> bytes:
    """One part of a workbook is spoilt, or some bytes of the whole."""
    book = Workbook()
    for row in csv.reader(CSV.splitlines()[:4]):
        book.active.append(row)
    book.active["L2"], book.active["L3"] = date(2025, 3, 1), 0.25
    book.active["L3"].number_format = "0%"
    buffer, content = BytesIO(), BytesIO()
    book.save(buffer)
    if chance.random() < 0.2:
        whole = bytearray(buffer.getvalue())
        for _ in range(chance.choice([1, 3, 50])):
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        return bytes(whole)
    name = chance.choice(PARTS)
    with ZipFile(buffer) as old, ZipFile(content, "w") as new:
        for each in old.namelist():
            data = old.read(each)
            new.writestr(each, spoilt(chance, data.decode()) if each == name else data)
    return content.getvalue()


def test_any_workbook_is_borne(tmp_path: Path, enter: Callable[[Path], None]) -> None:
    enter(tmp_path)
    for seed in range(EXAMPLES // len(FORMATS)):
        content = spoilt_workbook(random.Random(f"xlsx{seed}"))  # noqa: S311 - damage, no secrets
        try:
            try_import(tmp_path, "q.xlsx", "xlsx", content)
        except AssertionError as fault:
            (tmp_path / "spoilt.xlsx").write_bytes(content)
            raise AssertionError(f"xlsx {seed}") from fault
