"""The ledger as `quizgen build` uses it: released, compared, damaged, killed half-way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    return " ".join(result.stdout.split()), " ".join(result.stderr.split())


def edit(project, old, new):
    path = project / "decks/orchids.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def anki(*arguments, code=0):
    return run("build", "--to", "anki", *arguments, code=code)


def test_a_build_releases_nothing_and_says_so(project):
    said, _ = anki()
    ending = "build it with --release, so that everybody gets what has changed."
    assert said.endswith(ending)
    anki()
    edit(project, "How many volunteers have", "How many have")
    assert anki()[0].endswith(ending)
    assert not list(project.glob("decks/*.lock"))


def test_a_release_writes_the_lock_and_the_next_build_is_compared_with_it(project):
    said, _ = anki("--release")
    assert "Released for the first time: 5 notes." in said
    first = (project / "dist/orchids/orchids.apkg").read_bytes()
    lock = (project / "decks/orchids.lock").read_bytes()
    said, _ = anki()
    assert (
        "Since the last release, nothing has changed. Learners keep what they have learnt." in said
    )
    assert "Not released" not in said
    assert (project / "dist/orchids/orchids.apkg").read_bytes() == first
    edit(project, "How many volunteers have", "How many have")
    said, _ = anki()
    assert "Since the last release, 1 changed. Learners keep what they have learnt." in said
    assert "Anki takes up the changes in 1 note where nobody has edited or tagged the note" in said
    assert (project / "decks/orchids.lock").read_bytes() == lock
    said, _ = anki("--release")
    assert "changed: how-many" in said
    assert "1 note will be rewritten: the history stays" in said
    assert (project / "decks/orchids.lock").read_bytes() != lock


def test_the_report_says_how_to_find_withdrawn_notes(project):
    anki("--release")
    edit(project, "  how-many:\n", "  how-much:\n    was: []\n")
    said, _ = anki("--release")
    assert "Since the last release, 1 new, 1 withdrawn." in said
    assert "tag:quizgen::retired" in said
    assert "new: how-much withdrawn: how-many" in said


def test_another_title_is_not_called_safe(project):
    anki("--release")
    edit(project, "title: The library opens on Sundays", "title: Sundays")
    assert "Learners keep what they have learnt, and cards stay in their old deck." in anki()[0]


def test_a_release_writes_what_to_tell_learners(project):
    anki("--release")
    folder = project / "dist/orchids"
    about = (folder / "orchids-ankiweb.md").read_text("utf-8")
    assert about.startswith("<strong>The library opens on Sundays</strong>\n\nSource: the report")
    edit(project, "How many volunteers have", "How *many* [have](https://example.org)")
    edit(project, "  not-said: {", "  # not-said: {")
    anki()
    stem = "{speaker} said it is half of the ==town== <b>x_y"
    who = f'who: {{kind: cloze, claim: half, stem: "{stem}"}}'
    edit(project, "questions:  ", f"questions:\n  {who}\n  #")
    said, _ = anki("--release")
    assert "orchids-changes.md what the release changes, to tell learners" in said
    assert (
        (folder / "orchids-changes.md").read_text("utf-8")
        == """\
## New questions

- Ana Ruiz said it is half of the … &#60;b&#62;x&#95;y

## Changed questions

- How many have signed up, according to Ana Ruiz?

## Withdrawn questions

