"""``crosscheck report``: compare articles with each other."""

from __future__ import annotations

import click

from claims.errors import InputError
from reports.cli.options import CONTEXT, EXPLAIN, FAIL_ON_REPORT, PATHS, check_options, output_options
from reports.cli.outputs import Outputs, say, write_stdout
from reports.cli.run import compare, read, tell_skipped, tell_unused
from reports.explain import explain
from reports.selection import FAILING
from reports.settings import FailOn, Settings
from reports.summary import count, summarise


@click.command(
    "report",
    short_help="Compare articles with each other.",
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  crosscheck report a.txt b.html
  crosscheck report coverage/ -o report.html
  crosscheck report 'raid/*.md' --min-severity warning --format markdown
  curl -s https://example.org/story | crosscheck report - ours.md
  crosscheck report draft.md --within
  crosscheck report a.txt b.txt --explain 3f2a9c""",
)
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@EXPLAIN
@FAIL_ON_REPORT
@output_options
@check_options
def report_command(
    *,
    paths: tuple[str, ...],
    explained: str | None,
    fail_on_report: FailOn | None,
    outputs: Outputs,
    settings: Settings,
    quiet: bool,
) -> int:
    """Compare articles and report where they agree and where they differ.

    PATHS are files, folders and patterns of text, Markdown, HTML, JSON, JSON Lines or CSV; '-' is standard input.
    The exit code is 0 whatever is found; --fail-on makes it 1.
    """
    inputs = read(paths, settings)
    outputs.spare(article.path for article in inputs.articles)
    if len(inputs.articles) == 1 and not settings.within:
        tell_skipped(inputs.skipped)
        raise InputError(
            f"{inputs.articles[0].path}: is the only article; name at least two to compare, "
            "or compare it with itself (--within)"
        )
    outcome = compare(inputs, settings, least="agreement", quiet=quiet)
    if explained is not None:
        write_stdout(explain(outcome.complete, explained))
        return 0
    outputs.write(outcome.result, **({"fail_on": FAILING[fail_on_report]} if fail_on_report else {}))
    tell_skipped(inputs.faulty, "error")
    if not quiet:
        tell_skipped(inputs.skipped)
        tell_unused(outcome.unused)
        left_out = len(outcome.complete.findings) - len(outcome.suppressed) - len(outcome.result.findings)
        aside = [f"{count(len(outcome.suppressed), 'finding')} suppressed."] * bool(outcome.suppressed)
        aside += [f"{count(left_out, 'finding')} left out of the report."] * bool(left_out)
        say(" ".join([summarise(outcome.complete).verdict, *aside]))
    if inputs.faulty:
        return 2
    severities = FAILING[fail_on_report or "never"]
    return int(any(finding.severity in severities for finding in outcome.result.findings))
