"""What is heavy is imported when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "rich", "jinja2", "torch", "spacy", "sentence_transformers", "rapidfuzz", "numpy")
RENDER = "import sys; sys.path[:0] = {paths!r}; import samples as s, reports as r; r.render(s.two_sources(), {name!r})"


def loaded(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after some code."""
    root = Path(__file__).parents[2]
    code = f"{code}; import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)  # noqa: S603
    return set(done.stdout.split())


def test_import_is_light() -> None:
    assert loaded("import reports, reports.summary, reports.sanitize, checker.rules") == set()


@pytest.mark.parametrize("name", ["json", "csv", "markdown", "sarif", "junit", "github"])
def test_plain_formats_need_nothing_heavy(name: str) -> None:
    folder = Path(__file__).parent
    assert loaded(RENDER.format(paths=[str(folder), str(folder.parents[1])], name=name)) == set()
