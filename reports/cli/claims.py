"""``crosscheck claims``: what was read, before anything is compared."""

from __future__ import annotations

from pathlib import Path

import click

from claims.errors import InputError
from reports.cli.options import CONTEXT, FILE, PATHS, reading_options
from reports.cli.outputs import Destination, Outputs, say, write_file, write_stdout
from reports.cli.run import read, tell_skipped
from reports.settings import Settings
from reports.summary import count

FORMATS = ("text", "json", "csv", "html")
_SUFFIXES = {".txt": "text", ".json": "json", ".csv": "csv", ".html": "html", ".htm": "html"}


@click.command(
    "claims",
    short_help="Show the claims that articles make.",
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  crosscheck claims story.md
  crosscheck claims coverage/ --format json -o claims.json""",
)
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option(
    "-f", "--format", "format_name", type=click.Choice(FORMATS), help="Default: by the file's suffix, or text."
)
@click.option("-o", "output_file", type=FILE, metavar="FILE", help="Write to a file.")
@reading_options
def claims_command(
    *, paths: tuple[str, ...], format_name: str | None, output_file: Path | None, settings: Settings, quiet: bool
) -> int:
    """Show the claims that articles make: who, what, how many, when, and who says so."""
    file = output_file if output_file and str(output_file) != "-" else None
    chosen = format_name or (_format_of(file) if file and not file.is_dir() else "text")
    outputs = Outputs.to([Destination(chosen, file)])
    inputs = read(paths, settings)
    outputs.spare(article.path for article in inputs.articles)

    from claims.extract import read_claims
    from reports.claims_report import render_claims

    readings = read_claims(inputs.articles, syntax=settings.syntax)
    text = render_claims(readings, chosen, [*inputs.skipped, *inputs.faulty])
    if file:
        write_file(file, text)
    else:
        write_stdout(text)
    tell_skipped(inputs.faulty, "error")
    if not quiet:
        tell_skipped(inputs.skipped)
        claims = sum(len(reading.claims) for reading in readings)
        say(f"{count(claims, 'claim')} in {count(len(readings), 'article')}")
    return 2 if inputs.faulty else 0


def _format_of(file: Path) -> str:
    if file.suffix.lower() not in _SUFFIXES:
        raise InputError(f"{file}: no format goes with {file.suffix!r}; add --format (one of {', '.join(FORMATS)})")
    return _SUFFIXES[file.suffix.lower()]
