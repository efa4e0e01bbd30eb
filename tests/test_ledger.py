"""The ledger as a file and as a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import as_build, replace

from quizgen.diagnostics import TextFile
from quizgen.quiz.build import Build
from quizgen.quiz.model import (
    About,
    Evidence,
    Image,
    Item,
    Outlet,
    Scoring,
    Source,
    Speaker,
    Status,
)
from quizgen.quiz.responses import Choice, Numeric, Open, Option, TextEntry
from quizgen.quiz.rich import Emphasis, Text
from quizgen.releases.lock import FAMILIES, Ledger, LockedNote, LockedType, parse, render
from quizgen.releases.meaning import meaning
from quizgen.releases.release import Upgrade, compare, released
from quizgen.writers.anki import notetypes

SOURCE = Source("report.txt", "the report", "en", ("The river floods in May.",))
ABOUT = About("rivers", "k3v9q2m7xd", "Rivers", "en", SOURCE)
NOTE = LockedNote("a", "choice", "Qx7!#a9Zz0", "0123456789abcdef", 1_600_000_000, 1_600_000_100, 1)
GONE = replace(NOTE, item="b", family="cloze", guid="another", cards=3, is_live=False)
TYPES = tuple(
    LockedType(name, 1, 1_500_000_000, "fedcba9876543210", (101, 102), (201,))
    for name in ("choice", "cloze")
)
LEDGER = Ledger("rivers", "k3v9q2m7xd", TYPES, (NOTE, GONE))
LOCK = """\
deck	1	rivers	k3v9q2m7xd
family	choice	1	2017-07-14T02:40:00Z	fedcba9876543210	101,102	201
family	cloze	1	2017-07-14T02:40:00Z	fedcba9876543210	101,102	201
note	a	choice	Qx7!#a9Zz0	0123456789abcdef	2020-09-13T12:26:40Z	2020-09-13T12:28:20Z	1	live
note	b	cloze	another	0123456789abcdef	2020-09-13T12:26:40Z	2020-09-13T12:28:20Z	3	retired
"""  # noqa: E501  # lines of a lock are as long as they are


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
        (LOCK.replace("deck\t1", "deck\t2\tmore"), [("lock-foreign", 1)]),
        (LOCK.replace("\tlive", "\tliving"), [("lock-damaged", 4)]),
        (LOCK.replace("\t3\t", "\t0\t"), [("lock-damaged", 5)]),
        (LOCK.replace("\t3\t", "\t³\t"), [("lock-damaged", 5)]),
        (LOCK.replace("\t3\t", "\t501\t"), [("lock-damaged", 5)]),
        (LOCK.replace("\t3\tretired", ""), [("lock-damaged", 5)]),
        (LOCK.replace("2020-09-13T12:26:40Z", "yesterday", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2020-09-13", "2020-02-30", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2020-09-13", "2020-09-1³", 1), [("lock-damaged", 4)]),
        (LOCK.replace("2020-09-13", "9999-12-31", 1), [("lock-damaged", 4)]),
        (LOCK.replace("0123456789abcdef", "x", 1), [("lock-damaged", 4)]),
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
    meaning=HASHES,
    modified=SECONDS,
    released=SECONDS,
    cards=st.integers(1, 500),
    is_live=st.booleans(),
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


# --- What counts as a change -----------------------------------------------------------

ITEM = Item(
    id="flood.when",
    kind="choice",
    stem=(Text("When does the river flood?"),),
    response=Choice((Option((Text("May"),), is_key=True), Option((Text("June"),)))),
    claim="flood",
    evidence=(Evidence("floods in May", 1, False, "The river floods in May.", ((10, 23),)),),
    speaker="ruiz",
)
EVIDENCE = ITEM.evidence[0]
RUIZ = Speaker("ruiz", "Ana Ruiz", "Ana Maria Ruiz")
IMAGE = Image("a.png", "A map", b"png")


def hashed(**changes: object) -> str:
    known = {name: changes.pop(name) for name in ("about", "speakers") if name in changes}
    deck = as_build(**{"about": ABOUT, "items": (), "speakers": (RUIZ,), **known}).deck
    return meaning(replace(ITEM, **changes), deck, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"stem": (Text("When?"),)},
        {"stem": (Emphasis((Text("When does the river flood?"),)),)},
        {"response": Choice((Option((Text("May"),)), Option((Text("June"),), is_key=True)))},
        {"response": replace(ITEM.response, is_fixed=True)},
        {"response": TextEntry("May")},
        {"response": Numeric(Decimal(5), "5")},
        {"rationale": (Text("So it says."),)},
        {"note": (Text("Another view."),)},
        {"hint": (Text("In spring."),)},
        {"status": Status.OPINION},
        {"speaker": ""},
        {"speakers": (replace(RUIZ, name="Dr Ruiz"),)},
        {"evidence": (replace(EVIDENCE, paragraph=2),)},
        {"evidence": (replace(EVIDENCE, quote="in May"),)},
        {"evidence": (replace(EVIDENCE, is_direct=True),)},
        {"evidence": (replace(EVIDENCE, translation="в мае"),)},
        {"evidence": (replace(EVIDENCE, context="It floods."),)},
        {"image": IMAGE},
        {"tags": ("facts",)},
        {"topic": "Rivers"},
        {"difficulty": 3},
        {"subdeck": "Later"},
        {"about": replace(ABOUT, language="ru")},
        {"about": replace(ABOUT, source=replace(SOURCE, name="the article"))},
    ],
    ids=str,
)
def test_what_a_learner_sees_counts(change):
    assert hashed(**change) != hashed()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "flood.month", "was": ("flood.when",)},
        {"claim": "floods"},
        {"use": frozenset({Outlet.ANKI})},
        {"enemies": ("other",)},
        {"friends": ("other",)},
        {"scoring": Scoring.PARTS},
        {"bloom": "remember"},
        {"speakers": (replace(RUIZ, full="A. M. Ruiz", aka=("Ruiz",), role="a mayor"),)},
        {"evidence": (replace(EVIDENCE, spans=((1, 2),)),)},
        {"evidence": (replace(EVIDENCE, is_narration=True),)},
        {"about": replace(ABOUT, name="streams", title="Streams", contact="a@example.org")},
    ],
    ids=str,
)
def test_what_a_learner_does_not_see_does_not_count(change):
    assert hashed(**change) == hashed()


def test_a_picture_counts_by_its_content():
    first = hashed(image=IMAGE)
    assert hashed(image=replace(IMAGE, content=b"other")) != first
    assert hashed(image=replace(IMAGE, alt="Another")) != first
    assert hashed(image=replace(IMAGE, name="b.png")) == first


def test_the_normal_form_counts_once():
    assert hashed(hint=(Text("Й"),)) == hashed(hint=(Text("И\u0306"),))


def test_a_new_version_of_the_note_types_writes_every_note_anew():
    deck = build(ITEM).deck
    assert meaning(ITEM, deck, 1) != meaning(ITEM, deck, 2)


# --- Whose note it is ------------------------------------------------------------------


def build(*items: Item, modified: int = 1_700_000_000) -> Build:
    return as_build(ABOUT, items, (), modified, (RUIZ,))


def named(name: str, *was: str) -> Item:
    return replace(ITEM, id=name, was=was)


def guids(ledger: Ledger) -> dict[str, str]:
    return {note.item: note.guid for note in ledger.notes if note.is_live}


def test_the_first_release_dates_notes_by_the_build_and_says_when():
    (note,) = released(None, build(ITEM), 1_800_000_000).notes
    assert (note.modified, note.released, note.is_live) == (1_700_000_000, 1_800_000_000, True)


def test_a_release_of_the_same_is_the_same_ledger():
    first = released(None, build(ITEM), 1_700_000_000)
    assert released(first, build(ITEM, modified=1_800_000_000), 1_900_000_000) == first


def test_a_rename_may_be_forgotten_after_its_release():
    first = released(None, build(named("a")), 0)
    second = released(first, build(named("b", "a")), 0)
    third = released(second, build(named("b")), 0)
    assert guids(first)["a"] == guids(second)["b"] == guids(third)["b"]
    assert compare(second, third).is_nothing
    assert not compare(first, second).is_nothing


def test_the_old_id_of_a_renamed_question_can_be_used_again():
    ledger = released(released(None, build(named("a")), 0), build(named("b", "a")), 0)
    again = released(ledger, build(named("a"), named("b")), 0)
    assert guids(again)["b"] == guids(ledger)["b"]
    assert len(set(guids(again).values())) == 2


def test_two_questions_that_change_their_ids_change_their_notes():
    first = released(None, build(named("a"), named("b")), 0)
    swapped = released(first, build(named("c", "a"), named("a", "b")), 0)
    assert guids(swapped) == {"a": guids(first)["a"], "c": swapped.notes[-1].guid}
    assert swapped.notes[-1].guid not in guids(first).values()
    assert [note.item for note in swapped.notes if not note.is_live] == ["b"]


def test_of_two_questions_made_one_the_later_id_goes_on():
    first = released(None, build(named("a"), named("b")), 0)
    merged = released(first, build(named("c", "b", "a")), 0)
    assert guids(merged)["c"] == guids(first)["b"]
    assert compare(first, merged).retired == ("a",)


def test_the_note_of_a_question_that_changed_its_kind_is_not_counted_as_retired():
    first = released(None, build(named("a")), 0)
    changes = compare(
        first, released(first, build(replace(named("a"), response=TextEntry("May"))), 0)
    )
    assert (changes.rekinded, changes.retired, changes.new) == (("a",), (), ())


def test_of_two_withdrawn_notes_the_one_withdrawn_last_comes_back():
    older = replace(NOTE, guid="older", modified=1_500_000_000, is_live=False)
    newer = replace(older, guid="newer", modified=1_600_000_000)
    for notes in ((older, newer), (newer, older)):
        ledger = released(replace(LEDGER, notes=notes), build(named("a")), 0)
        assert guids(ledger) == {"a": "newer"}


NAMES = st.sampled_from("abcdef")
ITEMS = st.lists(
    st.builds(
        lambda name, was, response: replace(ITEM, id=name, was=tuple(was), response=response),
        NAMES,
        st.lists(NAMES, max_size=2),
        st.sampled_from([ITEM.response, Open((Text("May"),))]),
    ),
    max_size=6,
    unique_by=lambda item: item.id,
)


@given(st.lists(ITEMS, min_size=1, max_size=5))
def test_no_history_gives_two_notes_one_guid_or_takes_one_away(history):
    ledger = None
    for turn, items in enumerate(history):
        after = released(ledger, build(*items, modified=1_700_000_000 + turn), turn)
        assert len({note.guid for note in after.notes}) == len(after.notes)
        assert {note.item for note in after.notes if note.is_live} == {item.id for item in items}
        assert read(render(after)) == after
        if ledger:
            before = {note.guid: note for note in ledger.notes}
            assert before.keys() <= {note.guid for note in after.notes}
            for note in after.notes:
                if note.guid in before and note != before[note.guid]:
                    same = before[note.guid].modified == note.modified
                    assert same == (before[note.guid].is_live and note.is_live)
        ledger = after


def test_two_branches_that_both_release_merge_line_by_line():
    base = build(*map(named, "bdf"))
    first = released(None, base, 1_700_000_000)
    mine = released(first, build(*base.deck.items, named("a")), 1_700_000_000)
    theirs = released(first, build(*base.deck.items, named("e"), named("g")), 1_700_000_000)
    union = sorted({*render(mine).splitlines(), *render(theirs).splitlines()})
    merged = read("\n".join(union))
    assert [note.item for note in merged.notes] == list("abdefg")
    both = build(*map(named, "abdefg"))
    assert compare(merged, released(merged, both, 0)).is_nothing


# --- What an upgrade asks of a learner --------------------------------------------------


@pytest.mark.parametrize(
    ("change", "upgrade"),
    [
        ({}, Upgrade.SAFE),
        ({"content": "0" * 16}, Upgrade.SAFE),
        ({"fields": (102, 101)}, Upgrade.MERGE),
        ({"fields": (101, 102, 103)}, Upgrade.FULL_SYNC),
        ({"fields": (101,)}, Upgrade.FULL_SYNC),
        ({"templates": (201, 202)}, Upgrade.FULL_SYNC),
    ],
)
def test_the_class_of_an_upgrade_comes_from_ids(change, upgrade):
    after = replace(LEDGER, types=(replace(TYPES[0], **change), TYPES[1]))
    assert compare(LEDGER, after).upgrade is upgrade


def test_a_note_type_that_is_used_for_the_first_time_is_safe():
    assert compare(replace(LEDGER, types=TYPES[:1]), LEDGER).upgrade is Upgrade.SAFE
