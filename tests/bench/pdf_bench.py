"""What a quiz in PDF costs beside Typst compiling the finished documents, and beside
auto-multiple-choice where that is installed (apt-get install --no-install-recommends
auto-multiple-choice texlive-xetex texlive-latex-extra texlive-fonts-recommended
fonts-linuxlibertine, some 900 MB).

    python tests/bench/pdf_bench.py

Thirty forms of twenty questions, each with its key: sixty files, and the table of all forms. The
first rival gets the same pages as sixty documents written out in Typst (no JSON, no measuring, no
checks), the same fonts, tags and standard, one compiler in one process; that the pages say the same
is checked first. The second makes thirty papers of the same questions and each paper's answers, as
two files. All run in processes of their own, in turns; the figure is the user and system time of
the process and its children, the median of the rounds. Then a print run for 30, 300 and 1,500
students.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from importlib.resources import files
from pathlib import Path
from random import Random
from shutil import which
from typing import Any

from msgspec.structs import replace

from quizgen.quiz.layout import Layout, Printing, Student
from quizgen.quiz.model import (
    FORMAT,
    About,
    Build,
    CompiledDeck,
    Evidence,
    Form,
    FormSection,
    Item,
    Placed,
    Source,
    Speaker,
)
from quizgen.quiz.responses import Choice, Gap, Gaps, Numeric, Open, Option, Response
from quizgen.quiz.rich import Text, plain
from quizgen.writers import File
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers._paper.quiz_paper import quiz_sheet
from quizgen.writers._paper.records import Sheet
from quizgen.writers.pdf import write
from quizgen.writers.pdf.press import with_settings

FORMS, ROUNDS, DAY = 30, 5, 1_760_000_000
CLASSES = (30, 300, 1500)
WORDS = ("harbour", "council", "trade", "region", "peace", "cooperation", "growth", "mayor")
SOURCE = Source("s.txt", "the report", "en", ("One paragraph.",))
ABOUT = About("bench", "u", "A quiz to measure", "en", SOURCE)
BARE = Layout(marked=False, feedback=False)
FONTS = ["Noto Sans", "DejaVu Sans Mono", "Libertinus Serif"]
SPEAKER = Speaker("s", "Mayor Lind", "Anna Lind")


def phrase(chance: Random, count: int) -> tuple[Text, ...]:
    return (Text(" ".join(chance.choice(WORDS) for _ in range(count)).capitalize()),)


def an_item(chance: Random, number: int) -> Item:
    stem = phrase(chance, 14)
    response: Response
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
    return Item(f"q{number}", "any", stem, response, "c", evidence, speaker=SPEAKER.id)


def a_build(count: int = FORMS) -> Build:
    chance = Random(7)  # noqa: S311 - a fixed content, no secret
    items = tuple(an_item(chance, number) for number in range(20))
    forms = tuple(a_form(chance, items, number) for number in range(count))
    deck = CompiledDeck(format=FORMAT, about=ABOUT, speakers=(SPEAKER,), items=items, forms=forms)
    return Build(deck, DAY)


def a_form(chance: Random, items: tuple[Item, ...], number: int) -> Form:
    shuffled = chance.sample(items, len(items))
    placed = tuple(
        Placed(place, item.id, an_order(chance, item), 1.0)
        for place, item in enumerate(shuffled, 1)
    )
    sections = tuple(
        FormSection(f"Part {part + 1}", (), placed[part * 5 : part * 5 + 5]) for part in range(4)
    )
    return Form("quiz", "A quiz to measure", f"V{number}", (), None, sections, BARE)


def an_order(chance: Random, item: Item) -> tuple[int, ...]:
    count = len(item.response.options) if isinstance(item.response, Choice) else 0
    return tuple(chance.sample(range(count), count))


# --- The rival: the same pages, written out ----------------------------------------------
#
# `common.typ` and `paper.typ` give the page, its fonts and its boxes to both; the rest of the
# templates is expanded here into plain Typst with every word and width in its place. `check_pages`
# sees that the pages say the same.

HEAD = """#import "paper.typ": *
"""
LEARNER = """#{
  set text(size: 0.95em)
  let line = writing-line(100%, height: 1.7em)
  grid(columns: (auto, 4fr, auto, 1fr, auto, 1fr, auto, 5.6em), column-gutter: (0.6em, 1.2em),
    align: start + bottom, [Name], line, [Class], line, [Date], line, [Score],
    grid(columns: (1fr, auto), column-gutter: 1.5mm, line, "/ 20"))
}
#v(1.5em)
"""
# Points of one digit take 38.535 points of width, and 10 mm of the margin stay white.
OUT, RIGHT = "28.205pt", "10.33pt"
BELOW, BELOW_LINES = "1.2em", "19.378pt"  # what parts a question from the next
LINE, BETWEEN = 7.497, 7.875  # points: a line of options, and the room below it
SPACE = 459.08  # points, for options side by side


def finished(sheet: Sheet, widths: Mapping[str, float]) -> str:
    data = with_settings(sheet, FONTS)
    is_quiz = sheet.template == "quiz"
    setting, properties = (
        ", ".join(f"{key}: {literal(value)}" for key, value in data[name].items() if value != ())
        for name in ("setting", "properties")
    )
    learner = '(words: (name: "Name"))' if is_quiz else "none"
    whole = f"(properties: ({properties}, authors: ()), setting: ({setting}),"
    whole += f" head: (learner: {learner}))"
    start = f"{HEAD}#show: body => sheet({whole}, body)\n"
    start += f'#title(("{words(data["head"]["title"])}",))\n#par[{data["head"]["summary"]}]\n'
    body = finished_quiz(data, widths) if is_quiz else finished_key(data)
    return f"{start}{''.join(body)}"


def literal(value: object) -> str:
    """A value as Typst writes it."""
    if isinstance(value, list | tuple):
        return f"({''.join(f'{literal(each)}, ' for each in value)})"
    if isinstance(value, dict):
        return f"({', '.join(f'{key}: {literal(each)}' for key, each in value.items())})"
    if value is None:
        return "none"
    return json.dumps(value, ensure_ascii=False)


def finished_quiz(data: dict[str, Any], widths: Mapping[str, float]) -> Iterator[str]:
    yield LEARNER
    for section in data["sections"]:
        said = "".join(words(each["children"]) for each in section["instructions"])
        once = f"#par(emph[{said}])" if said else ""
        worth = f'text(size: 10.5pt, strong(points-box("{section["worth"]}")))'
        yield "#v(1.5em, weak: true)\n#block(below: 1.2em, sticky: true, breakable: false)["
        yield f'#section-title(("{words(section["title"])}",), worth: {worth}, out: {OUT})'
        yield f"{once}]\n"
        for asked in section["questions"]:
            task = f"#emph[{asked['task']}]" if asked["task"] else ""
            is_choice = asked["room"]["kind"] == "choice"
            stem = words(asked["stem"]) + (f" #box[{task}]" if task and is_choice else "")
            yield heading(asked, f'points-box("{asked["worth"]}")', f"10.5pt, out: {OUT}")
            yield f"#block(above: 0pt, below: 0.75em, inset: (right: {RIGHT}), par[{stem}])"
            yield f"#par[{task}]" if task and not is_choice else ""
            below = BELOW_LINES if asked["room"]["kind"] in ("entry", "lines") else BELOW
            yield f"{finished_response(asked['room'], widths)}]\n#v({below}, weak: true)\n"


def finished_response(response: dict[str, Any], widths: Mapping[str, float]) -> str:
    match response["kind"]:
        case "choice":
            return finished_choice(response, widths)
        case "entry":
            return f"#context par[Answer:#h(0.5em)#rule(40mm)#sym.space.nobreak;{response['unit']}]"
        case "lines":
            lines = "box(width: 100%, rule(90mm)), " * len(response["parts"])
            return f'#context enum(numbering: "1.", spacing: 0pt, body-indent: 0.6em, {lines})'
        case _:
            return "#v(-2mm)" + "#writing-line(100%)" * int(response["height"])


def finished_choice(response: dict[str, Any], widths: Mapping[str, float]) -> str:
    parts = response["parts"]
    mark = f"{response['shape']}-mark(false) + h(0.4em) + "
    listed = labelled(parts, mark, "strong", "0.75em")
    widest = widths["D"] + max(widths[words(part["content"])] for part in parts) + 6.3
    most = max(1, int((SPACE + 7.35) / (widest + 7.35)))
    rows = -(-len(parts) // most)
    across = -(-len(parts) // rows)
    if across == 1:
        return listed
    height = rows * (LINE + BETWEEN) - BETWEEN + 0.01
    return f"#block(height: {height}pt, columns({across}, gutter: 0.7em, {listed[1:]}))"


def finished_key(data: dict[str, Any]) -> Iterator[str]:
    yield "#v(0.6em)\n"
    for block in data["short"]["letters"]:
        yield f"#par[*{block['label']}*]\n#par(leading: 1em)["
        for at, part in enumerate(block["parts"]):
            yield f"#box(width: 9.4%)[{part['label']}#h(0.5em)*{words(part['content'])}*]"
            if at % 10 == 9 and at + 1 < len(block["parts"]):
                yield "#linebreak()"
            elif at % 5 == 4:
                yield "#h(5%)"
        yield "]\n#v(0.6em)\n"
    for said in data["short"]["written"]:
        yield note(said) + "\n"
    yield "#pagebreak()\n" if data["short"]["fills_page"] else "#v(1.5em)\n"
    yield "#set par(spacing: 0.609em)\n"
    for sentence in data["head"]["opening"]:
        yield f"#par[{words(sentence)}]\n"
    yield f"#par[{words(data['credit'])}]\n" if data["credit"] else ""
    for section in data["sections"]:
        yield f'#v(2em, weak: true)\n#section-title(("{words(section["title"])}",))\n'
        for keyed in section["entries"]:
            yield heading(keyed, literal(keyed["points"]), "9.5pt")
            yield "".join(finished_entry(keyed)) + "]\n#v(1.5em, weak: true)\n"


def finished_entry(keyed: dict[str, Any]) -> Iterator[str]:
    mono = f'#box(text(font: "DejaVu Sans Mono", size: 0.8em)[{words(keyed["id"])}])'
    stem = f"par[{words(keyed['stem'])}#h(0.8em){mono}]"
    yield f'#block(above: 0pt, below: 0.65em, inset: (right: beside("{keyed["points"]}")), {stem})'
    yield "#block(above: 0.6em, below: 0.6em, inset: (left: 0.7em, y: 0.35em), "
    yield "stroke: (left: 1.4pt))[#set text(size: 1.05em);"
    yield labelled(keyed["key"], "", "strong", "0.62em") + "]]\n"
    yield "#block(above: 0.6em, inset: (left: gutter))["
    for said in keyed["remarks"]:
        if said["type"] == "quotation":
            yield f"#par(hanging-indent: 1em)[*{said['label']}*#h(0.6em)"
            yield f'#text(lang: "en")[{words(said["quote"])}] — {words(said["whose"])}]'
        else:
            yield note(said)


def note(said: dict[str, Any]) -> str:
    if said["parts"]:
        listed = labelled(said["parts"], "", "text", "0.62em, indent: 0.3em")
        return f"#par[*{said['label']}*]{listed}"
    label = f"*{said['label']}*#h(0.6em)" if said["label"] else ""
    return f"#par(hanging-indent: 1em)[{label}{words(said['content'])}]"


def heading(entry: dict[str, Any], points: str, size: str) -> str:
    asked = f'(number: {entry["number"]}, points: "{entry["points"]}")'
    return (
        "#block(breakable: false, width: 100%, inset: (left: gutter))["
        f'#hanging({asked}, (question: "Question"), {points}, 3, {size})'
    )


def labelled(parts: list[dict[str, Any]], mark: str, strength: str, gap: str) -> str:
    labels = ", ".join(f"{mark}{strength}[{part['label']}]" for part in parts)
    bodies = ", ".join(f"[{words(part['content'])}]" for part in parts)
    return (
        f"#enum(numbering: number => ({labels},).at(number - 1), number-align: start + top, "
        f"body-indent: 0.6em, tight: false, spacing: {gap}, {bodies})"
    )


def words(text: tuple[Any, ...]) -> str:
    return "".join(each if isinstance(each, str) else each["text"] for each in text)


def text_widths(folder: Path, deck: CompiledDeck) -> dict[str, float]:
    """In points, of each option and of the widest label: whoever finishes a document knows them."""
    import typst

    choices = [item.response for item in deck.items if isinstance(item.response, Choice)]
    texts = dict.fromkeys(plain(option.content) for each in choices for option in each.options)
    bodies = {each: f"[{each}]" for each in texts}
    bodies["D"] = "circle-mark(false) + h(0.4em) + strong[D]"
    shown = "".join(
        f"#context [#metadata(measure({body}).width.pt())<width>]\n" for body in bodies.values()
    )
    style = f"#set text(font: {literal(FONTS)}, size: 10.5pt, hyphenate: false)\n"
    document = folder / "widths.typ"
    document.write_text(f"{HEAD}{style}{shown}", "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    found = typst.query(document, "<width>", field="value", root=folder, font_paths=fonts)
    return dict(zip(bodies, json.loads(found), strict=True))


def write_documents(folder: Path) -> None:
    data = files("quizgen").joinpath("data")
    shared = (data.joinpath(f"typst/{name}.typ") for name in ("common", "paper"))
    for entry in (*data.joinpath("fonts").iterdir(), *shared):
        (folder / entry.name).write_bytes(entry.read_bytes())
    deck = a_build().deck
    widths = text_widths(folder, deck)
    for form in deck.forms:
        for sheet in (quiz_sheet(deck, form), key_sheet(deck, form)):
            (folder / f"{sheet.name}.typ").write_text(finished(sheet, widths), "utf-8")


def check_pages(folder: Path, scratch: Path) -> None:
    """Both make as many pages with the same words, or the comparison means nothing. An entry of a
    key may begin a page in one and end it in the other."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
    import typst

    def pages(content: Any) -> tuple[int, list[str]]:
        document = pypdfium2.PdfDocument(content)
        whole = "".join(page.get_textpage().get_text_range() for page in document)
        return len(document), sorted("".join(whole.split()))

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    compiler = typst.Compiler(root=folder, font_paths=fonts)
    for made in write(a_build(2), scratch):
        if not isinstance(made, File):
            raise AssertionError(made)
        if "-grid" in made.name:
            continue
        document = folder / made.name.replace(".pdf", ".typ")
        ours, theirs = pages(made.content), pages(compiler.compile(document, format="pdf"))
        if ours != theirs:
            raise AssertionError(f"{made.name}:\n{ours}\n{theirs}")


