"""Deck file → Deck: the keys read, the source found, every quotation located in it.

What can be read is read, so that one run reports every problem; a deck is given back only
where nothing essential is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quizgen.deck.placeholders import parse_fixed
from quizgen.deck.written import REPORTER, Claim, Deck, Term
from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.load.claims import (
    ClaimReader,
    Unread,
    allowed,
    read_term,
    report_leftover,
    report_unpaired,
)
from quizgen.load.drafts import find_drafts
from quizgen.load.format import DECK
from quizgen.load.library import Library
from quizgen.load.questions import Known, QuestionReader
from quizgen.load.quizzes import read_blueprints
from quizgen.load.source import read_source
from quizgen.phrases import PLACEHOLDER, SOMEONE, is_nobody, leftover
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import About, Source, Speaker
from quizgen.reading.document import parse
from quizgen.reading.fields import Entry
from quizgen.reading.nodes import Node, location, written_at
from quizgen.reading.report import Report, meant_key, opening
from quizgen.reading.scalars import is_device, report_device
from quizgen.source.quotation_marks import is_paired
from quizgen.source.speech import Speech
from quizgen.source.text import SourceText

Values = Mapping[str, Any]


def load(file: TextFile, library: Library, fresh_uid: str) -> tuple[Deck | None, list[Diagnostic]]:
    """`fresh_uid` is offered to a deck that has none."""
    report = Report(file)
    root, report.problems = parse(file)
    if root is None:
        if not report.problems:
            report.error(Location(file), "empty", "the file is empty", "quizgen new makes a deck")
        return None, report.problems
    _lend_uid(root, report, fresh_uid)
    values = DECK.read(root, report)
    if values is None:
        return None, report.problems
    if is_device(values.get("deck", "")):
        report_device(values["deck"], location(file, written_at(root, "deck")), report)
    if "uid" in values:
        _check_uid(values["uid"], report, fresh_uid)
    _check_language(values.get("language"), report)
    source = read_source(values.get("source"), root, values, library, report)
    essential = {"deck", "uid", "title", "claims"}
    if source is None or not essential <= values.keys():
        return None, report.problems
    deck = _deck(values, root, *source, library, report)
    return deck, deck.drafts.judged(report.problems)


def _deck(
    values: Values,
    root: Node,
    source: Source,
    text: SourceText,
    library: Library,
    report: Report,
) -> Deck:
    speakers = _speakers(values, report)
    pools = _pools(values)
    defaults = values.get("defaults", {})
    unread_speakers = _unread(root, values, "speakers", speakers)
    unread_pools = _unread(root, values, "pools", pools)
    speech = Speech(load_language(source.language), speakers.values())
    claims = ClaimReader(
        text, speakers, pools, defaults, report, unread_speakers, unread_pools, speech
    )
    read_claims = claims.read(values["claims"], _entries(root, "claims"))
    _check_leftovers(values, read_claims, text, report)
    tags = _all_tags(values)
    questions = QuestionReader(claims, read_claims, tags, library, report)
    templates = questions.templates(values.get("templates", {}))
    read_questions = questions.questions(values.get("questions", {}), templates)
    known = Known(claims, tags, {*templates, *_entries(root, "templates")})
    blueprints = read_blueprints(values.get("quizzes", {}), defaults, text, known, report)
    return Deck(
        _about(values, source, report),
        report.file,
        load_language(_language(values)),
        text,
        speakers,
        pools,
        read_claims,
        templates,
        read_questions,
        blueprints,
        defaults,
        values.get("layout", {}),
        _slot_names(root),
        allowed(values),
        _left_out(root, claims=read_claims, templates=templates, questions=read_questions),
        find_drafts(root, len(report.file.text)),
        values.get("language"),
    )


def _check_leftovers(
    values: Values, claims: Mapping[str, Claim], text: SourceText, report: Report
) -> None:
    """What stands for all claims at once, and may stand there as long as all are drafts."""
    finished = [claim for claim in claims.values() if not claim.is_draft]
    speakers = {each.speaker.id: each.speaker.name for each in finished if each.speaker}
    for name in (each for each, shown in speakers.items() if is_nobody(shown)):
        report_leftover(values["speakers"][name].value["name"], SOMEONE, report)
    if finished and leftover(text.searchable) == PLACEHOLDER:
        report_leftover(values["source"]["file"], PLACEHOLDER, report)


def _pools(values: Values) -> dict[str, tuple[Term, ...]]:
    return {
        name: tuple(read_term(term) for term in entry.value)
        for name, entry in values.get("pools", {}).items()
    }


def _unread(root: Node, values: Values, section: str, read: Mapping[str, object]) -> Unread:
    is_there = isinstance(root.value, dict) and section in root.value
    names = _entries(root, section).keys() - read.keys()
    return Unread(frozenset(names), is_there and section not in values)


def _slot_names(root: Node) -> frozenset[str]:
    claims = _entries(root, "claims").values()
    return frozenset(name for claim in claims for name in _entries(claim, "slots"))


def _entries(node: Node, key: str) -> Mapping[str, Node]:
    """The mapping that the file has at a key of `node`, read or not."""
    found = node.value.get(key) if isinstance(node.value, dict) else None
    return found.value if found and isinstance(found.value, dict) else {}


def _left_out(root: Node, **read: Mapping[str, object]) -> frozenset[str]:
    """The ids in the file that gave nothing, so that nobody is told twice."""
    left_out: set[str] = set()
    for section, entries in read.items():
        left_out |= _entries(root, section).keys() - entries.keys()
        written = root.value.get(section) if isinstance(root.value, dict) else None
        if written is not None and not isinstance(written.value, dict):
            left_out.add(f"{section}:")
    return frozenset(left_out)


def _about(values: Values, source: Source, report: Report) -> About:
    description = values.get("description")
    return About(
        values["deck"],
        values["uid"].value,
        values["title"].value,
        _language(values),
        source,
        parse_fixed(description, report) if description else (),
        _text(values.get("version")),
        _text(values.get("contact")),
        tuple(str(author.value) for author in values.get("authors", ())),
        float(values["retention"]) if "retention" in values else None,
    )


def _all_tags(values: Values) -> frozenset[str]:
    """Every tag that a claim, a template, a question or the defaults give."""
    tags = set(values.get("defaults", {}).get("tags", ()))
    for entry in values["claims"].values():
        tags.update(entry.value.get("tags", ()))
    for section in ("templates", "questions"):
        for entry in values.get(section, {}).values():
            listed = entry.node.value.get("tags")
            if listed is not None and isinstance(listed.value, list):
                tags.update(str(tag.value) for tag in listed.value)
    return frozenset(tags)


def _language(values: Values) -> str:
    return _text(values.get("language")) or "en"


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES = {"english": "en", "russian": "ru", "русский": "ru", "kazakh": "kk", "қазақша": "kk"}


def _check_language(node: Node | None, report: Report) -> None:
    """A tag, as BCP 47 has them: a word that is none would switch the language's checks off."""
    if node is not None and not _LANGUAGE.fullmatch(str(node.value)):
        tag = _LANGUAGES.get(str(node.value).lower())
        hint = f"write {tag}" if tag else "write its tag: en, ru, kk, de, fr, …"
        message = f"`{node.value}` is not the tag of a language"
        report.error(node, "unknown-language", message, hint)


