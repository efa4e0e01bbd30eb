"""Deck file → Deck: the keys read, the source found, every quotation located in it.

What can be read is read, so that one run reports every problem: an error in one section hides
none in another. A deck is given back only where its source was read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

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
from quizgen.reading.nodes import Node, Report, location, meant_key, report_unpaired
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
    deck_reader = _DeckReader(root, keys, library, report)
    found = {name: deck_reader.text(name) for name in keys.texts}
    deck = deck_reader.deck(found, fresh_uid)
    is_whole = all(found.values()) and len(found) == max(1, len(root.entries_at("sources")))
    return deck if is_whole else None, deck.drafts.judged(report.problems)


@dataclass(frozen=True)
class _DeckReader:
    root: Node
    keys: DeckKeys
    library: Library
    report: Report

    def text(self, name: str) -> tuple[Source, SourceText] | None:
        said = self.keys.texts[name]
        at = self.root.at(*_path_of(name))
        found = read_source(said, at, self.keys.language_tag, self.library, self.report)
        if found is None or isinstance(said, str):
            return found
        source, text = found
        speaker = (self.keys.speakers or {}).get(said.speaker)
        shown = speaker.value.name.text if speaker else ""
        return structs.replace(source, id=name, speaker=shown), text

    def deck(self, found: Mapping[str, tuple[Source, SourceText] | None], fresh_uid: str) -> Deck:
        keys, root, report = self.keys, self.root, self.report
        tag = keys.language_tag
        read = {
            name: found.get(name) or (Source("", "", tag, (), id=name), SourceText(()))
            for name in found or ("",)
        }
        about = self._about([source for source, _ in read.values()], fresh_uid)
        texts = {name: text for name, (_, text) in read.items()}
        language = load_language(tag).saying_too(keys.says)
        reader = self._claim_reader(about, language, texts)
        shared = reader.read(keys.claims or {})
        asking = QuestionReader(reader, shared, self.library, report)
        templates = asking.templates(keys.templates)
        questions = asking.questions(keys.questions, templates)
        claims = {**shared, **asking.own_claims}
        self._check_leftovers(claims, texts)
        return Deck(
            about=about,
            file=report.file,
            language=language,
            texts=texts,
            speakers=reader.speakers,
            pools=reader.pools,
            claims=claims,
            templates=templates,
            questions=questions,
            images=asking.images,
            blueprints=self._blueprints(about, reader.knowing(claims)),
            defaults=keys.defaults,
            layout=keys.layout,
            lint=keys.lint,
            slot_names=frozenset(
                name
                for claim in root.entries_at("claims").values()
                for name in claim.entries_at("slots")
            ),
            unread=_left_out(root, claims=claims, templates=templates, questions=questions),
            drafts=find_drafts(root, len(report.file.text)),
            language_node=keys.language,
        )

    def _about(self, sources: list[Source], fresh_uid: str) -> About:
        keys = self.keys
        check_names(sources, self.root, self.report)
        return About(
            name=keys.deck or fresh_uid,
            uid=keys.uid.text if keys.uid else fresh_uid,
            title=keys.title or "",
            language=keys.language_tag,
            source=sources[0],
            description=parse_fixed(keys.description, self.report) if keys.description else (),
            version=keys.version,
            contact=keys.contact,
            authors=keys.authors,
            retention=None if keys.retention is None else float(keys.retention),
            more_sources=tuple(sources[1:]),
            one_tap=keys.one_tap,
        )

    def _claim_reader(
        self, about: About, language: Language, texts: Mapping[str, SourceText]
    ) -> ClaimReader:
        speakers = self._speakers()
        voices: dict[str, Voices] = {}
        for each in about.sources:
            of_source = load_language(each.language)
            # the deck's language has the deck's own verbs of saying
            of_source = language if of_source.code == language.code else of_source
            speech = Speech(of_source, speakers.values())
            voices[each.id] = Voices(texts[each.id], speakers, speech, self.report)
        reader = ClaimReader(
            speakers=speakers,
            pools={name: entry.value for name, entry in (self.keys.pools or {}).items()},
            defaults=self.keys.defaults,
            report=self.report,
            voices=voices,
            names=_names(self.root, self.keys, {*speakers, REPORTER}),
            has_source=self.keys.source != NO_SOURCE,
        )
        self._check_voices(reader.names["speaker"])
        if not reader.has_source:
            self._check_sourceless()
        return reader

    def _speakers(self) -> dict[str, Speaker]:
        speakers: dict[str, Speaker] = {}
        for name, entry in (self.keys.speakers or {}).items():
            said = entry.value
            forms = {form: each.value for form, each in said.forms.items()}
            shown = filter(None, (said.name, said.full, said.role, *forms.values()))
            unpaired = next((node for node in shown if not is_paired(node.text)), None)
            if name == REPORTER:
                message = f"`{REPORTER}` is the source's own voice and cannot be declared"
                hint = "choose another id"
                self.report.error(entry.node, "reserved-word", message, hint, key=name)
            elif unpaired is not None:
                report_unpaired(unpaired.text, unpaired, self.report)
            else:
                speakers[name] = Speaker(
                    id=name,
                    name=said.name.text,
                    full=(said.full or said.name).text,
                    role=said.role.text if said.role else "",
                    aka=said.aka,
                    forms={form: node.text for form, node in forms.items()},
                )
        return speakers

    def _blueprints(self, about: About, reader: ClaimReader) -> dict[str, Blueprint]:
        if "quizzes" in self.root.entries:
            return read_blueprints(self.keys.quizzes, reader)
        points = float(self.keys.defaults.points or 1)
        implied = Blueprint.of_all(self.root, about.title, points)
        return {implied.id: implied}

    def _check_voices(self, speakers: DeclaredNames) -> None:
        """Who speaks in the source, or by default, must be one of the speakers."""
        named = [(self.keys.defaults.speaker, self.root.at("defaults", "speaker"))]
        for source_id, each in self.keys.texts.items():
            if isinstance(each, SourceKeys):
                at = self.root.at(*_path_of(source_id))
                named.append((each.speaker, at.at("speaker")))
                labels = each.labels.items()
                named += [(entry.value, at.at("labels", label)) for label, entry in labels]
        for name, at in named:
            if name:
                speakers.has(name, at, self.report)

    def _check_sourceless(self) -> None:
        quizzes = self.root.entries_at("quizzes").values()
        for parent, key in ((self.root, "claims"), *((quiz, "passage") for quiz in quizzes)):
            if key in parent.entries:
                message = f"`{key}:` goes with a source, and this deck has none"
                hint = "remove it, or name the source"
                self.report.error(parent.entries[key], "needs-source", message, hint, key=key)

    def _check_leftovers(
        self, claims: Mapping[str, Claim], texts: Mapping[str, SourceText]
    ) -> None:
        """What stands for all claims at once, and may stand there as long as all are drafts."""
        finished = [claim for claim in claims.values() if not claim.keys.draft]
        speakers = {each.speaker.id: each.speaker.name for each in finished if each.speaker}
        for name in (each for each, shown in speakers.items() if is_nobody(shown)):
            report_leftover((self.keys.speakers or {})[name].value.name, SOMEONE, self.report)
        for name, each in self.keys.texts.items() if finished else ():
            if isinstance(each, SourceKeys) and leftover(texts[name].searchable) == PLACEHOLDER:
                report_leftover(each.file, PLACEHOLDER, self.report)


def _path_of(source: str) -> tuple[str, ...]:
    """Where the file has the keys of a source; the only one has no id."""
    return ("sources", source) if source else ("source",)


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
