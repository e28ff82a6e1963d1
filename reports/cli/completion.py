"""``crosscheck completion``: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from claims.errors import InputError
from reports.cli.options import CONTEXT
from reports.cli.outputs import write_stdout

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    short_help="Print the completion script of a shell.",
    context_settings=CONTEXT,
    epilog="""\b
To switch it on:
  bash  add to ~/.bashrc:  eval "$(crosscheck completion bash)"
  zsh   add to ~/.zshrc:   eval "$(crosscheck completion zsh)"
  fish  crosscheck completion fish > ~/.config/fish/completions/crosscheck.fish""",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, *, shell: str) -> int:
    """Print the completion script of a shell."""
    kind = get_completion_class(shell)
    if kind is None:
        raise InputError(f"there is no completion for {shell}; choose one of {', '.join(SHELLS)}")
    write_stdout(kind(context.find_root().command, {}, "crosscheck", "_CROSSCHECK_COMPLETE").source())
    return 0
