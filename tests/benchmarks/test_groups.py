"""The benchmark of groups: which pairs it makes, and that the bundled groups can be read."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import groups

from checker.config import Config

BUNDLED = Path(__file__).parents[2] / "benchmarks" / "groups"


def test_the_first_sentence_stands_beside_each_other_one(tmp_path: Path) -> None:
    path = tmp_path / "groups_x.txt"
    group = "# s ferry\nA The ferry {sank}.\n= It {went down}.\n! The ferry {stayed afloat}.\n"
    path.write_text(group, encoding="utf-8")
    assert list(groups.pairs(path)) == [
        ("s", "=", "The ferry sank.", "It went down."),
        ("s", "!", "The ferry sank.", "The ferry stayed afloat."),
    ]


def test_what_is_reported() -> None:
    config = Config(use_cache=False)
    assert groups.is_reported("Nine people drowned off Lund.", "Four people drowned off Lund.", config)
    assert not groups.is_reported("Nine people drowned off Lund.", "Nine people drowned off Lund.", config)


def test_the_bundled_groups_are_those_that_the_page_counts() -> None:
    found = [pair for path in BUNDLED.glob("*.txt") for pair in groups.pairs(path)]
    assert {kind for kind, *_ in found} == set(groups.KINDS)
    assert {sign for _, sign, *_ in found} == set(groups.COLUMNS)
    count = sum(path.read_text(encoding="utf-8").count("# ") for path in BUNDLED.glob("*.txt"))
    assert f"{count} groups" in (BUNDLED / "README.md").read_text(encoding="utf-8")
