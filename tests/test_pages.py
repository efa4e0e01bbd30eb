"""The pages for authors: what stands in them, and that nothing an author types becomes markup."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest
from making import HEAD, Made, try_deck

from quizgen.compiling.expand import expand
from quizgen.pages.coverage import coverage_page, survey
from quizgen.pages.preview import Preview, preview_page

# What every text of a deck might hold, if it were up to somebody else.
EVIL = "</pre></style><script>alert(1)</script><img src=x onerror=alert(1)> ]]> & \\\" ' {{x}}"
SOURCE = (
    "He said <b onclick=alert(1)>“</p></section><script>alert(1)</script> & so on”</b>.\n\n"
    "Plums & pears are cheap.\n"
)
DECK = f"""\
speakers: {{lind: {{name: "Boris </h1> Lind"}}}}
claims:
  tags:
    speaker: lind
    quote: "</p></section><script>alert(1)</script> & so on"
    note: "{EVIL}"
  fruit: {{speaker: reporter, quote: Plums & pears, bloom: remember}}
questions:
  which:
    kind: choice
    claim: fruit
    stem: "Which? {EVIL}"
    key: "Plums {EVIL}"
    distractors: {{"Apples {EVIL}": "Why {EVIL}", Dates: no}}
    rationale: "{EVIL}"
    hint: "{EVIL}"
  gaps: {{kind: cloze, claim: fruit, stem: "==Plums== and ==pears== {EVIL}"}}
  paper: {{kind: short, claim: fruit, stem: What?, key: "Plums {EVIL}", use: [print]}}
"""


class Tags(HTMLParser):
    """The elements of a page, its ids and links, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.text += data

    def values(self, wanted: str) -> list[str]:
        return [value for name, value in self.attributes if name == wanted]


def made(body: str = DECK, source: str = SOURCE, head: str = HEAD) -> Made:
    return try_deck(body.replace("{{x}}", "{{{{x}}}}"), source, head)


def coverage_of(deck: Made) -> str:
    assert deck.deck, deck.problems
    return coverage_page(survey(deck.deck, expand(deck.deck)[0]))


def preview_of(deck: Made) -> str:
    expansion = expand(deck.deck)[0] if deck.deck else None
    return preview_page(Preview("test.yaml", deck.deck, expansion, deck.problems))


@pytest.mark.parametrize("page_of", [coverage_of, preview_of])
def test_nothing_an_author_types_becomes_markup(page_of):
    deck = made(head=HEAD.replace("A test", f'"{EVIL}"'))
    page = Tags(page_of(deck))
    frames = [Tags(each) for each in page.values("srcdoc")]
    for each in (page, *frames):
        assert each.tags["script"] == each.tags["img"] == 0
        assert [name for name, _ in each.attributes if name.startswith("on")] == []
        assert each.tags["style"] == 1
    assert EVIL.replace("\\", "") in page.text
    assert len(frames) == (0 if page_of is coverage_of else 2 * 3)


@pytest.mark.parametrize("page_of", [coverage_of, preview_of])
def test_links_lead_to_what_is_there_and_ids_are_used_once(page_of):
    page = Tags(page_of(made()))
    ids = page.values("id")
    links = page.values("href")
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page_of", [coverage_of, preview_of])
def test_a_page_asks_for_nothing_and_runs_nothing(page_of):
    page = Tags(page_of(made()))
    assert page.tags["link"] == page.values("src").__len__() == 0
    (policy,) = [each for each in page.values("content") if "default-src" in each]
    assert policy.startswith("default-src 'none'")
    assert set(page.values("sandbox")) <= {""}


def test_the_count_stands_in_the_text_beside_every_sentence():
    text = Tags(coverage_of(made())).text
    assert "Plums & pears are cheap.\N{NO-BREAK SPACE}3" in text
    assert "“</p></section><script>alert(1)</script> & so on”</b>.\N{NO-BREAK SPACE}0" in text
    assert "No item asks about it." in text
    assert "Claims without items: tags." in text