# --- The two runs, each in a process of its own -----------------------------------------


def run_rival(folder: Path) -> int:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    compiler = typst.Compiler(root=folder, font_paths=fonts)
    made = 0
    for document in sorted(folder.glob("bench-*.typ")):
        content = compiler.compile(document, format="pdf", pdf_standards="ua-1", timestamp=DAY)
        made += isinstance(content, bytes)
    return made


def run_quizgen(folder: Path) -> int:
    return sum(isinstance(made, File) for made in write(a_build(), folder))


def run_named(folder: Path, students: int) -> int:
    """Four forms, and a paper with a name on it for everybody."""
    names = tuple(Student(f"Student number {number}", "9 A") for number in range(students))
    build = replace(a_build(4), printing=Printing(students=names))
    return sum("-print" in made.name for made in write(build, folder) if isinstance(made, File))


def run_amc(folder: Path) -> int:
    source = folder / "quiz.txt"
    source.write_text("".join(amc_source()), "utf-8")
    (folder / "data").mkdir()
    for mode, made in AMC_MAKES.items():
        command = ["auto-multiple-choice", "prepare", "--mode", mode, "--filter", "plain"]
        command += ["--n-copies", str(FORMS), "--prefix", f"{folder}/", "--data", f"{folder}/data"]
        command += [f"--out-{what}={folder / name}" for what, name in made.items()]
        subprocess.run([*command, str(source)], check=True, capture_output=True, cwd=folder)
    return sum((folder / name).is_file() for name in ("papers.pdf", "keys.pdf"))


