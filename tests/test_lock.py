"""The lock of a deck as a file: what is written is read, and what is damaged is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import replace

from quizgen.diagnostics import TextFile
from quizgen.quiz.model import About, Source
from quizgen.releases.lock import FAMILIES, Imprint, Ledger, LockedNote, LockedType, parse, render
from quizgen.writers.anki import notetypes

SOURCE = Source("report.txt", "the report", "en", ("The river floods in May.",))
ABOUT = About("rivers", "k3v9q2m7xd", "Rivers", "en", SOURCE)
OLD = LockedNote("a", "choice", "Qx7!#a9Zz0", "0123456789abcdef", 1_600_000_000, 1_600_000_100, 1)
NOTE = replace(
    OLD,
    meaning="2.0123456789abcdef",
    content="7" * 16,
    imprint=Imprint("1.fedcba9876543210", "0" * 16),
    home="The Rivers::Big ones",
)
GONE = replace(OLD, item="b", family="cloze", guid="another", cards=3, is_live=False)
TYPES = tuple(
    LockedType(name, 1, 1_500_000_000, "fedcba9876543210", (101, 102), (201,))
    for name in ("choice", "cloze")
)
LEDGER = Ledger("rivers", "k3v9q2m7xd", TYPES, (NOTE, GONE))
LOCK = """\
deck	3	rivers	k3v9q2m7xd
family	choice	1	2017-07-14T02:40:00Z	fedcba9876543210	101,102	201
family	cloze	1	2017-07-14T02:40:00Z	fedcba9876543210	101,102	201
note	a	choice	Qx7!#a9Zz0	2.0123456789abcdef.7777777777777777	2020-09-13T12:26:40Z	2020-09-13T12:28:20Z	1	1.fedcba9876543210	0000000000000000	-	The Rivers::Big ones	live
note	b	cloze	another	0123456789abcdef	2020-09-13T12:26:40Z	2020-09-13T12:28:20Z	3	-	-	-	-	retired
"""  # noqa: E501  # lines of a lock are as long as they are
HASHES_OF_NOTE = f"{NOTE.meaning}.{NOTE.content}"


def read(text: str) -> Ledger | None:
    return parse(TextFile("rivers.lock", text), ABOUT)[0]


def found(text: str) -> list[tuple[str, int]]:
    """(code, line) of what is wrong."""
    ledger, problems = parse(TextFile("rivers.lock", text), ABOUT)
    assert (ledger is None) == bool(problems)
    return [(each.code, each.where.file.line_and_column(each.where.start)[0]) for each in problems]


# --- The file --------------------------------------------------------------------------


def test_the_file():
    assert render(LEDGER) == LOCK
    assert read(LOCK) == LEDGER


def test_the_first_format():
    """It had four columns fewer, and what was read of it is written as today's."""
    imprint = "\t1.fedcba9876543210\t0000000000000000\t-\tThe Rivers::Big ones"
    old = LOCK.replace("deck\t3", "deck\t1").replace(imprint, "").replace("\t-" * 4, "")
    old = old.replace(HASHES_OF_NOTE, OLD.meaning)
    assert "note\ta\tchoice" in old
    assert {len(line.split("\t")) for line in old.splitlines()[3:]} == {9}
    assert read(old) == replace(LEDGER, notes=(OLD, GONE))
    assert render(read(old)) == LOCK.replace(imprint, "\t-" * 4).replace(
        HASHES_OF_NOTE, OLD.meaning
    )


def test_the_second_format():
    """It had another hash of the meaning, and none of the content."""
    old = LOCK.replace("deck\t3", "deck\t2").replace(HASHES_OF_NOTE, OLD.meaning)
    assert read(old) == replace(
        LEDGER, notes=(replace(NOTE, meaning=OLD.meaning, content=""), GONE)
    )


def test_the_name_is_that_of_the_first_release():
    """The file has the deck's name, and tags keep the one that learners have."""
    assert read(LOCK.replace("rivers", "streams")).name == "streams"


def test_line_ends_and_the_order_of_lines_do_not_matter():
    assert read(LOCK.replace("\n", "\r\n")) == LEDGER
    assert read("\n".join(reversed(LOCK.splitlines()))).notes == (GONE, NOTE)
    assert sorted(LOCK.splitlines()) == LOCK.splitlines(), "`sort` leaves it as it is"


