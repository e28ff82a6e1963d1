"""Spots without a name that exclude each other."""

from __future__ import annotations

import pytest

from checker.compare import Comparer
from checker.config import Config
from checker.facets.context import settings
from checker.facets.spots import spots_of
from checker.models.encode import make_encoder
from checker.types import Alignment
from checker.words.lexicon import WordVectors
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article

EXAMPLES = read_table("spots", "checker")["examples"]


@pytest.mark.parametrize(("left", "right", "apart"), [(*e, n == "yes") for n in ("yes", "no") for e in EXAMPLES[n]])
def test_examples_of_the_table(left: str, right: str, apart: bool) -> None:
    readings = read_claims([Article("a", left), Article("b", right)])
    (a,), (b,) = (r.claims for r in readings)
    comparer = Comparer(
        {k: s for r in readings for k, s in settings(r).items()}, WordVectors(make_encoder(Config()), [])
    )
    found = comparer.compare(Alignment(a, b, 0.6, 1, 0.2, 0.5), {"place"})
    assert [c.level for c in found if c.relation == "discrepancy"] == ["spots that exclude each other"] * apart


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It began on the second floor.", ["2"]),
        ("It began on the 14th floor.", ["14"]),
        ("It began in the cellar and on the ground floor.", ["-1", "0"]),
        ("It began on the ſecond floor, not in the baſement.", ["2", "-1"]),
        ("The floor was wet.", []),
        ("The fourth story was told by a guest.", ["4"]),
    ],
)
def test_floors(text: str, values: list[str]) -> None:
    (reading,) = read_claims([Article("a", text)])
    assert [s.value for c in reading.claims for s in spots_of(c)] == values
