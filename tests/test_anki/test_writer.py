"""What can be said of the deck without asking Anki."""

from __future__ import annotations

import json
import re
import time
import zipfile
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import pytest
from making import as_build, rebuilt, replace

from quizgen.diagnostics import Severity
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Image, Outlet, Source
from quizgen.quiz.responses import Gap, Gaps, Open
from quizgen.quiz.rich import Blank, Link, Text
from quizgen.writers._wording import opening_sentence
from quizgen.writers.anki import notetypes
from quizgen.writers.anki.card_html import in_cloze, rich, text
from quizgen.writers.anki.note_fields import note_fields
from quizgen.writers.anki.notes import identities, media_name
from quizgen.writers.anki.notetypes import FAMILIES, FIELDS, VERSION

# --- The family is frozen --------------------------------------------------------------

# One line a version. Once a deck of that version is released, its line is never edited.
SHAPES = {1: "2023b6199f1f0ec0"}


class _Keys(dict[str, str]):
    """Words that say what they are, so that a better word changes no shape."""

    def __missing__(self, key: str) -> str:
        return key


def test_anki_finds_every_field_and_template_where_it_was():
    """It skips every update of notes whose type has others, or has them in another order."""
    assert [number for _, number in FIELDS] == [*range(8_124_060_101, 8_124_060_116)]
    assert [name for name, _ in FIELDS][-2:] == ["Extra 1", "Extra 2"], "two are in reserve"
    families = [(each.name, each.template_id, each.question) for each in FAMILIES]
    assert families == [
        ("choice", 8_124_060_201, "{{Question}}"),
        ("typed", 8_124_060_202, "{{Question}}"),
        ("cloze", 8_124_060_203, "{{cloze:Question}}"),
        ("recall", 8_124_060_204, "{{Question}}"),
        ("matching", 8_124_060_205, "{{Question}}"),
        ("ordering", 8_124_060_206, "{{Question}}"),
    ]
    assert [each.name for each in FAMILIES if each.is_cloze] == ["cloze"]


def test_the_html_inside_fields_changes_only_with_the_version(build):
    """Fields keep the HTML of the build that last touched them."""
    keys = Language("en", "ltr", "ABC", _Keys())
    shapes = {
        f"{item.kind} {name}: {shape}"
        for item in build.deck.items
        for (name, _), html in zip(FIELDS, _fields(item, build, keys), strict=True)
        for shape in re.findall(r'<\w+(?: class="[^"]*")?', html)
    }
    made = sha256(json.dumps(sorted(shapes)).encode()).hexdigest()[:16]
    assert made == SHAPES[VERSION], "raise notetypes.VERSION"


def _fields(item, build, language):
    return list(note_fields(item, build.deck, language, "x.png").values())


# --- The file --------------------------------------------------------------------------


def test_the_same_input_makes_the_same_bytes(build, packed, monkeypatch):
    first = packed(build)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert packed(build).content == first.content
    assert packed(rebuilt(build, modified=build.modified + 1)).content == first.content


def test_the_archive_has_no_date_and_names_its_media(build, packed):
    file = packed(build)
    assert file.name == "middle-powers.apkg"
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        assert archive.namelist() == ["collection.anki2", "media", "0"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        (image,) = [item.image for item in build.deck.items if item.image]
        assert json.loads(archive.read("media")) == {"0": media_name(image)}
        assert archive.read("0") == image.content


def test_only_items_for_anki_are_in_it(build, packed, problems):
    elsewhere = frozenset({Outlet.PRINT, Outlet.STUDY})
    items = [replace(item, use=elsewhere) for item in build.deck.items]
    assert (
        packed(rebuilt(build, items=(*items[1:], build.deck.items[0]))).contains == "1 note, 1 card"
    )
    (found,) = problems(rebuilt(build, items=tuple(items)))
    assert (found.code, found.severity) == ("anki-nothing", Severity.WARNING)


# --- What Anki cannot take -------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("anki-empty", {"stem": (Text(" \u00a0"),)}),
        (
            "anki-gaps",
            {
                "stem": tuple(Blank(number) for number in range(501)),
                "response": Gaps((Gap("x"),) * 501),
            },
        ),
    ],
)
def test_what_anki_cannot_take_is_an_error_that_names_the_item(build, problems, code, change):
    item = replace(build.deck.items[0], **change)
    (found,) = problems(rebuilt(build, items=(item, *build.deck.items[1:])))
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert f"`{item.id}`" in found.message


@pytest.mark.parametrize("name", ["collection", "Collection", "backup-2024"])
def test_a_name_that_anki_takes_for_a_backup_is_refused(build, problems, name):
    (found,) = problems(rebuilt(build, about=replace(build.about, name=name)))
    assert found.code == "anki-file-name"


