"""The deck format, version 1: every key but those of the single question kinds.

These declarations are the format: the reader, its messages, the JSON Schema and the reference
in `decks/README.md` are made from them. `deck_format.py` puts them and the kinds' together.
"""

from __future__ import annotations

from quizgen.quiz.layout import Paper, Style
from quizgen.quiz.model import Outlet, Scoring, Status
from quizgen.reading.fields import ByShape, Field, ListOf, MapOf, Record
from quizgen.reading.scalars import (
    BOOLEAN,
    IDENTIFIER,
    NUMBER,
    RICH,
    TEXT,
    Identifier,
    Integer,
    OneOf,
)

TEXTS = ListOf(TEXT)
TEXT_OR_TEXTS = ByShape(scalar=TEXT, sequence=TEXTS)
IDS = ListOf(IDENTIFIER)
WAS = "Ids that it had before: learners keep their history. `[]` says that it is new."
_SPEAKER = Identifier("under speakers:")
_POOL = Identifier("under pools:")
_CLAIM = Identifier("under claims:")
NAME_FORMS = MapOf(TEXT)

QUOTATION = Record(
    "a quotation",
    (
        Field(
            "quote",
            TEXT,
            "The words, as they stand in the source.",
            is_required=True,
            example="the words, as they stand in the source",
        ),
        Field("par", Integer(1), "The paragraph, where the words stand in several."),
        Field("translation", TEXT, "In the deck's language; shown beside it, marked as one."),
    ),
)
QUOTATIONS = ByShape(scalar=TEXT, sequence=ListOf(ByShape(TEXT, mapping=QUOTATION)))

LINT_SETTINGS = Record(
    "the lint settings",
    (
        Field(
            "allow",
            TEXTS,
            "Codes of lint rules that are not to be reported here.",
            is_required=True,
            example="[long-list]",
        ),
    ),
    is_whole=True,
)
LINT = Field(
    "lint",
    LINT_SETTINGS,
    "Which advice of `quizgen check` does not hold here.",
    example="{allow: [long-list]}",
)

STATUSES = OneOf(tuple(Status), "unknown-status", "status")
OUTLETS = OneOf(tuple(Outlet), "unknown-outlet", "outlet")
BLOOM = OneOf(("remember", "understand", "apply", "analyse", "evaluate"), "unknown-bloom", "level")

SOURCE = Record(
    "the source",
    (
        Field(
            "file",
            TEXT,
            "The text file, beside the deck or in its sibling folder `source/`.",
            is_required=True,
            example="report.txt",
        ),
        Field("as", TEXT, "What questions and evidence call it.", example="the report"),
        Field("language", TEXT, "The text's language.", default="the deck's"),
        Field("skip", ListOf(Integer(1)), "Paragraphs that are not text: a photo credit, a menu."),
        Field("title", TEXT, "Its title, if the text has one."),
        Field("publisher", TEXT, "Who published it."),
        Field("url", TEXT, "Where it can be read."),
        Field("retrieved", TEXT, "When it was taken from there."),
        Field("rights", TEXT, "Who holds the rights.", default="said to be unknown"),
        Field("licence", TEXT, "The licence, if the text states one."),
    ),
)

SPEAKER = Record(
    "a speaker",
    (
        Field(
            "name",
            TEXT,
            "As stems name the speaker.",
            is_required=True,
            example="President Tokayev",
        ),
        Field("full", TEXT, "The full name, for {speaker.full}.", default="the name"),
        Field("aka", TEXTS, "Other names that count as naming the speaker."),
        Field("role", TEXT, "For {speaker.role}."),
        Field("forms", NAME_FORMS, "The name's grammatical forms: {gen: …} gives {speaker.gen}."),
    ),
)

TERM = Record(
    "a term",
    (
        Field("value", TEXT, "The word or name.", is_required=True, example="market"),
        Field("forms", NAME_FORMS, "Its grammatical forms."),
    ),
    is_whole=True,
)
TERMS = ListOf(ByShape(scalar=TEXT, mapping=TERM))

