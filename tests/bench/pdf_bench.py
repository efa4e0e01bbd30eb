"""What a quiz in PDF costs beside Typst compiling the finished documents.

    python tests/bench/pdf_bench.py

Thirty forms of twenty questions, each with its key: sixty files. The rival gets the same content
as sixty documents written out in Typst (no JSON, no measuring, no checks), the same fonts, tags
and standard, one compiler in one process. Both run in processes of their own, in turns; the
figure is user and system time of the process, the median of the rounds.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from random import Random

from quizgen.model import (
    About,
    Build,
    Choice,
    Evidence,
    Form,
    FormSection,
    Gap,
    Gaps,
    Item,
    Numeric,
    Open,
    Option,
    Placed,
    Source,
    Speaker,
    Text,
    plain,
)

FORMS, ROUNDS, DAY = 30, 5, 1_760_000_000
WORDS = (
    "harbour council trade region peace forum speech partner cooperation growth mayor report "
    "school bridge timber iron market treaty border river winter agreement"
).split()
SOURCE = Source("s.txt", "the report", "en", ("One paragraph.",))
ABOUT = About("bench", "u", "A quiz to measure", "en", SOURCE)
SPEAKER = Speaker("s", "Mayor Lind", "Anna Lind")


def phrase(chance: Random, count: int) -> tuple[Text, ...]:
    return (Text(" ".join(chance.choice(WORDS) for _ in range(count)).capitalize()),)


def an_item(chance: Random, number: int) -> Item:
    stem = phrase(chance, 14)
    match number % 10:
        case 7:
            response = Numeric(Decimal(number), str(number), unit="years")
        case 8:
            response = Open(phrase(chance, 12), (phrase(chance, 4), phrase(chance, 4)), 4)
        case 9:
            response = Gaps(tuple(Gap(plain(phrase(chance, 1))) for _ in range(3)), False)
        case rest:
            options = tuple(
                Option(phrase(chance, 4), place < 1 + (rest == 6), phrase(chance, 6))
                for place in range(4)
            )
            response = Choice(options, is_multiple=rest == 6)
    quote = plain(phrase(chance, 10))
    evidence = (Evidence(quote, 1, number % 2 == 0, quote),)
    return Item(f"q{number}", "any", stem, response, "c", evidence, speaker=SPEAKER)


def a_build() -> Build:
    chance = Random(7)  # noqa: S311 - a fixed content, no secret
    items = tuple(an_item(chance, number) for number in range(20))
    forms = tuple(a_form(chance, items, number) for number in range(FORMS))
    return Build(ABOUT, items, forms, DAY)


def a_form(chance: Random, items: tuple[Item, ...], number: int) -> Form:
    shuffled = chance.sample(items, len(items))
    placed = tuple(
        Placed(place, item, an_order(chance, item), 1.0) for place, item in enumerate(shuffled, 1)
    )
    sections = tuple(
        FormSection(f"Part {part + 1}", (), placed[part * 5 : part * 5 + 5]) for part in range(4)
    )
    return Form("quiz", "A quiz to measure", f"V{number}", (), None, sections)


def an_order(chance: Random, item: Item) -> tuple[int, ...]:
    count = len(item.response.options) if isinstance(item.response, Choice) else 0
    return tuple(chance.sample(range(count), count))


# --- The rival: the documents as somebody would write them out ---------------------------

HEAD = """
#set document(title: "A quiz to measure")
#set text(font: ("Noto Sans", "DejaVu Sans Mono", "Libertinus Serif"), fallback: false,
  size: {size}, lang: "en", hyphenate: false)
#set par(leading: 0.62em, spacing: 0.8em)
#set page(paper: "a4", margin: (x: 20mm, top: 17mm, bottom: 22mm), footer: context [
  #line(length: 100%, stroke: 0.7pt)
  {title} #h(1fr) Page #counter(page).display() of #counter(page).final().first()])
