"""`quizgen build`: builds Anki packages, quizzes, pages and JSON from decks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from quizgen import registry, writers
from quizgen.commands import _papers, _shared, _streams
from quizgen.commands._papers import Manifest, check_quizzes, is_so, print_options, printing_of
from quizgen.commands._streams import progress, usual_folder
from quizgen.diagnostics import (
    Diagnostic,
    TextFile,
    count,
    has_errors,
    numbered,
    once_a_cause,
    printable,
)
from quizgen.project.compiled import EARLIEST, LATEST, Compiled, clock, names_taken
from quizgen.quiz.model import About, Build
from quizgen.reading.safe_files import as_on_disk
from quizgen.source.covered_sentences import Coverage
from quizgen.source.provenance import numbers_on_paper
from quizgen.writers import File

if TYPE_CHECKING:
    from quizgen.commands._release import Publication, Step


@click.command(epilog="Example: quizgen build decks/week-1.yaml --to anki --to pdf")
@_shared.decks_argument
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(registry.names(writers)),
    help="Build this format; may be given several times. Default: anki, html, json and pdf.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the files to this folder; those of several decks, to a folder for each in it. "
    "Default: dist/DECK/ beside decks/.",
)
@click.option(
    "--release", is_flag=True, help="Note in the deck's .lock what learners get: for Anki."
)
@click.option(
    "--resend",
    multiple=True,
    metavar="ITEM",
    help="With --release: date this item later than ever, or `all`. It overwrites learners' edits.",
)
@click.option("--locked", is_flag=True, help="Fail if the deck differs from its .lock; for CI.")
@_shared.format_option
@print_options
def command(
    decks: tuple[Path, ...],
    formats: tuple[str, ...],
    output: Path | None,
    release: bool,
    resend: tuple[str, ...],
    locked: bool,
    form: str,
    **print_settings: Any,
) -> None:
    """Builds Anki packages, printable quizzes, web pages and JSON from decks.

    Without a DECK, it builds all decks of the project. A deck with errors writes nothing and
    leaves its old files as they are.

    Papers, pages and cards of your own need no --release. Add it when others get your deck in
    Anki: it notes in the deck's .lock file what they have, so that what you change later reaches
    all of them and nobody loses what they have learnt.
    """
    chosen = formats or _usual_formats()
    if release and locked:
        raise click.UsageError("--release changes the .lock, and --locked forbids it; choose one")
    step: Step = "release" if release else "locked" if locked else "build"
    _check_step(step, chosen, resend)
    printing = printing_of(print_settings, chosen, form)
    paths = _shared.chosen_decks(decks)
    order = Order(chosen, step, resend, output, is_for_several=len(paths) > 1)
    compiled, problems = _shared.compile_all(paths, _given_date(), printing)
    _check_resent(resend, compiled)
    check_quizzes(printing, compiled)
    problems += [] if output else names_taken(compiled)
    unwritten = _unwritten(compiled, problems)
    for path, each in zip(paths, compiled, strict=True):
        with _shared.collector_paused():
            if each.deck and each.deck.file not in unwritten:
                problems += _build(path, each, order)
    if order.is_for_several:
        click.echo("To see the files of a deck and what to do with them: quizgen build DECK\n")
    _shared.print_problems(problems, form)
    _shared.end(problems)


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for. Less is said about each of several decks."""

    formats: tuple[str, ...]
    step: Step
    resent: tuple[str, ...]
    output: Path | None
    is_for_several: bool

    @property
    def knows_releases(self) -> bool:
        """Only Anki's formats do."""
        return self.step != "build" or any(name.startswith("anki") for name in self.formats)

    def folder(self, deck: Path, name: str) -> Path:
        own = self.output / name if self.output and self.is_for_several else self.output
        return own or usual_folder(deck, name)


def _usual_formats() -> tuple[str, ...]:
    """Every format except those that few people need. It loads all of them to ask."""
    return tuple(name for name in registry.names(writers) if is_so(name, "IS_DEFAULT", True))


def _check_step(step: Step, formats: tuple[str, ...], resent: tuple[str, ...]) -> None:
    if step == "release" and "anki" not in formats:
        raise click.UsageError("only the Anki deck can be released: add --to anki")
    if step != "release" and resent:
        raise click.UsageError("only a release can be sent again: add --release")


