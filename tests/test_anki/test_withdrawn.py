"""Withdrawn questions reach only those who have them, and not for ever: in the real Anki."""

from __future__ import annotations

import pytest
from making import rebuilt, replace
from test_anki.authoring import DAY, check_cards, later, schedules

from quizgen.quiz.rich import Text
from quizgen.writers.anki.notes import SEARCH


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
    assert anki.take(author.release(later(build, build.deck.items[0]))) == {"duplicate": 1}
    assert anki.take(author.withdrawn) == {"updated": 11}
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
    assert (file.name, file.contains) == ("middle-powers-withdrawn.apkg", "12 withdrawn notes")
    assert anki.take(file) == {"updated": 12}
    assert len(author.last.retired) == 12


def test_a_withdrawn_note_is_not_imported_anew_each_time(author, learner, build):
    author.release(later(build, build.deck.items[0]))
    assert learner.take(author.withdrawn) == {"updated": 11}
    again = rebuilt(later(build, build.deck.items[0]), modified=build.modified + 2 * DAY)
    assert learner.take(author.build(again)) == {"duplicate": 1}
    assert learner.take(author.withdrawn) == {"duplicate": 11}
    author.release(again)
    assert author.last.is_nothing


def test_who_never_had_a_withdrawn_question_gets_no_card_of_it(anki, author, build):
    author.release(build)
    anki.take(author.release(later(build, build.deck.items[0])))
    cards = anki.card_set()
    anki.take(author.withdrawn)
    assert anki.card_set() == cards
    assert [card.item for card in anki.rendered()] == ["un.complete"]


def test_who_deleted_a_withdrawn_question_gets_no_card_of_it_again(author, learner, build):
    author.release(later(build, build.deck.items[0]))
    learner.take(author.withdrawn)
    collection = learner.collection
    collection.remove_notes(collection.find_notes(SEARCH))
    again = rebuilt(later(build, build.deck.items[0]), modified=build.modified + 2 * DAY)
    learner.take(author.release(again))
    learner.take(author.withdrawn)
    assert collection.card_count() == 1


def test_withdrawals_are_told_for_a_year(author, build):
    author.release(build)
    rest = build.deck.items[1:]
    author.release(later(build, *rest))
    fixed = replace(rest[0], stem=(Text("Reworded?"),))
    for days, is_told in ((300, True), (400, False)):
        fixed = replace(fixed, hint=(Text(f"After {days} days."),))
        author.release(
            rebuilt(build, items=(fixed, *rest[1:]), modified=build.modified + days * DAY)
        )
        assert bool(author.withdrawn) is is_told
    assert [note.item for note in author.lock.notes if not note.is_live] == ["un.complete"]


@pytest.mark.parametrize("name", ["war", "plans", "years"])
def test_a_question_that_comes_back_takes_up_its_old_note(author, learner, build, name):
    cards = schedules(learner)
    rest = [item for item in build.deck.items if item.id != name]
    learner.take(author.release(later(build, *rest)))
    learner.take(author.withdrawn)
    assert learner.collection.find_notes(SEARCH)
    back = rebuilt(build, modified=build.modified + 2 * DAY)
    assert learner.take(author.release(back)) == {"updated": 1, "duplicate": 11}
    assert author.last.returned == (name,)
    assert schedules(learner) == cards
    assert not learner.collection.find_notes(SEARCH)
    check_cards(learner)
