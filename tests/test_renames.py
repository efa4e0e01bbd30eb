"""Released questions that go on under another id without `was:`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import released
from test_anki.conftest import PNG

from quizgen.__main__ import cli
from quizgen.diagnostics import Diagnostic, Severity, TextFile
from quizgen.project.compiled import Compiled, compile_deck
from quizgen.quiz.model import About, Source
from quizgen.releases import renames
from quizgen.releases.draft import first_meaning
from quizgen.releases.lock import Imprint, Ledger, parse, render
from quizgen.releases.renames import unnamed_renames

SOURCE = "The river floods in May. It rises by 3 metres. The mayor was born in Oslo.\n"
DECK = """\
quizgen: 1
deck: rivers
uid: k3v9q2m7xd
title: Rivers
source: {file: report.txt, as: the report}
pools:
  months: [January, February, March, April, June, July, August, September]
claims:
  flood:
    speaker: reporter
    quote: The river floods in May
    text: the river floods in May
    slots: {month: {value: May, pool: months}}
  mayor: {speaker: reporter, quote: The mayor was born in Oslo}
templates:
  which: {kind: choice, stem: "Complete: “{quote|gap month}”", key: "{month}", distractors: 3}
  said: {kind: truefalse, stem: "Flooding: {text}.", key: true}
questions:
  town: {kind: choice, claim: mayor, stem: Where was she born?, key: Oslo, distractors: [Bergen, Voss, Bodo]}
  born: {kind: cloze, claim: mayor, stem: The mayor was born in ==Oslo==.}
  place: {kind: short, claim: mayor, stem: What is this town?, key: Oslo, image: {file: map.png, alt: A map}}
