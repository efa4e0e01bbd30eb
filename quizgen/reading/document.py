"""Reads YAML into located values. This is the only file that imports yaml.

The values are built from libyaml's *events* in one pass, without `yaml.load`. This is several times
faster, takes half the memory, keeps the place of every value, and is safe where "safe" loading is
not: nesting crashes the C loader, and merge keys are exponential. Scalars stay text until a field
asks for a number or a boolean, so `no` and `1:30` are what the author wrote.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import yaml

from quizgen.diagnostics import Cure, Diagnostic, Location, TextFile, shortened
from quizgen.reading.characters import without_refused
from quizgen.reading.nodes import (
    Node,
    as_yaml,
    escaped_characters,
    misindented,
    quoting,
    refused_characters,
)

MAX_DEPTH = 50  # no deck needs more, and Python's own stack must not overflow
MAX_CHARACTERS = 80_000_000  # a deck of 100,000 questions


def parse(file: TextFile) -> tuple[Node | None, list[Diagnostic]]:
    """The document in `file`, and its problems. A syntax error leaves no document. After any other
    problem there is one to read further, so that one run shows all problems."""
    if len(file.text) > MAX_CHARACTERS:
        message = f"the file has {len(file.text):,} characters; the limit is {MAX_CHARACTERS:,}"
        return None, [_at(file, 0, 1, "too-large", message, "split the deck")]
    problems = list(refused_characters(file))
    text = without_refused(file.text) if problems else file.text
    try:
        root = _Builder(file, text, problems).build()
    except yaml.MarkedYAMLError as error:
        problem = _syntax_error(file, error)
        # what stands on the line of a syntax error has the same cause
        others = [each for each in problems if _line_of(each) != _line_of(problem)]
        return None, [*others, problem]
    except _StopReadingError as error:
        problems.append(error.problem)
        return None, problems
    except (ValueError, OverflowError):  # PyYAML without libyaml, at an escape such as \U7FFFFFFF
        problems.append(_at(file, 0, 1, "syntax", "an escape (\\U…) does not name a character", ""))
        return None, problems
    if root is not None:
        misread = misindented(file, root)
        if misread is not None:
            return None, [*problems, misread]
        problems += escaped_characters(file, root)
    problems += _swallowed_text(file, text)
    return root, problems


class _StopReadingError(Exception):
    """Carries the diagnostic that ends the reading of a file. It never leaves this module."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem)
        self.problem = problem


_LOST = ", and its word would be lost"
_PROPERTIES = {
    "anchor": ("&", _LOST, ""),
    "tag": ("!", _LOST, ""),
    "alias": ("*", "", "; write out what you want to repeat"),
}
_QUOTE_BRACKETS = "text that starts with { or [ needs quotation marks"

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: slower, same events


