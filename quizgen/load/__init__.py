"""Deck file → Deck: the keys read, the source found, every quotation located in it.

What can be read is read, so that one run reports every problem: an error in one section hides
none in another. A deck is given back only where its source was read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from msgspec import structs

from quizgen import kinds, registry
from quizgen.deck.claim_declarations import NO_SOURCE, SourceKeys
from quizgen.deck.placeholders import parse_fixed
from quizgen.deck.written import REPORTER, Blueprint, Claim, Deck
from quizgen.diagnostics import Cure, Diagnostic, Location, TextFile
from quizgen.load.claims import ClaimReader, DeclaredNames, report_leftover
from quizgen.load.drafts import find_drafts
from quizgen.load.format import DECK, DeckKeys
from quizgen.load.indents import indent
from quizgen.load.questions import QuestionReader
from quizgen.load.quizzes import read_blueprints
from quizgen.load.source import Library, check_names, check_sources, read_source
from quizgen.load.voices import Voices
from quizgen.phrases import PLACEHOLDER, SOMEONE, is_nobody, leftover
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import About, Source, Speaker, all_with_parents
from quizgen.reading.document import parse
from quizgen.reading.nodes import (
    Node,
    Report,
    location,
    meant_key,
    report_unpaired,
)
from quizgen.reading.scalars import is_device, report_device
from quizgen.source.punctuation import is_paired
from quizgen.source.source_text import SourceText
from quizgen.source.speech import Speech


def load(file: TextFile, library: Library, fresh_uid: str) -> tuple[Deck | None, list[Diagnostic]]:
    """`fresh_uid` is offered to a deck that has none."""
    report = Report(file)
    root, report.problems = parse(file)
    if root is None:
        if not report.problems:
            report.error(Location(file), "empty", "the file is empty", "quizgen new makes a deck")
        return None, report.problems
    _lend_uid(root, report, fresh_uid)
    indent(root, DECK.by_name, report)
    keys = DECK.read(root, report)
    if keys is None:
        return None, report.problems
    if keys.deck and is_device(keys.deck):
        report_device(keys.deck, location(file, root.at("deck")), report)
    if keys.uid is not None:
        _check_uid(keys.uid, report, fresh_uid)
    _check_language(keys.language, report)
    check_sources(root, report)
    found = {name: _read_text(name, root, keys, library, report) for name in keys.texts}
    texts = {
        name: found.get(name) or (Source("", "", keys.language_tag, (), id=name), SourceText(()))
        for name in found or ("",)
    }
    source, *more = (each for each, _ in texts.values())
    check_names((source, *more), root, report)
    about = About(
        name=keys.deck or fresh_uid,
        uid=keys.uid.text if keys.uid else fresh_uid,
        title=keys.title or "",
        language=keys.language_tag,
        source=source,
        description=parse_fixed(keys.description, report) if keys.description else (),
        version=keys.version,
        contact=keys.contact,
        authors=keys.authors,
        retention=None if keys.retention is None else float(keys.retention),
        more_sources=tuple(more),
        one_tap=keys.one_tap,
    )
    deck = _deck(
        about, keys, root, {name: text for name, (_, text) in texts.items()}, library, report
    )
    is_whole = all(found.values()) and len(found) == max(1, len(root.entries_at("sources")))
    return deck if is_whole else None, deck.drafts.judged(report.problems)


def _read_text(
    name: str, root: Node, keys: DeckKeys, library: Library, report: Report
) -> tuple[Source, SourceText] | None:
    said = keys.texts[name]
    at = root.at(*(("sources", name) if name else ("source",)))
    found = read_source(said, at, keys.language_tag, library, report)
    if found is None or isinstance(said, str):
        return found
    source, text = found
    speaker = (keys.speakers or {}).get(said.speaker)
    shown = speaker.value.name.text if speaker else ""
    return structs.replace(source, id=name, speaker=shown), text


def _deck(
    about: About,
    keys: DeckKeys,
    root: Node,
    texts: Mapping[str, SourceText],
    library: Library,
    report: Report,
) -> Deck:
    reader = _claim_reader(about, keys, root, texts, report)
    shared = reader.read(keys.claims or {})
    reader_of_questions = QuestionReader(
        claim_reader=reader, claims=shared, library=library, report=report
    )
    templates = reader_of_questions.templates(keys.templates)
    questions = reader_of_questions.questions(keys.questions, templates)
    claims = {**shared, **reader_of_questions.own_claims}
    _check_leftovers(keys, claims, texts, report)
    named = replace(reader.names["claim"], known={*reader.names["claim"].known, *claims})
    reader = replace(reader, names={**reader.names, "claim": named})
    return Deck(
        about=about,
        file=report.file,
        language=_language(about, keys),
        texts=texts,
        speakers=reader.speakers,
        pools=reader.pools,
        claims=claims,
        templates=templates,
        questions=questions,
        images=reader_of_questions.images,
        blueprints=_blueprints(about, keys, root, reader),
        defaults=keys.defaults,
        layout=keys.layout,
        lint=keys.lint,
        slot_names=_slot_names(root),
        unread=_left_out(root, claims=claims, templates=templates, questions=questions),
        drafts=find_drafts(root, len(report.file.text)),
        language_node=keys.language,
    )


def _claim_reader(
    about: About, keys: DeckKeys, root: Node, texts: Mapping[str, SourceText], report: Report
) -> ClaimReader:
    speakers = _speakers(keys, report)
    pools = {name: entry.value for name, entry in (keys.pools or {}).items()}
    language = _language(about, keys)
    reader = ClaimReader(
        speakers=speakers,
        pools=pools,
        defaults=keys.defaults,
        report=report,
        voices={
            each.id: Voices(texts[each.id], speakers, _speech(each, language, speakers), report)
            for each in about.sources
        },
        names=_names(root, keys, {*speakers, REPORTER}),
        has_source=keys.source != NO_SOURCE,
    )
    _check_voices(root, keys, reader)
    if not reader.has_source:
        _check_sourceless(root, report)
    return reader


def _language(about: About, keys: DeckKeys) -> Language:
    return load_language(about.language).saying_too(keys.says)


def _blueprints(
    about: About, keys: DeckKeys, root: Node, reader: ClaimReader
) -> dict[str, Blueprint]:
    if "quizzes" in root.entries:
        return read_blueprints(keys.quizzes, keys.defaults, reader)
    implied = Blueprint.of_all(root, about.title, float(keys.defaults.points or 1))
    return {implied.id: implied}


def _speech(source: Source, language: Language, speakers: Mapping[str, Speaker]) -> Speech:
    """The deck's language has the deck's own verbs of saying."""
    of_source = load_language(source.language)
    is_same = of_source.code == language.code
    return Speech(language if is_same else of_source, speakers.values())


def _check_voices(root: Node, keys: DeckKeys, reader: ClaimReader) -> None:
    """Who speaks in the source, or by default, must be one of the speakers."""
    named: list[tuple[str, tuple[str, ...]]] = [(keys.defaults.speaker, ("defaults", "speaker"))]
    for source_id, each in keys.texts.items():
        if isinstance(each, SourceKeys):
            at = ("sources", source_id) if source_id else ("source",)
            named.append((each.speaker, (*at, "speaker")))
            labels = each.labels.items()
            named += [(entry.value, (*at, "labels", label)) for label, entry in labels]
    for name, path in named:
        if name:
            reader.names["speaker"].has(name, root.at(*path), reader.report)


def _check_sourceless(root: Node, report: Report) -> None:
    quizzes = root.entries_at("quizzes").values()
    for parent, key in ((root, "claims"), *((quiz, "passage") for quiz in quizzes)):
        if key in parent.entries:
            message = f"`{key}:` goes with a source, and this deck has none"
            where = report.key(key, parent.entries[key])
            report.error(where, "needs-source", message, "remove it, or name the source")


def _check_leftovers(
    keys: DeckKeys, claims: Mapping[str, Claim], texts: Mapping[str, SourceText], report: Report
) -> None:
    """What stands for all claims at once, and may stand there as long as all are drafts."""
    finished = [claim for claim in claims.values() if not claim.keys.draft]
    speakers = {each.speaker.id: each.speaker.name for each in finished if each.speaker}
    for name in (each for each, shown in speakers.items() if is_nobody(shown)):
        report_leftover((keys.speakers or {})[name].value.name, SOMEONE, report)
    for name, each in keys.texts.items() if finished else ():
        if isinstance(each, SourceKeys) and leftover(texts[name].searchable) == PLACEHOLDER:
            report_leftover(each.file, PLACEHOLDER, report)


def _names(root: Node, keys: DeckKeys, speakers: Collection[str]) -> dict[str, DeclaredNames]:
    claims = root.entries_at("claims")
    sections: dict[str, tuple[object, Collection[str]]] = {
        "speaker": (keys.speakers, speakers),
        "pool": (keys.pools, keys.pools or ()),
        "source": (keys.sources, keys.texts.keys() - {""}),
        "claim": (keys.claims, claims),
    }
    names = [
        DeclaredNames("tag", _all_tags(keys)),
        DeclaredNames("kind", registry.names(kinds)),
        DeclaredNames("template", root.entries_at("templates")),
    ]
    for what, (read, known) in sections.items():
        section = f"{what}s"
        unread = root.entries_at(section).keys() - set(known)
        names.append(DeclaredNames(what, known, unread, section in root.entries and read is None))
    return {each.what: each for each in names}


def _slot_names(root: Node) -> frozenset[str]:
    claims = root.entries_at("claims").values()
    return frozenset(name for claim in claims for name in claim.entries_at("slots"))


def _left_out(root: Node, **read: Mapping[str, object]) -> frozenset[str]:
    """The ids in the file that gave nothing, so that nobody is told twice."""
    left_out: set[str] = set()
    for section, entries in read.items():
        left_out |= root.entries_at(section).keys() - entries.keys()
        written = root.entries.get(section)
        if written is not None and not isinstance(written.value, dict):
            left_out.add(f"{section}:")
    return frozenset(left_out)


def _all_tags(keys: DeckKeys) -> frozenset[str]:
    """Every tag that a claim, a template, a question or the defaults give, and those above it."""
    tags = set(keys.defaults.tags)
    for claim in (keys.claims or {}).values():
        tags.update(claim.value.tags)
    for item in (*keys.templates.values(), *keys.questions.values()):
        listed = item.node.entries.get("tags")
        if listed is not None and isinstance(listed.value, list):
            tags.update(tag.text for tag in listed.value)
    return all_with_parents(tags)


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES = {"english": "en", "russian": "ru", "русский": "ru", "kazakh": "kk", "қазақша": "kk"}


def _check_language(node: Node | None, report: Report) -> None:
    """A tag, as BCP 47 has them: a word that is none would switch the language's checks off."""
    if node is not None and not _LANGUAGE.fullmatch(node.text):
        tag = _LANGUAGES.get(node.text.lower())
        hint = f"write {tag}" if tag else "write its tag: en, ru, kk, de, fr, …"
        message = f"`{node.value}` is not the tag of a language"
        report.error(node, "unknown-language", message, hint)


