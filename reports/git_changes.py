"""Which files did a branch add or change? Asked of git, as a pull request shows it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from claims.errors import InputError


def changed_files(since: str, *, folder: Path | None = None) -> set[Path]:
    """Return the files (absolute paths) added or changed since the branch left ``since``.

    The comparison starts from the merge base of ``since`` and HEAD, as for a pull request, and goes to the
    working tree, which is what will be read: in CI that is HEAD, at a desk it includes what is not
    committed yet. Deleted files are left out. Raises InputError without git, outside a repository (that of
    ``folder``, by default the working directory), and for a revision that git cannot find.
    """
    here = Path() if folder is None else folder
    top = Path(os.fsdecode(_git(here, "rev-parse", "--show-toplevel").rstrip(b"\r\n"))).resolve()
    base = _merge_base(here, since)
    changed = _git(top, "diff", "--name-only", "-z", "--no-ext-diff", "--no-relative", "--diff-filter=ACMR", base, "--")
    untracked = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return {top / os.fsdecode(name) for name in (changed + untracked).split(b"\0") if name}


def _merge_base(here: Path, since: str) -> str:
    if since.startswith("-") or not since.strip():
        raise InputError(f"--since {since!r} is no revision; name a branch, a tag or a commit, such as origin/main")
    if _run(here, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}").returncode:
        fetch = f"check the name, or fetch it first: git fetch origin {since.removeprefix('origin/')}"
        raise InputError(f"--since {since}: git knows no such revision here; {_remedy(here, fetch)}")
    base = _run(here, "merge-base", since, "HEAD")
    if base.returncode:
        remedy = _remedy(here, "name a revision of the same history")
        raise InputError(f"--since {since}: git finds no common ancestor of it and HEAD; {remedy}")
    return base.stdout.decode().strip()


def _remedy(here: Path, otherwise: str) -> str:
    if _git(here, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return "this clone is shallow, so fetch its whole history (fetch-depth: 0 in CI, or git fetch --unshallow)"
    return otherwise


def _git(here: Path, *arguments: str) -> bytes:
    done = _run(here, *arguments)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {done.returncode}"]
        if "not a git repository" in said[0]:
            raise InputError(f"--since needs a git repository, and {here.resolve()} is in none; name the new articles")
        trust = f"; git config --global --add safe.directory {here.resolve()}" if "dubious ownership" in said[0] else ""
        raise InputError(f"git {arguments[0]} failed: {said[0].removeprefix('fatal: ')}{trust}")
    return done.stdout


def _run(here: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(here), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})  # noqa: S603
    except FileNotFoundError as error:
        raise InputError("--since needs git, which is not installed here; name the new articles instead") from error
