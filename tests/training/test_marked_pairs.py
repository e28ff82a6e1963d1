"""Marked pairs become clusters: where the marks stand, and what they say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import marked_pairs

MARKED = """=== a ferry aground off Velmar
A 2019-03-04
Ferry with {q_aboard!|212} aboard runs aground
The ferry struck a reef off {p_reef|Velmar} on {t_struck|Sunday}. {q_hurt|Nine} were hurt.
B 2019-03-05
Passengers tell of night on the reef
Some {q_aboard!|180} people sat on the deck off {p_reef|Velmar}; all {q_aboard!|180} are safe.

=== a strike at Orvik
A 2020-01-01
Strike {s_strike?|called off}
B 2020-01-02
Strike {s_strike?|to go on}
"""


@pytest.fixture
def events(tmp_path: Path) -> list[marked_pairs.Event]:
    path = tmp_path / "pairs.txt"
    path.write_text(MARKED, encoding="utf-8")
    return list(marked_pairs.read_events(path))


def test_marks_are_spans_of_the_plain_text(events: list[marked_pairs.Event]) -> None:
    first = events[0].reports["A"]
    assert [(m.key, m.sign, first.words(m)) for m in first.marks] == [
        ("q_aboard", "!", "212"),
        ("p_reef", "", "Velmar"),
        ("t_struck", "", "Sunday"),
        ("q_hurt", "", "Nine"),
    ]
    assert first.text.startswith("Ferry with 212 aboard runs aground\n")
    assert [event.title for event in events] == ["a ferry aground off Velmar", "a strike at Orvik"]


def test_equal_keys_are_one_fact(events: list[marked_pairs.Event]) -> None:
    ferry, strike = (marked_pairs.gold(event, "c") for event in events)
    conflict = ferry["conflicts"][0]
    assert (conflict["slot"], conflict["strength"]) == ("quantity", "hard")
    assert (conflict["a_value"], conflict["b_value"]) == ("212", "180")
    assert [item["slot"] for item in ferry["agreements"]] == ["place"]  # only A tells of the hurt and the day
    assert [(item["slot"], item["strength"]) for item in strike["conflicts"]] == [("status", "soft")]


def test_a_quote_stands_in_its_report(events: list[marked_pairs.Event], tmp_path: Path) -> None:
    marked_pairs.write(events[0], tmp_path / "ferry")
    gold = json.loads((tmp_path / "ferry" / "gold.json").read_text(encoding="utf-8"))
    for item in (*gold["conflicts"], *gold["agreements"]):
        for side in "ab":
            text = (tmp_path / "ferry" / f"{item[side]}.txt").read_text(encoding="utf-8")
            assert all(quote in text for quote in (item[f"{side}_quote"], *item[f"{side}_also"]))


@pytest.mark.parametrize("line", ["He saw {q_men|three.", "He saw three}.", "He saw {three}."])
def test_a_broken_mark_is_told(line: str) -> None:
    with pytest.raises(ValueError, match="not closed or malformed"):
        marked_pairs.read_report(line, "2019-03-04")


def bundled() -> Iterator[tuple[str, marked_pairs.Event]]:
    for path in sorted((Path(__file__).parents[2] / "benchmarks" / "marked").glob("*/*.txt")):
        for event in marked_pairs.read_events(path):
            yield f"{path.parent.name} {event.title}", event


def test_the_bundled_pairs_are_well_formed() -> None:
    for name, event in bundled():
        assert set(event.reports) == {"A", "B"}, name
        signs = {(m.key, m.sign) for report in event.reports.values() for m in report.marks}
        assert len(signs) == len(dict(signs)), f"{name}: a key with two signs"
        both = set.intersection(*({m.key for m in report.marks} for report in event.reports.values()))
        assert all(key in both for key, sign in signs if sign), f"{name}: a conflict told by one report alone"
