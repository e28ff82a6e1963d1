"""The notebook runs from beginning to end, and what is committed can be shown to anybody.

CROSSCHECK_UPDATE_SNAPSHOTS=1 writes its outputs anew.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook needs nbformat")

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "explore_conflicts.ipynb"
UPDATE = os.environ.get("CROSSCHECK_UPDATE_SNAPSHOTS") == "1"
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|tmp|work|private|usr|opt)/|[A-Z]:\\\\")


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def without_volatile_parts(notebook: Any) -> Any:
    """Drop what changes from run to run and from machine to machine."""
    notebook.metadata.language_info = {"name": "python"}
    for cell in code_cells(notebook):
        cell.metadata = {}
        for output in cell.outputs:
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
    return notebook


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ipykernel", reason="the notebook needs ipykernel")
    pytest.importorskip("matplotlib", reason="the notebook needs matplotlib")
    client = pytest.importorskip("nbclient", reason="the notebook needs nbclient")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    # An error in a cell stops the run with CellExecutionError, which shows the cell.
    client.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": tmp_path / "notebooks"}}).execute()
    for cell in code_cells(notebook):
        assert [o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr"] == []
    page = (tmp_path / "notebooks" / "build" / "conflicts.html").read_text(encoding="utf-8")
    assert "</html>" in page
    if UPDATE:
        nbformat.write(without_volatile_parts(notebook), NOTEBOOK)


def test_what_is_committed() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert cell.outputs, f"the cell {cell.id!r} shows nothing"
        assert not [output for output in cell.outputs if output.output_type == "error"]
    assert not MACHINE_PATHS.search(text)
    assert len(text) < 400_000


def test_every_step_is_introduced() -> None:
    kinds = [cell.cell_type for cell in nbformat.read(NOTEBOOK, as_version=4).cells]
    assert "code code code" not in " ".join(kinds)
    assert kinds[0] == kinds[-1] == "markdown"


def test_the_page_of_the_docs_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="the plots need matplotlib")
    matplotlib.use("Agg")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    page = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    for snippet in snippets:
        exec(snippet, names)  # noqa: S102 (the project's own page)
    matplotlib.pyplot.close("all")
    assert len(names["bolder"].discrepancies) >= len(names["stricter"].discrepancies)
    errors = {name: len(names[name].filter(severity="error").findings) for name in ("lenient", "result", "unforgiving")}
    assert errors["lenient"] <= errors["result"] < errors["unforgiving"]
    assert "Keld" in names["page"]