class _Builder:
    """Builds nodes from events. Texts in a mapping, on which a check spends most of its time, are
    made where they are met. Everything else is a call."""

    def __init__(self, file: TextFile, text: str, problems: list[Diagnostic]) -> None:
        self.file = file
        self.problems = problems
        self.get_event: Callable[[], Any] = _Parser(text).get_event

    def build(self) -> Node | None:
        self.get_event()  # the stream begins
        if type(self.get_event()) is yaml.StreamEndEvent:
            return None
        root = self._node(self.get_event(), -1, 0)
        self.get_event()  # the document ends
        told = {each.code for each in self.problems}
        for code, has_same_cause in (("alias", "anchor"), ("merge-key", "alias")):
            if code in told:
                self.problems[:] = (each for each in self.problems if each.code != has_same_cause)
        event = self.get_event()
        start, kind = event.start_mark.index, type(event)
        if kind is yaml.DocumentStartEvent:
            message = "`---` starts a second document; a deck is one document"
            hint = "remove the line, or put the rest into a file of its own"
            self._report(start, 3, "second-document", message, hint)
        return root

    def _node(self, event: Any, key_start: int, depth: int) -> Node:
        kind, start = type(event), event.start_mark.index
        if kind is yaml.AliasEvent:
            self._refuse("alias", f"*{event.anchor}", start)
            return Node(f"*{event.anchor}", start, key_start)
        if event.anchor or event.tag:
            self._refuse_property(event)
        if kind is yaml.ScalarEvent:
            return Node(event.value, start, key_start)
        if depth >= MAX_DEPTH:
            raise _StopReadingError(_too_deep(self.file, start))
        if kind is yaml.SequenceStartEvent:
            return Node(self._listed(depth + 1), start, key_start)
        entries = self._entries(depth + 1)
        node = Node(entries, start, key_start)
        self._check_mapping(node, entries)
        return node

    def _listed(self, depth: int) -> list[Node]:
        nodes = []
        while type(event := self.get_event()) is not yaml.SequenceEndEvent:
            nodes.append(self._node(event, -1, depth))
        return nodes

    def _entries(self, depth: int) -> dict[str, Node]:
        get_event, intern, scalar = self.get_event, sys.intern, yaml.ScalarEvent
        entries: dict[str, Node] = {}
        was_again = False
        while (kind := type(event := get_event())) is not yaml.MappingEndEvent:
            key_start = event.start_mark.index
            if kind is not scalar or event.anchor or event.tag:
                key = self._odd_key(event, depth)
            else:
                key = intern(event.value)
            event = get_event()
            kind = type(event)
            is_first = key not in entries
            if not (is_first or was_again):  # said before the value, which may have its own error
                self._refuse_duplicate(key, key_start, entries[key])
            was_again = not is_first
            if kind is not scalar or event.anchor or event.tag:
                node = self._node(event, key_start, depth)
            else:
                node = Node(event.value, event.start_mark.index, key_start)
            entries[key] = node
        return entries

    def _odd_key(self, event: Any, depth: int) -> str:
        """An anchor, a tag or an alias, which are reported; or what is no text at all."""
        start, kind = event.start_mark.index, type(event)
        if kind not in (yaml.ScalarEvent, yaml.AliasEvent):
            message = "a key must be text"
            problem = _at(self.file, start, 1, "key-not-text", message, _QUOTE_BRACKETS)
            raise _StopReadingError(problem)
        return str(self._node(event, -1, depth).value)

    def _report(self, start: int, length: int, code: str, message: str, hint: str) -> None:
        self.problems.append(_at(self.file, start, length, code, message, hint))

    def _refuse_duplicate(self, key: str, start: int, first: Node) -> None:
        line, _ = self.file.line_and_column(first.key_start)
        message = f"`{shortened(key)}` is here a second time; the first is in line {line}"
        hint = "remove or rename one of the two; if another entry begins here, its id is missing"
        self._report(start, len(key), "duplicate-key", message, hint)

    def _refuse_property(self, event: Any) -> None:
        code = "anchor" if event.anchor else "tag"
        written = f"&{event.anchor}" if event.anchor else event.tag
        self._refuse(code, written, event.start_mark.index)

    def _refuse(self, code: str, written: str, start: int) -> None:
        mark, lost, instead = _PROPERTIES[code]
        message = f"`{shortened(written)}` is read as a YAML {code}{lost}"
        hint = f"text that starts with {mark} needs quotation marks{instead}"
        self._report(start, len(written), code, message, hint)

    def _check_mapping(self, node: Node, entries: dict[str, Node]) -> None:
        if merged := entries.pop("<<", None):
            hint = "write the keys out, or use `defaults:`"
            self._report(merged.key_start, 2, "merge-key", "merge keys (`<<`) are not read", hint)
        if self.file.text.startswith("{", node.start):
            self._check_flow_mapping(node, entries)

    def _check_flow_mapping(self, node: Node, entries: dict[str, Node]) -> None:
        """In YAML, `{speaker}` is a mapping with one key and no value. After a comma, such a key is
        the rest of a text that the comma has cut."""
        bare = [name for name, entry in entries.items() if self._is_bare(name, entry)]
        if bare and len(bare) == len(entries):
            self._refuse_slot(node, bare)
            return
        before: Node | None = None
        is_told = False
        for name in sorted(entries, key=lambda name: entries[name].key_start) if bare else ():
            if not self._is_bare(name, entries[name]):
                before, is_told = entries[name], False
                continue
            rest = entries.pop(name)
            if not is_told:
                ends = f"the comma before `{shortened(name)}` ends the text"
                message = f"{ends}; what follows is read as a key"
                hint = "put the text with the comma in quotation marks"
                self._report(rest.key_start, len(name), "split-text", message, hint)
            is_told = True
            is_cut = before and isinstance(before.value, str)
            if before and is_cut and self.file.text[before.start] not in "'\"":
                before.value = self.file.text[before.start : rest.key_start + len(name)]

    def _is_bare(self, name: str, entry: Node) -> bool:
        """Whether the key has neither a value nor a colon."""
        if entry.value != "" or self.file.text[entry.start : entry.start + 1] in ("'", '"'):
            return False
        return ":" not in self.file.text[entry.key_start + len(name) : entry.start]

    def _refuse_slot(self, node: Node, names: list[str]) -> None:
        end = self.file.text.find("}", node.start) + 1
        written = self.file.text[node.start : end] or "{" + names[0] + "}"
        message = f"`{shortened(written)}` without quotation marks is read as a mapping"
        hint = f'write "{shortened(written)}"'
        self._report(node.start, len(written), "slot-as-mapping", message, hint)
        where = self.problems[-1].where
        if '"' not in written:
            self.problems[-1] = replace(self.problems[-1], cure=Cure(where, f'"{written}"'))
        node.value = written
        if len(names) > 1:  # no slot has a comma in its name
            listed = f"[{', '.join(map(as_yaml, names))}]"
            hint = f'write {listed}, or as one text "{shortened(written)}"'
            self.problems[-1] = replace(self.problems[-1], hint=hint, cure=None)
            node.value = [Node(name, self.file.text.find(name, node.start)) for name in names]