- Ana Ruiz said that the library will open on public holidays.
"""
    )
    anki()
    assert "New questions" in (folder / "orchids-changes.md").read_text("utf-8")


def test_a_draft_that_was_built_but_never_released_vanishes(project):
    anki()
    edit(project, "    key: 12\n", "    key: 12\n    draft: true\n")
    anki("--release")
    assert "how-many" not in (project / "decks/orchids.lock").read_text("utf-8")


def test_locked_refuses_what_was_not_released(project):
    _, said = anki("--locked", code=1)
    assert "error[lock-outdated]: there is no such lock yet" in said
    assert not (project / "dist").exists()
    anki("--release")
    lock = (project / "decks/orchids.lock").read_bytes()
    anki("--locked")
    edit(project, "How many volunteers have", "How many have")
    _, said = anki("--locked", code=1)
    assert "it differs from the deck: 1 changed" in said
    assert (project / "decks/orchids.lock").read_bytes() == lock


MOVED = "5 cards in another deck than before: an import moves no card, so learners keep them"


@pytest.mark.parametrize("options", [(), ("--release",)], ids=["build", "release"])
def test_another_title_leaves_cards_in_the_old_deck(project, options):
    anki("--release")
    edit(project, "title: The library opens on Sundays", "title: Sundays")
    said, _ = anki(*options)
    assert MOVED in said
    assert "(The library opens on Sundays → Sundays: 5)" in said
    assert "nothing has changed" in said
    assert (MOVED in anki()[0]) == (not options), "it is news until it is released"


def test_which_deck_the_cards_are_in_is_kept_in_the_lock(project):
    anki("--release")
    (project / "dist/orchids/orchids.apkg").unlink()
    edit(project, "title: The library opens on Sundays", "title: Sundays")
    assert MOVED in anki()[0]
    assert MOVED in anki("--release")[0]


def test_a_lock_of_the_first_format_is_written_anew_by_the_next_release(project):
    anki("--release")
    lock = project / "decks/orchids.lock"
    text = lock.read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    cut = ["\t".join([*row[:8], row[-1]] if row[0] == "note" else row) for row in rows]
    lock.write_text("\n".join(cut).replace("deck\t3", "deck\t1") + "\n", "utf-8")
    old = lock.read_bytes()
    for options in ((), ("--locked",)):
        said, _ = anki(*options)
        assert "nothing has changed" in said
        assert "Not released" not in said
        assert lock.read_bytes() == old
    edit(project, "title: The library opens on Sundays", "title: Sundays")
    assert MOVED not in anki()[0], "no one knows where the cards are"
    edit(project, "title: Sundays", "title: The library opens on Sundays")
    assert "nothing has changed" in anki("--release")[0]
    assert lock.read_text("utf-8") == text


def test_another_subdeck_leaves_the_card_where_it_is(project):
    anki("--release")
    edit(project, "    key: 12\n", "    key: 12\n    subdeck: Numbers\n")
    said, _ = anki("--release")
    assert "1 card in another deck than before" in said
    assert "Sundays → The library opens on Sundays::Numbers: 1)" in said


def test_what_was_never_released_moves_nothing(project):
    anki()
    edit(project, "title: The library opens on Sundays", "title: Sundays")
    assert "another deck" not in anki()[0] + anki("--release")[0]


@pytest.mark.parametrize("reorder", [reversed, lambda ids: ids[:-1]], ids=["order", "one less"])
def test_merging_note_types_is_never_advised(project, reorder):
    """It can empty fields of other notes."""
    anki("--release")
    lock = project / "decks/orchids.lock"
    lines = [line.split("\t") for line in lock.read_text("utf-8").splitlines()]
    for line in lines:
        if line[0] == "family":
            line[5] = ",".join(reorder(line[5].split(",")))
            line[4] = "0" * 16
    lock.write_text("\n".join(map("\t".join, lines)) + "\n", "utf-8")
    said, full = anki()[0], anki("--release")[0]
    assert "Learners get no update of notes that have other fields or templates." in said
    assert "so Anki updates none of their notes" in full
    assert "Merge" not in said + full


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--release", "--locked"), "choose one"),
        (("--release", "--to", "json"), "--to anki"),
        (("--resend", "all", "--to", "anki"), "add --release"),
        (("--release", "--resend", "nobody", "--to", "anki"), "no deck has an item `nobody`"),
    ],
)
def test_what_cannot_be_asked_for(project, arguments, said):
    assert said in run("build", *arguments, code=2)[1]


def test_a_damaged_lock_stops_the_build_and_check_names_it(project):
    anki("--release")
    lock = project / "decks/orchids.lock"
    lock.write_text(lock.read_text("utf-8").replace("note", "<<<<<<< HEAD\nnote", 1), "utf-8")
    before = (project / "dist/orchids/orchids.apkg").read_bytes(), lock.read_bytes()
    for arguments in (("build",), ("build", "--release"), ("build", "--locked"), ("check",)):
        _, said = run(*arguments, code=1)
        assert "orchids.lock:4:1: error[lock-damaged]: git left a merge unfinished" in said
    assert ((project / "dist/orchids/orchids.apkg").read_bytes(), lock.read_bytes()) == before
    lock.write_bytes(b"\xff\xfe")
    assert "error[lock-damaged]: the text is UTF-16, not UTF-8" in anki(code=1)[1]


def test_the_lock_of_a_renamed_deck_is_asked_for(project):
    anki("--release")
    edit(project, "deck: orchids", "deck: flowers")
    _, said = anki(code=1)
    assert "error[lock-misnamed]: the lock of `flowers` must be named flowers.lock" in said
    (project / "decks/orchids.lock").rename(project / "decks/flowers.lock")
    assert "nothing has changed" in anki()[0]


def test_a_copied_deck_does_not_take_up_the_lock(project):
    anki("--release")
    run("new", "--from", "decks/orchids.yaml", "roses")
    assert "before you give it" in run("build", "decks/roses.yaml", "--to", "anki")[0]
    (project / "decks/roses.lock").write_bytes((project / "decks/orchids.lock").read_bytes())
    _, said = run("build", "decks/roses.yaml", "--to", "anki", code=1)
    assert "error[lock-foreign]" in said


def test_withdrawing_everything_still_builds_the_withdrawn_notes(project):
    anki("--release")
    text = (project / "decks/orchids.yaml").read_text("utf-8")
    drafts = text.replace("    quote:", "    draft: true\n    quote:")
    (project / "decks/orchids.yaml").write_text(drafts.partition("\nquizzes:")[0], "utf-8")
    said, _ = anki()
    assert "orchids-withdrawn.apkg 5 withdrawn notes" in said


# --- Killed half-way -------------------------------------------------------------------

# Ends the process, as a power cut would, before the n-th time it opens a file to write in the
# project, renames one or removes one.
KILLED = """
import os, signal, sys
left, here = int(sys.argv[1]), os.getcwd()
def watch(event, arguments):
    global left
    if arguments and isinstance(arguments[0], int):
        return  # a file that is open already
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 3
    if writes or event in ("os.rename", "os.remove", "os.mkdir"):
        if os.path.abspath(os.fsdecode(arguments[0])).startswith(here):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
