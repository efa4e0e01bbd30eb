"""Quotations found, found twice, or missed with the nearest passage."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quizgen.quiz.model import Evidence
from quizgen.source.line_ends import read_paragraphs
from quizgen.source.locating import Miss, NotFound, Several, is_quoted, locate
from quizgen.source.source_text import SourceText, decode_source

SPEECH = Path(__file__).parent.parent / "source" / "astana-think-tank-forum.txt"


def _speech() -> SourceText:
    text = decode_source(SPEECH.read_bytes())
    assert isinstance(text, str)
    return SourceText(read_paragraphs(text).texts, frozenset({8}))


SOURCE = _speech()
RUSSIAN = SourceText(
    (
        "Президент заявил, что Казахстан – надёжный партнёр. «Другого пути нет», — сказал он.",
        "Рост составил 3,5 %, а не -3 %. Тока\u0301ев доволен.",
    )
)
KAZAKH = SourceText(
    ("Тоқаев: «Бейбітшілікке басқа жол жоқ», – деді. Бұл – Қазақстанның ұстанымы.",)
)


def found(quote: str, par: int | None = None, source: SourceText = SOURCE) -> Evidence:
    outcome = locate(source, quote, par)
    assert isinstance(outcome, Evidence), outcome
    return outcome


def missed(quote: str, par: int | None = None, source: SourceText = SOURCE) -> NotFound:
    outcome = locate(source, quote, par)
    assert isinstance(outcome, NotFound), outcome
    return outcome


# --- Found ---


def test_reported_speech_has_its_place_and_its_sentence() -> None:
    outcome = found("independence, multilateralism, regional stability and diplomacy")
    assert replace(outcome, translation="…") == Evidence(
        quote="independence, multilateralism, regional stability and diplomacy",
        paragraph=3,
        is_direct=False,
        context="The president said that the key elements of Kazakhstan’s foreign policy are "
        "independence, multilateralism, regional stability and diplomacy.",
        spans=((76, 139),),
        translation="…",
    )


@pytest.mark.parametrize(
    ("quote", "is_direct"),
    [
        ("There is no other way", True),
        ("“As I already said", True),  # the mark itself may be quoted too
        ("an expression of strategic prudence,” Tokayev", False),  # runs out of the marks
        ("strategic prudence,”", True),
        ("diplomacy. “Therefore, we", False),
        ("Middle Powers in a Changing Global Order", True),
        ("Tokayev said on October 17", False),
    ],
)
def test_direct_is_what_lies_inside_quotation_marks(quote: str, is_direct: bool) -> None:
    assert found(quote).is_direct is is_direct


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('entitled "Middle Powers', "entitled “Middle Powers"),
        ("Kazakhstan's foreign policy are", "Kazakhstan’s foreign policy are"),
        ("  no\u00a0other \n way ", "no other way"),
        ("Russian–Ukrainian", "Russian-Ukrainian"),
        ("long‑term peace", "long-term peace"),
        ("issues. ... I think", "issues. … I think"),
        ("in\u00advin\u200bcible", "invincible"),
        ("[German] Chancellor Scholz", "[German] Chancellor Scholz"),
    ],
)
def test_typography_does_not_matter(typed: str, shown: str) -> None:
    assert found(typed).quote == shown


@pytest.mark.parametrize(
    ("quote", "pieces"),
    [
        ("the talks with … Chancellor Scholz", ["the talks with", "Chancellor Scholz"]),
        ("the talks with ... Scholz", ["the talks with", "Scholz"]),
        ("the realistic plans […] including China", ["the realistic plans", "including China"]),
        ("support [these] plans of all states", ["support", "plans of all states"]),
        ("… no other way …", ["no other way"]),
        ("[t]here is no other way", ["There is no other way"]),
    ],
)
def test_elisions(quote: str, pieces: list[str]) -> None:
    outcome = found(quote)
    paragraph = SOURCE.paragraph(outcome.paragraph)
    assert [paragraph[slice(*span)] for span in outcome.spans] == pieces
    assert outcome.quote == " … ".join(pieces)


def test_pieces_are_taken_as_close_together_as_they_stand() -> None:
    source = SourceText(("We came. We saw. We left home for peace. Then peace ended.",))
    assert found("We … peace", source=source).spans == ((17, 19), (34, 39))


def test_the_context_is_every_sentence_quoted_from() -> None:
    outcome = found("This is a fact … There is no other way")
    assert outcome.context.startswith("This is a fact confirmed by")
    assert outcome.context.endswith("and history itself. … There is no other way.")


@pytest.mark.parametrize(
    ("source", "quote", "is_direct", "shown"),
    [
        (RUSSIAN, "Казахстан - надёжный партнёр", False, "Казахстан – надёжный партнёр"),
        (RUSSIAN, "Казахстан – наде\u0308жный", False, "Казахстан – надёжный"),
        (RUSSIAN, "Другого пути нет", True, "Другого пути нет"),
        (RUSSIAN, "Тока\u0301ев доволен", False, "Тока\u0301ев доволен"),
        (KAZAKH, "Бейбітшілікке басқа жол жоқ", True, "Бейбітшілікке басқа жол жоқ"),
        (KAZAKH, "Бұл — Қазақстанның ұстанымы", False, "Бұл – Қазақстанның ұстанымы"),
    ],
)
def test_russian_and_kazakh(source: SourceText, quote: str, is_direct: bool, shown: str) -> None:
    outcome = found(quote, source=source)
    assert (outcome.is_direct, outcome.quote) == (is_direct, shown)


def test_a_decomposed_source_is_shown_as_it_stands() -> None:
    source = SourceText((unicodedata.normalize("NFD", "Он сказал: «Надёжный й» — да. Café"),))
    assert found("Надёжный й", source=source).quote == unicodedata.normalize("NFD", "Надёжный й")
    assert found("Café", source=source).is_direct is False


# --- Found more than once ---


def test_found_in_two_paragraphs_needs_par() -> None:
    outcome = locate(SOURCE, "Central Asia")
    assert outcome == Several((6, 7))
    assert "par: 6" in outcome.hint
    assert found("Central Asia", par=6).paragraph == 6


def test_found_twice_in_one_paragraph_needs_more_words() -> None:
    outcome = locate(SOURCE, "Central Asia", par=7)
    assert outcome == Several((7,))
    assert "more words" in outcome.hint
    assert locate(SourceText(("a b, a c b",)), "a … b") == Several((1,))


# --- Not found ---


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("part of the artist", "art"),
        ("It is 3.5 percent", "5 percent"),
        ("It is 3.5 percent", "It is 3"),
        ("at 10:30 sharp", "30 sharp"),
        ("fell by -3 points", "3 points"),
        ("we can't agree", "we can"),
        ("we can’t agree", "we can"),
        ("Тока\u0301ев", "Тока"),
        ("a 3 percent rise", "a -3 percent rise"),
        ("a 3 percent rise", "a 3% rise"),
        ("it cost $3", "it cost 3"),
        ("well-known", "well known"),
        ("No other way", "no other way"),
    ],
)
def test_never_a_part_of_a_word_nor_another_word(text: str, quote: str) -> None:
    assert isinstance(locate(SourceText((text,)), quote), NotFound)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Kazakhstan’s plan", "Kazakhstan"),
        ("in 2024, then", "in 2024"),
        ("Russian-Ukrainian", "Russian"),
        ("it is 3%.", "3"),
        ("彼は終わりと言った", "終わり"),
        ("l’homme", "homme"),
    ],
)
def test_words_end_at_marks(text: str, quote: str) -> None:
    assert isinstance(locate(SourceText((text,)), quote), Evidence)


@pytest.mark.parametrize(
    ("quote", "paragraph", "diff"),
    [
        (
            "independence, multilateralism, global stability and diplomacy",
            3,
            (
                "source: The president said that the key elements of Kazakhstan’s foreign policy "
                "are independence, multilateralism, >>regional<< stability and diplomacy",
                "yours:  independence, multilateralism, >>global<< stability and diplomacy",
            ),
        ),
        (
            "the talks with Chancellor Scholz",
            5,
            (
                "source: As I already said during the talks with >>[German]<< Chancellor Scholz",
                "yours:  the talks with Chancellor Scholz",
            ),
        ),
        (
            "Russia is … a war of mutual destruction",  # only the piece that is wrong
            5,
            (
                "source: The alternative is a war of mutual >>extermination<<",
                "yours:  a war of mutual >>destruction<<",
            ),
        ),
        ("multilaterlism", 3, ("source: >>multilateralism<<", "yours:  >>multilaterlism<<")),
        (
            "While major powers are consumed by rivalry or simply cannot reach a compromise, it is "
            "the middle powers that always become mediators in resolving disputes",
            2,
            (
                "source: … it is the middle powers that >>often<< become mediators in resolving "
                "disputes",
                "yours:  … it is the middle powers that >>always<< become mediators in resolving "
                "disputes",
            ),
        ),
    ],
)
def test_a_miss_shows_a_word_diff(quote: str, paragraph: int, diff: tuple[str, ...]) -> None:
    outcome = missed(quote)
    assert outcome.why is Miss.WORDS
    assert outcome.nearest is not None
    assert outcome.nearest.paragraph == paragraph
    assert outcome.diff == diff


def test_a_chance_word_far_off_does_not_stretch_the_passage() -> None:
    source = SourceText(("The cat sat by the door, and after a long time the dog came to bark.",))
    nearest = missed("cat, dog came to sing", source=source).nearest
    assert nearest is not None
    assert nearest.text == "time the dog came to bark"


def test_nothing_near_is_said() -> None:
    outcome = missed("zebra crossings for quokkas")
    assert (outcome.why, outcome.nearest, outcome.diff) == (Miss.WORDS, None, ())
    assert "the source has nothing similar" in outcome.hint


@pytest.mark.parametrize(
    ("quote", "par", "why", "says"),
    [
        ("the Role of the United Nations", None, Miss.CASE, "capitals"),
        ("There is no other way", 3, Miss.ELSEWHERE, "paragraph 5"),
        ("There is … way", 3, Miss.ELSEWHERE, "paragraph 5"),
        ("Photo: akorda.kz", None, Miss.SKIPPED, "paragraph 8, which is skipped"),
        ("no other way … Russia is", None, Miss.ORDER, "in this order"),
        ("Russia is … Middle Powers in", None, Miss.ORDER, "one paragraph"),
        ("", None, Miss.EMPTY, "quote the words"),
        (" “…” ", None, Miss.EMPTY, "quote the words"),
    ],
)
def test_a_miss_has_a_reason(quote: str, par: int | None, why: Miss, says: str) -> None:
    outcome = missed(quote, par)
    assert outcome.why is why
    assert says in outcome.hint


# --- Words in quotation marks in a stem ---


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("There is no other way.", "direct"),
        ("There is no other way,", "direct"),
        ("the only universal organization", "direct"),
        ("Middle Powers in a Changing Global Order", "direct"),
        ("regional stability", "reported"),
        ("independence, ␣, regional stability", "reported"),
        ("There is no ␣ way", "direct"),
        ("␣ is no other ␣", "direct"),
        ("a war of ␣", "direct"),
        ("the abyss and the void", None),
        ("independence, ␣, multilateralism", None),  # nothing stands between them
        ("There ␣ extermination", None),  # a gap stays in its sentence
        ("invented words", None),
        ("There is no other way!", None),
        ("", None),
        ("␣", None),
    ],
)
def test_is_quoted(words: str, result: str | None) -> None:
    assert is_quoted(SOURCE, words) == result


def test_direct_wins_where_the_words_stand_twice() -> None:
    source = SourceText(("He spoke of peace.", "“We want peace.”"))
    assert is_quoted(source, "peace") == "direct"


# --- Any words of the source ---


@st.composite
def passages(draw: st.DrawFn) -> tuple[int, int, int]:
    number = draw(st.integers(1, 7))
    paragraph = SOURCE.paragraph(number)
    starts = [found.start() for found in re.finditer(r"\S+", paragraph)]
    ends = [found.end() for found in re.finditer(r"\S+", paragraph)]
    first = draw(st.integers(0, len(starts) - 1))
    last = draw(st.integers(first, min(len(ends) - 1, first + 25)))
    return number, starts[first], ends[last]


@settings(max_examples=200, deadline=None)
@given(passages(), st.sampled_from(["as it is", "straight", "spaces", "decomposed"]))
def test_any_words_are_found_where_they_stand(passage: tuple[int, int, int], typed: str) -> None:
    number, start, end = passage
    words = SOURCE.paragraph(number)[start:end]
    match typed:
        case "straight":
            words = re.sub("[“”]", '"', words.replace("’", "'").replace("…", "..."))
        case "spaces":
            words = words.replace(" ", " \u00a0")
        case "decomposed":
            words = unicodedata.normalize("NFD", words)
    outcome = locate(SOURCE, words, number)
    if isinstance(outcome, Evidence):
        assert outcome.spans == ((start, end),)
        assert SOURCE.paragraph(number)[start:end] in outcome.quote
    elif isinstance(outcome, Several):
        assert SOURCE.paragraph(number).count(SOURCE.paragraph(number)[start:end]) > 1
    else:
        assert not re.search(r"\w", words)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='aвТ .…[]␣"“’-3\u0301\u200b,', max_size=40), st.text(max_size=20))
def test_any_quotation_gets_an_answer(text: str, quote: str) -> None:
    source = SourceText(("Tokayev в3", text.strip(), quote.strip()), frozenset({3}))
    for words in (text, quote, f"{text[:5]}…{text[5:]}", f"a {quote}"):
        assert isinstance(locate(source, words), Evidence | Several | NotFound)
        assert is_quoted(source, words) in {"direct", "reported", None}
