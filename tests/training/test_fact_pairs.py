"""Pairs for the entailment model: labels from marks, near and far sentences, groups, and added pairs' numbers."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import added_pairs
import fact_pairs
from marked_pairs import read_events

EVENT = """=== a ferry aground off Velmar
A 2019-03-04
Ferry with {q_aboard!|212} aboard runs aground
The ferry struck a reef off {p_reef|Velmar} on {t_struck|Sunday}. Divers are to look at the hull {t_divers|next week}.
B 2019-03-05
Some {q_aboard!|180} people sat on the deck. The reef off {p_reef|Velmar} has sunk {q_ships|two} ships.
"""
GROUP = """# q aboard
A Some {212} people were on the ferry.
! The ferry had {180} aboard.
= Ferry with {more than 200} aground
~ In May another ferry ran aground with {180} aboard.
"""


def dice() -> random.Random:
    return random.Random(1)  # noqa: S311


@pytest.fixture
def pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[added_pairs.Pair]:
    """Of all shares, everything."""
    for name in (
        "AGREEING_SHARE",
        "FAR_SHARE",
        "JOINED_SHARE",
        "SAME_SHARE",
        "OTHER_SHARE",
        "BESIDE_SHARE",
        "BRACKETED_SHARE",
    ):
        monkeypatch.setattr(fact_pairs, name, 1.0)
    (tmp_path / "events_sea.txt").write_text(EVENT, encoding="utf-8")
    (tmp_path / "groups_sea.txt").write_text(GROUP, encoding="utf-8")
    return fact_pairs.fact_pairs(tmp_path.glob("*.txt"), seed=1)


def labels(pairs: list[added_pairs.Pair], *words: str) -> set[str]:
    """The labels of the pairs of which each of the words stands in either sentence."""
    return {p["label"] for p in pairs if all(w in p["premise"] + p["hypothesis"] for w in words)}


def test_sentences_are_labelled_by_the_facts_they_share(pairs: list[added_pairs.Pair]) -> None:
    whole = [p for p in pairs if p["source"] == "added_event"]
    assert labels(whole, "Ferry with 212", "Some 180 people") == {"contradiction"}
    assert labels(whole, "struck a reef", "two ships") == {"entailment"}
    assert labels(whole, "Ferry with 212", "two ships") == {"neutral"}
    assert not any(mark in p["premise"] + p["hypothesis"] for p in whole for mark in "[]{}|")


def test_neighbouring_sentences_are_joined_too(pairs: list[added_pairs.Pair]) -> None:
    whole = [p for p in pairs if p["source"] == "added_event"]
    assert labels(whole, "Sunday. Divers are to look", "two ships") == {"entailment"}
    assert not labels(whole, "runs aground The ferry")  # a headline stands alone


def test_marked_words_stand_between_brackets(pairs: list[added_pairs.Pair]) -> None:
    marked = [p for p in pairs if p["source"] == "added_event, marked"]
    assert labels(marked, "with [ 212 ] aboard", "Some [ 180 ] people") == {"contradiction"}
    assert labels(marked, "with [ 212 ] aboard", "[ two ] ships") == {"neutral"}
    assert labels(marked, "off [ Velmar ] on Sunday", "off [ Velmar ] has") == {"entailment"}
    assert all(p["premise"].count("[ ") == p["hypothesis"].count("[ ") == 1 for p in marked)


def test_lines_of_a_group_are_labelled_by_their_signs(pairs: list[added_pairs.Pair]) -> None:
    group = [p for p in pairs if p["source"] == "added_group"]
    assert len(group) == 6
    assert labels(group, "Some 212 people", "had 180") == {"contradiction"}
    assert labels(group, "had 180", "more than 200") == {"contradiction"}
    assert labels(group, "Some 212 people", "more than 200") == {"entailment"}
    assert labels(group, "In May") == {"neutral"}


def test_the_facts_of_a_group_stand_between_brackets_once_more(pairs: list[added_pairs.Pair]) -> None:
    marked = [p for p in pairs if p["source"] == "added_group, marked"]
    assert len(marked) == 6
    assert labels(marked, "Some [ 212 ] people", "had [ 180 ] aboard") == {"contradiction"}
    assert labels(marked, "[ more than 200 ] aground", "ferry ran aground with [ 180 ] aboard") == {"neutral"}


def test_two_that_contradict_the_first_are_no_pair() -> None:
    group = [
        ("A", "The {sea} rose."),
        ("!", "The {sea} fell."),
        ("!", "The {sea} sank."),
        ("~", "A {sea}."),
        ("~", "B {sea}."),
    ]
    found = [p for p in fact_pairs.group_pairs(group, dice()) if p["source"] == "added_group"]
    assert labels(found, "fell", "sank") == labels(found, "A sea", "B sea") == set()
    assert labels(found, "rose", "fell") == {"contradiction"}


def test_what_is_open_counts_as_a_contradiction_and_far_pairs_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "e.txt"
    path.write_text(EVENT.replace("!", "?"), encoding="utf-8")
    (event,) = read_events(path)
    far = list(fact_pairs.event_pairs(event, {}, dice()))
    near = list(fact_pairs.event_pairs(event, fact_pairs.nearness([event]), dice()))
    assert labels(far, "with 212", "Some 180") == {"contradiction"}
    assert len(far) < len(near)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GROUP.replace("{212}", "212"), "2: no line of a group"),
        (GROUP.replace("\nA ", "\n! "), "2: no line of a group"),
        ("A Some {212} people.", "1: no line of a group"),
        ("# q aboard", "a group without a sentence"),
    ],
)
def test_what_is_malformed_is_told(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "groups_x.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=problem):
        fact_pairs.read_groups(path)


def test_the_bundled_facts_can_be_read() -> None:
    folder = Path(fact_pairs.__file__).parent / "facts"
    events = [e for path in folder.glob("events_*.txt") for e in read_events(path)]
    groups = [g for path in folder.glob("groups_*.txt") for g in fact_pairs.read_groups(path)]
    assert all(set(event.reports) == {"A", "B"} for event in events)
    assert all({sign for sign, _ in group} == set("A!=~") for group in groups)
    assert f"{len(events)} events" in (readme := (folder / "README.md").read_text(encoding="utf-8"))
    assert f"{len(groups):,} groups" in readme


@pytest.mark.parametrize(("word", "value"), [("six", 6), ("1,250", 1250), ("40", 40), ("a few", None), ("1.5", None)])
def test_value_of(word: str, value: int | None) -> None:
    assert added_pairs.value_of(word) == value
