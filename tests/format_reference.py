"""The reference of the deck format, as Markdown, from the declarations.

`decks/REFERENCE.md` holds it; a test keeps the two equal and rewrites the file with `--accept`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from inspect import getdoc

from quizgen import kinds
from quizgen.deck import claim_declarations as c
from quizgen.deck import quiz_declarations as q
from quizgen.diagnostics import TextFile
from quizgen.kinds import kind_of
from quizgen.kinds._options import OPTION
from quizgen.load.format import COMMON, DECK, QUESTION_OWN, TEMPLATE_OWN, own_fields
from quizgen.reading.declaration import Field
from quizgen.reading.document import parse
from quizgen.reading.fields import Made, Record
from quizgen.reading.nodes import Node, as_yaml
from quizgen.registry import names

_INTRODUCTION = """\
# Writing decks

A deck is a YAML file in this folder; the text it asks about is in `../source/`. `quizgen check`
reports every mistake with its place and its cure, `quizgen explain CODE` says more, and
`quizgen new` makes a deck to start from. With the first line
`# yaml-language-server: $schema=schema.json`, editors that speak to the YAML language server
complete and check keys while you type.

This page is made from the program's own declarations; its examples come from a deck that has
every key, [quizgen/data/reference/deck.yaml](../quizgen/data/reference/deck.yaml).

## A whole deck
"""

_RULES = """\
## How it works

**Claims** say what stands in the source; each quotes words that the compiler finds there.
Normalised are quotation marks, dashes and spaces, never words, digits or capitals; `…` and
`[…]` leave words out, and in verse ` / ` is the end of a line. A quotation that lies inside
quotation marks in the source is *direct*, any other is *reported*. A question that quotes and names
no claim is its own claim; it is kept apart from those that ask about some of the same words, like
two items of one claim. With `source: none`, of the deck or of a question, nothing is quoted, and
cards and keys say so.

**A source** is plain text or Markdown (`.md`), where headings and notes are left out like what is
under `skip:`, and a block quotation counts as words in quotation marks. Blank lines part
paragraphs; in a text without any, each line is one. `breaks:` says otherwise, for verse or for
lines that were wrapped to fit a page. `quizgen new` makes a text of a Word file, a web page or a
PDF file. `skip:`, `par:`, `passage:` and all messages count every paragraph, headings too; the
numbers that learners see leave out what is skipped.

**Templates** apply to every claim that has all they name; an item's id is `claim.template`. What
holds for one claim alone stands there, so that few items have to be amended: the reasons of wrong
values at `near:`, the rationale and the hint of the items whose key is a slot at its `why:` and
`hint:`, and the reason why `{text}` is true, or `{untrue}` untrue, at their `why:`. They go over
what the template says. A
claim with several untrue statements gives each a name, and a template that says `{untrue}` makes an
item of each; its id is `claim.template.statement`:

```yaml
claims:
  sundays:
    speaker: ruiz
    quote: will open on Sundays from the first week of May
    slots:
      day:
        value: Sundays
        near: {Saturdays: She names another day., Fridays: That is no day of rest.}
        why: It is the day on which people who work all week can come.
        hint: A day of rest.
    untrue:
      already:  {text: the library is open on Sundays already, why: It will open in May.}
      holidays: {text: the library will open on public holidays, why: She spoke of Sundays.}

templates:
  when:
    kind: choice
    stem: "On which days, said {speaker}, will the library open from May?"
    key: "{day}"
    distractors: 2
  not-said: {kind: truefalse, stem: "{speaker} said that {untrue}."}
```

**Questions** are written by hand; one with the id of a template's item amends it, and what it says
goes over everything else. Ids are the identity of a question for ever: reword as you like, and when
you rename, add `was: [old-id]`. A draft (`draft: true`) is checked and counted, and stays out of
the build; what is wrong with it is information, and no build waits for it.

**Quizzes** are printed. A deck that names none makes one, `quiz`, of all its questions in the
order of the file, without drafts, and its key. What cannot be printed of it stops no build.

**Points**: an item is worth its `points:`, else the sum of its `marking:`, else the `points:` of
its section or of `defaults:`, else 1. `marking:` lists what is expected of the answer to an open
question, each with its points: `{names the rent: 1, says who paid: 2}`.

**Attribution** is checked: an item names each speaker whose words it quotes, together with a
verb of saying (`says:` adds to those of the language); words in quotation marks must stand in the
source, and a speaker's must be direct there. A name counts in the stem and on the left of a pair;
in a question that asks who, also in the key and on the right of a pair. A disputed claim needs a
`note:`, which may add no fact.

**Whose words** a quotation is, say the quotation's `speaker:`, the question's or the claim's, the
paragraph's label, the source's `speaker:`, and that of `defaults:`, in this order; else the source
speaks itself. In a source with a speaker, or under a label, all outside quotation marks is direct,
and what stands inside them needs a `speaker:` of its own. `told_by:` says who passes words on; in
a source with a speaker it need not be said. Then the item names the teller or the source as well.
`reporter` is the source's own voice; in a source with a speaker it is the editor's.
A label begins a paragraph, also where no blank line stands before it, and a paragraph without one
continues the one before; `check` warns of lines that begin with what looks like a label and is not
declared.

