"""Runs `quizgen COMMAND`. Each command is a module in `commands/`, which is loaded when used."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any, TextIO

import click

from quizgen import __version__, commands, registry
from quizgen.diagnostics import printable, printable_lines


class _Commands(click.Group):
    """Finds commands in their directory. The list in `quizgen --help` is made from the first lines
    of the modules, so that none of them is imported."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in registry.names(commands):
            _, _, about = registry.summary(commands, name).partition(": ")
            rows.append((name, about[:1].upper() + about[1:]))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(registry.names(commands))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in registry.names(commands):
            return None
        found: click.Command = registry.load(commands, cmd_name).command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Words errors of the system as messages. Names in them may have characters that a terminal
        would obey, so these are replaced."""
        try:
            return super().invoke(ctx)
        except click.ClickException as problem:
            shown = printable_lines(problem.message)
            problem.message = shown  # type: ignore[misc]  # final, yet what it prints
            raise
        except OSError as fault:
            if fault.errno == errno.EPIPE:  # the reader of a pipe is gone; click ends quietly
                raise
            about = f"{fault.filename}: " if fault.filename else ""
            raise click.ClickException(printable(f"{about}{fault.strerror or fault}")) from fault

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in registry.names(commands):
            # only a mistyped name needs it, so that all else starts faster
            from quizgen.reading.nodes import did_you_mean

            hint = did_you_mean(name, registry.names(commands))
            raise click.UsageError(f"there is no command `{name}`; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""Start with: quizgen new my-quiz

\b
Completion by Tab needs a line in the start file of the shell:
  bash:  eval "$(_QUIZGEN_COMPLETE=bash_source quizgen)"
  zsh:   eval "$(_QUIZGEN_COMPLETE=zsh_source quizgen)"
  fish:  _QUIZGEN_COMPLETE=fish_source quizgen | source
""",
)
@click.version_option(__version__, prog_name="quizgen")
def cli() -> None:
    """Compiles question templates about the claims made in a text into Anki decks, printable
    quizzes and a self-test in the terminal."""


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def main() -> Any:
    """Runs the command line. Output does not fail if the terminal's code page lacks a character, or
    if a stream is closed."""
    sys.stdout, sys.stderr = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return cli(prog_name="quizgen")
    except OSError as fault:  # the help cannot be printed
        sys.stderr.write(f"Error: {fault.strerror}\n")
        raise SystemExit(1) from None
    finally:
        try:
            sys.stdout.flush()
        except OSError:  # a full disk, on which Python would try again, and end with a traceback
            os.dup2(_nowhere().fileno(), sys.stdout.fileno())


if __name__ == "__main__":
    main()