def _check_resent(names: tuple[str, ...], compiled: list[Compiled]) -> None:
    known = {item.id for each in compiled if each.build for item in each.build.deck.items}
    for name in names:
        if name not in known and name != "all" and all(each.build for each in compiled):
            raise click.UsageError(f"--resend: no deck has an item `{printable(name)}`")


def _unwritten(compiled: list[Compiled], problems: list[Diagnostic]) -> set[TextFile]:
    """The files of decks that would replace what another made: both of two with one name, and the
    second of two with one uid."""
    files = {each.where.file for each in problems if each.code.endswith("-in-use")}
    shared = {each.where.file for each in problems if each.code == "deck-in-use"}
    decks = [each.deck for each in compiled if each.deck]
    taken = {as_on_disk(deck.about.name) for deck in decks if deck.file in shared}
    return files | {deck.file for deck in decks if as_on_disk(deck.about.name) in taken}


def _build_of(compiled: Compiled, formats: tuple[str, ...]) -> Build | None:
    is_asked = any(is_so(name, "KNOWS_ENEMIES", False) for name in formats)
    return compiled.with_enemies if is_asked else compiled.build


def _build(deck: Path, compiled: Compiled, order: Order) -> list[Diagnostic]:
    build = _build_of(compiled, order.formats)
    if build is None:
        return []
    folder = order.folder(deck, build.about.name)
    published, problems = _published(deck, compiled, build, folder, order)
    if has_errors(problems):
        return problems
    if published:
        build = published.build
    # an empty deck is still built if its release withdraws questions that learners have
    if not build.deck.items and not build.releases.withdrawn:
        _say_nothing_to_build(compiled)
        return problems
    files, made, found = _written(build, order.formats)
    problems += once_a_cause(map(compiled.placed, found))
    if published and order.step == "release":
        files += published.announced()
    if not has_errors(problems):
        written = _papers.write_papers(build, files, made, folder)
        _report(compiled, build, written, files, folder, order)
        problems += _conclude(published, files, order)
        if published and "anki" in order.formats:
            published.remove_outdated(files, folder)
    return problems


def _report(
    compiled: Compiled,
    build: Build,
    written: _papers.Written,
    files: list[File],
    folder: Path,
    order: Order,
) -> None:
    paths = written.paths
    first = _to_print(files, paths)
    if order.is_for_several:
        paper = f", among them the paper {first.name}" if first else ""
        _introduce(compiled, build, "")
        number = count(len(paths), "file")
        _streams.say(f"  {number} in {_shared.from_here(folder)}{paper}\n")
    else:
        _introduce(compiled, build, _kinds(build))
        if compiled.coverage:
            _report_coverage(compiled.coverage, build.about)
        if order.knows_releases:
            _say_what_anki_lacks(build)
        _list(files, paths)
        _say_first(first, files, order)
    for said, names in (
        ("Earlier papers of another edition, with their keys, are now in", written.older),
        ("Changed since they were made, so they are kept as", written.aside),
    ):
        if names:
            click.echo(f"  {said} {printable(', '.join(names))}\n")


def _published(
    deck: Path, compiled: Compiled, build: Build, folder: Path, order: Order
) -> tuple[Publication | None, list[Diagnostic]]:
    """Other builds do not wait for the ledger."""
    if not order.knows_releases:
        return None, []
    from quizgen.commands._release import Schedule, publication

    given = _given_date()
    schedule = Schedule(
        step=order.step,
        now=given or clock(),
        is_alone=given is not None or order.step == "locked",
        resent=order.resent,
    )
    return publication(deck, compiled, build, folder, schedule)


def _conclude(published: Publication | None, files: list[File], order: Order) -> list[Diagnostic]:
    """Writes the lock, after the files that it describes, and prints what the release changes."""
    if published is None:
        return []
    problems = published.record(files) if "anki" in order.formats else []
    is_release = order.step == "release"
    lines = list(published.in_full() if is_release else published.in_short())
    if order.is_for_several and not is_release:  # one line is enough, and none where all is known
        is_known = published.before is None or published.release.is_nothing
        lines = [] if is_known else lines[:1]
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        click.echo(click.wrap_text(printable(line.strip()), 80, f"  {indent}", f"  {indent}  "))
    if lines:
        click.echo()
    return problems


def _written(
    build: Build, formats: tuple[str, ...]
) -> tuple[list[File], Manifest, list[Diagnostic]]:
    files: list[File] = []
    manifest: Manifest = {}
    problems: list[Diagnostic] = []
    for name in formats:
        with TemporaryDirectory(prefix="quizgen-") as scratch, progress() as made:
            writer: writers.Writer = registry.load(writers, name)
            for written in writer.write(build, Path(scratch)):
                if isinstance(written, File):
                    files.append(written)
                    manifest |= _papers.papers(name, written, build)
                    made(written.name)
                else:
                    problems.append(written)
    return files, manifest, problems


