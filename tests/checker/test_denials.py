"""Denials of the accused, and verdicts."""

import pytest

from checker.facets.denials import denial_patterns, is_own_denial, tells_verdict, was_before
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article

TABLE = read_table("denials", "checker")


@pytest.mark.parametrize("name", TABLE)
def test_examples(name: str) -> None:
    assert all(denial_patterns()[name].search(text) for text in TABLE[name]["yes"])
    assert not any(denial_patterns()[name].search(text) for text in TABLE[name]["no"])


@pytest.mark.parametrize(
    ("text", "own", "before"),
    [
        ("The clerk denied stealing the gold.", True, False),
        ("The clerk had denied stealing the gold.", True, True),
        ("The clerk did not steal the gold.", False, False),
        ("The clerk stole the gold.", False, False),
    ],
)
def test_whose_denial_it_is(text: str, own: bool, before: bool) -> None:
    (reading,) = read_claims([Article("a", text)])
    denied = [c for c in reading.claims if c.predicate == "steal"]
    assert [is_own_denial(c) for c in denied] == [own]
    assert any(map(was_before, reading.claims)) == before


def test_a_verdict_that_is_not_told() -> None:
    (reading,) = read_claims([Article("a", "The court did not find the clerk guilty of theft. The trial goes on.")])
    assert not tells_verdict(reading.claims)
