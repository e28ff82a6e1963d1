"""Planted contradictions: each edit makes one quote contradict the other, or is not made."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import plant_faults


@pytest.mark.parametrize(
    ("quote", "other", "edited"),
    [
        ("Fire killed 12 people", "12 died in the fire", "Fire killed 22 people"),
        ("a quake of magnitude 6.1", "the 6.1 quake", "a quake of magnitude 12.4"),
        ("some 1,200 houses burned", "1,200 homes are lost", None),  # a rounded count leaves room
        ("at least 12 died", "12 people were killed", None),
        ("Fire killed 12 people", "Fire killed people on 12th Street", None),
        ("Three men were held", "police held three", "seven men were held"),
        ("Fire killed 12", "Fire killed 14", None),
    ],
)
def test_a_number_that_both_give_exactly_is_changed(quote: str, other: str, edited: str | None) -> None:
    edit = plant_faults.number(quote, other)
    assert (edit and edit[0]) == edited


@pytest.mark.parametrize(
    ("quote", "other", "edited"),
    [
        ("on Friday", "Friday's vote", "on Sunday"),
        ("on Friday", "on Monday", None),
        ("on June 2", "the talks of June 2", "on June 11"),
    ],
)
def test_a_day_that_both_give_is_changed(quote: str, other: str, edited: str | None) -> None:
    edit = plant_faults.day(quote, other)
    assert (edit and edit[0]) == edited


@pytest.mark.parametrize(
    ("quote", "edited"),
    [
        ("The dam was inspected", "The dam was not inspected"),
        ("The dam was not inspected", "The dam was inspected"),
        ("The firm denied the leak", "The firm confirmed the leak"),
        ("She refused to resign", "She agreed to resign"),
        ("Rain fell", None),
    ],
)
def test_a_reversal_says_the_opposite(quote: str, edited: str | None) -> None:
    edit = plant_faults.reversal(quote)
    assert (edit and edit[0]) == edited


def test_copies_of_a_cluster(tmp_path: Path) -> None:
    cluster = tmp_path / "in" / "c01"
    cluster.mkdir(parents=True)
    texts = {"a": "A fire killed 12 people in Lisbon on Friday.", "b": "On Friday 12 people died in a fire in Lisbon."}
    agreed = {"a": "a", "b": "b", "a_quote": texts["a"], "b_quote": texts["b"], "slot": "quantity"}
    for name, text in texts.items():
        (cluster / f"{name}.txt").write_text(text, encoding="utf-8")
    (cluster / "meta.json").write_text("[]", encoding="utf-8")
    (cluster / "gold.json").write_text(json.dumps({"agreements": [agreed]}), encoding="utf-8")
    assert plant_faults.plant(cluster, tmp_path / "out") == 6
    for folder in (tmp_path / "out").iterdir():
        (conflict,) = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["conflicts"]
        edited = (folder / f"{conflict['a']}.txt").read_text(encoding="utf-8")
        assert edited == conflict["a_quote"] != texts[conflict["a"]]
        assert conflict["a_value"] in edited
        assert (folder / f"{conflict['b']}.txt").read_text(encoding="utf-8") == texts[conflict["b"]]
        assert conflict["b_value"] in texts[conflict["b"]]
