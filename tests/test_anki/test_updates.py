"""What a learner keeps when the author releases again, as the real Anki does it.

A learner's edits are dated back to the time of the note: Anki stamps them with the clock, which
is later than any test's package, so that they would always be kept and no test could fail.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from making import rebuilt, replace

from quizgen.quiz.build import Build
from quizgen.quiz.responses import Choice, Gap, Gaps, Open
from quizgen.quiz.rich import Text
from quizgen.releases.lock import Ledger
from quizgen.releases.release import Release, compare, dated, released
from quizgen.writers import File
from quizgen.writers.anki.withdrawn_notes import SEARCH

DAY = 86_400


class Author:
    """Builds and releases, with a lock in between."""

    def __init__(self, packed: Callable[[Build], File]) -> None:
        self.packed = packed
        self.lock: Ledger | None = None
        self.last: Release | None = None

    def release(self, build: Build) -> File:
        before = self.lock or Ledger(build.about.name, build.about.uid)
        after = released(self.lock, build, build.modified + 5)
        self.last = compare(before, after)
        self.lock = after
        return self.packed(dated(build, after, after))

    def build(self, build: Build) -> File:
        return self.packed(dated(build, released(self.lock, build, build.modified), self.lock))


@pytest.fixture
def author(packed) -> Author:
    return Author(packed)


@pytest.fixture
def learner(anki, author, build):
    """Has imported the first release, learnt, and changed this and that."""
    anki.take(author.release(build))
    collection = anki.collection
    collection.db.execute("update cards set type = 2, queue = 2, ivl = 40, reps = 5, due = 99")
    edited = note(anki, "years")
    edited["Hint"] = "my own hint"
    edited.tags += ["mine", "marked"]
    collection.update_note(edited)
    (flagged,) = collection.find_cards("Item:plans")
    collection.set_user_flag_for_cards(3, [flagged])
    collection.sched.suspend_cards(collection.find_cards("Item:war"))
    look = collection.models.get(note(anki, "plans").mid)
    look["css"] += "/* mine */"
    collection.models.update_dict(look)
    collection.db.execute("update notes set mod = ?", build.modified)
    collection.db.execute("update notetypes set mtime_secs = ?", build.modified)
    return anki


def note(anki, name):
    (number,) = anki.collection.find_notes(f"Item:{name}")
    return anki.collection.get_note(number)


def schedules(anki):
    """Of each card of each note: all that learning has made."""
    rows = anki.collection.db.all(
        "select n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.reps, c.flags"
        " from cards c join notes n on n.id = c.nid"
    )
    return {(guid, ord): rest for guid, ord, *rest in rows}


def state(anki):
    """What must not change: the schema (or a full sync is due) and the number of note types."""
    database = anki.collection.db
    return database.scalar("select scm from col"), database.scalar("select count() from notetypes")


def check_cards(anki):
    before = anki.card_set()
    anki.collection.fix_integrity()
    assert anki.card_set() == before, "Anki had to make cards, or to remove some"
    assert not anki.collection.get_empty_cards().notes


def description(file):
    """Of the deck in a package."""
    with ZipFile(BytesIO(file.content)) as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    (decks,) = database.execute("select decks from col").fetchone()
    return " ".join(deck["desc"] for deck in json.loads(decks).values())


def later(build, *items):
    return rebuilt(build, items=items or build.deck.items, modified=build.modified + DAY)


def by_id(build):
    return {item.id: item for item in build.deck.items}


# --- The same again --------------------------------------------------------------------


def test_a_rebuilt_deck_is_a_duplicate_and_all_of_the_learner_is_kept(author, learner, build):
    known, cards = state(learner), schedules(learner)
    assert learner.take(author.build(later(build))) == {"duplicate": 12}
    kept = note(learner, "years")
    assert kept["Hint"] == "my own hint"
    assert {"mine", "marked"} <= set(kept.tags)
    assert schedules(learner) == cards
    assert "/* mine */" in learner.collection.models.get(note(learner, "plans").mid)["css"]
    assert state(learner) == known


def test_without_the_ledger_all_of_it_would_be_lost(packed, learner, build):
    """So that the test above is known to be able to fail."""
    assert learner.take(packed(later(build))) == {"updated": 12}
    kept = note(learner, "years")
    assert (kept["Hint"], "mine" in kept.tags) == ("", False)
    assert "/* mine */" not in learner.collection.models.get(note(learner, "plans").mid)["css"]


EDITS_STAY = "on all other notes they stay"
EDITS_GO = "your own edits and tags may be lost, on any note"


def test_the_description_promises_only_what_is_so(anki, author, packed, build):
    """A release, and a build of the same, leave unchanged notes alone; any other build may not."""
    edited = later(build, replace(build.deck.items[0], hint=(Text("New."),)), *build.deck.items[1:])
    trial = packed(build)
    release, same = author.release(build), author.build(later(build))
    changed = author.build(edited)
    for file, promise in (
        (trial, EDITS_GO),
        (release, EDITS_STAY),
        (same, EDITS_STAY),
        (changed, EDITS_GO),
        (author.release(edited), EDITS_STAY),
    ):
        assert [words for words in (EDITS_GO, EDITS_STAY) if words in description(file)] == [
            promise
        ]


def test_a_trial_of_a_changed_note_overwrites_edits_at_each_import(author, learner, build):
    """What the description of such a build warns of."""
    edited = later(build, replace(build.deck.items[0], hint=(Text("New."),)), *build.deck.items[1:])
    assert learner.take(author.build(edited)) == {"updated": 1, "duplicate": 11}
    mine = note(learner, "un.complete")
    mine["Hint"] = "my own"
    learner.collection.update_note(mine)
    learner.collection.db.execute("update notes set mod = ?", edited.modified + 5)
    assert learner.take(author.build(later(edited))) == {"updated": 1, "duplicate": 11}
    assert note(learner, "un.complete")["Hint"] == "New."


def test_a_rebuilt_deck_has_the_bytes_of_the_release(author, build):
    first = author.release(build)
    assert author.build(later(build)).content == first.content
    assert author.release(later(build)).content == first.content
    assert author.last.is_nothing


# --- A new release ---------------------------------------------------------------------


def second(build):
    """One stem fixed, one added, one removed, one renamed; a draft was never released."""
    items = by_id(build)
    del items["war"]
    items["plans"] = replace(items["plans"], stem=(Text("Reworded?"),))
    items["un.name"] = replace(items["un.name"], id="un.named", was=("un.name",))
    fresh = replace(items["flag"], id="fresh", stem=(Text("A new one?"),))
    return later(build, *items.values(), fresh)


def test_a_second_release_touches_what_has_changed_and_nothing_else(author, learner, build):
    draft = replace(build.deck.items[0], id="draft")
    author.build(later(build, *build.deck.items, draft))
    known, cards = state(learner), schedules(learner)
    renamed = note(learner, "un.name").id
    assert learner.take(author.release(second(build))) == {"new": 1, "updated": 2, "duplicate": 10}
    assert "Reworded?" in note(learner, "plans")["Question"]
    assert note(learner, "years")["Hint"] == "my own hint"
    assert learner.collection.get_note(renamed)["Question"]
    assert schedules(learner).items() >= cards.items(), "a schedule was lost"
    assert len(schedules(learner)) == len(cards) + 1
    assert state(learner) == known
    assert not learner.collection.find_notes("Item:draft")
    check_cards(learner)


def test_the_report_of_a_second_release(author, build):
    author.release(build)
    author.release(second(build))
    assert author.last == Release(
        new=("fresh",),
        changed=("plans",),
        unchanged=tuple(sorted(
            {item.id for item in build.deck.items} - {"war", "plans", "un.name"} | {"un.named"}
        )),
        returned=(),
        rekinded=(),
        retired=("war",),
        renamed=(("un.name", "un.named"),),
        restyled=(),
        is_safe=True,
    )  # fmt: skip


def test_a_new_learner_gets_the_second_release_whole(anki, author, build):
    author.release(build)
    assert anki.take(author.release(second(build))) == {"new": 13}
    check_cards(anki)
    last = [card.item for card in anki.rendered()][-2:]
    assert last == ["war", "war"], "withdrawn notes come after all that is to be learnt"


def test_a_change_is_taken_even_if_the_authors_clock_went_back(author, learner, build):
    first = replace(build.deck.items[0], stem=(Text("Reworded?"),))
    early = rebuilt(build, items=(first, *build.deck.items[1:]), modified=build.modified - DAY)
    assert learner.take(author.release(early)) == {"updated": 1, "duplicate": 11}


def test_a_deck_that_changed_its_look_updates_the_look_only(author, learner, build):
    about = replace(build.about, contact="somebody.else@example.org")
    cards = schedules(learner)
    assert learner.take(author.release(later(rebuilt(build, about=about)))) == {"duplicate": 12}
    assert "somebody.else@example.org" in next(learner.rendered()).back.text
    assert schedules(learner) == cards
    assert len(author.last.restyled) == 6
    assert author.last.is_safe


# --- Withdrawn questions ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The author has withdrawn this question."),
        ("ru", "Автор снял этот вопрос."),
        ("kk", "Автор бұл сұрақты алып тастады."),
    ],
)
def test_a_withdrawn_note_says_why_it_is_there_and_how_to_delete_it(
    anki, author, build, language, sentence
):
    build = rebuilt(build, about=replace(build.about, language=language))
    anki.take(author.release(build))
    before = anki.card_set()
    assert anki.take(author.release(later(build, build.deck.items[0]))) == {
        "updated": 11,
        "duplicate": 1,
    }
    assert anki.card_set() == before
    check_cards(anki)
    gone = [card for card in anki.rendered() if card.item != build.deck.items[0].id]
    assert len(gone) == 12
    for card in gone:
        assert sentence in card.front.text
        assert card.back.text.count(SEARCH) == 1, card.back.text
        assert "{" not in card.back.text
    assert len(anki.collection.find_notes(SEARCH)) == 11


def test_a_deck_without_a_question_left_is_all_withdrawn_notes(anki, author, build):
    anki.take(author.release(build))
    empty = rebuilt(build, items=(), modified=build.modified + DAY)
    file = author.release(empty)
    assert file.contains == "0 notes, 0 cards; 12 withdrawn notes"
    assert anki.take(file) == {"updated": 12}
    assert len(author.last.retired) == 12


def test_a_withdrawn_note_is_not_imported_anew_each_time(author, learner, build):
    learner.take(author.release(later(build, build.deck.items[0])))
    again = rebuilt(later(build, build.deck.items[0]), modified=build.modified + 2 * DAY)
    assert learner.take(author.build(again)) == {"duplicate": 12}
    author.release(again)
    assert author.last.is_nothing


@pytest.mark.parametrize("name", ["war", "plans", "years"])
def test_a_question_that_comes_back_takes_up_its_old_note(author, learner, build, name):
    cards = schedules(learner)
    rest = [item for item in build.deck.items if item.id != name]
    learner.take(author.release(later(build, *rest)))
    assert learner.collection.find_notes(SEARCH)
    back = rebuilt(build, modified=build.modified + 2 * DAY)
    assert learner.take(author.release(back)) == {"updated": 1, "duplicate": 11}
    assert author.last.returned == (name,)
    assert schedules(learner) == cards
    assert not learner.collection.find_notes(SEARCH)
    check_cards(learner)


def test_another_kind_is_a_new_note_and_a_withdrawn_note(author, learner, build):
    items = by_id(build)
    items["plans"] = replace(items["plans"], kind="open", response=Open((Text("Brazil"),)))
    known, cards = state(learner), schedules(learner)
    assert learner.take(author.release(later(build, *items.values()))) == {
        "new": 1,
        "updated": 1,
        "duplicate": 11,
    }
    assert author.last.rekinded == ("plans",)
    assert author.last.retired == ()
    assert schedules(learner).items() >= cards.items()
    assert state(learner) == known
    assert len(learner.collection.find_notes("Item:plans")) == 2
    check_cards(learner)
    changed_back = rebuilt(build, modified=build.modified + 2 * DAY)
    assert learner.take(author.release(changed_back)) == {"updated": 2, "duplicate": 11}
    assert len(learner.collection.find_notes(SEARCH)) == 1


def test_another_gap_is_one_more_card(author, learner, build):
    items = by_id(build)
    gaps = items["war"].response
    assert isinstance(gaps, Gaps)
    together = replace(items["peace"].response, is_together=False)
    items["peace"] = replace(items["peace"], response=together)
    cards = schedules(learner)
    learner.take(author.release(later(build, *items.values())))
    assert len(schedules(learner)) == len(cards) + 1
    learner.take(
        author.release(rebuilt(later(build, items["war"]), modified=build.modified + 2 * DAY))
    )
    assert len(schedules(learner)) == len(cards) + 1, "the withdrawn note has the cards of its note"
    check_cards(learner)


def test_kinds_are_told_by_their_note_type(author, build):
    """A true/false question that becomes single choice is the same note."""
    items = by_id(build)
    said = items["un.said"]
    assert isinstance(said.response, Choice)
    items["un.said"] = replace(said, kind="choice")
    author.release(build)
    author.release(later(build, *items.values()))
    assert author.last.changed == ("un.said",)


def test_the_package_carries_the_lock_and_anki_does_not_mind(anki, author, build):
    from quizgen.releases.recovery import recovered

    file = author.release(build)
    assert anki.take(file) == {"new": 12}
    assert recovered(file.content, build.about) == author.lock
    stranger = replace(build.about, uid="zzzzzzzzzz")
    assert recovered(file.content, stranger) is None


def test_a_package_that_was_not_released_carries_no_lock(packed, build):
    from quizgen.releases.recovery import recovered

    assert recovered(packed(build).content, build.about) is None
    assert recovered(b"no archive", build.about) is None


def test_an_answer_that_is_accepted_now_is_a_change(author, build):
    """On the back it is listed."""
    author.release(build)
    items = by_id(build)
    more = Gaps((Gap("mutual extermination", ("ruin",)), Gap("abyss")))
    items["war"] = replace(items["war"], response=more)
    author.release(later(build, *items.values()))
    assert author.last.changed == ("war",)
