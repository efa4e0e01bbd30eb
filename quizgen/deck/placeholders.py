"""Placeholders and gaps: `{speaker}`, `{quote|gap missing}`, `==left open==`.

A closed language with a parser of its own: nothing is evaluated. While Markdown is parsed,
each placeholder and gap is one character of Unicode's last private planes, which no deck may
hold; values go in afterwards, as plain text that is never markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.markup import LISTING, MARKUP, parse_markdown
from quizgen.diagnostics import TextFile
from quizgen.quiz.rich import Blank, Code, Inline, Link, Rich, Styled, Table, Text, joined, plain
from quizgen.reading.characters import masked
from quizgen.reading.declaration import Values
from quizgen.reading.nodes import Node, Report
from quizgen.source.punctuation import quotations

_HOLE = 0xF0000  # the character of the first placeholder; the next has the next one
_GAP = 0x100000  # likewise for gaps
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_PRIVATE_IN_URL = re.compile("%F(?:3%B|4%8)[0-9A-F](?:%[89AB][0-9A-F]){2}")
_SPECIAL = re.compile(r"[{}*_`\\\[\n=~^]")
# Nobody writes five pages into one text. The bound keeps brackets without a partner from taking
# quadratic time, and holes and gaps within their planes.
_LONGEST = 10_000
_BRACES = re.compile(r"\{\{|\}\}|\{(?P<inner>[^{}\n]*)\}|[{}]")
_CODE = r"(?<!`)(?P<tick>`+)(?!`)(?P<code>.+?)(?<!`)(?P=tick)(?!`)"
_TOKEN = re.compile(
    rf"\\.|(?P<listing>{LISTING})|{_CODE}|(?P<unclosed>(?m:^) {{0,3}}```[^`\n]*\n.*)|==|"
    rf"{_BRACES.pattern}",
    re.DOTALL,
)
# The marks of a gap, also where one sign is forgotten: they stand at a word, unlike “a = b”
MARKS_OF_GAPS = re.compile(r"==|(?<=\S)=(?!\w)|(?<!\w)=(?=\S)")
_HALF_A_MARK = re.compile(r"(?<=\w)=(?=\s)|(?<=\s)=(?=\w)")  # within a gap
_ALONE = re.compile(r"\{[^{}\n]*\}")
_LINE_END = re.compile(r" *\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{name.form|filter argument}`; `written` is the author's text with its braces."""

    name: str
    form: str
    filters: tuple[tuple[str, str], ...]
    written: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with its markup parsed and its places marked. `gaps` are the inner texts of
    `==…==`, with their placeholders marked in the same way."""

    node: Node
    rich: Rich
    holes: tuple[Placeholder, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def is_constant(self) -> bool:
        return not self.holes and not self.gaps

    def filled(self, resolve: Resolve) -> Filled | None:
        """The text with its values. `resolve` reports what it does not know and gives None; then
        there is no text either."""
        if self.is_constant:
            return Filled(self.rich)
        values = [resolve(hole, self.node) for hole in self.holes]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        filler = _Filler(known, self.gaps)
        return Filled(joined(list(filler.nodes(self.rich))), tuple(filler.open_parts))

    @property
    def left_open(self) -> tuple[str, ...]:
        """The names of the values that are left open: {quote|gap NAME}, =={NAME}==."""
        filters = [(*each, at) for at, hole in enumerate(self.holes) for each in hole.filters]
        named = [argument for name, argument, _ in filters if name == "gap"]
        alone = [each.name for at, each in enumerate(self.holes) if chr(_HOLE + at) in self.gaps]
        return (*named, *alone)


@dataclass(frozen=True, slots=True)
class Value:
    """What goes in for a placeholder: text, and, after the filter `gap`, the part of it that is
    left open (`before`, the answer, `after`)."""

    text: str
    open_part: tuple[int, int] | None = None
    slot: str = ""


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A gap of a filled text: what belongs there, and the slot it comes from, if from one."""

    answer: str
    slot: str = ""


class Filled(Struct, frozen=True):
    """`Blank(gap=i)` nodes of `rich` count the `gaps` in reading order."""

    rich: Rich
    gaps: tuple[OpenPart, ...] = ()


Resolve = Callable[[Placeholder, Node], Value | None]


def literal(node: Node) -> Rich | None:
    """The text of `node` where it holds no markup, placeholder or gap, as most texts do."""
    text = str(node.value)
    return None if _SPECIAL.search(text) else (Text(text),)


def parse_prose(node: Node, report: Report) -> Prose:
    """The text of `node`, ready to be filled. A brace or a gap that is not closed is an error."""
    plain_text = literal(node) or _too_long(node, report)
    return Prose(node, plain_text) if plain_text else _parse_marked(node, node.text, report)


def _too_long(node: Node, report: Report) -> Rich | None:
    text = node.text
    if len(text) <= _LONGEST:
        return None
    message = f"a text with markup has {len(text):,} characters; the limit is {_LONGEST:,}"
    report.error(node, "too-large", message, "shorten it, or make several of it")
    return (Text(text),)


