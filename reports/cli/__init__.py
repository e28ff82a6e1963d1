"""The command line: one module per command, and what they share.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import click

from claims.errors import CrosscheckError
from reports.cli.baseline import baseline_command
from reports.cli.check import check_command
from reports.cli.claims import claims_command
from reports.cli.completion import completion_command
from reports.cli.config import config_command
from reports.cli.options import CONTEXT
from reports.cli.outputs import discard_stdout, say, use_utf8
from reports.cli.report import report_command
from reports.version import __version__

OK, FINDINGS, FAULT, INTERRUPTED = 0, 1, 2, 130


class _InOrder(click.Group):
    """Lists the commands in the order in which they were added: the most used first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_InOrder,
    context_settings=CONTEXT,
    invoke_without_command=True,
    epilog="""\b
Examples:
  crosscheck report a.txt b.html                      compare two articles
  crosscheck report coverage/ -o report.html          compare a folder, write a page
  crosscheck check new.md --against published/*.md    fail if new.md contradicts them
  crosscheck check --since origin/main                the same for a pull request

\b
Exit codes: 0 nothing to report, 1 findings, 2 bad input or usage, 130 interrupted.
'crosscheck COMMAND --help' tells more about a command.""",
)
@click.version_option(__version__, prog_name="crosscheck", message="%(prog)s %(version)s")
@click.pass_context
def crosscheck(context: click.Context) -> int | None:
    """Compare what several sources say about the same events, fact by fact."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        return FAULT
    return None


for _command in (
    report_command,
    check_command,
    baseline_command,
    claims_command,
    config_command,
    completion_command,
):
    crosscheck.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code. Every error ends here, in one line."""
    use_utf8()
    try:
        code = crosscheck.main(arguments, prog_name="crosscheck", standalone_mode=False)
        return code if isinstance(code, int) else OK
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "crosscheck"
        message = " ".join(error.format_message().split())  # click lists choices in lines of their own
        return _fault(f"{message} (see '{command} --help')")
    except (CrosscheckError, click.ClickException) as error:
        return _fault(error.format_message() if isinstance(error, click.ClickException) else str(error))
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        discard_stdout()
        return OK
    except OSError as error:
        discard_stdout()
        where = f"{error.filename}: " if error.filename else ""
        return _fault(f"{where}{error.strerror or error}")
    except ImportError as error:
        return _fault(f"the installation is incomplete ({error}); install crosscheck anew")
    except MemoryError:
        return _fault("there is not enough memory; compare fewer or shorter articles at a time")
    except Exception as error:  # a defect of this program: not to be taken for findings (1)
        traceback.print_exc()
        return _fault(f"internal error, please report it with the lines above: {type(error).__name__}: {error}")


def _fault(message: str) -> int:
    for line in message.splitlines() or ["unknown error"]:
        say(f"error: {line}")
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