def _at(file: TextFile, start: int, length: int, code: str, message: str, hint: str) -> Diagnostic:
    cure = quoting(file, start) if code in _CURED_BY_QUOTING else None
    return Diagnostic(Location(file, start, start + length), code, message, hint, cure=cure)


_CURED_BY_QUOTING = frozenset({"alias", "anchor", "swallowed-text", "tag"})


def _too_deep(file: TextFile, start: int) -> Diagnostic:
    message = f"nested deeper than {MAX_DEPTH} levels"
    return _at(file, start, 1, "too-deep", message, _QUOTE_BRACKETS)


# --- Text that YAML takes away ------------------------------------------------------------

_SWALLOWER = re.compile(r"#(?<=[ \t]#)(?=[^\s#])")  # begins with #, so the search is fast


def _swallowed_text(file: TextFile, text: str) -> Iterator[Diagnostic]:
    """Reports ` #1` after text, which starts a comment. Inside quotation marks it does not. To tell
    the two apart takes a second pass, which is made only if a file has such a place."""
    places = list(_after_text(text))
    scalars = _spans_of_scalars(text) if places else iter(())
    start = end = 0
    for place in places:
        while end <= place:
            start, end = next(scalars, (len(text), len(text) + 1))
        if start > place:
            word = re.compile(r"#\S*").match(text, place)
            written = word.group() if word else "#"
            message = f"` {shortened(written)}` starts a comment; the text ends before it"
            hint = "put the text in quotation marks (or, for a comment, a space after the #)"
            yield _at(file, place, len(written), "swallowed-text", message, hint)


def _after_text(text: str) -> Iterator[int]:
    """The places where a # follows text on its line. No character is looked at twice, since a line
    may be long and full of them."""
    line_end = previous = -1
    is_comment = False
    for found in _SWALLOWER.finditer(text):
        place = found.start()
        if place > line_end:
            before = text[text.rfind("\n", 0, place) + 1 : place].strip()
            is_comment = not before or before.startswith("#")
            line_end = text.find("\n", place)
            line_end = len(text) if line_end < 0 else line_end
        else:
            before = text[previous:place].rstrip()
        previous = place
        if not is_comment and before[-1] not in ":-":
            yield place


def _spans_of_scalars(text: str) -> Iterator[tuple[int, int]]:
    get_event: Callable[[], Any] = _Parser(text).get_event
    while (kind := type(event := get_event())) is not yaml.StreamEndEvent:
        if kind is yaml.ScalarEvent:
            yield event.start_mark.index, event.end_mark.index


# --- Syntax errors ------------------------------------------------------------------------


def _line_of(problem: Diagnostic) -> int:
    return problem.where.file.line_and_column(problem.where.start)[0]


def _syntax_error(file: TextFile, error: yaml.MarkedYAMLError) -> Diagnostic:
    marks: list[Any] = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    places = [min(mark.index, len(file.text)) for mark in marks] or [0]
    if error.problem == "exceeded maximum nesting depth":  # libyaml's own limit, 1,000 since 0.2.6
        return _too_deep(file, places[0])
    from quizgen.reading.syntax_errors import explain_syntax_error  # most files have no such error

    return explain_syntax_error(file, places, error.problem or "this is not YAML")