def _parse_marked(node: Node, text: str, report: Report) -> Prose:
    holes: list[Placeholder] = []
    parts: list[str] = []
    gaps: list[str] = []
    gap_start: int | None = None
    is_half = False  # whether a gap has only half of the mark that should close it
    position = 0
    for token in _TOKEN.finditer(text):
        parts.append(text[position : token.start()])
        position = token.end()
        if token["listing"]:
            parts.append(token.group())
        elif token["code"]:
            parts.append(_filled(token.group(), holes, node, report))
        elif token["unclosed"]:
            message = "these lines of code are opened with ``` and not closed"
            hint = "write ``` on a line of its own behind them"
            report.error(node, "unclosed-code", message, hint, part="```")
            parts.append(token.group())
        elif token.group() != "==":
            parts.append(_without_braces(token, holes, node, report))
        elif gap_start is None:
            gap_start = len(parts)
        else:
            is_half |= bool(_HALF_A_MARK.search("".join(parts[gap_start:])))
            _close_gap(parts, gap_start, gaps)
            gap_start = None
    parts.append(text[position:])
    if is_half or gap_start is not None:
        is_over = gaps and gap_start is not None
        _report_unclosed(node, "one `==` is left over here" if is_over else _NOT_CLOSED, report)
        parts[:] = [MARKS_OF_GAPS.sub("", part) for part in parts]
        gaps[:] = [MARKS_OF_GAPS.sub("", gap) for gap in gaps]
    if gap_start is not None:
        _close_gap(parts, gap_start, gaps)  # that no gap is there would be one error too many
    words = "".join(parts)
    rich = parse_markdown(words) if MARKUP.search(words) else (Text(words),)
    return Prose(node=node, rich=rich, holes=tuple(holes), gaps=tuple(gaps))


def marks_are_whole(text: str) -> bool:
    """Whether each gap of a stem has both its marks."""
    opened = text.split("==")
    return len(opened) % 2 == 1 and not any(map(_HALF_A_MARK.search, opened[1::2]))


_NOT_CLOSED = "a gap that opens with `==` is not closed"


def _report_unclosed(node: Node, message: str, report: Report) -> None:
    hint = "put another == after the last word to fill in; for two equals signs, \\=\\="
    report.error(node, "unclosed-gap", message, hint, part="==")


def _close_gap(parts: list[str], start: int, gaps: list[str]) -> None:
    marked = "".join(parts[start:])
    words = marked.strip() or marked
    before, _, after = marked.partition(words) if words else ("", "", "")
    gaps.append(_typed(words.replace("\\=", "=")))
    parts[start:] = [before, chr(_GAP + len(gaps) - 1), after]


def words_quoted(stem: str) -> str:
    """The only words that the stem of a cloze has between quotation marks, with its gaps filled;
    "" if there are none, or several, or some that only a placeholder brings."""
    report = Report(TextFile("", stem))
    prose = parse_prose(Node(stem, 0), report)
    text = plain(prose.rich)
    for number, answer in enumerate(prose.gaps):
        text = text.replace(chr(_GAP + number), answer)
    spans = quotations(text)
    words = text[slice(*spans[0])] if len(spans) == 1 else ""
    return "" if report.problems or _PRIVATE.search(words) else words


def _parse_typed(node: Node, report: Report) -> Prose:
    """A text that learners type: values go in, and all else stands as its author wrote it, since
    nobody could type the marks that Markdown takes away."""
    holes: list[Placeholder] = []
    text = _typed(_filled(node.text, holes, node, report))
    return Prose(node, _too_long(node, report) or (Text(text),), tuple(holes))


def _filled(text: str, holes: list[Placeholder], node: Node, report: Report) -> str:
    return _BRACES.sub(lambda token: _without_braces(token, holes, node, report), text)


def _without_braces(
    token: re.Match[str], holes: list[Placeholder], node: Node, report: Report
) -> str:
    """A placeholder as the character that stands for it, doubled braces as one."""
    if token["inner"] is not None:
        holes.append(_parse_placeholder(token["inner"], node, report))
        return chr(_HOLE + len(holes) - 1)
    if token.group() in ("{", "}"):
        brace = token.group()
        message = f"this `{brace}` belongs to no placeholder"
        hint = f"for a brace as text write {brace}{brace}"
        report.error(node, "bad-placeholder", message, hint, part=brace)
    return token.group()[0] if token.group() in ("{{", "}}") else token.group()


def _typed(text: str) -> str:
    """On one line, as Markdown joins lines."""
    return _LINE_END.sub(" ", text)


def parse_fixed(node: Node, report: Report) -> Rich:
    """A text that belongs to no claim, so that there is nothing to fill in."""
    prose = parse_prose(node, report)
    if prose.is_constant:
        return prose.rich
    written = prose.holes[0].written if prose.holes else "=="
    message = f"`{written}` has no meaning here, in a text that belongs to no claim"
    hint = "write the words out; for braces as text, {{ and }}"
    report.error(node, "bad-placeholder", message, hint, part=written)
    return ()


