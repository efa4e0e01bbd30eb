"""The source that a deck names: found, decoded, cut into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from quizgen.deck.claim_declarations import NO_SOURCE, SourceKeys
from quizgen.deck.written import REPORTER
from quizgen.diagnostics import shortened
from quizgen.quiz.model import Source
from quizgen.reading.declaration import Entries
from quizgen.reading.nodes import Node, Report, did_you_mean, report_unpaired
from quizgen.reading.safe_files import Undecodable
from quizgen.source.line_ends import is_markdown, paragraphs_of
from quizgen.source.punctuation import is_paired
from quizgen.source.source_text import SourceText, decode_source


class Library(Protocol):
    """How a stage that does no I/O gets at the files that a deck names: those of its folder and of
    the sibling `source/`, and no others."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none, or it cannot be read."""


def read_source(
    keys: SourceKeys | str, at: Node, language: str, library: Library, report: Report
) -> tuple[Source, SourceText] | None:
    """None where the text cannot be had; what is wrong is reported where the deck names it.
    `at` is where its keys are written; `language` is the deck's."""
    if isinstance(keys, str):
        return Source(file="", name="", language=language, paragraphs=()), SourceText(())
    node = keys.file
    text = _text(node, library, report)
    if text is None:
        return None
    if keys.breaks or _BLANK_LINE.search(text):  # else each line is a paragraph
        text = _parted_at_labels(text, keys.labels)
    read = paragraphs_of(node.text, text, keys.breaks)
    _say_what_looks_like_marks(node, text, report)
    if read.doubt:
        report.info(node, "line-ends", f"{node.value}: {read.doubt}", _SAY_HOW)
    paragraphs, labels = _labelled(read.texts, keys.labels, report)
    _check_undeclared(node, text.split("\n"), keys.labels, report)
    skipped = read.skipped | _skipped(keys.skip, len(paragraphs), at, report)
    if not any(paragraphs) or len(skipped) == len(paragraphs):
        hint = "put the text into it; paragraphs under `skip:`, headings and notes do not count"
        report.error(node, "source-not-text", f"{node.value} holds no text", hint)
        return None
    _check_pages(keys.pages, len(paragraphs), report)
    speaker = "" if keys.speaker == REPORTER else keys.speaker
    source = _source(keys, language, paragraphs, skipped)
    if not is_paired(source.name):
        report_unpaired(source.name, at.at("as" if keys.as_ else "title"), report)
        source = replace(source, name=source.file)
    return source, SourceText(
        paragraphs,
        skipped,
        speaker=speaker,
        labels=labels,
        rejoined=read.rejoined,
        language=source.language,
        block_quotations=read.quoted,
    )


def _text(node: Node, library: Library, report: Report) -> str | None:
    content = read_named_file(node, "source-not-found", library, report)
    if content is None:
        return None
    text = decode_source(content)
    if _is_document(node.text.lower()):
        hint = f"`quizgen new {node.text}` turns it into a text; name that file here"
        text = Undecodable("this is a document of another program, not plain text", hint)
    elif isinstance(text, str) and _WEB_PAGE.match(text):
        hint = "name the file .html; `quizgen new` then turns it into a text"
        text = Undecodable("this is a web page, not plain text", hint)
    if isinstance(text, str):
        return text
    report.error(node, "source-not-text", f"{node.value}: {text.message}", text.hint)
    return None


def _is_document(name: str) -> bool:
    if name.endswith((".txt", ".md")):
        return False  # most sources
    from quizgen.source.documents import SUFFIXES

    return name.endswith(SUFFIXES)


_WEB_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def check_sources(root: Node, report: Report) -> None:
    """A deck has one text or several, and none of several is called `none`."""
    named = root.entries.get("sources")
    if named is None:
        return
    if "source" in root.entries:
        message = "a deck has `source:` or `sources:`, and not both"
        hint = "name every text under `sources:`, and remove `source:`"
        report.error(report.key("sources", named), "second-source", message, hint)
    if named.value == {}:
        message = "no source is named here"
        report.error(named, "too-few", message, "sources: {report: {file: report.txt}}")
    if NO_SOURCE in named.entries:
        at, hint = named.entries[NO_SOURCE], "choose another id"
        message = f"`{NO_SOURCE}` stands for no text and cannot be the id of one"
        report.error(at, "reserved-word", message, hint, key=NO_SOURCE)


def check_names(sources: Iterable[Source], root: Node, report: Report) -> None:
    """Credits tell texts apart by what questions call them."""
    seen: dict[str, str] = {}
    for each in sources:
        first = seen.setdefault(each.name.casefold(), each.id)
        if first != each.id and each.is_there:
            message = f"`{first}` and `{each.id}` are both called “{each.name}”"
            at = root.at("sources", each.id, "as")
            report.error(at, "same-name", message, "give each an `as:` of its own")


_BLANK_LINE = re.compile(r"\n\s*\n")


def _parted_at_labels(text: str, labels: Iterable[str]) -> str:
    """A label begins a paragraph also where no blank line stands before it; else its words would
    go to the speaker before."""
    found = "|".join(map(re.escape, labels))
    begins = rf"(?<=\S)[ \t]*\n(?=[ \t]*[*_]*(?:{found})[*_]*[:：])"
    return re.sub(begins, "\n\n", text) if found else text


