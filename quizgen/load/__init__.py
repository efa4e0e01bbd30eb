"""Deck file → Deck: the keys read, the source found, every quotation located in it.

What can be read is read, so that one run reports every problem: an error in one section hides
none in another. A deck is given back only where its source was read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from msgspec import structs

from quizgen.deck.claim_declarations import NO_SOURCE, SourceKeys
from quizgen.deck.placeholders import parse_fixed
from quizgen.deck.quiz_declarations import Passages, QuizKeys, SectionKeys
from quizgen.deck.written import (
    PLACEHOLDER,
    REPORTER,
    SOMEONE,
    Blueprint,
    Claim,
    Deck,
    Section,
    is_nobody,
    leftover,
)
from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.load import outline
from quizgen.load.claims import ClaimReader, DeclaredNames, report_leftover
from quizgen.load.format import DECK, DeckKeys
from quizgen.load.questions import QuestionReader
from quizgen.load.source import Library, check_names, check_sources, read_source
from quizgen.load.voices import Voices
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import About, Source, Speaker
from quizgen.quiz.notation import same
from quizgen.reading.declaration import Entries
from quizgen.reading.document import parse
from quizgen.reading.nodes import Node, Report, report_unpaired
from quizgen.reading.safe_files import as_on_disk
from quizgen.reading.scalars import check_device
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
    outline.lend_uid(root, report, fresh_uid)
    outline.indent(root, DECK.by_name, report)
    keys = DECK.read(root, report)
    if keys is None:
        return None, report.problems
    outline.check_identity(keys, root, report, fresh_uid)
    check_sources(root, report)
    deck_reader = _DeckReader(root=root, keys=keys, library=library, report=report)
    found = {name: deck_reader.text(name) for name in keys.texts}
    deck = deck_reader.deck(found, fresh_uid)
    if not keys.texts and "sources" not in root.entries:
        report.problems = [*map(_or_none, report.problems)]
        report.problems = [each for each in report.problems if each.code != "no-evidence"]
    is_whole = all(found.values()) and len(found) == max(1, len(root.entries_at("sources")))
    return deck if is_whole else None, deck.drafts.judged(report.problems)


def _or_none(problem: Diagnostic) -> Diagnostic:
    """Offers a deck that names no source to rest on none."""
    if not problem.hint.startswith("source: "):
        return problem
    rest_on_none = f"{problem.hint}, or source: none where the questions rest on no text"
    return replace(problem, hint=rest_on_none)


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
        speaker = self.keys.speakers.get(said.speaker)
        shown = speaker.value.name.text if speaker else ""
        return structs.replace(source, id=name, speaker=shown), text

    def deck(self, found: Mapping[str, tuple[Source, SourceText] | None], fresh_uid: str) -> Deck:
        keys, root, report = self.keys, self.root, self.report
        tag = keys.language_tag
        read = {
            name: found.get(name)
            or (Source(file="", name="", language=tag, paragraphs=(), id=name), SourceText(()))
            for name in found or ("",)
        }
        about = self._about([source for source, _ in read.values()], fresh_uid)
        texts = {name: text for name, (_, text) in read.items()}
        language = load_language(tag).saying_too(keys.says)
        reader = self._claim_reader(about, language, texts)
        shared = reader.read(keys.claims)
        asking = QuestionReader(
            claim_reader=reader, claims=shared, library=self.library, report=report
        )
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
            slot_names=outline.slot_names(root),
            unread=outline.left_out(root, claims=claims, templates=templates, questions=questions),
            drafts=outline.find_drafts(root, len(report.file.text)),
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
            speech = Speech.of(of_source, speakers.values())
            voices[each.id] = Voices(
                source=texts[each.id],
                speakers=speakers,
                speech=speech,
                report=self.report,
                has_all_names=of_source is language and not about.more_sources,
            )
        reader = ClaimReader(
            speakers=speakers,
            pools={name: entry.value for name, entry in self.keys.pools.items()},
            defaults=self.keys.defaults,
            report=self.report,
            voices=voices,
            names=outline.names_in(self.root, self.keys, speakers),
            has_source=self.keys.source != NO_SOURCE,
        )
        self._check_voices(reader.names["speaker"])
        if not reader.has_source:
            self._check_sourceless()
        return reader

    def _speakers(self) -> dict[str, Speaker]:
        speakers: dict[str, Speaker] = {}
        for name, entry in self.keys.speakers.items():
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
            return _read_blueprints(self.keys.quizzes, reader)
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
            report_leftover(self.keys.speakers[name].value.name, SOMEONE, self.report)
        for name, each in self.keys.texts.items() if finished else ():
            if isinstance(each, SourceKeys) and leftover(texts[name].searchable) == PLACEHOLDER:
                report_leftover(each.file, PLACEHOLDER, self.report)


def _path_of(source: str) -> tuple[str, ...]:
    """Where the file has the keys of a source; the only one has no id."""
    return ("sources", source) if source else ("source",)


def _read_blueprints(entries: Entries[QuizKeys], claims: ClaimReader) -> dict[str, Blueprint]:
    _check_names(entries, claims.report)
    blueprints: dict[str, Blueprint] = {}
    for name, entry in entries.items():
        nodes = [each for each in entry.node.at("sections").value if isinstance(each, Node)]
        whole = [node for node in nodes if isinstance(node.value, dict)]
        sections = zip(entry.value.sections, whole, strict=False)
        blueprints[name] = Blueprint(
            id=name,
            node=entry.node,
            keys=entry.value,
            passages=_passages(entry.value.passage, entry.node, claims),
            sections=tuple(_section(keys, node, claims) for keys, node in sections),
        )
    return blueprints


def _check_names(entries: Entries[QuizKeys], report: Report) -> None:
    """They go into the names of files, and the titles onto the papers."""
    seen: dict[str, str] = {}
    titles: dict[str, str] = {}
    for name, entry in entries.items():
        check_device(name, report.key(name, entry.node), report)
        first = seen.setdefault(as_on_disk(name), name)
        if first != name:
            message = f"`{name}` and `{first}` are one file name on Windows and macOS"
            report.error(report.key(name, entry.node), "bad-id", message, "choose another word")
        title = entry.value.title
        other = titles.setdefault(same(title), name)
        if other != name and title:
            message = f"`{name}` and `{other}` have the same title, so their papers look alike"
            hint = "say in the title what it asks about, or for whom it is"
            report.info(report.key(name, entry.node), "same-title", message, hint)


def _section(keys: SectionKeys, node: Node, claims: ClaimReader) -> Section:
    written, report = node.entries, claims.report
    if ("draw" in written) == ("items" in written):
        message = "a section needs `draw:` (how many) or `items:` (which), and not both"
        report.error(node, "bad-section", message, "draw: 5")
    elif "items" in written and "from" in written:
        message = "`from:` goes with `draw:`; this section lists its `items:`"
        report.error(node, "bad-section", message, "remove one of the two")
    where = written.get("from", node)
    draw = keys.draw if claims.knows(keys.from_, where) else 0
    points = next((each for each in (keys.points, claims.defaults.points) if each is not None), 1)
    return Section(node=node, keys=keys, draw=draw, points=float(points))


def _passages(written: Passages, node: Node, claims: ClaimReader) -> dict[str, tuple[int, ...]]:
    """The paragraphs to read, by source."""
    texts = {name: each.source for name, each in claims.voices.items()}
    passages: dict[str, tuple[int, ...]] = {}
    for name, numbers in _wanted(written, texts).items():
        if not name and name not in texts:
            message = f"of which source is paragraph {numbers[0] if numbers else 1}?"
            hint = f"passage: {{{next(iter(texts))}: [1, 2]}}"
            claims.report.error(node.at("passage"), "ambiguous-source", message, hint)
            continue
        at = node.at(*filter(None, ("passage", name)))
        if claims.is_source(name, at):
            shown = texts[name].shown
            chosen = shown if numbers is None else numbers
            _check_shown(chosen, shown, at, claims.report)
            passages[name] = tuple(number for number in chosen if number in shown)
    return passages


def _check_shown(
    numbers: tuple[int, ...], shown: tuple[int, ...], node: Node, report: Report
) -> None:
    for number in numbers if shown else ():
        if number not in shown:
            at = node.at(str(number))
            message = f"the passage names paragraph {number}, which is not there or is skipped"
            report.error(at, "no-such-paragraph", message, f"there are {shown[0]} to {shown[-1]}")


def _wanted(written: Passages, texts: Collection[str]) -> Mapping[str, tuple[int, ...] | None]:
    """The numbers of paragraphs, None for all; under "" what names no source."""
    if isinstance(written, str):
        return dict.fromkeys(texts)
    if not isinstance(written, tuple):
        return {name: entry.value for name, entry in written.items()}
    numbers = tuple(each for each in written if isinstance(each, int))
    named = dict.fromkeys(each for each in written if isinstance(each, str))
    return {**named, "": numbers} if numbers else named
