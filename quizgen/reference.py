"""The reference of the deck format, as Markdown, from the declarations.

`decks/README.md` holds it; a test keeps the two equal and rewrites the file with `--accept`.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from inspect import getdoc

from quizgen import declarations as d
from quizgen import kinds
from quizgen.deck_format import DECK
from quizgen.fields import Field, Record
from quizgen.registry import load, names

_INTRODUCTION = """\
# Writing decks

A deck is a YAML file in this folder; the text it asks about is in `../source/`. `quizgen check`
reports every mistake with its place and its cure, `quizgen explain CODE` says more, and
`quizgen new` makes a deck to start from. With the first line
`# yaml-language-server: $schema=schema.json`, editors that speak to the YAML language server
complete and check keys while you type.

This page is made from the program's own declarations.

## A whole deck
"""

_RULES = """\
## How it works

**Claims** say what stands in the source; each quotes words that the compiler finds there.
Normalised are quotation marks, dashes and spaces, never words, digits or capitals; `…` and
`[…]` leave words out. A quotation that lies inside quotation marks in the source is *direct*,
any other is *reported*.

**Templates** apply to every claim that has all they name; an item's id is `claim.template`.
**Questions** are written by hand; one with the id of a template's item amends it. Ids are the
identity of a question for ever: reword as you like, and when you rename, add `was: [old-id]`.
A draft (`draft: true`) is checked and counted, and stays out of the build.

**Attribution** is checked: an item on a speaker's claim names the speaker together with a verb
of saying; words in quotation marks must stand in the source, and a speaker's must stand inside
quotation marks there. A disputed claim needs a `note:`, which may add no fact.

**Placeholders** in texts: the claim's slots, `{text}`, `{untrue}`, `{speaker}`, `{speaker.full}`,
`{speaker.role}`, `{quote}`, `{source.as}`, and named forms such as `{speaker.gen}` or
`{place.loc}`. Filters: `{text|cap}` begins with a capital, `{quote|gap place}` leaves the slot's
words open, and the language's own (English: `poss`, `a`). `{{` and `}}` are braces. `==words==`
in a cloze is a gap.

**Text** is inline Markdown: `**strong**`, `*emphasis*`, `` `code` ``, `[links](https://…)`, and a
backslash at the end of a line for a line break. All else is text.

**Distractors** are written out, or drawn: `distractors: 3` with `key: "{slot}"` takes the slot's
`near:` first, then its `pool:`; never the key, a variant of it, what is `also_true:`, or, from a
pool, words of the quotation. Numbers and dates are put in order.
"""

_TABLES: tuple[tuple[str, str, tuple[Field, ...]], ...] = (
    ("The deck", "", DECK.fields),
    ("`source:`", "", d.SOURCE.fields),
    ("`speakers:`", "By id; `reporter` is the source's own voice and is not declared.",
     d.SPEAKER.fields),
    ("`pools:`", "By id, a list of texts, or of terms with forms:", d.TERM.fields),
    ("`claims:`", "By id.", d.CLAIM.fields),
    ("A quotation with more to say", "In a list at `quote:`.", d.QUOTATION.fields),
    ("`slots:`", "By name; a text alone is its `value`.", d.SLOT.fields),
    ("`templates:`", "By id; with the keys of every question and of their kind.", d.TEMPLATE_OWN),
    ("`questions:`", "By id; with the keys of every question and of their kind.", d.QUESTION_OWN),
    ("Every template and question", "", d.COMMON),
    ("`image:`", "", d.IMAGE.fields),
    ("`for:` of a template, `from:` of a section", "All conditions must hold.", d.FROM.fields),
    ("`quizzes:`", "By id.", d.QUIZ.fields),
    ("`sections:`", "", d.SECTION.fields),
    ("`layout:`", "Of the deck, or of one quiz; `quizgen build --help` has the same as options.",
     d.LAYOUT.fields),
    ("`defaults:`", "", d.DEFAULTS),
    ("`lint:`", "Of the deck, a claim, a template, a question or a quiz.", d.LINT_SETTINGS.fields),
)  # fmt: skip


def reference() -> str:
    """The whole page."""
    example = files("quizgen").joinpath("data/starter/deck.yaml").read_text("utf-8")
    parts = [_INTRODUCTION, f"```yaml\n{example}```\n", _RULES]
    parts += [_table(f"## {title}", about, fields) for title, about, fields in _TABLES]
    parts.append("## Kinds\n")
    for kind in names(kinds):
        module = load(kinds, kind)
        parts.append(_table(f"### `{kind}`", getdoc(module) or "", module.KEYS))
    return "\n".join(parts)


def _table(title: str, about: str, fields: Iterable[Field]) -> str:
    rows = [title, ""]
    if about:
        rows += [about, ""]
    rows += ["| key | what | type | default |", "|---|---|---|---|"]
    rows += [_row(each) for each in fields]
    return "\n".join(rows) + "\n"


def _row(each: Field) -> str:
    default = "**needed**" if each.is_required else each.default
    cells = (f"`{each.name}`", each.about, _label(each), default)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _label(each: Field) -> str:
    return each.type.label if not isinstance(each.type, Record) else f"the keys of {each.type.what}"