"""  # noqa: E501  # one question a line

Edits = tuple[tuple[str, str], ...]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "decks").mkdir()
    (tmp_path / "source/report.txt").write_text(SOURCE, "utf-8")
    (tmp_path / "decks/map.png").write_bytes(PNG)
    path = tmp_path / "decks/rivers.yaml"
    path.write_text(DECK, "utf-8")
    return path


def edit(deck: Path, *edits: tuple[str, str]) -> Compiled:
    text = deck.read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    deck.write_text(text, "utf-8")
    compiled = compile_deck(deck)
    assert compiled.build, [(each.code, each.message) for each in compiled.problems]
    return compiled


def found(compiled: Compiled, before: Ledger) -> list[Diagnostic]:
    return unnamed_renames(compiled.deck, compiled.expansion.places, compiled.build, before)


def said(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    """(the word that is pointed at, the first line of the hint)."""
    return [
        (each.where.file.text[each.where.start : each.where.end], each.hint.split("\n")[0])
        for each in problems
    ]


def release(compiled: Compiled, before: Ledger | None = None) -> Ledger:
    return released(before, compiled.build, 1_700_000_000)


def first_format(compiled: Compiled, before: Ledger | None = None) -> Ledger:
    """As a lock of the first format tells it: four columns fewer, and another hash of meanings."""
    ledger = release(compiled, before)
    deck = compiled.build.deck
    hashes = {name: first_meaning(item, deck) for name, item in deck.by_id.items()}
    rows = [line.split("\t") for line in render(ledger).splitlines()]
    cut = [
        "\t".join([*row[:4], hashes.get(row[1], row[4].split(".")[0]), *row[5:8], row[-1]])
        if row[0] == "note"
        else "\t".join(row)
        for row in rows
    ]
    text = "\n".join(cut).replace("deck\t3", "deck\t1")
    about = About(ledger.name, ledger.uid, "", "en", Source("", "", "en", ()))
    read, problems = parse(TextFile("rivers.lock", text), about)
    assert read is not None, problems
    assert {note.imprint for note in read.notes} <= {Imprint()}
    return read


as_it_is = release


LOCKS = pytest.mark.parametrize(
    "locked", [as_it_is, first_format], ids=["as_it_is", "first_format"]
)


def guids(ledger: Ledger) -> dict[str, str]:
    return {note.item: note.guid for note in ledger.notes if note.is_live}


QUESTIONS = DECK[DECK.index("questions:") :]
TOWN, BORN, PLACE = QUESTIONS.splitlines()[1:]
BY_HAND = (
    '  flood-month: {kind: choice, claim: flood, stem: "Complete: “{quote|gap month}”", '
    'key: "{month}", distractors: 3}\n'
)

# what was done: (the edits, what is reported and where, the edits that mend it)
RENAMES: dict[str, tuple[Edits, list[tuple[str, str]], Edits]] = {
    "shuffled options": (
        (("  town:", "  home:"),),
        [("home", "was: [town]")],
        (("  home: {", "  home: {was: [town], "),),
    ),
    "a cloze": (
        (("  born:", "  native:"),),
        [("native", "was: [born]")],
        (("  native: {", "  native: {was: [born], "),),
    ),
    "a picture": (
        (("  place:", "  the-map:"),),
        [("the-map", "was: [place]")],
        (("  the-map: {", "  the-map: {was: [place], "),),
    ),
    "a `was:` that names another id": (
        (("  born: {", "  native: {was: [bron], "),),
        [("native", "was: [born, bron]")],
        (("[bron]", "[born, bron]"),),
    ),
    "two at once": (
        (("  town:", "  home:"), ("  born:", "  native:")),
        [("home", "was: [town]"), ("native", "was: [born]")],
        (("  home: {", "  home: {was: [town], "), ("  native: {", "  native: {was: [born], ")),
    ),
    "a claim": (
        (("  flood:", "  high-water:"),),
        [("high-water", "was: [flood]")],
        (("  high-water:\n", "  high-water:\n    was: [flood]\n"),),
    ),
    "a claim that had another id before": (
        (("  flood:\n", "  high-water:\n    was: [water]\n"),),
        [("high-water", "was: [flood, water]")],
        (("was: [water]", "was: [flood, water]"),),
    ),
    "a template": (
        (("  which:", "  complete:"),),
        [("complete", "was: [which]")],
        (("  complete: {", "  complete: {was: [which], "),),
    ),
    "a claim and a template": (
        (("  flood:", "  high-water:"), ("  which:", "  complete:")),
        [("high-water", "was: [flood]"), ("complete", "was: [which]")],
        (
            ("  high-water:\n", "  high-water:\n    was: [flood]\n"),
            ("  complete: {", "  complete: {was: [which], "),
        ),
    ),
    "a claim, and the template with `was:`": (
        (("  flood:", "  high-water:"), ("  which: {", "  complete: {was: [which], ")),
        [("high-water", "was: [flood]")],
        (("  high-water:\n", "  high-water:\n    was: [flood]\n"),),
    ),
    "from a template to a question by hand": (
        (("  which:", "  when:"), ("kind: choice, stem: \"Comp", "kind: short, stem: \"Comp"),
         (", distractors: 3", ""), ("questions:\n", f"questions:\n{BY_HAND}")),
        [("flood-month", "was: [flood.which]")],
        (("  flood-month: {", "  flood-month: {was: [flood.which], "),),
    ),
    "the old id is another question's now": (
        (("  town:", "  home:"), ("  born:", "  town: {kind: short, claim: mayor, stem: And the "
          "country?, key: Norway}\n  born:")),
        [("home", "give that one a new id, and write here: was: [town]")],
        (("  town:", "  country:"), ("  home: {", "  home: {was: [town], ")),
    ),
    "the old id is another claim's now": (
        (("claims:\n  flood:", "claims:\n  flood: {speaker: reporter, quote: It rises by 3 metres, "
          "slots: {month: {value: '3', near: ['1', '2', '4']}}}\n  high-water:"),),
        [("high-water", "give that one a new id, and check again for the line to write here"),
         ("high-water", "below `questions:` write high-water.said: {was: [flood.said]}")],
        (("  flood:", "  rise:"), ("  high-water:\n", "  high-water:\n    was: [flood]\n")),
    ),
}  # fmt: skip


@LOCKS
@pytest.mark.parametrize("name", RENAMES)
def test_a_rename_without_was_is_reported_until_was_names_the_old_id(deck, name, locked):
    edits, reports, cure = RENAMES[name]
    before = locked(edit(deck))
    problems = found(edit(deck, *edits), before)
    assert said(problems) == reports
    assert {each.code for each in problems} == {"renamed-without-was"}
    cured = edit(deck, *cure)
    assert found(cured, before) == []
    assert set(guids(before).values()) <= set(guids(release(cured, before)).values())


@LOCKS
def test_from_a_question_by_hand_to_a_template(deck, locked):
    text = deck.read_text("utf-8")
    without = text.replace(text[text.index("  which:") : text.index("  said:")], "")
    deck.write_text(without.replace("questions:\n", f"questions:\n{BY_HAND}"), "utf-8")
    before = locked(edit(deck))
    deck.write_text(text, "utf-8")
    problems = found(edit(deck), before)
    assert said(problems) == [
        ("flood", "below `questions:` write flood.which: {was: [flood-month]}")
    ]
    cured = edit(deck, ("questions:\n", "questions:\n  flood.which: {was: [flood-month]}\n"))
    assert found(cured, before) == []
    assert guids(release(cured, before))["flood.which"] == guids(before)["flood-month"]


NEW = BORN.replace("  born:", "  native:")
NO_RENAME: dict[str, Edits] = {
    "nothing": (),
    "reworded": (("Where was she born?", "Where is she from?"),),
    "one is withdrawn": ((f"{BORN}\n", ""),),
    "one is withdrawn and a different one is added": (
        (BORN, "  native: {kind: cloze, claim: mayor, stem: The ==mayor== was born in Oslo.}"),
    ),
    "it is said to be new": ((BORN, NEW.replace("{kind", "{was: [], kind")),),
    "a claim's questions are said to be new": (("  flood:\n", "  high-water:\n    was: []\n"),),
    "a template's are": (("  which: {", "  complete: {was: [], "),),
    "an amended one is": (
        ("  which:", "  complete:"),
        ("questions:\n", "questions:\n  flood.complete: {was: []}\n"),
    ),
    "renamed, and not for Anki any more": (
        (BORN, NEW.replace("{kind", "{use: [print], kind")),
    ),
    "renamed, and a draft": ((BORN, NEW.replace("{kind", "{draft: true, kind")),),
}  # fmt: skip


@LOCKS
@pytest.mark.parametrize("name", NO_RENAME)
def test_what_is_no_rename(deck, name, locked):
    before = locked(edit(deck))
    assert said(found(edit(deck, *NO_RENAME[name]), before)) == []


def test_nothing_is_reported_once_it_was_released_as_new(deck):
    before = release(edit(deck))
    again = edit(deck, (BORN, NEW.replace("{kind", "{was: [], kind")))
    after = release(again, before)
    assert found(edit(deck, ("was: [], ", "")), after) == []


@LOCKS
def test_a_question_that_was_a_draft_for_a_release_and_comes_back_under_another_id(deck, locked):
    before = locked(edit(deck))
    draft = edit(deck, ("  born: {", "  born: {draft: true, "))
    assert found(draft, before) == []
    after = locked(draft, before)
    back = edit(deck, ("  born: {draft: true, ", "  native: {"))
    assert said(found(back, after)) == [("native", "was: [born]")]
    assert found(edit(deck, ("  native: {", "  born: {")), after) == []


def test_a_question_that_changed_its_id_twice_goes_on_from_the_last(deck):
    """The first time it was released as a new one, which cannot be undone."""
    before = release(edit(deck))
    again = release(edit(deck, ("  born: {", "  born-2: {was: [], ")), before)
    third = edit(deck, ("  born-2: {was: [], ", "  born-3: {"))
    assert said(found(third, again)) == [("born-3", "was: [born-2]")]


def test_a_copy_of_a_draft_waits_for_its_id(deck):
    before = release(edit(deck))
    draft = BORN.replace("{kind", "{draft: true, kind")
    problems = found(edit(deck, (BORN, f"{draft}\n{NEW}")), before)
    assert said(problems) == [("native", "give that one a new id, and write here: was: [born]")]


def test_too_many_to_compare_is_said(deck, monkeypatch):
    monkeypatch.setattr(renames, "MOST_TRIES", 0)
    before = first_format(edit(deck))
    (problem,) = found(edit(deck, ("  town:", "  home:")), before)
    assert problem.severity is Severity.WARNING
    assert "too many to compare" in problem.message


def test_a_likely_id_is_tried_first(deck, monkeypatch):
    """However many there are: 40 claims of a template that is renamed need 40 tries."""
    claim = "  c{0}: {{speaker: reporter, quote: It rises by 3 metres, text: it rises {0} times}}\n"
    more = "".join(map(claim.format, range(40)))
    options = (
        "which: {kind: multiple, stem: 'Which, if {text}?', keys: [a, b], distractors: [c, d]}"
    )
    old = DECK.replace("claims:\n", f"claims:\n{more}")
    old = old.replace(old[old.index("which:") : old.index("\n  said:")], options)
    deck.write_text(old, "utf-8")
    before = first_format(edit(deck))
    monkeypatch.setattr(renames, "MOST_TRIES", 100)
    assert said(found(edit(deck, ("  which:", "  rising:")), before)) == [
        ("rising", "was: [which]")
    ]


def test_numbers_in_ids_make_them_likely(deck, monkeypatch):
    """50 questions that are numbered under another word need about 50 tries, not 50 times 50."""
    asked = "{{kind: choice, claim: mayor, stem: 'Is it {0}?', key: k, distractors: [a, b, c]}}"
    old, new = ("".join(f"  {word}{number}: {asked.format(number)}\n" for number in range(50))
                for word in ("q", "item"))  # fmt: skip
    before = first_format(edit(deck, ("questions:\n", f"questions:\n{old}")))
    monkeypatch.setattr(renames, "MOST_TRIES", 60)
    problems = found(edit(deck, (old, new)), before)
    assert said(problems) == [(f"item{number}", f"was: [q{number}]") for number in range(50)]


# --- The commands ----------------------------------------------------------------------


def run(deck: Path, command: str, *options: str) -> Result:
    where = ("--to", "anki", "-o", str(deck.parent.parent / "dist")) if command == "build" else ()
    return CliRunner().invoke(cli, [command, str(deck), *where, *options], prog_name="quizgen")


def test_check_and_a_release_stop_and_a_mere_build_warns(deck):
    assert run(deck, "build", "--release").exit_code == 0
    lock, package = deck.with_name("rivers.lock"), deck.parent.parent / "dist/rivers.apkg"
    released_files = lock.read_bytes(), package.read_bytes()
    edit(deck, ("  town:", "  home:"))
    for arguments in (("check",), ("build", "--release"), ("build", "--locked")):
        result = run(deck, *arguments)
        assert result.exit_code == 1
        assert "rivers.yaml:19:3: error[renamed-without-was]" in result.stderr
        assert "hint: was: [town]\n        if it really is new, write was: []" in result.stderr
    assert (lock.read_bytes(), package.read_bytes()) == released_files
    result = run(deck, "build")
    assert result.exit_code == 0
    assert "warning[renamed-without-was]" in result.stderr
    said = " ".join(result.stdout.split())
    assert "1 new, 1 withdrawn. Learners would lose what they have learnt of renamed" in said
    assert package.read_bytes() != released_files[1]
    edit(deck, ("  home: {", "  home: {was: [town], "))
    assert run(deck, "check").exit_code == 0
    result = run(deck, "build", "--release")
    said = " ".join(result.stdout.split())
    assert "Since the last release, 1 retouched, 1 renamed (counted there too)." in said
    assert result.stderr == ""


def test_a_release_stops_when_the_lock_is_taken_from_the_package(deck):
    assert run(deck, "build", "--release").exit_code == 0
    deck.with_name("rivers.lock").unlink()
    edit(deck, ("  town:", "  home:"))
    result = run(deck, "build", "--release")
    assert (result.exit_code, "renamed-without-was" in result.stderr) == (1, True)
    assert not deck.with_name("rivers.lock").exists()


@pytest.mark.parametrize(
    ("was", "wanted"),
    [
        ("[twon]", [("twon", "did you mean `town`?")]),
        ("[seine]", [("seine", "write the id of the last release, or was: []")]),
        ("[]", []),
        ("[town]", []),
    ],
)
def test_a_former_id_that_was_never_released(
    deck: Path, was: str, wanted: list[tuple[str, str]]
) -> None:
    before = release(edit(deck))
    new = "stem: Where did she learn to swim?, key: Paris, distractors: [Bergen, Voss, Bodo]"
    old = "town: {kind: choice, claim: mayor, stem: Where was she born?, key: Oslo, distractors: [Bergen, Voss, Bodo]}"  # noqa: E501  # as it stands
    compiled = edit(deck, (old, f"seaside: {{kind: choice, claim: mayor, was: {was}, {new}}}"))
    problems = found(compiled, before)
    assert said([each for each in problems if each.code == "unknown-item"]) == wanted