def _labelled(
    paragraphs: tuple[str, ...], labels: Entries[str], report: Report
) -> tuple[tuple[str, ...], dict[int, tuple[str, str]]]:
    """The paragraphs without the labels, and which had one."""
    found: dict[int, tuple[str, str]] = {}
    texts = list(paragraphs)
    for number, paragraph in enumerate(paragraphs, 1) if labels else ():
        label, rest = _parted(paragraph)
        if rest is not None and label in labels:
            found[number] = (label, labels[label].value)
            texts[number - 1] = rest.strip()
    _check_used(labels, {label for label, _ in found.values()}, paragraphs, report)
    return tuple(texts), found


def _check_used(
    labels: Entries[str], used: set[str], paragraphs: tuple[str, ...], report: Report
) -> None:
    starts = {label for label, rest in map(_parted, paragraphs) if rest and len(label) < 60}
    for label, entry in labels.items():
        if label not in used:
            message = f"no paragraph of the source begins with “{label}:”"
            written = "write it as it stands there before a colon, and without the colon"
            hint = did_you_mean(label, starts, written)
            report.error(report.key(label, entry.node), "unused-label", message, hint)


def _check_undeclared(node: Node, lines: list[str], labels: Entries[str], report: Report) -> None:
    """Where somebody without a label speaks, his words would go to the speaker before. Beside no
    label at all, only what stands in capitals looks like one."""
    used = Counter(
        label
        for line in lines
        if (label := _label_like(line)) not in labels and (labels or label.isupper())
    )
    likely = [f"“{label}:”" for label, times in used.items() if label and times > 1]
    listed = ", ".join([*likely[:_LABELS], *["…"][: len(likely) > _LABELS]])
    if likely:
        message = f"{node.value}: several lines begin with {listed}; is this who speaks?"
        hint = "write it under `labels:` with the id of the speaker, or with `reporter`"
        report.warning(node, "undeclared-label", message, hint)


def _label_like(text: str) -> str:
    label, rest = _parted(text[:60])
    is_labelling = rest is not None and not rest[:1].strip()
    return label if is_labelling and label[:1].isupper() and len(label.split()) < 5 else ""


def _parted(text: str) -> tuple[str, str | None]:
    """What stands before the first colon, and behind it; None without one."""
    label, *rest = _COLON.split(text, maxsplit=1)
    return label, rest[0] if rest else None


_COLON = re.compile("[:：]")
_LABELS = 5  # so many are named


def _say_what_looks_like_marks(node: Node, text: str, report: Report) -> None:
    """Nobody means to print the marks of Markdown; a text in plain letters has hardly any."""
    found = None if is_markdown(node.text) else _MARKS.search(text)
    if found:
        message = f"{node.value}: “{shortened(found[0].strip(), 30)}” looks like Markdown"
        hint = "name the file .md: then headings and notes are read as such, and marks left out"
        report.info(node, "looks-like-markdown", message, hint)


_MARKS = re.compile(
    r"^\#{1,6}\ \S.* | \[\^\w+\] | \*\*\w.*?\*\* | \[[^\]\n]+\]\(https?:.*?\)",
    re.MULTILINE | re.VERBOSE,
)


_SAY_HOW = (
    "say how its line ends are meant: `breaks: verse` keeps its lines, `breaks: wrapped` joins "
    "them, with `breaks: paragraphs` each is a paragraph"
)


def read_named_file(node: Node, code: str, library: Library, report: Report) -> bytes | None:
    """The bytes of a file that a deck names: beside it, or in its sibling `source/`, or in a folder
    there."""
    name = node.text
    is_outside = any(not level or level.startswith(".") for level in name.split("/"))
    if is_outside or any(mark in name for mark in "\\:"):
        message = f"`{name}` leads out of the folders of the deck"
        hint = "put it beside the deck or into the folder source/ next to the deck's, and name it\n"
        hint += "as it is called there, such as maps/asia.png"
        report.error(node, "path-not-allowed", message, hint)
        return None
    content = library.read(name)
    if content is None:
        message = f"`{name}` is neither beside the deck nor in source/"
        report.error(node, code, message, "look at the spelling, capitals too")
    return content


def _skipped(numbers: tuple[int, ...], count: int, node: Node, report: Report) -> frozenset[int]:
    for number in numbers:
        if number > count:
            at = node.at("skip", str(number))
            _report_beyond(f"`skip:` names paragraph {number}", count, at, report)
    return frozenset(number for number in numbers if number <= count)


def _check_pages(pages: Entries[int], count: int, report: Report) -> None:
    for page, first in pages.items():
        if first.value > count:
            begins = f"page {page} begins with paragraph {first.value}"
            _report_beyond(begins, count, first.node, report)


def _report_beyond(said: str, count: int, at: Node, report: Report) -> None:
    message = f"{said}; the text has {count}"
    report.error(at, "no-such-paragraph", message, f"there are 1 to {count}")


def _source(
    keys: SourceKeys, language: str, paragraphs: tuple[str, ...], skipped: frozenset[int]
) -> Source:
    file = keys.file.text
    return Source(
        file=file,
        name=keys.as_ or keys.title or file,
        language=keys.language or language,
        paragraphs=paragraphs,
        skipped=skipped,
        title=keys.title,
        publisher=keys.publisher,
        url=keys.url,
        retrieved=keys.retrieved,
        rights=keys.rights,
        licence=keys.licence,
        pages=tuple(sorted((first.value, page) for page, first in keys.pages.items())),
    )
