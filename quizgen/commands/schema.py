"""`quizgen schema`: prints the JSON Schema that teaches an editor the deck format."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizgen.commands import _streams
from quizgen.commands._streams import ANY_FILE, write_file
from quizgen.load.format import schema


@click.command(epilog="Example: quizgen schema -o decks/schema.json")
@click.option("-o", "--output", type=ANY_FILE, help="Write it to this file.")
def command(output: Path | None) -> None:
    """Prints the JSON Schema of decks, for editors.

    A deck that begins with `# yaml-language-server: $schema=schema.json` gets completion and
    checks in editors with the YAML language server.
    """
    if output is None:
        click.echo(schema_text(), nl=False)
    else:
        write_file(output, schema_text().encode())
        _streams.say(f"{output} written")


def schema_text() -> str:
    """The schema as the file `schema.json` holds it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
