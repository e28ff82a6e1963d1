"""Words for one event: every example of the table holds, in both orders."""

import pytest

from checker.words.synonyms import synonymous
from claims.tables import read_lines, read_table

EVENTS = read_table("synonyms", "checker")["event"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["words"][0])
def test_examples_of_an_event(event: dict[str, list[list[str]]]) -> None:
    assert event["yes"]
    assert event["no"]
    for a, b in event["yes"]:
        assert (synonymous(a, b), synonymous(b, a)) == (True, True), (a, b)
    for a, b in event["no"]:
        assert (synonymous(a, b), synonymous(b, a)) == (False, False), (a, b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("die", "perish", True),  # one value of a dimension
        ("explosion", "explode", True),  # WordNet: derived
        ("begin", "commence", True),  # WordNet: one sense
        ("Blow  up", "explode", True),
        ("leave", "leave", True),
        ("", "", False),
        ("die", "survive", False),
        ("begin", "end", False),
        ("walk", "negotiate", False),
    ],
)
def test_words_of_all_sources(a: str, b: str, expected: bool) -> None:
    assert synonymous(a, b) == synonymous(b, a) == expected


def test_the_table_from_wordnet_is_in_order() -> None:
    words = [line.split() for line in read_lines("synonyms", "checker")]
    assert [w[0] for w in words] == sorted({w[0] for w in words})
    assert all(w[1:] == sorted(set(w[1:]) - {w[0]}) and len(w) > 1 for w in words)