SLOT = Record(
    "a slot",
    (
        Field("value", TEXT, "What stands there; must occur in a quotation of the claim."),
        Field("values", TERMS, "Several values, in the source's order."),
        Field("accept", TEXTS, "Variants that are right as well."),
        Field("near", TERMS, "Wrong values made for this claim; drawn before those of a pool."),
        Field("pool", _POOL, "A pool of values of the same type, for distractors."),
        Field("also_true", TEXTS, "Other right answers: never drawn as distractors."),
        Field("forms", NAME_FORMS, "Grammatical forms: {gen: …} gives {SLOT.gen}."),
    ),
)

# What a claim hands on to its items, and an item can say for itself.
CLASSIFYING = (
    Field("tags", IDS, "Words to choose items by; they become Anki tags."),
    Field("topic", IDENTIFIER, "The one topic it belongs to."),
    Field("difficulty", Integer(1, 5), "1 (easy) to 5 (hard)."),
    Field("bloom", BLOOM, "The level of Bloom's taxonomy."),
    Field("subdeck", TEXT, "The Anki subdeck; `::` makes levels."),
)

CLAIM = Record(
    "a claim",
    (
        Field(
            "speaker",
            _SPEAKER,
            "Who says so: an id under `speakers:`, or `reporter` for the source's own voice.",
            default="that of `defaults:`; needed in one of the two",
            example="reporter",
        ),
        Field(
            "quote",
            QUOTATIONS,
            "The words of the source that show it; the compiler finds them.",
            is_required=True,
            example="the words, as they stand in the source",
        ),
        Field("par", Integer(1), "The quotation's paragraph, where it stands in several."),
        Field(
            "translation", TEXT, "The quotation in the deck's language, marked as a translation."
        ),
        Field("text", TEXT, "What is claimed, as a clause: for {text}."),
        Field("untrue", TEXT, "What was not said: for {untrue}."),
        Field("slots", MapOf(ByShape(scalar=TEXT, mapping=SLOT)), "Named places for templates."),
        Field(
            "status",
            STATUSES,
            "How far it is settled.",
            default="`opinion` under a speaker, `fact` under the reporter",
        ),
        Field("note", RICH, "Shown with every answer; needed for `disputed`; adds no fact."),
        *CLASSIFYING,
        Field("rationale", RICH, "Of its items that have none of their own."),
        Field("draft", BOOLEAN, "Keeps its items out of the build; they are counted."),
        Field("was", ListOf(IDENTIFIER, least=0), WAS),
        LINT,
    ),
)

SELECTION = (
    Field("tags", IDS, "Has one of these tags."),
    Field("speaker", ByShape(_SPEAKER, ListOf(_SPEAKER)), "Is said by one of these."),
    Field("status", ByShape(STATUSES, ListOf(STATUSES)), "Has one of these statuses."),
    Field("claims", IDS, "Is, or belongs to, one of these claims."),
    Field("topic", ByShape(IDENTIFIER, IDS), "Is about one of these topics."),
    Field("difficulty", ListOf(Integer(1, 5)), "Is as hard as one of these."),
    Field("bloom", ByShape(BLOOM, ListOf(BLOOM)), "Is of one of these levels."),
    Field(
        "voice",
        OneOf(("direct", "reported"), "unknown-word"),
        "Its first quotation lies inside quotation marks (`direct`), or does not.",
    ),
)
FOR = Record("a selection", SELECTION)
FROM = Record(
    "a selection",
    (
        *SELECTION,
        Field("kinds", ListOf(TEXT), "Is of one of these kinds."),
        Field("templates", IDS, "Comes from one of these templates."),
    ),
)

IMAGE = Record(
    "an image",
    (
        Field(
            "file",
            TEXT,
            "Beside the deck or in its sibling `source/`.",
            is_required=True,
            example="stall.png",
        ),
        Field(
            "alt",
            TEXT,
            "What it shows, for those who cannot see it.",
            is_required=True,
            example="what the image shows, in a sentence",
        ),
    ),
)

