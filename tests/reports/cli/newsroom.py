"""The articles that the command line is tried on, and processes of their own to try it in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

A = "Fire at the mill\n\n12 people were hurt.\n\nThe gate was open.\n"
B = "Blaze at the mill\n\n15 people were hurt.\n\nThe gate was not open.\n"
C = "Mill burns\n\n12 people were hurt.\n"
ARTICLES = {"a.txt": A, "b.txt": B, "c.txt": C}

Run = Callable[..., tuple[int, str, str]]


def python(code: str, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, without the settings of whoever runs the tests."""
    root = Path(__file__).parents[3]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CROSSCHECK_")}
    environ = kept | {"PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environ)  # noqa: S603