MARKED = LOCK.replace("note\ta", "<<<<<<< HEAD\nnote\ta").replace("note\tb", "=======\nnote\tb")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("lock-damaged", 1)]),
        (MARKED + ">>>>>>> branch\n", [("lock-damaged", 4)]),
        (LOCK + LOCK.splitlines()[3], [("lock-damaged", 6)]),
        (LOCK + LOCK.splitlines()[3].replace("Qx", "Qy"), [("lock-damaged", 6)]),
        (LOCK + LOCK.splitlines()[1], [("lock-damaged", 6)]),
        (LOCK + LOCK.splitlines()[0], [("lock-damaged", 6)]),
        (LOCK.replace("another", "Qx7!#a9Zz0"), [("lock-damaged", 5)]),
        (LOCK.replace("k3v9q2m7xd", "zzzzzzzzzz"), [("lock-foreign", 1)]),
        (LOCK.replace("deck\t3", "deck\t4\tmore"), [("lock-foreign", 1)]),
        (LOCK.replace("deck\t3", "deck\t0"), [("lock-foreign", 1)]),
        (LOCK.replace("\t-\tThe", "\tThe"), [("lock-damaged", 4)]),
        (LOCK.replace("1.fedcba", "fedcba"), [("lock-damaged", 4)]),
        (LOCK.replace("0" * 16, "0"), [("lock-damaged", 4)]),
        (LOCK.replace("The Rivers", "The \x1bRivers"), [("lock-damaged", 4)]),
        (LOCK.replace("\tlive", "\tliving"), [("lock-damaged", 4)]),
        (LOCK.replace("Z\t3\t", "Z\t0\t"), [("lock-damaged", 5)]),
        (LOCK.replace("Z\t3\t", "Z\t³\t"), [("lock-damaged", 5)]),
        (LOCK.replace("Z\t3\t", "Z\t501\t"), [("lock-damaged", 5)]),
        (LOCK.replace("\t-\tretired", ""), [("lock-damaged", 5)]),
        (LOCK.replace("\tretired", ""), [("lock-damaged", 5)]),
        (LOCK.replace("2020-09-13T12:26:40Z", "yesterday", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2020-09-13", "2020-02-30", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2020-09-13", "2020-09-1³", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2020-09-13", "9999-12-31", 1), [("lock-damaged", 4)]),
        (LOCK.replace("0123456789abcdef", "x", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2.0123456789abcdef", "3.0123456789abcdef"), [("lock-damaged", 4)]),
        (LOCK.replace(".7777", ".777g"), [("lock-damaged", 4)]),
        (LOCK.replace("\trivers\t", "\t\x1b[2J\t"), [("lock-damaged", 1)]),
        (LOCK.replace("cloze", "maze"), [("lock-damaged", 3), ("lock-damaged", 5)]),
        (LOCK.replace("family\tcloze", "family\ttyped"), [("lock-damaged", 5)]),
        (LOCK.replace("note\ta", "note\t"), [("lock-damaged", 4)]),
        (LOCK.replace("note\ta", "note\ta\x1b[2J"), [("lock-damaged", 4)]),
        (LOCK + "something\n", [("lock-damaged", 6)]),
        (LOCK[: len(LOCK) // 2], [("lock-damaged", 4)]),
    ],
)
def test_a_lock_that_cannot_be_trusted_is_an_error_at_its_line(text, problems):
    assert found(text) == problems


@pytest.mark.parametrize("year", ["0001", "1969", "9998"])
def test_a_lock_of_any_age_is_written_as_it_was_read(year):
    old = LOCK.replace("2020-09-13", f"{year}-09-13")
    assert render(read(old)) == old


def test_the_families_are_those_of_the_writer():
    assert sorted(family.name for family in notetypes.FAMILIES) == list(FAMILIES)


GUIDS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=5, max_size=20)
SECONDS = st.integers(0, 4_102_444_800)
HASHES = st.text("0123456789abcdef", min_size=16, max_size=16)
NOTES = st.builds(
    LockedNote,
    item=st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20),
    family=st.sampled_from(FAMILIES),
    guid=GUIDS,
    meaning=st.one_of(HASHES, HASHES.map("2.".__add__)),
    content=st.one_of(HASHES, st.just("")),
    modified=SECONDS,
    released=SECONDS,
    cards=st.integers(1, 500),
    is_live=st.booleans(),
    imprint=st.builds(
        Imprint, HASHES.map("1.".__add__), stem=HASHES, quotation=st.one_of(HASHES, st.just(""))
    ),
    home=st.sampled_from(["", "Rivers", "Rivers::Big ones"]),
)
IDS = st.lists(st.integers(0, 10**13), min_size=1, max_size=15).map(tuple)
ALL_TYPES = st.tuples(*(
    st.builds(
        LockedType, st.just(name), st.integers(1, 99), SECONDS, HASHES, fields=IDS, templates=IDS
    )
    for name in FAMILIES
))  # fmt: skip
LEDGERS = st.builds(
    Ledger,
    name=st.just("rivers"),
    uid=st.just("k3v9q2m7xd"),
    types=ALL_TYPES,
    notes=st.lists(NOTES, max_size=12, unique_by=(lambda n: n.item, lambda n: n.guid))
    .map(lambda notes: tuple(sorted(notes, key=lambda note: (note.item, note.family)))),
)  # fmt: skip


@given(LEDGERS)
def test_what_is_written_is_read(ledger):
    assert parse(TextFile("rivers.lock", render(ledger)), ABOUT) == (ledger, [])


@given(LEDGERS)
def test_any_damage_is_a_diagnostic(ledger):
    text = render(ledger)
    for cut in range(0, len(text), max(1, len(text) // 20)):
        found(text[:cut] + text[cut + 1 :])
        found(text[:cut])