def test_a_tag_without_a_character_is_named_and_left_out(build, tmp_path, problems):
    item = replace(build.deck.items[0], tags=("::", "kept"))
    (found,) = problems(rebuilt(build, items=(item,)))
    assert (found.code, found.severity) == ("anki-tag", Severity.WARNING)
    assert "`::`" in found.message


# --- Identity --------------------------------------------------------------------------


def identity(item, about):
    return identities(as_build(about, (item,), (), 0))[item.id]


def test_identity_is_uid_id_and_family_and_nothing_else(build):
    item, about = build.deck.items[0], build.about
    mine = identity(item, about)
    same = replace(item, stem=(Text("?"),), tags=(), claim="other", subdeck="x", topic="y")
    assert identity(same, replace(about, name="n", title="t", language="ru")) == mine
    others = [
        identity(item, replace(about, uid="other")),
        identity(replace(item, id="other"), about),
        identity(replace(item, response=Open(())), about),
    ]
    assert len({mine, *others}) == 4


def test_a_renamed_item_keeps_its_identity(build):
    item = build.deck.items[0]
    renamed = replace(item, id="new", was=("between", item.id))
    assert identity(renamed, build.about) == identity(item, build.about)


def test_no_two_items_have_one_identity(build):
    item = build.deck.items[0]
    one, other = (replace(item, id=name, was=("old",)) for name in "ab")
    items = (one, other, replace(item, id="old"))
    found = identities(rebuilt(build, items=items))
    assert len(set(found.values())) == 3
    assert found["old"] == identity(replace(item, id="old"), build.about)


def test_note_ids_are_past_times_and_leave_room_for_cards():
    numbers = [number for number, _ in notetypes.numbered(f"guid {n}" for n in range(2_000))]
    assert numbers[0] > 0
    assert numbers[-1] < 1_300_000_000_000  # 2011
    assert min(later - earlier for earlier, later in pairwise(numbers)) >= notetypes.CARDS_A_NOTE


def test_colliding_note_ids_do_not_depend_on_the_order(monkeypatch):
    monkeypatch.setattr(notetypes, "_NOTE_SLOTS", 8)
    guids = list("abcdefgh")
    numbers = notetypes.numbered(guids)
    assert len({number for number, _ in numbers}) == 8
    assert notetypes.numbered(reversed(guids)) == numbers


# --- Names and text --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "tag"),
    [
        (("deck", "claim", "un"), "deck::claim::un"),
        (("two words\u3000three\u00a0four",), "two-words-three-four"),
        (("::x",), "x"),
        (("a::::b",), "a::b"),
        (("a:: ::b:",), "a::b"),
        (("И\u0306",), "Й"),
        (("a\x07b",), "ab"),
        (("::",), ""),
    ],
)
def test_tags_are_as_anki_keeps_them(parts, tag):
    assert notetypes.tag(*parts) == tag


@pytest.mark.parametrize(
    ("title", "subdeck", "name"),
    [
        ("Title", "", "Title"),
        ("Title", "Sub::Deeper", "Title::Sub::Deeper"),
        ("A::B", "", "A:B"),
        (" A \n B ", " :: x", "A B::x"),
        ("Week 1:", ":", "Week 1"),
    ],
)
def test_deck_names_are_as_anki_keeps_them(title, subdeck, name):
    assert notetypes.deck_name(title, subdeck) == name


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("plain", "plain"),
        ("a < b & c", "a &#60; b &#38; c"),
        ("{{c1::x}}", "&#123;&#123;c1::x&#125;&#125;"),
        ("[sound:x]", "&#91;sound:x&#93;"),
        (r"\(", "&#92;("),
        ("И\u0306", "Й"),
        ("a\x1fb\x00", "ab"),
    ],
)
def test_text_is_never_markup(typed, html):
    assert text(typed) == html


def test_a_colon_in_a_cloze_begins_no_hint():
    assert in_cloze("std::vector") == "std&#58;&#58;vector"


def test_a_link_leads_to_a_page_or_nowhere():
    words = (Text("x"),)
    assert rich((Link(words, "https://e.org/?a&b"),)) == '<a href="https://e.org/?a&#38;b">x</a>'
    assert rich((Link(words, "javascript:alert(1)"),)) == "x"


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PNG", ".png"), ("b/../c.jpg", ".jpg"), ('x.p"g', ""), ("none", "")]
)
def test_media_names_come_from_the_content(name, ending):
    digest = sha256(b"picture").hexdigest()[:20]
    assert media_name(Image(name, "", b"picture")) == f"quizgen-{digest}{ending}"