sys.dont_write_bytecode = True
sys.addaudithook(watch)
from quizgen.__main__ import main
sys.argv = ["quizgen", "build", "--to", "anki", "--to", "json", "--release"]
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_release_that_is_killed_leaves_whole_files_and_the_lock_comes_last(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    files = [project / name for name in ("dist/orchids/orchids.apkg", "dist/orchids/orchids.json")]
    files.append(project / "decks/orchids.lock")
    run("build", "--to", "anki", "--to", "json", "--release")
    old = [path.read_bytes() for path in files]
    edit(project, "How many volunteers have", "How many have")
    run("build", "--to", "anki", "--to", "json", "--release")
    new = [path.read_bytes() for path in files]
    killed = 0
    while True:
        for path, content in zip(files, old, strict=True):
            path.write_bytes(content)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(killed)],
            check=False,
            capture_output=True,
            timeout=60,
        )
        if ended.returncode == 0:
            break
        assert ended.returncode == -9, ended.stderr
        found = [path.read_bytes() for path in files]
        for each, before, after in zip(found, old, new, strict=True):
            assert each in (before, after)
        assert found == new or found[2] == old[2], "the lock tells of what is not there"
        run("build", "--to", "anki", "--to", "json", "--release")
        assert [path.read_bytes() for path in files] == new
        killed += 1
    assert killed >= 6, "open and rename, three files"


def test_a_file_of_withdrawn_notes_goes_when_nothing_is_withdrawn(project):
    anki("--release")
    withdrawn = project / "dist/orchids/orchids-withdrawn.apkg"
    edit(project, "  how-many:\n", "  how-many:\n    draft: true\n")
    anki()
    assert withdrawn.is_file()
    edit(project, "    draft: true\n", "")
    run("build", "--to", "json")
    assert withdrawn.is_file(), "what is not built is left alone"
    anki()
    assert not withdrawn.exists()


@pytest.mark.parametrize("content", ["mine", "package"])
def test_another_file_of_that_name_stays(project, content):
    anki()
    deck = (project / "dist/orchids/orchids.apkg").read_bytes()
    other = project / "dist/orchids/orchids-withdrawn.apkg"
    other.write_bytes(deck if content == "package" else b"mine")
    anki()
    assert other.is_file()