def test_the_shade_follows_the_count():
    for questions, level in ((0, "none"), (1, "once"), (4, "some"), (5, "often"), (9, "most")):
        asked = "".join(
            f"  q{n}: {{kind: short, claim: c, stem: What {n}?, key: Plums}}\n"
            for n in range(questions)
        )
        body = "claims: {c: {speaker: reporter, quote: Plums & pears}}\n"
        page = coverage_of(made(f"{body}questions:\n{asked}" if asked else body))
        assert f'<span class="sentence {level}" lang="en">Plums' in page


def test_a_preview_shows_each_item_in_every_outlet_it_is_for():
    page = Tags(preview_of(made()))
    titles = page.values("title")
    assert [each for each in titles if each.startswith("gaps")] == [
        "gaps, card 1, front",
        "gaps, card 1, back",
        "gaps, card 2, front",
        "gaps, card 2, back",
    ]
    assert not [each for each in titles if each.startswith("paper")]
    assert page.text.count("This outlet does not have it: see its use:.") == 2
    assert "test.yaml:" in page.text


def test_a_front_does_not_tell_the_answer_and_a_back_does():
    page = Tags(preview_of(made()))
    sides = dict(zip(page.values("title"), map(Tags, page.values("srcdoc")), strict=True))
    assert "[...] and pears" in sides["gaps, card 1, front"].text
    assert "Plums and [...]" in sides["gaps, card 2, front"].text
    assert "Plums and pears" in sides["gaps, card 1, back"].text


WRONG = """\
claims:
  fruit: {speaker: reporter, quote: Plums & pears}
  other: {speaker: reporter, quote: Plums and pears}
templates:
  what: {kind: short, stem: "What, in “{quote}”?", key: Plums}
questions:
  fine: {kind: short, claim: fruit, stem: What is cheap?, key: Plums}
  bad: {kind: short, claim: fruit, stem: "What is {cheap}?", key: Plums}
quizzes:
  all: {title: All, sections: [{items: [fine, missing]}]}
"""


def test_errors_stand_in_the_page_with_their_place_and_the_rest_is_shown():
    text = Tags(preview_of(made(WRONG))).text
    assert "test.yaml:9:37: error[quotation-not-found]" in text
    assert "unknown placeholder `{cheap}`" in text
    assert "fine" in text
    assert "fruit.what" in text


def test_a_problem_stands_at_the_items_that_it_concerns():
    body = WRONG.replace("{cheap}", "cheap").replace("Plums and pears", "Plums & pears")
    body = body.replace('“{quote}”?", key', '“{quote}”?", rationale: "He said “no”", key')
    page = preview_of(made(body.replace(", missing", "")))
    entries = {
        name: page.partition(f'<section id="item-{name}"')[2].partition("</section>")[0]
        for name in ("fruit.what", "other.what", "fine", "bad")
    }
    assert {name: "invented-quotation" in entry for name, entry in entries.items()} == {
        "fruit.what": True,
        "other.what": True,
        "fine": False,
        "bad": False,
    }


def test_a_deck_that_cannot_be_read_has_a_page_with_its_problems():
    page = preview_page(Preview("test.yaml", None, None, made("claims: [").problems))
    assert "test.yaml:7:9: error[" in Tags(page).text


def test_a_problem_of_a_claim_stands_at_all_its_items():
    body = (
        "claims:\n"
        "  fruit: {speaker: reporter, quote: Plums & pears, note: He said “no”.}\n"
        "  other: {speaker: reporter, quote: are cheap}\n"
        "questions:\n"
        "  one: {kind: short, claim: fruit, stem: What is cheap?, key: Plums}\n"
        "  two: {kind: short, claim: fruit, stem: What else is?, key: Pears}\n"
        "  three: {kind: short, claim: other, stem: What are they?, key: Cheap}\n"
    )
    page = preview_of(made(body))
    entries = {
        name: page.partition(f'<section id="item-{name}"')[2].partition("</section>")[0]
        for name in ("one", "two", "three")
    }
    assert ["invented-quotation" in entry for entry in entries.values()] == [True, True, False]