# What every kind of question can say.
COMMON = (
    Field(
        "stem",
        RICH,
        "The question; `{placeholders}` are filled in, `==gaps==` are left open.",
        example="the question",
    ),
    Field("rationale", RICH, "Why the key is right. The evidence is added by itself."),
    Field("hint", RICH, "Shown when asked for."),
    Field("image", IMAGE, "Shown with the stem."),
    *CLASSIFYING,
    Field("use", ListOf(OUTLETS), "Where it may appear.", default="everywhere"),
    Field(
        "scoring",
        OneOf(tuple(Scoring), "unknown-scoring", "scoring"),
        "`all`: every part or nothing; `parts`: right minus wrong.",
        default="all",
    ),
    Field(
        "enemies",
        ListOf(TEXT),
        "Items, or templates of the same claim, that may not stand in a form with it.",
    ),
    Field("draft", BOOLEAN, "Keeps it out of the build; it is counted."),
    Field("was", ListOf(TEXT, least=0), WAS),
    LINT,
)

KIND = Field("kind", TEXT, "The kind of question.", is_required=True, example="choice")
TEMPLATE_OWN = (
    KIND,
    Field("for", FOR, "Narrows the claims it applies to."),
)
QUESTION_OWN = (
    Field("kind", TEXT, "The kind; left out where an item of a template is amended."),
    Field("claim", _CLAIM, "The claim it asks about."),
    Field("quote", QUOTATIONS, "Its own evidence, in place of the claim's."),
    Field("par", Integer(1), "The quotation's paragraph, where it stands in several."),
    Field("translation", TEXT, "The quotation in the deck's language."),
)

DEFAULTS = (
    Field("speaker", _SPEAKER, "Of claims."),
    Field("status", STATUSES, "Of claims."),
    *CLASSIFYING,
    Field("use", ListOf(OUTLETS), "Of items."),
    Field("scoring", OneOf(tuple(Scoring), "unknown-scoring", "scoring"), "Of items."),
    Field("distractors", Integer(1, 25), "How many a choice draws."),
    Field("points", NUMBER, "Of a quiz's sections."),
)

SECTION = Record(
    "a section",
    (
        Field("title", RICH, "Its heading."),
        Field("instructions", RICH, "Below the heading."),
        Field("draw", Integer(1, 1000), "How many items to draw."),
        Field("from", FROM, "What to draw from.", default="all items"),
        Field("items", ListOf(TEXT), "The ids of its items, instead of drawing."),
        Field("points", NUMBER, "For each item.", default="1"),
        Field("max_per_claim", Integer(1), "At most so many items of one claim."),
        Field("per_form", BOOLEAN, "Draws anew for each form; otherwise all forms ask the same."),
    ),
)

LAYOUT = Record(
    "a layout",
    (
        Field("paper", OneOf(tuple(Paper)), "The paper.", default="a4"),
        Field("columns", Integer(1, 2), "Columns of questions; large print has one.", default="1"),
        Field("size", Integer(7, 36), "The type's size in points.", default="that of the style"),
        Field(
            "style",
            OneOf(tuple(Style)),
            "`large-print`: 18 points; `dyslexia`: 13 points, wider set, no italics.",
            default="standard",
        ),
        Field("half_sheet", BOOLEAN, "Two half-size papers on a sheet, with a line to cut at."),
        Field("sides", Integer(1, 2), "Sides of a sheet that print runs use.", default="2"),
        Field("answer_sheet", BOOLEAN, "Adds a sheet with the letters to tick."),
        Field("marked", BOOLEAN, "Adds the answered paper to the key.", default="true"),
        Field("feedback", BOOLEAN, "Adds a sheet for learners: the answers.", default="true"),
    ),
)

QUIZ = Record(
    "a quiz",
    (
        Field("title", TEXT, "Its title.", is_required=True, example="Test 1"),
        Field("instructions", RICH, "Below the title."),
        Field(
            "passage",
            ByShape(OneOf(("source",), "unknown-passage", "passage"), ListOf(Integer(1))),
            "Printed before the questions: `source`, or a list of its paragraphs.",
        ),
        Field("max_per_claim", Integer(1), "At most so many items of one claim in the quiz."),
        Field("forms", Integer(1, 26), "How many forms (A, B, …).", default="1"),
        Field("seed", TEXT, "Changes what is drawn and in which order.", default="the quiz's id"),
        Field("layout", LAYOUT, "How it is printed.", default="the deck's"),
        Field("sections", ListOf(SECTION), "Its parts.", is_required=True, example="[{draw: 5}]"),
        LINT,
    ),
)
