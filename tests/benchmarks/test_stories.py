"""The labelled stories of the benchmark, and what its scorer calls a find."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FOLDERS = sorted(p.parent for p in (BENCHMARKS / "stories").glob("*/*/gold.json"))


@pytest.fixture(scope="module")
def stories() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stories", BENCHMARKS / "stories.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_as_many_as_the_readme_says() -> None:
    assert len(FOLDERS) == 30


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_every_quote_stands_in_its_document(folder: Path) -> None:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {p.stem: p.read_text(encoding="utf-8") for p in folder.glob("?.txt")}
    for label in (label for kind in ("conflicts", "agreements", "traps") for label in gold[kind]):
        assert label["a"] != label["b"]
        for side in ("a", "b"):
            for quote in (label[f"{side}_quote"], *label.get(f"{side}_also", ())):
                assert quote in texts[label[side]]


TEXTS = {"a": "A quake killed 12 people on Friday. It was 10 km deep.", "b": "Fifteen died. The quake came on Friday."}
TOLL: dict[str, Any] = {
    "a": "a", "b": "b", "slot": "quantity", "strength": "hard",
    "a_quote": "killed 12 people", "b_quote": "Fifteen died", "a_value": "12 killed", "b_value": "15 killed",
}  # fmt: skip


def finding(a: str, b: str, values: tuple[str, str] = ("", ""), slot: str = "quantity") -> dict[str, Any]:
    """A finding at two places, the second document on the left."""

    def side(letter: str, quote: str, value: str) -> dict[str, Any]:
        start = TEXTS[letter].index(quote)
        return {"source": letter, "start": start, "end": start + len(quote), "value": value or quote}

    return {"slot": slot, "left": side("b", b, values[1]), "right": side("a", a, values[0])}


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (finding("A quake killed 12 people on Friday", "Fifteen died", ("12", "Fifteen")), True),
        (finding("12", "Fifteen"), True),
        (finding("A quake killed 12 people on Friday", "Fifteen died", ("Friday", "Fifteen")), True),
        (finding("A quake killed 12 people on Friday", "Fifteen died", ("10", "Fifteen")), False),
        (finding("It was 10 km deep", "Fifteen died", ("10 km", "Fifteen")), False),
        (finding("12 people", "Fifteen died", slot="time"), False),
        (finding("12 people", "Fifteen died", slot="polarity"), True),
    ],
)
def test_what_is_the_labelled_fact(stories: ModuleType, found: dict[str, Any], right: bool) -> None:
    assert stories.matches(found, TOLL, TEXTS) == right


def test_the_same_figures_elsewhere_are_no_false_alarm(stories: ModuleType) -> None:
    elsewhere = finding("on Friday", "on Friday", ("12", "15"))
    assert not stories.matches(elsewhere, TOLL, TEXTS)
    assert stories.same_figures(elsewhere, TOLL)
    assert not stories.same_figures(finding("on Friday", "on Friday", ("12", "16")), TOLL)
