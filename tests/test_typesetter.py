"""The compiler in its own process: what kills it does not kill the build.

The real compiler needs seconds to break. A stand-in, which the process finds before the real one,
breaks at once at what a test tells it to.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
import zlib
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from making import as_build, make_deck, rebuilt, replace

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.quiz.layout import Layout, Printing, Student
from quizgen.quiz.model import Build, Image
from quizgen.writers import File, cards, docx, pdf
from quizgen.writers.pdf import typesetter as package
from quizgen.writers.pdf.typesetter import BrokenError, RefusedError, Typesetter

DECK = """
claims: {c: {speaker: reporter, quote: trade needs luck}}
questions:
  what: {kind: short, claim: c, stem: What does trade need?, key: luck}
  why: {kind: open, claim: c, stem: Why?, key: It says so.}
quizzes:
  one: {title: One, forms: 2, sections: [{items: [what, why]}]}
  two: {title: Two, sections: [{items: [what]}]}
"""
STAND_IN = """
import os, sys
from pathlib import Path

class TypstError(Exception):
    pass

class Fonts:
    def __init__(self, *folders, **named):
        pass

class Compiler:
    jobs = 0

    def __init__(self, template, **named):
        self.template = template

    def compile(self, **how):
        Compiler.jobs += 1
        data = Path(self.template).with_name("data.json").read_text("utf-8")
        if BREAKS:
            sys.stderr.write("stack backtrace: 0: rust_oom")
            sys.stderr.flush()
            os.abort()
        return str(Compiler.jobs).encode()

    def query(self, elements):
        return '[{"label": "<pages>", "value": 1}, {"label": "<filled>", "value": 1}]'
"""


@pytest.fixture
def breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Breaks:
    return Breaks(tmp_path, monkeypatch)


class Breaks:
    """Makes a compiler that breaks where a condition holds, in Python."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch

    def __call__(self, condition: str) -> None:
        module = self.folder / "stand-in" / "typst.py"
        module.parent.mkdir(exist_ok=True)
        module.write_text(STAND_IN.replace("BREAKS", condition), "utf-8")
        self.monkeypatch.setenv("PYTHONPATH", str(module.parent))

    def made(self, build: Build) -> tuple[list[str], list[Diagnostic]]:
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        made = list(pdf.write(build, scratch))
        names = [each.name for each in made if isinstance(each, File)]
        return names, [each for each in made if isinstance(each, Diagnostic)]


def a_build(printing: Printing | None = None) -> Build:
    made = make_deck(DECK)
    assert made.deck is not None
    layout = Layout(marked=False, feedback=False)
    forms = tuple(replace(form, layout=layout) for form in made.forms)
    items = tuple(made.items.values())
    return as_build(made.deck.about, items, forms, 1_760_000_000, printing=printing or Printing())


def test_a_question_that_breaks_the_compiler_is_named(
    breaks: Breaks, capfd: pytest.CaptureFixture[str]
) -> None:
    breaks("'Why?' in data")
    names, problems = breaks.made(a_build())
    assert names == []
    assert [(each.code, each.severity) for each in problems] == [("unprintable", Severity.ERROR)]
    assert problems[0].message.startswith("question `why` cannot be printed: the compiler broke")
    assert "PNG" in problems[0].hint
    assert capfd.readouterr() == ("", "")


def test_what_breaks_it_in_no_single_question_is_said_of_the_quiz(breaks: Breaks) -> None:
    breaks("'Why?' in data and 'trade' in data")
    _, problems = breaks.made(a_build())
    assert [each.message.partition(":")[0] for each in problems] == ["quiz `one` cannot be printed"]


def test_what_breaks_it_in_no_quiz_is_said_of_the_deck(breaks: Breaks) -> None:
    breaks("'letters' in str(self.template)")
    _, problems = breaks.made(a_build(Printing(students=(Student("Ana"),))))
    assert [each.message.partition(":")[0] for each in problems] == [
        "deck `test` cannot be printed"
    ]


def test_memory_of_earlier_jobs_is_not_blamed_on_a_later_one(breaks: Breaks) -> None:
    breaks("Compiler.jobs > 2")
    names, problems = breaks.made(a_build())
    assert problems == []
    assert len(names) == 8


