"""``crosscheck check``: the gate."""

from __future__ import annotations

import click

from checker.types import CheckResult
from reports.baseline import Entry, read_baseline, stale_entries
from reports.cli.gate import Gate, VariadicAgainst, gather
from reports.cli.options import CONTEXT, EXPLAIN, FAIL_ON_CHECK, PATHS, check_options, output_options
from reports.cli.outputs import Outputs, say, write_stdout
from reports.cli.run import Outcome, compare, tell_skipped, tell_unused
from reports.explain import explain
from reports.selection import FAILING, focus_on_new, keep_findings
from reports.settings import Settings
from reports.summary import count, summarise


@click.command(
    "check",
    short_help="Fail if new articles contradict published ones.",
    cls=VariadicAgainst,
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  crosscheck check new.md --against published/
  crosscheck check drafts/*.md --against published/*.md archive/*.md --fail-on warning
  crosscheck check --since origin/main
  crosscheck check --since origin/main --output sarif=crosscheck.sarif --output github

\b
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad input (also a new
article that cannot be read), 130 interrupted.""",
)
@click.argument("new", nargs=-1, type=PATHS)
@click.option("--against", multiple=True, type=PATHS, metavar="PATHS...", help="Published articles.")
@click.option("--since", metavar="REV", help="New is what git says was added or changed since REV.")
@FAIL_ON_CHECK
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--baseline", type=PATHS, metavar="FILE", help="Findings that were accepted ('crosscheck baseline').")
@EXPLAIN
@output_options
@check_options
def check_command(
    *,
    new: tuple[str, ...],
    against: tuple[str, ...],
    since: str | None,
    exit_zero: bool,
    explained: str | None,
    outputs: Outputs,
    settings: Settings,
    quiet: bool,
) -> int:
    """Fail if new articles contradict published ones, or each other.

    Published articles are not compared among themselves. With --since, NEW are the places to look in, by default
    'articles' of the settings, and what did not change there is published. Without --against, published is what
    'articles' of the settings holds.
    """
    entries = accepted(settings)
    gate = gather(new, against, since, settings)
    outputs.spare(article.path for article in gate.inputs.articles)
    outcome = run_gate(gate, settings, quiet=quiet)
    if explained is not None:
        write_stdout(explain(outcome.complete, explained))
        return 0
    known = {entry.id for entry in entries}
    remaining = keep_findings(outcome.result, lambda finding: finding.id not in known)
    result = focus_on_new(remaining, gate.published)
    severities = FAILING[settings.fail_on]
    (outputs if quiet else outputs.or_text()).write(result, published=gate.published, fail_on=severities)
    tell_skipped([*gate.unread, *gate.inputs.faulty], "error")
    if not quiet:
        if since and not gate.new:
            say(f"no article was added or changed since {since}")
        _tell(gate, outcome, result, entries)
    if gate.unread or gate.inputs.faulty:
        return 2
    return int(not exit_zero and any(finding.severity in severities for finding in result.findings))


def accepted(settings: Settings) -> tuple[Entry, ...]:
    """The baseline in force; nothing where none was set and none is there."""
    if settings.baseline is None and not settings.baseline_file.exists():
        return ()
    return read_baseline(settings.baseline_file)


def run_gate(gate: Gate, settings: Settings, *, quiet: bool) -> Outcome:
    """Check the new articles of a gate; without any, there is nothing to find."""
    if not gate.new:
        empty = CheckResult(readings=(), findings=(), skipped=(*gate.inputs.skipped, *gate.inputs.faulty))
        return Outcome(empty, empty)
    return compare(gate.inputs, settings, least="warning", published=gate.published, quiet=quiet)


def _tell(gate: Gate, outcome: Outcome, result: CheckResult, entries: tuple[Entry, ...]) -> None:
    """The notes and the verdict, on standard error."""
    tell_skipped([item for item in gate.inputs.skipped if item not in gate.unread])
    tell_unused([item for item in outcome.unused if item.article not in gate.published])
    for entry in stale_entries(entries, outcome.complete.findings, outcome.complete, gate.published):
        say(f"note: stale baseline entry {entry.id}: {entry.explanation} ('crosscheck baseline' removes it)")
    summary = summarise(result)
    hidden = {
        "suppressed": len(outcome.suppressed),
        "in the baseline": len(outcome.result.findings) - len(result.findings),
    }
    aside = ", ".join(f"{number} {where}" for where, number in hidden.items() if number)
    say(
        f"{count(gate.new, 'new article')} checked against {count(len(gate.published), 'published one')}: "
        f"{count(summary.errors, 'error')}, {count(summary.warnings, 'warning')}{f' ({aside})' if aside else ''}"
    )
