"""Lists of students as spreadsheets save them, and what is wrong with them."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from quizgen.diagnostics import Diagnostic, Severity, TextFile, as_text, has_errors
from quizgen.importers._roster import read_roster, roster_text
from quizgen.quiz.layout import Student
from quizgen.reading.safe_files import Undecodable


def read(text: str, *show: str) -> tuple[tuple[Student, ...], list[Diagnostic]]:
    return read_roster(TextFile("class.csv", text), show)


def names(text: str, *show: str) -> list[str]:
    students, problems = read(text, *show)
    assert not has_errors(problems), "\n".join(map(as_text, problems))
    return [student.name for student in students]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name\nAna Ruiz\nBo Lind\n", ["Ana Ruiz", "Bo Lind"]),
        ("Name,Class\nAna,9\n\n , \nBo,9", ["Ana", "Bo"]),
        ("name;class\nRuiz, Ana;9\n", ["Ruiz, Ana"]),
        ("name\tclass\nRuiz, Ana\t9\n", ["Ruiz, Ana"]),
        ('name,class\n"Ruiz, Ana",9\n', ["Ruiz, Ana"]),
        ('name\n"Ana ""Any"" Ruiz"\n', ['Ana "Any" Ruiz']),
        ('name\n"Ana\n  Ruiz"\nBo\n', ["Ana Ruiz", "Bo"]),
        ("id,Last name,First name\n1,Ruiz,Ana\n", ["Ruiz Ana"]),
        ("Фамилия;Имя;Класс\nБелова;Анна;7 А\n", ["Белова Анна"]),
        ("Аты-жөні,Сынып\nӘсел Қанатқызы,9\n", ["Әсел Қанатқызы"]),
        ("Vorname;Nachname;Klasse\nAna;Lind;9\n", ["Ana Lind"]),
        ("Schüler\nAna\n", ["Ana"]),
        ("FirstName,last_name\nAna,Ruiz\n", ["Ana Ruiz"]),
        ("Prénom;Nom\nZoé;Roux\n", ["Zoé Roux"]),
        ("name,class\nAna\n", ["Ana"]),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("heading", ["Klasse", "CLASSE", "Класс", "sınıf", "Grupo"])
def test_the_class_is_found(heading: str) -> None:
    (student,), problems = read(f"Name;{heading}\nAna;9 A\n")
    assert (student.group, problems) == ("9 A", [])


def test_a_column_that_is_not_printed_is_named() -> None:
    (student,), (problem,) = read("name,class,Seat,,Room\nAna,9,12,,\n", "room")
    assert student.shown == (("Room", ""),)
    assert problem.severity is Severity.INFO
    assert problem.message == "not printed: “Seat”"


def workbook(*sheets: list[list[object]]) -> bytes:
    made = Workbook()
    for place, rows in enumerate(sheets):
        sheet = made.active if place == 0 else made.create_sheet()
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def test_a_workbook_is_read() -> None:
    rows = [["Vorname", "Nachname", "Klasse"], ["Ana, Eva", "Ruiz", 9], ["Bo", 'Li"nd', 10]]
    text = roster_text(workbook(rows, []))
    assert isinstance(text, str)
    students, problems = read(text)
    assert [(each.name, each.group) for each in students] == [
        ("Ana, Eva Ruiz", "9"),
        ('Bo Li"nd', "10"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook([["name"], ["Ana"]], [["name"], ["Bo"]]), "several of its sheets have rows"),
        (b"PK\x03\x04 and nothing", "no workbook that can be read"),
    ],
)
def test_a_workbook_that_is_no_list_is_refused(content: bytes, said: str) -> None:
    text = roster_text(content)
    assert isinstance(text, Undecodable)
    assert said in text.message


def test_class_id_and_any_column_are_printed() -> None:
    (student,), _ = read("name,class,id,Seat,Room\nAna,9 A,007,12,\n", "seat", "Room")
    assert student.group == "9 A"
    assert student.shown == (("id", "007"), ("Seat", "12"), ("Room", ""))


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("", "roster-empty", 1, "empty"),
        ("name,class\n", "roster-empty", 1, "no students"),
        ("pupil,class\nAna,9\n", "roster-column", 1, "“pupil”, “class”"),
        ("name,id\nAna,1\nBo,2\nCy,1\n", "roster-same-id", 4, "line 2"),
        ("name,id\nAna,1\n,2\n", "roster-no-name", 3, "no name"),
        ("name,id\nRuiz, Ana,1\n", "roster-damaged", 2, "this row has 3 cells below 2"),
        ('name,id\n"Ana,1\n', "roster-damaged", 2, "not CSV"),
        ('name,id\n"An"a,1\n', "roster-damaged", 2, "not CSV"),
        ("name\n" + "Ana\n" * 5001, "roster-too-long", 5002, "5,001 students"),
        ("name,id\n" + "A" * 81 + ",1\n", "roster-too-long", 2, "81 characters"),
        ("name,id\nAna\u202e,1\n", "control-character", 2, "U+202E"),
        ("name,id\nAna\0,1\n", "control-character", 2, "U+0000"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, code: str, line: int, said: str) -> None:
    students, problems = read(text)
    assert students == ()
    assert [problem.code for problem in problems] == [code]
    assert f"class.csv:{line}:" in as_text(problems[0])
    assert said in as_text(problems[0])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("name\nAna\nBo\nAna\nAna\n", [4, 5]),
        ("name,class\nAna,9\nAna,9\n", [3]),
        ("name,class\nAna,9\nAna,10\n", []),
        ("name,id\nAna,1\nAna,2\n", []),
        ("name,id\nAna,\nAna,\n", [3]),
        ("name,seat\nAna,1\nAna,2\n", [3]),
    ],
)
def test_papers_that_nobody_can_tell_apart_are_named(text: str, lines: list[int]) -> None:
    students, problems = read(text)
    assert len(students) == text.count("Ana") + text.count("Bo")
    found = [problem for problem in problems if problem.code == "roster-same-name"]
    assert [problem.severity for problem in found] == [Severity.WARNING] * len(lines)
    shown = [f"class.csv:{line}:" in as_text(found[at]) for at, line in enumerate(lines)]
    assert all(shown)
    assert read(text, "seat")[1] == [] or "seat" not in text


@pytest.mark.parametrize("show", [("id",), ("ID", "id"), ("seat", "Seat", "id")])
def test_a_column_is_printed_once(show: tuple[str, ...]) -> None:
    (student,), _ = read("name,id,Seat\nAna,7,12\n", *show)
    assert student.shown == (("id", "7"), *((("Seat", "12"),) if "seat" in show else ()))


def test_a_column_to_print_must_be_there() -> None:
    students, problems = read("name,seat\nAna,12\n", "seta")
    assert students == ()
    assert [problem.code for problem in problems] == ["roster-column"]
    assert "did you mean `seat`?" in problems[0].hint


def test_a_heading_to_print_must_fit_beside_its_line() -> None:
    text = f"name,{'h' * 25},{'k' * 25}\nAna,1,2\n"
    assert names(text) == ["Ana"]
    _, problems = read(text, "h" * 25)
    assert [problem.code for problem in problems] == ["roster-too-long"]
    assert "room for 24" in problems[0].message


def test_every_mistake_shows_in_one_run() -> None:
    _, problems = read("name,id\nAna,1\n,1\nBo,1,x\n")
    codes = [problem.code for problem in problems]
    assert codes == ["roster-no-name", "roster-same-id", "roster-damaged", "roster-same-id"]
