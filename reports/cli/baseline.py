"""``crosscheck baseline``: accept what is found today."""

from __future__ import annotations

import getpass
import subprocess
from datetime import UTC, datetime

import click

from claims.errors import InputError
from reports.baseline import read_baseline, record, render_baseline, stale_entries
from reports.cli.check import run_gate
from reports.cli.gate import Gate, VariadicAgainst, gather
from reports.cli.options import CONTEXT, PATHS, check_options
from reports.cli.outputs import say, write_file
from reports.cli.run import read, tell_skipped
from reports.settings import Settings
from reports.summary import count


@click.command(
    "baseline",
    short_help="Accept today's findings, so that only new ones fail.",
    cls=VariadicAgainst,
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  crosscheck baseline published/ --why "known before the check was introduced"
  crosscheck baseline new.md --against published/ --why "our count is later" --by "Ana Ruiz\"""",
)
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--against", multiple=True, type=PATHS, metavar="PATHS...", help="Published articles, as for check.")
@click.option("--since", metavar="REV", help="New is what git says was added or changed since REV, as for check.")
@click.option("--why", required=True, metavar="TEXT", help="Why the new entries are accepted.")
@click.option("--by", metavar="NAME", help="Who accepts them (default: the name that git knows).")
@click.option("--baseline", type=PATHS, metavar="FILE", help="The file to write.")
@check_options
def baseline_command(
    *,
    paths: tuple[str, ...],
    against: tuple[str, ...],
    since: str | None,
    why: str,
    by: str | None,
    settings: Settings,
    quiet: bool,
) -> int:
    """Record today's findings, so that 'crosscheck check' fails for new ones only.

    Without --against and --since, all articles (by default those of the settings) are compared with each other.
    Entries that are there stay with who, when and why; those whose articles were compared and no longer differ go.
    """
    if not why.strip():
        raise InputError("--why is empty; say in a few words why these findings are accepted")
    file = settings.baseline_file
    old = read_baseline(file) if file.exists() else ()
    gate = gather(paths, against, since, settings) if against or since else _everything(paths, settings)
    outcome = run_gate(gate, settings, quiet=quiet)
    findings = outcome.result.discrepancies
    stale = stale_entries(old, outcome.complete.findings, outcome.complete, gate.published)
    today = datetime.now(UTC).date().isoformat()
    entries = record(old, findings, stale, by=by or _name(), when=today, why=why.strip())
    write_file(file, render_baseline(entries))
    tell_skipped([*gate.unread, *gate.inputs.faulty], "error")
    if not quiet:
        added = len({entry.id for entry in entries} - {entry.id for entry in old})
        say(f"{file}: {count(len(entries), 'entry', 'entries')} ({added} new, {len(stale)} stale removed)")
    return 2 if gate.unread or gate.inputs.faulty else 0


def _everything(paths: tuple[str, ...], settings: Settings) -> Gate:
    """All articles as new ones."""
    roots = [*paths] or [str(path) for path in settings.articles]
    if not roots:
        raise InputError("no article is named: name some, or set articles in crosscheck.toml")
    inputs = read(roots, settings, by_path=True)
    return Gate(inputs, frozenset(), inputs.skipped)


def _name() -> str:
    """The name that git commits under, or that of the account."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, check=False)  # noqa: S607
        if name := done.stdout.decode(errors="replace").strip():
            return name
    except OSError:
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
