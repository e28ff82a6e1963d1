"""Words that exclude each other: every example of the table holds, in both orders."""

from collections import Counter

import pytest

from checker.words.opposites import (
    antonyms,
    bearer,
    dimensions,
    exclusive,
    is_partial,
    may_follow,
    of_persons,
    opposite,
    rivals,
    statuses,
)
from claims.tables import read_lines, read_table

TABLE = read_table("opposites", "checker")
YES = [(d["name"], *pair) for d in TABLE["dimension"] for pair in d["examples"]["yes"]]
NO = [(d["name"], *pair) for d in TABLE["dimension"] for pair in d["examples"]["no"]]


@pytest.mark.parametrize(("name", "a", "b"), YES)
def test_values_of_one_dimension_differ(name: str, a: str, b: str) -> None:
    assert name in statuses(a).keys() & statuses(b).keys()
    assert statuses(a)[name] != statuses(b)[name]
    assert opposite(a, b) == opposite(b, a) is not None


@pytest.mark.parametrize(("name", "a", "b"), NO)
def test_what_only_seems_to_differ(name: str, a: str, b: str) -> None:
    assert opposite(a, b) in (None, "converse")
    assert opposite(b, a) == opposite(a, b)


@pytest.mark.parametrize("pair", TABLE["converse"]["yes"])
def test_two_ends_of_one_event_are_converses(pair: list[str]) -> None:
    assert opposite(*pair) == opposite(*reversed(pair)) == "converse"
    assert not exclusive("converse")


@pytest.mark.parametrize("pair", TABLE["converse"]["no"])
def test_other_pairs_are_no_converses(pair: list[str]) -> None:
    assert opposite(*pair) != "converse"


@pytest.mark.parametrize(
    ("a", "b", "pos", "expected"),
    [
        ("accurate", "inaccurate", "", "antonym"),
        ("peace", "war", "n", "antonym"),
        ("peace", "war", "v", None),
        ("strengthen", "weaken", "v", "antonym"),
        ("temporarily", "permanently", "r", "antonym"),
        ("authorized", "unauthorized", "a", "antonym"),
        ("approved", "unauthorized", "a", "antonym"),  # through a cluster of similar adjectives
        ("acceptance", "rejection", "n", "answer"),
        ("Die", "survive", "", "life"),
        ("step  down", "Reinstate", "", "office"),
        ("die", "die", "", None),
        ("man", "woman", "", None),
        ("go", "stay", "", None),
        ("aunt", "uncle", "", None),
        ("parent", "child", "", "converse"),
        ("bank", "river", "", None),
        ("", "", "", None),
    ],
)
def test_opposites(a: str, b: str, pos: str, expected: str | None) -> None:
    assert opposite(a, b, pos) == opposite(b, a, pos) == expected


def test_a_word_may_answer_several_questions() -> None:
    assert statuses("suspend") == {"office": "suspended", "phase": "over", "force": "lifted"}
    assert not statuses("walk")


def test_what_has_begun_may_have_ended_since() -> None:
    assert exclusive("life")
    assert exclusive("antonym")
    assert not exclusive("phase")
    assert not exclusive("access")


def test_whose_state_it_is() -> None:
    assert bearer("custody") == "patient"
    assert bearer("outcome") == "agent"
    assert bearer("antonym") is bearer("converse") is None
    assert of_persons("custody")
    assert not of_persons("access")
    assert {bearer(d["name"]) for d in TABLE["dimension"]} == {"agent", "patient"}


def test_no_word_has_two_values_of_one_dimension() -> None:
    for dimension in TABLE["dimension"]:
        words = Counter(word for members in dimension["values"].values() for word in set(members))
        assert [word for word, times in words.items() if times > 1] == [], dimension["name"]
        assert dimension["examples"]["yes"]
        assert dimension["examples"]["no"]


def test_the_two_tables_do_not_argue() -> None:
    """No two words of one value are antonyms of WordNet."""
    for pair in antonyms():
        a, b = (dimensions().words.get(word, {}) for word in pair)
        assert not [d for d in a.keys() & b.keys() if a[d] == b[d]], pair


def test_the_extracted_table_is_sorted_and_lists_each_pair_once() -> None:
    lines = list(read_lines("opposites", "checker"))
    keys = [tuple(line.split()[:2]) for line in lines]
    assert keys == sorted(set(keys))
    assert all(a < b for _, a, *others in map(str.split, lines) for b in others)
    assert 300 < len(antonyms()) < 2000


def test_rivals_are_all_words_that_may_exclude_one() -> None:
    known = sorted(dimensions().words)
    pairs = [(a, b) for a in known for b in known] + [tuple(pair) for pair in antonyms()]
    relations = {(a, b): opposite(a, b) for a, b in pairs}
    assert all(b in rivals(a) for (a, b), relation in relations.items() if relation not in (None, "converse"))
    assert "survive" in rivals("Die")
    assert "boat" not in rivals("die")


@pytest.mark.parametrize("pair", TABLE["sequel"]["yes"])
def test_an_end_may_follow_its_beginning(pair: list[str]) -> None:
    assert may_follow(*pair)
    assert may_follow(*reversed(pair))


@pytest.mark.parametrize("pair", TABLE["sequel"]["no"])
def test_other_pairs_follow_nothing(pair: list[str]) -> None:
    assert not may_follow(*pair)


def test_an_answer_may_hold_for_a_part_only() -> None:
    for dimension in TABLE["dimension"]:
        assert ("part" in dimension) == ("part" in dimension["examples"]), dimension["name"]
        assert all(is_partial(dimension["name"], text) for text in dimension["examples"].get("part", []))
        assert not any(is_partial(dimension["name"], text) for text in dimension["examples"].get("whole", []))