#let mark(shape) = box(width: 0.9em, height: 0.714em, place(center + horizon, shape))
#let circle-mark = mark(circle(radius: 0.45em, stroke: 0.7pt))
#let square-mark = mark(square(size: 0.86em, stroke: 0.7pt))
#let rule(width) = box(width: width, height: 1.5em, stroke: (bottom: 0.7pt))
#let row = block(width: 100%, height: 9mm, above: 0pt, below: 0pt, stroke: (bottom: 0.7pt))
= {title}
"""


def finished_quiz(form: Form) -> str:
    parts = [
        HEAD.format(size="10.5pt", title=f"{form.title}, form {form.letter}"),
        "Name #rule(80mm) Date #rule(30mm)\n\nClass #rule(80mm) Score #rule(20mm) / 20\n",
    ]
    for section in form.sections:
        parts.append(f"\n== {section.title}\n")
        parts += [unsplit(placed, finished_response(placed)) for placed in section.placed]
    return "".join(parts)


def finished_key(form: Form) -> str:
    parts = [HEAD.format(size="9.5pt", title=f"Answer key, form {form.letter}")]
    for section in form.sections:
        parts.append(f"\n== {section.title}\n")
        for placed in section.placed:
            parts.append(unsplit(placed, "\n".join(finished_entry(placed))))
    return "".join(parts)


def unsplit(placed: Placed, body: str) -> str:
    return (
        f"#block(breakable: false, width: 100%)[\n=== {placed.number}. #h(1fr) 1 point\n"
        f"{plain(placed.item.stem)}\n\n{body}\n]\n"
    )


def finished_response(placed: Placed) -> str:
    match placed.item.response:
        case Choice(options=options, is_multiple=is_multiple):
            mark = "square-mark" if is_multiple else "circle-mark"
            task = "_Choose all that apply._\n\n" if is_multiple else ""
            shown = "".join(f"[{plain(options[index].content)}], " for index in placed.order)
            labels = f'number => [#{mark} *#("A", "B", "C", "D").at(number - 1)*]'
            return f"{task}#enum(numbering: {labels}, spacing: 0.9em, tight: false, {shown})"
        case Numeric(unit=unit):
            return f"Answer: #rule(40mm) {unit}"
        case Gaps(gaps=gaps):
            return "#enum(" + "rule(100mm), " * len(gaps) + ")"
        case Open(lines=lines):
            return "#row\n" * (lines or 0)
        case _:
            raise AssertionError


def finished_entry(placed: Placed) -> Iterator[str]:
    item = placed.item
    match item.response:
        case Choice(options=options):
            shown = [("ABCD"[place], options[index]) for place, index in enumerate(placed.order)]
            for letter, option in shown:
                if option.is_key:
                    yield f"*{letter}* {plain(option.content)} — {plain(option.rationale)}\n"
            yield "*Why not*\n"
            for letter, option in shown:
                if not option.is_key:
                    yield f"- {letter} {plain(option.content)} — {plain(option.rationale)}"
        case Numeric(shown=value, unit=unit):
            yield f"*Answer:* {value} {unit}\n"
        case Gaps(gaps=gaps):
            yield from (f"- {gap.answer}" for gap in gaps)
        case Open(answer=answer, points=points):
            yield f"*Answer:* {plain(answer)}\n\n*Marking points*\n"
            yield from (f"- {plain(point)}" for point in points)
    for found in item.evidence:
        how = "quoted in" if found.is_direct else "as it is reported in"
        yield f"\n*Evidence* “{found.quote}” — Mayor Lind, {how} the report, par. 1\n"
    yield f"`{item.id}`"


def write_documents(folder: Path) -> None:
    for font in files("quizgen").joinpath("data/fonts").iterdir():
        (folder / font.name).write_bytes(font.read_bytes())
    for form in a_build().forms:
        (folder / f"{form.letter}.typ").write_text(finished_quiz(form), "utf-8")
        (folder / f"{form.letter}-key.typ").write_text(finished_key(form), "utf-8")


# --- The two runs, each in a process of its own -----------------------------------------


def run_rival(folder: Path) -> int:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    compiler = typst.Compiler(root=folder, font_paths=fonts)
    made = 0
    for document in sorted(folder.glob("*.typ")):
        content = compiler.compile(document, format="pdf", pdf_standards="ua-1", timestamp=DAY)
        made += isinstance(content, bytes)
    return made


def run_quizgen(folder: Path) -> int:
    from quizgen.writers import File
    from quizgen.writers.pdf import write

    return sum(isinstance(made, File) for made in write(a_build(), folder))


RUNS = {"quizgen": run_quizgen, "typst": run_rival}


def measure(name: str, folder: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, name, str(folder)]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, megabytes, made = json.loads(report)
    if made != 2 * FORMS:
        raise AssertionError(report)
    return seconds, megabytes


def compare() -> None:
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in RUNS}
    with tempfile.TemporaryDirectory() as name:
        finished = Path(name) / "finished"
        finished.mkdir()
        write_documents(finished)
        for turn in range(ROUNDS):
            scratch = Path(name) / f"scratch{turn}"
            scratch.mkdir()
            taken["quizgen"].append(measure("quizgen", scratch))
            taken["typst"].append(measure("typst", finished))
    seconds = {name: statistics.median(s for s, _ in runs) for name, runs in taken.items()}
    for name, runs in taken.items():
        each = " ".join(f"{s:.2f}" for s, _ in runs)
        print(f"{name:8} {seconds[name]:.2f} CPU s ({each}), {max(m for _, m in runs):.0f} MB")
    print(f"ratio    {seconds['quizgen'] / seconds['typst']:.2f} (bar: 1.3)")


def main() -> None:
    if len(sys.argv) == 1:
        compare()
        return
    made = RUNS[sys.argv[1]](Path(sys.argv[2]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, made]))


if __name__ == "__main__":
    main()