**Several sources** stand under `sources:`, by id, in place of `source:`; each has its own voice
and language. A quotation belongs to the text that has its words; where several have them,
`source:` says which. `par:` counts within a text, `passage: [report, letter]` prints texts whole,
`{report: [1, 2]}` in part. `{source.as}` names the text of the first quotation,
`{sources.letter.as}` any. A question that quotes several names each of them.

**Placeholders** in texts: the claim's slots, `{text}`, `{untrue}`, `{untrue.NAME}`, `{speaker}`,
`{speaker.full}`, `{speaker.role}`, `{teller}`, `{quote}`, `{source.as}`, and named forms such as
`{speaker.gen}` or `{place.loc}`. Filters: `{text|cap}` begins with a capital, `{quote|gap place}`
leaves the slot's words open, and the language's own (English: `poss`, `a`). `{{` and `}}` are
braces. `==words==` in a cloze is a gap.

**Text** is Markdown: `**strong**`, `*emphasis*`, `` `code` ``, `[links](https://…)`, `H~2~O`,
`x^2^`, and a backslash at the end of a line for a line break. An empty line begins a paragraph, and
lines between two lines of ` ``` ` are shown as code, sign for sign. Rows of cells with a `|`
between them are a table if the second row is `| --- | --- |`; `\\|` is a stroke in a cell. Write
such texts below `stem: |`. All else is text, such as `2^10`, `~5 km` or `a|b`; a backslash makes
text of any mark: `\\*`, `\\~`. What learners type is plain text, with placeholders only: the `key`
of `short` and `numeric`, `accept`, the `keys` of a list, what stands in a gap, and the left-hand
sides of `matching`. `key: __init__` is shown as it stands.

**Code** is compared as it stands: `` `a` ``, `` `A` `` and `` `"a"` `` are three options. A typed
answer that is nothing but code (`` key: '`print(x)`' ``, `` ==`x`== ``) must be typed exactly, with
or without its backticks. Placeholders are filled in `` `code` ``, where braces are doubled; lines
of code have none. Nothing in code is a gap or a quotation.

**Distractors** are written out, or drawn: `distractors: 3` with `key: "{slot}"` takes the slot's
`near:` first, then its `pool:`; never the key, a variant of it, what is `also_true:`, or, from a
pool, words of the quotation. Numbers and dates are put in order.

**Typed answers** are marked right, close or wrong; close counts as right and shows the right
form. Case, accents, articles, punctuation and emoji are forgiven, numbers and dates are compared by
value, and slips are forgiven in longer words (one from five letters, two from nine), unless what
was typed is, or is as near to, another answer of the deck or a word of the source. A slip is never
forgiven in Chinese, Japanese or Korean, where each character is a word or a syllable. A name
(`match: name`) may have its parts in any order and other romanisations. List other right
answers under `accept:` where they share no letters with the key. Number words are known in English,
Russian and Kazakh; articles and the names of months in German, French, Spanish, Italian,
Portuguese, Dutch, Swedish, Danish and Norwegian as well; months alone in Polish, Ukrainian and
Turkish. Elsewhere, list the ways to write a date under `accept:`.
"""

_EVERY_ITEM = ("templates.*", "questions.*")

_CLASSIFIED = "with the keys of [tags and levels](#tags-and-levels)."


def _classifying(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(each for each in fields if each.name in c.CLASSIFYING)


def _own(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(each for each in fields if each.name not in c.CLASSIFYING)


# Title, what it says of itself, its keys, and where they stand in the deck that has every key.
_TABLES: tuple[tuple[str, str, tuple[Field, ...], tuple[str, ...]], ...] = (
    ("The deck", "", DECK.fields, ("",)),
    ("`source:`", "Under `sources:`, the same by id.", c.SOURCE.fields, ("source",)),
    ("`speakers:`", "By id; `reporter` is the source's own voice and is not declared.",
     c.SPEAKER.fields, ("speakers.*",)),
    ("`pools:`", "By id, a list of texts, or of terms with forms; so are `values:` and `near:`.",
     c.WRONG_VALUE.fields, ("pools.*.*", "claims.*.slots.*.near.*")),
    ("`claims:`", f"By id; {_CLASSIFIED}", _own(c.CLAIM.fields), ("claims.*",)),
    ("A quotation with more to say", "In a list at `quote:`.", c.QUOTATION.fields,
     ("claims.*.quote.*",)),
    ("`slots:`", "By name; a text alone is its `value`.", c.SLOT.fields, ("claims.*.slots.*",)),
    ("`text:` and `untrue:`", "A text, or these keys; at `untrue:` also several statements by "
     "their names, each a text or with these keys.", c.STATEMENT.fields, ("claims.*.untrue",)),
    ("`templates:`", "By id; with the keys of every question and of their kind.", TEMPLATE_OWN,
     ("templates.*",)),
    ("`questions:`", "By id; with the keys of every question and of their kind.", QUESTION_OWN,
     ("questions.*",)),
    ("Every template and question", _CLASSIFIED.capitalize(), _own(COMMON), _EVERY_ITEM),
    ("Tags and levels", "Of claims, templates, questions, and in `defaults:` of all; what is said "
     "nearer to an item holds.", _classifying(c.CLAIM.fields),
     ("claims.*", *_EVERY_ITEM, "defaults")),
    ("An option with more to say", "In a list of `keys:` or `distractors:`; with `option: {…}`, "
     "without its `text`.", OPTION.fields, ("questions.*.distractors.*",)),
    ("`image:`", "", q.IMAGE.fields, ("questions.*.image",)),
    ("`for:` of a template, `from:` of a section", "All conditions must hold.", q.FROM.fields,
     ("templates.*.for", "quizzes.*.sections.*.from")),
    ("`quizzes:`", "By id.", q.QUIZ.fields, ("quizzes.*",)),
    ("`sections:`", "", q.SECTION.fields, ("quizzes.*.sections.*",)),
    ("`layout:`", "Of the deck, or of one quiz; `quizgen build --help` has the same as options.",
     q.LAYOUT.fields, ("layout", "quizzes.*.layout")),
    ("`defaults:`", _CLASSIFIED.capitalize(), _own(q.DEFAULTS.fields), ("defaults",)),
    ("`lint:`", "Of the deck, a claim, a template, a question or a quiz.", c.LINT_SETTINGS.fields,
     ("lint", "questions.*.lint")),
)  # fmt: skip


def reference() -> str:
    """The whole page."""
    whole = files("quizgen").joinpath("data/starter/deck.yaml").read_text("utf-8")
    root = _every_key()
    parts = [_INTRODUCTION, f"```yaml\n{whole}```\n", _RULES]
    for title, about, fields, paths in _TABLES:
        records = [node for path in paths for node in _below(root, path)]
        parts.append(_table(f"## {title}", about, fields, records))
    parts.append("## Kinds\n")
    items = [node for path in _EVERY_ITEM for node in _below(root, path)]
    for kind in names(kinds):
        module = kind_of(kind)
        own = [node for node in items if node.at("kind").value == kind]
        parts.append(_table(f"### `{kind}`", getdoc(module) or "", own_fields(kind), own))
    return "\n".join(parts)


def _every_key() -> Node:
    """The deck with every key, which the tests compile; the examples come from it."""
    text = files("quizgen").joinpath("data/reference/deck.yaml").read_text("utf-8")
    root, problems = parse(TextFile("deck.yaml", text))
    assert root is not None, problems  # a file of our own
    return root


def _below(node: Node, path: str) -> Iterator[Node]:
    """The nodes at a path of keys with dots between; * is every entry."""
    step, _, rest = path.partition(".")
    if not step:
        yield node
        return
    for key, each in _entries(node):
        if step in ("*", key):
            yield from _below(each, rest)


def _entries(node: Node) -> list[tuple[str, Node]]:
    match node.value:
        case dict(entries):
            return list(entries.items())
        case list(entries):
            return [("", each) for each in entries]
        case _:
            return []


def _table(title: str, about: str, fields: Iterable[Field], records: list[Node]) -> str:
    rows = [title, ""]
    if about:
        rows += [about, ""]
    rows += ["| key | what | type | default | example |", "|---|---|---|---|---|"]
    rows += [_row(each, records) for each in fields]
    return "\n".join(rows) + "\n"


def _row(each: Field, records: list[Node]) -> str:
    default = "**needed**" if each.is_required else each.default
    shown = _example(each.name, records) or (each.example and f"`{each.name}: {each.example}`")
    cells = (f"`{each.name}`", each.about, _label(each), default, shown)
    return f"| {' | '.join(cell.replace('|', _PIPE) for cell in cells)} |"


_PIPE = "\\|"  # also between backquotes
_LONGEST = 60  # characters of an example; what is longer has a table of its own, or is a text


def _example(key: str, records: list[Node]) -> str:
    """The shortest of what stands at the key; nothing where its own keys have examples."""
    written = (
        node.value[key] for node in records if isinstance(node.value, dict) and key in node.value
    )
    shortest = min((f"{key}: {_flow(node)}" for node in written), key=len, default="")
    return f"`{shortest}`" if 0 < len(shortest) <= _LONGEST else "its keys" if shortest else ""


def _flow(node: Node) -> str:
    """The value on one line, as YAML."""
    match node.value:
        case str(text):
            return as_yaml(text)
        case list(entries):
            return f"[{', '.join(map(_flow, entries))}]"
        case dict(entries):
            return f"{{{', '.join(f'{as_yaml(key)}: {_flow(n)}' for key, n in entries.items())}}}"


def _label(each: Field) -> str:
    type_ = each.type.of if isinstance(each.type, Made) else each.type
    return f"the keys of {type_.label}" if isinstance(type_, Record) else type_.label