@pytest.mark.parametrize(
    ("paragraph", "sentence"),
    [
        ("One. Two.", "One."),
        ("The U.N. met. Then", "The U.N. met."),
        ("He said “Yes.” Then he left.", "He said “Yes.”"),
        ("No end", "No end"),
        ("Шёл снег. Потом", "Шёл снег."),
    ],
)
def test_the_opening_sentence(paragraph, sentence):
    assert (
        opening_sentence(Source("f", "f", "en", ("skipped", paragraph), frozenset({1}))) == sentence
    )


def test_all_languages_have_the_words_of_this_outlet():
    english = {key for key in load_language("en").words if key.startswith("anki.")}
    for code in ("ru", "kk"):
        own = load_language(code).words
        same = [key for key in english if own[key] == load_language("en").words[key]]
        assert same == [], code


# --- The look --------------------------------------------------------------------------


def _asset(name: str) -> str:
    return files("quizgen").joinpath(f"data/anki/{name}").read_text("utf-8")


def _themes() -> list[dict[str, str]]:
    blocks = re.findall(r"^\.card[^{]*{([^}]*--paper[^}]*)}", _asset("card.css"), re.MULTILINE)
    return [dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks]


INK_ON_PAPER = [
    *(("ink", paper) for paper in ("paper", "raised", "chosen", "good-paper", "bad-paper")),
    *(("soft", paper) for paper in ("paper", "raised", "bad-paper")),
    *(("accent", paper) for paper in ("paper", "raised", "good-paper")),
    *(("good", paper) for paper in ("good-paper", "raised", "paper")),
    *(("bad", paper) for paper in ("bad-paper", "raised", "paper")),
    ("paper", "accent"),
]


@pytest.mark.parametrize(("ink", "paper"), INK_ON_PAPER)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_its_paper(theme, ink, paper):
    colours = _themes()[theme]
    assert _contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_button_can_be_seen(theme):
    colours = _themes()[theme]
    assert _contrast(colours["line"], colours["paper"]) >= 3
    assert _contrast(colours["line"], colours["raised"]) >= 3


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.1 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TOO_NEW = {
    "card.js": r"\?\.[\w(\[]|\?\?|\|\|=|&&=|replaceAll|replaceChildren|\.at\(|structuredClone"
    r"|#\w+\s*[=(;]|allSettled|Promise\.any|matchAll|fromEntries|hasOwn\(|\.flat|globalThis|\d_\d"
    r"|\b(?:import|export|async|await)\b|toSorted|toReversed|findLast|randomUUID|\(\?<|catch \{"
    r"|Intl\.|ResizeObserver|\d+n\b",
    "card.css": r":(?:is|where|has|focus-within)\(|:not\([^)]*,|\binset\s*:|inset-|aspect-ratio"
    r"|\b(?:min|max|clamp)\(|(?:^|[ ;{])(?:row-|column-)?gap\s*:|color-scheme"
    r"|(?:margin|padding|border)-(?:inline|block)\s*:|color-mix|@(?:layer|container|property|supports|scope)|&"
    r"|prefers-color-scheme|accent-color|light-dark|oklch|lch\(|\d[sld]v[hw]\b|text-wrap|subgrid"
    r"|content-visibility|overflow:\s*clip|:dir\(|display:\s*\w+ \w+|line-clamp:",
}


NEWER = {
    "card.js": (
        "a?.b",
        "a ?? b",
        "a?.[0]",
        "list.flat()",
        "async function",
        "catch {",
        "/(?<=a)b/",
    ),
    "card.css": ("li:has(a)", "inset: 0", "gap: 1em", "aspect-ratio: 1", "min(1px, 2em)", "100dvh"),
}


@pytest.mark.parametrize("name", TOO_NEW)
def test_nothing_is_newer_than_the_oldest_clients(name):
    assert re.findall(TOO_NEW[name], _asset(name)) == []
    assert [code for code in NEWER[name] if not re.search(TOO_NEW[name], code)] == []


def test_the_script_has_no_braces_that_a_template_would_read():
    assert re.findall(r"{{|}}", _asset("card.js")) == []


def test_templates_ask_for_nothing_that_old_clients_lack():
    for entry in files("quizgen").joinpath("data/anki").iterdir():
        fields_used = re.findall(
            r"{{(?:[#^/]|cloze:|type:(?:ci:|cloze:)?)?([^}]+)}}", entry.read_text("utf-8")
        )
        assert set(fields_used) <= {name for name, _ in FIELDS}, entry.name
