"""Throw-away git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from reports.git_changes import changed_files


class Repository:
    """A throw-away repository, untouched by the settings of whoever runs the tests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false")
        command = ["git", *identity, *arguments]
        done = subprocess.run(command, cwd=self.path, capture_output=True, check=True, env=clean_environment())  # noqa: S603
        return done.stdout.decode()

    def write(self, name: str, text: str = "text\n") -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, *names: str, message: str = "change") -> str:
        for name in names:
            self.write(name, f"{name} {message}\n" * 5)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def changed(self, since: str, folder: str = "") -> set[str]:
        top = self.path.resolve()
        return {path.relative_to(top).as_posix() for path in changed_files(since, folder=self.path / folder)}


def clean_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