_PLACEHOLDER = re.compile(r"\s*(?P<name>sources\.[\w-]+(?=\.)|[\w-]+)(?:\.(?P<form>[\w-]+))?\s*")


def _parse_placeholder(inner: str, node: Node, report: Report) -> Placeholder:
    """`inner` is what stands between the braces; what cannot be one has an empty name."""
    written = "{" + inner + "}"
    name_part, *filter_parts = inner.split("|")
    found = _PLACEHOLDER.fullmatch(masked(name_part))
    if not found or any(not part.strip() for part in filter_parts):
        message = f"`{written}` is not a placeholder"
        hint = "write {name}, {name.form} or {name|filter}; for braces as text, {{ and }}"
        report.error(node, "bad-placeholder", message, hint, part=written)
        return Placeholder(name="", form="", filters=(), written=written)
    parted = (part.strip().partition(" ") for part in filter_parts)
    filters = tuple((name, argument.strip()) for name, _, argument in parted)
    name = name_part[slice(*found.span("name"))]
    form = name_part[slice(*found.span("form"))] if found["form"] else ""
    return Placeholder(name=name, form=form, filters=filters, written=written)


class ParsedTexts:
    """Texts of templates are parsed once, however many claims they meet."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._parsed: dict[tuple[object, int], Prose] = {}

    def prose(self, node: Node) -> Prose:
        return self._once(node, parse_prose)

    def typed(self, node: Node) -> Prose:
        return self.prose(node) if _is_placeholder(node) else self._once(node, _parse_typed)

    def alone(self, node: Node) -> Placeholder | None:
        """The placeholder, where the text is nothing else: `key: "{missing}"`."""
        prose = self.prose(node) if _is_placeholder(node) else None
        return prose.holes[0] if prose and prose.rich == (Text(chr(_HOLE)),) else None

    def holes(self, values: Values) -> Iterator[tuple[Node, Placeholder]]:
        for node in values.texts():
            yield from ((node, hole) for hole in self.prose(node).holes)

    def is_untrue(self, values: Values) -> bool:
        """Whether there is an item for each untrue statement of a claim."""
        return any(hole.name == "untrue" and not hole.form for _, hole in self.holes(values))

    def _once(self, node: Node, parse: Callable[[Node, Report], Prose]) -> Prose:
        prose = self._parsed.get((parse, id(node)))
        if prose is None or prose.node is not node:
            prose = self._parsed[parse, id(node)] = parse(node, self._report)
        return prose


def _is_placeholder(node: Node) -> bool:
    text = node.text
    return text.startswith("{") and bool(_ALONE.fullmatch(text))


class _Filler:
    def __init__(self, values: list[Value], gaps: tuple[str, ...]) -> None:
        self.values = values
        self.gaps = gaps
        self.open_parts: list[OpenPart] = []

    def nodes(self, rich: Rich) -> Iterator[Inline]:
        for node in rich:
            match node:
                case Text(text):
                    yield from self._text(text)
                case Styled(children):
                    yield replace(node, children=self._children(children))
                case Table(rows):
                    yield Table(tuple(tuple(map(self._children, row)) for row in rows))
                case Link(children, url):
                    yield Link(self._children(children), self._url(url))
                case Code(text):
                    yield Code(self._plain(text))
                case _:
                    yield node

    def _children(self, children: Rich) -> Rich:
        return joined(list(self.nodes(children)))

    def _text(self, text: str) -> Iterator[Inline]:
        position = 0
        for place in _PRIVATE.finditer(text):
            yield Text(text[position : place.start()])
            position = place.end()
            code = ord(place.group())
            if code >= _GAP:
                yield self._open(OpenPart(self._plain(self.gaps[code - _GAP])))
            else:
                yield from self._value(self.values[code - _HOLE])
        yield Text(text[position:])

    def _value(self, value: Value) -> Iterator[Inline]:
        if value.open_part is None:
            yield Text(value.text)
            return
        start, end = value.open_part
        yield Text(value.text[:start])
        yield self._open(OpenPart(value.text[start:end], value.slot))
        yield Text(value.text[end:])

    def _open(self, part: OpenPart) -> Blank:
        self.open_parts.append(part)
        return Blank(len(self.open_parts) - 1)

    def _plain(self, text: str) -> str:
        """Inside code and gaps a value is text without a gap of its own."""
        return _PRIVATE.sub(lambda place: self._plain_value(ord(place.group())), text)

    def _plain_value(self, code: int) -> str:
        if code >= _GAP:
            return self._plain(self.gaps[code - _GAP])
        return self.values[code - _HOLE].text

    def _url(self, url: str) -> str:
        """markdown-it has percent-encoded what stands for a value, as a URL wants it."""
        return _PRIVATE_IN_URL.sub(lambda place: quote(self._plain(unquote(place[0])), ""), url)
