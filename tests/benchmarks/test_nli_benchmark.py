"""The benchmark of sentence pairs: what counts as right in sets of two and three classes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def load(name: str) -> ModuleType:
    spec = spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


nli = load("nli")
BOTH = {"contradiction", "entailment", "neutral"}


@pytest.mark.parametrize(
    ("row", "classes", "expected"),
    [
        ((0.5, 0.3, 0.2), BOTH, "contradiction"),
        ((0.1, 0.3, 0.6), BOTH, "neutral"),
        ((0.3, 0.4, 0.3), {"entailment", "neutral"}, "neutral"),
        ((0.1, 0.6, 0.3), {"entailment", "neutral"}, "entailment"),
        ((0.1, 0.2, 0.7), {"entailment", "contradiction"}, "entailment"),
        ((0.0, 0.0, 1.0), {"entailment", "contradiction"}, "contradiction"),
    ],
)
def test_decide(row: Sequence[float], classes: set[str], expected: str) -> None:
    assert nli.decide(row, classes) == expected


class Always:
    """A model that takes everything for entailed."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.tile(np.array([0.1, 0.8, 0.1], dtype=np.float32), (len(pairs), 1))


def test_measure(tmp_path: Path) -> None:
    rows = [
        ("The band sold 900 records.", "The band sold 700 records.", "contradiction"),
        ("The band sold 900 records.", "The band sold more than 700 records.", "entailment"),
        ("The band sold fewer than 900 records.", "The band sold 700 records.", "neutral"),
        ("The band went on tour.", "The band toured.", "entailment"),
    ]
    path = tmp_path / "small.jsonl"
    path.write_text(
        "\n".join(json.dumps(dict(zip(("premise", "hypothesis", "label"), row, strict=True))) for row in rows),
        encoding="utf-8",
    )
    figures = nli.measure(nli.read_set(path), Always())
    assert (figures.pairs, figures.majority, figures.model, figures.slots, figures.both) == (4, 50, 50, 75, 100)
    assert nli.line("small", figures) == "| small | 4 | 50.0 | 50.0 | 75.0 | 100.0 |  |  |  |"


@pytest.mark.parametrize("line", ["no json", '{"premise": "a", "hypothesis": "b", "label": "yes"}', '["a", "b"]'])
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f'{{"premise": "a", "hypothesis": "b", "label": "neutral"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"bad\.jsonl:2"):
        nli.read_set(path)