_UID = re.compile(r"[a-z0-9]{10}")


def _check_uid(node: Node, report: Report, fresh_uid: str) -> None:
    if not _UID.fullmatch(node.text):
        message = f"`{node.value}` is not a uid: ten characters a–z, 0–9, made once at random"
        report.error(node, "bad-uid", message, f"uid: {fresh_uid}")


def _lend_uid(root: Node, report: Report, fresh_uid: str) -> None:
    """A deck that has no uid, nor a key that means it, is read with one to paste."""
    if isinstance(root.value, dict) and not any(
        meant_key(key, DECK.by_name) == "uid" for key in root.value
    ):
        message = "the deck has no `uid:`, which is its identity in Anki and in the self-test"
        report.error(report.opening(root), "missing-uid", message, f"uid: {fresh_uid}")
        if not report.file.text.startswith("{", root.start):
            where = Location(report.file, root.start, root.start)
            line = Cure(where, f"uid: {fresh_uid}\n")
            report.problems[-1] = replace(report.problems[-1], cure=line)
        root.value["uid"] = Node(fresh_uid, root.start)


def _speakers(keys: DeckKeys, report: Report) -> dict[str, Speaker]:
    speakers: dict[str, Speaker] = {}
    for name, entry in (keys.speakers or {}).items():
        if name == REPORTER:
            message = f"`{REPORTER}` is the source's own voice and cannot be declared"
            report.error(entry.node, "reserved-word", message, "choose another id", key=name)
            continue
        said = entry.value
        forms = {form: each.value for form, each in said.forms.items()}
        shown = filter(None, (said.name, said.full, said.role, *forms.values()))
        unpaired = next((node for node in shown if not is_paired(node.text)), None)
        if unpaired is not None:
            report_unpaired(unpaired.text, unpaired, report)
            continue
        speakers[name] = Speaker(
            id=name,
            name=said.name.text,
            full=(said.full or said.name).text,
            role=said.role.text if said.role else "",
            aka=said.aka,
            forms={form: node.text for form, node in forms.items()},
        )
    return speakers