def test_one_process_serves_a_whole_build(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks("False")
    started: list[int] = []
    start = subprocess.Popen

    def counted(*args: object, **named: object) -> subprocess.Popen[bytes]:
        process = start(*args, **named)  # type: ignore[call-overload]  # passed on as it came
        started.append(process.pid)
        return process  # type: ignore[no-any-return]  # of an overloaded call

    monkeypatch.setattr(package.subprocess, "Popen", counted)
    names, _ = breaks.made(a_build())
    assert len(names) == 8
    (process,) = started
    assert is_gone(process)


def test_an_interrupted_build_leaves_no_process(breaks: Breaks) -> None:
    breaks("False")
    with pytest.raises(KeyboardInterrupt), closing(Typesetter()) as typesetter:  # noqa: PT012  # what is interrupted is the block
        process = typesetter.start().pid
        raise KeyboardInterrupt
    assert is_gone(process)


@pytest.mark.skipif(
    sys.platform == "win32", reason="there, a killed parent closes no pipes in time"
)
def test_the_process_ends_with_a_quizgen_that_is_killed(breaks: Breaks) -> None:
    breaks("False")
    script = (
        "from quizgen.writers.pdf.typesetter import Typesetter; import time\n"
        "typesetter = Typesetter(); typesetter.families([])\n"
        "print(typesetter.start().pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert any(is_gone(process) or time.sleep(0.05) for _ in range(200))


def is_gone(process: int) -> bool:
    """Gone, and not left as a zombie of ours."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_typst_that_cannot_be_loaded_is_a_warning(breaks: Breaks) -> None:
    breaks("False")
    module = breaks.folder / "stand-in" / "typst.py"
    module.write_text("raise ImportError('libgcc_s.so.1 is missing')", "utf-8")
    names, problems = breaks.made(a_build())
    assert names == []
    assert [(each.code, each.severity) for each in problems] == [("no-typst", Severity.WARNING)]
    assert "libgcc_s.so.1 is missing" in problems[0].message


@pytest.mark.parametrize("writer", [pdf, cards])
@pytest.mark.parametrize("dies", ["import os; os.abort()", "raise SystemExit"])
def test_a_compiler_that_dies_before_the_first_sheet_is_an_error(
    breaks: Breaks, tmp_path: Path, writer: ModuleType, dies: str
) -> None:
    breaks("False")
    (breaks.folder / "stand-in" / "typst.py").write_text(dies, "utf-8")
    for printing, cure in (
        (Printing(), "pip install"),
        (Printing(font_paths=(tmp_path,)), "fonts"),
    ):
        (problem,) = writer.write(a_build(printing), tmp_path)
        assert (problem.code, problem.severity) == ("unprintable", Severity.ERROR)
        assert problem.message.startswith("no PDF was made, since the compiler broke off")
        assert cure in problem.hint


def test_a_compiler_that_the_system_does_not_start_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object, **named: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(package.subprocess, "Popen", refused)
    (problem,) = pdf.write(a_build(), tmp_path)
    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.severity) == ("unprintable", Severity.ERROR)


# --- The real compiler ---------------------------------------------------------------------------

TEMPLATE = '#let data = json("data.json")\n#image(read(data.file, encoding: none))'


def test_the_real_compiler_may_not_take_all_memory(tmp_path: Path) -> None:
    """The colour profile unpacks to five gigabytes; nothing but the limit keeps it from that."""
    (tmp_path / "template.typ").write_text(TEMPLATE, "utf-8")
    (tmp_path / "bomb.png").write_bytes(png(chunk(b"iCCP", b"x\0\0" + unpacking_to(5 * 1024**3))))
    with closing(Typesetter()) as typesetter:
        if sys.platform == "linux":
            with pytest.raises(BrokenError):
                typesetter.compile(
                    tmp_path / "template.typ", [], {"file": "bomb.png"}, format="pdf"
                )
        (tmp_path / "bomb.png").write_bytes(b"no image")
        with pytest.raises(RefusedError, match="unknown image format"):
            typesetter.compile(tmp_path / "template.typ", [], {"file": "bomb.png"}, format="pdf")


def test_a_drawing_that_cannot_be_held_is_the_question_s_problem_in_word_too(
    tmp_path: Path,
) -> None:
    region = b"x='0' y='0' width='1000000%' height='1000000%'"
    drawing = (
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 300'>"
        b"<filter id='f' %b><feFlood/></filter><circle r='50' filter='url(#f)'/></svg>" % region
    )
    build = a_build()
    image = Image("a.svg", "A circle", drawing)
    items = build.deck.by_id | {"why": replace(build.deck.by_id["why"], image=image)}
    shown = rebuilt(build, items=tuple(items.values()), forms=build.deck.forms[:1])
    made = list(docx.write(shown, tmp_path))
    assert [each.message for each in made if isinstance(each, Diagnostic)] == [
        "question `why` cannot be printed: it takes more memory or time than there is"
    ]


def png(extra: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + extra + pixels + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    ends = struct.pack(">I", len(content)), struct.pack(">I", zlib.crc32(kind + content))
    return ends[0] + kind + content + ends[1]


def unpacking_to(size: int) -> bytes:
    """Few bytes that unpack to so many zeros: a full flush makes each part like the one before."""
    packer = zlib.compressobj(9)
    zeros = bytes(1 << 20)
    first = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (size // len(zeros) - 1) + packer.flush()
