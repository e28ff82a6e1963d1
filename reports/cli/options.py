"""The options that several commands share, and what they become: settings and outputs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reports import FORMATS
from reports.cli.outputs import Outputs, say
from reports.settings import FAIL_ON, FILE_NAME, LEVELS, load, unknown_variables

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
PATHS = click.Path(path_type=str)
FILE = click.Path(path_type=Path)

Command = Callable[..., Any]

_READING = (
    click.option("--syntax", metavar="S", help="spaCy pipeline for the syntax, by name or folder."),
    click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="NAME=COLUMN",
        help="What CSV, JSON and JSON Lines articles call a field: text=body.",
    ),
    click.option("--no-suppressions", is_flag=True, help="Do not heed 'crosscheck: ignore' in the articles."),
    click.option("--config", type=FILE, metavar="FILE", help=f"Settings to use instead of the nearest {FILE_NAME}."),
    click.option("-q", "--quiet", is_flag=True, help="No progress, notes or summary on standard error."),
)
_JUDGING = (
    click.option("--model", metavar="M", help="sentence-transformers model, by name or folder."),
    click.option(
        "--entailment", metavar="E", help="Cross-encoder for entailment, by name or folder; 'none' does without."
    ),
    click.option("--min-severity", type=click.Choice(LEVELS), help="Leave out findings below this severity."),
    click.option("--min-confidence", type=float, metavar="X", help="Leave out findings below this confidence, 0 to 1."),
    click.option(
        "--discrepancy-threshold",
        type=float,
        metavar="X",
        help="How probable a discrepancy has to be to be reported, 0 to 1 (default: that of the policy).",
    ),
    click.option("--agreement-threshold", type=float, metavar="X", help="The same for an agreement."),
    click.option("--policy", type=PATHS, metavar="FILE", help="Changes to the policy, as TOML."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Leave out the findings of a rule. Can be repeated."),
    click.option("--within", is_flag=True, help="Compare each new article with itself too: headline with body."),
    click.option("--no-cache", is_flag=True, help="Do not read or keep embeddings on disk."),
)
_OUTPUTS = (
    click.option(
        "-f", "--format", "format_name", metavar="FORMAT", help=f"{', '.join(FORMATS)} (default: by the file's suffix)."
    ),
    click.option("-o", "output_file", type=FILE, metavar="FILE", help="Write the report to a file."),
    click.option(
        "--output",
        "more_outputs",
        multiple=True,
        metavar="FORMAT[=FILE]",
        help="One of several outputs; without a file it goes to standard output. Can be repeated.",
    ),
    click.option("--summary", type=FILE, metavar="FILE", help="Append the report to a file as Markdown."),
)
EXPLAIN = click.option("--explain", "explained", metavar="ID", help="Show the way to one finding, and no report.")
FAIL_ON_CHECK = click.option(
    "--fail-on", type=click.Choice(FAIL_ON), help="Severity from which the exit code is 1 (default: error)."
)
FAIL_ON_REPORT = click.option(
    "--fail-on",
    "fail_on_report",
    type=click.Choice(FAIL_ON),
    help="Severity from which the exit code is 1 (default: never).",
)


def _add(command: Command, *groups: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed([option for group in groups for option in group]):
        command = option(command)
    return command


def reading_options(command: Command) -> Command:
    """Options of reading; the command gets ``settings`` and ``quiet``."""
    return _add(_settings(command), _READING)


def check_options(command: Command) -> Command:
    """Options of reading and judging; the command gets ``settings`` and ``quiet``."""
    return _add(_settings(command), _JUDGING, _READING)


def output_options(command: Command) -> Command:
    """Options of writing; the command gets ``outputs``."""

    @wraps(command)
    def run(
        *,
        format_name: str | None,
        output_file: Path | None,
        more_outputs: tuple[str, ...],
        summary: Path | None,
        **others: Any,
    ) -> Any:
        outputs = Outputs.parse(format_name, output_file, more_outputs, summary)
        return command(outputs=outputs, **others)

    return _add(run, _OUTPUTS)


def _settings(command: Command) -> Command:
    """Turn the options into settings."""

    @wraps(command)
    def run(*, config: Path | None, quiet: bool, **options: Any) -> Any:
        given = {
            "model": options.pop("model", None),
            "entailment": options.pop("entailment", None),
            "syntax": options.pop("syntax"),
            "fields": _pairs(options.pop("fields")) or None,
            "min-severity": options.pop("min_severity", None),
            "min-confidence": options.pop("min_confidence", None),
            "discrepancy-threshold": options.pop("discrepancy_threshold", None),
            "agreement-threshold": options.pop("agreement_threshold", None),
            "policy": options.pop("policy", None),
            "ignore": options.pop("ignore", None) or None,
            "within": True if options.pop("within", False) else None,
            "use-cache": False if options.pop("no_cache", False) else None,
            "suppressions": False if options.pop("no_suppressions") else None,
            "fail-on": options.pop("fail_on", None),
            "baseline": options.pop("baseline", None),
        }
        settings = load(given, file=config)
        if not quiet:
            for line in unknown_variables():
                say(f"note: {line}")
        return command(settings=settings, quiet=quiet, **options)

    return run


def _pairs(fields: tuple[str, ...]) -> dict[str, str]:
    for pair in fields:
        if not all(part.strip() for part in pair.partition("=")):
            raise click.UsageError(f"--field {pair!r} is not of the form NAME=COLUMN, such as text=body")
    return dict(pair.split("=", 1) for pair in fields)
