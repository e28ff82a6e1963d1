"""Places in a row: how they are read, and which differ."""

import pytest

from checker.facets.ranks import LAST, differ, places_told, ranks_of
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article, Claim


def claims(text: str) -> tuple[Claim, ...]:
    return read_claims([Article("a", text)])[0].claims


@pytest.mark.parametrize(
    ("text", "row", "place"),
    [
        ("Holm is the second woman to lead the party.", "woman", 2),
        ("The tunnel is the longest in Norland.", "longest", 1),
        ("The tunnel is the third longest in Norland.", "longest", 3),
        ("It was the largest harvest in a decade.", "largest", 1),
        ("It is the most expensive house in Varna.", "most expens", 1),
        ("Costa came fifth in the marathon.", "place", 5),
        ("Dynamo Lund finished fourth in the league.", "place", 4),
        ("Aas scored in the 71st minute.", "minute", 71),
        ("It was the sixth strike at the port.", "strike", 6),
        ("Holm was the last guest to leave.", "guest", LAST),
    ],
)
def test_a_place_is_read(text: str, row: str, place: int) -> None:
    (rank,) = [rank for claim in claims(text) for rank in ranks_of(claim)]
    assert (rank.row, rank.place) == (row, place)
    assert 0 <= rank.start < rank.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Holm is not the second woman to lead the party.",
        "The second goal fell late.",
        "The guard is the guest of honour.",
        "The talks are in the second week.",
        "It was the best of times.\n\n",
    ],
)
def test_no_place_is_read_of_a_subject(text: str) -> None:
    found = [rank for claim in claims(text) for rank in ranks_of(claim)]
    assert [rank for rank in found if rank.place > 1] == []


@pytest.mark.parametrize("part", ["superlatives", "spans"])
def test_examples_of_the_table(part: str) -> None:
    table = read_table("ranks", "checker")[part]
    for wanted, name in ((True, "yes"), (False, "no")):
        for text in table[name]:
            assert any(ranks_of(claim) for claim in claims(text)) is wanted, text


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Voss is the third woman to fly to the station.", "Voss is the fifth woman to fly to the station.", True),
        ("The bridge is the longest in Arvania.", "The bridge is the third longest in Europe.", False),
        ("The bridge is the longest in Arvania.", "The bridge is the highest in Arvania.", False),
        ("Voss is the third woman to fly to the station.", "Voss is the third woman to fly to the station.", False),
    ],
)
def test_two_places(left: str, right: str, expected: bool) -> None:
    (a,), (b,) = ([rank for claim in claims(text) for rank in ranks_of(claim)] for text in (left, right))
    assert differ(a, b) == differ(b, a) == expected


def test_all_places_of_an_article() -> None:
    told = places_told(claims("Voss was the first woman to lead the party, and the third to lead the country."))
    assert {place for _, place in told} >= {1, 3}
