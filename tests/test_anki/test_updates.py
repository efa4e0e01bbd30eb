"""What a learner keeps when the author releases again, as the real Anki does it."""

from __future__ import annotations

from making import rebuilt, replace
from test_anki.authoring import DAY, by_id, check_cards, description, later, note, schedules, state

from quizgen.quiz.responses import Choice, Gap, Gaps, Open
from quizgen.quiz.rich import Text
from quizgen.releases.release import Release
from quizgen.writers.anki.notes import SEARCH

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


def test_without_the_ledger_all_of_it_is_kept_too(packed, learner, build):
    assert learner.take(packed(later(build))) == {"duplicate": 12}
    kept = note(learner, "years")
    assert (kept["Hint"], "mine" in kept.tags) == ("my own hint", True)
    assert "/* mine */" in learner.collection.models.get(note(learner, "plans").mid)["css"]


def test_dates_of_the_build_would_lose_all_of_it(author, learner, build):
    """So that the tests above are known to be able to fail."""
    late, lock = build.modified + DAY, author.lock
    notes = tuple(replace(note, modified=late) for note in lock.notes)
    author.lock = replace(
        lock, notes=notes, types=tuple(replace(kind, modified=late) for kind in lock.types)
    )
    assert learner.take(author.build(build)) == {"updated": 12}
    kept = note(learner, "years")
    assert (kept["Hint"], "mine" in kept.tags) == ("", False)
    assert "/* mine */" not in learner.collection.models.get(note(learner, "plans").mid)["css"]


EDITS_STAY = "on all other notes they stay"


def test_the_description_promises_what_is_so_for_every_build(author, packed, build):
    for file in (packed(build), author.release(build), author.build(later(build))):
        assert EDITS_STAY in description(file)


def test_a_trial_of_a_changed_note_overwrites_no_edit(author, learner, build):
    edited = later(build, replace(build.deck.items[0], hint=(Text("New."),)), *build.deck.items[1:])
    mine = note(learner, "un.complete")
    mine["Hint"] = "my own"
    learner.collection.update_note(mine)
    assert learner.take(author.build(edited)) == {"duplicate": 12}
    assert note(learner, "un.complete")["Hint"] == "my own"


def test_a_trial_of_a_changed_note_reaches_who_has_not_edited_it(author, learner, build):
    edited = later(build, replace(build.deck.items[0], hint=(Text("New."),)), *build.deck.items[1:])
    assert learner.take(author.build(edited)) == {"updated": 1, "duplicate": 11}
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
    assert learner.take(author.release(second(build))) == {"new": 1, "updated": 2, "duplicate": 9}
    assert note(learner, "un.named").id == renamed
    assert learner.take(author.withdrawn) == {"updated": 1}
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
        retouched=("un.named",),
        unchanged=tuple(sorted(
            {item.id for item in build.deck.items} - {"war", "plans", "un.name"}
        )),
        returned=(),
        rekinded=(),
        retired=("war",),
        renamed=(("un.name", "un.named"),),
        restyled=(),
        is_safe=True,
    )  # fmt: skip


def test_a_new_learner_gets_the_second_release_without_what_was_withdrawn(anki, author, build):
    author.release(build)
    assert anki.take(author.release(second(build))) == {"new": 12}
    check_cards(anki)
    assert not anki.collection.find_notes(SEARCH)


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


# --- Questions that change -------------------------------------------------------------


def test_another_kind_is_a_new_note_and_a_withdrawn_note(author, learner, build):
    items = by_id(build)
    items["plans"] = replace(items["plans"], kind="open", response=Open((Text("Brazil"),)))
    known, cards = state(learner), schedules(learner)
    again = author.release(later(build, *items.values()))
    assert learner.take(again) == {"new": 1, "duplicate": 11}
    assert learner.take(author.withdrawn) == {"updated": 1}
    assert author.last.rekinded == ("plans",)
    assert author.last.retired == ()
    assert schedules(learner).items() >= cards.items()
    assert state(learner) == known
    assert len(learner.collection.find_notes("Item:plans")) == 2
    check_cards(learner)
    changed_back = rebuilt(build, modified=build.modified + 2 * DAY)
    assert learner.take(author.release(changed_back)) == {"updated": 1, "duplicate": 11}
    assert learner.take(author.withdrawn) == {"updated": 1}
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
    learner.take(author.withdrawn)
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
    from quizgen.releases.verify.archive import recovered

    file = author.release(build)
    assert anki.take(file) == {"new": 12}
    assert recovered(file.content, build.about) == author.lock
    stranger = replace(build.about, uid="zzzzzzzzzz")
    assert recovered(file.content, stranger) is None


def test_a_package_that_was_not_released_carries_no_lock(packed, build):
    from quizgen.releases.verify.archive import recovered

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
