"""A paper's questions with room to answer, or with the answers in it where the data have them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.shared import Pt
from docx.text.paragraph import Paragraph

from quizgen.writers.docx.looks import QUESTION, SECTION, TITLE
from quizgen.writers.docx.manuscript import Manuscript, Part

_SHAPES = {"circle": ("○", "●"), "square": ("□", "■")}


def write_head(sheet: Manuscript, data: Part, has_fields: bool = True) -> Paragraph:
    """Everything above the first question; gives the title's paragraph."""
    title = sheet.paragraph(TITLE, data["title"])
    sheet.say(sheet.paragraph("Summary"), data["summary"])
    if has_fields:
        _about_the_learner(sheet, data)
    for nodes in data["opening"]:
        sheet.paragraph("Opening", nodes)
    return title


def _about_the_learner(sheet: Manuscript, data: Part) -> None:
    words = data["words"]
    rows = [(words["name"], words["date"], ""), (words["class"], words["score"], data["of"])]
    for left, right, after in rows:
        row = sheet.paragraph("Particulars")
        sheet.say(row, f"{left} \t  {right} \t{after}")
    for nodes in data["particulars"]:
        row = sheet.paragraph("Particulars", nodes)
        sheet.say(row, " \t")


def write_questions(sheet: Manuscript, data: Part) -> None:
    if data["passage"]:
        _passage(sheet, data["passage"], data["words"]["passage"])
    asked = [asked for section in data["sections"] for asked in section["questions"]]
    numbers = sheet.list_of(QUESTION, [str(each["number"]) for each in asked], "%1.")
    for section in data["sections"]:
        if section["title"]:
            sheet.paragraph(SECTION, section["title"])
        if section["instructions"]:
            sheet.paragraph("Instructions", section["instructions"])
        for each in section["questions"]:
            _question(sheet, each, numbers, data["words"])


def _passage(sheet: Manuscript, passage: Part, heading: str) -> None:
    sheet.say(sheet.paragraph(SECTION), heading)
    for part in passage["paragraphs"]:
        # Typed: the key names paragraphs by these numbers, whatever is cut here.
        row = sheet.labelled("Passage", str(part["number"]), None)
        sheet.write_foreign(row, part["content"], passage["tongue"])
    sheet.paragraph("Credit", passage["credit"])


def _question(sheet: Manuscript, asked: Part, numbers: int | None, words: dict[str, str]) -> None:
    stem = sheet.labelled(QUESTION, f"{asked['number']}.", numbers)
    sheet.write(stem, asked["stem"])
    is_choice = asked["response"]["kind"] == "choice"
    if is_choice and asked["task"]:
        sheet.say(stem, " ")
        sheet.say(stem, asked["task"], "Emphasis")
    sheet.points(stem, asked["points"])
    if asked["image"]:
        _picture(sheet, asked["image"])
    if asked["task"] and not is_choice:
        sheet.say(sheet.paragraph("Task"), asked["task"], "Emphasis")
    _answer(sheet, asked["response"], words)
    sheet.end_question()


def _picture(sheet: Manuscript, shown: Part) -> None:
    picture = sheet.pictures[shown["file"]]
    run = sheet.paragraph("Picture").add_run()
    shape = run.add_picture(io.BytesIO(picture.content), Pt(picture.width), Pt(picture.height))
    shape._inline.docPr.set("descr", shown["alt"])  # what a screen reader says


def _answer(sheet: Manuscript, response: Part, words: dict[str, str]) -> None:
    match response["kind"]:
        case "choice":
            _options(sheet, response)
        case "entry":
            _entry(sheet, response, words["answer"])
        case "lines":
            _numbered_lines(sheet, response)
        case "matching":
            _matching(sheet, response)
        case "ordering":
            _steps(sheet, response)
        case "open":
            _open(sheet, response)


def _options(sheet: Manuscript, response: Part) -> None:
    empty, ticked = _SHAPES[response["shape"]]
    list_id = sheet.list_of("Option", _labels(response["options"]), f"{empty} %1")
    for part in response["options"]:
        is_key = part.get("is_key", False)
        label = f"{ticked if is_key else empty} {part['label']}"
        row = sheet.labelled("Option", label, list_id)
        sheet.write(row, part["content"], *(("Answer Given",) if is_key else ()))


def _labels(parts: Sequence[Part]) -> list[str]:
    return [part["label"] for part in parts]


def _entry(sheet: Manuscript, response: Part, word: str) -> None:
    row = sheet.paragraph("Answer")
    sheet.say(row, f"{word}: ")
    if "written" in response:
        sheet.write(row, response["written"], "Answer Given")
    elif response["is_number"]:
        sheet.say(row, "_" * sheet.measures.rule_signs, "Blank")
    else:
        sheet.say(row, "\t")
    if response["unit"]:
        sheet.say(row, f"\N{NO-BREAK SPACE}{response['unit']}")


def _numbered_lines(sheet: Manuscript, response: Part) -> None:
    labels = [str(place) for place in range(1, response["count"] + 1)]
    list_id = sheet.list_of("Answer List", labels, "%1.")
    written: list[Any] = response.get("written", [])
    for place, label in enumerate(labels):
        row = sheet.labelled("Answer List", f"{label}.", list_id)
        if written:
            sheet.write(row, written[place], "Answer Given")
        else:
            sheet.say(row, "\t")


def _matching(sheet: Manuscript, response: Part) -> None:
    lefts, rights = response["lefts"], response["rights"]
    table = sheet.table(max(len(lefts), len(rights)), 2, sheet.measures.gutter)
    columns = (("Matching Left", lefts), ("Matching Right", rights))
    for column, (style, parts) in enumerate(columns):
        list_id = sheet.list_of(style, _labels(parts))
        for place, row in enumerate(table.rows):
            cell = row.cells[column]
            cell._tc.remove(cell._tc.p_lst[0])
            if place >= len(parts):
                sheet.paragraph(style, home=cell)
                continue
            paragraph = sheet.labelled(style, parts[place]["label"], list_id, cell)
            if style == "Matching Left":
                sheet.answer_box(paragraph, parts[place].get("written", ""))
            sheet.write(paragraph, parts[place]["content"])


def _steps(sheet: Manuscript, response: Part) -> None:
    list_id = sheet.list_of("Ordering Step", _labels(response["steps"]))
    for part in response["steps"]:
        row = sheet.labelled("Ordering Step", part["label"], list_id)
        sheet.answer_box(row, part.get("written", ""))
        sheet.write(row, part["content"])


def _open(sheet: Manuscript, response: Part) -> None:
    if "written" in response:
        sheet.write(sheet.paragraph("Answer"), response["written"], "Answer Given")
        return
    for _ in range(response["lines"]):
        sheet.say(sheet.paragraph("Writing Line"), "\t")
