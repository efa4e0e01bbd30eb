"""The real Anki takes the deck as it was meant."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from making import rebuilt, released, replace

from quizgen.quiz.model import Image, Item
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank, Rich, Text
from quizgen.releases.release import dated

# What must be read on the back of each card, and nowhere on its front.
KEYS = {
    ("un.complete", 0): ("✓ the United Nations", "so the quotation says", "He said so twice."),
    ("un.said", 0): ("✓ True", "✗ False"),
    ("plans", 0): ("✓ Brazil", "✓ China", "✗ Germany", "only its chancellor is mentioned"),
    ("un.name", 0): ("the United Nations", "Also accepted: UN; the UN"),
    ("years", 0): ("10 years", "Anything within ± 0.5 counts.", "translation 17 октября"),
    ("war", 0): ("mutual extermination", "mutual destruction"),
    ("war", 1): ("abyss",),
    ("peace", 0): ("weakness", "strategic prudence"),
    ("elements", 0): ("independence", "multilateralism", "diplomacy", "many sides"),
    ("who", 0): ("Tokayev → president of Kazakhstan", "Scholz → chancellor"),
    ("steps", 0): ("middle powers the UN the war Asia",),
    ("why", 0): ("consumed by rivalry or cannot", "Marking points", "no compromise"),
    ("flag", 0): ("Astana",),
}


def test_anki_counts_what_the_build_says(anki, build, packed):
    file = packed(build)
    assert file.contains == "12 notes, 13 cards"
    assert anki.take(file) == {"new": 12}
    assert (anki.collection.note_count(), anki.collection.card_count()) == (12, 13)


def test_anki_makes_no_card_and_finds_none_empty(anki, build, packed):
    anki.take(packed(build))
    before = anki.card_set()
    problems, is_sound = anki.collection.fix_integrity()
    assert (is_sound, anki.card_set()) == (True, before), problems
    assert not anki.collection.get_empty_cards().notes


def test_each_card_shows_its_key_on_the_back_only(anki, build, packed):
    anki.take(packed(build))
    shown = {(card.item, card.ordinal): card for card in anki.rendered()}
    assert shown.keys() == KEYS.keys()
    for name, keys in KEYS.items():
        front, back = shown[name].front.text, shown[name].back.text
        assert [key for key in keys if key not in back] == [], (name, back)
        assert [key for key in keys if key in front] == [], (name, front)


def test_each_card_is_whole(anki, build, packed):
    anki.take(packed(build))
    for card in anki.rendered():
        for side in (card.question, card.answer):
            assert side.startswith('<main class="quizgen'), side[:200]
            assert not re.search(r"{{|}}", side), side
        assert card.item in card.back.text
        assert "teacher@example.org" not in card.front.text
        assert "teacher@example.org" in card.back.text


def test_the_back_tells_whose_words_they_are(anki, build, packed):
    anki.take(packed(build))
    backs = {card.item: card.back.text for card in anki.rendered()}
    assert "President Tokayev, quoted in the report, par. 2" in backs["un.complete"]
    assert "The report, in its own words, par. 1" in backs["years"]  # it speaks of him
    assert "The report, in its own words, par. 1" in backs["elements"]
    assert "The question asks what President Tokayev said" in backs["plans"]
    assert "The question asks what" not in backs["elements"]
    assert "Note This is his judgement." in backs["plans"]


def test_a_second_import_adds_nothing(anki, build, packed):
    file = packed(build)
    anki.take(file)
    assert anki.take(file) == {"duplicate": 12}
    assert anki.collection.note_count() == 12


def test_a_fix_reaches_the_same_note_and_leaves_its_schedule(anki, build, packed):
    before = released(None, build, build.modified)
    anki.take(packed(dated(build, before, before)))
    anki.collection.db.execute("update cards set type = 2, queue = 2, ivl = 40, reps = 5")
    first = replace(build.deck.items[0], stem=(Text("Reworded?"),))
    later = rebuilt(build, items=(first, *build.deck.items[1:]))
    after = released(before, later, build.modified + 60)
    assert anki.take(packed(dated(later, after, after))) == {"updated": 1, "duplicate": 11}
    assert "Reworded?" in " ".join(card.front.text for card in anki.rendered())
    assert anki.collection.db.list("select distinct ivl from cards") == [40]


def test_two_decks_with_equal_names_stay_apart(anki, build, packed):
    mine = packed(build)
    theirs = replace(build.about, uid="zzzzzzzzzz", contact="other@example.org")
    anki.take(mine)
    assert anki.take(packed(rebuilt(build, about=theirs))) == {"new": 12}
    assert anki.take(mine) == {"duplicate": 12}
    assert anki.collection.note_count() == 24
    used = anki.collection.db.list("select distinct mid from notes")
    assert len(used) == 12, "each deck has note types of its own"
    contacts = [card.back.text.count("teacher@example.org") for card in anki.rendered()]
    assert sorted(contacts) == [0] * 13 + [1] * 13


def test_new_cards_go_round_the_claims(anki, build, packed):
    anki.take(packed(build))
    order = list(dict.fromkeys(card.item for card in anki.rendered()))
    assert order[-3:] == ["un.said", "un.name", "flag"]
    assert order[0] == "un.complete"


def test_subdecks_tags_and_media_arrive(anki, build, packed):
    anki.take(packed(build))
    names = {deck.name for deck in anki.collection.decks.all_names_and_ids()}
    title = build.about.title
    assert names == {"Default", title, f"{title}::The argument"}
    (note,) = map(anki.collection.get_note, anki.collection.find_notes("Item:un.complete"))
    assert note.tags == [
        "middle-powers::claim::un",
        "middle-powers::difficulty::2",
        "middle-powers::kind::choice",
        "middle-powers::tag::exam::June",
        "middle-powers::tag::facts",
        "middle-powers::tag::two-words",
        "middle-powers::topic::Institutions",
    ]
    (card,) = [card for card in anki.rendered() if card.item == "why"]
    ((_, picture),) = [each for each in card.front.elements if each[0] == "img"]
    assert picture["alt"] == "A map of Central Asia"
    assert anki.collection.media.have(picture["src"])
    assert not anki.collection.media.check().missing


def test_the_description_says_where_the_text_comes_from(anki, build, packed):
    anki.take(packed(build))
    deck = anki.collection.decks.by_name(build.about.title)
    html = anki.collection.render_markdown(deck["desc"], sanitize=True)
    assert deck["md"] is True
    assert html.splitlines() == [
        "<p><strong>Middle Powers in a Changing Global Order</strong></p>",
        "<p>What <strong>one</strong> speech says.</p>",
        "<p>Source: the report, The Astana Times<br>"
        '<a href="https://example.org/forum?a=1&amp;b=2" rel="noopener noreferrer">'
        "https://example.org/forum?a=1&amp;b=2</a></p>",
        "<p>Rights in the text: unknown.</p>",
        "<p>The source opens: “Tokayev spoke on October 17 at the Astana Think Tank Forum.”</p>",
        "<p>This asks what the report says. A right answer does not mean that you agree.</p>",
        "<p>A newer version can be imported over this one. Your schedule, flags and suspended "
        "cards are kept. Where a question has changed, its note is replaced, and your own edits "
        "and tags on it are lost; on all other notes they stay, if you import with “Update notes: "
        "If newer”, as Anki does by itself.</p>",
        "<p>Version 1.2 · Mistakes and questions: teacher@example.org</p>",
    ]


@pytest.mark.parametrize(("language", "heading"), [("ru", "Ответ"), ("kk", "Жауап")])
def test_fixed_words_are_in_the_language_of_the_deck(anki, build, packed, language, heading):
    anki.take(packed(rebuilt(build, about=replace(build.about, language=language))))
    card = next(anki.rendered())
    assert heading in card.back.text
    assert card.back.elements[0][1]["lang"] == language


# --- Hostile text ----------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "<!-- a",
    "{{c1::x}}",
    "{{Answer}} {{#Note}}",
    "a}}b}",
    "{a}}}",
    "std::vector::",
    "::hint",
    ":",
    "R&D &amp; &lt;",
    "[sound:x.mp3]",
    "[latex]x[/latex]",
    "[$]x[/$]",
    "[[type:Answer]]",
    "[anki:tts lang=en_US]x[/anki:tts]",
    r"\(x<y\) \[z\]",
    "\\",
    "\"quoted\" 'twice'",
    "$x ${about.uid} %s",
    "*a* _b_ `c` # d",
    "1. one",
    "И\u0306",
]


def _hostile_responses(words: str) -> dict[str, tuple[Rich, Response]]:
    rich, other = (Text(words),), (Text("other"),)
    cloze = (Text(words), Blank(0), Text(words))
    options = (Option(rich, True, rich), Option(other, False, rich))
    return {
        "choice": (rich, Choice(options)),
        "typed": (rich, TextEntry(words, (words,))),
        "numeric": (rich, Numeric(Decimal(1), words, unit=words)),
        "cloze": (cloze, Gaps((Gap(words, (words,)),))),
        "list": (rich, Gaps((Gap(words, (words,)),), is_ordered=False)),
        "matching": (rich, Matching((Pair(rich, rich), Pair(other, other)), (rich,))),
        "ordering": (rich, Ordering((rich, other))),
        "open": (rich, Open(rich, (rich,))),
    }


def _hostile_build(build, words: str):
    source = replace(build.about.source, name=words, publisher=words, paragraphs=(words,))
    speakers = tuple(replace(each, name=words) for each in build.deck.speakers)
    piece = replace(
        build.deck.items[0].evidence[0], quote=words, context=words + "!", translation=words
    )
    rich = (Text(words),)
    usual = Item("", "x", (), Open(()), "", (piece,), speaker=speakers[0].id)
    items = tuple(
        replace(
            usual,
            id=f"{kind}.{words}",
            stem=stem,
            response=response,
            note=rich,
            rationale=rich,
            hint=rich,
            subdeck=words,
            tags=("a" + words,),
            topic=words,
            image=Image("a.png", words, b"png"),
        )
        for kind, (stem, response) in _hostile_responses(words).items()
    )
    about = replace(
        build.about, title=words, contact=words, version=words, source=source, description=rich
    )
    return rebuilt(build, about=about, items=items, speakers=speakers)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_shown_as_typed(anki, build, packed, words):
    assert anki.take(packed(_hostile_build(build, words))) == {"new": 8}
    before = anki.card_set()
    anki.collection.fix_integrity()
    assert anki.card_set() == before
    assert len(before) == 8
    seen = unicodedata.normalize("NFC", " ".join(words.split()))
    for card in anki.rendered():
        assert seen in card.front.text, card.question
        # question, key, rationale, note, quotation, translation, speaker, context, id, contact
        assert card.back.text.count(seen) >= 10, card.answer
        assert {tag for tag, _ in card.front.elements + card.back.elements} <= OURS
        assert card.sounds == []
        for side in (card.front, card.back):
            assert "mathjax_ignore" in side.elements[0][1]["class"]


OURS = {
    *(
        "div",
        "p",
        "span",
        "br",
        "hr",
        "main",
        "h1",
        "h2",
        "h3",
        "label",
        "section",
        "footer",
        "blockquote",
    ),
    *("ol", "ul", "li", "details", "summary", "img", "script", "a"),
}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_can_be_typed(anki, build, packed, words):
    anki.take(packed(_hostile_build(build, words)))
    for note in map(anki.collection.get_note, anki.collection.find_notes("Item:typed*")):
        judged = anki.collection.compare_answer(note["Typed"], words)
        assert "typeBad" not in judged
        assert "typeMissed" not in judged


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_in_the_description_is_text(anki, page, build, packed, words):
    anki.take(packed(_hostile_build(build, words)))
    described = [deck["desc"] for deck in anki.collection.decks.all() if deck["desc"]]
    (html,) = (anki.collection.render_markdown(desc, sanitize=True) for desc in described)
    seen = unicodedata.normalize("NFC", " ".join(words.split()))
    assert page(html).text.count(seen) >= 4, html
    assert {tag for tag, _ in page(html).elements} <= {"p", "strong", "br", "a"}, html