def _text(node: Node | None) -> str:
    return str(node.value) if node else ""


_UID = re.compile(r"[a-z0-9]{10}")


def _check_uid(node: Node, report: Report, fresh_uid: str) -> None:
    if not _UID.fullmatch(str(node.value)):
        message = f"`{node.value}` is not a uid: ten characters a–z, 0–9, made once at random"
        report.error(node, "bad-uid", message, f"uid: {fresh_uid}")


def _lend_uid(root: Node, report: Report, fresh_uid: str) -> None:
    """A deck that has no uid, nor a key that means it, is read with one to paste."""
    if isinstance(root.value, dict) and not any(
        meant_key(key, DECK.by_name) == "uid" for key in root.value
    ):
        message = "the deck has no `uid:`, which is its identity in Anki and in the self-test"
        report.error(opening(root, report), "missing-uid", message, f"uid: {fresh_uid}")
        root.value["uid"] = Node(fresh_uid, root.start)


def _speakers(values: Values, report: Report) -> dict[str, Speaker]:
    speakers: dict[str, Speaker] = {}
    entries: dict[str, Entry] = values.get("speakers", {})
    for name, entry in entries.items():
        if name == REPORTER:
            where = report.key(name, entry.node)
            message = f"`{REPORTER}` is the source's own voice and cannot be declared"
            report.error(where, "reserved-word", message, "choose another id")
        elif "name" in entry.value:
            shown = [entry.value[key] for key in ("name", "full", "role") if key in entry.value]
            shown += [form.value for form in entry.value.get("forms", {}).values()]
            unpaired = next((node for node in shown if not is_paired(str(node.value))), None)
            if unpaired is None:
                speakers[name] = _speaker(name, entry.value)
            else:
                report_unpaired(str(unpaired.value), unpaired, report)
    return speakers


def _speaker(name: str, value: Values) -> Speaker:
    return Speaker(
        name,
        _text(value["name"]),
        _text(value.get("full")) or _text(value["name"]),
        _text(value.get("role")),
        tuple(str(node.value) for node in value.get("aka", ())),
        {form: str(entry.value.value) for form, entry in value.get("forms", {}).items()},
    )
