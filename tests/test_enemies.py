"""Enemies: each reason with an item that has it and one that only looks like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from making import replace

from quizgen.compiling.enemies import enemies
from quizgen.quiz.enemy import MOST, Enemies
from quizgen.quiz.model import Evidence, Item, Source, Speaker
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
from quizgen.quiz.rich import Blank, Rich

TEXT = (
    "During the talks with Chancellor Scholz the envoy praised the harbour.",
    "A ferry reaches the island in winter only if the ice is thin.",
    "The council wants cheaper tickets, longer piers and a second lighthouse.",
)


def source(paragraphs: Sequence[str] = TEXT, language: str = "en") -> Source:
    return Source("text.txt", "the report", language, tuple(paragraphs))


def item(
    name: str,
    stem: str | Rich,
    response: Response,
    kind: str = "short",
    on: int = 1,
    claim: str = "",
    speaker: str = "",
) -> Item:
    """An item that rests on a whole paragraph of TEXT; alone on its claim, unless one is named."""
    quote = TEXT[on - 1].rstrip(".")
    evidence = Evidence(quote, on, is_direct=False, context=quote, spans=((0, len(quote)),))
    rich = (stem,) if isinstance(stem, str) else stem
    return Item(
        id=name,
        kind=kind,
        stem=rich,
        response=response,
        claim=claim or name,
        evidence=(evidence,),
        speaker=speaker,
    )


def choice(key: str, *wrong: str) -> Choice:
    options = (Option((key,), is_key=True), *(Option((each,)) for each in wrong))
    return Choice(options)


def statement(name: str, stem: str, truth: bool, on: int = 2, claim: str = "") -> Item:
    options = (Option(("True",), truth), Option(("False",), not truth))
    return item(name, stem, Choice(options, is_fixed=True), "truefalse", on, claim)


def among(*items: Item, language: str = "en", speakers: Sequence[Speaker] = ()) -> Enemies:
    return enemies(items, speakers, language, (source(language=language),))


def reasons(*items: Item) -> list[str]:
    return [each.reason for each in among(*items).pairs]


WITH_WHOM = item("talks", "With whom were there talks?", TextEntry("Chancellor Scholz"))
WHEN = item("ice", "When does a ferry come?", Open(("Only if the ice is thin.",)), "open", on=2)
PLANS = item(
    "plans",
    "What does the council want of each?",
    Matching((Pair(("tickets",), ("cheaper",)), Pair(("piers",), ("longer",)))),
    "matching",
    on=3,
)
HOW_GIVEN = item(
    "given",
    "The envoy liked what was seen. How does the text tell it?",
    choice("word for word", "in a summary"),
    "choice",
)
TOLD = [
    (
        WITH_WHOM,
        item(
            "way", "What next?", choice("to sail", "to repeat the talks with Scholz"), "choice", 3
        ),
        "`way` prints “Scholz”, the answer of `talks`",
    ),
    (
        WHEN,
        item("thin", "A ferry comes if the ice is thin. Who says so?", TextEntry("Ana"), on=3),
        "`thin` states what the answer of `ice` has to say: “Only if the ice is thin.”",
    ),
    (
        PLANS,
        item("cost", "The council wants cheaper tickets. Why?", TextEntry("trade"), on=2),
        "`cost` prints “tickets: cheaper”, a pair of `plans`",
    ),
    (
        statement("winter", "A ferry reaches the island in winter.", truth=True),
        item("sea", "The ferry that reaches the island in winter: whose?", TextEntry("Ana"), on=3),
        "`sea` shows whether the statement of `winter` is true",
    ),
    (
        statement("never", "A ferry reaches the island in June alone.", truth=False),
        item("sea", "The ferry that reaches the island in winter: whose?", TextEntry("Ana"), on=3),
        "`sea` shows whether the statement of `never` is true",
    ),
    (
        item(
            "sense", "What does this mean?", choice("that boats rarely sail", "luck"), "choice", 2
        ),
        item(
            "fill", "A ferry reaches the island in winter only if the ice is what?", Open(()), on=2
        ),
        "`fill` prints most of the words that `sense` rests on",
    ),
    (
        HOW_GIVEN,
        item(
            "who",
            "“During the talks … the envoy praised the harbour”: who?",
            Open(("Ana",)),
            "open",
        ),
        "`who` quotes the words that `given` asks about",
    ),
    (
        item("number", "How many?", Numeric(Decimal(2), "2"), "numeric", 3, claim="wants"),
        item("list", "Which?", Gaps((Gap("a"), Gap("b")), is_ordered=False), "list", 3, "wants"),
        "`list` asks for as many answers as `number` counts",
    ),
    (
        item("first", "Whom did one meet?", TextEntry("Chancellor Scholz"), on=1),
        item("again", "Who was met?", TextEntry("Scholz"), on=1),
        "`again` and `first` have nearly the same answer",
    ),
    # a part of an answer, to questions on the same words
    (
        item("if", "What about winter?", Open(("It depends on thin ice.",)), "open", on=2),
        item("all", "Tell of the ferry!", Open(("In winter, if thin.",)), "open", on=2),
        "`all` and `if` have nearly the same answer",
    ),
]


@pytest.mark.parametrize(("asked", "teller", "reason"), TOLD)
def test_tells(asked: Item, teller: Item, reason: str) -> None:
    assert reason in reasons(asked, teller)


def test_one_answer_on_one_claim_repeats_whatever_it_is() -> None:
    """Also where many items have its words."""
    others = [item(f"other-{n}", f"Is it in {n}?", TextEntry(f"Berg {n}")) for n in range(20)]
    first = item("first", "Where?", TextEntry("Berg"), claim="one")
    again = item("again", "Which town?", TextEntry("Berg"), claim="one")
    assert "`again` and `first` have nearly the same answer" in reasons(first, again, *others)


UNRELATED = [
    # the name alone, among others, says nothing of the talks
    (
        item("talks", "With whom were there talks?", choice("Chancellor Scholz", "Ana"), "choice"),
        item("name", "Whose boat?", choice("Ana’s", "that of Scholz"), "choice", 3),
    ),
    # also where it has to be typed
    (WITH_WHOM, item("name", "Whose boat?", choice("Ana’s", "that of Scholz"), "choice", 3)),
    # other words of the same sentence
    (WITH_WHOM, item("praise", "What did the envoy praise?", TextEntry("the harbour"))),
    # one word of the two that the answer has
    (WHEN, item("cold", "Who sells ice?", TextEntry("Ana"), on=3)),
    # one side of the pair, and the other side of another one
    (PLANS, item("mix", "Who owns longer tickets?", TextEntry("trade"), on=2)),
    # a false statement is repeated, and nothing of what is true
    (
        statement("never", "A ferry reaches the island in June alone.", truth=False),
        item("june", "Which ferry reaches the island in June?", TextEntry("Ana"), on=3),
    ),
    # told, not quoted
    (HOW_GIVEN, item("who", "Who praised something?", Open(("Ana",)), "open")),
    # a part of an answer, on other words
    (
        item("if", "What about winter?", Open(("It is thin.",)), "open", on=1),
        item("all", "Tell of the ferry!", Open(("In winter, if thin.",)), "open", on=2),
    ),
    # another number
    (
        item("number", "How many?", Numeric(Decimal(3), "3"), "numeric", 3, claim="wants"),
        item("list", "Which?", Gaps((Gap("a"), Gap("b")), is_ordered=False), "list", 3, "wants"),
    ),
    # one answer to questions on different sentences
    (
        item("first", "Where?", TextEntry("Hamburg"), on=1),
        item("again", "Which town?", TextEntry("Hamburg"), on=2),
    ),
]


@pytest.mark.parametrize(("asked", "other"), UNRELATED)
def test_near_misses(asked: Item, other: Item) -> None:
    assert [each.reason for each in among(asked, other).pairs if each.asked == asked.id] == []


def test_direction() -> None:
    """The option gives the name away; the name gives away no option."""
    asked, teller, reason = TOLD[0]
    assert reasons(asked, teller) == [reason]


@pytest.mark.parametrize("who", ["talks", "way"])
def test_friends_are_not_told(who: str) -> None:
    """Either of the two says it, and it holds for these two."""
    asked, teller, _ = TOLD[0]
    other = replace(teller, id="other")
    names = {"talks": "way", "way": "talks"}
    said = [replace(each, friends=(names[each.id],)) if each.id == who else each
            for each in (asked, teller)]  # fmt: skip
    found = {(each.teller, each.asked) for each in among(*said, other).pairs}
    assert ("other", "talks") in found
    assert not found & {("way", "talks"), ("talks", "way")}


def test_steps_and_gaps_show() -> None:
    steps = Ordering((("Talks with Scholz are held.",), ("A pier is built.",)))
    gaps = ("The talks with Scholz were held in the ", Blank(0), ".")
    tellers = (
        item("order", "In which order?", steps, "ordering", 3),
        item("gaps", gaps, Gaps((Gap("spring"),)), "cloze", 3),
    )
    found = among(WITH_WHOM, *tellers).pairs
    assert {each.teller for each in found if each.asked == "talks"} == {"order", "gaps"}


def test_statements_on_one_claim() -> None:
    true = statement("yes", "A ferry reaches the island in winter.", truth=True, claim="age")
    false = statement("no", "A ferry never reaches the island.", truth=False, claim="age")
    also = statement("too", "Ana has years.", truth=True, claim="age")
    assert reasons(true, false)[0] == (
        "`yes` and `no` are statements on one claim; one is true, one is false"
    )
    assert "`yes` and `too` are statements on one claim" in reasons(true, also)
    assert not reasons(true, statement("no", "Ana is young.", truth=False, claim="youth", on=3))


def test_what_all_items_say_tells_nothing() -> None:
    """A name that stands in most stems is no news in another one."""
    asked = item("town", "Where are the talks?", TextEntry("Aktau"))
    others = [
        item(f"item-{n}", f"What is seen in Aktau at {n}?", TextEntry(f"sight {n}"), on=2)
        for n in range(20, 40)
    ]
    assert not [each for each in among(asked, *others).pairs if each.asked == "town"]


def about_aktau(*more: Item) -> set[str]:
    """What tells where the talks are, in a deck whose every item is about one town."""
    asked = item("town", "Where are the talks?", choice("Aktau", "Omsk", "Baku"), "choice")
    others = [
        item(f"item-{n}", f"What is seen in Aktau at {n}?", TextEntry(f"sight {n}"), on=2)
        for n in range(20, 40)
    ]
    options = item("maybe", "Which sea is it?", choice("the Caspian at Aktau", "Azov"), "choice", 3)
    found = among(asked, *others, options, *more).pairs
    return {each.teller for each in found if each.asked == "town"}


def test_a_common_key_is_told_where_no_item_shows_a_wrong_option() -> None:
    assert about_aktau() == {f"item-{n}" for n in range(20, 40)}
    assert not about_aktau(item("omsk", "How far is Omsk?", TextEntry("very"), on=3))


def test_names_of_speakers_tell_nothing() -> None:
    """They have to stand in every stem."""
    speaker = Speaker("berg", "Anna Berg", "Anna Maria Berg")
    key = TextEntry("Maria")
    items = [
        item("whom", "Whom did she praise at the talks, did she say?", key, speaker=speaker.id),
        item("where", "Where, did Anna Maria Berg say, were talks?", TextEntry("there"), on=3),
    ]
    assert among(*items, speakers=[speaker]).pairs == ()


LANGUAGES = [
    # no word lists: short words count for nothing
    ("de", "Mit wem sprach der Gesandte?", "Kanzler Scholz", "Der Gesandte traf Scholz. Wann?"),
    ("hi", "दूत ने किससे बातचीत की?", "शोल्ज़", "दूत की बातचीत शोल्ज़ से कब हुई?"),
    # endings: what is cut off is not missed
    (
        "ru",
        "С кем посланник вёл переговоры?",
        "с канцлером",
        "Канцлера видели на переговорах?",
    ),
    ("kk", "Елші кіммен келіссөз жүргізді?", "Канцлермен", "Келіссөзге Канцлерді елші шақырды ма?"),
    # no spaces between words
    ("zh", "使者和谁举行了会谈？", "朔尔茨总理", "使者与朔尔茨总理的会谈在哪里举行？"),
]


@pytest.mark.parametrize(("language", "question", "key", "other"), LANGUAGES)
def test_languages(language: str, question: str, key: str, other: str) -> None:
    asked = item("who", question, TextEntry(key))
    teller = item("where", other, Open(("?",)), "open", on=3)
    found = among(asked, teller, language=language).pairs
    assert [each.asked for each in found] == ["who"]


def test_short_words_of_a_language_without_lists() -> None:
    asked = item("who", "Mit wem ist er da?", TextEntry("mit ihr"))
    assert not among(
        asked, item("it", "Ist er mit ihr da?", Open(("?",)), "open", 3), language="de"
    ).pairs


def many(count: int, on: int = 2) -> Iterator[Item]:
    for number in range(count):
        yield item(
            f"item-{number}", f"Who has the number x{number}?", TextEntry(f"y{number}"), on=on
        )


def test_far_apart_in_a_large_deck() -> None:
    """Items are compared in blocks of neighbours; words that are rare everywhere lead farther."""
    asked, teller, reason = TOLD[0]
    assert reason in reasons(asked, *many(300), teller)


def test_no_item_has_too_many() -> None:
    answer = [
        item(
            f"same-{n}", f"What is x{n // 2}?", choice(f"Ana{n // 2}", "Bo"), "choice", claim="one"
        )
        for n in range(400)
    ]
    tells = " ".join(f"x{n} Ana{n}" for n in range(200))
    found = among(*answer, item("all", f"Order {tells}!", Open(("?",)), "open", 3)).pairs
    assert len([each for each in found if each.teller == "all"]) == MOST


def test_too_many_alike_on_one_claim_are_a_group() -> None:
    statements = [
        statement(f"s{n}", f"It is {n}.", truth=True, claim="all") for n in range(MOST + 1)
    ]
    answers = [
        item(f"a{n}", f"Who has {n}?", TextEntry("Berg"), claim="all") for n in range(MOST + 1)
    ]
    found = among(*statements, *answers)
    assert [group.items for group in found.groups] == [
        tuple(each.id for each in statements),
        tuple(each.id for each in answers),
    ]
    assert found.reasons("s7") == ["there are 51 statements on `all`"]
    assert found.reasons("a7") == ["there are 51 items on `all` with the answer “Berg”"]
    assert not among(*statements[1:], *answers[1:]).groups


def test_same_order_gives_same_enemies() -> None:
    items = [each for asked, teller, _ in TOLD[:3] for each in (asked, teller)]
    assert among(*items) == among(*items)
    assert set(among(*items).pairs) == set(among(*reversed(items)).pairs)