# The papers with the places of their boxes, then each paper with its answers.
AMC_MAKES = {
    "s": {"sujet": "papers.pdf", "corrige": "first-key.pdf", "calage": "places.xy"},
    "k": {"corrige-indiv": "keys.pdf"},
}


def amc_source() -> Iterator[str]:
    """The questions as AMC-TXT has them; a number is asked for as text, on a line."""
    yield "PaperSize: A4\nLang: EN\nTitle: A quiz to measure\nShuffleQuestions: 1\n\n"
    for item in a_build().items:
        stem = plain(item.stem)
        match item.response:
            case Choice(options=options, is_multiple=is_multiple):
                yield f"{'**' if is_multiple else '*'} {stem}\n"
                for option in options:
                    yield f"{'+' if option.is_key else '-'} {plain(option.content)}\n"
            case Open(lines=lines):
                yield f"*<lines={lines}> {stem}\n-[O]{{O}} no\n+[P]{{P}} yes\n"
            case _:
                yield f"*<lines=1> {stem}\n-[O]{{O}} no\n+[P]{{P}} yes\n"
        yield "\n"


RUNS = {"quizgen": run_quizgen, "typst": run_rival, "amc": run_amc}
RUNS |= {f"named-{n}": partial(run_named, students=n) for n in CLASSES}
MADE = {"quizgen": 2 * FORMS + 1, "typst": 2 * FORMS, "amc": 2}
MADE |= {f"named-{n}": -(-n // 50) for n in CLASSES}


def measure(name: str, folder: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, name, str(folder)]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, megabytes, made = json.loads(report)
    if made != MADE[name]:
        raise AssertionError(report)
    return seconds, megabytes


def compare() -> None:
    rivals = ["quizgen", "typst"] + ["amc"] * bool(which("auto-multiple-choice"))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in rivals}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "finished"
        folder.mkdir()
        write_documents(folder)
        (Path(name) / "check").mkdir()
        check_pages(folder, Path(name) / "check")
        for turn in range(ROUNDS):
            for rival in rivals:
                taken[rival].append(measure(rival, scratch(name, f"{rival}{turn}", folder)))
        for students in CLASSES:
            run = f"named-{students}"
            taken[run] = [measure(run, scratch(name, run, folder))]
    report(taken)


def scratch(parent: str, name: str, finished_folder: Path) -> Path:
    """An empty folder; Typst itself compiles where the finished documents are."""
    if name.startswith("typst"):
        return finished_folder
    folder = Path(parent) / name
    folder.mkdir()
    return folder


def report(taken: dict[str, list[tuple[float, float]]]) -> None:
    seconds = {name: statistics.median(s for s, _ in runs) for name, runs in taken.items()}
    for name, runs in taken.items():
        each = " ".join(f"{s:.2f}" for s, _ in runs)
        print(f"{name:10} {seconds[name]:.2f} CPU s ({each}), {max(m for _, m in runs):.0f} MB")
    print(f"quizgen / typst {seconds['quizgen'] / seconds['typst']:.2f} (bar: 1.3)")
    if "amc" in seconds:
        print(f"quizgen / amc   {seconds['quizgen'] / seconds['amc']:.2f} (bar: 0.25)")
    else:
        print(
            "quizgen / amc   NOT MEASURED: auto-multiple-choice is not installed here (bar: 0.25)"
        )


def main() -> None:
    if len(sys.argv) == 1:
        compare()
        return
    made = RUNS[sys.argv[1]](Path(sys.argv[2]))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(each.ru_utime + each.ru_stime for each in used)
    print(json.dumps([seconds, max(each.ru_maxrss for each in used) / 1024, int(made)]))


if __name__ == "__main__":
    main()