def _introduce(compiled: Compiled, build: Build, kinds: str) -> None:
    click.secho(f"{build.about.name}: {printable(build.about.title)}", bold=True)
    items = count(len(build.deck.items), "item")
    click.echo("; ".join([f"  {items}{kinds}", *_drafts(compiled)]))


def _kinds(build: Build) -> str:
    kinds = Counter(item.kind for item in build.deck.items)
    return ": " + ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))


def _say_what_anki_lacks(build: Build) -> None:
    if left_out := sum(item.is_left_out for item in build.deck.items):
        said = f"{count(left_out, 'long question')} left out of Anki (open, or matching of more "
        said += "than five pairs); to have them there: `use: [anki, print, study]`"
        click.echo(click.wrap_text(said, 80, "  ", "    "))


def _list(files: list[File], paths: list[Path]) -> None:
    click.echo()
    advised: set[str] = set()
    for file, path in zip(files, paths, strict=True):
        _streams.say(f"  {_shared.from_here(path)}  {file.contains}")
        if file.advice and file.advice not in advised:
            advised.add(file.advice)
            click.echo(click.wrap_text(file.advice, 78, "      ", "      "))
    click.echo()


def _to_print(files: list[File], paths: list[Path]) -> Path | None:
    """What to print first: a print run, or else the first paper."""
    pairs = list(zip(files, paths, strict=True))
    runs = [path for file, path in pairs if file.is_print_run]
    return next(iter([*runs, *(path for file, path in pairs if file.forms)]), None)


def _say_first(first: Path | None, files: list[File], order: Order) -> None:
    if first:
        _streams.say(f"  Print this first: {_shared.from_here(first)}")
    if any(file.is_print_run for file in files) and not order.output:
        click.echo("  To keep what you hand out apart from later builds, add: -o june-exam")
    click.echo()


def _drafts(compiled: Compiled) -> Iterator[str]:
    drafts = compiled.expansion.drafts if compiled.expansion else 0
    broken = _shared.with_problems(compiled.draft_problems)
    if drafts:
        yield f"{count(drafts, 'draft')} left out"
    if broken:
        yield f"problems in {count(broken, 'draft')}: see quizgen check"


def _report_coverage(covered: Coverage, about: About) -> None:
    """The share of the source that the deck asks about."""
    asked, whole = len(covered.covered), count(len(covered.sentences), "sentence")
    click.echo(
        f"  asks about {asked} of {whole} of {about.files} ({covered.share:.0%}), "
        f"quoting {covered.word_share:.0%} of its words"
    )
    for source in about.sources:
        if paragraphs := covered.untouched_paragraphs.get(source.id):
            of_text = f" of {source.id}" if source.id else ""
            shown = numbers_on_paper(source, paragraphs)
            on_paper = f" ({shown} on paper)" if shown else ""
            click.echo(
                f"  nothing asks about {numbered('paragraph', paragraphs)}{of_text}{on_paper}"
            )


def _say_nothing_to_build(compiled: Compiled) -> None:
    name = compiled.deck.about.name if compiled.deck else ""
    drafts = compiled.expansion.drafts if compiled.expansion else 0
    why = f"it has nothing but {count(drafts, 'draft')}" if drafts else "it has no items yet"
    _streams.say(f"{name}: nothing to build, {why}.")
    if drafts:
        click.echo("  Finish a question, and delete its line `draft: true`.")


_A_DAY = 86_400  # seconds


def _given_date() -> int | None:
    """SOURCE_DATE_EPOCH, which reproducible builds set to seconds since 1970. It may be a day ahead
    of this computer's clock, since that of another computer may be fast."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return None
    # `int` raises on thousands of digits, and takes signs, blanks and digits of other scripts
    is_short = given.isascii() and given.isdecimal() and len(given) <= 10
    if not is_short or int(given) > LATEST:
        shown = printable(given[:40])
        raise click.UsageError(f"SOURCE_DATE_EPOCH is `{shown}`, not seconds since 1970")
    if int(given) > clock() + _A_DAY and clock() > EARLIEST:
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is `{given}`, which is in the future: "
            "Anki would ignore the changes of later builds"
        )
    return max(int(given), EARLIEST)
