"""A paper's questions, with room to answer or, on a marked paper, with the answers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.shared import Pt
from docx.text.paragraph import Paragraph

from quizgen.writers.docx.builder import Part, WordBuilder
from quizgen.writers.docx.style_table import QUESTION, SECTION, TITLE

_SHAPES = {"circle": ("○", "●"), "square": ("□", "■")}


def write_head(builder: WordBuilder, data: Part, has_fields: bool = True) -> Paragraph:
    """Writes everything above the first question, and returns the paragraph of the title."""
    title = builder.paragraph(TITLE, data["title"])
    builder.say(builder.paragraph("Summary"), data["summary"])
    if has_fields:
        _about_the_learner(builder, data)
    for nodes in data["opening"]:
        builder.paragraph("Opening", nodes)
    return title


def _about_the_learner(builder: WordBuilder, data: Part) -> None:
    words = data["words"]
    rows = [(words["name"], words["date"], ""), (words["class"], words["score"], data["of"])]
    for left, right, after in rows:
        row = builder.paragraph("Particulars")
        builder.say(row, f"{left} \t  {right} \t{after}")
    for nodes in data["particulars"]:
        row = builder.paragraph("Particulars", nodes)
        builder.say(row, " \t")


def write_questions(builder: WordBuilder, data: Part) -> None:
    for passage in data["passages"]:
        _passage(builder, passage)
    asked = [asked for section in data["sections"] for asked in section["questions"]]
    numbers = builder.list_of(QUESTION, [str(each["number"]) for each in asked], "%1.")
    for section in data["sections"]:
        if section["title"]:
            builder.paragraph(SECTION, section["title"])
        if section["instructions"]:
            builder.paragraph("Instructions", section["instructions"])
        for each in section["questions"]:
            _question(builder, each, numbers, data["words"])


def _passage(builder: WordBuilder, passage: Part) -> None:
    builder.say(builder.paragraph(SECTION), passage["heading"])
    for part in passage["paragraphs"]:
        # The numbers are typed, since the key uses them even when a teacher cuts paragraphs.
        row = builder.labelled("Passage", str(part["number"]), None)
        builder.write_foreign(row, part["content"], passage["language"])
    builder.paragraph("Credit", passage["credit"])


def _question(
    builder: WordBuilder, asked: Part, numbers: int | None, words: dict[str, str]
) -> None:
    stem = builder.labelled(QUESTION, f"{asked['number']}.", numbers)
    builder.write(stem, asked["stem"])
    is_choice = asked["response"]["kind"] == "choice"
    if is_choice and asked["task"]:
        builder.say(stem, " ")
        builder.say(stem, asked["task"], "Emphasis")
    builder.points(stem, asked["points"])
    if asked["image"]:
        _picture(builder, asked["image"])
    if asked["task"] and not is_choice:
        builder.say(builder.paragraph("Task"), asked["task"], "Emphasis")
    _answer(builder, asked["response"], words)
    builder.end_question()


def _picture(builder: WordBuilder, shown: Part) -> None:
    picture = builder.pictures[shown["file"]]
    run = builder.paragraph("Picture").add_run()
    shape = run.add_picture(io.BytesIO(picture.content), Pt(picture.width), Pt(picture.height))
    shape._inline.docPr.set("descr", shown["alt"])  # for screen readers


def _answer(builder: WordBuilder, response: Part, words: dict[str, str]) -> None:
    match response["kind"]:
        case "choice":
            _options(builder, response)
        case "entry":
            _entry(builder, response, words["answer"])
        case "lines":
            _numbered_lines(builder, response)
        case "matching":
            _matching(builder, response)
        case "ordering":
            _steps(builder, response)
        case "open":
            _open(builder, response)


def _options(builder: WordBuilder, response: Part) -> None:
    empty, ticked = _SHAPES[response["shape"]]
    list_id = builder.list_of("Option", _labels(response["options"]), f"{empty} %1")
    for part in response["options"]:
        is_key = part.get("is_key", False)
        label = f"{ticked if is_key else empty} {part['label']}"
        row = builder.labelled("Option", label, list_id)
        builder.write(row, part["content"], *(("Answer Given",) if is_key else ()))


def _labels(parts: Sequence[Part]) -> list[str]:
    return [part["label"] for part in parts]


def _entry(builder: WordBuilder, response: Part, word: str) -> None:
    row = builder.paragraph("Answer")
    builder.say(row, f"{word}: ")
    if "written" in response:
        builder.write(row, response["written"], "Answer Given")
    elif response["is_number"]:
        builder.say(row, "_" * builder.measures.rule_signs, "Blank")
    else:
        builder.say(row, "\t")
    if response["unit"]:
        builder.say(row, f"\N{NO-BREAK SPACE}{response['unit']}")


def _numbered_lines(builder: WordBuilder, response: Part) -> None:
    labels = [str(place) for place in range(1, response["count"] + 1)]
    list_id = builder.list_of("Answer List", labels, "%1.")
    written: list[Any] = response.get("written", [])
    for place, label in enumerate(labels):
        row = builder.labelled("Answer List", f"{label}.", list_id)
        if written:
            builder.write(row, written[place], "Answer Given")
        else:
            builder.say(row, "\t")


def _matching(builder: WordBuilder, response: Part) -> None:
    lefts, rights = response["lefts"], response["rights"]
    table = builder.table(max(len(lefts), len(rights)), 2, builder.measures.gutter)
    columns = (("Matching Left", lefts), ("Matching Right", rights))
    for column, (style, parts) in enumerate(columns):
        list_id = builder.list_of(style, _labels(parts))
        for place, row in enumerate(table.rows):
            cell = row.cells[column]
            cell._tc.remove(cell._tc.p_lst[0])
            if place >= len(parts):
                builder.paragraph(style, home=cell)
                continue
            paragraph = builder.labelled(style, parts[place]["label"], list_id, cell)
            if style == "Matching Left":
                builder.answer_box(paragraph, parts[place].get("written", ""))
            builder.write(paragraph, parts[place]["content"])


def _steps(builder: WordBuilder, response: Part) -> None:
    list_id = builder.list_of("Ordering Step", _labels(response["steps"]))
    for part in response["steps"]:
        row = builder.labelled("Ordering Step", part["label"], list_id)
        builder.answer_box(row, part.get("written", ""))
        builder.write(row, part["content"])


def _open(builder: WordBuilder, response: Part) -> None:
    if "written" in response:
        builder.write(builder.paragraph("Answer"), response["written"], "Answer Given")
        return
    for _ in range(response["lines"]):
        builder.say(builder.paragraph("Writing Line"), "\t")
