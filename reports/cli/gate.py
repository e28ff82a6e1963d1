"""What the gate compares: new articles with published ones and with each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

import click

from claims.errors import InputError
from claims.types import Skipped
from reports.cli.run import Inputs, read
from reports.git_changes import changed_files
from reports.settings import Settings


@dataclass(frozen=True, slots=True)
class Gate:
    """Articles of a gate. ``published`` are the ids of those that are not compared among themselves,
    ``unread`` the new ones that could not be read."""

    inputs: Inputs
    published: frozenset[str]
    unread: tuple[Skipped, ...] = ()

    @property
    def new(self) -> int:
        """How many articles are new."""
        return len(self.inputs.articles) - len(self.published)


class VariadicAgainst(click.Command):
    """A command whose ``--against`` takes all paths up to the next option, as a shell's pattern gives them.

    ``--against=PATH`` takes that one alone.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write ``--against A B`` as ``--against=A --against=B``."""
        spread: list[str] = []
        taking = False
        for place, argument in enumerate(args):
            if argument == "--":
                spread += args[place:]
                break
            if argument.startswith("-") and argument != "-":
                taking = argument == "--against" and place + 1 < len(args)
                spread += [] if taking else [argument]
            else:
                spread.append(f"--against={argument}" if taking else argument)
        return super().parse_args(ctx, spread)


def gather(new: Sequence[str], against: Sequence[str], since: str | None, settings: Settings) -> Gate:
    """Read the articles of a gate.

    With ``since``, ``new`` are the places to look in (by default those of the settings), and what did not
    change there is published, unless ``against`` says what is. Raises InputError where nothing says what is
    new, or what it is compared with, or where nothing of that can be read.
    """
    if since is not None and not since.strip():
        raise InputError("--since is empty; name a branch, a tag or a commit, such as origin/main")
    roots = [*new] or [str(path) for path in settings.articles if since]
    if since and not roots:
        raise InputError("--since: where are the articles? name their folder, or set articles in crosscheck.toml")
    if not roots:
        after = "; what follows --against is published (--against=PATH takes one path)" if against else ""
        raise InputError(f"no new article is named: name some, or use --since REV{after}")
    others = [*against] or ([] if since else [str(path) for path in settings.articles])
    if not since and not others:
        raise InputError("nothing to compare with: add --against PATHS, or set articles in crosscheck.toml")
    listed = below(roots)
    changed = changed_files(since) if since else frozenset[Path]()

    def is_new(path: str) -> bool:
        return listed(path) and (not since or Path(path).resolve() in changed)

    inputs = read([*roots, *others], settings, by_path=True)
    if since and against:
        kept = below(against)
        inputs = inputs.only(lambda path: is_new(path) or kept(path))
    published = frozenset(article.id for article in inputs.articles if not is_new(article.path))
    unread = tuple(item for item in inputs.skipped if is_new(item.path))
    lost = [item for item in inputs.skipped if item not in unread]
    if others and lost and not published:  # a gate that compares with nothing must not pass
        raise InputError(f"nothing to compare with: {InputError.from_skipped(lost)}")
    return Gate(inputs, published, unread)


def below(paths: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path is one of ``paths``, matches a pattern among them, or lies in a folder among them."""
    found = {Path(path).resolve() for path in paths if path != "-"}
    patterns = [path for path in paths if has_magic(path)]
    found |= {Path(path).resolve() for pattern in patterns for path in glob(pattern, recursive=True)}  # noqa: PTH207

    def holds(path: str) -> bool:
        if path == "-":
            return path in paths
        full = Path(path).resolve()
        return full in found or not found.isdisjoint(full.parents)

    return holds
