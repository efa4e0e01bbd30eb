"""`quizgen verify`: says what importing a newer .apkg does to learners of an older one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizgen.commands._shared import end, print_problems
from quizgen.commands._streams import EXISTING_FILE, content_of
from quizgen.diagnostics import Diagnostic, has_errors


@click.command(epilog="Example: quizgen verify released/week-1.apkg dist/week-1/week-1.apkg")
@click.argument("old", type=EXISTING_FILE)
@click.argument("new", type=EXISTING_FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Print the outcome in this format.",
)
def command(old: Path, new: Path, form: str) -> None:
    """Says what importing NEW does to a learner who has OLD.

    It counts what Anki would add, update, skip and leave behind, by Anki's rules but without
    Anki, also for packages that other programs made. The exit code is 1 if a learner would lose
    something: updates that never arrive, cards without content, edits overwritten for nothing.
    """
    # imported here, as elsewhere in the commands, so that `quizgen --help` stays fast
    from quizgen.releases.verify import compare
    from quizgen.releases.verify.archive import read_package
    from quizgen.releases.verify.report import as_mapping, as_rows, harms, unread

    before, after = (read_package(content_of(path), str(path)) for path in (old, new))
    if isinstance(before, Diagnostic) or isinstance(after, Diagnostic):
        problems = [each for each in (before, after) if isinstance(each, Diagnostic)]
        rows, mapping = [], unread(problems)
    else:
        outcome = compare(before, after)
        problems = harms(outcome)
        rows, mapping = [*as_rows(outcome), ""], as_mapping(outcome, problems)
        if not has_errors(problems):
            stay = ", but cards stay in the deck where they are" if outcome.moves else ""
            rows.append(f"Safe to import{stay}.")
    if form == "json":
        click.echo(json.dumps(mapping, indent=2))
    else:
        click.echo("\n".join(rows), nl=bool(rows))
        print_problems(problems, form)
    end(problems)
